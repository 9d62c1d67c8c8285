//! The few texts that a frame shows on its own. A page may replace each of them with plain text.
//!
//! Each language is a file in `core/words` with one text per line, in the order of [`Word`].
//! English is in the wasm. Any other language is a file beside the vault, which only sessions in
//! that language fetch.
//!
//! No text has a plural form or a placeholder. The figures of a rule never change, so each language
//! has them in its sentence, in the right form.

use std::rc::Rc;

use crate::decimal::Decimal;
use crate::error::{FieldCode, FieldProblem};
use crate::field::{FieldKind, spec};
use crate::text::{cut, head, split};
use crate::value::Value;
use crate::word::Word;

/// The most characters of a page's own text, as for a label. The frame's own texts are shorter in
/// every language.
pub const LONGEST: usize = 80;

/// The page's names for the texts after the labels, separated by spaces. The name of a label is its
/// field's kind. They are one text for the reason given at [`LANGUAGES`].
pub const NAMES: &str = "show copy copied hidden missing pinRule mismatch invalid rejected nameRule dateRule ssnRule einRule \
    emailRule phoneRule websiteRule streetRule regionRule postalCodeRule amountRule percentRule tooYoung tooOld poBox covered \
    chooseFiles fileRule remove documentType notCopied fileEmpty fileTooLarge fileHeic fileCount \
    fileUnreadable typeMissing tooLong tooSmall tooSoon";

/// The number of words.
const COUNT: usize = Word::TooSoon as usize + 1;

/// The languages of the frame besides English, by their BCP 47 primary subtags: `words-de.txt` is
/// beside `vault.html`. Chinese is in simplified characters. They are one text, because a list of
/// texts is three times as long in the wasm.
pub const LANGUAGES: &str = "ar de es fr he it ja ko nl pl pt sv tr zh";

/// A page's own texts by their names, as the page gives them.
pub type Own = Vec<(Box<str>, Value)>;

/// Returns the problems of a page's own texts, each under its name.
///
/// 1. A text is one visible line of at most [`LONGEST`] characters.
/// 2. It has no control characters, and none that turn the direction of the text behind them
///    (Unicode, UAX 9), because that could be the person's input or a shown value. Marks of
///    direction and joiners are allowed, because some languages are written with them.
/// 3. Like a label, it is only ever shown as text.
#[inline(never)]
pub fn check(own: &Own) -> Vec<FieldProblem> {
    let mut problems = Vec::new();
    for (name, text) in own {
        let code = match text {
            _ if line_of(name).is_none() => FieldCode::Unknown,
            Value::Null => continue,
            Value::Text(text) if text.chars().all(is_harmless) && !is_empty(text) => {
                if head(text, LONGEST).len() == text.len() {
                    continue;
                }
                FieldCode::TooLong
            }
            _ => FieldCode::Invalid,
        };
        problems.push(FieldProblem::of_option("words.", name, code));
    }
    problems
}

/// Returns whether a text has no visible character.
fn is_empty(text: &str) -> bool {
    text.chars().all(char::is_whitespace)
}

/// Returns whether a text is the complete file of a language. Its texts are only ever shown as
/// text.
pub fn is_language(texts: &str) -> bool {
    let mut count = 0;
    for text in split(texts.strip_suffix('\n').unwrap_or(texts), b'\n') {
        count += 1;
        if is_empty(text) {
            return false;
        }
    }
    count == COUNT
}

/// The texts of a session's fields, and the form in which its locale writes amounts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Locale(Rc<(Option<String>, Own)>, Decimal);

impl Locale {
    const ENGLISH: &'static str = include_str!("../words/en.txt");

    /// Creates the locale of a BCP 47 tag. `texts` is the file of its language, `None` for English.
    /// The page's own texts take precedence.
    pub fn new(tag: &str, texts: Option<String>, own: Own) -> Self {
        Self(Rc::new((texts, own)), Decimal::of(tag))
    }

    /// Returns the decimal separator of the locale's amounts.
    pub fn decimal(&self) -> Decimal {
        self.1
    }

