//! Is there a face, and only one?

use super::definition::{Definition, Judge};
use super::evidence::FaceEvidence;
use super::finding::Finding;

/// The score of the likeliest face. Measured on 78 portraits and 75 pictures without a face: at 0.85 all portraits are
/// found and 2 of 70 pictures show a face where there is none, at 0.5 it is 13 of 70.
pub const NO_FACE: Definition = Definition {
    id: "no_face",
    meaning: "The picture shows a face.",
    unit: "score",
    api_code: Some("NoFaceDetected"),
    judge: Judge::Face(no_face),
};

/// The second largest of the faces: certain, likely, or confirmed by the second net. The API takes the largest; one of nearly
/// its size could win. Faces under a third of its width are hardly seen, and could not.
pub const MANY_FACES: Definition = Definition {
    id: "many_faces",
    meaning: "No second face is nearly as large as the first.",
    unit: "ratio",
    api_code: None,
    judge: Judge::Face(many_faces),
};

fn no_face(evidence: &FaceEvidence<'_>) -> Finding {
    let key = if evidence.faces.is_empty() { "no_face.none" } else { "no_face.unclear" };
    Finding::low(f64::from(evidence.score), evidence.options.checks.no_face, key)
}

fn many_faces(evidence: &FaceEvidence<'_>) -> Finding {
    let Some((first, others)) = evidence.faces.split_first() else { return Finding::skipped() };
    let second = others
        .iter()
        .map(|face| face.tight_box().area() / first.tight_box().area().max(1.0))
        .fold(0.0, f32::max);
    Finding::high(f64::from(second), evidence.options.checks.many_faces, "many_faces.second")
}
