//! Dates of birth: `YYYY-MM-DD` for the API (ISO 8601); typed as `MM/DD/YYYY`, as forms in the
//! United States have it, or as the API has it. A person is 10 to 100 years old; who acts for a
//! business is 18 or older (the schema's rules).

use zeroize::Zeroizing;

use super::{Input, PLAIN, mapped};
use crate::digits::{decimal, number, to_ascii_digit};
use crate::error::FieldCode;
use crate::text::{concat, cut, has, is_digits, split};
use crate::time::{Days, date_of, days_in};
use crate::word::Word;

/// A date of birth.
pub const OF_BIRTH: Input = Input {
    rule,
    tidy,
    hint: Word::DateRule,
    autocomplete: "bday",
    inputmode: "numeric",
    max_length: 14,
    placeholder: "MM/DD/YYYY",
    ..PLAIN
};

/// Slashes as one types, once the digits behind them are there: what is deleted stays deleted.
fn tidy(typed: &str) -> Zeroizing<String> {
    let ascii = mapped(typed, |character| Some(to_ascii_digit(character).unwrap_or(character)));
    // Month and day of two digits each, and more behind them: what is typed by itself or pasted
    // without a slash.
    let (month, rest) = match cut(&ascii, b'/') {
        (month, Some(rest)) => (month, rest),
        _ => ascii.split_at_checked(2).unwrap_or((&ascii, "")),
    };
    if month.len() != 2 || !is_digits(month) || !is_digits(rest) || !(1..=6).contains(&rest.len()) {
        return ascii;
    }
    let (day, year) = rest.split_at_checked(2).unwrap_or((rest, ""));
    Zeroizing::new(concat(&[month, "/", day, if year.is_empty() { "" } else { "/" }, year]))
}

fn rule(typed: &str, today: Days) -> Result<Zeroizing<String>, FieldCode> {
    let tidied = tidy(typed);
    let is_iso = has(&tidied, b'-');
    let mut parts = [""; 3];
    for (at, part) in split(&tidied, if is_iso { b'-' } else { b'/' }).enumerate() {
        if at == 3 || part.len() > 4 || !is_digits(part) {
            return Err(FieldCode::Invalid);
        }
        parts[at] = part;
    }
    let [year, month, day] = if is_iso { parts } else { [parts[2], parts[0], parts[1]] };
    if year.len() < 4 || month.is_empty() || day.is_empty() {
        return Err(FieldCode::Incomplete);
    }
    if month.len() > 2 || day.len() > 2 {
        return Err(FieldCode::Invalid);
    }
    let (year, month, day) = (number_of(year), number_of(month), number_of(day));
    if !(1..=12).contains(&month) || day < 1 || day > days_in(year, month) {
        return Err(FieldCode::Invalid);
    }
    match age(year, month, day, today) {
        ..10 => Err(FieldCode::TooYoung),
        10..=100 => Ok(written(year, month, day)),
        _ => Err(FieldCode::TooOld),
    }
}

/// The number of at most four digits; 0 for anything else.
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

/// Whether who was born on `date` (as the rule gives it) is of age.
pub fn is_adult(date: &str, today: Days) -> bool {
    age(number_of(&date[..4]), number_of(&date[5..7]), number_of(&date[8..]), today) >= 18
}

#[cfg(test)]
pub mod tests {
    use super::super::FieldKind;
    use super::super::tests::{TODAY, Table};
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
            ("123456789", FieldCode::Invalid),
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
    fn slashes_come_as_one_types() {
        for (typed, shown) in [
            ("0", "0"),
            ("02", "02"),
            ("022", "02/2"),
            ("0229", "02/29"),
            ("02292", "02/29/2"),
            ("02/", "02/"),
        ] {
            assert_eq!(*tidy(typed), shown);
        }
        // Key by key, as the input does it.
        let typed = "11141985".chars().fold(String::new(), |mut shown, key| {
            shown.push(key);
            tidy(&shown).to_string()
        });
        assert_eq!(typed, "11/14/1985");
    }

    proptest! {
        #[test]
        fn every_day_of_a_life_is_read_back_in_both_ways(days in (TODAY - 36_000)..(TODAY - 3_700)) {
            let (year, month, day) = date_of(days);
            let iso = written(year, month, day);
            prop_assert_eq!(rule(&iso, TODAY), Ok(iso.clone()));
            prop_assert_eq!(rule(&format!("{month:02}{day:02}{year:04}"), TODAY), Ok(iso));
        }
    }
}
