//! Words as numbers and sets of bits, so that two lists are compared in a few steps.

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
        words.iter().for_each(|word| set.insert(self.of(word.as_ref())));
        set
    }
}

/// A set of words. The first 64 that a pool knows are one number, which is all that most programs need.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct WordSet {
    first: u64,
    more: Vec<u64>,
}

impl WordSet {
    fn insert(&mut self, number: u32) {
        let (block, bit) = (number as usize / 64, 1 << (number % 64));
        if block == 0 {
            self.first |= bit;
        } else {
            if self.more.len() < block {
                self.more.resize(block, 0);
            }
            self.more[block - 1] |= bit;
        }
    }

    /// How many words there are.
    pub(super) fn count(&self) -> u32 {
        self.first.count_ones() + self.more.iter().map(|block| block.count_ones()).sum::<u32>()
    }

    /// Whether there is none.
    pub(super) fn is_empty(&self) -> bool {
        self.first == 0 && self.more.is_empty()
    }

    /// How many words two sets have in common.
    pub(super) fn shared(&self, other: &Self) -> u32 {
        let more = self.more.iter().zip(&other.more).map(|(mine, theirs)| (mine & theirs).count_ones());
        (self.first & other.first).count_ones() + more.sum::<u32>()
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
        assert_eq!((all.shared(&some), some.shared(&all), late.shared(&all), some.shared(&late)), (10, 10, 10, 0));
        assert!(WordSet::default().is_empty() && !late.is_empty());
    }
}
