//! `schema/highnote.graphql` is the schema that the server serves, and all of it is in the real
//! schema.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use async_graphql::Positioned;
use async_graphql::parser::parse_schema;
use async_graphql::parser::types::{
    ConstDirective, FieldDefinition, InputValueDefinition, ServiceDocument, TypeKind,
    TypeSystemDefinition,
};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace").to_owned()
}

fn ours() -> String {
    std::fs::read_to_string(root().join("schema/highnote.graphql"))
        .expect("schema/highnote.graphql")
}

/// Lists the facts of a schema, one a line: types, fields with arguments and nullability, values,
/// members, deprecations. Descriptions, order and layout are left out.
fn facts(schema: &str) -> BTreeMap<String, Vec<String>> {
    let document: ServiceDocument = parse_schema(schema).expect("a schema");
    let mut facts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for definition in document.definitions {
        let TypeSystemDefinition::Type(definition) = definition else { continue };
        let definition = definition.node;
        let of_type = facts.entry(definition.name.node.to_string()).or_default();
        match definition.kind {
            TypeKind::Scalar => of_type.push("scalar".to_owned()),
            TypeKind::Object(object) => {
                of_type.push("type".to_owned());
                of_type.extend(
                    object.implements.iter().map(|name| format!("implements {}", name.node)),
                );
                of_type.extend(object.fields.iter().map(|field| output(&field.node)));
            }
            TypeKind::Interface(interface) => {
                of_type.push("interface".to_owned());
                of_type.extend(interface.fields.iter().map(|field| output(&field.node)));
            }
            TypeKind::Union(union) => {
                of_type.push("union".to_owned());
                of_type
                    .extend(union.members.iter().map(|member| format!("member {}", member.node)));
            }
            TypeKind::Enum(values) => {
                of_type.push("enum".to_owned());
                of_type.extend(values.values.iter().map(|value| {
                    format!("value {}{}", value.node.value.node, marks(&value.node.directives))
                }));
            }
            TypeKind::InputObject(object) => {
                of_type.push("input".to_owned());
                of_type.extend(object.fields.iter().map(|field| input(&field.node)));
            }
        }
    }
    for of_type in facts.values_mut() {
        of_type.sort();
    }
    facts
}

fn output(field: &FieldDefinition) -> String {
    let mut arguments: Vec<String> =
        field.arguments.iter().map(|argument| input(&argument.node)).collect();
    arguments.sort();
    let marks = marks(&field.directives);
    format!("{}({}): {}{marks}", field.name.node, arguments.join(", "), field.ty.node)
}

/// The deprecation and its reason.
fn marks(directives: &[Positioned<ConstDirective>]) -> String {
    let deprecated = directives.iter().find(|one| one.node.name.node == "deprecated");
    deprecated.map_or_else(String::new, |one| {
        let reason = one.node.get_argument("reason").map(|reason| reason.node.to_string());
        format!(" deprecated: {}", reason.unwrap_or_default())
    })
}

fn input(value: &InputValueDefinition) -> String {
    let default = value
        .default_value
        .as_ref()
        .map(|default| format!(" = {}", default.node))
        .unwrap_or_default();
    let marks = marks(&value.directives);
    format!("{}: {}{default}{marks}", value.name.node, value.ty.node)
}

#[test]
fn the_file_is_what_the_server_serves() {
    assert_eq!(
        facts(&sordino_sandbox::sdl()),
        facts(&ours()),
        "write it again: cargo run -p sordino-sandbox -- schema > schema/highnote.graphql"
    );
}

/// Lists the facts of our schema that the real schema lacks, and the missing parts of our enums and
/// inputs, which must be complete.
fn deviations(ours: &str, real: &str) -> Vec<String> {
    let real = facts(real);
    let none = Vec::new();
    let mut found = Vec::new();
    for (name, of_type) in facts(ours) {
        let known = real.get(&name).unwrap_or(&none);
        let made_up = of_type.iter().filter(|fact| !known.contains(fact));
        found.extend(made_up.map(|fact| format!("{name}: {fact}")));
        // An incomplete enum or input would refuse values that the real one accepts.
        let whole = ["enum", "input"].iter().any(|kind| of_type.iter().any(|fact| fact == kind));
        if whole {
            let missing = known.iter().filter(|fact| !of_type.contains(fact));
            found.extend(missing.map(|fact| format!("{name} lacks {fact}")));
        }
    }
    found
}

#[test]
fn everything_in_it_is_in_the_real_schema() {
    let place = std::env::var_os("SORDINO_PUBLIC_SCHEMA")
        .map_or_else(|| root().join("../shared/highnote/schema.graphql"), PathBuf::from);
    let Ok(real) = std::fs::read_to_string(&place) else {
        eprintln!(
            "SKIPPED: the whole public schema is not at hand; SORDINO_PUBLIC_SCHEMA may name it"
        );
        return;
    };
    let found = deviations(&ours(), &real);
    assert!(found.is_empty(), "not as in the real schema:\n{}", found.join("\n"));
}

const REAL: &str = "interface Node { id: ID! } interface Owner { name: String } \
    type Card implements Node & Owner { id: ID! name: String old: String @deprecated(reason: \"Use name.\") \
    list(first: Int = 20, by: By): [String!] } \
    union Any = Card | Error type Error { message: String! } \
    input By { equals: String all: [String!] } enum Kind { A B @deprecated(reason: \"Use A.\") }";

#[test]
fn a_part_of_the_real_schema_is_no_deviation() {
    let part = "interface Node { id: ID! } \
        type Card implements Node { id: ID! list(by: By, first: Int = 20): [String!] } \
        union Any = Card input By { all: [String!] equals: String } \
        enum Kind { B @deprecated(reason: \"Use A.\") A }";
    assert_eq!(deviations(part, REAL), Vec::<String>::new());
}

#[test]
fn every_deviation_is_found() {
    for ours in [
        "type Made { up: String }",
        "type Card { up: String }",
        "type Card { id: ID }",
        "type Card { name: String! }",
        "type Card { list(first: Int, by: By): [String!] }",
        "type Card { list(first: Int = 20): [String!] }",
        "type Card { list(first: Int = 20, by: By): [String] }",
        "type Card { old: String }",
        "type Card { name: String @deprecated(reason: \"Use name.\") }",
        "type Card { old: String @deprecated(reason: \"Other words.\") }",
        "type Error implements Node { message: String! }",
        "interface Card { id: ID! }",
        "union Any = Other",
        "scalar Kind",
        "input By { equals: String }",
        "input By { equals: String all: [String!] more: Int }",
        "input By { equals: String! all: [String!] }",
        "enum Kind { A }",
        "enum Kind { A B }",
        "enum Kind { A B @deprecated(reason: \"Use A.\") C }",
    ] {
        assert!(!deviations(ours, REAL).is_empty(), "{ours}");
    }
}
