//! Tax identification numbers of the United States. The rules follow the schema's prose, because
//! the anchors of its regular expressions are wrong.
//!
//! - SSN: nine digits, 3-2-4; area not 000, 666 or 900 to 999, group not 00, serial not 0000.
//! - ITIN (the IRS's number for persons without an SSN): nine digits, 3-2-4; the first is 9, and
//!   the fourth and fifth are 50 to 65, 70 to 88, 90 to 92 or 94 to 99 (IRS, "Individual taxpayer
//!   identification number"). The API takes it instead of an SSN.
//! - EIN: nine digits, 2-7.

use zeroize::Zeroizing;

use super::input::{Context, Input, PLAIN};
use super::typed::{digits_of, grouped};
use crate::digits::number;
use crate::error::FieldCode;
use crate::word::Word;

/// A social security number, or an ITIN if the call names that type.
pub const SSN: Input = Input {
    rule: ssn,
    format: |typed| grouped(typed, &[3, 2, 4], '-'),
    hint: Word::SsnRule,
    too_long: Word::SsnRule,
    inputmode: "numeric",
    masked: true,
    ..PLAIN
};

/// An employer identification number.
pub const EIN: Input = Input {
    rule: ein,
    format: |typed| grouped(typed, &[2, 7], '-'),
    hint: Word::EinRule,
    too_long: Word::EinRule,
    inputmode: "numeric",
    ..PLAIN
};

/// Only a call knows the type of the number. A field takes both, and the call decides.
fn ssn(typed: &str, context: &Context<'_>) -> Result<Zeroizing<String>, FieldCode> {
    let digits = digits_of(typed, "-", 9)?;
    let is_right = match context.tax_type {
        None => is_ssn(&digits) || is_itin(&digits),
        Some("ITIN" | "INDIVIDUAL_TAXPAYER_IDENTIFICATION_NUMBER") => is_itin(&digits),
        Some(_) => is_ssn(&digits),
    };
    if is_right { Ok(grouped(&digits, &[3, 2, 4], '-')) } else { Err(FieldCode::Invalid) }
}

fn is_ssn(digits: &str) -> bool {
    let (area, group, serial) = (&digits[..3], &digits[3..5], &digits[5..]);
    area != "000" && area != "666" && !area.starts_with('9') && group != "00" && serial != "0000"
}

fn is_itin(digits: &str) -> bool {
    digits.starts_with('9')
        && matches!(number(&digits.as_bytes()[3..5]), Some(50..=65 | 70..=88 | 90..=92 | 94..=99))
}

fn ein(typed: &str, _: &Context<'_>) -> Result<Zeroizing<String>, FieldCode> {
    Ok(grouped(&digits_of(typed, "-", 9)?, &[2, 7], '-'))
}

#[cfg(test)]
pub mod tests {
    use super::super::FieldKind;
    use super::super::tests::{ENGLISH, Table};
    use super::*;

    pub const TABLES: &[Table] = &[
        Table(
            &[FieldKind::SocialSecurityNumber],
            "schema: USIdentificationDocumentInput.socialSecurityNumber, its three rules in prose",
            &[
                ("123-45-6789", "123-45-6789"),
                ("123456789", "123-45-6789"),
                ("123 45 6789", "123-45-6789"),
                ("١٢٣٤٥٦٧٨٩", "123-45-6789"),
                ("899-01-0001", "899-01-0001"),
                ("\u{200e}123-45-6789", "123-45-6789"),
                ("\u{202a}123-45-6789\u{202c}", "123-45-6789"),
                ("123\u{2011}45\u{2011}6789", "123-45-6789"),
                ("123\u{2013}45\u{2013}6789", "123-45-6789"),
                ("１２３－４５－６７８９", "123-45-6789"),
                // A field does not know the type, so it also takes an ITIN.
                ("912-70-1234", "912-70-1234"),
            ],
            &[
                ("000-12-3456", FieldCode::Invalid),
                ("666-12-3456", FieldCode::Invalid),
                ("900-12-3456", FieldCode::Invalid),
                ("999-12-3456", FieldCode::Invalid),
                ("123-00-4567", FieldCode::Invalid),
                ("123-45-0000", FieldCode::Invalid),
                ("x123456789", FieldCode::Invalid),
                ("123-45-6789junk", FieldCode::Invalid),
                ("12345678", FieldCode::Incomplete),
                ("1234567890", FieldCode::TooLong),
            ],
        ),
        Table(
            &[FieldKind::EmployerIdentificationNumber],
            "schema: USBusinessIdentificationDocumentInput.employerIdentificationNumber, two digits and seven",
            &[
                ("12-3456789", "12-3456789"),
                ("123456789", "12-3456789"),
                ("\u{202a}12\u{2011}3456789\u{202c}", "12-3456789"),
                ("12\u{2013}345 6789\u{200e}", "12-3456789"),
            ],
            &[
                ("12-345678", FieldCode::Incomplete),
                ("12-345678X", FieldCode::Invalid),
                ("1234567890", FieldCode::TooLong),
            ],
        ),
    ];

    #[test]
    fn a_call_says_the_type_of_a_tax_number() {
        let good = |tax_type: &str, typed: &str| {
            SSN.read(typed, &Context { tax_type: Some(tax_type), ..ENGLISH }).is_ok()
        };
        for group in 0..100 {
            let typed = format!("912-{group:02}-0000");
            let is_itin = matches!(group, 50..=65 | 70..=88 | 90..=92 | 94..=99);
            for tax_type in ["ITIN", "INDIVIDUAL_TAXPAYER_IDENTIFICATION_NUMBER"] {
                assert_eq!(good(tax_type, &typed), is_itin, "{typed}");
            }
            for tax_type in ["", "SSN", "SOCIAL_SECURITY_NUMBER"] {
                assert!(!good(tax_type, &typed), "{typed}");
            }
            assert_eq!(SSN.read(&typed, &ENGLISH).is_ok(), is_itin, "{typed}");
        }
        assert!(good("", "123-45-6789") && good("SSN", "123456789"));
        assert!(!good("ITIN", "123-45-6789") && !good("ITIN", "812-70-1234"));
    }

    #[test]
    fn hyphens_come_as_one_types() {
        for (typed, shown) in [
            ("123", "123"),
            ("1234", "123-4"),
            ("12345", "123-45"),
            ("123456", "123-45-6"),
            ("123-", "123-"),
            ("123-456", "123-45-6"),
            ("123 45 6789", "123-45-6789"),
            ("123-45-6789-", "123-45-6789"),
        ] {
            assert_eq!(*SSN.tidy(typed), shown);
        }
        for (typed, shown) in
            [("12", "12"), ("123", "12-3"), ("12-", "12-"), ("12 3456789", "12-3456789")]
        {
            assert_eq!(*EIN.tidy(typed), shown);
        }
    }
}
