//! Replays the kept inputs without libFuzzer, so that found problems stay solved.

#![expect(clippy::expect_used, reason = "a test that can't go on fails")]

use sordino_fuzz::{TARGETS, corpus, mutate};

/// The mutations of each target in this test; `cargo xtask fuzz` makes millions.
const MUTATIONS: usize = 4_000;

#[test]
fn kept_inputs_hold_and_get_deep() {
    for target in &TARGETS {
        let inputs = corpus::read(target.name).expect(target.name);
        let accepted = inputs.iter().filter(|input| (target.run)(input.as_bytes())).count();
        eprintln!("{}: {accepted} of {} accepted", target.name, inputs.len());
        assert!(
            accepted >= 5 && accepted * 10 >= inputs.len(),
            "{}: {accepted} of {} accepted",
            target.name,
            inputs.len()
        );
        assert!(inputs.iter().all(|input| input.len() <= corpus::LONGEST), "{}", target.name);
    }
}

#[test]
fn mutations_of_kept_inputs_hold_and_get_deep() {
    for target in &TARGETS {
        let inputs = corpus::read(target.name).expect(target.name);
        let mut random = fastrand::Rng::with_seed(20_261_125);
        let mut accepted = 0;
        for _ in 0..MUTATIONS {
            let from = &inputs[random.usize(..inputs.len())];
            let mutated = mutate::mutated(from.as_bytes(), target.words, &mut random);
            accepted += usize::from((target.run)(mutated.as_deref().unwrap_or(from.as_bytes())));
        }
        eprintln!("{}: {accepted} of {MUTATIONS} mutations accepted", target.name);
        assert!(accepted * 20 >= MUTATIONS, "{}: {accepted} of {MUTATIONS} accepted", target.name);
    }
}
