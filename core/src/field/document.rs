//! Documents to upload: the files that a field takes, and the document types to choose from.
//!
//! The first bytes of a file decide its content type; its name does not matter.

use super::choice::readable;
use crate::digits::decimal;
use crate::error::{FieldCode, FieldProblem};
use crate::text::{concat, cut, is_among, split};
use crate::word::Word;

/// The largest file, in bytes: 10 MB ("The maximum file size is 10 MB", `uploadUrl` of the schema).
pub const MAX_SIZE: u32 = 10_000_000;

/// The largest number of files in one field.
pub const MAX_FILES: usize = 20;

/// The largest number of document types that a page can offer.
pub const MAX_TYPES: usize = 30;

/// The number of a file's first bytes that [`content_type`] needs. PDF readers look for the header
/// in the first 1,024 bytes (ISO 32000-1, Annex H, note 13).
pub const HEAD: u16 = 1024;

/// The reason why a file is not taken: a code for the page and a sentence for the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refusal {
    /// The code that the page is told.
    pub code: FieldCode,
    /// The sentence that the person reads beside the file's name.
    pub word: Word,
}

const EMPTY: Refusal = Refusal { code: FieldCode::EmptyFile, word: Word::FileEmpty };
const TOO_LARGE: Refusal = Refusal { code: FieldCode::TooLarge, word: Word::FileTooLarge };
const HEIC: Refusal = Refusal { code: FieldCode::FileType, word: Word::FileHeic };
const OTHER_TYPE: Refusal = Refusal { code: FieldCode::FileType, word: Word::FileRule };

/// The field has the largest number of files already.
pub const TOO_MANY: Refusal = Refusal { code: FieldCode::TooMany, word: Word::FileCount };

/// The browser could not read the file: a folder, or a file that was moved after it was chosen.
pub const UNREADABLE: Refusal = Refusal { code: FieldCode::Unreadable, word: Word::FileUnreadable };

/// Checks the size of a file in bytes.
///
/// # Errors
///
/// The file is empty or larger than [`MAX_SIZE`].
pub fn check_size(bytes: f64) -> Result<(), Refusal> {
    match bytes {
        bytes if bytes > f64::from(MAX_SIZE) => Err(TOO_LARGE),
        bytes if bytes > 0.0 => Ok(()),
        _ => Err(EMPTY),
    }
}

/// Returns the content type of a file from its first [`HEAD`] bytes.
///
/// A PDF may have a byte order mark and white space before its header: scanners and mail programs
/// write them, and readers skip them.
///
/// # Errors
///
/// The file is an HEIC image, or of another type that is not taken.
pub fn content_type(first_bytes: &[u8]) -> Result<&'static str, Refusal> {
    let text = first_bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(first_bytes);
    if text.trim_ascii_start().starts_with(b"%PDF-") {
        Ok("application/pdf")
    } else if first_bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        Ok("image/png")
    } else if first_bytes.starts_with(b"\xff\xd8\xff") {
        Ok("image/jpeg")
    } else if is_heic(first_bytes) {
        Err(HEIC)
    } else {
        Err(OTHER_TYPE)
    }
}

/// Whether a file begins with a `ftyp` box whose major brand is one of HEIF's (ISO/IEC 23008-12).
fn is_heic(first_bytes: &[u8]) -> bool {
    let brand = first_bytes.get(8..11).unwrap_or_default();
    first_bytes.get(4..8) == Some(b"ftyp")
        && (brand.starts_with(b"he") || brand == b"mif" || brand == b"msf")
}

