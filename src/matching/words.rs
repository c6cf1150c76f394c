//! Words as numbers and bit sets, so that two lists can be compared in a few steps.

use std::collections::HashMap;

/// Gives each word a number, the same one every time it comes up.
#[derive(Debug, Default)]
pub(super) struct Numbers<'r> {
    known: HashMap<&'r str, u32>,
}

impl<'r> Numbers<'r> {
    /// The number of a word.
    pub(super) fn of(&mut self, word: &'r str) -> u32 {
        let next = u32::try_from(self.known.len()).unwrap_or(u32::MAX);
        *self.known.entry(word).or_insert(next)
    }

    /// The set of some words.
    pub(super) fn set<W: AsRef<str>>(&mut self, words: &'r [W]) -> WordSet {
        let mut set = WordSet::default();
        words
            .iter()
            .for_each(|word| set.insert(self.of(word.as_ref())));
        set
    }
}

/// The words of a pool. Each kind is numbered separately, so that a large number of areas does not enlarge the sets of
/// other words.
#[derive(Debug, Default)]
pub(super) struct Vocabulary<'r> {
    pub(super) needs: Numbers<'r>,
    pub(super) slots: Numbers<'r>,
    pub(super) languages: Numbers<'r>,
    pub(super) areas: Numbers<'r>,
    pub(super) genders: Numbers<'r>,
}

/// A set of words. The first 64 of a kind fit in one number, which is enough for most programs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(super) struct WordSet {
    first: u64,
    more: Vec<u64>,
    count: u32,
}

impl WordSet {
    fn insert(&mut self, number: u32) {
        let (block, bit) = (number as usize / 64, 1 << (number % 64));
        if self.more.len() < block {
            self.more.resize(block, 0);
        }
        let bits = if block == 0 {
            &mut self.first
        } else {
            &mut self.more[block - 1]
        };
        self.count += u32::from(*bits & bit == 0);
        *bits |= bit;
    }

    /// How many words there are.
    #[inline]
    pub(super) fn count(&self) -> u32 {
        self.count
    }

    /// Whether there is none.
    #[inline]
    pub(super) fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// How many words two sets have in common.
    #[inline]
    pub(super) fn shared(&self, other: &Self) -> u32 {
        let first = (self.first & other.first).count_ones();
        if self.more.is_empty() {
            first
        } else {
            first + self.shared_more(other)
        }
    }

    fn shared_more(&self, other: &Self) -> u32 {
        self.more
            .iter()
            .zip(&other.more)
            .map(|(mine, theirs)| (mine & theirs).count_ones())
            .sum()
    }

    /// Whether two sets have a word in common.
    #[inline]
    pub(super) fn meets(&self, other: &Self) -> bool {
        self.first & other.first != 0 || (!self.more.is_empty() && self.shared_more(other) > 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_of_any_size_share_what_both_hold() {
        let words: Vec<String> = (0..300).map(|number| format!("w{number}")).collect();
        let mut numbers = Numbers::default();
        let all = numbers.set(&words);
        let some = numbers.set(&words[60..70]);
        let late = numbers.set(&words[290..]);
        assert_eq!((all.count(), some.count(), late.count()), (300, 10, 10));
        assert_eq!(
            (
                all.shared(&some),
                some.shared(&all),
                late.shared(&all),
                some.shared(&late)
            ),
            (10, 10, 10, 0)
        );
        assert!(WordSet::default().is_empty() && !late.is_empty());
    }
}
