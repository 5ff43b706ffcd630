//! A photo on its way: chunks in, report and picture out.

mod outgoing;
mod reading;

use self::{
    outgoing::{encode_within_limit, output},
    reading::{Decoded, Rows},
};
#[cfg(feature = "internals")]
use crate::picture::Picture;
use crate::{
    check::{self, Evidence, FaceEvidence},
    decode::{heading::Heading, photo_decoder::PhotoDecoder, pixels::PixelRows, sniff, source::Source},
    error::Error,
    face::{Detection, Detector, framing, measure},
    options::{Options, Preset},
    picture::{Histogram, Size},
    report::{Output, Report},
    scale::{self, Plan},
};
use std::sync::Arc;

/// The result of a run: the report, and the picture where one could be made.
#[derive(Clone, Debug, PartialEq)]
pub struct Preflight {
    /// A JPEG without metadata; `None` where no picture within the limits could be made.
    pub jpeg: Option<Vec<u8>>,
    /// What was found.
    pub report: Report,
}

impl Preflight {
    /// Whether no check failed.
    pub fn ok(&self) -> bool {
        self.report.ok()
    }

    /// The picture as the API wants it: standard Base64 with padding (RFC 4648 §4), no line breaks.
    pub fn base64(&self) -> Option<String> {
        use base64::{Engine, engine::general_purpose::STANDARD};
        self.jpeg.as_ref().map(|jpeg| STANDARD.encode(jpeg))
    }
}

/// Samples along each side of a [`fingerprint`](Session::fingerprint).
pub const FINGERPRINT_SIDE: usize = 16;

/// Takes a photo in chunks of any size; how it is cut does not change the result.
///
/// ```
/// use face_preflight::{Options, Session};
///
/// # use image::{ImageFormat, Rgb, RgbImage};
/// # let mut file = std::io::Cursor::new(Vec::new());
/// # RgbImage::from_pixel(720, 960, Rgb([90, 120, 150])).write_to(&mut file, ImageFormat::Png)?;
/// # let bytes = file.into_inner();
/// let mut session = Session::new(Options::default())?;
/// for chunk in bytes.chunks(4096) {
///     session.push(chunk)?;
/// }
/// assert_eq!(session.source().map(|source| source.width), Some(720));
/// let photo = session.finish()?;
/// assert!(photo.jpeg.is_some());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Session {
    options: Options,
    /// The face detector; `None` skips the checks of the face.
    detector: Option<Arc<Detector>>,
    stage: Stage,
    /// Bytes taken so far.
    bytes: u64,
}

enum Stage {
    /// Gathering the first bytes, until the format is certain.
    Identify(Vec<u8>),
    /// The format is known, the size is not.
    Head(PhotoDecoder),
    /// Rows flow.
    Rows(Box<Rows>),
    /// The file has ended, and the faces were looked for.
    Looked(Box<Looked>),
    /// The photo cannot be read; the error is repeated.
    Failed(Error),
}

impl Session {
    /// Begins a run that does not look for faces.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidOption`] names the option that is out of range, or `preset` where it is strict.
    pub fn new(options: Options) -> Result<Self, Error> {
        Self::with_detector(options, None)
    }

    /// Begins a run; with a detector the report has the faces and their checks.
    ///
    /// # Errors
    ///
    /// As [`new`](Self::new); a strict preset needs a detector.
    pub fn with_detector(options: Options, detector: Option<Arc<Detector>>) -> Result<Self, Error> {
        options.validate()?;
        if options.preset == Preset::Strict && detector.is_none() {
            // Without one it would judge no face, and say nothing of that.
            return Err(Error::option("preset", "strict judges the face and needs the face detector"));
        }
        Ok(Self { options, detector, stage: Stage::Identify(Vec::new()), bytes: 0 })
    }

    /// Begins a run over pixels that are decoded already: the pushed bytes are RGBA, 8 bits a sample,
    /// alpha not premultiplied, row by row.
    ///
    /// # Errors
    ///
    /// As [`new`](Self::new); [`Error::LimitExceeded`] and [`Error::Corrupt`] for the size.
    pub fn for_pixels(size: Size, options: Options, detector: Option<Arc<Detector>>) -> Result<Self, Error> {
        let mut session = Self::with_detector(options, detector)?;
        // No file: the number of pixels is what is limited.
        session.options.limits.source_bytes = u64::MAX;
        let decoder = PhotoDecoder::Pixels(PixelRows::new(size, &session.options.limits)?);
        let heading = decoder.heading();
        session.stage = Stage::Head(decoder);
        if let Some(heading) = heading {
            session.plan(heading, &[])?;
        }
        Ok(session)
    }

