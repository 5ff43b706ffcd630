//! Colour profiles (ICC.1:2022, and version 2 as ICC.1:2001-04): what a photo's numbers mean.
//!
//! Read are profiles of RGB with a matrix and one curve a channel, as cameras and phones write
//! them (Display P3, Adobe RGB), and of grey with a curve. Profiles that need look-up tables are
//! named and left alone.
//!
//! A crate was weighed against this file, `convert.rs` and `curve.rs`: reading a profile and converting 8-bit
//! RGB with moxcms 0.7.11 (no default features) made a module with SIMD 144 KB larger after gzip, before
//! wasm-opt; that is near the size of the whole package's module. It would also have to compute alike on
//! every machine. So the conversion is our own, and tests hold it to LittleCMS.

use super::curve::Curve;
use super::model::ColourModel;
use std::fmt;

/// A profile that can be converted from.
#[derive(Clone, Debug, PartialEq)]
pub struct Profile {
    /// The profile's own name, for the report; empty where it has none.
    pub description: String,
    /// What its numbers mean.
    pub(crate) conversion: Conversion,
}

/// The two kinds of profile that are converted.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Conversion {
    /// Curves, then a matrix (ICC.1:2022 F.3).
    Rgb {
        /// From a channel's number to light, red first.
        curves: [Curve; 3],
        /// From red, green and blue light to XYZ under D50, row by row.
        to_xyz: Matrix,
    },
    /// One curve (ICC.1:2022 F.2).
    Grey(Curve),
}

/// Rows of a linear map.
pub(crate) type Matrix = [[f64; 3]; 3];

/// From sRGB's light to XYZ under D50, as the sRGB profile of the ICC (`sRGB2014.icc`) states it.
pub(crate) const SRGB_TO_XYZ: Matrix = [
    [0.436_065_67, 0.385_147_09, 0.143_066_41],
    [0.222_488_4, 0.716_873_17, 0.060_607_91],
    [0.013_916_02, 0.097_076_42, 0.714_096_07],
];

/// Why a profile is left alone. The picture's numbers are then taken for sRGB.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unusable {
    /// It contradicts its format: what was looked for.
    Broken(&'static str),
    /// It is of a kind that is not converted: its class, colour space or tables.
    Unsupported(String),
    /// The same, and its colours are far from sRGB's.
    Far(String),
    /// There is none, but EXIF says that the colours are not sRGB.
    Missing,
}

impl fmt::Display for Unusable {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Broken(what) => write!(out, "the colour profile is damaged: {what}"),
            Self::Unsupported(what) | Self::Far(what) => {
                write!(out, "colour profiles with {what} are not converted")
            }
            Self::Missing => {
                out.write_str("EXIF says that the colours are not sRGB, but there is no profile")
            }
        }
    }
}

impl Profile {
    /// Reads a profile as it is embedded in a photo.
    ///
    /// # Errors
    /// [`Unusable`] when it is broken or of a kind that is not converted.
    pub fn read(bytes: &[u8]) -> Result<Self, Unusable> {
        let tags = Tags { bytes };
        if bytes.get(36..40) != Some(b"acsp") {
            return Err(Unusable::Broken("it has no profile file signature"));
        }
        let signature = |at: usize| signature_at(bytes, at).ok_or(Unusable::Broken("it ends in its header"));
        if !matches!(bytes.get(8), Some(2 | 4)) {
            return Err(Unusable::Unsupported("a version other than 2 and 4".into()));
        }
        if ![b"mntr", b"scnr", b"prtr", b"spac"].contains(&&signature(12)?) {
            return Err(Unusable::Unsupported("a class other than mntr, scnr, prtr and spac".into()));
        }
        let space = signature(16)?;
        let connection = signature(20)?;
        let description = tags.description().unwrap_or_default();
        // They have precedence over a matrix (ICC.1:2022 8.10).
        if tags.entries().any(|entry| entry.starts_with(b"A2B") || entry.starts_with(b"D2B")) {
            // Tables are not measured. Alone, and of colours that they don't call sRGB, they are of another space, such
            // as XYB, of which no sample means what it means in sRGB.
            let is_known =
                space != *b"RGB " || tags.find(b"rXYZ").is_some() || description.starts_with("sRGB");
            let unusable = if is_known { Unusable::Unsupported } else { Unusable::Far };
            return Err(unusable("look-up tables".into()));
        }
        if connection != *b"XYZ " {
            return Err(Unusable::Unsupported("a connection space other than XYZ".into()));
        }
        let conversion = match &space {
            b"RGB " => Conversion::Rgb {
                curves: [tags.curve(b"rTRC")?, tags.curve(b"gTRC")?, tags.curve(b"bTRC")?],
                to_xyz: Some(transposed([tags.xyz(b"rXYZ")?, tags.xyz(b"gXYZ")?, tags.xyz(b"bXYZ")?]))
                    .filter(describes_colours)
                    .ok_or(Unusable::Broken("its primaries describe no colours"))?,
            },
            b"GRAY" => Conversion::Grey(tags.curve(b"kTRC")?),
            other => {
                let name = String::from_utf8_lossy(other).trim().to_owned();
                return Err(Unusable::Unsupported(format!("the colour space {name}")));
            }
        };
        Ok(Self { description, conversion })
    }

