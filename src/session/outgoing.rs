//! The picture that goes out.

use crate::{
    encode::{self, Encoded},
    options::Options,
    picture::{Picture, Size},
    report::Output,
    scale,
};

/// Where even the lowest quality passes the hard limit, the picture shrinks by a tenth at a time,
/// and at last to the smallest size that the API takes.
pub fn encode_within_limit(mut picture: Picture, options: &Options) -> (Picture, Option<Encoded>) {
    let target = &options.target;
    let settings = encode::Settings {
        ceiling: target.quality_ceiling,
        floor: target.quality_floor,
        window_max_bytes: target.window_max_bytes as usize,
        hard_limit_bytes: target.hard_limit_bytes as usize,
        prefer: options.prefer,
        coding: options.coding,
        effort: options.effort,
    };
    let size_of = |picture: &Picture| Size { width: picture.width() as u32, height: picture.height() as u32 };
    let smallest = scale::smallest_size(size_of(&picture), target);
    loop {
        if let Ok(encoded) = encode::encode(&picture, &settings) {
            return (picture, Some(encoded));
        }
        let Some(smaller) = scale::smaller_size(size_of(&picture), smallest) else {
            return (picture, None);
        };
        picture = scale::shrink(&picture, smaller);
    }
}

/// What the report says of it.
pub fn output(picture: &Picture, encoded: &Encoded, options: &Options) -> Output {
    let bytes = encoded.jpeg.len() as u64;
    Output {
        width: picture.width() as u32,
        height: picture.height() as u32,
        bytes,
        base64_length: bytes.div_ceil(3) * 4,
        quality: encoded.quality,
        equivalent_quality: encoded.equivalent_quality,
        subsampling: picture.subsampling,
        coding: options.coding,
        effort: options.effort,
        cropped: false,
    }
}
