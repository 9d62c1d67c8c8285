//! The appearance that a page can set: a theme, and named values of known types. Each value is
//! checked here against the forms of its type and is then set by property, never as CSS text. So a
//! value can fetch nothing (`url()`), match nothing (selectors) and end nothing (`;`, `}`).

use crate::digits::number;
use crate::error::{FieldCode, FieldProblem};
use crate::named::named;
use crate::text::{cut, has, is_digits, is_made_of, split};
use crate::value::Value;

named! {
    /// Light, dark, or the system's setting.
    #[derive(Default)]
    pub enum Theme {
        /// Always light.
        Light = "light",
        /// Always dark.
        Dark = "dark",
        /// Follows `prefers-color-scheme`.
        #[default]
        System = "system",
    }
}

/// The appearance of all fields of a session.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "typescript", ts(rename_all = "camelCase"))]
pub struct Appearance {
    /// Light, dark, or the system's setting.
    #[cfg_attr(feature = "typescript", ts(optional, as = "Option<Theme>"))]
    pub theme: Theme,
    /// Values, by the names in [`VARIABLES`].
    #[cfg_attr(
        feature = "typescript",
        ts(optional, type = "Partial<Record<AppearanceVariable, string>>")
    )]
    pub variables: Option<Value>,
}

/// The type of a value, which decides the forms that it can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `#rgb` or `#rrggbb`, also with alpha; `rgb()`, `hsl()`, `oklch()` and similar functions with
    /// plain numbers; a colour's name.
    Color,
    /// A number below 1,000 with `px`, `em` or `rem`; or `0`.
    Length,
    /// Names of fonts, quoted or unquoted, separated by commas.
    FontFamily,
    /// `normal`, `bold`, or a number from 1 to 1000.
    FontWeight,
    /// A number below 100, with or without a fraction.
    Number,
}

/// A value that a page may set.
#[derive(Debug, Clone, Copy)]
pub struct Variable {
    /// Its name in the page's options.
    pub name: &'static str,
    /// The custom property that the frame's stylesheet reads.
    pub property: &'static str,
    /// Its type.
    pub kind: Kind,
}

const fn variable(name: &'static str, property: &'static str, kind: Kind) -> Variable {
    Variable { name, property, kind }
}

/// Every value that a page may set. The defaults are in `field.css`.
pub const VARIABLES: [Variable; 18] = [
    variable("colorText", "--text", Kind::Color),
    variable("colorTextSecondary", "--text-secondary", Kind::Color),
    variable("colorPlaceholder", "--placeholder", Kind::Color),
    variable("colorBackground", "--background", Kind::Color),
    variable("colorBorder", "--border", Kind::Color),
    variable("colorAccent", "--accent", Kind::Color),
    variable("colorDanger", "--danger", Kind::Color),
    variable("colorSuccess", "--success", Kind::Color),
    variable("colorCard", "--card", Kind::Color),
    variable("fontFamily", "--font-family", Kind::FontFamily),
    variable("fontSize", "--font-size", Kind::Length),
    variable("fontWeight", "--font-weight", Kind::FontWeight),
    variable("lineHeight", "--line-height", Kind::Number),
    variable("letterSpacing", "--letter-spacing", Kind::Length),
    variable("borderRadius", "--radius", Kind::Length),
    variable("borderWidth", "--border-width", Kind::Length),
    variable("paddingBlock", "--padding-block", Kind::Length),
    variable("paddingInline", "--padding-inline", Kind::Length),
];

