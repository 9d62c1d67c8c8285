//! The forms in which card and bank account numbers are shown: digits in groups, and a mask of
//! fixed width while the number is hidden.

use zeroize::Zeroizing;

use super::Shown;
use super::typed::{grouped, plain};
use crate::digits;
use crate::text::{self, concat, cut};

/// The PAN (ISO/IEC 7812), in the groups that its network prints.
pub const NUMBER: Shown =
    Shown {
        allows: |text| is_digits(text, 8, 19), format: group, mask: "•••• •••• •••• ••••"
    };
/// The CVV.
pub const CVV: Shown =
    Shown { allows: |text| is_digits(text, 3, 4), format: plain, mask: "•••" };
/// The month and year of expiry as cards print them (MM/YY).
pub const EXPIRATION: Shown =
    Shown { allows: is_expiry, format: month_and_year, mask: "••/••" };
/// A bank account's number: up to 17 digits (Nacha), without groups because none are standard.
pub const ACCOUNT_NUMBER: Shown =
    Shown {
        allows: |text| is_digits(text, 1, 17), format: plain, mask: "••••••••••••"
    };
/// An ABA routing number: nine digits.
pub const ROUTING_NUMBER: Shown =
    Shown {
        allows: |text| is_digits(text, 9, 9), format: plain, mask: "•••••••••"
    };

/// Groups a PAN as its network does: 4-6-5 for fifteen digits that begin with 34 or 37 (American
/// Express), and groups of four for all others.
fn group(number: &str) -> Zeroizing<String> {
    let is_465 = number.len() == 15 && (number.starts_with("34") || number.starts_with("37"));
    grouped(number, if is_465 { &[4, 6, 5] } else { &[4; 5] }, ' ')
}

fn is_digits(text: &str, shortest: usize, longest: usize) -> bool {
    (shortest..=longest).contains(&text.len()) && text::is_digits(text)
}

/// Whether `text` is a month and a year with a slash between, such as `01/2030`, as cards print
/// them. The API's `expirationDate` may be in another month, because it is in UTC.
fn is_expiry(text: &str) -> bool {
    let (month, year) = cut(text, b'/');
    let year = year.unwrap_or_default();
    matches!(month.len(), 1 | 2)
        && matches!(digits::number(month.as_bytes()), Some(1..=12))
        && matches!(year.len(), 2 | 4)
        && text::is_digits(year)
}

/// Writes the month and the year with two digits each (`01/30`).
fn month_and_year(expiry: &str) -> Zeroizing<String> {
    let (month, year) = cut(expiry, b'/');
    let year = year.unwrap_or_default();
    Zeroizing::new(concat(&[
        if month.len() == 1 { "0" } else { "" },
        month,
        "/",
        year.get(year.len().saturating_sub(2)..).unwrap_or_default(),
    ]))
}

#[cfg(test)]
pub mod tests {
    use super::super::{FieldKind, Role, spec};
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_are_grouped_by_network() {
        for (number, grouped) in [
            ("4111111111111111", "4111 1111 1111 1111"),
            ("378282246310005", "3782 822463 10005"),
            ("341111111111111", "3411 111111 11111"),
            ("301111111111111", "3011 1111 1111 111"),
            ("6011000990139424123", "6011 0009 9013 9424 123"),
            ("", ""),
            ("4", "4"),
        ] {
            assert_eq!(*group(number), grouped);
        }
    }

    #[test]
    fn expiry_is_month_and_year() {
        assert_eq!(*month_and_year("01/2030"), "01/30");
        assert_eq!(*month_and_year("3/31"), "03/31");
        assert_eq!(*month_and_year("é"), "é/");
    }

    /// A kind, the source of its form, its valid values (answered, shown), and texts that are not
    /// valid.
    type Table =
        (FieldKind, &'static str, &'static [(&'static str, &'static str)], &'static [&'static str]);

    pub const TABLES: &[Table] = &[
        (
            FieldKind::CardNumber,
            "ISO/IEC 7812: 8 to 19 digits",
            &[
                ("4111111111111111", "4111 1111 1111 1111"),
                ("378282246310005", "3782 822463 10005"),
            ],
            &["41111111 11111111", "<img src=x>", "4111", "", "41111111111111111111"],
        ),
        (
            FieldKind::Cvv,
            "networks: three digits, four of American Express",
            &[("123", "123"), ("1234", "1234")],
            &["12", "12345", "१२३"],
        ),
        (
            FieldKind::ExpirationDate,
            "schema: PaymentCard.expirationMonth and expirationYear, as printed on the card",
            &[("01/2030", "01/30"), ("12/2026", "12/26"), ("9/27", "09/27")],
            &["13/2030", "00/2030", "2026-01-31", "01", "/", "01/203", "1é/2030", "001/30", ""],
        ),
        (
            FieldKind::AccountNumber,
            "Nacha: up to 17 digits",
            &[("12345678901234567", "12345678901234567"), ("1", "1")],
            &["123456789012345678", "", "12 34"],
        ),
        (
            FieldKind::RoutingNumber,
            "ABA: nine digits",
            &[("021000021", "021000021")],
            &["02100002", "0210000210"],
        ),
    ];

    #[test]
    fn what_the_api_may_answer_and_how_it_is_shown() {
        for (kind, source, good, bad) in TABLES {
            let Role::Shown(shown) = spec(*kind).role else { panic!("{kind:?} is not shown") };
            for (answer, expected) in *good {
                assert!((shown.allows)(answer), "{answer}: {source}");
                assert_eq!(*(shown.format)(answer), *expected, "{source}");
            }
            for answer in *bad {
                assert!(!(shown.allows)(answer), "{answer}: {source}");
            }
        }
    }

    proptest! {
        #[test]
        fn the_groups_of_a_number_hold_its_digits(number in "[0-9]{8,19}") {
            let shown = group(&number);
            prop_assert_eq!(shown.replace(' ', ""), number);
            prop_assert!(shown.split(' ').all(|group| (1..=6).contains(&group.len())));
        }
    }
}
