//! The reports as SQL that both DuckDB and Spark can run, over the tables of one program or of several.

use std::fmt::Write as _;

use super::column::{Column, Holds};
use super::table::NOT_ASKED;
use super::written::Written;
use crate::record::{Day, Period};

/// The reports, each with its text.
const REPORTS: [(&str, &str); 7] = [
    ("unduplicated.sql", include_str!("sql/unduplicated.sql")),
    ("returns.sql", include_str!("sql/returns.sql")),
    ("reunification.sql", include_str!("sql/reunification.sql")),
    ("placements.sql", include_str!("sql/placements.sql")),
    ("services.sql", include_str!("sql/services.sql")),
    ("matches.sql", include_str!("sql/matches.sql")),
    ("people.sql", include_str!("sql/people.sql")),
];

/// The files: one for each report, whose first lines set the requested days, and one for each engine that declares the
/// tables.
#[must_use]
pub fn files(tables: &[Written], period: &Period, as_of: Day) -> Vec<(&'static str, String)> {
    let asked = asked(period, as_of);
    let reports = REPORTS
        .iter()
        .map(|(name, text)| (*name, format!("{asked}{text}")));
    let mut all: Vec<(&'static str, String)> = reports.collect();
    all.push(("load-duckdb.sql", duckdb(tables)));
    all.push(("load-spark.sql", spark(tables)));
    all
}

/// The first lines of each report.
fn asked(period: &Period, as_of: Day) -> String {
    format!(
        "-- The days asked about, the first day of the year that they are in, and the day of the export: change them here.\n\
         CREATE OR REPLACE TEMPORARY VIEW asked AS\n\
         SELECT DATE '{}' AS first_day, DATE '{}' AS last_day, DATE '{}' AS year_began, DATE '{as_of}' AS as_of;\n\n",
        period.first,
        period.last,
        period.start_of_year(),
    )
}

/// What a column holds, in SQL terms.
const fn type_of(column: &Column) -> (&'static str, &'static str) {
    match column.holds {
        _ if column.is_birth => ("VARCHAR", "STRING"),
        Holds::Id(_) | Holds::Word | Holds::Text | Holds::Month => ("VARCHAR", "STRING"),
        Holds::Day => ("DATE", "DATE"),
        Holds::Integer => ("BIGINT", "BIGINT"),
        Holds::Number => ("DOUBLE", "DOUBLE"),
        Holds::Bool => ("BOOLEAN", "BOOLEAN"),
    }
}

/// Declares the tables for DuckDB.
fn duckdb(tables: &[Written]) -> String {
    let mut text = "-- Run in the folder that holds one folder for each program: site=NAME, as `peer export` wrote it.\n".to_owned();
    for table in tables {
        let columns = table.layout.columns.iter();
        let columns = columns.map(|one| format!("'{}': '{}'", one.name, type_of(one).0));
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "CREATE OR REPLACE VIEW {name} AS SELECT * FROM read_csv('site=*/{name}.csv', header = true, \
             delim = ',', quote = '\"', nullstr = ['', '{NOT_ASKED}'], hive_partitioning = true, \
             hive_types = {{'site': VARCHAR}},\n  columns = {{{}}});",
            columns.collect::<Vec<_>>().join(", "),
            name = table.layout.name,
        );
    }
    text
}

/// Declares the tables for Spark.
fn spark(tables: &[Written]) -> String {
    let mut text = "-- Run in the folder that holds one folder for each program: site=NAME, as `peer export` wrote it.\n\
                    SET spark.sql.session.timeZone = UTC;\n"
        .to_owned();
    for table in tables {
        let columns = table.layout.columns.iter();
        let columns = columns.map(|one| format!("`{}` {}", one.name, type_of(one).1));
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "CREATE OR REPLACE TEMPORARY VIEW {name} ({}, `site` STRING)\n  USING csv OPTIONS \
             (path 'site=*/{name}.csv', basePath '.', header 'true', nullValue '{NOT_ASKED}');",
            columns.collect::<Vec<_>>().join(", "),
            name = table.layout.name,
        );
    }
    text
}
