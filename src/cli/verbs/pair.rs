use clap::Args;

use crate::cli::args::{Output, Writing, past_day};
use crate::cli::complete;
use crate::cli::failure::{Done, Failure};
use crate::cli::pairing::{Made, make, reason_given, refusal};
use crate::cli::peer::Peer;
use crate::cli::people;
use crate::matching::rank::candidate;
use crate::matching::{Pool, rank};
use crate::record::{Day, IdKind, MentorId, ParticipantId};
use crate::register::Register;
use crate::render::Format;
use crate::report::matching::{Voice, decimal, nobody, ranking};
use crate::store::{Change, Directory, Scope};

/// Find the right mentor, for one parent or for everyone who waits
///
/// With a parent, ranks the mentors: why, and why not. With a parent and a mentor, makes the match, or says which rule
/// forbids it. Points and rules are those of `peer.toml`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  peer match rosa                            ranked mentors: why, and why not\n  \
                        peer match rosa dana --on 2026-01-20       make the match\n  \
                        peer match rosa dana --propose             only propose it; `peer accept rosa` begins it\n  \
                        peer match rosa dana --force \"cousins, both asked for it\"\n\n\
                        The status is 1 when nobody can be matched, or a rule refuses the match.")]
pub struct Pair {
    /// The parent
    #[arg(value_name = "WHO", add = complete::records(&[IdKind::Participant]))]
    who: Option<String>,
    /// The mentor
    #[arg(value_name = "MENTOR", requires = "who", add = complete::records(&[IdKind::Mentor]))]
    mentor: Option<String>,
    /// The day the match begins, or is asked about: 2026-11-14, today, yesterday, or a weekday
    #[arg(long, value_name = "DAY")]
    on: Option<String>,
    /// Only propose the match
    #[arg(long, requires = "mentor")]
    propose: bool,
    /// Make the match although it breaks a rule, and record why
    #[arg(long, value_name = "REASON", requires = "mentor")]
    force: Option<String>,
    /// As of this day: facts dated later do not exist
    #[arg(long, value_name = "DAY", conflicts_with = "mentor")]
    as_of: Option<String>,
    #[command(flatten)]
    writing: Writing,
    #[command(flatten)]
    output: Output,
}

impl Pair {
    pub(super) fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        match (&self.who, &self.mentor) {
            (Some(who), Some(mentor)) => self.make(peer, who, mentor),
            (Some(who), None) => self.rank(peer, who),
            (None, _) => Err(Failure::new("say who waits: `peer match WHO`")),
        }
    }

    /// The day of the match.
    fn day(&self, today: Day) -> Result<Day, Failure> {
        let asked = self.on.as_deref().or(self.as_of.as_deref());
        asked.map_or(Ok(today), |text| past_day(text, today))
    }

    fn rank(&self, peer: &Peer, who: &str) -> Result<Done, Failure> {
        let directory = peer.directory()?;
        let as_of = self.as_of.as_deref().map(|text| past_day(text, peer.today)).transpose()?;
        let (register, _) = peer.register_as_of(&directory, Scope::PEOPLE, as_of)?;
        let voice = self.voice(&directory)?;
        let id = people::person(&register, who)?;
        let parent = register.person_index(&id).unwrap_or_default();
        let pool = Pool::new(&register, self.day(peer.today)?, &[]);
        let found = rank(&pool, parent);
        let sheets = ranking(&pool, parent, &found, voice);
        if voice.names {
            peer.mind_identities(&directory);
        }
        peer.show(&sheets, &self.output)?;
        Ok(if nobody(&found) { Done::No } else { Done::Yes })
    }

    /// How the answer speaks: names only on the screen.
    fn voice(&self, directory: &Directory) -> Result<Voice, Failure> {
        let format = self.output.format()?;
        let names = self.output.file.is_none() && format == Format::Text && directory.has_identities();
        Ok(Voice { names, exact: matches!(format, Format::Csv | Format::Json) })
    }

    fn make(&self, peer: &Peer, who: &str, mentor: &str) -> Result<Done, Failure> {
        let directory = peer.directory()?;
        let writer = peer.writer(&directory, &self.writing)?;
        let register = peer.register(&directory, Scope::PEOPLE)?;
        let on = self.day(peer.today)?;
        let id = people::person(&register, who)?;
        let mentor = people::mentor(&register, mentor)?;
        let (parent, at) = places(&register, &id, &mentor);
        let pool = Pool::new(&register, on, &[]);
        let found = candidate(&pool, parent, at);
        if let Some(failure) = taken(&register, parent, &mentor, on, self.propose) {
            return Err(failure);
        }
        let label =
            format!("{} with {}", people::participant_label(&register, &id), people::mentor_label(&register, &mentor));
        let force = reason_given(self.force.as_deref())?;
        if !found.is_allowed() && force.is_none() {
            return Err(refusal(&label, &found.broken));
        }
        if found.is_allowed() && force.is_some() {
            peer.screen.note("no rule had to be overruled: the match records no force");
        }
        let made = Made { parent, mentor: at, on, propose: self.propose, force };
        let mut change = Change::default();
        let match_id = make(peer, &directory, &pool, &found, &made, &mut change)?;
        let verb = if self.propose { "proposed" } else { "matched" };
        let again = rematch(&register, parent, on);
        let done = format!("{verb} {label} on {on} ({match_id}): {} points for fit{again}", decimal(found.score.fit()));
        peer.finish(&directory, writer.as_ref(), &register, &change, &done)
    }
}

/// The places of a parent and a mentor.
fn places(register: &Register, parent: &ParticipantId, mentor: &MentorId) -> (usize, usize) {
    (register.person_index(parent).unwrap_or_default(), register.mentor_index(mentor).unwrap_or_default())
}

/// Why nothing can be made of a parent and a mentor on a day, where the records already say something of them.
fn taken(register: &Register, parent: usize, mentor: &MentorId, on: Day, propose: bool) -> Option<Failure> {
    let label = |id| people::match_label(register, id);
    let active = register.matches_of_person(parent).find(|entry| entry.record.is_active(on));
    if let Some(entry) = active.filter(|entry| entry.record.mentor == *mentor) {
        return Some(Failure::refused(format!("they are matched already: {}", label(&entry.id))));
    }
    let open = register.matches_of_person(parent).find(|entry| entry.record.is_open_proposal(on));
    let entry = open.filter(|entry| propose || entry.record.mentor != *mentor)?;
    let refused = Failure::refused(format!("a proposal is open: {}", label(&entry.id)));
    Some(refused.help(format!("`peer accept {0}` begins it, `peer decline {0} --by program` takes it back", entry.id)))
}

/// That a parent had a mentor before, for the end of a sentence.
fn rematch(register: &Register, parent: usize, on: Day) -> String {
    let earlier = register.matches_of_person(parent).filter(|entry| entry.record.began.is_some_and(|began| began < on));
    match earlier.count() {
        0 => String::new(),
        1 => "; a re-match, after one earlier match".to_owned(),
        many => format!("; a re-match, after {many} earlier matches"),
    }
}
