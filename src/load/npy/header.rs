//! The beginning of a `.npy` file: type, order and shape, as a Python dict in text.

use super::dtype::Dtype;
use crate::load::error::{LoadErrorKind, Stop, clean, quoted};

/// How every `.npy` file begins.
pub(in crate::load) const MAGIC: &[u8] = b"\x93NUMPY";

/// Texts longer than this are not written by NumPy for plain numbers.
const LONGEST: usize = 64 * 1024;

/// What a `.npy` file says of its array.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Header {
    pub(super) dtype: Dtype,
    /// The first axis runs fastest.
    pub(super) fortran: bool,
    pub(super) shape: Vec<u64>,
    /// Where the cells begin, bytes from the file's first.
    pub(super) start: u64,
}

impl Header {
    /// Reads the header with `more(count)`, which answers the file's next bytes: fewer at its end.
    pub(super) fn read(mut more: impl FnMut(usize) -> Result<Vec<u8>, Stop>) -> Result<Self, Stop> {
        let front = more(8)?;
        if !front.starts_with(MAGIC) {
            return Err(damaged("found no NumPy array, expected one"));
        }
        let version = match front.get(6..8) {
            Some(&[major @ 1..=3, 0]) => major,
            Some(&[major, minor]) => {
                let message = format!(
                    "found a NumPy array of format version {major}.{minor}, expected 1.0, 2.0 or 3.0"
                );
                return Err(Stop::whole(LoadErrorKind::Unsupported, message));
            }
            _ => return Err(breaks_off()),
        };
        let digits = if version == 1 { 2 } else { 4 };
        let length = more(digits)?;
        if length.len() < digits {
            return Err(breaks_off());
        }
        let length = length
            .iter()
            .rev()
            .fold(0, |sum, byte| sum << 8 | usize::from(*byte));
        if length > LONGEST {
            let message = format!(
                "found a NumPy array with a header of {length} bytes, expected at most {LONGEST}"
            );
            return Err(damaged(message));
        }
        let text = more(length)?;
        if text.len() < length {
            return Err(breaks_off());
        }
        let start = 8 + digits + length;
        let text = match version {
            3 => String::from_utf8_lossy(&text).into_owned(),
            _ => text.iter().map(|byte| char::from(*byte)).collect(),
        };
        Self::parse(&text, u64::try_from(start).unwrap_or(u64::MAX))
    }

    /// From the text of the dict.
    fn parse(text: &str, start: u64) -> Result<Self, Stop> {
        let mut reader = Reader { rest: text.trim() };
        let (mut descr, mut fortran, mut shape) = (None, None, None);
        reader.expect('{')?;
        while !reader.takes('}') {
            let key = reader.string()?;
            reader.expect(':')?;
            match key.as_str() {
                "descr" if descr.is_none() => descr = Some(reader.descr()?),
                "fortran_order" if fortran.is_none() => fortran = Some(reader.bool()?),
                "shape" if shape.is_none() => shape = Some(reader.shape()?),
                _ => return Err(reader.wrong(&format!("the key {}", quoted(&key)))),
            }
            if !reader.takes(',') {
                reader.expect('}')?;
                break;
            }
        }
        if !reader.rest.trim().is_empty() {
            return Err(reader.wrong(&quoted(reader.rest)));
        }
        let (Some(dtype), Some(fortran), Some(shape)) = (descr, fortran, shape) else {
            return Err(reader.wrong("a key too few"));
        };
        Ok(Self {
            dtype,
            fortran,
            shape,
            start,
        })
    }
}

pub(super) fn damaged(message: impl Into<String>) -> Stop {
    Stop::whole(LoadErrorKind::NotATable, message)
}

fn breaks_off() -> Stop {
    damaged("found a NumPy array that breaks off in its header, expected a whole one")
}

/// Reads the few kinds of Python literals that a header is made of.
struct Reader<'a> {
    rest: &'a str,
}

