//! An operation's way: gather → token → send → read → show.

use std::cell::RefCell;
use std::rc::Rc;

use sordino_core::error::{Code, Failure, Outcome};
use sordino_core::json;
use sordino_core::protocol::{FromVault, limits};
use sordino_core::token::ClientToken;
use sordino_core::use_case::{Answer, Effect, Operation, Ready, Success, UseCase, gather, read, use_case};
use sordino_core::value::Value;
use wasm_bindgen_futures::spawn_local;
use web_sys::AbortController;
use zeroize::Zeroizing;

use crate::http::{self, Received};
use crate::session::Session;
use crate::tokens::now;
use crate::wait::{Signal, after, until};

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
        spawn_local(async move {
            let outcome = match session.calls.begin(id, operation) {
                Ok(aborted) => {
                    let outcome = session.run(use_case(operation), &input, &aborted).await;
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
        let body = body(use_case, ready.variables);
        let outcome = self.exchange(use_case, &body, ready.same_id.as_deref(), aborted).await;
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
        let gathered = self.fields.with_held(|held, ids| match gather(use_case, input, held) {
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
    async fn exchange(
        &self,
        use_case: &UseCase,
        body: &[u8],
        same_id: Option<&str>,
        aborted: &Signal,
    ) -> Result<Success, Failure> {
        let first = self.token(None, aborted).await?;
        match self.send(use_case, &first, body, same_id, aborted).await {
            Err(refused) if refused.code == Code::Unauthorized => {
                let has_ended = first.is_expired(now());
                let code = if has_ended { Code::TokenExpired } else { Code::Unauthorized };
                let other = match self.token(Some(&first), aborted).await {
                    // The page has no other: what was wrong is the first.
                    Err(Code::Unauthorized | Code::TokenUnavailable) => {
                        return Err(Failure { request_id: refused.request_id, ..code.into() });
                    }
                    other => other?,
                };
                self.send(use_case, &other, body, same_id, aborted).await
            }
            outcome => outcome,
        }
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
