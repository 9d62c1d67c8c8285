//! A page's appearance: `{"theme": "dark", "variables": {"colorText": "#fff"}}`.
//!
//! 1. To a browser's own CSS parser, an allowed value is one plain value: it fetches nothing, ends
//!    nothing and calls nothing.
//! 2. Each value is set once, by a property that the style sheet reads.
//! 3. A refusal has the beginning of the variable's name, and not its value.
//! 3. A refusal names the variable, cut, and not its value.

use std::sync::LazyLock;

use cssparser::{BasicParseError, Parser, ParserInput, Token};
use sordino_core::appearance::VARIABLES;
use sordino_core::decode::Malformed;
use sordino_core::error::FieldProblem;
use sordino_core::protocol::ToVault;
use sordino_core::value::Value;

use super::tree;

pub static WORDS: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let mut words = vec![
        "theme",
        "variables",
        "dark",
        "#fff",
        "#12345678",
        "rgb(1 2 3 / 50%)",
        "hsl(120deg, 10%, 20%)",
        "oklch(0.5 0.1 -20)",
        "red",
        "currentColor",
        "12px",
        "1.5rem",
        "0",
        "0.125em",
        "bold",
        "normal",
        "400",
        "1.25",
        "serif",
        "\"Fira Sans\", sans-serif",
        "'A'",
        "url(https://evil.test)",
        "url(",
        "image-set(\"x\" 1x)",
        "attr(x)",
        "env(x)",
        "var(--text)",
        "paint(x)",
        "@import",
        "<!--",
        "-->",
        "\\75 rl(x)",
        "inherit",
    ];
    words.extend(VARIABLES.iter().map(|variable| variable.name));
    words
});

/// The functions of a colour.
const FUNCTIONS: [&str; 9] = ["rgb", "rgba", "hsl", "hsla", "hwb", "lab", "lch", "oklab", "oklch"];

/// The length of `appearance.variables.` and the beginning of a name.
const LONGEST_REFUSAL: usize = 21 + 50;

pub fn run(input: &[u8]) -> bool {
    let Some(given) = tree::of(input) else { return false };
    // One wrong value makes the whole appearance wrong, so each value is also decoded alone.
    decode(given.clone());
    let Some(Value::Object(members)) = given.get("variables") else { return false };
    let mut accepted = 0;
    for (name, value) in members {
        let one = Value::Object(vec![(name.clone(), value.clone())]);
        let is_allowed = decode(Value::Object(vec![("variables".into(), one)]));
        if let Some(text) = value.as_text().filter(|_| is_allowed) {
            check(text);
            accepted += 1;
        }
    }
    accepted > 0
}

/// Decodes an appearance. Checks accepted values against their kinds, and that a refusal has no
/// more than a path.
fn decode(given: Value) -> bool {
    let message = Value::Object(vec![("appearance".into(), given)]);
    match ToVault::decode(message) {
        Ok(ToVault::Appearance(appearance)) => {
            let (properties, problems) = appearance.properties();
            assert!(problems.is_empty(), "a decoded value is refused");
            for (property, text) in properties {
                let known = VARIABLES.iter().find(|variable| variable.property == property);
                assert!(
                    known.is_some_and(|variable| variable.kind.allows(text)),
                    "{property} is set to a value that it cannot have"
                );
            }
            true
        }
        Ok(_) => false,
        Err(Malformed(problems)) => {
            for FieldProblem { path, .. } in problems {
                assert!(
                    path.starts_with("appearance") && path.chars().count() <= LONGEST_REFUSAL,
                    "the path has {} bytes",
                    path.len()
                );
            }
            false
        }
    }
}

fn check(text: &str) {
    assert!(text.len() <= 200 && !text.is_empty());
    let mut source = ParserInput::new(text);
    check_tokens(&mut Parser::new(&mut source), 0);
}

fn check_tokens(parser: &mut Parser<'_, '_>, depth: usize) {
    while let Ok(token) = parser.next_including_whitespace_and_comments() {
        let function = match token {
            Token::Ident(_)
            | Token::Hash(_)
            | Token::IDHash(_)
            | Token::QuotedString(_)
            | Token::Number { .. }
            | Token::Percentage { .. }
            | Token::Dimension { .. }
            | Token::WhiteSpace(_)
            | Token::Comma
            // A hyphen alone between words is in no font's name. It makes the value useless, not
            // harmful.
            | Token::Delim('/' | '-') => continue,
            Token::Function(name) => name.to_string(),
            other => panic!("a value has {other:?}"),
        };
        assert!(FUNCTIONS.contains(&function.as_str()) && depth == 0, "a value calls {function}");
        let within =
            parser.parse_nested_block(|parser| -> Result<(), cssparser::ParseError<'_, ()>> {
                check_tokens(parser, depth + 1);
                Ok(())
            });
        assert!(within.is_ok(), "a function has no end");
    }
    let end: Result<(), BasicParseError<'_>> = parser.expect_exhausted();
    assert!(end.is_ok(), "a value does not end");
}
