//! Lists that are read page by page, in the form of Relay's connections.

use async_graphql::SimpleObject;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// The place of a page in its list.
#[derive(SimpleObject)]
pub struct PageInfo {
    /// Whether there is a next page.
    has_next_page: bool,
    /// Whether there is a previous page.
    has_previous_page: bool,
    /// The cursor of the page's first item; empty if the page has no items.
    start_cursor: String,
    /// The cursor of the page's last item; empty if the page has no items.
    end_cursor: String,
}

/// The page of a list that a query asks for.
#[derive(Debug, Clone, Copy)]
pub struct Paging<'a> {
    /// The number of items.
    pub first: Option<i32>,
    /// The cursor of the item before the page.
    pub after: Option<&'a str>,
}

/// A page of a list: items with their cursors.
pub struct Page<T> {
    pub info: PageInfo,
    pub items: Vec<(String, T)>,
}

/// The number of items on a page by default, which the schema sets.
const FIRST: usize = 20;

impl<T> Page<T> {
    /// Cuts a page out of a whole list. A cursor is the base64 of the item's id.
    pub fn cut(
        all: Vec<T>,
        id: impl Fn(&T) -> &str,
        paging: Paging<'_>,
    ) -> async_graphql::Result<Self> {
        let first = paging.first.map_or(Ok(FIRST), usize::try_from);
        let first = first.map_err(|_| async_graphql::Error::new("`first` must not be negative"))?;
        let cursor = |item: &T| STANDARD.encode(id(item));
        let start = match paging.after {
            None => 0,
            Some(after) => {
                let before = all.iter().position(|item| cursor(item) == after);
                before.ok_or_else(|| {
                    async_graphql::Error::new("`after` is not a cursor of the list")
                })? + 1
            }
        };
        let has_next_page = all.len() > start.saturating_add(first);
        let items: Vec<(String, T)> = all
            .into_iter()
            .skip(start)
            .take(first)
            .map(|item| (STANDARD.encode(id(&item)), item))
            .collect();
        let at = |item: Option<&(String, T)>| item.map(|(at, _)| at.clone()).unwrap_or_default();
        let info = PageInfo {
            has_next_page,
            has_previous_page: start > 0,
            start_cursor: at(items.first()),
            end_cursor: at(items.last()),
        };
        Ok(Self { info, items })
    }
}

/// Makes the two types of a connection: itself and its edges, whose nodes are of one type.
macro_rules! connection {
    ($(#[$doc:meta])* $connection:ident, $edge:ident, $node:ty) => {
        /// A node and its cursor.
        #[derive(async_graphql::SimpleObject)]
        #[graphql(name_type)]
        pub struct $edge {
            cursor: String,
            node: Option<$node>,
        }

        impl async_graphql::TypeName for $edge {
            fn type_name() -> std::borrow::Cow<'static, str> {
                stringify!($edge).into()
            }
        }

        $(#[$doc])*
        #[derive(async_graphql::SimpleObject)]
        #[graphql(name_type)]
        pub struct $connection {
            page_info: $crate::graphql::connection::PageInfo,
            edges: Option<Vec<$edge>>,
        }

        impl async_graphql::TypeName for $connection {
            fn type_name() -> std::borrow::Cow<'static, str> {
                stringify!($connection).into()
            }
        }

        impl<T: Into<$node>> From<$crate::graphql::connection::Page<T>> for $connection {
            fn from(page: $crate::graphql::connection::Page<T>) -> Self {
                let edge = |(cursor, item): (String, T)| $edge { cursor, node: Some(item.into()) };
                Self {
                    page_info: page.info,
                    edges: Some(page.items.into_iter().map(edge).collect()),
                }
            }
        }
    };
}
pub(super) use connection;

#[cfg(test)]
#[expect(clippy::expect_used, reason = "a test that can't continue fails")]
mod tests {
    use super::*;

    fn cut(first: Option<i32>, after: Option<&str>) -> async_graphql::Result<Page<&'static str>> {
        Page::cut(vec!["a", "b", "c"], |item| item, Paging { first, after })
    }

    #[test]
    fn pages_follow_each_other() {
        let one = cut(Some(2), None).expect("a page");
        assert_eq!(one.items.iter().map(|(_, item)| *item).collect::<Vec<_>>(), ["a", "b"]);
        assert!(one.info.has_next_page && !one.info.has_previous_page);
        let two = cut(Some(2), Some(&one.info.end_cursor)).expect("a page");
        assert_eq!(two.items.iter().map(|(_, item)| *item).collect::<Vec<_>>(), ["c"]);
        assert!(!two.info.has_next_page && two.info.has_previous_page);
        let three = cut(None, Some(&two.info.end_cursor)).expect("a page");
        assert!(three.items.is_empty() && three.info.end_cursor.is_empty());
    }

    #[test]
    fn a_page_that_cannot_be_is_refused() {
        assert!(cut(Some(-1), None).is_err());
        assert!(cut(None, Some("nowhere")).is_err());
        assert!(cut(Some(i32::MAX), None).expect("a page").items.len() == 3);
    }
}
