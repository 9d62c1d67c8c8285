//! The closed set of messages between the loader in the page and the vault in the frame.
//!
//! The TypeScript types in `host/src/generated/protocol.ts` are made from these;
//! `tests/protocol_types.rs` fails when they differ. No message of the vault carries a secret: see
//! each variant.

use crate::secret::SecretText;

use crate::appearance::Appearance;
use crate::error::{Failure, FieldCode};
use crate::field::FieldKind;
use crate::named::named;
pub use crate::options::FieldOptions;
use crate::token::Usage;
use crate::use_case::Operation;
use crate::value::Value;
use crate::words::Own;

/// The version of this protocol. A loader and a vault with different ones refuse each other.
pub const PROTOCOL: u32 = 1;

/// What the vault posts to its parent window, once for each embedder that may be there; and what a
/// field posts to its siblings. Neither says anything but that it is there.
pub const FIELD_ANNOUNCEMENT: &str = "sordino-field";

/// The vault's first words, posted to the page's window with an exact target origin.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Hello {
    /// [`PROTOCOL`] of the vault.
    pub sordino: u32,
    /// The release of the frame.
    pub release: String,
}

/// Limits of what the vault takes over its port. More is answered with
/// [`crate::error::Code::Protocol`].
pub mod limits {
    /// Values in one message: members, items and leaves.
    pub const NODES: u32 = 2_000;
    /// Nesting of one message.
    pub const DEPTH: u32 = 16;
    /// UTF-16 units of all texts in one message.
    pub const TEXT: u32 = 64 * 1024;
    /// Messages in one second, on average.
    pub const MESSAGES_PER_SECOND: u32 = 200;
    /// Messages that may come at once.
    pub const BURST: u32 = 1_000;
    /// Messages that may wait to be read. The one after them ends the session: a message that was
    /// dropped unread could have been a call, and who made it would wait for ever.
    pub const UNREAD: usize = 64;
    /// Fields of one session.
    pub const FIELDS: usize = 200;
    /// Calls under way at once.
    pub const CALLS: usize = 16;
}

/// Seconds until a revealed value hides, unless the page says otherwise.
pub const HIDE_AFTER: u32 = 30;

named! {
    /// What the page asks of a field.
    pub enum FieldCommand {
        /// Put the focus into it.
        Focus = "focus",
        /// Take the focus from it.
        Blur = "blur",
        /// Wipe its content.
        Clear = "clear",
    }
}

/// What a page gives as a client token: the value alone, or what the API answered (`ClientToken`),
/// of which other members are left alone.
#[derive(Debug)]
pub struct GivenToken {
    /// `ClientToken.value`.
    pub value: SecretText,
    /// `ClientToken.expirationDate`.
    pub expiration_date: Option<String>,
    /// `ClientToken.usage`.
    pub usage: Usage,
}

/// From the loader to the vault. The first is always [`ToVault::Start`].
#[derive(Debug)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "typescript", ts(rename_all = "camelCase", rename_all_fields = "camelCase"))]
pub enum ToVault {
    /// The session's options.
    Start {
        /// Looks.
        #[cfg_attr(feature = "typescript", ts(optional, as = "Option<Appearance>"))]
        appearance: Appearance,
        /// BCP 47.
        #[cfg_attr(feature = "typescript", ts(optional, as = "Option<String>"))]
        locale: String,
        /// The page's own texts in place of the frame's.
        #[cfg_attr(feature = "typescript", ts(optional, type = "Words"))]
        words: Own,
        /// Milliseconds for one answer, of the API or of the page's token callback.
        timeout: u32,
    },
    /// New looks for all fields.
    Appearance(Appearance),
    /// A field that will announce itself, under the name `id`; again, with other options.
    AddField {
        /// The `name` of its iframe.
        id: String,
        /// What it is for.
        kind: FieldKind,
        /// How it is to be.
        #[cfg_attr(feature = "typescript", ts(optional, as = "Option<FieldOptions>"))]
        options: Box<FieldOptions>,
    },
    /// The field's iframe is gone.
    RemoveField {
        /// Which.
        id: String,
    },
    /// Something to do for a field.
    CommandField {
        /// Which.
        id: String,
        /// What.
        command: FieldCommand,
    },
    /// An operation, with what the page gives of its input.
    Call {
        /// The loader's number for it.
        id: u32,
        /// Which.
        operation: Operation,
        /// No sensitive member; the vault refuses one.
        #[cfg_attr(feature = "typescript", ts(type = "unknown"))]
        input: Value,
    },
    /// The page no longer wants a call's answer.
    Abort {
        /// The call's number.
        id: u32,
    },
    /// The client token that the vault asked for, as the page has it. The one message with a secret
    /// in it, from the page, which has it anyway.
    Token {
        /// The number of the request.
        request: u32,
        /// What the page gives; none, if it has none to give.
        #[cfg_attr(feature = "typescript", ts(optional, type = "unknown"))]
        token: Option<GivenToken>,
        /// The page's callback failed; it may do better when it is asked again.
        #[cfg_attr(feature = "typescript", ts(optional, as = "Option<bool>"))]
        failed: bool,
    },
    /// Mask every revealed value.
    Hide {},
    /// Wipe everything and answer nothing more.
    Destroy {},
}

