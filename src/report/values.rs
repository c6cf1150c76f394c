//! Which values a query can ask for: those of a fixed set or of the program's vocabulary, and everything on file.
//!
//! A word that no record can have is a typo, and its answer, an empty list, would be mistaken for a fact.

use std::collections::BTreeSet;

use super::listing::{Asked, Listing};
use super::query::Query;
use super::record_facts::facts;
use crate::record::period::Frame;
use crate::record::read::nearest;
use crate::record::schema::{Shape, quoted};
use crate::record::{Day, IdKind, Kind, OwnFact, Period, Program, Records};
use crate::register::{Register, fold};

/// The maximum number of words in a set to list in full.
const LISTED: usize = 30;

/// The values that a query can ask of a key.
#[derive(Debug, Default)]
struct Values {
    words: BTreeSet<String>,
    days: bool,
    numbers: bool,
    /// Whether any other word may be a value.
    any: bool,
    /// Whether those are words that people chose: one that resembles another on file is a typo.
    own: bool,
}

/// Rejects a query for a value that no record of the kind can have.
///
/// # Errors
/// Returns what is wrong, and what to write instead.
pub fn known(
    register: &Register,
    kind: Kind,
    query: &Query,
    frame: &Frame,
) -> Result<(), (String, String)> {
    let mut on_file = None;
    for (key, wanted) in query.values() {
        let known = Known {
            program: register.program(),
            records: Some(register.records()),
        };
        let mut values = Values::of(known, kind, key);
        let is_allowed = values.allow(wanted, frame);
        if is_allowed && !values.own {
            continue;
        }
        let on_file =
            on_file.get_or_insert_with(|| facts(register, kind, frame.as_of).collect::<Vec<_>>());
        let of_key = on_file.iter().flatten().filter(|(name, _)| *name == key);
        let present = of_key.flat_map(|(_, values)| values);
        if present.clone().any(|value| fold(value) == fold(wanted)) {
            continue;
        }
        if is_allowed {
            values.words.extend(present.cloned());
        }
        if !is_allowed || !values.allow(wanted, frame) {
            values.refuse(kind, key, wanted)?;
        }
    }
    Ok(())
}

/// Whether only the records can say which values a query can ask for.
#[must_use]
pub fn depends_on_records(program: &Program, kind: Kind, query: &Query) -> bool {
    let records = None;
    let known = Known { program, records };
    query
        .values()
        .any(|(key, _)| Values::of(known, kind, key).own)
}

/// The words that a query can ask of a key.
#[must_use]
pub fn choices(program: &Program, kind: Kind, key: &str) -> BTreeSet<String> {
    let records = None;
    Values::of(Known { program, records }, kind, key).words
}

/// What is known about words and ids.
#[derive(Clone, Copy)]
struct Known<'k> {
    program: &'k Program,
    records: Option<&'k Records>,
}

impl Values {
    fn of(known: Known<'_>, kind: Kind, key: &str) -> Self {
        let mut values = Self::default();
        match (Listing::of(kind).asked(key), key) {
            (None, "name") => values.any = true,
            (Some(Asked::Days), _) => values.days = true,
            (Some(Asked::Numbers), _) => values.numbers = true,
            (Some(Asked::Words(words)), _) => values.add(words),
            (Some(Asked::List(list)), _) => values.shape(known, Some(list), &Shape::Word),
            (Some(Asked::Ids(kind)), _) => values.ids(known, kind.into()),
            (None, "id") => values.ids(known, kind),
            _ => match kind.schema().field(key) {
                Some(field) => values.shape(known, field.words, &field.shape),
                None => values.fact(known.program.fact(kind, key)),
            },
        }
        values
    }

    /// The words of a fact that the program asks for.
    fn fact(&mut self, fact: Option<&OwnFact>) {
        let words = fact.map_or_else(Vec::new, OwnFact::allowed);
        self.any |= words.is_empty();
        self.add(&words);
    }

