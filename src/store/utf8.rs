//! From the bytes of a file to its text.

use crate::record::read::Fault;

/// The text of a file, or a fault where it stops being valid.
pub(super) fn text(bytes: &[u8]) -> Result<&str, Vec<Fault>> {
    std::str::from_utf8(bytes).map_err(|error| {
        let at = error.valid_up_to();
        vec![Fault {
            rule: "syntax",
            span: at..at,
            message: "this is not UTF-8 text".to_owned(),
            help: "save the file as UTF-8 in your editor".to_owned(),
        }]
    })
}
