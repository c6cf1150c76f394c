//! How a session is written: from what was given to its file.

use super::given::Given;
use super::logging::Logging;
use super::newcomers;
use super::subject::Subject;
use super::table::SessionKind;
use crate::cli::failure::{Done, Failure};
use crate::cli::identity::{Contact, mind_namesakes, names_somebody};
use crate::cli::moving::{is_taken, numbered, put};
use crate::cli::peer::Peer;
use crate::cli::people;
use crate::record::schema::Table;
use crate::record::word::to_kebab;
use crate::record::{Datum, ParticipantId, PersonId, Service, Session, SessionId, Status};
use crate::store::{Change, Directory, Scope, canonical};

/// Writes a session. Does not read the sessions: there can be very many.
pub(super) fn write(peer: &Peer, kind: &SessionKind, given: &Given) -> Result<Done, Failure> {
    let (what, example) = kind.lacking;
    let subject = given
        .subject
        .as_ref()
        .ok_or_else(|| Failure::new(format!("say {what}")).help(format!("as in `{example}`")))?;
    let directory = &peer.directory()?;
    let writer = peer.writer(directory, &given.writing)?;
    let register = peer.register(directory, Scope::PEOPLE)?;
    let day = given.on.day(peer.today)?;
    let mut logging = Logging {
        session: given.session(kind, day, &register, directory.program())?,
        directory,
        register,
        day,
        newcomers: Vec::new(),
        enrolls: given.enroll.is_some(),
        change: Change::default(),
        writer,
    };
    let subject = subject.resolve(kind, &logging.register)?;
    subject.put(&mut logging)?;
    let names = given.newcomers.iter().map(|name| name.trim());
    names.filter(|name| !name.is_empty()).try_for_each(|name| {
        newcomers::put_on_file(peer, name, given.enroll.is_some(), &mut logging)
    })?;
    somebody_was_there(&logging.session)?;
    let key = logging.key(&subject)?;
    let id = free(directory, &key, given.again)?;
    let doubt = other_day(given, &logging);
    let lacking = lacks(&logging.session, &id).filter(|_| !given.writing.dry_run);
    let done = logging.write(peer, &id)?;
    let notes = doubt.into_iter().chain(lacking);
    notes.for_each(|note| peer.screen.note(&note));
    Ok(done)
}

/// Refuses a group session to which no one came, and work by no one.
fn somebody_was_there(session: &Session) -> Result<(), Failure> {
    let help = match session.kind {
        Service::SupportGroup => {
            "add who was there, such as --present rosa,luis or --anonymous 3; if it was canceled, add --status cancelled-by-program"
        }
        Service::Committee => "say who came with --present, --mentor or --anonymous N",
        Service::OtherDuty => "say whose time it was with --mentor dana",
        _ => return Ok(()),
    };
    let is_of_mentors = matches!(session.kind, Service::Committee | Service::OtherDuty);
    let has_mentors = is_of_mentors && !session.mentors.is_empty();
    if !session.was_held()
        || !session.participants.is_empty()
        || session.anonymous.unwrap_or(0) > 0
        || has_mentors
    {
        return Ok(());
    }
    Err(Failure::new("no one is listed as present").help(help))
}

impl Logging<'_> {
    /// The natural key of the session, or one made from the free words that it is about.
    fn key(&self, subject: &Subject) -> Result<SessionId, Failure> {
        let Subject::Typed(words) = subject else {
            let word = self.session.kind.log_word();
            // If it is about several people, its name has the one who was typed first.
            let by = match subject {
                Subject::Parent(id) => Some(id.as_str()),
                Subject::Mentor(id) => Some(id.as_str()),
                _ => None,
            };
            let by = by.map(|id| SessionId::new(self.day, word, id, 1));
            return self.session.natural_key().or(by).ok_or_else(|| {
                Failure::new("the session needs a parent or a case that it was about")
                    .help("name it, as in `peer log court rosa`")
            });
        };
        let slug = to_kebab(words);
        if slug.is_empty() {
            return Err(
                Failure::new(format!("`{words}` cannot be part of a file name"))
                    .help("use letters and digits, such as county-fair"),
            );
        }
        if names_somebody(&self.register, words) {
            return Err(Failure::refused(
                "this subject contains the name of a person on file, and it becomes part of a file name",
            )
            .help("name the occasion instead, such as county-fair"));
        }
        let word = self.session.kind.log_word();
        Ok(SessionId::new(self.day, word, &slug, 1))
    }

    /// Writes the session under an id, with those who came for the first time.
    fn write(mut self, peer: &Peer, id: &SessionId) -> Result<Done, Failure> {
        put(
            self.directory,
            id,
            canonical(&self.session),
            &mut self.change,
        )?;
        let said = self.in_words(id, peer.screen.names);
        let writer = self.writer.as_ref();
        let done = peer.finish(self.directory, writer, &self.register, &self.change, &said)?;
        for (id, name) in self.newcomers {
            mind_namesakes(
                peer,
                &self.register,
                (Some(&name), &Contact::default()),
                &PersonId::Participant(id),
                self.writer.is_some(),
            );
        }
        Ok(done)
    }

    /// What a parent is called on the screen, including one who came for the first time.
    fn label(&self, id: &ParticipantId, names: bool) -> String {
        let new = match self.enrolls {
            true => "new, enrolled",
            false => "new",
        };
        match self.newcomers.iter().find(|(known, _)| known == id) {
            Some((_, name)) if names => format!("{name} ({id}, {new})"),
            Some(_) => format!("{id} ({new})"),
            None => people::participant_label(&self.register, id),
        }
    }

    /// What was logged, for the screen.
    fn in_words(&self, id: &SessionId, names: bool) -> String {
        let session = &self.session;
        let list = |lead: &str, ids: &[ParticipantId]| {
            let labels: Vec<String> = ids.iter().map(|id| self.label(id, names)).collect();
            let lead = if labels.is_empty() { "" } else { lead };
            format!("{lead}{}", labels.join(", "))
        };
        let mut said = format!("logged {id}");
        said += &list(": ", &session.participants);
        said += &list("; not there: ", &session.missed);
        if let Some(minutes) = session.minutes {
            said += &format!(", {minutes}");
        }
        if let Some(status) = session.status.filter(|status| *status != Status::Held) {
            said += &format!(" ({status})");
        }
        said + &self.others() + &details(session)
    }

    /// Who led it, and the mentors who came; the mentor of a match or of a supervision is in its id.
    fn others(&self) -> String {
        let session = &self.session;
        let mentors = match session.kind {
            Service::Mentoring | Service::Supervision => &[][..],
            _ => &session.mentors,
        };
        let leaders = session.led_by.iter().cloned();
        let mentors = mentors.iter().cloned().map(PersonId::Mentor);
        let all = [
            ("led by", leaders.collect::<Vec<_>>()),
            ("mentors:", mentors.collect()),
        ];
        let label = |id: &PersonId| people::person_label(&self.register, id);
        let said = all.iter().filter(|(_, ids)| !ids.is_empty());
        said.map(|(lead, ids)| {
            let labels: Vec<String> = ids.iter().map(label).collect();
            format!("; {lead} {}", labels.join(", "))
        })
        .collect()
    }
}

