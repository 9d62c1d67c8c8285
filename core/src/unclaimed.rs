//! Frames that announced themselves before the page's message about their field arrived. The two
//! come by different ways, so either may be first.

use crate::protocol::limits;

/// Keeps the frames whose field the page has not asked for yet, at most as many as a session may
/// have fields, the oldest first. Every frame is tried before the list is cut, so unclaimed frames
/// never block claimed ones.
pub fn retain_unclaimed<T>(frames: &mut Vec<T>, is_unclaimed: impl FnMut(&T) -> bool) {
    frames.retain(is_unclaimed);
    frames.truncate(limits::FIELDS);
}

#[cfg(test)]
mod tests {
    use super::*;

    const FULL: usize = limits::FIELDS;

    #[test]
    fn unclaimed_frames_never_block_claimed_ones() {
        let mut frames = (0..=FULL).collect();
        let mut built = Vec::new();
        retain_unclaimed(&mut frames, |frame| {
            if *frame == FULL {
                built.push(*frame);
            }
            *frame != FULL
        });
        assert_eq!(built, [FULL]);
        assert!(frames.into_iter().eq(0..FULL));
    }

    #[test]
    fn no_more_wait_than_a_session_may_have_fields() {
        let mut frames = (0..=FULL).collect();
        retain_unclaimed(&mut frames, |_| true);
        assert!(frames.iter().copied().eq(0..FULL), "the oldest stay");
        // The limit holds for each new frame as well.
        frames.push(FULL);
        retain_unclaimed(&mut frames, |_| true);
        assert!(frames.into_iter().eq(0..FULL));
    }

    #[test]
    fn a_removed_frame_makes_room() {
        let mut frames = (0..=FULL).collect();
        retain_unclaimed(&mut frames, |frame| *frame != 0);
        assert!(frames.into_iter().eq(1..=FULL));
    }
}
