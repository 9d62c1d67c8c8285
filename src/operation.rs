//! An operation's way: gather → token → send → read → show. When it is sent, how often and with
//! which token says the state machine; here it is done.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};

use sordino_core::error::{Code, Failure, FieldCode, FieldProblem};
use sordino_core::json;
use sordino_core::protocol::{FileState, FromVault};
use sordino_core::session::Event;
use sordino_core::text::concat;
use sordino_core::token::ClientToken;
use sordino_core::use_case::{
    Answer, Operation, Ready, Success, UseCase, document_upload, gather, read, use_case,
};
use sordino_core::value::Value;
use web_sys::AbortController;
use zeroize::Zeroizing;

use crate::clock::today;
use crate::documents::{Document, DocumentField, Link};
use crate::http::{self, Received};
use crate::session::Session;
use crate::upload;
use crate::wait::spawn;

/// The calls under way.
#[derive(Default)]
pub struct Calls(RefCell<Vec<Rc<Call>>>);

/// A call.
pub struct Call {
    id: u32,
    /// What is to be run, until it runs.
    wanted: Cell<Option<(Operation, Value)>>,
    /// What is sent, perhaps several times.
    request: RefCell<Option<Rc<Request>>>,
    /// Stops what is being sent.
    sending: Cell<Option<AbortController>>,
    /// What came of the request, and who waits for it.
    outcome: Cell<Option<Box<Result<Success, Failure>>>>,
    waiting: Cell<Option<Waker>>,
}

struct Request {
    use_case: &'static UseCase,
    body: Zeroizing<Vec<u8>>,
    same_id: Option<String>,
}

impl Calls {
    fn get(&self, id: u32) -> Option<Rc<Call>> {
        self.0.borrow().iter().find(|call| call.id == id).cloned()
    }

    /// Stops what is being sent.
    pub fn cancel(&self, id: u32) {
        if let Some(controller) = self.get(id).and_then(|call| call.sending.take()) {
            controller.abort();
        }
    }

    /// Hands a call what came of its request.
    pub fn deliver(&self, id: u32, outcome: Box<Result<Success, Failure>>) {
        let Some(call) = self.get(id) else { return };
        call.request.take();
        call.sending.take();
        call.outcome.set(Some(outcome));
        if let Some(waiting) = call.waiting.take() {
            waiting.wake();
        }
    }
}

impl Call {
    /// What is sent from now on is stopped by this.
    fn sends(&self) -> Result<AbortController, Code> {
        let controller = AbortController::new().map_err(|_| Code::Internal)?;
        self.sending.set(Some(controller.clone()));
        Ok(controller)
    }
}

/// The fields whose content is sent, each with its path in the input.
type Used = Vec<(Rc<str>, String)>;

impl Session {
    /// Begins a call; its answer goes over the port.
    pub fn call(self: &Rc<Self>, id: u32, operation: Operation, input: Value) {
        self.calls.0.borrow_mut().push(Rc::new(Call {
            id,
            wanted: Cell::new(Some((operation, input))),
            request: RefCell::default(),
            sending: Cell::default(),
            outcome: Cell::default(),
            waiting: Cell::default(),
        }));
        self.happened(Event::Begin { call: id, operation });
    }

    /// A call is not taken: the last, which has only begun.
    pub fn refuse(&self, id: u32, code: Code) {
        self.calls.0.borrow_mut().pop();
        self.port.send(FromVault::Failed { id, error: code.into() });
    }

    /// A call is taken: it gathers, and goes its way.
    pub fn gather(self: &Rc<Self>, id: u32) {
        let Some(call) = self.calls.get(id) else { return };
        let Some((operation, input)) = call.wanted.take() else { return };
        let session = Rc::clone(self);
        spawn(async move {
            let outcome = match operation {
                Operation::UploadDocuments => session.upload(&call, &input).await,
                _ => session.run(&call, use_case(operation), &input).await,
            };
            session.happened(Event::Finish { call: id });
            session.calls.0.borrow_mut().retain(|call| call.id != id);
            session.port.send(match outcome {
                Ok(result) => FromVault::Done { id, result },
                Err(error) => FromVault::Failed { id, error },
            });
        });
    }

    async fn run(
        self: &Rc<Self>,
        call: &Call,
        use_case: &'static UseCase,
        input: &Value,
    ) -> Result<Value, Failure> {
        let (ready, used) = self.ready(use_case, input)?;
        let outcome = self.exchange(call, use_case, ready).await;
        let Success { result, shown, .. } = outcome.inspect_err(|failure| {
            for problem in &failure.fields {
                for (id, _) in used.iter().filter(|(_, path)| *path == problem.path) {
                    self.fields.mark(id, problem.code);
                }
            }
        })?;
        self.fields.wipe_sent(used.iter().map(|(id, _)| id));
        self.fields.show(&shown);
        Ok(result)
    }

