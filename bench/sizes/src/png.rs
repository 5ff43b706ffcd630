//! PNG beside the core.

use crate::{BYTES, plan};
use face_preflight::Limits;
use face_preflight::Size;
use face_preflight::Subsampling;
use face_preflight::internals::encode::{self, Settings};
use face_preflight::internals::png::PngDecoder;
use face_preflight::internals::scale::PlanesScaler;

/// As `convert`, of a PNG.
#[unsafe(no_mangle)]
pub extern "C" fn convert_png() -> usize {
    let Ok(mut file) = BYTES.lock() else { return 0 };
    let Some(jpeg) = converted(&file) else { return 0 };
    *file = jpeg;
    file.len()
}

fn converted(file: &[u8]) -> Option<Vec<u8>> {
    let mut decoder = PngDecoder::new(Limits::default());
    let half = file.len() / 2;
    decoder.push(file.get(..half)?, &mut |_: usize, _: &[u8]| ()).ok()?;
    let header = decoder.header()?;
    let (size, model) = (Size { width: header.width, height: header.height }, header.model);
    let mut scaler = PlanesScaler::new(&plan(size), &decoder.start());
    decoder.push(file.get(half..)?, &mut scaler).ok()?;
    decoder.finish(&mut scaler).ok()?;
    let picture = model.picture(scaler.finish(), Subsampling::Quarter);
    encode::encode(&picture, &Settings::default()).ok().map(|encoded| encoded.jpeg)
}
