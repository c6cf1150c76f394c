//! Facts that the program asks for, and what records say of them.

use std::collections::BTreeSet;

use super::{Context, Rule};
use crate::record::own::Answer;
use crate::record::read::{Step, nearest};
use crate::record::schema::quoted;
use crate::record::{At, Finding, Kind, OwnFact, OwnFacts, Place, Program, Word};

pub(super) const RULES: &[Rule] = &[
    Rule::error(
        "fact-name",
        "Each `[[fact]]` of peer.toml has a name of its own, which no key of such records has.",
        names,
    ),
    Rule::error(
        "fact-alias",
        "Each of the `aliases` of a `[[fact]]` means one of its words, and is none of them itself.",
        aliases,
    ),
    Rule::error(
        "unknown-fact",
        "Records hold only facts that `[[fact]]` of peer.toml asks of them.",
        unknown,
    ),
    Rule::error(
        "several-answers",
        "A fact that is not declared with `many = true` has one word in a record.",
        several,
    ),
];

/// Keys of every list that no file has.
const LISTED: [&str; 3] = ["id", "name", "status"];

fn names(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let place = Place::file("peer.toml");
    let mut seen = BTreeSet::new();
    for (at, fact) in context.register.program().fact.iter().enumerate() {
        let name = fact.name.0;
        let kind = fact.about.kind();
        let is_person = kind.is_people();
        let is_key = kind.schema().field(name).is_some()
            || LISTED.contains(&name)
            || is_person && Kind::Identity.schema().field(name).is_some();
        let message = if is_key {
            format!("`{name}` is a key of {kind} already")
        } else if !seen.insert((name, kind)) {
            format!("`{name}` is declared twice")
        } else {
            continue;
        };
        findings.push(
            Finding::error("fact-name", &place, At::entry("fact", at, "name"), message)
                .help("give this fact another name"),
        );
    }
}

fn aliases(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let place = Place::file("peer.toml");
    for (at, fact) in context.register.program().fact.iter().enumerate() {
        let allowed = fact.allowed();
        for (alias, word) in fact.aliases.iter() {
            let is_word = |word: &Word| allowed.contains(&word.as_str());
            let message = if is_word(alias) {
                format!("`{alias}` is a word of `{}` itself", fact.name)
            } else if !allowed.is_empty() && !is_word(word) {
                format!("`{word}` is not among the words of `{}`", fact.name)
            } else {
                continue;
            };
            findings.push(
                Finding::error(
                    "fact-alias",
                    &place,
                    At::entry("fact", at, "aliases"),
                    message,
                )
                .help("write ALIAS = \"WORD\", the word being one of `words`"),
            );
        }
    }
}

/// The facts of every record that may hold some.
fn held<'c>(
    context: &'c Context<'_>,
) -> impl Iterator<Item = (Kind, &'c Place, &'c OwnFacts)> + 'c {
    let records = context.register.records();
    let participants = records
        .participants
        .iter()
        .map(|entry| (Kind::Participant, &entry.place, &entry.record.facts));
    let mentors = records
        .mentors
        .iter()
        .map(|entry| (Kind::Mentor, &entry.place, &entry.record.facts));
    let cases = records
        .cases
        .iter()
        .map(|entry| (Kind::Case, &entry.place, &entry.record.facts));
    participants.chain(mentors).chain(cases)
}

fn unknown(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let program = context.register.program();
    for (kind, place, facts) in held(context) {
        for (name, _) in facts.iter() {
            if program.fact(kind, name).is_none() {
                findings.push(
                    Finding::error(
                        "unknown-fact",
                        place,
                        At::inner("facts", name),
                        format!("the program asks {kind} for no fact `{name}`"),
                    )
                    .help(declared(program, kind, name)),
                );
            }
        }
    }
}

fn declared(program: &Program, kind: Kind, name: &str) -> String {
    let known: Vec<&str> = program.fact_names(kind).collect();
    let add = "declare it as `[[fact]]` in peer.toml";
    match nearest(name, &known) {
        Some(near) => format!("did you mean `{near}`? else {add}"),
        None => add.to_owned(),
    }
}

fn several(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let program = context.register.program();
    for (kind, place, facts) in held(context) {
        for (name, answer) in facts.iter() {
            let is_one = program.fact(kind, name).is_some_and(|fact| !fact.is_many());
            if is_one && matches!(answer, Answer::Many(_)) {
                findings.push(
                    Finding::error(
                        "several-answers",
                        place,
                        At::inner("facts", name),
                        format!("`{name}` is a list, and the program asks for one word"),
                    )
                    .help(format!(
                        "write one word in quotes, or `many = true` for `{name}` in peer.toml"
                    )),
                );
            }
        }
    }
}

