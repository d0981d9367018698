//! `-o`: a picture is written whole or not at all, and an input never.

use crate::png::Png;
use crate::run::{Folder, Run, example};

/// A table that a picture may not take the place of.
const TABLE: &str = "a,b\n1,2\n3,4\n";

#[test]
fn a_picture_has_the_size_asked_for() {
    let folder = Folder::with("m.csv", TABLE);
    let check = |arguments: &str, size: [usize; 2]| {
        let run = folder.cellsius(&format!("m.csv -o out.png {arguments}"));
        run.ok().silent();
        assert_eq!(run.out, "");
        let png = Png::open(&folder.path("out.png"));
        assert_eq!([png.width, png.height], size, "{arguments}");
    };
    check("", [900, 600]);
    check("--size 640x480", [640, 480]);
    check("--size 640x480 --scale 2", [1280, 960]);
    check("--size 33x33 --scale 1.5", [50, 50]);
    check("--size 1x1", [1, 1]);
    check("--size 3x2000", [3, 2000]);
    check("--size 2000x3", [2000, 3]);
    check("--scale 0.0001", [1, 1]);
    assert_eq!(folder.names(), ["m.csv", "out.png"]);
}

#[test]
fn two_runs_make_the_same_bytes() {
    let folder = Folder::new();
    for table in ["volcano.csv", "commits.csv", "gaps.csv"] {
        let table = example(table);
        for out in ["a.png", "b.png"] {
            folder
                .cellsius(&format!("{table} -o {out} --text --gap 1 --title T"))
                .ok();
        }
        assert!(folder.read("a.png") == folder.read("b.png"), "{table}");
    }
}

#[test]
fn an_older_picture_is_replaced_whole() {
    let folder = Folder::with("m.csv", TABLE);
    folder
        .write("out.png", vec![7; 1 << 20])
        .write("OUT2.PNG", "old");
    for out in ["out.png", "OUT2.PNG"] {
        folder
            .cellsius(&format!("m.csv -o {out} --size 100x80"))
            .ok()
            .silent();
        assert_eq!(Png::open(&folder.path(out)).width, 100);
    }
    assert!(folder.read("out.png").len() < 100_000);
    assert_eq!(folder.names(), ["OUT2.PNG", "m.csv", "out.png"]);
}

#[test]
fn a_failed_run_leaves_the_older_picture_alone() {
    let folder = Folder::with("m.csv", TABLE);
    folder.write("out.png", "old").write("empty.csv", "");
    folder.cellsius("empty.csv -o out.png").fails(1);
    folder.cellsius("none.csv -o out.png").fails(1);
    folder.cellsius("m.csv --z none -o out.png").fails(2);
    assert_eq!(folder.read("out.png"), b"old");
    assert_eq!(folder.names(), ["empty.csv", "m.csv", "out.png"]);
}

#[test]
fn what_cannot_be_written_is_one_line() {
    let folder = Folder::with("m.csv", TABLE);
    std::fs::create_dir(folder.path("folder.png")).unwrap();
    let check = |out: &str, status: i32, part: &str| {
        let run = folder.cellsius(&format!("m.csv -o {out}"));
        let line = run.fails(status);
        assert!(
            line.starts_with(&format!("{out}: ")) && line.contains(part),
            "{line}"
        );
    };
    check("out", 2, "expected .png");
    check("out.", 2, "expected .png");
    check(".png", 2, "expected .png");
    check("out.svg", 2, "found the ending \"svg\"");
    check("none/out.png", 1, "found no folder");
    check("m.csv/out.png", 1, "");
    check("folder.png", 1, "found a folder");
    assert_eq!(folder.names(), ["folder.png", "m.csv"]);
}

