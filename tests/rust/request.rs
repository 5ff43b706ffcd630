//! The request rules and the explanations, on the cases that JavaScript runs too.

use face_preflight::Subsampling;
use face_preflight::contract::{explain, explain_sub_code};
use face_preflight::request::{
    FacePicture, Mode, Registration, Request, build_request, check_effects, check_parameters,
};
use face_preflight::{Actor, Check, Error, Preflight, Report, Status};
use face_preflight::{Coding, Effort};
use face_preflight::{Format, Output, Source};
use serde_json::Value;

fn cases() -> Value {
    serde_json::from_str(include_str!("../golden/requests.json")).unwrap()
}

fn list<'a>(value: &'a Value, name: &str) -> &'a [Value] {
    value[name].as_array().unwrap()
}

fn expand(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other["repeat"].as_str().unwrap().repeat(other["times"].as_u64().unwrap() as usize),
    }
}

/// The pairs in the contract's order, which a JSON object does not keep here.
fn pairs(object: &Value) -> Vec<(String, String)> {
    object.as_object().unwrap().iter().map(|(name, value)| (name.clone(), expand(value))).collect()
}

#[test]
fn parameters_are_judged_as_the_cases_say() {
    for case in list(&cases(), "parameters") {
        let given = pairs(&case["given"]);
        let given: Vec<(&str, &str)> =
            given.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let found = |result: Result<(), face_preflight::request::Violation>| match result {
            Ok(()) => Value::Null,
            Err(violation) => {
                serde_json::json!({ "parameter": violation.parameter, "apiCode": violation.api_code })
            }
        };
        assert_eq!(found(check_parameters(&given)), case["error"], "{}", case["case"]);
        if case["error"].is_null() {
            let effect = case.get("effect").cloned().unwrap_or(Value::Null);
            assert_eq!(found(check_effects(&given)), effect, "effect: {}", case["case"]);
        }
    }
}

#[test]
fn a_parameter_given_twice_is_refused() {
    let twice = [("ProductCode", "FACE_IDU_MIN"), ("ProductCode", "FACE_IDU_MIN")];
    let violation = check_parameters(&twice).unwrap_err();
    assert_eq!((violation.parameter.as_str(), violation.api_code), ("ProductCode", "InvalidParameter"));
}

fn picture(value: &Value) -> FacePicture<'_> {
    match value {
        Value::String(text) => FacePicture::Base64(text),
        other => FacePicture::Url(other["url"].as_str().unwrap()),
    }
}

fn build(options: &Value) -> Result<Vec<(&'static str, String)>, Error> {
    let text = |name: &str| options.get(name).and_then(Value::as_str);
    let flag = |name: &str| options.get(name).and_then(Value::as_bool);
    let mode = match text("mode").unwrap() {
        "search" => Mode::Search,
        "compare" => Mode::Compare,
        _ => Mode::Both,
    };
    let groups: Vec<&str> = options["groups"]
        .as_array()
        .map(|codes| codes.iter().map(|code| code.as_str().unwrap()).collect())
        .unwrap_or_default();
    let business_id = text("bizId").unwrap();
    let user_id = text("userId").unwrap();
    let mut request = Request::new(mode, business_id, user_id, picture(&options["source"]));
    request.target = options.get("target").map(picture);
    request.liveness = flag("liveness").unwrap_or_default();
    request.groups = &groups;
    request.return_faces = options["returnFaces"].as_u64().unwrap_or(1) as u32;
    request.scene_code = text("sceneCode");
    request.register = text("register").map(|group| Registration { group, update: flag("update") });
    request.quality = flag("quality");
    build_request(&request)
}

#[test]
fn requests_are_built_as_the_cases_say() {
    for case in list(&cases(), "requests") {
        let built = build(&case["options"]);
        match (built, case.get("payload")) {
            (Ok(built), Some(payload)) => {
                let built: Value =
                    built.into_iter().map(|(name, value)| (name.to_owned(), Value::String(value))).collect();
                assert_eq!(&built, payload, "{}", case["case"]);
            }
            (Err(Error::InvalidParameter { name, .. }), None) => {
                assert_eq!(name, case["error"].as_str().unwrap(), "{}", case["case"]);
            }
            (other, _) => panic!("{}: {other:?}", case["case"]),
        }
    }
}

