//! `contract`, following MEASURES: what was promised, and the progress so far.

use std::collections::BTreeSet;

use super::days::{Day, civil, day};
use super::people::{Clauses, Days, add};

/// A target: the measure, which row or people are meant, how much, by quarter or year, and whether it is a rate.
pub struct Target {
    pub measure: &'static str,
    pub which: Option<&'static str>,
    pub value: f64,
    pub by_quarter: bool,
    pub is_rate: bool,
    /// The first month of the contract's years.
    pub month: i64,
}

const fn target(
    measure: &'static str,
    which: Option<&'static str>,
    value: f64,
    by_quarter: bool,
) -> Target {
    Target {
        measure,
        which,
        value,
        by_quarter,
        is_rate: value < 1.0,
        month: 7,
    }
}

/// The same for a contract whose years begin in October.
const fn of_city(target: Target) -> Target {
    Target {
        month: 10,
        ..target
    }
}

/// The promises: to the county, whose years begin in July, and to the city.
pub const TARGETS: [Target; 18] = [
    target("unduplicated.served", None, 20.0, false),
    target("unduplicated.new", None, 8.0, true),
    target("unduplicated.new", None, 20.0, false),
    target("unduplicated.served", Some("service:casework"), 12.0, false),
    target("unduplicated.served", Some("gender:woman"), 12.0, false),
    target("people.served", Some("unit:children"), 9.0, true),
    target("people.new", Some("unit:families"), 9.0, true),
    target("engagement.referred", None, 12.0, false),
    target("engagement.within_30", None, 0.5, false),
    target("meetings.held", Some("meeting:cft"), 6.0, false),
    target("meetings.voice", None, 0.75, true),
    target("court.hearings", None, 11.0, false),
    target("services.sessions", Some("service:court"), 5.0, true),
    target("services.hours", Some("service:casework"), 30.0, false),
    target(
        "services.attendances",
        Some("service:support-group"),
        40.0,
        false,
    ),
    of_city(target("unduplicated.served", None, 20.0, false)),
    of_city(target("unduplicated.new", None, 20.0, false)),
    of_city(target("people.new", Some("unit:children"), 20.0, false)),
];

/// The contracts as in peer.toml.
pub fn text() -> String {
    let mut text = String::new();
    for (name, month) in [("county", 7), ("city", 10)] {
        text += &format!(
            "\n[[contract]]\nname = \"{name}\"\nfunder = \"Pima County\"\nbegins = 2023-{month:02}-01\nyear = {month}\n"
        );
        for one in TARGETS.iter().filter(|one| one.month == month) {
            text += &one.text();
        }
    }
    text
}

impl Target {
    fn text(&self) -> String {
        let (measure, value) = (self.measure, self.value);
        let mut text = format!("\n[[contract.target]]\nmeasure = \"{measure}\"\nvalue = {value}\n");
        if let Some(which) = self.which {
            text += &format!("where = \"{which}\"\n");
        }
        if self.by_quarter {
            text += "by = \"quarter\"\n";
        }
        text
    }
}

/// A row of the report: the figure of the period, of the contract year, the share, and the year gone.
pub type Line = [Option<f64>; 4];

impl Days<'_> {
    /// The first day of the contract year that contains the last day.
    fn contract_year(&self, first: i64) -> (Day, Day) {
        let (year, month, _) = civil(self.last);
        let year = if month < first { year - 1 } else { year };
        (day(year, first, 1), day(year + 1, first, 1))
    }

    /// Every target, in order.
    pub fn promised(&self, clauses: &mut Clauses) -> Vec<Line> {
        let lines: Vec<Line> = TARGETS.iter().map(|one| self.line(one)).collect();
        let unlike = |line: &&Line| line[0] != line[1];
        let unlike = lines.iter().filter(unlike).count();
        add(clauses, "promised: the year is not the quarter", unlike);
        let unknown = lines.iter().filter(|line| line[0].is_none()).count();
        add(clauses, "promised: not known", unknown);
        lines
    }

    fn line(&self, target: &Target) -> Line {
        let (first, next) = self.contract_year(target.month);
        let quarter = Days {
            year: first,
            ..*self
        };
        let to_date = Days { first, ..quarter };
        let end = self.last.min(self.facts.today);
        let gone = (end + 1 - first) as f64 / (next - first) as f64;
        let (value, all) = (quarter.figure(target), to_date.figure(target));
        let counts = if target.by_quarter { value } else { all };
        let shows = !target.by_quarter && !target.is_rate;
        [
            value,
            all,
            counts.map(|counts| counts / target.value),
            shows.then_some(gone),
        ]
    }

    fn figure(&self, target: &Target) -> Option<f64> {
        let unused = &mut Clauses::new();
        let (report, field) = target.measure.split_once('.').unwrap();
        let service = target
            .which
            .and_then(|which| which.strip_prefix("service:"));
        match report {
            "unduplicated" => {
                let (served, earlier) = (self.served_by(service), self.earlier());
                let woman = |person: &usize| {
                    self.value(*person, |file| file.details.gender) == Some("woman")
                };
                let asks = target.which == Some("gender:woman");
                let counted = served.iter().filter(|person| !asks || woman(person));
                let counted =
                    counted.filter(|person| field == "served" || !earlier.contains(person));
                Some(counted.count() as f64)
            }
            "people" => {
                let (served, new) = match target.which {
                    Some("unit:children") => {
                        let all = self.children(unused);
                        (all.len(), all.iter().filter(|one| one.1).count())
                    }
                    _ => self.families(unused).0,
                };
                Some(if field == "new" { new } else { served } as f64)
            }
            "engagement" => of_row(&self.reach(unused), field),
            "court" => of_row(&self.court(unused), field),
            "meetings" => {
                let rows = self.meetings(unused);
                let meeting = target
                    .which
                    .map_or("all", |which| &which["meeting:".len()..]);
                let mut own = rows.iter().filter(|row| (row.0, row.1) == (meeting, "all"));
                of_row(&own.next().unwrap().2, field)
            }
            _ => self.done(service.unwrap(), field),
        }
    }

    fn served_by(&self, service: Option<&str>) -> BTreeSet<usize> {
        let sessions = self.countable();
        let own = sessions.filter(|session| service.is_none_or(|kind| session.kind == kind));
        own.flat_map(|session| self.facts.people(&session.parents))
            .collect()
    }

    /// What `services` counts for a service; hours that no one recorded are unknown.
    fn done(&self, service: &str, field: &str) -> Option<f64> {
        let own = || self.countable().filter(|session| session.kind == service);
        match field {
            "sessions" => Some(own().count() as f64),
            "attendances" => {
                let people = own().map(|session| self.facts.people(&session.parents).len());
                Some(people.sum::<usize>() as f64)
            }
            _ => {
                let minutes: Vec<_> = own().filter_map(|session| session.minutes).collect();
                let hours = minutes.iter().sum::<i64>() as f64 / 60.0;
                (!minutes.is_empty() || own().count() == 0).then_some(hours)
            }
        }
    }
}

/// A figure of a row; for a share, its fraction.
fn of_row(row: &super::reach::Row, field: &str) -> Option<f64> {
    let part = |part: &str| row.get(&format!("{field}.{part}")).copied().flatten();
    match row.get(field) {
        Some(value) => *value,
        None => part("n")
            .filter(|n| *n > 0.0)
            .map(|n| part("k").unwrap_or(0.0) / n),
    }
}
