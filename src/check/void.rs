//! What still depends on a void record.

use super::{Context, Rule};
use crate::record::{At, Entry, Finding, Held, IdKind, Kind, Place, Session, SessionId};

pub(super) const RULES: &[Rule] = &[
    Rule::error(
        "points-to-void",
        "A void record has no active match and no open enrollment, and is not used in any `same_as` line.",
        points_to_void,
    ),
    Rule::error(
        "moved-twice",
        "A session that was moved counts only on its new date.",
        moved_twice,
    ),
    Rule::error(
        "changed-after-move",
        "When a session has moved to another date, changes go into the record of the new date.",
        changed_after,
    ),
    Rule::error(
        "moved-by-git",
        "The old record of a moved session has a line `moved_to`, the new one a line `moved_from`; the two lines agree.",
        moved_by_git,
    ),
    Rule::warning(
        "moved-nowhere",
        "A session marked as moved is on file under its new date.",
        moved_and_removed,
    ),
];

fn points_to_void(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for held in &context.register.records().void {
        match held {
            Held::Match(id, Some(entry))
                if entry.record.void.is_none() && context.is_present(&entry.record) =>
            {
                let record = &entry.record;
                let is_void = |kind: IdKind, id: &str| {
                    let held = context.register.records().left_out(kind.into(), id);
                    held.map(|held| held.id().to_owned())
                };
                let parent = is_void(IdKind::Participant, record.participant.as_str());
                let mentor = is_void(IdKind::Mentor, record.mentor.as_str());
                for (key, who) in [("participant", parent), ("mentor", mentor)] {
                    findings.extend(who.map(|who| {
                        let message = format!("this match is still active, but the record `{who}` was voided");
                        error(&entry.place, At::key(key), message).help(format!(
                            "void the match too with `peer void {id} --reason …`, or if the record is right: `peer unvoid {who}`"
                        ))
                    }));
                }
            }
            Held::Participant(id, Some(entry)) if entry.record.void.is_some() => {
                let open = entry.record.enrollment.iter().enumerate();
                let open = open.filter(|(_, time)| time.void.is_none() && time.end.is_none());
                for (at, _) in open {
                    let message =
                        format!("the record `{id}` was voided, but this enrollment is still open");
                    findings.push(
                        error(&entry.place, At::entry("enrollment", at, "start"), message).help(
                            format!(
                                "run `peer void {id} --reason …` again to void the enrollment too, or if the record is right: `peer unvoid {id}`"
                            ),
                        ),
                    );
                }
            }
            _ => {}
        }
    }
    same_as(context, findings);
}

/// Records that are the same as a void one, which means that they would count under it.
fn same_as(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let records = context.register.records();
    let is_void = |kind: Kind, id: &str| records.left_out(kind, id).is_some();
    for entry in &records.participants {
        let same = entry.record.same_as.as_ref();
        if let Some(id) = same.filter(|id| is_void(Kind::Participant, id.as_str())) {
            let message = format!("this is the same person as `{id}`, which was voided");
            findings.push(
                error(&entry.place, At::key("same_as"), message).help(format!(
                    "delete it with `peer set {} same_as=`, or if the record is right: `peer unvoid {id}`",
                    entry.id
                )),
            );
        }
    }
    for entry in &records.cases {
        for (key, child) in &entry.record.child {
            let same = child.same_as.as_ref();
            if let Some(other) = same.filter(|same| is_void(Kind::Case, same.case.as_str())) {
                let at = ["child", key.as_str(), "same_as"]
                    .map(|step| crate::record::read::Step::Key(step.to_owned()));
                let message = format!("this is the same child as `{other}`, whose case was voided");
                findings.push(
                    error(&entry.place, At::Key(at.to_vec()), message).help(format!(
                        "delete `same_as` with `peer edit {}`, or if the case is right: `peer unvoid {}`",
                        entry.id, other.case
                    )),
                );
            }
        }
    }
}

/// A session moved here, and its former id, which may belong to any record by now.
struct Moved<'r> {
    now: &'r Entry<SessionId, Session>,
    from: &'r SessionId,
    old: Option<&'r Entry<SessionId, Session>>,
}

/// The sessions that are void themselves, not just one of their entries.
fn void_sessions<'r>(context: &Context<'r>) -> Vec<&'r Entry<SessionId, Session>> {
    let held = context.register.records().void.iter();
    let void = held.filter_map(|held| match held {
        Held::Session(_, Some(entry)) if entry.record.void.is_some() => Some(&**entry),
        _ => None,
    });
    void.collect()
}

