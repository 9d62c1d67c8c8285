//! The reasons for a failure, as a closed set of codes with one cause each, and the details of a
//! failure that the page is told.
//!
//! A failure never carries a secret, a token or free text of the server. It has no sentence either,
//! because every visitor would download a text that only developers read. The meaning of a code is
//! documented here, and in the TypeScript types that are generated from this file.

use crate::named::named;
use crate::text::{concat, head};

named! {
    /// The cause of a failed session or call: the page's `SordinoError.code`.
    pub enum Code {
        /// An option is unknown, or has a value that it can't have. `fields` names each. Correct
        /// the call.
        InvalidOptions = "invalid-options",
        /// The argument of `mount` is a selector that finds nothing, or is no element.
        MountTarget = "mount-target",
        /// The session was destroyed before or during the call.
        Destroyed = "destroyed",
        /// The frame did not load from its address: it was blocked, offline, not deployed, or
        /// navigated away.
        FrameUnavailable = "frame-unavailable",
        /// The versions of the loader and the frame do not fit together.
        FrameIncompatible = "frame-incompatible",
        /// No answer came within `timeout`. The operation may have taken effect; `outcome` says so.
        Timeout = "timeout",
        /// The page aborted the call.
        Aborted = "aborted",
        /// The same operation is already running. Nothing was sent for this call.
        Busy = "busy",
        /// The page passed a value that only a field may hold. Nothing was sent.
        SensitiveInput = "sensitive-input",
        /// The page passed a member that the operation does not have or that has a wrong type, or
        /// left out a member that the operation needs.
        InvalidInput = "invalid-input",
        /// The content of a field is missing or wrong; `fields` says which. Nothing was sent.
        InvalidFields = "invalid-fields",
        /// The page's callback gave no token: it threw, or it did not answer in time.
        TokenUnavailable = "token-unavailable",
        /// The page gave a value that is no client token (RFC 6750), or a token without the claims
        /// that the frame's deployment asks for.
        TokenMalformed = "token-malformed",
        /// The token has ended and the page has no other.
        TokenExpired = "token-expired",
        /// The API refused the token (401).
        Unauthorized = "unauthorized",
        /// The API knows the token but does not allow it this operation (`AccessDeniedError`, or
        /// 403 with an answer of the API).
        AccessDenied = "access-denied",
        /// The API refused the values (`UserError`); `fields` says which.
        UserError = "user-error",
        /// The API could not be reached, or the connection broke.
        Network = "network",
        /// Too many requests (429); `retryAfter` says when to try again.
        RateLimited = "rate-limited",
        /// The API refused the request before it carried anything out (400, or GraphQL errors
        /// without `data`).
        RequestRejected = "request-rejected",
        /// A gateway or firewall in front of the API refused the request: 403, 413 or 415 with a
        /// page that is not the API's. Nothing was done.
        GatewayRefused = "gateway-refused",
        /// The endpoint that the frame was deployed with has no API (404, 405). Nothing was done.
        WrongEndpoint = "wrong-endpoint",
        /// The API failed (5xx), or failed while it carried out the request (GraphQL errors with
        /// `data`).
        ServerError = "server-error",
        /// The API's answer does not match its schema.
        UnexpectedResponse = "unexpected-response",
        /// The API left out a value that a mounted field was to show; `fields` names its kind. The
        /// field shows nothing of the answer.
        ValueMissing = "value-missing",
        /// The frame does not know the operation or was deployed without it, or no field for
        /// documents is mounted.
        Unsupported = "unsupported",
        /// A message between loader and frame was malformed, or messages came too often.
        Protocol = "protocol",
        /// The frame itself failed. This is a defect of Sordino: report it.
        Internal = "internal",
    }
}

impl Code {
    /// Returns whether the same call can succeed later, unchanged.
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

