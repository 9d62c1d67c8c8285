//! Checks a GraphQL document before anything runs: it must be small, complete, and have its
//! variables.
//!
//! 1. Fragments that contain themselves are refused, because counting them would never end.
//! 2. Depth and the number of fields are counted with fragments written out, each fragment once. So
//!    a document of a few kilobytes that expands to millions of fields is refused as fast as it is
//!    read.
//! 3. The cost is counted as the API's documentation says. A mutation costs 10, an object 1, and a
//!    scalar nothing. A connection costs 2, and each item that is asked for costs 1 and the cost of
//!    its fields. Of fragments on several types the most expensive one counts.
//! 4. If a required variable is missing, the request is invalid (400) and does not run.

mod refused;
mod size;

use async_graphql::parser::types::{
    DocumentOperations, ExecutableDocument, OperationDefinition, OperationType,
};
use async_graphql::{Positioned, Value as ConstValue, Variables};

use refused::MAX_ROOT_FIELDS;
use size::{Counter, Size};

pub use refused::{MAX_DEPTH, MAX_FIELDS, Refused};

/// The cost of running an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost(pub u64);

/// Checks the document and returns the cost of the operation that is to run.
pub fn inspect(
    document: &ExecutableDocument,
    operation_name: Option<&str>,
    variables: &Variables,
    limit: u64,
) -> Result<Cost, Refused> {
    let operation = operation(document, operation_name)?;
    let mut counter = Counter::new(document, operation, variables);
    // Operations and fragments that do not run are validated too, so they count too.
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

/// Checks that each required variable is given.
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

#[cfg(test)]
mod tests {
    #![expect(
        clippy::expect_used,
        reason = "a document that does not parse is a mistake in the test"
    )]
    use super::*;
    use async_graphql::parser::parse_query;

    const LIMIT: u64 = 2500;

    fn cost_of(document: &str) -> Result<Cost, Refused> {
        inspect(&parse_query(document).expect("parses"), None, &Variables::default(), LIMIT)
    }

    #[test]
    fn costs_are_counted_as_documented() {
        assert_eq!(cost_of("{ ping }"), Ok(Cost(0)));
        assert_eq!(
            cost_of(
                "{ node(id: 1) { id ... on PaymentCard { restrictedDetails { __typename } } } }"
            ),
            Ok(Cost(2))
        );
        assert_eq!(
            cost_of("mutation { a { ... on B { c } ...F } } fragment F on B { d { e } }"),
            Ok(Cost(12))
        );
    }

    #[test]
    fn a_connection_costs_two_and_its_items() {
        // The documentation's own example: the connection 2 and 10 items.
        let edges = "pageInfo { endCursor } edges { cursor node { id } }";
        assert_eq!(cost_of(&format!("{{ cardProducts(first: 10) {{ {edges} }} }}")), Ok(Cost(12)));
        assert_eq!(cost_of(&format!("{{ cardProducts {{ {edges} }} }}")), Ok(Cost(12)));
        // 3 items, each with a connection of 5 items.
        let nested =
            format!("{{ a(first: 3) {{ edges {{ node {{ b(first: 5) {{ {edges} }} }} }} }} }}");
        assert_eq!(cost_of(&nested), Ok(Cost(2 + 3 * (1 + 2 + 5))));
        // The number is given by a variable, its default, or the schema's default.
        let query = "query A($n: Int = 4) { a(first: $n) { edges { node { id } } } }";
        let document = parse_query(query).expect("parses");
        let of = |variables| inspect(&document, None, &Variables::from_json(variables), LIMIT);
        assert_eq!(of(serde_json::json!({ "n": 7 })), Ok(Cost(9)));
        assert_eq!(of(serde_json::json!({})), Ok(Cost(6)));
        assert_eq!(cost_of("{ a { edges { node { id } } } }"), Ok(Cost(22)));
        // A huge number is refused and does not overflow.
        let many = "{ a(first: 18446744073709551615) { edges { node { id } } } }";
        assert_eq!(cost_of(many), Err(Refused::Cost { cost: u64::MAX, limit: LIMIT }));
    }

    #[test]
    fn the_most_expensive_of_fragments_on_several_types_counts() {
        assert_eq!(
            cost_of("{ a { ... on B { c { d } e { f } } ... on G { h { i } } } }"),
            Ok(Cost(3))
        );
        assert_eq!(
            cost_of("{ a { x { y } ... on B { c { d } } ... on B { e { f } } } }"),
            Ok(Cost(4))
        );
    }

    #[test]
    fn bombs_are_refused() {
        let deep = format!("{}a{}", "{a".repeat(17), "}".repeat(17));
        assert_eq!(cost_of(&deep), Err(Refused::Depth));

        let fields = (0..1001).map(|i| format!("a{i}:b ")).collect::<Vec<_>>().concat();
        assert_eq!(cost_of(&format!("{{ {fields} }}")), Err(Refused::Fields));

        let roots = (0..21).map(|i| format!("a{i}:b ")).collect::<Vec<_>>().concat();
        assert_eq!(cost_of(&format!("{{ {roots} }}")), Err(Refused::RootFields));

        let doubling = (0..60)
            .map(|i| format!("fragment f{i} on A {{ ...f{0} ...f{0} }} ", i + 1))
            .collect::<Vec<_>>()
            .concat();
        assert_eq!(
            cost_of(&format!("{{ a {{ ...f0 }} }} {doubling} fragment f60 on A {{ b }}")),
            Err(Refused::Fields)
        );

        assert_eq!(
            cost_of("{ ...A } fragment A on Q { ...B } fragment B on Q { ...A }"),
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
    fn required_variables_must_be_given() {
        let document =
            parse_query("query A($id: ID!, $other: ID, $third: ID! = 3) { node(id: $id) { id } }")
                .expect("parses");
        let given = |json| inspect(&document, Some("A"), &Variables::from_json(json), LIMIT);
        assert!(matches!(given(serde_json::json!({})), Err(Refused::Variable { .. })));
        assert!(matches!(given(serde_json::json!({ "id": null })), Err(Refused::Variable { .. })));
        assert_eq!(given(serde_json::json!({ "id": "cd_1" })), Ok(Cost(1)));
    }
}
