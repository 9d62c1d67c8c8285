//! The program that libFuzzer calls, started by `cargo xtask fuzz`. `SORDINO_FUZZ_TARGET` names the
//! target. After every `SORDINO_FUZZ_REPORT` inputs, the program prints to standard error how many
//! inputs were accepted.

#![no_main]
#![allow(
    unsafe_code,
    reason = "libFuzzer's macros declare the symbols by which it calls this program"
)]

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use libfuzzer_sys::{Corpus, fuzz_mutator, fuzz_target, fuzzer_mutate};
use sordino_fuzz::{TARGETS, Target, mutate};

static INPUTS: AtomicU64 = AtomicU64::new(0);
static ACCEPTED: AtomicU64 = AtomicU64::new(0);
/// The time of the slowest input, in nanoseconds.
static SLOWEST: AtomicU64 = AtomicU64::new(0);

/// One in this many refused inputs with new code is kept.
const REFUSED_KEPT: usize = 4;

struct Options {
    target: &'static Target,
    report: u64,
}

#[expect(clippy::expect_used, reason = "without them there is nothing to do")]
fn options() -> &'static Options {
    static OPTIONS: OnceLock<Options> = OnceLock::new();
    OPTIONS.get_or_init(|| {
        let name =
            std::env::var("SORDINO_FUZZ_TARGET").expect("SORDINO_FUZZ_TARGET names a target");
        let target = TARGETS
            .iter()
            .find(|target| target.name == name)
            .expect("SORDINO_FUZZ_TARGET is a target");
        let report =
            std::env::var("SORDINO_FUZZ_REPORT").ok().and_then(|report| report.parse().ok());
        Options { target, report: report.unwrap_or(1_000_000) }
    })
}

fuzz_target!(|input: &[u8]| -> Corpus {
    let Options { target, report } = options();
    let began = Instant::now();
    let is_accepted = (target.run)(input);
    let took = u64::try_from(began.elapsed().as_nanos()).unwrap_or(u64::MAX);
    let slowest = SLOWEST.fetch_max(took, Ordering::Relaxed).max(took);
    let accepted =
        ACCEPTED.fetch_add(u64::from(is_accepted), Ordering::Relaxed) + u64::from(is_accepted);
    let inputs = INPUTS.fetch_add(1, Ordering::Relaxed) + 1;
    if inputs.is_multiple_of(*report) {
        eprintln!("sordino: inputs {inputs} accepted {accepted} slowest_ns {slowest}");
    }
    // Few refused inputs are kept for further mutations, because most of their mutations
    // would be refused as well.
    let checksum = input
        .iter()
        .fold(input.len(), |sum, byte| sum.wrapping_mul(31).wrapping_add(usize::from(*byte)));
    if is_accepted || checksum.is_multiple_of(REFUSED_KEPT) { Corpus::Keep } else { Corpus::Reject }
});

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    let mut random = fastrand::Rng::with_seed(seed.into());
    // One in four mutations is libFuzzer's own, which changes bytes and uses the comparisons that
    // it has seen. So the readers of bytes are reached too.
    if random.u8(..4) == 0 {
        return fuzzer_mutate(data, size, max_size);
    }
    match mutate::mutated(&data[..size], options().target.words, &mut random) {
        Some(mutated) if mutated.len() <= max_size => {
            data[..mutated.len()].copy_from_slice(&mutated);
            mutated.len()
        }
        _ => fuzzer_mutate(data, size, max_size),
    }
});
