//! Dates of birth. The API takes `YYYY-MM-DD` (ISO 8601). A person types that form, or `MM/DD/YYYY`
//! as in forms of the United States, with any of the usual separators. A person is 10 to 100 years
//! old; a person who acts for a business is at least 18 (the schema's rules).

use zeroize::Zeroizing;

use super::input::{Context, Input, PLAIN};
use super::typed::{is_one_of, mapped, plain};
use crate::digits::{decimal, number};
use crate::error::FieldCode;
use crate::text::{concat, cut, is_digits, split};
use crate::time::{Days, date_of, days_in};
use crate::word::Word;

/// A date of birth.
pub const OF_BIRTH: Input = Input {
    rule,
    format,
    hint: Word::DateRule,
    too_long: Word::DateRule,
    form_in: Some(Word::DateRule),
    autocomplete: "bday",
    inputmode: "numeric",
    ..PLAIN
};

/// Inserts a slash once the digit behind it is typed, so that a deleted slash does not come back.
fn format(typed: &str) -> Zeroizing<String> {
    // Without a slash, the first two digits are the month and the next two are the day.
    let (month, rest) = match cut(typed, b'/') {
        (month, Some(rest)) => (month, rest),
        _ => typed.split_at_checked(2).unwrap_or((typed, "")),
    };
    if month.len() != 2 || !is_digits(month) || !is_digits(rest) || !(1..=6).contains(&rest.len()) {
        return plain(typed);
    }
    let (day, year) = rest.split_at_checked(2).unwrap_or((rest, ""));
    Zeroizing::new(concat(&[month, "/", day, if year.is_empty() { "" } else { "/" }, year]))
}

fn rule(typed: &str, context: &Context<'_>) -> Result<Zeroizing<String>, FieldCode> {
    let with_slashes = mapped(&format(typed), |character| {
        Some(if is_one_of(character, "-. ") { '/' } else { character })
    });
    let mut parts = [""; 3];
    let (mut count, mut longest) = (0, 0);
    // Several separators in a row, such as a slash between blanks, count as one.
    for part in split(&with_slashes, b'/').filter(|part| !part.is_empty()) {
        if count == parts.len() || !is_digits(part) {
            return Err(FieldCode::Invalid);
        }
        parts[count] = part;
        count += 1;
        longest = longest.max(part.len());
    }
    if longest > 4 {
        return Err(FieldCode::TooLong);
    }
    let [year, month, day] =
        if parts[0].len() == 4 { parts } else { [parts[2], parts[0], parts[1]] };
    if year.len() < 4 || month.is_empty() || day.is_empty() {
        return Err(FieldCode::Incomplete);
    }
    let is_short = month.len() <= 2 && day.len() <= 2;
    let (year, month, day) = (number_of(year), number_of(month), number_of(day));
    if !is_short || !exists(year, month, day) {
        return Err(FieldCode::Invalid);
    }
    match age(year, month, day, context.today) {
        ..10 => Err(FieldCode::TooYoung),
        10..=100 => Ok(written(year, month, day)),
        _ => Err(FieldCode::TooOld),
    }
}

fn exists(year: i64, month: i64, day: i64) -> bool {
    (1..=12).contains(&month) && (1..=days_in(year, month)).contains(&day)
}

/// Whether a text is an existing date in the form of the API, `YYYY-MM-DD`.
pub fn is_date(text: &str) -> bool {
    let part = |from: usize, to: usize| text.get(from..to).map(number_of).unwrap_or_default();
    let (year, month, day) = (part(0, 4), part(5, 7), part(8, 10));
    exists(year, month, day) && *written(year, month, day) == *text
}

/// Reads a number of at most four digits. Returns 0 for anything else.
fn number_of(digits: &str) -> i64 {
    number(digits.as_bytes()).unwrap_or_default().cast_signed()
}

fn written(year: i64, month: i64, day: i64) -> Zeroizing<String> {
    let part = |number: i64, width| decimal(number.unsigned_abs(), width);
    Zeroizing::new(concat(&[&part(year, 4), "-", &part(month, 2), "-", &part(day, 2)]))
}

fn age(year: i64, month: i64, day: i64, today: Days) -> i64 {
    let (this_year, this_month, this_day) = date_of(today);
    this_year - year - i64::from(this_month * 32 + this_day < month * 32 + day)
}

/// Whether a person who was born on `date` (in the form that the rule returns) is at least 18.
pub fn is_adult(date: &str, today: Days) -> bool {
    age(number_of(&date[..4]), number_of(&date[5..7]), number_of(&date[8..]), today) >= 18
}

#[cfg(test)]
pub mod tests {
    use super::super::FieldKind;
    use super::super::tests::{ENGLISH, TODAY, Table};
    use super::*;
    use proptest::prelude::*;

