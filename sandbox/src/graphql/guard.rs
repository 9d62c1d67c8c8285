//! What a GraphQL document may be, looked at before anything runs: small enough, whole, and with
//! its variables.
//!
//! 1. Fragments that contain themselves are refused: whoever counted them would never end.
//! 2. Depth and the number of fields are counted with fragments written out, each fragment once, so
//!    that a document of a few kilobytes that stands for millions of fields costs no more to refuse
//!    than to read.
//! 3. The cost is counted as the API's documentation says: a mutation 10, an object 1, a scalar
//!    nothing, a connection 2 and each item that is asked for 1 and what is asked of it. Of fragments
//!    on several types the most expensive one counts.
//! 4. A variable that must be given and is not is an invalid request (400), not a failed one.

use std::collections::HashMap;

use async_graphql::Variables;
use async_graphql::parser::types::{
    DocumentOperations, ExecutableDocument, Field, FragmentDefinition, OperationDefinition,
    OperationType, Selection, SelectionSet,
};
use async_graphql::{Name, Pos, Positioned, Value as ConstValue};

use thiserror::Error;

/// A full introspection query is 15 deep.
pub const MAX_DEPTH: usize = 16;
/// Fields of a document with its fragments written out.
pub const MAX_FIELDS: usize = 1000;
/// Fields of an operation itself: each runs a resolver of its own.
const MAX_ROOT_FIELDS: usize = 20;

/// What running an operation costs its caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost(pub u64);

/// Why a document is not run.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum Refused {
    /// Which operation to run can't be told.
    #[error("{0}")]
    Operation(String),
    /// A fragment contains itself.
    #[error("Fragment \"{0}\" contains itself")]
    Cycle(String),
    /// Too deep.
    #[error("Query is too deep: the limit is {MAX_DEPTH}")]
    Depth,
    /// Too many fields.
    #[error("Query is too complex: it has more than {MAX_FIELDS} fields")]
    Fields,
    /// Too many fields in the operation itself.
    #[error("Query is too complex: it has more than {MAX_ROOT_FIELDS} fields at its root")]
    RootFields,
    /// It costs more than anybody may spend.
    #[error("Query is too complex: it costs {cost}, the limit is {limit}")]
    Cost {
        /// Its cost.
        cost: u64,
        /// What anybody may spend.
        limit: u64,
    },
    /// A variable is missing.
    #[error("Variable \"${name}\" of required type \"{kind}\" was not provided.")]
    Variable {
        /// Its name.
        name: String,
        /// Its type.
        kind: String,
        /// Where it is declared.
        at: Pos,
    },
}

impl Refused {
    /// Where in the document the problem is, if it is in one place.
    pub fn position(&self) -> Option<Pos> {
        match self {
            Self::Variable { at, .. } => Some(*at),
            _ => None,
        }
    }
}

/// Looks at the operation that is to run and says what it costs, or why it is not run.
pub fn inspect(
    document: &ExecutableDocument,
    operation_name: Option<&str>,
    variables: &Variables,
    limit: u64,
) -> Result<Cost, Refused> {
    let operation = operation(document, operation_name)?;
    let mut counter = Counter { document, operation, variables, known: HashMap::new() };
    // The operations and fragments that do not run are validated all the same.
    let mut all = Size::default();
    for (_, other) in document.operations.iter() {
        all.add(counter.size(&other.node.selection_set.node, false)?);
    }
    for name in document.fragments.keys() {
        all.add(counter.fragment(name)?);
    }
    if all.depth > MAX_DEPTH {
        return Err(Refused::Depth);
    }
    if all.fields > MAX_FIELDS {
        return Err(Refused::Fields);
    }
    let own = counter.size(&operation.selection_set.node, false)?;
    if own.roots > MAX_ROOT_FIELDS {
        return Err(Refused::RootFields);
    }
    let per_root = if operation.ty == OperationType::Mutation { 10 } else { 0 };
    let cost = own.cost.saturating_add(per_root * own.roots as u64);
    if cost > limit {
        return Err(Refused::Cost { cost, limit });
    }
    check_variables(operation, variables)?;
    Ok(Cost(cost))
}

