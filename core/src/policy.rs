//! The limits of a deployment. They are written into `vault.html` when the frame is deployed (`npx
//! sordino frame`, `host/cli/policy.ts`). The page, whose script may be the attacker's, can't
//! change them.
//!
//! 1. A policy only restricts: no member of it allows more than the page asks for.
//! 2. A policy is refused as a whole if any part of it is not understood, and the vault does not
//!    start. A misread limit would be a missing limit.
//! 3. Claims are read from the token without checking its signature. That is enough to keep out
//!    tokens of other organizations, because the API refuses a token whose claims were changed:
//!    either the claims match and are the issuer's, or nothing is done. A token that is not a JWT
//!    has no claims, so a policy with claims refuses it.

use crate::json;
use crate::members::Members;
use crate::protocol::{FieldOptions, HIDE_AFTER};
use crate::token::ClientToken;
use crate::use_case::Operation;
use crate::value::Value;

/// The longest time, in seconds, for which a value can be shown.
pub const LONGEST_SHOW: u32 = 300;

/// The limits of a deployment.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Policy {
    /// Whether copying shown values is forbidden.
    no_copy: bool,
    /// Whether a value is shown only after a press of its button.
    no_unmasked: bool,
    /// The most seconds for which a revealed value is shown.
    longest_show: Option<u32>,
    /// The operations that may be called; `None` allows all.
    operations: Option<Vec<Operation>>,
    /// The claims that a client token must have, with their values.
    claims: Vec<(Box<str>, Value)>,
}

impl Policy {
    /// Reads the JSON object that the deployment wrote; `{}` allows everything. Returns `None` for
    /// a member that is unknown, given twice, or not of its type, and for an unknown operation.
    ///
    /// # Examples
    ///
    /// ```
    /// use sordino_core::policy::Policy;
    ///
    /// assert!(Policy::parse(r#"{"noCopy":true,"operations":["viewPaymentCard"]}"#).is_some());
    /// assert!(Policy::parse(r#"{"noCopie":true}"#).is_none());
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        let mut members = Members::of(json::parse(text.as_bytes()).ok()?, "");
        // `Members` treats a null as a missing member, but here it would be a lost limit.
        if members.rest.iter().any(|(_, value)| value.is_null()) {
            return None;
        }
        let operations = match members.texts("operations") {
            Some(names) => Some(operations(&names)?),
            None => None,
        };
        let claims = members.nested("claims", "");
        let policy = Self {
            no_copy: members.flag("noCopy").unwrap_or_default(),
            no_unmasked: members.flag("noUnmasked").unwrap_or_default(),
            longest_show: members.number("longestShow"),
            operations,
            claims: claims.rest,
        };
        let is_right = members.is_valid()
            && policy.longest_show.is_none_or(|seconds| (1..=LONGEST_SHOW).contains(&seconds))
            && policy.claims.iter().all(|(_, value)| value.as_text().is_some());
        is_right.then_some(policy)
    }

    /// Restricts the page's options for a field to what the deployment allows.
    // Boxed, as `decode` makes them.
    #[allow(clippy::unnecessary_box_returns)]
    pub fn limit(&self, mut options: Box<FieldOptions>) -> Box<FieldOptions> {
        if self.no_copy {
            options.copy = Some(false);
        }
        if self.no_unmasked {
            options.masked = Some(true);
        }
        if let Some(longest) = self.longest_show {
            let wanted = options.hide_after.unwrap_or(HIDE_AFTER);
            options.hide_after = Some(wanted.min(longest));
        }
        options
    }

    /// Returns whether the page may call `operation`.
    pub fn allows(&self, operation: Operation) -> bool {
        match &self.operations {
            Some(operations) => operations.contains(&operation),
            None => true,
        }
    }

    /// Returns whether `token` has every claim that the deployment requires.
    pub fn accepts(&self, token: &ClientToken) -> bool {
        self.claims.is_empty() || token.has_claims(&self.claims)
    }
}

