//! Pictures and parameters become the unsigned payload of one call.

mod rules;
mod values;

pub use rules::{Violation, check_effects, check_parameters};

use crate::contract::PARAMETERS;
use crate::{error::Error, report::Status, session::Preflight};
use base64::{Engine, engine::general_purpose::STANDARD};

/// A picture in one of the ways in which the API takes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FacePicture<'a> {
    /// The bytes of a JPEG or PNG, as preflight makes them; they are sent as Base64.
    Bytes(&'a [u8]),
    /// The same of a picture that was cut to the face (`output.cropped` of the report): it cannot be asked for liveness,
    /// which is judged by what is around the face.
    CutToFace(&'a [u8]),
    /// Base64 (RFC 4648 section 4), padded, in one line.
    Base64(&'a str),
    /// An `http` or `https` URL that the API can reach.
    Url(&'a str),
}

impl<'a> FacePicture<'a> {
    /// The picture of a photo. One with a failed check would be billed and turned down, so it is refused; to send it
    /// nevertheless, use `FacePicture::Bytes` with its `jpeg`.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidParameter`] names the failed checks.
    pub fn of(photo: &'a Preflight) -> Result<Self, Error> {
        match &photo.jpeg {
            Some(jpeg) if photo.ok() => {
                let cropped = photo.report.output.as_ref().is_some_and(|output| output.cropped);
                Ok(if cropped { Self::CutToFace(jpeg) } else { Self::Bytes(jpeg) })
            }
            _ => {
                let failed = photo.report.checks.iter().filter(|check| check.status == Status::Fail);
                let names: Vec<&str> = failed.map(|check| check.id).collect();
                Err(Error::InvalidParameter {
                    name: "FacePicture".to_owned(),
                    reason: format!("the photo failed its checks ({})", names.join(", ")),
                })
            }
        }
    }
}

/// What the call does (sent as `VerifyModel`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Search the face in the groups.
    Search,
    /// Compare the two pictures.
    Compare,
    /// Compare the two pictures and search the first one.
    Both,
}

impl Mode {
    /// The value as sent.
    pub fn value(self) -> &'static str {
        match self {
            Self::Search => "0",
            Self::Compare => "1",
            Self::Both => "2",
        }
    }
}

/// Puts the face into a group when the search finds no match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Registration<'a> {
    /// The group (`FaceRegisterGroupCode`).
    pub group: &'a str,
    /// Whether to replace the face of a user who is registered already (`UpdateFaceIfUserExists`); `None` leaves it
    /// to the API.
    pub update: Option<bool>,
}

/// One call's pictures and parameters. Begin with [`Request::new`] and fill in what the mode needs.
#[derive(Clone, Debug)]
pub struct Request<'a> {
    /// What the call does.
    pub mode: Mode,
    /// The caller's id of this check: up to 32 letters and digits, unique, kept over retries.
    pub biz_id: &'a str,
    /// The caller's id of the person: a hash, not a name.
    pub user_id: &'a str,
    /// The picture of the person.
    pub source: FacePicture<'a>,
    /// The picture to compare with; needed by the modes that compare, refused by the one that does not.
    pub target: Option<FacePicture<'a>>,
    /// Whether to look for a picture of a picture. Default: no.
    pub liveness: bool,
    /// The groups that are searched, 1 to 10; needed by the modes that search, refused by the one that does not.
    pub groups: &'a [&'a str],
    /// The most faces that the search returns, 1 to 5. Default: 1.
    pub return_faces: u32,
    /// The caller's name of the scene.
    pub scene_code: Option<&'a str>,
    /// Registration of a new face. Default: none.
    pub register: Option<Registration<'a>>,
    /// Whether the answer scores the picture's quality; `None` leaves it to the API.
    pub quality: Option<bool>,
}

impl<'a> Request<'a> {
    /// A request with the defaults.
    pub fn new(mode: Mode, biz_id: &'a str, user_id: &'a str, source: FacePicture<'a>) -> Self {
        Self {
            mode,
            biz_id,
            user_id,
            source,
            target: None,
            liveness: false,
            groups: &[],
            return_faces: 1,
            scene_code: None,
            register: None,
            quality: None,
        }
    }
}

