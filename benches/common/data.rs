//! The files that are read: made once, and again only where they are not there.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use super::{folder::folder, hills::hills};

/// A table of numbers of six digits.
#[derive(Clone, Copy)]
pub(crate) struct Csv {
    /// The file's name.
    pub(crate) name: &'static str,
    /// Rows, and as many columns.
    pub(crate) side: usize,
    /// With a header and a column of labels.
    pub(crate) labelled: bool,
}

/// 4096 x 4096: 142 MB.
pub(crate) const MIDDLE: Csv = Csv {
    name: "grid_4k.csv",
    side: 4096,
    labelled: false,
};

/// 11 000 x 11 000: 1 GB.
pub(crate) const LARGE: Csv = Csv {
    name: "grid_big.csv",
    side: 11_000,
    labelled: false,
};

impl Csv {
    /// The file, written if it is not there yet, and read once so that it lies in the page cache.
    pub(crate) fn file(self) -> PathBuf {
        let path = folder().join(self.name);
        if !path.exists() {
            self.write(&path);
        }
        let mut file = File::open(&path).unwrap();
        std::io::copy(&mut file, &mut std::io::sink()).unwrap();
        path
    }

    fn write(self, path: &Path) {
        let unfinished = path.with_extension("tmp");
        let mut file = BufWriter::with_capacity(1 << 20, File::create(&unfinished).unwrap());
        if self.labelled {
            let names: Vec<String> = (0..self.side)
                .map(|column| format!("s{column:04}"))
                .collect();
            writeln!(file, "name,{}", names.join(",")).unwrap();
        }
        for (index, row) in hills(self.side, self.side).enumerate() {
            if self.labelled {
                write!(file, "g{index:04},").unwrap();
            }
            let fields: Vec<String> = row.into_iter().map(six_digits).collect();
            writeln!(file, "{}", fields.join(",")).unwrap();
        }
        file.into_inner().unwrap().sync_all().unwrap();
        std::fs::rename(&unfinished, path).unwrap();
    }
}

/// As C writes a number with `%.6g`.
fn six_digits(value: f64) -> String {
    let scientific = format!("{value:.5e}");
    let (digits, exponent) = scientific.split_once('e').unwrap();
    let exponent: i32 = exponent.parse().unwrap();
    let bare = |text: &str| match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
        false => text.to_owned(),
    };
    if (-4..6).contains(&exponent) {
        let decimals = usize::try_from(5 - exponent).unwrap();
        bare(&format!("{value:.decimals$}"))
    } else {
        let sign = if exponent < 0 { '-' } else { '+' };
        format!("{}e{sign}{:02}", bare(digits), exponent.abs())
    }
}
