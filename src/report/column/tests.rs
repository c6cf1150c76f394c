//! Cells are read as the columns declare.

use super::*;

struct Figures {
    served: usize,
    days: Option<i64>,
}

/// The days of a row, and its figures if the days have begun.
type Row = (&'static str, Option<Figures>);

fn columns() -> Columns<'static, Row> {
    let figures = Columns::new()
        .with(Column::people("served", Rank::Last), |of: &Figures| {
            of.served
        })
        .behind(|of, name| Cell::behind([(name, of.served)]))
        .with(Column::amount("days"), |of| of.days);
    Columns::new()
        .with(Column::key("period", Key::Period), |(label, _): &Row| {
            *label
        })
        .and(figures, |(_, figures)| figures.as_ref())
}

fn names(columns: &[Column]) -> Vec<&str> {
    columns.iter().map(|column| column.name).collect()
}

#[test]
fn a_part_that_a_row_does_not_have_is_unknown_in_every_column_of_it() {
    let figures = Figures {
        served: 3,
        days: None,
    };
    let rows: [Row; 2] = [("Q1", Some(figures)), ("Q2", None)];
    let (columns, rows) = columns().read(rows);
    assert_eq!(
        names(&columns),
        ["period", "served", "days", "served"],
        "who is behind figures comes last"
    );
    assert_eq!(
        rows,
        [
            vec![
                Cell::text("Q1"),
                Cell::Count(3),
                Cell::Unknown,
                Cell::behind([("served", 3)]),
            ],
            vec![
                Cell::text("Q2"),
                Cell::Unknown,
                Cell::Unknown,
                Cell::Unknown,
            ],
        ]
    );
}

#[test]
fn some_columns_stand_in_another_order_under_other_titles() {
    let only = columns().only(&[("days", "days so far"), ("period", "when"), ("area", "?")]);
    let (columns, rows) = only.read([("Q2", None)]);
    assert_eq!(names(&columns), ["days", "period"]);
    assert_eq!(
        [&columns[0].title, &columns[1].title],
        ["days so far", "when"]
    );
    assert_eq!(rows, [[Cell::Unknown, Cell::text("Q2")]]);
}

#[test]
fn a_number_is_private_and_words_of_records_are_no_key_for_others_until_it_is_declared() {
    assert_eq!(Column::number("shoe_size").role, Role::Private);
    assert_eq!(Column::text("id").role, Role::Key(Key::Record));
    assert!(!Column::words("note").is_key());
    assert!(!Column::behind("served").is_printed);
}
