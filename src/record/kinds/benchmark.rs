//! Figures of others to compare with: `[[benchmark]]` of `peer.toml`, each with its source and day. None is built in.

use crate::record::day::Day;
use crate::record::schema::{Datum, Node, Reader, Shape, Value, record};
use crate::record::word::{Word, nearest};

/// The figures of reports by report: counts and amounts, then shares, which are fractions shown as percentages.
pub const FIGURES: &[(&str, &str, &str)] = &[
    (
        "unduplicated",
        "anonymous continuing new new_ever served",
        "",
    ),
    ("people", "any continuing new one_parent_served served", ""),
    (
        "engagement",
        "came_2_to_5 came_6_or_more came_once days_to_first_median days_to_first_q1 \
         days_to_first_q3 declined enrolled exits first_90 first_90_people hours_median hours_q1 \
         hours_q3 referred served sessions_median sessions_q1 sessions_q3",
        "attendance completed retained_12 retained_3 retained_6 within_30 within_7",
    ),
    (
        "returns",
        "aj_se at_risk boundary_events cohort competing cut_by_age events_in_period km_se known \
         known_official mature not_yet returned returned_so_far silent unknown",
        "aj best completeness km rate worst",
    ),
    (
        "reunification",
        "cohort cut_by_age mature median_days not_yet q1_days q3_days reunified unconfirmed unknown",
        "best rate worst",
    ),
    (
        "placements",
        "care_days cut_by_age detention_days episodes hall_wait_days median_days moves \
         moves_per_1000_days open open_unconfirmed q1_days q3_days",
        "",
    ),
    (
        "services",
        "anonymous attendances cancelled children_in_childcare goals_met goals_set hours mentors \
         natural_supports no_shows participants recommendations referrals referrals_connected \
         sessions",
        "parent_voice rights_explained",
    ),
    ("meetings", "held", "averted cft_in_time rights voice"),
    ("court", "hearings", "attended_share with_mentor"),
    (
        "matches",
        "active_at_end declined ended new rematched requests_met wait_days_max wait_days_median \
         wait_days_min waiting_at_end waiting_days_max waiting_days_median",
        "sustained_12 sustained_3 sustained_6",
    ),
    (
        "waits",
        "requests_met wait_days_max wait_days_median waiting_at_end waiting_days_max \
         waiting_days_median",
        "",
    ),
    (
        "mentors",
        "active average capacity hours sessions training_hours",
        "",
    ),
];

/// A figure of a report, as `report.field`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Figure {
    /// The report.
    pub report: &'static str,
    /// Its field.
    pub field: &'static str,
    /// Whether it is a fraction, shown as a percentage.
    pub is_share: bool,
}

impl Figure {
    /// Every figure, in the order of the reports.
    pub fn all() -> impl Iterator<Item = Self> {
        FIGURES.iter().flat_map(|(report, counts, shares)| {
            let of = move |fields: &'static str, is_share| {
                fields
                    .split(' ')
                    .filter(|field| !field.is_empty())
                    .map(move |field| Self {
                        report,
                        field,
                        is_share,
                    })
            };
            of(counts, false).chain(of(shares, true))
        })
    }
}

impl std::fmt::Display for Figure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}", self.report, self.field)
    }
}

impl std::str::FromStr for Figure {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let found = Self::all().find(|figure| figure.to_string() == text);
        found.ok_or_else(|| format!("`{text}` is no figure of a report"))
    }
}

impl Value for Figure {
    const SHAPE: Shape = Shape::Text;

    fn read(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        let text = reader.text(node, &Self::SHAPE)?;
        let figure: Result<Self, String> = text.parse();
        if let Err(message) = &figure {
            let names: Vec<String> = Self::all().map(|figure| figure.to_string()).collect();
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            let help = match nearest(text, &names) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "write REPORT.FIELD, with a field of `peer report REPORT --format json`"
                    .to_owned(),
            };
            reader.bad_value(node, message.clone(), help);
        }
        figure.ok()
    }

    fn datum(&self) -> Option<Datum> {
        Some(Datum::Text(self.to_string()))
    }
}

record! {
    /// A figure of others: a state, a county, a study.
    pub struct Benchmark {
        /// The figure it stands beside, as `reunification.rate`.
        pub measure: Figure,
        /// The definition of returns it goes with; the usual one where none is named.
        pub definition: Option<Word>,
        /// Its value; a rate is a fraction, as 0.086.
        pub value: Number,
        /// The day it was published, or the last day it is about.
        pub on: Day,
        /// Where it was published.
        pub source: Box<str>,
        /// What to mind.
        pub note: Option<Box<str>>,
    }
}

/// A number with or without a fraction, 0 or more.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Number(pub f64);

impl Value for Number {
    const SHAPE: Shape = Shape::Number;

    fn read(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        reader.number(node, &Self::SHAPE).map(Self)
    }

    fn datum(&self) -> Option<Datum> {
        Some(Datum::Float(self.0))
    }
}
