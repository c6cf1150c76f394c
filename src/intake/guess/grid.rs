//! The days across a sheet, the marks below them, and the rows that count people.

use std::collections::{BTreeMap, BTreeSet};

use super::Sheet;
use super::styles::Styles;
use super::values::{is_day, is_yes_or_no, toml};
use crate::intake::cell::clean;
use crate::intake::dates::{self, Order, day_and_remark};
use crate::intake::head_counts::{Counted, counted_as};
use crate::intake::marks::{
    ABSENT, NO_SHOW, PRESENT, day_called_off, is_called_off, is_of_lateness, says_cancelled,
    without_lateness, word_and_name,
};
use crate::intake::totals::is_total;
use crate::record::intake::{DateStyle, SheetRow};
use crate::record::schema::quoted;
use crate::register::fold;

impl Sheet<'_> {
    /// The headers that are days.
    pub(super) fn days_across(&self) -> Vec<&String> {
        let names = self.headers.iter().enumerate();
        names
            .filter(|(place, name)| self.day_part(*place, name).is_some())
            .map(|(_, name)| name)
            .collect()
    }

    /// What a header says of a day, without a remark beside it: `10/15` of `10/15 (Halloween)`.
    fn day_part<'t>(&self, place: usize, name: &'t str) -> Option<&'t str> {
        let is_day = |text: &str| is_day(text, self.about.today);
        if is_day(name) {
            return Some(name);
        }
        let (day, remark) =
            day_and_remark(name, is_day).or_else(|| day_called_off(name, is_day))?;
        let is_of_a_meeting = || {
            let cells = self.cells(place);
            says_cancelled(remark) || cells.iter().any(|cell| is_present(&cell.to_lowercase()))
        };
        let is_one = !self.headers.iter().any(|other| other == day)
            && counted_as(remark).is_none()
            && is_of_a_meeting();
        is_one.then_some(day)
    }

    /// Whether days stand across: several headers are days, or one with marks below it.
    pub(super) fn has_days_across(&self) -> bool {
        let across = self.days_across();
        let has_marks = |name: &String| {
            let place = self.headers.iter().position(|known| known == name);
            place.is_some_and(|place| is_yes_or_no(&self.cells(place)))
        };
        across.len() > 1 || across.into_iter().any(has_marks)
    }

    /// The year of days that are written without one: that of the other days across, else this year. Nothing where every
    /// day has its own.
    pub(super) fn year(&self, across: &[&String]) -> String {
        let with_year = |name: &str| {
            let mut styles = Order::Both.allows().into_iter();
            styles.find_map(|style| dates::by_style(name, style, None, self.about.today))
        };
        let days = self.day_texts(across);
        if days.iter().all(|name| with_year(name).is_some()) {
            return String::new();
        }
        let mut years: BTreeMap<i32, usize> = BTreeMap::new();
        for day in days.iter().filter_map(|name| with_year(name)) {
            *years.entry(day.year()).or_default() += 1;
        }
        match years.into_iter().max_by_key(|(_, count)| *count) {
            Some((year, count)) => {
                format!(
                    "year = {year} # of days that are written without one; {count} of the others are of it\n"
                )
            }
            None => self.year_in_titles(),
        }
    }

    /// The year of days that are written without one: that which the file, the sheet or a title names, else this year.
    pub(super) fn year_in_titles(&self) -> String {
        let today = self.about.today.year();
        match self.year_titled() {
            Some(year) => {
                format!("year = {year} # of days that are written without one; a title says so\n")
            }
            None => {
                format!("year = {today} # of days that are written without one: is it this year?\n")
            }
        }
    }

    /// The year that the file, the sheet or a title names.
    pub(super) fn year_titled(&self) -> Option<i32> {
        let titles = self.titles();
        let words = titles.iter().flat_map(|title| title.split([' ', '-']));
        let mut years = words.filter_map(|word| word.parse::<i32>().ok());
        years.find(|year| (2000..=self.about.today.year()).contains(year))
    }

    /// What headers say of their days.
    fn day_texts(&self, across: &[&String]) -> Vec<String> {
        let names = self.headers.iter().enumerate();
        let names = names.filter(|(_, name)| across.contains(name));
        names
            .filter_map(|(place, name)| self.day_part(place, name).map(str::to_owned))
            .collect()
    }

    /// What the map says of the days across.
    pub(super) fn grid(&self, across: &[&String]) -> String {
        let mut styles = Styles::of(&self.day_texts(across), self.about.today);
        if !styles.unread.is_empty() {
            styles.counts.push((DateStyle::NoYear, styles.unread.len()));
        }
        let places: Vec<usize> = (0..self.headers.len())
            .filter(|place| across.contains(&&self.headers[*place]))
            .collect();
        let (mut anonymous, mut children) = (BTreeSet::new(), BTreeSet::new());
        let (mut workers, mut leaders) = (BTreeSet::new(), BTreeSet::new());
        let mut marks: Vec<String> = Vec::new();
        for row in self.below.iter().filter(|row| !is_total(&row.cells)) {
            let cell = |place: &usize| row.cells.get(*place).map(|cell| clean(cell));
            let cells = places.iter().filter_map(cell);
            let cells: Vec<String> = cells.filter(|cell| !cell.is_empty()).collect();
            let counts = !cells.is_empty() && cells.iter().all(|cell| cell.parse::<f64>().is_ok());
            if let Some(leader) = self.head_of(row).and_then(|head| leader(&head))
                && !counts
            {
                leaders.insert(leader);
                marks.extend(
                    cells
                        .into_iter()
                        .filter(|cell| is_present(&cell.to_lowercase())),
                );
                continue;
            }
            let Some(head) = self.head_of(row).filter(|_| counts) else {
                marks.extend(cells);
                continue;
            };
            match counted_as(&head) {
                Some(Counted::Children) => drop(children.insert(head)),
                Some(Counted::Guests) => drop(anonymous.insert(head)),
                Some(Counted::Workers) => drop(workers.insert(head)),
                None => marks.extend(cells),
            }
        }
        let counted = |key: &str, rows: BTreeSet<String>, remark: &str| {
            let rows: Vec<String> = rows.iter().map(|row| toml(row)).collect();
            if rows.is_empty() {
                String::new()
            } else {
                format!("{key} = [ {}, ] # {remark}\n", rows.join(", "))
            }
        };
        format!(
            "\n[grid]\n{}{}{}{}{}dates = [ {}, ] # {}\n",
            mark_lists(&marks),
            counted(
                "anonymous",
                anonymous,
                "a row that counts people who gave no name"
            ),
            counted(
                "children",
                children,
                "a row that counts children who were looked after"
            ),
            counted("led_by", leaders, "a row that names who led, a day each"),
            of_workers(&workers),
            styles.words(),
            styles.told(),
        )
    }

    /// How a row begins: its first cell that says something.
    fn head_of(&self, row: &SheetRow) -> Option<String> {
        let first = row.cells.iter().map(|cell| clean(cell));
        first.into_iter().find(|cell| !cell.is_empty())
    }
}

