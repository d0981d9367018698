//! Plotly's pseudo-HTML as the program writes it: plain lines, raised digits.

/// Lines of plain text.
pub(crate) fn lines(markup: &str) -> Vec<String> {
    plain(markup).split('\n').map(str::to_owned).collect()
}

/// Plain text; line breaks become `'\n'`.
pub(crate) fn plain(markup: &str) -> String {
    let markup = markup.replace("<br>", "\n").replace("<br />", "\n");
    let mut out = String::new();
    let mut raised = false;
    let mut rest = markup.as_str();
    while let Some(letter) = rest.chars().next() {
        if let Some(after) = rest.strip_prefix("<sup>") {
            (raised, rest) = (true, after);
            continue;
        }
        if let Some(after) = rest.strip_prefix("</sup>") {
            (raised, rest) = (false, after);
            continue;
        }
        // In drawn text zero-width spaces stand around what is raised.
        if letter == '\u{200b}' {
            raised = !raised;
        } else {
            out.push(if raised { raise(letter) } else { letter });
        }
        rest = &rest[letter.len_utf8()..];
    }
    out
}

fn raise(letter: char) -> char {
    let raised = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    match letter {
        '\u{2212}' | '-' => '⁻',
        letter => letter
            .to_digit(10)
            .and_then(|digit| raised.get(digit as usize))
            .copied()
            .unwrap_or(letter),
    }
}
