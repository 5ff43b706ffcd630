//! The module's functions for JavaScript, without glue: bytes go in by a room in its memory, numbers come out by a place
//! in it. `recogniser.js` of the emulator calls them.

// Exports for JavaScript have names that are not mangled.
#![allow(unsafe_code)]

use crate::Recogniser;
use face_preflight::Detector;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// What is kept between two calls.
#[derive(Default)]
struct State {
    /// The bytes that JavaScript wrote last.
    room: Vec<u8>,
    detector: Option<Detector>,
    recogniser: Option<Recogniser>,
    /// The last face.
    descriptor: Vec<f32>,
}

static STATE: Mutex<Option<State>> = Mutex::new(None);

fn with_state<T>(work: impl FnOnce(&mut State) -> T) -> T {
    // There is one thread, and none that panicked goes on.
    let mut state: MutexGuard<Option<State>> = STATE.lock().unwrap_or_else(PoisonError::into_inner);
    work(state.get_or_insert_default())
}

/// What a call came to.
#[repr(i32)]
pub enum Outcome {
    /// It did what it should.
    Done = 0,
    /// The photo shows nobody.
    Nobody = 1,
    /// The bytes are not what they should be, or there is no recogniser yet.
    Unusable = 2,
}

/// Room for the bytes of the next call.
#[unsafe(no_mangle)]
pub extern "C" fn room(bytes: usize) -> *mut u8 {
    with_state(|state| {
        state.room = vec![0; bytes];
        state.room.as_mut_ptr()
    })
}

/// Takes `face_weights.bin` of the package from the room.
#[unsafe(no_mangle)]
pub extern "C" fn take_detector() -> Outcome {
    with_state(|state| {
        state.detector = Detector::new(&std::mem::take(&mut state.room)).ok();
        if state.detector.is_some() { Outcome::Done } else { Outcome::Unusable }
    })
}

/// Takes `face_landmarks.bin` of the package from the room, after the detector.
#[unsafe(no_mangle)]
pub extern "C" fn take_landmarks() -> Outcome {
    with_state(|state| {
        let landmarks = std::mem::take(&mut state.room);
        state.detector = state.detector.take().and_then(|detector| detector.with_landmarks(&landmarks).ok());
        if state.detector.is_some() { Outcome::Done } else { Outcome::Unusable }
    })
}

/// Takes the recogniser's weights from the room, last.
#[unsafe(no_mangle)]
pub extern "C" fn take_weights() -> Outcome {
    with_state(|state| {
        let weights = std::mem::take(&mut state.room);
        state.recogniser = state.detector.take().and_then(|detector| Recogniser::new(detector, &weights));
        if state.recogniser.is_some() { Outcome::Done } else { Outcome::Unusable }
    })
}

/// Describes the largest face of the photo in the room.
#[unsafe(no_mangle)]
pub extern "C" fn describe() -> Outcome {
    with_state(|state| {
        let photo = std::mem::take(&mut state.room);
        match state.recogniser.as_ref().map(|recogniser| recogniser.describe(&photo)) {
            Some(Ok(Some(descriptor))) => {
                state.descriptor = descriptor;
                Outcome::Done
            }
            Some(Ok(None)) => Outcome::Nobody,
            Some(Err(_)) | None => Outcome::Unusable,
        }
    })
}

/// Describes the chip in the room: 150 × 150 pixels of red, green and blue, 0 to 255. For comparing with other
/// implementations, and for timing the net alone.
#[unsafe(no_mangle)]
pub extern "C" fn describe_chip() -> Outcome {
    with_state(|state| {
        let chip = std::mem::take(&mut state.room);
        let pixels: Vec<f32> = chip.iter().map(|value| f32::from(*value) / 255.0).collect();
        let Some(recogniser) =
            state.recogniser.as_ref().filter(|_| chip.len() == crate::SIDE * crate::SIDE * 3)
        else {
            return Outcome::Unusable;
        };
        state.descriptor = recogniser.describe_chip(&pixels);
        Outcome::Done
    })
}

/// Where the 128 numbers of the last face are.
#[unsafe(no_mangle)]
pub extern "C" fn descriptor() -> *const f32 {
    with_state(|state| state.descriptor.as_ptr())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_ready_is_unusable() {
        assert!(!room(3).is_null());
        assert!(matches!(take_weights(), Outcome::Unusable), "weights before the detector");
        assert!(matches!(describe(), Outcome::Unusable), "a photo before the weights");
        assert!(matches!(describe_chip(), Outcome::Unusable), "a chip before the weights");
    }
}
