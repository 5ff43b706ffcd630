//! The door to JavaScript: options in, one plain object out. Nothing else knows of it.

use crate::{
    error::{Actor, Error, Position},
    face, inspect,
    options::{Options, given::Given},
    picture::Size,
    session,
};
use js_sys::{Object, Reflect, Uint8Array};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use std::sync::Arc;
use wasm_bindgen::prelude::*;
use web_sys::ImageData;

/// Finds faces: for a [`Session`], or frame by frame.
#[wasm_bindgen]
pub struct FaceDetector(Arc<face::Detector>);

#[wasm_bindgen]
impl FaceDetector {
    /// Takes the weights, `face_weights.bin` of the package, and `face_landmarks.bin` where it is to look closely.
    #[wasm_bindgen(constructor)]
    pub fn new(weights: &[u8], landmarks: Option<Vec<u8>>) -> Result<FaceDetector, JsValue> {
        console_error_panic_hook::set_once();
        let detector = face::Detector::new(weights).and_then(|detector| match landmarks {
            Some(landmarks) => detector.with_landmarks(&landmarks),
            None => Ok(detector),
        });
        detector.map(|detector| Self(Arc::new(detector))).map_err(|error| thrown(&error))
    }

    /// Looks at one frame of RGBA pixels, an `ImageData` or what has its `data`, `width` and `height`; gives
    /// `{ width, height, faces, checks }`.
    pub fn inspect(&self, frame: &ImageData, options: JsValue) -> Result<JsValue, JsValue> {
        let size = Size { width: frame.width(), height: frame.height() };
        options_of(options)
            .and_then(|options| inspect::inspect(&self.0, size, &frame.data(), &options))
            .map(|inspection| plain(&inspection))
            .map_err(|error| thrown(&error))
    }

    /// Another handle of the same detector, for a session to keep.
    pub fn share(&self) -> FaceDetector {
        Self(Arc::clone(&self.0))
    }
}

#[wasm_bindgen]
extern "C" {
    /// A [`FaceDetector`] as JavaScript holds it. Bindings cannot lend what may be absent, and an object that is handed
    /// over would be lost to its owner; so the object is asked to share itself.
    #[wasm_bindgen(typescript_type = "FaceDetector")]
    pub type LentDetector;

    #[wasm_bindgen(method, catch)]
    fn share(this: &LentDetector) -> Result<FaceDetector, JsValue>;
}

/// The core's part of what was lent.
fn borrowed(detector: Option<LentDetector>) -> Result<Option<Arc<face::Detector>>, JsValue> {
    detector.map(|detector| detector.share().map(|shared| shared.0)).transpose()
}

/// A photo on its way; see `Session` of the core.
#[wasm_bindgen]
pub struct Session(session::Session);

#[wasm_bindgen]
impl Session {
    /// Begins a run. Throws `{ code, actor, message, details }`, as every call here.
    #[wasm_bindgen(constructor)]
    pub fn new(options: JsValue, detector: Option<LentDetector>) -> Result<Session, JsValue> {
        console_error_panic_hook::set_once();
        let detector = borrowed(detector)?;
        options_of(options)
            .and_then(|options| session::Session::with_detector(options, detector))
            .map(Self)
            .map_err(|error| thrown(&error))
    }

    /// Begins a run over RGBA pixels that follow by `push`.
    #[wasm_bindgen(js_name = forPixels)]
    pub fn for_pixels(
        width: u32,
        height: u32,
        options: JsValue,
        detector: Option<LentDetector>,
    ) -> Result<Session, JsValue> {
        console_error_panic_hook::set_once();
        let detector = borrowed(detector)?;
        options_of(options)
            .and_then(|options| session::Session::for_pixels(Size { width, height }, options, detector))
            .map(Self)
            .map_err(|error| thrown(&error))
    }

    /// Takes the next bytes of the photo's file, or the next pixels.
    pub fn push(&mut self, chunk: &[u8]) -> Result<(), JsValue> {
        self.0.push(chunk).map_err(|error| thrown(&error))
    }

    /// `report.source`, as soon as everything before the pixels has been read.
    pub fn source(&self) -> JsValue {
        self.0.source().map_or(JsValue::UNDEFINED, plain)
    }

