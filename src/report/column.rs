//! What a column is to its rows, and how its cells are read from the rows of a measure.

use std::borrow::Borrow;

use super::cell::Cell;

/// A column of a sheet. Code that treats columns differently uses what they declare here, and never looks at names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The field name in json and the heading in csv.
    pub name: &'static str,
    /// The heading in text, markdown and html.
    pub title: String,
    /// What it is to its rows.
    pub role: Role,
    /// How its values are aligned on a page.
    pub align: Align,
    /// Whether text and markdown leave it out; csv and json always have it.
    pub detail: bool,
    /// Whether it is printed at all.
    pub is_printed: bool,
    /// Whether it is a figure as of the last day of its row, so that those of parts of the days do not add up.
    pub is_of_a_day: bool,
    /// The key by which the mask knows its rows: its name, unless other, unprinted columns say it better.
    pub known_as: Option<&'static str>,
    /// The report and column that have the same figure under another name, in the row with the same keys.
    pub same_as: Option<(&'static str, &'static str)>,
    /// How pages write its words.
    pub speech: Speech,
    /// Whether it is the end of an interval; the low end comes right before the high one.
    pub bound: Option<Bound>,
    /// When its value is that of one person, which a funder must not see.
    pub of_one: Option<OfOne>,
    /// When pages show its value; csv and json always have it.
    pub shown_if: Option<ShownIf>,
}

/// What a column is to its rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// It identifies the row.
    Key(Key),
    /// A count of people, or of things that are nearly always one per person. Small ones are hidden from the public.
    People(Rank),
    /// Attendees without a name: a small count is hidden like a count of people; a small difference belongs to nobody.
    Unnamed(Rank),
    /// An amount that belongs to people and can be added up, such as days, moves or hours: hidden from the public if
    /// few people are behind it.
    Amount,
    /// An average over the days of its row: hidden if few people are behind it, and then in every row, as the averages
    /// of parts of the days would reveal it.
    Average,
    /// Computed from other columns of the row, and hidden with them.
    Derived(Basis),
    /// It counts neither people nor what one person did: shown to everyone.
    Open,
    /// For the program itself and funders: the value of one person, or a column without a declared role.
    Private,
    /// For the program itself and funders: the public does not get the column at all.
    Unpublished,
    /// How many people are behind the figures of the column with the same name.
    Behind,
}

/// How a column identifies its row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// The name of the days.
    Period,
    /// The first of the days.
    Start,
    /// The last of the days.
    End,
    /// A group of people or things; [`Cell::All`] in the row of everyone.
    Group,
    /// A mentor; [`Cell::All`] in the row of all, which is the only row for anyone but the program itself.
    Person,
    /// It says in words what other keys say.
    Label,
    /// A name that does not point to a person, such as that of a definition.
    Name,
    /// A word of one record, such as its id. For the program itself.
    Record,
}

/// When it is a figure's turn to be hidden for the sake of others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rank {
    /// First: a reader misses it least.
    First = 0,
    /// Next.
    Middle = 2,
    /// Last: it is what the report is read for.
    Last = 4,
}

/// What a column is computed from, by the names of the columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// These.
    All(&'static [&'static str]),
    /// These, for everyone followed so far: while some are not followed to the end (the second column), it includes
    /// events that no count of the row includes.
    Followed(&'static [&'static str], &'static str),
    /// The first, as a share of the second minus the third. If only the first is hidden, and small, or only the third,
    /// a bound is given.
    Share([&'static str; 3]),
}

/// How values are aligned in their column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// Words.
    Left,
    /// Numbers.
    Right,
}

/// How pages write the words of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Speech {
    /// Unchanged.
    Plain,
    /// Our own words, without their hyphens: `support group`.
    Words,
    /// Words of three letters as initials: `CPS`.
    Initials,
}

/// When pages show a value, depending on other values of its row that are shown themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShownIf {
    /// The first count is at most a fifth of the second.
    AtMostAFifth(&'static str, &'static str),
    /// The count is at least this high, or there is none.
    AtLeast(&'static str, i64),
}

/// When a value is that of one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OfOne {
    /// Always, as the longest wait is.
    Always,
    /// If this count is 1, as for a median of one value.
    Where(&'static str),
}

