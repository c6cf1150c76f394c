//! A labeled range of days, in the calendar it was named in.

use super::day::Day;

/// The calendars that years and quarters are counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Calendar {
    /// Calendar year, `CY`, from January.
    Common,
    /// Federal fiscal year, `FFY`, from October, named after the year it ends in.
    Federal,
    /// State fiscal year, `SFY`, from July, named after the year it ends in.
    State,
    /// The program's fiscal year, `FY`, starting in this month, named after the year it ends in.
    Program(u32),
}

impl Calendar {
    /// The prefix of a year of this calendar.
    #[must_use]
    pub const fn prefix(self) -> &'static str {
        match self {
            Self::Common => "CY",
            Self::Federal => "FFY",
            Self::State => "SFY",
            Self::Program(_) => "FY",
        }
    }

    const fn starts(self) -> u32 {
        match self {
            Self::Common => 1,
            Self::Federal => 10,
            Self::State => 7,
            Self::Program(month) => month,
        }
    }

    /// The year that contains `day`.
    #[must_use]
    pub fn year_of(self, day: Day) -> i32 {
        if self.starts() > 1 && day.month() >= self.starts() {
            day.year() + 1
        } else {
            day.year()
        }
    }

    /// The first day of a year.
    #[must_use]
    pub fn first_of(self, year: i32) -> Day {
        let year = if self.starts() > 1 { year - 1 } else { year };
        Day::new(year, self.starts(), 1).unwrap_or(Day::FIRST)
    }

    /// The quarter of its year, 1 to 4, that contains `day`.
    #[must_use]
    pub fn quarter_of(self, day: Day) -> i32 {
        let month = (day.month() + 12 - self.starts()) % 12;
        (month / 3) as i32 + 1
    }
}

/// A unit of a calendar, for dividing a period; shorter ones come first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Months.
    Month,
    /// Quarters of the year of the calendar.
    Quarter,
    /// Years of the calendar.
    Year,
}

/// What relative periods are relative to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Frame {
    /// The as-of day.
    pub as_of: Day,
    /// The month in which the program's fiscal year begins, 1 to 12.
    pub fiscal_year_starts: u32,
    /// The day of the first fact on file, if there is one.
    pub first_fact: Option<Day>,
}

/// Days from `first` to `last`, both inclusive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Period {
    /// How it is written.
    pub label: String,
    /// The first day, inclusive.
    pub first: Day,
    /// The last day, inclusive.
    pub last: Day,
    /// The calendar it was named in.
    pub calendar: Calendar,
    /// The unit that it is exactly one of, if any.
    pub unit: Option<Step>,
}

/// The ways to write a period, for help and errors.
pub const FORMS: &str = "2026-07-01..2026-09-30, 2026-10, CY2026, CY2026Q3, FFY2027Q1 (October to September), \
SFY2027Q1 (July to June), FY2027Q1 (the program's own year), last-quarter, this-fy, november (the last one), to-date";

impl Period {
    /// The periods named relative to the as-of day.
    pub const WORDS: [&str; 7] = [
        "last-quarter",
        "this-quarter",
        "last-month",
        "this-month",
        "last-fy",
        "this-fy",
        "to-date",
    ];

    /// Whether it includes a day.
    #[must_use]
    pub fn contains(&self, day: Day) -> bool {
        self.first <= day && day <= self.last
    }

    /// Its days in words: `July to September 2026`, or two days if it has partial months.
    #[must_use]
    pub fn in_words(&self) -> String {
        let (first, last) = (self.first, self.last);
        if first.day() != 1 || last != last.end_of_month() {
            return format!("{first} to {last}");
        }
        let until = format!("{} {}", last.month_name(), last.year());
        match (first.year() == last.year(), first.month() == last.month()) {
            (true, true) => until,
            (true, false) => format!("{} to {until}", first.month_name()),
            _ => format!("{} {} to {until}", first.month_name(), first.year()),
        }
    }

