//! Signs that the program's own fonts lack: taken from a font of the machine, or told of. No test
//! depends on which fonts are installed.
#![expect(
    clippy::unwrap_used,
    reason = "helpers of tests stop at what cannot be"
)]

use std::path::PathBuf;
use std::process::{Command, Stdio};

use cellsius::render::Typesetter;
use read_fonts::{FontRef, TableProvider};
use tempfile::TempDir;

const INTER: &[u8] = include_bytes!("../assets/fonts/Inter-Regular.otf");

/// Never to be a character (Unicode 23.7), so no installed font has them.
const NO_CHARACTER: char = '\u{10FFFE}';
const NOR_THIS: char = '\u{FFFFE}';

#[test]
fn what_no_font_has_is_missing() {
    let typesetter = Typesetter::headless();
    let check = |text: &str, expected: &[char]| {
        assert_eq!(typesetter.missing(text), expected, "{text:?}");
    };
    check("", &[]);
    check("Temperature (°C) 10⁻³ µm → Ω Жук", &[]);
    check("two\nlines\tand\u{a0}spaces\u{2009}\u{3000}\u{2028}", &[]);
    check("\u{0}\u{7}\u{85}\u{9b}\u{7f}", &[]);
    check(
        "\u{200b}\u{200d}\u{200f}\u{202e}\u{2066}\u{feff}\u{fe0f}\u{ad}",
        &[],
    );
    check("\u{e0067}\u{e0100}", &[]);
    check(&format!("a{NO_CHARACTER}b{NO_CHARACTER}"), &[NO_CHARACTER]);
    check(
        &format!("{NOR_THIS}{NO_CHARACTER}{NOR_THIS}"),
        &[NOR_THIS, NO_CHARACTER],
    );
}

#[test]
fn typesetters_agree_on_what_is_missing() {
    let [one, other] = [Typesetter::headless(), Typesetter::headless()];
    for text in ["日本語", "한국어", "العربية", "עברית", "ไทย", "हिन्दी", "🎉"]
    {
        assert_eq!(one.missing(text), other.missing(text), "{text}");
        assert_eq!(one.missing(text), one.missing(text), "{text}");
    }
}

/// A home folder, and a table beside it.
struct Home(TempDir);

impl Home {
    fn new() -> Self {
        let home = Self(TempDir::new().unwrap());
        std::fs::create_dir_all(home.fonts()).unwrap();
        home
    }

    fn fonts(&self) -> PathBuf {
        let folder = if cfg!(target_os = "macos") {
            "Library/Fonts"
        } else {
            ".local/share/fonts"
        };
        self.0.path().join(folder)
    }

    fn add(&self, name: &str, bytes: &[u8]) {
        let path = self.fonts().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }

    /// The picture of a table with this label, and what was said about it.
    fn picture(&self, label: &str) -> (Vec<u8>, String) {
        let (_, said) = self.run(label, &["-o", "out.png"]);
        (std::fs::read(self.0.path().join("out.png")).unwrap(), said)
    }

    fn run(&self, label: &str, arguments: &[&str]) -> (String, String) {
        let table = format!("n,{label},b\nx,1,2\ny,3,4\n");
        std::fs::write(self.0.path().join("t.csv"), table).unwrap();
        let run = Command::new(env!("CARGO_BIN_EXE_cellsius"))
            .arg("t.csv")
            .args(arguments)
            .current_dir(self.0.path())
            .env("HOME", self.0.path())
            .stdin(Stdio::null())
            .output()
            .unwrap();
        assert!(run.status.success(), "{run:?}");
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (text(run.stdout), text(run.stderr))
    }
}

#[test]
fn boxes_are_told_of_in_one_line() {
    let home = Home::new();
    let check = |label: &str, expected: &str| {
        let (_, said) = home.picture(label);
        assert_eq!(said, expected, "{label}");
    };
    let line = |signs: &str, label: &str| {
        format!(
            "t.csv: warning: no font on this machine has \"{signs}\" (in the label \"{label}\"): drawn as boxes\n"
        )
    };
    check("Größe", "");
    check("a\u{10FFFE}", &line("\u{10FFFE}", "a\u{10FFFE}"));
    // At most eight signs, each once.
    let signs: String = (1..=9)
        .filter_map(|plane| char::from_u32(plane << 16 | 0xFFFE))
        .collect();
    let eight: String = signs.chars().take(8).collect();
    check(&eight, &line(&eight, &eight));
    check(&signs, &line(&format!("{eight}…"), &signs));

    let (described, _) = home.run("a\u{10FFFE}", &["--describe"]);
    let described: serde_json::Value = serde_json::from_str(&described).unwrap();
    let warnings = described["source"]["warnings"].as_array().unwrap();
    let told = |warning: &serde_json::Value| warning.as_str().unwrap().ends_with("drawn as boxes");
    assert!(warnings.iter().any(told), "{warnings:?}");
}

/// Where there is a font, words are drawn; where there is none, they are told of.
#[test]
fn words_are_drawn_or_told_of() {
    let home = Home::new();
    let typesetter = Typesetter::headless();
    for label in ["日本語", "한국어", "العربية", "ไทย"] {
        let (picture, said) = home.picture(label);
        let told = said.contains("drawn as boxes");
        assert_eq!(
            told,
            !typesetter.missing(label).is_empty(),
            "{label}: {said}"
        );
        assert_eq!(picture, home.picture(label).0, "{label}");
    }
}

/// A place in a font file: the bytes of one big-endian number.
fn number(font: &[u8], at: usize, bytes: usize) -> usize {
    font[at..at + bytes]
        .iter()
        .fold(0, |all, byte| all << 8 | usize::from(*byte))
}

