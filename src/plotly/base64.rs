//! Base64 in parts (RFC 4648, the usual alphabet).

/// Decodes text that comes in parts.
#[derive(Debug, Default)]
pub(super) struct Base64 {
    bytes: Vec<u8>,
    /// Bits that make no byte yet, and how many.
    bits: u32,
    count: u32,
    /// Signs of the alphabet so far.
    signs: usize,
    /// Signs `=` so far.
    padding: usize,
}

impl Base64 {
    /// The next part.
    ///
    /// # Errors
    /// At a sign that does not belong: how many bytes before the part's end, and a message.
    pub(super) fn push(&mut self, text: &[u8]) -> Result<(), (usize, String)> {
        self.bytes.reserve(text.len() / 4 * 3 + 3);
        for (index, byte) in text.iter().enumerate() {
            if *byte == b'=' {
                self.padding += 1;
                continue;
            }
            let Some(value) = value(*byte).filter(|_| self.padding == 0) else {
                let sign = char::from(*byte).escape_default();
                let message = format!("found \"{sign}\", expected base64");
                return Err((text.len() - index, message));
            };
            self.signs += 1;
            self.bits = self.bits << 6 | value;
            self.count += 6;
            if self.count >= 8 {
                self.count -= 8;
                self.bytes.push((self.bits >> self.count & 0xff) as u8);
            }
        }
        Ok(())
    }

    /// The end.
    ///
    /// # Errors
    /// If the text breaks off in the middle of a byte.
    pub(super) fn end(&self) -> Result<(), String> {
        let whole = match self.signs % 4 {
            0 => self.padding == 0,
            2 => matches!(self.padding, 0 | 2),
            3 => self.padding <= 1,
            _ => false,
        };
        if whole {
            Ok(())
        } else {
            let signs = self.signs + self.padding;
            Err(format!("found base64 of {signs} signs that breaks off"))
        }
    }

    /// What it stands for.
    pub(super) fn into_bytes(mut self) -> Vec<u8> {
        self.bytes.shrink_to_fit();
        self.bytes
    }
}

fn value(byte: u8) -> Option<u32> {
    let value = match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    };
    Some(u32::from(value))
}
