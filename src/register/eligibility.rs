//! Whether a mentor may walk with a parent from a day on, and if not, what is missing.

use std::fmt;

use super::link::Register;
use crate::record::mentor::OwnOutcome;
use crate::record::{Day, Mentor, MentorId, Program, Word, counted};

/// The experience for which the program requires a time of recovery.
const SUBSTANCE_USE: &str = "substance-use";

/// Whether a mentor is eligible on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Eligibility {
    /// What is missing on that day, in the program's order; empty if the mentor is eligible.
    pub missing: Vec<Missing>,
    /// The first day, that one or a later one, on which the mentor is eligible through the passing of time alone.
    /// `None` if a fact must be added first, such as a training.
    pub from: Option<Day>,
}

impl Eligibility {
    /// Whether nothing is missing.
    #[must_use]
    pub fn is_eligible(&self) -> bool {
        self.missing.is_empty()
    }
}

/// What keeps a mentor from being eligible on a day. Its text says why in a phrase without a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Missing {
    /// The mentor's own case is not closed, or was closed too recently.
    OwnCaseClosed {
        /// The day it was closed, if it is on file.
        closed: Option<Day>,
        /// The full months required in between.
        months: u32,
    },
    /// The mentor's own case did not end in a way the program allows.
    OwnCaseOutcome {
        /// How it ended, if it is on file.
        outcome: Option<OwnOutcome>,
    },
    /// A required training has not been done by that day, or has expired.
    Training {
        /// Its name.
        name: Word,
        /// The last day it was valid, if it was done.
        expired: Option<Day>,
    },
    /// The time of recovery is too short.
    Recovery {
        /// Its first day, if it is on file.
        since: Option<Day>,
        /// The full months required.
        months: u32,
    },
    /// The mentor has not joined the program yet.
    Joined {
        /// The day of joining, if it is on file.
        on: Option<Day>,
    },
    /// The mentor has left the program.
    Left {
        /// The day.
        on: Day,
    },
    /// The mentor is away.
    OnLeave {
        /// The last day of the leave, if known.
        until: Option<Day>,
    },
}

impl Missing {
    /// The word for it.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::OwnCaseClosed { .. } => "own-case-closed",
            Self::OwnCaseOutcome { .. } => "own-case-outcome",
            Self::Training { .. } => "training",
            Self::Recovery { .. } => "recovery",
            Self::Joined { .. } => "joined",
            Self::Left { .. } => "left",
            Self::OnLeave { .. } => "on-leave",
        }
    }

    /// The word for it, with the name of the training if there is one: `training:mandatory-reporting`.
    #[must_use]
    pub fn key(&self) -> String {
        match self {
            Self::Training { name, .. } => format!("{}:{name}", self.word()),
            _ => self.word().to_owned(),
        }
    }
}

/// Commands that record what is missing, for facts that may just not have been entered yet.
#[must_use]
pub fn remedies(missing: &[Missing], mentor: &MentorId) -> Vec<String> {
    let keys = missing.iter().filter_map(|missing| match missing {
        Missing::OwnCaseClosed { closed: None, .. } => Some("own_case.closed=DAY"),
        Missing::OwnCaseOutcome { outcome: None } => Some("own_case.outcome=reunified"),
        Missing::Recovery { since: None, .. } => Some("own_case.recovery_since=DAY"),
        _ => None,
    });
    let keys: Vec<&str> = keys.collect();
    let set = (!keys.is_empty()).then(|| {
        format!(
            "to add what is missing: `peer set {mentor} {}`",
            keys.join(" ")
        )
    });
    let others = missing.iter().filter_map(|missing| match missing {
        Missing::Training { name, .. } => Some(format!(
            "if the training was done: `peer add training {mentor} {name} --on DAY`"
        )),
        Missing::Joined { .. } => Some(format!(
            "if the mentor joined earlier: `peer set {mentor} joined=DAY`"
        )),
        _ => None,
    });
    set.into_iter().chain(others).collect()
}

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OwnCaseClosed { closed: None, .. } => {
                f.write_str("the closing day of their own case is not on file")
            }
            Self::OwnCaseClosed {
                closed: Some(closed),
                months: 0,
            } => write!(f, "their own case closes on {closed}"),
            Self::OwnCaseClosed {
                closed: Some(closed),
                months,
            } => {
                write!(
                    f,
                    "their own case must be closed for {}, and it closed on {closed}",
                    counted(months, "month")
                )
            }
            Self::OwnCaseOutcome { outcome: None } => {
                f.write_str("the outcome of their own case is not on file")
            }
            Self::OwnCaseOutcome {
                outcome: Some(outcome),
            } => {
                write!(
                    f,
                    "their own case ended with `{outcome}`, which the program does not allow"
                )
            }
            Self::Training {
                name,
                expired: None,
            } => write!(f, "the training `{name}` was not done yet"),
            Self::Training {
                name,
                expired: Some(day),
            } => write!(f, "the training `{name}` expired on {day}"),
            Self::Recovery { since: None, .. } => {
                f.write_str("the first day of recovery is not on file")
            }
            Self::Recovery {
                since: Some(since),
                months,
            } => {
                write!(
                    f,
                    "recovery must have lasted {}, and it began on {since}",
                    counted(months, "month")
                )
            }
            Self::Joined { on: None } => f.write_str("the day they joined is not on file"),
            Self::Joined { on: Some(on) } => write!(f, "the mentor joined on {on}"),
            Self::Left { on } => write!(f, "the mentor left on {on}"),
            Self::OnLeave { until: None } => f.write_str("the mentor is on leave"),
            Self::OnLeave { until: Some(until) } => {
                write!(f, "the mentor is on leave until {until}")
            }
        }
    }
}