impl Reader<'_> {
    fn wrong(&self, found: &str) -> Stop {
        damaged(format!(
            "found {found} in a NumPy array's header, expected descr, fortran_order and shape"
        ))
    }

    /// What stands next, for a message.
    fn next(&self) -> String {
        match self.rest.trim_start() {
            "" => "an end".to_owned(),
            rest => quoted(&rest.chars().take(20).collect::<String>()),
        }
    }

    fn takes(&mut self, sign: char) -> bool {
        let rest = self.rest.trim_start().strip_prefix(sign);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn expect(&mut self, sign: char) -> Result<(), Stop> {
        if self.takes(sign) {
            return Ok(());
        }
        Err(self.wrong(&self.next()))
    }

    fn string(&mut self) -> Result<String, Stop> {
        let rest = self.rest.trim_start();
        let inner = rest.strip_prefix('\'').map(|inner| (inner, '\''));
        let inner = inner.or_else(|| rest.strip_prefix('"').map(|inner| (inner, '"')));
        let parts = inner.and_then(|(inner, quote)| inner.split_once(quote));
        let Some((text, rest)) = parts.filter(|(text, _)| !text.contains('\\')) else {
            return Err(self.wrong(&self.next()));
        };
        self.rest = rest;
        Ok(text.to_owned())
    }

    /// The type; a list is that of an array with named fields.
    fn descr(&mut self) -> Result<Dtype, Stop> {
        if self.rest.trim_start().starts_with(['[', '(']) {
            let message = "found a NumPy array with named fields, expected one of plain numbers \
                           (save one of its fields)";
            return Err(Stop::whole(LoadErrorKind::Unsupported, message));
        }
        let text = self.string()?;
        Dtype::parse(&text).map_err(|what| {
            let message = format!(
                "found a NumPy array of {} ({what}), expected whole numbers or floats of up to 64 bits",
                clean(&text, 40)
            );
            Stop::whole(LoadErrorKind::Unsupported, message)
        })
    }

    fn bool(&mut self) -> Result<bool, Stop> {
        let rest = self.rest.trim_start();
        for (word, value) in [("True", true), ("False", false)] {
            if let Some(rest) = rest.strip_prefix(word) {
                self.rest = rest;
                return Ok(value);
            }
        }
        Err(self.wrong(&self.next()))
    }

    fn shape(&mut self) -> Result<Vec<u64>, Stop> {
        self.expect('(')?;
        let mut shape = Vec::new();
        let mut comma = true;
        while !self.takes(')') {
            if !comma {
                return Err(self.wrong(&self.next()));
            }
            let rest = self.rest.trim_start();
            let end = rest.find(|c: char| !c.is_ascii_digit());
            let (digits, rest) = rest.split_at(end.unwrap_or(rest.len()));
            let Ok(length) = digits.parse() else {
                return Err(self.wrong(&self.next()));
            };
            shape.push(length);
            // Python 2 wrote an L behind long numbers.
            self.rest = rest.strip_prefix('L').unwrap_or(rest);
            comma = self.takes(',');
        }
        if shape.len() == 1 && !comma {
            return Err(self.wrong("a number that is no shape"));
        }
        Ok(shape)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Header, String> {
        Header::parse(text, 0).map_err(|stop| match stop {
            Stop::Failed { message, .. } => message,
            Stop::NotUtf8 => String::new(),
        })
    }

    #[test]
    fn what_numpy_writes_is_read() {
        for (text, shape) in [
            (
                "{'descr': '<f8', 'fortran_order': False, 'shape': (3, 4), }  \n",
                vec![3, 4],
            ),
            (
                "{\"shape\":(7,),\"fortran_order\":True,\"descr\":\"<f8\"}",
                vec![7],
            ),
            (
                "{'shape': (), 'fortran_order': False, 'descr': '<f8'}",
                vec![],
            ),
            (
                "{'shape': (10L, 2L), 'fortran_order': False, 'descr': '<f8'}",
                vec![10, 2],
            ),
        ] {
            let header = parse(text).unwrap_or_else(|message| panic!("{text}: {message}"));
            assert_eq!(header.shape, shape, "{text}");
            assert_eq!(header.fortran, text.contains("True"), "{text}");
        }
    }

    #[test]
    fn anything_else_is_refused() {
        let whole = "{'descr': '<f8', 'fortran_order': False, 'shape': (3, 4), }";
        for (found, instead) in [
            ("'descr'", "descr"),
            ("'<f8'", "'<f8"),
            ("'<f8'", "7"),
            ("'<f8'", "'<\\x66'"),
            ("False", "false"),
            ("(3, 4)", "(3)"),
            ("(3, 4)", "(,)"),
            ("(3, 4)", "(3 4)"),
            ("(3, 4)", "(-3, 4)"),
            ("(3, 4)", "[3, 4]"),
            ("(3, 4)", "(99999999999999999999, 4)"),
            ("'shape': (3, 4), ", ""),
            ("'shape'", "'descr'"),
            ("'shape'", "'form'"),
            ("}", ""),
            ("}", "} + {}"),
            ("{", "{{"),
        ] {
            let text = whole.replace(found, instead);
            assert!(parse(&text).is_err(), "{text}");
        }
    }
}