/// Every session that was moved to its day and has not been moved back since.
fn moved<'r>(context: &Context<'r>) -> Vec<Moved<'r>> {
    let records = context.register.records();
    let void = void_sessions(context);
    let counted = records.sessions.iter();
    let again = void
        .iter()
        .copied()
        .filter(|entry| entry.record.moved_to.is_some());
    counted
        .chain(again)
        .filter_map(|now| {
            let from = now.record.moved_from.as_ref()?;
            let old = void.iter().copied().find(|entry| entry.id == *from);
            let old = old.or_else(|| context.register.session(from));
            Some(Moved { now, from, old })
        })
        .collect()
}

fn moved_twice(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for Moved { now, from, old } in moved(context) {
        let Some(old) = old else { continue };
        let (id, at) = (&now.id, At::key("moved_from"));
        let finding = match &old.record.moved_to {
            _ if old.record.void.is_none() => Finding::error(
                "moved-twice",
                &now.place,
                at,
                format!("this session was moved here, but `{from}` still counts too"),
            ),
            Some(to) if to == id => continue,
            Some(to) => Finding::error(
                "moved-twice",
                &now.place,
                at,
                format!("`{from}` was moved both here and to `{to}`"),
            ),
            None => Finding::error(
                "moved-twice",
                &now.place,
                at,
                format!("`{from}` was moved here, but is void for another reason"),
            ),
        };
        findings.push(finding.help(format!(
            "if it took place on {on}, type `peer keep {id}`; if it took place on the other date, type `peer drop {id}`",
            on = now.record.on
        )));
    }
}

fn changed_after(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for Moved { now, old, .. } in moved(context) {
        let (Some(old), Some(check)) = (old, &now.record.moved_check) else {
            continue;
        };
        let is_moved_here = old.record.moved_to.as_ref() == Some(&now.id);
        if is_moved_here && *old.record.digest() != **check {
            let message = format!(
                "someone changed this old record after the session moved to `{}`",
                now.id
            );
            let (id, on) = (&old.id, now.record.on);
            findings.push(
                Finding::error("changed-after-move", &old.place, At::key("moved_to"), message).help(
                    format!(
                        "`peer keep {id}` keeps the change, and puts it into the session of {on}; `peer drop {id}` drops the change"
                    ),
                ),
            );
        }
    }
}

/// Void sessions that say where they were moved to, although nothing there came from them; each with what is there.
fn moved_nowhere<'r>(
    context: &Context<'r>,
) -> Vec<(
    &'r Entry<SessionId, Session>,
    &'r SessionId,
    Option<&'r SessionId>,
)> {
    let void = void_sessions(context);
    let moved = void.iter().filter_map(|entry| {
        let to = entry.record.moved_to.as_ref()?;
        let there = void.iter().copied().find(|other| other.id == *to);
        let there = there.or_else(|| context.register.session(to));
        let from = there.and_then(|now| now.record.moved_from.as_ref());
        let moved_on = there.is_some_and(|now| now.record.moved_to.is_some());
        (!moved_on && from != Some(&entry.id)).then_some((*entry, to, from))
    });
    moved.collect()
}

/// The moved session was removed by hand, and perhaps another one was logged in its place.
fn moved_and_removed(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for (entry, to, _) in moved_nowhere(context)
        .into_iter()
        .filter(|(.., from)| from.is_none())
    {
        let message =
            format!("this session is marked as moved to `{to}`, but is not on file there");
        let (place, id) = (&entry.place, &entry.id);
        findings.push(
            Finding::warning("moved-nowhere", place, At::key("moved_to"), message).help(format!(
                "if it took place on {on}, type `peer unvoid {id}`; if it took place on another day, log it on that day; if it never took place, change nothing",
                on = entry.record.on
            )),
        );
    }
}

/// Git took a new file for a renamed one, and merged the other's move into it.
fn moved_by_git(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for (entry, to, _) in moved_nowhere(context)
        .into_iter()
        .filter(|(.., from)| from.is_some())
    {
        let message = format!(
            "the line `moved_to` is wrong: `{to}` was not moved from {}",
            entry.record.on
        );
        let (place, id) = (&entry.place, &entry.id);
        findings.push(
            Finding::error("moved-by-git", place, At::key("moved_to"), message).help(format!(
                "a sync put the line `moved_to` here by mistake. If there was a session on {on}, type `peer unvoid {id}`; if not, type `peer edit {id}`, delete the line `moved_to`, and leave the rest as it is",
                on = entry.record.on
            )),
        );
    }
}

fn error(place: &Place, at: At, message: String) -> Finding {
    Finding::error("points-to-void", place, at, message)
}

#[cfg(test)]
mod tests {
    use crate::check::testing::places;

    const RULE: &str = "points-to-void";
    const VOID: &str = "void = \"entered twice\"\n";

