//! Byte filters before the CSV reader: line ends, runs of blanks, quotes.

use std::io::{self, Cursor, Read};

/// Makes every line end `\n`, the last one included, so that lines can be counted.
pub(super) struct LineEnds<R> {
    inner: R,
    after_cr: bool,
    last: u8,
    ended: bool,
}

impl<R: Read> LineEnds<R> {
    pub(super) fn new(inner: R) -> Self {
        Self {
            inner,
            after_cr: false,
            last: b'\n',
            ended: false,
        }
    }

    /// Rewrites line ends in place; answers the new length.
    fn rewrite(&mut self, bytes: &mut [u8]) -> usize {
        let mut from = usize::from(self.after_cr && bytes.first() == Some(&b'\n'));
        let mut to = 0;
        self.after_cr = self.after_cr && bytes.is_empty();
        while let Some(length) = memchr::memchr(b'\r', bytes.get(from..).unwrap_or_default()) {
            let end = from + length;
            if to < from {
                bytes.copy_within(from..end, to);
            }
            to += length;
            if let Some(byte) = bytes.get_mut(to) {
                *byte = b'\n';
            }
            to += 1;
            self.after_cr = end + 1 == bytes.len();
            from = end + 1 + usize::from(bytes.get(end + 1) == Some(&b'\n'));
        }
        let rest = bytes.len() - from;
        if to < from {
            bytes.copy_within(from.., to);
        }
        to + rest
    }
}

impl<R: Read> Read for LineEnds<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if out.is_empty() {
            return Ok(0);
        }
        loop {
            if self.ended {
                return Ok(0);
            }
            let read = self.inner.read(out)?;
            if read == 0 {
                self.ended = true;
                if self.last == b'\n' {
                    return Ok(0);
                }
                out[0] = b'\n';
                return Ok(1);
            }
            let kept = self.rewrite(&mut out[..read]);
            if kept > 0 {
                self.last = out[kept - 1];
                return Ok(kept);
            }
        }
    }
}

/// The table's text on its way into a reader of records.
pub(super) struct Body<'a> {
    inner: io::Chain<Cursor<Vec<u8>>, Box<dyn Read + Send + 'a>>,
    blanks: Option<Blanks>,
}

impl<'a> Body<'a> {
    /// `prefix` and then `rest`; `squash` where runs of blanks are one delimiter.
    pub(super) fn new(prefix: Vec<u8>, rest: Box<dyn Read + Send + 'a>, squash: bool) -> Self {
        Self {
            inner: Cursor::new(prefix).chain(rest),
            blanks: squash.then(Blanks::default),
        }
    }
}

impl Read for Body<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let Some(blanks) = &mut self.blanks else {
            return self.inner.read(out);
        };
        if out.len() < 2 {
            return Err(io::Error::other("the read buffer is too small"));
        }
        loop {
            let read = self.inner.read(&mut out[1..])?;
            if read == 0 {
                return Ok(0);
            }
            let kept = blanks.squash(&mut out[..=read]);
            if kept > 0 {
                return Ok(kept);
            }
        }
    }
}

/// Counts the quotes that pass.
pub(super) struct QuoteParity<R> {
    inner: R,
    odd: bool,
}

impl<R> QuoteParity<R> {
    pub(super) fn new(inner: R) -> Self {
        Self { inner, odd: false }
    }

    /// Is the number of quotes seen so far odd?
    pub(super) fn is_odd(&self) -> bool {
        self.odd
    }
}

impl<R: Read> Read for QuoteParity<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(out)?;
        let odd = out[..read]
            .iter()
            .fold(false, |odd, &byte| odd ^ (byte == b'"'));
        self.odd ^= odd;
        Ok(read)
    }
}

/// Turns each run of spaces and tabs between fields into one space; drops those around lines.
#[derive(Default)]
struct Blanks {
    in_quotes: bool,
    pending: bool,
    in_line: bool,
}

impl Blanks {
    /// Rewrites `bytes[1..]` in place from `bytes[0]` on; answers the new length. The spare byte
    /// in front holds a blank that was put off by the call before.
    fn squash(&mut self, bytes: &mut [u8]) -> usize {
        let mut to = 0;
        for from in 1..bytes.len() {
            let byte = bytes[from];
            if !self.in_quotes && matches!(byte, b' ' | b'\t') {
                self.pending = self.in_line;
                continue;
            }
            let starts_field = !self.in_line || self.pending;
            if self.pending && byte != b'\n' {
                bytes[to] = b' ';
                to += 1;
            }
            self.pending = false;
            if self.in_quotes {
                self.in_quotes = byte != b'"';
            } else {
                self.in_quotes = byte == b'"' && starts_field;
                self.in_line = byte != b'\n';
            }
            bytes[to] = byte;
            to += 1;
        }
        to
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads one byte at a time, the worst case for state across calls.
    struct Drip<'a>(&'a [u8]);

    impl Read for Drip<'_> {
        fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
            let Some((&byte, rest)) = self.0.split_first() else {
                return Ok(0);
            };
            out[0] = byte;
            self.0 = rest;
            Ok(1)
        }
    }

    #[test]
    fn line_ends_become_newlines() {
        for (input, expected) in [
            ("a\r\nb", "a\nb\n"),
            ("a\rb\r", "a\nb\n"),
            ("a\n\r\nb\n", "a\n\nb\n"),
            ("", ""),
            ("\r\r\n", "\n\n"),
        ] {
            for drip in [false, true] {
                let source: Box<dyn Read + Send> = if drip {
                    Box::new(Drip(input.as_bytes()))
                } else {
                    Box::new(input.as_bytes())
                };
                let mut out = String::new();
                LineEnds::new(source).read_to_string(&mut out).unwrap();
                assert_eq!(out, expected, "{input:?}");
            }
        }
    }

    #[test]
    fn blanks_are_squashed_outside_quotes() {
        for (input, expected) in [
            ("  a  b\t c \n", "a b c\n"),
            ("\"a  b\"   c\n  d", "\"a  b\" c\nd"),
            ("a 5\" b  c", "a 5\" b c"),
            ("\n  \n x", "\n\nx"),
        ] {
            for drip in [false, true] {
                let rest: Box<dyn Read + Send> = if drip {
                    Box::new(Drip(input.as_bytes()))
                } else {
                    Box::new(input.as_bytes())
                };
                let mut body = Body::new(Vec::new(), rest, true);
                let (mut out, mut chunk) = (Vec::new(), [0; 8]);
                loop {
                    let read = body.read(&mut chunk).unwrap();
                    if read == 0 {
                        break;
                    }
                    out.extend_from_slice(&chunk[..read]);
                }
                assert_eq!(String::from_utf8(out).unwrap(), expected, "{input:?}");
            }
        }
    }
}
