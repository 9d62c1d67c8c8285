//! The steps of one request: gather the content of fields, send it with the token, read the answer,
//! and show it.

use std::future::poll_fn;
use std::rc::Rc;
use std::task::Poll;

use sordino_core::error::Failure;
use sordino_core::json;
use sordino_core::session::{Event, calls};
use sordino_core::token::ClientToken;
use sordino_core::use_case::{Answer, Ready, Success, UseCase, gather, read};
use sordino_core::value::Value;
use zeroize::Zeroizing;

use super::Operations;
use super::calls::{PreparedRequest, RunningCall};
use crate::http::{self, Received};
use crate::wait::spawn;

/// The fields whose content is sent, with their paths in the input.
pub(super) type UsedFields = Vec<(Rc<str>, String)>;

impl Operations {
    pub(super) async fn run(
        self: &Rc<Self>,
        call: &RunningCall,
        use_case: &'static UseCase,
        input: &Value,
    ) -> Result<Value, Failure> {
        let (ready, used) = self.prepare(use_case, input)?;
        let object = ready.same_id.clone().unwrap_or_default();
        let outcome = self.exchange(call, use_case, ready).await;
        let Success { result, shown, .. } = outcome.inspect_err(|failure| {
            for problem in &failure.fields {
                for (id, _) in used.iter().filter(|(_, path)| *path == problem.path) {
                    self.fields.mark(id, problem.code);
                }
            }
        })?;
        self.fields.wipe_sent(used.iter().map(|(id, _)| id));
        if !shown.is_empty() {
            self.fields.show(use_case, &object, shown)?;
        }
        Ok(result)
    }

    pub(super) fn prepare(
        &self,
        use_case: &UseCase,
        input: &Value,
    ) -> Result<(Ready, UsedFields), Failure> {
        let context = self.fields.context();
        let gathered = self.fields.with_contents(|contents, ids| {
            match gather(use_case, input, contents, context) {
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
            }
        });
        gathered.map_err(|(failure, marks)| {
            for (id, code) in marks {
                self.fields.mark(&id, code);
            }
            failure
        })
    }

    /// Asks for a request to be sent, and waits for its outcome.
    pub(super) async fn exchange(
        self: &Rc<Self>,
        call: &RunningCall,
        use_case: &'static UseCase,
        ready: Ready,
    ) -> Result<Success, Failure> {
        let object = ready.same_id.as_deref().map(Into::into);
        let request = PreparedRequest {
            use_case,
            body: request_body(use_case, ready.variables),
            same_id: ready.same_id,
        };
        call.request.replace(Some(Rc::new(request)));
        (self.dispatch)(Event::Request(calls::Request {
            call: call.id,
            effect: use_case.effect,
            object,
        }));
        poll_fn(|context| {
            let outcome = call.outcome.take();
            if outcome.is_none() {
                call.waker.set(Some(context.waker().clone()));
            }
            outcome.map_or(Poll::Pending, |outcome| Poll::Ready(*outcome))
        })
        .await
    }

    /// Sends the request of a call, and hands the answer in as an event.
    pub fn send(self: &Rc<Self>, id: u32, token: Rc<ClientToken>) {
        let Some(call) = self.calls.get(id) else { return };
        let Some(request) = call.request.borrow().clone() else { return };
        let Ok(controller) = call.new_controller() else { return };
        let operations = Rc::clone(self);
        spawn(async move {
            let received =
                http::post(&operations.config.api, token.expose(), &request.body, &controller)
                    .await;
            // The call already has another outcome.
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
            (operations.dispatch)(Event::Answer { call: id, answer, date });
        });
    }
}

/// Builds the request's body. The GraphQL text is constant, and values are only ever variables
/// (attack 20).
fn request_body(use_case: &UseCase, variables: Value) -> Zeroizing<Vec<u8>> {
    let members = vec![
        ("query".into(), Value::text(use_case.document)),
        ("operationName".into(), Value::text(use_case.name)),
        ("variables".into(), variables),
    ];
    json::write(&Value::Object(members))
}
