//! The sign-in sheet, as a page for paper and as a workbook that `peer import` reads back.

use minijinja::{Environment, UndefinedBehavior, context};
use rust_xlsxwriter::{Format, FormatBorder, Workbook, XlsxError};

use super::escape;
use crate::report::paper::{LED_BY, ROOM, SignIn, VISITORS};

/// The space for the lines of a page, and the height of the tallest line, in centimeters.
const PAGE: f64 = 21.0;
const TALLEST: f64 = 0.9;

/// The columns of the workbook. The first is hidden, and its heading names the group.
const NAME: &str = "Name";
const CHILDREN: &str = "Children in childcare";

/// The page: the people expected, and space for others, all on one page.
///
/// # Errors
/// Returns an error if the template fails.
pub fn sign_in_html(page: &SignIn) -> Result<String, String> {
    let mut names: Vec<String> = page
        .people
        .iter()
        .map(|(_, name)| escape::line(name))
        .collect();
    names.extend(std::iter::repeat_n(String::new(), ROOM));
    let height = (PAGE / names.len() as f64).min(TALLEST);
    let rendered = || {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.add_template("sign-in.html", include_str!("sign-in.html"))?;
        environment.get_template("sign-in.html")?.render(context! {
            title => title(page),
            program => escape::line(&page.program),
            led_by => LED_BY,
            meets => page.meets.as_deref().map(escape::line),
            height => format!("{height:.2}"),
            names,
        })
    };
    rendered().map_err(|error: minijinja::Error| format!("this page cannot be made: {error}"))
}

fn title(page: &SignIn) -> String {
    format!("Sign-in: {}, {}", page.group, page.on)
}

/// The heading of the hidden column of ids, by which `peer import` recognizes the sheet.
#[must_use]
pub fn head_of_ids(group: &str) -> String {
    format!("Id (group {group})")
}

/// The workbook, to be typed up: a mark in the column of the day, and the number of children.
///
/// # Errors
/// Returns an error if a worksheet cannot hold it.
pub fn sign_in_xlsx(page: &SignIn) -> Result<Vec<u8>, String> {
    workbook(page).map_err(|error| format!("this does not go into a workbook: {error}"))
}

fn workbook(page: &SignIn) -> Result<Vec<u8>, XlsxError> {
    let (bold, line) = (
        Format::new().set_bold(),
        Format::new().set_border(FormatBorder::Thin),
    );
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("Sign-in")?;
    sheet
        .set_portrait()
        .set_paper_size(1)
        .set_print_fit_to_pages(1, 1);
    sheet.write_string_with_format(0, 1, title(page), &bold)?;
    sheet.write_string(
        1,
        1,
        "x for who came; type newcomers below the others, and at the end who led, by name",
    )?;
    let heads = [
        head_of_ids(page.group.as_str()),
        NAME.to_owned(),
        page.on.to_string(),
        CHILDREN.to_owned(),
        "Signature".to_owned(),
    ];
    for (column, head) in (0u16..).zip(heads) {
        sheet.write_string_with_format(HEAD, column, head, &bold)?;
    }
    let people = page
        .people
        .iter()
        .map(|(id, name)| (id.as_str(), name.as_str()));
    let room = std::iter::repeat_n(("", ""), ROOM);
    let rows = people.chain(room).chain([("", VISITORS), ("", LED_BY)]);
    for (row, (id, name)) in (HEAD + 1..).zip(rows) {
        sheet.write_string(row, 0, id)?;
        sheet.write_string_with_format(row, 1, escape::line(name), &line)?;
        for column in 2..5 {
            sheet.write_blank(row, column, &line)?;
        }
    }
    for (column, width) in [(1, 30.0), (2, 12.0), (3, 12.0), (4, 30.0)] {
        sheet.set_column_width(column, width)?;
    }
    sheet.set_column_hidden(0)?;
    workbook.save_to_buffer()
}

/// The line of the column headings.
const HEAD: u32 = 2;

#[cfg(test)]
mod tests {
    use super::*;
    fn page(people: usize) -> SignIn {
        let person = |at: usize| {
            (
                format!("p-{at:05}").parse().unwrap(),
                format!("Ana <{at}> Ruiz"),
            )
        };
        SignIn {
            program: "Test".to_owned(),
            group: "wednesday".parse().unwrap(),
            meets: Some("wed 18:00".to_owned()),
            on: "2026-11-25".parse().unwrap(),
            people: (0..people).map(person).collect(),
        }
    }

    #[test]
    fn the_lines_of_a_group_of_any_size_fit_a_page() {
        for people in [0, 12, 40] {
            let html = sign_in_html(&page(people)).unwrap();
            let lines = html.matches("<tr><td>").count();
            assert_eq!(lines, people + 10);
            let height = html.split("height: ").nth(1).unwrap();
            let height: f64 = height.split("cm").next().unwrap().parse().unwrap();
            assert!(height * lines as f64 <= 21.3 && height <= 0.9, "{height}");
        }
        let html = sign_in_html(&page(1)).unwrap();
        assert!(html.contains("<h1>Sign-in: wednesday, 2026-11-25</h1>"));
        assert!(html.contains("Ana &lt;0&gt; Ruiz") && !html.contains("p-00000"));
        assert!(html.contains("Children in childcare"));
    }
}
