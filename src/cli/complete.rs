//! Completion of verbs, flags, ids and names. It never prompts, never reports an error, and reads no more than it has
//! to.

mod people;
mod queries;
mod typed;

use std::any::TypeId;
use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};

use clap::{Arg, Command};
use clap_complete::engine::{
    ArgValueCompleter, CompletionCandidate, PathCompleter, ValueCompleter,
};
use clap_complete::env::CompleteEnv;

use super::args::{self, CaseOrParent, List, OnFile, ParentOrMatch, Ref, Several, WordOf};
use crate::measure::By;
use crate::record::definition::SHIPPED;
use crate::record::form;
use crate::record::survey;
use crate::record::{
    About, CaseId, Field, GroupId, IdKind, Kind, MentorId, OwnFact, ParticipantId, PersonId,
    Program, Shape,
};
use crate::register::{Named, Register};
use crate::report::explain::REPORTS;
use crate::store::{Directory, Scope, revisions as revisions_of};
use people::people;
pub use queries::{months, periods, queries};
use typed::{begun, directory};

/// Answers a shell that asks for completions of a command line; false if no shell is asking.
pub fn complete(arguments: &[OsString], described: fn() -> Command) -> bool {
    let folder = std::env::current_dir().ok();
    CompleteEnv::with_factory(|| by_type(described()))
        .try_complete(arguments.iter().cloned(), folder.as_deref())
        .unwrap_or(true)
}

/// A command whose arguments are completed by their types: records, and words of the vocabulary.
fn by_type(command: Command) -> Command {
    command
        .mut_args(|argument| match completer(&argument) {
            Some(completer) => argument.add(completer),
            None => argument,
        })
        .mut_subcommands(by_type)
}

/// The completer for the type of an argument, if that type has one.
fn completer(argument: &Arg) -> Option<ArgValueCompleter> {
    [
        of_records::<ParticipantId>,
        of_records::<MentorId>,
        of_records::<PersonId>,
        of_records::<CaseId>,
        of_records::<GroupId>,
        of_records::<Named>,
        of_records::<ParentOrMatch>,
        of_records::<CaseOrParent>,
        of_words::<args::Consents>,
        of_words::<args::Decisions>,
        of_words::<args::Domains>,
        of_words::<args::Genders>,
        of_words::<args::Languages>,
        of_words::<args::Meetings>,
        of_words::<args::Modes>,
        of_words::<args::Needs>,
        of_words::<args::OutcomeSources>,
        of_words::<args::Reasons>,
        of_words::<args::ReferralOutcomes>,
        of_words::<args::ReferralSources>,
        of_words::<args::Resources>,
        of_words::<args::Roles>,
        of_words::<args::Settings>,
        of_words::<args::Topics>,
        days,
    ]
    .iter()
    .find_map(|of| of(argument))
}

/// Completes the words for a day.
fn days(argument: &Arg) -> Option<ArgValueCompleter> {
    let is_day = is::<args::PastDay>(argument)
        || is::<args::LatelyDay>(argument)
        || is::<args::ComingDay>(argument)
        || is::<args::AnyDay>(argument)
        || is::<args::AsOfDay>(argument);
    is_day.then(|| words(&["today", "yesterday"]))
}

fn is<T: 'static>(argument: &Arg) -> bool {
    argument.get_value_parser().type_id() == TypeId::of::<T>()
}

fn of_records<I: OnFile>(argument: &Arg) -> Option<ArgValueCompleter> {
    if is::<Several<Ref<I>>>(argument) {
        return Some(record_list(I::AMONG));
    }
    is::<Ref<I>>(argument).then(|| records(I::AMONG))
}

fn of_words<L: List>(argument: &Arg) -> Option<ArgValueCompleter> {
    let is_word = is::<WordOf<L>>(argument) || is::<Several<WordOf<L>>>(argument);
    is_word.then(|| vocabulary(L::NAME))
}

/// Completes the ids and names of some kinds of record.
pub fn records(kinds: &'static [IdKind]) -> ArgValueCompleter {
    ArgValueCompleter::new(move |typed: &OsStr| {
        let typed = typed.to_string_lossy().into_owned();
        directory()
            .map(|directory| matching(&directory, kinds, &typed))
            .unwrap_or_default()
    })
}

/// Completes the ids of the kinds of record that pass, and the names of people.
pub fn those(passes: fn(Kind) -> bool) -> ArgValueCompleter {
    ArgValueCompleter::new(move |typed: &OsStr| {
        let typed = typed.to_string_lossy();
        let of = |directory: Directory| {
            let all = Kind::those(passes).flat_map(|kind| of_kind(&directory, kind, &typed));
            all.collect()
        };
        directory().map(of).unwrap_or_default()
    })
}

