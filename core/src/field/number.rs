//! Amounts of money and shares.
//!
//! An amount is read in the format of the session's locale. The decimal sign of another locale is
//! refused. The input inserts no group separators while a person types, because an unfinished group
//! could not be told from a fraction.

use zeroize::Zeroizing;

use super::input::{Context, Input, PLAIN, Wire};
use crate::decimal::Decimal;
use crate::digits::{decimal, number};
use crate::error::FieldCode;
use crate::text::trim;
use crate::word::Word;

/// A yearly income in US dollars, sent in cents (`AmountInput.value`).
pub const INCOME: Input = Input {
    rule: dollars,
    wire: Wire::Cents,
    hint: Word::AmountRule,
    inputmode: "decimal",
    ..PLAIN
};

/// A share of a business in whole per cent.
pub const OWNERSHIP: Input = Input {
    rule: percent,
    wire: Wire::Integer,
    hint: Word::PercentRule,
    inputmode: "numeric",
    ..PLAIN
};

/// The largest amount in cents: the largest whole number that every reader of JSON holds exactly
/// (RFC 8259, section 6).
pub const LARGEST_CENTS: u64 = (1 << 53) - 1;

/// Reads an amount in dollars and returns it in cents. The amount has two digits behind the
/// locale's decimal sign, or neither the sign nor cents. The dollars may be in groups of three, all
/// with the same separator: the other one of point and comma, a blank, an apostrophe, or Arabic's
/// (U+066C).
fn dollars(typed: &str, context: &Context<'_>) -> Result<Zeroizing<String>, FieldCode> {
    let (point, comma) = match context.decimal {
        Decimal::Point => ('.', ','),
        Decimal::Comma => (',', '.'),
    };
    let bare = typed.strip_prefix('$').unwrap_or(typed);
    let bare = trim(bare.strip_suffix('$').unwrap_or(bare));
    // Includes space for cents, because a growing buffer would leave an unwiped copy behind.
    let mut cents = Zeroizing::new(String::with_capacity(bare.len() + 2));
    let mut separator = None;
    // The number of digits since the last sign.
    let mut count = 0;
    let mut has_point = false;
    for character in bare.chars() {
        if character.is_ascii_digit() {
            cents.push(character);
            count += 1;
            continue;
        }
        let is_point = character == '\u{66b}' || character == point;
        let is_separator = matches!(character, ' ' | '\'' | '\u{66c}') || character == comma;
        let is_group = match separator {
            None => is_point || (1..=3).contains(&count),
            Some(other) => count == 3 && (is_point || other == character),
        };
        if has_point || !is_group || !(is_point || is_separator) {
            return Err(FieldCode::Invalid);
        }
        if is_point {
            has_point = true;
        } else {
            separator = Some(character);
        }
        count = 0;
    }
    let expected = match separator {
        _ if has_point => 2,
        Some(_) => 3,
        None => count.max(1),
    };
    if count > expected {
        return Err(FieldCode::Invalid);
    }
    if count < expected || has_point && cents.len() == count {
        return Err(FieldCode::Incomplete);
    }
    if !has_point {
        cents.push_str("00");
    }
    match number(cents.as_bytes()) {
        Some(number @ 0..=LARGEST_CENTS) => Ok(decimal(number, 0)),
        _ => Err(FieldCode::TooLong),
    }
}

fn percent(typed: &str, _: &Context<'_>) -> Result<Zeroizing<String>, FieldCode> {
    match number(trim(typed.strip_suffix('%').unwrap_or(typed)).as_bytes()) {
        Some(number @ 0..=100) => Ok(decimal(number, 0)),
        _ => Err(FieldCode::Invalid),
    }
}

#[cfg(test)]
pub mod tests {
    use super::super::FieldKind;
    use super::super::tests::{ENGLISH, Table};
    use super::*;
    use proptest::prelude::*;

