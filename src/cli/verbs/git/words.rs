//! A change in the words of the records, for a commit message. It contains ids, never names.

use crate::record::facts::{Fact, compare};
use crate::record::schema::Table;
use crate::record::{Kind, Match, Participant, Records, counted};
use crate::store::{Change, Directory, FORGOTTEN, MARKER, after, check_text};

/// The largest number of letters in the first line of a message.
const WIDEST: usize = 72;

/// The largest number of ids of one type that are listed.
const MOST: usize = 3;

/// What a change of files did, in phrases: `log 3 sessions`, `make 1 match`, `k-4m9tz ended`.
pub(in crate::cli::verbs) fn phrases(directory: &Directory, change: &Change) -> Vec<String> {
    let program = directory.program().clone();
    let texts = Directory::of_texts(program.clone());
    let (mut old, mut new) = (Change::default(), Change::default());
    let (mut mended, mut faulty) = (0, 0);
    for (path, before, now) in change.files() {
        let has_fault = |text: Option<&str>| {
            text.is_some_and(|text| !check_text(&texts, path, text).is_empty())
        };
        // No one can say what happened to records that cannot be read.
        if !directory.is_identity(path) && (has_fault(before) || has_fault(now)) {
            match has_fault(now) {
                true => faulty += 1,
                false => mended += 1,
            }
            continue;
        }
        if let Some(text) = before {
            old.create(path, text);
        }
        if let Some(text) = now {
            new.create(path, text);
        }
    }
    let records = |change: &Change| after(&texts, &Records::new(program.clone()), change);
    let mut telling = Telling {
        phrases: Vec::new(),
    };
    telling.of_records(&records(&old), &records(&new));
    telling.of_files(directory, change);
    telling.count("mend", "file", mended);
    if faulty > 0 {
        telling
            .phrases
            .push(format!("save {} with a fault", counted(faulty, "file")));
    }
    if telling.phrases.is_empty() && !change.is_empty() {
        telling.phrases.push(format!(
            "change {}",
            counted(change.files().count(), "file")
        ));
    }
    telling.phrases
}

/// A message: the phrases on one line, or, if they do not fit, each on its own line below.
pub(in crate::cli::verbs) fn message(phrases: &[String]) -> String {
    let whole = phrases.join(", ");
    if whole.chars().count() <= WIDEST {
        return whole;
    }
    let mut subject = String::new();
    for (at, phrase) in phrases.iter().enumerate() {
        let gap = if at == 0 { "" } else { ", " };
        if at > 0
            && subject.chars().count() + gap.len() + phrase.chars().count() + ", and more".len()
                > WIDEST
        {
            break;
        }
        subject += &format!("{gap}{phrase}");
    }
    format!("{subject}, and more\n\n{}", body(phrases))
}

/// The phrases as the body of a message.
pub(in crate::cli::verbs) fn body(phrases: &[String]) -> String {
    phrases
        .iter()
        .map(|phrase| format!("- {phrase}\n"))
        .collect()
}

struct Telling {
    phrases: Vec<String>,
}

/// The added ids, and those on both sides whose records differ, each with the record before and now.
type Difference<'r, T> = (Vec<(String, &'r T)>, Vec<(String, &'r T, &'r T)>, usize);

macro_rules! differences {
    ($old:expr, $new:expr) => {{
        let mut added = Vec::new();
        let mut changed = Vec::new();
        for entry in &$new {
            match $old
                .binary_search_by(|old| old.id.cmp(&entry.id))
                .ok()
                .map(|at| &$old[at])
            {
                None => added.push((entry.id.to_string(), &entry.record)),
                Some(old) if old.record != entry.record => {
                    changed.push((entry.id.to_string(), &old.record, &entry.record));
                }
                Some(_) => {}
            }
        }
        let gone = $old
            .iter()
            .filter(|old| {
                $new.binary_search_by(|entry| entry.id.cmp(&old.id))
                    .is_err()
            })
            .count();
        let found: Difference<'_, _> = (added, changed, gone);
        found
    }};
}

impl Telling {
    /// Says what was done to records of a kind, with their ids if they are few.
    fn ids(&mut self, verb: &str, noun: &str, ids: &[String]) {
        match ids.len() {
            0 => {}
            1..=MOST => self.phrases.push(format!("{verb} {}", ids.join(" "))),
            many => self.phrases.push(format!("{verb} {}", counted(many, noun))),
        }
    }

    fn count(&mut self, verb: &str, noun: &str, count: usize) {
        if count > 0 {
            self.phrases
                .push(format!("{verb} {}", counted(count, noun)));
        }
    }

