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
//! 4. A touch cannot hover. It counts if the field has not moved since the last pointer event.
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

/// Where a pointer event happened: `screenX` and `screenY`, and `clientX` and `clientY`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Position {
    /// On the screen.
    pub screen: (f32, f32),
    /// In the field's document, in CSS pixels.
    pub client: (f32, f32),
}

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
    track: Option<Track>,
    /// Since when a hovering pointer has been inside while the field rested.
    inside_since: Option<Milliseconds>,
    /// Since when the document has a focus that the person brought there.
    focus_since: Option<Milliseconds>,
    press: Option<Press>,
}

/// The place of the field on the screen, as far as pointer events tell it.
///
/// While a field rests, a pointer's distance on the screen is its distance in the document times
/// the zoom. No script in a frame can ask for the browser's zoom, so the longest distance so far
/// gives it.
#[derive(Debug, Clone, Copy)]
struct Track {
    start: Position,
    zoom: f32,
    /// The distance that gave the zoom, in CSS pixels; 0 before the first one.
    length: f32,
}

impl Track {
    const fn from(start: Position) -> Self {
        Self { start, zoom: 1.0, length: 0.0 }
    }

    /// Takes the next event, and returns whether the field has moved since the first one.
    fn has_moved(&mut self, now: Position) -> bool {
        let way = |a: (f32, f32), b: (f32, f32)| (a.0 - b.0, a.1 - b.1);
        let screen = way(now.screen, self.start.screen);
        let client = way(now.client, self.start.client);
        let length = client.0.hypot(client.1);
        let (mut zoom, mut slack) = (self.zoom, SLACK);
        if self.length > 0.0 {
            // Engines round both ends, so a zoom is as exact as its distance is long.
            slack += length * ROUNDING / self.length;
        } else if length > 0.0 {
            zoom = zoom_of(screen, client);
        }
        if length > self.length.max(LONG_WAY) {
            self.zoom = zoom_of(screen, client);
            self.length = length;
        }
        let differ = |screen: f32, client: f32| (screen - client * zoom).abs() > slack;
        differ(screen.0, client.0) || differ(screen.1, client.1)
    }
}

/// Returns the zoom, within the range of browsers, by which two distances differ least.
fn zoom_of(screen: (f32, f32), client: (f32, f32)) -> f32 {
    let square = client.0 * client.0 + client.1 * client.1;
    let zoom = (screen.0 * client.0 + screen.1 * client.1) / square;
    zoom.clamp(LEAST_ZOOM, GREATEST_ZOOM)
}

/// The pixels of the screen by which a field may move and still rest: less than the height of a
/// control.
const SLACK: f32 = 16.0;

/// The pixels by which rounding can change a distance.
const ROUNDING: f32 = 2.0;

/// The pixels from which a distance gives the zoom.
const LONG_WAY: f32 = 16.0;

/// The zooms that browsers offer: 25 % to 500 %.
const LEAST_ZOOM: f32 = 0.24;
const GREATEST_ZOOM: f32 = 5.1;

impl Presence {
    /// Takes the browser's report about the field's visibility.
    pub fn set_visible(&mut self, now: Milliseconds, is_visible: bool) {
        if is_visible {
            self.visible_since.get_or_insert(now);
        } else {
            self.visible_since = None;
        }
    }

    /// Takes a pointer's move or press inside the document.
    pub fn pointer(&mut self, now: Milliseconds, pointer: Pointer, position: Position) {
        let track = self.track.get_or_insert(Track::from(position));
        if track.has_moved(position) {
            *track = Track::from(position);
            self.inside_since = None;
            if self.visible_since.is_some() {
                self.visible_since = Some(now);
            }
        }
        if pointer == Pointer::Hovering {
            self.inside_since.get_or_insert(now);
        }
    }

    /// Records that the pointer has left the document.
    pub fn pointer_left(&mut self) {
        self.inside_since = None;
    }

    /// Records that a pointer's press has begun; call [`Presence::pointer`] first.
    pub fn pointer_down(&mut self, now: Milliseconds, pointer: Pointer) {
        self.press = Some(Press::Pointer(pointer));
        self.focus_since.get_or_insert(now);
    }

