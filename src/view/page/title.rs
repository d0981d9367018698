//! The title over a page.

use crate::figure::{Align, Frame2d, PageTitle};

use super::super::words::{CAP, MIDDLE, Words, line_reach};
use super::margins::Push;
use super::runs::{by_thirds, fraction};
use super::sheet::Sheet;

/// From the title's lowest line to the smaller one below it, in that one's size.
const BELOW: f64 = 1.6;

/// The lines of the title, and what they ask of the margins.
#[derive(Clone, Debug, Default)]
pub(in crate::view) struct TitleWords {
    pub(in crate::view) words: Vec<Words>,
    pub(in crate::view) push: Option<Push>,
    /// Kept free at the upper and the lower border of the page.
    pub(in crate::view) reserved: [f64; 2],
}

impl TitleWords {
    pub(in crate::view) fn new(sheet: &Sheet<'_>, title: &PageTitle) -> Self {
        let text = super::plain(title.text.trim());
        let subtitle = title.subtitle.as_ref();
        let subtitle = subtitle.filter(|(text, _)| !text.trim().is_empty());
        if text.is_empty() && subtitle.is_none() {
            return Self::default();
        }
        let x_anchor = by_thirds(title.x_anchor, title.x);
        let area = sheet.area;
        let [pad_left, pad_right, ..] = title.pad;
        let x = match title.x_of {
            Frame2d::Paper => area.left + area.width * title.x,
            Frame2d::Container => sheet.size[0] * title.x,
        } + match x_anchor {
            Align::Start => pad_left,
            Align::Middle => 0.0,
            Align::End => -pad_right,
        };
        let y = baseline(sheet, title);
        let main = Words::upright(text, title.font.clone(), [x, y], fraction(x_anchor));
        let mut made = Self {
            words: with_subtitle(main, subtitle, sheet),
            ..Self::default()
        };
        if title.auto_margin {
            made.make_room(sheet, title);
        }
        made
    }

    /// Grows the margin where the title does not fit into it.
    fn make_room(&mut self, sheet: &Sheet<'_>, title: &PageTitle) {
        let bounds = self.words.iter().map(|words| words.bounds(sheet.measure()));
        let height = bounds
            .reduce(super::super::words::Bounds::with)
            .map_or(0.0, super::super::words::Bounds::height);
        let y = title.y.unwrap_or(1.0);
        let above = y > 0.5;
        let anchor = by_thirds(title.y_anchor, y);
        let margins = sheet.page.margins;
        let margin = if above { margins.top } else { margins.bottom };
        let pads = title.pad[2] + title.pad[3];
        let wanted = pads
            + match title.y_of {
                Frame2d::Paper => height,
                Frame2d::Container => {
                    let from_border = if above { 1.0 - y } else { y } * sheet.size[1];
                    let past = match (anchor, above) {
                        (Align::Middle, _) => height / 2.0,
                        (Align::End, true) | (Align::Start, false) => height,
                        _ => 0.0,
                    };
                    from_border + past
                }
            };
        if wanted <= margin {
            return;
        }
        // Half a line more to the border's side.
        let aside = match anchor {
            Align::Start => -0.3 * title.font.size,
            Align::Middle => 0.0,
            Align::End => 0.3 * title.font.size,
        };
        for words in &mut self.words {
            *words = words.clone().moved([0.0, aside]);
        }
        match title.y_of {
            Frame2d::Container => self.reserved[usize::from(!above)] = wanted,
            Frame2d::Paper => {
                let mut push = Push::from([title.x, y]);
                if above {
                    push.top[1] = wanted;
                } else {
                    push.bottom[1] = wanted;
                }
                self.push = Some(push);
            }
        }
    }
}

/// The baseline of the title's first line.
fn baseline(sheet: &Sheet<'_>, title: &PageTitle) -> f64 {
    let size = title.font.size;
    let Some(at) = title.y else {
        // What `auto` is compared with is no number: the title hangs by its baseline unless told
        // otherwise.
        let down = match title.y_anchor {
            Some(Align::End) => CAP,
            Some(Align::Middle) => MIDDLE,
            Some(Align::Start) | None => 0.0,
        };
        return sheet.area.top / 2.0 + down * size;
    };
    let y = match title.y_of {
        Frame2d::Paper => sheet.area.top + sheet.area.height * (1.0 - at),
        Frame2d::Container => sheet.size[1] * (1.0 - at),
    };
    let [.., pad_top, pad_bottom] = title.pad;
    match by_thirds(title.y_anchor, at) {
        Align::Start => y - pad_bottom,
        Align::Middle => y + MIDDLE * size,
        Align::End => y + pad_top + CAP * size,
    }
}

fn with_subtitle(
    main: Words,
    subtitle: Option<&(String, crate::figure::Font)>,
    sheet: &Sheet<'_>,
) -> Vec<Words> {
    let Some((text, font)) = subtitle else {
        return vec![main];
    };
    let bottom = if main.text.is_empty() {
        main.at[1] + line_reach(&main.font)[1]
    } else {
        main.bounds(sheet.measure()).bottom
    };
    let at = [main.at[0], bottom + BELOW * font.size];
    let below = Words::upright(super::plain(text.trim()), font.clone(), at, main.align);
    vec![main, below]
}
