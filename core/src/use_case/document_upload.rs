//! Document upload: an operation of several steps. It starts the upload session, creates a link for
//! each file, sends each file to its link, and ends the upload session.
//!
//! A file is sent by a `PUT` of its bytes with its content type. The API does not document this; it
//! was observed (see [`METHOD`]).

use super::Shape;
use super::{Effect, Form, Node, Output, UseCase, Variables, document, id, output, required};
use crate::error::Code;
use crate::field::document::TYPES;

/// The HTTP method that sends a file to its link.
pub const METHOD: &str = "PUT";

const SESSION_TYPES: &str = "\
    USAccountHolderApplicationDocumentUploadSession IdentityVerificationDocumentUploadSession \
    ManualDocumentRequestUploadSession CardProfileDocumentUploadSession \
    CheckPaymentDocumentUploadSession";

/// `DocumentUploadSessionStatusCode`.
const STATUS: &str = "CREATED INITIATED IN_PROGRESS SUBMITTED EXPIRED";

const SESSION: &[Output] =
    &[output("id", "id", Form::Id), output("status", "status", Form::Enum(STATUS))];

const INPUT: &[Node] = &[id("documentUploadSessionId", "documentUploadSessionId")];

/// `startDocumentUploadSession`. A session that is started already can be started again.
pub const START: UseCase = UseCase {
    document: document!("start_document_upload_session"),
    name: "StartDocumentUploadSession",
    root: "startDocumentUploadSession",
    success: SESSION_TYPES,
    effect: Effect::Set,
    variables: Variables::Input,
    input: INPUT,
    same_id: Some("documentUploadSessionId"),
    may_deny: None,
    personal_when: None,
    shown: &[],
    result: SESSION,
};

/// `createDocumentUploadLink`. An unused link expires.
pub const LINK: UseCase = UseCase {
    document: document!("create_document_upload_link"),
    name: "CreateDocumentUploadLink",
    root: "createDocumentUploadLink",
    success: "DocumentUploadLink CardArtDocument",
    input: &[INPUT[0], required("documentType", Shape::Enum(TYPES))],
    same_id: None,
    result: &[output("id", "id", Form::Id), output("uploadUrl", "uploadUrl", Form::Url)],
    ..START
};

/// `endDocumentUploadSession`. The session takes no files afterwards.
pub const END: UseCase = UseCase {
    document: document!("end_document_upload_session"),
    name: "EndDocumentUploadSession",
    root: "endDocumentUploadSession",
    effect: Effect::Make,
    ..START
};

/// Whether the remaining files are still sent after one failed with `code`. A failure of the token,
/// the session or a limit would repeat for each of them, and more requests would make a limit
/// worse.
pub fn goes_on_after(code: Code) -> bool {
    matches!(
        code,
        Code::Timeout
            | Code::Network
            | Code::RequestRejected
            | Code::ServerError
            | Code::UnexpectedResponse
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::split;
    use crate::use_case::{Answer, read};

    #[test]
    fn what_concerns_one_file_alone_does_not_stop_the_others() {
        let goes_on: Vec<&str> =
            Code::ALL.iter().filter(|code| goes_on_after(**code)).map(|code| code.name()).collect();
        let expected =
            ["timeout", "network", "request-rejected", "server-error", "unexpected-response"];
        assert_eq!(goes_on, expected);
        for code in [
            Code::RateLimited,
            Code::TokenUnavailable,
            Code::TokenMalformed,
            Code::TokenExpired,
            Code::Unauthorized,
            Code::AccessDenied,
            Code::UserError,
            Code::Aborted,
            Code::Destroyed,
        ] {
            assert!(!goes_on_after(code), "{code:?}");
        }
    }

    #[test]
    fn every_kind_of_session_and_link_is_known() {
        let answer = |step: &UseCase, typename: &str, member: &str| {
            let root = step.root;
            let object = format!(r#"{{"__typename":"{typename}","id":"du_1",{member}}}"#);
            let body = format!(r#"{{"data":{{"{root}":{object}}}}}"#);
            let answer = Answer { status: 200, body: body.as_bytes(), retry_after: None };
            read(step, &answer, step.same_id.map(|_| "du_1")).map(|_| ()).map_err(|e| e.code)
        };
        for step in [START, END] {
            for typename in split(SESSION_TYPES, b' ') {
                assert_eq!(
                    answer(&step, typename, r#""status":"INITIATED""#),
                    Ok(()),
                    "{typename}"
                );
            }
            let other = answer(&step, "CardArtDocument", r#""status":"PENDING""#);
            assert_eq!(other, Err(Code::UnexpectedResponse));
        }
        for typename in ["DocumentUploadLink", "CardArtDocument"] {
            let url = r#""uploadUrl":"https://upload.example/1""#;
            assert_eq!(answer(&LINK, typename, url), Ok(()), "{typename}");
        }
    }

    #[test]
    fn the_steps_differ_in_effect_input_and_result() {
        assert_eq!(
            [START, LINK, END].map(|step| step.effect),
            [Effect::Set, Effect::Set, Effect::Make]
        );
        // A link has its own id, not the one of the upload session.
        assert_eq!([START, LINK, END].map(|step| step.same_id.is_some()), [true, false, true]);
        let inputs =
            [START, LINK, END].map(|step| step.input.iter().map(Node::page).collect::<Vec<_>>());
        let session = vec!["documentUploadSessionId"];
        assert_eq!(inputs, [session.clone(), [&session[..], &["documentType"]].concat(), session]);
        let results = [START, LINK, END]
            .map(|step| step.result.iter().map(|output| output.name).collect::<Vec<_>>());
        assert_eq!(results, [["id", "status"], ["id", "uploadUrl"], ["id", "status"]]);
    }

    #[test]
    fn every_step_names_what_its_document_has() {
        for step in [START, LINK, END] {
            assert!(
                step.document.contains(&format!(" {}(", step.name))
                    && step.document.contains(&format!("{{{}(", step.root))
            );
            // Every success type implements this interface (`tests/wire.rs` checks the schema).
            let interface =
                if step.name == LINK.name { "UploadLink" } else { "DocumentUploadSession" };
            assert!(step.document.contains(&format!("...on {interface}{{")), "{}", step.name);
        }
    }
}
