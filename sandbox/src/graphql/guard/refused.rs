//! The limits of documents, and the reasons to refuse one.

use async_graphql::Pos;
use thiserror::Error;

/// The deepest selection. A full introspection query is 15 deep.
pub const MAX_DEPTH: usize = 16;
/// The most fields of a document with its fragments written out.
pub const MAX_FIELDS: usize = 1000;
/// The most fields at the root of an operation. Each of them runs a resolver.
pub const MAX_ROOT_FIELDS: usize = 20;

/// Why a document is not run.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum Refused {
    /// The document does not say which operation to run.
    #[error("{0}")]
    Operation(String),
    /// A fragment contains itself.
    #[error("Fragment \"{0}\" contains itself")]
    Cycle(String),
    /// Too deep.
    #[error("Query is too deep: the limit is {MAX_DEPTH}")]
    Depth,
    /// Too many fields.
    #[error("Query is too complex: it has more than {MAX_FIELDS} fields")]
    Fields,
    /// Too many fields in the operation itself.
    #[error("Query is too complex: it has more than {MAX_ROOT_FIELDS} fields at its root")]
    RootFields,
    /// The document costs more than any caller may spend.
    #[error("Query is too complex: it costs {cost}, the limit is {limit}")]
    Cost {
        /// The document's cost.
        cost: u64,
        /// The most that a caller may spend.
        limit: u64,
    },
    /// A variable is missing.
    #[error("Variable \"${name}\" of required type \"{kind}\" was not provided.")]
    Variable {
        /// Its name.
        name: String,
        /// Its type.
        kind: String,
        /// The place of its declaration.
        at: Pos,
    },
}

impl Refused {
    /// The place of the problem in the document, if it is in one place.
    pub fn position(&self) -> Option<Pos> {
        match self {
            Self::Variable { at, .. } => Some(*at),
            _ => None,
        }
    }
}
