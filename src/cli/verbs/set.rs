mod keys;

use std::path::Path;
use std::str::FromStr;

use clap::Args;

use self::keys::{entries, field_of, meant, root_of};
use crate::cli::args::{Mistyped, Ref, Resolve, Writing, word};
use crate::cli::complete;
use crate::cli::failure::{Done, Failure};
use crate::cli::moving::{renamed, told};
use crate::cli::own::{self, ValueChange};
use crate::cli::pairing::lowered;
use crate::cli::peer::{Peer, RunRegister};
use crate::cli::people::{self, find, kind_of};
use crate::record::read::{self, nearest};
use crate::record::word::to_kebab;
use crate::record::{
    Datum, Day, Field, IdKind, Identity, Kind, Minutes, Place, Program, Schema, SessionId, Shape,
};
use crate::register::{Named, Register, fold};
use crate::store::{Change, Directory, Edit, Scope, after};

/// Change single values of a record
///
/// KEY=VALUE sets a value, KEY= removes it, KEY+=VALUE and KEY-=VALUE change a list. Keys are those of the file; write
/// a key of a table with a dot. A day may be a word such as `wed`, a length 1h30; the answer shows how it was
/// understood. Names, phones and addresses go to the person's file in the identities folder. The rest of the file stays
/// as it is, with its comments.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  peer set rosa area=85713 needs+=visitation needs-=housing\n  peer set rosa phone=520-555-0142\n  \
                        peer set dana capacity=4 own_case.closed=2023-05-10\n  peer set p-77x2a same_as=p-4f7kq        added twice: the same person\n  peer set rosa gender=\n  \
                        peer set rosa race+=white (a fact that the program asks for)\n  \
                        peer set 2026-11-18-group-wednesday minutes=1h30\n  \
                        peer set 2026-11-18-group-wednesday participants-=rosa participants+=luis\n  \
                        peer set dana left=2026-11-02\n  \
                        peer set 2026-10-07-pfs2-p-4f7kq answers.3=4    a survey; answers.3= was left blank\n  \
                        peer set 2026-11-18-group-wednesday on=2026-11-11      as `peer move`"
)]
pub struct Set {
    /// The record
    #[arg(value_name = "WHO")]
    who: Ref<Named>,
    /// What to change
    #[arg(value_name = "KEY=VALUE", required = true, add = complete::changes())]
    changes: Vec<Assignment>,
    #[command(flatten)]
    writing: Writing,
}

impl Set {
    pub(super) fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        if matches!(&self.who, Ref::Typed(text) if Path::new(text).ends_with("peer.toml")) {
            return Err(
                Failure::new("peer.toml has the program's rules and is not a record")
                    .help("change it in an editor: `peer edit peer.toml`"),
            );
        }
        let directory = peer.directory()?;
        let writer = peer.writer(&directory, &self.writing)?;
        let is_session = matches!(&self.who, Ref::Typed(text) if people::stem(text).parse::<SessionId>().is_ok());
        let register = read_all(
            peer,
            &directory,
            if is_session {
                Scope::ALL
            } else {
                Scope::PEOPLE
            },
        )?;
        let found = self.who.resolve(&register)?;
        let is_day = |change: &&Assignment| {
            kind_of(&found) == Kind::Session
                && change.key == "on"
                && change.verb == ValueChange::Set
        };
        let (days, changes): (Vec<_>, Vec<_>) = self.changes.iter().partition(is_day);
        let files = Files::open(peer, &directory, &register, &found)?;
        let (record, identity) = files.changed(&changes)?;
        if kind_of(&found) == Kind::Session {
            let id: SessionId = people::parsed(found.clone())?;
            let day = days.last().map(|change| any_day(&change.value, peer.today));
            let day = day.transpose()?;
            if let Some((new, change)) = renamed(&directory, &register, &id, &record, day)? {
                let done = told(peer, &id, &new);
                return peer.finish(&directory, writer.as_ref(), &register, &change, &done);
            }
        }
        let label = match &identity {
            Some(edit) if peer.screen.names => named(&found, edit),
            _ => people::label(&found),
        };
        let mut change = Change::default();
        for edit in std::iter::once(record).chain(identity) {
            let new = edit.original().is_empty() && !directory.has_file(edit.path());
            if new {
                change.create(edit.path(), edit.text());
            } else {
                change.replace(edit.path(), edit.original(), edit.text());
            }
        }
        lowered(peer, &directory, &register, &found, &mut change)?;
        if change.is_empty() {
            peer.screen
                .say(&format!("{} already has that; nothing to change", found.id));
            return Ok(Done::Yes);
        }
        mends(&directory, &register, &change)?;
        peer.finish(
            &directory,
            writer.as_ref(),
            &register,
            &change,
            &format!("changed {label}"),
        )
    }
}

