//! The README says what is true.
#![expect(clippy::expect_used, reason = "a test that cannot go on says why")]

use std::path::Path;

use cellsius::app::ui::ENTRIES;

fn root(path: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn readme() -> String {
    std::fs::read_to_string(root("README.md")).expect("there is a README")
}

/// Every action that has a key stands in the table of keys, by the name that the menus give it.
#[test]
fn the_table_of_keys_has_every_action() {
    let readme = readme();
    let keys = readme
        .split("### Keys")
        .nth(1)
        .and_then(|rest| rest.split("\n## ").next());
    let keys = keys.expect("there is a section on keys");
    let missing: Vec<&str> = ENTRIES
        .iter()
        .filter(|entry| !entry.keys.is_empty() && !keys.contains(entry.text))
        .map(|entry| entry.text)
        .collect();
    assert!(missing.is_empty(), "not in the README: {missing:?}");
}

/// Files that the README links to or works on are there.
#[test]
fn what_the_readme_names_exists() {
    let readme = readme();
    let linked = readme
        .split("](")
        .skip(1)
        .filter_map(|rest| rest.split(')').next());
    let examples = readme
        .split_whitespace()
        .filter(|word| word.starts_with("assets/"));
    let names: Vec<&str> = linked
        .chain(examples)
        .map(|name| name.trim_end_matches('`'))
        .collect();
    assert!(names.len() > 5, "{names:?}");
    for name in names {
        assert!(
            root(name.trim_matches('`')).exists(),
            "the README names {name}"
        );
    }
}
