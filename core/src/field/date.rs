//! Dates of birth: `YYYY-MM-DD` for the API (ISO 8601); typed as `MM/DD/YYYY`, as forms in the United States have it, or as
//! the API has it. A person is 10 to 100 years old; who acts for a business is 18 or older (the schema's rules).

use zeroize::Zeroizing;

use super::{FieldCode, Input, PLAIN};
use crate::digits::to_ascii_digit;
use crate::time::{Days, date_of, days_in};
use crate::words::Word;

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
    let mut tidied = Zeroizing::new(String::with_capacity(typed.len() * 2 + 2));
    let mut ascii = Zeroizing::new(String::with_capacity(typed.len()));
    ascii.extend(typed.chars().map(|character| to_ascii_digit(character).unwrap_or(character)));
    // Month and day of two digits each, and more behind them: what is typed by itself or pasted without a slash.
    let (month, rest) = ascii.split_once('/').unwrap_or_else(|| ascii.split_at_checked(2).unwrap_or((&ascii, "")));
    let are_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if month.len() == 2 && are_digits(month) && are_digits(rest) && rest.len() <= 6 && !rest.is_empty() {
        tidied.push_str(month);
        tidied.push('/');
        let (day, year) = rest.split_at_checked(2).unwrap_or((rest, ""));
        tidied.push_str(day);
        if !year.is_empty() {
            tidied.push('/');
            tidied.push_str(year);
        }
    } else {
        tidied.push_str(&ascii);
    }
    tidied
}

fn rule(typed: &str, today: Days) -> Result<Zeroizing<String>, FieldCode> {
    let tidied = tidy(typed);
    let separator = if tidied.contains('-') { '-' } else { '/' };
    let parts: Vec<&str> = tidied.split(separator).collect();
    if parts.len() > 3 || !parts.iter().all(|part| part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit())) {
        return Err(FieldCode::Invalid);
    }
    let (year, month, day) = match (parts.as_slice(), separator) {
        ([year, month, day], '-') | ([month, day, year], '/') => (*year, *month, *day),
        _ => return Err(FieldCode::Incomplete),
    };
    if year.len() < 4 || month.is_empty() || day.is_empty() {
        return Err(FieldCode::Incomplete);
    }
    if month.len() > 2 || day.len() > 2 {
        return Err(FieldCode::Invalid);
    }
    // Digits of at most four places by what was checked.
    let [year, month, day] = [year, month, day].map(|part| part.parse::<i64>().unwrap_or_default());
    if !(1..=12).contains(&month) || day < 1 || day > days_in(year, month) {
        return Err(FieldCode::Invalid);
    }
    match age(year, month, day, today) {
        ..10 => Err(FieldCode::TooYoung),
        10..=100 => Ok(written(year, month, day)),
        _ => Err(FieldCode::TooOld),
    }
}

fn written(year: i64, month: i64, day: i64) -> Zeroizing<String> {
    Zeroizing::new(format!("{year:04}-{month:02}-{day:02}"))
}

fn age(year: i64, month: i64, day: i64, today: Days) -> i64 {
    let (this_year, this_month, this_day) = date_of(today);
    this_year - year - i64::from((this_month, this_day) < (month, day))
}

/// Whether who was born on `date` (as the rule gives it) is of age.
pub fn is_adult(date: &str, today: Days) -> bool {
    let part = |from, to| date.get(from..to).and_then(|part| part.parse().ok()).unwrap_or_default();
    age(part(0, 4), part(5, 7), part(8, 10), today) >= 18
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
        for (typed, shown) in
            [("0", "0"), ("02", "02"), ("022", "02/2"), ("0229", "02/29"), ("02292", "02/29/2"), ("02/", "02/")]
        {
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
