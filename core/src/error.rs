//! Why something failed: a closed set of codes, one cause each, and what may be said of a failure
//! to the page.
//!
//! A failure never carries a secret, a token or free text of the server. It has no sentence either:
//! nobody downloads what only a developer reads; what a code means stands beside it here, and in
//! the TypeScript types that are made from this.

use crate::named::named;
use crate::text::{concat, head};

named! {
    /// Why a session or a call failed, as the page sees it in `SordinoError.code`.
    pub enum Code {
        /// An option is not known or has a value that it can't have; `fields` names each. Correct
        /// the call.
        InvalidOptions = "invalid-options",
        /// `mount` was given a selector that finds nothing, or what is no element.
        MountTarget = "mount-target",
        /// The session was destroyed before or while this was asked.
        Destroyed = "destroyed",
        /// The frame did not load, or not from where it was asked for: blocked, offline, not
        /// deployed, or navigated away.
        FrameUnavailable = "frame-unavailable",
        /// Loader and frame are of versions that do not speak with each other.
        FrameIncompatible = "frame-incompatible",
        /// No answer within `timeout`. The operation may have happened where its effect says so.
        Timeout = "timeout",
        /// The page aborted the call.
        Aborted = "aborted",
        /// The same operation is running already; nothing was sent for this call.
        Busy = "busy",
        /// The page passed a value that only a field may hold. Nothing was sent.
        SensitiveInput = "sensitive-input",
        /// The page passed a member that the operation does not have, or of another type, or left
        /// out one it needs.
        InvalidInput = "invalid-input",
        /// What was typed is missing or wrong; `fields` says where. Nothing was sent.
        InvalidFields = "invalid-fields",
        /// The page's callback gave no token: it threw, or did not answer in time.
        TokenUnavailable = "token-unavailable",
        /// What the page gave is not a client token (RFC 6750), or has other claims than the frame was
        /// deployed for.
        TokenMalformed = "token-malformed",
        /// The token has ended and the page has no other.
        TokenExpired = "token-expired",
        /// The API refused the token (401).
        Unauthorized = "unauthorized",
        /// The API knows the token and does not let it do this (`AccessDeniedError`, or 403 with an
        /// answer of the API).
        AccessDenied = "access-denied",
        /// The API refused the values (`UserError`); `fields` says which.
        UserError = "user-error",
        /// The API could not be reached, or the connection broke.
        Network = "network",
        /// Too many requests (429); `retryAfter` says when to try again.
        RateLimited = "rate-limited",
        /// The API refused the request before it carried anything out: 400, or GraphQL errors
        /// without `data`.
        RequestRejected = "request-rejected",
        /// A gateway or firewall in front of the API refused the request: 403, 413 or 415 with a
        /// page that is no answer of the API. Nothing was done.
        GatewayRefused = "gateway-refused",
        /// No API answers at the endpoint that the frame was deployed with (404, 405). Nothing was
        /// done.
        WrongEndpoint = "wrong-endpoint",
        /// The API failed (5xx), or failed while it carried the request out: GraphQL errors beside
        /// `data`.
        ServerError = "server-error",
        /// The API answered what its schema does not allow.
        UnexpectedResponse = "unexpected-response",
        /// The API left a value out that a mounted field was to show; `fields` names its kind.
        /// Nothing of the answer is shown.
        ValueMissing = "value-missing",
        /// The frame does not know the operation, or was deployed without it; or there is no field for
        /// the documents to upload.
        Unsupported = "unsupported",
        /// A message between loader and frame was malformed or came too often.
        Protocol = "protocol",
        /// The frame itself failed. A fault of Sordino's: report it.
        Internal = "internal",
    }
}

impl Code {
    /// Whether the same call can succeed later, unchanged.
    pub fn is_retryable(self) -> bool {
        matches!(
            self,
            Code::FrameUnavailable
                | Code::Timeout
                | Code::Busy
                | Code::TokenUnavailable
                | Code::TokenExpired
                | Code::Unauthorized
                | Code::Network
                | Code::RateLimited
                | Code::ServerError
        )
    }