    /// Says what happened to a record, and whether it has other changes.
    fn told(&mut self, id: &str, turns: &[&str], has_other: bool) {
        let phrase = match (turns, has_other) {
            ([], _) => format!("{id} changed"),
            (turns, false) => format!("{id} {}", turns.join(" and ")),
            (turns, true) => format!("{id} {} and other changes", turns.join(", ")),
        };
        self.phrases.push(phrase);
    }

    fn of_records(&mut self, old: &Records, new: &Records) {
        let (added, changed, gone) = differences!(old.sessions, new.sessions);
        self.count("log", "session", added.len());
        self.count("correct", "session", changed.len());
        self.count("remove", "session", gone);
        self.of_matches(differences!(old.matches, new.matches));
        self.of_cases(old, new);
        self.of_participants(differences!(old.participants, new.participants));
        macro_rules! plain {
            ($($list:ident $noun:literal,)*) => { $(
                let (added, changed, gone) = differences!(old.$list, new.$list);
                self.ids("add", $noun, &keys(&added));
                self.ids("change", $noun, &changed.into_iter().map(|(id, ..)| id).collect::<Vec<_>>());
                self.count("remove", $noun, gone);
            )* };
        }
        plain!(mentors "mentor", groups "group", definitions "definition",);
    }

    fn of_participants(&mut self, (added, changed, gone): Difference<'_, Participant>) {
        let (mut enrolled, mut left, mut joined, mut other) =
            (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for (id, before, now) in changed {
            let facts = compare(&before.fields(), &now.fields());
            let is_new = |fact: &&Fact, key: &str| fact.key == key && fact.was.is_none();
            let is_enrolled = facts.iter().any(|fact| is_new(&fact, "enrollment"));
            let has_left = facts.iter().any(|fact| is_new(&fact, "enrollment.end"));
            let is_said = |fact: &&Fact| {
                let of_end = is_new(fact, "enrollment.end") || is_new(fact, "enrollment.reason");
                fact.key == "same_as" || is_new(fact, "enrollment") || has_left && of_end
            };
            match (&before.same_as, &now.same_as) {
                (was, now) if was == now => {}
                (_, Some(other)) => joined.push(format!("{id} found to be {other}")),
                (_, None) => joined.push(format!("{id} separated again")),
            }
            if facts.iter().any(|fact| !is_said(&fact)) {
                other.push(id.clone());
            }
            if is_enrolled {
                enrolled.push(id.clone());
            }
            if has_left {
                left.push(id);
            }
        }
        self.ids("add", "participant", &keys(&added));
        self.ids("enroll", "participant", &enrolled);
        self.ids("exit", "participant", &left);
        self.phrases.extend(joined);
        self.ids("change", "participant", &other);
        self.count("remove", "participant", gone);
    }

    fn of_matches(&mut self, (added, changed, gone): Difference<'_, Match>) {
        let (begun, proposed): (Vec<_>, Vec<_>) =
            added.iter().partition(|(_, record)| record.began.is_some());
        if !begun.is_empty() {
            self.phrases
                .push(format!("make {}", counted(begun.len(), "match")));
        }
        if !proposed.is_empty() {
            self.phrases
                .push(format!("propose {}", counted(proposed.len(), "match")));
        }
        for (id, before, now) in changed {
            let turns = [
                ("began", before.began.is_none() && now.began.is_some()),
                (
                    "declined",
                    before.declined.is_none() && now.declined.is_some(),
                ),
                ("ended", before.ended.is_none() && now.ended.is_some()),
            ];
            let turns: Vec<&str> = turns
                .iter()
                .filter(|(_, is_new)| *is_new)
                .map(|(word, _)| *word)
                .collect();
            let facts = compare(&before.fields(), &now.fields());
            let is_said =
                |fact: &Fact| turns.contains(&fact.key.split('.').next().unwrap_or_default());
            self.told(&id, &turns, !facts.iter().all(is_said));
        }
        self.count("remove", "match", gone);
    }

    fn of_cases(&mut self, old: &Records, new: &Records) {
        let (added, changed, gone) = differences!(old.cases, new.cases);
        self.ids("add", "case", &keys(&added));
        for (id, before, now) in changed {
            let facts = compare(&before.fields(), &now.fields());
            let is_new = |fact: &&Fact| fact.key == "event" && fact.was.is_none();
            let is_longer = facts
                .iter()
                .filter(|fact| fact.key.starts_with("event"))
                .all(|fact| is_new(&fact));
            let new = now
                .event
                .iter()
                .filter(|event| is_longer && !before.event.contains(event));
            let events: Vec<&str> = new.map(|event| event.kind.word()).collect();
            self.told(
                &id,
                &events,
                !(is_longer && facts.iter().all(|fact| is_new(&fact))),
            );
        }
        self.count("remove", "case", gone);
    }

    /// Describes changes that no record shows: packed months, rules, names and git settings.
    fn of_files(&mut self, directory: &Directory, change: &Change) {
        let identities = format!("{}/", directory.folder(Kind::Identity));
        let (mut names, mut maps) = (0, 0);
        let (mut has_packed, mut has_other) = (Vec::new(), false);
        for (path, before, now) in change.files() {
            let month = path
                .strip_prefix("sessions/")
                .and_then(|path| path.get(5..)?.strip_suffix(".toml"));
            match month.filter(|stem| stem.len() == 7) {
                Some(month) if before.is_none() => has_packed.push(format!("pack {month}")),
                Some(month) if now.is_none() => has_packed.push(format!("unpack {month}")),
                _ if path == MARKER && before.is_none() => {
                    self.phrases.insert(0, "start the program".to_owned())
                }
                _ if path == MARKER => self
                    .phrases
                    .push("change the rules in peer.toml".to_owned()),
                _ if path == FORGOTTEN => self.phrases.push("forget who somebody is".to_owned()),
                _ if path.starts_with(&identities) => names += 1,
                _ if path.starts_with("intake/") => maps += 1,
                _ => has_other |= path.starts_with(".git"),
            }
        }
        self.phrases.extend(has_packed);
        self.count("describe", "sheet", maps);
        self.count("change", "identity", names);
        if has_other {
            self.phrases.push("settings for git".to_owned());
        }
    }
}

fn keys<T>(added: &[(String, &T)]) -> Vec<String> {
    added.iter().map(|(id, _)| id.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::{message, phrases};
    use crate::store::{Change, Directory};

    /// The phrases for one changed file.
    fn said(path: &str, before: &str, now: &str) -> Vec<String> {
        let mut change = Change::default();
        change.replace(path, before, now);
        let program = crate::register::testing::register(&[]).program().clone();
        phrases(&Directory::of_texts(program), &change)
    }

    #[test]
    fn every_change_of_a_record_is_told() {
        let case = "system = \"cps\"\nparticipants = [\"p-a\"]\n";
        let hearing = "[[event]]\non = 2026-03-01\nkind = \"hearing\"\n";
        let home = "[[event]]\non = 2026-04-01\nkind = \"reunified\"\n";
        let of_case = |now: String| said("cases/c-a.toml", &format!("{case}{hearing}"), &now);
        assert_eq!(of_case(format!("{case}{hearing}{home}")), ["c-a reunified"]);
        assert_eq!(
            of_case(format!("county = \"pima\"\n{case}{hearing}{home}")),
            ["c-a reunified and other changes"]
        );
        assert_eq!(
            of_case(format!("county = \"pima\"\n{case}{hearing}")),
            ["c-a changed"]
        );
        assert_eq!(
            of_case(format!("{case}{home}")),
            ["c-a changed"],
            "one taken out and one entered"
        );
        let proposed = "participant = \"p-a\"\nmentor = \"m-a\"\nproposed = 2026-01-01\n";
        let over = "began = 2026-01-02\n[ended]\non = 2026-02-01\nreason = \"moved\"\n";
        let of_match = |now: String| said("matches/k-a.toml", proposed, &now);
        assert_eq!(
            of_match(format!("{proposed}{over}")),
            ["k-a began and ended"]
        );
        assert_eq!(
            of_match(format!("note = \"?\"\n{proposed}{over}")),
            ["k-a began, ended and other changes"]
        );
        let enrolled = "[[enrollment]]\nstart = 2026-01-15\n";
        let of_parent = |now: &str| said("participants/p-a.toml", enrolled, now);
        assert_eq!(
            of_parent(&format!("{enrolled}end = 2026-02-01\nreason = \"moved\"\n")),
            ["exit p-a"]
        );
        assert_eq!(
            of_parent(&format!(
                "area = \"85705\"\n{enrolled}end = 2026-02-01\n[[enrollment]]\nstart = 2026-05-01\n"
            )),
            ["enroll p-a", "exit p-a", "change p-a"]
        );
        assert_eq!(
            of_parent(&format!("same_as = \"p-b\"\n{enrolled}")),
            ["p-a found to be p-b"]
        );
        assert_eq!(
            of_parent(&format!("# asked twice\n{enrolled}")),
            ["change 1 file"]
        );
    }

    #[test]
    fn a_long_message_has_a_short_first_line() {
        let phrases: Vec<String> = (0..9).map(|n| format!("k-4m9t{n} ended")).collect();
        let long = message(&phrases);
        assert!(
            long.lines().next().unwrap_or_default().len() <= 72,
            "{long}"
        );
        assert!(long.ends_with("- k-4m9t8 ended\n"), "{long}");
        assert_eq!(message(&phrases[..2]), "k-4m9t0 ended, k-4m9t1 ended");
    }
}