named! {
    /// Why the vault wants a token.
    pub enum TokenReason {
        /// It has none yet.
        First = "first",
        /// The one it has ends soon.
        Expiring = "expiring",
        /// The one it has is used up or has ended.
        Ended = "ended",
        /// The API refused the one it has.
        Refused = "refused",
    }
}

named! {
    /// Where a file stands.
    pub enum FileState {
        /// On its way.
        Uploading = "uploading",
        /// There.
        Done = "done",
        /// It did not arrive; it is sent anew by the next call.
        Failed = "failed",
    }
}

named! {
    /// What a person asks of a shown value.
    pub enum Gesture {
        /// To see it.
        Reveal = "reveal",
        /// To have it in the clipboard.
        Copy = "copy",
    }
}

/// What happened in a field. Nothing of its content: no length, no digit.
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
    /// It is built and can be used.
    Ready {
        /// The height it needs, in CSS pixels; it depends on looks and kind, never on content.
        height: u32,
        /// Its label, for the iframe's `title`.
        label: String,
    },
    /// It needs another height, since its looks have changed.
    Resize {
        /// As in `Ready`.
        height: u32,
    },
    /// What may be known of its content changed; not sent for each key, which would tell the
    /// length.
    Change {
        /// There is nothing in it.
        empty: bool,
        /// The rule is met.
        complete: bool,
        /// Nothing is wrong so far as can be said: empty, or complete.
        valid: bool,
        /// What is wrong.
        #[cfg_attr(feature = "typescript", ts(optional))]
        code: Option<FieldCode>,
    },
    /// It has the focus.
    Focus {},
    /// It lost the focus.
    Blur {},
    /// Its value is shown.
    Reveal {
        /// Which value: of a field that shows several.
        kind: FieldKind,
    },
    /// Its value is hidden.
    Hide {
        /// Which value: of a field that shows several.
        kind: FieldKind,
    },
    /// Its value was copied.
    Copy {
        /// Which value: of a field that shows several.
        kind: FieldKind,
    },
    /// A file's upload went on. Nothing of its name, size or content.
    Progress {
        /// Which, from 0 in the order of the list; files that are not taken do not count.
        file: u32,
        /// How much of it is there, in per cent.
        percent: u32,
        /// What became of it.
        state: FileState,
    },
    /// An error stands in it.
    Error {
        /// What is wrong.
        code: FieldCode,
        /// What its person asked for and did not get, of a shown value.
        #[cfg_attr(feature = "typescript", ts(optional))]
        gesture: Option<Gesture>,
    },
}

/// From the vault to the loader.
#[derive(Debug)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "typescript", ts(rename_all = "camelCase", rename_all_fields = "camelCase"))]
pub enum FromVault {
    /// The session can be used.
    Ready {},
    /// A token is wanted.
    NeedToken {
        /// The number of the request.
        request: u32,
        /// Why.
        reason: TokenReason,
    },
    /// The token ends soon.
    #[cfg_attr(feature = "typescript", ts(rename = "tokenexpiring"))]
    TokenExpiring {},
    /// The token has ended, and no other has taken its place.
    #[cfg_attr(feature = "typescript", ts(rename = "tokenexpired"))]
    TokenExpired {},
    /// Something happened in a field.
    Field {
        /// Which.
        id: String,
        /// What.
        event: FieldEvent,
    },
    /// A call ended well.
    Done {
        /// The call's number.
        id: u32,
        /// What the use case's allow-list lets through.
        #[cfg_attr(feature = "typescript", ts(type = "unknown"))]
        result: Value,
    },
    /// A call failed.
    Failed {
        /// The call's number.
        id: u32,
        /// Why.
        error: Failure,
    },
    /// Something failed that is no call; the session goes on.
    Error(Failure),
    /// The session can't be used, or no longer.
    Ended(Failure),
}
