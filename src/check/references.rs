//! Ids that lead nowhere.

use std::collections::HashMap;

use super::{Context, Rule};
use crate::record::read::Step;
use crate::record::schema::{Leaf, Path, Wanted, quoted};
use crate::record::{At, Finding, IdKind, Place};
use crate::register::Register;

pub(super) const RULES: &[Rule] = &[Rule::error(
    "unknown-reference",
    "Every id used in a record belongs to someone or something on file.",
    unknown_reference,
)];

/// The maximum number of similar ids to suggest.
const OFFERED: usize = 3;

/// The maximum number of different unknown ids that get suggestions: more than that are not typos, but a missing
/// folder.
const SOUGHT: usize = 500;

fn unknown_reference(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let mut ids = Ids {
        context,
        near: HashMap::new(),
        findings,
    };
    context
        .register
        .records()
        .visit_some(Wanted::IDS, &mut |place, spot, leaf| {
            if let Leaf::Id(kind, id) = leaf {
                ids.look(place, kind, id, &spot.path);
            }
        });
    children(context, findings);
}

/// Children that events or other cases name.
fn children(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for entry in &context.register.records().cases {
        let own: Vec<&str> = entry.record.child.keys().map(|key| key.as_str()).collect();
        for (at, event) in entry.record.event.iter().enumerate() {
            for (item, key) in event.children.iter().enumerate() {
                if !entry.record.child.contains_key(key) {
                    let place = At::Key(vec![
                        Step::Key("event".to_owned()),
                        Step::Item(at),
                        Step::Key("children".to_owned()),
                        Step::Item(item),
                    ]);
                    let help = if own.is_empty() {
                        format!("add `[child.{key}]`")
                    } else {
                        format!("the children of this case are {}", quoted(&own))
                    };
                    let message = format!("this case has no child `{key}`");
                    findings.push(
                        Finding::error("unknown-reference", &entry.place, place, message)
                            .help(help),
                    );
                }
            }
        }
        for (key, child) in &entry.record.child {
            let Some(other) = &child.same_as else {
                continue;
            };
            let known = context.register.case(&other.case);
            if known.is_some_and(|case| case.record.child.contains_key(&other.child))
                || known.is_none() && context.unread.contains(other.case.as_str())
                || is_void(context.register, IdKind::Case, other.case.as_str())
            {
                continue;
            }
            let place = At::Key(
                ["child", key.as_str(), "same_as"]
                    .map(|step| Step::Key(step.to_owned()))
                    .to_vec(),
            );
            findings.push(
                Finding::error(
                    "unknown-reference",
                    &entry.place,
                    place,
                    format!("no case has the child `{other}`"),
                )
                .help("write the case and the short name of the child in it, such as `c-2d8nv/a`"),
            );
        }
    }
}

struct Ids<'c, 'r> {
    context: &'c Context<'r>,
    near: HashMap<String, String>,
    findings: &'c mut Vec<Finding>,
}

impl Ids<'_, '_> {
    fn look(&mut self, place: &Place, kind: IdKind, id: &str, at: &Path<'_>) {
        if is_known(self.context.register, kind, id)
            || self.context.unread.contains(id)
            || is_void(self.context.register, kind, id)
        {
            return;
        }
        let message = format!("there is no {} `{id}`", kind.noun());
        let help = self.help(kind, id);
        self.findings.push(
            Finding::error("unknown-reference", place, At::Key(at.steps()), message).help(help),
        );
    }

    fn help(&mut self, kind: IdKind, id: &str) -> String {
        if let Some(help) = self.near.get(id) {
            return help.clone();
        }
        let near = if self.near.len() < SOUGHT {
            nearest(id, &ids_of(self.context.register, kind))
        } else {
            Vec::new()
        };
        let help = if near.is_empty() {
            format!("correct the id, or add the missing {}", kind.noun())
        } else {
            format!(
                "did you mean {}? if not, add the missing {}",
                quoted(&near),
                kind.noun()
            )
        };
        self.near.insert(id.to_owned(), help.clone());
        help
    }
}

fn is_known(register: &Register, kind: IdKind, id: &str) -> bool {
    match kind {
        IdKind::Participant => register.has_participant(id),
        IdKind::Mentor => register.has_mentor(id),
        kind => register.records().place(kind.into(), id).is_some(),
    }
}

/// Whether the record with that id is on file but void. A reference to it is not wrong for that reason; the rules of
/// `void` say what is.
fn is_void(register: &Register, kind: IdKind, id: &str) -> bool {
    register.records().left_out(kind.into(), id).is_some()
}

