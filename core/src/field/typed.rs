//! Steps that rules share. Each takes a cleaned text, whose digits are ASCII.

use zeroize::Zeroizing;

use crate::error::FieldCode;

/// The text as it is.
pub fn plain(text: &str) -> Zeroizing<String> {
    Zeroizing::new(text.to_owned())
}

/// The characters one by one as `map` has them, in one allocation: what stands for a character is
/// never longer.
pub fn mapped(text: &str, map: fn(char) -> Option<char>) -> Zeroizing<String> {
    let mut mapped = Zeroizing::new(String::with_capacity(text.len()));
    for character in text.chars() {
        if let Some(character) = map(character) {
            mapped.push(character);
        }
    }
    mapped
}

/// The text, if all of its characters are allowed.
pub fn checked(text: &str, is_allowed: fn(char) -> bool) -> Result<Zeroizing<String>, FieldCode> {
    if text.chars().all(is_allowed) { Ok(plain(text)) } else { Err(FieldCode::Invalid) }
}

/// Whether a character is one of some ASCII ones.
pub fn is_one_of(character: char, some: &str) -> bool {
    some.bytes().any(|one| character == char::from(one))
}

/// Digits in groups, once a digit of the next group is there; a text of anything but digits and the
/// separators stays as it is.
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
    // A separator that was just typed stays, or it could not be typed at all.
    if left == 0 && group + 1 < groups.len() && typed.ends_with(separator) {
        shown.push(separator);
    }
    shown
}

/// The digits, with blanks and `allowed` between them.
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

/// A text of exactly `count` characters.
pub fn of_length(text: Zeroizing<String>, count: usize) -> Result<Zeroizing<String>, FieldCode> {
    match text.len() {
        length if length == count => Ok(text),
        length if length < count => Err(FieldCode::Incomplete),
        _ => Err(FieldCode::TooLong),
    }
}

/// Exactly `count` digits, with blanks and `allowed` between them.
pub fn digits_of(typed: &str, allowed: &str, count: usize) -> Result<Zeroizing<String>, FieldCode> {
    of_length(digits_among(typed, allowed)?, count)
}
