//! A session that could not be written, as the command line that would write it: with ids, never with names on file.

use std::path::Path;

use super::subject::Subject;
use super::table::SessionKind;
use crate::cli::args::{OnFile, Ref, Resolve, Several, all};
use crate::record::Day;
use crate::register::Register;

/// The words of a command line.
#[derive(Debug)]
pub(super) struct Words<'r> {
    register: &'r Register,
    day: Day,
    words: Vec<String>,
}

impl<'r> Words<'r> {
    /// The words so far: the program, the directory if one was named, and the kind of session.
    pub(super) fn new(
        register: &'r Register,
        day: Day,
        directory: Option<&Path>,
        kind: &SessionKind,
    ) -> Self {
        let mut words = vec!["peer".to_owned()];
        let folder = directory.into_iter();
        words.extend(folder.flat_map(|folder| ["-C".to_owned(), folder.display().to_string()]));
        words.extend(["log", kind.service.log_word()].map(str::to_owned));
        Self {
            register,
            day,
            words,
        }
    }

    /// A word, if there is one.
    pub(super) fn word(&mut self, word: Option<impl ToString>) {
        self.words.extend(word.map(|word| word.to_string()));
    }

    /// Who or what the session is about; what is not on file stays as typed.
    pub(super) fn subject(&mut self, subject: Option<&Subject>, kind: &SessionKind) {
        let known = subject.map(|said| said.resolve(kind, self.register).unwrap_or(said.clone()));
        self.word(known);
    }

    /// The full day, because the line may be run tomorrow.
    pub(super) fn day(&mut self) {
        let day = self.day;
        self.value("--on", Some(&day));
    }

    /// A flag with a value, if there is one.
    pub(super) fn value(&mut self, flag: &str, value: Option<impl ToString>) {
        self.values(flag, value);
    }

    /// A flag with each of its values.
    pub(super) fn values<T: ToString>(&mut self, flag: &str, all: impl IntoIterator<Item = T>) {
        let pairs = all
            .into_iter()
            .map(|value| [flag.to_owned(), value.to_string()]);
        self.words.extend(pairs.flatten());
    }

    /// A flag with yes or no, as `--rights=no`.
    pub(super) fn answer(&mut self, flag: &str, value: Option<bool>) {
        self.word(value.map(|yes| format!("{flag}={}", if yes { "yes" } else { "no" })));
    }

    /// A flag with several people, if there are any.
    pub(super) fn people<I: OnFile + ToString>(&mut self, flag: &str, people: &[Several<Ref<I>>]) {
        let id = |one: &Ref<I>| match (one, one.resolve(self.register)) {
            (_, Ok(id)) => id.to_string(),
            (Ref::Typed(text), Err(_)) => text.clone(),
            (Ref::Known(id), Err(_)) => id.to_string(),
        };
        let ids: Vec<String> = all(people).map(id).collect();
        if !ids.is_empty() {
            self.words.extend([flag.to_owned(), ids.join(",")]);
        }
    }

    /// The line as a shell reads it.
    pub(super) fn line(self) -> String {
        let words = self.words.iter().map(|word| word.replace('\0', ""));
        let quoted = words
            .map(|word| shlex::try_quote(&word).map_or(word.clone(), |word| word.into_owned()));
        quoted.collect::<Vec<_>>().join(" ")
    }
}
