//! What every page says besides its figures: which commit they are from, and the program's own words.

use std::borrow::Cow;

use crate::record::own::OwnWords;
use crate::report::{Audience, Origin, Sheet};
use crate::store::Moment;

/// Sheets in the program's own words for pages.
#[must_use]
pub fn in_words<'s>(sheets: &'s [Sheet], words: &OwnWords) -> Cow<'s, [Sheet]> {
    if words.is_empty() {
        return Cow::Borrowed(sheets);
    }
    let with_words = |sheet: &Sheet| Sheet {
        words: words.clone(),
        ..sheet.clone()
    };
    Cow::Owned(sheets.iter().map(with_words).collect())
}

/// Sheets that say which commit they are from, except for the public.
#[must_use]
pub fn of_moment(sheets: &[Sheet], moment: &Moment) -> Vec<Sheet> {
    let origin = Origin {
        commit: moment.short(),
        day: moment.day,
    };
    let of = |sheet: &Sheet| (sheet.audience != Some(Audience::Public)).then(|| origin.clone());
    sheets
        .iter()
        .map(|sheet| Sheet {
            origin: of(sheet),
            ..sheet.clone()
        })
        .collect()
}
