//! The counted work and its budgets.
//!
//! A budget is the count at the time when it was last set, with the reason for its size. Counts are
//! the same from run to run, but not from change to change: the compiler inlines differently when a
//! caller is added or removed, which moves other counts by one or two per cent. So a count may
//! exceed its budget by [`MARGIN`] per cent; one more pass over the input exceeds that. The number
//! of allocations depends only on the source, so it has no margin.
//!
//! If a count has fallen, lower its budget, or the gain can be lost unnoticed. If a count has to
//! rise, raise its budget here, with the reason.

use crate::work::{self, Work};

/// The per cent of instructions above the budget that do not fail.
pub const MARGIN: u64 = 5;

/// One entry with its budget.
pub struct Entry {
    /// The entry's name.
    pub name: &'static str,
    /// The budget of instructions.
    pub instructions: u64,
    /// The budget of memory allocations.
    pub allocations: u64,
    /// The reason for the budget.
    pub reason: &'static str,
    /// Prepares the work.
    pub prepare: fn() -> Work,
}

const fn entry(
    name: &'static str,
    instructions: u64,
    allocations: u64,
    prepare: fn() -> Work,
    reason: &'static str,
) -> Entry {
    Entry { name, instructions, allocations, reason, prepare }
}

/// All entries, in the order of a session.
pub const TABLE: &[Entry] = &[
    entry(
        "token",
        53_449,
        45,
        work::token,
        "a JWT of a thousand characters: each character is checked (RFC 6750), the claims are parsed as JSON, and every copy is wiped",
    ),
    entry(
        "add-field",
        8_681,
        1,
        work::add_field,
        "thirteen members and options, each found by its name and moved, not copied; all problems are reported together, so the length and characters of each text are checked here; the kind is found in one text of all names, which is smaller to download than a list",
    ),
    entry(
        "appearance",
        39_200,
        8,
        work::appearance,
        "eighteen values, each found by its name and checked character by character: once when the message is read, so that the page is told all problems, and once when the values are applied",
    ),
    entry(
        "key-in-ssn",
        4_730,
        6,
        work::key_in_ssn,
        "nine digits: cleaned and tidied, cleaned again up to the caret, and read by the rule, which cleans and groups them as well",
    ),
    entry(
        "key-in-date",
        6_365,
        10,
        work::key_in_date,
        "as for any key; the rule also checks that the day exists and that the age is possible",
    ),
    entry(
        "key-in-phone",
        4_737,
        7,
        work::key_in_phone,
        "as for any key; parentheses, a space and a hyphen are removed and inserted again",
    ),
    entry(
        "change",
        2_146,
        14,
        work::change,
        "eight members, with one text for each name; all of them are wiped",
    ),
    entry(
        "call",
        6_943,
        0,
        work::call,
        "forty members of the largest input are moved unchanged, and checked later when the input is gathered; the operation is found in one text of all names",
    ),
    entry(
        "set-pin",
        22_940,
        22,
        work::set_pin,
        "half a kilobyte of JSON is written character by character into a buffer of exactly its size, which is wiped; the fields are checked for one place used twice, and typed text is cleaned",
    ),
    entry(
        "create-person",
        164_906,
        245,
        work::create_person,
        "sixteen fields: each one is placed among sixty members, checked by its rule, cleaned of invisible characters, and given a path as text; no place may be used twice",
    ),
    entry(
        "create-business",
        356_362,
        494,
        work::create_business,
        "twenty fields among a hundred members at five levels: the largest request; groups whose fields are all empty are left out, which checks each field once more",
    ),
    entry(
        "machine",
        5_062,
        8,
        work::machine,
        "five events, with a check of every clock after each; a call remembers the object that its token was for",
    ),
    entry(
        "reveal",
        43_499,
        89,
        work::reveal,
        "half a kilobyte of JSON is parsed, checked and wiped; three values are grouped, and the expiry is composed of a month and a year",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_entry_finishes_and_has_a_reason() {
        for Entry { name, reason, prepare, .. } in TABLE {
            assert!(reason.len() > 20, "{name}");
            // The work panics if it does not come to its end.
            prepare()();
        }
    }

    #[test]
    fn every_name_is_unique() {
        let mut names: Vec<&str> = TABLE.iter().map(|entry| entry.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), TABLE.len());
    }
}