/// A day as typed.
fn any_day(text: &str, today: Day) -> Result<Day, Failure> {
    Day::parse_from(text, today).map_err(|why| Failure::new(format!("`on`: {why}")))
}

/// `KEY=VALUE`, `KEY+=VALUE` or `KEY-=VALUE`.
#[derive(Debug, Clone)]
struct Assignment {
    verb: ValueChange,
    key: String,
    value: String,
}

impl FromStr for Assignment {
    type Err = Mistyped;

    fn from_str(text: &str) -> Result<Self, Mistyped> {
        let (key, value) = text.split_once('=').ok_or_else(|| {
            Mistyped::new(
                format!("`{text}` needs a value"),
                "to change a field: area=85713; to add to a list: needs+=housing; to remove from a list: needs-=housing",
            )
        })?;
        let (verb, key) = match (key.strip_suffix('+'), key.strip_suffix('-')) {
            (Some(key), _) => (ValueChange::Include, key),
            (_, Some(key)) => (ValueChange::Exclude, key),
            _ => (ValueChange::Set, key),
        };
        Ok(Self {
            verb,
            key: key.to_owned(),
            value: value.to_owned(),
        })
    }
}

/// The files of a record that are changed: its own, and for a person also the identity, once needed.
struct Files<'a> {
    peer: &'a Peer,
    directory: &'a Directory,
    register: &'a Register,
    id: &'a str,
    kind: Kind,
    record: Edit,
    identity: Option<Edit>,
}

impl<'a> Files<'a> {
    fn open(
        peer: &'a Peer,
        directory: &'a Directory,
        register: &'a Register,
        found: &'a Named,
    ) -> Result<Self, Failure> {
        let kind = kind_of(found);
        let place = people::place(register, found);
        Ok(Self {
            peer,
            directory,
            register,
            id: &found.id,
            kind,
            record: peer.open_place(directory, &place, kind)?,
            identity: None,
        })
    }

    /// The files with all changes: the record's, and the identity if it is changed.
    fn changed(mut self, changes: &[&Assignment]) -> Result<(Edit, Option<Edit>), Failure> {
        for change in changes {
            if let Some(told) = self.change(change)? {
                self.peer.screen.say(&told);
            }
        }
        Ok((self.record, self.identity))
    }

    /// Makes a change in the file that has its key, and returns how the value was understood.
    fn change(&mut self, change: &Assignment) -> Result<Option<String>, Failure> {
        let change = &Assignment {
            key: meant(self.kind, &change.key),
            ..change.clone()
        };
        let Assignment { verb, key, value } = change;
        if let Some(fact) = own::named(self.register.program(), self.kind, key)? {
            own::change(&mut self.record, &fact, *verb, value)?;
            return Ok(None);
        }
        let (schema, of_identity) = (self.kind.schema(), Kind::Identity.schema());
        let is_own = schema.field(root_of(key)).is_some();
        let (edit, schema) =
            if !is_own && of_identity.field(key).is_some() && Identity::has_key(self.kind, key) {
                let open = match self.identity.take() {
                    Some(open) => open,
                    None => open_identity(self.peer, self.directory, self.id)?,
                };
                (self.identity.insert(open), of_identity)
            } else {
                (&mut self.record, schema)
            };
        apply(edit, schema, change, self.peer.today, self.register)
    }
}

/// The records, linked. A fault in their links, such as a circle of `same_as`, does not stop anyone from fixing it.
fn read_all(peer: &Peer, directory: &Directory, scope: Scope) -> Result<RunRegister, Failure> {
    peer.finish_interrupted_write(directory)?;
    let reading = directory.read(scope);
    if reading.findings.is_empty() {
        Ok(RunRegister::new(peer.link(reading.records)))
    } else {
        Err(Failure::faulty(reading.findings))
    }
}

/// Refuses a change of records whose links have faults, unless it leaves fewer of them.
fn mends(directory: &Directory, register: &Register, change: &Change) -> Result<(), Failure> {
    let faults = register.findings();
    if faults.is_empty()
        || Register::new(after(directory, register.records(), change))
            .findings()
            .len()
            < faults.len()
    {
        Ok(())
    } else {
        Err(Failure::faulty(faults.to_vec()))
    }
}

