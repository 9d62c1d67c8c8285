//! The answers of the view operations, kept for the fields that show them: mounted fields, and
//! fields that the page mounts later.
//!
//! 1. A success replaces all values of its object. A value that the API leaves out this time is
//!    gone, and values of two objects are never mixed.
//! 2. A field that names an object shows that object's values. Any other field shows the object
//!    that was viewed last by an operation that answers the field's kind.
//! 3. If the value of a mounted field is missing, nothing of the answer is kept. The field then
//!    shows nothing, not even the previous object's value.

use zeroize::Zeroizing;

use crate::error::{FieldCode, FieldProblem};
use crate::field::{FieldKind, Role, spec};
use crate::options::FieldOptions;
use crate::protocol::limits;
use crate::use_case::{UseCase, is_same_object};

/// Values with their kinds.
pub type Values = Vec<(FieldKind, Zeroizing<String>)>;

/// The values of each object; the object that was viewed last is at the end.
#[derive(Default)]
pub struct ShownValues(Vec<Viewed>);

struct Viewed {
    use_case: &'static UseCase,
    id: String,
    values: Values,
}

impl ShownValues {
    /// Replaces the values of an object. Returns a problem for each value that a mounted field needs
    /// and the answer lacks. If there is such a value, nothing of the answer is kept.
    pub fn replace(
        &mut self,
        use_case: &'static UseCase,
        id: &str,
        values: Values,
        mounted: &[(FieldKind, &FieldOptions)],
    ) -> Vec<FieldProblem> {
        let member = use_case.same_id.unwrap_or_default();
        self.0.retain(|viewed| {
            !is_same_object(&viewed.id, id) || viewed.use_case.same_id != use_case.same_id
        });
        // A session that never ends keeps at most as many objects as it may have fields.
        if self.0.len() >= limits::FIELDS {
            self.0.remove(0);
        }
        let mut missing = Vec::new();
        for &(kind, _) in use_case.shown {
            let is_there = values.iter().any(|(there, _)| *there == kind);
            let is_wanted = mounted
                .iter()
                .any(|(of, options)| kinds_of(of).contains(&kind) && options.shows(member, id));
            if is_wanted && !is_there {
                missing.push(FieldProblem::new(kind.name(), FieldCode::Missing));
            }
        }
        let values = if missing.is_empty() { values } else { Vec::new() };
        self.0.push(Viewed { use_case, id: id.to_owned(), values });
        missing
    }

    /// Returns the value of `kind` that a field with these options shows.
    pub fn of(&self, kind: FieldKind, options: &FieldOptions) -> Option<&Zeroizing<String>> {
        let viewed = self.0.iter().rfind(|viewed| viewed.is_of(kind, options))?;
        viewed.values.iter().find(|(of, _)| *of == kind).map(|(_, value)| value)
    }

    /// Returns whether the answer for an object may change the values that a field shows.
    pub fn is_for(use_case: &UseCase, id: &str, kind: &FieldKind, options: &FieldOptions) -> bool {
        use_case.shown.iter().any(|(of, _)| kinds_of(kind).contains(of))
            && options.shows(use_case.same_id.unwrap_or_default(), id)
    }

    /// Forgets the values that a field shows.
    pub fn forget(&mut self, kind: &FieldKind, options: &FieldOptions) {
        for of in kinds_of(kind) {
            if let Some(viewed) = self.0.iter_mut().rfind(|viewed| viewed.is_of(*of, options)) {
                viewed.values.retain(|(kind, _)| kind != of);
            }
        }
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        self.0.clear();
    }
}

impl Viewed {
    fn is_of(&self, kind: FieldKind, options: &FieldOptions) -> bool {
        self.use_case.shown.iter().any(|(of, _)| *of == kind)
            && options.shows(self.use_case.same_id.unwrap_or_default(), &self.id)
    }
}

