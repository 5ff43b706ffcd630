//! Damaged weights that the reader accepts: a caller may pass anything.

use super::{options, root};
use face_preflight::Detector;
use face_preflight::Size;
use face_preflight::inspect;
use face_preflight::{Options, Session};
use face_tools::drawn_faces::{self, Drawn};
use face_tools::weights;
use std::sync::Arc;

/// Bytes before the first layer's numbers.
const HEADER_BYTES: usize = 8;

/// Numbers without a pattern (Marsaglia's xorshift).
fn random(state: &mut u64) -> usize {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    (*state >> 16) as usize
}

#[test]
fn damaged_weights_give_some_report_and_no_panic() {
    let shipped = weights::shipped(&root()).unwrap();
    let drawn = Drawn { centre: (120.0, 150.0), radius: 80.0, degrees: 0.0 };
    let picture = drawn_faces::picture(400, 300, &[drawn]);
    let (rgba, size) = (drawn_faces::rgba(&picture), Size { width: 400, height: 300 });
    let wish = options(
        r#"{ "landscape": "crop", "crop": "face", "target": { "minWidthPx": 100, "minHeightPx": 100 } }"#,
    );
    let mut state = 7;
    let mut found = 0;
    for round in 0..40 {
        let mut damaged = shipped.clone();
        for _ in 0..1 << (round % 8) {
            let place = HEADER_BYTES + random(&mut state) % (damaged.len() - HEADER_BYTES);
            damaged[place] = random(&mut state) as u8;
        }
        let detector = Arc::new(Detector::new(&damaged).unwrap());
        inspect(&detector, size, &rgba, &Options::default()).unwrap();
        let mut session = Session::for_pixels(size, wish.clone(), Some(detector)).unwrap();
        session.push(&rgba).unwrap();
        let faces = session.finish().unwrap().report.faces.unwrap();
        found += faces.len();
        for face in faces {
            let [x, y, width, height] = {
                let found = face.rectangle;
                [found.x, found.y, found.width, found.height]
            };
            assert!(x.is_finite() && y.is_finite() && width > 0.0 && height > 0.0, "{face:?}");
            assert!(
                face.keypoints.iter().all(|point| point.x.is_finite() && point.y.is_finite()),
                "{face:?}"
            );
        }
    }
    assert!(found > 0, "some of them see faces");
}
