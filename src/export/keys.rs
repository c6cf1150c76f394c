//! Ids and days as a recipient sees them: those of the records, or, for an outside recipient, new ones derived from a
//! secret for that recipient, so that the ids of two recipients have nothing in common.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// The letters of ids: Crockford's base 32.
const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
/// The number of letters in a new id: 60 bits.
const LENGTH: usize = 12;
/// The maximum number of weeks by which days are shifted.
const MOST_WEEKS: u64 = 52;

/// How ids and days are written.
#[derive(Debug)]
pub struct Keys {
    secret: Option<Hmac<Sha256>>,
    shifts: bool,
    known: RefCell<HashMap<String, Box<str>>>,
}

impl Keys {
    /// Ids and days unchanged from the records.
    #[must_use]
    pub fn own() -> Self {
        Self {
            secret: None,
            shifts: false,
            known: RefCell::default(),
        }
    }

    /// The keys for a recipient with that secret; also shifts days if `shifts`.
    #[must_use]
    pub fn of(secret: &[u8], shifts: bool) -> Self {
        Self {
            // A key of any length works.
            secret: Hmac::new_from_slice(secret).ok(),
            shifts,
            known: RefCell::default(),
        }
    }

    /// Whether ids are replaced by new ones.
    #[must_use]
    pub const fn is_anew(&self) -> bool {
        self.secret.is_some()
    }

    /// Whether days are shifted.
    #[must_use]
    pub const fn shifts(&self) -> bool {
        self.shifts && self.secret.is_some()
    }

    /// An id; a new one begins with `prefix`.
    #[must_use]
    pub fn id<'i>(&self, prefix: &str, id: &'i str) -> Cow<'i, str> {
        let Some(secret) = &self.secret else {
            return Cow::Borrowed(id);
        };
        let said = format!("{prefix}{id}");
        if let Some(known) = self.known.borrow().get(&said) {
            return Cow::Owned(known.to_string());
        }
        let mut bits = number(secret, &format!("id:{said}"));
        let mut anew = prefix.to_owned();
        for _ in 0..LENGTH {
            anew.push(char::from(LETTERS[(bits % 32) as usize]));
            bits /= 32;
        }
        self.known.borrow_mut().insert(said, anew.as_str().into());
        Cow::Owned(anew)
    }

    /// By how many days someone's days are shifted back; 0 if days are not shifted.
    #[must_use]
    pub fn days(&self, who: &str) -> i64 {
        let secret = self.secret.as_ref().filter(|_| self.shifts);
        // Whole weeks: otherwise the weekday on which a group meets would reveal the rest.
        let weeks = secret.map(|secret| 1 + number(secret, &format!("days:{who}")) % MOST_WEEKS);
        weeks
            .and_then(|weeks| i64::try_from(weeks * 7).ok())
            .unwrap_or(0)
    }
}

/// The first bits of the code of a text.
fn number(secret: &Hmac<Sha256>, text: &str) -> u64 {
    let mut code = secret.clone();
    code.update(text.as_bytes());
    let bytes = code.finalize().into_bytes();
    let first = bytes.iter().take(8);
    first.fold(0, |all, byte| all << 8 | u64::from(*byte))
}
