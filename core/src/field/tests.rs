//! Properties of every kind of field.

mod attributes;

use proptest::prelude::*;
use zeroize::Zeroizing;

use super::*;
use crate::clean::clean;
use crate::decimal::Decimal;
use crate::error::FieldCode;
use crate::time::{Days, days_since_epoch};

/// 2026-11-24.
pub const TODAY: Days = days_since_epoch(2026, 11, 24);

/// The context of a field in an English page.
pub const ENGLISH: Context<'static> = Context::new(TODAY, Decimal::Point);

/// Kinds with one rule, the source of the rule, the texts it takes (typed, sent), and the texts it
/// refuses.
pub struct Table(
    pub &'static [FieldKind],
    pub &'static str,
    pub &'static [(&'static str, &'static str)],
    pub &'static [(&'static str, FieldCode)],
);

fn tables() -> impl Iterator<Item = &'static Table> {
    use super::{address, choice, contact, date, name, number, pin, tax};
    [
        address::tests::TABLES,
        choice::tests::TABLES,
        contact::tests::TABLES,
        date::tests::TABLES,
        name::tests::TABLES,
        number::tests::TABLES,
        pin::tests::TABLES,
        tax::tests::TABLES,
    ]
    .into_iter()
    .flatten()
}

#[test]
fn every_kind_takes_what_its_rule_says_and_nothing_else() {
    for Table(kinds, source, good, bad) in tables() {
        for &kind in *kinds {
            let Role::Input(input) = spec(kind).role else { panic!("{kind:?} is no input") };
            for (typed, value) in *good {
                let expected = Ok(Zeroizing::new((*value).to_owned()));
                assert_eq!(input.read(typed, &ENGLISH), expected, "{kind:?} {typed:?}: {source}");
                assert_eq!(input.state(typed, &ENGLISH).code, None, "{kind:?} {typed:?}: {source}");
            }
            for (typed, code) in *bad {
                assert_eq!(
                    input.read(typed, &ENGLISH).err(),
                    Some(*code),
                    "{kind:?} {typed:?}: {source}"
                );
            }
            assert_eq!(input.read(" \t", &ENGLISH).err(), Some(FieldCode::Missing), "{kind:?}");
        }
    }
}

#[test]
fn every_kind_has_a_table_with_the_source_of_its_rule() {
    for (kind, _) in inputs() {
        let found: Vec<_> = tables().filter(|Table(kinds, ..)| kinds.contains(&kind)).collect();
        assert_eq!(found.len(), 1, "{kind:?} must be in exactly one table of `tables`");
        for Table(_, source, good, bad) in found {
            assert!(source.contains(": "), "{kind:?}: {source:?} must be `document: section`");
            assert!(!good.is_empty() && !bad.is_empty(), "{kind:?} needs good and bad inputs");
        }
    }
    for kind in FieldKind::ALL {
        if let Role::Shown(_) = spec(*kind).role {
            assert!(card::tests::TABLES.iter().any(|(of, ..)| of == kind), "{kind:?}");
        }
    }
}

#[test]
fn formatting_what_is_sent_gives_the_same_again() {
    for Table(kinds, _, good, _) in tables() {
        for &kind in *kinds {
            let Role::Input(input) = spec(kind).role else { continue };
            for (typed, value) in *good {
                let shown = input.tidy(typed.trim());
                assert_eq!(
                    input.read(&shown, &ENGLISH).as_deref().map(String::as_str),
                    Ok(*value),
                    "{kind:?} {shown:?}"
                );
                if input.wire != Wire::Cents {
                    let shown = input.tidy(value);
                    assert_eq!(
                        input.read(&shown, &ENGLISH).as_deref().map(String::as_str),
                        Ok(*value),
                        "{kind:?} {shown:?}"
                    );
                }
            }
        }
    }
}