/// Builds the parameters of one call: names and values in the contract's order, defaults included.
///
/// ```
/// use face_preflight::request::{FacePicture, Mode, Request, build_request};
///
/// let picture = FacePicture::Url("https://example.com/selfie.jpg");
/// let mut request = Request::new(Mode::Search, "check1", "user1", picture);
/// request.groups = &["customers"];
/// let parameters = build_request(&request)?;
/// assert!(parameters.contains(&("FaceGroupCodes", "customers".to_owned())));
/// # Ok::<(), face_preflight::Error>(())
/// ```
///
/// # Errors
///
/// [`Error::InvalidParameter`] names the first parameter that the API would refuse, or that it would ignore although
/// the caller asked for it.
pub fn build_request(request: &Request) -> Result<Vec<(&'static str, String)>, Error> {
    if request.liveness && matches!(request.source, FacePicture::CutToFace(_)) {
        return Err(Error::InvalidParameter {
            name: "Liveness".to_owned(),
            reason: "the source picture was cut to the face, and liveness is judged by what is around it"
                .to_owned(),
        });
    }
    let mut given: Vec<(&str, String)> = vec![
        ("MerchantBizId", request.biz_id.to_owned()),
        ("MerchantUserId", request.user_id.to_owned()),
        ("VerifyModel", request.mode.value().to_owned()),
        ("Liveness", if request.liveness { "1" } else { "0" }.to_owned()),
        ("ReturnFaces", request.return_faces.to_string()),
        picture("SourceFacePicture", "SourceFacePictureUrl", request.source)?,
    ];
    if let Some(target) = request.target {
        given.push(picture("TargetFacePicture", "TargetFacePictureUrl", target)?);
    }
    if !request.groups.is_empty() {
        given.push(("FaceGroupCodes", join_groups(request.groups)?));
    }
    if let Some(scene_code) = request.scene_code {
        given.push(("SceneCode", scene_code.to_owned()));
    }
    if let Some(registration) = request.register {
        given.push(("AutoRegistration", "0".to_owned()));
        given.push(("FaceRegisterGroupCode", registration.group.to_owned()));
        if let Some(update) = registration.update {
            given.push(("UpdateFaceIfUserExists", yes_or_no(update)));
        }
    }
    if let Some(check) = request.quality {
        given.push(("FaceQualityCheck", yes_or_no(check)));
    }
    complete(&given)
}

/// Adds the defaults, brings the parameters into the contract's order and checks them.
fn complete(given: &[(&str, String)]) -> Result<Vec<(&'static str, String)>, Error> {
    let mut payload = Vec::new();
    for parameter in PARAMETERS {
        let value = given.iter().find(|(name, _)| *name == parameter.name).map(|(_, value)| value.as_str());
        if let Some(value) = value.or(parameter.default) {
            payload.push((parameter.name, value.to_owned()));
        }
    }
    let borrowed: Vec<(&str, &str)> = payload.iter().map(|(name, value)| (*name, value.as_str())).collect();
    check_parameters(&borrowed)?;
    check_effects(&borrowed)?;
    Ok(payload)
}

fn picture(
    base64_name: &'static str,
    url_name: &'static str,
    picture: FacePicture,
) -> Result<(&'static str, String), Error> {
    match picture {
        FacePicture::Bytes(bytes) | FacePicture::CutToFace(bytes) => {
            values::check_picture_bytes(bytes.len())
                .map_err(|(_, reason)| Error::InvalidParameter { name: base64_name.to_owned(), reason })?;
            Ok((base64_name, STANDARD.encode(bytes)))
        }
        FacePicture::Base64(text) => Ok((base64_name, text.to_owned())),
        FacePicture::Url(url) => Ok((url_name, url.to_owned())),
    }
}

/// Joins the codes with the comma that separates them; a code that holds one would become two.
fn join_groups(codes: &[&str]) -> Result<String, Error> {
    match codes.iter().find(|code| code.contains(',')) {
        Some(code) => Err(Error::InvalidParameter {
            name: "FaceGroupCodes".to_owned(),
            reason: format!("{code:?} holds a comma; give each code separately"),
        }),
        None => Ok(codes.join(",")),
    }
}

fn yes_or_no(answer: bool) -> String {
    if answer { "Y" } else { "N" }.to_owned()
}
