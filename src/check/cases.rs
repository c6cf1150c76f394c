//! Events of cases that cannot have happened in that order, or that figures would count differently than intended.

use std::collections::{BTreeMap, BTreeSet};

use super::{Context, Rule};
use crate::record::case::EventKind;
use crate::record::{At, CaseId, ChildKey, ChildRef, Day, Finding, Severity};
use crate::register::{Child, ChildEvent};

pub(super) const RULES: &[Rule] = &[
    Rule::error(
        "case-order",
        "The events of each child are in a possible order, such as removed before reunified.",
        case_order,
    ),
    Rule::error(
        "event-before-birth",
        "An event about a child is not before the child was born.",
        before_birth,
    ),
    Rule::warning(
        "removed-while-out",
        "Enter `removed` only for a child who is at home. If a child moves from one placement to another, enter `placed`.",
        removed_while_out,
    ),
    Rule::warning(
        "same-day-return",
        "No petition or removal is on the same day as a reunification.",
        same_day_return,
    ),
];

/// Events of a child, as opposed to its case.
const OF_A_CHILD: [EventKind; 8] = [
    EventKind::Removed,
    EventKind::Placed,
    EventKind::HomeVisit,
    EventKind::Reunified,
    EventKind::Guardianship,
    EventKind::Adopted,
    EventKind::AgedOut,
    EventKind::Died,
];

/// Where a child is after the events so far.
#[derive(Clone, Copy, PartialEq)]
enum Whereabouts {
    Home,
    Out,
    /// With a guardian: not out of the home according to the measures, and may still come home.
    Guardian,
}

fn case_order(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let mut faults = Faults::new("case-order", Severity::Error);
    for child in &context.children {
        walk(child, |entry, place, gone| match gone {
            Some(gone) => {
                let after = format!("after `{}`", gone.word());
                faults.add(
                    child,
                    entry,
                    after,
                    "correct the date or the kind; if it is about only some of the children, add a line such as `children = [ \"a\", ]` to the event",
                );
            }
            None if NEEDS_OUT.contains(&entry.event.kind)
                && (place == Whereabouts::Home
                    || place == Whereabouts::Guardian
                        && entry.event.kind != EventKind::Reunified) =>
            {
                let help = "if the removal is missing, enter it first (`peer event CASE removed --on DAY`); if another child came home, add `--child b` (in a file: the line `children = [ \"b\", ]` under this event)";
                faults.add(child, entry, "who was already at home".to_owned(), help);
            }
            None => {}
        });
    }
    faults.report(context, findings);
    super::supervision::unopened(context, findings);
}

/// The events that only a child out of the home can have.
const NEEDS_OUT: [EventKind; 4] = [
    EventKind::Placed,
    EventKind::HomeVisit,
    EventKind::Reunified,
    EventKind::Guardianship,
];

fn removed_while_out(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let mut faults = Faults::new("removed-while-out", Severity::Warning);
    for child in &context.children {
        walk(child, |entry, place, gone| {
            if gone.is_none() && place == Whereabouts::Out && entry.event.kind == EventKind::Removed
            {
                let help = "if the placement changed, write `placed`; if the child went home in between, enter that first (`reunified`)";
                faults.add(
                    child,
                    entry,
                    "who was already out of the home".to_owned(),
                    help,
                );
            }
        });
    }
    faults.report(context, findings);
}

/// Shows every event of a child with where the child is before it, and with what ended everything, if anything did:
/// death, in any case; adoption or coming of age, for the case that records it. If two case files record the same event
/// on the same day, it is shown once.
fn walk<'c>(
    child: &'c Child,
    mut show: impl FnMut(&'c ChildEvent, Whereabouts, Option<EventKind>),
) {
    let mut place = Whereabouts::Home;
    let mut dead = false;
    let mut ended: BTreeMap<&CaseId, EventKind> = BTreeMap::new();
    for (index, entry) in child.events.iter().enumerate() {
        let kind = entry.event.kind;
        let mut same_day = child.events[..index]
            .iter()
            .rev()
            .take_while(|told| told.event.on == entry.event.on);
        let told_twice = same_day.any(|told| told.event.kind == kind && told.case != entry.case);
        if !OF_A_CHILD.contains(&kind) || told_twice {
            continue;
        }
        let gone = if dead {
            Some(EventKind::Died)
        } else {
            ended.get(&entry.case).copied()
        };
        // A child who was adopted or came of age can still die.
        show(
            entry,
            place,
            gone.filter(|gone| *gone == EventKind::Died || kind != EventKind::Died),
        );
        match kind {
            EventKind::Removed => place = Whereabouts::Out,
            EventKind::Guardianship => place = Whereabouts::Guardian,
            EventKind::Reunified | EventKind::AgedOut => place = Whereabouts::Home,
            _ => {}
        }
        match kind {
            EventKind::Died => dead = true,
            EventKind::Adopted => {
                place = Whereabouts::Home;
                ended.insert(&entry.case, kind);
            }
            EventKind::AgedOut => drop(ended.insert(&entry.case, kind)),
            _ => {}
        }
    }
}

