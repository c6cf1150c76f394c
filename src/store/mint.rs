//! New ids: a letter, a dash and five random characters of lower-case Crockford base 32.

use std::io;

use super::error::StoreError;
use crate::record::IdKind;

const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// Draws ids until one is free.
pub(super) fn mint(kind: IdKind, taken: impl Fn(&str) -> bool) -> Result<String, StoreError> {
    loop {
        let mut bytes = [0_u8; 5];
        fill(&mut bytes)?;
        let letters: String = bytes
            .iter()
            .map(|byte| char::from(ALPHABET[usize::from(byte % 32)]))
            .collect();
        let id = format!("{}{letters}", kind.prefix());
        if !taken(&id) {
            return Ok(id);
        }
    }
}

/// Fills the bytes with random data.
fn fill(bytes: &mut [u8]) -> Result<(), StoreError> {
    getrandom::fill(bytes).map_err(|error| {
        StoreError::io("draw an id for", "a new record".as_ref())(io::Error::other(error))
    })
}

/// A secret that no one can guess: 256 bits as hexadecimal digits.
///
/// # Errors
/// The system has no random numbers.
pub fn secret() -> Result<String, StoreError> {
    let mut bytes = [0_u8; 32];
    fill(&mut bytes)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_id_is_drawn_again() {
        let first = std::cell::Cell::new(true);
        let id = mint(IdKind::Participant, |_| first.replace(false)).unwrap();
        assert!(id.parse::<crate::record::ParticipantId>().is_ok());
        assert_eq!(id.len(), 7);
        assert!(!first.get());
    }
}
