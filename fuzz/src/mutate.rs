//! Changes an input into another one that gets as deep, by changing the tree of a JSON text in a
//! few places.

use fastrand::Rng;
use sordino_core::json;
use sordino_core::value::Value;
use zeroize::Zeroizing;

/// Texts with a meaning for some parser.
const NASTY: &[&str] = &[
    "",
    " ",
    "0",
    "-1",
    "00",
    "01",
    "9",
    "null",
    "true",
    "[]",
    "{}",
    "..",
    ".",
    ",",
    "/",
    "(",
    ")",
    "%",
    "#",
    "\"",
    "'",
    "\\",
    "\n",
    "\t",
    "\r\n",
    "\u{0}",
    "\u{7f}",
    "\u{85}",
    "\u{a0}",
    "\u{2028}",
    "\u{202e}",
    "\u{feff}",
    "\u{301}",
    "ß",
    "İ",
    "ﬁ",
    "😀",
    "١٢٣٤",
    "１２３４",
    "<b>",
    "url(x)",
    "image-set(",
    "/*",
    "*/",
    ";}",
    "!important",
    "expression(",
    "var(--x)",
    "calc(1px)",
    "__proto__",
    "constructor",
    "toString",
    "then",
    "4111111111111111",
    "123456789",
    "1234",
    "09/13/1990",
    "sk_live_x",
    "65536",
    "1e999",
    "2026-11-24T20:05:00Z",
];

/// The ends of ranges, and the numbers beside them.
const NUMBERS: &[i64] = &[
    0,
    1,
    -1,
    2,
    19,
    20,
    21,
    99,
    100,
    199,
    200,
    299,
    300,
    399,
    400,
    401,
    403,
    408,
    429,
    499,
    500,
    504,
    599,
    600,
    1_000,
    65_535,
    65_536,
    i32::MAX as i64,
    u32::MAX as i64,
    u32::MAX as i64 + 1,
    (1 << 53) - 1,
    1 << 53,
    i64::MAX,
    i64::MIN,
];

/// The most changes in one mutation.
const CHANGES: usize = 4;

/// The most repetitions of a piece of a text, beyond the limits that are tested.
const REPEATS: usize = 300;

/// Returns a changed input; `None` if `input` is not JSON.
pub fn mutated(input: &[u8], words: &[&str], random: &mut Rng) -> Option<Vec<u8>> {
    let mut tree = json::parse(input).ok()?;
    for change_number in 0..CHANGES {
        // Most mutations are a single change, because each further change makes acceptance less
        // likely.
        if change_number > 0 && random.u8(..3) > 0 {
            break;
        }
        let from = random.usize(..count(&tree));
        let other = nth(&mut tree, &mut { from }).map(|value| value.clone());
        let at = random.usize(..count(&tree));
        if let Some(value) = nth(&mut tree, &mut { at }) {
            change(value, other, words, random);
        }
    }
    Some(json::write(&tree).to_vec())
}

/// Returns the number of values in a tree.
fn count(value: &Value) -> usize {
    1 + match value {
        Value::List(items) => items.iter().map(count).sum(),
        Value::Object(members) => members.iter().map(|(_, value)| count(value)).sum(),
        _ => 0,
    }
}

/// Returns the value at a position in the order of the text.
fn nth<'a>(value: &'a mut Value, left: &mut usize) -> Option<&'a mut Value> {
    if *left == 0 {
        return Some(value);
    }
    *left -= 1;
    match value {
        Value::List(items) => items.iter_mut().find_map(|item| nth(item, left)),
        Value::Object(members) => members.iter_mut().find_map(|(_, value)| nth(value, left)),
        _ => None,
    }
}

fn change(value: &mut Value, other: Option<Value>, words: &[&str], random: &mut Rng) {
    if random.u8(..8) == 0 {
        *value = match other {
            Some(other) if random.bool() => other,
            _ => leaf(words, random),
        };
        return;
    }
    match value {
        Value::Null | Value::Number(_) => *value = leaf(words, random),
        Value::Bool(flag) => *flag = !*flag,
        Value::Int(number) => *number = another_number(*number, random),
        Value::Text(text) => *text = Zeroizing::new(another_text(text, words, random)),
        Value::List(items) => change_list(items, other, words, random),
        Value::Object(members) => change_object(members, other, words, random),
    }
}

