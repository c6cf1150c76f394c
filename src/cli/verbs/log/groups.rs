//! Support groups and committees: who came, who led, and how many children were looked after.

use std::collections::BTreeSet;

use clap::Args;

use super::Loggable;
use super::ask::Asking;
use super::frame::{Frame, Logging, leaders};
use super::newcomers;
use super::words::Words;
use crate::cli::args::{count, listed, past_day};
use crate::cli::complete;
use crate::cli::failure::{Done, Failure};
use crate::cli::peer::Peer;
use crate::cli::people;
use crate::cli::prompt::Item;
use crate::measure::regulars::{SESSIONS, last_sessions, regulars};
use crate::record::{
    Day, GroupId, GroupKind, IdKind, Identity, ParticipantId, PersonId, Service, Session,
};
use crate::register::Register;

/// Log a support group
///
/// On a terminal, what is missing is asked for: those of the last session are ticked, and who came most often stands first.
#[derive(Debug, Clone, Default, Args)]
#[command(
    after_help = "Examples:\n  peer log group wednesday                    asks who was there, with last time's people ticked\n  \
                        peer log group wednesday --present rosa,luis --childcare 5 90min\n  \
                        peer log group wednesday 90min --present rosa --anonymous 2 --led-by dana --on wed\n  \
                        peer log group wednesday --present rosa --missed luis\n  \
                        peer log group wednesday --last --on wed    the same people and length as last time\n  \
                        peer log group saturday --status cancelled-by-program"
)]
pub struct Group {
    /// The group: its id, the beginning of it, or the weekday it meets on
    #[arg(value_name = "GROUP", add = complete::records(&[IdKind::Group]))]
    group: Option<String>,
    #[command(flatten)]
    meeting: GroupMeeting,
    #[command(flatten)]
    frame: Frame,
}

/// What meetings of groups and committees share.
#[derive(Debug, Clone, Default, Args)]
struct GroupMeeting {
    /// Who led it; may be repeated. Who came for themselves is named with --present too
    #[arg(long = "led-by", value_name = "WHO", add = complete::record_list(&[IdKind::Participant, IdKind::Mentor]))]
    led_by: Vec<String>,
    /// How many people came who gave no name
    #[arg(long, value_name = "N", value_parser = count)]
    anonymous: Option<u32>,
    /// How many children were looked after
    #[arg(long, value_name = "N", value_parser = count)]
    childcare: Option<u32>,
    /// A parent who was expected and did not come; may be repeated. Kept with the session, and counted nowhere
    #[arg(long = "missed", value_name = "WHO", add = complete::record_list(&[IdKind::Participant]))]
    missed: Vec<String>,
    /// A parent who came for the first time, by name; put on file with the session, the name in the identities folder
    /// alone; may be repeated
    #[arg(long = "new", value_name = "NAME")]
    newcomers: Vec<String>,
}

impl GroupMeeting {
    fn fill(
        &self,
        peer: &Peer,
        group: &str,
        kind: GroupKind,
        logging: &mut Logging<'_>,
    ) -> Result<(), Failure> {
        let id = people::group(&logging.register, group)?;
        let is = logging.register.group(&id).map(|entry| entry.record.kind);
        if is.is_some_and(|is| is != kind) {
            let (is, verb) = if kind == GroupKind::Committee {
                ("support group", "group")
            } else {
                ("committee", "committee")
            };
            return Err(Failure::new(format!("{id} is a {is}"))
                .help(format!("log it with `peer log {verb} {id} …`")));
        }
        logging.session.group = Some(id);
        logging.session.led_by = leaders(&logging.register, &self.led_by)?;
        logging.session.missed = listed(&self.missed)
            .map(|who| people::person(&logging.register, who))
            .collect::<Result<_, _>>()?;
        logging.session.missed.sort();
        logging.session.missed.dedup();
        logging.session.anonymous = self.anonymous;
        logging.session.children_in_childcare = self.childcare;
        let mut names = self
            .newcomers
            .iter()
            .map(|name| name.trim())
            .filter(|name| !name.is_empty());
        names.try_for_each(|name| newcomers::put_on_file(peer, name, logging))
    }