    /// Reads a profile of a picture with these components. One for other components says nothing about them,
    /// but one for RGB what grey is, R = G = B: its primaries add up to white, so that its curve alone decides.
    pub(crate) fn read_for(bytes: &[u8], picture: ColourModel) -> Result<Self, Unusable> {
        use ColourModel::{Grey, Rgb, YCbCr};
        let profile = Self::read(bytes)?;
        match (&profile.conversion, picture) {
            (Conversion::Grey(_), Grey) | (Conversion::Rgb { .. }, Rgb | YCbCr) => Ok(profile),
            (Conversion::Rgb { curves, .. }, Grey) => match curve_of_grey(curves).cloned() {
                Some(curve) => Ok(Self { conversion: Conversion::Grey(curve), ..profile }),
                None => Err(Unusable::Unsupported("curves that make grey coloured".into())),
            },
            _ => Err(Unusable::Unsupported("other components than the picture's".into())),
        }
    }

    /// What a PNG's `cICP` chunk says (PNG, third edition, 11.3.2.6), in code points of ITU-T H.273. `None` for
    /// sRGB. Far from it are all but the primaries of BT.709 with one of the curves of television, or what is not
    /// specified: high dynamic range, wide colours, light itself, and numbers that do not begin with 0.
    pub(crate) fn from_code_points(
        primaries: u8,
        transfer: u8,
        full_range: bool,
    ) -> Result<Option<Self>, Unusable> {
        const DISPLAY_P3: [[f64; 2]; 4] = [[0.3127, 0.329], [0.68, 0.32], [0.265, 0.69], [0.15, 0.06]];
        match (primaries, transfer, full_range) {
            (1, 13, true) => Ok(None),
            (12, 13, true) => Ok(Self::from_gamma(None, Some(DISPLAY_P3))
                .map(|profile| Self { description: "Display P3".into(), ..profile })),
            _ => {
                let is_near = matches!((primaries, transfer, full_range), (1 | 2, 1 | 2 | 6 | 13..=15, true));
                let unusable = if is_near { Unusable::Unsupported } else { Unusable::Far };
                Err(unusable(format!("the code points {primaries}/{transfer}")))
            }
        }
    }

    /// What a PNG file says without a profile (PNG, third edition, 11.3.2): `gamma` is that of the
    /// `gAMA` chunk, the exponent of encoding; `chromaticities` those of `cHRM`, x and y of white, red,
    /// green and blue. What is missing is as in sRGB. `None` for numbers that describe no colours.
    pub fn from_gamma(gamma: Option<f64>, chromaticities: Option<[[f64; 2]; 4]>) -> Option<Self> {
        let curve = match gamma {
            Some(gamma) if (0.05..=20.0).contains(&gamma) => Curve::power(1.0 / gamma),
            Some(_) => return None,
            None => Curve::srgb(),
        };
        let to_xyz = match chromaticities {
            Some([white, red, green, blue]) => {
                primaries_to_xyz(white, [red, green, blue]).filter(describes_colours)?
            }
            None => SRGB_TO_XYZ,
        };
        let conversion = Conversion::Rgb { curves: [curve.clone(), curve.clone(), curve], to_xyz };
        Some(Self { description: "gamma and chromaticities".into(), conversion })
    }
}

/// The tag table (ICC.1:2022 7.3).
struct Tags<'a> {
    bytes: &'a [u8],
}

