//! Facts that a program asks for, as people type them.

use std::str::FromStr;

use super::args::{Keyed, Mistyped, Several};
use super::failure::Failure;
use super::peer::Peer;
use super::prompt::{self, Item, Prompt};
use crate::record::own::Answer;
use crate::record::read::{Step, nearest};
use crate::record::schema::{Table, quoted};
use crate::record::word::to_kebab;
use crate::record::{About, Child, ChildKey, Datum, Kind, OwnFact, OwnFacts, Program, Word};
use crate::register::fold;
use crate::store::Edit;

/// The table that contains facts.
const TABLE: &str = "facts";

/// The table that contains the children of a case.
const CHILDREN: &str = "child";

/// A fact that a key names, and the table of the record that contains it.
pub struct NamedFact<'p> {
    fact: &'p OwnFact,
    table: Vec<Step>,
}

/// The fact of a kind of record that a key names, as `race` or `facts.race`, or as `child.a.race` for a child; `None`
/// for any other key.
///
/// # Errors
/// The program asks for no such fact.
pub fn named<'p>(
    program: &'p Program,
    kind: Kind,
    key: &str,
) -> Result<Option<NamedFact<'p>>, Failure> {
    let inside = |keys: &[&str]| {
        keys.iter()
            .map(|key| Step::Key((*key).to_owned()))
            .collect()
    };
    let own = About::ALL.iter().find(|about| about.kind() == kind);
    let Some(own) = own.copied() else {
        return Ok(None);
    };
    if let (About::Case, Some((CHILDREN, rest))) = (own, key.split_once('.')) {
        let Some((child, name)) = rest.split_once('.') else {
            return Ok(None);
        };
        if Child::SCHEMA.field(name).is_some() {
            return Ok(None);
        }
        let name = name.strip_prefix("facts.").unwrap_or(name);
        return Ok(Some(NamedFact {
            fact: fact(program, About::Child, name)?,
            table: inside(&[CHILDREN, child, TABLE]),
        }));
    }
    let found = match key.strip_prefix("facts.") {
        Some(name) => Some(fact(program, own, name)?),
        None if kind.schema().field(key).is_some() => None,
        None if own == About::Case && program.fact_of(About::Child, key).is_some() => {
            let help = format!("write child.a.{key}=WORD for the child `a`");
            return Err(Failure::new(format!("`{key}` is a fact about children")).help(help));
        }
        None => program.fact_of(own, key),
    };
    Ok(found.map(|fact| NamedFact {
        fact,
        table: inside(&[TABLE]),
    }))
}

fn fact<'p>(program: &'p Program, about: About, name: &str) -> Result<&'p OwnFact, Failure> {
    program.fact_of(about, name).ok_or_else(|| {
        let names: Vec<&str> = program.facts_of(about).map(|fact| fact.name.0).collect();
        let help = match nearest(name, &names) {
            Some(near) => format!("did you mean `{near}`?"),
            None if names.is_empty() => {
                "add it to peer.toml: `peer explain facts` shows what to write".to_owned()
            }
            None => format!("the facts are {}", quoted(&names)),
        };
        let who = about.plural();
        Failure::new(format!("peer.toml has no fact `{name}` for {who}")).help(help)
    })
}

/// A word of a fact, if it is one.
fn word(fact: &OwnFact, word: &Word) -> Result<Word, Failure> {
    let word = fact.word_for(word);
    let allowed = fact.allowed();
    if allowed.is_empty() || allowed.contains(&word.as_str()) {
        return Ok(word.clone());
    }
    let failure = Failure::new(format!(
        "`{word}` is not one of the words of `{}`",
        fact.name
    ));
    Err(match nearest(word.as_str(), &allowed) {
        Some(near) => failure.help(format!("did you mean `{near}`?")),
        None => failure.help(format!("write one of {}", quoted(&allowed))),
    })
}

/// What some words say about a fact: one, or several if it can have several.
fn answer<'w>(
    fact: &OwnFact,
    words: impl IntoIterator<Item = &'w Word>,
) -> Result<Answer, Failure> {
    let words = words.into_iter().map(|one| word(fact, one));
    let mut words = words.collect::<Result<Vec<Word>, _>>()?;
    words.sort();
    words.dedup();
    match words.as_slice() {
        [one] if !fact.is_many() => Ok(Answer::One(one.clone())),
        [] => Err(Failure::new(format!("`{}` needs a word", fact.name))
            .help(format!("write {}=WORD", fact.name))),
        _ if fact.is_many() => Ok(Answer::Many(words)),
        _ => Err(Failure::new(format!("`{}` takes only one word", fact.name))
            .help(format!("write {}=WORD", fact.name))),
    }
}

/// A fact as an argument, such as `race=white`.
pub type FactArg = Keyed<String, Several<FactWord>>;

/// A word of a fact as people type it: the word itself, or its form on pages, `Hispanic or Latino`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactWord(Word);

impl FromStr for FactWord {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let word = text.parse::<Word>();
        word.or_else(|why| to_kebab(&fold(text)).parse().map_err(|_| why))
            .map(Self)
    }
}

/// The words that a text lists.
fn typed(text: &str) -> Result<Vec<Word>, Mistyped> {
    let Several(all) = text.parse::<Several<FactWord>>()?;
    Ok(all.into_iter().map(|FactWord(word)| word).collect())
}

