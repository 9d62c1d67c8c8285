//! Document upload sessions and their links, and how they change:
//!
//! ```text
//! session  CREATED ─start→ INITIATED ─first upload→ IN_PROGRESS ─end→ SUBMITTED
//!          30 days after it was created, unless submitted: EXPIRED
//! link     PENDING ─upload begins→ IN_PROGRESS ─┬→ COMPLETED
//!             ▲                                 ├→ DENIED (malware)
//!             └──────── upload begins again ────┴→ FAILED (broken off, too large, no known format)
//! ```

mod change;
mod links;
mod sessions;

pub use change::Change;
pub use links::{LINK_SECONDS, Link, Uploaded};
pub use sessions::{DocumentTypes, SESSION_SECONDS, Session, SessionKind};
