//! Checks that `host/src/generated/protocol.ts` matches the Rust types that it is generated from.
//! `UPDATE_GENERATED=1 cargo test -p sordino-core --features typescript --test protocol_types`
//! writes it.
#![cfg(feature = "typescript")]

use std::fmt::Write as _;
use std::path::Path;

use sordino_core::appearance::{Appearance, Theme, VARIABLES};
use sordino_core::error::{Code, Failure, FieldCode, FieldProblem, Outcome};
use sordino_core::field::{FieldKind, Role, spec};
use sordino_core::policy::LONGEST_SHOW;
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
    push_facts(&config, &mut text);
    text
}

/// Appends the lists that the loader, its tests and the testing module need at run time.
fn push_facts(config: &Config, text: &mut String) {
    let operations: Vec<_> = Operation::ALL.iter().map(|operation| operation.name()).collect();
    let retryable = Code::ALL.iter().filter(|code| code.is_retryable()).map(|code| code.name());
    let shown = FieldKind::ALL
        .iter()
        .filter(|&&kind| matches!(spec(kind).role, Role::Shown(_) | Role::Composite(_)))
        .map(|kind| kind.name());
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
        "\n/** The operations. One text, because the quotes and commas of a list cost bytes. */\n\
         export const OPERATIONS = /* @__PURE__ */ \"{}\".split(\" \") as Operation[];\n\n\
         /** The codes after which the same call can succeed later, unchanged. */\n\
         export const RETRYABLE: readonly Code[] = [{}];\n\n\
         /** What each operation's first request does to the API's data. */\n\
         export const EFFECTS: Readonly<Record<Operation, \"read\" | \"set\" | \"make\">> = {{{}\n}};\n\n\
         /** The types of a field's events. */\n\
         export const FIELD_EVENTS: readonly FieldEvent[\"type\"][] = [{}];\n\n\
         /** The names of a field's options. */\n\
         export const FIELD_OPTIONS: readonly (keyof FieldOptions)[] = [{}];\n\n\
         /** The kinds of field. */\n\
         export const FIELD_KINDS: readonly FieldKind[] = [{}];\n\n\
         /** The kinds of field that show a value of the API. */\n\
         export const SHOWN_KINDS: readonly FieldKind[] = [{}];\n\n\
         /** The names of the texts that a page can replace, besides the kinds of field. */\n\
         export const WORD_NAMES: readonly (keyof Words)[] = [{}];\n\n\
         /** The most characters of a text of the page. */\n\
         export const LONGEST_WORD = {LONGEST};\n\n\
         /** The most seconds until a revealed value is masked again. */\n\
         export const LONGEST_SHOW = {LONGEST_SHOW};\n",
        operations.join(" "),
        list(retryable),
        effects.join(""),
        list(quoted_after(&FieldEvent::decl(config), "\"type\": ")),
        list(members(&FieldOptions::decl(config))),
        list(FieldKind::ALL.iter().map(|kind| kind.name())),
        list(shown),
        list(NAMES.split(' ')),
    );
}

/// A list of texts in TypeScript, without its brackets.
fn list<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    texts.map(|text| format!("\"{text}\"")).collect::<Vec<_>>().join(", ")
}

/// The texts in quotes that follow each `mark` of a declaration.
fn quoted_after<'a>(declaration: &'a str, mark: &str) -> impl Iterator<Item = &'a str> {
    declaration.split(mark).skip(1).filter_map(|rest| rest.split('"').nth(1))
}

/// The names of the optional members of a declaration; each is at the begin of a line.
fn members(declaration: &str) -> impl Iterator<Item = &str> {
    declaration.lines().filter_map(|line| {
        let (name, _) = line.split_once("?: ")?;
        name.chars().all(char::is_alphanumeric).then_some(name)
    })
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
