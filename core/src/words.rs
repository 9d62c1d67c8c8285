//! The few words that a frame shows by itself. A page may replace a label with plain text.
//!
//! Each language is a file of `core/words`: a text a line, in the order of [`Word`]. English is in the wasm; another one is a
//! file beside the vault, fetched only by who asks for it, so that nobody downloads what nobody reads.

use std::rc::Rc;

use crate::text::{cut, split};

/// A text of the frame.
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
    /// Button: show what is hidden.
    Show,
    /// Button: hide what is shown.
    Hide,
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
    /// Error: not a file that is taken.
    FileRule,
    /// Button: take a file out.
    Remove,
    /// Label of a document's type.
    DocumentType,
}

/// How many words there are.
const COUNT: usize = Word::DocumentType as usize + 1;

/// The languages that the frame speaks beside English, by their BCP 47 primary subtags: `words-de.txt` beside `vault.html`.
/// Chinese is in simplified characters. One text: a list of texts is three times as long in the wasm.
pub const LANGUAGES: &str = "ar de es fr he it ja ko nl pl pt sv tr zh";

/// The texts of a language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Locale(Option<Rc<str>>);

impl Locale {
    const ENGLISH: &'static str = include_str!("../words/en.txt");

    /// The language of every session that asks for none, or for one that the frame does not speak.
    pub const fn english() -> Self {
        Self(None)
    }

    /// A language's file; `None` unless it has every word. What it says is only ever shown as text.
    pub fn read(texts: &str) -> Option<Self> {
        let texts = texts.strip_suffix('\n').unwrap_or(texts);
        let mut count = 0;
        for text in split(texts, b'\n') {
            count += 1;
            if text.chars().all(char::is_whitespace) {
                return None;
            }
        }
        (count == COUNT).then(|| Self(Some(texts.into())))
    }

    /// The text of a word.
    pub fn say(&self, word: Word) -> &str {
        split(self.0.as_deref().unwrap_or(Self::ENGLISH), b'\n').nth(word as usize).unwrap_or_default()
    }
}

/// The language to fetch for a BCP 47 tag: its primary subtag decides; none where it is English or not known.
pub fn language_of(tag: &str) -> Option<&'static str> {
    let language = primary(tag);
    split(LANGUAGES, b' ').find(|known| language.eq_ignore_ascii_case(known))
}

fn primary(tag: &str) -> &str {
    cut(cut(tag, b'-').0, b'_').0
}

/// Whether a BCP 47 tag's language is written from right to left; known also for languages that the frame does not speak.
pub fn is_right_to_left(tag: &str) -> bool {
    let language = primary(tag);
    ["ar", "fa", "he", "iw", "ur", "yi", "ps", "sd", "ug", "dv", "ckb"]
        .iter()
        .any(|candidate| candidate.eq_ignore_ascii_case(language))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_find_their_language() {
        for (tag, language) in [
            ("en", None),
            ("de-AT", Some("de")),
            ("AR_eg", Some("ar")),
            ("xx", None),
            ("", None),
            ("fr-CA", Some("fr")),
            ("zh-Hans-CN", Some("zh")),
            ("PT-br", Some("pt")),
            (" ", None),
            ("ar de", None),
        ] {
            assert_eq!(language_of(tag), language, "{tag}");
        }
        assert!(
            is_right_to_left("ar-EG") && is_right_to_left("he") && !is_right_to_left("en") && !is_right_to_left("")
        );
    }

    /// Each language's file, English first.
    fn files() -> Vec<(String, String)> {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/words");
        let texts = |name: &str| std::fs::read_to_string(format!("{folder}/{name}.txt")).unwrap_or_default();
        std::iter::once("en").chain(split(LANGUAGES, b' ')).map(|name| (name.to_owned(), texts(name))).collect()
    }

    #[test]
    fn every_language_has_every_word() {
        let mut expected: Vec<String> = files().iter().map(|(name, _)| format!("{name}.txt")).collect();
        expected.sort();
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/words");
        let mut found: Vec<String> = std::fs::read_dir(folder)
            .into_iter()
            .flatten()
            .flatten()
            .map(|file| file.file_name().to_string_lossy().into_owned())
            .collect();
        found.sort();
        assert_eq!(found, expected);
        for (name, texts) in files() {
            assert!(Locale::read(&texts).is_some(), "{name}");
        }
    }

    #[test]
    fn a_word_is_plain_text_of_one_line_that_fits_a_narrow_field() {
        for (name, texts) in files() {
            for text in texts.lines() {
                let is_plain = !text.contains(['<', '>', '&', '\t', '\r', '\u{feff}']) && text.trim() == text;
                assert!(is_plain && text.chars().count() <= 90, "{name}: {text:?}");
            }
        }
    }

    /// What a rule asks for is the same in every language: its figures and its file types.
    #[test]
    fn a_rule_asks_for_the_same_everywhere() {
        let figures = |text: &str| -> Vec<String> {
            let mut pieces: Vec<String> = text
                .split(|c: char| !c.is_ascii_digit() && c != '-')
                .map(|piece| piece.trim_matches('-').to_owned())
                .filter(|piece| !piece.is_empty())
                .chain(["PDF", "PNG", "JPEG", "%"].into_iter().filter(|name| text.contains(name)).map(str::to_owned))
                .collect();
            pieces.sort();
            pieces
        };
        let all = files();
        for (name, texts) in &all[1..] {
            for (english, text) in all[0].1.lines().zip(texts.lines()) {
                // Arabic has a word for "two letters".
                let text = text.replace("حرفين", "2");
                assert_eq!(figures(&text), figures(english), "{name}: {text}");
            }
        }
    }

    /// A text that was forgotten stays English, and would be right to left only by its frame.
    #[test]
    fn a_language_is_written_in_its_own_script() {
        for (name, first, last) in [
            ("ar", '\u{600}', '\u{6ff}'),
            ("he", '\u{590}', '\u{5ff}'),
            ("ja", '\u{3040}', '\u{9fff}'),
            ("ko", '\u{ac00}', '\u{d7a3}'),
            ("zh", '\u{4e00}', '\u{9fff}'),
        ] {
            let texts = files().into_iter().find(|(language, _)| language == name).unwrap_or_default().1;
            assert!(!texts.is_empty(), "{name}");
            for text in texts.lines() {
                assert!(text.chars().any(|letter| (first..=last).contains(&letter)), "{name}: {text}");
            }
        }
    }

    #[test]
    fn a_word_is_a_line() {
        assert_eq!(Locale::english().say(Word::Pin), "PIN");
        assert_eq!(Locale::english().say(Word::DocumentType), "Document type");
        let numbers: Vec<String> = (0..COUNT).map(|number| number.to_string()).collect();
        let locale = Locale::read(&numbers.join("\n"));
        assert_eq!(locale.as_ref().map(|locale| locale.say(Word::PinConfirm)), Some("1"));
        assert_eq!(Locale::read(&numbers[1..].join("\n")), None);
        assert_eq!(Locale::read(&numbers.join("\n").replace("\n1\n", "\n \n")), None);
        assert_eq!(Locale::read("<!doctype html>"), None);
    }
}
