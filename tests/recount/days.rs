//! Days as numbers, computed without the program's own calendar.

/// A day, as the number of days since 1970-01-01.
pub type Day = i64;

/// The day of a year, month and day of the month.
pub fn day(year: i64, month: i64, date: i64) -> Day {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year - era * 400;
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + date - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// Year, month and day of the month.
pub fn civil(day: Day) -> (i64, i64, i64) {
    let shifted = day + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted - era * 146_097;
    let years = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * years + years / 4 - years / 100);
    let month = (5 * of_year + 2) / 153;
    let date = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (years + era * 400 + i64::from(month <= 2), month, date)
}

/// The day as TOML and JSON write it.
pub fn text(day: Day) -> String {
    let (year, month, date) = civil(day);
    format!("{year:04}-{month:02}-{date:02}")
}

fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// Twelve calendar months later: February 29 becomes February 28.
pub fn a_year_after(start: Day) -> Day {
    let (year, month, date) = civil(start);
    if (month, date) == (2, 29) {
        day(year + 1, 2, 28)
    } else {
        day(year + 1, month, date)
    }
}

/// A birthday: anyone born on February 29 has it on March 1 in other years.
pub fn birthday(born: Day, age: i64) -> Day {
    let (year, month, date) = civil(born);
    if (month, date) == (2, 29) && !is_leap(year + age) {
        day(year + age, 3, 1)
    } else {
        day(year + age, month, date)
    }
}
