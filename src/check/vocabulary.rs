//! Words that the program does not use.

use std::collections::HashSet;

use super::{Context, Rule, headings};
use crate::record::read::nearest;
use crate::record::schema::quoted;
use crate::record::{At, Finding, Place, Word};

pub(super) const RULES: &[Rule] = &[Rule::error(
    "outside-vocabulary",
    "Records use the words that `[vocabulary]` in peer.toml lists; a list it does not have allows any short word.",
    outside_vocabulary,
)];

fn outside_vocabulary(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let list = |name: &'static str| {
        let words = context.register.program().words_for(name);
        List {
            name,
            known: words.iter().copied().collect(),
            words,
        }
    };
    let records = context.register.records();
    let (needs, domains, reasons) = (list("needs"), list("domains"), list("reasons"));
    let sources = list("referral_sources");
    for entry in &records.participants {
        let (place, record) = (&entry.place, &entry.record);
        needs.all(place, "needs", &record.needs, findings);
        sources.one(
            place,
            record.referral_source.as_ref(),
            || At::key("referral_source"),
            findings,
        );
        for (at, time) in record.enrollment.iter().enumerate() {
            reasons.one(
                place,
                time.reason.as_ref(),
                || At::entry("enrollment", at, "reason"),
                findings,
            );
        }
        for (at, goal) in record.goal.iter().enumerate() {
            domains.one(
                place,
                Some(&goal.domain),
                || At::entry("goal", at, "domain"),
                findings,
            );
        }
    }
    for entry in &records.mentors {
        needs.all(
            &entry.place,
            "experience",
            &entry.record.experience,
            findings,
        );
    }
    for entry in &records.matches {
        let (ended, declined) = (entry.record.ended.as_ref(), entry.record.declined.as_ref());
        let ended = ended.and_then(|ended| ended.reason.as_ref());
        let declined = declined.and_then(|declined| declined.reason.as_ref());
        reasons.one(
            &entry.place,
            ended,
            || At::inner("ended", "reason"),
            findings,
        );
        reasons.one(
            &entry.place,
            declined,
            || At::inner("declined", "reason"),
            findings,
        );
    }
    let (topics, decisions, resources) = (list("topics"), list("decisions"), list("resources"));
    for entry in &records.sessions {
        let (place, record) = (&entry.place, &entry.record);
        topics.all(place, "topics", &record.topics, findings);
        domains.all(place, "goals", &record.goals, findings);
        decisions.one(
            place,
            record.decision.as_ref(),
            || At::key("decision"),
            findings,
        );
        for (at, referral) in record.referral.iter().enumerate() {
            resources.one(
                place,
                Some(&referral.resource),
                || At::entry("referral", at, "resource"),
                findings,
            );
        }
    }
}

/// A list of the vocabulary; empty allows any short word.
struct List<'p> {
    name: &'static str,
    words: Vec<&'p str>,
    known: HashSet<&'p str>,
}

impl List<'_> {
    fn all(&self, place: &Place, key: &'static str, words: &[Word], findings: &mut Vec<Finding>) {
        for (at, word) in words.iter().enumerate() {
            self.one(place, Some(word), || At::item(key, at), findings);
        }
    }

    fn one(
        &self,
        place: &Place,
        word: Option<&Word>,
        at: impl FnOnce() -> At,
        findings: &mut Vec<Finding>,
    ) {
        let Some(word) = word.filter(|word| !self.known.contains(word.as_str())) else {
            return;
        };
        if self.known.is_empty() {
            headings::look(place, word.as_str(), at, findings);
            return;
        }
        let add = format!(
            "add it to `{}` under `[vocabulary]` in peer.toml",
            self.name
        );
        let help = match nearest(word.as_str(), &self.words) {
            Some(near) => format!("did you mean `{near}`? else {add}"),
            None => format!("{add}, or write one of {}", quoted(&self.words)),
        };
        let message = format!("`{word}` is not among the program's `{}`", self.name);
        findings.push(Finding::error("outside-vocabulary", place, at(), message).help(help));
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
            "`hosing` is not among the program's `needs`"
        );
        assert_eq!(
            found[0].help.as_deref(),
            Some(
                "did you mean `housing`? else add it to `needs` under `[vocabulary]` in peer.toml"
            )
        );
    }
}
