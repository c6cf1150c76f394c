//! The sheet of [`crate::measure::engagement`].

use super::cell::Cell;
use super::column::{Basis, Column, Columns, OfOne, Rank};
use super::disclosure::{Disclosure, Relation};
use super::meetings::{counts, share};
use super::request::{Asked, Breakdown, Report, Request, Span};
use super::sheet::{Layout, Sheet};
use crate::measure::engagement::{
    Dose, Engagement, EngagementFigures, EngagementRow, Reach, Referred, Stay, engagement,
};
use crate::measure::{By, Window};
use crate::record::{Kind, counted};

/// From referral to the end.
pub const REPORT: Report = Report {
    name: "engagement",
    summary: "from referral to the end: reached, how fast, how much people came",
    text: include_str!("../measure/engagement.md"),
    rules: &[
        "referred: different people whose earliest referral lies in the period; within 7 and 30 days: first served by then, of those referred at least that long ago",
        "sessions and hours: of each person served in the period; quartiles",
        "stayed: of the enrollments in the period that began long enough ago to know; completed: of the exits with a reason",
    ],
    by: By::TIME,
    reads: &[Kind::Session, Kind::Participant],
    span: Span::All,
    is_outcome: false,
    takes: &[],
    under: None,
    disclosure: Disclosure {
        topic: "services",
        is_last: true,
        relations: &[
            Relation::Sum("referred", &["referred_by_source.*"]),
            Relation::Rest("referred", &["enrolled"]),
            Relation::Rest("referred", &["declined"]),
            Relation::Rest("referred", &["served"]),
            Relation::Rest("referred", &["within_7.n"]),
            Relation::Rest("referred", &["within_30.n"]),
            Relation::Rest("within_7.n", &["within_30.n"]),
            Relation::Rest("within_7.n", &["within_7.k"]),
            Relation::Rest("within_30.n", &["within_30.k"]),
            Relation::Rest("within_30.k", &["within_7.k"]),
            Relation::Rest("served", &["within_7.k"]),
            Relation::Rest("served", &["within_30.k"]),
            Relation::MakeUp(
                "unduplicated",
                "served",
                &["came_once", "came_2_to_5", "came_6_or_more"],
            ),
            Relation::PartOf("first_90_people", "unduplicated", "new_ever"),
            Relation::PartOf("hours_people", "unduplicated", "served"),
            Relation::Rest("retained_3.n", &["retained_3.k"]),
            Relation::Rest("retained_6.n", &["retained_6.k"]),
            Relation::Rest("retained_12.n", &["retained_12.k"]),
            Relation::Rest("retained_3.n", &["retained_6.n"]),
            Relation::Rest("retained_6.n", &["retained_12.n"]),
            Relation::Rest("retained_3.k", &["retained_6.k"]),
            Relation::Rest("retained_6.k", &["retained_12.k"]),
            Relation::Sum("exits", &["exits_by_reason.*"]),
        ],
        ..Disclosure::of("engagement")
    },
    rows: sheet,
    who,
};

fn sheet(request: &Request<'_>, _: Asked<'_>) -> Result<Sheet, String> {
    let breakdown = request.breakdown(&REPORT)?;
    let result = measured(request, breakdown);
    let mut sheet = request.sheet(&REPORT, "From referral to the end");
    if breakdown == Breakdown::default() {
        sheet.layout = Layout::Facts;
    }
    let figures = Columns::new()
        .and(reach(), |of: &EngagementFigures| Some(&of.reach))
        .and(dose(), |of| Some(&of.dose))
        .and(stay(), |of| Some(&of.stay));
    let columns = breakdown
        .window(|row: &EngagementRow| &row.window)
        .and(figures, |row| row.figures.as_ref());
    sheet.fill(columns, &result.rows);
    if let Some(note) = without_referral(&sheet) {
        sheet.unpublished.push(note);
        let (first, last) = (request.period.first, request.period.last);
        sheet.advice.push(format!(
            "To see who has no day of referral: `peer list participants referred:none enrollment:{first}..{last}`; `peer set WHO referred=DAY` enters it."
        ));
    }
    Ok(sheet)
}

/// How many enrolled without a day of referral.
pub(super) const NOT_REFERRED: &str = "not_referred";

/// The figures of those referred.
pub(super) const OF_REFERRED: [&str; 9] = [
    "referred",
    "enrolled",
    "declined",
    "served",
    "within_7",
    "within_30",
    "days_to_first_q1",
    "days_to_first_median",
    "days_to_first_q3",
];

/// What figures of those referred leave out, if anybody.
pub(super) fn without_referral(sheet: &Sheet) -> Option<String> {
    let period = sheet.period.as_ref()?;
    let mut lines = sheet.lines();
    let whole = lines.find(|line| line.days() == Some((period.first, period.last)))?;
    let Cell::Count(count @ 1..) = whole.cell(NOT_REFERRED) else {
        return None;
    };
    let (have, are) = if *count == 1 {
        ("has", "is")
    } else {
        ("have", "are")
    };
    Some(format!(
        "{} who enrolled in this period {have} no day of referral on file, and {are} not counted as referred",
        counted(count, "parent")
    ))
}

fn people(name: &'static str, title: &str) -> Column {
    Column::people(name, Rank::First).titled(title)
}

