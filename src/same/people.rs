//! The participants of a program, described and compared.

use std::collections::BTreeSet;

use super::compare::{BORN, GIVEN, Levels, SLIP, UNKNOWN, VARIANT, in_person};
use super::compared::{Compared, Comparison};
use super::crowd::Crowd;
use super::face::{Described, Face};
use super::reasons::{against, reasons};
use crate::record::{Identity, ParticipantId, PersonId};
use crate::register::{Person, Register};

/// Pairs less certain than this are not shown.
const SHOWN: f64 = 0.3;

/// Two people on file who look alike.
#[derive(Debug, Clone, PartialEq)]
pub struct Alike {
    /// The id that counts for one of them; the smaller of the two.
    pub one: ParticipantId,
    /// The id that counts for the other.
    pub other: ParticipantId,
    /// How certain it is that they are one person, from 0 to 1.
    pub certainty: f64,
    /// The number of the group of people who may all be one person, from 1; `None` for relatives.
    pub group: Option<usize>,
    /// Whether they are shown as relatives, never as one person.
    pub relatives: bool,
    /// Whether someone postponed the decision, with `maybe_same`.
    pub later: bool,
    /// What speaks for it, in words without names.
    pub reasons: Vec<String>,
    /// What speaks against it.
    pub against: Vec<String>,
}

/// Everyone, prepared for comparison.
struct People<'r> {
    register: &'r Register,
    faces: Vec<Face>,
}

impl<'r> People<'r> {
    fn of(register: &'r Register) -> Self {
        let people = register.people().iter();
        let faces = people
            .map(|person| Face::of(&described(register, person)))
            .collect();
        Self { register, faces }
    }

    fn person(&self, at: u32) -> &'r Person {
        &self.register.people()[at as usize]
    }

    /// What is shown of a pair, unless it is decided, or not worth showing.
    fn alike(&self, pair: &Compared) -> Option<Alike> {
        let (one, other) = (self.person(pair.one), self.person(pair.other));
        if is_decided(one, other) || !in_person(&pair.levels) {
            return None;
        }
        let is_household = self.of_one_case(pair) && !is_full(&pair.levels);
        let relatives = is_household || pair.kin > pair.certainty;
        let shown = if relatives {
            pair.certainty + pair.kin
        } else {
            pair.certainty
        };
        (shown >= SHOWN).then(|| Alike {
            one: one.id.clone(),
            other: other.id.clone(),
            certainty: pair.certainty,
            group: None,
            relatives,
            later: is_later(one, other),
            reasons: reasons(
                &self.faces[pair.one as usize],
                &self.faces[pair.other as usize],
                &pair.levels,
            ),
            against: against(&pair.levels),
        })
    }

    fn of_one_case(&self, pair: &Compared) -> bool {
        let cases = |at: u32| {
            let all = self.register.cases_of_person(at as usize);
            all.map(|entry| &entry.id).collect::<BTreeSet<_>>()
        };
        !cases(pair.one).is_disjoint(&cases(pair.other))
    }
}

/// Whether two agree in both given name and birth date, as two parents of a case do not.
fn is_full(levels: &Levels) -> bool {
    (UNKNOWN + 1..=SLIP).contains(&levels[GIVEN]) && levels[BORN] <= VARIANT
}

/// What the identities of a person say.
#[must_use]
pub fn described(register: &Register, person: &Person) -> Described {
    let identities: Vec<&Identity> = person
        .ids()
        .filter_map(|id| register.own_identity(&PersonId::Participant(id.clone())))
        .collect();
    let mut told = Described::of(&identities);
    told.sex = person
        .record
        .gender
        .as_ref()
        .map(ToString::to_string)
        .unwrap_or_default();
    told
}

