//! The director's own words on the page of a quarter.

use std::path::Path;

use crate::check::{InMessage, private_in_message};
use crate::cli::failure::Failure;
use crate::cli::peer::Peer;
use crate::report::Sheet;
use crate::store::{Directory, Scope, import};

/// The most letters they may have: a page has no room for more.
const LONGEST: usize = 2_000;

/// Puts the words of a file first on the page, one paragraph each.
///
/// # Errors
/// The file cannot be read, is too long, or contains what belongs only in identities.
pub(super) fn add(
    peer: &Peer,
    directory: &Directory,
    file: &Path,
    sheets: &mut [Sheet],
) -> Result<(), Failure> {
    let text = import(file)?;
    let shown = file.display();
    if text.chars().count() > LONGEST {
        return Err(
            Failure::refused(format!("{shown} has more than {LONGEST} letters"))
                .help("shorten it: the report is one page"),
        );
    }
    let register = peer.register(directory, Scope::PEOPLE)?;
    let what = match private_in_message(&register, &text, &[]) {
        Some(InMessage::Sure(what, of)) => Some(format!("the {what} of `{of}`")),
        Some(InMessage::Likely(of)) => Some(format!("what may be a name of `{of}`")),
        Some(InMessage::Shaped(what)) => Some(format!("what looks like {what}")),
        None => None,
    };
    if let Some(what) = what {
        return Err(Failure::refused(format!("{shown} contains {what}"))
            .help("delete it: a report never names a person on file"));
    }
    if !directory.has_identities() {
        peer.screen.note(&format!(
            "identities are not on this computer, so `peer` cannot check whether {shown} contains a name"
        ));
    }
    if let Some(cover) = sheets.first_mut() {
        cover.foreword = paragraphs(&text);
    }
    Ok(())
}

/// The paragraphs and items of a markdown text, without its marks.
fn paragraphs(text: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    let mut goes_on = false;
    for line in text.lines().map(str::trim) {
        let item = line.strip_prefix("- ").or(line.strip_prefix("* "));
        let bare = item.unwrap_or(line.trim_start_matches(['#', '>', ' ']));
        let bare = bare.replace("**", "").replace('`', "");
        match all.last_mut().filter(|_| goes_on && item.is_none()) {
            Some(last) if !bare.is_empty() => {
                last.push(' ');
                last.push_str(&bare);
            }
            _ if bare.is_empty() => {}
            _ if item.is_some() => all.push(format!("• {bare}")),
            _ => all.push(bare),
        }
        goes_on = !line.is_empty() && !line.starts_with('#');
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_and_items_lose_their_marks() {
        let text = "# This quarter\nWe opened a **second** group\nin the east.\n\n- childcare on Wednesdays\n* a van\n\nThank you.\n";
        assert_eq!(
            paragraphs(text),
            [
                "This quarter",
                "We opened a second group in the east.",
                "• childcare on Wednesdays",
                "• a van",
                "Thank you."
            ]
        );
    }
}