/// Returns the kinds of value that a field shows: several for a card's face, one for any other
/// kind.
pub fn kinds_of(kind: &FieldKind) -> &[FieldKind] {
    match spec(*kind).role {
        Role::Composite(kinds) => kinds,
        _ => std::slice::from_ref(kind),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::use_case::{Operation, use_case};

    const NUMBER: FieldKind = FieldKind::CardNumber;
    const CVV: FieldKind = FieldKind::Cvv;
    const EXPIRY: FieldKind = FieldKind::ExpirationDate;

    fn card(id: &str) -> FieldOptions {
        FieldOptions { payment_card_id: Some(id.to_owned()), ..FieldOptions::default() }
    }

    fn values(texts: &[(FieldKind, &str)]) -> Values {
        texts.iter().map(|(kind, text)| (*kind, Zeroizing::new((*text).to_owned()))).collect()
    }

    /// The values that fields with these options show of a card: number, CVV, expiry.
    fn shown(kept: &ShownValues, options: &FieldOptions) -> [Option<String>; 3] {
        [NUMBER, CVV, EXPIRY].map(|kind| kept.of(kind, options).map(|value| value.to_string()))
    }

    fn some(texts: [&str; 3]) -> [Option<String>; 3] {
        texts.map(|text| (!text.is_empty()).then(|| text.to_owned()))
    }

    fn view(
        kept: &mut ShownValues,
        id: &str,
        texts: [&str; 3],
        mounted: &[(FieldKind, &FieldOptions)],
    ) -> Vec<String> {
        let texts: Vec<_> = [NUMBER, CVV, EXPIRY]
            .into_iter()
            .zip(texts)
            .filter(|(_, text)| !text.is_empty())
            .collect();
        let problems =
            kept.replace(use_case(Operation::ViewPaymentCard), id, values(&texts), mounted);
        assert!(problems.iter().all(|problem| problem.code == FieldCode::Missing));
        problems.into_iter().map(|problem| problem.path).collect()
    }

    const A: [&str; 3] = ["4111", "123", "01/30"];
    const B: [&str; 3] = ["5555", "456", "06/31"];

    #[test]
    fn a_success_replaces_every_value_of_its_operation() {
        let any = FieldOptions::default();
        let mut kept = ShownValues::default();
        assert_eq!(shown(&kept, &any), some(["", "", ""]));
        assert_eq!(view(&mut kept, "cd_a", A, &[]), [""; 0]);
        assert_eq!(shown(&kept, &any), some(A));
        // The second card's missing value is not taken from the first card.
        assert_eq!(view(&mut kept, "cd_b", ["5555", "", "06/31"], &[(NUMBER, &any)]), [""; 0]);
        assert_eq!(shown(&kept, &any), some(["5555", "", "06/31"]));
        assert_eq!(view(&mut kept, "cd_b", ["", "456", ""], &[]), [""; 0]);
        assert_eq!(shown(&kept, &any), some(["", "456", ""]), "of the same card neither");
    }

    #[test]
    fn a_value_that_a_mounted_field_lacks_is_named_and_nothing_is_left() {
        let any = FieldOptions::default();
        let mut kept = ShownValues::default();
        let fields = [(NUMBER, &any), (CVV, &any)];
        assert_eq!(view(&mut kept, "cd_a", A, &fields), [""; 0]);
        assert_eq!(view(&mut kept, "cd_b", ["", "456", "06/31"], &fields), ["cardNumber"]);
        assert_eq!(shown(&kept, &any), some(["", "", ""]));
        assert_eq!(shown(&kept, &card("cd_a")), some(A), "another card's are its own");
        let face = [(FieldKind::PaymentCard, &any)];
        assert_eq!(view(&mut kept, "cd_b", ["5555", "", ""], &face), ["cvv", "expirationDate"]);
        assert_eq!(shown(&kept, &any), some(["", "", ""]));
        // A field of another card does not need this card's value.
        let other = card("cd_a");
        assert_eq!(view(&mut kept, "cd_b", ["5555", "", ""], &[(CVV, &other)]), [""; 0]);
    }

    #[test]
    fn two_cards_stay_apart() {
        let (first, second, any) = (card("cd_a"), card("cd_b"), FieldOptions::default());
        let mut kept = ShownValues::default();
        view(&mut kept, "cd_a", A, &[]);
        assert_eq!(shown(&kept, &second), some(["", "", ""]));
        view(&mut kept, "cd_b", B, &[]);
        assert_eq!([shown(&kept, &first), shown(&kept, &second)], [some(A), some(B)]);
        assert_eq!(shown(&kept, &any), some(B), "without a name: the last");
        view(&mut kept, "cd_a", A, &[]);
        assert_eq!(shown(&kept, &any), some(A));
        // The other card's values stay.
        kept.forget(&FieldKind::PaymentCard, &first);
        assert_eq!([shown(&kept, &first), shown(&kept, &second)], [some(["", "", ""]), some(B)]);
        kept.clear();
        assert_eq!(shown(&kept, &second), some(["", "", ""]));
    }

    #[test]
    fn accounts_of_two_operations_are_told_apart() {
        let account = FieldKind::AccountNumber;
        let (any, mut kept) = (FieldOptions::default(), ShownValues::default());
        let deposit = FieldOptions {
            direct_deposit_detail_id: Some("dd_1".into()),
            ..FieldOptions::default()
        };
        for (operation, id, text) in [
            (Operation::ViewDirectDepositDetail, "dd_1", "111"),
            (Operation::ViewExternalBankAccountDetail, "eb_1", "222"),
        ] {
            kept.replace(use_case(operation), id, values(&[(account, text)]), &[]);
        }
        let of = |options| kept.of(account, options).map(|value| value.to_string());
        assert_eq!((of(&any), of(&deposit)), (Some("222".into()), Some("111".into())));
    }

    #[test]
    fn no_more_objects_are_kept_than_a_session_may_have_fields() {
        let mut kept = ShownValues::default();
        for number in 0..=limits::FIELDS {
            view(&mut kept, &number.to_string(), A, &[]);
        }
        assert_eq!(kept.0.len(), limits::FIELDS);
        assert_eq!(shown(&kept, &card("0")), some(["", "", ""]));
    }
}