#[test]
fn bytes_become_base64_in_the_contracts_order() {
    let mut request = Request::new(Mode::Search, "b1", "u", FacePicture::Bytes(&[0xFF, 0xD8, 0xFF]));
    request.groups = &["g1"];
    let built = build_request(&request).unwrap();
    let names: Vec<&str> = built.iter().map(|(name, _)| *name).collect();
    assert_eq!(
        names,
        [
            "ProductCode",
            "MerchantBizId",
            "MerchantUserId",
            "VerifyModel",
            "Liveness",
            "FaceGroupCodes",
            "SourceFacePicture",
            "AutoRegistration",
            "ReturnFaces"
        ]
    );
    assert!(built.contains(&("SourceFacePicture", "/9j/".to_owned())));
}

#[test]
fn a_picture_over_the_limit_is_refused_before_it_is_encoded() {
    for bytes in [0, 600_001] {
        let picture = vec![0; bytes];
        let mut request = Request::new(Mode::Search, "b1", "u", FacePicture::Bytes(&picture));
        request.groups = &["g1"];
        let error = build_request(&request).unwrap_err();
        assert_eq!(error.actor(), Actor::Caller);
        assert!(error.to_string().starts_with("parameter SourceFacePicture: "), "{error}");
    }
}

fn photo(status: Status) -> Preflight {
    let source = Source {
        format: Format::Jpeg,
        coding: "baseline",
        width: 480,
        height: 640,
        orientation: 1,
        bytes: Some(3),
        components: 3,
        bit_depth: 8,
        colour: "YCbCr",
        subsampling: None,
        quality: None,
        profile: None,
    };
    let check =
        Check { id: "portrait", status, value: None, limit: None, unit: "", key: None, api_code: None };
    Preflight {
        jpeg: Some(vec![0xFF]),
        report: Report { source, output: None, checks: vec![check], faces: None },
    }
}

#[test]
fn a_photo_with_a_failed_check_is_refused_by_its_name() {
    assert_eq!(FacePicture::of(&photo(Status::Warn)), Ok(FacePicture::Bytes(&[0xFF])));
    let refused = photo(Status::Fail);
    let message = FacePicture::of(&refused).unwrap_err().to_string();
    assert!(message.contains("(portrait)"), "{message}");
    let nothing = Preflight { jpeg: None, ..photo(Status::Pass) };
    assert!(FacePicture::of(&nothing).is_err());
}

#[test]
fn a_picture_that_was_cut_to_the_face_is_not_for_liveness() {
    let mut photo = photo(Status::Pass);
    photo.report.output = Some(Output {
        width: 720,
        height: 960,
        bytes: 1,
        base64_length: 4,
        quality: 90,
        equivalent_quality: 90,
        subsampling: Subsampling::Quarter,
        coding: Coding::Baseline,
        effort: Effort::Usual,
        cropped: true,
    });
    let source = FacePicture::of(&photo).unwrap();
    let groups = &["sg1"];
    let request = Request { groups, ..Request::new(Mode::Search, "c0ffee", "user", source) };
    assert!(build_request(&request).is_ok());
    let error = build_request(&Request { liveness: true, ..request }).unwrap_err();
    assert!(error.to_string().starts_with("parameter Liveness: "), "{error}");
}

#[test]
fn codes_are_explained_as_the_cases_say() {
    for case in list(&cases(), "codes") {
        let explanation = serde_json::to_value(explain(case["code"].as_str().unwrap())).unwrap();
        for (name, expected) in case.as_object().unwrap() {
            assert_eq!(&explanation[name], expected, "{}", case["code"]);
        }
        for text in ["meaning", "advice", "forPerson"] {
            assert!(!explanation[text].as_str().unwrap().is_empty(), "{}", case["code"]);
        }
    }
}

#[test]
fn a_sub_code_is_told_from_the_code_that_is_spelt_alike() {
    assert_eq!(explain_sub_code("200").meaning, "Passed.");
    assert_eq!(explain("200").meaning, explain("Success").meaning);
    assert_eq!(explain_sub_code("233"), explain("233"));
    assert!(!explain_sub_code("Success").known);
}
