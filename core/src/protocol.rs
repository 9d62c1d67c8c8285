//! The closed set of messages between the loader in the page and the vault in the frame.
//!
//! `host/src/generated/protocol.ts` is generated from these types; `tests/protocol_types.rs` fails
//! when they differ. No message of the vault carries a secret: see each variant.

use crate::secret::SecretText;

use crate::appearance::Appearance;
use crate::error::{Failure, FieldCode};
use crate::field::FieldKind;
use crate::named::named;
pub use crate::options::FieldOptions;
use crate::token::Usage;
use crate::use_case::Operation;
use crate::value::Value;
use crate::words::PageTexts;

/// The version of this protocol. A loader and a vault refuse each other if their versions differ.
pub const PROTOCOL: u32 = 1;

/// The message that a field posts to its siblings. It only says that the field exists.
pub const FIELD_ANNOUNCEMENT: &str = "sordino-field";

/// The vault's first message, posted to the page's window with an exact target origin, once for
/// each embedder.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Hello {
    /// [`PROTOCOL`] of the vault.
    pub sordino: u32,
    /// The frame's release.
    pub release: String,
}

/// The limits of the messages that the vault accepts. A message above them is answered with
/// [`crate::error::Code::Protocol`].
pub mod limits {
    /// The most values in one message: members, items and leaves.
    pub const NODES: u32 = 2_000;
    /// The deepest nesting of one message.
    pub const DEPTH: u32 = 16;
    /// The most UTF-16 units of all texts in one message.
    pub const TEXT: u32 = 64 * 1024;
    /// The most messages in one second, on average.
    pub const MESSAGES_PER_SECOND: u32 = 200;
    /// The most messages at once.
    pub const BURST: u32 = 1_000;
    /// The most messages that wait to be read. One more ends the session: dropping it unread could
    /// drop a call, whose caller would then wait forever.
    pub const UNREAD: usize = 64;
    /// The most fields of one session.
    pub const FIELDS: usize = 200;
    /// The most calls that run at once.
    pub const CALLS: usize = 16;
}

/// The default number of seconds until a revealed value hides.
pub const HIDE_AFTER: u32 = 30;

named! {
    /// A command of the page to a field.
    pub enum FieldCommand {
        /// Move the focus into the field.
        Focus = "focus",
        /// Take the focus from the field.
        Blur = "blur",
        /// Wipe the field's content.
        Clear = "clear",
    }
}

/// A client token as the page gives it: the value alone, or the API's `ClientToken` object, whose
/// other members are ignored.
#[derive(Debug)]
pub struct GivenToken {
    /// `ClientToken.value`.
    pub value: SecretText,
    /// `ClientToken.expirationDate`.
    pub expiration_date: Option<String>,
    /// `ClientToken.usage`.
    pub usage: Usage,
}

/// A message from the loader to the vault. The first message is always [`ToVault::Start`].
#[derive(Debug)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "typescript", ts(rename_all = "camelCase", rename_all_fields = "camelCase"))]
pub enum ToVault {
    /// The session's options.
    Start {
        /// The appearance of all fields.
        #[cfg_attr(feature = "typescript", ts(optional, as = "Option<Appearance>"))]
        appearance: Appearance,
        /// The locale, as a BCP 47 tag.
        #[cfg_attr(feature = "typescript", ts(optional, as = "Option<String>"))]
        locale: String,
        /// The page's own texts, which replace the frame's.
        #[cfg_attr(feature = "typescript", ts(optional, type = "Words"))]
        words: PageTexts,
        /// Milliseconds that one answer may take, of the API or of the page's token callback.
        timeout: u32,
    },
    /// A new appearance for all fields.
    Appearance(Appearance),
    /// Adds a field, whose iframe has the name `id`. Sent again, it changes the field's options.
    AddField {
        /// The `name` of its iframe.
        id: String,
        /// The kind of field.
        kind: FieldKind,
        /// The field's options.
        #[cfg_attr(feature = "typescript", ts(optional, as = "Option<FieldOptions>"))]
        options: Box<FieldOptions>,
    },
    /// Removes a field whose iframe is gone.
    RemoveField {
        /// The name of the field's iframe.
        id: String,
    },
    /// Gives a field a command.
    CommandField {
        /// The name of the field's iframe.
        id: String,
        /// The command.
        command: FieldCommand,
    },
    /// Calls an operation with the page's part of its input.
    Call {
        /// The loader's number for the call.
        id: u32,
        /// The operation.
        operation: Operation,
        /// The page's input. The vault refuses a sensitive member.
        #[cfg_attr(feature = "typescript", ts(type = "unknown"))]
        input: Value,
    },
    /// Aborts a call whose answer the page no longer wants.
    Abort {
        /// The call's number.
        id: u32,
    },
    /// The client token that the vault asked for, as the page has it. This is the only message with
    /// a secret in it. It comes from the page, which has the secret anyway.
    Token {
        /// The number of the request.
        request: u32,
        /// The page's token; missing if the page has none to give.
        #[cfg_attr(feature = "typescript", ts(optional, type = "unknown"))]
        token: Option<GivenToken>,
        /// Whether the page's callback failed. It may succeed when it is called again.
        #[cfg_attr(feature = "typescript", ts(optional, as = "Option<bool>"))]
        failed: bool,
    },
    /// Mask every revealed value.
    Hide {},
    /// Wipe everything and answer nothing more.
    Destroy {},
}