impl Appearance {
    /// Returns the custom properties to set, and the problems found, each under the value's name.
    pub fn properties(&self) -> (Vec<(&'static str, &str)>, Vec<FieldProblem>) {
        let (mut properties, mut problems) = (Vec::new(), Vec::new());
        match &self.variables {
            None | Some(Value::Null) => {}
            Some(Value::Object(members)) => {
                for (name, value) in members {
                    if value.is_null() {
                        continue;
                    }
                    let variable = VARIABLES.iter().find(|variable| *variable.name == **name);
                    let code = match (variable, value) {
                        (None, _) => FieldCode::Unknown,
                        (Some(variable), Value::Text(text)) if variable.kind.allows(text) => {
                            properties.push((variable.property, text.as_str()));
                            continue;
                        }
                        _ => FieldCode::Invalid,
                    };
                    problems.push(FieldProblem::of_option("appearance.variables.", name, code));
                }
            }
            Some(_) => problems.push(FieldProblem::of_option(
                "appearance.",
                "variables",
                FieldCode::Invalid,
            )),
        }
        (properties, problems)
    }
}

impl Kind {
    /// Returns whether a value of this type can be `text`.
    pub fn allows(self, text: &str) -> bool {
        if text.len() > 200 || !text.is_ascii() {
            return false;
        }
        match self {
            Kind::Color => is_color(text),
            Kind::Length => {
                let unit = if text.ends_with("rem") { 3 } else { 2 };
                let (number, unit) =
                    text.split_at_checked(text.len().saturating_sub(unit)).unwrap_or_default();
                text == "0" || matches!(unit, "rem" | "px" | "em") && is_number(number, 3)
            }
            Kind::FontFamily => split(text, b',').all(is_font_name),
            Kind::FontWeight => {
                text == "normal"
                    || text == "bold"
                    || matches!(number(text.as_bytes()), Some(1..=1000))
            }
            Kind::Number => is_number(text, 2),
        }
    }
}

/// Checks for digits with at most one point: 1 to `whole` digits before it, and 1 to 3 behind it.
fn is_number(text: &str, whole: usize) -> bool {
    let (before, behind) = cut(text, b'.');
    let behind = behind.unwrap_or("0");
    let are_digits = |part: &str, most: usize| (1..=most).contains(&part.len()) && is_digits(part);
    are_digits(before, whole) && are_digits(behind, 3)
}

fn is_color(text: &str) -> bool {
    if let Some(hex) = text.strip_prefix('#') {
        return matches!(hex.len(), 3 | 4 | 6 | 8)
            && hex.bytes().all(|byte| byte.is_ascii_hexdigit());
    }
    let (function, arguments) = cut(text, b'(');
    let Some(arguments) = arguments else {
        return (1..=24).contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_alphabetic());
    };
    let (mut arguments, behind) = cut(arguments, b')');
    if !split("rgb rgba hsl hsla hwb lab lch oklab oklch", b' ').any(|known| known == function)
        || behind != Some("")
    {
        return false;
    }
    loop {
        let length = arguments.bytes().take_while(|byte| !has(" ,/", *byte)).count();
        let (argument, rest) = arguments.split_at(length);
        if !argument.is_empty() && !is_argument(argument) {
            return false;
        }
        if rest.is_empty() {
            return true;
        }
        arguments = &rest[1..];
    }
}

/// Checks for a number with an optional minus sign: plain, in per cent, or in degrees.
fn is_argument(text: &str) -> bool {
    let text = text.strip_prefix('-').unwrap_or(text);
    is_number(text.strip_suffix('%').or(text.strip_suffix("deg")).unwrap_or(text), 3)
}