    /// Returns whether a request that failed with this code was refused before the API carried
    /// anything out. Any other code proves nothing: a missing or unintelligible answer may hide a
    /// success.
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
    /// The problem with a field's content, or with a member of the page's input.
    pub enum FieldCode {
        /// A needed value is missing.
        Missing = "missing",
        /// The value is correct so far, but not complete.
        Incomplete = "incomplete",
        /// The value has too many characters.
        TooLong = "too-long",
        /// The value has characters or a form that it can't have.
        Invalid = "invalid",
        /// The number is below the minimum of the operation.
        TooSmall = "too-small",
        /// The date of birth is of a person who is too young.
        TooYoung = "too-young",
        /// The date of birth is of a person who would be too old.
        TooOld = "too-old",
        /// The address is a post office box, but the API needs a street address.
        PoBox = "po-box",
        /// The value differs from the field that it repeats.
        Mismatch = "mismatch",
        /// The operation has no such member.
        Unknown = "unknown",
        /// Both the page and a field give the value, or two fields do.
        Conflict = "conflict",
        /// Only a field may hold the value.
        Sensitive = "sensitive",
        /// The page covers, shrinks or fades the field, so nothing is revealed or copied.
        Covered = "covered",
        /// The press came too soon after the field, the pointer or the focus had moved, or was not
        /// the person's own. Nothing is revealed or copied.
        TooSoon = "too-soon",
        /// The API refused the value.
        Rejected = "rejected",
        /// The browser refused the copy, because of its settings, the page's policy or its user's
        /// choice.
        NotCopied = "not-copied",
        /// The field's iframe did not load in time.
        Unavailable = "unavailable",
        /// The file has no bytes.
        EmptyFile = "empty-file",
        /// The file has more bytes than the API takes.
        TooLarge = "too-large",
        /// The field takes no more files.
        TooMany = "too-many",
        /// The API does not take the file's type.
        FileType = "file-type",
        /// The browser could not read the file.
        Unreadable = "unreadable",
    }
}

/// One field or one member of the input, with its problem.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct FieldProblem {
    /// The member's path in the operation's input, with dots and with list indices as numbers:
    /// `ultimateBeneficialOwners.0.name.givenName`.
    pub path: String,
    /// The problem.
    pub code: FieldCode,
    /// The API's own code for [`FieldCode::Rejected`]: an identifier, never a sentence.
    #[cfg_attr(feature = "typescript", ts(rename = "apiCode"))]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub api_code: Option<String>,
}

impl FieldProblem {
    /// Creates a problem that Sordino found itself.
    pub fn new(path: impl Into<String>, code: FieldCode) -> Self {
        Self { path: path.into(), code, api_code: None }
    }

    /// Creates a problem of an option. The path is the text `of` and the first 50 characters of the
    /// option's name.
    pub fn of_option(of: &str, name: &str, code: FieldCode) -> Self {
        Self::new(concat(&[of, head(name, 50)]), code)
    }
}

/// A failure, in the form that the page receives.
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
    /// The seconds to wait before another try.
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub retry_after: Option<u32>,
    /// The problems of single fields and members.
    #[cfg_attr(feature = "typescript", ts(optional, as = "Option<Vec<FieldProblem>>"))]
    pub fields: Vec<FieldProblem>,
    /// `"unknown"`: the operation may have taken effect although no answer says so. Ask the API
    /// before another try.
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub outcome: Option<Outcome>,
}

named! {
    /// The outcome of a failed operation. It is missing if the operation is known not to have
    /// happened.
    pub enum Outcome {
        /// The operation may have happened.
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
    /// Creates the failure of an operation that sets or makes something. Its outcome is unknown
    /// unless the code proves that nothing was done.
    pub fn unless_proved(code: Code) -> Self {
        let outcome = (!code.proves_not_done()).then_some(Outcome::Unknown);
        Self { outcome, ..code.into() }
    }

    /// Creates a failure with the problems of single fields.
    pub fn with_fields(code: Code, fields: Vec<FieldProblem>) -> Self {
        Self { fields, ..code.into() }
    }
}
