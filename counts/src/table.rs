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
    pub ready: fn() -> Work,
}

const fn entry(
    name: &'static str,
    instructions: u64,
    allocations: u64,
    ready: fn() -> Work,
    reason: &'static str,
) -> Entry {
    Entry { name, instructions, allocations, reason, ready }
}

/// All entries, in the order of a session.
pub const TABLE: &[Entry] = &[
    entry(
        "token",
        53_449,
        45,
        work::token,
        "a JWT of a thousand characters: each is held to RFC 6750, the claims are read as JSON, every copy is wiped",
    ),
    entry(
        "add-field",
        8_681,
        1,
        work::add_field,
        "thirteen members and their options, each looked for by its name, moved and not copied; all that is wrong is told at once, so each text is held to its length and characters here; the kind is found in one text of all names, which is less to download than a list",
    ),
    entry(
        "appearance",
        39_200,
        8,
        work::appearance,
        "eighteen values, each found by its name and held to its kind, character by character: once when they are read, so that the page is told all that is wrong, and once when they are applied",
    ),
    entry(
        "key-in-ssn",
        4_730,
        6,
        work::key_in_ssn,
        "nine digits, cleaned and tidied, cleaned as far as the caret, and read by the rule, which cleans and groups them too",
    ),
    entry(
        "key-in-date",
        6_365,
        10,
        work::key_in_date,
        "as for any key, and a day that there is, in years that a person has",
    ),
    entry(
        "key-in-phone",
        4_737,
        7,
        work::key_in_phone,
        "as for any key; parentheses, a blank and a hyphen are taken out and put in again",
    ),
    entry(
        "change",
        2_146,
        14,
        work::change,
        "eight members, a text for each name, all of them wiped",
    ),
    entry(
        "call",
        6_943,
        0,
        work::call,
        "forty members of the largest input are moved as they are, and looked at when it is gathered; the operation is found in one text of all names",
    ),
    entry(
        "set-pin",
        22_940,
        22,
        work::set_pin,
        "half a kilobyte of JSON, a character at a time into a buffer of its very size, which is wiped; two fields may not have one place, and what is typed is cleaned",
    ),
    entry(
        "create-person",
        164_906,
        245,
        work::create_person,
        "sixteen fields: for each, its place among sixty members, its rule, and paths that are made as text; each is cleaned of what nobody sees, and no two may have one place",
    ),
    entry(
        "create-business",
        356_362,
        494,
        work::create_business,
        "twenty fields among a hundred members, at five levels: the most that is ever sent; groups whose fields are all empty are left out, which looks at each field once more",
    ),
    entry(
        "machine",
        5_062,
        8,
        work::machine,
        "five events, and after each a look at every clock; a call remembers which object its token was for",
    ),
    entry(
        "reveal",
        43_499,
        89,
        work::reveal,
        "half a kilobyte of JSON is read, held to its form and wiped, three values are grouped, of which the expiry is made of a month and a year",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_does_what_it_says_and_has_a_reason() {
        for Entry { name, reason, ready, .. } in TABLE {
            assert!(reason.len() > 20, "{name}");
            // The work panics if it does not come to its end.
            ready()();
        }
    }

    #[test]
    fn no_two_have_one_name() {
        let mut names: Vec<&str> = TABLE.iter().map(|entry| entry.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), TABLE.len());
    }
}
