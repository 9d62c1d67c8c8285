//! The depth, the fields and the cost of a selection.

use std::collections::HashMap;

use async_graphql::parser::types::{
    ExecutableDocument, Field, FragmentDefinition, OperationDefinition, Selection, SelectionSet,
};
use async_graphql::{Name, Positioned, Value as ConstValue, Variables};

use super::refused::Refused;

/// The size of a selection with its fragments written out.
#[derive(Debug, Clone, Copy, Default)]
pub struct Size {
    pub depth: usize,
    pub fields: usize,
    /// The cost, as the API's documentation counts.
    pub cost: u64,
    /// Whether it is the selection of a connection.
    is_connection: bool,
    /// The number of fields at the outermost level.
    pub roots: usize,
}

impl Size {
    /// Adds the size of another selection at the same level.
    pub fn add(&mut self, other: Self) {
        self.depth = self.depth.max(other.depth);
        self.fields = self.fields.saturating_add(other.fields);
        self.cost = self.cost.saturating_add(other.cost);
        self.is_connection |= other.is_connection;
        self.roots = self.roots.saturating_add(other.roots);
    }
}

/// Counts the sizes of selections, each fragment once.
pub struct Counter<'a> {
    document: &'a ExecutableDocument,
    operation: &'a OperationDefinition,
    variables: &'a Variables,
    /// Sizes of fragments, and `None` for a fragment while it is being counted.
    known: HashMap<&'a str, Option<Size>>,
}

impl<'a> Counter<'a> {
    /// Creates a counter for the operation that is to run.
    pub fn new(
        document: &'a ExecutableDocument,
        operation: &'a OperationDefinition,
        variables: &'a Variables,
    ) -> Self {
        Self { document, operation, variables, known: HashMap::new() }
    }

    /// Counts the size of a selection. `of_edges` says that it is the selection of a connection's
    /// edges. The parser limits how deep selections are nested, and so how deep this recursion is.
    pub fn size(&mut self, set: &'a SelectionSet, of_edges: bool) -> Result<Size, Refused> {
        let mut size = Size::default();
        // The cost of the fragments on each type.
        let mut by_type: HashMap<&str, u64> = HashMap::new();
        for item in &set.items {
            let (on, mut inner) = match &item.node {
                Selection::Field(field) => (None, self.field(&field.node, of_edges)?),
                Selection::FragmentSpread(spread) => {
                    let name = &spread.node.fragment_name.node;
                    let fragment = self.document.fragments.get(name);
                    let on = fragment.map(|fragment| &fragment.node.type_condition);
                    (on, self.fragment(name)?)
                }
                Selection::InlineFragment(fragment) => {
                    let on = fragment.node.type_condition.as_ref();
                    (on, self.size(&fragment.node.selection_set.node, of_edges)?)
                }
            };
            if let Some(on) = on {
                let cost = by_type.entry(&on.node.on.node).or_default();
                *cost = cost.saturating_add(inner.cost);
                inner.cost = 0;
            }
            size.add(inner);
        }
        let most_expensive = by_type.values().max().copied().unwrap_or_default();
        size.cost = size.cost.saturating_add(most_expensive);
        Ok(size)
    }

    fn field(&mut self, field: &'a Field, of_edges: bool) -> Result<Size, Refused> {
        let name = field.name.node.as_str();
        let inner = self.size(&field.selection_set.node, name == "edges")?;
        let cost = if inner.is_connection {
            let items = self.items(field);
            items.saturating_mul(inner.cost.saturating_add(1)).saturating_add(2)
        } else {
            // Edges and nodes are part of the cost of their connection's items.
            let is_paid = inner.roots == 0
                || matches!(name, "edges" | "pageInfo")
                || of_edges && name == "node";
            inner.cost.saturating_add(u64::from(!is_paid))
        };
        Ok(Size {
            depth: inner.depth + 1,
            fields: inner.fields.saturating_add(1),
            cost,
            is_connection: matches!(name, "edges" | "pageInfo"),
            roots: 1,
        })
    }

    /// The number of items that a connection is asked for.
    fn items(&self, field: &Field) -> u64 {
        let default = if field.name.node == "cardProducts" { 10 } else { 20 };
        let first = field.get_argument("first").map(|first| first.node.clone());
        let first = first.and_then(|first| first.into_const_with(|name| self.variable(&name)).ok());
        let first = match first {
            Some(ConstValue::Number(number)) => number.as_u64(),
            _ => None,
        };
        first.unwrap_or(default)
    }

    /// Returns the value of a variable, or its default.
    fn variable(&self, name: &Name) -> Result<ConstValue, ()> {
        let default = || {
            let mut all = self.operation.variable_definitions.iter();
            let definition = all.find(|definition| definition.node.name.node == *name)?;
            definition.node.default_value.as_ref().map(|default| default.node.clone())
        };
        self.variables.get(name).cloned().or_else(default).ok_or(())
    }

    /// Counts the size of a fragment.
    pub fn fragment(&mut self, name: &str) -> Result<Size, Refused> {
        // The validation reports a fragment that does not exist.
        let Some((name, fragment)): Option<(&'a Name, &'a Positioned<FragmentDefinition>)> =
            self.document.fragments.get_key_value(name)
        else {
            return Ok(Size::default());
        };
        match self.known.get(name.as_str()) {
            Some(Some(size)) => Ok(*size),
            Some(None) => Err(Refused::Cycle(name.to_string())),
            None => {
                self.known.insert(name, None);
                let of_edges = fragment.node.type_condition.node.on.node.ends_with("Edge");
                let size = self.size(&fragment.node.selection_set.node, of_edges)?;
                self.known.insert(name, Some(size));
                Ok(size)
            }
        }
    }
}