/// Everything else that a session says, for the screen.
fn details(session: &Session) -> String {
    const SAID: [&str; 13] = [
        "kind",
        "on",
        "group",
        "match",
        "case",
        "minutes",
        "status",
        "led_by",
        "participants",
        "mentors",
        "missed",
        "moved_from",
        "note",
    ];
    let fields = session.fields();
    let rest = fields.iter().filter(|(key, _)| !SAID.contains(key));
    rest.map(|(key, value)| format!("; {}", detail(key, value)))
        .collect()
}

/// A value of a session in words.
fn detail(key: &str, value: &Datum) -> String {
    match (key, value) {
        ("meeting" | "mode", value) => value.to_string(),
        ("anonymous", count) => format!("{count} without a name"),
        ("children_in_childcare", Datum::Integer(1)) => "1 child in childcare".to_owned(),
        ("children_in_childcare", count) => format!("{count} children in childcare"),
        ("travel_minutes", length) => format!("travel {length}"),
        (key, Datum::Bool(yes)) => {
            let not = if *yes { "" } else { "not " };
            match key {
                "rights_explained" => format!("rights {not}explained"),
                "parent_voice" => format!("parent {not}heard"),
                key => format!(
                    "{} {}",
                    key.replace('_', " "),
                    if *yes { "yes" } else { "no" }
                ),
            }
        }
        (key, Datum::Tables(rows)) => {
            let rows = rows.iter().map(|row| {
                let words = row.iter().map(|(_, value)| value.to_string());
                words.collect::<Vec<_>>().join(" ")
            });
            format!(
                "{} {}",
                key.replace('_', " "),
                rows.collect::<Vec<_>>().join(", ")
            )
        }
        (key, value) => format!("{} {value}", key.replace('_', " ")),
    }
}

/// What a team meeting lacks that reports ask for, with the command that adds it.
fn lacks(session: &Session, id: &SessionId) -> Option<String> {
    let of = [
        ("type", "meeting=cft", session.meeting.is_none()),
        ("length", "minutes=60min", session.minutes.is_none()),
    ];
    let lacking = of.iter().filter(|(.., is_lacking)| *is_lacking);
    let (names, keys): (Vec<&str>, Vec<&str>) = lacking.map(|(name, key, _)| (*name, *key)).unzip();
    let is_asked = session.kind == Service::TeamMeeting && session.was_held();
    (is_asked && !names.is_empty()).then(|| {
        format!(
            "the meeting has no {}: `peer set {id} {}`, with your values",
            names.join(" and no "),
            keys.join(" ")
        )
    })
}

/// The id for a session: its key, with a number if there already is one with that key.
fn free(directory: &Directory, key: &SessionId, again: bool) -> Result<SessionId, Failure> {
    if !is_taken(directory, key)? {
        return Ok(key.clone());
    }
    if !again {
        return Err(
            Failure::refused(format!("{key} is already logged")).help(format!(
                "change it with `peer edit {key}`; if there was a second one that day, add --again"
            )),
        );
    }
    numbered(directory, key)
}

/// What to look at if no one gave the day and the group meets on other days: then today is seldom meant.
fn other_day(given: &Given, logging: &Logging<'_>) -> Option<String> {
    let group = logging.register.group(logging.session.group.as_ref()?)?;
    let days = group.record.planned().0;
    let last = days.first()?;
    if given.on.on.is_some() || days.contains(&logging.day.weekday()) {
        return None;
    }
    let today = format!("{}, a {}", logging.day, logging.day.weekday_name());
    let way = if given.writing.dry_run {
        ""
    } else {
        "`peer undo`, and "
    };
    Some(format!(
        "{} meets on {}, but this is logged for {today}; if it was not today: {way}log it again with --on {last}",
        group.id,
        days.join(" and ")
    ))
}
