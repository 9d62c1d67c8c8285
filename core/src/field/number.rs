//! Amounts of money and shares.

use zeroize::Zeroizing;

use super::{Input, PLAIN, Wire, mapped};
use crate::digits::{decimal, number, to_ascii_digit};
use crate::error::FieldCode;
use crate::text::{concat, cut, is_digits};
use crate::time::Days;
use crate::word::Word;

/// A yearly income in US dollars; sent in cents (`AmountInput.value`, an integer of 32 bits).
pub const INCOME: Input = Input {
    rule: dollars,
    tidy: thousands,
    wire: Wire::Cents,
    hint: Word::AmountRule,
    inputmode: "decimal",
    max_length: 20,
    ..PLAIN
};

/// A share of a business in whole per cent.
pub const OWNERSHIP: Input = Input {
    rule: percent,
    tidy: ascii,
    wire: Wire::Integer,
    hint: Word::PercentRule,
    inputmode: "numeric",
    max_length: 8,
    ..PLAIN
};

/// The largest value of a GraphQL `Int`.
const LARGEST_CENTS: u64 = i32::MAX as u64;

/// Digits of any script as ASCII, without blanks.
fn ascii(typed: &str) -> Zeroizing<String> {
    mapped(typed, |character| {
        (!character.is_whitespace()).then_some(to_ascii_digit(character).unwrap_or(character))
    })
}

/// Commas at the thousands, as one types.
fn thousands(typed: &str) -> Zeroizing<String> {
    let ascii = ascii(typed);
    let plain = mapped(&ascii, |character| (character != ',').then_some(character));
    let whole = cut(&plain, b'.').0;
    if !is_digits(whole) {
        return ascii;
    }
    let mut shown = Zeroizing::new(String::with_capacity(plain.len() * 2));
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    shown.push_str(&plain[whole.len()..]);
    shown
}

fn dollars(typed: &str, _: Days) -> Result<Zeroizing<String>, FieldCode> {
    let plain =
        mapped(&ascii(typed), |character| (!matches!(character, ',' | '$')).then_some(character));
    let (whole, fraction) = cut(&plain, b'.');
    let fraction = fraction.unwrap_or("00");
    if !is_digits(whole) || !is_digits(fraction) || fraction.len() > 2 {
        return Err(FieldCode::Invalid);
    }
    if whole.is_empty() || fraction.len() < 2 {
        return Err(FieldCode::Incomplete);
    }
    let cents = Zeroizing::new(concat(&[whole, fraction]));
    match number(cents.as_bytes()) {
        Some(number @ 0..=LARGEST_CENTS) => Ok(decimal(number, 0)),
        _ => Err(FieldCode::TooLong),
    }
}

fn percent(typed: &str, _: Days) -> Result<Zeroizing<String>, FieldCode> {
    let typed = ascii(typed);
    match number(typed.strip_suffix('%').unwrap_or(&typed).as_bytes()) {
        Some(number @ 0..=100) => Ok(decimal(number, 0)),
        _ => Err(FieldCode::Invalid),
    }
}

#[cfg(test)]
pub mod tests {
    use super::super::FieldKind;
    use super::super::tests::Table;
    use super::*;

    pub const TABLES: &[Table] = &[
        Table(
            &[FieldKind::TotalAnnualIncome, FieldKind::AnnualRevenue],
            "schema: AmountInput.value, in minor units; a GraphQL Int at most",
            &[
                ("85000", "8500000"),
                ("85,000", "8500000"),
                ("$85,000.50", "8500050"),
                ("0", "0"),
                ("٨٥٠٠٠", "8500000"),
            ],
            &[
                ("85.5", FieldCode::Incomplete),
                (".", FieldCode::Incomplete),
                ("85.555", FieldCode::Invalid),
                ("-1", FieldCode::Invalid),
                ("a lot", FieldCode::Invalid),
                ("21474836.48", FieldCode::TooLong),
            ],
        ),
        Table(
            &[FieldKind::PercentageOwnership],
            "schema: percentageOwnership, an Int",
            &[("25", "25"), ("100%", "100"), ("0", "0")],
            &[("101", FieldCode::Invalid), ("2.5", FieldCode::Invalid), ("%", FieldCode::Invalid)],
        ),
    ];

    #[test]
    fn commas_come_as_one_types() {
        for (typed, shown) in [
            ("1", "1"),
            ("1234", "1,234"),
            ("1,2345", "12,345"),
            ("1234567.8", "1,234,567.8"),
            ("$12", "$12"),
        ] {
            assert_eq!(*thousands(typed), shown);
        }
    }
}
