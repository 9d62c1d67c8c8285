//! Listens to the trusted events of one field's document, from which [`sordino_core::gesture`]
//! judges whether a press is the person's own.

use std::cell::RefCell;
use std::rc::Rc;

use sordino_core::gesture::{Pointer, Position, Presence};
use web_sys::Event;

use crate::clock::now;
use crate::frame::Frame;
use crate::js::get;
use crate::listen::{EventListener, on};

/// The pointer and key events of one field's document.
pub struct Gestures {
    /// The field's document.
    pub frame: Frame,
    presence: Rc<RefCell<Presence>>,
    _listeners: Vec<EventListener>,
}

impl Gestures {
    /// Starts to listen.
    pub fn watch(frame: &Frame) -> Rc<Self> {
        let presence = Rc::new(RefCell::new(Presence::default()));
        let hear = |event, take: fn(&mut Presence, &Event)| {
            let presence = Rc::clone(&presence);
            on(frame.window(), event, move |event| {
                if event.is_trusted() {
                    take(&mut presence.borrow_mut(), event);
                }
            })
        };
        let listeners = vec![
            hear("pointermove", |presence, event| {
                presence.record_pointer(now().ticks, pointer_of(event), position_of(event));
            }),
            hear("pointerdown", |presence, event| {
                presence.record_pointer(now().ticks, pointer_of(event), position_of(event));
                presence.record_pointer_down(now().ticks, pointer_of(event));
            }),
            // The pointer leaves the document when it enters no other element of it.
            hear("pointerout", |presence, event| {
                if get(event, "relatedTarget").is_falsy() {
                    presence.record_pointer_left();
                }
            }),
            hear("keydown", |presence, event| {
                if is_tab(event) {
                    presence.record_tab(now().ticks);
                } else {
                    presence.record_key_down(get(event, "repeat").is_truthy());
                    if is_typed_on_a_button(event) {
                        presence.record_typed();
                    }
                }
            }),
            hear("keyup", |presence, event| {
                if is_tab(event) {
                    presence.record_tab(now().ticks);
                }
            }),
            hear("blur", |presence, _| presence.record_focus_left()),
        ];
        Rc::new(Self { frame: frame.clone(), presence, _listeners: listeners })
    }

    /// Records that a value has become visible, which starts the wait again.
    pub fn restart_wait(&self) {
        let mut presence = self.presence.borrow_mut();
        presence.set_visible(now().ticks, false);
        presence.set_visible(now().ticks, true);
    }

    /// Returns whether a click is the person's own press.
    pub fn accept_click(&self, click: &Event) -> bool {
        #[expect(clippy::cast_possible_truncation, reason = "a count of clicks")]
        let clicks = number(click, "detail") as i32;
        self.presence.borrow_mut().accept_click(now().ticks, clicks)
    }
}

fn is_tab(event: &Event) -> bool {
    get(event, "key") == "Tab"
}

/// Whether a key types a character, other than the blank that presses a button, while a button has
/// the focus. The names of other keys (`Enter`, `Shift`) are longer than one character.
fn is_typed_on_a_button(event: &Event) -> bool {
    let key = get(event, "key").as_string().unwrap_or_default();
    let mut characters = key.chars();
    !matches!(characters.next(), None | Some(' '))
        && characters.next().is_none()
        && get(&get(event, "target"), "type") == "button"
}

fn pointer_of(event: &Event) -> Pointer {
    if get(event, "pointerType") == "touch" { Pointer::Touch } else { Pointer::Hovering }
}

fn position_of(event: &Event) -> Position {
    let point = |x, y| (number(event, x), number(event, y));
    Position { screen: point("screenX", "screenY"), client: point("clientX", "clientY") }
}

#[expect(clippy::cast_possible_truncation, reason = "coordinates of a screen")]
fn number(event: &Event, name: &str) -> f32 {
    get(event, name).as_f64().unwrap_or_default() as f32
}
