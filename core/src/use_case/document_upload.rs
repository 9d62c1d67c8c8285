//! Document upload: a session is started, gets a link for each file, takes each file at its link,
//! and is ended when all are up.
//!
//! The upload itself is a `PUT` of the file's bytes with its content type: observed, not published
//! (see [`METHOD`]).

use super::Shape;
use super::{Effect, Form, Node, Output, UseCase, Variables, document, id, output, required};

/// How a file is sent to its link.
pub const METHOD: &str = "PUT";

/// The largest file, in bytes: 10 MB.
pub const MAX_FILE: u32 = 10_000_000;

/// The most files at once.
pub const MAX_FILES: usize = 20;

/// A content type that is taken, known by the first bytes of a file and not by its name.
pub fn content_type(first_bytes: &[u8]) -> Option<&'static str> {
    if first_bytes.starts_with(b"%PDF-") {
        Some("application/pdf")
    } else if first_bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        Some("image/png")
    } else if first_bytes.starts_with(b"\xff\xd8\xff") {
        Some("image/jpeg")
    } else {
        None
    }
}

/// `DocumentType` of the schema, without those of card art and wire confirmations.
pub const DOCUMENT_TYPES: &[&str] = &[
    "DRIVERS_LICENSE",
    "PASSPORT",
    "STATE_ISSUED_ID",
    "SOCIAL_SECURITY_CARD",
    "UTILITY_BILL",
    "BANK_STATEMENT",
    "LEASE_AGREEMENT",
    "PAY_STUB",
    "W2",
    "US_TAX_FORM",
    "BIRTH_CERTIFICATE",
    "MARRIAGE_CERTIFICATE",
    "STATE_US_PERMANENT_RESIDENT_CARD",
    "STATE_US_EMPLOYMENT_AUTHORIZATION_CARD",
    "ARTICLES_OF_INCORPORATION",
    "BUSINESS_LICENSE",
    "BUSINESS_REGISTRATION",
    "CERTIFICATE_OF_GOOD_STANDING",
    "OPERATING_AGREEMENT",
    "PARTNERSHIP_AGREEMENT",
    "FEDERAL_EMPLOYER_IDENTIFICATION_NUMBER",
    "FORM_CP_575",
    "IRS_ISSUED_TAX_RETURN",
];

const SESSION_TYPES: &[&str] = &[
    "USAccountHolderApplicationDocumentUploadSession",
    "IdentityVerificationDocumentUploadSession",
    "ManualDocumentRequestUploadSession",
];

/// `DocumentUploadSessionStatusCode`.
const STATUS: &[&str] = &["CREATED", "INITIATED", "IN_PROGRESS", "SUBMITTED", "EXPIRED"];

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
    success: &["DocumentUploadLink"],
    input: &[INPUT[0], required("documentType", Shape::Enum(DOCUMENT_TYPES))],
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_known_by_content() {
        for (bytes, expected) in [
            (&b"%PDF-1.7\n"[..], Some("application/pdf")),
            (b"\x89PNG\r\n\x1a\n\0\0", Some("image/png")),
            (b"\xff\xd8\xff\xe0", Some("image/jpeg")),
            (b"GIF89a", None),
            (b"<html>", None),
            (b"", None),
            (b"%PD", None),
        ] {
            assert_eq!(content_type(bytes), expected);
        }
    }

    #[test]
    fn every_step_names_what_its_document_has() {
        for step in [START, LINK, END] {
            assert!(
                step.document.contains(&format!(" {}(", step.name))
                    && step.document.contains(&format!("{{{}(", step.root))
            );
            for success in step.success {
                assert!(step.document.contains(&format!("...on {success}{{")), "{success}");
            }
        }
    }
}