impl<'a> Tags<'a> {
    /// Name, start and length of each tag.
    fn entries(&self) -> impl Iterator<Item = &'a [u8]> {
        let count = u32_at(self.bytes, 128).unwrap_or(0) as usize;
        self.bytes.get(132..).unwrap_or_default().chunks_exact(12).take(count)
    }

    fn find(&self, name: &[u8; 4]) -> Option<&'a [u8]> {
        let entry = self.entries().find(|entry| entry.starts_with(name))?;
        let (start, length) = (u32_at(entry, 4)? as usize, u32_at(entry, 8)? as usize);
        self.bytes.get(start..start.checked_add(length)?)
    }

    fn required(&self, name: &'static [u8; 4]) -> Result<&'a [u8], Unusable> {
        self.find(name).ok_or(Unusable::Broken("a curve or a primary is missing"))
    }

    /// XYZType (ICC.1:2022 10.31).
    fn xyz(&self, name: &'static [u8; 4]) -> Result<[f64; 3], Unusable> {
        let tag = self.required(name)?;
        let number = |at| fixed_at(tag, at).ok_or(Unusable::Broken("a primary is cut short"));
        if !tag.starts_with(b"XYZ ") {
            return Err(Unusable::Broken("a primary is no XYZ"));
        }
        Ok([number(8)?, number(12)?, number(16)?])
    }

    /// curveType and parametricCurveType (ICC.1:2022 10.6 and 10.18).
    fn curve(&self, name: &'static [u8; 4]) -> Result<Curve, Unusable> {
        const CUT: Unusable = Unusable::Broken("a curve is cut short");
        const OUT_OF_RANGE: Unusable = Unusable::Broken("a curve's numbers are out of range");
        let tag = self.required(name)?;
        let curve = match tag.first_chunk() {
            Some(b"curv") => {
                let count = u32_at(tag, 8).ok_or(CUT)? as usize;
                let entries = tag.get(12..).and_then(|rest| rest.get(..count.checked_mul(2)?)).ok_or(CUT)?;
                let entries = u16s(entries);
                match entries.as_slice() {
                    [] => Curve::power(1.0),
                    [gamma] => {
                        let gamma = f64::from(*gamma) / 256.0;
                        Curve::parametric(0, [gamma, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]).ok_or(OUT_OF_RANGE)?
                    }
                    _ => Curve::Table(entries),
                }
            }
            Some(b"para") => {
                let kind = u16::from_be_bytes([*tag.get(8).ok_or(CUT)?, *tag.get(9).ok_or(CUT)?]);
                let count = match kind {
                    0 => 1,
                    1 => 3,
                    2 => 4,
                    3 => 5,
                    4 => 7,
                    _ => return Err(Unusable::Unsupported(format!("curves of function type {kind}"))),
                };
                let mut parameters = [0.0; 7];
                for (index, parameter) in parameters.iter_mut().enumerate().take(count) {
                    *parameter = fixed_at(tag, 12 + 4 * index).ok_or(CUT)?;
                }
                Curve::parametric(kind, parameters).ok_or(OUT_OF_RANGE)?
            }
            _ => return Err(Unusable::Broken("a curve is of no known type")),
        };
        if rises(&curve) { Ok(curve) } else { Err(Unusable::Broken("a curve does not rise")) }
    }

    /// The profile's name: multiLocalizedUnicodeType (ICC.1:2022 10.15), or textDescriptionType of
    /// version 2 (ICC.1:2001-04 6.5.17).
    fn description(&self) -> Option<String> {
        const LENGTH_MAX: usize = 120;
        let tag = self.find(b"desc")?;
        let text = match tag.first_chunk()? {
            b"mluc" => {
                let (length, start) = (u32_at(tag, 20)? as usize, u32_at(tag, 24)? as usize);
                String::from_utf16_lossy(&u16s(tag.get(start..start.checked_add(length)?)?))
            }
            b"desc" => {
                let length = u32_at(tag, 8)? as usize;
                String::from_utf8_lossy(tag.get(12..12usize.checked_add(length)?)?).into_owned()
            }
            _ => return None,
        };
        Some(text.chars().filter(|c| !c.is_control()).take(LENGTH_MAX).collect())
    }
}

/// The curve that red, green and blue share, so that their equal numbers are grey; `None` where they differ by more
/// than about half a step of 1/255.
fn curve_of_grey([red, others @ ..]: &[Curve; 3]) -> Option<&Curve> {
    others.iter().all(|other| red.is_near(other)).then_some(red)
}

