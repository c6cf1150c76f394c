use clap::{Args, ValueEnum};

use crate::check::{Rule, WITHOUT_PERSON, check_beside, identities_exposed, maybe_same, rules};
use crate::cli::args::{Naming, Output};
use crate::cli::failure::{Done, Failure};
use crate::cli::joining::mention_back;
use crate::cli::located::show;
use crate::cli::peer::{Peer, RunRegister};
use crate::record::{Kind, Severity, counted};
use crate::render::{findings, pairs};
use crate::store::{Directory, Head, NamesInGit, Repository, Scope, names_in_git};

/// Find every error in every file, with its line and column
///
/// An error is something that cannot be right; a warning is something to look at. The status is 1 if there is an error.
/// If a file has more than 100 findings, only the first 100 are shown, errors first.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  peer check\n  peer check --format short     a line each, for editors\n  peer check --rules            every rule, with one sentence"
)]
pub struct Check {
    /// List the rules instead, a sentence each
    #[arg(long)]
    rules: bool,
    /// How findings are shown: text, short (path:line:col: severity: message [rule]) or json
    #[arg(
        long,
        value_name = "FORMAT",
        default_value = "text",
        hide_default_value = true
    )]
    format: Shape,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Shape {
    Text,
    Short,
    Json,
}

impl Check {
    pub(super) fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        if self.rules {
            let told = |rule: &Rule| {
                (
                    rule.name.to_owned(),
                    format!("{} ({})", rule.summary, rule.severity.word()),
                )
            };
            let all: Vec<(String, String)> = rules().map(told).collect();
            peer.screen.answer_styled(pairs(&all, &peer.screen.look))?;
            return Ok(Done::Yes);
        }
        let directory = peer.directory()?;
        peer.finish_interrupted_write(&directory)?;
        let reading = directory.read(Scope::EVERYTHING);
        let mut all = reading.findings;
        let register = RunRegister::new(peer.link(reading.records));
        let ruled = check_beside(&register, peer.today, &all);
        all.extend(ruled);
        all.extend(maybe_same(&register));
        let is_exposed = || {
            names_in_git(directory.root(), &directory.folder(Kind::Identity)) == NamesInGit::Exposed
        };
        if directory.moment().is_none() && directory.has_identities() && is_exposed() {
            all.push(identities_exposed(&directory.folder(Kind::Identity)));
        }
        if is_merging(&directory) {
            all.retain(|finding| finding.rule != WITHOUT_PERSON);
        }
        mention_back(peer, &directory)?;
        all.sort_by(|a, b| a.place.cmp(&b.place));
        let mut shown = show(peer, &directory, &all);
        shown.sort_by(|a, b| a.place().cmp(&b.place()));
        let errors = all
            .iter()
            .filter(|finding| finding.severity == Severity::Error)
            .count();
        let warnings = all.len() - errors;
        match self.format {
            Shape::Json => peer.screen.answer(findings::json(&shown))?,
            Shape::Short => peer
                .screen
                .answer(findings::short(&shown, &peer.screen.look))?,
            Shape::Text => {
                peer.screen
                    .answer_styled(findings::text(&shown, &peer.screen.look))?;
                let records = register.records().count();
                let state = match (errors, warnings) {
                    (0, 0) => "no problems found".to_owned(),
                    (errors, warnings) => format!(
                        "{}, {}",
                        counted(errors, "error"),
                        counted(warnings, "warning")
                    ),
                };
                if directory.has_identities_of_today() {
                    peer.mind_identities(&directory, &Output::default(), Naming::default())?;
                }
                peer.screen.say(&format!(
                    "{} in {}: {state}",
                    counted(records, "record"),
                    counted(reading.files, "file")
                ));
            }
        }
        Ok(if errors == 0 { Done::Yes } else { Done::No })
    }
}

/// Whether a merge of records or of names is open: a record may arrive later than the name of the same person.
fn is_merging(directory: &Directory) -> bool {
    let merging = |repository: Repository| matches!(repository.head(), Ok(Head::Merging(_)));
    let records = Repository::open(directory.root()).ok();
    let names = Repository::of_names(directory).ok().flatten();
    directory.moment().is_none() && records.into_iter().chain(names).any(merging)
}
