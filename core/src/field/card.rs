//! How card and bank account numbers are shown: digits in groups, and a mask of fixed width while
//! hidden.

use zeroize::Zeroizing;

use super::{Shown, grouped, plain};
use crate::digits;
use crate::text::{self, concat};

/// The PAN (ISO/IEC 7812): groups as its network prints them.
pub const NUMBER: Shown =
    Shown {
        allows: |text| is_digits(text, 8, 19), format: group, mask: "•••• •••• •••• ••••"
    };
/// The CVV.
pub const CVV: Shown =
    Shown { allows: |text| is_digits(text, 3, 4), format: plain, mask: "•••" };
/// Month and year of expiry, as printed on cards (MM/YY).
pub const EXPIRATION: Shown =
    Shown { allows: is_date, format: month_and_year, mask: "••/••" };
/// A bank account's number: up to 17 digits (Nacha), never grouped, since no grouping is standard.
pub const ACCOUNT_NUMBER: Shown =
    Shown {
        allows: |text| is_digits(text, 1, 17), format: plain, mask: "••••••••••••"
    };
/// An ABA routing number: nine digits.
pub const ROUTING_NUMBER: Shown =
    Shown {
        allows: |text| is_digits(text, 9, 9), format: plain, mask: "•••••••••"
    };

/// A PAN in the groups of its network: 4-6-5 for fifteen digits that begin with 34 or 37 (American
/// Express), else fours.
fn group(number: &str) -> Zeroizing<String> {
    let is_465 = number.len() == 15 && (number.starts_with("34") || number.starts_with("37"));
    grouped(number, if is_465 { &[4, 6, 5] } else { &[4; 5] }, ' ')
}

fn is_digits(text: &str, shortest: usize, longest: usize) -> bool {
    (shortest..=longest).contains(&text.len()) && text::is_digits(text)
}

/// `YYYY-MM-DD`, alone or with a time behind it.
fn is_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    let part = |from: usize, to: usize| bytes.get(from..to).and_then(digits::number);
    let is = |at: usize, byte: u8| bytes.get(at) == Some(&byte);
    part(0, 4).is_some()
        && is(4, b'-')
        && part(5, 7).is_some_and(|month| (1..=12).contains(&month))
        && is(7, b'-')
        && part(8, 10).is_some()
        && (bytes.len() == 10 || is(10, b'T') && bytes.len() <= 40)
}

/// A date as month and year (`01/26`).
fn month_and_year(date: &str) -> Zeroizing<String> {
    Zeroizing::new(concat(&[
        date.get(5..7).unwrap_or_default(),
        "/",
        date.get(2..4).unwrap_or_default(),
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
        assert_eq!(*month_and_year("2026-01-01T23:59:59Z"), "01/26");
        assert_eq!(*month_and_year("2031-12-31"), "12/31");
        assert_eq!(*month_and_year("é"), "/");
    }

    /// A kind, where its form is written, what is shown (answered, shown), and what is no such
    /// value.
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
            "schema: PaymentCard.expirationDate, ISO 8601",
            &[("2026-01-01T23:59:59Z", "01/26"), ("2026-12-31", "12/26")],
            &["2026-13-31", "2026-1-31", "soon", "2026-01-0é", ""],
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
