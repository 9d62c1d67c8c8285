//! Document upload: a session is started, gets a link for each file, takes each file at its link,
//! and is ended when all are up.
//!
//! The upload itself is a `PUT` of the file's bytes with its content type: observed, not published
//! (see [`METHOD`]).

use super::Shape;
use super::{Effect, Form, Node, Output, UseCase, Variables, document, id, output, required};
use crate::error::Code;
use crate::field::document::TYPES;

/// How a file is sent to its link.
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

/// `startDocumentUploadSession`: again, it starts what is started.
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

/// `createDocumentUploadLink`: a link that nobody uses expires.
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

/// `endDocumentUploadSession`: after it nothing more is taken.
pub const END: UseCase = UseCase {
    document: document!("end_document_upload_session"),
    name: "EndDocumentUploadSession",
    root: "endDocumentUploadSession",
    effect: Effect::Make,
    ..START
};

/// Whether the further files are tried after one has failed with `code`. A failure of the token,
/// of the session or of a limit would be the same for each of them, and asking again for each would
/// make a limit worse.
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
        for typename in split(LINK.success, b' ') {
            let url = r#""uploadUrl":"https://upload.example/1""#;
            assert_eq!(answer(&LINK, typename, url), Ok(()), "{typename}");
        }
    }

    #[test]
    fn every_step_names_what_its_document_has() {
        for step in [START, LINK, END] {
            assert!(
                step.document.contains(&format!(" {}(", step.name))
                    && step.document.contains(&format!("{{{}(", step.root))
            );
            // An interface that every success implements (`tests/wire.rs` looks at the schema).
            let interface =
                if step.name == LINK.name { "UploadLink" } else { "DocumentUploadSession" };
            assert!(step.document.contains(&format!("...on {interface}{{")), "{}", step.name);
        }
    }
}
