//! Times as seconds since 1970-01-01T00:00:00Z, the form of JWT claims (RFC 7519, `NumericDate`).

use crate::digits::number;

/// Seconds since the epoch. Callers hand in the current time, because this crate has no clock.
pub type Seconds = i64;

/// Days since the epoch, for dates without a time.
pub type Days = i64;

/// Parses an ISO 8601 date and time with an offset, the form of `ClientToken.expirationDate`:
/// `2026-11-24T20:00:00.000Z`.
///
/// Fractions of a second are dropped. The offset is required, because a local time would be a
/// guess.
///
/// # Examples
///
/// ```
/// use sordino_core::time::parse_date_time;
///
/// assert_eq!(parse_date_time("1970-01-01T01:00:00+01:00"), Some(0));
/// assert_eq!(parse_date_time("1970-01-01T01:00:00"), None);
/// ```
pub fn parse_date_time(text: &str) -> Option<Seconds> {
    /// `0` means any digit; any other character means itself.
    const FORM: &[u8; 19] = b"0000-00-00T00:00:00";
    let (moment, mut zone) = text.as_bytes().split_at_checked(FORM.len())?;
    for (byte, form) in moment.iter().zip(FORM) {
        let fits =
            if *form == b'0' { byte.is_ascii_digit() } else { byte.eq_ignore_ascii_case(form) };
        if !fits {
            return None;
        }
    }
    let two = |at: usize| i64::from(moment[at] - b'0') * 10 + i64::from(moment[at + 1] - b'0');
    let (year, month, day) = (two(0) * 100 + two(2), two(5), two(8));
    let (hour, minute, second) = (two(11), two(14), two(17));
    if !(1..=12).contains(&month)
        || day < 1
        || day > days_in(year, month)
        || hour > 23
        || minute > 59
        || second > 60
    {
        return None;
    }
    if let [b'.', b'0'..=b'9', ..] = zone {
        zone = &zone[1..];
        while let [b'0'..=b'9', rest @ ..] = zone {
            zone = rest;
        }
    }
    let offset = match zone {
        b"Z" | b"z" => 0,
        [sign @ (b'+' | b'-'), a, b, b':', c, d] => {
            let minutes = number(&[*a, *b])? * 60 + number(&[*c, *d])?;
            if *sign == b'-' { -minutes.cast_signed() } else { minutes.cast_signed() }
        }
        _ => return None,
    };
    Some(((days_since_epoch(year, month, day) * 24 + hour) * 60 + minute - offset) * 60 + second)
}

/// Returns the number of days in a month of the Gregorian calendar.
pub fn days_in(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Returns the number of days from 1970-01-01 to a date of the Gregorian calendar.
pub const fn days_since_epoch(year: i64, month: i64, day: i64) -> i64 {
    // A year is counted from March, so that the leap day is its last day.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * month + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// Returns the date (year, month, day) that is a number of days after 1970-01-01.
pub fn date_of(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let year = era * 400 + year_of_era;
    if month < 10 { (year, month + 3, day) } else { (year + 1, month - 9, day) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn known_date_times_are_read() {
        for (text, seconds) in [
            ("1970-01-01T00:00:00Z", 0),
            ("2026-01-01T23:59:59Z", 1_767_311_999),
            ("2026-11-24T20:00:00.123456Z", 1_795_550_400),
            ("2026-11-24T20:00:00.5+02:00", 1_795_543_200),
            ("2026-11-24t20:00:00-00:30", 1_795_552_200),
            ("2000-02-29T00:00:00z", 951_782_400),
            ("1969-12-31T23:59:59Z", -1),
        ] {
            assert_eq!(parse_date_time(text), Some(seconds), "{text}");
        }
    }

    #[test]
    fn invalid_date_times_are_refused() {
        for text in [
            "",
            "2026",
            "2026-11-24",
            "2026-11-24T20:00:00",
            "2026-11-24 20:00:00Z",
            "2026-13-01T00:00:00Z",
            "2026-02-29T00:00:00Z",
            "2026-00-01T00:00:00Z",
            "2026-01-00T00:00:00Z",
            "2026-01-01T24:00:00Z",
            "2026-01-01T00:60:00Z",
            "2026-01-01T00:00:00.Z",
            "2026-01-01T00:00:00Zx",
            "2026-01-01T00:00:00+0100",
            "x026-01-01T00:00:00Z",
            "2026-01-01T00:00:00é",
        ] {
            assert_eq!(parse_date_time(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn days_and_dates_are_inverse(days in -1_000_000_i64..1_000_000) {
            let (year, month, day) = date_of(days);
            prop_assert!((1..=12).contains(&month) && (1..=days_in(year, month)).contains(&day));
            prop_assert_eq!(days_since_epoch(year, month, day), days);
        }

        #[test]
        fn no_text_panics(text in ".{0,40}") {
            let _moment = parse_date_time(&text);
        }
    }
}
