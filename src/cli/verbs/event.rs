use clap::Args;

use crate::cli::args::{
    AnyDay, PastDay, Ref, Resolve, Settings, Several, WordOf, Writing, all, choice, word, yes_or_no,
};
use crate::cli::complete;
use crate::cli::failure::{Done, Failure};
use crate::cli::peer::Peer;
use crate::record::case::Event as CaseEvent;
use crate::record::schema::{Exactly, Prose, Table, quoted};
use crate::record::{
    Case, CaseId, ChildKey, Day, Entry, EventKind, Kind, ParticipantId, Program, Word,
};
use crate::register::Register;
use crate::store::{Change, Scope};

/// Tell what happened in a case
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  peer event c-2d8 petition --on 2025-03-02\n  peer event c-2d8 removed --on 2025-03-02 --setting foster-home\n  \
                        peer event rosa reunified --on 2026-02-01 --child a\n  peer event c-2d8 reunified --with rosa\n  \
                        peer event c-2d8 dismissed\n  peer event c-2d8 hearing --on 2026-12-03 --type review\n  \
                        peer event c-2d8 hearing --present rosa\n  peer event c-7k1 violation --sustained=no\n\n\
                        Kinds: opened and closed (without the court), petition, removed, placed, home-visit, reunified,\nfamily-maintenance, \
                        services-ended, severance, guardianship, adopted, aged-out, extended-care,\nrunaway, placement-ordered, hearing, \
                        dismissed, died, lost, report, substantiated, new-offense, violation."
)]
pub struct Event {
    /// The case, or a parent who has one
    #[arg(value_name = "CASE")]
    case: Ref<CaseId>,
    /// What happened
    #[arg(value_name = "KIND", value_parser = choice::<EventKind>(), hide_possible_values = true)]
    kind: EventKind,
    /// The day it happened, or of a hearing that is ahead: 2026-11-14, today, yesterday, or a weekday such as mon: the
    /// last one, or today
    #[arg(long, value_name = "DAY")]
    on: Option<AnyDay>,
    /// A child it concerns, by its short name; without it, every child; may be repeated
    #[arg(long = "child", value_name = "KEY")]
    children: Vec<Several<ChildKey>>,
    /// Where the child lives from then on, such as foster-home
    #[arg(long, value_name = "WORD")]
    setting: Option<WordOf<Settings>>,
    /// What kind of petition or hearing it is
    #[arg(long = "type", value_name = "WORD", add = complete::vocabulary("hearings"))]
    event_type: Option<Word>,
    /// The parents whom the children came home to, or `nobody` of the case; without it, all of them
    #[arg(long, value_name = "WHO")]
    with: Vec<Several<Ref<ParticipantId>>>,
    /// The parents who were at the hearing, or `nobody`
    #[arg(long, value_name = "WHO")]
    present: Vec<Several<Ref<ParticipantId>>>,
    /// The court found the offense or violation to be true, or not: --sustained=no
    #[arg(long, value_name = "yes|no", num_args = 0..=1, require_equals = true, default_missing_value = "yes",
          value_parser = yes_or_no)]
    sustained: Option<bool>,
    /// The guardian is a relative who is paid to be, or not: --kin-gap=no
    #[arg(long, value_name = "yes|no", num_args = 0..=1, require_equals = true, default_missing_value = "yes",
          value_parser = yes_or_no)]
    kin_gap: Option<bool>,
    /// Anything else
    #[arg(short = 'm', long = "note", value_name = "TEXT")]
    note: Option<Prose>,
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
            .ok_or_else(|| Failure::new(format!("no case {id}")))?;
        let event = self.event(peer.today, &register, entry)?;
        let on = event.on;
        if entry.record.event.contains(&event) {
            return Err(Failure::refused(format!(
                "{id} has this very event already: {kind} on {on}"
            ))
            .help("nothing was written"));
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
            &format!("{id}: {kind} on {on}"),
        )
    }

    /// The event that was told.
    fn event(
        &self,
        today: Day,
        register: &Register,
        entry: &Entry<CaseId, Case>,
    ) -> Result<CaseEvent, Failure> {
        let kind = self.kind;
        let on = match self.on {
            None => today,
            // A hearing is known before it is held.
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
            children: self.children_of(entry)?,
            with: exactly(register, &self.with)?,
            present: exactly(register, &self.present)?,
            sustained: self.sustained,
            kin_gap: self.kin_gap,
            note: self.note.clone(),
            void: None,
        })
    }

    /// Refuses an option that says nothing about an event of this kind.
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
                    Failure::new(format!("--{option} says nothing about `{kind}`"))
                        .help(format!("it goes with {}", quoted(&fitting))),
                );
            }
        }
        Ok(())
    }

    fn children_of(&self, entry: &Entry<CaseId, Case>) -> Result<Vec<ChildKey>, Failure> {
        let children: Vec<ChildKey> = all(&self.children).cloned().collect();
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
                "name the children with `peer edit`: [child.a] with born = DATE".to_owned()
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

/// The participants of an option that may also say `nobody`; `None` if it was not given.
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
