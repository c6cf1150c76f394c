mod decisions;
mod make;
mod taken;
mod what_if;

use std::path::PathBuf;

use clap::Args;

use crate::cli::args::{
    AsOfDay, Naming, Output, PastDay, Reasons, Ref, Resolve, WordOf, Writing, is_stdout,
};
use crate::cli::complete;
use crate::cli::failure::{Done, Failure};
use crate::cli::pairing::{Made, make};
use crate::cli::peer::{Peer, RunRegister};
use crate::cli::progress::Progress;
use crate::matching::{Candidate, Everyone, Pool, rank};
use crate::record::{Day, MentorId, ParticipantId};
use crate::render::{Format, render};
use crate::report::matching::{Voice, decisions, everyone, nobody, ranking, what_if};
use crate::store::{Change, Directory, Scope};

/// Find the right mentor, for one parent or for everyone on the waiting list
///
/// Without a name, suggests mentors for the waiting list: as many matches as possible, then the best scores. With a
/// parent, ranks the mentors and shows why. With a mentor too, makes the match or shows which rule forbids it.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  peer match                           a mentor for everyone on the waiting list\n  \
                        peer match --apply                   save them all as proposed matches\n  \
                        peer match --what-if capacity:dana=5 what if Dana could take 5 parents\n  \
                        peer match --csv-out decisions.csv   write them to a file to approve\n  \
                        peer match rosa                      ranked mentors: why, and why not\n  \
                        peer match rosa dana --on 2026-01-20 make the match\n  \
                        peer match rosa eva --instead mentor-left\n  \
                        peer match rosa dana --propose       propose it; `peer accept rosa` begins it\n  \
                        peer match rosa dana --force \"cousins, both asked for it\"\n\n\
                        For scripts: the exit code is 1 if no mentor is found or a rule refuses the match."
)]
pub struct Pair {
    /// The parent
    #[arg(value_name = "WHO")]
    who: Option<Ref<ParticipantId>>,
    /// The mentor
    #[arg(value_name = "MENTOR", requires = "who")]
    mentor: Option<Ref<MentorId>>,
    /// The day the match begins: 11/14/2026, today, wed
    #[arg(long, value_name = "DAY")]
    on: Option<PastDay>,
    /// Only propose the match
    #[arg(long, requires = "mentor")]
    propose: bool,
    /// End the parent's current match first, for this reason
    #[arg(long, value_name = "WORD", requires = "mentor", conflicts_with_all = ["propose", "as_of"])]
    instead: Option<WordOf<Reasons>>,
    /// Make the match even if it breaks a rule, and record why
    #[arg(long, value_name = "REASON", requires = "mentor")]
    force: Option<String>,
    /// Show the suggestions and save them as proposed
    #[arg(long, conflicts_with_all = ["who", "on", "as_of", "what_if", "csv_out", "csv_in"])]
    apply: bool,
    /// Try out a change, such as capacity:dana=5, and show what it would do; nothing is written
    #[arg(long, value_name = "WHAT", conflicts_with_all = ["who", "csv_out", "csv_in"],
          add = complete::words(&["capacity:", "ignore:", "weight:", "without:"]))]
    what_if: Vec<String>,
    /// Save the suggestions to a file to approve
    #[arg(long, value_name = "FILE", conflicts_with_all = ["who", "csv_in"], value_hint = clap::ValueHint::FilePath)]
    csv_out: Option<PathBuf>,
    /// Enter all decisions from FILE; enters none if one is wrong
    #[arg(long, value_name = "FILE", conflicts_with_all = ["who", "as_of"], value_hint = clap::ValueHint::FilePath)]
    csv_in: Option<PathBuf>,
    /// As of this day: later facts do not count
    #[arg(long, value_name = "DAY", conflicts_with = "mentor")]
    as_of: Option<AsOfDay>,
    #[command(flatten)]
    writing: Writing,
    #[command(flatten)]
    output: Output,
    #[command(flatten)]
    naming: Naming,
}

