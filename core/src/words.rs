//! The few words that a frame shows by itself, in the languages it knows. A page may replace a label with plain text.

/// A text of the frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(usize)]
pub enum Word {
    /// Label of the PIN.
    Pin,
    /// Label of the repeated PIN.
    PinConfirm,
    /// Label of the PAN.
    CardNumber,
    /// Label of the CVV.
    Cvv,
    /// Label of the expiry.
    ExpirationDate,
    /// Label of a bank account's number.
    AccountNumber,
    /// Label of a bank's routing number.
    RoutingNumber,
    /// Button: show what is hidden.
    Show,
    /// Button: hide what is shown.
    Hide,
    /// Button: copy to the clipboard.
    Copy,
    /// Said after copying.
    Copied,
    /// Said of a value that is hidden.
    Hidden,
    /// Error: nothing there.
    Missing,
    /// Error: not a PIN.
    PinRule,
    /// Error: the two PINs differ.
    Mismatch,
    /// Error: wrong in some other way.
    Invalid,
    /// Error: the API refused it.
    Rejected,
}

/// How many words there are.
const COUNT: usize = Word::Rejected as usize + 1;

/// A language that the frame speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Locale {
    words: &'static [&'static str; COUNT],
    /// Its BCP 47 primary subtag.
    pub language: &'static str,
}

/// Every language, the default first. The order within each is that of [`Word`].
#[rustfmt::skip]
static LOCALES: [Locale; 5] = [
    Locale { language: "en", words: &[
        "PIN", "Confirm PIN", "Card number", "Security code", "Expiry date", "Account number", "Routing number",
        "Show", "Hide", "Copy", "Copied", "hidden",
        "This is required.", "Enter exactly 4 digits.", "The PINs do not match.", "Check this entry.", "This was not accepted.",
    ] },
    Locale { language: "es", words: &[
        "PIN", "Confirmar PIN", "Número de tarjeta", "Código de seguridad", "Fecha de vencimiento", "Número de cuenta", "Número de ruta",
        "Mostrar", "Ocultar", "Copiar", "Copiado", "oculto",
        "Este dato es obligatorio.", "Introduce exactamente 4 dígitos.", "Los PIN no coinciden.", "Revisa este dato.", "No se ha aceptado.",
    ] },
    Locale { language: "fr", words: &[
        "Code PIN", "Confirmer le code PIN", "Numéro de carte", "Code de sécurité", "Date d’expiration", "Numéro de compte", "Numéro d’acheminement",
        "Afficher", "Masquer", "Copier", "Copié", "masqué",
        "Ce champ est obligatoire.", "Saisissez exactement 4 chiffres.", "Les codes PIN ne correspondent pas.", "Vérifiez cette saisie.", "Refusé.",
    ] },
    Locale { language: "de", words: &[
        "PIN", "PIN bestätigen", "Kartennummer", "Prüfziffer", "Gültig bis", "Kontonummer", "Bankleitzahl (ABA)",
        "Anzeigen", "Verbergen", "Kopieren", "Kopiert", "verborgen",
        "Diese Angabe fehlt.", "Genau 4 Ziffern eingeben.", "Die PINs stimmen nicht überein.", "Bitte prüfen.", "Nicht angenommen.",
    ] },
    Locale { language: "ar", words: &[
        "الرقم السري", "تأكيد الرقم السري", "رقم البطاقة", "رمز الأمان", "تاريخ الانتهاء", "رقم الحساب", "رقم التوجيه",
        "إظهار", "إخفاء", "نسخ", "تم النسخ", "مخفي",
        "هذا الحقل مطلوب.", "أدخل 4 أرقام بالضبط.", "الرقمان السريان غير متطابقين.", "تحقق من هذا الإدخال.", "لم يتم قبوله.",
    ] },
];

impl Locale {
    /// The language for a BCP 47 tag: its primary subtag decides; English where it is not known.
    pub fn of(tag: &str) -> Locale {
        let language = tag.split(['-', '_']).next().unwrap_or_default();
        *LOCALES.iter().find(|locale| language.eq_ignore_ascii_case(locale.language)).unwrap_or(&LOCALES[0])
    }

    /// The text of a word.
    pub fn say(self, word: Word) -> &'static str {
        self.words[word as usize]
    }
}

/// Whether a BCP 47 tag's language is written from right to left; known also for languages that the frame does not speak.
pub fn is_right_to_left(tag: &str) -> bool {
    let language = tag.split(['-', '_']).next().unwrap_or_default();
    ["ar", "fa", "he", "iw", "ur", "yi", "ps", "sd", "ug", "dv", "ckb"]
        .iter()
        .any(|candidate| candidate.eq_ignore_ascii_case(language))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_find_their_language() {
        for (tag, language) in
            [("en", "en"), ("de-AT", "de"), ("AR_eg", "ar"), ("xx", "en"), ("", "en"), ("fr-CA", "fr")]
        {
            assert_eq!(Locale::of(tag).language, language, "{tag}");
        }
        assert!(
            is_right_to_left("ar-EG") && is_right_to_left("he") && !is_right_to_left("en") && !is_right_to_left("")
        );
    }

    #[test]
    fn no_word_is_empty() {
        for locale in &LOCALES {
            assert!(locale.words.iter().all(|word| !word.trim().is_empty()), "{}", locale.language);
        }
    }
}
