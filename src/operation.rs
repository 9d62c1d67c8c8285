//! An operation's way: gather → token → send → read → show.

use std::cell::RefCell;
use std::rc::Rc;

use sordino_core::error::{Code, Failure, FieldProblem, Outcome};
use sordino_core::field::FieldCode;
use sordino_core::json;
use sordino_core::protocol::{FileState, FromVault, limits};
use sordino_core::token::ClientToken;
use sordino_core::use_case::{
    Answer, Effect, Operation, Ready, Success, UseCase, document_upload, gather, read, use_case,
};
use sordino_core::value::Value;
use web_sys::AbortController;
use zeroize::Zeroizing;

use crate::documents::{Document, DocumentField};
use crate::http::{self, Received};
use crate::session::Session;
use crate::tokens::{now, today};
use crate::upload;
use crate::wait::{Signal, after, spawn, until};

/// The calls under way.
#[derive(Default)]
pub struct Calls(RefCell<Vec<Call>>);

struct Call {
    id: u32,
    operation: Operation,
    aborted: Signal,
}

impl Calls {
    /// Two clicks are one operation: a second call of one that runs is refused.
    fn begin(&self, id: u32, operation: Operation) -> Result<Signal, Code> {
        let mut calls = self.0.borrow_mut();
        if calls.iter().any(|call| call.id == id) || calls.len() >= limits::CALLS {
            return Err(Code::Protocol);
        }
        if calls.iter().any(|call| call.operation == operation) {
            return Err(Code::Busy);
        }
        let aborted = Signal::default();
        calls.push(Call { id, operation, aborted: aborted.clone() });
        Ok(aborted)
    }

    fn end(&self, id: u32) {
        self.0.borrow_mut().retain(|call| call.id != id);
    }

    /// The page no longer wants an answer.
    pub fn abort(&self, id: u32) {
        for call in self.0.borrow().iter().filter(|call| call.id == id) {
            call.aborted.give();
        }
    }

    /// The session ends.
    pub fn abort_all(&self) {
        for call in &*self.0.borrow() {
            call.aborted.give();
        }
    }
}

/// The fields whose content is sent, each with its path in the input.
type Used = Vec<(Rc<str>, String)>;

impl Session {
    /// Begins a call; its answer goes over the port.
    pub fn call(self: &Rc<Self>, id: u32, operation: Operation, input: Value) {
        let session = Rc::clone(self);
        spawn(async move {
            let outcome = match session.calls.begin(id, operation) {
                Ok(aborted) => {
                    let outcome = match operation {
                        Operation::UploadDocuments => session.upload(&input, &aborted).await,
                        _ => session.run(use_case(operation), &input, &aborted).await,
                    };
                    session.calls.end(id);
                    outcome
                }
                Err(code) => Err(code.into()),
            };
            session.port.send(match outcome {
                Ok(result) => FromVault::Done { id, result },
                Err(error) => FromVault::Failed { id, error },
            });
        });
    }

    async fn run(&self, use_case: &UseCase, input: &Value, aborted: &Signal) -> Result<Value, Failure> {
        let (ready, used) = self.gather(use_case, input)?;
        let outcome = self.exchange(use_case, ready, aborted).await;
        let Success { result, shown, .. } = outcome.inspect_err(|failure| {
            for problem in &failure.fields {
                for (id, _) in used.iter().filter(|(_, path)| *path == problem.path) {
                    self.fields.mark(id, problem.code);
                }
            }
        })?;
        self.fields.wipe(used.iter().map(|(id, _)| id));
        self.fields.show(&shown);
        Ok(result)
    }

    fn gather(&self, use_case: &UseCase, input: &Value) -> Result<(Ready, Used), Failure> {
        let gathered = self.fields.with_held(|held, ids| match gather(use_case, input, held, today()) {
            Ok(ready) => {
                let used = ready.used.iter().map(|(index, path)| (Rc::clone(&ids[*index]), path.clone())).collect();
                Ok((ready, used))
            }
            Err(refused) => {
                let marks: Vec<_> =
                    refused.marks.iter().map(|(index, code)| (Rc::clone(&ids[*index]), *code)).collect();
                Err((refused.failure, marks))
            }
        });
        gathered.map_err(|(failure, marks)| {
            for (id, code) in marks {
                self.fields.mark(&id, code);
            }
            failure
        })
    }

    /// Sends once; and once more with another token, if the first was refused: what the API refuses by 401 it has not done.
    async fn exchange(&self, use_case: &UseCase, ready: Ready, aborted: &Signal) -> Result<Success, Failure> {
        let body = &body(use_case, ready.variables);
        let same_id = ready.same_id.as_deref();
        let first = self.token(None, aborted).await?;
        // Of a token that has ended, the API says no more than that it refuses it.
        let of = |token: &ClientToken, failure: Failure| {
            let has_ended = failure.code == Code::Unauthorized && token.is_expired(now());
            if has_ended { Failure { request_id: failure.request_id, ..Code::TokenExpired.into() } } else { failure }
        };
        let outcome = match self.send(use_case, &first, body, same_id, aborted).await {
            Err(refused) if refused.code == Code::Unauthorized => match self.token(Some(&first), aborted).await {
                // The page has no other: what was wrong with this one is what it is told.
                Err(Code::Unauthorized | Code::TokenUnavailable) => Err(of(&first, refused)),
                Err(code) => Err(code.into()),
                Ok(other) => {
                    let outcome = self.send(use_case, &other, body, same_id, aborted).await;
                    outcome.map_err(|failure| of(&other, failure))
                }
            },
            outcome => outcome,
        };
        outcome.inspect_err(|failure| {
            if failure.code == Code::AccessDenied {
                self.tokens.doubt();
            }
        })
    }

