use super::super::sample;
use super::*;

fn made() -> Made {
    Made {
        by: "peer 0".to_owned(),
        command: ["report", "unduplicated", "--", "x"]
            .map(str::to_owned)
            .to_vec(),
        commit: Some("abc".to_owned()),
        clean: true,
        today: "2026-11-21".to_owned(),
        as_of: "2026-11-21".to_owned(),
        audience: "public".to_owned(),
    }
}

fn sealed(sheets: &[Sheet], format: Format) -> String {
    String::from_utf8(seal(sheets, format, &Look::default(), &made()).unwrap()).unwrap()
}

#[test]
fn what_was_sealed_is_unsealed_whole() {
    let sheets = [sample::facts(), sample::table()];
    for format in [Format::Json, Format::Html, Format::Markdown] {
        let text = sealed(&sheets, format);
        for text in [text.clone(), text.replace('\n', "\r\n")] {
            let read = unseal(&text).unwrap();
            assert_eq!(
                read,
                Sealed {
                    made: made(),
                    figures: figures(&sheets),
                    whole: true
                }
            );
        }
    }
    assert_eq!(
        unseal(&sealed(&sheets, Format::Csv)),
        Err(Unsealed::Nothing)
    );
    assert_eq!(unseal(&html::render(&sheets)), Err(Unsealed::Nothing));
}

#[test]
fn what_cannot_be_read_is_told_from_what_is_not_there() {
    let sheets = [sample::table()];
    for format in [Format::Json, Format::Html, Format::Markdown] {
        let text = sealed(&sheets, format);
        assert_eq!(
            unseal(&text[..text.len() - 6]),
            Err(Unsealed::Damaged),
            "{format:?}"
        );
        let newer = text
            .replacen("\"by\"", "\"reviewed\":true,\"by\"", 1)
            .replacen("peer 0", "peer 9.0.0", 1);
        assert_eq!(
            unseal(&newer),
            Err(Unsealed::Unknown("peer 9.0.0".to_owned())),
            "{format:?}"
        );
    }
}

#[test]
fn a_change_by_hand_is_found_in_every_format() {
    let sheets = [sample::table()];
    for (format, old, new) in [
        (Format::Json, "\"anonymous\": 2", "\"anonymous\": 3"),
        (Format::Json, "\"commit\": \"abc\"", "\"commit\": \"abd\""),
        (Format::Json, "commit 6b299a3", "commit 6b299a4"),
        (Format::Html, "SFY2027Q1", "SFY2027Q2"),
        (Format::Markdown, "|", "| "),
    ] {
        let text = sealed(&sheets, format);
        assert!(text.contains(old), "{text}");
        assert!(
            !unseal(&text.replacen(old, new, 1)).unwrap().whole,
            "{format:?}"
        );
    }
}

fn differing(then: &Value, now: &Value) -> Vec<[String; 4]> {
    let found = differences(then, now, &keys(&[sample::table()]));
    found
        .into_iter()
        .map(|found| [found.row, found.figure, found.then, found.now])
        .collect()
}

#[test]
fn differing_figures_are_named_with_their_row() {
    let (then, mut now) = (figures(&[sample::table()]), figures(&[sample::table()]));
    assert_eq!(differing(&then, &now), Vec::<[String; 4]>::new());
    now["rows"][0]["served"] = json!(7);
    assert_eq!(
        differing(&then, &now),
        [["SFY2027Q1 all", "served", "200", "7"]]
    );
}

#[test]
fn a_row_that_only_one_side_has_is_named_and_the_others_are_the_same() {
    let whole = figures(&[sample::table()]);
    let mut without = whole.clone();
    without["rows"].as_array_mut().unwrap().remove(0);
    let row = "SFY2027Q1 all";
    assert_eq!(
        differing(&without, &whole),
        [[row, "row", "missing", "there"]]
    );
    assert_eq!(
        differing(&whole, &without),
        [[row, "row", "there", "missing"]]
    );
    let mut other = without.clone();
    other["rows"]
        .as_array_mut()
        .unwrap()
        .push(json!({ "period": "SFY2027Q1", "service": "court" }));
    assert_eq!(
        differing(&whole, &other),
        [
            [row, "row", "there", "missing"],
            ["SFY2027Q1 court", "row", "missing", "there"],
        ],
        "as many rows are not the same rows"
    );
}
