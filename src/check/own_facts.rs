//! Facts that the program asks for, and their values in records.

use std::collections::BTreeSet;

use super::{Context, Rule};
use crate::record::own::Answer;
use crate::record::read::{Step, nearest};
use crate::record::schema::Table;
use crate::record::schema::quoted;
use crate::record::{About, At, Child, Finding, Kind, OwnFact, OwnFacts, Place, Program, Word};

pub(super) const RULES: &[Rule] = &[
    Rule::error(
        "fact-name",
        "Each `[[fact]]` in peer.toml (a field that you added) has a name that no other field has.",
        names,
    ),
    Rule::error(
        "fact-alias",
        "An alias is another way to type one of the `words` of a `[[fact]]`: with `aliases = { alone = \"single\" }`, you can type `alone` for `single`.",
        aliases,
    ),
    Rule::error(
        "unknown-fact",
        "Every fact in a record is one that peer.toml lists as a `[[fact]]`.",
        unknown,
    ),
    Rule::error(
        "several-answers",
        "A fact has only one answer in a record, unless `many = true` allows several.",
        several,
    ),
];

/// Keys that every list has but no file.
const LISTED: [&str; 3] = ["id", "name", "status"];

fn names(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let place = Place::file("peer.toml");
    let mut seen = BTreeSet::new();
    for (at, fact) in context.register.program().fact.iter().enumerate() {
        let name = fact.name.0;
        let kind = fact.about.kind();
        let is_person = kind.is_people();
        let own = fact.about == About::Child && Child::SCHEMA.field(name).is_some();
        let is_key = own
            || kind.schema().field(name).is_some()
            || LISTED.contains(&name)
            || is_person && Kind::Identity.schema().field(name).is_some();
        let message = if is_key {
            format!("`{name}` is already a built-in field of {kind}")
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
                format!("the alias `{alias}` is already a word of `{}`", fact.name)
            } else if !allowed.is_empty() && !is_word(word) {
                format!(
                    "the alias `{alias}` is for `{word}`, which is not one of the words of `{}`",
                    fact.name
                )
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
                .help("correct the word after `=`: it must be in the list `words`, such as `alone = \"single\"`"),
            );
        }
    }
}

/// The facts in a record, or in a child of a case.
struct Held<'c> {
    about: About,
    place: &'c Place,
    /// The table that contains them.
    table: Vec<Step>,
    facts: &'c OwnFacts,
}

impl<'c> Held<'c> {
    fn of(about: About, place: &'c Place, above: &[&str], facts: &'c OwnFacts) -> Self {
        let table = above.iter().chain(&["facts"]);
        Self {
            about,
            place,
            table: table.map(|key| Step::Key((*key).to_owned())).collect(),
            facts,
        }
    }

    /// Where a fact, or one of its words, is written.
    fn at(&self, name: &str, item: Option<usize>) -> At {
        let name = Step::Key(name.to_owned());
        let within = [name].into_iter().chain(item.map(Step::Item));
        At::Key(self.table.iter().cloned().chain(within).collect())
    }

    /// The declared fact with this name that applies to it.
    fn asked<'p>(&self, program: &'p Program, name: &str) -> Option<&'p OwnFact> {
        program.fact_of(self.about, name)
    }
}

/// The facts of everything that can have some.
fn held<'c>(context: &'c Context<'_>) -> impl Iterator<Item = Held<'c>> {
    let records = context.register.records();
    let of = |about, place, facts| Held::of(about, place, &[], facts);
    let parents = records.participants.iter();
    let parents = parents.map(move |one| of(About::Participant, &one.place, &one.record.facts));
    let mentors = records.mentors.iter();
    let mentors = mentors.map(move |one| of(About::Mentor, &one.place, &one.record.facts));
    let cases = records.cases.iter();
    let cases = cases.flat_map(move |one| {
        let children = one.record.child.iter().map(move |(key, child)| {
            Held::of(
                About::Child,
                &one.place,
                &["child", key.as_str()],
                &child.facts,
            )
        });
        children.chain([of(About::Case, &one.place, &one.record.facts)])
    });
    parents.chain(mentors).chain(cases)
}

fn unknown(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let program = context.register.program();
    for held in held(context) {
        for (name, _) in held.facts.iter() {
            if held.asked(program, name).is_none() {
                let who = held.about.plural();
                let message = format!("peer.toml has no fact `{name}` for {who}");
                findings.push(
                    Finding::error("unknown-fact", held.place, held.at(name, None), message)
                        .help(declared(program, held.about, name)),
                );
            }
        }
    }
}

fn declared(program: &Program, about: About, name: &str) -> String {
    let known: Vec<&str> = program.facts_of(about).map(|fact| fact.name.0).collect();
    let add = "add it to peer.toml: `peer explain facts` shows what to write";
    match nearest(name, &known) {
        Some(near) => format!("did you mean `{near}`? if not, {add}"),
        None => add.to_owned(),
    }
}

fn several(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let program = context.register.program();
    for held in held(context) {
        for (name, answer) in held.facts.iter() {
            let asked = held.asked(program, name);
            if asked.is_some_and(|fact| !fact.is_many()) && matches!(answer, Answer::Many(_)) {
                let message = format!("`{name}` has more than one answer, but only one is allowed");
                findings.push(
                    Finding::error("several-answers", held.place, held.at(name, None), message)
                        .help(format!(
                            "write one word in quotes, or allow several with `many = true` for `{name}` in peer.toml"
                        )),
                );
            }
        }
    }
}

/// Words of facts that peer.toml does not list.
pub(super) fn strangers(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let program = context.register.program();
    for held in held(context) {
        for (name, answer) in held.facts.iter() {
            if let Some(fact) = held.asked(program, name) {
                stranger(&held, fact, answer, findings);
            }
        }
    }
}

fn stranger(held: &Held<'_>, fact: &OwnFact, answer: &Answer, findings: &mut Vec<Finding>) {
    let (name, allowed) = (fact.name.0, fact.allowed());
    if allowed.is_empty() {
        return;
    }
    for (at, word) in answer.words().iter().enumerate() {
        if allowed.contains(&word.as_str()) {
            continue;
        }
        let item = matches!(answer, Answer::Many(_)).then_some(at);
        let add = format!("add it to the words of `{name}` in peer.toml");
        let meant = fact.word_for(word);
        let near = || nearest(word.as_str(), &allowed);
        let help = match Some(meant.as_str()).filter(|_| meant != word).or_else(near) {
            Some(near) => format!("did you mean `{near}`? if not, {add}"),
            None => format!("{add}, or write one of {}", quoted(&allowed)),
        };
        findings.push(
            Finding::error(
                "outside-vocabulary",
                held.place,
                held.at(name, item),
                format!("`{word}` is not one of the words of `{name}`"),
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
                "peer.toml has no fact `race` for mentors",
                "peer.toml has no fact `rasse` for participants",
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
            "`withe` is not one of the words of `race`"
        );
        assert_eq!(
            strange[0].help.as_deref(),
            Some("did you mean `white`? if not, add it to the words of `race` in peer.toml")
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
                "the alias `hispanic` is for `latin`, which is not one of the words of `race`",
                "the alias `white` is already a word of `race`",
            ]
        );
        let strange = findings("outside-vocabulary", &files);
        assert_eq!(
            strange[0].help.as_deref(),
            Some("did you mean `white`? if not, add it to the words of `race` in peer.toml")
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
                "`gender` is already a built-in field of participants",
                "`phone` is already a built-in field of participants",
                "`race` is declared twice",
            ]
        );
    }
}
