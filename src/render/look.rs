//! What the screen or the paper can show.

use std::borrow::Cow;

use super::escape;

/// What the screen or the paper can show. Only text and findings use it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Look {
    /// Columns of the terminal; `None` if lines have no limit, as in a file.
    pub width: Option<usize>,
    /// Whether signs beyond plain ASCII, such as box lines, can be drawn.
    pub unicode: bool,
    /// Whether ANSI styles may be written.
    pub colour: bool,
}

impl Look {
    /// Words that the screen can draw: signs that need a Unicode terminal are replaced by similar ones in ASCII, but
    /// never the letters of people's words.
    #[must_use]
    pub fn words<'a>(&self, text: &'a str) -> Cow<'a, str> {
        if self.unicode {
            Cow::Borrowed(text)
        } else {
            escape::signs(text)
        }
    }
}
