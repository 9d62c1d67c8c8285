//! The kinds of field, by name.

use crate::named::named;

named! {
    /// The kind of a field: the one value that it takes or shows.
    pub enum FieldKind {
        /// Input: a payment card's new PIN.
        Pin = "pin",
        /// Input: the PIN again, which is compared and never sent.
        PinConfirm = "pinConfirm",
        /// Shown: a payment card's primary account number (PAN).
        CardNumber = "cardNumber",
        /// Shown: a payment card's card verification value (CVV).
        Cvv = "cvv",
        /// Shown: a payment card's month and year of expiry.
        ExpirationDate = "expirationDate",
        /// Shown: a bank account's number.
        AccountNumber = "accountNumber",
        /// Shown: a bank's ABA routing number.
        RoutingNumber = "routingNumber",
        /// Shown: a card's face with number, expiry and CVV, each revealed and copied separately.
        PaymentCard = "paymentCard",
        /// Input: a person's given name.
        GivenName = "givenName",
        /// Input: a person's middle name.
        MiddleName = "middleName",
        /// Input: a person's family name.
        FamilyName = "familyName",
        /// Input: the suffix after a person's name.
        Suffix = "suffix",
        /// Input: the title before a person's name.
        Title = "title",
        /// Input: a person's date of birth.
        DateOfBirth = "dateOfBirth",
        /// Input: a person's social security number (SSN).
        SocialSecurityNumber = "socialSecurityNumber",
        /// Input: a business's employer identification number (EIN).
        EmployerIdentificationNumber = "employerIdentificationNumber",
        /// Input: an email address.
        Email = "email",
        /// Input: a phone number.
        PhoneNumber = "phoneNumber",
        /// Input: street and house number.
        StreetAddress = "streetAddress",
        /// Input: flat, suite or floor.
        ExtendedAddress = "extendedAddress",
        /// Input: city.
        Locality = "locality",
        /// Input: state or territory.
        Region = "region",
        /// Input: ZIP code.
        PostalCode = "postalCode",
        /// Input: country.
        CountryCodeAlpha3 = "countryCodeAlpha3",
        /// Input: a person's yearly income.
        TotalAnnualIncome = "totalAnnualIncome",
        /// Input: a business's yearly revenue.
        AnnualRevenue = "annualRevenue",
        /// Input: a business's legal name.
        LegalBusinessName = "legalBusinessName",
        /// Input: the name under which a business trades.
        DoingBusinessAsName = "doingBusinessAsName",
        /// Input: a business's legal form.
        BusinessType = "businessType",
        /// Input: a description of a business's activity.
        BusinessDescription = "businessDescription",
        /// Input: a website.
        Website = "website",
        /// Input: a share of a business, in per cent.
        PercentageOwnership = "percentageOwnership",
        /// Input: documents to upload.
        Document = "document",
    }
}