fn operations(names: &[String]) -> Option<Vec<Operation>> {
    let mut operations = Vec::new();
    for name in names {
        operations.push(Operation::from_name(name)?);
    }
    Some(operations)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::{Usage, tests::jwt};
    use proptest::prelude::*;
    use zeroize::Zeroizing;

    fn policy(text: &str) -> Policy {
        Policy::parse(text).unwrap_or_else(|| panic!("refused: {text}"))
    }

    fn limited(policy_text: &str, options: FieldOptions) -> FieldOptions {
        *policy(policy_text).limit(Box::new(options))
    }

    fn token(value: &str) -> ClientToken {
        let value = Zeroizing::new(value.to_owned());
        ClientToken::new(value, None, Usage::UntilExpiration, 0)
            .unwrap_or_else(|_| panic!("no token"))
    }

    #[test]
    fn an_empty_policy_changes_nothing() {
        let policy = policy("{}");
        assert_eq!(policy, Policy::default());
        let options = FieldOptions {
            copy: Some(true),
            masked: Some(false),
            hide_after: Some(300),
            ..FieldOptions::default()
        };
        assert_eq!(*policy.limit(Box::new(options.clone())), options);
        assert_eq!(*policy.limit(Box::default()), FieldOptions::default());
        assert!(Operation::ALL.iter().all(|operation| policy.allows(*operation)));
        assert!(policy.accepts(&token("opaque")));
    }

    #[test]
    fn a_policy_that_is_not_understood_is_refused_as_a_whole() {
        for text in [
            "",
            "{{policy}}",
            "null",
            "[]",
            "{} {}",
            r#"{"noCopy":1}"#,
            r#"{"noCopy":"true"}"#,
            r#"{"noCopy":null}"#,
            r#"{"nocopy":true}"#,
            r#"{"noCopy":false,"noCopy":true}"#,
            r#"{"noUnmasked":"yes"}"#,
            r#"{"longestShow":0}"#,
            r#"{"longestShow":301}"#,
            r#"{"longestShow":-1}"#,
            r#"{"longestShow":1.5}"#,
            r#"{"longestShow":"30"}"#,
            r#"{"operations":null}"#,
            r#"{"operations":"viewPaymentCard"}"#,
            r#"{"operations":["viewpaymentcard"]}"#,
            r#"{"operations":["viewPaymentCard",1]}"#,
            r#"{"operations":["viewPaymentCard","nope"]}"#,
            r#"{"claims":null}"#,
            r#"{"claims":["org"]}"#,
            r#"{"claims":{"org":1}}"#,
            r#"{"claims":{"org":null}}"#,
        ] {
            assert_eq!(Policy::parse(text), None, "{text}");
        }
    }

    #[test]
    fn the_page_can_ask_for_less_and_not_for_more() {
        let options = |copy, masked, hide_after| FieldOptions {
            copy,
            masked,
            hide_after,
            label: Some("L".into()),
            ..FieldOptions::default()
        };
        let all = r#"{"noCopy":true,"noUnmasked":true,"longestShow":10}"#;
        for (asked, given) in [
            (options(None, None, None), options(Some(false), Some(true), Some(10))),
            (
                options(Some(true), Some(false), Some(300)),
                options(Some(false), Some(true), Some(10)),
            ),
            (options(Some(false), Some(true), Some(5)), options(Some(false), Some(true), Some(5))),
            (options(None, None, Some(0)), options(Some(false), Some(true), Some(0))),
        ] {
            assert_eq!(limited(all, asked), given);
        }
        // A long limit does not show a value longer than the page asks.
        let long = r#"{"longestShow":100}"#;
        assert_eq!(limited(long, FieldOptions::default()).hide_after, Some(HIDE_AFTER));
        assert_eq!(limited(long, options(None, None, Some(200))).hide_after, Some(100));
        assert_eq!(limited(long, options(Some(true), Some(false), None)).copy, Some(true));
    }

    #[test]
    fn only_the_named_operations_are_allowed() {
        let some = policy(r#"{"operations":["viewPaymentCard","uploadDocuments"]}"#);
        for &operation in Operation::ALL {
            let is_named =
                matches!(operation, Operation::ViewPaymentCard | Operation::UploadDocuments);
            assert_eq!(some.allows(operation), is_named, "{operation:?}");
        }
        let none = policy(r#"{"operations":[]}"#);
        assert!(!Operation::ALL.iter().any(|operation| none.allows(*operation)));
    }

    #[test]
    fn a_token_needs_every_claim() {
        let ours = policy(r#"{"claims":{"org":"og_ours","env":"live"}}"#);
        for (claims, is_accepted) in [
            (r#"{"org":"og_ours","env":"live","exp":1}"#, true),
            (r#"{"env":"live","org":"og_ours"}"#, true),
            (r#"{"org":"og_theirs","env":"live"}"#, false),
            (r#"{"org":"og_ours","env":"test"}"#, false),
            (r#"{"org":"og_ours"}"#, false),
            (r#"{"org":"og_ours ","env":"live"}"#, false),
            (r#"{"Org":"og_ours","env":"live"}"#, false),
            (r#"{"org":["og_ours"],"env":"live"}"#, false),
            (r#"{"org":null,"env":"live"}"#, false),
            // Readers of JSON differ about which of two claims with one name counts.
            (r#"{"org":"og_ours","org":"og_theirs","env":"live"}"#, false),
            (r#"{"org":"og_theirs","org":"og_ours","env":"live"}"#, false),
            ("[]", false),
            ("not json", false),
        ] {
            assert_eq!(ours.accepts(&token(&jwt(claims))), is_accepted, "{claims}");
        }
    }

    #[test]
    fn an_opaque_token_has_no_claims() {
        let ours = policy(r#"{"claims":{"org":"og_ours"}}"#);
        for value in ["opaque", "a.b", "a.b.c", "a.b.c.d.e"] {
            assert!(!ours.accepts(&token(value)), "{value}");
        }
    }

    #[test]
    fn a_number_and_a_truth_value_are_compared_as_json_writes_them() {
        let accepts = |value: &str, claim: &str| {
            let policy = policy(&format!(r#"{{"claims":{{"c":"{value}"}}}}"#));
            policy.accepts(&token(&jwt(&format!(r#"{{"c":{claim}}}"#))))
        };
        for (value, claim) in [("42", "42"), ("-1", "-1"), ("true", "true"), ("42", r#""42""#)] {
            assert!(accepts(value, claim), "{value} {claim}");
        }
        for (value, claim) in
            [("42", "43"), ("42", "42.5"), ("null", "null"), ("null", "1.5"), ("[]", "[]")]
        {
            assert!(!accepts(value, claim), "{value} {claim}");
        }
    }

    proptest! {
        #[test]
        fn no_text_panics(text in r#"\{("(noCopy|longestShow|operations|claims)":[\[\]{}",:a-z0-9]{0,20}){0,2}\}"#) {
            let _policy = Policy::parse(&text);
        }
    }
}
