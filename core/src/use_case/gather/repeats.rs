//! Compares fields that repeat others, such as the second PIN.

use super::{Gathering, add};
use crate::error::FieldCode;
use crate::field::{Role, spec};
use crate::use_case::place::join;

impl Gathering<'_> {
    /// Compares each field that repeats another one with it. A field that breaks its own rule is
    /// not compared.
    pub fn repeats(&mut self) {
        for (index, held) in self.held.iter().enumerate() {
            let Role::Input(input) = spec(held.kind).role else { continue };
            let Some((repeated, name)) = input.repeats else { continue };
            let first = self
                .held
                .iter()
                .position(|other| other.kind == repeated && other.path == held.path);
            let Some((first, place)) =
                first.and_then(|first| Some((first, self.places[first].clone()?)))
            else {
                continue;
            };
            let end = place.bytes().rposition(|byte| byte == b'.').unwrap_or_default();
            let path = join(&place[..end], name);
            let code = match (
                input.read(&held.typed, &self.context),
                input.read(&self.held[first].typed, &self.context),
            ) {
                (Ok(again), Ok(value)) if again == value => {
                    self.used.push((index, path));
                    continue;
                }
                (Err(FieldCode::Missing), _) => FieldCode::Missing,
                (_, Ok(_)) => FieldCode::Mismatch,
                // The first field has a problem already; that the second differs says nothing new.
                (_, Err(_)) => continue,
            };
            add(&mut self.fields, &path, code);
            self.marks.push((index, code));
        }
    }
}
