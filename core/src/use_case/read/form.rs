//! The forms that a value must have for the page to be told it.

use crate::text::{is_among, is_digits, is_made_of};
use crate::use_case::Form;
use crate::value::Value;

impl Form {
    /// Returns the value as the page is told it, or `None` if it does not have this form.
    pub fn read(self, value: &Value) -> Option<Value> {
        let text = match (self, value) {
            (Form::Bool, Value::Bool(flag)) => return Some(Value::Bool(*flag)),
            (Form::Bool, _) => return None,
            (_, value) => value.as_text()?,
        };
        let is_allowed = match self {
            Form::Bool => false,
            Form::Id => is_identifier(text, 255),
            Form::Enum(names) if is_among(names, text) => true,
            // The page is not told an unknown name. A text that is no name is not allowed.
            Form::Enum(_) => {
                let is_name =
                    |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_';
                return text.bytes().all(is_name).then_some(Value::Null);
            }
            Form::LastFour => text.len() <= 4 && is_digits(text),
            Form::Token => is_identifier(text, 8 * 1024),
            Form::Url => text.len() <= 8 * 1024 && text.bytes().all(|byte| byte.is_ascii_graphic()),
        };
        is_allowed.then(|| Value::text(text))
    }
}

/// Whether `text` has 1 to `longest` of the characters of identifiers and Base64.
fn is_identifier(text: &str, longest: usize) -> bool {
    (1..=longest).contains(&text.len()) && is_made_of(text, "_-.:/+=")
}

/// Whether the page may be told `text`: an identifier that can't hold a card number.
pub fn is_harmless(text: &str, longest: usize) -> bool {
    is_identifier(text, longest) && !has_card_number(text)
}

