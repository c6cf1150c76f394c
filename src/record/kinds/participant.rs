//! A parent who is served: what is needed, which services were agreed to, and from when to when.

use super::own::OwnFacts;
use super::record::Record;
use crate::record::day::Day;
use crate::record::id::{MentorId, ParticipantId};
use crate::record::schema::{Prose, Void, record};
use crate::record::word::Word;

record! {
    /// A parent, `participants/p-….toml`.
    #[derive(Default)]
    pub struct Participant {
        /// The day the parent was referred.
        #[called("referred", "referral date", "date referred", "date of referral", "referred on", "referral received",
            "received", "date received", "fecha de remision", "fecha de referencia", "fecha de referido", "remitido",
            "refered", "intake referral date", "refd", "ref date", "date refd", "refd on", "ref d",
            "recd", "recd date", "date recd", "ref recd", "referral recd")]
        pub referred: Option<Day>,
        /// Who referred the parent, such as `court`.
        #[words("referral_sources")]
        #[called("referral source", "referred by", "source", "referred from", "referral", "who referred",
            "referring agency", "agency", "fuente", "remitido por", "referido por",
            "refd by", "ref by", "ref source", "referral from", "referral by")]
        pub referral_source: Option<Word>,
        /// Where the parent lives, such as a zip code or a district.
        #[heading]
        #[called("area", "district", "neighborhood", "region", "service area", "zip area", "part of town", "zona",
            "barrio")]
        pub area: Option<Box<str>>,
        /// The parent's gender, in a word of your program's list.
        #[words("genders")]
        #[called("gender", "sex", "genero", "sexo", "sex gender", "gender identity",
            "m f", "f m", "m or f")]
        pub gender: Option<Word>,
        /// The wish for a mentor of that gender; a wish, not a rule.
        #[words("genders")]
        #[called("mentor gender", "preferred mentor gender", "wants mentor gender")]
        pub mentor_gender: Option<Word>,
        /// Languages the parent speaks.
        #[words("languages")]
        #[called("language", "languages", "lang", "primary language", "home language", "spoken languages", "idioma",
            "idiomas", "speaks", "preferred language", "primary lang", "second language", "other language",
            "language s", "language spoken", "languages spoken", "language preference", "lengua", "lenguas", "habla")]
        pub languages: Vec<Word>,
        /// What the parent needs help with, in the program's vocabulary.
        #[words("needs")]
        #[called("needs", "need", "concerns", "services needed", "presenting needs", "support needed", "need 1",
            "need 2", "need 3", "needs help with", "areas of need", "necesidad", "necesidades", "primary need",
            "secondary need", "main need", "main needs", "support needs")]
        pub needs: Vec<Word>,
        /// When the parent can meet, such as `wed-evening`.
        #[called("availability", "available", "days available", "available times", "when available", "good times",
            "disponibilidad")]
        pub availability: Vec<Word>,
        /// Mentors never to propose.
        pub avoid_mentors: Vec<MentorId>,
        /// The record of the same person that counts instead of this one.
        #[own]
        #[by_hand]
        pub same_as: Option<ParticipantId>,
        /// Records that look alike and are other people.
        #[by_hand]
        pub not_same_as: Vec<ParticipantId>,
        /// Records that may be of the same person; no one has decided yet.
        #[since(2)]
        #[by_hand]
        pub maybe_same: Vec<ParticipantId>,
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
        /// When and why the parent said no to services.
        #[since(2)]
        pub declined: Option<Refusal>,
        /// What the parent agreed to, dated.
        pub consent: Vec<Consent>,
        /// Times in the program; people leave and come back.
        pub enrollment: Vec<Enrollment>,
        /// Requests for a mentor.
        pub mentor_request: Vec<MentorRequest>,
        /// Goals of the case plan.
        pub goal: Vec<Goal>,
    }
}

record! {
    /// A parent's no to services.
    pub struct Refusal {
        /// The day.
        pub on: Day,
        /// Why, in the program's words.
        #[words("reasons")]
        pub reason: Option<Word>,
    }
}

record! {
    /// A dated consent.
    pub struct Consent {
        /// What it is for.
        #[words("consents")]
        #[entry(given)]
        pub kind: Word,
        /// The day it was given.
        pub given: Day,
        /// The last day it holds.
        #[ahead]
        #[after(given)]
        #[called("consent expires", "roi expires", "roi exp", "release expires", "consent expiration", "roi expiration",
            "release expiration", "consent expiration date", "roi expiration date", "consent end date", "roi valid until")]
        pub expires: Option<Day>,
        /// The day it was withdrawn.
        #[after(given)]
        pub withdrawn: Option<Day>,
        /// Why the entry was wrong: it is kept, and counts nowhere.
        #[since(2)]
        #[own]
        #[by_hand]
        pub void: Option<Void>,
    }
}

impl Consent {
    /// Whether it holds on `day`.
    #[must_use]
    pub fn is_live(&self, day: Day) -> bool {
        self.given <= day
            && self.expires.is_none_or(|expires| day <= expires)
            && self.withdrawn.is_none_or(|withdrawn| day < withdrawn)
    }
}

