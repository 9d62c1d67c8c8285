//! What callgrind wrote of a run (Callgrind Format Specification, version 1, in valgrind's manual).

use std::collections::HashMap;

use crate::error::Error;

/// Sums up the instructions in a file that was written with `--compress-pos` and
/// `--compress-strings` as they are by default, and one event (`Ir`): those of the code of
/// `program`, a path, but for functions of the crate `except`.
///
/// What is left out with that is the C library: it copies bytes by other instructions on other
/// machines, and keeps memory in order otherwise in other releases.
pub fn own_instructions(file: &str, program: &str, except: &str) -> Result<u64, Error> {
    let unexpected = |why: &str| Error::unexpected("callgrind's file", why);
    if !file.lines().any(|line| line.trim_end() == "events: Ir") {
        return Err(unexpected("counts something else than instructions"));
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
            // A function's object stands before it, where it is another than the last one's.
            is_own = !functions.read(function).contains(except) && is_of_program;
        } else if let Some(function) = line.strip_prefix("cfn=") {
            functions.read(function);
        } else if line.starts_with("calls=") {
            is_call = true;
        } else if line.starts_with(|first: char| first.is_ascii_digit() || "+-*".contains(first)) {
            // What follows a call is what the called function cost, which stands at its own lines
            // too.
            if std::mem::take(&mut is_call) || !is_own {
                continue;
            }
            let cost = line.split(' ').nth(1).and_then(|cost| cost.trim().parse::<u64>().ok());
            instructions += cost.ok_or_else(|| unexpected("has a line without a cost"))?;
        }
    }
    if instructions == 0 {
        return Err(unexpected("holds no instruction of the program's own"));
    }
    Ok(instructions)
}

/// Names are written once, with a number, and then by the number alone: `(1) main`, `(1)`.
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
    fn only_the_programs_own_count() -> Result<(), Error> {
        assert_eq!(own_instructions(FILE, "/target/counts", "counter::")?, 216);
        Ok(())
    }

    #[test]
    fn a_file_that_says_nothing_is_an_error() {
        for (file, program) in
            [(FILE, "/other"), ("", "/target/counts"), ("events: Ir Dr\n", "/target/counts")]
        {
            assert!(own_instructions(file, program, "counter::").is_err(), "{file}");
        }
    }
}
