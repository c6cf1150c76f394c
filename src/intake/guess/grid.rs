//! The days across a sheet, the marks below them, and the rows that count people.

use std::collections::{BTreeMap, BTreeSet};

use super::Sheet;
use super::styles::Styles;
use super::values::{is_day, is_yes_or_no, toml};
use crate::intake::cell::clean;
use crate::intake::companions::companions;
use crate::intake::dates::{self, Order, day_and_remark};
use crate::intake::head_counts::{Counted, counted_as, guests, without_brackets};
use crate::intake::marks::{
    ABSENT, NO_SHOW, PRESENT, day_called_off, is_of_lateness, is_off, says_cancelled,
    spell_called_off, without_lateness, word_and_name,
};
use crate::intake::nights::{counts_guests, is_left_out, is_of_lengths, is_of_topics};
use crate::intake::sums::is_sum;
use crate::intake::totals::is_total;
use crate::record::counted;
use crate::record::intake::{DateStyle, SheetRow};
use crate::record::minutes::minutes;
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
            None => self.year_across(&self.days_placed(across)),
        }
    }

    /// The year of the first of the days across, if all are written without one.
    fn year_across(&self, days: &[(usize, String)]) -> String {
        let today = self.about.today;
        let without = |day: &str| dates::by_style(day, DateStyle::NoYear, Some(2000), today);
        let (mut later, mut before) = (0, None);
        let mut last = None;
        for (place, day) in days {
            let Some(day) = without(day) else { continue };
            later += i32::from(before.is_some_and(|before| day.is_new_year_after(before)));
            before = Some(day);
            if !self.cells(*place).is_empty() {
                last = last.max(Some((later, day.month_and_day())));
            }
        }
        let is_past = |year: i32| {
            let now = (today.year(), today.month_and_day());
            last.is_none_or(|(later, day)| (year + later, day) <= now)
        };
        let titled = self.year_titled();
        let latest = || {
            (0..3)
                .map(|back| today.year() - back)
                .find(|year| is_past(*year))
        };
        let goes_on = match later {
            0 => "",
            _ => "; January is of the next one",
        };
        match (titled.filter(|year| is_past(*year)), latest()) {
            (Some(year), _) => {
                format!(
                    "year = {year} # of days that are written without one; a title says so{goes_on}\n"
                )
            }
            (None, Some(year)) if year < today.year() => format!(
                "year = {year} # of days that are written without one; in a later year some would be after today{goes_on}: is it?\n"
            ),
            _ => self.year_in_titles(),
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
        let days = self.days_placed(across).into_iter();
        days.map(|(_, day)| day).collect()
    }

    /// The same with the place of each.
    fn days_placed(&self, across: &[&String]) -> Vec<(usize, String)> {
        let names = self.headers.iter().enumerate();
        let names = names.filter(|(_, name)| across.contains(name));
        names
            .filter_map(|(place, name)| Some((place, self.day_part(place, name)?.to_owned())))
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
            .filter(|place| !spell_called_off(self.cells(*place).iter().map(String::as_str)))
            .collect();
        let RowsOfGrid {
            anonymous,
            children,
            workers,
            sums,
            leaders,
            marks,
        } = self.rows_of_grid(&places);
        let listed = |key: &str, rows: BTreeSet<String>, remark: &str| {
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
            listed(
                "anonymous",
                anonymous,
                "rows of people who gave no name: a number counts them, a mark is one of them"
            ),
            listed(
                "children",
                children,
                "a row that counts children who were looked after"
            ),
            listed("led_by", leaders, "a row that names who led, a day each"),
            of_sums(&sums) + &of_workers(&workers),
            styles.words(),
            styles.told(),
        )
    }

    /// What each row is of, by how it begins, and the marks of people.
    fn rows_of_grid(&self, places: &[usize]) -> RowsOfGrid {
        let mut found = RowsOfGrid::default();
        let counts_guests = counts_guests(self.below.iter(), places);
        let rows = || self.below.iter().filter(|row| !is_total(&row.cells));
        let is_sum = |row: &SheetRow| is_sum(row, rows(), places, false, is_present);
        for row in rows() {
            if is_sum(row) {
                found.sums.extend(self.head_of(row));
                continue;
            }
            let cell = |place: &usize| row.cells.get(*place).map(|cell| clean(cell));
            let cells = places.iter().filter_map(cell);
            let cells: Vec<String> = cells.filter(|cell| !cell.is_empty()).collect();
            if self
                .head_of(row)
                .is_some_and(|head| is_of_a_night(row, &head))
            {
                continue;
            }
            let counts = !cells.is_empty() && cells.iter().all(|cell| cell.parse::<f64>().is_ok());
            if let Some(leader) = self.head_of(row).and_then(|head| leader(&head))
                && !counts
            {
                found.leaders.insert(leader);
                found.marks.extend(
                    cells
                        .into_iter()
                        .filter(|cell| is_present(&cell.to_lowercase())),
                );
                continue;
            }
            let head = self.head_of(row);
            let is_guest = |head: &&str| (counts || !counts_guests) && guests(head).is_some();
            if let Some(head) = head.as_deref().filter(is_guest) {
                // Whom they came with is a name, which a map never has.
                if companions(without_brackets(head)).is_none() {
                    found.anonymous.insert(without_brackets(head).to_owned());
                }
                let is_mark = |cell: &String| cell.parse::<f64>().is_err();
                found.marks.extend(cells.into_iter().filter(is_mark));
                continue;
            }
            let Some(head) = head.filter(|_| counts) else {
                found.marks.extend(cells);
                continue;
            };
            match counted_as(&head) {
                Some(Counted::Children) => drop(found.children.insert(head)),
                Some(Counted::Guests) => drop(found.anonymous.insert(head)),
                Some(Counted::Workers) => drop(found.workers.insert(head)),
                None => found.marks.extend(cells),
            }
        }
        found
    }

    /// How a row begins: its first cell that says something and is no number of the row.
    fn head_of(&self, row: &SheetRow) -> Option<String> {
        let cells = || {
            let cells = row.cells.iter().map(|cell| clean(cell));
            cells.filter(|cell| !cell.is_empty())
        };
        let is_text = |cell: &String| cell.contains(char::is_alphabetic) || cell.contains('?');
        let is_number = |cell: &String| cell.parse::<u32>().is_ok();
        let first = cells().next();
        match first.as_ref().is_some_and(is_number) {
            true => cells().nth(1).filter(is_text).or(first),
            false => first,
        }
    }

    /// Whether a row says who led.
    pub(super) fn has_row_of_leaders(&self) -> bool {
        let mut labels = self.below.iter().filter_map(|row| self.head_of(row));
        labels.any(|head| leader(&head).is_some())
    }

    /// Whether a row says how long each night was.
    pub(super) fn has_row_of_lengths(&self) -> bool {
        let rows = self.below.iter().filter(|row| !is_left_out(row));
        let mut labels = rows.filter_map(|row| self.head_of(row));
        labels.any(|head| is_of_lengths(&head))
    }
}

