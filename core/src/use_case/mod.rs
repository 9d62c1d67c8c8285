//! The operations as data. The same code runs them all: [`gather`] turns the page's input and the
//! fields' content into the request's variables, and [`read`] turns the response into the values to
//! show and the result for the page.
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

/// Defines the operations: the public name and the entry of each.
macro_rules! operations {
    ($($(#[$doc:meta])* $Operation:ident = $name:tt => $entry:path,)+) => {
        named! {
            /// An operation of a session. The names are those of the session's methods.
            pub enum Operation { $($(#[$doc])* $Operation = $name,)+ }
        }

        /// Returns the entry of an operation.
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
    /// Makes a token from a person's data, for the customer's server.
    TokenizePersonAccountHolder = "tokenizePersonAccountHolder" => account_holder::TOKENIZE_PERSON,
    /// Makes a token from a business's data, for the customer's server.
    TokenizeBusinessAccountHolder = "tokenizeBusinessAccountHolder" => account_holder::TOKENIZE_BUSINESS,
    /// Makes a token from an authorized user's data, for the customer's server.
    TokenizeAuthorizedUser = "tokenizeAuthorizedUser" => account_holder::TOKENIZE_AUTHORIZED_USER,
    /// Creates a person account holder.
    CreatePersonAccountHolder = "createPersonAccountHolder" => account_holder::CREATE_PERSON,
    /// Creates a business account holder.
    CreateBusinessAccountHolder = "createBusinessAccountHolder" => account_holder::CREATE_BUSINESS,
    /// Creates an authorized user of a business.
    CreateAuthorizedUser = "createAuthorizedUser" => account_holder::CREATE_AUTHORIZED_USER,
    /// Uploads documents and ends their session. The entry is the first step; [`document_upload`]
    /// has the others.
    UploadDocuments = "uploadDocuments" => document_upload::START,
}

/// The effect of sending a request again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// No effect: the operation reads.
    Read,
    /// The same result: the operation sets a value.
    Set,
    /// A second object: the operation makes a new one each time. A request that may have arrived is
    /// never sent again.
    Make,
}

/// A member of an operation's input.
#[derive(Debug, Clone, Copy)]
pub struct Node {
    /// The name in the GraphQL input.
    pub variable: &'static str,
    /// The name in the page's input and in the paths of errors, if it differs.
    pub alias: Option<&'static str>,
    /// Whether the operation needs the member.
    pub need: Need,
    /// The type of the member and its source.
    pub shape: Shape,
}

impl Node {
    /// Returns the name in the page's input and in the paths of errors.
    pub fn page(&self) -> &'static str {
        self.alias.unwrap_or(self.variable)
    }
}

/// Whether an operation needs a member.
#[derive(Debug, Clone, Copy)]
pub enum Need {
    /// The member is optional.
    Optional,
    /// The member is required.
    Required,
    /// The member is required, and has this value by default.
    Default(&'static str),
    /// Exactly one of this member and the member of this name is required.
    Unless(&'static str),
    /// The member is required, and is the date of birth of a person of at least 18.
    Adult,
    /// The member is optional, and a number of at least this.
    AtLeast(u8),
}

/// The type of a member, and whether the page or a field gives it.
#[derive(Debug, Clone, Copy)]
pub enum Shape {
    /// An identifier, from the page.
    Id,
    /// One of these names, which are separated by blanks, from the page. They are one text because
    /// a list of texts is three times as long in the wasm.
    Enum(&'static str),
    /// True or false, from the page.
    Bool,
    /// A date (`YYYY-MM-DD`), from the page.
    Date,
    /// A value from a field. The same value from the page is refused.
    Secret(FieldKind),
    /// A value from the page or from a field, with the same rule.
    Either(FieldKind),
    /// An object.
    Group(&'static [Node]),
    /// A list of objects of one kind.
    List(&'static [Node]),
}

impl Shape {
    /// Returns the members of the object, or of each object of the list.
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

/// The place of the input's members in the request's variables.
#[derive(Debug, Clone, Copy)]
pub enum Variables {
    /// All members are in the variable `input`, as mutations need it.
    Input,
    /// Each member is a variable, as queries need it.
    Own,
}

/// A value of the response that the page is told.
#[derive(Debug, Clone, Copy)]
pub struct Output {
    /// The path in the object that the document's root field returns.
    pub path: &'static str,
    /// The name in the result.
    pub name: &'static str,
    /// The form of the value. Any other form is an unexpected response.
    pub form: Form,
}

/// The form of a value that the page is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// An identifier of the API: at most 255 of the characters that identifiers and Base64 have.
    Id,
    /// The name of an enum's value: one of these, which are separated by blanks. An unknown name is
    /// left out, because the API may add names and only known names are safe for the page.
    Enum(&'static str),
    /// At most four digits.
    LastFour,
    /// True or false.
    Bool,
    /// A token of the API (RFC 6750's `b64token`), at most 8 KiB.
    Token,
    /// A URL, for the vault only.
    Url,
}

/// An operation as data.
#[derive(Debug, Clone, Copy)]
pub struct UseCase {
    /// The GraphQL document that is sent.
    pub document: &'static str,
    /// The operation's name in the document.
    pub name: &'static str,
    /// The document's one root field.
    pub root: &'static str,
    /// The types that mean success, separated by blanks.
    pub success: &'static str,
    /// The effect of sending the request again.
    pub effect: Effect,
    /// The place of the input's members in the variables.
    pub variables: Variables,
    /// The input's members.
    pub input: &'static [Node],
    /// The member whose value must be the `id` of the success type. The answer for another object
    /// is refused.
    pub same_id: Option<&'static str>,
    /// The path of a union inside the success type that may be an `AccessDeniedError`.
    pub may_deny: Option<&'static str>,
    /// The values to show: the kind of field and the path in the answer. A value that consists of
    /// several parts has several paths, separated by slashes, and is shown with slashes.
    pub shown: &'static [(FieldKind, &'static str)],
    /// A member that becomes a secret if another member has a certain value or is chosen in a
    /// field: `(member, other, value)`. Only a field may give a secret.
    pub personal_when: Option<(&'static str, &'static str, &'static str)>,
    /// The allow-list of the result: nothing else reaches the page.
    pub result: &'static [Output],
}

/// Returns an optional member with the same name in the API's and the page's input.
pub const fn optional(name: &'static str, shape: Shape) -> Node {
    Node { variable: name, alias: None, need: Need::Optional, shape }
}

/// Returns a required member.
pub const fn required(name: &'static str, shape: Shape) -> Node {
    Node { need: Need::Required, ..optional(name, shape) }
}

/// Returns a required member with a default value.
pub const fn default(name: &'static str, value: &'static str, shape: Shape) -> Node {
    Node { need: Need::Default(value), ..optional(name, shape) }
}

/// Returns a required identifier.
pub const fn id(variable: &'static str, page: &'static str) -> Node {
    Node { alias: Some(page), ..required(variable, Shape::Id) }
}

/// Returns a value of the response that the page is told.
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
            // The types of the upload sessions' unions implement a common interface.
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
