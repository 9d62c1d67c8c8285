//! The place of a field in an operation's input.

use super::{Node, Shape};
use crate::digits::{decimal, number};
use crate::field::FieldKind;
use crate::text::{concat, cut};

/// Returns the path of the first member of a field's kind at or below `within`, in the order of the
/// input.
pub fn place(nodes: &[Node], kind: FieldKind, within: &str) -> Option<String> {
    fn search(nodes: &[Node], kind: FieldKind, within: &str, path: &str) -> Option<String> {
        for node in nodes {
            let is_it = matches!(node.shape, Shape::Secret(of) | Shape::Either(of) if of == kind);
            let members = node.shape.members();
            // Most members are neither, and need no path.
            if !is_it && members.is_empty() {
                continue;
            }
            let mut here = join(path, node.page());
            if is_within(&here, within) {
                if is_it {
                    return Some(here);
                }
            } else if !is_within(within, &here) {
                // The place is in another part of the input.
                continue;
            }
            if let Shape::List(_) = node.shape {
                // The field's path names the object of the list; without a path it is the first.
                let index = match within.strip_prefix(&*here).and_then(|rest| rest.get(1..)) {
                    Some(rest) => number(cut(rest, b'.').0.as_bytes())?,
                    None => 0,
                };
                here = join(&here, &decimal(index, 0));
            }
            let found = search(members, kind, within, &here);
            if found.is_some() {
                return found;
            }
        }
        None
    }
    search(nodes, kind, within, "")
}

/// Returns the path of a member.
pub fn join(path: &str, name: &str) -> String {
    concat(&[path, if path.is_empty() { "" } else { "." }, name])
}

/// Whether `path` is `group` or below it. Every path is within the empty `group`.
pub fn is_within(path: &str, group: &str) -> bool {
    group.is_empty()
        || path.strip_prefix(group).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}
