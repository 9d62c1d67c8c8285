//! Small text functions. The standard library's searches and joins accept any pattern and any
//! piece, and cost a kilobyte of wasm each.

/// Joins pieces in one allocation of exactly the right size. A buffer that grows would leave copies
/// of a text that may be secret.
pub fn concat(pieces: &[&str]) -> String {
    let mut length = 0;
    for piece in pieces {
        length += piece.len();
    }
    let mut whole = String::with_capacity(length);
    for piece in pieces {
        whole.push_str(piece);
    }
    whole
}

/// Returns the text before the first `separator` and, if there is one, the text after it. The
/// separator is an ASCII character.
///
/// # Examples
///
/// ```
/// use sordino_core::text::cut;
///
/// assert_eq!(cut("a.b.c", b'.'), ("a", Some("b.c")));
/// assert_eq!(cut("abc", b'.'), ("abc", None));
/// ```
pub fn cut(text: &str, separator: u8) -> (&str, Option<&str>) {
    match text.bytes().position(|byte| byte == separator) {
        Some(at) => (&text[..at], Some(&text[at + 1..])),
        None => (text, None),
    }
}

/// Returns the pieces between separators: one piece more than there are separators. The separator
/// is an ASCII character.
pub fn split(text: &str, separator: u8) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let (piece, behind) = cut(rest?, separator);
        rest = behind;
        Some(piece)
    })
}

/// Returns whether `word` is one of the words in `list`, which are separated by spaces.
pub fn is_among(list: &str, word: &str) -> bool {
    split(list, b' ').any(|known| known == word)
}

/// Returns whether the text has the character `wanted`, which is ASCII.
pub fn has(text: &str, wanted: u8) -> bool {
    text.bytes().any(|byte| byte == wanted)
}

/// Returns the first `count` characters, or all of a shorter text.
///
/// # Examples
///
/// ```
/// use sordino_core::text::head;
///
/// assert_eq!(head("café au lait", 4), "café");
/// ```
pub fn head(text: &str, count: usize) -> &str {
    // A character takes at least one byte, so most texts need no counting.
    if text.len() <= count {
        return text;
    }
    for (number, (at, _)) in text.char_indices().enumerate() {
        if number == count {
            return &text[..at];
        }
    }
    text
}

/// Returns whether a byte is ASCII white space, which is the only white space in a cleaned text.
pub fn is_blank(byte: u8) -> bool {
    byte == b' ' || (b'\t'..=b'\r').contains(&byte)
}

/// Returns a cleaned text without the white space around it. The standard library's `trim` looks
/// for white space of every script from both ends, and costs half a kilobyte of wasm.
pub fn trim(text: &str) -> &str {
    let Some(first) = text.bytes().position(|byte| !is_blank(byte)) else { return "" };
    let last = text.bytes().rposition(|byte| !is_blank(byte)).unwrap_or(first);
    &text[first..=last]
}

/// Returns whether all characters are ASCII digits. Returns true for an empty text.
pub fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Returns whether all characters are ASCII letters, ASCII digits or in `others`. Returns true for
/// an empty text.
#[inline(never)]
pub fn is_made_of(text: &str, others: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_alphanumeric() || has(others, byte))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn each_does_the_same_as_the_standard_library(text in "[a.ä]{0,12}", blanks in "[ \t-\r]{0,2}") {
            prop_assert_eq!(split(&text, b'.').collect::<Vec<_>>(), text.split('.').collect::<Vec<_>>());
            let (before, behind) = cut(&text, b'.');
            prop_assert_eq!(behind.map(|behind| (before, behind)), text.split_once('.'));
            prop_assert_eq!(is_among("a ä aa", &text), ["a", "ä", "aa"].contains(&&*text));
            let wide = concat(&[&blanks, &text, &blanks, &text, &blanks]);
            prop_assert_eq!(trim(&wide), wide.trim());
            prop_assert_eq!(has(&text, b'.'), text.contains('.'));
            prop_assert_eq!(is_made_of(&text, "."), text.is_ascii());
            prop_assert_eq!(head(&text, 3), text.chars().take(3).collect::<String>());
            prop_assert_eq!(concat(&[&text, ".", &text]), format!("{text}.{text}"));
        }
    }
}
