use std::collections::BTreeMap;

use clap::Args;

use super::new_record::create;
use crate::cli::args::{Writing, listed, parsed, past_day};
use crate::cli::complete;
use crate::cli::failure::{Done, Failure};
use crate::cli::own::facts;
use crate::cli::peer::Peer;
use crate::cli::people;
use crate::record::schema::Prose;
use crate::record::{Case, CaseId, Child, ChildKey, IdKind, Kind, System};
use crate::store::{Change, Scope};

/// Add a court case: its parents and its children
///
/// Children go by a short name, such as a; their names are never filed, nor is a docket number.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  peer add case --system cps --county pima --participant rosa,luis --child a=2016-05-01 --child b\n  \
                        peer add case --system jpd --participant p-4f7 --child a=2010-02-11\n  \
                        peer add case --system cps --county pinal --participant rosa --continues c-2d8 --child a"
)]
pub struct AddCase {
    /// The system: cps (child welfare) or jpd (juvenile probation)
    #[arg(long, value_name = "SYSTEM", add = complete::words(System::WORDS))]
    system: String,
    /// The county of the court
    #[arg(long, value_name = "WORD")]
    county: Option<String>,
    /// A parent; may be repeated
    #[arg(long = "participant", value_name = "WHO", required = true, add = complete::record_list(&[IdKind::Participant]))]
    participants: Vec<String>,
    /// A child by a short name, with the birth date where it is known: a=2016-05-01; may be repeated
    #[arg(long = "child", value_name = "KEY[=BORN]")]
    children: Vec<String>,
    /// The case that it goes on with, after a transfer to another court or county: a transfer is no return
    #[arg(long, value_name = "CASE", add = complete::records(&[IdKind::Case, IdKind::Participant]))]
    continues: Option<String>,
    /// A fact that the program asks for, such as race=white; may be repeated
    #[arg(long = "fact", value_name = "NAME=WORD", add = complete::facts(Kind::Case))]
    facts: Vec<String>,
    /// Anything else
    #[arg(short = 'm', long = "note", value_name = "TEXT")]
    note: Option<String>,
    /// File the case under this id instead of a new one
    #[arg(long)]
    id: Option<String>,
    #[command(flatten)]
    writing: Writing,
}

impl AddCase {
    pub(super) fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        let directory = peer.directory()?;
        let writer = peer.writer(&directory, &self.writing)?;
        let register = peer.register(&directory, Scope::PEOPLE)?;
        let program = directory.program();
        let mut child: BTreeMap<ChildKey, Child> = BTreeMap::new();
        for text in listed(&self.children) {
            let (key, born) = match text.split_once('=') {
                Some((key, born)) => (key, Some(past_day(born, peer.today)?)),
                None => (text, None),
            };
            if child
                .insert(
                    parsed(key)?,
                    Child {
                        born,
                        same_as: None,
                    },
                )
                .is_some()
            {
                return Err(Failure::new(format!("the child `{key}` is named twice"))
                    .help("give each child of a case a short name of its own, such as a and b"));
            }
        }
        let record = Case {
            system: parsed(&self.system)?,
            county: self.county.as_deref().map(parsed).transpose()?,
            continues: self
                .continues
                .as_deref()
                .map(|typed| people::case(&register, typed))
                .transpose()?,
            participants: listed(&self.participants)
                .map(|who| people::person(&register, who))
                .collect::<Result<_, _>>()?,
            note: self.note.as_deref().map(|text| Prose(text.into())),
            facts: facts(program, Kind::Case, &self.facts)?,
            child,
            event: Vec::new(),
            void: None,
            checked: Vec::new(),
        };
        let mut change = Change::default();
        let id = create::<CaseId>(
            &directory,
            IdKind::Case,
            self.id.as_deref(),
            &record,
            &mut change,
        )?;
        let parents: Vec<String> = record
            .participants
            .iter()
            .map(|id| people::participant_label(&register, id))
            .collect();
        let done = format!(
            "added case {id} of {}; tell what happened with `peer event {id} petition --on DAY`",
            parents.join(" and ")
        );
        peer.finish(&directory, writer.as_ref(), &register, &change, &done)
    }
}