impl Pair {
    pub(super) fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        match (&self.who, &self.mentor) {
            (Some(who), Some(mentor)) => self.make(peer, who, mentor),
            (Some(who), None) => self.rank(peer, who),
            (None, _) if self.apply => self.apply(peer),
            (None, _) => match &self.csv_in {
                Some(file) => self.decide(peer, file),
                None => self.everyone(peer),
            },
        }
    }

    /// Whether it is only a question.
    pub(super) fn reads(&self) -> bool {
        self.mentor.is_none() && !self.apply && self.csv_in.is_none()
    }

    /// The day of the match.
    fn day(&self, today: Day) -> Result<Day, Failure> {
        let asked = self.on.or(self.as_of.map(|day| PastDay(day.0)));
        Ok(asked.resolve(&today)?.unwrap_or(today))
    }

    /// The records as of the day asked about.
    fn register(&self, peer: &Peer, directory: &Directory) -> Result<RunRegister, Failure> {
        let as_of = self.as_of.resolve(&peer.today)?;
        peer.register_as_of(directory, Scope::PEOPLE, as_of)
    }

    /// How the answer is worded: with names only on the screen.
    fn voice(&self, peer: &Peer, directory: &Directory) -> Result<Voice, Failure> {
        let format = self.output.format()?;
        peer.mind_identities(directory, &self.output, self.naming)?;
        Ok(Voice {
            names: peer.names(directory, &self.output, self.naming)?,
            exact: matches!(format, Format::Csv | Format::Json),
        })
    }

    fn rank(&self, peer: &Peer, who: &Ref<ParticipantId>) -> Result<Done, Failure> {
        let directory = peer.directory()?;
        let register = self.register(peer, &directory)?;
        let id = who.resolve(&register)?;
        let parent = register.person_index(&id).unwrap_or_default();
        let pool = Pool::new(&register, self.day(peer.today)?, &[]);
        let found = rank(&pool, parent);
        let together = Everyone::with(&pool, parent);
        let sheets = ranking(
            &pool,
            parent,
            &found,
            together.as_ref(),
            self.voice(peer, &directory)?,
        );
        peer.show(&sheets, &self.output)?;
        Ok(if nobody(&found) { Done::No } else { Done::Yes })
    }

    fn everyone(&self, peer: &Peer) -> Result<Done, Failure> {
        let directory = peer.directory()?;
        let register = self.register(peer, &directory)?;
        let day = self.day(peer.today)?;
        let assumed = self
            .what_if
            .iter()
            .map(|text| what_if::assumption(&register, text));
        let assumed = assumed.collect::<Result<Vec<_>, _>>()?;
        let pool = Pool::new(&register, day, &[]);
        let now = at_once(peer, &pool)?;
        if let Some(file) = &self.csv_out {
            let text =
                render(&[decisions(&now)], Format::Csv, &peer.screen.look).map_err(Failure::new)?;
            if is_stdout(file) {
                peer.screen.answer(&text)?;
                return Ok(Done::Yes);
            }
            peer.target(file)?.write(&text)?;
            peer.screen.say(&format!(
                "wrote {}; fill in `decision`, then `peer match --csv-in {0}`",
                file.display()
            ));
            return Ok(Done::Yes);
        }
        let voice = self.voice(peer, &directory)?;
        if assumed.is_empty() {
            return peer.show(&everyone(&now, voice), &self.output);
        }
        let other = Pool::new(&register, day, &assumed);
        let sheet = what_if(
            &self.what_if.join(" "),
            &now,
            &at_once(peer, &other)?,
            voice,
        );
        peer.show(&[sheet], &self.output)
    }

    fn apply(&self, peer: &Peer) -> Result<Done, Failure> {
        let directory = peer.directory()?;
        let writer = peer.writer(&directory, &self.writing)?;
        let register = self.register(peer, &directory)?;
        let pool = Pool::new(&register, self.day(peer.today)?, &[]);
        let now = at_once(peer, &pool)?;
        peer.show(&everyone(&now, self.voice(peer, &directory)?), &self.output)?;
        let mut change = Change::default();
        for proposal in &now.proposals {
            let found = Candidate {
                mentor: proposal.mentor,
                score: proposal.score.clone(),
                broken: Vec::new(),
                unknown: proposal.unknown,
            };
            let made = Made {
                parent: proposal.parent,
                mentor: proposal.mentor,
                on: pool.day,
                propose: true,
                force: None,
            };
            make(peer, &directory, &pool, &found, &made, &mut change)?;
        }
        let done = match now.proposals.len() {
            0 => "nothing to propose".to_owned(),
            1 => "wrote 1 proposal; `peer accept WHO` begins it".to_owned(),
            many => format!("wrote {many} proposals; `peer accept WHO` begins one"),
        };
        peer.finish(&directory, writer.as_ref(), &register, &change, &done)
    }

    fn decide(&self, peer: &Peer, file: &std::path::Path) -> Result<Done, Failure> {
        let directory = peer.directory()?;
        let writer = peer.writer(&directory, &self.writing)?;
        let register = self.register(peer, &directory)?;
        let pool = Pool::new(&register, self.day(peer.today)?, &[]);
        let decided = decisions::decided(peer, &directory, &pool, file)?;
        let done = if decided.done.is_empty() {
            "nothing was decided".to_owned()
        } else {
            decided.done.join("\n")
        };
        peer.finish(
            &directory,
            writer.as_ref(),
            &register,
            &decided.change,
            &done,
        )
    }
}

/// The best assignment for everyone on the waiting list.
fn at_once<'p>(peer: &Peer, pool: &'p Pool<'p>) -> Result<Everyone<'p>, Failure> {
    let progress = Progress::new(&peer.screen, "matching");
    Everyone::at_once(pool, |done, all| progress.at(done, all)).map_err(|refusal| {
        Failure::new(format!("cannot match everyone at once: {refusal}"))
            .help("weights of `[matching]` in peer.toml may be far too large")
    })
}
