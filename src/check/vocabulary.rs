//! Words that the program does not use.

use std::collections::HashSet;

use super::{Context, Rule, headings};
use crate::record::read::nearest;
use crate::record::schema::{Leaf, Wanted, quoted};
use crate::record::{At, Finding, Place, Program, Vocabulary, Word};

pub(super) const RULES: &[Rule] = &[Rule::error(
    "outside-vocabulary",
    "Records use only words on your lists (`[vocabulary]` in peer.toml), or on the lists of `peer`. A few fields, such as `area`, take any word.",
    outside_vocabulary,
)];

/// The maximum number of correct words to remember, as they are compared one by one.
const FEW: usize = 64;

fn outside_vocabulary(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let program = context.register.program();
    let lists: Vec<List<'_>> = Vocabulary::LISTS
        .iter()
        .map(|name| List::new(program, name))
        .collect();
    // Records use the same few words again and again.
    let mut fine: Vec<(&'static str, Word)> = Vec::new();
    let mut look = |name: &'static str, word: &Word, place: &Place, at: &dyn Fn() -> At| {
        if fine
            .iter()
            .any(|(list, known)| known == word && *list == name)
        {
            return;
        }
        let found = findings.len();
        let list = lists.iter().find(|list| list.name == name);
        match list.filter(|list| !list.known.contains(word.as_str())) {
            None => {}
            Some(list) if list.known.is_empty() => {
                headings::look(place, word.as_str(), at, findings);
            }
            Some(list) => {
                let (message, help) = list.wrong(word);
                let finding = Finding::error("outside-vocabulary", place, at(), message);
                findings.push(finding.help(help));
            }
        }
        if findings.len() == found && fine.len() < FEW {
            fine.push((name, word.clone()));
        }
    };
    let records = context.register.records();
    records.visit_some(Wanted::WORDS, &mut |place, spot, leaf| {
        if let (Some(name), Leaf::Word(word)) = (spot.field.words, leaf) {
            look(name, word, place, &|| At::Key(spot.path.steps()));
        }
    });
    // The list for the type of an event depends on the event's kind.
    for entry in &records.cases {
        for (index, event) in entry.record.event.iter().enumerate() {
            if let Some(word) = &event.event_type {
                let at = || At::entry("event", index, "type");
                look(event.kind.type_list(), word, &entry.place, &at);
            }
        }
    }
    super::own_facts::strangers(context, findings);
}

/// A list of the vocabulary; empty allows any short word.
struct List<'p> {
    name: &'static str,
    program: &'p Program,
    words: Vec<&'p str>,
    known: HashSet<&'p str>,
}

impl<'p> List<'p> {
    fn new(program: &'p Program, name: &'static str) -> Self {
        let words = program.words_for(name);
        Self {
            name,
            program,
            known: words.iter().copied().collect(),
            words,
        }
    }

    /// What is wrong with a word missing from the list, and what to do.
    fn wrong(&self, word: &Word) -> (String, String) {
        let add = self.program.to_add(self.name, word.as_str());
        let meant = self.program.word_for(self.name, word.as_str());
        let near = if meant == word.as_str() {
            nearest(word.as_str(), &self.words)
        } else {
            Some(meant)
        };
        let help = match near {
            Some(near) => format!("did you mean `{near}`? if not, {add}"),
            None => format!("{add}, or write one of {}", quoted(&self.words)),
        };
        let message = format!("`{word}` is not on the program's list of `{}`", self.name);
        (message, help)
    }
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{findings, places};

    const RULE: &str = "outside-vocabulary";

    const PROGRAM: (&str, &str) = (
        "peer.toml",
        "schema = 1\nname = \"Test\"\n[vocabulary]\nneeds = [\"housing\"]\ndomains = [\"housing\"]\n\
         topics = [\"visitation\"]\ndecisions = [\"return\"]\nreasons = [\"goals-met\"]\n\
         referral_sources = [\"court\"]\nresources = [\"shelter\"]\n",
    );

    const PARTICIPANT: &str = "referral_source = \"x\"\nneeds = [\"housing\", \"x\"]\n\
                               [[enrollment]]\nstart = 2026-01-01\nend = 2026-02-01\nreason = \"x\"\n\
                               [[goal]]\nset = 2026-01-01\ndomain = \"x\"\n";
    const MATCH: &str = "participant = \"p-a\"\nmentor = \"m-a\"\nbegan = 2026-01-01\n[ended]\non = 2026-02-01\n\
                         reason = \"x\"\n[declined]\non = 2026-02-01\nby = \"mentor\"\nreason = \"x\"\n";
    const SESSION: &str = "kind = \"casework\"\non = 2026-01-01\ntopics = [\"x\"]\ngoals = [\"x\"]\ndecision = \"x\"\n\
                           [[referral]]\nresource = \"x\"\n";

    #[test]
    fn words_of_every_list_are_held_to_it() {
        let files = |program| {
            [
                program,
                ("participants/p-a.toml", PARTICIPANT),
                ("mentors/m-a.toml", "capacity = 1\nexperience = [\"x\"]\n"),
                ("matches/k-a.toml", MATCH),
                ("sessions/2026/2026-01-01-casework-p-a.toml", SESSION),
            ]
        };
        let found: Vec<String> = places(RULE, &files(PROGRAM))
            .into_iter()
            .filter_map(|place| place.split_once(' ').map(|(_, at)| at.to_owned()))
            .collect();
        assert_eq!(
            found,
            [
                "declined.reason",
                "ended.reason",
                "experience.0",
                "enrollment.0.reason",
                "goal.0.domain",
                "needs.1",
                "referral_source",
                "decision",
                "goals.0",
                "referral.0.resource",
                "topics.0",
            ]
        );
        let any = ("peer.toml", "schema = 1\nname = \"Test\"\n");
        assert_eq!(
            places(RULE, &files(any)).len(),
            2,
            "only needs have words of their own"
        );
    }

    #[test]
    fn help_offers_the_nearest_word() {
        let found = findings(
            RULE,
            &[PROGRAM, ("participants/p-a.toml", "needs = [\"hosing\"]\n")],
        );
        assert_eq!(
            found[0].message,
            "`hosing` is not on the program\'s list of `needs`"
        );
        assert_eq!(
            found[0].help.as_deref(),
            Some(
                "did you mean `housing`? if not, type `peer edit peer.toml`, and under `[vocabulary]`, type `\"hosing\",` right after `needs = [`"
            )
        );
    }
}