/// The rows of a grid that are of no person, by how they begin, and the marks of the others.
#[derive(Default)]
struct RowsOfGrid {
    anonymous: BTreeSet<String>,
    children: BTreeSet<String>,
    workers: BTreeSet<String>,
    /// Rows that count all who came.
    sums: BTreeSet<String>,
    leaders: BTreeSet<String>,
    marks: Vec<String>,
}

/// Whether a row is about the nights and no person.
fn is_of_a_night(row: &SheetRow, head: &str) -> bool {
    is_of_lengths(head) || is_of_topics(head) || is_left_out(row)
}

/// The word of a row that says who led, as in `Leader: Rosa` and `Rosa (leader)`.
fn leader(head: &str) -> Option<String> {
    const LEADERS: [&str; 33] = [
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
        "facilitadoras",
        "facilitadores",
        "co facilitators",
        "group facilitator",
        "group leaders",
        "leader s",
        "co leader",
        "co leaders",
        "coleader",
        "coleaders",
        "lead facilitator",
        "leads",
        "co leads",
        "lf",
        "facil",
        "host",
        "hosts",
        "sub",
        "sub leader",
        "substitute",
        "substitute leader",
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
    ABSENT.contains(&mark) || is_off(mark)
}

/// Whether a cell is so short that it can only be a mark, or of words that may mean either: `jail`, `no call`.
fn is_a_code(mark: &str) -> bool {
    const WORDS: [&str; 28] = [
        "call", "called", "text", "phone", "maybe", "tbd", "hosp", "hospital", "jail", "court",
        "appt", "baby", "moved", "drop", "dropped", "grad", "new", "tx", "rehab", "ok", "no",
        "not", "in", "out", "at", "sick", "work", "show",
    ];
    let has_digits = mark.contains(|c: char| c.is_ascii_digit());
    !has_digits && mark.chars().count() <= 2 || mark.split(' ').all(|word| WORDS.contains(&word))
}

/// Whether a cell in place of a mark says how long somebody stayed.
fn is_length(cell: &str) -> bool {
    /// Smaller numbers count people.
    const SHORTEST: f64 = 15.0;
    match cell.parse::<f64>() {
        Ok(number) => (SHORTEST..=480.0).contains(&number),
        Err(_) => minutes(cell).is_some_and(|minutes| minutes > 0),
    }
}

/// Whether most cells of people say how long they stayed.
fn are_lengths(cells: &[String]) -> bool {
    cells.iter().filter(|cell| is_length(cell)).count() * 2 > cells.len()
}

/// The marks of a grid, as far as they are known.
fn mark_lists(cells: &[String]) -> String {
    // `X (20 min late)` is the mark `X`.
    let plain = cells.iter().map(|cell| without_lateness(cell));
    let seen: BTreeSet<String> = plain.map(str::to_lowercase).collect();
    let says = |marks: &[&str]| marks.iter().any(|mark| seen.contains(*mark));
    // Beside P and A, N may be of somebody new.
    let may_be_new = says(&["p", "a", "abs", "absent"]) && !says(&["y", "yes", "si", "no"]);
    let is_absent = |mark: &str| is_absent(mark) && !(may_be_new && mark == "n");
    let are_lengths = are_lengths(cells);
    let is_present = |mark: &str| is_present(mark) || are_lengths && is_length(mark);
    let of = |is: &dyn Fn(&str) -> bool, usual: &str| {
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
    let mut text = line("present", of(&is_present, "x"));
    if are_lengths {
        text +=
            "# lengths in the cells are read as present: how long each person stayed is not kept\n";
    }
    text += &line("no_show", of(&is_no_show, "ns"));
    text += &line("absent", of(&is_absent, ""));
    let known = |mark: &&String| is_present(mark) || is_no_show(mark) || is_absent(mark);
    let strange: Vec<&str> = seen
        .iter()
        .filter(|mark| !known(mark) && (mark.chars().count() < 8 || is_a_code(mark)))
        .map(String::as_str)
        .collect();
    let (counts, strange): (Vec<&str>, Vec<&str>) = strange
        .into_iter()
        .partition(|mark| mark.parse::<f64>().is_ok());
    // A longer word may be a name, which a map never has.
    let (strange, more): (Vec<&str>, Vec<&str>) =
        strange.into_iter().partition(|mark| is_a_code(mark));
    let more: Vec<&str> = more.into_iter().filter(|mark| mark.contains('+')).collect();
    if !more.is_empty() {
        text += &format!(
            "# rows with another mark are refused until it is in one of these lists: {}\n",
            quoted(&more)
        );
    }
    if !strange.is_empty() {
        let asked = strange.iter().map(|mark| asked_of(mark, cells));
        text += &format!("values = [\n{}]\n", asked.collect::<String>());
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

/// The question about a mark.
fn asked_of(mark: &str, cells: &[String]) -> String {
    let is_it = |cell: &&String| without_lateness(cell).to_lowercase() == mark;
    let many = counted(cells.iter().filter(is_it).count(), "cell");
    let asked = match mark {
        "n" => "new that night, or not there? Write",
        _ => "write",
    };
    let line = toml(&format!("{mark} -> ?"));
    format!("    {line}, # {many}: {asked} present, no-show or absent\n")
}

/// What is said of rows that count all who came.
fn of_sums(rows: &BTreeSet<String>) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    format!(
        "# left out, as they count all who came: {}; one of people without a name goes into `anonymous`\n",
        quoted(&rows)
    )
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
