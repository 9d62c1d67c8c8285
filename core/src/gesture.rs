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
//!    at least [`REST`] ago. A held key never counts. A character that is typed while a button has
//!    the focus ends this, because the person believes to be in an input: without it, a blank in a
//!    name would press the button (attack 62).
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
    pub fn record_pointer(&mut self, now: Milliseconds, pointer: Pointer, position: Position) {
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
    pub fn record_pointer_left(&mut self) {
        self.inside_since = None;
    }

    /// Records that a pointer's press has begun; call [`Presence::record_pointer`] first.
    pub fn record_pointer_down(&mut self, now: Milliseconds, pointer: Pointer) {
        self.press = Some(Press::Pointer(pointer));
        self.focus_since.get_or_insert(now);
    }

    /// Records a Tab key that went down or up inside the document, by which the person moves the
    /// focus. The key of a Tab that was pressed in the page goes up in the document that has the
    /// focus by then.
    pub fn record_tab(&mut self, now: Milliseconds) {
        self.focus_since.get_or_insert(now);
    }

    /// Records that another key went down inside the document.
    pub fn record_key_down(&mut self, is_repeat: bool) {
        self.press = Some(Press::Key { is_repeat });
    }

    /// Records that a key for a character, other than a blank, went down while a button has the
    /// focus.
    pub fn record_typed(&mut self) {
        self.focus_since = None;
    }

    /// Records that the document has lost the focus.
    pub fn record_focus_left(&mut self) {
        self.focus_since = None;
        self.press = None;
    }

    /// Judges a click, the `clicks`-th in a row (`UIEvent.detail`), and ends its press.
    pub fn accept_click(&mut self, now: Milliseconds, clicks: i32) -> bool {
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
mod tests;