fn is_font_name(text: &str) -> bool {
    let text = text.trim_matches(' ');
    let unquoted = |quote| text.strip_prefix(quote)?.strip_suffix(quote);
    let name = unquoted('"').or(unquoted('\'')).unwrap_or(text);
    name.starts_with(|first: char| first.is_ascii_alphabetic()) && is_made_of(name, " -_")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn each_kind_takes_its_forms() {
        for (kind, texts) in [
            (
                Kind::Color,
                &[
                    "#fff",
                    "#0f172a",
                    "#0f172a80",
                    "red",
                    "transparent",
                    "currentColor",
                    "rgb(1,2,3)",
                    "rgb(1 2 3 / 50%)",
                    "hsl(210deg 40% 20%)",
                    "oklch(0.7 0.1 -20)",
                    "rgba(0, 0, 0, 0.5)",
                ][..],
            ),
            (Kind::Length, &["0", "4px", "0.5rem", "1.25em", "999px"]),
            (
                Kind::FontFamily,
                &["Inter", "system-ui, sans-serif", "\"Fira Sans\", 'PT Sans', serif"],
            ),
            (Kind::FontWeight, &["normal", "bold", "400", "1000"]),
            (Kind::Number, &["1", "1.5", "99.999"]),
        ] {
            for text in texts {
                assert!(kind.allows(text), "{kind:?} {text}");
            }
        }
    }

    #[test]
    fn no_kind_takes_an_unsafe_value() {
        for text in [
            "",
            " ",
            "url(https://evil.test/)",
            "image-set('a' 1x)",
            "@import 'x'",
            "expression(alert(1))",
            "red;}",
            "red}",
            "red;background:url(x)",
            "#12",
            "#ggg",
            "rgb(url(x))",
            "rgb(1,2,3",
            "rgb(1,2,3);",
            "var(--x)",
            "calc(1px + 1px)",
            "attr(value)",
            "1px;",
            "-1px",
            "1vw",
            "10000px",
            "1.2.3px",
            "/**/red",
            "re\\64",
            "red\u{0}",
            "red\n",
            "a\"b",
            "'a",
            "a'",
            "env(x)",
            "paint(x)",
            "\u{ff52}ed",
            "element(#x)",
            "local(x)",
            "1e9px",
            "inherit!important",
            "</style>",
        ] {
            for kind in
                [Kind::Color, Kind::Length, Kind::FontFamily, Kind::FontWeight, Kind::Number]
            {
                assert!(!kind.allows(text), "{kind:?} {text:?}");
            }
        }
        assert!(!Kind::Color.allows(&"a".repeat(25)) && !Kind::FontFamily.allows(&"a".repeat(201)));
    }

    #[test]
    fn every_bad_value_is_named() {
        let set = |members: Vec<(&str, Value)>| Appearance {
            variables: Some(Value::Object(
                members.into_iter().map(|(name, value)| (name.into(), value)).collect(),
            )),
            ..Appearance::default()
        };
        let right = set(vec![("colorText", Value::text("#fff")), ("fontSize", Value::Null)]);
        assert_eq!(right.properties(), (vec![("--text", "#fff")], vec![]));
        let wrong = set(vec![
            ("colorText", Value::Int(1)),
            ("colorBorder", Value::text("#fff")),
            ("colorAccent", Value::text("url(x)")),
            ("--text", Value::text("#fff")),
            ("__proto__", Value::text("#fff")),
        ]);
        let problem = |name, code| FieldProblem::of_option("appearance.variables.", name, code);
        assert_eq!(
            wrong.properties().1,
            [
                problem("colorText", FieldCode::Invalid),
                problem("colorAccent", FieldCode::Invalid),
                problem("--text", FieldCode::Unknown),
                problem("__proto__", FieldCode::Unknown),
            ]
        );
        let none = Appearance { variables: Some(Value::text("red")), ..Appearance::default() };
        let expected = FieldProblem::new("appearance.variables", FieldCode::Invalid);
        assert_eq!(none.properties(), (vec![], vec![expected]));
    }

    proptest! {
        #[test]
        fn no_accepted_value_can_leave_its_property(text in ".{0,40}") {
            for kind in [Kind::Color, Kind::Length, Kind::FontFamily, Kind::FontWeight, Kind::Number] {
                if kind.allows(&text) {
                    let ends_it = text.contains([';', '{', '}', '\\', '@', '<', ':', '!', '*']);
                    prop_assert!(!ends_it);
                    prop_assert!(!text.to_lowercase().contains("url("));
                }
            }
        }
    }
}