/// The word of a row that says who led, as in `Leader: Rosa` and `Rosa (leader)`.
fn leader(head: &str) -> Option<String> {
    const LEADERS: [&str; 12] = [
        "facilitator",
        "facilitators",
        "facilitator s",
        "co facilitator",
        "facilitated by",
        "led by",
        "leader",
        "leaders",
        "group leader",
        "lead",
        "facilitadora",
        "facilitador",
    ];
    let mut words = word_and_name(head).into_iter();
    words
        .find(|(word, _)| LEADERS.contains(&fold(word).as_str()))
        .map(|(word, _)| word.to_owned())
}

fn is_present(mark: &str) -> bool {
    PRESENT.contains(&mark) || is_of_lateness(mark)
}

fn is_no_show(mark: &str) -> bool {
    NO_SHOW.contains(&mark)
}

/// Whether a mark says that somebody did not come, or that the group did not meet.
fn is_absent(mark: &str) -> bool {
    ABSENT.contains(&mark) || is_called_off(mark)
}

/// The marks of a grid, as far as they are known.
fn mark_lists(cells: &[String]) -> String {
    // `X (20 min late)` is the mark `X`.
    let plain = cells.iter().map(|cell| without_lateness(cell));
    let seen: BTreeSet<String> = plain.map(str::to_lowercase).collect();
    let of = |is: fn(&str) -> bool, usual: &str| {
        let mut found: Vec<String> = seen.iter().filter(|mark| is(mark)).cloned().collect();
        if found.is_empty() && !usual.is_empty() {
            found.push(usual.to_owned());
        }
        let found: Vec<String> = found.iter().map(|mark| toml(mark)).collect();
        found.join(", ")
    };
    let line = |key: &str, marks: String| {
        if marks.is_empty() {
            String::new()
        } else {
            format!("{key} = [ {marks}, ]\n")
        }
    };
    let mut text = line("present", of(is_present, "x"));
    text += &line("no_show", of(is_no_show, "ns"));
    text += &line("absent", of(is_absent, ""));
    let known = |mark: &&String| is_present(mark) || is_no_show(mark) || is_absent(mark);
    let strange: Vec<&str> = seen
        .iter()
        .filter(|mark| !known(mark) && mark.chars().count() < 8)
        .map(String::as_str)
        .collect();
    let (counts, strange): (Vec<&str>, Vec<&str>) = strange
        .into_iter()
        .partition(|mark| mark.parse::<f64>().is_ok());
    if !strange.is_empty() {
        text += &format!(
            "# rows with another mark are refused until it is in one of these lists: {}\n",
            quoted(&strange)
        );
    }
    if !counts.is_empty() {
        text += &format!(
            "# rows with a number such as {} are refused: if they count people who gave no name, add\n\
             # the first cell of such a row to `anonymous`\n",
            quoted(&counts[..1])
        );
    }
    text
}

/// What is said of rows that count people who came to work.
fn of_workers(rows: &BTreeSet<String>) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    format!(
        "# refused, as they name nobody: {}; if they came for themselves, add it to `anonymous`\n",
        quoted(&rows)
    )
}
