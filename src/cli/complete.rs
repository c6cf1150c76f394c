//! Completion of verbs, flags, ids and names. It never prompts, never fails aloud, and reads no more than it must.

use std::any::TypeId;
use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use clap::builder::{FalseyValueParser, TypedValueParser};
use clap::{Arg, Command};
use clap_complete::engine::{
    ArgValueCompleter, CompletionCandidate, PathCompleter, ValueCompleter,
};
use clap_complete::env::CompleteEnv;

use super::args::{self, CaseOrParent, List, OnFile, ParentOrMatch, Ref, Several, WordOf};
use super::settings::Own;
use crate::measure::By;
use crate::record::form::SHIPPED;
use crate::record::{
    About, CaseId, Field, GroupId, IdKind, Identity, Kind, MentorId, OwnFact, Participant,
    ParticipantId, PersonId, Shape, read,
};
use crate::register::{Named, fold};
use crate::report::explain::REPORTS;
use crate::store::{Directory, Scope, revisions as revisions_of};

/// Answers a shell that asks for completions of a command line; false when none asks.
pub fn complete(arguments: &[OsString], described: fn() -> Command) -> bool {
    let folder = std::env::current_dir().ok();
    CompleteEnv::with_factory(|| by_type(described()))
        .try_complete(arguments.iter().cloned(), folder.as_deref())
        .unwrap_or(true)
}

/// A command whose arguments complete what their types say: records, and words of the vocabulary.
fn by_type(command: Command) -> Command {
    command
        .mut_args(|argument| match completer(&argument) {
            Some(completer) => argument.add(completer),
            None => argument,
        })
        .mut_subcommands(by_type)
}

/// What completes an argument of a type that says it.
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
    ]
    .iter()
    .find_map(|of| of(argument))
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
        let words = directory.program().words_for(list);
        words
            .into_iter()
            .filter(|word| word.starts_with(&typed))
            .map(CompletionCandidate::new)
            .collect()
    })
}

