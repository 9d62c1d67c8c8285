//! Steps that several rules share. Each takes a cleaned text, whose digits are ASCII.

use std::cmp::Ordering;

use zeroize::Zeroizing;

use crate::error::FieldCode;

/// Copies the text unchanged.
pub fn plain(text: &str) -> Zeroizing<String> {
    Zeroizing::new(text.to_owned())
}

/// Maps each character with `map`, which may not return a longer one. The result has a single
/// allocation, so that no unwiped copy is left behind.
pub fn mapped(text: &str, map: fn(char) -> Option<char>) -> Zeroizing<String> {
    let mut mapped = Zeroizing::new(String::with_capacity(text.len()));
    for character in text.chars() {
        if let Some(character) = map(character) {
            mapped.push(character);
        }
    }
    mapped
}

/// Returns the text if all of its characters are allowed.
pub fn checked(text: &str, is_allowed: fn(char) -> bool) -> Result<Zeroizing<String>, FieldCode> {
    if text.chars().all(is_allowed) { Ok(plain(text)) } else { Err(FieldCode::Invalid) }
}

/// Whether a character is one of the ASCII characters in `some`.
pub fn is_one_of(character: char, some: &str) -> bool {
    some.bytes().any(|one| character == char::from(one))
}

/// Writes digits in groups. A separator appears once the next group has a digit. A text with
/// anything but digits, blanks and separators stays unchanged.
pub fn grouped(typed: &str, groups: &[usize], separator: char) -> Zeroizing<String> {
    let mut shown = Zeroizing::new(String::with_capacity(typed.len() + groups.len()));
    let (mut group, mut left) = (0, groups[0]);
    for character in typed.chars() {
        if character == separator || character == ' ' {
            continue;
        }
        if !character.is_ascii_digit() {
            return plain(typed);
        }
        if left == 0 && group + 1 < groups.len() {
            shown.push(separator);
            group += 1;
            left = groups[group];
        }
        shown.push(character);
        left = left.saturating_sub(1);
    }
    // A separator at the end stays, because a person could not type it otherwise.
    if left == 0 && group + 1 < groups.len() && typed.ends_with(separator) {
        shown.push(separator);
    }
    shown
}

/// Returns the digits of a text that has only blanks and characters of `allowed` between them.
pub fn digits_among(typed: &str, allowed: &str) -> Result<Zeroizing<String>, FieldCode> {
    let mut digits = Zeroizing::new(String::with_capacity(typed.len()));
    for character in typed.chars() {
        if character.is_ascii_digit() {
            digits.push(character);
        } else if character != ' ' && !is_one_of(character, allowed) {
            return Err(FieldCode::Invalid);
        }
    }
    Ok(digits)
}

/// Returns an ASCII text if it has exactly `count` characters.
pub fn of_length(text: Zeroizing<String>, count: usize) -> Result<Zeroizing<String>, FieldCode> {
    match text.len().cmp(&count) {
        Ordering::Less => Err(FieldCode::Incomplete),
        Ordering::Equal => Ok(text),
        Ordering::Greater => Err(FieldCode::TooLong),
    }
}

/// Returns exactly `count` digits of a text that has only blanks and characters of `allowed`
/// between them.
pub fn digits_of(typed: &str, allowed: &str, count: usize) -> Result<Zeroizing<String>, FieldCode> {
    of_length(digits_among(typed, allowed)?, count)
}
