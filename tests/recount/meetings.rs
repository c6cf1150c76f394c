//! `meetings`, following MEASURES: rights, voice, placements averted, decisions, where the children were on day 7, and
//! whether a Child and Family Team met within 60 days.

use std::collections::BTreeSet;

use super::days::Day;
use super::facts::{At, Facts};
use super::people::{Clauses, Days, add};
use super::reach::{Row, count};
use super::stays::stays;
use super::world::Session;

/// Where a child is.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    Home,
    Visit,
    Out(&'static str),
    /// With a guardian, adopted, of age, or dead.
    Gone,
}

/// The class of a setting.
fn class(setting: Option<&str>) -> &'static str {
    match setting {
        Some("relative") => "relative",
        Some("foster-home") => "foster",
        Some("group-home" | "strtp") => "group",
        Some("detention") => "detention",
        _ => "other",
    }
}

/// Where a child is on a day.
fn place(facts: &Facts<'_>, kid: At, on: Day) -> Place {
    let mut place = Place::Home;
    for (at, event) in facts.of_kid(kid) {
        if event.on > on || facts.transfers.contains(&at) {
            continue;
        }
        let is_out = matches!(place, Place::Out(_) | Place::Visit);
        place = match event.kind {
            "removed" => Place::Out(class(event.setting)),
            "placed" if is_out => Place::Out(class(event.setting)),
            "home-visit" if is_out => Place::Visit,
            "reunified" => Place::Home,
            "guardianship" | "adopted" | "aged-out" | "died" => Place::Gone,
            _ => place,
        };
    }
    place
}

