//! The beginning of a NumPy file.

/// Everything before the numbers, padded as NumPy does it.
pub(crate) fn header(descr: &str, fortran: bool, shape: &str, version: u8) -> Vec<u8> {
    let order = if fortran { "True" } else { "False" };
    let mut text = format!("{{'descr': '{descr}', 'fortran_order': {order}, 'shape': {shape}, }}");
    let digits = if version == 1 { 2 } else { 4 };
    let padding = 63 - (8 + digits + text.len()) % 64;
    text.push_str(&" ".repeat(padding));
    text.push('\n');
    let length = u32::try_from(text.len()).unwrap().to_le_bytes();
    let magic = [b"\x93NUMPY", &[version, 0][..], &length[..digits]].concat();
    [&magic, text.as_bytes()].concat()
}
