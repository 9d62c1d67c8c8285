//! Decides whether a shown value stands out from its background, with any colours that a page
//! gives.
//!
//! A page that makes a value invisible can put a decoy beside it, and the person reveals or copies
//! the value without knowing (attack 60). The colours here are those of the computed style. The
//! engine has resolved names, spaces and schemes, so `hsl()` and `oklch()` need no code here.

use crate::text::{cut, has};

/// The minimum contrast of a value's text (WCAG 2.2, success criterion 1.4.3).
pub const LEAST_OF_TEXT: f32 = 4.5;

/// The minimum contrast of a control (WCAG 2.2, success criterion 1.4.11).
pub const LEAST_OF_CONTROL: f32 = 3.0;

/// Red, green and blue from 0 to 1.
type Color = [f32; 3];

/// Returns the contrast (WCAG 2.2) of a text and its background, which is painted over an opaque
/// colour: 1 to 21. Returns 0 if one of the three is not a computed colour in sRGB.
///
/// # Examples
///
/// ```
/// use sordino_core::contrast::contrast;
///
/// let white = "rgb(255, 255, 255)";
/// assert!(contrast("rgb(0, 0, 0)", white, white) > 20.9);
/// assert!(contrast("black", white, white) < 1.0, "a name is no computed colour");
/// ```
#[must_use]
pub fn contrast(text: &str, ground: &str, backing: &str) -> f32 {
    let (Some((backing, _)), Some(ground), Some(text)) =
        (parse_color(backing), parse_color(ground), parse_color(text))
    else {
        return 0.0;
    };
    let ground = composite(ground, backing);
    let text = composite(text, ground);
    let (text, ground) = (luminance(text) + 0.05, luminance(ground) + 0.05);
    text.max(ground) / text.min(ground)
}

/// Composes a colour and its alpha over an opaque colour.
fn composite((color, alpha): (Color, f32), below: Color) -> Color {
    let mix = |at: usize| color[at] * alpha + below[at] * (1.0 - alpha);
    [mix(0), mix(1), mix(2)]
}

/// Returns the relative luminance. A polynomial replaces the power of sRGB: it differs by less than
/// 0.001, and the power costs a kilobyte of wasm.
fn luminance([red, green, blue]: Color) -> f32 {
    let linear = |x: f32| x * (x * (x * 0.305_306 + 0.682_171) + 0.012_523);
    0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

/// Parses `rgb(r, g, b)`, `rgba(r, g, b, a)` and `color(srgb r g b / a)`, the forms that engines
/// serialize (CSS Color 4, section 15).
fn parse_color(text: &str) -> Option<(Color, f32)> {
    let (function, arguments) = cut(text, b'(');
    let (mut arguments, most) = match (function, arguments?) {
        ("rgb" | "rgba", arguments) => (arguments, 255.0),
        ("color", arguments) => (arguments.strip_prefix("srgb ")?, 1.0),
        _ => return None,
    };
    let mut numbers = [0.0, 0.0, 0.0, 1.0];
    for (at, number) in numbers.iter_mut().enumerate() {
        arguments = arguments.trim_start_matches([' ', ',', '/']);
        let length = arguments.bytes().take_while(|byte| !has(" ,/)", *byte)).count();
        let (argument, rest) = arguments.split_at(length);
        arguments = rest;
        if length == 0 {
            // Without an alpha the colour is opaque.
            return (at == 3).then_some((first(numbers), 1.0));
        }
        *number = (parse_decimal(argument)? / if at == 3 { 1.0 } else { most }).clamp(0.0, 1.0);
    }
    Some((first(numbers), numbers[3]))
}

const fn first([red, green, blue, _]: [f32; 4]) -> Color {
    [red, green, blue]
}

/// Parses a decimal number. The standard library's parser is exact to the last bit and costs five
/// kilobytes of wasm; a colour needs two digits.
fn parse_decimal(text: &str) -> Option<f32> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    // Engines write an exponent only for a number that is nearly 0.
    let (digits, exponent) = cut(digits, b'e');
    let (mut number, mut place) = (0.0, 0.0);
    for byte in digits.bytes() {
        match byte {
            b'.' if place == 0.0 => place = 1.0,
            b'0'..=b'9' => {
                number = number * 10.0 + f32::from(byte - b'0');
                place *= 10.0;
            }
            _ => return None,
        }
    }
    if exponent.is_some() || digits.len() < text.len() {
        return Some(0.0);
    }
    Some(if place > 0.0 { number / place } else { number })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const WHITE: &str = "rgb(255, 255, 255)";
    const DARK: &str = "rgb(17, 26, 46)";

    #[test]
    fn contrasts_of_wcag() {
        for (text, ground, backing, expected) in [
            ("rgb(0, 0, 0)", WHITE, WHITE, 21.0),
            (WHITE, WHITE, WHITE, 1.0),
            ("rgb(118, 118, 118)", WHITE, WHITE, 4.54),
            ("rgb(255, 0, 0)", WHITE, WHITE, 4.0),
            ("rgb(0, 0, 255)", WHITE, DARK, 8.59),
            ("color(srgb 0 0 0)", "color(srgb 1 1 1)", DARK, 21.0),
            ("color(srgb 0.462745 0.462745 0.462745 / 1)", WHITE, WHITE, 4.54),
            // A transparent background shows the colour below.
            ("rgb(0, 0, 0)", "rgba(0, 0, 0, 0)", WHITE, 21.0),
            ("rgb(0, 0, 0)", "rgba(255, 255, 255, 0)", "rgb(0, 0, 0)", 1.0),
            // Half-transparent black over white.
            (WHITE, "rgba(0, 0, 0, 0.5)", WHITE, 3.98),
            ("rgba(0, 0, 0, 0)", WHITE, WHITE, 1.0),
            ("rgba(0, 0, 0, 0.004)", WHITE, WHITE, 1.01),
            ("color(srgb -0.2 1.5e-7 0)", "color(srgb 1.2 1 1)", WHITE, 21.0),
        ] {
            let actual = contrast(text, ground, backing);
            let error = (actual - expected).abs() / expected;
            assert!(error < 0.02, "{text} on {ground}: {actual}, not {expected}");
        }
    }

    #[test]
    fn colours_of_other_forms_are_refused() {
        for text in [
            "",
            "red",
            "#fff",
            "rgb(",
            "rgb()",
            "rgb(1, 2)",
            "rgb(a, b, c)",
            "oklch(0.5 0.1 20)",
            "color(display-p3 1 1 1)",
            "color(srgb none 1 1)",
            "rgb(1.2.3, 1, 1)",
        ] {
            assert!(parse_color(text).is_none(), "{text}");
        }
        assert!(contrast("red", WHITE, WHITE) < 1.0);
    }

    proptest! {
        #[test]
        fn every_text_is_read_or_refused(text in ".{0,40}") {
            let contrast = contrast(&text, WHITE, WHITE);
            prop_assert!((0.0..=21.1).contains(&contrast));
        }

        #[test]
        fn a_number_is_read_as_it_is_written(number in 0.0_f32..300.0) {
            let read = parse_decimal(&number.to_string());
            prop_assert!(read.is_some_and(|read| (read - number).abs() < 0.001), "{read:?}");
        }
    }
}