impl Days<'_> {
    /// The team meetings held in the period.
    fn met(&self) -> Vec<&Session> {
        let all = self.countable();
        all.filter(|session| session.kind == "team-meeting")
            .collect()
    }

    /// Whether a mentor was there.
    pub fn has_mentor(&self, session: &Session) -> bool {
        let mut there = session.mentors.iter();
        there.any(|mentor| !self.facts.world.mentors[*mentor].void)
    }

    /// Every row: the type of meeting, whether a mentor was there, and the figures.
    pub fn meetings(&self, clauses: &mut Clauses) -> Vec<(&'static str, &'static str, Row)> {
        let met = self.met();
        let says_no = met.iter().any(|session| session.averted == Some(false));
        let mut rows = Vec::new();
        for meeting in ["all", "cft", "tdm"] {
            for mentor in ["all", "with", "without"] {
                let own = met.iter().filter(|session| {
                    (meeting == "all" || session.meeting == Some(meeting))
                        && (mentor == "all" || self.has_mentor(session) == (mentor == "with"))
                });
                let mut row = Row::new();
                count(&mut row, "held", 0);
                let mut unused = Clauses::new();
                for session in own {
                    let counts = match (meeting, mentor) {
                        ("all", "all") => &mut *clauses,
                        _ => &mut unused,
                    };
                    self.meeting(session, &mut row, counts);
                }
                if !says_no {
                    row.insert("averted.n".to_owned(), None);
                    let averted = row.get("averted.k").is_some_and(|k| *k > Some(0.0));
                    add(clauses, "meeting: nobody says no", usize::from(averted));
                }
                if (meeting, mentor) == ("all", "all") {
                    self.in_time(&mut row, clauses);
                }
                rows.push((meeting, mentor, row));
            }
        }
        rows
    }

    fn meeting(&self, session: &Session, row: &mut Row, clauses: &mut Clauses) {
        count(row, "held", 1);
        let with = if self.has_mentor(session) {
            "meeting: with a mentor"
        } else {
            "meeting: without"
        };
        add(clauses, with, 1);
        add(
            clauses,
            "meeting: no type",
            usize::from(session.meeting.is_none()),
        );
        for (name, clause, says) in [
            ("rights", "meeting: says rights", session.rights),
            ("voice", "meeting: says voice", session.voice),
            ("averted", "meeting: says averted", session.averted),
        ] {
            count(row, format!("{name}.n"), usize::from(says.is_some()));
            count(row, format!("{name}.k"), usize::from(says == Some(true)));
            add(clauses, clause, usize::from(says.is_some()));
        }
        if let Some(decision) = session.decision {
            count(row, format!("decisions.{decision}"), 1);
        }
        let cases = &self.facts.world.cases;
        let Some(case) = session.case.filter(|case| !cases[*case].void) else {
            return;
        };
        let day = session.on + 7;
        if day > self.facts.today {
            add(clauses, "day 7 has not come", 1);
            return;
        }
        let children = 0..cases[case].children.len();
        let kids: BTreeSet<At> = children
            .map(|child| self.facts.kid((case, child)))
            .collect();
        for kid in kids {
            let systems = self.facts.kids[&kid].iter();
            let jpd = systems.clone().any(|(case, _)| cases[*case].jpd);
            if cases[kid.0].children[kid.1].born > day {
                add(clauses, "day 7: not born", 1);
                continue;
            }
            let (clause, word) = match place(self.facts, kid, day) {
                _ if self.facts.of_age(kid, jpd) <= day => ("day 7: of age", None),
                Place::Home => ("day 7: home", Some("home")),
                Place::Visit => ("day 7: home visit", Some("home")),
                Place::Out(class) => (class_clause(class), Some(class)),
                Place::Gone => ("day 7: gone", None),
            };
            add(clauses, clause, 1);
            if let Some(word) = word {
                count(row, format!("setting_after.{word}"), 1);
            }
        }
    }

    /// Whether a Child and Family Team met within 60 days of each removal.
    fn in_time(&self, row: &mut Row, clauses: &mut Clauses) {
        if !self
            .met()
            .iter()
            .any(|session| session.meeting == Some("cft"))
        {
            add(clauses, "cft: none logged", 1);
            return;
        }
        let today = self.facts.today;
        for (kid, files) in &self.facts.kids {
            let cases: BTreeSet<usize> = files.iter().map(|file| file.0).collect();
            for stay in stays(self.facts, *kid, Day::MAX) {
                let then = stay.start + self.facts.world.cft_days.unwrap_or(60);
                if !self.is_in(stay.start) {
                    continue;
                }
                if then > today {
                    add(clauses, "cft: 60 days not over", 1);
                    continue;
                }
                let is_removal = |case: &&usize| {
                    let events = self.facts.events(**case);
                    events.into_iter().any(|(at, event)| {
                        event.kind == "removed"
                            && event.on == stay.start
                            && self.facts.concerned(at, event).contains(kid)
                    })
                };
                let parents = cases.iter().filter(is_removal);
                let mut parents = parents
                    .flat_map(|case| self.facts.people(&self.facts.world.cases[*case].parents));
                if !parents.any(|person| self.is_enrolled(person, stay.start)) {
                    add(clauses, "cft: nobody enrolled", 1);
                    continue;
                }
                let out = stay.is_open() || stay.end > then;
                // Before it was over: a day on which the child came home still counts.
                let until = if out { then } else { stay.end.min(then) };
                let had = self.had_cft(&cases, stay.start, until);
                add(clauses, "cft: out on day 60", usize::from(out));
                add(clauses, "cft: home before", usize::from(!out && had));
                add(
                    clauses,
                    "cft: home before, none held",
                    usize::from(!out && !had),
                );
                add(clauses, "cft: held", usize::from(had));
                if out || had {
                    count(row, "cft_in_time.n", 1);
                    count(row, "cft_in_time.k", usize::from(had));
                }
            }
        }
    }

    /// Whether one was held from one day to another.
    fn had_cft(&self, cases: &BTreeSet<usize>, from: Day, then: Day) -> bool {
        let mut sessions = self.facts.world.sessions.iter();
        sessions.any(|session| {
            session.held
                && !session.void
                && session.meeting == Some("cft")
                && session.case.is_some_and(|case| cases.contains(&case))
                && (from..=then).contains(&session.on)
                && session.on <= self.facts.today
        })
    }

    pub fn is_enrolled(&self, person: usize, on: Day) -> bool {
        let mut times = self.files(person).flat_map(|file| &file.enrollments);
        times.any(|one| !one.void && one.start <= on && one.end.is_none_or(|end| on <= end))
    }
}

fn class_clause(class: &str) -> &'static str {
    match class {
        "relative" => "day 7: relative",
        "foster" => "day 7: foster",
        "group" => "day 7: group",
        _ => "day 7: detention",
    }
}
