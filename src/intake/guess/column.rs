//! A column of a map with what speaks for each of its lines.

use super::contacts::mode_beside_kind;
use super::styles::Styles;
use super::unmet::no_lengths;
use super::values::{OF_A_GROUP, is_yes_or_no, shape, ticks, toml, translations};
use super::{Sheet, Taken};
use crate::intake::as_above::{is_ditto, is_filled_down};
use crate::intake::cell::clean;
use crate::intake::consents::{is_unsigned, own_day};
use crate::intake::head_counts::guests;
use crate::intake::headings::header;
use crate::intake::no_row::counts_several;
use crate::intake::totals::is_total;
use crate::intake::vague::{is_vague, may_lack};
use crate::intake::words::{is_no, is_not_given, is_nothing, is_yes};
use crate::record::intake::{IntakeKind, SheetRow};
use crate::record::word::to_kebab;
use crate::record::{Shape, counted};

impl Sheet<'_> {
    /// A column of the map, with its evidence.
    pub(super) fn column(
        &self,
        kind: IntakeKind,
        one: &Taken,
        all: &[Taken],
        is_of_a_group: bool,
    ) -> String {
        let (name, field) = (&self.headers[one.place], one.field.as_str());
        let mut cells = self.cells_of(one);
        let rows = self
            .below
            .iter()
            .filter(|row| !is_total(&row.cells))
            .count();
        let mut text = format!(
            "\n[[column]]\nheader = {}\nfield = {} # {}; filled in {} of {}\n",
            toml(name),
            toml(field),
            one.why,
            cells.len(),
            counted(rows, "row"),
        );
        let is_way = ["mode", "kind"].contains(&field);
        cells.retain(|cell| !(is_ditto(cell) || is_way && counts_several(cell)));
        text += &self.as_above(kind, one);
        if let Some(ticked) = &one.ticks {
            return text + &ticks(ticked, &cells);
        }
        if one.pair.is_some() && field == "enrollment.reason" {
            return text + &self.reasons(kind, field, &cells);
        }
        if shape(kind, field) == Some(Shape::Day) {
            let is_of_boxes = is_yes_or_no(&cells);
            if !is_of_boxes {
                text += &self.days(kind, one.place, field, &self.dated_cells(kind, one, all));
                text += &self.months_of_exits(one);
            }
            if is_of_boxes || field.starts_with("consent.") && cells.iter().any(|cell| is_yes(cell))
            {
                text += &self.day_of(one.place, field, all);
            }
        }
        if field == "external_ids" {
            let system = to_kebab(&header(name).replace("id", " "));
            text += &format!(
                "system = {} # the system that gave these ids: is it called so?\n",
                toml(if system.is_empty() { "sheet" } else { &system })
            );
        }
        if field == "minutes" {
            return text + &no_lengths(&cells);
        }
        if kind == IntakeKind::Attendance && field == "name" && self.has_days_across() {
            // `Unknown` in a row with marks is somebody who gave no name.
            cells.retain(|cell| guests(cell).is_none());
        }
        let named = header(name) + if is_of_a_group { OF_A_GROUP } else { "" };
        let program = self.about.program;
        let mode = |cell: &str| mode_beside_kind(kind, field, cell, program);
        text + &translations(kind, field, &named, &cells, (program, mode))
    }

    /// That cells say what the one above says, with the rows of which it is so.
    fn as_above(&self, kind: IntakeKind, one: &Taken) -> String {
        let fills_empty = is_filled_down(kind, &one.field);
        let cell = |row: &SheetRow| {
            let cell = row.cells.get(one.place).map(|cell| clean(cell));
            cell.unwrap_or_default()
        };
        let rows = self.below.iter().filter(|row| !is_total(&row.cells));
        let rows = rows.skip_while(|row| cell(row).is_empty());
        let rows = rows.filter(|row| {
            let cell = cell(row);
            is_ditto(&cell) || fills_empty && cell.is_empty()
        });
        let rows: Vec<usize> = rows.map(|row| row.number).collect();
        if rows.is_empty() {
            return String::new();
        }
        let what = if fills_empty {
            "no day or a ditto mark"
        } else {
            "a ditto mark"
        };
        let shown: Vec<String> = rows.iter().take(12).map(ToString::to_string).collect();
        let more = if rows.len() > 12 { ", …" } else { "" };
        format!(
            "as_above = true # {what} in {} {}{more}: they take the cell above; delete this line if that is wrong\n",
            if rows.len() == 1 { "row" } else { "rows" },
            shown.join(", ")
        )
    }

    /// The column whose day a yes is: that of the enrollment or of the referral, whichever more of those rows have.
    fn day_of(&self, place: usize, field: &str, all: &[Taken]) -> String {
        const DAYS: [&str; 4] = ["enrollment.start", "referred", "joined", "on"];
        let cell = |row: &SheetRow, place: usize| {
            let cell = row.cells.get(place).map(|cell| clean(cell));
            cell.unwrap_or_default()
        };
        let rows = || self.below.iter().filter(|row| !is_total(&row.cells));
        let count = |says: fn(&str) -> bool| rows().filter(|row| says(&cell(row, place))).count();
        let (yes, no) = (count(is_yes), count(is_no));
        let lacking = |other: &Taken| {
            let lacks = |row: &&SheetRow| {
                let day = cell(row, other.place);
                is_yes(&cell(row, place)) && (day.is_empty() || is_nothing(&day))
            };
            rows().filter(lacks).count()
        };
        // The day of the same thing before that of any other.
        let own = all
            .iter()
            .find(|other| other.field == field && other.place != place);
        let others = DAYS
            .iter()
            .filter(|day| **day != field && own.is_none())
            .filter_map(|day| all.iter().find(|other| other.field == *day));
        let found = own
            .into_iter()
            .chain(others)
            .map(|other| (lacking(other), other))
            .min_by_key(|(lacking, _)| *lacking);
        let says = format!("{yes} say yes and {no} no");
        match found {
            Some((0, other)) => {
                let day = &self.headers[other.place];
                format!("day_of = {} # {says}: a yes is of that day\n", toml(day))
            }
            Some((lacking, other)) => {
                let day = &self.headers[other.place];
                format!(
                    "day_of = {} # {says}: a yes is of that day, which {} lack: is it?\n",
                    toml(day),
                    counted(lacking, "row")
                )
            }
            None => format!("day_of = \"?\" # {says}: which column has the day?\n"),
        }
    }

    /// How the days of a column are written.
    fn days(&self, kind: IntakeKind, place: usize, field: &str, cells: &[String]) -> String {
        let mut styles = Styles::of(cells, self.about.today);
        styles.without_year(self.about.today);
        let years = self.years_beside(field, cells);
        if let [year] = years.as_slice() {
            styles.with_year(*year, self.about.today);
        }
        let unread = |cell: &str| {
            let is_said = is_nothing(cell)
                || is_not_given(field, cell)
                || may_lack(kind, field) && is_vague(cell)
                || field.starts_with("consent.") && is_yes(cell)
                || is_ditto(cell)
                || is_unsigned(field, cell);
            !is_said && styles.unread.iter().any(|known| known == cell)
        };
        let rows = self.below.iter().filter(|row| !is_total(&row.cells));
        let rows = rows.filter(|row| {
            let cell = row.cells.get(place).map(|cell| clean(cell));
            cell.is_some_and(|cell| {
                unread(own_day(field, &cell, self.about.today).unwrap_or(&cell))
            })
        });
        let rows: Vec<String> = rows.map(|row| row.number.to_string()).collect();
        let mut text = format!("dates = [ {}, ] # {}\n", styles.words(), styles.told());
        if !rows.is_empty() {
            let (are, noun) = if rows.len() == 1 {
                ("is", "row")
            } else {
                ("are", "rows")
            };
            let more = if rows.len() > 12 { ", …" } else { "" };
            text += &format!(
                "# {} of its {} {are} no day by these, in {noun} {}{more}: refused until corrected\n",
                rows.len(),
                counted(cells.len(), "cell"),
                rows[..rows.len().min(12)].join(", ")
            );
        }
        if years.len() > 1 {
            let years: Vec<String> = years
                .iter()
                .map(|year| format!("`year = {year}`"))
                .collect();
            text += &format!(
                "# which year are those without one of? Add \"no-year\" to `dates`, and above the columns {}\n",
                years.join(" or ")
            );
        }
        text
    }
}
