//! The two documented forms of an object's id: `cd_…`, and the older Base64 of `0.7.cd_…`.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// The prefix of the id inside the older form.
const OLDER: &[u8] = b"0.7.";

/// Whether two ids name the same object. The API may answer in another form than the page's.
pub fn is_same_object(one: &str, other: &str) -> bool {
    one == other || is_older_of(one, other) || is_older_of(other, one)
}

/// Whether `older` is the older form of `id`. The Base64 of an id is the same in both alphabets of
/// RFC 4648.
fn is_older_of(older: &str, id: &str) -> bool {
    let padding = older.bytes().rev().take_while(|byte| *byte == b'=').count();
    let plain = URL_SAFE_NO_PAD.decode(&older[..older.len() - padding]).unwrap_or_default();
    plain.strip_prefix(OLDER) == Some(id.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_name_one_object() {
        // Base64 of `0.7.cd_22c2f5b8`, and of `0.7.cd_1`.
        for (id, older) in [("cd_22c2f5b8", "MC43LmNkXzIyYzJmNWI4"), ("cd_1", "MC43LmNkXzE=")] {
            assert!(is_same_object(id, older) && is_same_object(older, id), "{id}");
            assert!(is_same_object(id, older.trim_end_matches('=')), "{id}");
            assert!(is_same_object(id, id) && is_same_object(older, older), "{id}");
        }
    }

    #[test]
    fn another_object_is_another_in_every_form() {
        for (one, other) in [
            ("cd_1", "cd_2"),
            ("cd_1", ""),
            ("cd_2", "MC43LmNkXzE="),
            // Base64 of `cd_1` and of `0.8.cd_1`.
            ("cd_1", "Y2RfMQ=="),
            ("cd_1", "MC44LmNkXzE="),
            ("cd_1", "not Base64"),
        ] {
            assert!(!is_same_object(one, other) || one == other, "{one} {other}");
        }
    }
}
