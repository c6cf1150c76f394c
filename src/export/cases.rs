//! The tables of court cases: `cases`, `children`, `events` and `checked`.

use super::column::{Column, Holds, Walk};
use super::facts::Facts;
use super::ground::Ground;
use super::people::born;
use super::table::{Cell, Layout, Rows};
use crate::measure::children::{CaseEvent, until_age};
use crate::record::schema::Table;
use crate::record::{About, Case, Checked, Event};

/// Fills the tables of cases.
#[must_use]
pub fn fill(ground: &Ground<'_>, facts: &mut Facts) -> Vec<Rows> {
    vec![
        cases(ground, facts),
        children(ground, facts),
        events(ground, facts),
        checked(ground),
    ]
}

/// The column of the case that a row belongs to.
fn case() -> Column {
    Column::new("case", Holds::Id(Some("cases")), "The case.").always()
}

fn cases(ground: &Ground<'_>, facts: &mut Facts) -> Rows {
    let walk = Walk::of(Case::SCHEMA, &[]);
    let mut columns = vec![Column::new("case", Holds::Id(None), "The case.").always()];
    columns.extend(walk.columns.iter().cloned());
    let first = "The first file of the case, where this one continues others; itself otherwise.";
    columns.push(Column::new("first_case", Holds::Id(Some("cases")), first).always());
    let mut rows = Rows::new(Layout {
        name: "cases",
        doc: "A court case: a family before a court. Its parents are in `facts`.",
        columns,
        key: 1,
    });
    for entry in &ground.register().records().cases {
        let (id, shift) = (ground.case(&entry.id), ground.days_of_case(&entry.id));
        let fields = entry.record.fields();
        let mut cells = vec![Cell::Text(id.clone())];
        cells.extend(ground.cells(&walk, &fields, "", shift));
        let first = ground.register().case_root(&entry.id);
        cells.push(Cell::from(ground.case(&first).into_owned()));
        rows.add(cells);
        facts.lists(ground, About::Case.word(), &id, &walk, &fields);
        facts.own(ground, About::Case, &id, &entry.record.facts);
    }
    rows
}

fn children(ground: &Ground<'_>, facts: &mut Facts) -> Rows {
    let mut rows = Rows::new(Layout {
        name: "children",
        doc: "A child, in however many cases; all of these are in `facts`.",
        columns: vec![
            Column::new("child", Holds::Id(None), "The child.").always(),
            Column::new(
                "case",
                Holds::Id(Some("cases")),
                "The case whose file counts for the child.",
            )
            .always(),
            born(ground, "born", "The birth date"),
            born(
                ground,
                "of_age",
                "The birthday on which the child leaves the system of its cases",
            ),
        ],
        key: 1,
    });
    let program = ground.register().program();
    for (at, child) in ground.children.all.iter().enumerate() {
        let id = ground.child(at);
        let shift = ground.days_of_case(&child.id.case);
        let cases = ground.children.cases_of(at);
        let systems = cases.map(|case| case.record.system).collect();
        rows.add([
            Cell::Text(id.clone()),
            Cell::Text(ground.case(&child.id.case)),
            ground.born(child.born, shift),
            ground.born(child.comes_of_age(until_age(program, &systems)), shift),
        ]);
        for case in ground.children.cases_of(at) {
            let case = Cell::Text(ground.case(&case.id));
            facts.add(About::Child.word(), &id, "case", case);
        }
        facts.own(ground, About::Child, &id, &child.facts);
    }
    rows
}

fn events(ground: &Ground<'_>, facts: &mut Facts) -> Rows {
    let walk = Walk::of(Event::SCHEMA, &["children"]).of_events();
    let mut columns = vec![
        Column::new(
            "event",
            Holds::Id(None),
            "The event: the case, and a number.",
        )
        .always(),
        case(),
    ];
    columns.extend(walk.columns.iter().cloned());
    let mut rows = Rows::new(Layout {
        name: "events",
        doc: "Something that happened in a case. The children it concerns are in `facts`.",
        columns,
        key: 1,
    });
    for family in &ground.register().records().cases {
        let (case, shift) = (ground.case(&family.id), ground.days_of_case(&family.id));
        for (index, event) in family.record.event.iter().enumerate() {
            if !ground.has(event.on) {
                continue;
            }
            let id = format!("{case}#{}", index + 1);
            let fields = event.fields();
            let mut cells = vec![Cell::from(id.as_str()), Cell::Text(case.clone())];
            cells.extend(ground.cells(&walk, &fields, event.kind.word(), shift));
            rows.add(cells);
            facts.lists(ground, "event", &id, &walk, &fields);
            let at = CaseEvent {
                family,
                index,
                event,
            };
            for child in ground.children.of_event(&at) {
                let child = Cell::Text(ground.child(child));
                facts.add("event", &id, "children", child);
            }
        }
    }
    rows
}

fn checked(ground: &Ground<'_>) -> Rows {
    let walk = Walk::of(Checked::SCHEMA, &[]);
    let mut columns = vec![
        Column::new(
            "checked",
            Holds::Id(None),
            "The look: the case, and a number.",
        )
        .always(),
        case(),
    ];
    columns.extend(walk.columns.iter().cloned());
    let mut rows = Rows::new(Layout {
        name: "checked",
        doc: "Somebody looked whether there were events in a case, up to a day.",
        columns,
        key: 1,
    });
    if ground.shifts() {
        // Someone may look up many families on one day, which would reveal how far each was shifted.
        return rows;
    }
    for entry in &ground.register().records().cases {
        let (case, shift) = (ground.case(&entry.id), ground.days_of_case(&entry.id));
        for (number, look) in (1..).zip(&entry.record.checked) {
            if !ground.has(look.on) {
                continue;
            }
            let fields = look.fields();
            let mut cells = vec![
                Cell::from(format!("{case}#{number}")),
                Cell::Text(case.clone()),
            ];
            cells.extend(ground.cells(&walk, &fields, "", shift));
            rows.add(cells);
        }
    }
    rows
}