    pub const TABLES: &[Table] = &[
        Table(
            &[FieldKind::TotalAnnualIncome, FieldKind::AnnualRevenue],
            "schema: AmountInput.value, an UnsignedInt in minor units; RFC 8259: 2^53-1 at most",
            &[
                ("85000", "8500000"),
                ("85,000", "8500000"),
                ("$85,000.50", "8500050"),
                ("$ 85 000", "8500000"),
                ("85,000.50 $", "8500050"),
                ("1'000.50", "100050"),
                ("1\u{2019}000\u{2019}000.50", "100000050"),
                ("1\u{202f}000\u{a0}000", "100000000"),
                ("1\u{66c}000\u{66b}50", "100050"),
                ("0", "0"),
                ("٨٥٠٠٠", "8500000"),
                ("21474836.48", "2147483648"),
                ("999999999.99", "99999999999"),
                ("90,071,992,547,409.91", "9007199254740991"),
            ],
            &[
                ("85.5", FieldCode::Incomplete),
                ("85.", FieldCode::Incomplete),
                (".", FieldCode::Incomplete),
                (".50", FieldCode::Incomplete),
                ("$", FieldCode::Incomplete),
                ("5,00", FieldCode::Incomplete),
                ("5,", FieldCode::Incomplete),
                ("50000,00", FieldCode::Invalid),
                ("5.000,00", FieldCode::Invalid),
                ("5.000", FieldCode::Invalid),
                ("1,2345", FieldCode::Invalid),
                ("1,23,456", FieldCode::Invalid),
                ("12,34.50", FieldCode::Invalid),
                ("1,000 000", FieldCode::Invalid),
                ("1,000.00.00", FieldCode::Invalid),
                ("1.00,000", FieldCode::Invalid),
                (",500", FieldCode::Invalid),
                ("85.555", FieldCode::Invalid),
                ("-1", FieldCode::Invalid),
                ("\u{2212}1", FieldCode::Invalid),
                ("$$1", FieldCode::Invalid),
                ("a lot", FieldCode::Invalid),
                ("90071992547409.92", FieldCode::TooLong),
                ("99999999999999999999", FieldCode::TooLong),
            ],
        ),
        Table(
            &[FieldKind::PercentageOwnership],
            "schema: percentageOwnership, an Int",
            &[("25", "25"), ("100%", "100"), ("25 %", "25"), ("٢٥", "25"), ("0", "0")],
            &[("101", FieldCode::Invalid), ("2.5", FieldCode::Invalid), ("%", FieldCode::Invalid)],
        ),
    ];

    #[test]
    fn an_amount_is_read_as_the_locale_writes_it() {
        use FieldCode::{Incomplete, Invalid};
        for (typed, english, german) in [
            ("50000", Ok("5000000"), Ok("5000000")),
            ("50000,00", Err(Invalid), Ok("5000000")),
            ("50000.00", Ok("5000000"), Err(Invalid)),
            ("5.000,00", Err(Invalid), Ok("500000")),
            ("5,000.00", Ok("500000"), Err(Invalid)),
            ("5.000", Err(Invalid), Ok("500000")),
            ("5,000", Ok("500000"), Err(Invalid)),
            ("1'000.50", Ok("100050"), Err(Invalid)),
            ("1\u{2019}000,50", Err(Invalid), Ok("100050")),
            ("1\u{202f}000,50", Err(Invalid), Ok("100050")),
            ("1 000 000", Ok("100000000"), Ok("100000000")),
            ("85,5", Err(Incomplete), Err(Incomplete)),
            ("1.000.000,00 $", Err(Invalid), Ok("100000000")),
            ("\u{66b}", Err(Incomplete), Err(Incomplete)),
        ] {
            for (decimal, expected) in [(Decimal::Point, english), (Decimal::Comma, german)] {
                let context = Context { decimal, ..ENGLISH };
                // The value that is read is the one that the person sees.
                let read = INCOME.read(&INCOME.tidy(typed), &context);
                assert_eq!(
                    read.as_deref().map(String::as_str),
                    expected.as_ref().copied(),
                    "{typed} {decimal:?}"
                );
            }
        }
    }

    proptest! {
        #[test]
        fn no_key_on_the_way_changes_the_amount(
            cents in 0..=LARGEST_CENTS,
            is_german in any::<bool>(),
            separator in prop_oneof![Just(""), Just("."), Just(","), Just(" "), Just("'")],
        ) {
            let (point, decimal) =
                if is_german { (",", Decimal::Comma) } else { (".", Decimal::Point) };
            prop_assume!(separator != point);
            let whole = (cents / 100).to_string();
            let mut typed = String::new();
            for (at, digit) in whole.chars().enumerate() {
                if at > 0 && (whole.len() - at).is_multiple_of(3) {
                    typed.push_str(separator);
                }
                typed.push(digit);
            }
            typed = format!("{typed}{point}{:02}", cents % 100);
            let context = Context { decimal, ..ENGLISH };
            // Every beginning is right or unfinished, but not invalid.
            for (end, _) in typed.char_indices().skip(1) {
                let read = INCOME.read(&typed[..end], &context);
                prop_assert!(!matches!(read, Err(FieldCode::Invalid)), "{}", &typed[..end]);
            }
            let expected = Ok(Zeroizing::new(cents.to_string()));
            prop_assert_eq!(INCOME.read(&typed, &context), expected, "{}", typed);
        }
    }
}