fn change_list(items: &mut Vec<Value>, other: Option<Value>, words: &[&str], random: &mut Rng) {
    let at = random.usize(..=items.len());
    match random.u8(..4) {
        0 if at < items.len() => drop(items.remove(at)),
        1 if at < items.len() => {
            let to = random.usize(..items.len());
            items.swap(at, to);
        }
        2 if at < items.len() => {
            for _ in 0..random.usize(1..=24) {
                items.push(items[at].clone());
            }
        }
        _ => items.insert(at, other.unwrap_or_else(|| leaf(words, random))),
    }
}

fn change_object(
    members: &mut Vec<(Box<str>, Value)>,
    other: Option<Value>,
    words: &[&str],
    random: &mut Rng,
) {
    let at = random.usize(..=members.len());
    match random.u8(..5) {
        0 if at < members.len() => drop(members.remove(at)),
        1 if at < members.len() => members[at].0 = word(words, random).into(),
        2 if at < members.len() => {
            let to = random.usize(..members.len());
            members.swap(at, to);
        }
        // The same name again.
        3 if at < members.len() => members.push(members[at].clone()),
        _ => members
            .insert(at, (word(words, random).into(), other.unwrap_or_else(|| leaf(words, random)))),
    }
}

fn leaf(words: &[&str], random: &mut Rng) -> Value {
    match random.u8(..7) {
        0 => Value::Null,
        1 => Value::Bool(random.bool()),
        2 => Value::Int(another_number(0, random)),
        3 => Value::List(Vec::new()),
        4 => Value::Object(Vec::new()),
        5 => Value::Number(Zeroizing::new("1.5e3".to_owned())),
        _ => Value::text(word(words, random)),
    }
}

fn word<'a>(words: &[&'a str], random: &mut Rng) -> &'a str {
    let of = if random.u8(..3) == 0 || words.is_empty() { NASTY } else { words };
    of[random.usize(..of.len())]
}

fn another_number(number: i64, random: &mut Rng) -> i64 {
    match random.u8(..3) {
        0 => number.wrapping_add(random.i64(-3..=3)),
        1 => random.i64(..) >> random.u32(..64),
        _ => NUMBERS[random.usize(..NUMBERS.len())],
    }
}

fn another_text(text: &str, words: &[&str], random: &mut Rng) -> String {
    let mut cuts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    cuts.push(text.len());
    let mut cut = || cuts[random.usize(..cuts.len())];
    let (one, other) = (cut(), cut());
    let (from, to) = (one.min(other), one.max(other));
    let (before, piece, after) = (&text[..from], &text[from..to], &text[to..]);
    match random.u8(..8) {
        0 => word(words, random).to_owned(),
        1 => format!("{before}{after}"),
        2 => {
            format!(
                "{before}{}{after}",
                piece.repeat(random.usize(..REPEATS.min(16_384 / piece.len().max(1)).max(2)))
            )
        }
        3 => format!("{before}{}{after}", word(words, random)),
        4 => format!("{before}{}{piece}{after}", word(words, random)),
        5 => format!("{before}{}{piece}{after}", char::from(random.u8(b' '..=b'~'))),
        6 => format!("{before}{}{piece}{after}", random.char(..)),
        // Replaces digits with digits and letters with letters, so that the text keeps its form.
        _ => text
            .chars()
            .map(|character| if random.u8(..4) == 0 { alike(character, random) } else { character })
            .collect(),
    }
}

fn alike(character: char, random: &mut Rng) -> char {
    match character {
        '0'..='9' => random.digit(10),
        'a'..='z' => random.lowercase(),
        'A'..='Z' => random.uppercase(),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mutations_are_json_and_mostly_differ_from_the_input() {
        let input = br#"{"a":[1,"two",{"b":null}],"c":true}"#;
        let mut random = Rng::with_seed(1);
        let mut changed = 0;
        for _ in 0..1_000 {
            let Some(mutated) = mutated(input, &["word"], &mut random) else {
                panic!("the input is JSON")
            };
            assert!(json::parse(&mutated).is_ok());
            changed += usize::from(mutated != input);
        }
        assert!(changed > 900, "{changed}");
    }

    #[test]
    fn an_input_that_is_no_json_is_not_mutated() {
        assert_eq!(mutated(b"{", &[], &mut Rng::with_seed(1)), None);
    }
}