#[cfg(unix)]
#[test]
fn an_input_is_never_overwritten() {
    let folder = Folder::with("in.png", TABLE);
    std::fs::create_dir(folder.path("sub")).unwrap();
    std::os::unix::fs::symlink("in.png", folder.path("soft.png")).unwrap();
    std::fs::hard_link(folder.path("in.png"), folder.path("hard.png")).unwrap();
    let names = folder.names();
    for [file, out] in [
        ["in.png", "in.png"],
        ["in.png", "./sub/../in.png"],
        ["in.png", "soft.png"],
        ["in.png", "hard.png"],
        ["soft.png", "in.png"],
        ["hard.png", "soft.png"],
    ] {
        let run = folder.cellsius(&format!("{file} -o {out}"));
        let line = run.fails(2);
        assert!(
            line.starts_with(&format!("{out}: found the input")),
            "{line}"
        );
        assert_eq!(folder.read("in.png"), TABLE.as_bytes());
    }
    assert_eq!(folder.names(), names);
}

#[cfg(unix)]
#[test]
fn nor_is_one_on_standard_input() {
    let folder = Folder::with("in.png", TABLE);
    for file in ["-", "/dev/stdin"] {
        let mut command = folder.command("sh");
        command.args([
            "-c",
            &format!("\"$0\" {file} -o in.png < in.png"),
            crate::run::CELLSIUS,
        ]);
        Run::of(&mut command).fails(2);
        assert_eq!(folder.read("in.png"), TABLE.as_bytes(), "{file}");
    }
}

#[cfg(unix)]
#[test]
fn a_link_to_an_older_picture_stays_a_link() {
    let folder = Folder::with("m.csv", TABLE);
    folder.write("old.png", "old");
    std::os::unix::fs::symlink("old.png", folder.path("link.png")).unwrap();
    folder
        .cellsius("m.csv -o link.png --size 90x60")
        .ok()
        .silent();
    assert!(folder.path("link.png").is_symlink());
    assert_eq!(Png::open(&folder.path("old.png")).width, 90);
    // A link to nowhere: the picture appears under its name, one way or the other.
    std::os::unix::fs::symlink("new.png", folder.path("dangling.png")).unwrap();
    folder
        .cellsius("m.csv -o dangling.png --size 91x60")
        .ok()
        .silent();
    assert_eq!(Png::open(&folder.path("dangling.png")).width, 91);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_one_line() {
    let folder = Folder::with("m.csv", TABLE);
    std::os::unix::fs::symlink("/dev/full", folder.path("full.png")).unwrap();
    let run = folder.cellsius("m.csv -o full.png");
    let line = run.fails(1);
    assert!(
        line.contains("could not be written") && line.contains("No space"),
        "{line}"
    );
    assert!(folder.path("full.png").is_symlink());
    assert_eq!(folder.names(), ["full.png", "m.csv"]);
}

#[cfg(target_os = "linux")]
#[test]
fn the_older_picture_survives_a_disk_that_fills_up() {
    let folder = Folder::with("m.csv", TABLE);
    folder.write("out.png", "old");
    let mut command = folder.command("sh");
    // No file may grow beyond one block.
    let script = "trap '' XFSZ; ulimit -f 1; exec \"$0\" m.csv -o out.png --text --title Long";
    command.args(["-c", script, crate::run::CELLSIUS]);
    let run = Run::of(&mut command);
    let line = run.fails(1);
    assert!(
        line.starts_with("out.png: the picture could not be written"),
        "{line}"
    );
    assert_eq!(folder.read("out.png"), b"old");
    assert_eq!(folder.names(), ["m.csv", "out.png"]);
}

#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_written_to_is_one_line() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::with("m.csv", TABLE);
    let locked = folder.path("locked");
    std::fs::create_dir(&locked).unwrap();
    std::fs::set_permissions(&locked, std::fs::Permissions::from_mode(0o555)).unwrap();
    if std::fs::write(locked.join("probe"), "").is_ok() {
        eprintln!("skipped: this user may write everywhere");
        return;
    }
    folder.cellsius("m.csv -o locked/out.png").fails(1);
}

#[cfg(target_os = "linux")]
#[test]
fn a_window_without_a_display_is_one_line_that_names_o() {
    let folder = Folder::with("m.csv", TABLE);
    for arguments in ["m.csv", "", "m.csv m.csv --title T"] {
        let run = folder.cellsius(arguments);
        let line = run.fails(1);
        assert!(line.contains("-o"), "{line}");
    }
    assert_eq!(folder.names(), ["m.csv"]);
}