    /// Takes the next bytes of the photo's file.
    ///
    /// # Errors
    ///
    /// As soon as it is certain that the photo cannot be read; later calls repeat the error.
    pub fn push(&mut self, chunk: &[u8]) -> Result<(), Error> {
        self.bytes += chunk.len() as u64;
        let allowed = self.options.limits.source_bytes;
        let result = if self.bytes > allowed {
            Err(Error::LimitExceeded { limit: "limits.sourceBytes", value: self.bytes, allowed })
        } else {
            self.advance(chunk)
        };
        result.inspect_err(|error| self.stage = Stage::Failed(error.clone()))
    }

    /// What is known of the photo, once everything before its pixels has been read.
    pub fn source(&self) -> Option<&Source> {
        match &self.stage {
            Stage::Rows(rows) => Some(rows.source()),
            _ => None,
        }
    }

    fn advance(&mut self, chunk: &[u8]) -> Result<(), Error> {
        match &mut self.stage {
            Stage::Identify(head) => {
                let searched = head.len();
                head.extend_from_slice(chunk);
                if sniff::is_certain(head, searched) { self.identify() } else { Ok(()) }
            }
            Stage::Head(decoder) => {
                let taken = decoder.push(chunk, &mut |_: usize, _: &[u8]| {})?;
                match decoder.heading() {
                    Some(heading) => self.plan(heading, chunk.get(taken..).unwrap_or_default()),
                    None => Ok(()),
                }
            }
            Stage::Rows(rows) => rows.push(chunk),
            Stage::Looked(_) => Err(Error::corrupt(self.bytes as usize, "bytes after the end of the file")),
            Stage::Failed(error) => Err(error.clone()),
        }
    }

    /// Chooses the decoder by the bytes gathered so far and hands them on.
    fn identify(&mut self) -> Result<(), Error> {
        let Stage::Identify(head) = &mut self.stage else { return Ok(()) };
        let head = std::mem::take(head);
        if head.is_empty() {
            return Err(Error::EmptyInput);
        }
        self.stage = Stage::Head(PhotoDecoder::new(sniff::identify(&head), &self.options)?);
        self.advance(&head)
    }

    /// Plans the picture and lets the rows flow.
    fn plan(&mut self, heading: Heading, rest: &[u8]) -> Result<(), Error> {
        let stage = std::mem::replace(&mut self.stage, Stage::Failed(Error::EmptyInput));
        let Stage::Head(decoder) = stage else { return Ok(()) };
        let stored = Size { width: heading.source.width, height: heading.source.height };
        let plan = Plan::new(stored, heading.orientation, &self.options, self.detector().is_some());
        let mut rows = Box::new(Rows::new(decoder, heading, plan, self.options.fidelity)?);
        rows.push(rest)?;
        self.stage = Stage::Rows(rows);
        Ok(())
    }

    /// Ends the file: checks and encodes the picture.
    ///
    /// # Errors
    ///
    /// When the photo could not be read. A photo that is merely unfit gives a report.
    pub fn finish(mut self) -> Result<Preflight, Error> {
        let looked = self.looked()?;
        Ok(judge(looked, &self.options, self.detector()))
    }

    /// Ends the file and looks for the faces. Whether the detector is in doubt about the only one: a detector
    /// [with landmarks](Detector::with_landmarks), handed over by [`set_detector`](Self::set_detector) before the photo is
    /// [finished](Self::finish), will decide.
    ///
    /// # Errors
    ///
    /// When the photo could not be read.
    pub fn in_doubt(&mut self) -> Result<bool, Error> {
        if self.detector().is_none() {
            return Ok(false);
        }
        let looked = self.looked().inspect_err(|error| self.stage = Stage::Failed(error.clone()))?;
        let doubt = looked.detection.as_ref().is_some_and(Detection::undecided);
        self.stage = Stage::Looked(Box::new(looked));
        Ok(doubt && !self.detector().is_some_and(Detector::has_landmarks))
    }

    /// Ends the file: the upright picture as it would be encoded before anything is cut, and its faces, the first of them
    /// looked at closely where the detector has landmarks.
    ///
    /// # Errors
    ///
    /// When the photo could not be read.
    #[cfg(feature = "internals")]
    pub fn faces(mut self) -> Result<(Picture, Detection), Error> {
        let Looked { decoded, detection } = self.looked()?;
        let mut detection = detection.unwrap_or_default();
        if let Some(detector) = self.detector() {
            detector.look_closely(&decoded.picture, &mut detection);
        }
        Ok((decoded.picture, detection))
    }

