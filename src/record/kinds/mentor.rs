//! A Peer Parent: a parent whose own case is over and who was trained to mentor others.

pub use super::court::OwnOutcome;
use super::own::OwnFacts;
use super::record::Record;
use super::system::System;
use crate::record::day::Day;
use crate::record::id::ParticipantId;
use crate::record::minutes::Hours;
use crate::record::schema::{Prose, Void, record};
use crate::record::word::Word;

record! {
    /// A mentor, `mentors/m-….toml`.
    #[derive(Default)]
    pub struct Mentor {
        /// The mentor's own record as a participant, if the mentor came up through the program.
        pub participant: Option<ParticipantId>,
        /// The day the mentor joined the program as a mentor.
        #[called("joined", "start date", "hire date", "date joined", "hired", "mentor since", "start", "started",
            "joined on", "since", "date started", "mentor start", "inicio")]
        pub joined: Option<Day>,
        /// The day the mentor left it.
        #[after(joined)]
        #[called("left", "left on", "end date", "separation date", "ended", "departure date", "date left")]
        pub left: Option<Day>,
        /// How many parents the mentor walks with at most.
        #[called("capacity", "max matches", "caseload", "max parents", "slots", "max", "maximum parents",
            "max families", "how many parents", "max caseload", "capacity parents")]
        pub capacity: u32,
        /// Where the mentor works, as participants' `area`.
        #[called("area", "district", "neighborhood", "region", "service area", "zip area", "part of town", "zona",
            "barrio")]
        pub area: Option<Box<str>>,
        /// The mentor's gender in the program's words.
        #[words("genders")]
        #[called("gender", "sex", "genero", "sexo", "sex gender", "gender identity")]
        pub gender: Option<Word>,
        /// The court systems the mentor knows.
        #[called("systems", "system", "system knowledge")]
        pub systems: Vec<System>,
        /// Languages the mentor speaks.
        #[words("languages")]
        #[called("language", "languages", "lang", "primary language", "home language", "spoken languages", "idioma",
            "idiomas", "speaks", "preferred language", "primary lang", "second language", "other language",
            "language s", "language spoken", "languages spoken", "language preference", "lengua", "lenguas", "habla")]
        pub languages: Vec<Word>,
        /// What the mentor lived through, in the vocabulary of needs.
        #[words("needs")]
        #[called("experience", "lived experience", "lived experience areas", "experience with", "experiences",
            "background", "experiencia")]
        pub experience: Vec<Word>,
        /// When the mentor can meet, such as `wed-evening`.
        #[called("availability", "available", "days available", "available times", "when available", "good times",
            "disponibilidad")]
        pub availability: Vec<Word>,
        /// What the mentor does in the program, such as `facilitator`.
        #[words("roles")]
        #[called("role", "roles")]
        pub roles: Vec<Word>,
        /// Why the record was wrong: it is kept, and counts nowhere.
        #[since(2)]
        #[own]
        #[by_hand]
        pub void: Option<Void>,
        /// Anything else.
        pub note: Option<Prose>,
        /// What the program asks beside these keys, as `[[fact]]` of peer.toml declares it.
        #[since(2)]
        pub facts: OwnFacts,
        /// The mentor's own case.
        pub own_case: Option<OwnCase>,
        /// Trainings done.
        pub training: Vec<Training>,
        /// Times away.
        pub leave: Vec<Leave>,
    }
}

record! {
    /// The mentor's own case.
    pub struct OwnCase {
        /// The day it was closed.
        #[called("case closed", "own case closed", "date case closed", "case closure date", "own case closed on",
            "when case closed", "their case closed", "cps case closed")]
        pub closed: Option<Day>,
        /// How it ended.
        #[called("case outcome", "own case outcome", "outcome", "own outcome", "case result", "result")]
        pub outcome: Option<OwnOutcome>,
        /// The first day of the mentor's recovery.
        #[called("recovery since", "sobriety date", "clean date", "recovery date", "sober since", "in recovery since",
            "clean since", "recovery")]
        pub recovery_since: Option<Day>,
    }
}

record! {
    /// A training done.
    pub struct Training {
        /// Its name in the program's words.
        #[entry(on)]
        pub name: Word,
        /// The day it was done.
        pub on: Day,
        /// How long it was.
        pub hours: Option<Hours>,
        /// The last day it counts.
        #[ahead]
        #[after(on)]
        pub expires: Option<Day>,
        /// Why the entry was wrong: it is kept, and counts nowhere.
        #[since(2)]
        #[own]
        #[by_hand]
        pub void: Option<Void>,
    }
}

record! {
    /// A time away, both days in.
    pub struct Leave {
        /// The first day.
        #[ahead]
        pub start: Day,
        /// The last day; absent while it lasts.
        #[ahead]
        #[after(start)]
        pub end: Option<Day>,
        /// Why the entry was wrong: it is kept, and counts nowhere.
        #[since(2)]
        #[own]
        #[by_hand]
        pub void: Option<Void>,
    }
}

impl Leave {
    /// Whether the mentor is away on `day`.
    #[must_use]
    pub fn is_live(&self, day: Day) -> bool {
        self.start <= day && self.end.is_none_or(|end| day <= end)
    }
}

impl Record for Mentor {
    /// Does not include the mentor's own case.
    fn first_day(&self) -> Option<Day> {
        let trained = self.training.iter().map(|training| training.on);
        trained.chain(self.joined).min()
    }

    /// Someone who joins later has no capacity yet. Leave is a plan for future days and stays.
    fn as_of(&mut self, day: Day) -> bool {
        if self.joined.is_some_and(|joined| joined > day) {
            self.joined = None;
            self.capacity = 0;
        }
        self.left = self.left.filter(|left| *left <= day);
        self.training.retain(|training| training.on <= day);
        if let Some(own) = &mut self.own_case {
            own.recovery_since = own.recovery_since.filter(|since| *since <= day);
            if own.closed.is_some_and(|closed| closed > day) {
                own.closed = None;
                own.outcome = None;
            }
        }
        true
    }
}