fn ids_of(register: &Register, kind: IdKind) -> Vec<&str> {
    let ids = register.records().ids(kind.into());
    ids.into_iter().map(|(id, _)| id).collect()
}

/// The ids that differ from a mistyped one by at most two letters, nearest first.
fn nearest<'i>(id: &str, among: &[&'i str]) -> Vec<&'i str> {
    let close = |other: &&&str| other.len().abs_diff(id.len()) <= 2;
    let mut near: Vec<(usize, &str)> = among
        .iter()
        .filter(close)
        .map(|other| (strsim::osa_distance(id, other), *other))
        .collect();
    near.retain(|(distance, _)| *distance <= 2);
    near.sort_unstable();
    near.into_iter().take(OFFERED).map(|(_, id)| id).collect()
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{findings, places};

    const RULE: &str = "unknown-reference";

    #[test]
    fn ids_of_every_kind_must_lead_to_a_record() {
        let found = places(
            RULE,
            &[
                (
                    "participants/p-a.toml",
                    "avoid_mentors = [\"m-x\"]\nsame_as = \"p-x\"\nnot_same_as = [\"p-a\", \"p-y\"]\n",
                ),
                ("mentors/m-a.toml", "capacity = 1\nparticipant = \"p-x\"\n"),
                (
                    "matches/k-a.toml",
                    "participant = \"p-x\"\nmentor = \"m-x\"\nproposed = 2026-01-01\n",
                ),
                (
                    "cases/c-a.toml",
                    "system = \"cps\"\nparticipants = [\"p-x\"]\n[child.a]\nsame_as = \"c-a/b\"\n\
                     [[event]]\non = 2026-01-01\nkind = \"hearing\"\nchildren = [\"a\", \"z\"]\n",
                ),
                (
                    "sessions/2026/2026-01-01-mentoring-k-x.toml",
                    "kind = \"mentoring\"\non = 2026-01-01\nmatch = \"k-x\"\nparticipants = [\"p-a\", \"p-x\"]\n\
                     mentors = [\"m-x\"]\nled_by = [\"m-x\", \"p-x\"]\n",
                ),
                (
                    "sessions/2026/2026-01-01-group-x.toml",
                    "kind = \"support-group\"\non = 2026-01-01\ngroup = \"x\"\n",
                ),
                (
                    "sessions/2026/2026-01-01-court-c-x.toml",
                    "kind = \"court\"\non = 2026-01-01\ncase = \"c-x\"\n",
                ),
            ],
        );
        assert_eq!(
            found,
            [
                "cases/c-a.toml child.a.same_as",
                "cases/c-a.toml event.0.children.1",
                "cases/c-a.toml participants.0",
                "matches/k-a.toml mentor",
                "matches/k-a.toml participant",
                "mentors/m-a.toml participant",
                "participants/p-a.toml avoid_mentors.0",
                "participants/p-a.toml not_same_as.1",
                "participants/p-a.toml same_as",
                "sessions/2026/2026-01-01-court-c-x.toml case",
                "sessions/2026/2026-01-01-group-x.toml group",
                "sessions/2026/2026-01-01-mentoring-k-x.toml led_by.0",
                "sessions/2026/2026-01-01-mentoring-k-x.toml led_by.1",
                "sessions/2026/2026-01-01-mentoring-k-x.toml match",
                "sessions/2026/2026-01-01-mentoring-k-x.toml mentors.0",
                "sessions/2026/2026-01-01-mentoring-k-x.toml participants.1",
            ]
        );
    }

    #[test]
    fn help_lists_the_nearest_ids() {
        let found = findings(
            RULE,
            &[
                ("participants/p-4f7kq.toml", ""),
                ("participants/p-zzzzz.toml", ""),
                ("identities/p-4f7kq.toml", "given = \"Rosa\"\n"),
                (
                    "cases/c-a.toml",
                    "system = \"cps\"\nparticipants = [\"p-4f7qk\"]\n",
                ),
            ],
        );
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].message, "there is no participant `p-4f7qk`");
        assert_eq!(
            found[0].help.as_deref(),
            Some("did you mean `p-4f7kq`? if not, add the missing participant")
        );
    }

    #[test]
    fn references_that_lead_somewhere_are_fine() {
        let files = [
            ("participants/p-a.toml", ""),
            (
                "cases/c-a.toml",
                "system = \"cps\"\nparticipants = [\"p-a\"]\n[child.a]\n",
            ),
            (
                "cases/c-b.toml",
                "system = \"jpd\"\nparticipants = [\"p-a\"]\n[child.x]\nsame_as = \"c-a/a\"\n",
            ),
        ];
        assert!(places(RULE, &files).is_empty());
    }
}
