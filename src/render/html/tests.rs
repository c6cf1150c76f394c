//! What every page must contain, and must not.

use super::super::sample;
use super::*;
use crate::report::chart::{Bar, Bars, Direction, Figure};
use crate::report::{Chart, Column};

fn chart() -> Chart {
    let bar = |label: &str, size: f64| Bar {
        label: label.to_owned(),
        total: Figure {
            size: Some(size),
            shown: format!("{size}"),
        },
        parts: Vec::new(),
        mark: None,
    };
    Chart::Bars(Bars {
        heading: "Served".to_owned(),
        summary: "two quarters".to_owned(),
        parts: Vec::new(),
        mark: None,
        direction: Direction::Up,
        bars: vec![bar("Q1", 31.0), bar("Q2", 25.0)],
    })
}

fn cover() -> Sheet {
    let mut sheet = sample::facts();
    sheet.layout = Layout::Cards;
    sheet.columns = ["figure", "label", "value", "before", "detail"]
        .map(Column::text)
        .to_vec();
    let row = |value: Cell| {
        vec![
            Cell::text("served"),
            Cell::text("people served"),
            value,
            Cell::Count(1250),
            Cell::Unknown,
        ]
    };
    sheet.rows = vec![row(Cell::Count(12480)), row(Cell::Masked("<11".to_owned()))];
    sheet
}

#[test]
fn a_page_stands_alone() {
    let mut sheet = sample::table();
    sheet.charts = vec![chart(), chart()];
    let page = render(&[cover(), sheet]);
    for elsewhere in [
        "<script", "<link", "<img", "http://", "https://", "url(", "@import", "src=",
    ] {
        assert!(!page.contains(elsewhere), "{elsewhere}");
    }
    assert!(page.starts_with("<!doctype html>") && page.ends_with("</html>\n"));
}

#[test]
fn ids_on_a_page_are_unique() {
    let mut sheet = sample::table();
    sheet.charts = vec![chart(), chart()];
    let page = render(&[cover(), sheet.clone(), sheet]);
    let mut ids: Vec<&str> = page
        .split(" id=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count);
    assert_eq!(count, 3 + 4 * 2);
}

#[test]
fn words_that_people_typed_are_words() {
    let mut sheet = sample::table();
    sheet.program = "<script>alert(1)</script>".to_owned();
    sheet.rows[0][2] = Cell::text("\"><b onclick=x>{{ title }}\u{1b}[2J");
    sheet.notes = vec!["</section><h1>".to_owned()];
    let page = render(&[sheet]);
    assert!(
        !page.contains("<script>")
            && !page.contains("<b onclick")
            && !page.contains("</section><h1>"),
        "{page}"
    );
    assert!(
        page.contains("&lt;script&gt;") && page.contains("{{ title }}") && !page.contains('\u{1b}')
    );
}

#[test]
fn a_table_has_heads_and_marks_what_is_unknown_or_masked() {
    let page = render(&[sample::table()]);
    assert!(
        page.contains("<th scope=\"col\" class=\"number\">served</th>"),
        "{page}"
    );
    assert!(
        page.contains("<td class=\"number unknown\">–</td>"),
        "{page}"
    );
    assert!(
        page.contains("<td class=\"number masked\">&lt;11</td>"),
        "{page}"
    );
    assert!(
        !page.contains("<th scope=\"col\">start</th>"),
        "detail is for csv and json"
    );
}

#[test]
fn a_cover_shows_cards() {
    let page = render(&[cover()]);
    assert!(page.contains("<p class=\"figure\">12,480</p>"), "{page}");
    assert!(
        page.contains("<p class=\"figure masked\">&lt;11</p>"),
        "{page}"
    );
    assert!(
        page.contains("<p class=\"before\">before: 1,250</p>"),
        "{page}"
    );
}

#[test]
fn a_wide_table_is_turned_on_its_side() {
    let mut sheet = sample::table();
    let names = ["a", "b", "c", "d", "e", "f", "g", "h", "i"];
    sheet.columns = [Column::text("service")]
        .into_iter()
        .chain(names.map(Column::number))
        .collect();
    let row = |service: &str| {
        [Cell::text(service)]
            .into_iter()
            .chain(names.map(|_| Cell::Count(3)))
            .collect()
    };
    sheet.rows = vec![row("mentoring"), row("casework")];
    let page = render(&[sheet]);
    assert!(
        page.contains("<th scope=\"col\" class=\"number\">casework</th>"),
        "{page}"
    );
    assert!(page.contains("<th scope=\"row\">i</th>"), "{page}");
}

#[test]
fn the_same_sheets_give_the_same_bytes() {
    let page = || render(&[cover(), sample::table(), sample::facts()]);
    assert_eq!(page(), page());
}

#[test]
fn the_template_is_sound() {
    assert!(page(&[cover(), sample::table(), sample::facts()]).is_ok());
    assert!(plain(&[sample::table()]).contains("&lt;11"));
}