    /// The possible values of a field with this shape; words come from a list of the vocabulary if it has one.
    fn shape(&mut self, known: Known<'_>, list: Option<&str>, shape: &Shape) {
        match shape {
            Shape::Choice(words) => self.add(words),
            Shape::Word => {
                let words = list.map_or_else(Vec::new, |list| known.program.words_for(list));
                self.any |= words.is_empty();
                self.own |= words.is_empty();
                self.add(&words);
                if let Some(list) = list
                    && words.is_empty()
                {
                    self.add(&known.program.usual_for(list));
                }
            }
            Shape::Bool => self.add(&["false", "true"]),
            Shape::Day => self.days = true,
            Shape::Integer(..) | Shape::Hours | Shape::Number => self.numbers = true,
            Shape::Id(IdKind::Person) => {
                Kind::those(Kind::is_people).for_each(|kind| self.ids(known, kind));
            }
            Shape::Id(kind) => self.ids(known, (*kind).into()),
            Shape::List(item) => self.shape(known, list, item),
            Shape::Table(schema) | Shape::Tables(schema) => schema
                .fields
                .iter()
                .for_each(|field| self.shape(known, field.words, &field.shape)),
            Shape::Text | Shape::Prose | Shape::Child | Shape::Map(_) | Shape::Open => {
                self.any = true;
            }
        }
    }

    fn ids(&mut self, known: Known<'_>, kind: Kind) {
        // Records stored by year are too many to list, and are named by day.
        self.any |= kind.is_by_year();
        if let Some(records) = known.records.filter(|_| !kind.is_by_year()) {
            let ids = records.ids(kind).into_iter();
            self.words.extend(ids.map(|(id, _)| id.to_owned()));
        }
    }

    fn add(&mut self, words: &[&str]) {
        self.words
            .extend(words.iter().map(|word| (*word).to_owned()));
    }

    /// Whether a query may ask for a value. Even if any word may be a value, one that looks like a typo may not.
    fn allow(&self, wanted: &str, frame: &Frame) -> bool {
        ["any", "none"].contains(&wanted)
            || self.words.iter().any(|word| fold(word) == fold(wanted))
            || self.days && (wanted.parse::<Day>().is_ok() || Period::parse(wanted, frame).is_ok())
            || self.numbers && wanted.parse::<f64>().is_ok()
            || self.any && self.near(wanted).is_none()
    }

    fn near(&self, wanted: &str) -> Option<&str> {
        let words: Vec<&str> = self.words.iter().map(String::as_str).collect();
        let typed = wanted.to_lowercase();
        let holds = || {
            words
                .iter()
                .find(|word| word.split('-').any(|part| part == typed))
                .copied()
        };
        nearest(&typed, &words).or_else(holds)
    }

