//! Reads the members of an object strictly: an extra member is as wrong as a missing one.

use crate::error::{FieldCode, FieldProblem};
use crate::value::Value;

/// The members of an object, each taken once. Problems are collected until the end, because a
/// message is refused as a whole and an early return after each member would be a third of the
/// code.
pub(crate) struct Members {
    /// Members that were not taken yet.
    pub(crate) rest: Vec<(Box<str>, Value)>,
    /// The text before a member's name in its path.
    prefix: &'static str,
    pub(crate) problems: Vec<FieldProblem>,
    /// Whether the message itself has another form than the loader gives it. This is no problem of
    /// an option.
    pub(crate) malformed: bool,
}

impl Members {
    pub(crate) fn of(value: Value, prefix: &'static str) -> Self {
        let (rest, malformed) = match value {
            Value::Object(rest) => (rest, false),
            _ => (Vec::new(), true),
        };
        Self { rest, prefix, problems: Vec::new(), malformed }
    }

    #[inline(never)]
    pub(crate) fn report(&mut self, name: &str, code: FieldCode) {
        self.problems.push(FieldProblem::of_option(self.prefix, name, code));
    }

    /// Takes a member, unless it is missing or null.
    #[inline(never)]
    pub(crate) fn take(&mut self, name: &str) -> Option<Value> {
        let at = self.rest.iter().position(|(key, _)| **key == *name)?;
        Some(self.rest.swap_remove(at).1).filter(|value| !value.is_null())
    }

    #[inline(never)]
    pub(crate) fn text(&mut self, name: &str) -> Option<String> {
        match self.take(name)? {
            Value::Text(mut text) => return Some(std::mem::take(&mut text)),
            _ => self.report(name, FieldCode::Invalid),
        }
        None
    }

    #[inline(never)]
    pub(crate) fn number(&mut self, name: &str) -> Option<u32> {
        let number = self.take(name)?.as_int().and_then(|number| u32::try_from(number).ok());
        if number.is_none() {
            self.report(name, FieldCode::Invalid);
        }
        number
    }

    #[inline(never)]
    pub(crate) fn flag(&mut self, name: &str) -> Option<bool> {
        match self.take(name)? {
            Value::Bool(flag) => return Some(flag),
            _ => self.report(name, FieldCode::Invalid),
        }
        None
    }

    pub(crate) fn texts(&mut self, name: &str) -> Option<Vec<String>> {
        let mut texts = Vec::new();
        let member = self.take(name)?;
        let mut are_texts = matches!(member, Value::List(_));
        if let Value::List(items) = member {
            for item in items {
                match item {
                    Value::Text(mut text) => texts.push(std::mem::take(&mut *text)),
                    _ => are_texts = false,
                }
            }
        }
        if !are_texts {
            self.report(name, FieldCode::Invalid);
        }
        Some(texts)
    }

    pub(crate) fn named<T>(&mut self, name: &str, from_name: fn(&str) -> Option<T>) -> Option<T> {
        let named = from_name(&self.text(name)?);
        if named.is_none() {
            self.report(name, FieldCode::Unknown);
        }
        named
    }

    /// Takes the members of a member that is an object. Returns no members if it is missing.
    #[inline(never)]
    pub(crate) fn nested(&mut self, name: &str, prefix: &'static str) -> Self {
        let mut members = Self::of(self.take(name).unwrap_or(Value::Object(Vec::new())), prefix);
        if std::mem::take(&mut members.malformed) {
            self.report(name, FieldCode::Invalid);
        }
        members
    }

    /// Takes a member that the message must have.
    pub(crate) fn require<T: Default>(&mut self, member: Option<T>) -> T {
        self.malformed |= member.is_none();
        member.unwrap_or_default()
    }

    /// Adds the problems of a nested object, with its unknown members among them.
    pub(crate) fn merge(&mut self, mut members: Self) {
        members.report_rest();
        self.problems.append(&mut members.problems);
    }

    /// Returns whether every member was taken and no problem was found.
    pub(crate) fn is_valid(&self) -> bool {
        self.rest.is_empty() && self.problems.is_empty() && !self.malformed
    }

    /// Reports the members that are left: they are unknown or were given twice.
    pub(crate) fn report_rest(&mut self) {
        for (name, _) in std::mem::take(&mut self.rest) {
            self.report(&name, FieldCode::Unknown);
        }
    }

    pub(crate) fn require_text(&mut self, name: &str) -> String {
        let text = self.text(name);
        self.require(text)
    }

    pub(crate) fn require_number(&mut self, name: &str) -> u32 {
        let number = self.number(name);
        self.require(number)
    }
}
