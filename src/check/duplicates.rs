//! Records of one person, or of one child: joined by `same_as`, distinguished by `not_same_as`, or neither.

use std::collections::{BTreeMap, BTreeSet};

use super::{Context, Rule};
use crate::record::own::Answer;
use crate::record::read::Step;
use crate::record::schema::Table;
use crate::record::{
    At, ChildRef, Datum, Day, Finding, Identity, Participant, ParticipantId, PersonId,
};
use crate::register::{Person, circle, fold};

pub(super) const RULES: &[Rule] = &[
    Rule::warning(
        "same-as-differs",
        "Two records of one person or child do not contradict each other.",
        differs,
    ),
    Rule::error(
        "same-as-and-not",
        "No two records are marked both as the same person and as different people.",
        and_not,
    ),
    Rule::warning(
        "duplicate-person",
        "If two records have the same name and birth date, you must say whether they are the same person.",
        twins,
    ),
];

/// The keys with a single value, of which only the root's counts.
const SINGLE: [&str; 5] = [
    "referred",
    "referral_source",
    "area",
    "gender",
    "mentor_gender",
];

fn differs(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for person in context
        .register
        .people()
        .iter()
        .filter(|person| !person.also.is_empty())
    {
        let counted = person.record.fields();
        for entry in person.also.iter().filter_map(|id| context.participant(id)) {
            let own = entry.record.fields();
            for key in SINGLE
                .into_iter()
                .filter(|key| contradict(value(&counted, key), value(&own, key)))
            {
                findings.push(
                    Finding::warning(
                        "same-as-differs",
                        &entry.place,
                        At::key(key),
                        format!(
                            "`{key}` differs from `{}`, the main record of this person",
                            person.id
                        ),
                    )
                    .help(set_or_empty(&person.id, &entry.id, key)),
                );
            }
        }
    }
    differing_facts(context, findings);
    super::maybe_same::born_apart(context, findings);
    for child in context.children.iter().filter(|child| child.refs.len() > 1) {
        for other in &child.refs {
            let Some(case) = context.register.case(&other.case) else {
                continue;
            };
            let born = case
                .record
                .child
                .get(&other.child)
                .and_then(|child| child.born);
            if born.is_some_and(|born| child.born != Some(born)) {
                findings.push(
                    Finding::warning(
                        "same-as-differs",
                        &case.place,
                        child_key(other, "born"),
                        format!("`born` differs from that of `{}`, the same child", child.id),
                    )
                    .help("correct the wrong one"),
                );
            }
        }
    }
}

/// The commands that correct the main record, or empty the other one.
fn set_or_empty(main: &ParticipantId, other: &ParticipantId, key: &str) -> String {
    format!(
        "decide which is right. First put it in the main record, if it is not there yet: `peer set {main} {key}=VALUE`. Then erase it in the other: `peer set {other} {key}=`"
    )
}

/// Facts of one word that differ in a duplicate.
fn differing_facts(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for person in context.register.people() {
        for entry in person.also.iter().filter_map(|id| context.participant(id)) {
            let single = entry.record.facts.iter().filter_map(|(name, answer)| {
                let counted = person.record.facts.words(name);
                (matches!(answer, Answer::One(_)) && answer.words() != counted).then_some(name)
            });
            for name in single {
                let message = format!(
                    "`{name}` differs from `{}`, the main record of this person",
                    person.id
                );
                findings.push(
                    Finding::warning(
                        "same-as-differs",
                        &entry.place,
                        At::inner("facts", name),
                        message,
                    )
                    .help(set_or_empty(&person.id, &entry.id, name)),
                );
            }
        }
    }
}

