//! The kinds of field as data: what each is for, how it is shown, and which rule it has.
//!
//! A new kind is a variant of [`FieldKind`] and a row of [`spec`]; its rule lives in a file named
//! after its subject.

mod address;
mod card;
mod choice;
mod contact;
mod date;
pub mod document;
mod name;
mod number;
mod pin;
mod tax;

pub use choice::readable;
pub use date::is_adult;

use zeroize::Zeroizing;

use crate::digits::to_ascii_digit;
use crate::error::FieldCode;
use crate::named::named;
use crate::time::Days;
use crate::word::Word;

named! {
    /// What a field is for.
    pub enum FieldKind {
        /// Input: a payment card's new PIN.
        Pin = "pin",
        /// Input: the PIN once more; compared, never sent.
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
        /// Shown: a card's face with number, expiry and CVV, each revealed and copied by itself.
        PaymentCard = "paymentCard",
        /// Input: a person's given name.
        GivenName = "givenName",
        /// Input: a person's middle name.
        MiddleName = "middleName",
        /// Input: a person's family name.
        FamilyName = "familyName",
        /// Input: what stands behind a person's name.
        Suffix = "suffix",
        /// Input: what stands before a person's name.
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
        /// Input: what a business does.
        BusinessDescription = "businessDescription",
        /// Input: a website.
        Website = "website",
        /// Input: a share of a business, in per cent.
        PercentageOwnership = "percentageOwnership",
        /// Input: documents to upload.
        Document = "document",
    }
}

/// A rule: what was typed, as it is sent, or what is wrong with it. The typed text is trimmed and
/// never empty. `Days` is today.
pub type Rule = fn(&str, Days) -> Result<Zeroizing<String>, FieldCode>;

/// How a value is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wire {
    /// As a text.
    Text,
    /// As a whole number.
    Integer,
    /// As a list of one amount, in cents of US dollars (`[AmountInput!]`).
    Cents,
}