/// A paste or another keyboard changes a text in ways that nobody sees.
#[test]
fn a_right_value_is_right_however_it_comes() {
    let changed = |typed: &str, from: &str, to: &str| {
        let to: Vec<char> = to.chars().collect();
        typed.chars().map(|c| from.find(c).map_or(c, |at| to[at])).collect::<String>()
    };
    for Table(kinds, _, good, _) in tables() {
        for &kind in *kinds {
            let Role::Input(input) = spec(kind).role else { continue };
            for (typed, value) in *good {
                for form in [
                    format!("\u{202a}{typed}\u{202c}\u{200e}\u{feff}"),
                    format!("\u{2067}{typed}\u{2069}\u{a0}"),
                    changed(typed, "- '", "\u{2011}\u{a0}\u{2019}"),
                    changed(typed, "- '", "\u{2013}\u{202f}\u{2bc}"),
                    changed(typed, "0123456789", "٠١٢٣٤٥٦٧٨٩"),
                    changed(typed, "0123456789-/.@", "０１２３４５６７８９－／．＠"),
                    typed.chars().flat_map(|c| [c, '\u{200b}']).collect(),
                ] {
                    let read = input.read(&form, &ENGLISH);
                    assert_eq!(
                        read.as_deref().map(String::as_str),
                        Ok(*value),
                        "{kind:?} {form:?}"
                    );
                    let tidied = input.tidy(clean(&form).trim());
                    assert_eq!(tidied, input.tidy(typed.trim()), "{kind:?} {form:?}");
                }
            }
        }
    }
}

#[test]
fn a_text_that_is_too_long_is_kept_and_said_to_be() {
    for (kind, input) in inputs() {
        for character in ["a", "1", "é"] {
            let long = character.repeat(256);
            assert_eq!(input.state(&long, &ENGLISH).code, Some(FieldCode::TooLong), "{kind:?}");
            let kept = input.tidy(&long).to_lowercase().matches(character).count();
            assert_eq!(kept, 256, "{kind:?}");
        }
        assert_eq!(
            input.read(&"a".repeat(input.longest + 1), &ENGLISH).err(),
            Some(FieldCode::TooLong)
        );
        let longest = input.read(&"a".repeat(input.longest), &ENGLISH).err();
        assert_ne!(longest, Some(FieldCode::TooLong), "{kind:?}");
    }
}

fn inputs() -> impl Iterator<Item = (FieldKind, &'static Input)> {
    FieldKind::ALL.iter().filter_map(|kind| match spec(*kind).role {
        Role::Input(input) => Some((*kind, input)),
        _ => None,
    })
}

/// Linear time takes milliseconds for the texts below, and quadratic time takes minutes. The limit
/// is far from both, so that a busy machine does not matter.
const QUADRATIC: std::time::Duration = std::time::Duration::from_secs(30);

#[test]
fn a_long_text_takes_linear_time_in_every_kind() {
    for (kind, input) in inputs() {
        for text in ["a", "1", "-", " ", "a ", "1-", "'", "٣", "(", "@."] {
            let long = text.repeat(200_000);
            let start = std::time::Instant::now();
            let _read = (input.read(&long, &ENGLISH), input.tidy(&long));
            assert!(start.elapsed() < QUADRATIC, "{kind:?} {text:?}");
        }
    }
}

#[test]
fn a_long_answer_takes_linear_time_in_every_kind() {
    for kind in FieldKind::ALL {
        let Role::Shown(shown) = spec(*kind).role else { continue };
        for text in ["1", " ", "-", "2026-01-01T", "٣"] {
            let long = text.repeat(200_000);
            let start = std::time::Instant::now();
            let _shown = ((shown.allows)(&long), (shown.format)(&long));
            assert!(start.elapsed() < QUADRATIC, "{kind:?} {text:?}");
        }
    }
}

#[test]
fn every_kind_has_a_name_and_a_row_of_its_own() {
    for (at, kind) in FieldKind::ALL.iter().enumerate() {
        assert_eq!(*kind as usize, at);
        assert_eq!(FieldKind::from_name(kind.name()), Some(*kind));
    }
}

