//! A sheet of participants and an attendance grid, as a program may have kept them for years. No one in them is real.

use std::collections::BTreeSet;

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

const GIVEN: [&str; 20] = [
    "María", "José", "Rosa", "Luis", "Ana", "Dana", "Elena", "Tomás", "Lucía", "Iván", "Carmen",
    "Sofía", "Diego", "Zoë", "Noé", "Raúl", "Inés", "Marta", "Óscar", "Julia",
];
const FAMILY: [&str; 20] = [
    "García", "Medina", "Ortega", "Núñez", "Webb", "López", "Cruz", "Delgado", "Peña", "Vega",
    "Ibáñez", "Soto", "Reyes", "Luna", "Ríos", "Mora", "Díaz", "Castro", "Rojas", "Silva",
];

pub struct Person {
    pub given: String,
    pub family: String,
    pub born: (u16, u8, u8),
}

/// 190 people, no two with the same names in any order.
pub fn people() -> Vec<Person> {
    let mut dice = fastrand::Rng::with_seed(7);
    let mut taken = BTreeSet::new();
    let mut people = Vec::new();
    while people.len() < 190 {
        let (given, family) = (dice.usize(..20), dice.usize(..20));
        if taken.insert((given, family)) {
            let born = (dice.u16(1970..2003), dice.u8(1..13), dice.u8(1..29));
            people.push(Person {
                given: GIVEN[given].into(),
                family: FAMILY[family].into(),
                born,
            });
        }
    }
    people
}

/// The rows below the headers: blank ones, people twice, sums, two with an impossible day, and two without a name or
/// with a word that the program does not have.
fn rows() -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for (at, person) in people().into_iter().enumerate() {
        let (year, month, day) = person.born;
        let born = if at % 2 == 0 {
            format!("{year}-{month:02}-{day:02}")
        } else {
            format!("{month}/{day}/{year}")
        };
        let swapped = at % 19 == 5;
        let (given, family) = if swapped {
            (person.family, person.given)
        } else {
            (person.given, person.family)
        };
        let sex = ["F", "f", "M", ""][at % 4].to_owned();
        let language = ["Sp", "English", "Both", "Spanish"][at % 4].to_owned();
        let referred = format!("{}/{}/2026", 1 + at % 9, 1 + at % 27);
        let needs = ["Housing", "housing, Visitation", ""][at % 3].to_owned();
        let phone = format!("520-555-{at:04}");
        let row = vec![
            format!("{given}  "),
            format!("\u{a0}{family}"),
            born,
            sex,
            language,
            referred,
            needs,
            phone,
        ];
        rows.push(row.clone());
        if at % 40 == 3 {
            rows.push(vec![String::new(); 8]);
        }
        if at % 19 == 0 {
            rows.push(row);
        }
    }
    let bad = |cells: [&str; 8]| cells.map(str::to_owned).to_vec();
    rows.push(bad([
        "Bea",
        "Baddate",
        "31/31/2020",
        "F",
        "Sp",
        "1/5/2026",
        "Housing",
        "",
    ]));
    rows.push(bad([
        "Cal",
        "Late",
        "2/2/1990",
        "F",
        "Sp",
        "12/24/2026",
        "Housing",
        "",
    ]));
    rows.push(bad([
        "",
        "",
        "2/2/1990",
        "F",
        "Sp",
        "1/5/2026",
        "Housing",
        "520-555-0199",
    ]));
    rows.push(bad([
        "Dee", "Word", "2/3/1990", "F", "Sp", "1/5/2026", "A pony", "=1+1",
    ]));
    rows.push(bad(["Total", "204", "", "", "", "", "", ""]));
    rows
}

const HEADERS: [&str; 8] = [
    "First Name",
    "Last Name ",
    "D.O.B.",
    "Sex",
    "Language",
    "Referral date",
    "Needs",
    "Phone #",
];

/// With semicolons, in Windows-1252, with Windows line ends, and a title above the headers.
pub fn people_as_old_text() -> Vec<u8> {
    let mut lines = vec![
        "Ocotillo intake 2026".to_owned(),
        String::new(),
        HEADERS.join(";"),
    ];
    lines.extend(rows().iter().map(|row| row.join(";")));
    encoding_rs::WINDOWS_1252
        .encode(&lines.join("\r\n"))
        .0
        .into_owned()
}