fn reach<'a>() -> Columns<'a, Reach> {
    let day = |name, title: &str| {
        Column::derived(name, Basis::All(&["referred", "served"]))
            .titled(title)
            .of_one(OfOne::Where("referred"))
    };
    Columns::new()
        .with(
            Column::people("referred", Rank::Last).titled("people referred"),
            |of: &Reach| of.referred,
        )
        .with(
            Column::people_by_word("referred_by_source").titled("by whom"),
            |of| Cell::behind(counts(&of.by_source)),
        )
        .with(
            Column::unpublished(NOT_REFERRED).titled("enrolled without a day of referral"),
            |of| of.not_referred,
        )
        .with(people("enrolled", "of these enrolled"), |of| of.enrolled)
        .with(people("declined", "said no"), |of| of.declined)
        .with(people("served", "served"), |of| of.served)
        .with(people("within_7", "served within 7 days"), |of| {
            share(of.within[0])
        })
        .with(people("within_30", "served within 30 days"), |of| {
            share(of.within[1])
        })
        .with(
            day("days_to_first_q1", "days to the first session, a quarter"),
            |of| of.days_to_first.and_then(|days| days.q1),
        )
        .with(day("days_to_first_median", "half"), |of| {
            of.days_to_first.and_then(|days| days.median)
        })
        .with(day("days_to_first_q3", "three quarters"), |of| {
            of.days_to_first.and_then(|days| days.q3)
        })
}

fn dose<'a>() -> Columns<'a, Dose> {
    const SESSIONS: [(&str, &str); 3] = [
        ("sessions_q1", "sessions of a person, a quarter below"),
        ("sessions_median", "half below"),
        ("sessions_q3", "three quarters below"),
    ];
    const HOURS: [(&str, &str); 3] = [
        ("hours_q1", "hours of a person, a quarter below"),
        ("hours_median", "half below"),
        ("hours_q3", "three quarters below"),
    ];
    const CAME: Basis = Basis::All(&["came_once", "came_2_to_5", "came_6_or_more"]);
    let quartile = |columns: Columns<'a, Dose>,
                    (name, title): (&'static str, &str),
                    basis: Basis,
                    at: usize,
                    of: fn(&Dose) -> Option<[f64; 3]>| {
        let column = Column::derived(name, basis).titled(title);
        columns.with(column, move |dose: &Dose| {
            Cell::or_unknown(of(dose), |all| Cell::Number(all[at], 1))
        })
    };
    let mut columns = Columns::new();
    for (at, names) in SESSIONS.into_iter().enumerate() {
        columns = quartile(columns, names, CAME, at, |dose| dose.sessions);
    }
    columns = columns
        .with(people("came_once", "people who came once"), |of: &Dose| {
            of.came[0]
        })
        .with(people("came_2_to_5", "2 to 5 times"), |of| of.came[1])
        .with(people("came_6_or_more", "6 times or more"), |of| of.came[2]);
    for (at, names) in HOURS.into_iter().enumerate() {
        let basis = Basis::All(&["hours_people"]);
        columns = quartile(columns, names, basis, at, |dose| dose.hours);
    }
    columns
        .with(people("hours_people", "of people").unprinted(), |of| {
            of.hours_people
        })
        .with(
            Column::derived("first_90", Basis::All(&["first_90_people"]))
                .titled("sessions in the first 90 days, median"),
            |of| Cell::or_unknown(of.first_90, |median| Cell::Number(median, 1)),
        )
        .with(people("first_90_people", "of people"), |of| {
            of.first_90_people
        })
        .with(
            Column::unpublished("attendance").titled("came to mentoring and casework"),
            |of| share(of.attendance),
        )
}

fn stay<'a>() -> Columns<'a, Stay> {
    const RETAINED: [(&str, &str); 3] = [
        ("retained_3", "stayed 3 months"),
        ("retained_6", "stayed 6 months"),
        ("retained_12", "stayed 12 months"),
    ];
    let mut columns = Columns::new();
    for (at, (name, title)) in RETAINED.into_iter().enumerate() {
        columns = columns.with(people(name, title), move |of: &Stay| share(of.retained[at]));
    }
    columns
        .with(people("exits", "exits"), |of| of.exits)
        .with(
            Column::people_by_word("exits_by_reason").titled("by reason"),
            |of| Cell::behind(counts(&of.by_reason)),
        )
        // Which reasons count as completed is no secret: a reader who has these columns has the share.
        .with(
            Column::derived("completed", Basis::All(&["exits", "exits_by_reason"])),
            |of| share(of.completed),
        )
}

fn who(request: &Request<'_>, _: Asked<'_>) -> Result<Sheet, String> {
    let breakdown = request.breakdown(&REPORT)?;
    let result = measured(request, breakdown);
    let mut sheet = request.who(&REPORT, "Who was referred, one by one");
    let columns = breakdown
        .window(|(window, _): &(Window, Referred)| window)
        .with(Column::text("id"), |(_, one)| Cell::text(&one.id))
        .with(Column::words("referred"), |(_, one)| one.on)
        .with(Column::words("first_session"), |(_, one)| one.first)
        .with(Column::number("days"), |(_, one)| one.days)
        .with(Column::words("file"), |(_, one)| {
            Cell::text(&one.place.path)
        });
    sheet.fill(columns, &result.units);
    Ok(sheet)
}

fn measured(request: &Request<'_>, breakdown: Breakdown) -> Engagement {
    engagement(
        request.register,
        request.period,
        request.as_of,
        breakdown.step,
    )
}