    /// How many days it has.
    #[must_use]
    pub fn days(&self) -> i64 {
        self.last.days_since(self.first) + 1
    }

    /// A year of a calendar.
    #[must_use]
    pub fn year(calendar: Calendar, year: i32) -> Self {
        let first = calendar.first_of(year);
        Self {
            label: format!("{}{year}", calendar.prefix()),
            first,
            last: first.plus_months(12).plus_days(-1),
            calendar,
            unit: Some(Step::Year),
        }
    }

    /// A quarter of a year of a calendar, 1 to 4.
    #[must_use]
    pub fn quarter(calendar: Calendar, year: i32, quarter: i32) -> Self {
        let first = calendar.first_of(year).plus_months(3 * (quarter - 1));
        Self {
            label: format!("{}{year}Q{quarter}", calendar.prefix()),
            first,
            last: first.plus_months(3).plus_days(-1),
            calendar,
            unit: Some(Step::Quarter),
        }
    }

    /// The month that contains `day`.
    #[must_use]
    pub fn month(calendar: Calendar, day: Day) -> Self {
        let first = day.plus_days(1 - i64::from(day.day()));
        Self {
            label: format!("{:04}-{:02}", day.year(), day.month()),
            first,
            last: day.end_of_month(),
            calendar,
            unit: Some(Step::Month),
        }
    }

    /// The unit of a calendar that contains `day`.
    #[must_use]
    pub fn holding(calendar: Calendar, step: Step, day: Day) -> Self {
        match step {
            Step::Month => Self::month(calendar, day),
            Step::Quarter => {
                Self::quarter(calendar, calendar.year_of(day), calendar.quarter_of(day))
            }
            Step::Year => Self::year(calendar, calendar.year_of(day)),
        }
    }

    /// The days from a first to a last day.
    #[must_use]
    pub fn between(first: Day, last: Day, calendar: Calendar) -> Self {
        Self {
            label: format!("{first}..{last}"),
            first,
            last,
            calendar,
            unit: None,
        }
    }

    /// Its parts by a unit of its calendar, clipped to it, in order.
    #[must_use]
    pub fn parts(&self, step: Step) -> Vec<Self> {
        let mut parts = Vec::new();
        let mut day = self.first;
        loop {
            let whole = Self::holding(self.calendar, step, day);
            let next = whole.last.plus_days(1);
            let last = whole.last.min(self.last);
            parts.push(Self {
                first: whole.first.max(self.first),
                last,
                ..whole
            });
            if next > self.last || next <= day {
                return parts;
            }
            day = next;
        }
    }

    /// The period just before: the previous unit, or otherwise the same number of days.
    #[must_use]
    pub fn before(&self) -> Self {
        let eve = self.first.plus_days(-1);
        match self.unit {
            Some(step) => Self::holding(self.calendar, step, eve),
            None => Self::between(self.first.plus_days(-self.days()), eve, self.calendar),
        }
    }

    /// The first day of the year, in this period's calendar, that contains its first day.
    #[must_use]
    pub fn start_of_year(&self) -> Day {
        self.calendar.first_of(self.calendar.year_of(self.first))
    }