    /// Records a Tab key that went down or up inside the document, by which the person moves the
    /// focus. The key of a Tab that was pressed in the page goes up in the document that has the
    /// focus by then.
    pub fn tab(&mut self, now: Milliseconds) {
        self.focus_since.get_or_insert(now);
    }

    /// Records that another key went down inside the document.
    pub fn key_down(&mut self, is_repeat: bool) {
        self.press = Some(Press::Key { is_repeat });
    }

    /// Records that the document has lost the focus.
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
    use proptest::prelude::*;

    /// Returns the events of a field that has been visible since 0.
    fn visible() -> Presence {
        let mut presence = Presence::default();
        presence.set_visible(0, true);
        presence
    }

    /// Returns the position of a pointer in the document, for a frame at a place of the screen.
    fn at(client: (f32, f32), frame: (f32, f32), zoom: f32) -> Position {
        let screen = (frame.0 + client.0 * zoom, frame.1 + client.1 * zoom);
        Position { screen: (screen.0.round(), screen.1.round()), client }
    }

    const HERE: Position = Position { screen: (110.0, 220.0), client: (10.0, 20.0) };

    #[test]
    fn a_pointer_that_has_rested_inside_counts() {
        let mut presence = visible();
        presence.pointer(1_000, Pointer::Hovering, HERE);
        presence.pointer(1_400, Pointer::Hovering, at((60.0, 30.0), (100.0, 200.0), 1.0));
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
        for frame in [(80.0, 200.0), (120.0, 200.0), (100.0, 220.0), (100.0, 0.0)] {
            let mut presence = visible();
            presence.pointer(1_000, Pointer::Hovering, HERE);
            presence.pointer(1_100, Pointer::Hovering, at((50.0, 30.0), (100.0, 200.0), 1.0));
            presence.pointer(1_600, Pointer::Hovering, at((52.0, 30.0), frame, 1.0));
            presence.pointer_down(1_700, Pointer::Hovering);
            assert!(!presence.counts(1_700, 1), "{frame:?}");
            presence.pointer_down(2_100, Pointer::Hovering);
            assert!(presence.counts(2_100, 1), "{frame:?} has rested again");
        }
    }

    #[test]
    fn a_field_that_comes_to_a_resting_pointer_has_moved() {
        let mut presence = visible();
        presence.pointer(1_000, Pointer::Hovering, HERE);
        let moved = Position { client: (150.0, 40.0), ..HERE };
        presence.pointer(1_600, Pointer::Hovering, moved);
        presence.pointer_down(1_600, Pointer::Hovering);
        assert!(!presence.counts(1_600, 1));
    }

    #[test]
    fn a_field_that_creeps_has_moved() {
        let mut presence = visible();
        for step in 0_u8..10 {
            let frame = (100.0 + 2.0 * f32::from(step), 200.0);
            let position = at((10.0, 20.0), frame, 1.0);
            presence.pointer(1_000 + 60 * u64::from(step), Pointer::Hovering, position);
        }
        presence.pointer_down(1_600, Pointer::Hovering);
        assert!(!presence.counts(1_600, 1));
    }

    proptest! {
        /// A pointer takes any way over a field that rests, at every zoom of a browser.
        #[test]
        fn a_resting_field_has_not_moved(
            zoom in prop::sample::select(vec![0.25, 0.5, 0.67, 0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 2.0, 3.0, 5.0]),
            way in prop::collection::vec((0_i16..600, 0_i16..120), 1..40),
        ) {
            let mut presence = visible();
            for (step, (x, y)) in way.iter().enumerate() {
                let position = at((f32::from(*x), f32::from(*y)), (317.0, 211.0), zoom);
                presence.pointer(1_000 + step as u64, Pointer::Hovering, position);
            }
            presence.pointer_down(1_500, Pointer::Hovering);
            prop_assert!(presence.counts(1_500, 1));
        }
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
                    track: None,
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
        presence.pointer(3_000, Pointer::Touch, Position { client: (10.0, 90.0), ..HERE });
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