/// The names of the schema's `DocumentType`, in its order, separated by blanks. They are one text
/// for the same reason as [`NAMES`].
pub const TYPES: &str = "\
    SOCIAL_SECURITY_CARD BIRTH_CERTIFICATE US_MILITARY_RECORD_OF_SERVICE MARRIAGE_CERTIFICATE \
    DIVORCE_DECREE STATE_ISSUED_PERMIT STATE_ISSUED_BENEFIT_CARD US_TAX_FORM W2 FORM_1099 \
    FORM_5498 FORM_1098 CERTIFICATE_OF_CITIZENSHIP MEDICARE_CARD \
    COURT_ORDER_FOR_LEGAL_NAME_CHANGE MUNICIPAL_ID DRIVERS_LICENSE PASSPORT STATE_ISSUED_ID \
    STATE_US_MILITARY_ARMED_FORCES_ID STATE_US_PERMANENT_RESIDENT_CARD \
    STATE_CONSULAR_IDENTIFICATION_CARD STATE_US_BORDER_CROSSING_CARD \
    STATE_US_EMPLOYMENT_AUTHORIZATION_CARD STATE_TRIBAL_ID UTILITY_BILL PHONE_BILL CABLE_BILL \
    INTERNET_BILL BANK_STATEMENT STATEMENT_401K BROKERAGE_STATEMENT LIFE_INSURANCE \
    HEALTH_INSURANCE AUTO_INSURANCE PAY_STUB LEASE_AGREEMENT ARTICLES_OF_INCORPORATION \
    NON_PROFIT_501_C3 FEDERAL_EMPLOYER_IDENTIFICATION_NUMBER \
    SOLE_PROPRIETOR_SOCIAL_SECURITY_CARD OPERATING_AGREEMENT PARTNERSHIP_AGREEMENT \
    CERTIFICATE_OF_GOOD_STANDING IRS_ISSUED_TAX_RETURN TRUST_AGREEMENT BUSINESS_LICENSE \
    BUSINESS_REGISTRATION FORM_CP_575 TAX_ID_APPLICATION PRISON_ID PRISON_RELEASE_PAPERWORK \
    CERTIFICATE_OF_RELEASE_OR_DISCHARGE_FROM_ACTIVE_DUTY VETERAN_AFFAIRS_BENEFITS_LETTER \
    IRS_ISSUED_FEDERAL_TAX_RETURN IRS_ISSUED_STATE_TAX_RETURN DIGITAL_BACKGROUND \
    DIGITAL_FRONT_OF_CARD DIGITAL_ICON DIGITAL_LOGO PHYSICAL_BACK_OF_CARD \
    PHYSICAL_FRONT_OF_CARD VIRTUAL_FRONT_OF_CARD VIRTUAL_THREE_DS_VERIFICATION_LOGO \
    ACCOUNT_HOLDER_SIGNATURE WIRE_CONFIRMATION";

/// The number of [`TYPES`] that belong to persons and businesses; they come first. A page has to
/// name the others: card art, a signature for cheques, and proof of a wire transfer.
const OF_HOLDERS: usize = 56;

/// The types whose name differs from the one that the rule of [`type_name`] gives. They are one
/// text because a list is three times as long in the wasm.
const NAMES: &str = "\
SOCIAL_SECURITY_CARD=Social Security card
US_MILITARY_RECORD_OF_SERVICE=US military record of service
STATE_ISSUED_PERMIT=State-issued permit
STATE_ISSUED_BENEFIT_CARD=State-issued benefit card
US_TAX_FORM=US tax form
W2=Form W-2
MUNICIPAL_ID=Municipal ID
DRIVERS_LICENSE=Driver’s license
STATE_ISSUED_ID=State-issued ID
STATE_US_MILITARY_ARMED_FORCES_ID=US Armed Forces ID
STATE_US_PERMANENT_RESIDENT_CARD=US permanent resident card
STATE_CONSULAR_IDENTIFICATION_CARD=Consular identification card
STATE_US_BORDER_CROSSING_CARD=US border crossing card
STATE_US_EMPLOYMENT_AUTHORIZATION_CARD=US employment authorization card
STATE_TRIBAL_ID=Tribal ID
STATEMENT_401K=401(k) statement
NON_PROFIT_501_C3=Nonprofit 501(c)(3) charter
FEDERAL_EMPLOYER_IDENTIFICATION_NUMBER=Federal Employer Identification Number
SOLE_PROPRIETOR_SOCIAL_SECURITY_CARD=Sole proprietor’s Social Security card
IRS_ISSUED_TAX_RETURN=IRS-issued tax return
FORM_CP_575=IRS Form CP-575
TAX_ID_APPLICATION=Tax ID application
PRISON_ID=Prison ID
VETERAN_AFFAIRS_BENEFITS_LETTER=Veterans Affairs benefits letter
IRS_ISSUED_FEDERAL_TAX_RETURN=IRS-issued federal tax return
IRS_ISSUED_STATE_TAX_RETURN=State tax return
VIRTUAL_THREE_DS_VERIFICATION_LOGO=Virtual 3DS verification logo";

/// Returns the name of a `DocumentType` for people, in English in every language.
pub fn type_name(document_type: &str) -> String {
    for line in split(NAMES, b'\n') {
        if let (known, Some(name)) = cut(line, b'=')
            && known == document_type
        {
            return name.to_owned();
        }
    }
    readable(document_type)
}

