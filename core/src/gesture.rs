//! Decides whether a press in a field is the person's own, so that the page cannot borrow it.
//!
//! A page cannot press a button inside the frame, but it can move the frame under a pointer that is
//! about to press, or give the frame the focus just before a key is typed. [`Presence`] collects
//! the trusted events of one field's document and answers at each `click` whether it counts:
//!
//! 1. Every press needs a field that has been visible for [`REST`] (attack 24).
//! 2. A pointer that can hover must have been inside the document for [`REST`] while the field
//!    stayed at one place on the screen. A move of the field starts the wait again.
//! 3. The second and later clicks of a multiple click never count.
//! 4. A touch cannot hover. It counts if the field has not moved since the last place that a
//!    pointer event reported.
//! 5. A key counts only if the person brought the focus into the document, by Tab or by a pointer,
//!    at least [`REST`] ago. A held key never counts.
//! 6. Assistive technology presses without pointer and key; rule 1 alone judges that press. A page
//!    cannot produce it, because its own `click()` is not trusted and does not reach the frame.
//!
//! Browsers use a similar wait for permission prompts (Chromium: half a second).

/// Milliseconds of a steady clock.
pub type Milliseconds = u64;

/// The time that a field, a pointer or the focus must have rested before a press counts.
pub const REST: Milliseconds = 500;

/// The position of the frame on the screen: `screenX - clientX` and `screenY - clientY` of a
/// pointer event, in CSS pixels. The difference of the two is constant while the frame rests.
pub type Place = (i32, i32);

/// The kind of pointer of an event (`PointerEvent.pointerType`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pointer {
    /// A mouse or a pen: it reports moves before it presses.
    Hovering,
    /// A finger: the press is its first event.
    Touch,
}

/// The device of a press that has begun and not yet become a click.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Press {
    Pointer(Pointer),
    Key { is_repeat: bool },
}

/// The trusted events of one field's document, as far as they decide whether a press counts.
#[derive(Debug, Default)]
pub struct Presence {
    visible_since: Option<Milliseconds>,
    place: Option<Place>,
    /// Since when a hovering pointer has been inside while the field rested.
    inside_since: Option<Milliseconds>,
    /// Since when the document has a focus that the person brought there.
    focus_since: Option<Milliseconds>,
    press: Option<Press>,
}

/// The most pixels by which a place may differ while the field rests: engines round the two
/// coordinates of an event by themselves.
const ROUNDING: i32 = 2;

impl Presence {
    /// Takes what the browser says about the field's visibility.
    pub fn set_visible(&mut self, now: Milliseconds, is_visible: bool) {
        if is_visible {
            self.visible_since.get_or_insert(now);
        } else {
            self.visible_since = None;
        }
    }

    /// Takes a pointer's move or press inside the document.
    pub fn pointer(&mut self, now: Milliseconds, pointer: Pointer, place: Place) {
        let is_moved = self
            .place
            .is_some_and(|(x, y)| (x - place.0).abs() > ROUNDING || (y - place.1).abs() > ROUNDING);
        if is_moved {
            self.inside_since = None;
            if self.visible_since.is_some() {
                self.visible_since = Some(now);
            }
        }
        if is_moved || self.place.is_none() {
            self.place = Some(place);
        }
        if pointer == Pointer::Hovering {
            self.inside_since.get_or_insert(now);
        }
    }

    /// The pointer has left the document.
    pub fn pointer_left(&mut self) {
        self.inside_since = None;
    }

    /// A pointer's press has begun; call [`Presence::pointer`] first.
    pub fn pointer_down(&mut self, now: Milliseconds, pointer: Pointer) {
        self.press = Some(Press::Pointer(pointer));
        self.focus_since.get_or_insert(now);
    }

    /// A Tab key went down or up inside the document: the person moves the focus. A Tab that was
    /// pressed in the page ends its press in the document that has the focus by then.
    pub fn tab(&mut self, now: Milliseconds) {
        self.focus_since.get_or_insert(now);
    }

    /// Another key went down inside the document.
    pub fn key_down(&mut self, is_repeat: bool) {
        self.press = Some(Press::Key { is_repeat });
    }

    /// The document has lost the focus.
    pub fn focus_left(&mut self) {
        self.focus_since = None;
        self.press = None;
    }

