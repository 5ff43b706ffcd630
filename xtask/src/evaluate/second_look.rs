//! The end of a run as `face: true` brings it about: where the detector is in doubt, the net of the second look is asked.

use crate::checkout::root;
use anyhow::Result;
use face_preflight::{Detector, Preflight, Session};
use face_tools::weights;
use std::sync::{Arc, OnceLock};

pub fn finish(mut session: Session) -> Result<Preflight> {
    if session.in_doubt()? {
        session.set_detector(closer_detector()?);
    }
    Ok(session.finish()?)
}

/// The detector with the net of the second look, which then sees every face.
pub fn closer_detector() -> Result<Arc<Detector>> {
    static DETECTOR: OnceLock<Arc<Detector>> = OnceLock::new();
    if let Some(detector) = DETECTOR.get() {
        return Ok(Arc::clone(detector));
    }
    let detector = Detector::new(&weights::shipped(root())?)?;
    let detector = Arc::new(detector.with_landmarks(&weights::shipped_landmarks(root())?)?);
    Ok(Arc::clone(DETECTOR.get_or_init(|| detector)))
}
