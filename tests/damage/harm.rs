//! What can happen to a file: on a disk, in a merge, in an editor, in a mail program.

/// Numbers that are the same on every run.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0x5DEE_CE66)
    }

    /// A number below `end`, 0 if there is none.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % end.max(1) as u64) as usize
    }

    fn of<'a, T: ?Sized>(&mut self, all: &[&'a T]) -> &'a T {
        all[self.below(all.len())]
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Harm {
    FlippedBytes,
    CutOff,
    DoubledLine,
    SwappedLines,
    Conflict,
    NoUtf8,
    Nul,
    HugeNumber,
    DeepNesting,
    WindowsLines,
    ByteOrderMark,
    OtherValue,
    OtherKey,
    LoneReturn,
    Emptied,
    Glued,
    OddTable,
    Quotes,
    LongLine,
    Control,
}

pub const HARMS: &[Harm] = &[
    Harm::FlippedBytes,
    Harm::CutOff,
    Harm::DoubledLine,
    Harm::SwappedLines,
    Harm::Conflict,
    Harm::NoUtf8,
    Harm::Nul,
    Harm::HugeNumber,
    Harm::DeepNesting,
    Harm::WindowsLines,
    Harm::ByteOrderMark,
    Harm::OtherValue,
    Harm::OtherKey,
    Harm::LoneReturn,
    Harm::Emptied,
    Harm::Glued,
    Harm::OddTable,
    Harm::Quotes,
    Harm::LongLine,
    Harm::Control,
];

/// Values that may be wrong in any place.
const VALUES: &[&str] = &[
    "99999999999999999999999999",
    "-1",
    "0x7fffffffffffffff",
    "1e400",
    "nan",
    "-inf",
    "9999-12-31",
    "0000-01-01",
    "2026-02-30",
    "2026-01-01T25:00:00Z",
    "2026-01-01 10:00:00",
    "\"\"",
    "\" \"",
    "\"\\u0000\"",
    "\"\\uD800\"",
    "\"a\\nb\"",
    "\"../../etc/passwd\"",
    "\"p-rosa1\"",
    "\"p-\"",
    "[]",
    "[ [ 1 ], ]",
    "[ \"a\", 2, ]",
    "{}",
    "{ a = { b = 1 } }",
    "true",
    "'x'",
    "\"\"\"\n\"\"\"",
    "\"c-first/zz\"",
    "\"\u{202e}right to left\u{200b}\"",
];

/// A text after this harm.
pub fn harmed(harm: Harm, text: &str, dice: &mut Dice) -> Vec<u8> {
    let mut bytes = text.as_bytes().to_vec();
    let mut lines: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
    let line = dice.below(lines.len());
    let place = dice.below(bytes.len());
    match harm {
        Harm::FlippedBytes => {
            for _ in 0..=dice.below(4) {
                let at = dice.below(bytes.len());
                bytes[at] ^= 1 << dice.below(8);
            }
            return bytes;
        }
        Harm::CutOff => return bytes[..place].to_vec(),
        Harm::NoUtf8 => {
            let wrong: &[u8] = dice.of(&[&b"\xff\xfe"[..], b"\xc3", b"\xe2\x82", b"\xed\xa0\x80"]);
            bytes.splice(place..place, wrong.iter().copied());
            return bytes;
        }
        Harm::Nul => {
            bytes.splice(place..place, [0; 3]);
            return bytes;
        }
        Harm::Control => {
            bytes.splice(place..place, *b"\x1b[31m\x07");
            return bytes;
        }
        Harm::DoubledLine => lines.insert(line, lines[line].clone()),
        Harm::SwappedLines => {
            let other = dice.below(lines.len());
            lines.swap(line, other);
        }
        Harm::Conflict => {
            lines.insert(line + 1, "=======\n".to_owned());
            lines.insert(line + 2, format!("{}>>>>>>> theirs\n", lines[line].clone()));
            lines.insert(line, "<<<<<<< HEAD\n".to_owned());
        }
        Harm::HugeNumber => other_value(&mut lines[line], &"9".repeat(1 + dice.below(400))),
        Harm::DeepNesting => match dice.below(4) {
            0 => other_value(&mut lines[line], &"[".repeat(100_000)),
            1 => other_value(&mut lines[line], &"{ a = ".repeat(20_000)),
            2 => lines.insert(0, format!("{}a = 1\n", "a.".repeat(20_000))),
            _ => lines.push(format!("\n[{}a]\nx = 1\n", "child.".repeat(20_000))),
        },
        Harm::WindowsLines => return text.replace('\n', "\r\n").into_bytes(),
        Harm::ByteOrderMark => return format!("\u{feff}{text}").into_bytes(),
        Harm::OtherValue => other_value(&mut lines[line], dice.of(VALUES)),
        Harm::OtherKey => {
            let key = dice.of(&[
                "participnats",
                "\"\"",
                "id",
                "child",
                "child.a.born",
                "\"a b\"",
                "é",
            ]);
            lines.insert(line, format!("{key} = {}\n", dice.of(VALUES)));
        }
        Harm::LoneReturn => lines[line] = lines[line].replace('\n', "\r"),
        Harm::Emptied => return vec![b'\n'; dice.below(3)],
        Harm::Glued => lines[line] = lines[line].trim_end().to_owned(),
        Harm::OddTable => {
            let heading = dice.of(&[
                "[event]",
                "[[child]]",
                "[]",
                "[[enrollment",
                "[note]",
                "[child.A]",
                "[[child.a]]",
                "[2026-09-31-group-x]",
            ]);
            lines.insert(line, format!("{heading}\n"));
        }
        Harm::Quotes => {
            let quote = dice.of(&["\"", "\"\"\"", "'", "'''", "“", "\\"]);
            bytes.splice(place..place, quote.bytes());
            return bytes;
        }
        Harm::LongLine => {
            let at = lines[line].find('"').map_or(0, |at| at + 1);
            lines[line].insert_str(at, &"ü\u{301}".repeat(5_000));
        }
    }
    lines.concat().into_bytes()
}

/// Gives the key of a line another value; before a line without a key, adds a line with the value.
fn other_value(line: &mut String, value: &str) {
    match line.split_once('=') {
        Some((key, _)) => *line = format!("{}= {value}\n", key),
        None => line.insert_str(0, &format!("{value}\n")),
    }
}
