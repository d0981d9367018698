//! JSON text to a [`Node`], byte by byte as it comes: a large figure never lies in memory as text,
//! numbers go straight into lists of numbers, base64 straight into bytes.

use std::sync::Arc;

use super::Node;
use super::base64::Base64;
use super::scan::{Scan, Stop, Syntax};

/// Lists and maps may lie in each other so deep.
const DEEPEST: usize = 200;

/// Reads one JSON value. `fill` puts bytes into the buffer that it is given and says how many: 0 at
/// the end, nothing to break off.
///
/// Python's `NaN`, `Infinity` and `-Infinity` are numbers; a byte-order mark is passed over.
///
/// # Errors
/// If the text is no JSON, or `fill` broke off.
pub fn parse(fill: &mut dyn FnMut(&mut [u8]) -> Option<usize>) -> Result<Node, Stop> {
    let mut parser = Parser {
        scan: Scan::new(fill),
        depth: 0,
    };
    parser.scan.skip_mark()?;
    let node = parser.value()?;
    match parser.scan.token()? {
        None => Ok(node),
        Some(byte) => Err(parser.unexpected(byte, "nothing more after the figure")),
    }
}

/// Reads a text that is at hand.
///
/// # Errors
/// If it is no JSON.
pub fn parse_str(text: &str) -> Result<Node, Syntax> {
    let mut rest = text.as_bytes();
    let mut fill = |buffer: &mut [u8]| {
        let (now, later) = rest.split_at(rest.len().min(buffer.len()));
        buffer.get_mut(..now.len())?.copy_from_slice(now);
        rest = later;
        Some(now.len())
    };
    parse(&mut fill).map_err(|stop| match stop {
        Stop::Syntax(syntax) => syntax,
        Stop::BrokenOff => Syntax::default(),
    })
}

struct Parser<'a> {
    scan: Scan<'a>,
    depth: usize,
}