    /// Returns the date form in a word's text, such as `MM/DD/YYYY`: two characters, a slash, two,
    /// a slash and four. Returns an empty text if the text has no date form.
    pub fn form_in(&self, word: Word) -> &str {
        let text = self.say(word);
        let slash = text.bytes().position(|byte| byte == b'/').unwrap_or_default();
        let rest = slash.checked_sub(2).and_then(|begin| text.get(begin..)).unwrap_or_default();
        let form = head(rest, 10);
        let is_form = form.as_bytes().get(5) == Some(&b'/') && head(form, 9).len() < form.len();
        if is_form { form } else { "" }
    }

    /// Returns the text of a word.
    pub fn say(&self, word: Word) -> &str {
        self.line(word as usize)
    }

    fn line(&self, at: usize) -> &str {
        let (texts, own) = &*self.0;
        for (name, text) in own {
            if let Value::Text(text) = text
                && line_of(name) == Some(at)
            {
                return text;
            }
        }
        split(texts.as_deref().unwrap_or(Self::ENGLISH), b'\n').nth(at).unwrap_or_default()
    }
}

/// Returns the line of a word in a language's file, by its name.
fn line_of(name: &str) -> Option<usize> {
    match FieldKind::from_name(name) {
        Some(kind) => Some(spec(kind).label as usize),
        None => {
            split(NAMES, b' ').position(|known| known == name).map(|at| at + Word::Show as usize)
        }
    }
}