    // Today is 2026-11-24.
    pub const TABLES: &[Table] = &[Table(
        &[FieldKind::DateOfBirth],
        "schema: USPersonAccountHolderInput.dateOfBirth, YYYY-MM-DD, 10 to 100 years ago",
        &[
            ("02/29/2000", "2000-02-29"),
            ("02292000", "2000-02-29"),
            ("2/9/1980", "1980-02-09"),
            ("1980-02-09", "1980-02-09"),
            ("٠٢٠٩١٩٨٠", "1980-02-09"),
            ("09-13-1990", "1990-09-13"),
            ("09.13.1990", "1990-09-13"),
            ("09 13 1990", "1990-09-13"),
            ("09 / 13 / 1990", "1990-09-13"),
            ("9.13.1990", "1990-09-13"),
            ("1990/09/13", "1990-09-13"),
            ("1990.9.13", "1990-09-13"),
            ("\u{200e}09\u{2013}13\u{2011}1990\u{202c}", "1990-09-13"),
            ("09\u{a0}13\u{202f}1990", "1990-09-13"),
            ("09/13/1990/", "1990-09-13"),
            ("11/24/2016", "2016-11-24"),
            ("11/25/1925", "1925-11-25"),
        ],
        &[
            ("02", FieldCode::Incomplete),
            ("02/29", FieldCode::Incomplete),
            ("02/29/20", FieldCode::Incomplete),
            ("02/30/2000", FieldCode::Invalid),
            ("02/29/1900", FieldCode::Invalid),
            ("13/01/2000", FieldCode::Invalid),
            ("00/01/2000", FieldCode::Invalid),
            ("29.02.2000", FieldCode::Invalid),
            ("02/29/2000/1", FieldCode::Invalid),
            ("13-09-1990", FieldCode::Invalid),
            ("1990-13-09", FieldCode::Invalid),
            ("1990-009-13", FieldCode::Invalid),
            ("09/013/1990", FieldCode::Invalid),
            ("09,13,1990", FieldCode::Invalid),
            ("09-13", FieldCode::Incomplete),
            ("1990-09", FieldCode::Incomplete),
            ("/", FieldCode::Incomplete),
            ("123456789", FieldCode::TooLong),
            ("09/13/19901", FieldCode::TooLong),
            ("yesterday", FieldCode::Invalid),
            ("11/25/2016", FieldCode::TooYoung),
            ("01/01/2030", FieldCode::TooYoung),
            ("11/24/1925", FieldCode::TooOld),
        ],
    )];

    #[test]
    fn who_is_of_age() {
        assert!(is_adult("2008-11-24", TODAY) && !is_adult("2008-11-25", TODAY));
    }

    #[test]
    fn a_date_of_the_api_is_one_that_exists() {
        for text in ["2026-11-24", "2000-02-29", "0001-01-01"] {
            assert!(is_date(text), "{text}");
        }
        for text in [
            "",
            "2026-11-31",
            "2026-02-29",
            "2026-13-01",
            "2026-00-01",
            "2026-01-00",
            "2026-1-01",
            "2026/01/01",
            "2026-01-011",
            "01/01/2026",
            "2026-01-0é",
            "20260101",
            "202a-01-01",
        ] {
            assert!(!is_date(text), "{text}");
        }
    }

    #[test]
    fn slashes_come_as_one_types() {
        for (typed, shown) in [
            ("0", "0"),
            ("02", "02"),
            ("022", "02/2"),
            ("0229", "02/29"),
            ("02292", "02/29/2"),
            ("02/", "02/"),
            ("1/123", "1/123"),
            ("ab12", "ab12"),
            ("1/x", "1/x"),
            ("12x4", "12x4"),
            ("123456789", "123456789"),
        ] {
            assert_eq!(*OF_BIRTH.tidy(typed), shown);
        }
        // Formats after every key, as the input does.
        let typed = "11141985".chars().fold(String::new(), |mut shown, key| {
            shown.push(key);
            OF_BIRTH.tidy(&shown).to_string()
        });
        assert_eq!(typed, "11/14/1985");
    }

    proptest! {
        #[test]
        fn every_day_of_a_life_is_read_back_in_both_ways(days in (TODAY - 36_000)..(TODAY - 3_700)) {
            let (year, month, day) = date_of(days);
            let iso = written(year, month, day);
            prop_assert!(is_date(&iso));
            prop_assert_eq!(rule(&iso, &ENGLISH), Ok(iso.clone()));
            let american = std::format!("{month:02}{day:02}{year:04}");
            prop_assert_eq!(rule(&american, &ENGLISH), Ok(iso));
        }
    }
}