impl Parser<'_> {
    /// The value that begins at the next token.
    fn value(&mut self) -> Result<Node, Stop> {
        let Some(byte) = self.scan.token()? else {
            return Err(self
                .scan
                .error("found the end of the file, expected a value"));
        };
        match byte {
            b'{' => self.nested(Self::map),
            b'[' => self.nested(Self::list),
            b'"' => Ok(Node::Text(self.scan.string()?)),
            b'-' | b'0'..=b'9' => Ok(Node::Number(self.number()?)),
            b'a'..=b'z' | b'A'..=b'Z' => self.word(),
            _ => Err(self.unexpected(byte, "a value")),
        }
    }

    /// A list or map, if it does not lie too deep.
    fn nested(&mut self, read: fn(&mut Self) -> Result<Node, Stop>) -> Result<Node, Stop> {
        if self.depth >= DEEPEST {
            let message =
                format!("found lists or maps nested more than {DEEPEST} deep, expected a figure");
            return Err(self.scan.error(message));
        }
        self.scan.bump();
        self.depth += 1;
        let node = read(self)?;
        self.depth -= 1;
        Ok(node)
    }

    /// What follows `{`.
    fn map(&mut self) -> Result<Node, Stop> {
        let mut entries = Vec::new();
        if self.closes(b'}')? {
            return Ok(Node::Map(Arc::new(entries)));
        }
        loop {
            match self.scan.token()? {
                Some(b'"') => {}
                Some(byte) => return Err(self.unexpected(byte, "a name in quotes")),
                None => return Err(self.breaks_off()),
            }
            let key = self.scan.string()?;
            match self.scan.token()? {
                Some(b':') => self.scan.bump(),
                Some(byte) => return Err(self.unexpected(byte, "a colon after a name")),
                None => return Err(self.breaks_off()),
            }
            let value = if key == "bdata" && self.scan.token()? == Some(b'"') {
                self.bytes()?
            } else {
                self.value()?
            };
            entries.push((key, value));
            if self.ends(b'}')? {
                entries.shrink_to_fit();
                return Ok(Node::Map(Arc::new(entries)));
            }
        }
    }

    /// What follows `[`.
    fn list(&mut self) -> Result<Node, Stop> {
        if self.closes(b']')? {
            return Ok(Node::List(Arc::default()));
        }
        let mut numbers = Vec::new();
        // As long as there are only numbers and gaps, they are kept as numbers.
        loop {
            match self.scan.token()? {
                Some(b'-' | b'0'..=b'9') => numbers.push(self.number()?),
                Some(b'n' | b'N' | b'I') => match self.word()? {
                    Node::Number(number) => numbers.push(number),
                    _ => numbers.push(f64::NAN),
                },
                _ => break,
            }
            if self.ends(b']')? {
                numbers.shrink_to_fit();
                return Ok(Node::Numbers(Arc::new(numbers)));
            }
        }
        let plain = |number: f64| {
            if number.is_nan() {
                Node::Null
            } else {
                Node::Number(number)
            }
        };
        let mut values: Vec<Node> = numbers.into_iter().map(plain).collect();
        loop {
            values.push(self.value()?);
            if self.ends(b']')? {
                values.shrink_to_fit();
                return Ok(Node::List(Arc::new(values)));
            }
        }
    }

    /// True if a list or map that has just begun ends at once.
    fn closes(&mut self, close: u8) -> Result<bool, Stop> {
        let closes = self.scan.token()? == Some(close);
        if closes {
            self.scan.bump();
        }
        Ok(closes)
    }

    /// True at the end of a list or map, false after a comma.
    fn ends(&mut self, close: u8) -> Result<bool, Stop> {
        match self.scan.token()? {
            Some(b',') => {
                self.scan.bump();
                Ok(false)
            }
            Some(byte) if byte == close => {
                self.scan.bump();
                Ok(true)
            }
            Some(byte) => {
                let expected = format!("a comma or \"{}\"", char::from(close));
                Err(self.unexpected(byte, &expected))
            }
            None => Err(self.breaks_off()),
        }
    }

    fn number(&mut self) -> Result<f64, Stop> {
        let read = self
            .scan
            .number(|text| number(text).ok_or_else(|| short(text)))?;
        match read {
            Ok(number) => Ok(number),
            Err(text) if text == "-" && self.scan.peek()? == Some(b'I') => {
                self.word()?;
                Ok(f64::NEG_INFINITY)
            }
            Err(text) => {
                let message = format!("found \"{text}\", expected a number");
                Err(self.scan.error_before(text.len(), message))
            }
        }
    }

    /// `true`, `null`, ...
    fn word(&mut self) -> Result<Node, Stop> {
        let word = self.scan.word()?;
        Ok(match word.as_str() {
            "true" => Node::Bool(true),
            "false" => Node::Bool(false),
            "null" => Node::Null,
            "NaN" => Node::Null,
            "Infinity" => Node::Number(f64::INFINITY),
            _ => {
                let message = format!("found {}, expected a value", short(&word));
                return Err(self.scan.error_before(word.len(), message));
            }
        })
    }

    /// Base64 in quotes.
    fn bytes(&mut self) -> Result<Node, Stop> {
        let mut bytes = Base64::default();
        self.scan.bump();
        loop {
            let part = self.scan.string_part()?;
            let fault = match &part {
                Some(part) => bytes.push(part).err(),
                None => bytes.end().err().map(|fault| (1, fault)),
            };
            if let Some((back, fault)) = fault {
                return Err(self.scan.error_before(back, format!("bdata: {fault}")));
            }
            if part.is_none() {
                return Ok(Node::Bytes(Arc::new(bytes.into_bytes())));
            }
        }
    }

    fn unexpected(&self, byte: u8, expected: &str) -> Stop {
        let found = if byte.is_ascii_graphic() {
            format!("\"{}\"", char::from(byte))
        } else {
            format!("the byte 0x{byte:02x}")
        };
        self.scan
            .error(format!("found {found}, expected {expected}"))
    }

    fn breaks_off(&self) -> Stop {
        self.scan
            .error("found the end of the file in the middle of a figure, expected a whole one")
    }
}

/// A number as JSON writes it; those beyond what a double holds are infinite.
fn number(text: &str) -> Option<f64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let plain = digits.starts_with(|c: char| c.is_ascii_digit()) && !digits.ends_with('.');
    plain.then(|| text.parse().ok()).flatten()
}

