//! What a typed value means once today, the program or the records are known.

use std::str::FromStr;

use super::mistyped::Mistyped;
use crate::cli::failure::Failure;

/// A value whose meaning depends on something not yet known while arguments are parsed.
pub trait Resolve {
    /// What it depends on: today (`Day`), the `Program`, or the `Register`.
    type With;
    /// What it means.
    type Meaning;

    /// What it means with `with`.
    ///
    /// # Errors
    /// It has no meaning here; the help says what would have one.
    fn resolve(&self, with: &Self::With) -> Result<Self::Meaning, Failure>;
}

impl<T: Resolve> Resolve for Option<T> {
    type With = T::With;
    type Meaning = Option<T::Meaning>;

    fn resolve(&self, with: &T::With) -> Result<Self::Meaning, Failure> {
        self.as_ref().map(|value| value.resolve(with)).transpose()
    }
}

/// One use of a flag that may be repeated, or given several values with commas; an empty item between commas is
/// ignored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Several<T>(pub Vec<T>);

impl<T> FromStr for Several<T>
where
    T: FromStr<Err: Into<Mistyped>>,
{
    type Err = Mistyped;

    fn from_str(text: &str) -> Result<Self, Mistyped> {
        let parts = text.split(',').map(str::trim).filter(|one| !one.is_empty());
        let all: Result<Vec<T>, T::Err> = parts.map(str::parse).collect();
        all.map(Self).map_err(Into::into)
    }
}

impl<T: Resolve> Resolve for Vec<Several<T>> {
    type With = T::With;
    type Meaning = Vec<T::Meaning>;

    fn resolve(&self, with: &T::With) -> Result<Self::Meaning, Failure> {
        all(self).map(|value| value.resolve(with)).collect()
    }
}

/// All values of a flag that may be repeated.
pub fn all<T>(given: &[Several<T>]) -> impl Iterator<Item = &T> {
    given.iter().flat_map(|several| &several.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Word;

    #[test]
    fn several_values_stand_between_commas_and_none_is_nothing() {
        let words = |text: &str| {
            let several: Result<Several<Word>, Mistyped> = text.parse();
            several.map(|all| all.0.iter().map(ToString::to_string).collect::<Vec<_>>())
        };
        assert_eq!(words("en, es,").unwrap(), ["en", "es"]);
        assert_eq!(words(" ").unwrap(), Vec::<String>::new());
        assert_eq!(
            words("en,Old English").unwrap_err().message,
            "`Old English` is not a lower-case word; write `old-english`"
        );
    }
}
