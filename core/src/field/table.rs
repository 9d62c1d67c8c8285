//! The table of the kinds of field, with one row for each.

use super::{
    FieldKind, Input, Shown, address, card, choice, contact, date, name, number, pin, tax,
};
use crate::word::Word;

/// The role of a field.
#[derive(Clone, Copy)]
pub enum Role {
    /// The field takes the text that a person types.
    Input(&'static Input),
    /// The field shows a value of the API.
    Shown(&'static Shown),
    /// The field shows several values, each separately.
    Composite(&'static [FieldKind]),
    /// The field takes files.
    Document,
}

/// The row of a kind of field.
#[derive(Clone, Copy)]
pub struct Spec {
    /// The label beside the field.
    pub label: Word,
    /// The role of the field.
    pub role: Role,
}

/// Returns the row of a kind.
pub fn spec(kind: FieldKind) -> &'static Spec {
    static TABLE: [Spec; FieldKind::ALL.len()] = {
        let mut table = [row(FieldKind::Pin); FieldKind::ALL.len()];
        let mut at = 0;
        while at < table.len() {
            table[at] = row(FieldKind::ALL[at]);
            at += 1;
        }
        table
    };
    &TABLE[kind as usize]
}

const fn row(kind: FieldKind) -> Spec {
    let (label, role) = match kind {
        FieldKind::Pin => (Word::Pin, Role::Input(&pin::INPUT)),
        FieldKind::PinConfirm => (Word::PinConfirm, Role::Input(&pin::REPEATED)),
        FieldKind::CardNumber => (Word::CardNumber, Role::Shown(&card::NUMBER)),
        FieldKind::Cvv => (Word::Cvv, Role::Shown(&card::CVV)),
        FieldKind::ExpirationDate => (Word::ExpirationDate, Role::Shown(&card::EXPIRATION)),
        FieldKind::AccountNumber => (Word::AccountNumber, Role::Shown(&card::ACCOUNT_NUMBER)),
        FieldKind::RoutingNumber => (Word::RoutingNumber, Role::Shown(&card::ROUTING_NUMBER)),
        FieldKind::PaymentCard => (
            Word::PaymentCard,
            Role::Composite(&[FieldKind::CardNumber, FieldKind::ExpirationDate, FieldKind::Cvv]),
        ),
        FieldKind::GivenName => (Word::GivenName, Role::Input(&name::GIVEN)),
        FieldKind::MiddleName => (Word::MiddleName, Role::Input(&name::MIDDLE)),
        FieldKind::FamilyName => (Word::FamilyName, Role::Input(&name::FAMILY)),
        FieldKind::Suffix => (Word::Suffix, Role::Input(&name::SUFFIX)),
        FieldKind::Title => (Word::Title, Role::Input(&name::TITLE)),
        FieldKind::DateOfBirth => (Word::DateOfBirth, Role::Input(&date::OF_BIRTH)),
        FieldKind::SocialSecurityNumber => (Word::SocialSecurityNumber, Role::Input(&tax::SSN)),
        FieldKind::EmployerIdentificationNumber => {
            (Word::EmployerIdentificationNumber, Role::Input(&tax::EIN))
        }
        FieldKind::Email => (Word::Email, Role::Input(&contact::EMAIL)),
        FieldKind::PhoneNumber => (Word::PhoneNumber, Role::Input(&contact::PHONE)),
        FieldKind::StreetAddress => (Word::StreetAddress, Role::Input(&address::STREET)),
        FieldKind::ExtendedAddress => (Word::ExtendedAddress, Role::Input(&address::EXTENDED)),
        FieldKind::Locality => (Word::Locality, Role::Input(&address::LOCALITY)),
        FieldKind::Region => (Word::Region, Role::Input(&address::REGION)),
        FieldKind::PostalCode => (Word::PostalCode, Role::Input(&address::POSTAL_CODE)),
        FieldKind::CountryCodeAlpha3 => (Word::CountryCodeAlpha3, Role::Input(&address::COUNTRY)),
        FieldKind::TotalAnnualIncome => (Word::TotalAnnualIncome, Role::Input(&number::INCOME)),
        FieldKind::AnnualRevenue => (Word::AnnualRevenue, Role::Input(&number::INCOME)),
        FieldKind::LegalBusinessName => (Word::LegalBusinessName, Role::Input(&name::BUSINESS)),
        FieldKind::DoingBusinessAsName => (Word::DoingBusinessAsName, Role::Input(&name::BUSINESS)),
        FieldKind::BusinessType => (Word::BusinessType, Role::Input(&choice::BUSINESS_TYPE)),
        FieldKind::BusinessDescription => {
            (Word::BusinessDescription, Role::Input(&name::DESCRIPTION))
        }
        FieldKind::Website => (Word::Website, Role::Input(&contact::WEBSITE)),
        FieldKind::PercentageOwnership => {
            (Word::PercentageOwnership, Role::Input(&number::OWNERSHIP))
        }
        FieldKind::Document => (Word::Document, Role::Document),
    };
    Spec { label, role }
}