impl Register {
    /// Whether a mentor, by place in the records, is eligible on `day` by the rules of `peer.toml`: own case closed
    /// long enough ago and ended in an allowed way, required trainings done and not expired, recovery if required,
    /// joined, not left, not on leave. Places taken by other matches do not count: see [`Register::load`].
    #[must_use]
    pub fn eligibility(&self, mentor: usize, day: Day) -> Eligibility {
        let Some(entry) = self.records().mentors.get(mentor) else {
            return Eligibility {
                missing: vec![Missing::Joined { on: None }],
                from: None,
            };
        };
        let (program, mentor) = (self.program(), &entry.record);
        let missing = missing(program, mentor, day);
        if missing.is_empty() {
            return Eligibility {
                missing,
                from: Some(day),
            };
        }
        let mut turns = turns(program, mentor);
        turns.retain(|turn| *turn > day);
        turns.sort_unstable();
        let from = turns
            .into_iter()
            .find(|turn| self::missing(program, mentor, *turn).is_empty());
        Eligibility { missing, from }
    }
}

/// What a mentor lacks on a day.
fn missing(program: &Program, mentor: &Mentor, day: Day) -> Vec<Missing> {
    let mut missing = Vec::new();
    let own = mentor.own_case.as_ref();
    let months = program.months_since_case_closed();
    let closed = own.and_then(|own| own.closed);
    if closed.is_none_or(|closed| after(closed, months) > day) {
        missing.push(Missing::OwnCaseClosed { closed, months });
    }
    let outcome = own.and_then(|own| own.outcome);
    if outcome.is_none_or(|outcome| !program.own_case_outcomes().contains(&outcome)) {
        missing.push(Missing::OwnCaseOutcome { outcome });
    }
    for name in program.required_training() {
        let done = || {
            mentor
                .training
                .iter()
                .filter(|training| training.name == *name && training.on <= day)
        };
        if !done().any(|training| training.expires.is_none_or(|expires| day <= expires)) {
            let expired = done().filter_map(|training| training.expires).max();
            missing.push(Missing::Training {
                name: name.clone(),
                expired,
            });
        }
    }
    if let Some(months) = recovery_asked(program, mentor) {
        let since = own.and_then(|own| own.recovery_since);
        if since.is_none_or(|since| after(since, months) > day) {
            missing.push(Missing::Recovery { since, months });
        }
    }
    if mentor.joined.is_none_or(|joined| joined > day) {
        missing.push(Missing::Joined { on: mentor.joined });
    }
    if let Some(on) = mentor.left.filter(|left| *left <= day) {
        missing.push(Missing::Left { on });
    }
    if let Some(leave) = mentor.leave.iter().find(|leave| leave.is_live(day)) {
        missing.push(Missing::OnLeave { until: leave.end });
    }
    missing
}

/// The days on which something missing may become available.
fn turns(program: &Program, mentor: &Mentor) -> Vec<Day> {
    let own = mentor.own_case.as_ref();
    let closed = own
        .and_then(|own| own.closed)
        .map(|closed| after(closed, program.months_since_case_closed()));
    let recovered = own
        .and_then(|own| own.recovery_since)
        .map(|since| after(since, program.recovery_months()));
    let trained = mentor.training.iter().map(|training| training.on);
    let back = mentor
        .leave
        .iter()
        .filter_map(|leave| leave.end)
        .map(|end| end.plus_days(1));
    closed
        .into_iter()
        .chain(recovered)
        .chain(mentor.joined)
        .chain(trained)
        .chain(back)
        .collect()
}

