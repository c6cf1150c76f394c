//! Texts of a workbook of Excel of which a part is struck out.

use std::collections::BTreeSet;

use quick_xml::events::{BytesStart, Event};

use super::opendocument::{attribute, next, xml};
use super::package::Package;
use super::wrong::Wrong;

/// The part with the texts that cells share.
const TEXTS: &str = "xl/sharedStrings.xml";

/// The shared texts with something struck out. What is damaged there was not needed to read the cells.
pub(super) fn struck_texts(package: &mut Package<'_>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let _ = find(package, &mut found);
    found
}

fn find(package: &mut Package<'_>, found: &mut BTreeSet<String>) -> Result<(), Wrong> {
    let mut reader = xml(package.part(TEXTS)?);
    let mut buffer = Vec::new();
    let (mut text, mut is_struck) = (String::new(), false);
    let (mut inside, mut phonetic) = (false, false);
    while let Some(event) = next(&mut reader, &mut buffer)? {
        match event {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "si" => (text, is_struck) = (String::new(), false),
                "strike" => is_struck |= is_on(&tag),
                "rPh" => phonetic = true,
                "t" => inside = !phonetic,
                _ => {}
            },
            Event::End(tag) => match tag.local_name().as_ref() {
                "si" if is_struck => drop(found.insert(std::mem::take(&mut text))),
                "rPh" => phonetic = false,
                "t" => inside = false,
                _ => {}
            },
            Event::Text(piece) if inside => text.push_str(&piece.xml10_content()),
            Event::GeneralRef(name) if inside => {
                let named = quick_xml::escape::resolve_xml_entity(&name).map(str::to_owned);
                let numbered = || name.resolve_char_ref().ok().flatten().map(String::from);
                text.push_str(&named.or_else(numbered).unwrap_or_default());
            }
            _ => {}
        }
    }
    Ok(())
}

/// Whether a mark is on: without a value it is.
fn is_on(tag: &BytesStart<'_>) -> bool {
    attribute(tag, "val").is_none_or(|said| said == "1" || said == "true")
}
