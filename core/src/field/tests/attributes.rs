//! The attributes and the messages of every input.

use super::*;
use crate::word::Word;

#[test]
fn every_input_has_its_autofill_token_keyboard_and_messages() {
    let mut rest: Vec<_> = inputs().map(|(kind, _)| kind).collect();
    for (kind, autocomplete, inputmode, hint, too_long) in [
        (FieldKind::Pin, "off", "numeric", Word::PinRule, Word::PinRule),
        (FieldKind::PinConfirm, "off", "numeric", Word::PinRule, Word::PinRule),
        (FieldKind::GivenName, "given-name", "text", Word::NameRule, Word::TooLong),
        (FieldKind::MiddleName, "additional-name", "text", Word::NameRule, Word::TooLong),
        (FieldKind::FamilyName, "family-name", "text", Word::NameRule, Word::TooLong),
        (FieldKind::Suffix, "honorific-suffix", "text", Word::Invalid, Word::TooLong),
        (FieldKind::Title, "honorific-prefix", "text", Word::Invalid, Word::TooLong),
        (FieldKind::DateOfBirth, "bday", "numeric", Word::DateRule, Word::DateRule),
        (FieldKind::SocialSecurityNumber, "off", "numeric", Word::SsnRule, Word::SsnRule),
        (FieldKind::EmployerIdentificationNumber, "off", "numeric", Word::EinRule, Word::EinRule),
        (FieldKind::Email, "email", "email", Word::EmailRule, Word::TooLong),
        (FieldKind::PhoneNumber, "tel-national", "tel", Word::PhoneRule, Word::PhoneRule),
        (FieldKind::StreetAddress, "address-line1", "text", Word::StreetRule, Word::TooLong),
        (FieldKind::ExtendedAddress, "address-line2", "text", Word::Invalid, Word::TooLong),
        (FieldKind::Locality, "address-level2", "text", Word::Invalid, Word::TooLong),
        (FieldKind::Region, "address-level1", "text", Word::RegionRule, Word::TooLong),
        (
            FieldKind::PostalCode,
            "postal-code",
            "numeric",
            Word::PostalCodeRule,
            Word::PostalCodeRule,
        ),
        (FieldKind::CountryCodeAlpha3, "off", "text", Word::Invalid, Word::TooLong),
        (FieldKind::TotalAnnualIncome, "off", "decimal", Word::AmountRule, Word::TooLong),
        (FieldKind::AnnualRevenue, "off", "decimal", Word::AmountRule, Word::TooLong),
        (FieldKind::LegalBusinessName, "organization", "text", Word::Invalid, Word::TooLong),
        (FieldKind::DoingBusinessAsName, "organization", "text", Word::Invalid, Word::TooLong),
        (FieldKind::BusinessType, "off", "text", Word::Invalid, Word::TooLong),
        (FieldKind::BusinessDescription, "off", "text", Word::Invalid, Word::TooLong),
        (FieldKind::Website, "url", "url", Word::WebsiteRule, Word::TooLong),
        (FieldKind::PercentageOwnership, "off", "numeric", Word::PercentRule, Word::TooLong),
    ] {
        let Role::Input(input) = spec(kind).role else { panic!("{kind:?} is no input") };
        assert_eq!((input.autocomplete, input.inputmode), (autocomplete, inputmode), "{kind:?}");
        assert_eq!((input.hint, input.too_long), (hint, too_long), "{kind:?}");
        rest.retain(|other| *other != kind);
    }
    assert_eq!(rest, []);
}

/// Returns the kinds of the inputs that differ from free text in one property.
fn kinds(differs: fn(&Input) -> bool) -> Vec<FieldKind> {
    inputs().filter(|(_, input)| differs(input)).map(|(kind, _)| kind).collect()
}

#[test]
fn inputs_that_differ_from_free_text() {
    let pins = [FieldKind::Pin, FieldKind::PinConfirm];
    let amounts = [FieldKind::TotalAnnualIncome, FieldKind::AnnualRevenue];
    assert_eq!(
        kinds(|input| input.masked),
        [&pins[..], &[FieldKind::SocialSecurityNumber]].concat()
    );
    assert_eq!(kinds(|input| input.room > 0), pins);
    assert_eq!(kinds(|input| input.repeats.is_some()), [FieldKind::PinConfirm]);
    assert_eq!(kinds(|input| input.form_in.is_some()), [FieldKind::DateOfBirth]);
    assert_eq!(kinds(|input| !input.choices.is_empty()), [FieldKind::BusinessType]);
    assert_eq!(kinds(|input| input.wire == Wire::Cents), amounts);
    assert_eq!(kinds(|input| input.wire == Wire::Integer), [FieldKind::PercentageOwnership]);
    let shorter: Vec<_> = inputs()
        .filter(|(_, input)| input.longest != 255)
        .map(|(kind, input)| (kind, input.longest))
        .collect();
    assert_eq!(
        shorter,
        [
            (FieldKind::Email, 254),
            (FieldKind::CountryCodeAlpha3, 3),
            (FieldKind::BusinessDescription, 140),
        ]
    );
}
