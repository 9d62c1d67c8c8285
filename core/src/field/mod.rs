//! The kinds of field as data: what each is for, how it is shown, and which rule it has.
//!
//! A new kind is a variant of [`FieldKind`] and a row of [`spec`]; its rule lives in a file named after its subject.

mod card;
mod pin;

use zeroize::Zeroizing;

use crate::named::named;
use crate::words::Word;

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
    }
}

named! {
    /// What is wrong with a field's content, or with a member of the page's input.
    pub enum FieldCode {
        /// There is nothing, and something is needed.
        Missing = "missing",
        /// Right so far, but not all of it.
        Incomplete = "incomplete",
        /// More than there may be.
        TooLong = "too-long",
        /// It has characters or a form that it can't have.
        Invalid = "invalid",
        /// It differs from the field it repeats.
        Mismatch = "mismatch",
        /// The operation has no such member.
        Unknown = "unknown",
        /// Both the page and a field give it.
        Conflict = "conflict",
        /// Only a field may hold it.
        Sensitive = "sensitive",
        /// The API refused it.
        Rejected = "rejected",
    }
}

/// A rule: what was typed, as it is sent, or what is wrong with it. The typed text is never empty.
pub type Rule = fn(&str) -> Result<Zeroizing<String>, FieldCode>;

/// What a field does.
#[derive(Clone, Copy)]
pub enum Role {
    /// It takes what a person types.
    Input(Input),
    /// It shows what the API answers.
    Shown(Shown),
}

/// How an input behaves.
#[derive(Clone, Copy)]
pub struct Input {
    /// Checks and normalises.
    pub rule: Rule,
    /// What is typed, as it should stand in the input; the same again when applied twice.
    pub tidy: fn(&str) -> Zeroizing<String>,
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
pub fn spec(kind: FieldKind) -> Spec {
    let (label, role) = match kind {
        FieldKind::Pin => (Word::Pin, Role::Input(pin::INPUT)),
        FieldKind::PinConfirm => (Word::PinConfirm, Role::Input(pin::REPEATED)),
        FieldKind::CardNumber => (Word::CardNumber, Role::Shown(card::NUMBER)),
        FieldKind::Cvv => (Word::Cvv, Role::Shown(card::CVV)),
        FieldKind::ExpirationDate => (Word::ExpirationDate, Role::Shown(card::EXPIRATION)),
        FieldKind::AccountNumber => (Word::AccountNumber, Role::Shown(card::ACCOUNT_NUMBER)),
        FieldKind::RoutingNumber => (Word::RoutingNumber, Role::Shown(card::ROUTING_NUMBER)),
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

impl Input {
    /// What the page may know of `typed`.
    pub fn state(&self, typed: &str) -> State {
        let typed = typed.trim();
        if typed.is_empty() {
            return State { empty: true, complete: false, code: None };
        }
        let code = (self.rule)(typed).err();
        State { empty: false, complete: code.is_none(), code }
    }

    /// `typed` as it is sent, or what is wrong with it.
    pub fn read(&self, typed: &str) -> Result<Zeroizing<String>, FieldCode> {
        let typed = typed.trim();
        if typed.is_empty() { Err(FieldCode::Missing) } else { (self.rule)(typed) }
    }
}
