//! The texts that a frame shows, by name. [`crate::words`] has their wording in each language.

/// A text of the frame. First the labels, then the texts named in [`crate::words::NAMES`], in that
/// order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Word {
    /// Label of the PIN.
    Pin,
    /// Label of the repeated PIN.
    PinConfirm,
    /// Label of the PAN.
    CardNumber,
    /// Label of the card number.
    Cvv,
    /// Label of the expiry.
    ExpirationDate,
    /// Label of a bank account's number.
    AccountNumber,
    /// Label of a bank's routing number.
    RoutingNumber,
    /// Label: `paymentCard`.
    PaymentCard,
    /// Label: `givenName`.
    GivenName,
    /// Label: `middleName`.
    MiddleName,
    /// Label: `familyName`.
    FamilyName,
    /// Label: `suffix`.
    Suffix,
    /// Label: `title`.
    Title,
    /// Label: `dateOfBirth`.
    DateOfBirth,
    /// Label: `socialSecurityNumber`.
    SocialSecurityNumber,
    /// Label: `employerIdentificationNumber`.
    EmployerIdentificationNumber,
    /// Label: `email`.
    Email,
    /// Label: `phoneNumber`.
    PhoneNumber,
    /// Label: `streetAddress`.
    StreetAddress,
    /// Label: `extendedAddress`.
    ExtendedAddress,
    /// Label: `locality`.
    Locality,
    /// Label: `region`.
    Region,
    /// Label: `postalCode`.
    PostalCode,
    /// Label: `countryCodeAlpha3`.
    CountryCodeAlpha3,
    /// Label: `totalAnnualIncome`.
    TotalAnnualIncome,
    /// Label: `annualRevenue`.
    AnnualRevenue,
    /// Label: `legalBusinessName`.
    LegalBusinessName,
    /// Label: `doingBusinessAsName`.
    DoingBusinessAsName,
    /// Label: `businessType`.
    BusinessType,
    /// Label: `businessDescription`.
    BusinessDescription,
    /// Label: `website`.
    Website,
    /// Label: `percentageOwnership`.
    PercentageOwnership,
    /// Label: `document`.
    Document,
    /// Button: show what is hidden.
    Show,
    /// Button: copy to the clipboard.
    Copy,
    /// Status: the value was copied.
    Copied,
    /// Read by a screen reader for a value that is hidden.
    Hidden,
    /// Error: the field is empty.
    Missing,
    /// Error: not a PIN.
    PinRule,
    /// Error: the PIN and its repetition differ.
    Mismatch,
    /// Error: wrong in some other way.
    Invalid,
    /// Error: the API refused it.
    Rejected,
    /// Error: see `name.rs` in `core/src/field`.
    NameRule,
    /// Error: see `date.rs` in `core/src/field`.
    DateRule,
    /// Error: see `tax.rs` in `core/src/field`.
    SsnRule,
    /// Error: see `tax.rs` in `core/src/field`.
    EinRule,
    /// Error: see `contact.rs` in `core/src/field`.
    EmailRule,
    /// Error: see `contact.rs` in `core/src/field`.
    PhoneRule,
    /// Error: see `contact.rs` in `core/src/field`.
    WebsiteRule,
    /// Error: see `address.rs` in `core/src/field`.
    StreetRule,
    /// Error: see `address.rs` in `core/src/field`.
    RegionRule,
    /// Error: see `address.rs` in `core/src/field`.
    PostalCodeRule,
    /// Error: see `number.rs` in `core/src/field`.
    AmountRule,
    /// Error: see `number.rs` in `core/src/field`.
    PercentRule,
    /// Error: a date of birth of a person who is too young.
    TooYoung,
    /// Error: a date of birth of a person who would be too old.
    TooOld,
    /// Error: a post office box instead of a street address.
    PoBox,
    /// Error: the page covers the field.
    Covered,
    /// Button: choose files.
    ChooseFiles,
    /// Error: a file of a type that the API does not take.
    FileRule,
    /// Button: remove a file.
    Remove,
    /// Label of a document's type.
    DocumentType,
    /// Error: the browser did not allow the copy.
    NotCopied,
    /// Error: a file with no bytes.
    FileEmpty,
    /// Error: a file with too many bytes.
    FileTooLarge,
    /// Error: an HEIC image.
    FileHeic,
    /// Error: more files than the field takes.
    FileCount,
    /// Error: a file that the browser can't read.
    FileUnreadable,
    /// Error: a file with no document type chosen.
    TypeMissing,
    /// Error: too many characters.
    TooLong,
    /// Error: a number below the minimum.
    TooSmall,
    /// Error: a press too soon to be the person's own.
    TooSoon,
}
