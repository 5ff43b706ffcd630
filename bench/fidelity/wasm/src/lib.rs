//! The encoder alone, as two plain functions: `time.js` fills in the samples and times `encode`.

use face_preflight::internals::encode::{self, Settings};
use face_preflight::{Effort, Prefer};
use face_preflight::{
    Subsampling,
    internals::picture::{Picture, Plane},
};
use std::sync::Mutex;

static SAMPLES: Mutex<Vec<u8>> = Mutex::new(Vec::new());

/// Memory for the samples of a picture: all of Y, then of Cb, then of Cr.
#[unsafe(no_mangle)]
pub extern "C" fn room(bytes: usize) -> *mut u8 {
    let mut samples = SAMPLES.lock().expect("there is one thread");
    *samples = vec![0; bytes];
    samples.as_mut_ptr()
}

/// Encodes the samples as 4:2:0 within a number of bytes, thoroughly or as usual; gives the size of the file.
#[unsafe(no_mangle)]
pub extern "C" fn encode(width: usize, height: usize, limit_bytes: usize, thorough: bool) -> usize {
    let samples = SAMPLES.lock().expect("there is one thread");
    let (y, chroma) = samples.split_at(width * height);
    let (cb, cr) = chroma.split_at(chroma.len() / 2);
    let plane = |samples: &[u8], width, height| Plane { width, height, samples: samples.to_vec() };
    let picture = Picture {
        subsampling: Subsampling::Quarter,
        y: plane(y, width, height),
        cb: plane(cb, width / 2, height / 2),
        cr: plane(cr, width / 2, height / 2),
    };
    let settings = Settings {
        ceiling: 100,
        window_max_bytes: limit_bytes,
        prefer: Prefer::Size,
        effort: if thorough { Effort::Thorough } else { Effort::Usual },
        ..Settings::default()
    };
    encode::encode(&picture, &settings).map_or(0, |encoded| encoded.jpeg.len())
}
