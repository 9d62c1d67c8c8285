//! `schema/highnote.graphql` is what the server serves, and all of it is in the real schema.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use async_graphql::parser::parse_schema;
use async_graphql::parser::types::{
    InputValueDefinition, ServiceDocument, TypeKind, TypeSystemDefinition,
};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace").to_owned()
}

fn ours() -> String {
    std::fs::read_to_string(root().join("schema/highnote.graphql"))
        .expect("schema/highnote.graphql")
}

/// Everything a schema says, one fact a line: types, fields with arguments and nullability, values,
/// members. Descriptions, order and the text's layout are left out.
fn facts(schema: &str) -> BTreeMap<String, Vec<String>> {
    let document: ServiceDocument = parse_schema(schema).expect("a schema");
    let mut facts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for definition in document.definitions {
        let TypeSystemDefinition::Type(definition) = definition else { continue };
        let definition = definition.node;
        let of_type = facts.entry(definition.name.node.to_string()).or_default();
        let arguments = |arguments: &[async_graphql::Positioned<InputValueDefinition>]| {
            let mut all: Vec<String> =
                arguments.iter().map(|argument| input(&argument.node)).collect();
            all.sort();
            all.join(", ")
        };
        match definition.kind {
            TypeKind::Scalar => of_type.push("scalar".to_owned()),
            TypeKind::Object(object) => {
                of_type.push("type".to_owned());
                of_type.extend(
                    object.implements.iter().map(|name| format!("implements {}", name.node)),
                );
                of_type.extend(object.fields.iter().map(|field| {
                    format!(
                        "{}({}): {}",
                        field.node.name.node,
                        arguments(&field.node.arguments),
                        field.node.ty.node
                    )
                }));
            }
            TypeKind::Interface(interface) => {
                of_type.push("interface".to_owned());
                of_type.extend(interface.fields.iter().map(|field| {
                    format!(
                        "{}({}): {}",
                        field.node.name.node,
                        arguments(&field.node.arguments),
                        field.node.ty.node
                    )
                }));
            }
            TypeKind::Union(union) => {
                of_type.push("union".to_owned());
                of_type
                    .extend(union.members.iter().map(|member| format!("member {}", member.node)));
            }
            TypeKind::Enum(values) => {
                of_type.push("enum".to_owned());
                of_type.extend(
                    values.values.iter().map(|value| format!("value {}", value.node.value.node)),
                );
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

fn input(value: &InputValueDefinition) -> String {
    let default = value
        .default_value
        .as_ref()
        .map(|default| format!(" = {}", default.node))
        .unwrap_or_default();
    format!("{}: {}{default}", value.name.node, value.ty.node)
}

#[test]
fn the_file_is_what_the_server_serves() {
    assert_eq!(
        facts(&sordino_sandbox::sdl()),
        facts(&ours()),
        "write it anew: cargo run -p sordino-sandbox -- schema > schema/highnote.graphql"
    );
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
    let real = facts(&real);
    let mut made_up = Vec::new();
    for (name, of_type) in facts(&ours()) {
        let empty = Vec::new();
        let known = real.get(&name).unwrap_or(&empty);
        made_up.extend(
            of_type
                .iter()
                .filter(|fact| !known.contains(fact))
                .map(|fact| format!("{name}: {fact}")),
        );
    }
    assert!(made_up.is_empty(), "not in the real schema:\n{}", made_up.join("\n"));
    // An enum of which a part is missing would refuse what the real one takes.
    for (name, of_type) in facts(&ours()) {
        if of_type.contains(&"enum".to_owned()) || of_type.contains(&"input".to_owned()) {
            assert_eq!(Some(&of_type), real.get(&name), "{name} must be whole");
        }
    }
}
