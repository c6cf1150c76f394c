//! What the marks of a grid mean that its map translates.

use super::Grid;

impl Grid {
    /// Puts the marks whose meaning `values` says into their lists; what is left has none.
    pub(super) fn sort_marks(&mut self) {
        for value in std::mem::take(&mut self.values) {
            match &*value.to {
                "present" => self.present.push(value.from),
                "no-show" | "no_show" => self.no_show.push(value.from),
                "absent" | "" => self.absent.push(value.from),
                _ => self.values.push(value),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Intake;
    use crate::record::read;

    #[test]
    fn the_meaning_of_a_mark_is_one_of_three_or_a_question() {
        let text = |values: &str| {
            format!(
                "kind = \"attendance\"\nfiles = [ \"a.csv\", ]\n\n[[column]]\nheader = \"Name\"\nfield = \"name\"\n\n\
                 [grid]\npresent = [ \"x\", ]\nvalues = [ {values}, ]\n"
            )
        };
        let program = read::record("schema = 2\nname = \"T\"\n").unwrap();
        let values = "\"C -> present\", \"nc -> no-show\", \"s -> absent\", \"b -> \", \"? -> ?\"";
        let grid = Intake::parse(&text(values), &program)
            .unwrap()
            .grid
            .unwrap();
        let texts = |all: &[Box<str>]| all.iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(texts(&grid.present), ["x", "C"]);
        assert_eq!(texts(&grid.no_show), ["nc"]);
        assert_eq!(texts(&grid.absent), ["s", "b"]);
        assert_eq!(grid.values, ["? -> ?".parse().unwrap()]);
        let found = Intake::parse(&text("\"C -> came\""), &program).unwrap_err();
        assert!(
            found[0]
                .message
                .starts_with("`came` is no meaning of a mark"),
            "{found:?}"
        );
    }
}
