//! Tax identification numbers of the United States, by the schema's prose (its regular expressions
//! are mis-anchored).
//!
//! - SSN: nine digits, 3-2-4; area not 000, 666 or 900 to 999, group not 00, serial not 0000.
//! - EIN: nine digits, 2-7.

use zeroize::Zeroizing;

use super::{Input, PLAIN, digits_of, grouped};
use crate::error::FieldCode;
use crate::time::Days;
use crate::word::Word;

/// A social security number.
pub const SSN: Input = Input {
    rule: ssn,
    tidy: |typed| grouped(typed, &[3, 2, 4], '-'),
    hint: Word::SsnRule,
    inputmode: "numeric",
    masked: true,
    max_length: 16,
    ..PLAIN
};

/// An employer identification number.
pub const EIN: Input = Input {
    rule: ein,
    tidy: |typed| grouped(typed, &[2, 7], '-'),
    hint: Word::EinRule,
    inputmode: "numeric",
    max_length: 16,
    ..PLAIN
};

fn ssn(typed: &str, _: Days) -> Result<Zeroizing<String>, FieldCode> {
    let digits = digits_of(typed, "-", 9)?;
    let (area, group, serial) = (&digits[..3], &digits[3..5], &digits[5..]);
    if area == "000" || area == "666" || area.starts_with('9') || group == "00" || serial == "0000"
    {
        return Err(FieldCode::Invalid);
    }
    Ok(grouped(&digits, &[3, 2, 4], '-'))
}

fn ein(typed: &str, _: Days) -> Result<Zeroizing<String>, FieldCode> {
    Ok(grouped(&digits_of(typed, "-", 9)?, &[2, 7], '-'))
}

#[cfg(test)]
pub mod tests {
    use super::super::FieldKind;
    use super::super::tests::Table;
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
            &[("12-3456789", "12-3456789"), ("123456789", "12-3456789")],
            &[
                ("12-345678", FieldCode::Incomplete),
                ("12-345678X", FieldCode::Invalid),
                ("1234567890", FieldCode::TooLong),
            ],
        ),
    ];

    #[test]
    fn hyphens_come_as_one_types() {
        for (typed, shown) in [
            ("123", "123"),
            ("1234", "123-4"),
            ("12345", "123-45"),
            ("123456", "123-45-6"),
            ("123-", "123-"),
        ] {
            assert_eq!(*(SSN.tidy)(typed), shown);
        }
    }
}
