//! Does the desktop ask for light or dark? Asked once, off the frame thread.

use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use egui::Theme;
use etcetera::BaseStrategy;

/// The desktop portal answers at once or is not there.
const PATIENCE: Duration = Duration::from_millis(700);

/// What the desktop asks for, as far as it can be known without the window system (which tells on
/// some systems only): the portal's setting, else GTK's. May take [`PATIENCE`].
pub(super) fn ask() -> Option<Theme> {
    let variable = std::env::var("GTK_THEME").ok();
    if let Some(theme) = variable.as_deref().and_then(of_gtk_theme) {
        return Some(theme);
    }
    of_portal().or_else(|| {
        let folders = etcetera::choose_base_strategy().ok()?;
        of_gtk_settings(&folders.config_dir())
    })
}

/// The setting `color-scheme` of the desktop portal, asked through D-Bus's own command.
fn of_portal() -> Option<Theme> {
    if !has_session_bus() {
        return None;
    }
    let mut child = Command::new("dbus-send")
        .args(["--session", "--print-reply=literal", "--reply-timeout=500"])
        .arg("--dest=org.freedesktop.portal.Desktop")
        .arg("/org/freedesktop/portal/desktop")
        .arg("org.freedesktop.portal.Settings.Read")
        .args(["string:org.freedesktop.appearance", "string:color-scheme"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let started = Instant::now();
    while matches!(child.try_wait(), Ok(None)) {
        if started.elapsed() > PATIENCE {
            // It has ended by itself if it cannot be ended.
            let _ = child.kill();
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    let mut answer = String::new();
    child.stdout.take()?.read_to_string(&mut answer).ok()?;
    of_portal_answer(&answer)
}

/// Without one the question would start a bus of its own.
fn has_session_bus() -> bool {
    let named = std::env::var_os("DBUS_SESSION_BUS_ADDRESS").is_some();
    let folder = std::env::var_os("XDG_RUNTIME_DIR");
    named || folder.is_some_and(|folder| Path::new(&folder).join("bus").exists())
}

/// 1 stands for dark, 2 for light, 0 for neither.
fn of_portal_answer(answer: &str) -> Option<Theme> {
    match answer.rsplit_once("uint32")?.1.trim() {
        "1" => Some(Theme::Dark),
        "2" => Some(Theme::Light),
        _ => None,
    }
}

/// `Adwaita:dark`, `Adwaita-dark`.
fn of_gtk_theme(name: &str) -> Option<Theme> {
    let name = name.trim().to_ascii_lowercase();
    let dark = name.ends_with(":dark") || name.ends_with("-dark");
    match name.as_str() {
        "" => None,
        _ if dark => Some(Theme::Dark),
        _ => Some(Theme::Light),
    }
}

/// What GTK's settings files say.
fn of_gtk_settings(config: &Path) -> Option<Theme> {
    let read = |folder: &str| std::fs::read_to_string(config.join(folder).join("settings.ini"));
    let text = read("gtk-4.0").or_else(|_| read("gtk-3.0")).ok()?;
    let value = |key: &str| {
        let mut lines = text.lines().filter_map(|line| line.split_once('='));
        lines
            .find(|(name, _)| name.trim() == key)
            .map(|(_, value)| value.trim())
    };
    match value("gtk-application-prefer-dark-theme") {
        Some("1" | "true") => Some(Theme::Dark),
        _ => value("gtk-theme-name").and_then(of_gtk_theme),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_portal_is_understood() {
        let check = |answer: &str, expected| assert_eq!(of_portal_answer(answer), expected);
        check(
            "   variant       variant          uint32 1\n",
            Some(Theme::Dark),
        );
        check(
            "   variant       variant          uint32 2\n",
            Some(Theme::Light),
        );
        check("   variant       variant          uint32 0\n", None);
        check("", None);
    }

    #[test]
    fn gtk_is_understood() {
        let check = |name: &str, expected| assert_eq!(of_gtk_theme(name), expected, "{name}");
        check("Adwaita:dark", Some(Theme::Dark));
        check("Yaru-dark", Some(Theme::Dark));
        check("Adwaita", Some(Theme::Light));
        check("", None);

        let folder = tempfile::tempdir().unwrap();
        let check = |content: &str, expected| {
            std::fs::create_dir_all(folder.path().join("gtk-3.0")).unwrap();
            std::fs::write(folder.path().join("gtk-3.0/settings.ini"), content).unwrap();
            assert_eq!(of_gtk_settings(folder.path()), expected, "{content}");
        };
        check(
            "[Settings]\ngtk-application-prefer-dark-theme = 1\n",
            Some(Theme::Dark),
        );
        check("[Settings]\ngtk-theme-name=Arc-Dark\n", Some(Theme::Dark));
        check("[Settings]\ngtk-theme-name=Arc\n", Some(Theme::Light));
        check("[Settings]\n", None);
    }
}