    /// Ends the file and looks for the face: whether a detector that looks closely should decide about it.
    #[wasm_bindgen(js_name = inDoubt)]
    pub fn in_doubt(&mut self) -> Result<bool, JsValue> {
        self.0.in_doubt().map_err(|error| thrown(&error))
    }

    /// Goes on with a detector that looks closely.
    #[wasm_bindgen(js_name = setDetector)]
    pub fn set_detector(&mut self, detector: &FaceDetector) {
        self.0.set_detector(Arc::clone(&detector.0));
    }

    /// Ends the file: `{ jpeg, report }`.
    pub fn finish(self) -> Result<JsValue, JsValue> {
        let preflight = self.0.finish().map_err(|error| thrown(&error))?;
        let jpeg = preflight.jpeg.as_deref().map_or(JsValue::NULL, |jpeg| Uint8Array::from(jpeg).into());
        let result = Object::new();
        Reflect::set(&result, &"jpeg".into(), &jpeg)?;
        Reflect::set(&result, &"report".into(), &plain(&preflight.report))?;
        Ok(result.into())
    }

    /// Ends the file: 16 × 16 luma samples of the upright picture.
    pub fn fingerprint(self) -> Result<Uint8Array, JsValue> {
        let samples = self.0.fingerprint().map_err(|error| thrown(&error))?;
        Ok(Uint8Array::from(samples.as_slice()))
    }
}

/// The package's version.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_string()
}

fn plain(value: &impl Serialize) -> JsValue {
    value.serialize(&Serializer::json_compatible()).unwrap_or(JsValue::NULL)
}

fn options_of(options: JsValue) -> Result<Options, Error> {
    if options.is_undefined() || options.is_null() {
        return Ok(Options::default());
    }
    let mut given = Vec::new();
    gather("", &options, &mut given)?;
    Options::with(&given)
}

/// Every option that an object and the groups inside it give; what is undefined is left out.
fn gather(prefix: &str, group: &JsValue, given: &mut Vec<(String, Given)>) -> Result<(), Error> {
    let Some(object) = Object::try_from(group) else {
        return Err(Error::option("options", "is no object"));
    };
    for key in Object::keys(object) {
        let value = Reflect::get(object, &key).unwrap_or_default();
        let name = prefix.to_string() + &key.as_string().unwrap_or_default();
        if value.is_undefined() {
            continue;
        }
        if value.is_object() && Options::is_group(&name) {
            gather(&(name + "."), &value, given)?;
            continue;
        }
        let value = match (value.as_f64(), value.as_string()) {
            (Some(number), _) => Given::Number(number),
            (_, Some(text)) => Given::Text(text),
            _ if value.is_null() => Given::Null,
            _ => Given::Other,
        };
        given.push((name, value));
    }
    Ok(())
}

#[derive(Serialize)]
struct Thrown<'a> {
    code: &'a str,
    actor: Actor,
    message: String,
    details: Details<'a>,
}

/// What a program may want of an error besides its words.
#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct Details<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    found: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    byte: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scan: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mcu_row: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    limit: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    allowed: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
}

fn thrown(error: &Error) -> JsValue {
    let details = details(error);
    plain(&Thrown { code: error.code(), actor: error.actor(), message: error.to_string(), details })
}

fn details(error: &Error) -> Details<'_> {
    match error {
        Error::EmptyInput => Details::default(),
        Error::InvalidInput { found }
        | Error::UnsupportedFormat { found }
        | Error::UnsupportedCoding { found } => Details { found: Some(found), ..Details::default() },
        Error::Truncated { position, .. } | Error::Corrupt { position, .. } => located(position),
        Error::LimitExceeded { limit, value, allowed } => {
            Details { limit: Some(limit), value: Some(*value), allowed: Some(*allowed), ..Details::default() }
        }
        Error::InvalidOption { name, .. } | Error::InvalidParameter { name, .. } => {
            Details { name: Some(name), ..Details::default() }
        }
    }
}

fn located(position: &Position) -> Details<'static> {
    Details {
        byte: Some(position.byte),
        scan: position.scan,
        mcu_row: position.mcu_row,
        ..Details::default()
    }
}
