//! Cells without words are the same bytes everywhere: on every machine, in debug and release, with
//! one thread or many.
#![expect(
    clippy::expect_used,
    reason = "helpers of tests stop at what cannot be"
)]

mod scenes;
#[path = "scenes/sha256.rs"]
mod sha256;

use cellsius::render::Typesetter;
use cellsius::render::cpu::CpuPainter;
use scenes::{bare_scenes, scenes};

/// SHA-256 of the pictures' RGBA bytes.
const PICTURES: [(&str, &str); 3] = [
    (
        "unequal",
        "725d407968a3ec4cdc5c1b93108faa6fd22d4fd45fadd04c1210e90ed06a12ec",
    ),
    (
        "missing",
        "fc69937571b16ba71de7da8bd0026deb2565aa901198b633146f12b866f711da",
    ),
    (
        "extreme",
        "d2276ded387824d147d56db0e3482a40c0b77276c0d2bddcce11135b6b1901b6",
    ),
];

#[test]
fn pictures_without_words_are_the_same_everywhere() {
    let typesetter = Typesetter::headless();
    let scenes = bare_scenes();
    let mut cpu = CpuPainter::with_typesetter(typesetter.clone());
    let found = PICTURES.map(|(name, _)| {
        let scene = scenes.iter().find(|scene| scene.name == name);
        let frame = scene.expect("a scene of this name").frame(&typesetter);
        (name, sha256::hex(&cpu.paint(&frame).pixels))
    });
    let expected = PICTURES.map(|(name, sum)| (name, sum.to_owned()));
    assert_eq!(found, expected);
}

#[test]
fn threads_and_repetition_change_nothing() {
    let typesetter = Typesetter::headless();
    for scene in scenes() {
        let frame = scene.frame(&typesetter);
        let again = scene.frame(&typesetter);
        let alone = CpuPainter::with_threads(1).paint(&frame);
        for threads in [2, 3, 16] {
            let many = CpuPainter::with_threads(threads).paint(&again);
            assert!(
                alone == many,
                "{}: {threads} threads paint otherwise",
                scene.name
            );
        }
    }
}

#[test]
fn sums_are_those_of_the_standard() {
    // FIPS 180-4's examples, and lengths around a block's end.
    let check = |text: &[u8], expected: &str| assert_eq!(sha256::hex(text), expected);
    check(
        b"",
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    );
    check(
        b"abc",
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    );
    check(
        b"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
    );
    check(
        &[b'a'; 1_000_000],
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0",
    );
}