    /// Reads a period as people write it; see [`FORMS`].
    ///
    /// # Errors
    /// A sentence that says why the text is not a period, and what can be written.
    pub fn parse(text: &str, frame: &Frame) -> Result<Self, String> {
        let own = Calendar::Program(frame.fiscal_year_starts);
        let wrong = || format!("`{text}` is not a period: write {FORMS}");
        let typed = text.trim();
        if let Some(period) = Self::from_today(typed, own, frame) {
            return Ok(period);
        }
        if let Some((first, last)) = typed.split_once("..") {
            let day = |text: &str| -> Result<Day, String> {
                Day::parse_from(text, frame.as_of)
                    .map_err(|error| format!("{error}; for example 2026-07-01..2026-09-30"))
            };
            let (first, last) = (day(first)?, day(last)?);
            if last < first {
                return Err(format!(
                    "`{text}` ends before it begins: write {last}..{first}"
                ));
            }
            return Ok(Self::between(first, last, own));
        }
        let upper = typed.to_uppercase();
        let calendars = [
            ("FFY", Calendar::Federal),
            ("SFY", Calendar::State),
            ("CY", Calendar::Common),
            ("FY", own),
        ];
        for (prefix, calendar) in calendars {
            if let Some(rest) = upper.strip_prefix(prefix) {
                let (year, quarter) = year_and_quarter(rest).ok_or_else(wrong)?;
                return Ok(match quarter {
                    Some(quarter) => Self::quarter(calendar, year, quarter),
                    None => Self::year(calendar, year),
                });
            }
        }
        if let Some((year, quarter)) = bare_quarter(&upper) {
            let [federal, state, common, own] = calendars.map(|(prefix, calendar)| {
                let year = year.unwrap_or_else(|| calendar.year_of(frame.as_of));
                format!("{prefix}{year}Q{quarter}")
            });
            return Err(format!(
                "which kind of quarter is `{text}`? write {common} (calendar year), {federal} (October to September), \
                 {state} (July to June) or {own} (the program's own year)"
            ));
        }
        if let Some(month) = typed
            .split_once('-')
            .filter(|(year, month)| year.len() == 4 && month.len() == 2)
        {
            let day: Day = format!("{}-{}-01", month.0, month.1)
                .parse()
                .map_err(|_| wrong())?;
            return Ok(Self::month(own, day));
        }
        if typed.len() == 4 && typed.parse::<u32>().is_ok() {
            return Err(format!(
                "which kind of year is `{text}`? write CY{text} (calendar year), FFY{text} (October to \
                 September), SFY{text} (July to June) or FY{text} (the program's own year)"
            ));
        }
        Err(wrong())
    }

    /// A period named relative to the as-of day, such as `last-quarter`.
    fn from_today(typed: &str, own: Calendar, frame: &Frame) -> Option<Self> {
        if typed == "to-date" {
            let first = frame.first_fact.unwrap_or(frame.as_of).min(frame.as_of);
            return Some(Self {
                label: typed.to_owned(),
                ..Self::between(first, frame.as_of, own)
            });
        }
        if let Some(month) = Day::month_called(typed) {
            let back = (frame.as_of.month() + 12 - month) % 12;
            return Some(Self::month(own, frame.as_of.plus_months(-(back as i32))));
        }
        let (which, unit) = typed.split_once('-')?;
        let this = match unit {
            "fy" => Self::holding(own, Step::Year, frame.as_of),
            "quarter" => Self::holding(own, Step::Quarter, frame.as_of),
            "month" => Self::month(own, frame.as_of),
            _ => return None,
        };
        match which {
            "this" => Some(this),
            "last" => Some(this.before()),
            _ => None,
        }
    }
}

fn year_and_quarter(text: &str) -> Option<(i32, Option<i32>)> {
    let year = text
        .get(..4)
        .filter(|year| year.bytes().all(|byte| byte.is_ascii_digit()))?
        .parse()
        .ok()?;
    match text.get(4..)? {
        "" => Some((year, None)),
        rest => Some((year, Some(quarter_number(rest)?))),
    }
    .filter(|_| (1..=9998).contains(&year))
}

fn quarter_number(text: &str) -> Option<i32> {
    match text {
        "Q1" => Some(1),
        "Q2" => Some(2),
        "Q3" => Some(3),
        "Q4" => Some(4),
        _ => None,
    }
}

fn bare_quarter(text: &str) -> Option<(Option<i32>, i32)> {
    if let Some(quarter) = quarter_number(text) {
        return Some((None, quarter));
    }
    let (year, quarter) = year_and_quarter(&text.replace('-', ""))?;
    Some((Some(year), quarter?))
}

#[cfg(test)]
mod tests;
