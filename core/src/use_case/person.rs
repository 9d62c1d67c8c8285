//! What persons have in every input of the API: name, phone, address, identification. One list
//! each, since the types of the schema differ in their names alone.

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

/// `PhoneInput`. Country code and label are needed by the API; a form of the United States asks for
/// neither.
pub const PHONE: &[Node] = &[
    default("countryCode", "1", Shape::Id),
    required("number", Shape::Either(FieldKind::PhoneNumber)),
    optional("extension", Shape::Id),
    default("label", "MOBILE", Shape::Enum("MOBILE HOME WORK SUPPORT")),
];

/// A country, the United States unless it is given.
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

/// An address, unless a token for one is given in its place: exactly one of them.
pub const fn address(name: &'static str, token: &'static str) -> [Node; 2] {
    [
        Node { need: Need::Unless(token), ..optional(name, Shape::Group(ADDRESS)) },
        optional(token, Shape::Id),
    ]
}
