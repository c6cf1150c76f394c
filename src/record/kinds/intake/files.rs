//! Which files a map is for.

use super::Intake;

impl Intake {
    /// Whether the map is for a file of that name.
    #[must_use]
    pub fn fits(&self, name: &str) -> bool {
        let name = name.to_lowercase();
        let mut files = self.files.iter();
        files.any(|pattern| fits(&pattern.to_lowercase(), &name))
    }

    /// Whether the map names that file in full.
    #[must_use]
    pub fn names(&self, name: &str) -> bool {
        self.files
            .iter()
            .any(|file| file.eq_ignore_ascii_case(name))
    }
}

/// Whether a text matches a pattern, in which `*` means any text.
fn fits(pattern: &str, text: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == text,
        Some((before, after)) => text.strip_prefix(before).is_some_and(|rest| {
            (0..=rest.len()).any(|at| rest.get(at..).is_some_and(|rest| fits(after, rest)))
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_stands_for_names_of_files() {
        assert!(fits("*sign-in*.xlsx", "wednesday sign-in q3.xlsx"));
        assert!(fits("*", "") && fits("a*b*c", "a-b-b-c") && !fits("a*b", "a-b-c"));
    }
}