record! {
    /// A time in the program, both days in.
    pub struct Enrollment {
        /// The first day.
        #[called("enrolled", "enrollment", "enrollment date", "start", "start date", "intake", "intake date",
            "date enrolled", "entry date", "admission date", "program start", "enrolled on", "date of enrollment",
            "start of services", "opened", "open date", "fecha de inscripcion", "inscripcion", "ingreso",
            "fecha de ingreso", "joined program", "enrolled date", "date in", "in date", "date of intake",
            "date started", "started")]
        pub start: Day,
        /// The last day; absent while it lasts.
        #[after(start)]
        #[called("exit", "exit date", "exited", "end", "end date", "discharge date", "program end", "date closed",
            "exited on", "date of exit", "closed", "closed date", "graduated", "graduation date", "salida",
            "fecha de salida", "date exited", "date out", "out date", "date left", "left on", "date ended",
            "left program", "date left program", "program exit", "program exit date", "last day in program",
            "d c date", "d c", "dc date", "d c d", "discharged", "date d c", "date discharged")]
        pub end: Option<Day>,
        /// Why it ended.
        #[words("reasons")]
        #[called("exit reason", "reason", "reason for exit", "discharge reason", "reason for leaving",
            "why left", "why exited", "why closed", "reason left", "reason closed", "reason for closing",
            "d c reason", "dc reason", "reason d c", "reason for d c")]
        pub reason: Option<Word>,
        /// Why the entry was wrong: it is kept, and counts nowhere.
        #[since(2)]
        #[own]
        #[by_hand]
        pub void: Option<Void>,
    }
}

impl Enrollment {
    /// Whether it holds on `day`.
    #[must_use]
    pub fn is_live(&self, day: Day) -> bool {
        self.start <= day && self.end.is_none_or(|end| day <= end)
    }
}

record! {
    /// A request for a mentor, met by the first match that begins on or after it.
    pub struct MentorRequest {
        /// The day it was made.
        #[called("mentor requested", "mentor request", "mentor request date", "wants mentor since", "wants mentor",
            "wants a mentor", "mentor wanted", "needs mentor", "needs a mentor", "would like a mentor",
            "asked for a mentor", "requesting mentor", "quiere mentor",
            "wants pm", "wants a pm", "needs pm", "pm wanted", "wants pp", "wants peer mentor", "wants a peer mentor", "wants peer parent", "wants a peer parent")]
        pub on: Day,
        /// The day it was withdrawn.
        #[after(on)]
        pub withdrawn: Option<Day>,
        /// Why the entry was wrong: it is kept, and counts nowhere.
        #[since(2)]
        #[own]
        #[by_hand]
        pub void: Option<Void>,
    }
}

record! {
    /// A goal of the case plan.
    pub struct Goal {
        /// The day it was set.
        pub set: Day,
        /// What it is about, such as `housing`.
        #[words("domains")]
        pub domain: Word,
        /// The day it was met.
        #[after(set)]
        pub met: Option<Day>,
        /// The goal in words.
        pub text: Option<Box<str>>,
        /// Why the entry was wrong: it is kept, and counts nowhere.
        #[since(2)]
        #[own]
        #[by_hand]
        pub void: Option<Void>,
    }
}

impl Record for Participant {
    fn first_day(&self) -> Option<Day> {
        let enrolled = self.enrollment.iter().map(|enrollment| enrollment.start);
        let consents = self.consent.iter().map(|consent| consent.given);
        let requests = self.mentor_request.iter().map(|request| request.on);
        let goals = self.goal.iter().map(|goal| goal.set);
        let declined = self.declined.as_ref().map(|declined| declined.on);
        self.referred
            .into_iter()
            .chain(declined)
            .chain(enrolled)
            .chain(consents)
            .chain(requests)
            .chain(goals)
            .min()
    }

    fn as_of(&mut self, day: Day) -> bool {
        self.referred = self.referred.filter(|referred| *referred <= day);
        self.declined.take_if(|declined| declined.on > day);
        self.consent.retain(|consent| consent.given <= day);
        for consent in &mut self.consent {
            consent.withdrawn = consent.withdrawn.filter(|withdrawn| *withdrawn <= day);
        }
        self.enrollment.retain(|enrollment| enrollment.start <= day);
        for enrollment in &mut self.enrollment {
            if enrollment.end.is_some_and(|end| end > day) {
                enrollment.end = None;
                enrollment.reason = None;
            }
        }
        self.mentor_request.retain(|request| request.on <= day);
        for request in &mut self.mentor_request {
            request.withdrawn = request.withdrawn.filter(|withdrawn| *withdrawn <= day);
        }
        self.goal.retain(|goal| goal.set <= day);
        for goal in &mut self.goal {
            goal.met = goal.met.filter(|met| *met <= day);
        }
        true
    }

    fn brings(&self, show: &mut dyn FnMut(&str)) {
        self.same_as.iter().for_each(|id| show(id.as_str()));
    }

    fn apart(&self, was: Option<&Self>) -> Option<(Self, bool)> {
        let same_as = was.and_then(|was| was.same_as.clone());
        (self.same_as != same_as).then(|| {
            let found = self.same_as.is_some();
            let record = self.clone();
            (Self { same_as, ..record }, found)
        })
    }
}