    fn words(&self, words: &mut Words<'_>) {
        words.people(
            "--led-by",
            &self.led_by,
            &[IdKind::Participant, IdKind::Mentor],
        );
        words.people("--missed", &self.missed, &[IdKind::Participant]);
        words.value("--anonymous", self.anonymous.as_ref());
        words.value("--childcare", self.childcare.as_ref());
        self.newcomers
            .iter()
            .for_each(|name| words.value("--new", Some(name)));
    }

    /// Asks for the day, who was there, the children and the length.
    fn ask(&mut self, asking: &Asking<'_>, group: &str, frame: &mut Frame) -> Result<(), Failure> {
        let Ok(id) = people::group(&asking.register, group) else {
            return Ok(());
        };
        let childcare = asking
            .register
            .group(&id)
            .and_then(|entry| entry.record.childcare)
            .unwrap_or(false);
        let last = last_sessions(&asking.register, &id)
            .next()
            .map(|entry| entry.record.clone());
        ask_day(asking, &id, frame)?;
        if asking.again
            || (frame.present.is_empty() && self.anonymous.is_none() && self.newcomers.is_empty())
        {
            self.ask_who(asking, &id, frame)?;
        }
        let children_before = last
            .as_ref()
            .is_some_and(|last| last.children_in_childcare.is_some());
        if childcare || children_before || self.childcare.is_some() {
            asking.count(
                &mut self.childcare,
                "Children looked after",
                "a number; Enter alone where nobody counted",
            )?;
        }
        asking.length(frame, last.and_then(|last| last.minutes))
    }

    /// Asks who was there, newcomers too.
    fn ask_who(
        &mut self,
        asking: &Asking<'_>,
        group: &GroupId,
        frame: &mut Frame,
    ) -> Result<(), Failure> {
        let lines = attendees(asking, group, asking.day(frame));
        let chosen: BTreeSet<ParticipantId> = listed(&frame.present)
            .filter_map(|who| people::person(&asking.register, who).ok())
            .collect();
        let is_ticked = |line: &Attendee| {
            if chosen.is_empty() {
                line.last
            } else {
                chosen.contains(&line.id)
            }
        };
        let ticked: Vec<usize> = lines
            .iter()
            .enumerate()
            .filter(|(_, line)| is_ticked(line))
            .map(|(at, _)| at)
            .collect();
        let items: Vec<Item> = lines.iter().map(|line| line.item.clone()).collect();
        let (line, is_ticked) = newcomers::line(&self.newcomers);
        let answer =
            asking
                .prompt
                .tick("Who was there?", &items, &ticked, Some((&line, is_ticked)))?;
        frame.present = answer
            .places
            .iter()
            .map(|at| lines[*at].id.to_string())
            .collect();
        if answer.further {
            newcomers::ask(asking, &mut self.newcomers, frame)?;
        } else {
            self.newcomers.clear();
        }
        if frame.present.is_empty() && self.newcomers.is_empty() {
            asking.count(
                &mut self.anonymous,
                "How many came who gave no name?",
                "a number; Enter alone for nobody",
            )?;
        }
        Ok(())
    }
}

/// Asks for the day where a group meets on another weekday than today.
fn ask_day(asking: &Asking<'_>, group: &GroupId, frame: &mut Frame) -> Result<(), Failure> {
    let today = asking.peer.today;
    let planned = asking
        .register
        .group(group)
        .map(|entry| entry.record.planned().0)
        .unwrap_or_default();
    if !asking.again
        && (frame.on.on.is_some() || planned.is_empty() || planned.contains(&today.weekday()))
    {
        return Ok(());
    }
    let met = (0..7)
        .map(|back| today.plus_days(-back))
        .find(|day| planned.contains(&day.weekday()));
    let first = frame
        .on
        .on
        .clone()
        .unwrap_or_else(|| met.unwrap_or(today).to_string());
    let check = move |typed: &str| {
        past_day(typed, today)
            .map(drop)
            .map_err(|failure| failure.message)
    };
    let help = "2026-11-14, today, yesterday, or a weekday such as wed, the last one";
    let answer = asking
        .prompt
        .line("Which day?", Some(&first), help, check)?;
    frame.on.on = answer
        .map(|typed| past_day(&typed, today).map(|day| day.to_string()))
        .transpose()?;
    Ok(())
}