/// One fault for an event, even if it is wrong for several children.
struct Faults<'c> {
    rule: &'static str,
    severity: Severity,
    found: BTreeMap<(&'c CaseId, usize), Fault<'c>>,
}

struct Fault<'c> {
    children: BTreeSet<&'c ChildKey>,
    what: String,
    help: &'static str,
}

impl<'c> Faults<'c> {
    fn new(rule: &'static str, severity: Severity) -> Self {
        Self {
            rule,
            severity,
            found: BTreeMap::new(),
        }
    }

    fn add(&mut self, child: &'c Child, entry: &'c ChildEvent, what: String, help: &'static str) {
        let fault = self
            .found
            .entry((&entry.case, entry.index))
            .or_insert_with(|| Fault {
                children: BTreeSet::new(),
                what,
                help,
            });
        let own = child
            .refs
            .iter()
            .filter(|other| other.case == entry.case && entry.event.concerns(&other.child));
        fault.children.extend(own.map(|own| &own.child));
    }

    fn report(self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        for ((case, index), fault) in self.found {
            let Some(entry) = context.register.case(case) else {
                continue;
            };
            let Some(event) = entry.record.event.get(index) else {
                continue;
            };
            let children: Vec<String> = fault
                .children
                .iter()
                .map(|child| format!("`{child}`"))
                .collect();
            let message = format!(
                "`{}` does not make sense for child {}, {}",
                event.kind,
                children.join(", "),
                fault.what
            );
            let found = Finding::error(
                self.rule,
                &entry.place,
                At::entry("event", index, "kind"),
                message,
            );
            findings.push(
                Finding {
                    severity: self.severity,
                    ..found
                }
                .help(fault.help),
            );
        }
    }
}

/// An event that names no child is about the children already born; it is at fault only if there are none.
fn before_birth(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let mut born: BTreeMap<&ChildRef, Day> = BTreeMap::new();
    for child in &context.children {
        born.extend(child.refs.iter().filter_map(|own| Some((own, child.born?))));
    }
    for entry in &context.register.records().cases {
        for (index, event) in entry.record.event.iter().enumerate() {
            if !OF_A_CHILD.contains(&event.kind) {
                continue;
            }
            let concerned: Vec<ChildRef> = entry
                .record
                .child
                .keys()
                .filter(|key| event.concerns(key))
                .map(|key| ChildRef {
                    case: entry.id.clone(),
                    child: key.clone(),
                })
                .collect();
            let unborn: Vec<String> = concerned
                .iter()
                .filter(|child| born.get(child).is_some_and(|born| event.on < *born))
                .map(|child| format!("`{}`", child.child))
                .collect();
            if unborn.is_empty() || event.children.is_empty() && unborn.len() < concerned.len() {
                continue;
            }
            let whose = match unborn.as_slice() {
                [_] => "the child was",
                _ => "the children were",
            };
            let message = format!(
                "`{}` of child {} is dated before {whose} born",
                event.kind,
                unborn.join(", ")
            );
            findings.push(
                Finding::error(
                    "event-before-birth",
                    &entry.place,
                    At::entry("event", index, "kind"),
                    message,
                )
                .help("correct the date or the birth date; if the event is about other children only, list them in the event, such as `children = [ \"b\", ]`"),
            );
        }
    }
}

