//! A page's input of an operation, and the contents of its fields: `{"operation":
//! "setPaymentCardPin", "input": {…}, "fields": [["pin", "", "1234"]]}`.
//!
//! 1. A value that only a field may hold is never taken from the page. The request is refused, even
//!    if everything else is right.
//! 2. The variables are JSON that is read back unchanged, and are not larger than the input allows.
//! 3. A refusal contains members of the operation and names of the page's own input, and nothing
//!    that was typed.

use std::sync::LazyLock;

use sordino_core::decimal::Decimal;
use sordino_core::error::{Code, Failure};
use sordino_core::field::{Context, FieldKind};
use sordino_core::time::days_since_epoch;
use sordino_core::use_case::{Held, Node, Operation, Ready, Shape, UseCase, gather, use_case};
use sordino_core::value::Value;
use zeroize::Zeroizing;

use super::tree;

const CONTEXT: Context<'static> = Context::new(days_since_epoch(2026, 11, 24), Decimal::Point);

/// More fields than a form has.
const MOST_FIELDS: usize = 60;

pub static WORDS: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let mut words = vec![
        "operation",
        "input",
        "fields",
        "USD",
        "value",
        "currencyCode",
        "cd_1",
        "MOBILE",
        "USA",
        "1",
        "Clara",
        "clara@example.com",
        "4155550132",
        "1 Main St",
        "94103",
        "CA",
        "85,000",
        "LLC",
        "larkmere.example",
        "40%",
        "businessProfile.ultimateBeneficialOwners.0",
        "businessProfile.ultimateBeneficialOwners.19",
        "primaryAuthorizedPerson",
        "SELF_EMPLOYED",
        "WORK",
        "OWNER",
    ];
    for &operation in Operation::ALL {
        words.push(operation.name());
        names(use_case(operation).input, &mut words);
    }
    words.extend(FieldKind::ALL.iter().map(|kind| kind.name()));
    words.sort_unstable();
    words.dedup();
    words
});

/// Collects the names of members and their values.
fn names(nodes: &[Node], words: &mut Vec<&'static str>) {
    for node in nodes {
        words.extend([node.variable, node.page()]);
        if let Shape::Enum(of) = node.shape {
            words.extend(of.split(' '));
        }
        names(node.shape.members(), words);
    }
}

pub fn run(input: &[u8]) -> bool {
    let Some(given) = tree::of(input) else { return false };
    let Some(operation) = tree::text(&given, "operation").and_then(Operation::from_name) else {
        return false;
    };
    let case = use_case(operation);
    let page = given.get("input").unwrap_or(&Value::Null);
    let fields = given.get("fields").map_or(&[][..], Value::items);
    let held: Vec<Held<'_>> = fields.iter().take(MOST_FIELDS).filter_map(held).collect();
    let is_sensitive = has_secret(case.input, page);
    match gather(case, page, &held, CONTEXT) {
        Ok(ready) => {
            assert!(!is_sensitive, "a secret is taken from the page");
            check_ready(&ready, page, &held);
            true
        }
        Err(refused) => {
            assert!(
                !is_sensitive || refused.failure.code == Code::SensitiveInput,
                "{:?}",
                refused.failure.code
            );
            assert!(refused.marks.iter().all(|(index, _)| *index < held.len()));
            check_refused(case, &refused.failure, page);
            false
        }
    }
}

fn held(field: &Value) -> Option<Held<'_>> {
    let [kind, path, typed, rest @ ..] = field.items() else { return None };
    let is_required = matches!(rest, [Value::Bool(true)]);
    let typed = Zeroizing::new(typed.as_text()?.to_owned());
    Some(Held {
        kind: FieldKind::from_name(kind.as_text()?)?,
        path: path.as_text()?,
        typed,
        is_required,
    })
}

/// Returns whether the page gives a value that only a field may hold.
fn has_secret(nodes: &[Node], page: &Value) -> bool {
    nodes.iter().any(|node| {
        let given = page.get(node.page()).filter(|given| !given.is_null());
        given.is_some_and(|given| match node.shape {
            Shape::Secret(_) => true,
            Shape::Group(nodes) => has_secret(nodes, given),
            Shape::List(nodes) => {
                given.items().len() <= 20
                    && given.items().iter().any(|item| has_secret(nodes, item))
            }
            Shape::Id | Shape::Enum(_) | Shape::Bool | Shape::Date | Shape::Either(_) => false,
        })
    })
}

fn check_ready(ready: &Ready, page: &Value, held: &[Held<'_>]) {
    tree::check_round_trip(&ready.variables);
    assert!(ready.used.iter().all(|(index, _)| *index < held.len()));
    let (given, _) = tree::size(page);
    let (sent, _) = tree::size(&ready.variables);
    // Groups, defaults and amounts are added. Each field adds at most one object to a list.
    assert!(
        sent <= 40 * (given + held.len() + 1),
        "{sent} values of {given} and {} fields",
        held.len()
    );
    // If no text of the page contains the typed text, a printed one comes from the field.
    let printed = format!("{ready:?}");
    for typed in held.iter().map(|held| held.typed.trim()) {
        let is_telling = typed.len() >= 6 && typed.bytes().all(|byte| byte.is_ascii_digit());
        assert!(
            !is_telling || has_text(page, typed) || !printed.contains(typed),
            "a typed text is printed"
        );
    }
}

fn check_refused(case: &UseCase, failure: &Failure, page: &Value) {
    assert!(!failure.fields.is_empty());
    for problem in &failure.fields {
        assert!(problem.api_code.is_none());
        let mut nodes = case.input;
        let mut given = Some(page);
        let mut rest = problem.path.as_str();
        while !rest.is_empty() {
            // An unknown name is the page's own. It is the last of the path and may contain a dot.
            let is_unknown = given.is_some_and(|given| match given {
                Value::Object(members) => members.iter().any(|(name, _)| name.starts_with(rest)),
                _ => false,
            });
            if is_unknown {
                break;
            }
            let (segment, after) = rest.split_once('.').unwrap_or((rest, ""));
            rest = after;
            if let Ok(index) = segment.parse::<usize>() {
                given = given.and_then(|given| given.items().get(index));
                continue;
            }
            // A field that repeats another one has its own name, beside that one's.
            let Some(node) = nodes.iter().find(|node| node.page() == segment) else {
                assert_eq!((segment, rest), ("pinConfirm", ""), "the path is not a member's");
                break;
            };
            nodes = node.shape.members();
            given = given.and_then(|given| given.get(segment));
        }
    }
}

/// Returns whether any text of a tree contains `text`.
fn has_text(value: &Value, text: &str) -> bool {
    match value {
        Value::Text(own) => own.contains(text),
        Value::List(items) => items.iter().any(|item| has_text(item, text)),
        Value::Object(members) => {
            members.iter().any(|(name, value)| name.contains(text) || has_text(value, text))
        }
        _ => false,
    }
}
