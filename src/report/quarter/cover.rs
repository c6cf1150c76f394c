//! The cover of the outcome report: its key figures, taken from the sheets as their audience sees them.

use crate::record::{Period, Service, counted};
use crate::report::cell::Cell;
use crate::report::column::{Column, Key};
use crate::report::request::{ASSOCIATION, Report, Request};
use crate::report::sheet::{Audience, Layout, Line, Sheet};
use crate::report::{
    engagement, matches, meetings, people, placements, returns, reunification, services,
    unduplicated,
};

/// The key figures as cards.
pub(super) fn sheet(
    request: &Request<'_>,
    sheets: &[Sheet],
    before: &Period,
    matured: &Period,
    came_home: String,
    audience: Audience,
) -> Sheet {
    let mut cover = request.page("quarter", "Outcome report");
    cover.audience = Some(audience);
    cover.layout = Layout::Cards;
    cover.notes.push(format!(
        "returns to court, children home within 12 months and days out of home are about children reunified or removed in {}, whose 12 months are over",
        matured.in_words()
    ));
    cover.notes.push(ASSOCIATION.to_owned());
    if audience == Audience::Public {
        cover.sources.clear();
    }
    cover.columns = vec![
        Column::text("figure").detail(),
        Column::words("label").titled("key figure"),
        Column::number("value").titled(&request.period.in_words()),
        Column::number("before").titled(&before.in_words()),
        Column::words("detail").titled("in detail"),
    ];
    let read = Reader {
        sheets,
        now: request.period,
        before,
        matured,
    };
    let cards = [
        Some(read.served()),
        read.of_unit("children"),
        read.of_unit("families"),
        read.reached(),
        Some(read.came_home(came_home)),
        Some(read.returned()),
        Some(read.reunified()),
        Some(read.days_out_of_home()),
        read.averted(),
        Some(read.heard()),
        Some(read.attendances()),
        Some(read.active()),
        Some(read.waiting()),
    ];
    cover.rows = cards.into_iter().flatten().map(Card::cells).collect();
    cover.answer = read.sentences();
    let missing = read.missing().into_iter();
    let missing = missing.map(|(what, to_do)| match audience {
        Audience::Internal => format!("{what}; to do: {to_do}"),
        Audience::Funder | Audience::Public => what,
    });
    cover.notes.splice(0..0, missing);
    let contact = request.register.program().contact.as_deref();
    let contact = contact.map(|contact| format!("Questions about this report: {contact}"));
    cover.notes.extend(contact);
    cover
}

/// A key figure.
struct Card {
    figure: &'static str,
    label: String,
    value: Cell,
    before: Cell,
    detail: String,
}

impl Card {
    fn cells(self) -> Vec<Cell> {
        let detail = if self.detail.is_empty() {
            Cell::Unknown
        } else {
            Cell::Text(self.detail)
        };
        vec![
            Cell::text(self.figure),
            Cell::Text(self.label),
            self.value,
            self.before,
            detail,
        ]
    }
}

/// Reads figures off sheets.
pub(super) struct Reader<'a> {
    pub(super) sheets: &'a [Sheet],
    pub(super) now: &'a Period,
    before: &'a Period,
    pub(super) matured: &'a Period,
}

