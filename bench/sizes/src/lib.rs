//! The JPEG core as a module of its own: a JPEG file in, a smaller one out, by the decoder, the resampler and the
//! encoder. It exists to be weighed by `cargo xtask sizes`; with a feature, so do the other parts.

// Exports for JavaScript have names that are not mangled.
#![allow(unsafe_code)]

#[cfg(feature = "face")]
mod face;
#[cfg(feature = "png")]
mod png;

use face_preflight::Options;
use face_preflight::Size;
use face_preflight::internals::colour::ColourModel;
use face_preflight::internals::encode::{self, Settings};
use face_preflight::internals::jpeg::{Decoder, Header, Limits, Scale};
use face_preflight::internals::picture::Orientation;
use face_preflight::internals::rows::Grid;
use face_preflight::internals::scale::{Plan, PlanesScaler};
use face_preflight::{Subsampling, internals::picture::Picture};
use std::sync::Mutex;

static BYTES: Mutex<Vec<u8>> = Mutex::new(Vec::new());

/// Memory for a file, and where the result of [`convert`] is.
#[unsafe(no_mangle)]
pub extern "C" fn room(bytes: usize) -> *mut u8 {
    let Ok(mut file) = BYTES.lock() else { return std::ptr::null_mut() };
    file.resize(bytes, 0);
    file.as_mut_ptr()
}

/// Makes a smaller JPEG of the one in memory; gives its length, 0 if that could not be.
#[unsafe(no_mangle)]
pub extern "C" fn convert(eighths: usize) -> usize {
    let Ok(mut file) = BYTES.lock() else { return 0 };
    let Some(picture) = decoded(&file, eighths) else { return 0 };
    let Ok(encoded) = encode::encode(&picture, &Settings::default()) else { return 0 };
    *file = encoded.jpeg;
    file.len()
}

/// A JPEG at the size of the default's output, from a decoder at a scale in eighths.
#[inline(never)] // Two callers of it would else be two of it: only what they add is to be weighed.
fn decoded(file: &[u8], eighths: usize) -> Option<Picture> {
    let mut decoder = Decoder::new(Limits::default());
    let taken = decoder.push(file, &mut |_: usize, _: &[u8]| ()).ok()?;
    let scale = Scale::at_least(eighths);
    let header = decoder.header()?;
    let size = Size { width: header.width as u32, height: header.height as u32 };
    let grids = grids(header, scale);
    decoder.start(&vec![scale; grids.len()]).ok()?;
    let mut scaler = PlanesScaler::new(&plan(size), &grids);
    decoder.push(file.get(taken..)?, &mut scaler).ok()?;
    decoder.finish(&mut scaler).ok()?;
    let planes = scaler.finish();
    let mut planes = planes.into_iter();
    let mut next = || planes.next().unwrap_or_default();
    Some(Picture { subsampling: Subsampling::Quarter, y: next(), cb: next(), cr: next() })
}

fn plan(size: Size) -> Plan {
    Plan::new(size, Orientation::UPRIGHT, &Options::default(), false)
}

fn grids(header: &Header, scale: Scale) -> Vec<Grid> {
    let ratio = scale.eighths() as f64 / 8.0;
    let components = header.components.iter().enumerate();
    components
        .map(|(index, component)| Grid {
            width: scale.len(component.width),
            height: scale.len(component.height),
            across: ratio * component.h as f64 / header.h_max as f64,
            down: ratio * component.v as f64 / header.v_max as f64,
            chroma: ColourModel::YCbCr.is_chroma(index),
        })
        .collect()
}