    /// Starts a document upload session, sends each file that is not up yet to a link of its own, and ends the session when all
    /// are up. Called again it goes on where it stopped.
    async fn upload(&self, input: &Value, aborted: &Signal) -> Result<Value, Failure> {
        let (start, _) = self.gather(&document_upload::START, input)?;
        let session = start.same_id.clone().unwrap_or_default();
        let field = self.fields.documents().ok_or(Code::Unsupported)?;
        let _held = field.hold();
        let documents = field.documents();
        if documents.is_empty() {
            field.mark(FieldCode::Missing);
            let missing = vec![FieldProblem::new("document", FieldCode::Missing)];
            return Err(Failure::with_fields(Code::InvalidFields, missing));
        }
        match self.exchange(&document_upload::START, start, aborted).await {
            // A session that was started before, by another visit, says so by a user error: whether it takes documents, its links
            // will tell.
            Ok(_) | Err(Failure { code: Code::UserError, .. }) => {}
            Err(failure) => return Err(failure),
        }
        let mut failed = None;
        for (file, document) in (0..).zip(&documents).filter(|(_, document)| !document.is_done.get()) {
            let mut outcome = self.send_document(file, document, &field, &session, aborted).await;
            if matches!(&outcome, Err(failure) if failure.code == Code::RequestRejected) {
                // A link lives five minutes; a file that came too late gets a new one, once.
                outcome = self.send_document(file, document, &field, &session, aborted).await;
            }
            if let Err(failure) = outcome {
                field.went_on(file, 0, FileState::Failed);
                let is_final =
                    matches!(failure.code, Code::Aborted | Code::UserError | Code::AccessDenied | Code::TokenExpired);
                failed = Some(failure);
                if is_final {
                    break;
                }
            }
        }
        if let Some(failure) = failed {
            return Err(failure);
        }
        let (end, _) = self.gather(&document_upload::END, input)?;
        let Success { result, .. } = self.exchange(&document_upload::END, end, aborted).await?;
        field.wipe();
        Ok(result)
    }

    async fn send_document(
        &self,
        file: u32,
        document: &Document,
        field: &Rc<DocumentField>,
        session: &str,
        aborted: &Signal,
    ) -> Result<(), Failure> {
        let input = Value::Object(vec![
            ("documentUploadSessionId".into(), Value::text(session)),
            ("documentType".into(), Value::text(&document.document_type())),
        ]);
        let (link, _) = self.gather(&document_upload::LINK, &input)?;
        let Success { result, .. } = self.exchange(&document_upload::LINK, link, aborted).await?;
        let url = result.get("uploadUrl").and_then(Value::as_text).ok_or(Code::UnexpectedResponse)?;
        let telling = Rc::clone(field);
        let progress = move |percent: u32| telling.went_on(file, percent.min(99), FileState::Uploading);
        upload::put(url, &self.config.upload, &document.file, document.content_type, progress, aborted).await?;
        field.went_on(file, 100, FileState::Done);
        Ok(())
    }

    async fn token(&self, refused: Option<&Rc<ClientToken>>, aborted: &Signal) -> Result<Rc<ClientToken>, Code> {
        let asking = self.tokens.get(&self.port, self.timeout.get(), refused);
        until(asking, aborted).await.ok_or(Code::Aborted)?
    }

    async fn send(
        &self,
        use_case: &UseCase,
        token: &ClientToken,
        body: &[u8],
        same_id: Option<&str>,
        aborted: &Signal,
    ) -> Result<Success, Failure> {
        let received = self.post(token, body, aborted).await;
        let outcome = received.map_err(Failure::from).and_then(|received| {
            let Received { status, body, retry_after } = received;
            read(use_case, &Answer { status, body: &body, retry_after }, same_id)
        });
        outcome.map_err(|mut failure| {
            // No answer is no proof that nothing happened.
            let is_open = matches!(
                failure.code,
                Code::Network | Code::Timeout | Code::Aborted | Code::ServerError | Code::UnexpectedResponse
            );
            if is_open && use_case.effect != Effect::Read {
                failure.outcome = Some(Outcome::Unknown);
                failure.retryable &= use_case.effect == Effect::Set;
            }
            failure
        })
    }

    async fn post(&self, token: &ClientToken, body: &[u8], aborted: &Signal) -> Result<Received, Code> {
        let controller = AbortController::new().map_err(|_| Code::Internal)?;
        let (_timer, late) = after(self.timeout.get());
        let sending = http::post(&self.config.api, token.expose(), body, &controller);
        match until(until(sending, &late), aborted).await {
            Some(Some(received)) => received,
            ended => {
                // Without a reason: see `http`.
                controller.abort();
                Err(if ended.is_none() { Code::Aborted } else { Code::Timeout })
            }
        }
    }
}

/// The request's body: the document as it is, values only ever as variables (attack 20).
fn body(use_case: &UseCase, variables: Value) -> Zeroizing<Vec<u8>> {
    let members = vec![
        ("query".into(), Value::text(use_case.document)),
        ("operationName".into(), Value::text(use_case.name)),
        ("variables".into(), variables),
    ];
    json::write(&Value::Object(members))
}
