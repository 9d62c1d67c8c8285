//! Amounts of money and shares.

use zeroize::Zeroizing;

use super::{FieldCode, Input, PLAIN, Wire};
use crate::digits::to_ascii_digit;
use crate::time::Days;
use crate::words::Word;

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

fn ascii(typed: &str) -> Zeroizing<String> {
    let mut digits = Zeroizing::new(String::with_capacity(typed.len()));
    digits.extend(
        typed
            .chars()
            .filter(|character| !character.is_whitespace())
            .map(|character| to_ascii_digit(character).unwrap_or(character)),
    );
    digits
}

/// Commas at the thousands, as one types.
fn thousands(typed: &str) -> Zeroizing<String> {
    let plain: Zeroizing<String> = Zeroizing::new(ascii(typed).chars().filter(|character| *character != ',').collect());
    let (whole, fraction) =
        plain.split_once('.').map_or((plain.as_str(), None), |(whole, fraction)| (whole, Some(fraction)));
    if !whole.bytes().all(|byte| byte.is_ascii_digit()) {
        return ascii(typed);
    }
    let mut shown = Zeroizing::new(String::with_capacity(plain.len() * 2));
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            shown.push(',');
        }
        shown.push(digit);
    }
    if let Some(fraction) = fraction {
        shown.push('.');
        shown.push_str(fraction);
    }
    shown
}

fn dollars(typed: &str, _: Days) -> Result<Zeroizing<String>, FieldCode> {
    let typed = ascii(typed);
    let plain: Zeroizing<String> =
        Zeroizing::new(typed.chars().filter(|character| !matches!(character, ',' | '$')).collect());
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, "00"));
    let are_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if !are_digits(whole) || !are_digits(fraction) || fraction.len() > 2 {
        return Err(FieldCode::Invalid);
    }
    if whole.is_empty() || fraction.len() < 2 {
        return Err(FieldCode::Incomplete);
    }
    let cents = Zeroizing::new(format!("{whole}{fraction}"));
    match cents.parse::<u64>() {
        Ok(number) if number <= LARGEST_CENTS => Ok(Zeroizing::new(number.to_string())),
        _ => Err(FieldCode::TooLong),
    }
}

fn percent(typed: &str, _: Days) -> Result<Zeroizing<String>, FieldCode> {
    let typed = ascii(typed);
    let number = typed.strip_suffix('%').unwrap_or(&typed);
    match number.parse::<u8>() {
        Ok(number @ 0..=100) => Ok(Zeroizing::new(number.to_string())),
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
            &[("85000", "8500000"), ("85,000", "8500000"), ("$85,000.50", "8500050"), ("0", "0"), ("٨٥٠٠٠", "8500000")],
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
        for (typed, shown) in
            [("1", "1"), ("1234", "1,234"), ("1,2345", "12,345"), ("1234567.8", "1,234,567.8"), ("$12", "$12")]
        {
            assert_eq!(*thousands(typed), shown);
        }
    }
}
