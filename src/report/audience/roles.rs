//! What each column of each report is, as far as the public is concerned.
//!
//! A column that is not named here is hidden from the public altogether, so that a new figure is private until somebody
//! has thought about it.

use crate::report::sheet::Sheet;

/// The rank of columns that are hidden for others first: a reader misses them least.
pub(super) const FIRST: u8 = 0;
/// The rank of columns that go next.
pub(super) const MIDDLE: u8 = 2;
/// The rank of the columns that a report is read for.
pub(super) const LATE: u8 = 4;

/// Columns that point at one person, mentor or file.
pub(super) const IDS: [&str; 6] = ["id", "file", "participant", "match", "case", "session"];

/// The reports that have a form for funders and the public.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Report {
    Unduplicated,
    Returns,
    Reunification,
    Placements,
    Services,
    Matches,
    Mentors,
}

impl Report {
    pub(super) fn of(sheet: &Sheet) -> Option<Self> {
        Some(match sheet.report.as_str() {
            "unduplicated" => Self::Unduplicated,
            "returns" => Self::Returns,
            "reunification" => Self::Reunification,
            "placements" => Self::Placements,
            "services" => Self::Services,
            "matches" | "waits" => Self::Matches,
            "mentors" => Self::Mentors,
            _ => return None,
        })
    }

    /// The reports that have figures of the same days in common with this one, itself among them.
    pub(super) const fn kin(self) -> &'static [&'static str] {
        match self {
            Self::Unduplicated | Self::Services | Self::Matches | Self::Mentors => {
                &["unduplicated", "services", "matches", "mentors"]
            }
            Self::Reunification | Self::Placements => &["reunification", "placements"],
            Self::Returns => &["returns"],
        }
    }
}

/// The report and column that have a figure of this column under another name, where they have the same row.
pub(super) fn elsewhere(report: Report, column: &str) -> Option<(Report, &'static str)> {
    Some(match (report, column) {
        (Report::Services, "participants") => (Report::Unduplicated, "served"),
        (Report::Services, "anonymous") => (Report::Unduplicated, "anonymous"),
        (Report::Mentors, "active") => (Report::Matches, "active_at_end"),
        _ => return None,
    })
}

/// What a column is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// It tells which row this is, or how it was computed.
    Key,
    /// Shown whatever it says, as it counts neither people nor what one person did.
    Open,
    /// A count of people, or of what is nearly always one for each, with its rank: when its turn comes to be hidden for
    /// others. Hidden where it is small, and where few people are behind it.
    People(u8),
    /// An amount that can be added up, such as days, moves, hours: hidden where few people are behind it.
    Amount,
    /// An average over the days of its row: hidden where few people are behind it, and then in every row, as those of
    /// parts of the days would tell it.
    Average,
    /// Hidden where any of these columns of the row is.
    With(&'static [&'static str]),
    /// Hidden where any of these columns of the row is, and where anybody is not yet followed to the end: it then knows of
    /// events that no count of the row does.
    Followed(&'static [&'static str]),
    /// A rate: of the first column, of the second less the third. Hidden where any of these is; where only the
    /// first is, and small, or only the third, a bound is said.
    RateOf([&'static str; 3]),
    /// Always hidden: the value of one person, such as the longest wait.
    Never,
}

/// Columns that say which row it is, in any report.
const KEYS: [&str; 15] = [
    "period",
    "start",
    "end",
    "service",
    "system",
    "area",
    "language",
    "gender",
    "mentor_gender",
    "fact",
    "definition",
    "unit",
    "rule",
    "mentor",
    "kind",
];

/// What can be broken down, and stands as `all` in the row of everybody.
pub(super) const GROUPS: [&str; 8] = [
    "service",
    "system",
    "area",
    "language",
    "gender",
    "mentor_gender",
    "fact",
    "mentor",
];

/// Counts of a cohort that a survival figure is computed from.
const COHORT: &[&str] = &[
    "cohort",
    "mature",
    "not_yet",
    "unknown",
    "returned",
    "competing",
];
const CHILDREN: &[&str] = &["cohort", "mature", "not_yet", "unknown", "reunified"];
const RETURNED: &[&str] = &["returned", "mature", "unknown"];
const REUNIFIED: &[&str] = &["reunified", "mature", "unknown"];
const EPISODES: &[&str] = &["episodes", "open"];

/// What a column of a report is.
pub(super) fn role(report: Report, column: &str) -> Role {
    if KEYS.contains(&column) {
        return Role::Key;
    }
    match report {
        Report::Unduplicated => match column {
            "served" => Role::People(LATE),
            "new" | "continuing" => Role::People(MIDDLE),
            "new_ever" | "anonymous" => Role::People(FIRST),
            _ => Role::Never,
        },
        Report::Returns => match column {
            "cohort" | "not_yet" => Role::People(FIRST),
            "mature" => Role::People(LATE),
            "unknown" | "returned" | "competing" | "boundary_events" => Role::People(MIDDLE),
            "rate" => Role::RateOf(["returned", "mature", "unknown"]),
            "best" => Role::With(&["returned", "mature"]),
            "ci_method" | "ci_low" | "ci_high" | "worst" => Role::With(RETURNED),
            "km" | "km_se" | "km_low" | "km_high" | "aj" | "aj_se" | "aj_low" | "aj_high"
            | "completeness" => Role::Followed(COHORT),
            _ => Role::Never,
        },
        Report::Reunification => match column {
            "cohort" | "not_yet" => Role::People(FIRST),
            "mature" => Role::People(LATE),
            "unknown" | "reunified" | "competing" | "dismissed" => Role::People(MIDDLE),
            "rate" => Role::RateOf(["reunified", "mature", "unknown"]),
            "ci_method" | "ci_low" | "ci_high" => Role::With(REUNIFIED),
            "median_days" | "q1_days" | "q3_days" => Role::Followed(CHILDREN),
            _ => Role::Never,
        },
        Report::Placements => match column {
            "episodes" => Role::People(LATE),
            "open" => Role::People(FIRST),
            "median_days" | "q1_days" | "q3_days" => Role::With(EPISODES),
            "care_days" | "detention_days" | "moves" => Role::Amount,
            "moves_per_1000_days" => Role::With(&["moves", "care_days"]),
            _ => Role::Never,
        },
        Report::Services => match column {
            "participants" | "anonymous" | "children_in_childcare" | "mentors" => {
                Role::People(FIRST)
            }
            "sessions"
            | "no_shows"
            | "cancelled"
            | "hours"
            | "attendances"
            | "goals_set"
            | "goals_met"
            | "referrals"
            | "referrals_connected"
            | "natural_supports"
            | "rights_explained"
            | "parent_voice"
            | "missing" => Role::Amount,
            "recommendations" => Role::Open,
            _ => Role::Never,
        },
        Report::Matches => match column {
            "new" | "active_at_end" | "waiting_at_end" => Role::People(LATE),
            "rematched" | "ended" | "ended_by_reason" | "declined" => Role::People(FIRST),
            "sustained_3" | "sustained_6" | "sustained_12" | "requests_met" => Role::People(MIDDLE),
            "wait_days_median" => Role::With(&["new", "requests_met"]),
            "waiting_days_median" => Role::With(&["waiting_at_end"]),
            "by" | "group" => Role::Open,
            _ => Role::Never,
        },
        Report::Mentors => match column {
            "active" | "eligible" => Role::People(FIRST),
            "capacity" | "sessions" | "hours" | "training_hours" => Role::Amount,
            "average" => Role::Average,
            "missing" => Role::With(&["active", "eligible"]),
            _ => Role::Never,
        },
    }
}
