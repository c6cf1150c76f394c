//! Figures from others to compare with: `[[benchmark]]` of `peer.toml`, each with its source and day. None are built
//! in.

use crate::record::day::Day;
use crate::record::schema::{Datum, Node, Reader, Shape, Value, record};
use crate::record::word::{Word, nearest};

/// The figures of reports that can be compared or promised, as `report.field`.
pub const FIGURES: &[&str] = &[
    "unduplicated.anonymous",
    "unduplicated.continuing",
    "unduplicated.new",
    "unduplicated.new_ever",
    "unduplicated.undecided",
    "unduplicated.served_low",
    "unduplicated.served",
    "people.any",
    "people.continuing",
    "people.new",
    "people.one_parent_served",
    "people.served",
    "engagement.came_2_to_5",
    "engagement.came_6_or_more",
    "engagement.came_once",
    "engagement.days_to_first_median",
    "engagement.days_to_first_q1",
    "engagement.days_to_first_q3",
    "engagement.declined",
    "engagement.enrolled",
    "engagement.exits",
    "engagement.first_90",
    "engagement.first_90_people",
    "engagement.hours_median",
    "engagement.hours_q1",
    "engagement.hours_q3",
    "engagement.referred",
    "engagement.served",
    "engagement.sessions_median",
    "engagement.sessions_q1",
    "engagement.sessions_q3",
    "engagement.attendance",
    "engagement.completed",
    "engagement.retained_12",
    "engagement.retained_3",
    "engagement.retained_6",
    "engagement.within_30",
    "engagement.within_7",
    "surveys.after",
    "surveys.anonymous",
    "surveys.anonymous_given",
    "surveys.answered",
    "surveys.before",
    "surveys.best",
    "surveys.change",
    "surveys.change_sd",
    "surveys.given",
    "surveys.improved",
    "surveys.only_before",
    "surveys.paired",
    "surveys.response",
    "surveys.same",
    "surveys.standardized",
    "surveys.worse",
    "returns.aj_se",
    "returns.at_risk",
    "returns.boundary_events",
    "returns.cohort",
    "returns.competing",
    "returns.cut_by_age",
    "returns.events_in_period",
    "returns.km_se",
    "returns.known",
    "returns.known_official",
    "returns.mature",
    "returns.not_yet",
    "returns.returned",
    "returns.returned_so_far",
    "returns.silent",
    "returns.unknown",
    "returns.aj",
    "returns.best",
    "returns.completeness",
    "returns.km",
    "returns.rate",
    "returns.worst",
    "reunification.cohort",
    "reunification.cut_by_age",
    "reunification.mature",
    "reunification.median_days",
    "reunification.not_yet",
    "reunification.q1_days",
    "reunification.q3_days",
    "reunification.reunified",
    "reunification.unconfirmed",
    "reunification.unknown",
    "reunification.best",
    "reunification.rate",
    "reunification.worst",
    "placements.care_days",
    "placements.cut_by_age",
    "placements.detention_days",
    "placements.episodes",
    "placements.hall_wait_days",
    "placements.median_days",
    "placements.moves",
    "placements.moves_per_1000_days",
    "placements.open",
    "placements.open_unconfirmed",
    "placements.q1_days",
    "placements.q3_days",
    "services.anonymous",
    "services.attendances",
    "services.cancelled",
    "services.children_in_childcare",
    "services.goals_met",
    "services.goals_set",
    "services.hours",
    "services.mentors",
    "services.miles",
    "services.natural_supports",
    "services.no_shows",
    "services.participants",
    "services.recommendations",
    "services.referrals",
    "services.referrals_connected",
    "services.sessions",
    "services.travel_hours",
    "services.parent_voice",
    "services.rights_explained",
    "meetings.held",
    "meetings.averted",
    "meetings.cft_in_time",
    "meetings.rights",
    "meetings.voice",
    "court.hearings",
    "court.attended_share",
    "court.with_mentor",
    "matches.active_at_end",
    "matches.declined",
    "matches.ended",
    "matches.new",
    "matches.rematched",
    "matches.requests_met",
    "matches.wait_days_max",
    "matches.wait_days_median",
    "matches.wait_days_min",
    "matches.waiting_at_end",
    "matches.waiting_days_max",
    "matches.waiting_days_median",
    "matches.sustained_12",
    "matches.sustained_3",
    "matches.sustained_6",
    "waits.requests_met",
    "waits.wait_days_max",
    "waits.wait_days_median",
    "waits.waiting_at_end",
    "waits.waiting_days_max",
    "waits.waiting_days_median",
    "mentors.active",
    "mentors.average",
    "mentors.capacity",
    "mentors.hours",
    "mentors.sessions",
    "mentors.training_hours",
];

/// Those that are fractions, shown as percentages.
const SHARES: &[&str] = &[
    "engagement.attendance",
    "engagement.completed",
    "engagement.retained_12",
    "engagement.retained_3",
    "engagement.retained_6",
    "engagement.within_30",
    "engagement.within_7",
    "surveys.best",
    "surveys.response",
    "returns.aj",
    "returns.best",
    "returns.completeness",
    "returns.km",
    "returns.rate",
    "returns.worst",
    "reunification.best",
    "reunification.rate",
    "reunification.worst",
    "services.parent_voice",
    "services.rights_explained",
    "meetings.averted",
    "meetings.cft_in_time",
    "meetings.rights",
    "meetings.voice",
    "court.attended_share",
    "court.with_mentor",
    "matches.sustained_12",
    "matches.sustained_3",
    "matches.sustained_6",
];

/// A figure of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Figure(&'static str);

impl Figure {
    /// The report and its field.
    #[must_use]
    pub fn parts(self) -> (&'static str, &'static str) {
        self.0.split_once('.').unwrap_or((self.0, ""))
    }

    /// The figure with this name, if there is one.
    #[must_use]
    pub fn find(name: &str) -> Option<Self> {
        FIGURES
            .iter()
            .find(|figure| **figure == name)
            .map(|figure| Self(figure))
    }

    /// Whether it is a fraction, shown as a percentage.
    #[must_use]
    pub fn is_share(self) -> bool {
        SHARES.contains(&self.0)
    }
}

impl std::fmt::Display for Figure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.0)
    }
}

impl Value for Figure {
    const SHAPE: Shape = Shape::Choice(FIGURES);

    fn read(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        let text = reader.text(node, &Self::SHAPE)?;
        let figure = Self::find(text);
        if figure.is_none() {
            let help = match nearest(text, FIGURES) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "write REPORT.FIELD, with a field of `peer report REPORT --format json`"
                    .to_owned(),
            };
            reader.bad_value(node, format!("`{text}` is not a figure of a report"), help);
        }
        figure
    }

    fn datum(&self) -> Option<Datum> {
        Some(Datum::Text(self.0.to_owned()))
    }
}

record! {
    /// A figure of others: a state, a county, a study.
    pub struct Benchmark {
        /// The figure to print it beside, such as `reunification.rate`.
        pub measure: Figure,
        /// The definition of returns it belongs to [default: return-to-court].
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
