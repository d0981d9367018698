//! Fonts of this machine, for signs that ours lack: Chinese, Japanese, Korean, Arabic, Thai …
//!
//! Nothing is read before a sign is met that no font at hand has. Then the character maps of the
//! installed fonts are read, once in the program's life, and of the fonts themselves only those that
//! are needed. The choice depends on nothing but the fonts that are installed and the order in which
//! signs are met, so pictures stay the same on one machine.
//!
//! Lines are not reordered as Unicode's bidirectional algorithm asks: egui sets each Arabic or Hebrew
//! word in its own direction, but one word after the other from left to right. Fonts of bitmaps only
//! are passed over, as most of coloured emoji are.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs::File;
use std::io::Read;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use egui::epaint::text::{
    Blob, FallbackRequest, FontInsert, FontPriority, FontProvider, InsertFontFamily,
};
use egui::{Context, FontData, Id};

use super::face::{Face, faces_of, is_whole, name_of};

/// Larger files are passed over: a font that is used is held in memory.
const LARGEST_FILE: u64 = 32 << 20;

/// Font folders hold fewer files and folders; loops of links hold more.
const MOST_ENTRIES: usize = 50_000;

/// Font folders are nested less deeply.
const DEEPEST: usize = 8;

/// Lets a context take fonts of this machine for signs that its own lack, from the next pass on.
/// Once done, it does nothing more.
pub(super) fn add_to(context: &Context) {
    let key = Id::unique("cellsius: fonts of this machine");
    let known = context.data_mut(|data| {
        let known = data.get_temp(key).unwrap_or(false);
        data.insert_temp(key, true);
        known
    });
    if !known {
        context.add_font_provider(Arc::new(SystemFonts));
    }
}

/// Gives fonts to egui one by one, as they are needed.
struct SystemFonts;

impl FontProvider for SystemFonts {
    fn font_for(&self, request: &FallbackRequest<'_>) -> Option<FontInsert> {
        let sign = request.cluster.chars().next()?;
        // Our own fonts have them.
        if sign.is_ascii() || sign.is_control() {
            return None;
        }
        // Faces that cannot be read are passed over.
        let library = Library::of_this_machine();
        let (face, bytes) = library
            .faces_with(sign)
            .into_iter()
            .filter_map(|face| Some((face, library.bytes(&face.path)?)))
            .find(|(face, bytes)| is_whole((**bytes).as_ref(), face.index))?;
        let name = format!("{}#{}", face.path.display(), face.index);
        let family = InsertFontFamily {
            family: request.family.clone(),
            priority: FontPriority::Lowest,
        };
        let data = FontData::from_blob(bytes, face.index);
        Some(FontInsert::new(&name, data, vec![family]))
    }
}

/// The faces installed on a machine, and the bytes of those in use.
#[derive(Default)]
struct Library {
    /// In order of their files.
    faces: Vec<Face>,
    /// `None`: the file cannot be read.
    bytes: Mutex<BTreeMap<PathBuf, Option<Blob>>>,
}

impl Library {
    fn of_this_machine() -> &'static Self {
        static LIBRARY: OnceLock<Library> = OnceLock::new();
        LIBRARY.get_or_init(|| Self::read(&font_folders()))
    }

    fn read(folders: &[PathBuf]) -> Self {
        let mut files = Vec::new();
        let mut entries = MOST_ENTRIES;
        for folder in folders {
            collect_font_files(folder, DEEPEST, &mut entries, &mut files);
        }
        files.sort();
        files.dedup();
        let faces = files.iter().flat_map(|path| faces_of(path)).collect();
        Self {
            faces,
            bytes: Mutex::default(),
        }
    }

    /// The faces that have a sign, the most suitable first. Those that have only few of its script's
    /// signs come last, so that a word is not set in several fonts.
    fn faces_with(&self, sign: char) -> Vec<&Face> {
        let script = script_of(sign);
        let mut found: Vec<(u32, &Face)> = self
            .faces
            .iter()
            .filter(|face| face.signs.contain(u32::from(sign)))
            .map(|face| (face.signs.count_in(&script), face))
            .collect();
        let most = found.iter().map(|(count, _)| *count).max().unwrap_or(0);
        found.sort_by_key(|(count, face)| {
            let few = *count < most / 2;
            let most_of_few = few.then_some(Reverse(*count));
            (few, most_of_few, face.unlikeness, face.kind)
        });
        found.into_iter().map(|(_, face)| face).collect()
    }

    fn bytes(&self, path: &Path) -> Option<Blob> {
        // What is in the table is whole even if a thread panicked beside it.
        let mut known = self.bytes.lock().unwrap_or_else(PoisonError::into_inner);
        known
            .entry(path.to_owned())
            .or_insert_with(|| {
                let mut bytes = Vec::new();
                let file = File::open(path).ok()?;
                file.take(LARGEST_FILE).read_to_end(&mut bytes).ok()?;
                Some(Arc::new(bytes))
            })
            .clone()
    }
}

