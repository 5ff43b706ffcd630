//! The door to JavaScript, through the generated bindings: in Node and in a browser.
#![cfg(target_arch = "wasm32")]
#![allow(missing_docs)]

mod golden;

use face_preflight::{Options, internals::wasm::Session, preflight};
use js_sys::{Array, Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

const PHOTO: &[u8] = include_bytes!("../../fixtures/orientation-6.jpg");
const GOLDEN: &str = include_str!("../../golden/jpegs.txt");

fn get(object: &JsValue, path: &str) -> JsValue {
    path.split('.').fold(object.clone(), |value, name| Reflect::get(&value, &name.into()).unwrap())
}

fn text(object: &JsValue, path: &str) -> String {
    get(object, path).as_string().unwrap_or_else(|| panic!("{path} of {object:?}"))
}

fn number(object: &JsValue, path: &str) -> f64 {
    get(object, path).as_f64().unwrap_or_else(|| panic!("{path} of {object:?}"))
}

/// `{ a: { b: value } }` for the path `a.b`.
fn options(path: &str, value: impl Into<JsValue>) -> JsValue {
    path.rsplit('.').fold(value.into(), |inner, name| {
        let object = Object::new();
        Reflect::set(&object, &name.into(), &inner).unwrap();
        object.into()
    })
}

fn refusal(options: JsValue) -> JsValue {
    Session::new(options, None).err().expect("a refusal")
}

#[wasm_bindgen_test]
fn a_photo_goes_in_and_a_plain_object_comes_out() {
    let mut session = Session::new(JsValue::UNDEFINED, None).unwrap();
    assert!(session.source().is_undefined());
    for chunk in PHOTO.chunks(5_000) {
        session.push(chunk).unwrap();
    }
    assert_eq!(number(&session.source(), "orientation"), 6.0);
    let result = session.finish().unwrap();
    let jpeg: Uint8Array = get(&result, "jpeg").dyn_into().unwrap();
    assert_eq!(f64::from(jpeg.length()), number(&result, "report.output.bytes"));
    assert_eq!(number(&result, "report.output.width"), 481.0);
    assert_eq!(text(&result, "report.output.subsampling"), "4:2:0");
    assert_eq!(number(&result, "report.source.bytes"), PHOTO.len() as f64);
    let checks: Array = get(&result, "report.checks").dyn_into().unwrap();
    let portrait = checks.get(0);
    assert_eq!((text(&portrait, "id"), text(&portrait, "status")), ("portrait".into(), "pass".into()));
    assert_eq!(text(&portrait, "apiCode"), "UnqualifiedPhoto");
    assert!(get(&portrait, "key").is_null());
}

#[wasm_bindgen_test]
fn the_picture_is_the_one_of_the_golden_table() {
    let line = GOLDEN.lines().find(|line| line.starts_with("orientation-6.jpg ")).unwrap();
    let bytes: usize = line.rsplit(' ').next().unwrap().parse().unwrap();
    let photo = preflight(PHOTO, &Options::default()).unwrap();
    assert_eq!(photo.jpeg.unwrap().len(), bytes);
}

#[wasm_bindgen_test]
fn a_photo_that_cannot_be_read_throws_a_plain_object() {
    let mut session = Session::new(JsValue::NULL, None).unwrap();
    session.push(&PHOTO[..PHOTO.len() / 2]).unwrap();
    let thrown = session.finish().err().unwrap();
    assert_eq!(text(&thrown, "code"), "truncated");
    assert_eq!(text(&thrown, "actor"), "photo");
    assert!(text(&thrown, "message").contains("byte"));
    assert!(number(&thrown, "details.byte") > 1_000.0);
}

#[wasm_bindgen_test]
fn options_are_taken() {
    let mut session = Session::new(options("target.windowMaxBytes", 50_000), None).unwrap();
    session.push(PHOTO).unwrap();
    assert!(session.finish().is_ok());
    assert!(Session::new(options("checks.frame_dark.fail", JsValue::NULL), None).is_ok());
    assert!(Session::new(options("landscape", "crop"), None).is_ok());
    let mut session = Session::new(options("coding", "progressive"), None).unwrap();
    session.push(PHOTO).unwrap();
    let photo = session.finish().unwrap();
    assert_eq!(text(&photo, "report.output.coding"), "progressive");
    assert_eq!(text(&photo, "report.output.effort"), "usual");
}

#[wasm_bindgen_test]
fn options_that_are_wrong_are_named() {
    for (path, value) in [
        ("shorterSide", JsValue::from(720)),
        ("landscape", JsValue::from("rotate")),
        ("coding", JsValue::from("arithmetic")),
        ("effort", JsValue::from("endless")),
        ("target.shorterSidePx", JsValue::from("wide")),
        ("target.shorterSidePx", JsValue::from(10)),
        ("limits.pixels", JsValue::from(10)),
        ("checks.frame_dark.warn", JsValue::from(300)),
        ("checks.frame_dark.error", JsValue::from(30)),
        ("checks.unknown", JsValue::from(30)),
    ] {
        let thrown = refusal(options(path, value));
        assert_eq!(text(&thrown, "code"), "invalid_option", "{path}");
        assert_eq!(text(&thrown, "details.name"), path);
    }
    assert_eq!(text(&refusal(JsValue::from("crop")), "code"), "invalid_option");
}

#[wasm_bindgen_test]
fn fingerprints_have_256_samples() {
    let mut session = Session::new(JsValue::UNDEFINED, None).unwrap();
    session.push(PHOTO).unwrap();
    assert_eq!(session.fingerprint().unwrap().length(), 256);
}

#[wasm_bindgen_test]
fn decoded_pixels_are_taken() {
    let mut session = Session::for_pixels(48, 64, JsValue::UNDEFINED, None).unwrap();
    session.push(&[200; 48 * 64 * 4]).unwrap();
    let result = session.finish().unwrap();
    assert_eq!(text(&result, "report.source.format"), "pixels");
    assert_eq!(number(&result, "report.output.height"), 64.0);
}