    #[test]
    fn what_lasts_and_points_to_a_void_record_is_an_error() {
        let person = format!(
            "{VOID}[[enrollment]]\nstart = 2025-01-01\nend = 2025-02-01\n\
             [[enrollment]]\nstart = 2026-01-01\nvoid = \"never came\"\n\
             [[enrollment]]\nstart = 2026-02-01\n"
        );
        let case = format!("system = \"cps\"\n{VOID}[child.a]\n");
        let files = [
            ("participants/p-a.toml", person.as_str()),
            ("participants/p-b.toml", "same_as = \"p-a\"\n"),
            ("mentors/m-a.toml", "capacity = 1\n"),
            (
                "matches/k-a.toml",
                "participant = \"p-a\"\nmentor = \"m-a\"\nbegan = 2026-01-01\n",
            ),
            (
                "matches/k-b.toml",
                "participant = \"p-a\"\nmentor = \"m-a\"\nbegan = 2025-01-01\n[ended]\non = 2025-02-01\n",
            ),
            ("cases/c-a.toml", case.as_str()),
            (
                "cases/c-b.toml",
                "system = \"cps\"\n[child.x]\nsame_as = \"c-a/a\"\n",
            ),
        ];
        assert_eq!(
            places(RULE, &files),
            [
                "cases/c-b.toml child.x.same_as",
                "matches/k-a.toml participant",
                "participants/p-a.toml enrollment.2.start",
                "participants/p-b.toml same_as",
            ]
        );
    }

    #[test]
    fn a_past_session_of_void_people_groups_and_matches_is_not_wrong() {
        let void_mentor = format!("capacity = 1\n{VOID}");
        let void_match =
            format!("participant = \"p-a\"\nmentor = \"m-a\"\nbegan = 2026-01-01\n{VOID}");
        let void_group = format!("kind = \"support-group\"\n{VOID}");
        let files = [
            ("participants/p-a.toml", VOID),
            ("mentors/m-a.toml", void_mentor.as_str()),
            ("matches/k-a.toml", void_match.as_str()),
            ("groups/x.toml", void_group.as_str()),
            (
                "sessions/2026/2026-01-02-mentoring-k-a.toml",
                "kind = \"mentoring\"\non = 2026-01-02\nmatch = \"k-a\"\nparticipants = [\"p-a\"]\nmentors = [\"m-a\"]\n",
            ),
            (
                "sessions/2026/2026-01-02-group-x.toml",
                "kind = \"support-group\"\non = 2026-01-02\ngroup = \"x\"\nanonymous = 2\n",
            ),
        ];
        let register = crate::register::testing::register(&files);
        let found = crate::check::check(&register, "2026-11-21".parse().unwrap());
        assert_eq!(found, Vec::new());
    }

    /// A session on a day, possibly moved.
    fn session(on: &str, minutes: u32, more: &str) -> String {
        format!(
            "kind = \"support-group\"\non = {on}\ngroup = \"x\"\nminutes = {minutes}\nanonymous = 2\n{more}"
        )
    }

    const OLD: &str = "sessions/2026/2026-01-02-group-x.toml";
    const NEW: &str = "sessions/2026/2026-01-09-group-x.toml";

    fn moved(minutes: u32, moved_to: &str) -> [Vec<String>; 2] {
        let was: crate::record::Session =
            crate::record::read::record(&session("2026-01-02", 60, "")).unwrap();
        let check = was.digest();
        let old = session(
            "2026-01-02",
            minutes,
            &format!("void = \"moved\"\n{moved_to}"),
        );
        let new = session(
            "2026-01-09",
            75,
            &format!("moved_from = \"2026-01-02-group-x\"\nmoved_check = \"{check}\"\n"),
        );
        let group = ("groups/x.toml", "kind = \"support-group\"\n");
        let files = [group, (OLD, old.as_str()), (NEW, new.as_str())];
        ["moved-twice", "changed-after-move"].map(|rule| places(rule, &files))
    }

    #[test]
    fn a_session_that_was_moved_is_changed_only_where_it_is_now() {
        let to = "moved_to = \"2026-01-09-group-x\"\n";
        assert_eq!(moved(60, to), [Vec::<String>::new(), vec![]]);
        assert_eq!(moved(90, to), [vec![], vec![format!("{OLD} moved_to")]]);
    }

    #[test]
    fn a_session_that_was_moved_to_two_days_or_is_void_for_another_reason_is_told() {
        let elsewhere = "moved_to = \"2026-01-16-group-x\"\n";
        let found = [vec![format!("{NEW} moved_from")], vec![]];
        assert_eq!(moved(60, elsewhere), found);
        assert_eq!(moved(60, ""), found);
    }

    #[test]
    fn a_finding_about_an_entry_points_past_void_ones() {
        let person = "[[enrollment]]\nstart = 2026-03-01\nend = 2026-02-01\nvoid = \"typed wrong\"\n\
                      [[enrollment]]\nstart = 2026-03-01\nend = 2026-02-01\n";
        let found = places("date-order", &[("participants/p-a.toml", person)]);
        assert_eq!(found, ["participants/p-a.toml enrollment.1.end"]);
    }
}
