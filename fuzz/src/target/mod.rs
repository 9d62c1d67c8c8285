//! The attacked functions, one file each.

mod appearance;
mod field;
mod gather;
mod json;
mod message;
mod response;
mod token;
mod tree;

/// A function of the core that reads foreign input.
pub struct Target {
    /// The target's name, which is also its corpus's.
    pub name: &'static str,
    /// The input and its origin.
    pub what: &'static str,
    /// The names that the target knows, so that mutations mean something to it.
    pub words: &'static std::sync::LazyLock<Vec<&'static str>>,
    /// Reads an input and returns whether it was accepted.
    ///
    /// # Panics
    /// Panics if a property does not hold.
    pub run: fn(&[u8]) -> bool,
}

/// All targets.
pub static TARGETS: [Target; 7] = [
    Target { name: "json", what: "any bytes as JSON", words: &json::WORDS, run: json::run },
    Target {
        name: "message",
        what: "a message of the page, as the vault decodes it",
        words: &message::WORDS,
        run: message::run,
    },
    Target {
        name: "token",
        what: "a client token as a page gives it",
        words: &token::WORDS,
        run: token::run,
    },
    Target {
        name: "appearance",
        what: "a page's appearance",
        words: &appearance::WORDS,
        run: appearance::run,
    },
    Target {
        name: "response",
        what: "an answer of the API to each operation",
        words: &response::WORDS,
        run: response::run,
    },
    Target {
        name: "gather",
        what: "a page's input of an operation, and the contents of its fields",
        words: &gather::WORDS,
        run: gather::run,
    },
    Target {
        name: "field",
        what: "a text that is typed into a field or shown by it",
        words: &field::WORDS,
        run: field::run,
    },
];
