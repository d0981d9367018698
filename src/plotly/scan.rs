//! The bytes of JSON text as they come: tokens, strings, and where they stand.

/// How many bytes are asked for at once.
const CHUNK: usize = 64 * 1024;
/// Longer strings are handed on in parts of at least so many bytes.
const PART: usize = 32 * 1024;

/// Why a text was not read to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stop {
    /// It is no JSON.
    Syntax(Syntax),
    /// Whoever gives the bytes broke off.
    BrokenOff,
}

/// What is wrong with a text, and where.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Syntax {
    /// Line from 1.
    pub line: u64,
    /// Byte in the line from 1.
    pub column: u64,
    /// What was found and what was expected.
    pub message: String,
}

/// The bytes with one of look-ahead.
pub(super) struct Scan<'a> {
    fill: &'a mut dyn FnMut(&mut [u8]) -> Option<usize>,
    buffer: Vec<u8>,
    /// The bytes in the buffer that are there.
    length: usize,
    /// The next one.
    at: usize,
    /// Bytes before the buffer.
    before: u64,
    line: u64,
    /// Bytes before the line.
    line_start: u64,
    ended: bool,
}

impl<'a> Scan<'a> {
    pub(super) fn new(fill: &'a mut dyn FnMut(&mut [u8]) -> Option<usize>) -> Self {
        Self {
            fill,
            buffer: vec![0; CHUNK],
            length: 0,
            at: 0,
            before: 0,
            line: 1,
            line_start: 0,
            ended: false,
        }
    }

    /// The next byte; none at the end.
    pub(super) fn peek(&mut self) -> Result<Option<u8>, Stop> {
        if self.at == self.length {
            self.refill()?;
        }
        Ok(self.rest().first().copied())
    }

    /// Passes over the byte that was looked at; it must not be a line's end.
    pub(super) fn bump(&mut self) {
        self.at = (self.at + 1).min(self.length);
    }

    /// The first byte of the next token, which is not passed over.
    pub(super) fn token(&mut self) -> Result<Option<u8>, Stop> {
        loop {
            match self.peek()? {
                Some(b' ' | b'\t' | b'\r') => self.bump(),
                Some(b'\n') => {
                    self.bump();
                    self.line += 1;
                    self.line_start = self.position();
                }
                other => return Ok(other),
            }
        }
    }

    /// Passes over a byte-order mark.
    pub(super) fn skip_mark(&mut self) -> Result<(), Stop> {
        for byte in [0xef, 0xbb, 0xbf] {
            if self.peek()? == Some(byte) {
                self.bump();
                self.line_start = self.position();
            }
        }
        Ok(())
    }

    /// A number from its first byte on: what stands there, understood by `read`. Numbers that lie
    /// whole in the buffer, as nearly all do, are not copied.
    pub(super) fn number<T>(&mut self, read: impl Fn(&str) -> T) -> Result<T, Stop> {
        let run = self.rest();
        let length = run.iter().position(|byte| !in_number(*byte));
        if let Some(length) = length
            && let Some(Ok(text)) = run.get(..length).map(str::from_utf8)
        {
            let value = read(text);
            self.at += length;
            return Ok(value);
        }
        Ok(read(&self.while_byte(in_number)?))
    }

    /// A bare word.
    pub(super) fn word(&mut self) -> Result<String, Stop> {
        self.while_byte(|byte| byte.is_ascii_alphanumeric())
    }

    /// ASCII bytes as long as they belong; at most a part.
    fn while_byte(&mut self, belongs: fn(u8) -> bool) -> Result<String, Stop> {
        let mut out = String::new();
        while self.peek()?.is_some_and(belongs) && out.len() < PART {
            let run = self.rest();
            let length = run
                .iter()
                .position(|byte| !belongs(*byte))
                .unwrap_or(run.len());
            out.extend(run.iter().take(length).copied().map(char::from));
            self.at += length;
        }
        Ok(out)
    }

    /// A string, from its opening quote on.
    pub(super) fn string(&mut self) -> Result<String, Stop> {
        self.bump();
        let mut bytes = Vec::new();
        while let Some(part) = self.string_part()? {
            bytes.extend(part);
        }
        bytes.shrink_to_fit();
        String::from_utf8(bytes).map_err(|_| self.error("found text that is not UTF-8"))
    }

