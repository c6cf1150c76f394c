//! What is known about how families fared: who looked and where, transfers, and keys of events that only some kinds
//! have.

use std::collections::BTreeSet;

use super::{Context, Rule};
use crate::record::case::EventKind;
use crate::record::classes::OutcomeSource;
use crate::record::schema::quoted;
use crate::record::{At, Case, CaseId, Day, Entry, Event, Finding, ParticipantId, Record};

pub(super) const RULES: &[Rule] = &[
    Rule::error(
        "key-of-other-event",
        "Some fields of an event are only for some kinds of event: `sustained`, for example, only for `new-offense` and `violation`.",
        keys,
    ),
    Rule::error(
        "parent-of-other-case",
        "If an event lists parents (under `with` or `present`), they are parents in the case of that event.",
        parents,
    ),
    Rule::error(
        "check-without-reference",
        "When a family is looked up in official records, `reference` says which letter, request or list the answer came from.",
        references,
    ),
    Rule::error(
        "continues-cycle",
        "If a case moved here from another court, `continues` names that earlier case. The earlier case cannot name the later one too.",
        circles,
    ),
    Rule::warning(
        "unsaid-transfer",
        "If a new petition comes soon after a case of the same child was dismissed, say whether the old case only moved to another court.",
        transfers,
    ),
];

fn keys(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for (entry, index, event) in events(context) {
        let said = [
            ("type", event.event_type.is_some()),
            ("with", event.with.is_some()),
            ("present", event.present.is_some()),
            ("sustained", event.sustained.is_some()),
            ("kin_gap", event.kin_gap.is_some()),
        ];
        for (key, _) in said.iter().filter(|(_, is_said)| *is_said) {
            if !event.kind.has(key) {
                let at = At::entry("event", index, key);
                let message = format!("a `{}` event cannot have `{key}`", event.kind);
                let help = format!(
                    "delete it, or correct the kind of event: only {} can have it",
                    quoted(&EventKind::with_key(key))
                );
                findings.push(
                    Finding::error("key-of-other-event", &entry.place, at, message).help(help),
                );
            }
        }
    }
}

fn parents(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let register = context.register;
    for (entry, index, event) in events(context) {
        let of_case = |id: &ParticipantId| {
            let mut own = entry.record.participants.iter();
            own.any(|parent| register.same_person(parent, id))
        };
        for (key, named) in [("with", &event.with), ("present", &event.present)] {
            let named = named.iter().flat_map(|named| &named.0);
            for stranger in named.filter(|id| !of_case(id)) {
                let message = format!("`{stranger}` is not a parent in this case");
                findings.push(
                    Finding::error(
                        "parent-of-other-case",
                        &entry.place,
                        At::entry("event", index, key),
                        message,
                    )
                    .help("correct the id, or add the parent to `participants`"),
                );
            }
        }
    }
}

/// Every event, with its case and its place in it.
fn events<'r>(
    context: &Context<'r>,
) -> impl Iterator<Item = (&'r Entry<CaseId, Case>, usize, &'r Event)> {
    let cases = context.register.records().cases.iter();
    cases.flat_map(|entry| {
        let events = entry.record.event.iter().enumerate();
        events.map(move |(index, event)| (entry, index, event))
    })
}

fn references(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let program = context.register.program();
    for entry in &context.register.records().cases {
        for (index, checked) in entry.record.checked.iter().enumerate() {
            let class: OutcomeSource = program.class(&checked.source);
            if class == OutcomeSource::Official && checked.reference.is_none() {
                let message = format!(
                    "`{}` is an official source, and the reference is missing",
                    checked.source
                );
                findings.push(
                    Finding::error(
                        "check-without-reference",
                        &entry.place,
                        At::entry("checked", index, "source"),
                        message,
                    )
                    .help(
                        "add a line such as `reference = \"letter 2026-114\"`: the number of the letter, request or list, with no names",
                    ),
                );
            }
        }
    }
}

fn circles(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let register = context.register;
    for entry in &register.records().cases {
        let mut seen = BTreeSet::new();
        let mut at = entry.record.continues.as_ref();
        while let Some(id) = at.filter(|id| seen.insert(*id)) {
            at = register
                .case(id)
                .and_then(|case| case.record.continues.as_ref());
        }
        let (id, next) = (&entry.id, entry.record.continues.as_ref());
        if let Some(next) = next.filter(|_| seen.contains(id)) {
            let after = register
                .case(next)
                .and_then(|case| case.record.continues.as_ref());
            let message = if after == Some(id) {
                format!("{id} and {next} each say that they continue the other")
            } else {
                format!("{id} continues {next}, and from there it goes on back to {id}")
            };
            findings.push(
                Finding::error(
                    "continues-cycle",
                    &entry.place,
                    At::key("continues"),
                    message,
                )
                .help("delete `continues` from the case that came first"),
            );
        }
    }
}