/// The ends of an interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// The lower one.
    Low,
    /// The upper one.
    High,
}

impl Column {
    const fn new(name: &'static str, title: String, role: Role, align: Align) -> Self {
        Self {
            name,
            title,
            role,
            align,
            detail: false,
            is_printed: true,
            is_of_a_day: false,
            known_as: Some(name),
            same_as: None,
            speech: Speech::Plain,
            bound: None,
            of_one: None,
            shown_if: None,
        }
    }

    /// A column of words that identify the row; the heading is the name with spaces.
    #[must_use]
    pub fn key(name: &'static str, key: Key) -> Self {
        Self::new(name, name.replace('_', " "), Role::Key(key), Align::Left)
    }

    /// A column of words from single records, as in lists.
    #[must_use]
    pub fn text(name: &'static str) -> Self {
        Self::key(name, Key::Record)
    }

    /// A column of words that describe a row but do not identify it.
    #[must_use]
    pub fn words(name: &'static str) -> Self {
        Self::text(name).with(Role::Private)
    }

    /// A column of numbers; private until its role is declared.
    #[must_use]
    pub fn number(name: &'static str) -> Self {
        Self {
            align: Align::Right,
            ..Self::words(name)
        }
    }

    /// A count of people, or of things that are nearly always one per person.
    #[must_use]
    pub fn people(name: &'static str, rank: Rank) -> Self {
        Self::number(name).with(Role::People(rank))
    }

    /// Counts of people by word.
    #[must_use]
    pub fn people_by_word(name: &'static str) -> Self {
        Self::words(name).with(Role::People(Rank::First))
    }

    /// A number that the public does not get.
    #[must_use]
    pub fn unpublished(name: &'static str) -> Self {
        Self::number(name).with(Role::Unpublished)
    }

    /// An amount that belongs to people.
    #[must_use]
    pub fn amount(name: &'static str) -> Self {
        Self::number(name).with(Role::Amount)
    }

    /// A number computed from other columns.
    #[must_use]
    pub fn derived(name: &'static str, from: Basis) -> Self {
        Self::number(name).with(Role::Derived(from))
    }

    /// How many people are behind the figures of a column; its values are those of [`Cell::behind`].
    #[must_use]
    pub fn behind(name: &'static str) -> Self {
        Self::text(name).with(Role::Behind).unprinted()
    }

    /// The column in another role.
    #[must_use]
    pub const fn with(mut self, role: Role) -> Self {
        self.role = role;
        self
    }

    /// The column with another heading.
    #[must_use]
    pub fn titled(mut self, title: &str) -> Self {
        title.clone_into(&mut self.title);
        self
    }

    /// The column for csv and json only, if `detail`.
    #[must_use]
    pub const fn detail_if(mut self, detail: bool) -> Self {
        self.detail |= detail;
        self
    }

    /// The column for csv and json only.
    #[must_use]
    pub const fn detail(self) -> Self {
        self.detail_if(true)
    }

    /// The column for the mask only.
    #[must_use]
    pub const fn unprinted(mut self) -> Self {
        self.is_printed = false;
        self
    }

    /// The column as a figure as of the last day of its row.
    #[must_use]
    pub const fn of_a_day(mut self) -> Self {
        self.is_of_a_day = true;
        self
    }

    /// The column as a key that the mask knows by another name, or ignores.
    #[must_use]
    pub const fn known_as(mut self, name: Option<&'static str>) -> Self {
        self.known_as = name;
        self
    }

    /// The column as the same figure as one of another report.
    #[must_use]
    pub const fn same_as(mut self, report: &'static str, column: &'static str) -> Self {
        self.same_as = Some((report, column));
        self
    }

    /// The column with words that pages write in this way.
    #[must_use]
    pub const fn spoken(mut self, speech: Speech) -> Self {
        self.speech = speech;
        self
    }

    /// The column as the end of an interval.
    #[must_use]
    pub const fn bound(mut self, bound: Bound) -> Self {
        self.bound = Some(bound);
        self
    }

    /// The column with values that may belong to one person.
    #[must_use]
    pub const fn of_one(mut self, when: OfOne) -> Self {
        self.of_one = Some(when);
        self
    }