/// A person as people read it, with the name in an edited identity.
fn named(found: &Named, identity: &Edit) -> String {
    let name = read::record::<Identity>(&identity.text())
        .ok()
        .and_then(|identity| identity.name());
    people::label(&Named {
        name,
        ..found.clone()
    })
}

/// The identity file of a person, empty if there is none yet.
fn open_identity(peer: &Peer, directory: &Directory, id: &str) -> Result<Edit, Failure> {
    let path = directory.path_of(Kind::Identity, id);
    if directory.has_file(&path) {
        return peer.open_place(directory, &Place::file(&path), Kind::Identity);
    }
    if !directory.has_identities() {
        let folder = directory.shown(&directory.folder(Kind::Identity));
        return Err(
            Failure::new(format!("the identities folder {folder} is not here"))
                .help("make it reachable, then try again"),
        );
    }
    Ok(Edit::open(&path, "", None, Kind::Identity.schema())?)
}

/// Changes the answer to an item, or removes it.
fn set_answer(
    edit: &mut Edit,
    table: &str,
    item: &str,
    change: &Assignment,
) -> Result<(), Failure> {
    let number = |text: &str| text.trim().parse::<u32>().ok();
    let value = match change.value.as_str() {
        "" => None,
        text => number(text),
    };
    match (change.verb, number(item), value) {
        (ValueChange::Set, Some(_), Some(answer)) => {
            edit.set_inner(table, item, &Datum::Integer(i64::from(answer)));
        }
        (ValueChange::Set, Some(_), None) if change.value.is_empty() => {
            edit.unset_inner(table, item);
        }
        _ => {
            let message = format!("`{}` does not set an answer", change.key);
            let help = "write answers.ITEM=ANSWER, such as answers.3=4, or answers.3= if it was left blank";
            return Err(Failure::new(message).help(help));
        }
    }
    Ok(())
}

/// Changes a value, and returns how it was understood if it is written differently than it was typed.
fn apply(
    edit: &mut Edit,
    schema: &'static Schema,
    change: &Assignment,
    today: Day,
    register: &Register,
) -> Result<Option<String>, Failure> {
    let (verb, key, value) = (change.verb, change.key.as_str(), change.value.as_str());
    let mut told = None;
    let read = |field: &Field, shape: &Shape, text: &str| {
        let datum = datum(shape, field.name, text, today, register)?;
        in_words(register.program(), field, datum)
    };
    let mut understood = |field: &Field| {
        let datum = read(field, &field.shape, value)?;
        told = told_back(key, value, &datum);
        Ok::<Datum, Failure>(datum)
    };
    if let Some((table, inner)) = key.split_once('.') {
        let outer = field_of(schema, table, register.program())?;
        if std::ptr::eq(schema, Kind::Answer.schema()) && outer.shape == Shape::Open {
            return set_answer(edit, table, inner, change).map(|()| None);
        }
        let Shape::Table(sub) = outer.shape else {
            return Err(entries(verb, table, outer));
        };
        let field = field_of(sub, inner, register.program())?;
        match (verb, value) {
            (ValueChange::Set, "") => edit.unset_inner(table, inner),
            (ValueChange::Set, _) => edit.set_inner(table, inner, &understood(field)?),
            _ => {
                return Err(Failure::new(format!("`{key}` takes only {key}=VALUE"))
                    .help("edit longer changes with `peer edit`"));
            }
        }
        return Ok(told);
    }
    let field = field_of(schema, key, register.program())?;
    match (verb, field.shape) {
        (_, Shape::Table(_) | Shape::Tables(_) | Shape::Map(_) | Shape::Open) => {
            return Err(entries(verb, key, field));
        }
        (ValueChange::Set, _) if value.is_empty() => edit.unset(key),
        (ValueChange::Set, _) => edit.set(key, &understood(field)?),
        (ValueChange::Include, Shape::List(item)) => {
            for one in value.split(',') {
                edit.include(key, &read(field, item, one)?);
            }
        }
        (ValueChange::Exclude, Shape::List(item)) => {
            for one in value.split(',') {
                let wanted = read(field, item, one)?.to_string();
                if !edit.exclude(key, &wanted) {
                    return Err(Failure::new(format!("`{wanted}` is not in `{key}`"))
                        .help("nothing was written; `peer show` lists what is there"));
                }
            }
        }
        (ValueChange::Include | ValueChange::Exclude, _) => {
            return Err(
                Failure::new(format!("`{key}` is not a list: it has only one value"))
                    .help(format!("write {key}=VALUE")),
            );
        }
    }
    Ok(told)
}

