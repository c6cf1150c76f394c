use clap::Args;

use crate::cli::args::{On, PastDay, Ref, Resolve, Writing};
use crate::cli::entries::{Sought, Voiding, files_of};
use crate::cli::failure::{Done, Failure};
use crate::cli::identity::mind_likeness;
use crate::cli::peer::Peer;
use crate::cli::people;
use crate::record::participant::Enrollment;
use crate::record::schema::Table;
use crate::record::{Datum, Day, Kind, ParticipantId};
use crate::register::Register;
use crate::store::{Change, Directory, Scope, Writer};

/// Enroll a parent, for the first time or again
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  peer enroll rosa\n  peer enroll p-4f7 --on 2026-01-15\n  \
                        peer enroll rosa --on 2026-01-15 --now-on 2026-01-08\n  \
                        peer enroll rosa --void --on 2026-01-15     it was wrong and does not count"
)]
pub struct Enroll {
    /// The parent
    #[arg(value_name = "WHO")]
    who: Ref<ParticipantId>,
    #[command(flatten)]
    on: On,
    /// Correct it: it began on this day
    #[arg(long, value_name = "DAY", conflicts_with = "void")]
    now_on: Option<PastDay>,
    #[command(flatten)]
    voiding: Voiding,
    #[command(flatten)]
    writing: Writing,
}

impl Enroll {
    pub(super) fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        let directory = peer.directory()?;
        let writer = peer.writer(&directory, &self.writing)?;
        let register = peer.register(&directory, Scope::PEOPLE)?;
        let start = self.on.day(peer.today)?;
        let id = self.who.resolve(&register)?;
        let label = people::participant_label(&register, &id);
        if self.voiding.void || self.now_on.is_some() {
            let sought = Sought {
                kind: Kind::Participant,
                ids: files_of(&register, &id),
                label,
                table: "enrollment",
                says: Vec::new(),
                day_key: ("start", "--on"),
                day: self.on.on.is_some().then_some(start),
            };
            return self.correct(peer, &directory, writer.as_ref(), &register, &sought);
        }
        if let Some(live) = register
            .person(&id)
            .and_then(|person| person.enrollment(start))
        {
            return Err(Failure::refused(format!(
                "{label} is already enrolled, since {}",
                live.start
            ))
            .help(format!(
                "to end an enrollment: `peer exit {id} --reason WORD`"
            )));
        }
        let known = register.person(&id);
        let starts = known.iter().flat_map(|person| &person.record.enrollment);
        let starts: Vec<Day> = starts.map(|enrollment| enrollment.start).collect();
        if let Some(later) = starts.iter().copied().filter(|other| *other > start).min() {
            return Err(match starts.iter().all(|other| *other > start) {
                true => {
                    Failure::refused(format!("{label} is enrolled from {later}")).help(format!(
                        "if it began on {start}: `peer enroll {id} --on {later} --now-on {start}`; to add an earlier enrollment that has ended: `peer edit {id}`"
                    ))
                }
                false => Failure::refused(format!(
                    "{label} was enrolled again on {later}: this enrollment would overlap it"
                ))
                .help("add an enrollment that has ended with `peer edit`"),
            });
        }
        let mut edit = peer.open(
            &directory,
            &directory.path_of(Kind::Participant, id.as_str()),
            None,
            Kind::Participant,
        )?;
        edit.push(
            "enrollment",
            &Enrollment {
                start,
                end: None,
                reason: None,
                void: None,
            }
            .fields(),
        );
        let mut change = Change::default();
        change.replace(edit.path(), edit.original(), edit.text());
        let done = format!("enrolled {label} from {start}");
        let done = peer.finish(&directory, writer.as_ref(), &register, &change, &done)?;
        mind_likeness(peer, &register, &id);
        Ok(done)
    }

    /// Makes the enrollment void, or moves its first day.
    fn correct(
        &self,
        peer: &Peer,
        directory: &Directory,
        writer: Option<&Writer<'_>>,
        register: &Register,
        sought: &Sought<'_>,
    ) -> Result<Done, Failure> {
        let Some(now) = self.now_on.resolve(&peer.today)? else {
            return sought.void(peer, directory, writer, register, &self.voiding);
        };
        let found = sought.one(register)?;
        let done = format!("{}: the enrollment now begins on {now}", sought.label);
        let values = [("start", Datum::Day(now))];
        sought.set(peer, directory, writer, register, &found, &values, &done)
    }
}
