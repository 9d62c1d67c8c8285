//! Reads the file that callgrind writes about a run (Callgrind Format Specification, version 1, in
//! valgrind's manual). The crate that reads it, gungraun, counts the C library too.

use std::collections::HashMap;

use crate::error::Error;

/// Adds up the instructions of the program with the path `program`, without functions of the crate
/// `except`. The file must have one event (`Ir`) and callgrind's default compression.
///
/// The sum leaves out the C library, which uses different instructions on different machines and in
/// different releases.
pub fn own_instructions(file: &str, program: &str, except: &str) -> Result<u64, Error> {
    let unexpected = |why: &str| Error::unexpected("callgrind's file", why);
    if !file.lines().any(|line| line.trim_end() == "events: Ir") {
        return Err(unexpected("does not count instructions"));
    }
    let (mut objects, mut functions) = (Names::default(), Names::default());
    let mut instructions = 0;
    let (mut is_of_program, mut is_own, mut is_call) = (false, false, false);
    for line in file.lines() {
        if let Some(object) = line.strip_prefix("ob=") {
            is_of_program = objects.read(object) == program;
        } else if let Some(object) = line.strip_prefix("cob=") {
            objects.read(object);
        } else if let Some(function) = line.strip_prefix("fn=") {
            // The line of the object comes before, unless it is the same as for the last function.
            is_own = !functions.read(function).contains(except) && is_of_program;
        } else if let Some(function) = line.strip_prefix("cfn=") {
            functions.read(function);
        } else if line.starts_with("calls=") {
            is_call = true;
        } else if line.starts_with(|first: char| first.is_ascii_digit() || "+-*".contains(first)) {
            // The line after a call has the cost of the called function, which its own lines have
            // too.
            if std::mem::take(&mut is_call) || !is_own {
                continue;
            }
            let cost = line.split(' ').nth(1).and_then(|cost| cost.trim().parse::<u64>().ok());
            instructions += cost.ok_or_else(|| unexpected("has a line without a cost"))?;
        }
    }
    if instructions == 0 {
        return Err(unexpected("has no instruction of the program"));
    }
    Ok(instructions)
}

/// Names by their number. The file has a name once with its number, `(1) main`, and later the
/// number alone, `(1)`.
#[derive(Default)]
struct Names(HashMap<String, String>);

impl Names {
    fn read(&mut self, text: &str) -> String {
        let Some((number, name)) = text.split_once(')') else { return text.to_owned() };
        let known = self.0.entry(number.to_owned()).or_default();
        if !name.trim().is_empty() {
            name.trim().clone_into(known);
        }
        known.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "version: 1\npositions: line\nevents: Ir\nsummary: 1156\n\n\
        ob=(1) /target/counts\nfl=(1) a.rs\nfn=(1) counted\n1 10\n+1 5\n\
        cob=(2) /lib/libc.so.6\ncfi=(2) malloc.c\ncfn=(2) malloc\ncalls=3 0\n* 900\n\
        cfn=(3) work\ncalls=1 7\n-1 240\n\
        fn=(3)\n7 200\n\
        cob=(2)\ncfn=(4) realloc\ncalls=1 0\n* 40\n\
        ob=(2)\nfn=(2)\n0 900\ncfn=(2)\ncalls=9 0\n0 1\nfn=(4)\n0 40\n\
        ob=(1)\nfn=(5) <counter::Counter as Alloc>::alloc\n3 70\nfn=(3)\n* 1\n";

    #[test]
    fn only_the_instructions_of_the_program_count() -> Result<(), Error> {
        assert_eq!(own_instructions(FILE, "/target/counts", "counter::")?, 216);
        Ok(())
    }

    #[test]
    fn a_file_without_instructions_of_the_program_is_an_error() {
        for (file, program) in
            [(FILE, "/other"), ("", "/target/counts"), ("events: Ir Dr\n", "/target/counts")]
        {
            assert!(own_instructions(file, program, "counter::").is_err(), "{file}");
        }
    }
}
