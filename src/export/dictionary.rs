//! `dictionary.html`: the content of each table, for people.

use std::fmt::Write as _;

use super::ground::Asked;
use super::package::{MISSING, description, label, points_to, type_of};
use super::written::{About, Written};

const STYLE: &str = include_str!("dictionary.css");

/// The page.
#[must_use]
pub fn page(asked: &Asked<'_>, about: &About<'_>, tables: &[Written]) -> String {
    let program = asked.register.program();
    let title = format!("{}: what is in these files", program.name);
    let mut page = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n",
        title = escaped(&title),
    );
    let mut put = |line: &str| {
        page.push_str(line);
        page.push('\n');
    };
    put(&format!("<p>{}</p>", escaped(&description(about))));
    let days = asked.period.map_or_else(String::new, |period| {
        format!(
            ", {}, {} to {}",
            escaped(&period.label),
            period.first,
            period.last
        )
    });
    put(&format!("<p>As of {}{days}.</p>", asked.as_of));
    put("<h2>How to read a cell</h2>\n<dl>");
    for (value, what) in MISSING {
        let value = if value.is_empty() { "(empty)" } else { value };
        put(&format!("<dt><code>{value}</code></dt><dd>{what}</dd>"));
    }
    put("</dl>\n<h2>Tables</h2>\n<ul>");
    for table in tables {
        let (name, rows) = (table.layout.name, table.rows);
        let doc = escaped(table.layout.doc);
        put(&format!(
            "<li><a href=\"#{name}\">{name}</a> ({rows} rows): {doc}</li>"
        ));
    }
    put("</ul>");
    tables.iter().for_each(|table| put(&section(table)));
    put(&facts(asked));
    put("</body>\n</html>");
    page
}

/// The facts that the program asks for.
fn facts(asked: &Asked<'_>) -> String {
    let mut text = String::new();
    let facts = asked.register.program().fact.iter();
    for fact in facts.filter(|fact| !fact.allowed().is_empty()) {
        let declined = fact.declined.as_ref().map(|word| word.as_str());
        let words = fact
            .allowed()
            .into_iter()
            .map(|word| match declined == Some(word) {
                true => format!(
                    "<code>{}</code> (declined: was asked and did not say)",
                    escaped(word)
                ),
                false => format!("<code>{}</code>", escaped(word)),
            });
        let words = words.collect::<Vec<_>>().join(", ");
        let (name, about) = (escaped(fact.name.0), fact.about.word());
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "<dt><code>{name}</code> of a {about}</dt><dd>{words}</dd>"
        );
    }
    match text.is_empty() {
        true => text,
        false => format!("<h2>What this program asks in its own words</h2>\n<dl>\n{text}</dl>"),
    }
}

fn section(table: &Written) -> String {
    let layout = &table.layout;
    let mut text = format!(
        "<h2 id=\"{name}\">{name}</h2>\n<p>{doc} {rows} rows in <code>{name}.csv</code>.</p>\n<table>\n\
         <tr><th>column</th><th>type</th><th>what it means</th></tr>\n",
        name = layout.name,
        doc = escaped(layout.doc),
        rows = table.rows,
    );
    for (at, (column, words)) in layout.columns.iter().zip(&table.words).enumerate() {
        let mut what = escaped(&column.doc);
        let mut add = |more: String| {
            what.push_str("<br>");
            what.push_str(&more);
        };
        if at < layout.key {
            add("Tells rows apart.".to_owned());
        }
        if let Some((to, key)) = points_to(column) {
            add(format!(
                "A <code>{key}</code> of <a href=\"#{to}\">{to}</a>."
            ));
        }
        if !column.asked_of.is_empty() {
            let kinds: Vec<String> = column.asked_of.iter().map(|kind| label(kind)).collect();
            add(format!("Asked of {} alone.", kinds.join(", ")));
        }
        if let Some(words) = words {
            let words: Vec<String> = words.iter().map(|word| escaped(word)).collect();
            add(format!("<code>{}</code>", words.join("</code>, <code>")));
        }
        let (name, holds) = (escaped(&column.name), type_of(column));
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "<tr><td><code>{name}</code></td><td>{holds}</td><td>{what}</td></tr>"
        );
    }
    text + "</table>"
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
