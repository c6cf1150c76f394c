use clap::Args;

use crate::cli::args::{
    AnyDay, PastDay, Ref, Resolve, Settings, Several, WordOf, Writing, all, choice, word, yes_or_no,
};
use crate::cli::complete;
use crate::cli::entries::{Sought, Voiding};
use crate::cli::failure::{Done, Failure};
use crate::cli::peer::Peer;
use crate::record::case::Event as CaseEvent;
use crate::record::schema::{Exactly, Prose, Table, quoted};
use crate::record::{
    Case, CaseId, ChildKey, Datum, Day, Entry, EventKind, Kind, ParticipantId, Program, Word,
};
use crate::register::Register;
use crate::store::{Change, Directory, Scope, Writer};

/// Add an event to a case
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  peer event c-2d8 petition --on 2025-03-02\n  peer event c-2d8 removed --on 2025-03-02 --setting foster-home\n  \
                        peer event rosa reunified --on 2026-02-01 --child a --with rosa\n  \
                        peer event c-2d8 hearing --on 2026-12-03 --type review --present rosa\n  \
                        peer event c-2d8 --void removed --on 2025-03-02        it was wrong\n  \
                        peer event c-2d8 removed --on 2025-03-02 --now-on 2025-03-03\n\n\
                        Kinds: opened and closed (without the court), petition, removed, placed, home-visit, \
                        reunified, family-maintenance, services-ended, severance, guardianship, adopted, aged-out, \
                        extended-care, runaway, placement-ordered, hearing, dismissed, died, lost, report, \
                        substantiated, new-offense, violation."
)]
pub struct Event {
    /// The case, or a parent who has one
    #[arg(value_name = "CASE")]
    case: Ref<CaseId>,
    /// What happened
    #[arg(value_name = "KIND", value_parser = choice::<EventKind>(), hide_possible_values = true)]
    kind: EventKind,
    /// The day: 11/14/2026, mon; a hearing may lie ahead
    #[arg(long, value_name = "DAY")]
    on: Option<AnyDay>,
    /// A child it is about, by its short name [default: every child]
    #[arg(long = "child", value_name = "KEY")]
    children: Vec<Several<ChildKey>>,
    /// Where the child lives from then on: foster-home
    #[arg(long, value_name = "WORD")]
    setting: Option<WordOf<Settings>>,
    /// What kind of petition or hearing it is
    #[arg(long = "type", value_name = "WORD", add = complete::vocabulary("hearings"))]
    event_type: Option<Word>,
    /// The parents the children came home to, or `nobody` [default: all]
    #[arg(long, value_name = "WHO")]
    with: Vec<Several<Ref<ParticipantId>>>,
    /// The parents who were at the hearing, or `nobody`
    #[arg(long, value_name = "WHO")]
    present: Vec<Several<Ref<ParticipantId>>>,
    /// The court found it to be true
    #[arg(long, value_name = "yes|no", num_args = 0..=1, require_equals = true, default_missing_value = "yes",
          value_parser = yes_or_no)]
    sustained: Option<bool>,
    /// The guardian is a relative who is paid
    #[arg(long, value_name = "yes|no", num_args = 0..=1, require_equals = true, default_missing_value = "yes",
          value_parser = yes_or_no)]
    kin_gap: Option<bool>,
    /// Anything else; no names
    #[arg(short = 'm', long = "note", value_name = "TEXT")]
    note: Option<Prose>,
    /// Correct it: it was on this day
    #[arg(long, value_name = "DAY", conflicts_with = "void")]
    now_on: Option<AnyDay>,
    /// Correct it: it was about these children, or `all`
    #[arg(long = "now-child", value_name = "KEY", conflicts_with = "void")]
    now_children: Vec<Several<ChildKey>>,
    #[command(flatten)]
    voiding: Voiding,
    #[command(flatten)]
    writing: Writing,
}

