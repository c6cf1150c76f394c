use clap::Args;

use crate::cli::args::{PastDay, Ref, Resolve, Writing};
use crate::cli::complete;
use crate::cli::failure::{Done, Failure};
use crate::cli::own::{FactArg, facts_of_child, given_facts};
use crate::cli::peer::Peer;
use crate::record::schema::Table;
use crate::record::{About, CaseId, Child, ChildKey, ChildRef, Kind};
use crate::store::{Change, Scope};

/// Add a child to a case, or a child's birth date
///
/// Children have a short name, such as b; their real names are never on file. Events that list no child also count for
/// the new one, from its birth on.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  peer add child c-2d8 b --born 2019-06-30\n  peer add child rosa c\n  \
                        peer add child c-2d8 a --born 2016-05-02      the right birth date of a child on file\n  \
                        peer add child c-2d8 b --same-as c-7k1/a      the same child in another case\n  \
                        peer add child c-2d8 b --fact race=white         a fact that the program asks of children"
)]
pub struct AddChild {
    /// The case, or a parent who has one
    #[arg(value_name = "CASE")]
    case: Ref<CaseId>,
    /// The short name, such as b
    #[arg(value_name = "KEY")]
    key: ChildKey,
    /// The birth date
    #[arg(long, value_name = "DAY")]
    born: Option<PastDay>,
    /// The same child in another case, as c-7k1/a
    #[arg(long, value_name = "CASE/KEY")]
    same_as: Option<ChildRef>,
    /// Other information your program collects, such as race=white
    #[arg(long = "fact", value_name = "NAME=WORD", add = complete::facts(About::Child))]
    facts: Vec<FactArg>,
    #[command(flatten)]
    writing: Writing,
}

impl AddChild {
    pub(in crate::cli::verbs) fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        let directory = peer.directory()?;
        let writer = peer.writer(&directory, &self.writing)?;
        let register = peer.register(&directory, Scope::PEOPLE)?;
        let id = self.case.resolve(&register)?;
        let entry = register
            .case(&id)
            .ok_or_else(|| Failure::new(format!("there is no case {id}")))?;
        let (key, program) = (&self.key, directory.program());
        let is_new = !entry.record.child.contains_key(key);
        let child = Child {
            born: self.born.resolve(&peer.today)?,
            same_as: self.same_as.clone(),
            not_same_as: Vec::new(),
            facts: if is_new {
                facts_of_child(peer, program, key, &self.facts)?
            } else {
                given_facts(program, About::Child, &self.facts)?
            },
        };
        let mut edit = peer.open_place(&directory, &entry.place, Kind::Case)?;
        let done = if is_new {
            edit.insert_child(key.as_str(), &child.fields());
            format!("{id} has a child {key}")
        } else if child.fields().is_empty() {
            let message = format!("{id} already has a child `{key}`");
            return Err(Failure::refused(message)
                .help("give each child of a case its own short name, such as a and b")
                .help("to add or correct the birth date of a child on file, use --born"));
        } else {
            edit.set_child(key.as_str(), &child.fields());
            format!("corrected the child {key} of {id}")
        };
        let mut change = Change::default();
        change.replace(edit.path(), edit.original(), edit.text());
        if change.is_empty() {
            return Err(
                Failure::refused(format!("{id} already has that")).help("nothing was written")
            );
        }
        peer.finish(&directory, writer.as_ref(), &register, &change, &done)
    }
}
