//! A screen of our own, with a pointer, a keyboard and a camera.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::channel;
use std::time::Duration;

/// Width and height of the screen in px.
pub(super) const SCREEN: [u32; 2] = [1280, 900];

/// A virtual X server; ended when dropped.
pub(super) struct Desk {
    display: String,
    server: Child,
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

impl Desk {
    /// A screen, or why there is none.
    pub(super) fn open() -> Result<Self, String> {
        for tool in ["Xvfb", "xdotool", "import"] {
            if !is_there(tool) {
                return Err(format!("{tool} is not installed"));
            }
        }
        let screen = format!("{}x{}x24", SCREEN[0], SCREEN[1]);
        let mut server = Command::new("Xvfb")
            // Without `-noreset` the pointer goes back to the middle when the last program ends.
            .args(["-displayfd", "1", "-nolisten", "tcp", "-noreset"])
            .args(["-screen", "0", &screen])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("Xvfb does not start: {error}"))?;
        let output = server.stdout.take().unwrap();
        // The server says its number once it can be used. Its output stays open as long as it runs.
        let (sender, number) = channel();
        std::thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                let _ = sender.send(line);
            }
        });
        let number = number.recv_timeout(Duration::from_secs(60));
        let mut desk = Self {
            display: String::new(),
            server,
        };
        let number = number.map_err(|_| "Xvfb gave no display".to_owned())?;
        desk.display = format!(":{}", number.trim());
        Ok(desk)
    }

    /// The server's name.
    pub(super) fn display(&self) -> &str {
        &self.display
    }

    /// Presses keys, moves the pointer: see `man xdotool`. What it answers.
    pub(super) fn xdotool(&self, arguments: &[&str]) -> String {
        let output = Command::new("xdotool")
            .args(arguments)
            .env("DISPLAY", &self.display)
            .output()
            .unwrap();
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// Moves the pointer to a pixel of the screen.
    pub(super) fn point_at(&self, [x, y]: [f64; 2]) {
        self.xdotool(&["mousemove", &format!("{x:.0}"), &format!("{y:.0}")]);
    }

    /// What is on the screen.
    pub(super) fn screenshot(&self) -> Image {
        let output = Command::new("import")
            .args(["-window", "root", "-depth", "8", "png:-"])
            .env("DISPLAY", &self.display)
            .output()
            .unwrap();
        Image::of_png(&output.stdout)
    }
}

fn is_there(tool: &str) -> bool {
    let folders = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&folders).any(|folder| folder.join(tool).is_file())
}

/// A picture without alpha.
pub(super) struct Image {
    pub(super) width: u32,
    pub(super) height: u32,
    pixels: Vec<[u8; 3]>,
}

impl Image {
    /// From the bytes of a PNG file.
    pub(super) fn of_png(bytes: &[u8]) -> Self {
        let mut decoder = png::Decoder::new(std::io::Cursor::new(bytes));
        decoder.set_transformations(png::Transformations::normalize_to_color8());
        let mut reader = decoder.read_info().unwrap();
        let mut bytes = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut bytes).unwrap();
        bytes.truncate(info.buffer_size());
        let channels = info.color_type.samples();
        let pixel = |pixel: &[u8]| match pixel {
            [gray] | [gray, _] => [*gray; 3],
            [red, green, blue, ..] => [*red, *green, *blue],
            [] => [0; 3],
        };
        Self {
            width: info.width,
            height: info.height,
            pixels: bytes.chunks_exact(channels).map(pixel).collect(),
        }
    }

    /// The colour of the pixel that holds this place.
    pub(super) fn at(&self, [x, y]: [f64; 2]) -> [u8; 3] {
        let (column, row) = (x as usize, y as usize);
        assert!(
            column < self.width as usize && row < self.height as usize,
            "{x}, {y} lies outside of {} x {}",
            self.width,
            self.height
        );
        self.pixels[row * self.width as usize + column]
    }

    /// So many pixels of a rectangle (left, top, width, height) differ, out of so many.
    pub(super) fn differing(&self, other: &Self, [x, y, w, h]: [f64; 4]) -> (usize, usize) {
        let inside = |length: u32, from: f64, size: f64| {
            let last = f64::from(length) - 1.0;
            (from.clamp(0.0, last) as u32)..((from + size).clamp(0.0, last) as u32)
        };
        let (mut differing, mut all) = (0, 0);
        for row in inside(self.height, y, h) {
            for column in inside(self.width, x, w) {
                let place = [f64::from(column), f64::from(row)];
                all += 1;
                differing += usize::from(self.at(place) != other.at(place));
            }
        }
        (differing, all)
    }

    /// So many colours are there.
    pub(super) fn colors(&self) -> usize {
        let mut colors = self.pixels.clone();
        colors.sort_unstable();
        colors.dedup();
        colors.len()
    }
}
