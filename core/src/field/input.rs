//! How an input behaves, as data, and what its rule is told.

use zeroize::Zeroizing;

use super::FieldKind;
use super::typed::checked;
use crate::clean::clean;
use crate::decimal::Decimal;
use crate::error::FieldCode;
use crate::text::{head, trim};
use crate::time::Days;
use crate::word::Word;

/// What a rule knows besides the text.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// Today.
    pub today: Days,
    /// How the session's locale writes amounts.
    pub decimal: Decimal,
    /// The country code beside a phone number, which only a call gives: `None` in a field.
    pub country_code: Option<&'a str>,
    /// The type beside a tax identification number, which only a call gives: `None` in a field, and
    /// empty in a call that leaves it out.
    pub tax_type: Option<&'a str>,
}

impl Context<'_> {
    /// The context of a field, which is of no call yet.
    pub const fn new(today: Days, decimal: Decimal) -> Self {
        Self { today, decimal, country_code: None, tax_type: None }
    }
}

/// Returns what was typed as it is sent, or what is wrong with it. The text is cleaned
/// ([`crate::clean`]), trimmed and never empty.
pub type Rule = fn(&str, &Context<'_>) -> Result<Zeroizing<String>, FieldCode>;

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

/// How an input behaves.
#[derive(Clone, Copy)]
pub struct Input {
    /// Checks and normalises.
    pub rule: Rule,
    /// Gives a cleaned text the form in which it stands in the input; the same again when applied
    /// twice.
    pub format: fn(&str) -> Zeroizing<String>,
    /// How it is sent.
    pub wire: Wire,
    /// The values to choose from; none for free text.
    pub choices: &'static [&'static str],
    /// A word that has the form of a content in it, such as `MM/DD/YYYY`: the placeholder, unless
    /// the page gives one.
    pub form_in: Option<Word>,
    /// What to say of a content that breaks the rule.
    pub hint: Word,
    /// What to say of a content that is too long.
    pub too_long: Word,
    /// The HTML standard's autofill token.
    pub autocomplete: &'static str,
    /// The HTML standard's keyboard hint.
    pub inputmode: &'static str,
    /// Whether characters are hidden unless asked for.
    pub masked: bool,
    /// The most characters of a right content. A longer one is kept in the input, and is
    /// `too-long`: the attribute `maxlength` would cut a paste, and nobody would see it.
    pub longest: usize,
    /// How many characters there is room for: a key that is one too many does nothing, and a paste
    /// that does not fit is refused. 0 where there is room for any text.
    pub room: usize,
    /// The kind whose content this must repeat, and this kind's own name in the paths of errors.
    pub repeats: Option<(FieldKind, &'static str)>,
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
    /// `typed` as it should stand in the input; the same again when applied twice.
    pub fn tidy(&self, typed: &str) -> Zeroizing<String> {
        (self.format)(&clean(typed))
    }

    /// What the page may know of `typed`.
    pub fn state(&self, typed: &str, context: &Context<'_>) -> State {
        match self.read(typed, context) {
            Err(FieldCode::Missing) => State { empty: true, complete: false, code: None },
            read => State { empty: false, complete: read.is_ok(), code: read.err() },
        }
    }

    /// `typed` as it is sent, or what is wrong with it.
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

/// Any text without control characters.
fn text(typed: &str, _: &Context<'_>) -> Result<Zeroizing<String>, FieldCode> {
    checked(typed, |character| !character.is_control())
}
