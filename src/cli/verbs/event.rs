use clap::Args;

use crate::cli::args::{On, Writing, any_day, listed, parsed, word};
use crate::cli::complete;
use crate::cli::failure::{Done, Failure};
use crate::cli::peer::Peer;
use crate::cli::people;
use crate::record::case::Event as CaseEvent;
use crate::record::schema::{Prose, Table};
use crate::record::{ChildKey, EventKind, IdKind, Kind};
use crate::store::{Change, Scope};

/// Tell what happened in a case
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  peer event c-2d8 petition --on 2025-03-02\n  peer event c-2d8 removed --on 2025-03-02 --setting foster-home\n  \
                        peer event rosa reunified --on 2026-02-01 --child a\n  peer event c-2d8 dismissed\n  \
                        peer event c-2d8 hearing --on 2026-12-03\n\n\
                        Kinds: opened and closed (without the court), petition, removed, placed, home-visit, reunified,\nguardianship, \
                        adopted, aged-out, hearing, dismissed, died, lost, new-offense, violation."
)]
pub struct Event {
    /// The case, or a parent who has one
    #[arg(value_name = "CASE", add = complete::records(&[IdKind::Case, IdKind::Participant]))]
    case: String,
    /// What happened
    #[arg(value_name = "KIND", add = complete::words(EventKind::WORDS))]
    kind: String,
    #[command(flatten)]
    on: On,
    /// A child it concerns, by its short name; without it, every child; may be repeated
    #[arg(long = "child", value_name = "KEY")]
    children: Vec<String>,
    /// Where the child lives from then on, such as foster-home
    #[arg(long, value_name = "WORD", add = complete::vocabulary("settings"))]
    setting: Option<String>,
    /// Anything else
    #[arg(short = 'm', long = "note", value_name = "TEXT")]
    note: Option<String>,
    #[command(flatten)]
    writing: Writing,
}

impl Event {
    pub(super) fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        let directory = peer.directory()?;
        let writer = peer.writer(&directory, &self.writing)?;
        let register = peer.register(&directory, Scope::PEOPLE)?;
        let kind = self.kind.parse::<EventKind>().map_err(|error| {
            let failure = Failure::new(error);
            match crate::record::read::nearest(&self.kind, EventKind::WORDS) {
                Some(near) => failure.help(format!("did you mean `{near}`?")),
                None => failure,
            }
        })?;
        // A hearing is known before it is held.
        let on = match &self.on.on {
            Some(text) if kind == EventKind::Hearing => any_day(text, peer.today)?,
            _ => self.on.day(peer.today)?,
        };
        let id = people::case(&register, &self.case)?;
        let entry = register
            .case(&id)
            .ok_or_else(|| Failure::new(format!("no case {id}")))?;
        let children: Vec<ChildKey> = listed(&self.children)
            .map(parsed)
            .collect::<Result<_, _>>()?;
        if let Some(stranger) = children
            .iter()
            .find(|key| !entry.record.child.contains_key(*key))
        {
            let known: Vec<String> = entry.record.child.keys().map(ToString::to_string).collect();
            return Err(
                Failure::new(format!("{id} has no child `{stranger}`")).help(if known.is_empty() {
                    "name the children with `peer edit`: [child.a] with born = DATE".to_owned()
                } else {
                    let noun = if known.len() == 1 {
                        "its only child is"
                    } else {
                        "its children are"
                    };
                    format!("{noun} `{}`", known.join("`, `"))
                }),
            );
        }
        let event = CaseEvent {
            on,
            kind,
            setting: self
                .setting
                .as_deref()
                .map(|text| word(directory.program(), "settings", text))
                .transpose()?,
            children,
            note: self.note.as_deref().map(|text| Prose(text.into())),
            void: None,
        };
        if entry.record.event.contains(&event) {
            return Err(Failure::refused(format!(
                "{id} has this very event already: {kind} on {on}"
            ))
            .help("nothing was written"));
        }
        let mut edit = peer.open_place(&directory, &entry.place, Kind::Case)?;
        edit.push("event", &event.fields());
        let mut change = Change::default();
        change.replace(edit.path(), edit.original(), edit.text());
        peer.finish(
            &directory,
            writer.as_ref(),
            &register,
            &change,
            &format!("{id}: {kind} on {on}"),
        )
    }
}
