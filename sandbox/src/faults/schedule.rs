//! The schedule: faults that wait until a request matches them.

use std::sync::{Mutex, PoisonError};

use tokio::sync::{broadcast, watch};

use super::fault::{Fault, RequestFacts};

/// Faults that wait, first come first.
pub struct Schedule {
    waiting: Mutex<Vec<Fault>>,
    /// Sends the Authorization header of each request that was answered.
    pub(super) answered: broadcast::Sender<String>,
    /// How often the schedule was cleared.
    clearings: watch::Sender<u64>,
}

impl Default for Schedule {
    fn default() -> Self {
        Self {
            waiting: Mutex::default(),
            answered: broadcast::Sender::new(64),
            clearings: watch::Sender::default(),
        }
    }
}

impl Schedule {
    /// Adds a fault at the end.
    pub fn add(&self, fault: Fault) {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner).push(fault);
    }

    /// Removes all faults and releases the answers that `hold` keeps back.
    pub fn clear(&self) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.clear();
        // Under the lock, so that each fault is taken either before the clearing or never.
        self.clearings.send_modify(|count| *count += 1);
    }

    /// Waits until the schedule is cleared after `fault` was taken.
    pub(super) async fn cleared_since(&self, fault: &Fault) {
        let mut clearings = self.clearings.subscribe();
        // The sender lives as long as `self`.
        let _ = clearings.wait_for(|count| *count > fault.clearing).await;
    }

    /// Takes the first fault that matches a request, and counts its `times` down.
    pub fn take(&self, request: RequestFacts<'_>) -> Option<Fault> {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let at = waiting.iter().position(|fault| fault.times > 0 && fault.matches(request))?;
        waiting[at].times -= 1;
        let fault = Fault { clearing: *self.clearings.borrow(), ..waiting[at].clone() };
        waiting.retain(|fault| fault.times > 0);
        Some(fault)
    }

    /// Announces that a request with this Authorization header was answered.
    pub fn note_answer(&self, authorization: &str) {
        // Sending fails if no answer is kept back by `reorder`.
        let _ = self.answered.send(authorization.to_owned());
    }
}

#[cfg(test)]
mod tests {
    use super::super::fault::Target;
    use super::*;
    use serde_json::{Value, json};

    fn fault(json: Value) -> Fault {
        serde_json::from_value(json).unwrap_or_else(|error| panic!("{error}"))
    }

    fn api(operation: &str) -> RequestFacts<'_> {
        RequestFacts { path: "/graphql", operation: Some(operation), ..RequestFacts::default() }
    }

    fn frame(path: &str) -> RequestFacts<'_> {
        RequestFacts { target: Target::Frame, path, ..RequestFacts::default() }
    }

    #[test]
    fn a_fault_waits_for_its_request_and_affects_it_so_often() {
        let faults = Schedule::default();
        faults.add(fault(json!({ "kind": "drop", "operationName": "SetPin", "times": 2 })));
        faults.add(fault(json!({ "kind": "html", "target": "frame", "path": "vault.html" })));
        assert!(faults.take(api("Other")).is_none());
        assert!(faults.take(frame("/v1/field.html")).is_none());
        assert!(faults.take(frame("/v1/vault.html")).is_some());
        assert!(faults.take(api("SetPin")).is_some());
        assert!(faults.take(api("SetPin")).is_some());
        assert!(faults.take(api("SetPin")).is_none());
    }

    #[test]
    fn a_fault_can_wait_for_one_object() {
        let faults = Schedule::default();
        faults.add(fault(json!({ "kind": "drop", "variable": "cd_2" })));
        let [one, two] = ["cd_1", "cd_2"]
            .map(|id| json!({ "input": { "paymentCardId": id, "list": [1, null] } }));
        assert!(faults.take(api("SetPin")).is_none());
        assert!(faults.take(RequestFacts { variables: Some(&one), ..api("SetPin") }).is_none());
        assert!(faults.take(RequestFacts { variables: Some(&two), ..api("SetPin") }).is_some());
    }

    #[test]
    fn unknown_properties_of_a_fault_are_refused() {
        assert!(serde_json::from_value::<Fault>(json!({ "kind": "drop", "time": 2 })).is_err());
    }
}
