//! The sheet of [`crate::measure::meetings`].

use super::cell::Cell;
use super::column::{Column, Columns, Key, Rank, Role, Speech};
use super::disclosure::{Disclosure, Relation};
use super::request::{Asked, Breakdown, Report, Request, Span};
use super::sheet::Sheet;
use crate::measure::meetings::{Logged, Meetings, MeetingsFigures, MeetingsRow, Share, meetings};
use crate::measure::{By, Window};
use crate::record::{Kind, Service};

/// What team meetings achieved, by type and with or without a mentor.
pub const REPORT: Report = Report {
    name: "meetings",
    summary: "what team meetings achieved: rights, voice, placements averted",
    text: include_str!("../measure/meetings.md"),
    rules: &[
        "rights, voice, averted: of the meetings that say yes or no; `averted` shows no total if no meeting recorded a no",
        "a week later: where each child of the case was on the seventh day",
        "with a mentor: a mentor was there or led it; this does not show that the mentor caused the decision",
    ],
    by: By::TIME,
    reads: &[Kind::Session, Kind::Participant, Kind::Case],
    span: Span::All,
    is_outcome: false,
    takes: &[],
    under: None,
    disclosure: Disclosure {
        topic: "services",
        is_last: true,
        relations: &[
            Relation::Share("rights"),
            Relation::Left("held", "rights.n", "silent_rights"),
            Relation::Left("held", "rights.k", "not_rights"),
            Relation::Share("voice"),
            Relation::Left("held", "voice.n", "silent_voice"),
            Relation::Left("held", "voice.k", "not_voice"),
            Relation::Share("averted"),
            Relation::Left("held", "averted.n", "silent_averted"),
            Relation::Left("held", "averted.k", "not_averted"),
            Relation::Left("held", "decisions.*", "undecided"),
            Relation::Rest("cft_in_time.n", &["cft_in_time.k"]),
        ],
        ..Disclosure::of("meetings")
    },
    rows: sheet,
    who,
};

fn sheet(request: &Request<'_>, _: Asked<'_>) -> Result<Sheet, String> {
    let breakdown = request.breakdown(&REPORT)?;
    let result = measured(request, breakdown);
    let mut sheet = request.sheet(&REPORT, "Team meetings");
    let whole = result
        .rows
        .iter()
        .filter(|row| row.window.whole)
        .filter_map(|row| row.figures.as_ref());
    if whole
        .clone()
        .any(|one| one.averted.k > 0 && !one.is_averted_of)
    {
        sheet.notes.push(
            "no meeting recorded that it averted no placement, so the total is unknown: log `--averted no` too".to_owned(),
        );
    }
    if whole
        .clone()
        .next()
        .is_some_and(|all| all.held > 0 && all.cft_in_time.is_none())
    {
        sheet.notes.push(
            "no Child and Family Team meeting was logged in the period, so it is unknown whether they were in time".to_owned(),
        );
    }
    let with =
        |with: Option<bool>| Cell::group(with.map(|with| if with { "with" } else { "without" }));
    let columns = breakdown
        .window(|row: &MeetingsRow| &row.window)
        .with(
            Column::key("meeting", Key::Group).spoken(Speech::Initials),
            |row| Cell::group(row.meeting.as_ref()),
        )
        .with(Column::key("mentor", Key::Group), move |row| {
            with(row.with_mentor)
        })
        // The service that has the same meetings in `services`.
        .with(Column::key("service", Key::Name).unprinted(), |_| {
            Cell::text(Service::TeamMeeting)
        })
        .and(figures(), |row| row.figures.as_ref());
    sheet.fill(columns, &result.rows);
    Ok(sheet)
}

fn figures<'a>() -> Columns<'a, MeetingsFigures> {
    let amount = Column::amount;
    Columns::new()
        .with(
            amount("held").same_as("services", "sessions"),
            |of: &MeetingsFigures| of.held,
        )
        .behind(behind)
        .with(
            amount("rights").same_as("services", "rights_explained"),
            |of| share(of.rights),
        )
        .behind(behind)
        .with(amount("voice").same_as("services", "parent_voice"), |of| {
            share(of.voice)
        })
        .behind(behind)
        .with(amount("averted"), |of| {
            if of.is_averted_of || of.averted.n == 0 {
                return share(of.averted);
            }
            let part = |name: &str, cell| (name.to_owned(), cell);
            Cell::Parts(vec![
                part("k", Cell::count(of.averted.k)),
                part("n", Cell::Unknown),
            ])
        })
        .behind(behind)
        .with(Column::words("decisions").with(Role::Amount), |of| {
            Cell::behind(counts(&of.decisions))
        })
        .behind(behind)
        .with(
            Column::people_by_word("setting_after").titled("a week later"),
            |of| Cell::behind(counts(&of.settings_after)),
        )
        .with(
            Column::people("cft_in_time", Rank::First).titled("CFT in time"),
            |of| Cell::or_unknown(of.cft_in_time, share),
        )
}

/// How many people are behind a figure.
fn behind(figures: &MeetingsFigures, name: &str) -> Cell {
    Cell::behind_figure(&figures.behind, name)
}

/// Words, each with its count.
pub(super) fn counts<W: ToString>(
    counts: &std::collections::BTreeMap<W, usize>,
) -> impl Iterator<Item = (String, usize)> {
    counts
        .iter()
        .map(|(word, count)| (word.to_string(), *count))
}

/// `k` of `n`; unknown if nobody says.
pub(super) fn share(share: Share) -> Cell {
    Cell::or_unknown((share.n > 0).then_some(share), |of| Cell::share(of.k, of.n))
}

fn who(request: &Request<'_>, _: Asked<'_>) -> Result<Sheet, String> {
    let breakdown = request.breakdown(&REPORT)?;
    let result = measured(request, breakdown);
    let mut sheet = request.who(&REPORT, "Team meetings, one by one");
    let says = |said: Option<bool>| Cell::or_unknown(said, Cell::Bool);
    let columns = breakdown
        .window(|(window, _): &(Window, &Logged)| window)
        .with(Column::text("id"), |(_, entry)| Cell::text(&entry.id))
        .with(Column::words("case"), |(_, entry)| {
            Cell::or_unknown(entry.record.case.as_ref(), Cell::text)
        })
        .with(Column::words("meeting"), |(_, entry)| {
            Cell::or_unknown(entry.record.meeting.as_ref(), Cell::text)
        })
        .with(Column::words("rights"), move |(_, entry)| {
            says(entry.record.rights_explained)
        })
        .with(Column::words("voice"), move |(_, entry)| {
            says(entry.record.parent_voice)
        })
        .with(Column::words("averted"), move |(_, entry)| {
            says(entry.record.placement_averted)
        })
        .with(Column::words("decision"), |(_, entry)| {
            Cell::or_unknown(entry.record.decision.as_ref(), Cell::text)
        })
        .with(Column::words("file"), |(_, entry)| {
            Cell::text(&entry.place.path)
        });
    sheet.fill(columns, &result.units);
    Ok(sheet)
}

fn measured<'r>(request: &Request<'r>, breakdown: Breakdown) -> Meetings<'r> {
    meetings(
        request.register,
        request.period,
        request.as_of,
        breakdown.step,
    )
}
