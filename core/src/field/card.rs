//! How card and bank account numbers are shown: digits in groups, and a mask of fixed width while hidden.

use zeroize::Zeroizing;

use super::Shown;

/// The PAN (ISO/IEC 7812): groups as its network prints them.
pub const NUMBER: Shown = Shown {
    allows: |text| is_digits(text, 8, 19), format: group, mask: "•••• •••• •••• ••••"
};
/// The CVV.
pub const CVV: Shown = Shown { allows: |text| is_digits(text, 3, 4), format: plain, mask: "•••" };
/// Month and year of expiry, as printed on cards (MM/YY).
pub const EXPIRATION: Shown = Shown { allows: is_date, format: month_and_year, mask: "••/••" };
/// A bank account's number: up to 17 digits (Nacha), never grouped, since no grouping is standard.
pub const ACCOUNT_NUMBER: Shown =
    Shown { allows: |text| is_digits(text, 1, 17), format: plain, mask: "••••••••••••" };
/// An ABA routing number: nine digits.
pub const ROUTING_NUMBER: Shown =
    Shown { allows: |text| is_digits(text, 9, 9), format: plain, mask: "•••••••••" };

fn plain(value: &str) -> Zeroizing<String> {
    Zeroizing::new(value.to_owned())
}

/// A PAN in the groups of its network: 4-6-5 for fifteen digits that begin with 34 or 37 (American Express), else fours.
fn group(number: &str) -> Zeroizing<String> {
    let is_465 = number.len() == 15 && (number.starts_with("34") || number.starts_with("37"));
    let mut grouped = Zeroizing::new(String::with_capacity(number.len() * 2));
    for (index, character) in number.chars().enumerate() {
        let starts_group = if is_465 { index == 4 || index == 10 } else { index > 0 && index % 4 == 0 };
        if starts_group {
            grouped.push(' ');
        }
        grouped.push(character);
    }
    grouped
}

fn is_digits(text: &str, shortest: usize, longest: usize) -> bool {
    (shortest..=longest).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// `YYYY-MM-DD`, alone or with a time behind it.
fn is_date(text: &str) -> bool {
    let (date, time) = text.split_at_checked(10).unwrap_or((text, ""));
    let (year, month) = (date.get(..4).unwrap_or_default(), date.get(5..7).unwrap_or_default());
    let is_month = month.parse().is_ok_and(|month: u8| (1..=12).contains(&month));
    is_digits(year, 4, 4)
        && is_digits(month, 2, 2)
        && is_month
        && date
            .bytes()
            .enumerate()
            .all(|(at, byte)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() })
        && date.len() == 10
        && (time.is_empty() || time.starts_with('T') && time.len() <= 30)
}

/// A date as month and year (`01/26`).
fn month_and_year(date: &str) -> Zeroizing<String> {
    let mut shown = Zeroizing::new(String::with_capacity(5));
    shown.push_str(date.get(5..7).unwrap_or_default());
    shown.push('/');
    shown.push_str(date.get(2..4).unwrap_or_default());
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

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

    #[test]
    fn what_the_api_may_answer() {
        for (kind, text, is_allowed) in [
            (NUMBER, "4111111111111111", true),
            (NUMBER, "41111111 11111111", false),
            (NUMBER, "<img src=x>", false),
            (NUMBER, "4111", false),
            (CVV, "123", true),
            (CVV, "12", false),
            (CVV, "१२३", false),
            (EXPIRATION, "2026-01-01T23:59:59Z", true),
            (EXPIRATION, "2026-12-31", true),
            (EXPIRATION, "2026-13-31", false),
            (EXPIRATION, "2026-1-31", false),
            (EXPIRATION, "soon", false),
            (EXPIRATION, "2026-01-0é", false),
            (ACCOUNT_NUMBER, "12345678901234567", true),
            (ACCOUNT_NUMBER, "123456789012345678", false),
            (ROUTING_NUMBER, "021000021", true),
            (ROUTING_NUMBER, "02100002", false),
        ] {
            assert_eq!((kind.allows)(text), is_allowed, "{text}");
        }
    }
}
