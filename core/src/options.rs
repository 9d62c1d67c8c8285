//! The options that a page may set for a field, and their check.

use crate::error::{FieldCode, FieldProblem};
use crate::field::document::check_types;
use crate::text::head;
use crate::use_case::is_same_object;
use crate::words::is_display_safe;

/// The options of a field.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "typescript", ts(rename_all = "camelCase"))]
pub struct FieldOptions {
    /// Plain text that replaces the frame's own label; at most 80 characters. On a card's face it
    /// is printed at the top.
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub label: Option<String>,
    /// Plain text shown while an input is empty; at most 80 characters.
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub placeholder: Option<String>,
    /// Where in the operation's input this field belongs, if its kind can be in more than one
    /// place: `businessProfile.ultimateBeneficialOwners.0`.
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub path: Option<String>,
    /// Whether the input is disabled; default false.
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub disabled: Option<bool>,
    /// Whether an input that is optional for its operation must be filled in; default false.
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub required: Option<bool>,
    /// Whether a shown value is masked until the user reveals it; default true.
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub masked: Option<bool>,
    /// Seconds until a revealed value hides again, 1 to 300; default 30.
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub hide_after: Option<u32>,
    /// Whether a shown value can be copied; default true.
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub copy: Option<bool>,
    /// The cardholder's name on a card's face, as plain text; at most 80 characters.
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub cardholder_name: Option<String>,
    /// The `DocumentType`s that a field for documents offers, at most 30; default: all types for
    /// persons and businesses.
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub document_types: Option<Vec<String>>,
    /// The id of the card whose values the field shows; default: the card that was viewed last.
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub payment_card_id: Option<String>,
    /// The id of the direct deposit whose values the field shows. Without any object's id, the
    /// field shows the account that was viewed last.
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub direct_deposit_detail_id: Option<String>,
    /// The id of the external bank account whose values the field shows.
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub external_bank_account_detail_id: Option<String>,
}

/// The longest id of an object, as an operation's input has it.
const LONGEST_ID: usize = 255;

impl FieldOptions {
    /// Returns the problems of all options, each under its option's name.
    pub fn problems(&self) -> Vec<FieldProblem> {
        let mut problems = Vec::new();
        for (name, text, longest) in [
            ("label", &self.label, 80),
            ("placeholder", &self.placeholder, 80),
            ("path", &self.path, 200),
            ("cardholderName", &self.cardholder_name, 80),
            ("paymentCardId", &self.payment_card_id, LONGEST_ID),
            ("directDepositDetailId", &self.direct_deposit_detail_id, LONGEST_ID),
            ("externalBankAccountDetailId", &self.external_bank_account_detail_id, LONGEST_ID),
        ] {
            let text = text.as_deref().unwrap_or_default();
            if head(text, longest).len() < text.len() {
                problems.push(FieldProblem::new(name, FieldCode::TooLong));
            } else if !text.chars().all(is_display_safe) {
                problems.push(FieldProblem::new(name, FieldCode::Invalid));
            }
        }
        if self.hide_after.is_some_and(|seconds| !(1..=300).contains(&seconds)) {
            problems.push(FieldProblem::new("hideAfter", FieldCode::Invalid));
        }
        check_types(self.document_types.as_deref().unwrap_or_default(), &mut problems);
        problems
    }

    /// Returns whether both options name the same objects.
    pub fn names_same_objects(&self, other: &Self) -> bool {
        self.payment_card_id == other.payment_card_id
            && self.direct_deposit_detail_id == other.direct_deposit_detail_id
            && self.external_bank_account_detail_id == other.external_bank_account_detail_id
    }

    /// Returns whether a field may show the values of an object. `member` is the member of the view
    /// operation's input that holds the object's `id`. A field that names no object may show any.
    pub fn shows(&self, member: &str, id: &str) -> bool {
        let mut names_another = false;
        for (name, named) in [
            ("paymentCardId", &self.payment_card_id),
            ("directDepositDetailId", &self.direct_deposit_detail_id),
            ("externalBankAccountDetailId", &self.external_bank_account_detail_id),
        ] {
            if let Some(named) = named {
                if name == member {
                    return is_same_object(named, id);
                }
                names_another = true;
            }
        }
        !names_another
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(options: &FieldOptions) -> Vec<(String, FieldCode)> {
        options.problems().into_iter().map(|problem| (problem.path, problem.code)).collect()
    }

    #[test]
    fn every_wrong_value_is_named() {
        let text = |text: &str| Some(text.to_owned());
        let (long, id) = ("a".repeat(81), "i".repeat(256));
        assert_eq!(
            problems(&FieldOptions {
                label: text(&long),
                placeholder: text("a\u{202e}b"),
                path: text(&"p".repeat(201)),
                hide_after: Some(0),
                cardholder_name: text("two\nlines"),
                payment_card_id: text(&id),
                ..FieldOptions::default()
            }),
            [
                ("label".into(), FieldCode::TooLong),
                ("placeholder".into(), FieldCode::Invalid),
                ("path".into(), FieldCode::TooLong),
                ("cardholderName".into(), FieldCode::Invalid),
                ("paymentCardId".into(), FieldCode::TooLong),
                ("hideAfter".into(), FieldCode::Invalid),
            ]
        );
        assert_eq!(
            problems(&FieldOptions {
                label: text(&long[1..]),
                placeholder: text("مثال"),
                hide_after: Some(300),
                direct_deposit_detail_id: text(&id[1..]),
                ..FieldOptions::default()
            }),
            []
        );
    }

    #[test]
    fn a_field_shows_the_object_that_it_names() {
        let any = FieldOptions::default();
        let one = FieldOptions { payment_card_id: Some("cd_1".into()), ..FieldOptions::default() };
        assert!(any.shows("paymentCardId", "cd_1") && any.shows("directDepositDetailId", "dd_1"));
        assert!(one.shows("paymentCardId", "cd_1"));
        assert!(!one.shows("paymentCardId", "cd_2"));
        assert!(!one.shows("directDepositDetailId", "cd_1"), "another kind of object");
        let both = FieldOptions { direct_deposit_detail_id: Some("dd_1".into()), ..one };
        assert!(both.shows("paymentCardId", "cd_1") && both.shows("directDepositDetailId", "dd_1"));
        assert!(!both.shows("externalBankAccountDetailId", "dd_1"));
    }
}