/// Completes ids in the last item of a list with commas.
fn record_list(kinds: &'static [IdKind]) -> ArgValueCompleter {
    ArgValueCompleter::new(move |typed: &OsStr| {
        let typed = typed.to_string_lossy().into_owned();
        let (before, last) = typed
            .rsplit_once(',')
            .map_or(("", typed.as_str()), |(before, last)| (before, last));
        let all = directory()
            .map(|directory| matching(&directory, kinds, last))
            .unwrap_or_default();
        let lead = if before.is_empty() {
            String::new()
        } else {
            format!("{before},")
        };
        all.into_iter()
            .map(|candidate| candidate.add_prefix(lead.clone()))
            .collect()
    })
}

/// Completes words of the program's vocabulary.
pub fn vocabulary(list: &'static str) -> ArgValueCompleter {
    ArgValueCompleter::new(move |typed: &OsStr| {
        let typed = typed.to_string_lossy().into_owned();
        let Some(directory) = directory() else {
            return Vec::new();
        };
        let words = offered(directory.program(), list);
        begun(words.into_iter().map(str::to_owned), &typed)
    })
}

/// The words of a list; if any word may be used, the common ones.
fn offered<'p>(program: &'p Program, list: &str) -> Vec<&'p str> {
    match program.words_for(list) {
        words if words.is_empty() => program.usual_for(list),
        words => words,
    }
}

/// Completes tags, branches and the days of commits.
pub fn revisions() -> ArgValueCompleter {
    ArgValueCompleter::new(move |typed: &OsStr| {
        let typed = typed.to_string_lossy();
        let all = directory()
            .map(|directory| revisions_of(directory.root()))
            .unwrap_or_default();
        // A shell puts offered completions on the command line unchanged, and git allows `$(…)` in a name.
        let is_plain = |name: &str| {
            name.chars()
                .all(|c| c.is_alphanumeric() || "-_./".contains(c))
        };
        let fitting = all
            .into_iter()
            .filter(|(name, _)| name.starts_with(&*typed) && is_plain(name));
        fitting
            .map(|(name, what)| CompletionCandidate::new(name).help(Some(what.into())))
            .collect()
    })
}

/// Completes facts that the program asks for, as `race=white`.
pub fn facts(about: About) -> ArgValueCompleter {
    ArgValueCompleter::new(move |typed: &OsStr| {
        let typed = typed.to_string_lossy();
        let directory = directory();
        let program = directory.as_ref().map(Directory::program);
        let asked = program
            .into_iter()
            .flat_map(|program| program.facts_of(about));
        begun(asked.flat_map(answers), &typed)
    })
}

/// Completes `KEY=VALUE` of any record: keys of files, facts of the program, and words.
pub fn changes() -> ArgValueCompleter {
    ArgValueCompleter::new(|typed: &OsStr| {
        let typed = typed.to_string_lossy();
        let Some(directory) = directory() else {
            return Vec::new();
        };
        let program = directory.program();
        let fields: BTreeMap<&str, &Field> = Kind::those(|kind| !kind.is_own())
            .flat_map(|kind| kind.schema().fields)
            .filter(|field| !field.shape.is_table())
            .map(|field| (field.name, field))
            .collect();
        let values = |field: &&Field| {
            let words = match (field.words, field.shape) {
                (Some(list), _) => offered(program, list),
                (None, Shape::Choice(words)) => words.to_vec(),
                _ => Vec::new(),
            };
            pairs(field.name, &words)
        };
        let own = program.fact.iter().flat_map(|fact| match fact.about {
            About::Child => pairs(&format!("child.a.{}", fact.name), &fact.allowed()),
            _ => answers(fact),
        });
        begun(fields.values().flat_map(values).chain(own), &typed)
    })
}

fn answers(fact: &OwnFact) -> Vec<String> {
    pairs(fact.name.0, &fact.allowed())
}

/// A key with each of its words, or alone if any may be used.
fn pairs(key: &str, words: &[&str]) -> Vec<String> {
    if words.is_empty() {
        return vec![format!("{key}=")];
    }
    words.iter().map(|word| format!("{key}={word}")).collect()
}

/// Completes what a report is broken down by.
pub fn breakdowns() -> ArgValueCompleter {
    ArgValueCompleter::new(|typed: &OsStr| {
        let typed = typed.to_string_lossy();
        let directory = directory();
        let program = directory.as_ref().map(Directory::program);
        let facts = program.into_iter().flat_map(|program| &program.fact);
        let own = facts.map(|fact| By::Fact(fact.name.0).word().to_owned());
        begun(
            By::WORDS.iter().map(|word| (*word).to_owned()).chain(own),
            &typed,
        )
    })
}

/// Completes the names of reports and forms, including the program's own.
pub fn reports() -> ArgValueCompleter {
    ArgValueCompleter::new(|typed: &OsStr| {
        let typed = typed.to_string_lossy();
        let own = directory().map(|directory| directory.read(Scope::of(&[Kind::Form])));
        let own = own.map_or_else(Vec::new, |reading| reading.records.forms);
        let own = own.iter().map(|entry| entry.id.to_string());
        let shipped = REPORTS
            .iter()
            .chain(&form::SHIPPED)
            .map(ToString::to_string);
        begun(shipped.chain(own), &typed)
    })
}

