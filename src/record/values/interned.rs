//! Texts that occur again and again, such as ids and words: each is stored once, for the lifetime of the process.

use std::borrow::Borrow;
use std::cell::RefCell;
use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::{LazyLock, Mutex, PoisonError};

use foldhash::fast::RandomState;

/// A map keyed by ids or words, which are short, with millions of lookups.
pub type IdMap<K, V> = HashMap<K, V, RandomState>;

/// Texts, each stored once.
type Texts = HashSet<Interned, RandomState>;

/// A text that is stored once, so equal ones have the same address. It takes half as much space as a plain `&str`,
/// because there are very many.
#[derive(Clone, Copy)]
pub(super) struct Interned(&'static &'static str);

static ALL: LazyLock<Mutex<Texts>> = LazyLock::new(Mutex::default);

thread_local! {
    /// Those that this thread has seen, so that threads rarely wait for each other.
    static MET: RefCell<Texts> = RefCell::new(Texts::default());
}

impl Interned {
    pub(super) fn new(text: &str) -> Self {
        MET.with_borrow_mut(|met| {
            if let Some(known) = met.get(text) {
                return *known;
            }
            let mut all = ALL.lock().unwrap_or_else(PoisonError::into_inner);
            let kept = match all.get(text) {
                Some(known) => *known,
                None => {
                    let kept: &'static str = Box::leak(text.into());
                    let kept = Self(Box::leak(Box::new(kept)));
                    all.insert(kept);
                    kept
                }
            };
            met.insert(kept);
            kept
        })
    }

    #[inline]
    pub(super) const fn as_str(&self) -> &'static str {
        self.0
    }
}

impl PartialEq for Interned {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.0, other.0)
    }
}

impl Eq for Interned {}

impl Ord for Interned {
    #[inline]
    fn cmp(&self, other: &Self) -> Ordering {
        match self == other {
            true => Ordering::Equal,
            false => self.as_str().cmp(other.as_str()),
        }
    }
}

impl PartialOrd for Interned {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Hash for Interned {
    /// The hash of the text, so that a map can be searched by text.
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        self.as_str().hash(hasher);
    }
}

impl Borrow<str> for Interned {
    fn borrow(&self) -> &str {
        self.as_str()
    }
}

impl fmt::Debug for Interned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_texts_are_one_whichever_thread_says_them() {
        let here = Interned::new("p-4f7kq");
        let there = std::thread::spawn(|| Interned::new("p-4f7kq"));
        assert_eq!(Some(here), there.join().ok());
        assert!(here < Interned::new("p-4f7kr") && here != Interned::new("p-4f7k"));
    }
}