/// Returns the types to choose from: those of the page, or by default those of persons and
/// businesses.
pub fn offered(given: Option<&[String]>) -> Vec<&'static str> {
    let mut types = Vec::new();
    for given in given.unwrap_or_default() {
        types.extend(split(TYPES, b' ').filter(|known| known == given));
    }
    if types.is_empty() {
        types.extend(split(TYPES, b' ').take(OF_HOLDERS));
    }
    types
}

/// Adds the problems of the option `documentTypes`.
pub fn check_types(given: &[String], problems: &mut Vec<FieldProblem>) {
    if given.len() > MAX_TYPES {
        problems.push(FieldProblem::new("documentTypes", FieldCode::TooLong));
    }
    for (at, name) in given.iter().take(MAX_TYPES).enumerate() {
        if !is_among(TYPES, name) {
            let path = concat(&["documentTypes.", &decimal(at as u64, 0)]);
            problems.push(FieldProblem::new(path, FieldCode::Unknown));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_known_by_content() {
        let heic = |brand: &[u8]| [b"\0\0\0\x18ftyp", brand, b"\0\0\0\0mif1heic"].concat();
        let padded = [b"\r\n".repeat(500).as_slice(), b"%PDF-1.4"].concat();
        for (bytes, expected) in [
            (&b"%PDF-1.7\n"[..], Ok("application/pdf")),
            (b"\xef\xbb\xbf%PDF-1.7", Ok("application/pdf")),
            (b"\n%PDF-1.7", Ok("application/pdf")),
            (b"\r\n%PDF-1.7", Ok("application/pdf")),
            (b"\xef\xbb\xbf\r\n \t%PDF-1.7", Ok("application/pdf")),
            (&padded, Ok("application/pdf")),
            (b"\x89PNG\r\n\x1a\n\0\0", Ok("image/png")),
            (b"\xff\xd8\xff\xe0", Ok("image/jpeg")),
            (&heic(b"heic"), Err(HEIC)),
            (&heic(b"heix"), Err(HEIC)),
            (&heic(b"hevc"), Err(HEIC)),
            (&heic(b"mif1"), Err(HEIC)),
            (&heic(b"msf1"), Err(HEIC)),
            // AVIF, MP4 and QuickTime begin with the same kind of box.
            (&heic(b"avif"), Err(OTHER_TYPE)),
            (&heic(b"isom"), Err(OTHER_TYPE)),
            (&heic(b"qt  "), Err(OTHER_TYPE)),
            (b"\0\0\0\x18moovheic", Err(OTHER_TYPE)),
            (b"\0\0\0\x18ftyp", Err(OTHER_TYPE)),
            (b"GIF89a", Err(OTHER_TYPE)),
            (b"<html>", Err(OTHER_TYPE)),
            (b"x%PDF-1.7", Err(OTHER_TYPE)),
            (b"\xef\xbb%PDF-1.7", Err(OTHER_TYPE)),
            // White space is allowed before a PDF only.
            (b"\n\x89PNG\r\n\x1a\n", Err(OTHER_TYPE)),
            (b"\n\xff\xd8\xff", Err(OTHER_TYPE)),
            (b"\xef\xbb\xbf", Err(OTHER_TYPE)),
            (b"", Err(OTHER_TYPE)),
            (b"%PDF", Err(OTHER_TYPE)),
        ] {
            assert_eq!(content_type(bytes), expected, "{bytes:?}");
        }
        assert!(padded.len() < usize::from(HEAD));
    }

    #[test]
    fn a_file_has_1_to_10_000_000_bytes() {
        for (bytes, expected) in [
            (0.0, Err(EMPTY)),
            (1.0, Ok(())),
            (10_000_000.0, Ok(())),
            (10_000_001.0, Err(TOO_LARGE)),
            (9e15, Err(TOO_LARGE)),
        ] {
            assert_eq!(check_size(bytes), expected, "{bytes}");
        }
    }

    #[test]
    fn every_refusal_has_a_sentence_of_its_own() {
        let all = [EMPTY, TOO_LARGE, HEIC, OTHER_TYPE, TOO_MANY, UNREADABLE];
        for (at, refusal) in all.iter().enumerate() {
            assert!(all[..at].iter().all(|other| other.word != refusal.word), "{refusal:?}");
        }
        // The codes differ, except that both wrong types have the same.
        assert_eq!(HEIC.code, OTHER_TYPE.code);
        for (at, refusal) in all.iter().enumerate().filter(|(_, refusal)| **refusal != OTHER_TYPE) {
            let is_other = |other: &Refusal| *other == OTHER_TYPE || other.code != refusal.code;
            assert!(all[..at].iter().all(is_other), "{refusal:?}");
        }
    }

    fn types() -> Vec<&'static str> {
        split(TYPES, b' ').collect()
    }

    /// Returns the values of `DocumentType` in `schema/highnote.graphql`.
    fn schema_types() -> Vec<String> {
        let schema = concat!(env!("CARGO_MANIFEST_DIR"), "/../schema/highnote.graphql");
        let schema = std::fs::read_to_string(schema).unwrap_or_default();
        let values = schema.split("enum DocumentType {").nth(1).unwrap_or_default();
        let values = values.split('}').next().unwrap_or_default();
        values.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn the_types_are_those_of_the_schema() {
        assert_eq!(schema_types(), types());
        assert_eq!(types()[OF_HOLDERS - 1], "IRS_ISSUED_STATE_TAX_RETURN");
        assert_eq!(types()[OF_HOLDERS], "DIGITAL_BACKGROUND");
    }

    #[test]
    fn types_have_names_that_people_know() {
        for (document_type, name) in [
            ("US_TAX_FORM", "US tax form"),
            ("IRS_ISSUED_TAX_RETURN", "IRS-issued tax return"),
            ("DRIVERS_LICENSE", "Driver’s license"),
            ("STATE_ISSUED_ID", "State-issued ID"),
            ("W2", "Form W-2"),
            ("FORM_1099", "Form 1099"),
            ("STATEMENT_401K", "401(k) statement"),
            ("SOCIAL_SECURITY_CARD", "Social Security card"),
            ("STATE_US_PERMANENT_RESIDENT_CARD", "US permanent resident card"),
            ("FORM_CP_575", "IRS Form CP-575"),
            ("PASSPORT", "Passport"),
            ("BANK_STATEMENT", "Bank statement"),
            (
                "CERTIFICATE_OF_RELEASE_OR_DISCHARGE_FROM_ACTIVE_DUTY",
                "Certificate of release or discharge from active duty",
            ),
        ] {
            assert_eq!(type_name(document_type), name);
        }
        let names: Vec<String> = split(TYPES, b' ').map(type_name).collect();
        for (at, name) in names.iter().enumerate() {
            assert!(!names[..at].contains(name), "{name} is there twice");
            assert!(!name.contains('_') && name.trim() == name && !name.is_empty(), "{name}");
            for word in name.split([' ', '-']) {
                // Abbreviations are in capitals.
                let lower = ["us", "irs", "id", "cp", "ds", "w2", "Us", "Irs", "Id"];
                assert!(!lower.contains(&word), "{name}");
            }
        }
        // Every line names a known type, and differs from the name that the rule gives.
        for line in split(NAMES, b'\n') {
            let (document_type, name) = cut(line, b'=');
            assert!(is_among(TYPES, document_type), "{line}");
            assert_ne!(Some(readable(document_type).as_str()), name, "{line}");
        }
    }

    fn given(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn a_page_offers_types_in_its_own_order() {
        assert_eq!(offered(Some(&given(&["W2", "PASSPORT"]))), ["W2", "PASSPORT"]);
        assert_eq!(offered(Some(&given(&["DIGITAL_ICON"]))), ["DIGITAL_ICON"]);
        assert_eq!(offered(Some(&[])), types()[..OF_HOLDERS]);
        assert_eq!(offered(None), types()[..OF_HOLDERS]);
    }

    #[test]
    fn unknown_and_too_many_types_are_named() {
        let problems = |names: &[&str]| {
            let mut problems = Vec::new();
            check_types(&given(names), &mut problems);
            problems
        };
        assert_eq!(problems(&[]), []);
        assert_eq!(problems(&types()[..30]), []);
        assert_eq!(
            problems(&types()[..31]),
            [FieldProblem::new("documentTypes", FieldCode::TooLong)]
        );
        assert_eq!(
            problems(&["PASSPORT", "passport", "W2", "", "SELFIE"]),
            ["documentTypes.1", "documentTypes.3", "documentTypes.4"]
                .map(|path| FieldProblem::new(path, FieldCode::Unknown))
        );
        // At most thirty types are named.
        assert_eq!(problems(&vec!["X"; 2000]).len(), 31);
    }
}
