//! Arguments: a type for each idea, which a verb declares as the type of a field. Typed values are parsed there once.
//!
//! A value that has a meaning only with today, the program or the records implements [`Resolve`].

mod choice;
mod keyed;
mod mistyped;
mod named;
mod resolve;
mod shared;
mod when;
mod word;

pub use choice::{choice, count, hours, yes_or_no};
pub use keyed::Keyed;
pub use mistyped::{Mistyped, wrong_value};
pub use named::{CaseOrParent, OnFile, ParentOrMatch, Ref};
pub use resolve::{Resolve, Several, all};
pub use shared::{AsOf, Naming, On, Output, Writing, is_stdout};
pub use when::{AnyDay, AsOfDay, ComingDay, LatelyDay, PastDay, WithDay};
pub use word::{
    Consents, Decisions, Domains, Genders, Languages, List, Meetings, Modes, Needs, OutcomeSources,
    Reasons, ReferralOutcomes, ReferralSources, Resources, Roles, Settings, Topics, WordOf, word,
};