/// The months of recovery required of a mentor, if any.
fn recovery_asked(program: &Program, mentor: &Mentor) -> Option<u32> {
    let asked = mentor
        .experience
        .iter()
        .any(|word| word.as_str() == SUBSTANCE_USE);
    Some(program.recovery_months()).filter(|months| asked && *months > 0)
}

fn after(day: Day, months: u32) -> Day {
    day.plus_months(i32::try_from(months).unwrap_or(i32::MAX))
}

#[cfg(test)]
mod tests {
    use crate::register::testing::{day, register};

    const READY: &str = "capacity = 2\njoined = 2025-02-20\n[own_case]\nclosed = 2025-01-10\noutcome = \"reunified\"\n";

    fn asked(program: &str, mentor: &str, on: &str) -> (Vec<String>, Option<String>) {
        let program = format!("schema = 1\nname = \"Test\"\n{program}");
        let register = register(&[("peer.toml", &program), ("mentors/m-a.toml", mentor)]);
        let answer = register.eligibility(0, day(on));
        (
            answer.missing.iter().map(super::Missing::key).collect(),
            answer.from.map(|from| from.to_string()),
        )
    }

    fn missing(program: &str, mentor: &str, on: &str) -> Vec<String> {
        asked(program, mentor, on).0
    }

    #[test]
    fn twelve_months_after_the_own_case_a_mentor_is_eligible() {
        assert_eq!(
            asked("", READY, "2026-01-09"),
            (vec!["own-case-closed".into()], Some("2026-01-10".into()))
        );
        assert_eq!(
            asked("", READY, "2026-01-10"),
            (vec![], Some("2026-01-10".into()))
        );
        assert!(
            missing(
                "[mentor_eligibility]\nmonths_since_case_closed = 2\n",
                READY,
                "2025-03-10"
            )
            .is_empty()
        );
    }

    #[test]
    fn a_mentor_without_facts_lacks_them_and_time_alone_does_not_help() {
        let (missing, from) = asked("", "capacity = 1\n", "2026-01-01");
        assert_eq!(missing, ["own-case-closed", "own-case-outcome", "joined"]);
        assert_eq!(from, None);
    }

    #[test]
    fn the_program_says_which_outcomes_it_allows() {
        let other = READY.replace("reunified", "other-resolution");
        assert_eq!(missing("", &other, "2026-06-01"), ["own-case-outcome"]);
        let allows =
            "[mentor_eligibility]\nown_case_outcomes = [\"other-resolution\", \"reunified\"]\n";
        assert!(missing(allows, &other, "2026-06-01").is_empty());
    }

    #[test]
    fn a_training_counts_from_its_day_to_its_last_day() {
        let program = "[mentor_eligibility]\nrequired_training = [\"core\"]\n";
        let trained = format!(
            "{READY}[[training]]\nname = \"core\"\non = 2026-02-01\nexpires = 2027-02-01\n"
        );
        assert_eq!(
            asked(program, &trained, "2026-01-31"),
            (vec!["training:core".into()], Some("2026-02-01".into()))
        );
        assert!(missing(program, &trained, "2027-02-01").is_empty());
        assert_eq!(
            asked(program, &trained, "2027-02-02"),
            (vec!["training:core".into()], None)
        );
        assert_eq!(
            asked(program, READY, "2026-06-01"),
            (vec!["training:core".into()], None)
        );
    }

    #[test]
    fn recovery_is_asked_only_of_mentors_who_list_substance_use() {
        let since = format!("{READY}recovery_since = 2025-01-01\n");
        let listed = format!("experience = [\"substance-use\"]\n{since}");
        assert!(missing("", &since, "2026-06-01").is_empty());
        assert_eq!(
            asked("", &listed, "2026-06-01"),
            (vec!["recovery".into()], Some("2027-01-01".into()))
        );
        assert!(
            missing(
                "[mentor_eligibility]\nrecovery_months = 0\n",
                &listed,
                "2026-06-01"
            )
            .is_empty()
        );
    }

    #[test]
    fn leave_ends_and_leaving_does_not() {
        let away = format!("{READY}[[leave]]\nstart = 2026-12-20\nend = 2027-01-03\n");
        assert_eq!(
            asked("", &away, "2027-01-03"),
            (vec!["on-leave".into()], Some("2027-01-04".into()))
        );
        assert!(missing("", &away, "2027-01-04").is_empty());
        let gone = format!("left = 2026-05-01\n{READY}");
        assert!(missing("", &gone, "2026-04-30").is_empty());
        assert_eq!(asked("", &gone, "2026-05-01"), (vec!["left".into()], None));
    }
}