/// A `cmap` table with one sign.
fn map_of(sign: char, glyph: u32) -> Vec<u8> {
    let sign = u32::from(sign);
    // Version, one table, for Unicode in full (3, 10), at byte 12: format 12, its length, language,
    // one group.
    let words = [1, 3 << 16 | 10, 12, 12 << 16, 28, 0, 1, sign, sign, glyph];
    words.into_iter().flat_map(u32::to_be_bytes).collect()
}

/// The table directory of `font`, whose tables have been moved by `moved` bytes, with another map.
fn directory(font: &[u8], moved: usize, map: Option<[usize; 2]>) -> Vec<u8> {
    let tables = number(font, 4, 2);
    let mut directory = font[..12 + 16 * tables].to_vec();
    for record in directory[12..].chunks_exact_mut(16) {
        let own = [number(record, 8, 4) + moved, number(record, 12, 4)];
        let part = map.filter(|_| record.starts_with(b"cmap")).unwrap_or(own);
        for (place, number) in [8, 12].into_iter().zip(part) {
            let bytes = u32::try_from(number).unwrap().to_be_bytes();
            record[place..place + 4].copy_from_slice(&bytes);
        }
    }
    directory
}

/// Inter with nothing but its A, under another sign.
fn font_of(sign: char) -> Vec<u8> {
    let map = map_of(sign, glyph_of_a());
    let mut font = directory(INTER, 0, Some([INTER.len(), map.len()]));
    font.extend_from_slice(&INTER[font.len()..]);
    font.extend(map);
    font
}

/// A collection: Inter, and Inter with nothing but its A under another sign.
fn collection_of(sign: char) -> Vec<u8> {
    const HEADER: usize = 20;
    let map = map_of(sign, glyph_of_a());
    let map_at = HEADER + INTER.len();
    let second = map_at + map.len();
    let starts = [HEADER, second].map(|start| u32::try_from(start).unwrap());
    let mut file = b"ttcf\0\x01\0\0\0\0\0\x02".to_vec();
    file.extend(starts.into_iter().flat_map(u32::to_be_bytes));
    let own = directory(INTER, HEADER, None);
    file.extend_from_slice(&own);
    file.extend_from_slice(&INTER[own.len()..]);
    file.extend_from_slice(&map);
    file.extend(directory(INTER, HEADER, Some([map_at, map.len()])));
    file
}

fn glyph_of_a() -> u32 {
    let inter = FontRef::new(INTER).unwrap();
    inter.cmap().unwrap().map_codepoint('A').unwrap().to_u32()
}

/// With a font that has a sign as an A, it is drawn as an A, whatever else lies beside that font.
#[test]
#[cfg(unix)]
fn installed_fonts_are_used() {
    let (of_a, _) = Home::new().picture("A");
    let sign = NO_CHARACTER.to_string();
    let (boxed, _) = Home::new().picture(&sign);
    let check = |name: &str, bytes: &[u8], found: bool| {
        let home = Home::new();
        home.add(name, bytes);
        home.add("aaa/empty.ttf", b"");
        home.add("aaa/short.otf", &bytes[..bytes.len().min(100)]);
        home.add("aaa/cut.ttc", b"ttcf\0\x01\0\0\xff\xff\xff\xff");
        home.add("aaa/noise.ttf", &[0xff; 999]);
        std::os::unix::fs::symlink(home.fonts(), home.fonts().join("loop")).unwrap();
        let (picture, said) = home.picture(&sign);
        assert_eq!(said.is_empty(), found, "{name}: {said}");
        assert!(picture == if found { &of_a[..] } else { &boxed }, "{name}");
    };
    check("a.otf", &font_of(NO_CHARACTER), true);
    check("deep/er/A.TTF", &font_of(NO_CHARACTER), true);
    check("a.ttc", &collection_of(NO_CHARACTER), true);
    check("other.otf", &font_of(NOR_THIS), false);
    check("other.ttc", &collection_of(NOR_THIS), false);
    check("a.txt", &font_of(NO_CHARACTER), false);
    check("LastResort.otf", &font_of(NO_CHARACTER), false);
    let mut large = font_of(NO_CHARACTER);
    large.resize((32 << 20) + 1, 0);
    check("large.otf", &large, false);
}

/// Fonts that lie about where their tables are do no harm.
#[test]
#[cfg(unix)]
fn damaged_fonts_do_no_harm() {
    let font = font_of(NO_CHARACTER);
    let end = font.len();
    let tables = 12 + 16 * number(&font, 4, 2);
    let places = (0..tables).step_by(7).chain(end - 40..end);
    let home = Home::new();
    for place in places {
        let mut damaged = font.clone();
        damaged[place] ^= 0xff;
        home.add(&format!("{place}.otf"), &damaged);
    }
    let (_, said) = home.picture(&NO_CHARACTER.to_string());
    assert!(said.lines().count() <= 1, "{said}");
}

/// A window's context takes the machine's fonts once, and then rests.
#[test]
fn windows_come_to_rest() {
    let check = |install: fn(&egui::Context)| {
        let context = egui::Context::default();
        install(&context);
        let mut missing = Vec::new();
        for _ in 0..6 {
            let output = context.run_ui(egui::RawInput::default(), |ui| {
                missing = Typesetter::for_context(ui.ctx()).missing("日本語a");
            });
            output.drop_without_applying_deltas();
        }
        assert!(!context.has_requested_repaint());
        assert_eq!(missing, Typesetter::headless().missing("日本語a"));
    };
    check(cellsius::render::install_fonts);
    // Our fonts alone: the machine's come with the first typesetter.
    check(|context| context.set_fonts(cellsius::render::fonts()));
}