/// What to mind when nobody said the day and a group meets on others: today is then seldom meant.
fn other_day(frame: &Frame, logging: &Logging<'_>) -> Option<String> {
    let group = logging
        .register
        .group(logging.session.group.as_ref()?)
        .filter(|_| frame.on.on.is_none())?;
    let days = group.record.planned().0;
    let last = days
        .first()
        .filter(|_| !days.contains(&logging.day.weekday()))?;
    let today = format!("{}, a {}", logging.day, logging.day.weekday_name());
    let way = if frame.writing.dry_run {
        ""
    } else {
        "`peer undo`, and "
    };
    Some(format!(
        "{} meets on {}, and this is logged for {today}; if it was not today: {way}say --on {last}",
        group.id,
        days.join(" and ")
    ))
}

/// Writes a meeting, and says what to mind of its day.
fn write(peer: &Peer, frame: &Frame, logging: Logging<'_>) -> Result<Done, Failure> {
    let doubt = other_day(frame, &logging);
    let done = frame.write(peer, logging, None)?;
    if let Some(doubt) = doubt {
        peer.screen.note(&doubt);
    }
    Ok(done)
}

/// Somebody who may have been there.
struct Attendee {
    id: ParticipantId,
    item: Item,
    /// Whether they were at the last session.
    last: bool,
}

/// Everybody who may have been at a group: the regulars first, then those who are enrolled, then all others on file.
fn attendees(asking: &Asking<'_>, group: &GroupId, day: Day) -> Vec<Attendee> {
    let register = &asking.register;
    let of = last_sessions(register, group).take(SESSIONS).count();
    let mut all: Vec<Attendee> = regulars(register, group)
        .into_iter()
        .map(|regular| {
            let name = people::participant_label(register, &regular.participant);
            let detail = format!("{} of the last {of}", regular.times);
            let item = Item {
                name,
                detail,
                unshown: unshown(register, &regular.participant),
            };
            Attendee {
                id: regular.participant,
                item,
                last: regular.last,
            }
        })
        .collect();
    let known: BTreeSet<ParticipantId> = all.iter().map(|attendee| attendee.id.clone()).collect();
    let mut others: Vec<(bool, String, ParticipantId)> = register
        .people()
        .iter()
        .filter(|person| !known.contains(&person.id))
        .map(|person| {
            let label = people::participant_label(register, &person.id);
            (!person.is_active(day), label, person.id.clone())
        })
        .collect();
    others.sort();
    all.extend(others.into_iter().map(|(_, label, id)| {
        let item = Item {
            unshown: unshown(register, &id),
            ..Item::named(label)
        };
        Attendee {
            id,
            item,
            last: false,
        }
    }));
    all
}

/// The name that somebody is found by, also where no names are shown.
fn unshown(register: &Register, id: &ParticipantId) -> String {
    let identity = register.identity(&PersonId::Participant(id.clone()));
    identity.and_then(Identity::name).unwrap_or_default()
}

/// Whether somebody was there, or nobody needs to have been.
fn is_settled(frame: &Frame, meeting: &GroupMeeting) -> bool {
    let anonymous = meeting.anonymous.unwrap_or(0) > 0;
    !frame.was_held() || anonymous || !frame.present.is_empty() || !meeting.newcomers.is_empty()
}

impl Loggable for Group {
    super::logs!(SupportGroup, group);

    fn like(&mut self, session: &Session) {
        super::last::led_like(&mut self.meeting.led_by, session);
    }

