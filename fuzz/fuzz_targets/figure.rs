//! Any bytes called a figure give a picture or one line, and never a panic.
#![no_main]

use cellsius::export::PictureOptions;
use cellsius::figure::{ReadSettings, Settings};
use cellsius::load::{Input, Progress, open};
use cellsius::view::Viewport;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let input = Input::Bytes {
        name: "f.json".to_owned(),
        bytes: bytes.to_vec(),
    };
    match open(&input, &ReadSettings::default(), &Progress::new()) {
        Ok(content) => {
            let figure = content.figure(&Settings::default());
            let options = PictureOptions {
                size_pt: [300.0, 200.0],
                ..PictureOptions::default()
            };
            let _frame = options.frame(&figure, &Viewport::whole(&figure));
        }
        Err(error) => assert!(!error.to_string().contains('\n')),
    }
});