/// The facts of a new record; a fact with several words may be repeated. On a terminal, asks for the missing ones.
///
/// # Errors
/// The program asks for no such fact, or it has no such word; or someone stops at a question.
pub fn facts(
    peer: &Peer,
    program: &Program,
    about: About,
    given: &[FactArg],
) -> Result<OwnFacts, Failure> {
    facts_of(peer, program, about, "", given)
}

/// The facts of a new child of a case.
///
/// # Errors
/// As for [`facts`].
pub fn facts_of_child(
    peer: &Peer,
    program: &Program,
    child: &ChildKey,
    given: &[FactArg],
) -> Result<OwnFacts, Failure> {
    facts_of(
        peer,
        program,
        About::Child,
        &format!(" of child {child}"),
        given,
    )
}

fn facts_of(
    peer: &Peer,
    program: &Program,
    about: About,
    whose: &str,
    given: &[FactArg],
) -> Result<OwnFacts, Failure> {
    let mut all = given_facts(program, about, given)?;
    if prompt::possible() {
        let prompt = Prompt::new(&peer.screen);
        for fact in program.facts_of(about) {
            if all.words(fact.name.0).is_empty() {
                let words = asked(prompt, fact, whose)?;
                if !words.is_empty() {
                    all.set(fact.name, answer(fact, &words)?);
                }
            }
        }
    }
    Ok(all)
}

/// Asks for a fact; returns no words if it is left open.
fn asked(prompt: Prompt, fact: &OwnFact, whose: &str) -> Result<Vec<Word>, Failure> {
    let question = fact.name.0.replace('_', " ") + whose;
    let allowed = fact.allowed();
    let items: Vec<Item> = allowed.iter().map(|word| Item::named(*word)).collect();
    let words = |places: &[usize]| {
        places
            .iter()
            .filter_map(|at| allowed[*at].parse().ok())
            .collect()
    };
    if items.is_empty() {
        let parse = |typed: &str| {
            let word = typed.parse::<FactWord>();
            word.map(|FactWord(word)| word).map_err(Mistyped::from)
        };
        let word = prompt.line(&question, None::<Word>, "a word, or nothing", parse)?;
        return Ok(word.into_iter().collect());
    }
    if fact.is_many() {
        return Ok(words(&prompt.tick(&question, &items, &[], None)?.places));
    }
    let lines: Vec<Item> = std::iter::once(Item::named("-")).chain(items).collect();
    let at = prompt.choose(&question, &lines, 0)?;
    Ok(words(at.checked_sub(1).as_slice()))
}

/// The facts given as arguments.
///
/// # Errors
/// The program asks for no such fact, or it has no such word.
pub fn given_facts(
    program: &Program,
    about: About,
    given: &[FactArg],
) -> Result<OwnFacts, Failure> {
    let mut all = OwnFacts::default();
    for Keyed { key, value } in given {
        let value = value.as_ref().ok_or_else(|| {
            Failure::new(format!("`{key}` is not a fact"))
                .help("write NAME=WORD, such as race=white")
        })?;
        let fact = fact(program, about, key)?;
        let said = all.words(fact.name.0).to_vec();
        let given = value.0.iter().map(|FactWord(word)| word);
        all.set(fact.name, answer(fact, said.iter().chain(given))?);
    }
    Ok(all)
}

/// How a value of a record is changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueChange {
    /// It has this value.
    Set,
    /// It has this value too.
    Include,
    /// It no longer has this value.
    Exclude,
}

/// Changes a fact of a record.
///
/// # Errors
/// The fact has no such word, or the record does not have it, or there is no such child.
pub fn change(
    edit: &mut Edit,
    NamedFact { fact, table }: &NamedFact<'_>,
    change: ValueChange,
    value: &str,
) -> Result<(), Failure> {
    let name = fact.name.0;
    if let [above @ .., _] = table.as_slice()
        && let Some(Step::Key(child)) = above.last()
        && !edit.has_table(above)
    {
        return Err(Failure::new(format!("this case has no child `{child}`"))
            .help(format!("add it with `peer add child CASE {child}`")));
    }
    let datum = |word: &Word| Datum::Text(word.to_string());
    match change {
        ValueChange::Set if value.is_empty() => edit.unset_in(table, name),
        ValueChange::Set => {
            let value = match answer(fact, &typed(value)?)? {
                Answer::One(word) => datum(&word),
                Answer::Many(words) => Datum::List(words.iter().map(datum).collect()),
            };
            edit.set_in(table, name, &value);
        }
        _ if !fact.is_many() => {
            return Err(
                Failure::new(format!("`{name}` is not a list")).help(format!("write {name}=WORD"))
            );
        }
        ValueChange::Include => {
            for one in &typed(value)? {
                edit.include_in(table, name, &datum(&word(fact, one)?));
            }
        }
        ValueChange::Exclude => {
            for one in value.split(',') {
                let known = one.trim().parse().ok();
                let known = known.and_then(|FactWord(typed)| word(fact, &typed).ok());
                let word = known.map_or_else(|| one.trim().to_owned(), |word| word.to_string());
                if !edit.exclude_in(table, name, &word) {
                    return Err(Failure::new(format!("`{one}` is not in `{name}`"))
                        .help("nothing was written; `peer show` lists what is there"));
                }
            }
        }
    }
    Ok(())
}
