//! Files that are no text tables, recognised by their first bytes.

use super::encoding::Encoding;

/// What begins how, and what to do about it.
const KINDS: [(&[u8], &str); 26] = [
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"BM\0", "a BMP picture"),
    (b"%PDF", "a PDF document"),
    (
        b"PAR1",
        "a Parquet file; save it as CSV, or build with --features parquet",
    ),
    (b"\x89HDF", "an HDF5 file; save the table as CSV"),
    (b"CDF\x01", "a NetCDF file; save the table as CSV"),
    (b"CDF\x02", "a NetCDF file; save the table as CSV"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook; save it as CSV"),
    (b"ARROW1", "an Arrow file; save it as CSV"),
    (b"FEA1", "a Feather file; save it as CSV"),
    (b"RDX", "R data; save it with write.csv"),
    (
        b"SQLite format 3",
        "an SQLite database; save a query as CSV",
    ),
    (b"MATLAB 5", "MATLAB data; save it with writematrix"),
    (b"SIMPLE  =", "a FITS file; save the table as CSV"),
    (b"BZh", "a bzip2 file; unpack it first"),
    (b"\xfd7zXZ", "an xz file; unpack it first"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard file; unpack it first"),
    (b"7z\xbc\xaf", "a 7-Zip archive; unpack it first"),
    (
        b"\x1f\x8b",
        "a file that was gzipped twice; unpack it first",
    ),
    (b"\x7fELF", "a program"),
    (b"<!DOCTYPE", "a web page; save its table as CSV"),
    (b"<!doctype", "a web page; save its table as CSV"),
    (b"<html", "a web page; save its table as CSV"),
    (b"<?xml", "XML; save the table as CSV"),
    (b"{\\rtf", "a rich text document"),
];

/// A message if `head` (without byte-order mark) is known to be no table as text.
pub(super) fn not_a_table(head: &[u8], encoding: Encoding) -> Option<String> {
    if matches!(encoding, Encoding::Utf16Le | Encoding::Utf16Be) {
        let utf32 = encoding == Encoding::Utf16Le && head.starts_with(&[0, 0]);
        return utf32.then(|| message("UTF-32 text; save it as UTF-8"));
    }
    if head.starts_with(b"PK\x03\x04") {
        return Some(message(zip(head)));
    }
    let start = head.trim_ascii_start();
    let binary = head.contains(&0);
    let text = !binary && head.is_ascii();
    let begins = |magic: &[u8]| {
        if magic.starts_with(b"<") {
            start.starts_with(magic)
        } else {
            head.starts_with(magic)
        }
    };
    if let Some((_, kind)) = KINDS
        .iter()
        .find(|(magic, _)| begins(magic) && !(text && is_word(magic)))
    {
        return Some(message(kind));
    }
    if head.get(257..262) == Some(b"ustar") {
        return Some(message("a tar archive; unpack it first"));
    }
    if binary {
        return Some("found a binary file, expected a table as text".to_owned());
    }
    start
        .starts_with(b"[[")
        .then(|| message("JSON; save the table as CSV"))
}

/// Does a file that begins so hold a figure in JSON?
pub(super) fn is_figure(head: &[u8]) -> bool {
    let start = head.trim_ascii_start();
    let after = |sign: u8| start.strip_prefix(&[sign]).map(<[u8]>::trim_ascii_start);
    let list = after(b'[').is_some_and(|rest| rest.starts_with(b"{"));
    let map = after(b'{').is_some_and(|rest| rest.starts_with(b"\"") || rest.starts_with(b"}"));
    list || map && start.contains(&b':')
}

/// Could a text table begin like that?
fn is_word(magic: &[u8]) -> bool {
    magic.iter().all(u8::is_ascii_alphanumeric)
}

fn zip(head: &[u8]) -> &'static str {
    let has = |needle: &[u8]| head.windows(needle.len()).any(|window| window == needle);
    if has(b"opendocument.spreadsheet") {
        "an OpenDocument spreadsheet; save it as CSV"
    } else if has(b"xl/") || has(b"[Content_Types]") {
        "an Excel workbook; save it as CSV"
    } else {
        "a ZIP archive; unpack it first"
    }
}

fn message(kind: &str) -> String {
    let (what, remedy) = kind.split_once("; ").unwrap_or((kind, ""));
    let remedy = if remedy.is_empty() {
        String::new()
    } else {
        format!(" ({remedy})")
    };
    format!("found what looks like {what}, expected a table as text{remedy}")
}