/// The code points of a sign's script, near enough: Han and kana, Hangul, or the 128 code points
/// around it, in which most other scripts have all or the greater part of their signs.
fn script_of(sign: char) -> RangeInclusive<u32> {
    let code_point = u32::from(sign);
    [0x3040..=0x9FFF, 0xAC00..=0xD7A3]
        .into_iter()
        .find(|script| script.contains(&code_point))
        .unwrap_or(code_point & !0x7F..=code_point | 0x7F)
}

/// Where this system keeps its fonts; folders that do not exist do no harm.
fn font_folders() -> Vec<PathBuf> {
    let (system, of_user): (&[&str], &[&str]) = if cfg!(target_os = "macos") {
        (
            &["/System/Library/Fonts", "/Library/Fonts"],
            &["Library/Fonts"],
        )
    } else if cfg!(windows) {
        (
            &["C:\\Windows\\Fonts"],
            &["AppData\\Local\\Microsoft\\Windows\\Fonts"],
        )
    } else {
        (
            &["/usr/share/fonts", "/usr/local/share/fonts"],
            &[".local/share/fonts", ".fonts"],
        )
    };
    let home = etcetera::home_dir().ok();
    let below_home = |folder: &&str| Some(home.as_ref()?.join(folder));
    let system = system.iter().map(PathBuf::from);
    system
        .chain(of_user.iter().filter_map(below_home))
        .collect()
}

fn collect_font_files(
    folder: &Path,
    depth: usize,
    entries_left: &mut usize,
    files: &mut Vec<PathBuf>,
) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    let mut paths: Vec<PathBuf> = entries
        .take(*entries_left)
        .flatten()
        .map(|entry| entry.path())
        .collect();
    paths.sort();
    *entries_left = entries_left.saturating_sub(paths.len());
    for path in paths {
        let Ok(about) = std::fs::metadata(&path) else {
            continue;
        };
        if about.is_dir() && depth > 0 {
            collect_font_files(&path, depth - 1, entries_left, files);
        } else if about.is_file() && about.len() <= LARGEST_FILE && is_font(&path) {
            files.push(path);
        }
    }
}

/// True for the names of font files, but for those that claim every sign and draw none.
fn is_font(path: &Path) -> bool {
    let ending = path.extension().and_then(OsStr::to_str).unwrap_or_default();
    let known = ["ttf", "otf", "ttc", "otc"];
    let name = name_of(path);
    let empty = ["lastresort", "adobeblank"];
    known.iter().any(|known| ending.eq_ignore_ascii_case(known))
        && !empty.iter().any(|empty| name.contains(empty))
}

#[cfg(test)]
mod tests {
    use super::super::face::{Kind, Signs};
    use super::*;

    #[test]
    fn signs_of_one_word_are_of_one_script() {
        let check = |word: &str| {
            let mut scripts = word.chars().map(script_of);
            let first = scripts.next();
            assert!(scripts.all(|script| Some(script) == first), "{word}");
        };
        ["日本のカナ", "한국어", "हिन्दी", "ภาษาไทย", "العربية"]
            .into_iter()
            .for_each(check);
        assert_eq!(script_of(char::MAX), 0x10_FF80..=0x10_FFFF);
    }

    fn face(path: &str, signs: [u32; 2], unlikeness: u32) -> Face {
        let path = PathBuf::from(path);
        Face {
            kind: Kind::of(&path),
            path,
            index: 0,
            signs: Signs::new(signs[0]..=signs[1]),
            unlikeness,
        }
    }

    #[test]
    fn regular_sans_faces_of_the_whole_script_come_first() {
        let thai = [0xE01, 0xE5B];
        let mut faces = vec![
            face("NotoSansThai-Few.ttf", [0xE01, 0xE10], 0),
            face("Garuda.ttf", thai, 0),
            face("NotoSansThai-Bold.ttf", thai, 300),
            face("NotoSansThai-Regular.ttf", thai, 0),
            face("NotoSerifThai-Regular.ttf", thai, 0),
            face("unifont.otf", [0, 0xFFFF], 0),
            face("OpenSans.ttf", [0, 0x2FF], 0),
        ];
        faces.sort_by(|a, b| a.path.cmp(&b.path));
        let library = Library {
            faces,
            ..Library::default()
        };
        let found = library.faces_with('ก');
        let names: Vec<_> = found.iter().map(|face| name_of(&face.path)).collect();
        let expected = [
            "notosansthai-regular",
            "garuda",
            "notoserifthai-regular",
            "unifont",
            "notosansthai-bold",
            "notosansthai-few",
        ];
        assert_eq!(names, expected);
        assert!(library.faces_with(char::MAX).is_empty());
    }
}