/// A value in the program's own words, if its field has a vocabulary: another way to type a word becomes the word.
fn in_words(program: &Program, field: &Field, datum: Datum) -> Result<Datum, Failure> {
    let Some(list) = field.words else {
        return Ok(datum);
    };
    Ok(match datum {
        Datum::Text(text) => {
            let typed = text.parse().map_err(Failure::new)?;
            Datum::Text(word(program, list, &typed)?.to_string())
        }
        Datum::List(items) => Datum::List(
            items
                .into_iter()
                .map(|item| in_words(program, field, item))
                .collect::<Result<_, _>>()?,
        ),
        other => other,
    })
}

/// What is written for a day or a length that was typed in words.
fn told_back(key: &str, typed: &str, datum: &Datum) -> Option<String> {
    match datum {
        Datum::Day(day) if typed.trim() != day.to_string() => {
            Some(format!("{key} = {day}, {}", day.weekday_name()))
        }
        Datum::Integer(number) if typed.trim() != number.to_string() => {
            Some(format!("{key} = {number}"))
        }
        _ => None,
    }
}

/// A typed value, in the shape of its field. Records can be named as everywhere else.
fn datum(
    shape: &Shape,
    key: &str,
    text: &str,
    today: Day,
    register: &Register,
) -> Result<Datum, Failure> {
    let wrong = || unfit(shape, key, text);
    let text = text.trim();
    Ok(match shape {
        Shape::Integer(low, high) => Datum::Integer(
            integer(key, text)?
                .filter(|number| (*low..=*high).contains(number))
                .ok_or_else(wrong)?,
        ),
        Shape::Hours | Shape::Number => Datum::Float(text.parse().map_err(|_| wrong())?),
        Shape::Bool => Datum::Bool(match text {
            "true" | "yes" => true,
            "false" | "no" => false,
            _ => return Err(wrong()),
        }),
        Shape::Day => Datum::Day(
            Day::parse_from(text, today).map_err(|why| Failure::new(format!("`{key}`: {why}")))?,
        ),
        Shape::Prose => Datum::Prose(text.to_owned()),
        Shape::List(item) => {
            let items: Result<Vec<Datum>, Failure> = text
                .split(',')
                .filter(|one| !one.trim().is_empty())
                .map(|one| datum(item, key, one, today, register))
                .collect();
            let mut items = items?;
            items.sort_by_cached_key(ToString::to_string);
            items.dedup();
            Datum::List(items)
        }
        Shape::Id(kind) => {
            let among: &[IdKind] = match kind {
                IdKind::Person => &[IdKind::Participant, IdKind::Mentor],
                one => std::slice::from_ref(one),
            };
            Datum::Text(find(register, text, among)?.id)
        }
        Shape::Choice(words) => Datum::Text(choice(words, text).map_err(|near| {
            near.map_or_else(wrong, |near| {
                wrong().help(format!("did you mean `{near}`?"))
            })
        })?),
        Shape::Word => {
            let word = to_kebab(&fold(text));
            if word.is_empty() {
                return Err(wrong());
            }
            Datum::Text(word)
        }
        _ => Datum::Text(text.to_owned()),
    })
}

/// A whole number; minutes also as a length of time, `1h15`.
fn integer(key: &str, text: &str) -> Result<Option<i64>, Failure> {
    match text.parse() {
        Ok(number) => Ok(Some(number)),
        Err(_) if key.ends_with("minutes") => {
            let length: Minutes = text.parse().map_err(Failure::new)?;
            Ok(Some(i64::from(length.count())))
        }
        Err(_) => Ok(None),
    }
}

/// One of the words that a key accepts; for any other word, the nearest one.
fn choice(words: &[&'static str], text: &str) -> Result<String, Option<&'static str>> {
    let word = to_kebab(&fold(text));
    words
        .iter()
        .find(|known| **known == text || **known == word)
        .map(|known| (*known).to_owned())
        .ok_or_else(|| nearest(&word, words))
}

/// The answer to a text that a key does not accept.
fn unfit(shape: &Shape, key: &str, text: &str) -> Failure {
    // On the command line nothing is in quotes.
    let bare = shape
        .describe()
        .replace(" in quotes", "")
        .replace(" without quotes", "")
        .replace('"', "`");
    Failure::new(format!("`{key}` cannot be `{text}`")).help(format!("write {bare}"))
}
