//! Frames that announced themselves before the page's message about their field arrived. The two
//! come by different ways, so either may be first.

use crate::protocol::limits;

/// Keeps the frames whose field the page has not asked for yet, at most as many as a session may
/// have fields, the oldest first. Every frame is tried before the list is cut, so unclaimed frames
/// never block claimed ones.
pub fn keep_waiting<T>(documents: &mut Vec<T>, waits: impl FnMut(&T) -> bool) {
    documents.retain(waits);
    documents.truncate(limits::FIELDS);
}

#[cfg(test)]
mod tests {
    use super::*;

    const FULL: usize = limits::FIELDS;

    #[test]
    fn what_nobody_asks_for_keeps_out_nothing_that_is_asked_for() {
        let mut documents = (0..=FULL).collect();
        let mut built = Vec::new();
        keep_waiting(&mut documents, |document| {
            if *document == FULL {
                built.push(*document);
            }
            *document != FULL
        });
        assert_eq!(built, [FULL]);
        assert!(documents.into_iter().eq(0..FULL));
    }

    #[test]
    fn no_more_wait_than_a_session_may_have_fields() {
        let mut documents = (0..=FULL).collect();
        keep_waiting(&mut documents, |_| true);
        assert!(documents.iter().copied().eq(0..FULL), "the oldest stay");
        // The limit holds for each new frame as well.
        documents.push(FULL);
        keep_waiting(&mut documents, |_| true);
        assert!(documents.into_iter().eq(0..FULL));
    }

    #[test]
    fn what_is_gone_makes_room() {
        let mut documents = (0..=FULL).collect();
        keep_waiting(&mut documents, |document| *document != 0);
        assert!(documents.into_iter().eq(1..=FULL));
    }
}
