use super::*;
use crate::error::FieldProblem;
use proptest::prelude::*;

#[test]
fn tags_find_their_language() {
    for (tag, language) in [
        ("en", None),
        ("de-AT", Some("de")),
        ("AR_eg", Some("ar")),
        ("xx", None),
        ("", None),
        ("fr-CA", Some("fr")),
        ("zh-Hans-CN", Some("zh")),
        ("PT-br", Some("pt")),
        (" ", None),
        ("ar de", None),
    ] {
        assert_eq!(language_of(tag), language, "{tag}");
    }
    assert!(
        is_right_to_left("ar-EG")
            && is_right_to_left("he")
            && !is_right_to_left("en")
            && !is_right_to_left("")
    );
}

/// Each language's file, English first.
fn files() -> Vec<(String, String)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/words");
    let texts =
        |name: &str| std::fs::read_to_string(format!("{folder}/{name}.txt")).unwrap_or_default();
    std::iter::once("en")
        .chain(split(LANGUAGES, b' '))
        .map(|name| (name.to_owned(), texts(name)))
        .collect()
}

#[test]
fn every_language_has_every_word() {
    let mut expected: Vec<String> = files().iter().map(|(name, _)| format!("{name}.txt")).collect();
    expected.sort();
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/words");
    let mut found: Vec<String> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|file| file.file_name().to_string_lossy().into_owned())
        .collect();
    found.sort();
    assert_eq!(found, expected);
    for (name, texts) in files() {
        assert!(is_language(&texts), "{name}.txt must have one text in each of its {COUNT} lines");
    }
}

#[test]
fn a_word_is_plain_text_of_one_line_that_fits_a_narrow_field() {
    for (name, texts) in files() {
        for text in texts.lines() {
            let is_plain = !text.contains(['<', '>', '&', '\u{feff}']) && text.trim() == text;
            assert!(
                is_plain && check_page_texts(&own(&[("show", Value::text(text))])).is_empty(),
                "{name}: {text:?}"
            );
        }
    }
}

/// A rule asks for the same in every language: the same figures and file types.
#[test]
fn a_rule_asks_for_the_same_everywhere() {
    let figures = |text: &str| -> Vec<String> {
        let mut pieces: Vec<String> = text
            .split(|c: char| !c.is_ascii_digit() && c != '-')
            .map(|piece| piece.trim_matches('-').to_owned())
            .filter(|piece| !piece.is_empty())
            .chain(
                ["PDF", "PNG", "JPEG", "HEIC", "%"]
                    .into_iter()
                    .filter(|name| text.contains(name))
                    .map(str::to_owned),
            )
            .collect();
        pieces.sort();
        pieces
    };
    let all = files();
    for (name, texts) in &all[1..] {
        for (english, text) in all[0].1.lines().zip(texts.lines()) {
            // Arabic has a word for "two letters".
            let text = text.replace("حرفين", "2");
            assert_eq!(figures(&text), figures(english), "{name}: {text}");
        }
    }
}

/// A forgotten text would stay English.
#[test]
fn a_language_is_written_in_its_own_script() {
    for (name, first, last) in [
        ("ar", '\u{600}', '\u{6ff}'),
        ("he", '\u{590}', '\u{5ff}'),
        ("ja", '\u{3040}', '\u{9fff}'),
        ("ko", '\u{ac00}', '\u{d7a3}'),
        ("zh", '\u{4e00}', '\u{9fff}'),
    ] {
        let texts =
            files().into_iter().find(|(language, _)| language == name).unwrap_or_default().1;
        assert!(!texts.is_empty(), "{name}");
        for text in texts.lines() {
            assert!(text.chars().any(|letter| (first..=last).contains(&letter)), "{name}: {text}");
        }
    }
}

fn own(words: &[(&str, Value)]) -> PageTexts {
    words.iter().map(|(name, text)| ((*name).into(), text.clone())).collect()
}

