//! Fills the placeholders `{{name}}` of the frame's pages. Some are filled here, others when the
//! frame is deployed.
//!
//! A template engine would also bring escapes, loops and conditions, and an HTML minifier a parser;
//! these few pages need neither.

use crate::error::Error;

/// Fills the values that are known at build time, and checks that only placeholders of the
/// deployment remain.
///
/// # Errors
/// When the text has no placeholder for a value, or has one that is neither in `values` nor in
/// `later`.
pub fn fill(
    what: &str,
    text: &str,
    values: &[(&str, &str)],
    later: &[&str],
) -> Result<String, Error> {
    let mut filled = text.to_owned();
    for (name, value) in values {
        let placeholder = format!("{{{{{name}}}}}");
        if !filled.contains(&placeholder) {
            return Err(Error::unexpected(what, format!("has no {placeholder}")));
        }
        filled = filled.replace(&placeholder, value);
    }
    for name in names(&filled) {
        if !later.contains(&name) {
            return Err(Error::unexpected(
                what,
                format!("has the unknown placeholder {{{{{name}}}}}"),
            ));
        }
    }
    Ok(filled)
}

/// Returns the names between double braces.
fn names(text: &str) -> impl Iterator<Item = &str> {
    text.split("{{").skip(1).filter_map(|rest| rest.split_once("}}")).map(|(name, _)| name)
}

/// Removes comments, indentation and empty lines.
///
/// Scripts and styles keep their line breaks. No page of the frame has preformatted text.
pub fn compact(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, after)) = rest.split_once("<!--") {
        text.push_str(before);
        rest = after.split_once("-->").map_or("", |(_, after)| after);
    }
    text.push_str(rest);
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// Splits a page before and after its inline script; `None` unless there is exactly one.
pub fn inline_script(html: &str) -> Option<(&str, &str, &str)> {
    const OPEN: &str = "<script>";
    const CLOSE: &str = "</script>";
    let start = html.find(OPEN)? + OPEN.len();
    let end = start + html[start..].find(CLOSE)?;
    let after = &html[end..];
    (!after.contains("<script")).then_some((&html[..start], &html[start..end], after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_filled_and_later_placeholders_stay() {
        let filled = fill("page", "{{a}} {{later}} {{a}}", &[("a", "1")], &["later"]);
        assert_eq!(filled.ok().as_deref(), Some("1 {{later}} 1"));
    }

    #[test]
    fn a_value_without_a_placeholder_is_an_error() {
        let error = fill("page", "nothing", &[("integrity", "sha384-x")], &[]).err();
        assert_eq!(error.map(|e| e.to_string()).as_deref(), Some("page: has no {{integrity}}"));
    }

    #[test]
    fn an_unknown_placeholder_is_an_error() {
        let error = fill("page", "{{typo}}", &[], &["later"]).err();
        assert_eq!(
            error.map(|e| e.to_string()).as_deref(),
            Some("page: has the unknown placeholder {{typo}}")
        );
    }

    #[test]
    fn the_only_inline_script_is_found() {
        assert_eq!(
            inline_script("<p><script>a</script></p>"),
            Some(("<p><script>", "a", "</script></p>"))
        );
        assert_eq!(inline_script("<p>"), None);
        assert_eq!(inline_script("<script>a</script><script>b</script>"), None);
    }

    #[test]
    fn comments_and_indentation_are_removed() {
        let html = "<!doctype html>\n<!-- why\n  this -->\n  <p>a <b>b</b>\n\n  \
                    <script>\n    let a = 1;\n  </script>\n";
        assert_eq!(
            compact(html),
            "<!doctype html>\n<p>a <b>b</b>\n<script>\nlet a = 1;\n</script>"
        );
    }
}
