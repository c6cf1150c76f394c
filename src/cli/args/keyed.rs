//! Arguments such as `a=2016-05-01`: a key, and what is said about it.

use std::str::FromStr;

use super::mistyped::Mistyped;

/// `KEY` or `KEY=VALUE`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keyed<K, V> {
    /// What comes before the sign.
    pub key: K,
    /// What comes after it, if there is a sign.
    pub value: Option<V>,
}

impl<K, V> FromStr for Keyed<K, V>
where
    K: FromStr<Err: Into<Mistyped>>,
    V: FromStr<Err: Into<Mistyped>>,
{
    type Err = Mistyped;

    fn from_str(text: &str) -> Result<Self, Mistyped> {
        let (key, value) = match text.split_once('=') {
            Some((key, value)) => (key, Some(value)),
            None => (text, None),
        };
        Ok(Self {
            key: key.trim().parse().map_err(Into::into)?,
            value: value
                .map(|value| value.parse().map_err(Into::into))
                .transpose()?,
        })
    }
}