#[test]
fn a_page_has_its_own_words() {
    let given = own(&[
        ("pin", Value::text("Secret code")),
        ("show", Value::text("<b>Reveal</b>")),
        ("copied", Value::Null),
        ("documentType", Value::text("نوع المستند\u{200f}")),
    ]);
    assert_eq!(check_page_texts(&given), []);
    let locale = Locale::new("", None, given);
    for (word, text) in [
        (Word::Pin, "Secret code"),
        (Word::PinConfirm, "Confirm PIN"),
        (Word::Document, "Documents"),
        (Word::Show, "<b>Reveal</b>"),
        (Word::Copied, "Copied"),
        (Word::DocumentType, "نوع المستند\u{200f}"),
    ] {
        assert_eq!(locale.text(word), text);
    }
    let german = files().into_iter().find(|(name, _)| name == "de").map(|(_, texts)| texts);
    let german = Locale::new("de", german, own(&[("show", Value::text("Ansehen"))]));
    assert_eq!((german.text(Word::Show), german.text(Word::Copy)), ("Ansehen", "Kopieren"));
}

#[test]
fn every_word_has_one_name() {
    let labels = FieldKind::ALL.iter().map(|kind| kind.name());
    let names: Vec<&str> = labels.chain(split(NAMES, b' ')).collect();
    let lines: Vec<_> = names.iter().map(|name| line_number(name)).collect();
    assert_eq!(lines, (0..COUNT).map(Some).collect::<Vec<_>>());
    // Three samples against the enum, so that a shift of all names is found.
    for (name, word) in [("show", Word::Show), ("rejected", Word::Rejected), ("poBox", Word::PoBox)]
    {
        assert_eq!(line_number(name), Some(word as usize));
    }
}

/// `docs/languages.md` has one line for each name, and no other line.
#[test]
fn the_guide_names_every_word() {
    let guide = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/languages.md");
    let guide = std::fs::read_to_string(guide).unwrap_or_default();
    let mut rows: Vec<Vec<&str>> = guide
        .lines()
        .skip_while(|line| !line.starts_with("| name ") || !line.contains("| in English "))
        .skip(2)
        .take_while(|line| !line.is_empty())
        .map(|row| row.split(" | ").take(2).map(str::trim_end).collect())
        .collect();
    for (at, name) in split(NAMES, b' ').enumerate() {
        let english =
            split(Locale::ENGLISH, b'\n').nth(Word::Show as usize + at).unwrap_or_default();
        let expected = [format!("| `{name}`"), english.to_owned()];
        let found = rows.iter().position(|row| *row == expected);
        assert!(found.map(|found| rows.remove(found)).is_some(), "{expected:?}");
    }
    assert!(rows.is_empty(), "{rows:?}");
}

#[test]
fn every_wrong_text_of_a_page_is_refused_and_named() {
    let longest = "ä".repeat(LONGEST);
    assert_eq!(check_page_texts(&own(&[("show", Value::text(&longest))])), []);
    for (name, text, code) in [
        ("show", Value::text(&format!("{longest}ä")), FieldCode::TooLong),
        ("show", Value::text(""), FieldCode::Invalid),
        ("show", Value::text(" \u{2003}"), FieldCode::Invalid),
        ("show", Value::text("a\nb"), FieldCode::Invalid),
        ("show", Value::text("a\0"), FieldCode::Invalid),
        ("show", Value::text("a\u{9d}"), FieldCode::Invalid),
        ("show", Value::text("\u{202e}0000"), FieldCode::Invalid),
        ("show", Value::text("a\u{2067}"), FieldCode::Invalid),
        ("show", Value::text("a\u{2028}b"), FieldCode::Invalid),
        ("show", Value::Int(1), FieldCode::Invalid),
        ("show", Value::Bool(true), FieldCode::Invalid),
        ("show", Value::List(vec![]), FieldCode::Invalid),
        ("show", Value::Object(vec![]), FieldCode::Invalid),
        ("hide", Value::text("Hide"), FieldCode::Unknown),
        ("hide", Value::Null, FieldCode::Unknown),
        ("Show", Value::text("Show"), FieldCode::Unknown),
        ("", Value::text("a"), FieldCode::Unknown),
        ("show copy", Value::text("a"), FieldCode::Unknown),
        ("__proto__", Value::text("a"), FieldCode::Unknown),
    ] {
        let problems = check_page_texts(&own(&[("pin", Value::text("PIN")), (name, text)]));
        assert_eq!(problems, [FieldProblem::of_option("words.", name, code)]);
    }
    let endless = "a".repeat(1000);
    let both = check_page_texts(&own(&[(&endless, Value::text("a")), ("show", Value::Int(1))]));
    let named = format!("words.{}", "a".repeat(50));
    assert_eq!(
        both,
        [
            FieldProblem::new(named, FieldCode::Unknown),
            FieldProblem::new("words.show", FieldCode::Invalid)
        ],
        "each is named, an endless name by its beginning"
    );
}