named! {
    /// The reason why the vault asks for a token.
    pub enum TokenReason {
        /// The vault has no token yet.
        First = "first",
        /// The vault's token ends soon.
        Expiring = "expiring",
        /// The vault's token is used up or has ended.
        Ended = "ended",
        /// The API refused the vault's token.
        Refused = "refused",
    }
}

named! {
    /// The state of a file's upload.
    pub enum FileState {
        /// The file is being sent.
        Uploading = "uploading",
        /// The file has arrived.
        Done = "done",
        /// The file did not arrive; the next call sends it again.
        Failed = "failed",
    }
}

named! {
    /// An action that a person asks for on a shown value.
    pub enum Gesture {
        /// Show the value.
        Reveal = "reveal",
        /// Copy the value to the clipboard.
        Copy = "copy",
    }
}

/// An event of a field. It says nothing of the field's content: no length and no digit.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(
    feature = "typescript",
    ts(
        rename_all = "camelCase",
        rename_all_fields = "camelCase",
        tag = "type",
        content = "detail"
    )
)]
pub enum FieldEvent {
    /// The field is built and can be used.
    Ready {
        /// The height that the field needs, in CSS pixels. It depends on appearance and kind, never
        /// on content.
        height: u32,
        /// The field's label, for the iframe's `title`.
        label: String,
    },
    /// The field needs another height, because its appearance has changed.
    Resize {
        /// The height that the field needs, as in `Ready`.
        height: u32,
    },
    /// The state of the field's content changed. It is not sent for each key, because the number of
    /// events would tell the length.
    Change {
        /// Whether the field is empty.
        empty: bool,
        /// Whether the content meets the field's rule.
        complete: bool,
        /// Whether nothing is wrong so far: the field is empty or its content is complete.
        valid: bool,
        /// The problem with the content.
        #[cfg_attr(feature = "typescript", ts(optional))]
        code: Option<FieldCode>,
    },
    /// The field has received the focus.
    Focus {},
    /// The field has lost the focus.
    Blur {},
    /// A value is revealed.
    Reveal {
        /// The kind of value; a card's face shows several kinds.
        kind: FieldKind,
    },
    /// A value is hidden.
    Hide {
        /// The kind of value; a card's face shows several kinds.
        kind: FieldKind,
    },
    /// A value was copied.
    Copy {
        /// The kind of value; a card's face shows several kinds.
        kind: FieldKind,
    },
    /// The progress of a file's upload. It says nothing of the file's name, size or content.
    Progress {
        /// The file's number, from 0 in the order of the list. Files that were not taken do not
        /// count.
        file: u32,
        /// How much of the file has arrived, in per cent.
        percent: u32,
        /// The state of the upload.
        state: FileState,
    },
    /// The field shows an error.
    Error {
        /// The problem.
        code: FieldCode,
        /// The refused action of a person on a shown value.
        #[cfg_attr(feature = "typescript", ts(optional))]
        gesture: Option<Gesture>,
    },
}

/// A message from the vault to the loader.
#[derive(Debug)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "typescript", ts(rename_all = "camelCase", rename_all_fields = "camelCase"))]
pub enum FromVault {
    /// The session is ready to be used.
    Ready {},
    /// The vault asks the page for a token.
    NeedToken {
        /// The number of the request.
        request: u32,
        /// The reason.
        reason: TokenReason,
    },
    /// The token ends soon.
    #[cfg_attr(feature = "typescript", ts(rename = "tokenexpiring"))]
    TokenExpiring {},
    /// The token has ended, and no other token has replaced it.
    #[cfg_attr(feature = "typescript", ts(rename = "tokenexpired"))]
    TokenExpired {},
    /// An event of a field.
    Field {
        /// The name of the field's iframe.
        id: String,
        /// The event.
        event: FieldEvent,
    },
    /// A call succeeded.
    Done {
        /// The call's number.
        id: u32,
        /// The result: the members that the operation's allow-list lets through.
        #[cfg_attr(feature = "typescript", ts(type = "unknown"))]
        result: Value,
    },
    /// A call failed.
    Failed {
        /// The call's number.
        id: u32,
        /// The cause.
        error: Failure,
    },
    /// A failure outside of any call. The session goes on.
    Error(Failure),
    /// The session could not start, or has ended.
    Ended(Failure),
}
