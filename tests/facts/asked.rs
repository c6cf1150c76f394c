//! Everything that `log`, `add` and `event` ask for is in a report, or is listed here with the reason why not.

use std::collections::{BTreeMap, BTreeSet};

use peer::record::schema::Table;
use peer::record::{Case, Group, Identity, Mentor, Participant, Schema, Session, Shape};

use crate::common::Home;

/// Where a field appears.
#[derive(Clone, Copy)]
enum Where {
    /// A column of a report, or the beginning of its name.
    In(&'static str),
    /// A breakdown of a report.
    By(&'static str),
    /// Why it is in no report.
    Because(&'static str),
}
use Where::{Because, By, In};

const NAMES: Where = Because("names and addresses never reach a report");
const NOTE: Where = Because("free text, for `show` and `find`");
const PAIRING: Where = Because("decides who is proposed: `peer pair`");
const DESK: Where =
    Because("for the desk: `list`, `show` and queries; nobody has asked for a figure of it");
const FACTS: Where = Because("a report per fact: tests/facts walks them");

const FIELDS: &[(&str, Where)] = &[
    ("session.kind", In("services.service")),
    ("session.on", In("services.sessions")),
    ("session.group", DESK),
    ("session.match", In("mentors.sessions")),
    ("session.case", In("court.hearings")),
    ("session.meeting", In("meetings.meeting")),
    ("session.minutes", In("services.hours")),
    ("session.travel_minutes", In("services.travel_hours")),
    ("session.miles", In("services.miles")),
    ("session.mode", DESK),
    ("session.status", In("services.no_shows")),
    ("session.led_by", In("services.mentors")),
    ("session.participants", In("services.participants")),
    ("session.mentors", In("services.mentors")),
    (
        "session.missed",
        Because("`peer due` and the page of a month ask after who did not come"),
    ),
    ("session.anonymous", In("services.anonymous")),
    (
        "session.children_in_childcare",
        In("services.children_in_childcare"),
    ),
    ("session.topics", DESK),
    ("session.rights_explained", In("meetings.rights")),
    ("session.parent_voice", In("meetings.voice")),
    ("session.decision", In("meetings.decisions")),
    ("session.placement_averted", In("meetings.averted")),
    ("session.goals", DESK),
    ("session.natural_supports", In("services.natural_supports")),
    ("session.recommendations", In("services.recommendations")),
    ("session.note", NOTE),
    ("session.referral.resource", In("services.referrals")),
    (
        "session.referral.outcome",
        In("services.referrals_connected"),
    ),
    ("case.system", By("unduplicated system")),
    (
        "case.county",
        Because("says which court is asked: `peer print` and queries"),
    ),
    ("case.participants", In("people.one_parent_served")),
    ("case.continues", In("people.served")),
    ("case.note", NOTE),
    ("case.facts", FACTS),
    ("case.child.born", In("reunification.cut_by_age")),
    ("case.event.on", In("placements.median_days")),
    ("case.event.kind", In("returns.returned")),
    ("case.event.type", DESK),
    ("case.event.setting", In("placements.detention_days")),
    ("case.event.children", In("reunification.cohort")),
    ("case.event.with", In("returns.cohort")),
    ("case.event.present", In("court.attended")),
    ("case.event.sustained", DESK),
    ("case.event.kin_gap", DESK),
    ("case.event.note", NOTE),
    ("case.checked.on", In("returns.known")),
    ("case.checked.through", In("returns.known")),
    ("case.checked.source", In("returns.known_official")),
    ("case.checked.county", DESK),
    (
        "case.checked.reference",
        Because("leads back to the list of the court or county"),
    ),
    ("participant.referred", In("engagement.referred")),
    (
        "participant.referral_source",
        In("engagement.referred_by_source"),
    ),
    ("participant.area", By("unduplicated area")),
    ("participant.gender", By("unduplicated gender")),
    ("participant.mentor_gender", PAIRING),
    ("participant.languages", By("unduplicated language")),
    ("participant.needs", Because("the block `need` of `people`")),
    ("participant.availability", PAIRING),
    ("participant.avoid_mentors", PAIRING),
    ("participant.note", NOTE),
    ("participant.facts", FACTS),
    ("participant.declined.on", In("engagement.declined")),
    ("participant.declined.reason", DESK),
    (
        "participant.consent.kind",
        Because("decides who is in reports for others: `returns` says how many it leaves out"),
    ),
    ("participant.consent.given", Because("as its kind")),
    ("participant.consent.expires", Because("as its kind")),
    ("participant.consent.withdrawn", Because("as its kind")),
    ("participant.enrollment.start", In("engagement.retained_3")),
    ("participant.enrollment.end", In("engagement.exits")),
    (
        "participant.enrollment.reason",
        In("engagement.exits_by_reason"),
    ),
    (
        "participant.mentor_request.on",
        In("matches.wait_days_median"),
    ),
    (
        "participant.mentor_request.withdrawn",
        In("matches.waiting_at_end"),
    ),
    ("participant.goal.set", In("services.goals_set")),
    ("participant.goal.domain", DESK),
    ("participant.goal.met", In("services.goals_met")),
    ("participant.goal.text", NOTE),
    ("mentor.participant", PAIRING),
    ("mentor.joined", In("mentors.eligible")),
    ("mentor.left", In("mentors.active")),
    ("mentor.capacity", In("mentors.capacity")),
    ("mentor.area", PAIRING),
    ("mentor.gender", PAIRING),
    ("mentor.systems", PAIRING),
    ("mentor.languages", PAIRING),
    ("mentor.experience", PAIRING),
    ("mentor.availability", PAIRING),
    ("mentor.roles", DESK),
    ("mentor.note", NOTE),
    ("mentor.facts", FACTS),
    ("mentor.own_case.closed", In("mentors.eligible")),
    ("mentor.own_case.outcome", In("mentors.eligible")),
    ("mentor.own_case.recovery_since", In("mentors.eligible")),
    ("mentor.training.name", In("mentors.missing")),
    ("mentor.training.on", In("mentors.training_hours")),
    ("mentor.training.hours", In("mentors.training_hours")),
    ("mentor.training.expires", In("mentors.eligible")),
    ("mentor.leave.start", In("mentors.eligible")),
    ("mentor.leave.end", In("mentors.eligible")),
    ("group.kind", In("services.service")),
    ("group.stage", DESK),
    ("group.meets", Because("heads the sign-in sheet")),
    ("group.childcare", DESK),
    ("group.note", NOTE),
    ("identity.given", NAMES),
    ("identity.family", NAMES),
    ("identity.aliases", NAMES),
    ("identity.born", In("people.served")),
    ("identity.phone", NAMES),
    ("identity.email", NAMES),
    ("identity.street", NAMES),
    ("identity.city", NAMES),
    ("identity.zip", NAMES),
    ("identity.external_ids", NAMES),
    ("identity.note", NAMES),
];

/// What a schema asks for, table by table, except what only other verbs write.
fn walk(schema: &Schema, above: &str, all: &mut BTreeSet<String>) {
    for field in schema.fields.iter().filter(|field| !field.by_hand) {
        let path = format!("{above}.{}", field.name);
        match field.shape.inside() {
            Some(inner) => walk(inner, &path, all),
            None => {
                assert!(
                    field.shape != Shape::Open || field.name == "facts",
                    "{path}"
                );
                all.insert(path);
            }
        }
    }
}

#[test]
fn what_is_asked_for_is_in_a_report_or_has_a_reason() {
    let mut asked = BTreeSet::new();
    for (name, schema) in [
        ("session", Session::SCHEMA),
        ("case", Case::SCHEMA),
        ("participant", Participant::SCHEMA),
        ("mentor", Mentor::SCHEMA),
        ("group", Group::SCHEMA),
        ("identity", Identity::SCHEMA),
    ] {
        walk(schema, name, &mut asked);
    }
    let listed: BTreeSet<String> = FIELDS
        .iter()
        .map(|(field, _)| (*field).to_owned())
        .collect();
    assert_eq!(listed.len(), FIELDS.len(), "a field is listed twice");
    let lost: Vec<_> = asked.difference(&listed).collect();
    assert!(
        lost.is_empty(),
        "asked for, in no report, and without a reason: {lost:?}"
    );
    let gone: Vec<_> = listed.difference(&asked).collect();
    assert!(
        gone.is_empty(),
        "listed here, and asked for no more: {gone:?}"
    );
}

#[test]
fn each_of_these_reports_has_its_column() {
    let home = Home::empty();
    let example = concat!(env!("CARGO_MANIFEST_DIR"), "/data-examples/saguaro");
    let mut columns: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (field, found) in FIELDS {
        match found {
            In(place) => {
                let (report, column) = place.split_once('.').unwrap();
                let known = columns.entry(report).or_insert_with(|| {
                    let arguments = ["-C", example, "report", report, "CY2025", "--format", "csv"];
                    let csv = home.ok(&arguments).stdout;
                    csv.lines()
                        .next()
                        .unwrap()
                        .split(',')
                        .map(str::to_owned)
                        .collect()
                });
                let is = |name: &String| name == column || name.starts_with(&format!("{column}."));
                assert!(
                    known.iter().any(is),
                    "{field}: {report} has no column {column}"
                );
            }
            By(place) => {
                let (report, by) = place.split_once(' ').unwrap();
                home.ok(&["-C", example, "report", report, "CY2025", "--by", by]);
            }
            Because(reason) => assert!(!reason.is_empty(), "{field}"),
        }
    }
}
