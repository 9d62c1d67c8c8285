//! The README as npm shows it: its links to files that are not shipped lead to the repository, at
//! the release's tag.

/// What begins a link's target, and what ends it.
const LINKS: [(&str, char); 4] =
    [("](", ')'), ("src=\"", '"'), ("srcset=\"", '"'), ("href=\"", '"')];

/// A text with every relative link made absolute that leads to none of `shipped`.
///
/// `repository` is the address of the repository on its forge, `tag` the release's.
pub fn for_package(text: &str, repository: &str, tag: &str, shipped: &[&str]) -> String {
    let mut absolute = String::with_capacity(text.len() * 2);
    let mut rest = text;
    while let Some((at, end)) = next(rest) {
        let (before, link) = rest.split_at(at);
        let target = link.split(end).next().unwrap_or_default();
        absolute.push_str(before);
        let is_elsewhere = ["https:", "mailto:", "#"].iter().any(|start| target.starts_with(start));
        let is_shipped =
            shipped.iter().any(|name| target == *name || target.starts_with(&format!("{name}/")));
        if !is_elsewhere && !is_shipped {
            // A picture's own bytes, not the page around it.
            let is_picture =
                [".webp", ".png", ".svg"].iter().any(|ending| target.ends_with(ending));
            absolute.extend([repository, if is_picture { "/raw/" } else { "/blob/" }, tag, "/"]);
        }
        absolute.push_str(target);
        rest = &link[target.len()..];
    }
    absolute.push_str(rest);
    absolute
}

/// Where the next target begins, and what ends it.
fn next(text: &str) -> Option<(usize, char)> {
    LINKS.iter().filter_map(|(start, end)| Some((text.find(start)? + start.len(), *end))).min()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_shipped_is_linked_at_the_tag() {
        for (text, expected) in [
            ("[map](docs/MAP.md#a)", "[map](https://forge/x/blob/v1/docs/MAP.md#a)"),
            (r#"<img src="docs/a.webp">"#, r#"<img src="https://forge/x/raw/v1/docs/a.webp">"#),
            (
                r#"<source srcset="docs/b.png">"#,
                r#"<source srcset="https://forge/x/raw/v1/docs/b.png">"#,
            ),
            ("[a](LICENSE-MIT) [b](A.md)", "[a](LICENSE-MIT) [b](https://forge/x/blob/v1/A.md)"),
            ("[a](frame/vault.html)", "[a](frame/vault.html)"),
            ("[a](https://a.example/) [b](#here)", "[a](https://a.example/) [b](#here)"),
            ("no link: a[0](x", "no link: a[0](https://forge/x/blob/v1/x"),
            ("", ""),
        ] {
            assert_eq!(
                for_package(text, "https://forge/x", "v1", &["LICENSE-MIT", "frame"]),
                expected
            );
        }
    }
}
