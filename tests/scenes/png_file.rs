//! Opaque pictures as small PNG files.

use std::io::BufReader;
use std::path::Path;

use cellsius::render::Picture;

/// The picture in a file; `None` if there is none that can be read.
pub(crate) fn read(path: &Path) -> Option<Picture> {
    let file = std::fs::File::open(path).ok()?;
    let mut decoder = png::Decoder::new(BufReader::new(file));
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().ok()?;
    let mut bytes = vec![0; reader.output_buffer_size()?];
    let info = reader.next_frame(&mut bytes).ok()?;
    bytes.truncate(info.buffer_size());
    let pixels = match info.color_type {
        png::ColorType::Rgba => bytes,
        _ => bytes
            .chunks_exact(3)
            .flat_map(|p| [p[0], p[1], p[2], 255])
            .collect(),
    };
    Some(Picture {
        width: info.width,
        height: info.height,
        pixels,
    })
}

/// Writes an opaque picture, making its folder.
pub(crate) fn write(path: &Path, picture: &Picture) {
    let folder = path.parent().expect("a file lies in a folder");
    std::fs::create_dir_all(folder).expect("the folder can be made");
    let file = std::fs::File::create(path).expect("the file can be made");
    let mut encoder = png::Encoder::new(file, picture.width, picture.height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::High);
    let rgb: Vec<u8> = picture
        .pixels
        .chunks_exact(4)
        .flat_map(|p| [p[0], p[1], p[2]])
        .collect();
    let mut writer = encoder.write_header().expect("the header can be written");
    writer
        .write_image_data(&rgb)
        .expect("the pixels can be written");
}
