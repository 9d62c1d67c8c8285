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
    presence.record_pointer(1_000, Pointer::Hovering, HERE);
    presence.record_pointer(1_400, Pointer::Hovering, at((60.0, 30.0), (100.0, 200.0), 1.0));
    presence.record_pointer_down(1_500, Pointer::Hovering);
    assert!(presence.accept_click(1_500, 1));
}

#[test]
fn a_pointer_that_has_just_come_does_not() {
    let mut presence = visible();
    presence.record_pointer(1_000, Pointer::Hovering, HERE);
    presence.record_pointer_down(1_499, Pointer::Hovering);
    assert!(!presence.accept_click(1_499, 1));
}

#[test]
fn a_pointer_that_left_begins_again() {
    let mut presence = visible();
    presence.record_pointer(1_000, Pointer::Hovering, HERE);
    presence.record_pointer_left();
    presence.record_pointer(1_600, Pointer::Hovering, HERE);
    presence.record_pointer_down(1_700, Pointer::Hovering);
    assert!(!presence.accept_click(1_700, 1));
}

#[test]
fn a_field_that_moves_under_the_pointer_begins_again() {
    for frame in [(80.0, 200.0), (120.0, 200.0), (100.0, 220.0), (100.0, 0.0)] {
        let mut presence = visible();
        presence.record_pointer(1_000, Pointer::Hovering, HERE);
        presence.record_pointer(1_100, Pointer::Hovering, at((50.0, 30.0), (100.0, 200.0), 1.0));
        presence.record_pointer(1_600, Pointer::Hovering, at((52.0, 30.0), frame, 1.0));
        presence.record_pointer_down(1_700, Pointer::Hovering);
        assert!(!presence.accept_click(1_700, 1), "{frame:?}");
        presence.record_pointer_down(2_100, Pointer::Hovering);
        assert!(presence.accept_click(2_100, 1), "{frame:?} has rested again");
    }
}

#[test]
fn a_field_that_comes_to_a_resting_pointer_has_moved() {
    let mut presence = visible();
    presence.record_pointer(1_000, Pointer::Hovering, HERE);
    let moved = Position { client: (150.0, 40.0), ..HERE };
    presence.record_pointer(1_600, Pointer::Hovering, moved);
    presence.record_pointer_down(1_600, Pointer::Hovering);
    assert!(!presence.accept_click(1_600, 1));
}

#[test]
fn a_field_that_creeps_has_moved() {
    let mut presence = visible();
    for step in 0_u8..10 {
        let frame = (100.0 + 2.0 * f32::from(step), 200.0);
        let position = at((10.0, 20.0), frame, 1.0);
        presence.record_pointer(1_000 + 60 * u64::from(step), Pointer::Hovering, position);
    }
    presence.record_pointer_down(1_600, Pointer::Hovering);
    assert!(!presence.accept_click(1_600, 1));
}

proptest! {
    /// A pointer moves along any path over a field that rests, at every zoom level.
    #[test]
    fn a_resting_field_has_not_moved(
        zoom in prop::sample::select(vec![0.25, 0.5, 0.67, 0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 2.0, 3.0, 5.0]),
        way in prop::collection::vec((0_i16..600, 0_i16..120), 1..40),
    ) {
        let mut presence = visible();
        for (step, (x, y)) in way.iter().enumerate() {
            let position = at((f32::from(*x), f32::from(*y)), (317.0, 211.0), zoom);
            presence.record_pointer(1_000 + step as u64, Pointer::Hovering, position);
        }
        presence.record_pointer_down(1_500, Pointer::Hovering);
        prop_assert!(presence.accept_click(1_500, 1));
    }
}

#[test]
fn the_second_click_of_a_double_click_does_not_count() {
    for pointer in [Pointer::Hovering, Pointer::Touch] {
        let mut presence = visible();
        presence.record_pointer(1_000, pointer, HERE);
        presence.record_pointer_down(2_000, pointer);
        assert!(!presence.accept_click(2_000, 2), "{pointer:?}");
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
        for (visible_since, counts) in [(None, false), (Some(1_501), false), (Some(1_500), true)] {
            let mut presence = Presence {
                visible_since,
                track: None,
                inside_since: Some(0),
                focus_since: Some(0),
                press,
            };
            assert_eq!(presence.accept_click(2_000, 1), counts, "{press:?} {visible_since:?}");
        }
    }
    let mut presence = visible();
    presence.set_visible(1_000, false);
    presence.set_visible(1_100, true);
    assert!(!presence.accept_click(1_500, 0), "it was hidden in between");
    assert!(presence.accept_click(1_600, 0));
}

#[test]
fn a_touch_counts_where_the_field_has_not_moved() {
    let mut presence = visible();
    presence.record_pointer(1_000, Pointer::Touch, HERE);
    presence.record_pointer_down(1_000, Pointer::Touch);
    assert!(presence.accept_click(1_050, 1));
    presence.record_pointer(3_000, Pointer::Touch, Position { client: (10.0, 90.0), ..HERE });
    presence.record_pointer_down(3_000, Pointer::Touch);
    assert!(!presence.accept_click(3_050, 1));
}

#[test]
fn a_key_counts_by_a_focus_that_the_person_brought() {
    let mut presence = visible();
    presence.record_key_down(false);
    assert!(!presence.accept_click(1_000, 0), "the page gave the focus");
    presence.record_tab(1_000);
    presence.record_tab(1_300);
    presence.record_key_down(false);
    assert!(!presence.accept_click(1_499, 0), "too soon");
    presence.record_key_down(false);
    assert!(presence.accept_click(1_500, 0));
    presence.record_key_down(true);
    assert!(!presence.accept_click(1_600, 0), "a held key");
    presence.record_focus_left();
    presence.record_key_down(false);
    assert!(!presence.accept_click(2_000, 0), "the focus left and came back by the page");
    presence.record_pointer_down(2_000, Pointer::Touch);
    presence.record_key_down(false);
    assert!(presence.accept_click(2_500, 0), "a pointer brings the focus, too");
}

#[test]
fn a_key_after_a_typed_character_does_not_count() {
    let mut presence = visible();
    presence.record_tab(1_000);
    presence.record_key_down(false);
    presence.record_typed();
    presence.record_key_down(false);
    assert!(!presence.accept_click(2_000, 0), "a blank between two words");
    presence.record_tab(2_000);
    presence.record_key_down(false);
    assert!(presence.accept_click(2_500, 0), "the next Tab brings the focus again");
}

#[test]
fn a_press_counts_for_one_click() {
    let mut presence = visible();
    presence.record_key_down(true);
    assert!(!presence.accept_click(1_000, 0));
    assert!(presence.accept_click(1_000, 0), "assistive technology presses without a key");
}
