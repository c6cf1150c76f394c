//! What the screen or the paper can show.

use std::borrow::Cow;

use super::escape;

/// What the screen or the paper can show. Only text and findings look at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Look {
    /// Columns of the terminal; `None` if nothing limits a line, as in a file.
    pub width: Option<usize>,
    /// Whether signs beyond plain ASCII, such as lines of boxes, can be drawn.
    pub unicode: bool,
    /// Whether ANSI styles may be written.
    pub colour: bool,
}

impl Look {
    /// Words as the screen can draw them: signs that only a Unicode terminal has give way to near ones in ASCII, the
    /// letters of people's words never.
    #[must_use]
    pub fn words<'a>(&self, text: &'a str) -> Cow<'a, str> {
        if self.unicode {
            Cow::Borrowed(text)
        } else {
            escape::signs(text)
        }
    }
}
