//! When a case is open and when the court supervises it, compared with the events that end and begin it.

use std::collections::BTreeSet;

use super::{Context, Rule};
use crate::record::case::EventKind;
use crate::record::{At, Case, CaseId, ChildKey, Entry, Finding};

pub(super) const RULES: &[Rule] = &[Rule::warning(
    "petition-while-open",
    "No new petition is entered while the family already has an open case in court.",
    petition_while_open,
)];

/// The parts of a case that open and end separately: its children, or the case itself if it names none.
fn parts<'c>(case: &'c Case, children: &'c [ChildKey]) -> BTreeSet<Option<&'c ChildKey>> {
    if !children.is_empty() {
        children.iter().map(Some).collect()
    } else if case.child.is_empty() {
        BTreeSet::from([None])
    } else {
        case.child.keys().map(Some).collect()
    }
}

/// Endings of a case that was not open for any of the children concerned.
pub(super) fn unopened(context: &Context<'_>, findings: &mut Vec<Finding>) {
    context
        .register
        .records()
        .cases
        .iter()
        .for_each(|entry| unopened_in(entry, findings));
}

fn unopened_in(entry: &Entry<CaseId, Case>, findings: &mut Vec<Finding>) {
    let mut open = BTreeSet::new();
    for (index, event) in entry.record.timeline() {
        let parts = parts(&entry.record, &event.children);
        match event.kind {
            EventKind::Opened | EventKind::Petition => open.extend(parts),
            EventKind::Dismissed | EventKind::Closed => {
                if open.is_disjoint(&parts) {
                    let message = format!(
                        "`{}` is entered for a time when the case was not open",
                        event.kind
                    );
                    findings.push(
                        Finding::error("case-order", &entry.place, At::entry("event", index, "kind"), message)
                            .help("a case is open from `opened` or `petition` to the next `dismissed` or `closed`"),
                    );
                }
                open.retain(|part| !parts.contains(part));
            }
            _ => {}
        }
    }
}

fn petition_while_open(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for entry in &context.register.records().cases {
        let mut supervised = BTreeSet::new();
        for (index, event) in entry.record.timeline() {
            let parts = parts(&entry.record, &event.children);
            match event.kind {
                EventKind::Petition => {
                    if !supervised.is_disjoint(&parts) {
                        findings.push(
                            Finding::warning(
                                "petition-while-open",
                                &entry.place,
                                At::entry("event", index, "kind"),
                                "this is a new petition, but the family already has an open case in court",
                            )
                            .help("if the first petition was dismissed, enter that; if this one is about other children, add a line such as `children = [ \"b\", ]`; if it was only a hearing, write `hearing`"),
                        );
                    }
                    supervised.extend(parts);
                }
                EventKind::Dismissed | EventKind::Closed => {
                    supervised.retain(|part| !parts.contains(part))
                }
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{case, messages};

    fn found(rule: &str, events: &[&str]) -> Vec<String> {
        messages(
            rule,
            &[
                ("participants/p-a.toml", ""),
                ("cases/c-a.toml", &case(events)),
            ],
        )
    }

    #[test]
    fn only_an_open_case_ends() {
        assert_eq!(
            found("case-order", &["2026-03-01 dismissed"]),
            ["`dismissed` is entered for a time when the case was not open"]
        );
        let apart = [
            "2025-03-02 petition",
            "2025-06-01 dismissed a",
            "2025-07-01 dismissed b",
        ];
        assert!(
            found("case-order", &apart).is_empty(),
            "children leave supervision one by one"
        );
        assert_eq!(
            found("case-order", &[&apart[..], &["2025-08-01 closed"]].concat()).len(),
            1
        );
    }

    #[test]
    fn a_second_petition_is_doubtful_until_the_first_is_dismissed() {
        assert_eq!(
            found(
                "petition-while-open",
                &["2025-03-02 petition", "2025-05-02 petition b"]
            )
            .len(),
            1
        );
        let fine = [
            "2025-03-02 petition a",
            "2025-05-02 petition b",
            "2025-06-01 dismissed",
            "2025-07-01 petition",
        ];
        assert!(found("petition-while-open", &fine).is_empty());
    }
}
