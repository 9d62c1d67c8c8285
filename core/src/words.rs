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
    /// Label: `paymentCard`.
    PaymentCard,
    /// Label: `givenName`.
    GivenName,
    /// Label: `middleName`.
    MiddleName,
    /// Label: `familyName`.
    FamilyName,
    /// Label: `suffix`.
    Suffix,
    /// Label: `title`.
    Title,
    /// Label: `dateOfBirth`.
    DateOfBirth,
    /// Label: `socialSecurityNumber`.
    SocialSecurityNumber,
    /// Label: `employerIdentificationNumber`.
    EmployerIdentificationNumber,
    /// Label: `email`.
    Email,
    /// Label: `phoneNumber`.
    PhoneNumber,
    /// Label: `streetAddress`.
    StreetAddress,
    /// Label: `extendedAddress`.
    ExtendedAddress,
    /// Label: `locality`.
    Locality,
    /// Label: `region`.
    Region,
    /// Label: `postalCode`.
    PostalCode,
    /// Label: `countryCodeAlpha3`.
    CountryCodeAlpha3,
    /// Label: `totalAnnualIncome`.
    TotalAnnualIncome,
    /// Label: `annualRevenue`.
    AnnualRevenue,
    /// Label: `legalBusinessName`.
    LegalBusinessName,
    /// Label: `doingBusinessAsName`.
    DoingBusinessAsName,
    /// Label: `businessType`.
    BusinessType,
    /// Label: `businessDescription`.
    BusinessDescription,
    /// Label: `website`.
    Website,
    /// Label: `percentageOwnership`.
    PercentageOwnership,
    /// Label: `document`.
    Document,
    /// Error: see the kind of field.
    NameRule,
    /// Error: see the kind of field.
    DateRule,
    /// Error: see the kind of field.
    SsnRule,
    /// Error: see the kind of field.
    EinRule,
    /// Error: see the kind of field.
    EmailRule,
    /// Error: see the kind of field.
    PhoneRule,
    /// Error: see the kind of field.
    WebsiteRule,
    /// Error: see the kind of field.
    StreetRule,
    /// Error: see the kind of field.
    RegionRule,
    /// Error: see the kind of field.
    PostalCodeRule,
    /// Error: see the kind of field.
    AmountRule,
    /// Error: see the kind of field.
    PercentRule,
    /// Error: see the kind of field.
    TooYoung,
    /// Error: see the kind of field.
    TooOld,
    /// Error: see the kind of field.
    PoBox,
    /// Error: the page covers the field.
    Covered,
    /// Asks for files.
    ChooseFiles,
    /// Error: not a file that is taken.
    FileRule,
    /// Button: take a file out.
    Remove,
    /// Label of a document's type.
    DocumentType,
}

