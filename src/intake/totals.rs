//! Rows that say what other rows add up to or what marks mean, and are about nobody.

use crate::record::Day;
use crate::register::fold;

/// Words that no name has.
const TOTALS: [&str; 9] = [
    "headcount",
    "headcounts",
    "hdcount",
    "total",
    "totals",
    "totales",
    "subtotal",
    "subtotals",
    "subtotales",
];

/// Words for sums that are also names, as of Sum Chen or Count Basie.
const SUMS: [&str; 14] = [
    "sum", "sums", "suma", "count", "counts", "conteo", "average", "averages", "avg", "mean",
    "median", "promedio", "media", "cuenta",
];

/// Words that say of what.
const OF_WHAT: [&str; 58] = [
    "head",
    "heads",
    "hd",
    "of",
    "the",
    "and",
    "per",
    "all",
    "no",
    "number",
    "grand",
    "sub",
    "overall",
    "general",
    "parent",
    "parents",
    "participant",
    "participants",
    "client",
    "clients",
    "people",
    "persons",
    "families",
    "member",
    "members",
    "attendee",
    "attendees",
    "attendance",
    "present",
    "served",
    "enrolled",
    "referrals",
    "mentor",
    "mentors",
    "children",
    "kids",
    "case",
    "cases",
    "session",
    "sessions",
    "hours",
    "minutes",
    "age",
    "day",
    "week",
    "month",
    "quarter",
    "year",
    "page",
    "q1",
    "q2",
    "q3",
    "q4",
    "de",
    "padres",
    "familias",
    "participantes",
    "personas",
];

/// Whether a row is about nobody: it explains marks, or it has the totals of others. Then its first cell that is more than a number says so, as `Total: 6` or
/// `Average age`. A number of people, or a word that may be a name, counts only where everything else in the row is a number.
pub(super) fn is_total(cells: &[String]) -> bool {
    adds_up(cells) || explains(cells) || heads_a_month(cells) || adds_up_a_month(cells)
}

/// Whether a row has the sums of a month: `SEPT`, `390`, `7 contacts`. Numbers alone that may be marks are none.
fn adds_up_a_month(cells: &[String]) -> bool {
    /// No mark is so large.
    const SUM: f64 = 10.0;
    let mut filled = cells.iter().map(String::as_str);
    let mut filled = filled.by_ref().filter(|cell| !cell.trim().is_empty());
    let is_month = filled
        .next()
        .is_some_and(|first| heads_a_month(&[first.to_owned()]));
    let filled: Vec<&str> = filled.map(str::trim).collect();
    let is_counted = |cell: &str| {
        cell.split_once(' ').is_some_and(|(number, what)| {
            let what = fold(what);
            is_number(number) && (what == "contacts" || OF_WHAT.contains(&what.as_str()))
        })
    };
    let is_large = |cell: &str| cell.parse::<f64>().is_ok_and(|number| number >= SUM);
    is_month
        && filled
            .iter()
            .all(|cell| is_number(cell) || is_counted(cell))
        && filled.iter().any(|cell| is_large(cell) || is_counted(cell))
}

/// Whether a row heads those of a month: `JULY`, `July 2026`, `July:`. Some months are also names, as June is.
fn heads_a_month(cells: &[String]) -> bool {
    const NAMES: [&str; 5] = ["april", "may", "june", "august", "jan"];
    let mut filled = cells.iter().map(|cell| cell.trim());
    let mut filled = filled.by_ref().filter(|cell| !cell.is_empty());
    let (Some(said), None) = (filled.next(), filled.next()) else {
        return false;
    };
    let folded = fold(said);
    let is_year = |word: &str| {
        word.len() == 4
            && word
                .parse::<u32>()
                .is_ok_and(|year| (1990..2100).contains(&year))
    };
    let (month, year) = folded.split_once(' ').unwrap_or((&folded, ""));
    let is_sure = is_year(year)
        || said.ends_with(':')
        || !NAMES.contains(&month)
        || month.len() > 3 && !said.contains(char::is_lowercase);
    Day::month_called(month).is_some() && (year.is_empty() || is_year(year)) && is_sure
}

/// Whether a row explains marks: `X = present`, `Key:`.
fn explains(cells: &[String]) -> bool {
    const KEYS: [&str; 6] = ["key", "legend", "codes", "leyenda", "clave", "code key"];
    /// The most letters of a mark that is explained.
    const LONGEST: usize = 8;
    let filled = cells.iter().map(|cell| cell.trim());
    let filled: Vec<&str> = filled.filter(|cell| !cell.is_empty()).collect();
    let is_explained = |cell: &&str| {
        cell.split_once('=').is_some_and(|(mark, means)| {
            let mark = mark.trim();
            !mark.is_empty()
                && mark.chars().count() <= LONGEST
                && means.contains(char::is_alphabetic)
        })
    };
    let is_key = |cell: &str| {
        let word = cell.split_once(':').map_or(cell, |(word, _)| word);
        cell.contains(':') && KEYS.contains(&fold(word).as_str())
            || KEYS.contains(&fold(cell).as_str()) && filled.len() == 1
    };
    match filled.split_first() {
        Some((first, rest)) if is_key(first) => {
            rest.is_empty() || rest.iter().all(is_explained) || first.contains('=')
        }
        _ => !filled.is_empty() && filled.iter().all(is_explained),
    }
}

