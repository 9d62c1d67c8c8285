//! The steps of a document upload: start a session, send each file to its own link, end the
//! session.

use std::rc::Rc;

use sordino_core::error::{Code, Failure};
use sordino_core::protocol::FileState;
use sordino_core::use_case::{Success, document_upload};
use sordino_core::value::Value;
use zeroize::Zeroizing;

use super::Operations;
use super::calls::RunningCall;
use crate::chosen_file::{ChosenFile, Link, Place};
use crate::documents::DocumentField;
use crate::upload;

impl Operations {
    /// Starts a document upload session, sends each file that has not arrived yet to its own link,
    /// and ends the session when all files have arrived. A repeated call continues where the last
    /// one stopped.
    pub(super) async fn upload(
        self: &Rc<Self>,
        call: &RunningCall,
        input: &Value,
    ) -> Result<Value, Failure> {
        let (start, _) = self.prepare(&document_upload::START, input)?;
        let session = start.same_id.clone().unwrap_or_default();
        let field = self.fields.documents().ok_or(Code::Unsupported)?;
        let documents =
            field.ready().map_err(|missing| Failure::with_fields(Code::InvalidFields, missing))?;
        let _lock = field.lock();
        match self.exchange(call, &document_upload::START, start).await {
            // The API answers with a user error if an earlier visit has started the session. Its
            // links will tell whether it still takes documents.
            Ok(_) | Err(Failure { code: Code::UserError, .. }) => {}
            Err(failure) => return Err(failure),
        }
        let mut failed = None;
        for (file, (chosen, document_type)) in (0..).zip(&documents) {
            let place = Place { session: session.clone(), document_type: document_type.clone() };
            if chosen.has_arrived_at(&place) {
                continue;
            }
            let mut outcome = self.send_file(call, file, chosen, &place, &field).await;
            if matches!(&outcome, Err(failure) if failure.code == Code::RequestRejected) {
                // A link lives five minutes. A file that came too late gets one new link.
                outcome = self.send_file(call, file, chosen, &place, &field).await;
            }
            if let Err(mut failure) = outcome {
                field.show_progress(file, chosen, 0, FileState::Failed);
                let is_final = !document_upload::goes_on_after(failure.code);
                // If two files failed, one of them may have arrived.
                failure.outcome =
                    failure.outcome.or(failed.and_then(|before: Failure| before.outcome));
                failed = Some(failure);
                if is_final {
                    break;
                }
            }
        }
        if let Some(failure) = failed {
            return Err(failure);
        }
        let (end, _) = self.prepare(&document_upload::END, input)?;
        let Success { result, .. } = self.exchange(call, &document_upload::END, end).await?;
        field.remove_sent(documents.iter().map(|(chosen, _)| chosen));
        Ok(result)
    }

    async fn send_file(
        self: &Rc<Self>,
        call: &RunningCall,
        file: u32,
        chosen: &Rc<ChosenFile>,
        place: &Place,
        field: &Rc<DocumentField>,
    ) -> Result<(), Failure> {
        // Nobody knows whether a file has arrived if its answer was lost. It is sent again to the
        // same link, which takes it once.
        let kept = chosen.link.take().filter(|link| link.of == *place);
        let link = if let Some(link) = kept {
            link
        } else {
            let input = Value::Object(vec![
                ("documentUploadSessionId".into(), Value::text(&place.session)),
                ("documentType".into(), Value::text(&place.document_type)),
            ]);
            let (ready, _) = self.prepare(&document_upload::LINK, &input)?;
            let Success { result, .. } = self.exchange(call, &document_upload::LINK, ready).await?;
            let url =
                result.get("uploadUrl").and_then(Value::as_text).ok_or(Code::UnexpectedResponse)?;
            Link { of: place.clone(), url: Zeroizing::new(url.to_owned()) }
        };
        let (telling, going) = (Rc::clone(field), Rc::clone(chosen));
        let progress = move |percent: u32| {
            telling.show_progress(file, &going, percent.min(99), FileState::Uploading);
        };
        let abort = call.new_controller()?.signal();
        let put = upload::put(
            &link.url,
            &self.config.upload,
            &chosen.file,
            chosen.content_type,
            progress,
            &abort,
        )
        .await;
        match put {
            Ok(()) => {
                chosen.set_arrived(place.clone());
                field.show_progress(file, chosen, 100, FileState::Done);
            }
            // The link can't be used any more.
            Err(Code::RequestRejected) => {}
            Err(_) => chosen.link.set(Some(link)),
        }
        put.map_err(Failure::unless_proved)
    }
}