/// Whether `text` has at least 13 digits, the fewest of a card number (ISO/IEC 7812-1), in a row or
/// in adjacent groups of at most six, as cards print them. The first and the last group of a UUID
/// have eight and twelve characters, so a UUID is no card number.
fn has_card_number(text: &str) -> bool {
    const FEWEST: usize = 13;
    // The digits of the current row, the digits of the groups before it, and whether the current
    // group consists of digits only.
    let (mut row, mut before, mut is_group) = (0, 0, true);
    for at in 0..=text.len() {
        // The end of the text also ends a group.
        let byte = text.as_bytes().get(at).copied().unwrap_or(b'-');
        if byte.is_ascii_digit() {
            row += 1;
            if row == FEWEST {
                return true;
            }
        } else if byte.is_ascii_alphanumeric() {
            (row, is_group) = (0, false);
        } else {
            before = if is_group && row <= 6 { before + row } else { 0 };
            if before >= FEWEST {
                return true;
            }
            (row, is_group) = (0, true);
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Code;
    use crate::use_case::Operation;
    use crate::use_case::document_upload::LINK;
    use crate::use_case::read::tests::{OK, card, pin, reading};
    use crate::use_case::{Answer, read};

    #[test]
    fn tokens_and_links_have_their_form() {
        let token = |token: &str| {
            let body = format!(
                r#"{{"data":{{"tokenizeUSPersonAccountHolder":{{"__typename":"USPersonAccountHolderToken","token":"{token}"}}}}}}"#
            );
            reading(Operation::TokenizePersonAccountHolder, 200, &body, "").is_ok()
        };
        let link = |url: &str| {
            let body = format!(
                r#"{{"data":{{"createDocumentUploadLink":{{"__typename":"DocumentUploadLink","id":"dl_1","uploadUrl":"{url}"}}}}}}"#
            );
            let answer = Answer { status: 200, body: body.as_bytes(), retry_after: None };
            read(&LINK, &answer, None).is_ok()
        };
        for longest in [8 * 1024 - 8, 8 * 1024] {
            assert!(link(&format!("https://{}", "a".repeat(longest - 8))));
        }
        assert!(!link(&"a".repeat(8 * 1024 + 1)) && !link("https://a b") && !link("https://é"));
        let form = |text: &str| Form::Token.read(&Value::text(text)).is_some();
        assert!(form(&"a".repeat(8 * 1024)) && form("a-._:/+=") && form("eyJ.eyJ.c2ln"));
        assert!(!form(&"a".repeat(8 * 1024 + 1)) && !form("a b") && !form(""));
        assert!(!token("a b"));
        let object = r#"{"data":{"node":{}}}"#;
        let told = reading(Operation::ViewPaymentCard, 200, object, "cd_1").err();
        assert_eq!(
            told.map(|told| told.code),
            Some(Code::UnexpectedResponse),
            "no such node is null"
        );
    }

    #[test]
    fn a_card_number_in_what_is_told_reaches_no_page() {
        const CARD: &str = "4111111111111111";
        for name in ["ACTIVE", "VISA"] {
            for other in [CARD, "FROZEN", "A_4111_1111_1111_1111"] {
                let told = pin(200, &OK.replace(name, other)).unwrap_or_default();
                assert!(told.contains("\"id\":\"cd_1\"") && !told.contains(other), "{told}");
            }
        }
        for (id, is_told) in [
            (CARD, false),
            ("req_4111111111111111", false),
            ("x4111111111111111x", false),
            ("4111-1111-1111-1111", false),
            ("a-4111.1111:1111/1111", false),
            ("3782-822463-10005", false),
            ("4111--1111-1111-1111", false),
            ("2026-11-30", true),
            ("1234567890123", false),
            ("123456789012", true),
            // UUIDs, also one of digits alone.
            ("00000000-0000-4000-8000-000000000001", true),
            ("6ba7b810-9dad-11d1-80b4-00c04fd430c8", true),
        ] {
            let body = format!(r#"{{"extensions":{{"requestId":"{id}"}}}}"#);
            let told = pin(500, &body).err().and_then(|failure| failure.request_id);
            assert_eq!(told.is_some(), is_told, "{id}");
            let body = format!(
                r#"{{"data":{{"setPinForPaymentCard":{{"__typename":"UserError","errors":[{{"code":"{id}","errorPath":[]}}]}}}}}}"#
            );
            let told = pin(200, &body).err().and_then(|failure| failure.fields[0].api_code.clone());
            assert_eq!(told.is_some(), is_told, "{id}");
        }
    }

    #[test]
    fn an_odd_form_of_a_value_is_a_failure() {
        for odd in ["1e999", "1.5", "true", "[]", "{}", "99999999999999999999", "4111111111111111"]
        {
            let details = format!(
                r#"{{"__typename":"PaymentCardRestrictedDetails","number":{odd},"cvv":"123"}}"#
            );
            assert_eq!(card(&details), Err(Code::UnexpectedResponse), "{odd}");
            let told = pin(200, &OK.replace("\"1111\"", odd)).err();
            assert_eq!(told.map(|told| told.code), Some(Code::UnexpectedResponse), "{odd}");
        }
    }

    #[test]
    fn shown_values_have_their_form() {
        let details = |number: &str, cvv: &str| {
            card(&format!(
                r#"{{"__typename":"PaymentCardRestrictedDetails","number":{number},"cvv":{cvv}}}"#
            ))
        };
        // The month and year that are printed on the card, not the month of `expirationDate` in
        // UTC.
        let date = "01/2031".to_owned();
        assert_eq!(
            details("\"4111111111111111\"", "\"123\""),
            Ok(vec!["4111111111111111".into(), "123".into(), date])
        );
        assert_eq!(details("\"<b>4111</b>\"", "\"123\""), Err(Code::UnexpectedResponse));
        assert_eq!(details("4111111111111111", "\"123\""), Err(Code::UnexpectedResponse));
        assert_eq!(details("\"4111111111111111\"", "\"12345\""), Err(Code::UnexpectedResponse));
        assert_eq!(card(r#"{"__typename":"AccessDeniedError"}"#), Err(Code::AccessDenied));
        let null = details("null", "null");
        assert_eq!(null, Ok(vec!["01/2031".into()]), "what the API leaves out is left out");
        let body =
            r#"{"data":{"node":{"__typename":"PaymentCard","id":"cd_1","expirationMonth":"01"}}}"#;
        let nothing = reading(Operation::ViewPaymentCard, 200, body, "cd_1").err();
        assert_eq!(nothing.map(|failure| failure.code), Some(Code::ValueMissing), "half an expiry");
    }
}
