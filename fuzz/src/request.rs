//! Any options and any parameters: no panic; what is accepted keeps the contract.

use super::tail::Tail;
use face_preflight::request::{
    FacePicture, Mode, Registration, Request, build_request, check_effects, check_parameters,
};
use face_preflight::{Options, Session};

pub fn holds(data: &[u8]) {
    options_are_checked(data);
    let mut tail = Tail(data);
    let choices: [u8; 8] = std::array::from_fn(|_| tail.byte());
    let text = String::from_utf8_lossy(tail.0);
    let mut words = text.split('\n');
    let mut word = || words.next().unwrap_or_default();
    let picture = |kind: u8, word| match kind % 3 {
        0 => FacePicture::Base64(word),
        1 => FacePicture::Url(word),
        _ => FacePicture::Bytes(str::as_bytes(word)),
    };
    let optional = |choice: u8, bit: u8| choice & bit != 0;
    let mode = [Mode::Search, Mode::Compare, Mode::Both][usize::from(choices[0]) % 3];
    let mut request = Request::new(mode, word(), word(), picture(choices[1], word()));
    request.target = optional(choices[2], 1).then(|| picture(choices[3], word()));
    request.liveness = optional(choices[2], 2);
    request.return_faces = choices[4].into();
    request.scene_code = optional(choices[2], 4).then(&mut word);
    request.register = optional(choices[2], 8).then(|| Registration {
        group: word(),
        update: optional(choices[5], 1).then_some(optional(choices[5], 2)),
    });
    request.quality = optional(choices[5], 4).then_some(optional(choices[5], 8));
    let codes: Vec<&str> = (0..choices[6] % 12).map(|_| word()).collect();
    request.groups = &codes;

    if let Ok(parameters) = build_request(&request) {
        let borrowed: Vec<(&str, &str)> =
            parameters.iter().map(|(name, value)| (*name, value.as_str())).collect();
        check_parameters(&borrowed).expect("a built request keeps the contract");
        check_effects(&borrowed).expect("a built request has no parameter without effect");
        let mut names: Vec<&str> = borrowed.iter().map(|(name, _)| *name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), borrowed.len(), "a name is given twice");
    }
}

/// Options as JSON: refused, or the same again after writing and reading them.
fn options_are_checked(data: &[u8]) {
    let Ok(options) = serde_json::from_slice::<Options>(data) else { return };
    if Session::new(options.clone()).is_ok() {
        let text = serde_json::to_string(&options).expect("options are plain data");
        assert_eq!(serde_json::from_str::<Options>(&text).expect("they read what they write"), options);
    }
}