impl Event {
    pub(super) fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        let directory = peer.directory()?;
        let writer = peer.writer(&directory, &self.writing)?;
        let register = peer.register(&directory, Scope::PEOPLE)?;
        let kind = self.kind;
        let id = self.case.resolve(&register)?;
        let entry = register
            .case(&id)
            .ok_or_else(|| Failure::new(format!("there is no case {id}")))?;
        if self.voiding.void || self.now_on.is_some() || !self.now_children.is_empty() {
            return self.correct(peer, &directory, writer.as_ref(), &register, entry);
        }
        let event = self.event(peer.today, &register, entry)?;
        let on = event.on;
        let setting = event.setting.as_ref();
        let setting = setting.map_or(String::new(), |word| format!(", setting {word}"));
        if entry.record.event.contains(&event) {
            return Err(
                Failure::refused(format!("{id} already has this event: {kind} on {on}"))
                    .help("nothing was written"),
            );
        }
        let mut edit = peer.open_place(&directory, &entry.place, Kind::Case)?;
        edit.push("event", &event.fields());
        let mut change = Change::default();
        change.replace(edit.path(), edit.original(), edit.text());
        peer.finish(
            &directory,
            writer.as_ref(),
            &register,
            &change,
            &format!("{id}: {kind} on {on}{setting}"),
        )
    }

    /// Makes the given event void, or corrects its day or children.
    fn correct(
        &self,
        peer: &Peer,
        directory: &Directory,
        writer: Option<&Writer<'_>>,
        register: &Register,
        entry: &Entry<CaseId, Case>,
    ) -> Result<Done, Failure> {
        let (id, kind) = (&entry.id, self.kind);
        let mut says = vec![("kind", kind.to_string())];
        let children = self.children_of(entry, &self.children)?;
        if !children.is_empty() {
            says.push(("children", joined(&children)));
        }
        let sought = Sought {
            kind: Kind::Case,
            ids: vec![id.to_string()],
            label: id.to_string(),
            table: "event",
            says,
            day_key: ("on", "--on"),
            day: self.on.resolve(&peer.today)?,
        };
        if self.voiding.void {
            return sought.void(peer, directory, writer, register, &self.voiding);
        }
        let found = sought.one(register)?;
        let mut values = Vec::new();
        let now_on = self.now_on.resolve(&peer.today)?;
        values.extend(now_on.map(|day| ("on", Datum::Day(day))));
        if !self.now_children.is_empty() {
            let is_all = all(&self.now_children).any(|key| key.as_str() == "all");
            let children = match is_all {
                true => Vec::new(),
                false => self.children_of(entry, &self.now_children)?,
            };
            let keys = children.iter().map(|key| Datum::Text(key.to_string()));
            values.push(("children", Datum::List(keys.collect())));
        }
        let now: Vec<String> = values
            .iter()
            .map(|(key, value)| match value {
                Datum::List(keys) if keys.is_empty() => "every child".to_owned(),
                Datum::List(_) => format!("children {value}"),
                value => format!("{key} {value}"),
            })
            .collect();
        let done = format!("{id}: {kind} is now {}", now.join(", "));
        sought.set(peer, directory, writer, register, &found, &values, &done)
    }

    /// The given event.
    fn event(
        &self,
        today: Day,
        register: &Register,
        entry: &Entry<CaseId, Case>,
    ) -> Result<CaseEvent, Failure> {
        let kind = self.kind;
        let on = match self.on {
            None => today,
            // A hearing is known before it takes place.
            Some(on) if kind == EventKind::Hearing => on.resolve(&today)?,
            Some(AnyDay(written)) => PastDay(written).resolve(&today)?,
        };
        self.keys_fit(kind)?;
        let program: &Program = register.program();
        let event_type = self.event_type.as_ref();
        let event_type = event_type.map(|typed| word(program, kind.type_list(), typed));
        Ok(CaseEvent {
            on,
            kind,
            event_type: event_type.transpose()?,
            setting: self.setting.resolve(program)?,
            children: self.children_of(entry, &self.children)?,
            with: exactly(register, &self.with)?,
            present: exactly(register, &self.present)?,
            sustained: self.sustained,
            kin_gap: self.kin_gap,
            note: self.note.clone(),
            void: None,
        })
    }

    /// Refuses an option that does not apply to an event of this kind.
    fn keys_fit(&self, kind: EventKind) -> Result<(), Failure> {
        let given = [
            ("type", self.event_type.is_some()),
            ("with", !self.with.is_empty()),
            ("present", !self.present.is_empty()),
            ("sustained", self.sustained.is_some()),
            ("kin_gap", self.kin_gap.is_some()),
        ];
        for (key, is_given) in given {
            if is_given && !kind.has(key) {
                let option = key.replace('_', "-");
                let fitting = EventKind::with_key(key);
                return Err(
                    Failure::new(format!("the event `{kind}` has no --{option}"))
                        .help(format!("only {} can have it", quoted(&fitting))),
                );
            }
        }
        Ok(())
    }

    fn children_of(
        &self,
        entry: &Entry<CaseId, Case>,
        typed: &[Several<ChildKey>],
    ) -> Result<Vec<ChildKey>, Failure> {
        let mut children: Vec<ChildKey> = all(typed).cloned().collect();
        children.sort();
        children.dedup();
        let id = &entry.id;
        let stranger = children
            .iter()
            .find(|key| !entry.record.child.contains_key(*key));
        let Some(stranger) = stranger else {
            return Ok(children);
        };
        let known: Vec<String> = entry.record.child.keys().map(ToString::to_string).collect();
        Err(
            Failure::new(format!("{id} has no child `{stranger}`")).help(if known.is_empty() {
                format!("`peer add child {id} {stranger} --born DATE` adds one")
            } else {
                let noun = if known.len() == 1 {
                    "its only child is"
                } else {
                    "its children are"
                };
                format!("{noun} `{}`", known.join("`, `"))
            }),
        )
    }
}

/// The keys of children, as a list of them is shown.
fn joined(children: &[ChildKey]) -> String {
    let keys: Vec<&str> = children.iter().map(ChildKey::as_str).collect();
    keys.join(" ")
}

/// The participants of an option that can also be `nobody`; `None` if it was not given.
fn exactly(
    register: &Register,
    given: &[Several<Ref<ParticipantId>>],
) -> Result<Option<Exactly<ParticipantId>>, Failure> {
    if all(given).next().is_none() {
        return Ok(None);
    }
    let is_somebody = |who: &&Ref<_>| !matches!(who, Ref::Typed(text) if text == "nobody");
    let named = all(given).filter(is_somebody);
    let found = named.map(|who| who.resolve(register));
    found.collect::<Result<_, _>>().map(Exactly).map(Some)
}