fn short(text: &str) -> String {
    text.chars().take(20).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Parses a text whole, and again in pieces of one byte, which must make no difference.
    fn read(text: &[u8]) -> Result<Node, Syntax> {
        let in_pieces = |size: usize| {
            let mut rest = text;
            let mut fill = |buffer: &mut [u8]| {
                let (now, later) = rest.split_at(rest.len().min(size));
                buffer[..now.len()].copy_from_slice(now);
                rest = later;
                Some(now.len())
            };
            parse(&mut fill).map_err(|stop| match stop {
                Stop::Syntax(syntax) => syntax,
                Stop::BrokenOff => Syntax::default(),
            })
        };
        let whole = in_pieces(1000);
        assert_eq!(format!("{:?}", in_pieces(1)), format!("{whole:?}"));
        whole
    }

    #[test]
    fn json_becomes_nodes() {
        let check = |text: &str, expected: &str| {
            assert_eq!(
                format!("{:?}", read(text.as_bytes())),
                format!("Ok({expected})"),
                "{text}"
            );
        };
        check(" null ", "Null");
        check(
            "[1, -2.5e1, null,NaN ,3]",
            "Numbers([1.0, -25.0, NaN, NaN, 3.0])",
        );
        check("[Infinity,-Infinity, 1e999]", "Numbers([inf, -inf, inf])");
        check("[]", "List([])");
        check("[1, null, \"a\"]", "List([Number(1.0), Null, Text(\"a\")])");
        check("[null]", "Numbers([NaN])");
        check("[[1],[2,3]]", "List([Numbers([1.0]), Numbers([2.0, 3.0])])");
        check(
            r#"{"a":{},"b":true}"#,
            r#"Map([("a", Map([])), ("b", Bool(true))])"#,
        );
        check(r#""\u00e9\ud83d\ude00\n\/\"""#, "Text(\"é😀\\n/\\\"\")");
        check(
            r#"{"bdata":"AAEC\/w=="}"#,
            r#"Map([("bdata", Bytes([0, 1, 2, 255]))])"#,
        );
        check(r#"{"bdata":[1]}"#, r#"Map([("bdata", Numbers([1.0]))])"#);
        check("\u{feff}[]", "List([])");
    }

    #[test]
    fn what_is_no_json_is_named_with_its_place() {
        let check = |text: &[u8], expected: &str| {
            let found = read(text).map_err(|e| format!("{}:{}: {}", e.line, e.column, e.message));
            assert_eq!(found, Err(expected.to_owned()), "{text:?}");
        };
        check(b"", "1:1: found the end of the file, expected a value");
        check(b"{\n \"a\": }", "2:7: found \"}\", expected a value");
        check(b"[1 2]", "1:4: found \"2\", expected a comma or \"]\"");
        check(b"[1,", "1:4: found the end of the file, expected a value");
        check(
            b"[1",
            "1:3: found the end of the file in the middle of a figure, expected a whole one",
        );
        check(
            b"{\"a\" 1}",
            "1:6: found \"1\", expected a colon after a name",
        );
        check(b"{a: 1}", "1:2: found \"a\", expected a name in quotes");
        check(b"[--1]", "1:2: found \"--1\", expected a number");
        check(b"[nope]", "1:2: found nope, expected a value");
        check(b"\"\xff\"", "1:4: found text that is not UTF-8");
        check(
            b"\"abc",
            "1:5: found the end of the file within a text in quotes",
        );
        check(
            b"{} x",
            "1:4: found \"x\", expected nothing more after the figure",
        );
        check(
            b"{\"bdata\":\"A*==\"}",
            "1:12: bdata: found \"*\", expected base64",
        );
        check(
            b"{\"bdata\":\"AAAAA\"}",
            "1:16: bdata: found base64 of 5 signs that breaks off",
        );
        let deep = "[".repeat(10_000);
        let message = "found lists or maps nested more than 200 deep, expected a figure";
        check(deep.as_bytes(), &format!("1:201: {message}"));
    }
}