/// Days of birth as dates of the workbook, as numbers, and as text.
pub fn people_as_workbook() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let format = Format::new().set_num_format("m/d/yyyy");
    sheet.write(0, 0, "Ocotillo intake 2026").unwrap();
    for (at, header) in HEADERS.iter().enumerate() {
        sheet.write(2, at as u16, *header).unwrap();
    }
    for (at, row) in rows().into_iter().enumerate() {
        let line = at as u32 + 3;
        for (column, cell) in row.iter().enumerate() {
            let parts: Vec<u16> = cell
                .split('-')
                .filter_map(|part| part.parse().ok())
                .collect();
            match (column, parts.as_slice()) {
                (2, [year, month, day]) if at % 3 == 0 => {
                    let day = ExcelDateTime::from_ymd(*year, *month as u8, *day as u8).unwrap();
                    sheet.write_with_format(line, 2, &day, &format).unwrap();
                }
                (2, [year, month, day]) if at % 3 == 1 => {
                    let day = ExcelDateTime::from_ymd(*year, *month as u8, *day as u8).unwrap();
                    sheet.write(line, 2, day.to_excel()).unwrap();
                }
                _ => drop(sheet.write(line, column as u16, cell).unwrap()),
            }
        }
    }
    book.save_to_buffer().unwrap()
}

/// Twelve Wednesdays.
pub fn days() -> Vec<String> {
    let first: peer::record::Day = "2026-08-05".parse().unwrap();
    (0..12)
        .map(|week| first.plus_days(7 * week).to_string())
        .collect()
}

fn is_marked(person: usize, week: usize) -> bool {
    week == person % 12 || (person * 7 + week * 5).is_multiple_of(3)
}

/// Which of the first 40 people were expected on each day and did not come.
pub fn missed() -> Vec<Vec<usize>> {
    let is_missed =
        |person: usize, week: usize| !is_marked(person, week) && (person + week).is_multiple_of(3);
    (0..12)
        .map(|week| (0..40).filter(|person| is_missed(*person, week)).collect())
        .collect()
}

/// Which of the first 40 people are marked on each day.
pub fn marked() -> Vec<Vec<usize>> {
    (0..12)
        .map(|week| (0..40).filter(|person| is_marked(*person, week)).collect())
        .collect()
}

/// Names down the side, in three spellings, and their marks.
fn grid() -> Vec<Vec<String>> {
    let mark = |person: usize, week: usize| match (is_marked(person, week), (person + week) % 3) {
        (true, 0) => "X",
        (true, 1) => "x",
        (true, _) => "\u{2713}",
        (false, 0) => "ns",
        (false, _) => "",
    };
    let people = people().into_iter().take(40).enumerate();
    people
        .map(|(at, Person { given, family, .. })| {
            let name = match at % 3 {
                0 => format!("{given} {family}"),
                1 => format!("{family}, {given}"),
                _ => format!(" {} {family}", given.to_uppercase()),
            };
            [name]
                .into_iter()
                .chain((0..12).map(|week| mark(at, week).to_owned()))
                .collect()
        })
        .collect()
}

fn heading(day: &str) -> String {
    let parts: Vec<u32> = day.split('-').map(|part| part.parse().unwrap()).collect();
    format!("{}/{}/{}", parts[1], parts[2], parts[0])
}

/// With a byte order mark, a title, a comment column and a line of sums.
pub fn marks_as_text() -> String {
    let days: Vec<String> = days().iter().map(|day| heading(day)).collect();
    let mut lines = vec![
        "Wednesday group".to_owned(),
        String::new(),
        format!("Name,{},Remarks", days.join(",")),
    ];
    let quoted = |cell: &String| {
        if cell.contains(',') {
            format!("\"{cell}\"")
        } else {
            cell.clone()
        }
    };
    lines.extend(
        grid()
            .iter()
            .map(|row| row.iter().map(quoted).collect::<Vec<_>>().join(",") + ","),
    );
    lines.push(format!("Total,{}", ["20"; 12].join(",")));
    format!("\u{feff}{}\n", lines.join("\n"))
}

/// With the days across as dates of the workbook.
pub fn marks_as_workbook() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let format = Format::new().set_num_format("m/d");
    sheet.write(0, 0, "Wednesday group").unwrap();
    sheet.write(2, 0, "Name").unwrap();
    for (week, day) in days().iter().enumerate() {
        let parts: Vec<u16> = day.split('-').map(|part| part.parse().unwrap()).collect();
        let day = ExcelDateTime::from_ymd(parts[0], parts[1] as u8, parts[2] as u8).unwrap();
        sheet
            .write_with_format(2, week as u16 + 1, &day, &format)
            .unwrap();
    }
    for (at, row) in grid().into_iter().enumerate() {
        for (column, cell) in row.iter().enumerate() {
            sheet.write(at as u32 + 3, column as u16, cell).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}
