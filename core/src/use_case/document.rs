//! The GraphQL documents that are sent: those of `schema/operations` without the white space that
//! only a human reader needs.

/// Embeds the document of this name.
macro_rules! document {
    ($name:literal) => {{
        const TEXT: &str = include_str!(concat!("../../../schema/operations/", $name, ".graphql"));
        const BYTES: [u8; crate::use_case::document::length(TEXT)] =
            crate::use_case::document::tight(TEXT);
        match std::str::from_utf8(&BYTES) {
            Ok(text) => text,
            Err(_) => panic!("a document is not UTF-8"),
        }
    }};
}

pub(super) use document;

/// Whether white space next to `byte` can be left out. GraphQL needs white space only between two
/// names.
const fn is_mark(byte: u8) -> bool {
    matches!(byte, b'{' | b'}' | b'(' | b')' | b':' | b',' | b'!' | b'.')
}

const fn is_white(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\r' | b'\t')
}

/// Returns the length of a document without its needless white space. It may have neither comments
/// nor strings, which [`tight`] checks.
pub const fn length(text: &str) -> usize {
    let text = text.as_bytes();
    let (mut at, mut length) = (0, 0);
    while at < text.len() {
        length += is_kept(text, at) as usize;
        at += 1;
    }
    length
}

/// Whether a byte is kept: all but white space that is next to a mark, after other white space, or
/// at an end of the document.
const fn is_kept(text: &[u8], at: usize) -> bool {
    if !is_white(text[at]) {
        return true;
    }
    if at == 0 || is_white(text[at - 1]) || is_mark(text[at - 1]) {
        return false;
    }
    let mut next = at;
    while next < text.len() && is_white(text[next]) {
        next += 1;
    }
    next < text.len() && !is_mark(text[next])
}

/// Returns a document without its needless white space. All other white space becomes a blank.
pub const fn tight<const LENGTH: usize>(text: &str) -> [u8; LENGTH] {
    let text = text.as_bytes();
    let mut tight = [b' '; LENGTH];
    let (mut at, mut length) = (0, 0);
    while at < text.len() {
        assert!(!matches!(text[at], b'"' | b'#'), "a document has no strings and no comments");
        if is_kept(text, at) {
            if !is_white(text[at]) {
                tight[length] = text[at];
            }
            length += 1;
        }
        at += 1;
    }
    tight
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_white_space_goes() {
        const TEXT: &str = " query A($id: ID!, $b: B) {\n  node(id: $id) {\n    __typename\n    ... on B { c d }\n  }\n}\n";
        let tight: [u8; length(TEXT)] = tight(TEXT);
        let expected = "query A($id:ID!,$b:B){node(id:$id){__typename...on B{c d}}}";
        assert_eq!(std::str::from_utf8(&tight), Ok(expected));
        assert_eq!([length("a"), length(" a"), length("a \n")], [1; 3], "at an end");
    }

    /// Splits a document without strings and comments into names and marks, as GraphQL's lexer
    /// does.
    fn tokens(text: &str) -> Vec<String> {
        let mut tokens: Vec<String> = Vec::new();
        let mut was_name = false;
        for character in text.chars() {
            let names = character.is_ascii_alphanumeric() || character == '_';
            match tokens.last_mut() {
                Some(name) if names && was_name => name.push(character),
                _ if character.is_whitespace() => {}
                _ => tokens.push(character.into()),
            }
            was_name = names;
        }
        tokens
    }

    #[test]
    fn what_is_sent_reads_as_the_files_do() {
        use crate::use_case::document_upload::{END, LINK};
        use crate::use_case::{Operation, use_case};

        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../schema/operations");
        let mut files: Vec<_> = std::fs::read_dir(folder)
            .into_iter()
            .flatten()
            .flatten()
            .map(|file| std::fs::read_to_string(file.path()).unwrap_or_default())
            .collect();
        let sent: Vec<_> = Operation::ALL
            .iter()
            .map(|operation| use_case(*operation))
            .chain([&LINK, &END])
            .collect();
        assert_eq!(sent.len(), files.len());
        for use_case in sent {
            let before = files.len();
            files.retain(|file| tokens(file) != tokens(use_case.document));
            assert_eq!(files.len(), before - 1, "{}", use_case.document);
        }
    }
}
