//! A survey to tick on paper.

use crate::record::word::interned;
use crate::record::{Day, Point, Survey};
use crate::report::cell::Cell;
use crate::report::column::Column;
use crate::report::sheet::Sheet;

/// A box to tick.
const BOX: &str = "[ ]";

/// A line for each item, with a box for each of its answers. The items' wording is included if the form has it.
#[must_use]
pub fn survey(program: &str, survey: &Survey, point: Option<Point>, today: Day) -> Sheet {
    let mut sheet = Sheet::new("print", &survey.title, program, today);
    let points: Vec<String> = match point {
        Some(point) => vec![point.to_string()],
        None => survey
            .points
            .iter()
            .map(|point| format!("{BOX} {point}"))
            .collect(),
    };
    sheet.rules.push(format!(
        "Name: ____________________   Date: ____________   {}",
        points.join("   ")
    ));
    let has_text = survey.item.iter().any(|item| item.text.is_some());
    sheet.columns.push(Column::number("item"));
    sheet
        .columns
        .extend(has_text.then(|| Column::text("text").titled("")));
    let low = survey.item.iter().map(|item| item.min).min().unwrap_or(0);
    let high = survey.item.iter().map(|item| item.max).max().unwrap_or(0);
    let heads = (low..=high).map(|answer| Column::text(interned(&answer.to_string())));
    sheet.columns.extend(heads);
    for item in &survey.item {
        let mut row = vec![Cell::count(item.number)];
        row.extend(has_text.then(|| Cell::or_unknown(item.text.as_deref(), Cell::text)));
        row.extend((low..=high).map(|answer| match item.has(answer) {
            true => Cell::text(BOX),
            false => Cell::text(""),
        }));
        sheet.rows.push(row);
    }
    sheet.notes.push(format!("source: {}", survey.source));
    sheet
        .notes
        .extend(survey.license.as_deref().map(str::to_owned));
    sheet
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::survey::shipped;
    use crate::register::testing::day;

    #[test]
    fn each_item_has_a_line_and_each_answer_a_box() {
        let forms: Vec<Survey> = shipped().map(|(_, survey)| survey).collect();
        let [felt, pfs2] = forms.as_slice() else {
            panic!("{forms:?}");
        };
        let page = survey("Test", pfs2, None, day("2026-11-21"));
        assert_eq!((page.columns.len(), page.rows.len()), (6, 19));
        let page = survey("Test", felt, Some(Point::Once), day("2026-11-21"));
        assert_eq!((page.columns.len(), page.rows.len()), (7, 3));
        assert_eq!(page.rows[0][1], Cell::text("I felt supported."));
        assert_eq!(page.rows[0][2], Cell::text("[ ]"));
        assert!(page.rules[0].ends_with("once"));
    }
}
