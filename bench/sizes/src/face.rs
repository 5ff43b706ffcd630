//! The face detector beside the core.

use crate::{BYTES, decoded};
use face_preflight::Detector;

/// Finds the faces of a JPEG that follows `weights_bytes` of weights; gives how many.
#[unsafe(no_mangle)]
pub extern "C" fn find(weights_bytes: usize) -> usize {
    let Ok(bytes) = BYTES.lock() else { return 0 };
    let Some((weights, file)) = bytes.split_at_checked(weights_bytes) else { return 0 };
    let Ok(detector) = Detector::new(weights) else { return 0 };
    decoded(file, 8).map_or(0, |picture| detector.detect(&picture).faces.len())
}