    /// The next bytes of a string whose opening quote has been passed; none at its end, whose quote
    /// is passed, too.
    pub(super) fn string_part(&mut self) -> Result<Option<Vec<u8>>, Stop> {
        let mut part = Vec::new();
        loop {
            let Some(byte) = self.peek()? else {
                return Err(self.error("found the end of the file within a text in quotes"));
            };
            match byte {
                b'"' if part.is_empty() => {
                    self.bump();
                    return Ok(None);
                }
                b'"' => return Ok(Some(part)),
                b'\\' => self.escape(&mut part)?,
                0..0x20 => {
                    return Err(self.error("found a control character within a text in quotes"));
                }
                _ => {
                    let run = self.rest();
                    let plain = |byte: &u8| *byte != b'"' && *byte != b'\\' && *byte >= 0x20;
                    let length = run
                        .iter()
                        .position(|byte| !plain(byte))
                        .unwrap_or(run.len());
                    part.extend(run.iter().take(length));
                    self.at += length;
                }
            }
            if part.len() >= PART {
                return Ok(Some(part));
            }
        }
    }

    /// What a backslash and what follows it stand for.
    fn escape(&mut self, out: &mut Vec<u8>) -> Result<(), Stop> {
        self.bump();
        let plain = match self.peek()? {
            Some(byte @ (b'"' | b'\\' | b'/')) => byte,
            Some(b'b') => 8,
            Some(b'f') => 12,
            Some(b'n') => b'\n',
            Some(b'r') => b'\r',
            Some(b't') => b'\t',
            Some(b'u') => {
                self.bump();
                let sign = self.unicode()?;
                out.extend(sign.encode_utf8(&mut [0; 4]).as_bytes());
                return Ok(());
            }
            _ => return Err(self.error("found an unknown escape after \"\\\"")),
        };
        self.bump();
        out.push(plain);
        Ok(())
    }

    /// The sign of `XXXX` after `\u`, with its second half where it has one; a half without the
    /// other is unreadable.
    fn unicode(&mut self) -> Result<char, Stop> {
        let first = self.hex()?;
        if !(0xd800..0xdc00).contains(&first) {
            return Ok(char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER));
        }
        for wanted in *b"\\u" {
            if self.peek()? != Some(wanted) {
                return Err(self.error("found half a character after \"\\u\""));
            }
            self.bump();
        }
        let second = self.hex()?;
        let low = second.wrapping_sub(0xdc00);
        let whole = (low < 0x400).then_some(0x1_0000 + ((first - 0xd800) << 10) + low);
        Ok(whole
            .and_then(char::from_u32)
            .unwrap_or(char::REPLACEMENT_CHARACTER))
    }

    fn hex(&mut self) -> Result<u32, Stop> {
        let mut value = 0;
        for _ in 0..4 {
            let digit = self.peek()?.and_then(|byte| char::from(byte).to_digit(16));
            let Some(digit) = digit else {
                return Err(self.error("found no four hexadecimal digits after \"\\u\""));
            };
            value = value * 16 + digit;
            self.bump();
        }
        Ok(value)
    }

    /// A message about the place reached.
    pub(super) fn error(&self, message: impl Into<String>) -> Stop {
        self.error_before(0, message)
    }

    /// A message about a place so many bytes before the one reached, in the same line.
    pub(super) fn error_before(&self, bytes: usize, message: impl Into<String>) -> Stop {
        let column = self.position() - self.line_start + 1;
        Stop::Syntax(Syntax {
            line: self.line,
            column: column
                .saturating_sub(u64::try_from(bytes).unwrap_or(0))
                .max(1),
            message: message.into(),
        })
    }

    fn position(&self) -> u64 {
        self.before + u64::try_from(self.at).unwrap_or(u64::MAX)
    }

    fn rest(&self) -> &[u8] {
        self.buffer.get(self.at..self.length).unwrap_or_default()
    }

    fn refill(&mut self) -> Result<(), Stop> {
        self.before += u64::try_from(self.length).unwrap_or(0);
        self.at = 0;
        self.length = 0;
        if self.ended {
            return Ok(());
        }
        let filled = (self.fill)(&mut self.buffer).ok_or(Stop::BrokenOff)?;
        self.length = filled.min(self.buffer.len());
        self.ended = self.length == 0;
        Ok(())
    }
}

fn in_number(byte: u8) -> bool {
    matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E')
}