/// How many words there are.
const COUNT: usize = Word::DocumentType as usize + 1;

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
        "Card", "First name", "Middle name", "Last name", "Suffix", "Title", "Date of birth", "Social security number", "Employer identification number", "Email", "Phone number", "Street address", "Apartment, suite", "City", "State", "ZIP code", "Country", "Annual income (USD)", "Annual revenue (USD)", "Legal business name", "Doing business as", "Business type", "Business description", "Website", "Ownership (%)", "Documents",
        "Use letters from A to Z.", "Enter a date as MM/DD/YYYY.", "Enter 9 digits, as 123-45-6789.", "Enter 9 digits, as 12-3456789.", "Enter an email address.", "Enter 10 digits.", "Enter a web address.", "Enter number and street.", "Enter a state as 2 letters.", "Enter 5 or 9 digits.", "Enter an amount in dollars.", "Enter a number from 0 to 100.", "Too young for this.", "Check the year.", "A PO box can’t be used.",
        "Not fully visible: nothing is shown.", "Choose or drop PDF, PNG or JPEG files, up to 10 MB each", "Only PDF, PNG or JPEG, up to 10 MB.", "Remove", "Document type",
    ] },
    Locale { language: "es", words: &[
        "PIN", "Confirmar PIN", "Número de tarjeta", "Código de seguridad", "Fecha de vencimiento", "Número de cuenta", "Número de ruta",
        "Mostrar", "Ocultar", "Copiar", "Copiado", "oculto",
        "Este dato es obligatorio.", "Introduce exactamente 4 dígitos.", "Los PIN no coinciden.", "Revisa este dato.", "No se ha aceptado.",
        "Tarjeta", "Nombre", "Segundo nombre", "Apellido", "Sufijo", "Tratamiento", "Fecha de nacimiento", "Número de seguro social", "Número de identificación del empleador", "Correo electrónico", "Teléfono", "Calle y número", "Apartamento, suite", "Ciudad", "Estado", "Código postal", "País", "Ingresos anuales (USD)", "Ventas anuales (USD)", "Razón social", "Nombre comercial", "Tipo de empresa", "Descripción de la empresa", "Sitio web", "Participación (%)", "Documentos",
        "Usa letras de la A a la Z.", "Introduce la fecha como MM/DD/AAAA.", "Introduce 9 dígitos: 123-45-6789.", "Introduce 9 dígitos: 12-3456789.", "Introduce un correo electrónico.", "Introduce 10 dígitos.", "Introduce una dirección web.", "Introduce número y calle.", "Introduce el estado en 2 letras.", "Introduce 5 o 9 dígitos.", "Introduce un importe en dólares.", "Introduce un número de 0 a 100.", "Demasiado joven.", "Revisa el año.", "No se admite un apartado postal.",
        "No está del todo visible: no se muestra nada.", "Elige o suelta archivos PDF, PNG o JPEG de hasta 10 MB", "Solo PDF, PNG o JPEG de hasta 10 MB.", "Quitar", "Tipo de documento",
    ] },
    Locale { language: "fr", words: &[
        "Code PIN", "Confirmer le code PIN", "Numéro de carte", "Code de sécurité", "Date d’expiration", "Numéro de compte", "Numéro d’acheminement",
        "Afficher", "Masquer", "Copier", "Copié", "masqué",
        "Ce champ est obligatoire.", "Saisissez exactement 4 chiffres.", "Les codes PIN ne correspondent pas.", "Vérifiez cette saisie.", "Refusé.",
        "Carte", "Prénom", "Deuxième prénom", "Nom", "Suffixe", "Civilité", "Date de naissance", "Numéro de sécurité sociale", "Numéro d’employeur (EIN)", "E-mail", "Téléphone", "Rue et numéro", "Appartement", "Ville", "État", "Code postal", "Pays", "Revenu annuel (USD)", "Chiffre d’affaires (USD)", "Raison sociale", "Nom commercial", "Type d’entreprise", "Description de l’entreprise", "Site web", "Participation (%)", "Documents",
        "Lettres de A à Z uniquement.", "Saisissez la date MM/JJ/AAAA.", "Saisissez 9 chiffres : 123-45-6789.", "Saisissez 9 chiffres : 12-3456789.", "Saisissez une adresse e-mail.", "Saisissez 10 chiffres.", "Saisissez une adresse web.", "Saisissez numéro et rue.", "Saisissez l’État en 2 lettres.", "Saisissez 5 ou 9 chiffres.", "Saisissez un montant en dollars.", "Saisissez un nombre de 0 à 100.", "Trop jeune.", "Vérifiez l’année.", "Boîte postale non acceptée.",
        "Pas entièrement visible : rien n’est affiché.", "Choisissez ou déposez des fichiers PDF, PNG ou JPEG, 10 Mo max.", "Uniquement PDF, PNG ou JPEG, 10 Mo max.", "Retirer", "Type de document",
    ] },
    Locale { language: "de", words: &[
        "PIN", "PIN bestätigen", "Kartennummer", "Prüfziffer", "Gültig bis", "Kontonummer", "Bankleitzahl (ABA)",
        "Anzeigen", "Verbergen", "Kopieren", "Kopiert", "verborgen",
        "Diese Angabe fehlt.", "Genau 4 Ziffern eingeben.", "Die PINs stimmen nicht überein.", "Bitte prüfen.", "Nicht angenommen.",
        "Karte", "Vorname", "Zweiter Vorname", "Nachname", "Namenszusatz", "Titel", "Geburtsdatum", "Sozialversicherungsnummer (SSN)", "Arbeitgebernummer (EIN)", "E-Mail", "Telefon", "Straße und Hausnummer", "Wohnung", "Ort", "Bundesstaat", "Postleitzahl", "Land", "Jahreseinkommen (USD)", "Jahresumsatz (USD)", "Firmenname", "Geschäftsbezeichnung", "Rechtsform", "Tätigkeit", "Website", "Anteil (%)", "Dokumente",
        "Nur Buchstaben von A bis Z.", "Datum als MM/TT/JJJJ eingeben.", "9 Ziffern eingeben: 123-45-6789.", "9 Ziffern eingeben: 12-3456789.", "E-Mail-Adresse eingeben.", "10 Ziffern eingeben.", "Webadresse eingeben.", "Hausnummer und Straße eingeben.", "Bundesstaat mit 2 Buchstaben.", "5 oder 9 Ziffern eingeben.", "Betrag in Dollar eingeben.", "Zahl von 0 bis 100 eingeben.", "Zu jung.", "Bitte das Jahr prüfen.", "Postfach nicht möglich.",
        "Nicht ganz sichtbar: nichts wird gezeigt.", "PDF-, PNG- oder JPEG-Dateien wählen oder ablegen, je bis 10 MB", "Nur PDF, PNG oder JPEG bis 10 MB.", "Entfernen", "Art des Dokuments",
    ] },
    Locale { language: "ar", words: &[
        "الرقم السري", "تأكيد الرقم السري", "رقم البطاقة", "رمز الأمان", "تاريخ الانتهاء", "رقم الحساب", "رقم التوجيه",
        "إظهار", "إخفاء", "نسخ", "تم النسخ", "مخفي",
        "هذا الحقل مطلوب.", "أدخل 4 أرقام بالضبط.", "الرقمان السريان غير متطابقين.", "تحقق من هذا الإدخال.", "لم يتم قبوله.",
        "البطاقة", "الاسم الأول", "الاسم الأوسط", "اسم العائلة", "اللاحقة", "اللقب", "تاريخ الميلاد", "رقم الضمان الاجتماعي", "رقم تعريف صاحب العمل", "البريد الإلكتروني", "رقم الهاتف", "الشارع والرقم", "الشقة", "المدينة", "الولاية", "الرمز البريدي", "البلد", "الدخل السنوي (USD)", "الإيرادات السنوية (USD)", "الاسم القانوني للشركة", "الاسم التجاري", "نوع الشركة", "وصف النشاط", "الموقع الإلكتروني", "نسبة الملكية (%)", "المستندات",
        "استخدم الحروف من A إلى Z.", "أدخل التاريخ MM/DD/YYYY.", "أدخل 9 أرقام: 123-45-6789.", "أدخل 9 أرقام: 12-3456789.", "أدخل بريدًا إلكترونيًا.", "أدخل 10 أرقام.", "أدخل عنوان موقع.", "أدخل الرقم والشارع.", "أدخل الولاية بحرفين.", "أدخل 5 أو 9 أرقام.", "أدخل مبلغًا بالدولار.", "أدخل رقمًا من 0 إلى 100.", "العمر أقل من المطلوب.", "تحقق من السنة.", "لا يُقبل صندوق بريد.",
        "غير ظاهر بالكامل: لا يُعرض شيء.", "اختر ملفات PDF أو PNG أو JPEG أو أفلتها، حتى 10 ميغابايت", "فقط PDF أو PNG أو JPEG حتى 10 ميغابايت.", "إزالة", "نوع المستند",
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