impl Described {
    /// The combined content of one person's identities; the first with a value counts.
    #[must_use]
    pub fn of(identities: &[&Identity]) -> Self {
        let first = |pick: fn(&Identity) -> Option<&str>| {
            let found = identities.iter().find_map(|identity| pick(identity));
            found.unwrap_or_default().to_owned()
        };
        let main = identities.iter().find(|identity| identity.name().is_some());
        let main_name = main.and_then(|identity| identity.name());
        let names = identities.iter().flat_map(|identity| identity.names());
        let born = identities.iter().find_map(|identity| identity.born);
        let part = |part: Option<&str>| part.unwrap_or_default().to_owned();
        Self {
            given: part(main.and_then(|main| main.given.as_deref())),
            family: part(main.and_then(|main| main.family.as_deref())),
            aliases: names
                .filter(|name| Some(name) != main_name.as_ref())
                .collect(),
            born: born.map(|born| born.to_string()).unwrap_or_default(),
            sex: String::new(),
            phone: first(|identity| identity.phone.as_deref()),
            street: first(|identity| identity.street.as_deref()),
            ids: identities
                .iter()
                .flat_map(|identity| identity.external_ids.iter().map(ToString::to_string))
                .collect(),
        }
    }
}

fn names(list: &[ParticipantId], other: &Person) -> bool {
    other.ids().any(|id| list.contains(id))
}

fn is_decided(one: &Person, other: &Person) -> bool {
    names(&one.record.not_same_as, other) || names(&other.record.not_same_as, one)
}

fn is_later(one: &Person, other: &Person) -> bool {
    names(&one.record.maybe_same, other) || names(&other.record.maybe_same, one)
}

/// Every undecided pair that looks alike, the most certain first, relatives last.
#[must_use]
pub fn pairs(register: &Register) -> Vec<Alike> {
    let people = People::of(register);
    let all = Comparison::of(&people.faces);
    let groups = all.groups(&|one, other| is_decided(people.person(one), people.person(other)));
    let group_of = |at: u32| {
        groups
            .iter()
            .position(|group| group.binary_search(&at).is_ok())
    };
    let mut shown: Vec<Alike> = all
        .pairs
        .iter()
        .filter_map(|pair| {
            let mut alike = people.alike(pair)?;
            let group = group_of(pair.one).filter(|group| Some(*group) == group_of(pair.other));
            alike.group = group.filter(|_| !alike.relatives).map(|group| group + 1);
            Some(alike)
        })
        .collect();
    shown.sort_by(|a, b| {
        (a.relatives.cmp(&b.relatives))
            .then(b.certainty.total_cmp(&a.certainty))
            .then((&a.one, &a.other).cmp(&(&b.one, &b.other)))
    });
    shown
}

/// The undecided pairs, without relatives and postponed ones.
#[must_use]
pub fn open(register: &Register) -> Vec<Alike> {
    let mut all = pairs(register);
    all.retain(|pair| !pair.relatives && !pair.later);
    all
}

/// Someone on file who looks like a person being entered.
#[derive(Debug, Clone, PartialEq)]
pub struct Likeness {
    /// The id that counts.
    pub id: ParticipantId,
    /// How certain it is that they are one person, from 0 to 1.
    pub certainty: f64,
    /// What speaks for it, in words without names.
    pub reasons: Vec<String>,
}

/// People on file who look like a person being entered, the most certain first, except those under `own`. It uses the
/// beliefs about pairs without learning, so it is quick.
#[must_use]
pub fn beside(register: &Register, told: &Described, own: Option<&ParticipantId>) -> Vec<Likeness> {
    let mut crowd = Crowd::default();
    for person in register.people() {
        crowd.add(&described(register, person));
    }
    let face = Face::of(told);
    let own = own.and_then(|id| register.person(id));
    let mut all = Vec::new();
    for like in crowd.like(told) {
        let person = &register.people()[like.at];
        if own.is_some_and(|own| own.id == person.id || is_decided(own, person)) {
            continue;
        }
        if like.certainty >= SHOWN {
            all.push(Likeness {
                id: person.id.clone(),
                certainty: like.certainty,
                reasons: reasons(&face, crowd.face(like.at), &like.levels),
            });
        }
    }
    all.sort_by(|a, b| b.certainty.total_cmp(&a.certainty).then(a.id.cmp(&b.id)));
    all
}
