use std::collections::BTreeMap;

use clap::Args;

use super::new_record::create;
use crate::cli::args::{Keyed, PastDay, Ref, Resolve, Several, Writing, all, choice};
use crate::cli::complete;
use crate::cli::failure::{Done, Failure};
use crate::cli::identity::add_docket;
use crate::cli::own::{FactArg, facts, facts_of_child};
use crate::cli::peer::Peer;
use crate::cli::people;
use crate::record::schema::Prose;
use crate::record::{About, Case, CaseId, Child, ChildKey, IdKind, ParticipantId, System, Word};
use crate::store::{Change, Scope};

/// Add a court case: its parents and its children
///
/// Children have a short name, such as a; their real names are never on file. Docket numbers are kept with the names of
/// people.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  peer add case --system cps --county pima --participant rosa,luis --child a=2016-05-01 --child b\n  \
                        peer add case --system jpd --participant p-4f7 --child a=2010-02-11\n  \
                        peer add case --system cps --county pinal --participant rosa --continues c-2d8 --child a"
)]
pub struct AddCase {
    /// The system: cps (child welfare) or jpd (juvenile probation)
    #[arg(long, value_name = "SYSTEM", value_parser = choice::<System>(), hide_possible_values = true)]
    system: System,
    /// The county of the court
    #[arg(long, value_name = "WORD")]
    county: Option<Word>,
    /// A parent
    #[arg(long = "participant", value_name = "WHO", required = true)]
    participants: Vec<Several<Ref<ParticipantId>>>,
    /// A child by a short name, with the birth date if you know it: a=2016-05-01
    #[arg(long = "child", value_name = "KEY[=BORN]")]
    children: Vec<Several<Keyed<ChildKey, PastDay>>>,
    /// The number that the court or county uses, such as JD-2025-00417; kept only in the identities folder; can be
    /// repeated
    #[arg(long = "docket", value_name = "NUMBER")]
    docket: Vec<Several<String>>,
    /// The earlier case, if this one was transferred from another court or county: a transfer is not a return
    #[arg(long, value_name = "CASE")]
    continues: Option<Ref<CaseId>>,
    /// Other information your program collects, such as race=white
    #[arg(long = "fact", value_name = "NAME=WORD", add = complete::facts(About::Case))]
    facts: Vec<FactArg>,
    /// Anything else
    #[arg(short = 'm', long = "note", value_name = "TEXT")]
    note: Option<Prose>,
    /// File the case under this id instead of a new one
    #[arg(long)]
    id: Option<CaseId>,
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
        for Keyed { key, value: born } in all(&self.children) {
            let new = Child {
                born: born.resolve(&peer.today)?,
                same_as: None,
                not_same_as: Vec::new(),
                facts: facts_of_child(peer, program, key, &[])?,
            };
            if child.insert(key.clone(), new).is_some() {
                return Err(Failure::new(format!("the child `{key}` is listed twice"))
                    .help("give each child of a case its own short name, such as a and b"));
            }
        }
        let record = Case {
            system: self.system,
            county: self.county.clone(),
            continues: self.continues.resolve(&register)?,
            participants: self.participants.resolve(&register)?,
            note: self.note.clone(),
            facts: facts(peer, program, About::Case, &self.facts)?,
            child,
            event: Vec::new(),
            void: None,
            checked: Vec::new(),
        };
        let mut change = Change::default();
        let id = create(
            &directory,
            IdKind::Case,
            self.id.as_ref(),
            &record,
            &mut change,
        )?;
        add_docket(&directory, id.as_str(), &self.docket, &mut change)?;
        let parents: Vec<String> = record
            .participants
            .iter()
            .map(|id| people::participant_label(&register, id))
            .collect();
        let done = format!(
            "added case {id} of {}; add what happened with `peer event {id} petition --on DAY`",
            parents.join(" and ")
        );
        peer.finish(&directory, writer.as_ref(), &register, &change, &done)
    }
}