    fn ready(&self, use_case: &UseCase, input: &Value) -> Result<(Ready, Used), Failure> {
        let gathered =
            self.fields.with_held(|held, ids| match gather(use_case, input, held, today()) {
                Ok(ready) => {
                    let used = ready
                        .used
                        .iter()
                        .map(|(index, path)| (Rc::clone(&ids[*index]), path.clone()))
                        .collect();
                    Ok((ready, used))
                }
                Err(refused) => {
                    let marks: Vec<_> = refused
                        .marks
                        .iter()
                        .map(|(index, code)| (Rc::clone(&ids[*index]), *code))
                        .collect();
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

    /// Wants something sent, and waits for what comes of it.
    async fn exchange(
        self: &Rc<Self>,
        call: &Call,
        use_case: &'static UseCase,
        ready: Ready,
    ) -> Result<Success, Failure> {
        let request =
            Request { use_case, body: body(use_case, ready.variables), same_id: ready.same_id };
        call.request.replace(Some(Rc::new(request)));
        self.happened(Event::Request { call: call.id, effect: use_case.effect });
        poll_fn(|context| {
            let outcome = call.outcome.take();
            if outcome.is_none() {
                call.waiting.set(Some(context.waker().clone()));
            }
            outcome.map_or(Poll::Pending, |outcome| Poll::Ready(*outcome))
        })
        .await
    }

    /// Sends what a call has gathered; its answer is an event.
    pub fn send(self: &Rc<Self>, id: u32, token: Rc<ClientToken>) {
        let Some(call) = self.calls.get(id) else { return };
        let Some(request) = call.request.borrow().clone() else { return };
        let Ok(controller) = call.sends() else { return };
        let session = Rc::clone(self);
        spawn(async move {
            let received =
                http::post(&session.config.api, token.expose(), &request.body, &controller).await;
            // The call has been told another end.
            if controller.signal().aborted() {
                return;
            }
            let date = received.as_ref().ok().and_then(|received| received.date);
            let answer = received.map_err(Failure::from).and_then(|received| {
                let Received { status, body, retry_after, .. } = received;
                read(
                    request.use_case,
                    &Answer { status, body: &body, retry_after },
                    request.same_id.as_deref(),
                )
            });
            session.happened(Event::Answer { call: id, answer, date });
        });
    }

    /// Starts a document upload session, sends each file that is not up yet to a link of its own,
    /// and ends the session when all are up. Called again it goes on where it stopped.
    async fn upload(self: &Rc<Self>, call: &Call, input: &Value) -> Result<Value, Failure> {
        let (start, _) = self.ready(&document_upload::START, input)?;
        let session = start.same_id.clone().unwrap_or_default();
        let field = self.fields.documents().ok_or(Code::Unsupported)?;
        let _held = field.hold();
        let documents = field.documents();
        if documents.is_empty() {
            field.mark(FieldCode::Missing);
            let missing = vec![FieldProblem::new("document", FieldCode::Missing)];
            return Err(Failure::with_fields(Code::InvalidFields, missing));
        }
        match self.exchange(call, &document_upload::START, start).await {
            // A session that was started before, by another visit, says so by a user error: whether
            // it takes documents, its links will tell.
            Ok(_) | Err(Failure { code: Code::UserError, .. }) => {}
            Err(failure) => return Err(failure),
        }
        let mut failed = None;
        for (file, document) in
            (0..).zip(&documents).filter(|(_, document)| !document.is_done.get())
        {
            let mut outcome = self.send_document(call, file, document, &field, &session).await;
            if matches!(&outcome, Err(failure) if failure.code == Code::RequestRejected) {
                // A link lives five minutes; a file that came too late gets a new one, once.
                outcome = self.send_document(call, file, document, &field, &session).await;
            }
            if let Err(failure) = outcome {
                field.went_on(file, 0, FileState::Failed);
                let is_final = matches!(
                    failure.code,
                    Code::Aborted | Code::UserError | Code::AccessDenied | Code::TokenExpired
                );
                failed = Some(failure);
                if is_final {
                    break;
                }
            }
        }
        if let Some(failure) = failed {
            return Err(failure);
        }
        let (end, _) = self.ready(&document_upload::END, input)?;
        let Success { result, .. } = self.exchange(call, &document_upload::END, end).await?;
        field.forget(&documents);
        Ok(result)
    }

    async fn send_document(
        self: &Rc<Self>,
        call: &Call,
        file: u32,
        document: &Document,
        field: &Rc<DocumentField>,
        session: &str,
    ) -> Result<(), Failure> {
        let kind = document.document_type();
        let of = concat(&[session, &kind]);
        // Whether a file has arrived whose answer got lost, nobody knows: it goes to the same link
        // again, which takes it once.
        let kept = document.link.take().filter(|link| link.of == of);
        let link = if let Some(link) = kept {
            link
        } else {
            let input = Value::Object(vec![
                ("documentUploadSessionId".into(), Value::text(session)),
                ("documentType".into(), Value::text(&kind)),
            ]);
            let (ready, _) = self.ready(&document_upload::LINK, &input)?;
            let Success { result, .. } = self.exchange(call, &document_upload::LINK, ready).await?;
            let url =
                result.get("uploadUrl").and_then(Value::as_text).ok_or(Code::UnexpectedResponse)?;
            Link { of, url: Zeroizing::new(url.to_owned()) }
        };
        let telling = Rc::clone(field);
        let progress =
            move |percent: u32| telling.went_on(file, percent.min(99), FileState::Uploading);
        let abort = call.sends()?.signal();
        let put = upload::put(
            &link.url,
            &self.config.upload,
            &document.file,
            document.content_type,
            progress,
            &abort,
        )
        .await;
        match put {
            Ok(()) => field.went_on(file, 100, FileState::Done),
            // The link is of no use any more.
            Err(Code::RequestRejected) => {}
            Err(_) => document.link.set(Some(link)),
        }
        Ok(put?)
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