    /// Whether a request that failed with this code was refused before the API carried anything
    /// out. Any other code proves nothing: an answer that did not come or was not understood may
    /// hide a success.
    pub fn proves_not_done(self) -> bool {
        matches!(
            self,
            Code::TokenExpired
                | Code::Unauthorized
                | Code::AccessDenied
                | Code::UserError
                | Code::RateLimited
                | Code::RequestRejected
                | Code::GatewayRefused
                | Code::WrongEndpoint
        )
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
        /// A number below the least one that the operation takes.
        TooSmall = "too-small",
        /// A date of birth of someone who is too young for it.
        TooYoung = "too-young",
        /// A date of birth of someone who would be too old.
        TooOld = "too-old",
        /// A post office box where an address to live or work at is needed.
        PoBox = "po-box",
        /// It differs from the field it repeats.
        Mismatch = "mismatch",
        /// The operation has no such member.
        Unknown = "unknown",
        /// Both the page and a field give it, or two fields do.
        Conflict = "conflict",
        /// Only a field may hold it.
        Sensitive = "sensitive",
        /// The page covers, shrinks or fades the field: nothing is revealed or copied there.
        Covered = "covered",
        /// A press came too soon after the field, the pointer or the focus had moved, or was not the
        /// person's own: nothing is revealed or copied.
        TooSoon = "too-soon",
        /// The API refused it.
        Rejected = "rejected",
        /// The browser did not let it be copied: the page, its policy or the browser's person is
        /// against it.
        NotCopied = "not-copied",
        /// The field's own frame did not load in time.
        Unavailable = "unavailable",
        /// A file has no bytes.
        EmptyFile = "empty-file",
        /// A file has more bytes than the API takes.
        TooLarge = "too-large",
        /// A file is one more than the field takes.
        TooMany = "too-many",
        /// A file is of a type that the API does not take.
        FileType = "file-type",
        /// The browser could not read a file.
        Unreadable = "unreadable",
    }
}

/// One field or one member of the input, and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct FieldProblem {
    /// The member's path in the operation's input, dotted, list indices as numbers:
    /// `ultimateBeneficialOwners.0.name.givenName`.
    pub path: String,
    /// What is wrong.
    pub code: FieldCode,
    /// The API's own code, for [`FieldCode::Rejected`]: an identifier, never a sentence.
    #[cfg_attr(feature = "typescript", ts(rename = "apiCode"))]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub api_code: Option<String>,
}

impl FieldProblem {
    /// A problem that Sordino found itself.
    pub fn new(path: impl Into<String>, code: FieldCode) -> Self {
        Self { path: path.into(), code, api_code: None }
    }

    /// What is wrong with an option: what it is in, and its own name, of which the beginning is
    /// told.
    pub fn of_option(of: &str, name: &str, code: FieldCode) -> Self {
        Self::new(concat(&[of, head(name, 50)]), code)
    }
}

/// A failure as it is told to the page.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "typescript", ts(rename_all = "camelCase"))]
pub struct Failure {
    /// The cause.
    pub code: Code,
    /// Whether the same call can succeed later, unchanged.
    pub retryable: bool,
    /// `extensions.requestId` of the response, for the API's support.
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub request_id: Option<String>,
    /// Seconds to wait before trying again.
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub retry_after: Option<u32>,
    /// What is wrong where.
    #[cfg_attr(feature = "typescript", ts(optional, as = "Option<Vec<FieldProblem>>"))]
    pub fields: Vec<FieldProblem>,
    /// `"unknown"`: the request may have taken effect although no answer says so. Ask the API
    /// before trying again.
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub outcome: Option<Outcome>,
}

named! {
    /// What is known of an operation that failed, where that is not "it did not happen".
    pub enum Outcome {
        /// It may have happened.
        Unknown = "unknown",
    }
}

impl From<Code> for Failure {
    fn from(code: Code) -> Self {
        Self {
            code,
            retryable: code.is_retryable(),
            request_id: None,
            retry_after: None,
            fields: Vec::new(),
            outcome: None,
        }
    }
}

impl Failure {
    /// A failure of what sets or makes something: its outcome is unknown, unless the code proves
    /// that nothing was done.
    pub fn unless_proved(code: Code) -> Self {
        let outcome = (!code.proves_not_done()).then_some(Outcome::Unknown);
        Self { outcome, ..code.into() }
    }

    /// The failure with what is wrong where.
    pub fn with_fields(code: Code, fields: Vec<FieldProblem>) -> Self {
        Self { fields, ..code.into() }
    }
}