    /// Judges a click, the `clicks`-th in a row (`UIEvent.detail`), and ends its press.
    pub fn counts(&mut self, now: Milliseconds, clicks: i32) -> bool {
        let has_rested =
            |since: Option<Milliseconds>| since.is_some_and(|since| now >= since + REST);
        let is_own = match self.press.take() {
            Some(Press::Pointer(Pointer::Hovering)) => clicks <= 1 && has_rested(self.inside_since),
            Some(Press::Pointer(Pointer::Touch)) | None => clicks <= 1,
            Some(Press::Key { is_repeat }) => !is_repeat && has_rested(self.focus_since),
        };
        is_own && has_rested(self.visible_since)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A field that has been visible since 0.
    fn visible() -> Presence {
        let mut presence = Presence::default();
        presence.set_visible(0, true);
        presence
    }

    const HERE: Place = (10, 20);

    #[test]
    fn a_pointer_that_has_rested_inside_counts() {
        let mut presence = visible();
        presence.pointer(1_000, Pointer::Hovering, HERE);
        presence.pointer(1_400, Pointer::Hovering, (11, 19));
        presence.pointer_down(1_500, Pointer::Hovering);
        assert!(presence.counts(1_500, 1));
    }

    #[test]
    fn a_pointer_that_has_just_come_does_not() {
        let mut presence = visible();
        presence.pointer(1_000, Pointer::Hovering, HERE);
        presence.pointer_down(1_499, Pointer::Hovering);
        assert!(!presence.counts(1_499, 1));
    }

    #[test]
    fn a_pointer_that_left_begins_again() {
        let mut presence = visible();
        presence.pointer(1_000, Pointer::Hovering, HERE);
        presence.pointer_left();
        presence.pointer(1_600, Pointer::Hovering, HERE);
        presence.pointer_down(1_700, Pointer::Hovering);
        assert!(!presence.counts(1_700, 1));
    }

    #[test]
    fn a_field_that_moves_under_the_pointer_begins_again() {
        for moved in [(13, 20), (7, 20), (10, 23), (10, 17)] {
            let mut presence = visible();
            presence.pointer(1_000, Pointer::Hovering, HERE);
            presence.pointer(1_600, Pointer::Hovering, moved);
            presence.pointer_down(1_700, Pointer::Hovering);
            assert!(!presence.counts(1_700, 1), "{moved:?}");
            presence.pointer_down(2_100, Pointer::Hovering);
            assert!(presence.counts(2_100, 1), "{moved:?} has rested again");
        }
    }

    #[test]
    fn a_field_that_creeps_has_moved() {
        let mut presence = visible();
        for step in 0..10 {
            presence.pointer(
                1_000 + 60 * step,
                Pointer::Hovering,
                (10 + i32::try_from(step).unwrap_or(0), 20),
            );
        }
        presence.pointer_down(1_600, Pointer::Hovering);
        assert!(!presence.counts(1_600, 1));
    }

    #[test]
    fn the_second_click_of_a_double_click_does_not_count() {
        for pointer in [Pointer::Hovering, Pointer::Touch] {
            let mut presence = visible();
            presence.pointer(1_000, pointer, HERE);
            presence.pointer_down(2_000, pointer);
            assert!(!presence.counts(2_000, 2), "{pointer:?}");
        }
    }

    #[test]
    fn a_field_must_have_been_visible_for_every_kind_of_press() {
        for press in [
            Some(Press::Pointer(Pointer::Hovering)),
            Some(Press::Pointer(Pointer::Touch)),
            Some(Press::Key { is_repeat: false }),
            None,
        ] {
            for (visible_since, counts) in
                [(None, false), (Some(1_501), false), (Some(1_500), true)]
            {
                let mut presence = Presence {
                    visible_since,
                    place: Some(HERE),
                    inside_since: Some(0),
                    focus_since: Some(0),
                    press,
                };
                assert_eq!(presence.counts(2_000, 1), counts, "{press:?} {visible_since:?}");
            }
        }
        let mut presence = visible();
        presence.set_visible(1_000, false);
        presence.set_visible(1_100, true);
        assert!(!presence.counts(1_500, 0), "it was hidden in between");
        assert!(presence.counts(1_600, 0));
    }

    #[test]
    fn a_touch_counts_where_the_field_has_not_moved() {
        let mut presence = visible();
        presence.pointer(1_000, Pointer::Touch, HERE);
        presence.pointer_down(1_000, Pointer::Touch);
        assert!(presence.counts(1_050, 1));
        presence.pointer(3_000, Pointer::Touch, (10, 200));
        presence.pointer_down(3_000, Pointer::Touch);
        assert!(!presence.counts(3_050, 1));
    }

    #[test]
    fn a_key_counts_by_a_focus_that_the_person_brought() {
        let mut presence = visible();
        presence.key_down(false);
        assert!(!presence.counts(1_000, 0), "the page gave the focus");
        presence.tab(1_000);
        presence.tab(1_300);
        presence.key_down(false);
        assert!(!presence.counts(1_499, 0), "too soon");
        presence.key_down(false);
        assert!(presence.counts(1_500, 0));
        presence.key_down(true);
        assert!(!presence.counts(1_600, 0), "a held key");
        presence.focus_left();
        presence.key_down(false);
        assert!(!presence.counts(2_000, 0), "the focus left and came back by the page");
        presence.pointer_down(2_000, Pointer::Touch);
        presence.key_down(false);
        assert!(presence.counts(2_500, 0), "a pointer brings the focus, too");
    }

    #[test]
    fn a_press_counts_for_one_click() {
        let mut presence = visible();
        presence.key_down(true);
        assert!(!presence.counts(1_000, 0));
        assert!(presence.counts(1_000, 0), "assistive technology presses without a key");
    }
}
