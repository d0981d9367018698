//! ZIP archives, written byte by byte.

use std::io::Write;

/// An archive of these files.
pub(crate) fn zip(files: &[(&str, &[u8])], deflated: bool) -> Vec<u8> {
    let (mut local, mut central) = (Vec::new(), Vec::new());
    for (name, content) in files {
        let common = common(name, content, deflated);
        let place = u32::try_from(local.len()).unwrap().to_le_bytes();
        local.extend([b"PK\x03\x04", &common[..], name.as_bytes()].concat());
        local.extend(packed(content, deflated));
        // Comment, disk, attributes, where the local header is.
        central.extend([b"PK\x01\x02\x14\x00", &common[..], &[0; 10], &place].concat());
        central.extend(name.as_bytes());
    }
    let count = u16::try_from(files.len()).unwrap().to_le_bytes();
    let size = |bytes: &[u8]| u32::try_from(bytes.len()).unwrap().to_le_bytes();
    let end = [
        b"PK\x05\x06",
        &[0; 4][..],
        &count,
        &count,
        &size(&central),
        &size(&local),
        &[0, 0],
    ]
    .concat();
    [local, central, end].concat()
}

fn packed(content: &[u8], deflated: bool) -> Vec<u8> {
    if !deflated {
        return content.to_vec();
    }
    let mut out = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::fast());
    out.write_all(content).unwrap();
    out.finish().unwrap()
}

/// Version, flags, method, time, date, sum, sizes, length of the name, of the extra field.
fn common(name: &str, content: &[u8], deflated: bool) -> Vec<u8> {
    let mut crc = flate2::Crc::new();
    crc.update(content);
    let size = |length: usize| u32::try_from(length).unwrap().to_le_bytes();
    let method = if deflated { [8, 0] } else { [0, 0] };
    [
        &[20, 0, 0, 0][..],
        &method,
        &[0; 4],
        &crc.sum().to_le_bytes(),
        &size(packed(content, deflated).len()),
        &size(content.len()),
        &u16::try_from(name.len()).unwrap().to_le_bytes(),
        &[0, 0],
    ]
    .concat()
}
