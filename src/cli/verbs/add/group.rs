use clap::Args;

use crate::cli::args::{Writing, parsed};
use crate::cli::complete;
use crate::cli::failure::{Done, Failure};
use crate::cli::peer::Peer;
use crate::record::group::Stage;
use crate::record::schema::Prose;
use crate::record::{Group, GroupId, GroupKind, Kind};
use crate::store::{Change, Scope, canonical};

/// Add a support group or a committee
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  peer add group wednesday --stage post-reunification --meets \"wed 18:00\" --childcare\n  \
                        peer add group pac --kind committee --meets \"first mon 10:00\""
)]
pub struct AddGroup {
    /// The group's id: a short lower-case word, such as wednesday
    id: String,
    /// What it is: support-group or committee
    #[arg(long, value_name = "WORD", default_value = "support-group", add = complete::words(GroupKind::WORDS))]
    kind: String,
    /// Which families it is for: pre-reunification, post-reunification or both
    #[arg(long, value_name = "WORD", add = complete::words(Stage::WORDS))]
    stage: Option<String>,
    /// When it meets, such as "wed 18:00"
    #[arg(long, value_name = "TEXT")]
    meets: Option<String>,
    /// Children are looked after meanwhile
    #[arg(long)]
    childcare: bool,
    /// Anything else
    #[arg(short = 'm', long = "note", value_name = "TEXT")]
    note: Option<String>,
    #[command(flatten)]
    writing: Writing,
}

impl AddGroup {
    pub(super) fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        let directory = peer.directory()?;
        let writer = peer.writer(&directory, &self.writing)?;
        let register = peer.register(&directory, Scope::PEOPLE)?;
        let id: GroupId = parsed(&self.id)?;
        let record = Group {
            kind: parsed(&self.kind)?,
            stage: self.stage.as_deref().map(parsed).transpose()?,
            meets: self.meets.as_deref().map(Into::into),
            childcare: self.childcare.then_some(true),
            note: self.note.as_deref().map(|text| Prose(text.into())),
            void: None,
        };
        let mut change = Change::default();
        change.create(
            directory.path_of(Kind::Group, id.as_str()),
            canonical(&record),
        );
        peer.finish(
            &directory,
            writer.as_ref(),
            &register,
            &change,
            &format!("added {} {id}", record.kind.word().replace('-', " ")),
        )
    }
}