    /// The column with values that pages show only under this condition.
    #[must_use]
    pub const fn shown_if(mut self, condition: ShownIf) -> Self {
        self.shown_if = Some(condition);
        self
    }

    /// Whether its values identify the row.
    #[must_use]
    pub const fn is_key(&self) -> bool {
        matches!(self.role, Role::Key(_))
    }

    /// Whether it is this kind of key.
    #[must_use]
    pub fn is(&self, key: Key) -> bool {
        self.role == Role::Key(key)
    }
}

/// How a cell is read from a row of a measure.
type Read<'a, R> = Box<dyn Fn(&R) -> Cell + 'a>;

/// Columns, each with how its cell is read from a row `R` of a measure.
pub struct Columns<'a, R> {
    all: Vec<(Column, Read<'a, R>)>,
    /// How many people are behind figures; these columns come after all printed ones.
    behind: Vec<(Column, Read<'a, R>)>,
}

impl<'a, R: 'a> Columns<'a, R> {
    /// No columns.
    #[must_use]
    #[expect(clippy::new_without_default, reason = "no columns are no default")]
    pub const fn new() -> Self {
        Self {
            all: Vec::new(),
            behind: Vec::new(),
        }
    }

    /// Adds a column.
    #[must_use]
    pub fn with<V: Into<Cell>>(mut self, column: Column, cell: impl Fn(&R) -> V + 'a) -> Self {
        self.all
            .push((column, Box::new(move |row| cell(row).into())));
        self
    }

    /// Changes each column so far in the same way.
    #[must_use]
    pub fn map(mut self, change: impl Fn(Column) -> Column) -> Self {
        let changed = self.all.into_iter();
        self.all = changed
            .map(|(column, read)| (change(column), read))
            .collect();
        self
    }

    /// Adds a column, if there is one.
    #[must_use]
    pub fn with_some(self, column: Option<Column>, cell: impl Fn(&R) -> Cell + 'a) -> Self {
        match column {
            Some(column) => self.with(column, cell),
            None => self,
        }
    }

    /// How many people are behind the figures of the last column, given its name, by part.
    #[must_use]
    pub fn behind(mut self, people: impl Fn(&R, &str) -> Cell + 'a) -> Self {
        if let Some((column, _)) = self.all.last() {
            let name = column.name;
            let column = Column::behind(name);
            self.behind
                .push((column, Box::new(move |row| people(row, name))));
        }
        self
    }

    /// Adds columns read from a part of the row; unknown if the row does not have it.
    #[must_use]
    pub fn and<T: 'a>(
        mut self,
        columns: Columns<'a, T>,
        part: impl Fn(&R) -> Option<&T> + Copy + 'a,
    ) -> Self {
        let lift = |(column, read): (Column, Read<'a, T>)| {
            let cell = move |row: &R| Cell::or_unknown(part(row), &read);
            (column, Box::new(cell) as Read<'a, R>)
        };
        self.all.extend(columns.all.into_iter().map(lift));
        self.behind.extend(columns.behind.into_iter().map(lift));
        self
    }

    /// Only the columns with these names, under these titles.
    #[must_use]
    pub fn only(self, titles: &[(&str, &str)]) -> Self {
        let mut all: Vec<Option<_>> = self.all.into_iter().map(Some).collect();
        let mut take = |(name, title): &(&str, &str)| {
            let mut places = all.iter_mut();
            let place = places.find(|one| one.as_ref().is_some_and(|one| one.0.name == *name));
            let (column, read) = place.and_then(Option::take)?;
            Some((column.titled(title), read))
        };
        Self {
            all: titles.iter().filter_map(&mut take).collect(),
            behind: Vec::new(),
        }
    }

    /// The columns, and the cells of each row.
    pub fn read(
        self,
        rows: impl IntoIterator<Item = impl Borrow<R>>,
    ) -> (Vec<Column>, Vec<Vec<Cell>>) {
        let (columns, reads): (Vec<_>, Vec<_>) = self.all.into_iter().chain(self.behind).unzip();
        let cells = |row: &R| reads.iter().map(|read| read(row)).collect();
        let rows = rows.into_iter().map(|row| cells(row.borrow())).collect();
        (columns, rows)
    }
}

#[cfg(test)]
mod tests;