fn operation<'a>(
    document: &'a ExecutableDocument,
    name: Option<&str>,
) -> Result<&'a OperationDefinition, Refused> {
    let found = match (&document.operations, name) {
        (DocumentOperations::Single(operation), None) => Some(operation),
        (DocumentOperations::Multiple(operations), Some(name)) => operations.get(name),
        (DocumentOperations::Multiple(operations), None) if operations.len() == 1 => {
            operations.values().next()
        }
        (DocumentOperations::Multiple(_), None) => {
            return Err(Refused::Operation(
                "Must provide operation name if query contains multiple operations.".to_owned(),
            ));
        }
        (DocumentOperations::Single(_), Some(_)) => None,
    };
    found.map(|operation| &operation.node).ok_or_else(|| {
        Refused::Operation(format!("Unknown operation named \"{}\".", name.unwrap_or_default()))
    })
}

/// Whether each variable that must be given is given.
fn check_variables(operation: &OperationDefinition, variables: &Variables) -> Result<(), Refused> {
    for definition in &operation.variable_definitions {
        let Positioned { pos, node: variable } = definition;
        let required = !variable.var_type.node.nullable && variable.default_value.is_none();
        let given =
            variables.get(&variable.name.node).is_some_and(|value| *value != ConstValue::Null);
        if required && !given {
            return Err(Refused::Variable {
                name: variable.name.node.to_string(),
                kind: variable.var_type.node.to_string(),
                at: *pos,
            });
        }
    }
    Ok(())
}

/// How large a selection is with its fragments written out.
#[derive(Debug, Clone, Copy, Default)]
struct Size {
    depth: usize,
    fields: usize,
    /// What the documentation counts.
    cost: u64,
    /// Whether it is the selection of a connection.
    is_connection: bool,
    /// Fields of the outermost level.
    roots: usize,
}

impl Size {
    fn add(&mut self, other: Self) {
        self.depth = self.depth.max(other.depth);
        self.fields = self.fields.saturating_add(other.fields);
        self.cost = self.cost.saturating_add(other.cost);
        self.is_connection |= other.is_connection;
        self.roots = self.roots.saturating_add(other.roots);
    }
}

struct Counter<'a> {
    document: &'a ExecutableDocument,
    operation: &'a OperationDefinition,
    variables: &'a Variables,
    /// Fragments that were counted; `None` while one is being counted.
    known: HashMap<&'a str, Option<Size>>,
}

impl<'a> Counter<'a> {
    /// The parser allows no selections nested deep enough to matter for this recursion.
    /// `of_edges`: whether it is what is asked of a connection's edges.
    fn size(&mut self, set: &'a SelectionSet, of_edges: bool) -> Result<Size, Refused> {
        let mut size = Size::default();
        // What fragments on each type cost.
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
        let dearest = by_type.values().max().copied().unwrap_or_default();
        size.cost = size.cost.saturating_add(dearest);
        Ok(size)
    }

