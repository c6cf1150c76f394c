//! Reading part of the directory: of the records stored by year, such as sessions, only those on the days that a
//! question needs. Their file names show which those are.

use super::directory::Directory;
use super::gather::{Gathered, Reading};
use super::list::{Found, list};
use super::read::Scope;
use super::source::Source;
use crate::record::records::{OfKind, Part};
use crate::record::schema::Table;
use crate::record::{At, Day, Days, Entry, Finding, Id, Kind, Program, Record, Records};

impl Directory {
    /// Reads the records of the kinds in `scope`, starting with those not stored by year. For each of the other kinds,
    /// `days` chooses the days to read, given what was read so far.
    #[must_use]
    pub fn read_part(&self, scope: Scope, days: &dyn Fn(&Records, Kind) -> Days) -> Reading {
        let by_year: Vec<Kind> = Kind::those(Kind::is_by_year).collect();
        self.steadily(|source| {
            let mut out = self.begin();
            let undated = scope.without(Scope::of(&by_year));
            let mut files = self.take_in(undated, Days::ALL, source, &mut out);
            for kind in by_year.iter().filter(|kind| scope.has(**kind)) {
                let days = days(&out.records, *kind);
                if days == Days::NONE {
                    continue;
                }
                files += self.take_in(Scope::of(&[*kind]), days, source, &mut out);
                if days != Days::ALL {
                    out.records.of_kind(*kind, &mut Within(days));
                }
            }
            let of_sessions = match scope.has(Kind::Session) {
                true => days(&out.records, Kind::Session),
                false => Days::NONE,
            };
            if of_sessions != Days::ALL {
                let first = self.first_session(source);
                out.records.part = Some(Part { first });
            }
            out.finish_read(files)
        })
    }

    /// Whether any file of a kind contains one of these words.
    #[must_use]
    pub fn mentions(&self, kind: Kind, words: &[&str]) -> bool {
        let (source, mut files, mut findings) = (self.source(), Vec::new(), Vec::new());
        list(self, &source, kind, Days::ALL, &mut files, &mut findings);
        let mut contents = source.contents(files.iter().map(|file| &*file.path));
        let mut buffer = Vec::new();
        files.iter().any(|file| {
            // A file that cannot be read may contain anything.
            contents
                .next(&file.path, &mut buffer)
                .map_or(true, |length| {
                    let text = String::from_utf8_lossy(&buffer[..length]);
                    words.iter().any(|word| text.contains(word))
                })
        })
    }

    /// The day of the first session on file that is not void.
    fn first_session(&self, source: &Source<'_>) -> Option<Day> {
        let years = source
            .names(&self.folder(Kind::Session))
            .unwrap_or_default();
        let first_days = years
            .iter()
            .filter_map(|year| format!("{}-01-01", year.name).parse().ok());
        let mut first_days: Vec<Day> = first_days.collect();
        first_days.sort();
        first_days.into_iter().find_map(|first| {
            let last = first.plus_months(12).plus_days(-1);
            let days = Days { first, last };
            let (mut files, mut out) = (Vec::new(), Gathered::new(self));
            list(
                self,
                source,
                Kind::Session,
                days,
                &mut files,
                &mut out.findings,
            );
            // Next to a packed month, there may be a single session from an earlier day.
            let month = |file: &Found| file.stem().get(..7).map(str::to_owned);
            let mut first = files.chunk_by(|a, b| a.packed.is_some() && month(a) == month(b));
            first.find_map(|files| {
                self.gather(source, files, &mut out, &mut Vec::new());
                let sessions = out.records.sessions.drain(..);
                let counted = sessions.filter(|entry| !entry.record.is_void());
                counted.map(|entry| entry.record.on).min()
            })
        })
    }
}

/// Keeps the records whose names have one of these days.
struct Within(Days);

impl OfKind for Within {
    fn list<I: Id, T: Record>(&mut self, _: Kind, _: &Program, list: &mut Vec<Entry<I, T>>) {
        list.retain(|entry| entry.id.begins_with().is_some_and(|day| self.0.has(day)));
    }
}

/// Removes the records whose day differs from the one in their name, since no one would look for them there.
struct Misnamed(Vec<Finding>);

impl OfKind for Misnamed {
    fn list<I: Id, T: Record>(&mut self, kind: Kind, _: &Program, list: &mut Vec<Entry<I, T>>) {
        list.retain(|entry| {
            let (named, on) = (entry.id.begins_with(), entry.record.named_for());
            let right = named == on || on.is_none() || entry.record.is_void();
            self.0
                .extend(on.filter(|_| !right).map(|on| misnamed(kind, entry, on)));
            right
        });
    }
}

fn misnamed<I: Id, T: Record>(kind: Kind, entry: &Entry<I, T>, on: Day) -> Finding {
    let rule = match kind {
        Kind::Answer => "answers-file-name",
        _ => "session-file-name",
    };
    let right = format!("{on}{}", entry.id.as_ref().get(10..).unwrap_or_default());
    let help = match entry.place.section {
        Some(_) => format!("change the heading to `[{right}]`, or correct `on`"),
        None => {
            let folder = kind.folder();
            format!(
                "rename the file to {folder}/{:04}/{right}.toml, or correct `on`",
                on.year()
            )
        }
    };
    let message = format!("the day in the name `{}` differs from {on}", entry.id);
    Finding::error(rule, &entry.place, At::key("on"), message).help(help)
}

impl Gathered {
    /// Everything that was read, in order, without records under the name of another day.
    pub fn finish_read(mut self, files: usize) -> Reading {
        let mut misnamed = Misnamed(Vec::new());
        Kind::those(Kind::is_by_year).for_each(|kind| self.records.of_kind(kind, &mut misnamed));
        self.findings.append(&mut misnamed.0);
        self.finish(files)
    }
}