proptest! {
    #[test]
    fn nothing_panics_and_tidying_twice_changes_nothing(typed in ".{0,40}") {
        for (kind, input) in inputs() {
            let once = input.tidy(&typed);
            prop_assert_eq!(&*input.tidy(&once), &*once, "{:?}", kind);
            let _read = input.read(&typed, &ENGLISH);
        }
    }

    #[test]
    fn what_is_tidied_means_the_same(
        typed in "[0-9٠-٩ a-zA-Z/.,@'+$()\u{200e}\u{2011}\u{a0}\u{2019}-]{0,20}",
    ) {
        for (kind, input) in inputs() {
            if let Ok(value) = input.read(&typed, &ENGLISH) {
                prop_assert_eq!(input.read(&input.tidy(typed.trim()), &ENGLISH), Ok(value), "{:?} {:?}", kind, typed);
            }
        }
    }

    /// Random text is hardly ever a date or a number, so these are built from their parts.
    #[test]
    fn what_is_right_is_read_back_however_it_is_written(
        digits in "[1-8][0-9]{8}",
        phone in "[2-9][0-9]{2}[2-9][0-9]{6}",
        cents in 0_i64..=i64::from(i32::MAX),
        percent in 0_u8..=100,
        zip in "[0-9]{5}([0-9]{4})?",
        days in (TODAY - 36_000)..(TODAY - 3_700),
        name in "[A-Za-z][A-Za-z' -]{0,18}[A-Za-z]",
    ) {
        let (year, month, day) = crate::time::date_of(days);
        let dollars = format!("{}.{:02}", cents / 100, cents % 100);
        let ssn = format!("{}-{}-{}", &digits[..3], &digits[3..5], &digits[5..]);
        let good: [(FieldKind, &[String], String); 7] = [
            (FieldKind::SocialSecurityNumber, &[digits.clone(), ssn.clone()], ssn.clone()),
            (
                FieldKind::EmployerIdentificationNumber,
                &[digits.clone(), format!("{}-{}", &digits[..2], &digits[2..])],
                format!("{}-{}", &digits[..2], &digits[2..]),
            ),
            (
                FieldKind::PhoneNumber,
                &[phone.clone(), format!("+1 ({}) {}-{}", &phone[..3], &phone[3..6], &phone[6..])],
                phone.clone(),
            ),
            (FieldKind::TotalAnnualIncome, &[dollars.clone(), format!("${dollars}")], cents.to_string()),
            (FieldKind::PercentageOwnership, &[percent.to_string(), format!("{percent} %")], percent.to_string()),
            (
                FieldKind::DateOfBirth,
                &[format!("{month:02}{day:02}{year:04}"), format!("{month}/{day}/{year}")],
                format!("{year:04}-{month:02}-{day:02}"),
            ),
            (FieldKind::FamilyName, &[name.clone(), name.replace('\'', "\u{2019}")], name.clone()),
        ];
        for (kind, forms, value) in good {
            let Role::Input(input) = spec(kind).role else { continue };
            let is_taken = kind != FieldKind::SocialSecurityNumber
                || (&digits[..3] != "666" && &digits[3..5] != "00" && &digits[5..] != "0000");
            for typed in forms {
                let expected = if is_taken { Ok(Zeroizing::new(value.clone())) } else { Err(FieldCode::Invalid) };
                prop_assert_eq!(input.read(typed, &ENGLISH), expected.clone(), "{:?}", kind);
                prop_assert_eq!(input.read(&input.tidy(typed), &ENGLISH), expected, "{:?} as it is shown", kind);
            }
        }
        let Role::Input(input) = spec(FieldKind::PostalCode).role else { return Ok(()) };
        let sent = if zip.len() == 5 { zip.clone() } else { format!("{}-{}", &zip[..5], &zip[5..]) };
        prop_assert_eq!(input.read(&zip, &ENGLISH), Ok(Zeroizing::new(sent.clone())));
        prop_assert_eq!(input.read(&sent, &ENGLISH), Ok(Zeroizing::new(sent)));
    }

    #[test]
    fn a_value_is_read_back_as_itself(typed in "[0-9A-Za-z /.,@'-]{1,20}") {
        for (kind, input) in inputs().filter(|(_, input)| input.wire != Wire::Cents) {
            if let Ok(value) = input.read(&typed, &ENGLISH) {
                prop_assert_eq!(input.read(&value, &ENGLISH), Ok(value), "{:?} {:?}", kind, typed);
            }
        }
    }
}