/// Completes a fixed set of words.
pub fn words(words: &'static [&'static str]) -> ArgValueCompleter {
    ArgValueCompleter::new(move |typed: &OsStr| {
        let words = words.iter().map(|word| (*word).to_owned());
        begun(words, &typed.to_string_lossy())
    })
}

/// Completes the names of agreements.
pub fn agreements() -> ArgValueCompleter {
    ArgValueCompleter::new(move |typed: &OsStr| {
        let typed = typed.to_string_lossy();
        let Some(directory) = directory() else {
            return Vec::new();
        };
        let agreements = directory.program().agreement.iter();
        begun(agreements.map(|one| one.name.to_string()), &typed)
    })
}

/// Completes the definitions of a return: those that ship, and the program's own.
pub fn definitions() -> ArgValueCompleter {
    ArgValueCompleter::new(move |typed: &OsStr| {
        let typed = typed.to_string_lossy();
        let of = |directory: Directory| of_kind(&directory, Kind::Definition, &typed);
        let mut all = begun(SHIPPED.iter().map(|name| (*name).to_owned()), &typed);
        all.extend(directory().map(of).unwrap_or_default());
        all
    })
}

/// Completes the names of maps of spreadsheets.
pub fn maps() -> ArgValueCompleter {
    ArgValueCompleter::new(move |typed: &OsStr| {
        let typed = typed.to_string_lossy();
        let of = |directory: Directory| of_kind(&directory, Kind::Intake, &typed);
        directory().map(of).unwrap_or_default()
    })
}

/// Completes the names of surveys: those that ship, and the program's own.
pub fn surveys() -> ArgValueCompleter {
    ArgValueCompleter::new(|typed: &OsStr| {
        let typed = typed.to_string_lossy();
        let of = |directory: Directory| of_kind(&directory, Kind::Survey, &typed);
        let shipped = survey::SHIPPED.iter().map(|(name, _)| (*name).to_owned());
        let mut all = begun(shipped, &typed);
        all.extend(directory().map(of).unwrap_or_default());
        all
    })
}

/// Completes the names of questions, and files.
pub fn questions() -> ArgValueCompleter {
    ArgValueCompleter::new(move |typed: &OsStr| {
        let text = typed.to_string_lossy();
        let of = |directory: Directory| of_kind(&directory, Kind::Question, &text);
        let mut all: Vec<CompletionCandidate> = directory().map(of).unwrap_or_default();
        all.extend(PathCompleter::file().complete(typed));
        all
    })
}

/// The records whose id starts with what was typed, or whose name contains it, with names if they can be read. Only the
/// identities needed are read: there may be thousands.
fn matching(directory: &Directory, kinds: &[IdKind], typed: &str) -> Vec<CompletionCandidate> {
    let kinds = kinds.iter().map(|kind| Kind::from(*kind));
    kinds
        .flat_map(|kind| of_kind(directory, kind, typed))
        .collect()
}

fn of_kind(directory: &Directory, kind: Kind, typed: &str) -> Vec<CompletionCandidate> {
    let mut ids = directory.stems(kind);
    // A shell puts offered completions on the command line unchanged.
    ids.retain(|id| kind.is_id(id));
    let mut fitting = match kind.is_people() {
        true => people(directory, ids, typed),
        false => begun(ids.into_iter(), typed),
    };
    if fitting.len() <= MOST_READ {
        let ids = fitting
            .iter()
            .map(|one| one.get_value().to_string_lossy().into_owned());
        let ids: Vec<String> = ids.collect();
        let gone = |id: &str, text: &str| (id != typed && is_gone(text)).then_some(());
        let mut gone = directory.from_texts(kind, &ids, &gone).into_iter();
        fitting.retain(|_| gone.next().flatten().is_none());
    }
    fitting
}

/// The largest number of records that are read to see whether they are gone.
const MOST_READ: usize = 1_000;

/// Whether a record counts under another id, is void, or belongs to a mentor who left.
fn is_gone(text: &str) -> bool {
    let head = text.lines().take_while(|line| !line.starts_with('['));
    let mut said = head.filter_map(|line| line.split_once('='));
    said.any(|(key, _)| ["same_as", "void", "left"].contains(&key.trim()))
}

/// Completes void records.
pub fn voided() -> ArgValueCompleter {
    ArgValueCompleter::new(|typed: &OsStr| {
        let typed = typed.to_string_lossy();
        let Some(directory) = directory() else {
            return Vec::new();
        };
        let register = Register::new(directory.read(Scope::ALL).records);
        let void = register.records().void.iter();
        let whole = void.filter(|held| held.void().is_some());
        begun(whole.map(|held| held.id().to_owned()), &typed)
    })
}
