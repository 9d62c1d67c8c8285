//! The members that every person has in the API's inputs: name, phone, address, identification. The
//! types of the schema differ only in their names, so there is one list for each.

use super::{Need, Node, Shape, default, optional, required};
use crate::field::FieldKind;

/// `PersonAccountHolderNameInput`, `PersonAuthorizedUserNameInput`, `USAssociatedPersonNameInput`.
pub const NAME: &[Node] = &[
    required("givenName", Shape::Either(FieldKind::GivenName)),
    optional("middleName", Shape::Either(FieldKind::MiddleName)),
    required("familyName", Shape::Either(FieldKind::FamilyName)),
    optional("suffix", Shape::Either(FieldKind::Suffix)),
    optional("title", Shape::Either(FieldKind::Title)),
];

/// `PhoneInput`. The API requires the country code and the label, which have defaults because forms
/// in the United States ask for neither.
pub const PHONE: &[Node] = &[
    default("countryCode", "1", Shape::Id),
    required("number", Shape::Either(FieldKind::PhoneNumber)),
    optional("extension", Shape::Id),
    default("label", "MOBILE", Shape::Enum("MOBILE HOME WORK SUPPORT")),
];

/// A country, by default the United States.
const COUNTRY: Node =
    default("countryCodeAlpha3", "USA", Shape::Either(FieldKind::CountryCodeAlpha3));

/// `AddressInput`.
pub const ADDRESS: &[Node] = &[
    required("streetAddress", Shape::Either(FieldKind::StreetAddress)),
    optional("extendedAddress", Shape::Either(FieldKind::ExtendedAddress)),
    required("postalCode", Shape::Either(FieldKind::PostalCode)),
    required("region", Shape::Either(FieldKind::Region)),
    required("locality", Shape::Either(FieldKind::Locality)),
    COUNTRY,
];

/// `TaxIdentificationNumberType`, with its deprecated short names.
const TAX_TYPES: Shape = Shape::Enum(
    "SOCIAL_SECURITY_NUMBER EMPLOYER_IDENTIFICATION_NUMBER \
    INDIVIDUAL_TAXPAYER_IDENTIFICATION_NUMBER SSN EIN ITIN",
);

/// `USIdentificationDocumentInput`: the number is a secret, and only a field may hold it.
pub const IDENTIFICATION: &[Node] = &[required(
    "socialSecurityNumber",
    Shape::Group(&[
        required("number", Shape::Secret(FieldKind::SocialSecurityNumber)),
        COUNTRY,
        optional("taxIdentificationNumberType", TAX_TYPES),
    ]),
)];

/// `USBusinessIdentificationDocumentInput`.
pub const BUSINESS_IDENTIFICATION: &[Node] = &[required(
    "employerIdentificationNumber",
    Shape::Group(&[
        required("number", Shape::Either(FieldKind::EmployerIdentificationNumber)),
        COUNTRY,
        optional("taxIdentificationNumberType", TAX_TYPES),
    ]),
)];

/// Returns the members of which exactly one is required: an address, or a token for an address.
pub const fn address(name: &'static str, token: &'static str) -> [Node; 2] {
    [
        Node { need: Need::Unless(token), ..optional(name, Shape::Group(ADDRESS)) },
        optional(token, Shape::Id),
    ]
}
