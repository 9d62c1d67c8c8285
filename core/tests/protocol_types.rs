//! `host/src/generated/protocol.ts` is made from the Rust types; this fails when it is not what
//! they say. `UPDATE_GENERATED=1 cargo test -p sordino-core --features typescript --test
//! protocol_types` writes it anew.
#![cfg(feature = "typescript")]

use std::fmt::Write as _;
use std::path::Path;

use sordino_core::appearance::{Appearance, Theme, VARIABLES};
use sordino_core::error::{Code, Failure, FieldCode, FieldProblem, Outcome};
use sordino_core::field::FieldKind;
use sordino_core::protocol::{
    FieldCommand, FieldEvent, FieldOptions, FileState, FromVault, Gesture, Hello, PROTOCOL,
    ToVault, TokenReason,
};
use sordino_core::token::Usage;
use sordino_core::use_case::{Effect, Operation, use_case};
use sordino_core::words::{LONGEST, NAMES};
use ts_rs::{Config, TS};

fn declaration<T: TS>(config: &Config) -> String {
    let docs = T::docs().unwrap_or_default();
    format!("{docs}export {}\n\n", T::decl(config))
}

fn generated() -> String {
    let config = Config::default();
    let mut text =
        "// Made from core/src/protocol.rs by `cargo xtask generate`. Do not edit.\n\n".to_owned();
    for part in [
        declaration::<Operation>(&config),
        declaration::<FieldKind>(&config),
        declaration::<FieldCode>(&config),
        declaration::<FieldOptions>(&config),
        declaration::<FieldCommand>(&config),
        declaration::<FileState>(&config),
        declaration::<Gesture>(&config),
        declaration::<FieldEvent>(&config),
        declaration::<Theme>(&config),
        declaration::<Appearance>(&config),
        declaration::<Usage>(&config),
        declaration::<Code>(&config),
        declaration::<FieldProblem>(&config),
        declaration::<Outcome>(&config),
        declaration::<Failure>(&config),
        declaration::<TokenReason>(&config),
        declaration::<Hello>(&config),
        declaration::<ToVault>(&config),
        declaration::<FromVault>(&config),
    ] {
        text.push_str(&part);
    }
    let own: Vec<_> = NAMES.split(' ').map(|name| format!("\"{name}\"")).collect();
    let _written = write!(
        text,
        "/** Texts of the page in place of the frame's own: labels by the field's kind, the others by their names. Plain text of one \
         line, at most {LONGEST} characters each. */\nexport type Words = Partial<Record<FieldKind | {}, string>>;\n\n",
        own.join(" | ")
    );
    let names: Vec<_> = VARIABLES.iter().map(|variable| format!("\"{}\"", variable.name)).collect();
    let _written = write!(
        text,
        "/** The values that a page may set. */\nexport type AppearanceVariable = {};\n\n/** The version of this protocol. */\nexport const PROTOCOL = {PROTOCOL};\n",
        names.join(" | ")
    );
    push_facts(&mut text);
    text
}

/// Appends the lists that the loader, its tests and the stand-in for tests need at run time.
fn push_facts(text: &mut String) {
    let retryable: Vec<_> = Code::ALL
        .iter()
        .filter(|code| code.is_retryable())
        .map(|code| format!("\"{}\"", code.name()))
        .collect();
    let effects: Vec<_> = Operation::ALL
        .iter()
        .map(|&operation| {
            let effect = match use_case(operation).effect {
                Effect::Read => "read",
                Effect::Set => "set",
                Effect::Make => "make",
            };
            format!("\n  {}: \"{effect}\",", operation.name())
        })
        .collect();
    let _written = write!(
        text,
        "\n/** The codes after which the same call can succeed later, unchanged. */\n\
         export const RETRYABLE: readonly Code[] = [{}];\n\n\
         /** What each operation's first request does to the API's data. */\n\
         export const EFFECTS: Readonly<Record<Operation, \"read\" | \"set\" | \"make\">> = {{{}\n}};\n",
        retryable.join(", "),
        effects.join("")
    );
}

#[test]
fn the_generated_types_are_current() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../host/src/generated/protocol.ts");
    let generated = generated();
    if std::env::var_os("UPDATE_GENERATED").is_some() {
        assert!(std::fs::write(&path, &generated).is_ok(), "can't write {}", path.display());
    }
    let found = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(found == generated, "{} is not current: run `cargo xtask generate`", path.display());
}