    fn refuse(&self, kind: Kind, key: &str, wanted: &str) -> Result<(), (String, String)> {
        let message = format!("`{wanted}` is not a value of `{key}` for {kind}");
        let mut help: Vec<String> = self
            .near(wanted)
            .map(|near| format!("did you mean `{key}:{near}`?"))
            .into_iter()
            .collect();
        let words: Vec<&str> = self.words.iter().map(String::as_str).collect();
        match words.len() {
            _ if self.own => {}
            1..=LISTED => help.push(format!("`{key}` can be {}", quoted(&words))),
            0 if self.days => help.push(format!(
                "write a day or a period, such as {key}:2026-10-07, {key}:2026-10, {key}:CY2026 or {key}:FY2027 (the program's own year)"
            )),
            0 if self.numbers => help.push(format!("write a number, such as {key}:3")),
            0 => help.push(format!("{key}:none asks for records without one")),
            _ if help.is_empty() => {
                help.push(
                    "write the id: `peer list participants` shows ids beside names".to_owned(),
                );
            }
            _ => {}
        }
        Err((message, help.join(" ")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::testing::register;
    use crate::report::list::keys;

    const FILES: [(&str, &str); 7] = [
        (
            "peer.toml",
            "schema = 1\nname = \"Test\"\n[vocabulary]\nneeds = [\"housing\", \"visitation\"]\ndomains = [\"housing\"]\nreasons = [\"goals-met\"]\n",
        ),
        (
            "participants/p-a.toml",
            "needs = [\"housing\", \"childcare\"]\nlanguages = [\"es\"]\ngender = \"woman\"\nreferral_source = \"hospital\"\n[[goal]]\nset = 2026-01-01\ndomain = \"housing\"\ntext = \"Own lease\"\n",
        ),
        ("mentors/m-a.toml", "capacity = 2\n"),
        (
            "cases/c-a.toml",
            "system = \"cps\"\nparticipants = [\"p-a\"]\n",
        ),
        (
            "groups/wednesday.toml",
            "kind = \"support-group\"\nchildcare = true\n",
        ),
        (
            "matches/k-a.toml",
            "participant = \"p-a\"\nmentor = \"m-a\"\nbegan = 2026-02-01\n",
        ),
        (
            "sessions/2026/2026-03-04-group-wednesday.toml",
            "kind = \"support-group\"\non = 2026-03-04\ngroup = \"wednesday\"\nparticipants = [\"p-a\"]\n",
        ),
    ];

    fn ask(kind: Kind, term: &str) -> Result<(), (String, String)> {
        let frame = Frame {
            as_of: "2026-11-21".parse().unwrap(),
            fiscal_year_starts: 7,
            first_fact: None,
        };
        let query = Query::parse(&[term.to_owned()], &keys(kind, None)).unwrap();
        known(&register(&FILES), kind, &query, &frame)
    }

    #[test]
    fn a_slip_in_any_closed_set_is_refused_with_what_was_meant() {
        use Kind::{Case, Group, Match, Mentor, Participant, Session};
        for (kind, term, near) in [
            (Participant, "status:waitin", "status:waiting"),
            (Participant, "not:status:waitin", "status:waiting"),
            (Participant, "status:waiting,exitd", "status:exited"),
            (Participant, "need:housng", "needs:housing"),
            (Participant, "system:cp", "system:cps"),
            (Participant, "mentor:m-b", "mentor:m-a"),
            (Participant, "goal:housng", "goal:housing"),
            (Participant, "id:p-b", "id:p-a"),
            (Participant, "consent:service", "consent:services"),
            (Mentor, "status:redy", "status:ready"),
            (Mentor, "ready:ye", "ready:yes"),
            (Mentor, "experience:visitaton", "experience:visitation"),
            (Case, "status:opne", "status:open"),
            (Case, "last_event:reunifed", "last_event:reunified"),
            (Group, "kind:suport-group", "kind:support-group"),
            (Group, "childcare:tru", "childcare:true"),
            (Match, "status:proposd", "status:proposed"),
            (Match, "reason:goal-met", "reason:goals-met"),
            (Session, "kind:group", "kind:support-group"),
            (Session, "kind:mentorng", "kind:mentoring"),
            (Session, "status:noshow", "status:no-show"),
            (Session, "mode:in-persn", "mode:in-person"),
            (Session, "group:wendesday", "group:wednesday"),
        ] {
            let (_, help) = ask(kind, term).unwrap_err();
            let meant = format!("did you mean `{near}`?");
            assert!(help.starts_with(&meant), "{term}: {help}");
            assert!(help.contains("` can be `"), "{term}: {help}");
        }
    }

    #[test]
    fn a_slip_in_a_word_that_people_choose_is_refused_with_what_was_meant() {
        for (term, near) in [
            ("gender:womn", "gender:woman"),
            ("source:hospitl", "referral_source:hospital"),
        ] {
            let (_, help) = ask(Kind::Participant, term).unwrap_err();
            assert_eq!(help, format!("did you mean `{near}`?"));
        }
        let (_, help) = ask(Kind::Participant, "language:esp").unwrap_err();
        assert_eq!(help, "did you mean `languages:es`?");
        assert_eq!(ask(Kind::Participant, "language:fr"), Ok(()));
    }

    #[test]
    fn a_word_that_is_near_none_is_refused_with_all() {
        let (message, help) = ask(Kind::Participant, "status:gone").unwrap_err();
        assert_eq!(
            message,
            "`gone` is not a value of `status` for participants"
        );
        assert_eq!(
            help,
            "`status` can be `active`, `exited`, `matched`, `referred`, `waiting`"
        );
        assert!(ask(Kind::Mentor, "capacity:two").is_err());
        assert!(ask(Kind::Session, "on:spring").is_err());
        assert!(ask(Kind::Match, "began:2026-13").is_err());
    }

    #[test]
    fn what_the_vocabulary_has_and_what_is_on_file_are_asked_for() {
        use Kind::{Case, Group, Match, Mentor, Participant, Session};
        for (kind, term) in [
            (Participant, "needs:visitation"),
            (Participant, "needs:childcare"),
            (Participant, "needs:any"),
            (Participant, "language:nah"),
            (Participant, "area:85799"),
            (Participant, "goal:Own lease"),
            (Participant, "goal:2026"),
            (Participant, "start:SFY2027Q2"),
            (Participant, "since:2026-10"),
            (Participant, "rosa"),
            (Mentor, "capacity:7"),
            (Mentor, "free:0"),
            (Case, "county:pima"),
            (Case, "participant:p-a"),
            (Group, "meets:wed"),
            (Match, "began:CY2026"),
            (Match, "reason:none"),
            (Session, "on:2026-10"),
            (Session, "present:3"),
            (Session, "kind:Support-Group"),
        ] {
            assert_eq!(ask(kind, term), Ok(()), "{term}");
        }
    }
}
