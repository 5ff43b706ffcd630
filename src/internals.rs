//! What the project's own tests, benchmarks and tools reach of the library's parts. No promise is made of it: a patch
//! release may change or drop anything here. Only with the feature `internals`.

/// The checks of the photo and of the face.
pub mod check {
    pub use crate::check::blockiness::Blockiness;
    pub use crate::check::{CHECKS, Definition, Evidence, FaceEvidence, all, of_face};
    pub use crate::english::ENGLISH;
}

/// Colour models and profiles.
pub mod colour {
    pub use crate::colour::icc::{Profile, Unusable};
    pub use crate::colour::model::ColourModel;
    pub use crate::colour::{ColourHandling, to_srgb};
}

/// The encoder.
pub mod encode {
    pub use crate::encode::{CannotFit, Encoded, Settings, encode, quality_scale};
}

/// What is read of EXIF.
pub mod exif {
    pub use crate::decode::exif::{is_not_srgb, orientation};
}

/// The parts of the face detector.
pub mod face {
    pub use crate::face::{
        CERTAIN, Detection, Encoding, Kind, LANDMARK_POINTS, LANES, Landmarks, Layer, LayerShape, MAGIC,
        Measures, Net, Square, Tensor, activate, bordered, half_to_single, measure, pointwise,
    };
}

/// The JPEG decoder.
pub mod jpeg {
    pub use crate::decode::detail::component_scale;
    pub use crate::decode::jpeg::{
        Adobe, CodingProcess, Colour, Component, Decoder, Header, Limits, Scale, reconstruct,
    };
}

/// The picture between scaling and encoding.
pub mod picture {
    pub use crate::picture::{Histogram, Orientation, Picture, Plane};
}

/// The PNG decoder.
#[cfg(feature = "png")]
pub mod png {
    pub use crate::decode::png::{Header, PngDecoder};
}

/// What stands between decoders and those who take their samples.
pub mod rows {
    pub use crate::rows::{Grid, Integrity, RowSink};
}

/// The plan and the resampler.
pub mod scale {
    pub use crate::scale::{Axis, Framing, Plan, PlanesScaler, Resampler};
}

/// Which format a file has.
pub mod sniff {
    pub use crate::decode::sniff::{Kind, identify, is_certain};
}

/// The bindings for JavaScript.
#[cfg(all(target_arch = "wasm32", feature = "javascript"))]
pub mod wasm {
    pub use crate::wasm::{FaceDetector, Session, version};
}