fn value<'f>(fields: &'f [(&'static str, Datum)], key: &str) -> Option<&'f Datum> {
    fields
        .iter()
        .find(|(name, _)| *name == key)
        .map(|(_, value)| value)
}

fn contradict(counted: Option<&Datum>, own: Option<&Datum>) -> bool {
    counted
        .zip(own)
        .is_some_and(|(counted, own)| counted != own)
}

fn and_not(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for entry in &context.register.records().participants {
        for (at, other) in entry.record.not_same_as.iter().enumerate() {
            if context.register.same_person(&entry.id, other) {
                findings.push(
                    Finding::error(
                        "same-as-and-not",
                        &entry.place,
                        At::item("not_same_as", at),
                        format!(
                            "`{other}` and `{}` are already marked as the same person, by `same_as`",
                            entry.id
                        ),
                    )
                    .help("if they are the same person, delete this item; if not, delete the `same_as` line"),
                );
            }
        }
    }
}

/// Children whose `same_as` is a cycle.
pub(super) fn child_cycles(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let next = |at: &ChildRef| {
        context
            .register
            .case(&at.case)?
            .record
            .child
            .get(&at.child)?
            .same_as
            .clone()
    };
    for entry in &context.register.records().cases {
        for key in entry.record.child.keys() {
            let own = ChildRef {
                case: entry.id.clone(),
                child: key.clone(),
            };
            if let Some(message) = circle(&own, next) {
                findings.push(
                    Finding::error(
                        "same-as-cycle",
                        &entry.place,
                        child_key(&own, "same_as"),
                        message,
                    )
                    .help("choose one child as the main record, and delete `same_as` there only"),
                );
            }
        }
    }
}

fn child_key(child: &ChildRef, key: &str) -> At {
    At::Key(
        ["child", child.child.as_str(), key]
            .map(|step| Step::Key(step.to_owned()))
            .to_vec(),
    )
}

fn twins(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let mut alike: BTreeMap<(String, Day), BTreeSet<usize>> = BTreeMap::new();
    for entry in &context.register.records().identities {
        let Some(PersonId::Participant(id)) = entry.id.person() else {
            continue;
        };
        let Some(person) = context.register.person_index(id) else {
            continue;
        };
        for key in keys(&entry.record) {
            alike.entry(key).or_default().insert(person);
        }
    }
    let people = context.register.people();
    let mut said = BTreeSet::new();
    for group in alike.values() {
        for other in group {
            let earlier = group
                .range(..other)
                .find(|one| !told_apart(&people[**one], &people[*other]));
            let Some(one) = earlier.filter(|one| said.insert((**one, *other))) else {
                continue;
            };
            let (one, other) = (&people[*one], &people[*other]);
            findings.push(
                Finding::warning(
                    "duplicate-person",
                    &other.place,
                    At::File,
                    format!("`{}` and `{}` have the same name and birth date", one.id, other.id),
                )
                .help(format!(
                    "if they are the same person, type `peer same {one} {other}`; if not, `peer same --not {one} {other}`",
                    one = one.id,
                    other = other.id,
                )),
            );
        }
    }
}

/// What two records of one person would share: a name, in any spelling, with the birth date.
fn keys(identity: &Identity) -> Vec<(String, Day)> {
    let Some(born) = identity.born else {
        return Vec::new();
    };
    identity
        .names()
        .map(|name| (fold(&name), born))
        .filter(|(name, _)| name.contains(' '))
        .collect()
}

fn told_apart(one: &Person, other: &Person) -> bool {
    let names = |record: &Participant, person: &Person| {
        person.ids().any(|id| record.not_same_as.contains(id))
    };
    names(&one.record, other) || names(&other.record, one)
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{findings, messages, places};

    #[test]
    fn a_duplicate_that_says_otherwise_is_found() {
        let root = (
            "participants/p-a.toml",
            "area = \"1\"\ngender = \"woman\"\n",
        );
        let found = places(
            "same-as-differs",
            &[
                root,
                ("participants/p-b.toml", "same_as = \"p-a\"\narea = \"2\"\n"),
            ],
        );
        assert_eq!(found, ["participants/p-b.toml area"]);
        let same = (
            "participants/p-b.toml",
            "same_as = \"p-a\"\narea = \"1\"\nmentor_gender = \"man\"\n",
        );
        assert!(places("same-as-differs", &[root, same]).is_empty());
    }

    #[test]
    fn a_child_of_two_cases_has_one_birth_date() {
        let one = (
            "cases/c-a.toml",
            "system = \"cps\"\n[child.a]\nborn = 2016-05-01\n",
        );
        let other = "system = \"jpd\"\n[child.b]\nborn = 2016-05-02\nsame_as = \"c-a/a\"\n";
        assert_eq!(
            places("same-as-differs", &[one, ("cases/c-b.toml", other)]),
            ["cases/c-b.toml child.b.born"]
        );
        let equal = other.replace("05-02", "05-01");
        assert!(places("same-as-differs", &[one, ("cases/c-b.toml", &equal)]).is_empty());
    }

    #[test]
    fn circles_of_participants_and_of_children_are_found() {
        let files = [
            ("participants/p-a.toml", "same_as = \"p-b\"\n"),
            ("participants/p-b.toml", "same_as = \"p-a\"\n"),
            (
                "cases/c-a.toml",
                "system = \"cps\"\n[child.a]\nsame_as = \"c-b/a\"\n[child.b]\n",
            ),
            (
                "cases/c-b.toml",
                "system = \"cps\"\n[child.a]\nsame_as = \"c-a/a\"\n[child.b]\nsame_as = \"c-a/b\"\n",
            ),
        ];
        let found = places("same-as-cycle", &files);
        assert_eq!(
            found,
            [
                "cases/c-a.toml child.a.same_as",
                "cases/c-b.toml child.a.same_as",
                "participants/p-a.toml same_as",
                "participants/p-b.toml same_as",
            ]
        );
    }

    #[test]
    fn one_person_cannot_also_be_two() {
        let root = (
            "participants/p-a.toml",
            "not_same_as = [\"p-c\", \"p-b\"]\n",
        );
        let files = [
            root,
            ("participants/p-b.toml", "same_as = \"p-a\"\n"),
            ("participants/p-c.toml", ""),
        ];
        assert_eq!(
            places("same-as-and-not", &files),
            ["participants/p-a.toml not_same_as.1"]
        );
        let apart = [
            root,
            ("participants/p-b.toml", ""),
            ("participants/p-c.toml", ""),
        ];
        assert!(places("same-as-and-not", &apart).is_empty());
    }

    const ROSA: &str = "given = \"José\"\nfamily = \"Medina\"\nborn = 1989-04-12\n";

    #[test]
    fn people_who_look_alike_are_found_by_id_alone() {
        let twin = "given = \"JOSE\"\nfamily = \"medina\"\nborn = 1989-04-12\n";
        let files = |b: &'static str| {
            [
                ("participants/p-a.toml", ""),
                ("participants/p-b.toml", b),
                ("identities/p-a.toml", ROSA),
                ("identities/p-b.toml", twin),
            ]
        };
        assert_eq!(
            messages("duplicate-person", &files("")),
            ["`p-a` and `p-b` have the same name and birth date"]
        );
        assert!(messages("duplicate-person", &files("same_as = \"p-a\"\n")).is_empty());
        assert!(messages("duplicate-person", &files("not_same_as = [\"p-a\"]\n")).is_empty());
    }

    #[test]
    fn another_birth_date_is_another_person() {
        let other = ROSA.replace("1989", "1990");
        let files = [
            ("participants/p-a.toml", ""),
            ("participants/p-b.toml", ""),
            ("identities/p-a.toml", ROSA),
            ("identities/p-b.toml", &other),
        ];
        assert!(findings("duplicate-person", &files).is_empty());
    }
}