/// A date's placeholder is the form that its error asks for.
#[test]
fn the_form_of_a_date_is_in_the_language_of_its_error() {
    for (name, texts) in files() {
        let locale = Locale::new(&name, Some(texts), Vec::new());
        let form = locale.date_form(Word::DateRule);
        let parts: Vec<Vec<char>> = form.split('/').map(|part| part.chars().collect()).collect();
        // Each part repeats one letter, for the month, the day and the year.
        let is_part = |part: &Vec<char>| part.iter().all(|letter| *letter == part[0]);
        assert!(parts.iter().all(is_part), "{name}: {form}");
        assert_eq!(parts.iter().map(Vec::len).collect::<Vec<_>>(), [2, 2, 4], "{name}");
        assert!(locale.text(Word::DateRule).contains(form), "{name}");
    }
    for (text, form) in [
        ("Tag als TT/MM/JJJJ.", "TT/MM/JJJJ"),
        ("TT/MM/JJJJ", "TT/MM/JJJJ"),
        ("Eine Datumsangabe", ""),
        ("/12/1990", ""),
        ("1/12/1990", ""),
        ("am 1/12", ""),
        ("ä/ö/1990", ""),
    ] {
        let locale = Locale::new("de", None, own(&[("dateRule", Value::text(text))]));
        assert_eq!(locale.date_form(Word::DateRule), form);
    }
}

proptest! {
    #[test]
    fn a_word_changes_no_other(text in "[ -~À-öא-ת]{1,80}", at in 0..COUNT) {
        let names: Vec<&str> = FieldKind::ALL.iter().map(|kind| kind.name()).chain(split(NAMES, b' ')).collect();
        let given = own(&[(names[at], Value::text(&text))]);
        prop_assume!(check_page_texts(&given).is_empty());
        let locale = Locale::new("", None, given);
        for (line, english) in split(Locale::ENGLISH, b'\n').take(COUNT).enumerate() {
            prop_assert_eq!(locale.line(line), if line == at { &text } else { english });
        }
    }
}

#[test]
fn a_word_is_a_line() {
    let english = Locale::new("", None, Vec::new());
    assert_eq!(english.text(Word::Pin), "PIN");
    assert_eq!(english.text(Word::DocumentType), "Document type");
    let numbers: Vec<String> = (0..COUNT).map(|number| number.to_string()).collect();
    assert!(is_language(&numbers.join("\n")) && is_language(&format!("{}\n", numbers.join("\n"))));
    assert_eq!(Locale::new("xx", Some(numbers.join("\n")), Vec::new()).text(Word::PinConfirm), "1");
    assert!(!is_language(&numbers[1..].join("\n")));
    assert!(!is_language(&numbers.join("\n").replace("\n1\n", "\n \n")));
    assert!(!is_language("<!doctype html>"));
}
