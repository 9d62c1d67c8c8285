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
pub type PageTexts = Vec<(Box<str>, Value)>;

/// Returns the problems of a page's own texts, each under its name.
///
/// 1. A text is one visible line of at most [`LONGEST`] characters.
/// 2. It has no control characters, and none that turn the direction of the text behind them
///    (Unicode, UAX 9), because that could be the person's input or a shown value. Marks of
///    direction and joiners are allowed, because some languages are written with them.
/// 3. Like a label, it is only ever shown as text.
#[inline(never)]
pub fn check_page_texts(own: &PageTexts) -> Vec<FieldProblem> {
    let mut problems = Vec::new();
    for (name, text) in own {
        let code = match text {
            _ if line_number(name).is_none() => FieldCode::Unknown,
            Value::Null => continue,
            Value::Text(text) if text.chars().all(is_display_safe) && !is_empty(text) => {
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
pub struct Locale(Rc<(Option<String>, PageTexts)>, Decimal);

impl Locale {
    const ENGLISH: &'static str = include_str!("../words/en.txt");

    /// Creates the locale of a BCP 47 tag. `texts` is the file of its language, `None` for English.
    /// The page's own texts take precedence.
    pub fn new(tag: &str, texts: Option<String>, own: PageTexts) -> Self {
        Self(Rc::new((texts, own)), Decimal::of(tag))
    }

    /// Returns the decimal separator of the locale's amounts.
    pub fn decimal(&self) -> Decimal {
        self.1
    }

    /// Returns the date form in a word's text, such as `MM/DD/YYYY`: two characters, a slash, two,
    /// a slash and four. Returns an empty text if the text has no date form.
    pub fn date_form(&self, word: Word) -> &str {
        let text = self.text(word);
        let slash = text.bytes().position(|byte| byte == b'/').unwrap_or_default();
        let rest = slash.checked_sub(2).and_then(|begin| text.get(begin..)).unwrap_or_default();
        let form = head(rest, 10);
        let is_form = form.as_bytes().get(5) == Some(&b'/') && head(form, 9).len() < form.len();
        if is_form { form } else { "" }
    }

    /// Returns the text of a word.
    pub fn text(&self, word: Word) -> &str {
        self.line(word as usize)
    }

    fn line(&self, at: usize) -> &str {
        let (texts, own) = &*self.0;
        for (name, text) in own {
            if let Value::Text(text) = text
                && line_number(name) == Some(at)
            {
                return text;
            }
        }
        split(texts.as_deref().unwrap_or(Self::ENGLISH), b'\n').nth(at).unwrap_or_default()
    }
}

/// Returns the line of a word in a language's file, by its name.
fn line_number(name: &str) -> Option<usize> {
    match FieldKind::from_name(name) {
        Some(kind) => Some(spec(kind).label as usize),
        None => {
            split(NAMES, b' ').position(|known| known == name).map(|at| at + Word::Show as usize)
        }
    }
}

/// Returns whether a character is neither a control character nor turns the text behind it.
pub fn is_display_safe(letter: char) -> bool {
    !letter.is_control() && !matches!(letter, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Returns the language to fetch for a BCP 47 tag, by its primary subtag. Returns `None` for
/// English and for unknown languages.
///
/// # Examples
///
/// ```
/// use sordino_core::words::language_of;
///
/// assert_eq!(language_of("de-AT"), Some("de"));
/// assert_eq!(language_of("en-US"), None);
/// ```
pub fn language_of(tag: &str) -> Option<&'static str> {
    let language = primary_subtag(tag);
    split(LANGUAGES, b' ').find(|known| language.eq_ignore_ascii_case(known))
}

fn primary_subtag(tag: &str) -> &str {
    cut(cut(tag, b'-').0, b'_').0
}

/// Returns whether the language of a BCP 47 tag is written from right to left. It knows more
/// languages than the frame has texts for.
pub fn is_right_to_left(tag: &str) -> bool {
    let language = primary_subtag(tag);
    ["ar", "fa", "he", "iw", "ur", "yi", "ps", "sd", "ug", "dv", "ckb"]
        .iter()
        .any(|candidate| candidate.eq_ignore_ascii_case(language))
}

#[cfg(test)]
mod tests;
