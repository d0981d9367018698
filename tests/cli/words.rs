//! The README says what the program does: its options and its recipes are tried.

use std::collections::BTreeSet;

use crate::run::{Folder, project};

/// `--long` options in a text.
fn long_options(text: &str) -> BTreeSet<String> {
    let pieces = text.split("--").skip(1);
    let names = pieces.map(|piece| {
        let end = piece.find(|c: char| !c.is_ascii_lowercase() && c != '-');
        piece.get(..end.unwrap_or(piece.len())).unwrap_or_default()
    });
    names
        .filter(|name| name.starts_with(|c: char| c.is_ascii_lowercase()))
        .map(|name| format!("--{}", name.trim_end_matches('-')))
        .collect()
}

/// The options that `--help` lists.
pub(crate) fn options_of_help() -> BTreeSet<String> {
    let help = Folder::new().cellsius("--help").out;
    let listed = help.lines().filter_map(|line| {
        let line = line.trim_start();
        let line = line.strip_prefix("-o, ").unwrap_or(line);
        let line = line.strip_prefix("-h, ").unwrap_or(line);
        let line = line.strip_prefix("-V, ").unwrap_or(line);
        line.starts_with("--").then(|| {
            line.split([' ', '[', '='])
                .next()
                .unwrap_or(line)
                .to_owned()
        })
    });
    listed.collect()
}

fn readme() -> String {
    std::fs::read_to_string(project("README.md")).unwrap()
}

/// The rows of the README's table of options.
fn option_rows(readme: &str) -> String {
    let table = readme.split("| option | meaning |").nth(1).unwrap();
    let rows = table
        .lines()
        .skip(1)
        .take_while(|line| line.starts_with('|'));
    let named = rows.map(|row| row.split(" | ").next().unwrap_or(row));
    named.collect::<Vec<_>>().join("\n")
}

#[test]
fn the_readme_lists_the_options_of_the_help() {
    let (in_help, in_readme) = (options_of_help(), long_options(&option_rows(&readme())));
    assert!(in_help.len() > 30, "{in_help:?}");
    let missing: Vec<_> = in_help.difference(&in_readme).collect();
    assert!(
        missing.is_empty(),
        "in --help, not in the README's table: {missing:?}"
    );
    let unknown: Vec<_> = in_readme.difference(&in_help).collect();
    assert!(
        unknown.is_empty(),
        "in the README's table, not in --help: {unknown:?}"
    );
}

#[test]
fn the_readme_names_no_option_that_is_not_there() {
    let mut known = options_of_help();
    // Of cargo.
    let of_cargo = [
        "--release",
        "--path",
        "--test",
        "--bench",
        "--locked",
        "--features",
    ];
    known.extend(of_cargo.map(str::to_owned));
    let named = long_options(&readme());
    let unknown: Vec<_> = named.difference(&known).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
}

#[cfg(unix)]
#[test]
fn the_readmes_recipes_work() {
    let folder = Folder::new();
    std::os::unix::fs::symlink(project("assets"), folder.path("assets")).unwrap();
    folder.write("measurements.csv", "1,2\n3,4\n");
    let readme = readme();
    let recipes: Vec<&str> = readme
        .lines()
        .filter(|line| {
            line.starts_with("cellsius assets/")
                || line.starts_with("cargo run --release -- assets/")
        })
        .collect();
    assert!(recipes.len() >= 4, "{recipes:?}");
    for recipe in recipes {
        let arguments = recipe
            .trim_start_matches("cargo run --release -- ")
            .trim_start_matches("cellsius ");
        let mut command = folder.command("sh");
        command.args([
            "-c",
            &format!("exec \"$0\" {arguments}"),
            crate::run::CELLSIUS,
        ]);
        let run = crate::run::Run::of(&mut command);
        run.ok().silent();
    }
    let piped = readme.lines().find(|line| line.contains("| cellsius -"));
    let arguments = piped.and_then(|line| line.split("| cellsius ").nth(1));
    folder
        .piped(arguments.unwrap(), b"1,2\n3,4\n")
        .ok()
        .silent();
}