impl<'a> Reader<'a> {
    /// A figure of everyone in a period.
    pub(super) fn of_all(&self, report: &Report, period: &Period, name: &str) -> &'a Cell {
        self.cell(report, period, name, |line| line.is_of_all())
    }

    /// A figure of a service in a period.
    pub(super) fn of_service(&self, service: Service, period: &Period, name: &str) -> &'a Cell {
        let service = Cell::text(service);
        self.cell(&services::REPORT, period, name, |line| {
            line.key(Key::Group) == Some(&service)
        })
    }

    /// The sheet of a report; `None` if the audience has no such report.
    pub(super) fn sheet(&self, report: &Report) -> Option<&'a Sheet> {
        self.sheets.iter().find(|sheet| sheet.report == report.name)
    }

    /// A figure in the `people` row of all of a unit.
    pub(super) fn of_people(&self, unit: &str, period: &Period, name: &str) -> &'a Cell {
        let unit = Cell::text(unit);
        self.cell(&people::REPORT, period, name, |line| {
            line.is_of_all() && line.cell("unit") == &unit
        })
    }

    /// A figure in the first row of a period for which `is_meant` holds.
    pub(super) fn cell(
        &self,
        report: &Report,
        period: &Period,
        name: &str,
        is_meant: impl Fn(Line<'_>) -> bool,
    ) -> &'a Cell {
        let lines = self.sheet(report).into_iter().flat_map(Sheet::lines);
        let of_period = |line: &Line<'_>| line.days() == Some((period.first, period.last));
        let mut lines = lines.filter(of_period);
        let found = lines.find(|line| is_meant(*line));
        found.map_or(&Cell::Unknown, |line| line.cell(name))
    }

    /// The day from which people count as new: `July 1, 2025`.
    fn new_since(&self) -> String {
        let day = self.now.start_of_year();
        format!("{} {}, {}", day.month_name(), day.day(), day.year())
    }

    fn served(&self) -> Card {
        let of = |period: &Period, name: &str| self.of_all(&unduplicated::REPORT, period, name);
        Card {
            figure: "served",
            label: "people served".to_owned(),
            value: of(self.now, "served").clone(),
            before: of(self.before, "served").clone(),
            detail: format!(
                "{} of them new since {}, {} never served before; {} continuing",
                say(of(self.now, "new")),
                self.new_since(),
                say(of(self.now, "new_ever")),
                say(of(self.now, "continuing"))
            ),
        }
    }

    /// The children or families of the people served; `None` if the audience has no report of them.
    fn of_unit(&self, unit: &'static str) -> Option<Card> {
        self.sheet(&people::REPORT)?;
        let of = |period: &Period, name: &str| self.of_people(unit, period, name);
        Some(Card {
            figure: unit,
            label: format!("{unit} of the people served"),
            value: of(self.now, "served").clone(),
            before: of(self.before, "served").clone(),
            detail: format!(
                "{} of them new since {}, {} continuing",
                say(of(self.now, "new")),
                self.new_since(),
                say(of(self.now, "continuing"))
            ),
        })
    }

    fn reached(&self) -> Option<Card> {
        self.sheet(&engagement::REPORT)?;
        let of = |period: &Period| self.of_all(&engagement::REPORT, period, "within_7");
        let referred = say(self.of_all(&engagement::REPORT, self.now, "referred"));
        let detail = match parts(of(self.now)) {
            Some((reached, of)) if say(of) == referred => {
                format!("{} of {referred} referred", say(reached))
            }
            Some((reached, of)) => format!("{} of {}; {referred} referred", say(reached), say(of)),
            None => format!("{referred} referred"),
        };
        Some(Card {
            figure: "within_7",
            label: "reached within a week of referral".to_owned(),
            value: share(of(self.now)),
            before: share(of(self.before)),
            detail,
        })
    }

    fn averted(&self) -> Option<Card> {
        self.sheet(&meetings::REPORT)?;
        let of = |period: &Period| self.of_all(&meetings::REPORT, period, "averted");
        let count = |period: &Period| parts(of(period)).map_or(&Cell::Unknown, |(k, _)| k).clone();
        let detail = match parts(of(self.now)) {
            Some((k, n @ Cell::Count(_))) => {
                format!("{} of the {} where it was recorded", say(k), say(n))
            }
            Some(_) => "recorded only where the answer was yes".to_owned(),
            None => "not recorded at any meeting".to_owned(),
        };
        Some(Card {
            figure: "averted",
            label: "placements averted at team meetings".to_owned(),
            value: count(self.now),
            before: count(self.before),
            detail,
        })
    }

    /// The parents whose children came home in the period, with how many families and children they are.
    fn came_home(&self, detail: String) -> Card {
        let of = |period: &Period| self.of_all(&returns::REPORT, period, "cohort").clone();
        Card {
            figure: "came_home",
            label: "parents whose children came home".to_owned(),
            value: of(self.now),
            before: of(self.before),
            detail,
        }
    }

    fn returned(&self) -> Card {
        let of = |name: &str| self.of_all(&returns::REPORT, self.matured, name);
        let share = self.share_of(of("returned"), of("mature"), of("unknown"), "reunified");
        let (value, detail) = match (of("returned"), of("unknown"), of("mature")) {
            // The rate of the known would be too high.
            (returned, Cell::Count(unknown), Cell::Count(mature)) if unknown * 5 > *mature => {
                let value = match returned {
                    Cell::Count(returned) => {
                        Cell::Text(format!("{returned} to {} of {mature}", returned + unknown))
                    }
                    _ => of("rate").clone(),
                };
                let known = match returned {
                    Cell::Count(_) => String::new(),
                    _ => format!("{} known to have returned; ", say(returned)),
                };
                (
                    value,
                    format!("{known}no one has looked up {unknown} of {mature} reunified"),
                )
            }
            _ => (of("rate").clone(), share),
        };
        Card {
            figure: "returned",
            label: "returned to court within 12 months of reunification".to_owned(),
            value,
            before: Cell::Unknown,
            detail,
        }
    }

    fn reunified(&self) -> Card {
        let of = |name: &str| self.of_all(&reunification::REPORT, self.matured, name);
        let mut detail = self.share_of(of("reunified"), of("mature"), of("unknown"), "removed");
        // The public has no such count; the sentence alone says nothing of it.
        match (of("unconfirmed"), of("rate")) {
            (Cell::Count(0), _) | (_, Cell::Unknown) => {}
            (Cell::Count(some), _) => {
                let count = if *some == 1 { "counts" } else { "count" };
                detail += &format!(
                    "; {} without an end of the stay on file {count} as not home",
                    counted(some, "child")
                );
            }
            _ => detail += "; children without an end of the stay on file count as not home",
        }
        Card {
            figure: "reunified",
            label: "children home within 12 months of removal".to_owned(),
            value: of("rate").clone(),
            before: Cell::Unknown,
            detail,
        }
    }

    /// `4 of 11 reunified July 2024 to June 2025; for 2 more it is not known`; if it is not shown for how many it is not
    /// known, `39 of the 87 removed July 2024 to June 2025; for <11 of them it is not known`.
    fn share_of(&self, part: &Cell, mature: &Cell, unknown: &Cell, anchored: &str) -> String {
        let of_whom = format!("{anchored} {}", self.matured.in_words());
        match (mature, unknown) {
            (Cell::Count(mature), Cell::Count(unknown)) => {
                let rest = match unknown {
                    0 => String::new(),
                    more => format!("; for {more} more it is not known"),
                };
                format!("{} of {} {of_whom}{rest}", say(part), mature - unknown)
            }
            (Cell::Count(mature), unknown) => format!(
                "{} of the {mature} {of_whom}; for {} of them it is not known",
                say(part),
                say(unknown)
            ),
            _ => format!("{} of * {of_whom}", say(part)),
        }
    }

    fn days_out_of_home(&self) -> Card {
        let of = |name: &str| self.of_all(&placements::REPORT, self.matured, name);
        Card {
            figure: "median_days",
            label: "median days out of home".to_owned(),
            value: of("median_days").clone(),
            before: Cell::Unknown,
            detail: match (of("median_days"), of("q1_days")) {
                (Cell::Unknown, Cell::Unknown) => counted(say(of("episodes")), "stay"),
                (Cell::Unknown, quarter) => {
                    format!(
                        "not yet half of {}; a quarter by day {}",
                        counted(say(of("episodes")), "stay"),
                        say(quarter)
                    )
                }
                _ => counted(say(of("episodes")), "stay"),
            },
        }
    }

    fn heard(&self) -> Card {
        let of = |period: &Period| self.of_service(Service::TeamMeeting, period, "parent_voice");
        let detail = match parts(of(self.now)) {
            Some((Cell::Masked(_), Cell::Masked(_))) | None => String::new(),
            // A number of nobody knows how many says nothing of a share.
            Some((heard, Cell::Masked(_))) => {
                format!("at {}; at how many it was recorded is hidden", say(heard))
            }
            Some((heard, said)) => {
                format!("{} of the {} where it was recorded", say(heard), say(said))
            }
        };
        Card {
            figure: "parent_voice",
            label: "team meetings where the parent was heard".to_owned(),
            value: share(of(self.now)),
            before: share(of(self.before)),
            detail,
        }
    }

    fn attendances(&self) -> Card {
        let of = |period: &Period, name: &str| self.of_service(Service::SupportGroup, period, name);
        Card {
            figure: "attendances",
            label: "attendances at support groups".to_owned(),
            value: of(self.now, "attendances").clone(),
            before: of(self.before, "attendances").clone(),
            detail: match of(self.now, "children_in_childcare") {
                Cell::Unknown => counted(say(of(self.now, "sessions")), "meeting"),
                children => format!(
                    "{}, {} a child in childcare",
                    counted(say(of(self.now, "sessions")), "meeting"),
                    counted(say(children), "time")
                ),
            },
        }
    }

    fn active(&self) -> Card {
        let of = |period: &Period, name: &str| self.of_all(&matches::REPORT, period, name);
        Card {
            figure: "active_at_end",
            label: "parents with a mentor on the last day".to_owned(),
            value: of(self.now, "active_at_end").clone(),
            before: of(self.before, "active_at_end").clone(),
            detail: format!(
                "{} began, {} ended",
                counted(say(of(self.now, "new")), "match"),
                say(of(self.now, "ended"))
            ),
        }
    }

    fn waiting(&self) -> Card {
        let of = |period: &Period, name: &str| self.of_all(&matches::REPORT, period, name);
        let (wait, so_far) = (
            of(self.now, "wait_days_median"),
            of(self.now, "waiting_days_median"),
        );
        // A value of one person is not for others to read.
        let days = |cell: &Cell, people: &Cell, what: &str| match (cell, people) {
            (Cell::Unknown, _) | (_, Cell::Count(..2)) => None,
            (cell, _) => Some(format!("{what}: {}", counted(say(cell), "day"))),
        };
        let so_far = if matches!(so_far, Cell::Masked(_)) {
            &Cell::Unknown
        } else {
            so_far
        };
        let waits = [
            days(wait, of(self.now, "new"), "median wait of those matched"),
            days(
                so_far,
                of(self.now, "waiting_at_end"),
                "of those waiting, so far",
            ),
        ];
        Card {
            figure: "waiting_at_end",
            label: "parents waiting for a mentor on the last day".to_owned(),
            value: of(self.now, "waiting_at_end").clone(),
            before: of(self.before, "waiting_at_end").clone(),
            detail: waits.into_iter().flatten().collect::<Vec<_>>().join("; "),
        }
    }
}

pub(super) fn parts(cell: &Cell) -> Option<(&Cell, &Cell)> {
    match cell {
        Cell::Parts(parts) if parts.len() == 2 => Some((&parts[0].1, &parts[1].1)),
        _ => None,
    }
}

/// The share of a `{k, n}`.
fn share(cell: &Cell) -> Cell {
    match (cell, parts(cell)) {
        (_, Some((Cell::Count(k), Cell::Count(n)))) if *n > 0 => Cell::Rate(*k as f64 / *n as f64),
        (_, Some((Cell::Masked(mask), _) | (_, Cell::Masked(mask)))) => Cell::Masked(mask.clone()),
        (Cell::Masked(mask), _) => Cell::Masked(mask.clone()),
        _ => Cell::Unknown,
    }
}

/// A value inside a sentence.
pub(super) fn say(cell: &Cell) -> String {
    match cell {
        Cell::Count(count) => count.to_string(),
        Cell::Number(number, _) if number.fract() == 0.0 => format!("{number:.0}"),
        Cell::Number(number, decimals) => format!("{number:.decimals$}"),
        Cell::Masked(mask) => mask.clone(),
        _ => "-".to_owned(),
    }
}