    fn lacks(&self) -> bool {
        self.group.is_none() || !is_settled(&self.frame, &self.meeting)
    }

    fn ask(&mut self, asking: &Asking<'_>) -> Result<(), Failure> {
        asking.group(&mut self.group, GroupKind::SupportGroup)?;
        self.meeting.ask(
            asking,
            self.group.as_deref().unwrap_or_default(),
            &mut self.frame,
        )?;
        asking.note(&mut self.frame)
    }

    fn words(&self, words: &mut Words<'_>) {
        words.subject(self.group.as_deref(), &[IdKind::Group]);
        self.meeting.words(words);
        words.frame(&self.frame);
    }

    fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        let group = super::needed(
            self.group.as_deref(),
            "which group",
            "peer log group wednesday --present rosa",
        )?;
        let directory = peer.directory()?;
        let mut logging = self.frame.begin(peer, &directory, Service::SupportGroup)?;
        self.meeting
            .fill(peer, group, GroupKind::SupportGroup, &mut logging)?;
        let session = &logging.session;
        if self.frame.was_held()
            && session.participants.is_empty()
            && session.anonymous.unwrap_or(0) == 0
        {
            return Err(Failure::new("nobody was there").help(
                "say who with --present rosa,luis or --anonymous N; if it did not take place, --status cancelled-by-program",
            ));
        }
        write(peer, &self.frame, logging)
    }
}

/// Log a committee or workgroup
#[derive(Debug, Clone, Default, Args)]
#[command(
    after_help = "Examples:\n  peer log committee pac 2h --mentor dana --present rosa --recommendations 1\n  \
                        peer log committee pac --anonymous 6 --on 2026-11-02"
)]
pub struct Committee {
    /// The committee
    #[arg(value_name = "GROUP", add = complete::records(&[IdKind::Group]))]
    group: Option<String>,
    /// How many recommendations it made
    #[arg(long, value_name = "N", value_parser = count)]
    recommendations: Option<u32>,
    #[command(flatten)]
    meeting: GroupMeeting,
    #[command(flatten)]
    frame: Frame,
}

impl Loggable for Committee {
    super::logs!(Committee, group);

    fn like(&mut self, session: &Session) {
        super::last::led_like(&mut self.meeting.led_by, session);
    }

    fn lacks(&self) -> bool {
        self.group.is_none()
            || (!is_settled(&self.frame, &self.meeting) && self.frame.mentors.is_empty())
    }

    fn ask(&mut self, asking: &Asking<'_>) -> Result<(), Failure> {
        asking.group(&mut self.group, GroupKind::Committee)?;
        if asking.again || self.frame.mentors.is_empty() {
            asking.mentors(&mut self.frame)?;
        }
        self.meeting.ask(
            asking,
            self.group.as_deref().unwrap_or_default(),
            &mut self.frame,
        )?;
        asking.count(
            &mut self.recommendations,
            "Recommendations made",
            "a number; Enter alone for none",
        )?;
        asking.note(&mut self.frame)
    }

    fn words(&self, words: &mut Words<'_>) {
        words.subject(self.group.as_deref(), &[IdKind::Group]);
        words.value("--recommendations", self.recommendations.as_ref());
        self.meeting.words(words);
        words.frame(&self.frame);
    }

    fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        let group = super::needed(
            self.group.as_deref(),
            "which committee",
            "peer log committee pac --mentor dana",
        )?;
        let directory = peer.directory()?;
        let mut logging = self.frame.begin(peer, &directory, Service::Committee)?;
        self.meeting
            .fill(peer, group, GroupKind::Committee, &mut logging)?;
        logging.session.recommendations = self.recommendations;
        let session = &logging.session;
        let nobody = session.participants.is_empty()
            && session.mentors.is_empty()
            && session.anonymous.unwrap_or(0) == 0;
        if self.frame.was_held() && nobody {
            return Err(Failure::new("nobody was there")
                .help("say who with --present, --mentor or --anonymous N"));
        }
        write(peer, &self.frame, logging)
    }
}