/// Within this many days of a dismissal, a petition elsewhere is more often a transfer than a return.
const NEAR: i64 = 90;

/// A petition that a transfer would explain: another case of the same system and child is open at the time, or was
/// dismissed shortly before.
fn transfers(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let register = context.register;
    let mut said = BTreeSet::new();
    for child in &context.children {
        let cases: BTreeSet<&CaseId> = child.refs.iter().map(|own| &own.case).collect();
        let cases: Vec<_> = cases.iter().filter_map(|id| register.case(id)).collect();
        for entry in &cases {
            let Some((index, petition)) = first(&entry.record, EventKind::Petition) else {
                continue;
            };
            let from = cases.iter().find_map(|other| {
                let is_other = other.id != entry.id && other.record.system == entry.record.system;
                let told = is_other
                    && (continues(context, entry, &other.id)
                        || continues(context, other, &entry.id));
                let day = dismissed_around(&other.record, petition)?;
                (is_other && !told).then_some((&other.id, day))
            });
            if let Some((other, day)) = from.filter(|_| said.insert(&entry.id)) {
                let message = format!(
                    "a case of the same child, {other}, was dismissed on {day}, close to this petition"
                );
                findings.push(
                    Finding::warning(
                        "unsaid-transfer",
                        &entry.place,
                        At::entry("event", index, "on"),
                        message,
                    )
                    .help(format!(
                        "if the case was only moved to another court, type `peer set {} continues={other}`; if the family came back to court, change nothing: it counts as a return, and you can ignore this warning",
                        entry.id
                    )),
                );
            }
        }
    }
}

/// The first event of a kind, with its place in the file.
fn first(case: &Case, kind: EventKind) -> Option<(usize, Day)> {
    let mut events = case.timeline().into_iter();
    let (index, event) = events.find(|(_, event)| event.kind == kind)?;
    Some((index, event.on))
}

/// The dismissal of a case that began before a petition, if the petition is before it or shortly after.
fn dismissed_around(case: &Case, petition: Day) -> Option<Day> {
    let began = case.first_day().filter(|began| *began < petition)?;
    let dismissed = case
        .event
        .iter()
        .filter(|event| event.kind == EventKind::Dismissed && event.on >= began)
        .map(|event| event.on);
    dismissed
        .filter(|day| petition.days_since(*day) <= NEAR)
        .min()
}

