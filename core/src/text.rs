//! Small tools for texts. The standard library's searches and joins work for any pattern and any
//! piece, and are a kilobyte each.

/// The pieces in a row, in one allocation of the right size: growing would leave copies of what may
/// be a secret.
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

/// What is before the first `separator`, an ASCII character, and what is behind it, if it is there.
pub fn cut(text: &str, separator: u8) -> (&str, Option<&str>) {
    match text.bytes().position(|byte| byte == separator) {
        Some(at) => (&text[..at], Some(&text[at + 1..])),
        None => (text, None),
    }
}

/// The pieces between each `separator`, an ASCII character: one more than there are separators.
pub fn split(text: &str, separator: u8) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let (piece, behind) = cut(rest?, separator);
        rest = behind;
        Some(piece)
    })
}

/// Whether `word` is one of the words of `list`, which has a blank between each.
pub fn is_among(list: &str, word: &str) -> bool {
    split(list, b' ').any(|known| known == word)
}

/// Whether a character of the text is `wanted`, an ASCII character.
pub fn has(text: &str, wanted: u8) -> bool {
    text.bytes().any(|byte| byte == wanted)
}

/// At most the first `count` characters.
pub fn head(text: &str, count: usize) -> &str {
    // No character is less than a byte: most texts need no walk.
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

/// Whether a byte is white space of ASCII: the only white space of a text that was cleaned.
pub fn is_blank(byte: u8) -> bool {
    byte == b' ' || (b'\t'..=b'\r').contains(&byte)
}

/// A cleaned text without the blanks around it. The standard library's `trim` looks for white space
/// of every script, from both ends: half a kilobyte.
pub fn trim(text: &str) -> &str {
    let Some(first) = text.bytes().position(|byte| !is_blank(byte)) else { return "" };
    let last = text.bytes().rposition(|byte| !is_blank(byte)).unwrap_or(first);
    &text[first..=last]
}

/// Whether all of the text, which may be empty, is ASCII digits.
pub fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether all of the text, which may be empty, is ASCII letters, digits and `others`.
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
        fn they_do_what_the_standard_library_does(text in "[a.ä]{0,12}", blanks in "[ \t-\r]{0,2}") {
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