/// What a field does.
#[derive(Clone, Copy)]
pub enum Role {
    /// It takes what a person types.
    Input(&'static Input),
    /// It shows what the API answers.
    Shown(&'static Shown),
    /// It shows several values, each by itself.
    Composite(&'static [FieldKind]),
    /// It takes files.
    Document,
}

/// How an input behaves.
#[derive(Clone, Copy)]
pub struct Input {
    /// Checks and normalises.
    pub rule: Rule,
    /// What is typed, as it should stand in the input; the same again when applied twice.
    pub tidy: fn(&str) -> Zeroizing<String>,
    /// How it is sent.
    pub wire: Wire,
    /// The values to choose from; none for free text.
    pub choices: &'static [&'static str],
    /// What stands in it while it is empty, unless the page says otherwise.
    pub placeholder: &'static str,
    /// What to say of a content that breaks the rule.
    pub hint: Word,
    /// The HTML standard's autofill token.
    pub autocomplete: &'static str,
    /// The HTML standard's keyboard hint.
    pub inputmode: &'static str,
    /// Whether characters are hidden unless asked for.
    pub masked: bool,
    /// The most characters that are kept, in UTF-16 units as `maxlength` counts.
    pub max_length: u16,
    /// The kind whose content this must repeat, and this kind's own name in the paths of errors.
    pub repeats: Option<(FieldKind, &'static str)>,
}

/// How a shown value behaves.
#[derive(Clone, Copy)]
pub struct Shown {
    /// Whether an answer of the API can be such a value: anything else is not shown.
    pub allows: fn(&str) -> bool,
    /// The value with its groups, as it is shown.
    pub format: fn(&str) -> Zeroizing<String>,
    /// What stands there while it is hidden: the same width whatever the value.
    pub mask: &'static str,
}

/// A kind of field.
#[derive(Clone, Copy)]
pub struct Spec {
    /// What it is called.
    pub label: Word,
    /// What it does.
    pub role: Role,
}

/// The row of a kind.
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

/// What the page may know of an input's content: never its length or a part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct State {
    /// Nothing but blanks.
    pub empty: bool,
    /// The rule is met.
    pub complete: bool,
    /// What is wrong, if anything is there.
    pub code: Option<FieldCode>,
}

/// Free text, from which the other inputs differ by what they say.
const PLAIN: Input = Input {
    rule: name::text,
    tidy: plain,
    wire: Wire::Text,
    choices: &[],
    placeholder: "",
    hint: Word::Invalid,
    autocomplete: "off",
    inputmode: "text",
    masked: false,
    max_length: 255,
    repeats: None,
};

/// The text as it is.
fn plain(text: &str) -> Zeroizing<String> {
    Zeroizing::new(text.to_owned())
}

/// The characters one by one as `map` has them, in one allocation: what stands for a character is
/// never longer.
fn mapped(text: &str, map: fn(char) -> Option<char>) -> Zeroizing<String> {
    let mut mapped = Zeroizing::new(String::with_capacity(text.len()));
    for character in text.chars() {
        if let Some(character) = map(character) {
            mapped.push(character);
        }
    }
    mapped
}

/// The text, if all of its characters are allowed and there are at most `most`.
fn checked(
    text: &str,
    most: usize,
    is_allowed: fn(char) -> bool,
) -> Result<Zeroizing<String>, FieldCode> {
    let mut count = 0;
    for character in text.chars() {
        if !is_allowed(character) {
            return Err(FieldCode::Invalid);
        }
        count += 1;
    }
    if count > most { Err(FieldCode::TooLong) } else { Ok(plain(text)) }
}

/// Whether a character is one of some ASCII ones.
fn is_one_of(character: char, some: &str) -> bool {
    some.bytes().any(|one| character == char::from(one))
}

/// Digits of any script in groups, once a digit of the next group is there; a text of anything but
/// digits and the separators stays as it is.
fn grouped(typed: &str, groups: &[usize], separator: char) -> Zeroizing<String> {
    let mut shown = Zeroizing::new(String::with_capacity(typed.len() + groups.len()));
    let (mut group, mut left) = (0, groups[0]);
    for character in typed.chars() {
        let Some(digit) = to_ascii_digit(character) else {
            if character == separator || character == ' ' {
                continue;
            }
            return plain(typed);
        };
        if left == 0 && group + 1 < groups.len() {
            shown.push(separator);
            group += 1;
            left = groups[group];
        }
        shown.push(digit);
        left = left.saturating_sub(1);
    }
    // A separator that was just typed stays, or it could not be typed at all.
    if left == 0 && group + 1 < groups.len() && typed.ends_with(separator) {
        shown.push(separator);
    }
    shown
}

/// Exactly `count` digits of any script, as ASCII, with blanks and `allowed` between them.
fn digits_of(typed: &str, allowed: &str, count: usize) -> Result<Zeroizing<String>, FieldCode> {
    let mut digits = Zeroizing::new(String::with_capacity(typed.len()));
    for character in typed.chars() {
        match to_ascii_digit(character) {
            Some(digit) => digits.push(digit),
            None if character.is_whitespace() || is_one_of(character, allowed) => {}
            None => return Err(FieldCode::Invalid),
        }
    }
    match digits.len() {
        length if length == count => Ok(digits),
        length if length < count => Err(FieldCode::Incomplete),
        _ => Err(FieldCode::TooLong),
    }
}

impl Input {
    /// What the page may know of `typed`.
    pub fn state(&self, typed: &str, today: Days) -> State {
        let typed = typed.trim();
        if typed.is_empty() {
            return State { empty: true, complete: false, code: None };
        }
        let code = (self.rule)(typed, today).err();
        State { empty: false, complete: code.is_none(), code }
    }

    /// `typed` as it is sent, or what is wrong with it.
    pub fn read(&self, typed: &str, today: Days) -> Result<Zeroizing<String>, FieldCode> {
        let typed = typed.trim();
        if typed.is_empty() { Err(FieldCode::Missing) } else { (self.rule)(typed, today) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::days_since_epoch;
    use proptest::prelude::*;

    /// 2026-11-24.
    pub const TODAY: Days = days_since_epoch(2026, 11, 24);

    /// Kinds with one rule, where it is written, what is taken (typed, sent), and what is not.
    pub struct Table(
        pub &'static [FieldKind],
        pub &'static str,
        pub &'static [(&'static str, &'static str)],
        pub &'static [(&'static str, FieldCode)],
    );

    fn tables() -> impl Iterator<Item = &'static Table> {
        use super::{address, choice, contact, date, name, number, pin, tax};
        [
            address::tests::TABLES,
            choice::tests::TABLES,
            contact::tests::TABLES,
            date::tests::TABLES,
            name::tests::TABLES,
            number::tests::TABLES,
            pin::tests::TABLES,
            tax::tests::TABLES,
        ]
        .into_iter()
        .flatten()
    }

    #[test]
    fn every_kind_takes_what_its_rule_says_and_nothing_else() {
        for Table(kinds, source, good, bad) in tables() {
            for &kind in *kinds {
                let Role::Input(input) = spec(kind).role else { panic!("{kind:?} is no input") };
                for (typed, value) in *good {
                    let expected = Ok(Zeroizing::new((*value).to_owned()));
                    assert_eq!(input.read(typed, TODAY), expected, "{kind:?} {typed:?}: {source}");
                    assert_eq!(
                        input.state(typed, TODAY).code,
                        None,
                        "{kind:?} {typed:?}: {source}"
                    );
                }
                for (typed, code) in *bad {
                    assert_eq!(
                        input.read(typed, TODAY).err(),
                        Some(*code),
                        "{kind:?} {typed:?}: {source}"
                    );
                }
                assert_eq!(input.read(" \t", TODAY).err(), Some(FieldCode::Missing), "{kind:?}");
            }
        }
    }

    #[test]
    fn every_kind_has_a_table_with_the_source_of_its_rule() {
        for (kind, _) in inputs() {
            let found: Vec<_> = tables().filter(|Table(kinds, ..)| kinds.contains(&kind)).collect();
            assert_eq!(found.len(), 1, "{kind:?}");
            assert!(found.iter().all(|Table(_, source, good, bad)| {
                source.contains(": ") && !good.is_empty() && !bad.is_empty()
            }));
        }
        for kind in FieldKind::ALL {
            if let Role::Shown(_) = spec(*kind).role {
                assert!(card::tests::TABLES.iter().any(|(of, ..)| of == kind), "{kind:?}");
            }
        }
    }

    #[test]
    fn formatting_what_is_sent_gives_the_same_again() {
        for Table(kinds, _, good, _) in tables() {
            for &kind in *kinds {
                let Role::Input(input) = spec(kind).role else { continue };
                for (typed, value) in *good {
                    let shown = (input.tidy)(typed.trim());
                    assert_eq!(
                        input.read(&shown, TODAY).as_deref().map(String::as_str),
                        Ok(*value),
                        "{kind:?} {shown:?}"
                    );
                    if input.wire != Wire::Cents {
                        let shown = (input.tidy)(value);
                        assert_eq!(
                            input.read(&shown, TODAY).as_deref().map(String::as_str),
                            Ok(*value),
                            "{kind:?} {shown:?}"
                        );
                    }
                }
            }
        }
    }

    fn inputs() -> impl Iterator<Item = (FieldKind, &'static Input)> {
        FieldKind::ALL.iter().filter_map(|kind| match spec(*kind).role {
            Role::Input(input) => Some((*kind, input)),
            _ => None,
        })
    }

    #[test]
    fn a_long_text_takes_linear_time_in_every_kind() {
        for (kind, input) in inputs() {
            for text in ["a", "1", "-", " ", "a ", "1-", "'", "٣", "(", "@."] {
                let long = text.repeat(200_000);
                let start = std::time::Instant::now();
                let _read = (input.read(&long, TODAY), (input.tidy)(&long));
                assert!(start.elapsed() < std::time::Duration::from_secs(2), "{kind:?} {text:?}");
            }
        }
    }

    #[test]
    fn a_long_answer_takes_linear_time_in_every_kind() {
        for kind in FieldKind::ALL {
            let Role::Shown(shown) = spec(*kind).role else { continue };
            for text in ["1", " ", "-", "2026-01-01T", "٣"] {
                let long = text.repeat(200_000);
                let start = std::time::Instant::now();
                let _shown = ((shown.allows)(&long), (shown.format)(&long));
                assert!(start.elapsed() < std::time::Duration::from_secs(2), "{kind:?} {text:?}");
            }
        }
    }

    #[test]
    fn every_kind_has_a_name_and_a_row_of_its_own() {
        for (at, kind) in FieldKind::ALL.iter().enumerate() {
            assert_eq!(*kind as usize, at);
            assert_eq!(FieldKind::from_name(kind.name()), Some(*kind));
        }
    }

    proptest! {
        #[test]
        fn nothing_panics_and_tidying_twice_changes_nothing(typed in ".{0,40}") {
            for (kind, input) in inputs() {
                let once = (input.tidy)(&typed);
                prop_assert_eq!(&*(input.tidy)(&once), &*once, "{:?}", kind);
                let _read = input.read(&typed, TODAY);
            }
        }

        #[test]
        fn what_is_tidied_means_the_same(typed in "[0-9٠-٩ a-zA-Z/.,@'-]{0,20}") {
            for (kind, input) in inputs() {
                if let Ok(value) = input.read(&typed, TODAY) {
                    prop_assert_eq!(input.read(&(input.tidy)(typed.trim()), TODAY), Ok(value), "{:?} {:?}", kind, typed);
                }
            }
        }

        /// Random text is hardly ever a date or a number; this is what they are made of.
        #[test]
        fn what_is_right_is_read_back_however_it_is_written(
            digits in "[1-8][0-9]{8}",
            phone in "[2-9][0-9]{2}[2-9][0-9]{6}",
            cents in 0_i64..=i64::from(i32::MAX),
            percent in 0_u8..=100,
            zip in "[0-9]{5}([0-9]{4})?",
            days in (TODAY - 36_000)..(TODAY - 3_700),
            name in "[A-Za-z][A-Za-z' -]{0,18}[A-Za-z]",
        ) {
            let (year, month, day) = crate::time::date_of(days);
            let dollars = format!("{}.{:02}", cents / 100, cents % 100);
            let ssn = format!("{}-{}-{}", &digits[..3], &digits[3..5], &digits[5..]);
            let good: [(FieldKind, &[String], String); 7] = [
                (FieldKind::SocialSecurityNumber, &[digits.clone(), ssn.clone()], ssn.clone()),
                (
                    FieldKind::EmployerIdentificationNumber,
                    &[digits.clone(), format!("{}-{}", &digits[..2], &digits[2..])],
                    format!("{}-{}", &digits[..2], &digits[2..]),
                ),
                (
                    FieldKind::PhoneNumber,
                    &[phone.clone(), format!("+1 ({}) {}-{}", &phone[..3], &phone[3..6], &phone[6..])],
                    phone.clone(),
                ),
                (FieldKind::TotalAnnualIncome, &[dollars.clone(), format!("${dollars}")], cents.to_string()),
                (FieldKind::PercentageOwnership, &[percent.to_string(), format!("{percent} %")], percent.to_string()),
                (
                    FieldKind::DateOfBirth,
                    &[format!("{month:02}{day:02}{year:04}"), format!("{month}/{day}/{year}")],
                    format!("{year:04}-{month:02}-{day:02}"),
                ),
                (FieldKind::FamilyName, &[name.clone(), name.replace('\'', "\u{2019}")], name.clone()),
            ];
            for (kind, forms, value) in good {
                let Role::Input(input) = spec(kind).role else { continue };
                let is_taken = kind != FieldKind::SocialSecurityNumber
                    || (&digits[..3] != "666" && &digits[3..5] != "00" && &digits[5..] != "0000");
                for typed in forms {
                    let expected = if is_taken { Ok(Zeroizing::new(value.clone())) } else { Err(FieldCode::Invalid) };
                    prop_assert_eq!(input.read(typed, TODAY), expected.clone(), "{:?}", kind);
                    prop_assert_eq!(input.read(&(input.tidy)(typed), TODAY), expected, "{:?} as it is shown", kind);
                }
            }
            let Role::Input(input) = spec(FieldKind::PostalCode).role else { return Ok(()) };
            let sent = if zip.len() == 5 { zip.clone() } else { format!("{}-{}", &zip[..5], &zip[5..]) };
            prop_assert_eq!(input.read(&zip, TODAY), Ok(Zeroizing::new(sent.clone())));
            prop_assert_eq!(input.read(&sent, TODAY), Ok(Zeroizing::new(sent)));
        }

        #[test]
        fn a_value_is_read_back_as_itself(typed in "[0-9A-Za-z /.,@'-]{1,20}") {
            for (kind, input) in inputs().filter(|(_, input)| input.wire != Wire::Cents) {
                if let Ok(value) = input.read(&typed, TODAY) {
                    prop_assert_eq!(input.read(&value, TODAY), Ok(value), "{:?} {:?}", kind, typed);
                }
            }
        }
    }
}