    fn field(&mut self, field: &'a Field, of_edges: bool) -> Result<Size, Refused> {
        let name = field.name.node.as_str();
        let inner = self.size(&field.selection_set.node, name == "edges")?;
        let cost = if inner.is_connection {
            let items = self.items(field);
            items.saturating_mul(inner.cost.saturating_add(1)).saturating_add(2)
        } else {
            // A connection pays for its edges and nodes as items.
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

    /// How many items of a connection are asked for.
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

    /// The value of a variable, or its default.
    fn variable(&self, name: &Name) -> Result<ConstValue, ()> {
        let default = || {
            let mut all = self.operation.variable_definitions.iter();
            let definition = all.find(|definition| definition.node.name.node == *name)?;
            definition.node.default_value.as_ref().map(|default| default.node.clone())
        };
        self.variables.get(name).cloned().or_else(default).ok_or(())
    }

    fn fragment(&mut self, name: &str) -> Result<Size, Refused> {
        // One that is not there is for the validation to complain about.
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

#[cfg(test)]
mod tests {
    #![expect(
        clippy::expect_used,
        reason = "a document of the tests that does not parse is a mistake in the test"
    )]
    use super::*;
    use async_graphql::parser::parse_query;

    const LIMIT: u64 = 2500;

    fn look(document: &str) -> Result<Cost, Refused> {
        inspect(&parse_query(document).expect("parses"), None, &Variables::default(), LIMIT)
    }

    #[test]
    fn costs_are_counted_as_documented() {
        assert_eq!(look("{ ping }"), Ok(Cost(0)));
        assert_eq!(
            look("{ node(id: 1) { id ... on PaymentCard { restrictedDetails { __typename } } } }"),
            Ok(Cost(2))
        );
        assert_eq!(
            look("mutation { a { ... on B { c } ...F } } fragment F on B { d { e } }"),
            Ok(Cost(12))
        );
    }

    #[test]
    fn a_connection_costs_two_and_its_items() {
        // The documentation's own example: the connection 2 and 10 items.
        let edges = "pageInfo { endCursor } edges { cursor node { id } }";
        assert_eq!(look(&format!("{{ cardProducts(first: 10) {{ {edges} }} }}")), Ok(Cost(12)));
        assert_eq!(look(&format!("{{ cardProducts {{ {edges} }} }}")), Ok(Cost(12)));
        // Each of 3 items, and the connection of 5 items in it.
        let nested =
            format!("{{ a(first: 3) {{ edges {{ node {{ b(first: 5) {{ {edges} }} }} }} }} }}");
        assert_eq!(look(&nested), Ok(Cost(2 + 3 * (1 + 2 + 5))));
        // By a variable, its default, and the schema's default.
        let query = "query A($n: Int = 4) { a(first: $n) { edges { node { id } } } }";
        let document = parse_query(query).expect("parses");
        let of = |variables| inspect(&document, None, &Variables::from_json(variables), LIMIT);
        assert_eq!(of(serde_json::json!({ "n": 7 })), Ok(Cost(9)));
        assert_eq!(of(serde_json::json!({})), Ok(Cost(6)));
        assert_eq!(look("{ a { edges { node { id } } } }"), Ok(Cost(22)));
        // A number that nobody can pay is refused, not wrapped around.
        let many = "{ a(first: 18446744073709551615) { edges { node { id } } } }";
        assert_eq!(look(many), Err(Refused::Cost { cost: u64::MAX, limit: LIMIT }));
    }

    #[test]
    fn of_fragments_on_several_types_the_dearest_counts() {
        assert_eq!(
            look("{ a { ... on B { c { d } e { f } } ... on G { h { i } } } }"),
            Ok(Cost(3))
        );
        assert_eq!(
            look("{ a { x { y } ... on B { c { d } } ... on B { e { f } } } }"),
            Ok(Cost(4))
        );
    }

    #[test]
    fn bombs_are_refused() {
        let deep = format!("{}a{}", "{a".repeat(17), "}".repeat(17));
        assert_eq!(look(&deep), Err(Refused::Depth));

        let fields = (0..1001).map(|i| format!("a{i}:b ")).collect::<Vec<_>>().concat();
        assert_eq!(look(&format!("{{ {fields} }}")), Err(Refused::Fields));

        let roots = (0..21).map(|i| format!("a{i}:b ")).collect::<Vec<_>>().concat();
        assert_eq!(look(&format!("{{ {roots} }}")), Err(Refused::RootFields));

        let doubling = (0..60)
            .map(|i| format!("fragment f{i} on A {{ ...f{0} ...f{0} }} ", i + 1))
            .collect::<Vec<_>>()
            .concat();
        assert_eq!(
            look(&format!("{{ a {{ ...f0 }} }} {doubling} fragment f60 on A {{ b }}")),
            Err(Refused::Fields)
        );

        assert_eq!(
            look("{ ...A } fragment A on Q { ...B } fragment B on Q { ...A }"),
            Err(Refused::Cycle("A".to_owned())),
        );
    }

    #[test]
    fn the_operation_must_be_clear() {
        let document = parse_query("query A { ping } query B { ping }").expect("parses");
        let none = Variables::default();
        assert!(matches!(inspect(&document, None, &none, LIMIT), Err(Refused::Operation(_))));
        assert!(matches!(inspect(&document, Some("C"), &none, LIMIT), Err(Refused::Operation(_))));
        assert_eq!(inspect(&document, Some("B"), &none, LIMIT), Ok(Cost(0)));
    }

    #[test]
    fn variables_that_must_be_given_are_asked_for() {
        let document =
            parse_query("query A($id: ID!, $other: ID, $third: ID! = 3) { node(id: $id) { id } }")
                .expect("parses");
        let given = |json| inspect(&document, Some("A"), &Variables::from_json(json), LIMIT);
        assert!(matches!(given(serde_json::json!({})), Err(Refused::Variable { .. })));
        assert!(matches!(given(serde_json::json!({ "id": null })), Err(Refused::Variable { .. })));
        assert_eq!(given(serde_json::json!({ "id": "cd_1" })), Ok(Cost(1)));
    }
}