/// Whether a row adds up others.
fn adds_up(cells: &[String]) -> bool {
    let mut filled = cells
        .iter()
        .map(|cell| cell.trim())
        .filter(|cell| !cell.is_empty());
    let Some(said) = filled.by_ref().find(|cell| !is_number(cell)) else {
        return false;
    };
    let filled: Vec<&str> = filled.collect();
    let numbers_alone = filled.iter().all(|cell| is_number(cell));
    let counts_alone = filled.iter().all(|cell| is_count(cell));
    let folded = fold(said);
    let words: Vec<&str> = folded.split(' ').filter(|word| !is_number(word)).collect();
    let has = |known: &[&str]| words.iter().any(|word| known.contains(word));
    let is_month = |word: &str| Day::month_called(word).is_some();
    let others = |known: &[&str]| {
        words
            .iter()
            .all(|word| known.contains(word) || OF_WHAT.contains(word) || is_month(word))
    };
    let is_counted = folded.split(' ').next().is_some_and(is_number) && others(&[]);
    words.first().is_some_and(|first| TOTALS.contains(first))
        || has(&TOTALS) && others(&TOTALS)
        || counts_alone && has(&SUMS) && others(&SUMS)
        || numbers_alone && (is_counted || is_size(said))
}

/// Whether a text is the size of a sample, `N = 6`.
fn is_size(text: &str) -> bool {
    let size = text.trim_start_matches(['n', 'N']).trim_start();
    size.len() < text.len() && size.strip_prefix('=').is_some_and(is_number)
}

/// Whether a text is a number, two of them as in `6/5` and `6 + 2`, or a dash.
fn is_count(text: &str) -> bool {
    let is_short = |part: &str| part.trim().len() < 4 && is_number(part.trim());
    let mut pairs = ['/', '+', '('].into_iter();
    is_number(text)
        || ["-", "–", "—"].contains(&text)
        || pairs.any(|sign| {
            text.trim_end_matches(')')
                .split_once(sign)
                .is_some_and(|(one, other)| is_short(one) && is_short(other))
        })
}

/// Whether a text is an amount, as no day, phone number or name is.
fn is_number(text: &str) -> bool {
    let plain: String = text
        .chars()
        .filter(|c| !matches!(c, '$' | ',' | '%' | ' '))
        .collect();
    plain.parse::<f64>().is_ok_and(|number| number.abs() < 1e6)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(row: &[&str]) -> bool {
        let cells: Vec<String> = row.iter().map(|cell| (*cell).to_owned()).collect();
        is_total(&cells)
    }

    #[test]
    fn rows_that_add_up_others_are_about_nobody() {
        for row in [
            &["Total: 6", "", "4", "3"][..],
            &["Total", "204", "", ""],
            &["", "", "TOTAL PARENTS 6"],
            &["6 total"],
            &["6", "Total"],
            &["Grand total", "1,204"],
            &["Sub-total:", "12"],
            &["Sept total", "", "3.5 hrs"],
            &["Subtotal July", "12"],
            &["Parent total: 6"],
            &["Totales", "6"],
            &["Total de participantes", "6"],
            &["Sum", "12", "3.5"],
            &["Count of parents: 6"],
            &["Average age", "34.2"],
            &["AVG", "75%"],
            &["Promedio", "$12"],
            &["6 people"],
            &["12 participants", "45"],
            &["N = 6"],
            &["n=6", "34.2"],
            &["Headcount", "6/5", "x"],
            &["Count", "6/5", "4", "-"],
            &["Head count", "6 + 2", "4 (3)"],
            &["July total", "", "3.5 hrs"],
            &["Q3 total", "12"],
            &["page total", "12"],
            &["Total hours July", "12"],
            &["TOTAL", "", "x"],
            &["JULY", "", ""],
            &["", "AUGUST", ""],
            &["July 2026"],
            &["June 2026"],
            &["Sept:"],
        ] {
            assert!(read(row), "{row:?}");
        }
    }

    #[test]
    fn rows_that_explain_marks_are_about_nobody() {
        for row in [
            &["X = present", "", ""][..],
            &["", "x=here", "NS = no show"],
            &["Key:"],
            &["Legend"],
            &["Key:", "X = present", "Z = zoom"],
            &["KEY: x = here, E = excused"],
        ] {
            assert!(read(row), "{row:?}");
        }
        for row in [
            &["Key", "Rosa", "x"][..],
            &["Rosa Medina", "x = present"],
            &["Rosa Medina = duplicate of row two"],
            &["Key, Rosa"],
            &["x = 6"],
        ] {
            assert!(!read(row), "{row:?}");
        }
    }

    #[test]
    fn a_person_is_never_a_total() {
        for row in [
            &["Sum", "Chen", "3/4/1990"][..],
            &["Sum Chen", "6"],
            &["Count Basie"],
            &["Mean, Rosa"],
            &["Sum", "1/5/1990"],
            &["Count", "x", "x"],
            &["Sum", "520-555-0100"],
            &["Sum", "5205550100"],
            &["Rosa Medina", "Total"],
            &["12", "Rosa"],
            &["12 Rosa"],
            &["Client 12", "45"],
            &["2 parents", "1/5/1990"],
            &["N", "6"],
            &["12", "13"],
            &["June", "", ""],
            &["June", "390"],
            &["July", "1", "1"],
            &["SEPT", "Rosa", "390"],
            &["April"],
            &["MAY", "x"],
            &["July", "x"],
            &["July Ortega"],
            &["July 4"],
            &[""],
        ] {
            assert!(!read(row), "{row:?}");
        }
    }
}