/// Returns whether a character is neither a control character nor turns the text behind it.
pub fn is_harmless(letter: char) -> bool {
    !letter.is_control() && !matches!(letter, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Returns the language to fetch for a BCP 47 tag, by its primary subtag. Returns `None` for
/// English and for unknown languages.
pub fn language_of(tag: &str) -> Option<&'static str> {
    let language = primary(tag);
    split(LANGUAGES, b' ').find(|known| language.eq_ignore_ascii_case(known))
}

fn primary(tag: &str) -> &str {
    cut(cut(tag, b'-').0, b'_').0
}

/// Returns whether the language of a BCP 47 tag is written from right to left. It knows more
/// languages than the frame has texts for.
pub fn is_right_to_left(tag: &str) -> bool {
    let language = primary(tag);
    ["ar", "fa", "he", "iw", "ur", "yi", "ps", "sd", "ug", "dv", "ckb"]
        .iter()
        .any(|candidate| candidate.eq_ignore_ascii_case(language))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::FieldProblem;
    use proptest::prelude::*;

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
            is_right_to_left("ar-EG")
                && is_right_to_left("he")
                && !is_right_to_left("en")
                && !is_right_to_left("")
        );
    }

    /// Each language's file, English first.
    fn files() -> Vec<(String, String)> {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/words");
        let texts = |name: &str| {
            std::fs::read_to_string(format!("{folder}/{name}.txt")).unwrap_or_default()
        };
        std::iter::once("en")
            .chain(split(LANGUAGES, b' '))
            .map(|name| (name.to_owned(), texts(name)))
            .collect()
    }

    #[test]
    fn every_language_has_every_word() {
        let mut expected: Vec<String> =
            files().iter().map(|(name, _)| format!("{name}.txt")).collect();
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
            assert!(is_language(&texts), "{name}");
        }
    }

    #[test]
    fn a_word_is_plain_text_of_one_line_that_fits_a_narrow_field() {
        for (name, texts) in files() {
            for text in texts.lines() {
                let is_plain = !text.contains(['<', '>', '&', '\u{feff}']) && text.trim() == text;
                assert!(
                    is_plain && check(&own(&[("show", Value::text(text))])).is_empty(),
                    "{name}: {text:?}"
                );
            }
        }
    }

    /// A rule asks for the same in every language: the same figures and file types.
    #[test]
    fn a_rule_asks_for_the_same_everywhere() {
        let figures = |text: &str| -> Vec<String> {
            let mut pieces: Vec<String> = text
                .split(|c: char| !c.is_ascii_digit() && c != '-')
                .map(|piece| piece.trim_matches('-').to_owned())
                .filter(|piece| !piece.is_empty())
                .chain(
                    ["PDF", "PNG", "JPEG", "HEIC", "%"]
                        .into_iter()
                        .filter(|name| text.contains(name))
                        .map(str::to_owned),
                )
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

    /// A forgotten text would stay English.
    #[test]
    fn a_language_is_written_in_its_own_script() {
        for (name, first, last) in [
            ("ar", '\u{600}', '\u{6ff}'),
            ("he", '\u{590}', '\u{5ff}'),
            ("ja", '\u{3040}', '\u{9fff}'),
            ("ko", '\u{ac00}', '\u{d7a3}'),
            ("zh", '\u{4e00}', '\u{9fff}'),
        ] {
            let texts =
                files().into_iter().find(|(language, _)| language == name).unwrap_or_default().1;
            assert!(!texts.is_empty(), "{name}");
            for text in texts.lines() {
                assert!(
                    text.chars().any(|letter| (first..=last).contains(&letter)),
                    "{name}: {text}"
                );
            }
        }
    }

    fn own(words: &[(&str, Value)]) -> Own {
        words.iter().map(|(name, text)| ((*name).into(), text.clone())).collect()
    }

    #[test]
    fn a_page_has_its_own_words() {
        let given = own(&[
            ("pin", Value::text("Secret code")),
            ("show", Value::text("<b>Reveal</b>")),
            ("copied", Value::Null),
            ("documentType", Value::text("نوع المستند\u{200f}")),
        ]);
        assert_eq!(check(&given), []);
        let locale = Locale::new("", None, given);
        for (word, text) in [
            (Word::Pin, "Secret code"),
            (Word::PinConfirm, "Confirm PIN"),
            (Word::Document, "Documents"),
            (Word::Show, "<b>Reveal</b>"),
            (Word::Copied, "Copied"),
            (Word::DocumentType, "نوع المستند\u{200f}"),
        ] {
            assert_eq!(locale.say(word), text);
        }
        let german = files().into_iter().find(|(name, _)| name == "de").map(|(_, texts)| texts);
        let german = Locale::new("de", german, own(&[("show", Value::text("Ansehen"))]));
        assert_eq!((german.say(Word::Show), german.say(Word::Copy)), ("Ansehen", "Kopieren"));
    }

    #[test]
    fn every_word_has_one_name() {
        let labels = FieldKind::ALL.iter().map(|kind| kind.name());
        let names: Vec<&str> = labels.chain(split(NAMES, b' ')).collect();
        let lines: Vec<_> = names.iter().map(|name| line_of(name)).collect();
        assert_eq!(lines, (0..COUNT).map(Some).collect::<Vec<_>>());
        // Three samples against the enum, so that a shift of all names is found.
        for (name, word) in
            [("show", Word::Show), ("rejected", Word::Rejected), ("poBox", Word::PoBox)]
        {
            assert_eq!(line_of(name), Some(word as usize));
        }
    }

    /// `docs/languages.md` has one line for each name, and no other line.
    #[test]
    fn the_guide_names_every_word() {
        let guide = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/languages.md");
        let guide = std::fs::read_to_string(guide).unwrap_or_default();
        let mut rows: Vec<Vec<&str>> = guide
            .lines()
            .skip_while(|line| !line.starts_with("| name ") || !line.contains("| in English "))
            .skip(2)
            .take_while(|line| !line.is_empty())
            .map(|row| row.split(" | ").take(2).map(str::trim_end).collect())
            .collect();
        for (at, name) in split(NAMES, b' ').enumerate() {
            let english =
                split(Locale::ENGLISH, b'\n').nth(Word::Show as usize + at).unwrap_or_default();
            let expected = [format!("| `{name}`"), english.to_owned()];
            let found = rows.iter().position(|row| *row == expected);
            assert!(found.map(|found| rows.remove(found)).is_some(), "{expected:?}");
        }
        assert!(rows.is_empty(), "{rows:?}");
    }

    #[test]
    fn anything_else_of_a_page_is_refused_and_named() {
        let longest = "ä".repeat(LONGEST);
        assert_eq!(check(&own(&[("show", Value::text(&longest))])), []);
        for (name, text, code) in [
            ("show", Value::text(&format!("{longest}ä")), FieldCode::TooLong),
            ("show", Value::text(""), FieldCode::Invalid),
            ("show", Value::text(" \u{2003}"), FieldCode::Invalid),
            ("show", Value::text("a\nb"), FieldCode::Invalid),
            ("show", Value::text("a\0"), FieldCode::Invalid),
            ("show", Value::text("a\u{9d}"), FieldCode::Invalid),
            ("show", Value::text("\u{202e}0000"), FieldCode::Invalid),
            ("show", Value::text("a\u{2067}"), FieldCode::Invalid),
            ("show", Value::text("a\u{2028}b"), FieldCode::Invalid),
            ("show", Value::Int(1), FieldCode::Invalid),
            ("show", Value::Bool(true), FieldCode::Invalid),
            ("show", Value::List(vec![]), FieldCode::Invalid),
            ("show", Value::Object(vec![]), FieldCode::Invalid),
            ("hide", Value::text("Hide"), FieldCode::Unknown),
            ("hide", Value::Null, FieldCode::Unknown),
            ("Show", Value::text("Show"), FieldCode::Unknown),
            ("", Value::text("a"), FieldCode::Unknown),
            ("show copy", Value::text("a"), FieldCode::Unknown),
            ("__proto__", Value::text("a"), FieldCode::Unknown),
        ] {
            let problems = check(&own(&[("pin", Value::text("PIN")), (name, text)]));
            assert_eq!(problems, [FieldProblem::of_option("words.", name, code)]);
        }
        let endless = "a".repeat(1000);
        let both = check(&own(&[(&endless, Value::text("a")), ("show", Value::Int(1))]));
        let named = format!("words.{}", "a".repeat(50));
        assert_eq!(
            both,
            [
                FieldProblem::new(named, FieldCode::Unknown),
                FieldProblem::new("words.show", FieldCode::Invalid)
            ],
            "each is named, an endless name by its beginning"
        );
    }

    /// A date's placeholder is the form that its error asks for.
    #[test]
    fn the_form_of_a_date_is_in_the_language_of_its_error() {
        for (name, texts) in files() {
            let locale = Locale::new(&name, Some(texts), Vec::new());
            let form = locale.form_in(Word::DateRule);
            let parts: Vec<Vec<char>> =
                form.split('/').map(|part| part.chars().collect()).collect();
            // Each part repeats one letter, for the month, the day and the year.
            let is_part = |part: &Vec<char>| part.iter().all(|letter| *letter == part[0]);
            assert!(parts.iter().all(is_part), "{name}: {form}");
            assert_eq!(parts.iter().map(Vec::len).collect::<Vec<_>>(), [2, 2, 4], "{name}");
            assert!(locale.say(Word::DateRule).contains(form), "{name}");
        }
        for (text, form) in [
            ("Tag als TT/MM/JJJJ.", "TT/MM/JJJJ"),
            ("TT/MM/JJJJ", "TT/MM/JJJJ"),
            ("Eine Datumsangabe", ""),
            ("/12/1990", ""),
            ("1/12/1990", ""),
            ("am 1/12", ""),
            ("ä/ö/1990", ""),
        ] {
            let locale = Locale::new("de", None, own(&[("dateRule", Value::text(text))]));
            assert_eq!(locale.form_in(Word::DateRule), form);
        }
    }

    proptest! {
        #[test]
        fn a_word_changes_no_other(text in "[ -~À-öא-ת]{1,80}", at in 0..COUNT) {
            let names: Vec<&str> = FieldKind::ALL.iter().map(|kind| kind.name()).chain(split(NAMES, b' ')).collect();
            let given = own(&[(names[at], Value::text(&text))]);
            prop_assume!(check(&given).is_empty());
            let locale = Locale::new("", None, given);
            for (line, english) in split(Locale::ENGLISH, b'\n').take(COUNT).enumerate() {
                prop_assert_eq!(locale.line(line), if line == at { &text } else { english });
            }
        }
    }

    #[test]
    fn a_word_is_a_line() {
        let english = Locale::new("", None, Vec::new());
        assert_eq!(english.say(Word::Pin), "PIN");
        assert_eq!(english.say(Word::DocumentType), "Document type");
        let numbers: Vec<String> = (0..COUNT).map(|number| number.to_string()).collect();
        assert!(
            is_language(&numbers.join("\n")) && is_language(&format!("{}\n", numbers.join("\n")))
        );
        assert_eq!(
            Locale::new("xx", Some(numbers.join("\n")), Vec::new()).say(Word::PinConfirm),
            "1"
        );
        assert!(!is_language(&numbers[1..].join("\n")));
        assert!(!is_language(&numbers.join("\n").replace("\n1\n", "\n \n")));
        assert!(!is_language("<!doctype html>"));
    }
}