/// Words of facts that are not among those that peer.toml lists.
pub(super) fn strangers(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let program = context.register.program();
    for (kind, place, facts) in held(context) {
        for (name, answer) in facts.iter() {
            let Some(fact) = program.fact(kind, name) else {
                continue;
            };
            stranger(fact, answer, place, findings);
        }
    }
}

fn stranger(fact: &OwnFact, answer: &Answer, place: &Place, findings: &mut Vec<Finding>) {
    let (name, allowed) = (fact.name.0, fact.allowed());
    if allowed.is_empty() {
        return;
    }
    for (at, word) in answer.words().iter().enumerate() {
        if allowed.contains(&word.as_str()) {
            continue;
        }
        let steps = ["facts", name].map(|key| Step::Key(key.to_owned()));
        let item = matches!(answer, Answer::Many(_)).then_some(Step::Item(at));
        let add = format!("add it to the words of `{name}` in peer.toml");
        let meant = fact.word_for(word);
        let near = || nearest(word.as_str(), &allowed);
        let help = match Some(meant.as_str()).filter(|_| meant != word).or_else(near) {
            Some(near) => format!("did you mean `{near}`? else {add}"),
            None => format!("{add}, or write one of {}", quoted(&allowed)),
        };
        findings.push(
            Finding::error(
                "outside-vocabulary",
                place,
                At::Key(steps.into_iter().chain(item).collect()),
                format!("`{word}` is not among the words of `{name}`"),
            )
            .help(help),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{findings, messages, places};

    const PROGRAM: (&str, &str) = (
        "peer.toml",
        "schema = 2\nname = \"Test\"\n\
         [[fact]]\nname = \"race\"\nabout = \"participant\"\nmany = true\ndeclined = \"not-said\"\nwords = [ \"black\", \"white\", ]\n\
         [[fact]]\nname = \"household\"\nabout = \"participant\"\nwords = [ \"couple\", \"single\", ]\n",
    );

    #[test]
    fn facts_are_held_to_what_the_program_asks() {
        let files = [
            PROGRAM,
            (
                "participants/p-a.toml",
                "[facts]\nhousehold = [ \"single\", ]\nrace = [ \"not-said\", \"withe\", ]\nrasse = \"white\"\n",
            ),
            (
                "mentors/m-a.toml",
                "capacity = 1\n[facts]\nrace = \"white\"\n",
            ),
        ];
        assert_eq!(
            messages("unknown-fact", &files),
            [
                "the program asks mentors for no fact `race`",
                "the program asks participants for no fact `rasse`",
            ]
        );
        assert_eq!(
            places("several-answers", &files),
            ["participants/p-a.toml facts.household"]
        );
        let strange = findings("outside-vocabulary", &files);
        assert_eq!(strange.len(), 1);
        assert_eq!(
            strange[0].message,
            "`withe` is not among the words of `race`"
        );
        assert_eq!(
            strange[0].help.as_deref(),
            Some("did you mean `white`? else add it to the words of `race` in peer.toml")
        );
    }

    #[test]
    fn an_alias_means_a_word_and_is_none() {
        let program = "schema = 2\nname = \"Test\"\n[[fact]]\nname = \"race\"\nabout = \"participant\"\n\
                       words = [ \"latino\", \"white\", ]\n\
                       aliases = { anglo = \"white\", hispanic = \"latin\", white = \"latino\" }\n";
        let files = [
            ("peer.toml", program),
            ("participants/p-a.toml", "[facts]\nrace = \"anglo\"\n"),
        ];
        assert_eq!(
            messages("fact-alias", &files),
            [
                "`latin` is not among the words of `race`",
                "`white` is a word of `race` itself",
            ]
        );
        let strange = findings("outside-vocabulary", &files);
        assert_eq!(
            strange[0].help.as_deref(),
            Some("did you mean `white`? else add it to the words of `race` in peer.toml")
        );
    }

    #[test]
    fn a_fact_is_no_key_that_records_have() {
        let fact = |name: &str| format!("[[fact]]\nname = \"{name}\"\nabout = \"participant\"\n");
        let text = ["gender", "phone", "race", "race"].map(fact).concat();
        let program = format!("schema = 2\nname = \"Test\"\n{text}");
        assert_eq!(
            messages("fact-name", &[("peer.toml", &program)]),
            [
                "`gender` is a key of participants already",
                "`phone` is a key of participants already",
                "`race` is declared twice",
            ]
        );
    }
}
