//! Shaders are valid, and their structs are laid out as Rust's: checked without a GPU.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test's helpers fail by panicking"
)]

use std::mem::offset_of;
use std::path::{Path, PathBuf};

use cellsius::grid::NO_CELL;
use cellsius::render::gpu::{ABSENT, CellsUniform, SLAB_SHIFT, SLABS, SLOT_SIDE};
use naga::valid::{Capabilities, ValidationFlags, Validator};

fn shaders() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("shaders");
    let entries = std::fs::read_dir(folder).unwrap();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

fn parse(path: &Path) -> Result<naga::Module, String> {
    let source = std::fs::read_to_string(path).map_err(|error| error.to_string())?;
    naga::front::wgsl::parse_str(&source).map_err(|error| error.emit_to_string(&source))
}

#[test]
fn every_shader_is_valid() {
    let files = shaders();
    assert!(!files.is_empty(), "no shaders found");
    let mut failures = Vec::new();
    for file in &files {
        let valid = parse(file).and_then(|module| {
            Validator::new(ValidationFlags::all(), Capabilities::empty())
                .validate(&module)
                .map_err(|error| format!("{error:?}"))
        });
        if let Err(error) = valid {
            failures.push(format!("{}: {error}", file.display()));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// Compares a struct of a shader with the members and size of Rust's.
fn check_layout(file: &str, name: &str, members: &[(&str, usize)], size: usize) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("shaders")
        .join(file);
    let module = parse(&path).unwrap();
    let found = module.types.iter().find_map(|(_, ty)| match &ty.inner {
        naga::TypeInner::Struct { members, span } if ty.name.as_deref() == Some(name) => {
            Some((members.clone(), *span as usize))
        }
        _ => None,
    });
    let (found, span) = found.unwrap_or_else(|| panic!("{file} has no struct {name}"));
    let found: Vec<(&str, usize)> = found
        .iter()
        .map(|member| (member.name.as_deref().unwrap_or(""), member.offset as usize))
        .collect();
    assert_eq!(found, members, "members of {name} in {file}");
    assert_eq!(span, size, "size of {name} in {file}");
}

#[test]
fn structs_are_laid_out_alike() {
    check_layout(
        "cells.wgsl",
        "CellsUniform",
        &[
            ("corner", offset_of!(CellsUniform, corner)),
            ("size", offset_of!(CellsUniform, size)),
            ("source", offset_of!(CellsUniform, source)),
            ("coarse", offset_of!(CellsUniform, coarse)),
            ("thresholds", offset_of!(CellsUniform, thresholds)),
            ("padding", offset_of!(CellsUniform, padding)),
        ],
        size_of::<CellsUniform>(),
    );
}

/// The values of a shader's constants that are whole numbers.
fn constants(module: &naga::Module) -> Vec<(String, u32)> {
    let value = |constant: &naga::Constant| match module.global_expressions[constant.init] {
        naga::Expression::Literal(naga::Literal::U32(value)) => Some(value),
        _ => None,
    };
    let named = |constant: &naga::Constant| Some((constant.name.clone()?, value(constant)?));
    let found = module.constants.iter();
    found.filter_map(|(_, constant)| named(constant)).collect()
}

#[test]
fn numbers_are_the_same_in_rust() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("shaders/cells.wgsl");
    let module = parse(&path).unwrap();
    let mut found = constants(&module);
    found.sort();
    let missing = cellsius::color::KeySpace::of(None).key(f64::NAN);
    let mut expected = [
        ("ABSENT", ABSENT),
        ("MISSING", missing),
        ("NO_CELL", NO_CELL),
        ("SLAB_SHIFT", SLAB_SHIFT),
        ("SLOT_SIDE", SLOT_SIDE),
    ]
    .map(|(name, value)| (name.to_owned(), value));
    expected.sort();
    assert_eq!(found, expected);
    let is_slab = |name: &Option<String>| name.as_ref().is_some_and(|n| n.starts_with("slab_"));
    let slabs = module
        .global_variables
        .iter()
        .filter(|(_, variable)| is_slab(&variable.name))
        .count();
    assert_eq!(slabs, SLABS, "textures of the atlas");
}

/// The cells shader compares whole numbers: no comparison of floating-point values is in it.
#[test]
fn cells_are_compared_as_integers() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("shaders/cells.wgsl");
    let module = parse(&path).unwrap();
    let mut validator = Validator::new(ValidationFlags::all(), Capabilities::empty());
    let info = validator.validate(&module).unwrap();
    let functions = module
        .functions
        .iter()
        .map(|(handle, function)| (&info[handle], function));
    let entries = module
        .entry_points
        .iter()
        .enumerate()
        .map(|(index, entry)| (info.get_entry_point(index), &entry.function));
    for (info, function) in functions.chain(entries) {
        for (_, expression) in function.expressions.iter() {
            let naga::Expression::Binary { op, left, .. } = expression else {
                continue;
            };
            use naga::BinaryOperator as Op;
            let compares = matches!(
                op,
                Op::Equal
                    | Op::NotEqual
                    | Op::Less
                    | Op::LessEqual
                    | Op::Greater
                    | Op::GreaterEqual
            );
            let kind = info[*left].ty.inner_with(&module.types).scalar_kind();
            assert!(
                !compares || kind != Some(naga::ScalarKind::Float),
                "{:?} compares floating-point values",
                function.name
            );
        }
    }
}
