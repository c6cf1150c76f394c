//! A session that could not be written, as the command line that would write it: ids, never names that are on file.

use super::frame::Frame;
use crate::cli::args::listed;
use crate::cli::people;
use crate::record::{Day, IdKind};
use crate::register::Register;

/// The words of a command line.
#[derive(Debug)]
pub struct Words<'r> {
    register: &'r Register,
    day: Day,
    words: Vec<String>,
}

impl<'r> Words<'r> {
    /// The words so far: the program, the directory where one was named, and the kind of session.
    #[must_use]
    pub fn new(
        register: &'r Register,
        day: Day,
        directory: Option<&std::path::Path>,
        kind: &str,
    ) -> Self {
        let mut words = vec!["peer".to_owned()];
        words.extend(
            directory
                .into_iter()
                .flat_map(|folder| ["-C".to_owned(), folder.display().to_string()]),
        );
        words.extend(["log".to_owned(), kind.to_owned()]);
        Self {
            register,
            day,
            words,
        }
    }

    /// Who or what the session is about.
    pub fn subject(&mut self, typed: Option<&str>, kinds: &[IdKind]) {
        self.words.extend(typed.map(|typed| self.id(typed, kinds)));
    }

    /// A flag with a value, where there is one.
    pub fn value<T: ToString>(&mut self, flag: &str, value: Option<&T>) {
        self.words.extend(
            value
                .into_iter()
                .flat_map(|value| [flag.to_owned(), value.to_string()]),
        );
    }

    /// A flag with a value of its own, as `--rights=no`.
    pub fn answer(&mut self, flag: &str, value: Option<&String>) {
        self.words
            .extend(value.map(|value| format!("{flag}={value}")));
    }

    /// A flag with several people, where there are any.
    pub fn people(&mut self, flag: &str, typed: &[String], kinds: &[IdKind]) {
        let ids: Vec<String> = listed(typed).map(|one| self.id(one, kinds)).collect();
        if !ids.is_empty() {
            self.words.extend([flag.to_owned(), ids.join(",")]);
        }
    }

    /// What all kinds of session share; the day is said in full, for the line may be run tomorrow.
    pub fn frame(&mut self, frame: &Frame) {
        self.words.extend(frame.length.clone());
        self.value("--on", Some(&self.day.to_string()));
        self.people("--present", &frame.present, &[IdKind::Participant]);
        self.people("--mentor", &frame.mentors, &[IdKind::Mentor]);
        self.value("--mode", frame.mode.as_ref());
        self.value("--status", frame.status.as_ref());
        frame
            .topics
            .iter()
            .for_each(|topic| self.value("--topic", Some(topic)));
        self.value("-m", frame.note.as_ref());
        self.words.extend(frame.again.then(|| "--again".to_owned()));
    }

    /// The line, as a shell reads it.
    #[must_use]
    pub fn line(self) -> String {
        let words = self.words.iter().map(|word| word.replace('\0', ""));
        let quoted = words
            .map(|word| shlex::try_quote(&word).map_or(word.clone(), |word| word.into_owned()));
        quoted.collect::<Vec<_>>().join(" ")
    }

    /// The id of what was typed; what is not on file stays as it is.
    fn id(&self, typed: &str, kinds: &[IdKind]) -> String {
        people::find(self.register, typed, kinds)
            .map_or_else(|_| typed.to_owned(), |found| found.id)
    }
}
