//! The file of a person's own settings, which is outside every program.

use std::io;
use std::path::Path;

use super::error::StoreError;
use super::regular;

/// The text of a person's own settings; `None` if there are none.
///
/// # Errors
/// The file exists but cannot be read, or is not text.
pub fn settings(file: &Path) -> Result<Option<String>, StoreError> {
    match regular::read(file) {
        Ok(bytes) => {
            let text = String::from_utf8(bytes);
            let wrong = |error: std::string::FromUtf8Error| {
                StoreError::NotText(file.to_owned(), error.utf8_error().valid_up_to())
            };
            text.map(Some).map_err(wrong)
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(StoreError::io("read", file)(error)),
    }
}
