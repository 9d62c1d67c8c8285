//! The behaviour of an input as data, and the context that its rule gets.

use zeroize::Zeroizing;

use super::FieldKind;
use super::typed::checked;
use crate::clean::clean;
use crate::decimal::Decimal;
use crate::error::FieldCode;
use crate::text::{head, trim};
use crate::time::Days;
use crate::word::Word;

/// The facts that a rule gets besides the text.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The current day.
    pub today: Days,
    /// The decimal sign of the session's locale.
    pub decimal: Decimal,
    /// The country code of a phone number, as the call's input gives it. A field has `None`.
    pub country_code: Option<&'a str>,
    /// The type of a tax identification number, as the call's input gives it. A call that does not
    /// name the type has an empty text. A field has `None`.
    pub tax_type: Option<&'a str>,
}

impl Context<'_> {
    /// Returns the context of a field, which belongs to no call yet.
    pub const fn new(today: Days, decimal: Decimal) -> Self {
        Self { today, decimal, country_code: None, tax_type: None }
    }
}

/// Turns a typed text into the value that is sent, or returns the problem. The text is cleaned
/// ([`crate::clean`]), trimmed and not empty.
pub type Rule = fn(&str, &Context<'_>) -> Result<Zeroizing<String>, FieldCode>;

/// The JSON form in which a value is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wire {
    /// A text.
    Text,
    /// A whole number.
    Integer,
    /// A list of one amount in cents of US dollars (`[AmountInput!]`).
    Cents,
}

/// The behaviour of an input.
#[derive(Clone, Copy)]
pub struct Input {
    /// Checks and normalises the text.
    pub rule: Rule,
    /// Formats a cleaned text for the input. Formatting the result again does not change it.
    pub format: fn(&str) -> Zeroizing<String>,
    /// The JSON form in which the value is sent.
    pub wire: Wire,
    /// The values to choose from; empty for free text.
    pub choices: &'static [&'static str],
    /// A word that contains the expected format, such as `MM/DD/YYYY`. The format is the
    /// placeholder unless the page sets another.
    pub form_in: Option<Word>,
    /// The message for a text that breaks the rule.
    pub hint: Word,
    /// The message for a text that is too long.
    pub too_long: Word,
    /// The autofill token (HTML standard, `autocomplete`).
    pub autocomplete: &'static str,
    /// The keyboard hint (HTML standard, `inputmode`).
    pub inputmode: &'static str,
    /// Whether the characters are hidden unless the person reveals them.
    pub masked: bool,
    /// The largest number of characters of a valid text. A longer text stays in the input and is
    /// `too-long`. The attribute `maxlength` would cut a paste without notice.
    pub longest: usize,
    /// The largest number of characters that the input accepts, or 0 for no limit. One more key
    /// does nothing, and a paste that does not fit is refused.
    pub room: usize,
    /// The kind whose content this one must repeat, and the name of this one in the paths of
    /// errors.
    pub repeats: Option<(FieldKind, &'static str)>,
}

/// The facts that the page may know about an input's content, never its length or a part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct State {
    /// Whether the text has nothing but blanks.
    pub empty: bool,
    /// Whether the text satisfies the rule.
    pub complete: bool,
    /// The problem of a text that is not empty.
    pub code: Option<FieldCode>,
}

/// Free text: the defaults that every other input starts from.
pub const PLAIN: Input = Input {
    rule: text,
    format: super::typed::plain,
    wire: Wire::Text,
    choices: &[],
    form_in: None,
    hint: Word::Invalid,
    too_long: Word::TooLong,
    autocomplete: "off",
    inputmode: "text",
    masked: false,
    longest: 255,
    room: 0,
    repeats: None,
};

impl Input {
    /// Cleans and formats `typed` for the input. Tidying the result again does not change it.
    pub fn tidy(&self, typed: &str) -> Zeroizing<String> {
        (self.format)(&clean(typed))
    }

    /// Returns the facts that the page may know about `typed`.
    pub fn state(&self, typed: &str, context: &Context<'_>) -> State {
        match self.read(typed, context) {
            Err(FieldCode::Missing) => State { empty: true, complete: false, code: None },
            read => State { empty: false, complete: read.is_ok(), code: read.err() },
        }
    }

    /// Turns `typed` into the value that is sent, or returns the problem.
    pub fn read(&self, typed: &str, context: &Context<'_>) -> Result<Zeroizing<String>, FieldCode> {
        let cleaned = clean(typed);
        let text = trim(&cleaned);
        if text.is_empty() {
            Err(FieldCode::Missing)
        } else if head(text, self.longest).len() < text.len() {
            Err(FieldCode::TooLong)
        } else {
            (self.rule)(text, context)
        }
    }
}

/// The rule of free text: no control characters.
fn text(typed: &str, _: &Context<'_>) -> Result<Zeroizing<String>, FieldCode> {
    checked(typed, |character| !character.is_control())
}