/// Whether a case continues another, directly or through others.
fn continues(context: &Context<'_>, entry: &Entry<CaseId, Case>, other: &CaseId) -> bool {
    let mut seen = BTreeSet::new();
    let mut at = entry.record.continues.as_ref();
    while let Some(id) = at.filter(|id| seen.insert(*id)) {
        at = context
            .register
            .case(id)
            .and_then(|case| case.record.continues.as_ref());
    }
    seen.contains(other)
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{case, findings, messages, places};

    #[test]
    fn a_key_says_something_about_the_kinds_that_have_it() {
        let keys =
            "type = \"review\"\nwith = []\npresent = []\nsustained = true\nkin_gap = false\n";
        let found = |kind: &str| {
            let text = case(&[&format!("2026-03-01 {kind}")]) + keys;
            places("key-of-other-event", &[("cases/c-a.toml", &text)])
                .into_iter()
                .map(|place| place.replace("cases/c-a.toml event.0.", ""))
                .collect::<Vec<_>>()
        };
        assert_eq!(
            found("dismissed"),
            ["kin_gap", "present", "sustained", "type", "with"]
        );
        assert_eq!(found("hearing"), ["kin_gap", "sustained", "with"]);
        assert_eq!(
            found("petition"),
            ["kin_gap", "present", "sustained", "with"]
        );
        assert_eq!(
            found("reunified"),
            ["kin_gap", "present", "sustained", "type"]
        );
        assert_eq!(found("violation"), ["kin_gap", "present", "type", "with"]);
        assert_eq!(
            found("guardianship"),
            ["present", "sustained", "type", "with"]
        );
    }

    #[test]
    fn an_event_names_parents_of_its_case() {
        let text = case(&["2026-03-01 reunified"]) + "with = [ \"p-a\", \"p-b\", \"p-c\", ]\n";
        let files = [
            ("participants/p-a.toml", ""),
            ("participants/p-b.toml", "same_as = \"p-a\"\n"),
            ("participants/p-c.toml", ""),
            ("cases/c-a.toml", &*text),
        ];
        assert_eq!(
            messages("parent-of-other-case", &files),
            ["`p-c` is not a parent in this case"]
        );
    }

    fn checked(more: &str) -> String {
        case(&[]) + "[[checked]]\non = 2026-10-05\nthrough = 2026-09-30\n" + more
    }

    #[test]
    fn official_records_are_looked_into_by_a_reference() {
        let found = |more: &str, program: &str| {
            let program = format!("schema = 2\nname = \"T\"\n{program}");
            let text = checked(more);
            places(
                "check-without-reference",
                &[("peer.toml", &program), ("cases/c-a.toml", &text)],
            )
            .len()
        };
        assert_eq!(found("source = \"court-records\"\n", ""), 1);
        assert_eq!(
            found("source = \"county-match\"\nreference = \"letter 12\"\n", ""),
            0
        );
        assert_eq!(found("source = \"parent\"\n", ""), 0);
        let own = "[vocabulary.outcome_sources]\nprobation-records = \"official\"\n";
        assert_eq!(found("source = \"probation-records\"\n", own), 1);
    }

    #[test]
    fn nobody_looks_at_days_that_are_still_to_come() {
        let text = checked("source = \"parent\"\n").replace("2026-09-30", "2026-10-06");
        assert_eq!(
            places("date-order", &[("cases/c-a.toml", &text)]),
            ["cases/c-a.toml checked.0.on"]
        );
        let text = checked("source = \"parent\"\n").replace("2026-09-30", "2027-09-30");
        assert_eq!(
            places("future-date", &[("cases/c-a.toml", &text)]),
            ["cases/c-a.toml checked.0.through"]
        );
    }

    /// A case of the same child as `c-a`, with more lines before its tables.
    fn moved(events: &[&str], more: &str) -> String {
        more.to_owned() + &case(events).replace("[child.a]", "[child.a]\nsame_as = \"c-a/a\"")
    }

    #[test]
    fn a_petition_around_a_dismissal_elsewhere_says_whether_it_is_a_transfer() {
        let old = case(&["2025-03-01 petition", "2026-01-31 dismissed"]);
        let found = |petition: &str, more: &str| {
            let new = moved(&[&format!("{petition} petition")], more);
            places(
                "unsaid-transfer",
                &[
                    ("participants/p-a.toml", ""),
                    ("cases/c-a.toml", &old),
                    ("cases/c-b.toml", &new),
                ],
            )
        };
        // 90 days after January 31 is May 1.
        let warned = ["cases/c-b.toml event.0.on"];
        assert_eq!(found("2026-05-01", ""), warned);
        assert_eq!(found("2025-12-01", ""), warned, "before the dismissal");
        assert!(found("2026-05-02", "").is_empty());
        assert!(found("2026-05-01", "continues = \"c-a\"\n").is_empty());
        assert!(
            found("2025-03-01", "").is_empty(),
            "one petition in two files"
        );
        assert!(
            found("2024-03-01", "").is_empty(),
            "before the other case began"
        );
        let probation = moved(&["2026-02-01 petition"], "").replace("cps", "jpd");
        let files = [("cases/c-a.toml", &*old), ("cases/c-b.toml", &*probation)];
        assert!(
            places("unsaid-transfer", &files).is_empty(),
            "another system"
        );
    }

    #[test]
    fn a_transfer_leads_to_another_case() {
        let to = |other: &str| format!("continues = \"{other}\"\n{}", case(&[]));
        let files = [
            ("participants/p-a.toml", ""),
            ("cases/c-a.toml", &*to("c-b")),
            ("cases/c-b.toml", &*to("c-a")),
            ("cases/c-c.toml", &*to("c-a")),
        ];
        assert_eq!(
            places("continues-cycle", &files),
            ["cases/c-a.toml continues", "cases/c-b.toml continues"]
        );
        let nowhere = to("c-x");
        let found = findings(
            "unknown-reference",
            &[("participants/p-a.toml", ""), ("cases/c-a.toml", &nowhere)],
        );
        assert_eq!(found.len(), 1);
    }
}
