use clap::Args;

use crate::cli::args::{Writing, choice};
use crate::cli::failure::{Done, Failure};
use crate::cli::peer::Peer;
use crate::record::group::Stage;
use crate::record::schema::{Prose, Table};
use crate::record::{Datum, Group, GroupId, GroupKind, Kind};
use crate::store::{Change, Scope, canonical};

/// Add a support group or a committee
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  peer add group wednesday --stage post-reunification --meets \"wed 18:00\" --childcare\n  \
                        peer add group pac --kind committee --meets \"first mon 10:00\""
)]
pub struct AddGroup {
    /// The group's id: a short lower-case word, such as wednesday
    id: GroupId,
    /// What it is: support-group or committee
    #[arg(long, value_name = "WORD", default_value = "support-group", value_parser = choice::<GroupKind>(), hide_possible_values = true)]
    kind: GroupKind,
    /// Which families it is for: pre-reunification, post-reunification or both
    #[arg(long, value_name = "WORD", value_parser = choice::<Stage>(), hide_possible_values = true)]
    stage: Option<Stage>,
    /// When it meets, such as "wed 18:00"
    #[arg(long, value_name = "TEXT")]
    meets: Option<Box<str>>,
    /// Children are looked after meanwhile
    #[arg(long)]
    childcare: bool,
    /// Anything else
    #[arg(short = 'm', long = "note", value_name = "TEXT")]
    note: Option<Prose>,
    #[command(flatten)]
    writing: Writing,
}

impl AddGroup {
    pub(super) fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        let directory = peer.directory()?;
        let writer = peer.writer(&directory, &self.writing)?;
        let register = peer.register(&directory, Scope::PEOPLE)?;
        let record = Group {
            kind: self.kind,
            stage: self.stage,
            meets: self.meets.clone(),
            childcare: self.childcare.then_some(true),
            note: self.note.clone(),
            void: None,
        };
        let mut change = Change::default();
        let path = directory.path_of(Kind::Group, self.id.as_str());
        if directory.text(&path)?.is_some() {
            return Err(self.on_file(&record));
        }
        change.create(path, canonical(&record));
        peer.finish(
            &directory,
            writer.as_ref(),
            &register,
            &change,
            &format!("added {} {}", self.kind.word().replace('-', " "), self.id),
        )
    }

    /// The failure for a group that is on file, with the command that makes it what was typed.
    fn on_file(&self, record: &Group) -> Failure {
        let id = &self.id;
        let fields = record.fields();
        let typed = fields.iter().filter(|(key, _)| *key != "kind");
        let keys: Vec<String> = typed.map(|(key, value)| assignment(key, value)).collect();
        let way = match keys.is_empty() {
            true => format!("`peer set {id} meets=\"wed 18:00\"` changes when it meets"),
            false => format!("to change it: `peer set {id} {}`", keys.join(" ")),
        };
        Failure::refused(format!(
            "the group {id} is already on file; nothing was written"
        ))
        .help(way)
        .help("for another group, choose another id")
    }
}

/// A key and its value as `peer set` takes them.
fn assignment(key: &str, value: &Datum) -> String {
    match value {
        Datum::Bool(yes) => format!("{key}={}", if *yes { "yes" } else { "no" }),
        value => format!("{key}=\"{}\"", value.to_string().replace('"', "'")),
    }
}
