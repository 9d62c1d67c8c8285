//! The operations as data. One piece of code runs them all: [`gather`] turns what the page gives
//! and the fields hold into the request's variables, [`read`] turns the response into what is shown
//! and what the page is told.
//!
//! A new use case is a document in `schema/operations` and an entry of [`operations`](use_case).

mod account_holder;
mod bank_account;
mod document;
pub mod document_upload;
mod gather;
mod object;
mod payment_card;
mod person;
mod place;
mod read;

use document::document;
pub use gather::{Held, Ready, Refused, gather};
pub use object::is_same_object;
pub use read::{Answer, Success, read, seconds_of, user_error_path};

use crate::field::FieldKind;
use crate::named::named;

/// The table: an operation's name outside, and its entry.
macro_rules! operations {
    ($($(#[$doc:meta])* $Operation:ident = $name:tt => $entry:path,)+) => {
        named! {
            /// What a session can be asked to do; the names are those of the session's methods.
            pub enum Operation { $($(#[$doc])* $Operation = $name,)+ }
        }

        /// The entry of an operation.
        pub fn use_case(operation: Operation) -> &'static UseCase {
            match operation {
                $(Operation::$Operation => &$entry,)+
            }
        }
    };
}

operations! {
    /// Sets a payment card's PIN.
    SetPaymentCardPin = "setPaymentCardPin" => payment_card::SET_PIN,
    /// Shows a payment card's number, CVV and expiry.
    ViewPaymentCard = "viewPaymentCard" => payment_card::VIEW,
    /// Shows a direct deposit's account and routing number.
    ViewDirectDepositDetail = "viewDirectDepositDetail" => bank_account::VIEW_DIRECT_DEPOSIT,
    /// Shows an external bank account's account and routing number.
    ViewExternalBankAccountDetail = "viewExternalBankAccountDetail" => bank_account::VIEW_EXTERNAL,
    /// Makes a token of a person's data, for the customer's server.
    TokenizePersonAccountHolder = "tokenizePersonAccountHolder" => account_holder::TOKENIZE_PERSON,
    /// Makes a token of a business's data, for the customer's server.
    TokenizeBusinessAccountHolder = "tokenizeBusinessAccountHolder" => account_holder::TOKENIZE_BUSINESS,
    /// Makes a token of an authorized user's data, for the customer's server.
    TokenizeAuthorizedUser = "tokenizeAuthorizedUser" => account_holder::TOKENIZE_AUTHORIZED_USER,
    /// Creates a person account holder.
    CreatePersonAccountHolder = "createPersonAccountHolder" => account_holder::CREATE_PERSON,
    /// Creates a business account holder.
    CreateBusinessAccountHolder = "createBusinessAccountHolder" => account_holder::CREATE_BUSINESS,
    /// Creates an authorized user of a business.
    CreateAuthorizedUser = "createAuthorizedUser" => account_holder::CREATE_AUTHORIZED_USER,
    /// Uploads documents and ends their session. The entry is its first step; the others are in
    /// [`document_upload`].
    UploadDocuments = "uploadDocuments" => document_upload::START,
}

/// What sending a request again could do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Nothing: it reads.
    Read,
    /// The same: it sets a value.
    Set,
    /// Harm: it makes something anew each time. After a request that may have arrived it is never
    /// sent again.
    Make,
}

/// A member of an operation's input.
#[derive(Debug, Clone, Copy)]
pub struct Node {
    /// Its name in the GraphQL input.
    pub variable: &'static str,
    /// Its name in the page's input, and in the paths of errors; none where it is the same.
    pub alias: Option<&'static str>,
    /// Whether the operation needs it.
    pub need: Need,
    /// What it is and who may give it.
    pub shape: Shape,
}

impl Node {
    /// Its name in the page's input, and in the paths of errors.
    pub fn page(&self) -> &'static str {
        self.alias.unwrap_or(self.variable)
    }
}

/// Whether an operation needs a member.
#[derive(Debug, Clone, Copy)]
pub enum Need {
    /// It does not.
    Optional,
    /// It does.
    Required,
    /// It does, and this counts when nobody gives it.
    Default(&'static str),
    /// It does, or the member of this name in its place, and not beside it.
    Unless(&'static str),
    /// It does, and a date of birth must be that of someone of age.
    Adult,
    /// It does not, but a number that is given must be this at least.
    AtLeast(u8),
}

/// What a member is and who may give it.
#[derive(Debug, Clone, Copy)]
pub enum Shape {
    /// An identifier, from the page.
    Id,
    /// One of some names, with a blank between, from the page. One text: a list of texts is three
    /// times as long in the wasm.
    Enum(&'static str),
    /// True or false, from the page.
    Bool,
    /// A date (`YYYY-MM-DD`), from the page.
    Date,
    /// A value that only a field may hold: given by the page it is refused.
    Secret(FieldKind),
    /// A value of the page or of a field, by the same rule.
    Either(FieldKind),
    /// An object.
    Group(&'static [Node]),
    /// A list of objects of one kind.
    List(&'static [Node]),
}

impl Shape {
    /// The members of an object, or of each object of a list.
    pub fn members(self) -> &'static [Node] {
        match self {
            Shape::Group(nodes) | Shape::List(nodes) => nodes,
            Shape::Id
            | Shape::Enum(_)
            | Shape::Bool
            | Shape::Date
            | Shape::Secret(_)
            | Shape::Either(_) => &[],
        }
    }
}

/// How the request's variables are made of the members.
#[derive(Debug, Clone, Copy)]
pub enum Variables {
    /// All in the one variable `input`, as mutations have it.
    Input,
    /// Each as a variable of its own, as queries have it.
    Own,
}

/// A value of the response that the page is told.
#[derive(Debug, Clone, Copy)]
pub struct Output {
    /// Where it stands in the answer, from the object that the document's root field returns.
    pub path: &'static str,
    /// Its name in the result.
    pub name: &'static str,
    /// What it may look like: anything else is an unexpected response.
    pub form: Form,
}

/// What a value that the page is told may look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// An identifier of the API: at most 255 of the characters that identifiers and Base64 have.
    Id,
    /// The name of an enum's value, one of these, with a blank between. A name that is none of
    /// them is left out: the API may learn new ones, and only known names are safe to tell.
    Enum(&'static str),
    /// At most four digits.
    LastFour,
    /// True or false.
    Bool,
    /// A token of the API (RFC 6750's `b64token`), at most 8 KiB.
    Token,
    /// A URL; for the vault alone.
    Url,
}

/// An operation as data.
#[derive(Debug, Clone, Copy)]
pub struct UseCase {
    /// The GraphQL document, as it is sent.
    pub document: &'static str,
    /// The operation's name in the document.
    pub name: &'static str,
    /// The document's one root field.
    pub root: &'static str,
    /// The types that mean success, with a blank between.
    pub success: &'static str,
    /// What sending it again could do.
    pub effect: Effect,
    /// How the variables are made.
    pub variables: Variables,
    /// The input's members.
    pub input: &'static [Node],
    /// The member whose value must come back as the `id` of the success type: another object's
    /// answer is refused.
    pub same_id: Option<&'static str>,
    /// A union inside of the success type that may deny (`AccessDeniedError`) what the rest grants.
    pub may_deny: Option<&'static str>,
    /// Values for fields: their kind, and where they stand. One that the API tells in parts has
    /// each part's place, with slashes between, and is shown with slashes between.
    pub shown: &'static [(FieldKind, &'static str)],
    /// A member that is a person's own when another one has a certain value, or is chosen in a
    /// field, `(member, other, value)`: then only a field may hold it.
    pub personal_when: Option<(&'static str, &'static str, &'static str)>,
    /// The allow-list of the result: nothing else reaches the page.
    pub result: &'static [Output],
}

/// A member that is not needed and has the same name on both sides.
pub const fn optional(name: &'static str, shape: Shape) -> Node {
    Node { variable: name, alias: None, need: Need::Optional, shape }
}

/// A member that is needed.
pub const fn required(name: &'static str, shape: Shape) -> Node {
    Node { need: Need::Required, ..optional(name, shape) }
}

/// A member that is needed, and has a value of its own when nobody gives one.
pub const fn default(name: &'static str, value: &'static str, shape: Shape) -> Node {
    Node { need: Need::Default(value), ..optional(name, shape) }
}

/// An identifier that is needed.
pub const fn id(variable: &'static str, page: &'static str) -> Node {
    Node { alias: Some(page), ..required(variable, Shape::Id) }
}

/// A value of the response that the page is told.
pub const fn output(path: &'static str, name: &'static str, form: Form) -> Output {
    Output { path, name, form }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::split;

    #[test]
    fn every_entry_names_what_its_document_has() {
        for &operation in Operation::ALL {
            let entry = use_case(operation);
            assert!(entry.document.contains(&format!(" {}(", entry.name)), "{operation:?}");
            assert!(entry.document.contains(&format!("{{{}(", entry.root)), "{operation:?}");
            // The members of the upload sessions' unions have an interface in common.
            let is_upload = operation == Operation::UploadDocuments;
            for success in split(entry.success, b' ') {
                let fragment = if is_upload { "DocumentUploadSession" } else { success };
                assert!(entry.document.contains(&format!("...on {fragment}{{")), "{operation:?}");
            }
            for path in entry
                .shown
                .iter()
                .flat_map(|(_, path)| path.split('/'))
                .chain(entry.result.iter().map(|output| output.path))
            {
                let last = path.rsplit('.').next().unwrap_or_default();
                assert!(entry.document.contains(last), "{operation:?} does not ask for {path}");
            }
        }
    }
}
