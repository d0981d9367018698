//! The few tags and entities that Plotly's words may hold, turned into plain lines.
//!
//! `<br>` breaks the line; `<b>`, `<i>`, `<em>`, `<u>`, `<s>`, `<a>` and `<span>` are taken off;
//! raised and lowered signs become the characters for them where there are any. Other tags are
//! words like any other, and so are entities that Plotly does not know.

/// Tags that are taken off.
const SILENT: [&str; 7] = ["s", "u", "b", "i", "a", "span", "em"];

const ENTITIES: [(&str, char); 8] = [
    ("mu", 'μ'),
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("nbsp", '\u{A0}'),
    ("times", '×'),
    ("plusmn", '±'),
    ("deg", '°'),
];

/// Signs with their raised and their lowered forms.
const RAISED_LOWERED: [(char, char, char); 17] = [
    ('0', '⁰', '₀'),
    ('1', '¹', '₁'),
    ('2', '²', '₂'),
    ('3', '³', '₃'),
    ('4', '⁴', '₄'),
    ('5', '⁵', '₅'),
    ('6', '⁶', '₆'),
    ('7', '⁷', '₇'),
    ('8', '⁸', '₈'),
    ('9', '⁹', '₉'),
    ('+', '⁺', '₊'),
    ('-', '⁻', '₋'),
    ('\u{2212}', '⁻', '₋'),
    ('=', '⁼', '₌'),
    ('(', '⁽', '₍'),
    (')', '⁾', '₎'),
    ('n', 'ⁿ', 'n'),
];

/// Words with tags and entities as plain lines with `\n` between them. Line breaks of the source
/// are spaces, as in Plotly.
#[must_use]
pub fn plain_lines(source: &str) -> String {
    if !source.contains(['<', '&', '\n', '\r']) {
        return source.to_owned();
    }
    let source = source.replace("\r\n", "\n").replace(['\r', '\n'], " ");
    let mut lines = String::with_capacity(source.len());
    let mut open: Vec<Tag> = Vec::new();
    for part in parts(&source) {
        match tag(part) {
            Some((Tag::Break, _)) => lines.push('\n'),
            Some((_, true)) => {
                open.pop();
            }
            Some((tag, false)) => open.push(tag),
            None => {
                let words = entities(part);
                let shifted = open
                    .iter()
                    .rev()
                    .find(|tag| matches!(tag, Tag::Raised | Tag::Lowered));
                lines.extend(words.chars().map(|sign| match shifted {
                    Some(tag) => tag.shift(sign),
                    None => sign,
                }));
            }
        }
    }
    lines
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tag {
    Break,
    Raised,
    Lowered,
    Silent,
}

impl Tag {
    fn shift(self, sign: char) -> char {
        let found = RAISED_LOWERED.iter().find(|(plain, ..)| *plain == sign);
        match (self, found) {
            (Self::Raised, Some((_, raised, _))) => *raised,
            (Self::Lowered, Some((.., lowered))) => *lowered,
            _ => sign,
        }
    }
}

/// Tags and what stands between them.
fn parts(source: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = source;
    // A tag holds no other angle bracket.
    while let Some(end) = rest.find('>') {
        let start = rest.get(..end).and_then(|before| before.rfind('<'));
        match start {
            Some(start) => {
                parts.push(&rest[..start]);
                parts.push(&rest[start..=end]);
            }
            None => parts.push(&rest[..=end]),
        }
        rest = &rest[end + 1..];
    }
    parts.push(rest);
    parts
}

/// The tag that a part is, and whether it closes one.
fn tag(part: &str) -> Option<(Tag, bool)> {
    let inside = part.strip_prefix('<')?.strip_suffix('>')?;
    let (inside, closes) = match inside.strip_prefix('/') {
        Some(inside) => (inside, true),
        None => (inside, false),
    };
    let name = inside.split(' ').next()?.to_ascii_lowercase();
    // `<br/>` is written as well.
    let tag = match name.as_str() {
        "br" | "br/" => Tag::Break,
        "sup" => Tag::Raised,
        "sub" => Tag::Lowered,
        name if SILENT.contains(&name) => Tag::Silent,
        _ => return None,
    };
    Some((tag, closes))
}

/// Words with their entities replaced.
fn entities(words: &str) -> String {
    let mut replaced = String::with_capacity(words.len());
    let mut rest = words;
    while let Some(start) = rest.find('&') {
        let (before, from) = rest.split_at(start);
        replaced.push_str(before);
        let entity = from
            .find(';')
            .and_then(|end| Some((entity(from.get(1..end)?)?, end)));
        match entity {
            Some((sign, end)) => {
                replaced.push(sign);
                rest = &from[end + 1..];
            }
            None => {
                replaced.push('&');
                rest = &from[1..];
            }
        }
    }
    replaced.push_str(rest);
    replaced
}

fn entity(name: &str) -> Option<char> {
    if let Some(code) = name.strip_prefix('#') {
        let code = match code.strip_prefix('x') {
            Some(hex) if hex.bytes().all(|byte| byte.is_ascii_hexdigit()) => {
                u32::from_str_radix(hex, 16)
            }
            None if code.bytes().all(|byte| byte.is_ascii_digit()) => code.parse(),
            _ => return None,
        };
        return code.ok().and_then(char::from_u32).filter(|c| *c != '\0');
    }
    let known = ENTITIES.iter().find(|(known, _)| *known == name);
    known.map(|(_, sign)| *sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_and_entities_become_plain_lines() {
        let check = |source: &str, expected: &str| {
            assert_eq!(plain_lines(source), expected, "{source:?}");
        };
        check("", "");
        check("plain", "plain");
        check("two<br>lines", "two\nlines");
        check("a<br/>b<BR >c<br class='x'>d", "a\nb\nc\nd");
        check(
            "<b>bold</b> and <i>slanted <em>both</em></i>",
            "bold and slanted both",
        );
        check("<span style=\"color:red\">red</span>", "red");
        check("<a href='https://x.org/?a=1&b=2'>link</a>", "link");
        check("10<sup>-12</sup> m", "10⁻¹² m");
        check("H<sub>2</sub>O", "H₂O");
        check("x<sup>n+1</sup><sub>(0)</sub>", "xⁿ⁺¹₍₀₎");
        check("5<sup>th</sup>", "5th");
        check("m<sup><b>2</b></sup>2", "m²2");
        check(
            "a &amp; b &lt; c&nbsp;d &#176;C &#xb5; &mu;",
            "a & b < c\u{A0}d °C µ μ",
        );
        check("&amp;lt;", "&lt;");
        check(
            "&unknown; & &; &#; &#x; &#xZZ; &#99999999;",
            "&unknown; & &; &#; &#x; &#xZZ; &#99999999;",
        );
        check("a < b and c > d", "a < b and c > d");
        check("<h1>no tag</h1>", "<h1>no tag</h1>");
        check("1 <2<br>3> 4", "1 <2\n3> 4");
        check("line\nbreak\r\nin source", "line break in source");
        check("</b>closed too often<br></i>", "closed too often\n");
        check("<sup>2<br>3</sup>4", "²\n³4");
        check("&", "&");
        check("<", "<");
        check("ä&ö;ü", "ä&ö;ü");
    }
}
