//! Figures of others next to the program's own: dated, with their source, and never adjusted.

use super::sheet::Sheet;
use crate::measure::definition::DEFAULT;
use crate::record::Program;
use crate::record::benchmark::Benchmark;

/// Says under each sheet which figures of others can be compared with its own. `definitions` are those of the sheet, if
/// it is about returns.
pub fn beside(sheets: &mut [Sheet], program: &Program, definitions: &[&str]) {
    for sheet in sheets {
        let of = |benchmark: &&Benchmark| {
            let (report, field) = benchmark.measure.parts();
            let named = benchmark
                .definition
                .as_ref()
                .map_or(DEFAULT, |name| name.as_str());
            report == sheet.report
                && sheet.columns.iter().any(|column| column.name == field)
                && (report != "returns" || definitions.contains(&named))
        };
        // A figure that pages withhold must not be compared.
        let shown = |benchmark: &&Benchmark| {
            let (_, field) = benchmark.measure.parts();
            sheet.rows.is_empty() || sheet.lines().any(|line| line.is_shown(field))
        };
        let mine = program.benchmark.iter().filter(of);
        let notes: Vec<String> = mine.filter(shown).map(sentence).collect();
        sheet.notes.extend(notes);
    }
}

fn sentence(benchmark: &Benchmark) -> String {
    let value = if benchmark.measure.is_share() {
        format!("{:.1}%", benchmark.value.0 * 100.0)
    } else {
        format!("{}", benchmark.value.0)
    };
    let definition = benchmark
        .definition
        .as_ref()
        .map_or_else(String::new, |name| format!(" ({name})"));
    let note = benchmark
        .note
        .as_ref()
        .map_or_else(String::new, |note| format!("; {note}"));
    let (_, field) = benchmark.measure.parts();
    let field = field.replace('_', " ");
    format!(
        "to compare, unadjusted: {field}{definition} {value}, {}, {}{note}",
        benchmark.source, benchmark.on
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::read;
    use crate::report::{Column, Sheet};

    const PROGRAM: &str = "schema = 1\nname = \"P\"\n[[benchmark]]\nmeasure = \"returns.rate\"\nvalue = 0.086\n\
        on = 2025-09-30\nsource = \"State dashboard\"\nnote = \"all families\"\n\
        [[benchmark]]\nmeasure = \"returns.rate\"\ndefinition = \"reentry\"\nvalue = 0.05\non = 2025-01-01\nsource = \"B\"\n";

    #[test]
    fn a_benchmark_stands_beside_its_own_figure_and_says_where_it_is_from() {
        let program: Program = read::record(PROGRAM).unwrap();
        let mut sheet = Sheet::new("returns", "R", "P", "2026-11-21".parse().unwrap());
        sheet.columns.push(Column::number("rate"));
        let mut other = Sheet::new("mentors", "M", "P", "2026-11-21".parse().unwrap());
        other.columns.push(Column::number("rate"));
        let mut sheets = [sheet, other];
        beside(&mut sheets, &program, &["return-to-court"]);
        assert_eq!(
            sheets[0].notes,
            ["to compare, unadjusted: rate 8.6%, State dashboard, 2025-09-30; all families"]
        );
        assert!(sheets[1].notes.is_empty());
    }

    #[test]
    fn a_benchmark_of_no_figure_is_a_fault_with_those_there_are() {
        let text = PROGRAM.replace("returns.rate", "returns.rat");
        let faults = read::record::<Program>(&text).unwrap_err();
        assert_eq!(faults[0].rule, "bad-value");
        assert!(
            faults[0].help.contains("did you mean `returns.rate`?"),
            "{}",
            faults[0].help
        );
    }
}