/// A return counts only after the day of reunification, so one on that day would not be counted.
fn same_day_return(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let register = context.register;
    for entry in &register.records().cases {
        let people = register.people_of_case(&entry.record);
        let family = people
            .iter()
            .flat_map(|person| register.cases_of_person(*person))
            .chain([entry]);
        let home: BTreeSet<Day> = family
            .flat_map(|case| &case.record.event)
            .filter(|event| event.kind == EventKind::Reunified)
            .map(|event| event.on)
            .collect();
        for (index, event) in entry.record.event.iter().enumerate() {
            if matches!(event.kind, EventKind::Petition | EventKind::Removed)
                && home.contains(&event.on)
            {
                findings.push(
                    Finding::warning(
                        "same-day-return",
                        &entry.place,
                        At::entry("event", index, "on"),
                        format!("`{}` is on the same day as a reunification and does not count as a return", event.kind),
                    )
                    .help("correct one of the two dates; if both are right, change nothing: a return counts only from the day after reunification"),
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{case, messages, places};

    fn found(rule: &str, events: &[&str]) -> Vec<String> {
        messages(
            rule,
            &[
                ("participants/p-a.toml", ""),
                ("cases/c-a.toml", &case(events)),
            ],
        )
    }

    const WHOLE: [&str; 8] = [
        "2025-03-02 opened",
        "2025-03-02 petition",
        "2025-03-02 removed",
        "2025-04-01 placed b",
        "2025-12-01 home-visit",
        "2026-02-01 reunified",
        "2026-08-15 dismissed",
        "2026-09-01 lost",
    ];

    #[test]
    fn a_whole_case_breaks_no_rule() {
        for rule in super::RULES {
            assert_eq!(
                found(rule.name, &WHOLE),
                Vec::<String>::new(),
                "{}",
                rule.name
            );
        }
    }

    #[test]
    fn only_a_child_out_of_the_home_comes_home_or_moves() {
        let events = [
            "2025-03-02 removed a",
            "2025-06-01 placed",
            "2026-02-01 reunified",
            "2026-03-01 home-visit a",
        ];
        assert_eq!(
            found("case-order", &events),
            [
                "`placed` does not make sense for child `b`, who was already at home",
                "`reunified` does not make sense for child `b`, who was already at home",
                "`home-visit` does not make sense for child `a`, who was already at home",
            ]
        );
        let back = [
            "2025-03-02 removed",
            "2025-06-01 guardianship",
            "2026-02-01 reunified",
        ];
        assert!(
            found("case-order", &back).is_empty(),
            "a guardianship can be ended"
        );
    }

    #[test]
    fn nothing_happens_to_a_child_after_death_or_adoption() {
        let events = [
            "2025-03-02 removed",
            "2025-06-01 adopted a",
            "2026-02-01 reunified",
            "2026-03-01 hearing",
        ];
        assert_eq!(
            found("case-order", &events),
            ["`reunified` does not make sense for child `a`, after `adopted`"]
        );
        let events = [
            "2025-03-02 removed",
            "2025-06-01 died a",
            "2026-02-01 reunified b",
            "2026-03-01 removed",
        ];
        assert_eq!(
            found("case-order", &events),
            ["`removed` does not make sense for child `a`, after `died`"]
        );
        let other =
            case(&["2026-01-01 removed a"]).replace("[child.a]", "[child.a]\nsame_as = \"c-a/a\"");
        let dead = case(&["2025-06-01 died a"]);
        let files = [
            ("participants/p-a.toml", ""),
            ("cases/c-a.toml", &*dead),
            ("cases/c-b.toml", &*other),
        ];
        assert_eq!(
            places("case-order", &files),
            ["cases/c-b.toml event.0.kind"]
        );
    }

    #[test]
    fn two_case_files_may_tell_of_the_same_event() {
        let one = case(&["2025-03-02 removed", "2026-02-01 reunified"]);
        let other = one.replace("[child.a]", "[child.a]\nsame_as = \"c-a/a\"");
        let files = [
            ("participants/p-a.toml", ""),
            ("cases/c-a.toml", &*one),
            ("cases/c-b.toml", &*other),
        ];
        assert!(places("case-order", &files).is_empty());
        assert!(places("removed-while-out", &files).is_empty());
    }

    #[test]
    fn a_removal_while_out_is_doubtful() {
        let events = ["2025-03-02 removed", "2025-04-02 removed b"];
        assert_eq!(
            found("removed-while-out", &events),
            ["`removed` does not make sense for child `b`, who was already out of the home"]
        );
    }

    #[test]
    fn an_event_that_names_a_child_comes_after_its_birth() {
        let events = ["2016-04-01 petition a", "2016-04-01 removed a"];
        assert_eq!(
            found("event-before-birth", &events),
            ["`removed` of child `a` is dated before the child was born"]
        );
        assert!(
            found(
                "event-before-birth",
                &["2016-04-01 removed b", "2016-05-01 removed a"]
            )
            .is_empty()
        );
    }

    #[test]
    fn an_event_of_the_whole_case_concerns_the_children_who_are_born() {
        let events = ["2016-04-01 removed", "2017-02-01 reunified"];
        assert!(found("event-before-birth", &events[..1]).is_empty());
        assert_eq!(
            found("case-order", &events),
            ["`reunified` does not make sense for child `a`, who was already at home"],
            "a was born meanwhile and never removed"
        );
        let nobody = case(&events[..1]).replace("[child.b]", "[child.b]\nborn = 2016-06-01");
        let files = [("participants/p-a.toml", ""), ("cases/c-a.toml", &*nobody)];
        assert_eq!(
            messages("event-before-birth", &files),
            ["`removed` of child `a`, `b` is dated before the children were born"]
        );
    }

    #[test]
    fn a_return_on_the_day_of_reunification_is_doubtful_also_in_another_case() {
        let events = [
            "2025-03-02 removed",
            "2026-02-01 reunified",
            "2026-02-01 petition",
        ];
        assert_eq!(found("same-day-return", &events).len(), 1);
        let home = case(&events[..2]);
        let again = case(&["2026-02-01 removed"]);
        let files = [
            ("participants/p-a.toml", ""),
            ("cases/c-a.toml", &*home),
            ("cases/c-b.toml", &*again),
        ];
        assert_eq!(
            places("same-day-return", &files),
            ["cases/c-b.toml event.0.on"]
        );
    }
}
