//! Checks requests against the API's schema: each GraphQL text with its variables.
//!
//! - By default, it checks all operations, with the variables that [`gather`] makes from a complete
//!   input.
//! - `cargo xtask wire` sets `SORDINO_WIRE` to a file with the requests of a real browser. Each
//!   line of the file is checked too.
//!
//! The schema is the part in `schema/highnote.graphql`, and the whole public schema if it is
//! available.

#![expect(clippy::expect_used, clippy::panic, reason = "a test that can't go on fails")]

mod support;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use apollo_compiler::request::coerce_variable_values;
use apollo_compiler::response::JsonMap;
use apollo_compiler::validation::Valid;
use apollo_compiler::{ExecutableDocument, Schema};
use serde::Deserialize as _;
use sordino_core::json;
use sordino_core::use_case::{Operation, UseCase, document_upload, gather, use_case};

use support::{CONTEXT, held, page};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace").to_owned()
}

/// Returns the available schemas with their names.
fn schemas() -> Vec<(&'static str, Valid<Schema>)> {
    let read = |path: &Path| std::fs::read_to_string(path);
    let ours = read(&root().join("schema/highnote.graphql")).expect("schema/highnote.graphql");
    let whole = std::env::var_os("SORDINO_PUBLIC_SCHEMA")
        .map_or_else(|| root().join("../shared/highnote/schema.graphql"), PathBuf::from);
    let mut found = vec![("schema/highnote.graphql", ours)];
    match read(&whole) {
        Ok(text) => found.push(("the whole public schema", text)),
        Err(_) => eprintln!(
            "NOT CHECKED: the whole public schema is not at hand; SORDINO_PUBLIC_SCHEMA may name it"
        ),
    }
    let parse = |(name, text): (&'static str, String)| match Schema::parse_and_validate(text, name)
    {
        Ok(schema) => (name, schema),
        Err(problems) => panic!("{name} is no schema: {}", problems.errors),
    };
    found.into_iter().map(parse).collect()
}

/// Returns why a request does not fit a schema.
fn problem(
    schema: &Valid<Schema>,
    document: &str,
    name: &str,
    variables: &JsonMap,
) -> Option<String> {
    let document = match ExecutableDocument::parse_and_validate(schema, document, "document") {
        Ok(document) => document,
        Err(problems) => return Some(problems.errors.to_string()),
    };
    let operation = match document.operations.get(Some(name)) {
        Ok(operation) => operation,
        Err(error) => return Some(error.message().to_string()),
    };
    coerce_variable_values(schema, operation, variables)
        .err()
        .map(|error| error.message().to_string())
}

fn variables(
    use_case: &UseCase,
    given: &str,
    fields: &[(sordino_core::field::FieldKind, &str, &str)],
) -> JsonMap {
    let ready = gather(use_case, &page(given), &held(fields), CONTEXT);
    let ready = ready.unwrap_or_else(|refused| panic!("{}: {:?}", use_case.name, refused.failure));
    serde_json::from_slice(&json::write(&ready.variables)).expect("JSON")
}

#[test]
fn each_operation_with_a_full_input() {
    let schemas = schemas();
    let mut requests: Vec<(&UseCase, JsonMap)> = Vec::new();
    for &operation in Operation::ALL {
        let (given, fields) = support::full_input(operation);
        requests.push((use_case(operation), variables(use_case(operation), given, fields)));
    }
    for (step, given) in [
        (&document_upload::LINK, r#"{"documentUploadSessionId":"du_1","documentType":"PASSPORT"}"#),
        (&document_upload::END, r#"{"documentUploadSessionId":"du_1"}"#),
    ] {
        requests.push((step, variables(step, given, &[])));
    }
    for (name, schema) in &schemas {
        for (use_case, variables) in &requests {
            let problem = problem(schema, use_case.document, use_case.name, variables);
            assert_eq!(problem, None, "{} against {name}", use_case.name);
        }
    }
}

/// Each GraphQL text asks for the members of a success by an interface, and covers every member of
/// the unions that is no error.
#[test]
fn every_member_of_an_upload_s_unions_is_known() {
    for (name, schema) in &schemas() {
        for (step, interface) in [
            (&document_upload::START, "DocumentUploadSession"),
            (&document_upload::LINK, "UploadLink"),
            (&document_upload::END, "DocumentUploadSession"),
        ] {
            let union = format!("{}Payload", step.name);
            let union = schema.get_union(&union).expect("the schema has the payload");
            for member in union.members.iter().filter(|member| !member.ends_with("Error")) {
                // The link for a cheque is the session itself, which has no address.
                if member.as_str() == "CheckPaymentDocumentUploadSession"
                    && step.name == document_upload::LINK.name
                {
                    continue;
                }
                assert!(
                    step.success.split(' ').any(|known| known == member.as_str()),
                    "{name}: {member}"
                );
                let object = schema.get_object(member).expect("members are objects");
                let mut interfaces = object.implements_interfaces.iter();
                assert!(interfaces.any(|known| known == interface), "{name}: {member}");
            }
        }
    }
}

/// A line of the file.
#[derive(serde::Deserialize)]
#[serde(rename_all = "camelCase")]
struct Sent {
    use_case: String,
    operation_name: String,
    document: String,
    variables: JsonMap,
}

#[test]
fn requests_of_a_real_browser_fit_the_schema() {
    let Some(file) = std::env::var_os("SORDINO_WIRE") else {
        eprintln!(
            "NOT CHECKED: no browser's requests are at hand; `cargo xtask wire` records and checks them"
        );
        return;
    };
    let text = std::fs::read_to_string(&file).expect("the file that SORDINO_WIRE names");
    let sent: Vec<Sent> =
        text.lines().map(|line| serde_json::from_str(line).expect("a request a line")).collect();
    let use_cases: BTreeSet<&str> = sent.iter().map(|sent| sent.use_case.as_str()).collect();
    assert_eq!(use_cases.len(), 13, "all use cases sent something: {use_cases:?}");
    let schemas = schemas();
    for (name, schema) in &schemas {
        for Sent { use_case, operation_name, document, variables } in &sent {
            assert_eq!(
                problem(schema, document, operation_name, variables),
                None,
                "{use_case} against {name}"
            );
        }
    }
    eprintln!("{} requests fit {} schemas", sent.len(), schemas.len());
}

#[test]
fn a_request_that_does_not_fit_the_schema_is_found() {
    let good = use_case(Operation::SetPaymentCardPin);
    let (given, fields) = support::full_input(Operation::SetPaymentCardPin);
    let sent = variables(good, given, fields);
    let map = |text: &str| {
        JsonMap::deserialize(&mut serde_json::Deserializer::from_str(text)).expect("an object")
    };
    for (_, schema) in schemas() {
        assert_eq!(problem(&schema, good.document, good.name, &sent), None);
        for (document, name, variables) in [
            (good.document.replace("last4", "pan"), good.name, sent.clone()),
            (good.document.replace("PaymentCard{", "FinancialAccount{"), good.name, sent.clone()),
            (good.document.replace("input:$input", "input:$other"), good.name, sent.clone()),
            (good.document.to_owned(), "AnotherName", sent.clone()),
            (good.document.to_owned(), good.name, map("{}")),
            (good.document.to_owned(), good.name, map(r#"{"input":{"paymentCardId":"cd_1"}}"#)),
            (
                good.document.to_owned(),
                good.name,
                map(r#"{"input":{"paymentCardId":"cd_1","newPin":1234}}"#),
            ),
            (
                good.document.to_owned(),
                good.name,
                map(r#"{"input":{"paymentCardId":"cd_1","newPin":"1","x":1}}"#),
            ),
        ] {
            assert!(problem(&schema, &document, name, &variables).is_some(), "{name} {document}");
        }
    }
}