    /// The detector, where there is one. Without the feature `face` none can be made: the compiler is told, so that the code
    /// of the face is left out.
    fn detector(&self) -> Option<&Detector> {
        if cfg!(feature = "face") { self.detector.as_deref() } else { None }
    }

    /// Goes on with another detector. The faces are not looked for again.
    pub fn set_detector(&mut self, detector: Arc<Detector>) {
        self.detector = Some(detector);
    }

    /// The photo and its faces, taken out of the session.
    fn looked(&mut self) -> Result<Looked, Error> {
        let stage = std::mem::replace(&mut self.stage, Stage::Failed(Error::EmptyInput));
        if let Stage::Looked(looked) = stage {
            return Ok(*looked);
        }
        self.stage = stage;
        let decoded = self.decoded()?;
        let detection = self.detector().map(|detector| detector.detect(&decoded.picture));
        Ok(Looked { decoded, detection })
    }

    /// Ends the file: the picture's fingerprint, [`FINGERPRINT_SIDE`] × [`FINGERPRINT_SIDE`] luma
    /// samples of the upright picture, row by row.
    ///
    /// Another size, quality or format of the same picture gives nearly the same samples. It tells
    /// whether two files show the same picture, not whether two pictures show the same person.
    ///
    /// # Errors
    ///
    /// When the photo could not be read.
    pub fn fingerprint(mut self) -> Result<Vec<u8>, Error> {
        let luma = self.decoded()?.picture.y;
        Ok(scale::resized(&luma, FINGERPRINT_SIDE, FINGERPRINT_SIDE).samples)
    }

    /// Ends the file: the upright picture as it would be encoded, taken out of the session.
    fn decoded(&mut self) -> Result<Decoded, Error> {
        if matches!(self.stage, Stage::Identify(_)) {
            self.identify()?;
        }
        if let Stage::Head(decoder) = &mut self.stage {
            // A short PNG waits for more bytes before its header is tried again.
            decoder.finish(&mut |_: usize, _: &[u8]| {})?;
            if let Some(heading) = decoder.heading() {
                self.plan(heading, &[])?;
            }
        }
        match std::mem::replace(&mut self.stage, Stage::Failed(Error::EmptyInput)) {
            Stage::Rows(rows) => rows.finish(&self.options, self.bytes),
            Stage::Looked(looked) => Ok(looked.decoded),
            Stage::Failed(error) => Err(error),
            Stage::Identify(_) | Stage::Head(_) => {
                Err(Error::truncated(self.bytes as usize, "the header of the picture should follow"))
            }
        }
    }
}

/// A photo that was read, and the faces in it where a detector looked for them.
struct Looked {
    decoded: Decoded,
    detection: Option<Detection>,
}

/// Looks closely at the face, cuts what the faces decide, encodes the picture and asks every check.
fn judge(looked: Looked, options: &Options, detector: Option<&Detector>) -> Preflight {
    let Looked { decoded, detection } = looked;
    // As above: without the feature there is none.
    let mut detection = if cfg!(feature = "face") { detection } else { None };
    let Decoded { source, mut plan, mut picture, integrity, blockiness, colour } = decoded;
    if let (Some(detector), Some(detection)) = (detector, &mut detection) {
        detector.look_closely(&picture, detection);
    }
    let mut cropped = false;
    if let Some(detection) = &mut detection {
        (picture, cropped) = framing::frame(picture, &mut plan, detection, &options.target);
    }
    let found_in = picture.width();
    let (picture, encoded) = encode_within_limit(picture, options);
    let detection = detection.map(|found| found.scaled(picture.width(), found_in));
    let luma = Histogram::of(picture.y.rows());
    let evidence = Evidence {
        source: &source,
        plan: &plan,
        picture: &picture,
        luma: &luma,
        encoded: encoded.as_ref(),
        integrity: &integrity,
        blockiness,
        colour,
        options,
    };
    let checks = match &detection {
        None => check::all(&evidence, None),
        Some(Detection { faces, score, landmarks }) => {
            let measures = faces
                .first()
                .map(|face| measure(&picture, face).with_landmarks(&picture, landmarks.as_ref()));
            let face = FaceEvidence { score: *score, faces, measures: measures.as_ref(), options };
            check::all(&evidence, Some(&face))
        }
    };
    let output = encoded.as_ref().map(|encoded| Output { cropped, ..output(&picture, encoded, options) });
    let report = Report { source, output, checks, faces: detection.map(|found| found.faces) };
    Preflight { jpeg: encoded.map(|encoded| encoded.jpeg), report }
}
