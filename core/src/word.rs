//! The texts that a frame shows, by name. [`crate::words`] says what each one is in a language.

/// A text of the frame: first the labels, then what has a name in [`crate::words::NAMES`], in its order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Word {
    /// Label of the PIN.
    Pin,
    /// Label of the repeated PIN.
    PinConfirm,
    /// Label of the PAN.
    CardNumber,
    /// Label of the CVV.
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
    /// Said after copying.
    Copied,
    /// Said of a value that is hidden.
    Hidden,
    /// Error: nothing there.
    Missing,
    /// Error: not a PIN.
    PinRule,
    /// Error: the two PINs differ.
    Mismatch,
    /// Error: wrong in some other way.
    Invalid,
    /// Error: the API refused it.
    Rejected,
    /// Error: see the kind of field.
    NameRule,
    /// Error: see the kind of field.
    DateRule,
    /// Error: see the kind of field.
    SsnRule,
    /// Error: see the kind of field.
    EinRule,
    /// Error: see the kind of field.
    EmailRule,
    /// Error: see the kind of field.
    PhoneRule,
    /// Error: see the kind of field.
    WebsiteRule,
    /// Error: see the kind of field.
    StreetRule,
    /// Error: see the kind of field.
    RegionRule,
    /// Error: see the kind of field.
    PostalCodeRule,
    /// Error: see the kind of field.
    AmountRule,
    /// Error: see the kind of field.
    PercentRule,
    /// Error: see the kind of field.
    TooYoung,
    /// Error: see the kind of field.
    TooOld,
    /// Error: see the kind of field.
    PoBox,
    /// Error: the page covers the field.
    Covered,
    /// Asks for files.
    ChooseFiles,
    /// Error: a file of a type that is not taken.
    FileRule,
    /// Button: take a file out.
    Remove,
    /// Label of a document's type.
    DocumentType,
    /// Error: the browser did not let it be copied.
    NotCopied,
    /// Error: a file without bytes.
    FileEmpty,
    /// Error: a file of too many bytes.
    FileTooLarge,
    /// Error: an HEIC image.
    FileHeic,
    /// Error: one file too many.
    FileCount,
    /// Error: a file that the browser can't read.
    FileUnreadable,
    /// Error: a file whose type was not chosen.
    TypeMissing,
    /// Error: more characters than there may be.
    TooLong,
    /// Error: less than the least number.
    TooSmall,
    /// Error: a press came too soon to be the person's own.
    TooSoon,
}