/// Completes tags, branches and the days of commits.
pub fn revisions() -> ArgValueCompleter {
    ArgValueCompleter::new(move |typed: &OsStr| {
        let typed = typed.to_string_lossy();
        let all = directory()
            .map(|directory| revisions_of(directory.root()))
            .unwrap_or_default();
        let fitting = all
            .into_iter()
            .filter(|(name, _)| name.starts_with(&*typed));
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
                (Some(list), _) => program.words_for(list),
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

/// A key with each of its words, or alone where any may be used.
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

/// Completes the names of reports, and of forms, the program's own among them.
pub fn reports() -> ArgValueCompleter {
    ArgValueCompleter::new(|typed: &OsStr| {
        let typed = typed.to_string_lossy();
        let own = directory().map(|directory| directory.read(Scope::of(&[Kind::Form])));
        let own = own.map_or_else(Vec::new, |reading| reading.records.forms);
        let own = own.iter().map(|entry| entry.id.to_string());
        let shipped = REPORTS.iter().chain(&SHIPPED).map(ToString::to_string);
        begun(shipped.chain(own), &typed)
    })
}

fn begun(all: impl Iterator<Item = String>, typed: &str) -> Vec<CompletionCandidate> {
    all.filter(|one| one.starts_with(typed))
        .map(CompletionCandidate::new)
        .collect()
}

/// Completes a fixed set of words.
pub fn words(words: &'static [&'static str]) -> ArgValueCompleter {
    ArgValueCompleter::new(move |typed: &OsStr| {
        let typed = typed.to_string_lossy();
        words
            .iter()
            .filter(|word| word.starts_with(&*typed))
            .map(CompletionCandidate::new)
            .collect()
    })
}

/// Completes the names of agreements.
pub fn agreements() -> ArgValueCompleter {
    ArgValueCompleter::new(move |typed: &OsStr| {
        let typed = typed.to_string_lossy();
        let Some(directory) = directory() else {
            return Vec::new();
        };
        let names = directory
            .program()
            .agreement
            .iter()
            .map(|one| one.name.as_str());
        let fitting = names.filter(|name| name.starts_with(&*typed));
        fitting
            .map(|name| CompletionCandidate::new(name.to_owned()))
            .collect()
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

/// The directory that the words typed so far would work on.
fn directory() -> Option<Directory> {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let named = arguments
        .iter()
        .enumerate()
        .rev()
        .find_map(|(at, argument)| {
            let text = argument.to_string_lossy();
            match text.as_ref() {
                "-C" | "--directory" => arguments.get(at + 1).map(PathBuf::from),
                other => other.strip_prefix("--directory=").map(PathBuf::from),
            }
        });
    let named = named.or_else(|| {
        std::env::var_os("PEER_DIR")
            .filter(|folder| !folder.is_empty())
            .map(PathBuf::from)
    });
    match named {
        Some(folder) => Directory::open(&folder).ok(),
        None => Directory::find(Path::new(".")).ok().or_else(|| {
            let own = Own::read().ok()?.directory()?;
            Directory::open(&own).ok()
        }),
    }
}

/// Whether names may stand beside ids: neither the words typed so far nor the environment forbid it.
fn shows_names() -> bool {
    let asked = std::env::args_os().any(|argument| argument == "--no-names");
    let set = std::env::var_os("PEER_NO_NAMES").is_some_and(|value| {
        FalseyValueParser::new()
            .parse_ref(&Command::default(), None, &value)
            .unwrap_or(true)
    });
    // Settings that cannot be read may hide names.
    !asked && !set && Own::read().is_ok_and(|own| !own.hides_names())
}

/// The records whose id begins with what was typed, or whose name holds it, with names where they can be read. Only the
/// identities that are needed are read: there may be thousands.
fn matching(directory: &Directory, kinds: &[IdKind], typed: &str) -> Vec<CompletionCandidate> {
    let kinds = kinds.iter().map(|kind| Kind::from(*kind));
    kinds
        .flat_map(|kind| of_kind(directory, kind, typed))
        .collect()
}

fn of_kind(directory: &Directory, kind: Kind, typed: &str) -> Vec<CompletionCandidate> {
    let ids = directory.stems(kind);
    if kind.is_people() {
        return people(directory, ids, typed);
    }
    let fits = |id: &String| id.starts_with(typed);
    ids.into_iter()
        .filter(fits)
        .map(CompletionCandidate::new)
        .collect()
}

/// How many people can be called by their names: nobody reads a longer list, and every name is a file to read.
const MOST_NAMES: usize = 1_000;

fn people(directory: &Directory, mut ids: Vec<String>, typed: &str) -> Vec<CompletionCandidate> {
    let is_few = ids.len() <= MOST_NAMES;
    let begins = |id: &str| id.starts_with(typed);
    let count = ids.iter().filter(|id| begins(id)).count();
    let is_id = typed.is_empty() || count > MOST_NAMES || (count > 0 && typed.contains('-'));
    if is_id {
        ids.retain(|id| begins(id));
    }
    let wanted = fold(typed);
    let words: Vec<&str> = wanted.split(' ').filter(|word| !word.is_empty()).collect();
    let names = shows_names();
    let known = match (is_id, names) {
        (true, true) if ids.len() <= MOST_NAMES => directory.identities(&ids, &|_, _| true),
        (true, _) => Vec::new(),
        (false, _) => directory.identities(&ids, &|id, text| begins(id) || may_hold(text, &words)),
    };
    let named = |identity: &Identity| {
        identity.names().map(|name| fold(&name)).any(|name| {
            !words.is_empty()
                && words
                    .iter()
                    .all(|word| name.split(' ').any(|part| part.starts_with(word)))
        })
    };
    let all = ids
        .into_iter()
        .zip(known.into_iter().chain(std::iter::repeat_with(|| None)));
    let fitting = all.filter(|(id, identity)| begins(id) || identity.as_ref().is_some_and(named));
    // A whole id is always offered; with very many people, no more files are read.
    fitting
        .filter(|(id, _)| id == typed || !(is_few && is_merged(directory, id)))
        .map(|(id, identity)| {
            let name = identity
                .filter(|_| names)
                .and_then(|identity| identity.name());
            // A shell prints it as it is.
            let plain = |name: String| name.replace(char::is_control, " ").into();
            CompletionCandidate::new(id).help(name.map(plain))
        })
        .collect()
}

/// Whether a record is of somebody whose other record counts.
fn is_merged(directory: &Directory, id: &str) -> bool {
    let text = directory.text(&directory.path_of(Kind::Participant, id));
    let text = text.ok().flatten();
    let record = text
        .filter(|text| text.contains("same_as"))
        .and_then(|text| read::record::<Participant>(&text).ok());
    record.is_some_and(|record| record.same_as.is_some())
}

/// Whether a text may hold folded words; a file in which they are spelled in another way always may.
fn may_hold(text: &str, words: &[&str]) -> bool {
    if !text.is_ascii() || text.contains(['\\', '\'', '`']) {
        return true;
    }
    let lower = text.to_ascii_lowercase();
    words.iter().all(|word| lower.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_passed_over_only_where_it_cannot_hold_the_name() {
        assert!(
            may_hold("given = \"Rosa\"\n", &["rosa"])
                && may_hold("aliases = [ \"Ana-Rosa\", ]", &["rosa", "ana"])
        );
        assert!(!may_hold("given = \"Luis\"\n", &["rosa"]));
        for spelled in [
            "given = \"Rós\"",
            "given = \"\\u0052osa\"",
            "family = \"O'Brien\"",
        ] {
            assert!(may_hold(spelled, &["rosa"]), "{spelled}");
        }
    }
}