/// Whether a curve leads from dark to bright and nowhere back; a function's parts may miss each other by the
/// rounding of its numbers.
fn rises(curve: &Curve) -> bool {
    const ROUNDING: f64 = 0.001;
    let light = |number: u8| curve.light(f64::from(number) / 255.0);
    let steady = match curve {
        Curve::Table(values) => values.is_sorted(),
        Curve::Function { .. } => {
            (0..=u8::MAX).zip(1..=u8::MAX).all(|(before, after)| light(after) > light(before) - ROUNDING)
        }
    };
    steady && light(u8::MAX) - light(0) > 0.5
}

/// Whether a matrix to XYZ is that of three colours which add up to about the connection space's white.
fn describes_colours(to_xyz: &Matrix) -> bool {
    /// sRGB has 0.16, ProPhoto RGB 0.44.
    const DETERMINANT_MIN: f64 = 0.01;
    const WHITE_TOLERANCE: f64 = 0.1;
    let near_white = |([a, b, c], white): (&[f64; 3], f64)| (a + b + c - white).abs() < WHITE_TOLERANCE;
    determinant(to_xyz).abs() > DETERMINANT_MIN
        && to_xyz.iter().zip(D50).all(near_white)
        && to_xyz.iter().flatten().all(|cell| (-0.5..=1.5).contains(cell))
}

/// The connection space's white (ICC.1:2022 7.2.16).
const D50: [f64; 3] = [0.9642, 1.0, 0.8249];

/// The matrix of three primaries and a white that add up to it, seen under D50 (Bradford adaptation,
/// ICC.1:2022 annex E).
fn primaries_to_xyz(white: [f64; 2], primaries: [[f64; 2]; 3]) -> Option<Matrix> {
    const BRADFORD: Matrix =
        [[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]];
    let xyz = |[x, y]: [f64; 2]| (y > 0.0).then(|| [x / y, 1.0, (1.0 - x - y) / y]);
    let [red, green, blue] = primaries;
    let directions = transposed([xyz(red)?, xyz(green)?, xyz(blue)?]);
    let white = xyz(white)?;
    let [red, green, blue] = apply(&inverse(&directions)?, white);
    let unadapted = directions.map(|[x, y, z]| [x * red, y * green, z * blue]);
    let [[l, m, s], [l_d50, m_d50, s_d50]] = [apply(&BRADFORD, white), apply(&BRADFORD, D50)];
    if l.min(m).min(s) <= 0.0 {
        return None;
    }
    let [l_row, m_row, s_row] = BRADFORD;
    let adapted = [
        l_row.map(|cell| cell * l_d50 / l),
        m_row.map(|cell| cell * m_d50 / m),
        s_row.map(|cell| cell * s_d50 / s),
    ];
    Some(product(&inverse(&BRADFORD)?, &product(&adapted, &unadapted)))
}

fn transposed([[a, b, c], [d, e, f], [g, h, i]]: Matrix) -> Matrix {
    [[a, d, g], [b, e, h], [c, f, i]]
}

fn apply(m: &Matrix, [x, y, z]: [f64; 3]) -> [f64; 3] {
    m.map(|[a, b, c]| a * x + b * y + c * z)
}

/// `left` after `right`.
pub(crate) fn product(left: &Matrix, right: &Matrix) -> Matrix {
    transposed(transposed(*right).map(|column| apply(left, column)))
}

fn determinant([[a, b, c], [d, e, f], [g, h, i]]: &Matrix) -> f64 {
    a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)
}

/// By cofactors; `None` for a map that flattens space.
pub(crate) fn inverse(m: &Matrix) -> Option<Matrix> {
    let [[a, b, c], [d, e, f], [g, h, i]] = *m;
    let determinant = determinant(m);
    let cofactors = [
        [e * i - f * h, c * h - b * i, b * f - c * e],
        [f * g - d * i, a * i - c * g, c * d - a * f],
        [d * h - e * g, b * g - a * h, a * e - b * d],
    ];
    (determinant.abs() > 1e-6).then(|| cofactors.map(|row| row.map(|cell| cell / determinant)))
}

fn signature_at(bytes: &[u8], at: usize) -> Option<[u8; 4]> {
    bytes.get(at..)?.first_chunk().copied()
}

fn u16s(bytes: &[u8]) -> Vec<u16> {
    bytes.as_chunks().0.iter().map(|pair| u16::from_be_bytes(*pair)).collect()
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    signature_at(bytes, at).map(u32::from_be_bytes)
}

/// s15Fixed16Number (ICC.1:2022 4.6).
fn fixed_at(bytes: &[u8], at: usize) -> Option<f64> {
    signature_at(bytes, at).map(|raw| f64::from(i32::from_be_bytes(raw)) / 65536.0)
}
