//! Pictures whose numbers are light itself, or nearly so.
//!
//! Eight bits of light are coarse in the shadows. A scaled picture in such numbers, and in luma and chroma made of them,
//! loses what the shadows had. So the numbers of each row get sRGB's curve before they are scaled; the primaries follow
//! at the end, like those of any other profile.

use super::curve::{Curve, srgb_number};
use super::icc::{Conversion, Profile};
use super::model::ColourModel;

/// A component's numbers on sRGB's curve, for each component.
pub struct Encoding([[u8; 256]; 3]);

impl Encoding {
    /// Takes the curves out of a profile where they are near to light itself and every component has one.
    pub fn of(profile: &mut Profile, model: ColourModel) -> Option<Self> {
        let curves = match (&mut profile.conversion, model) {
            (Conversion::Rgb { curves, .. }, ColourModel::Rgb) => curves.as_mut_slice(),
            (Conversion::Grey(curve), ColourModel::Grey) => std::slice::from_mut(curve),
            _ => return None,
        };
        // A power of 1.5 gives an eighth; those of cameras, 1.8 and more, a twelfth or less.
        let is_linear = |curve: &Curve| curve.light(0.25) > 0.125;
        if !curves.iter().all(is_linear) {
            return None;
        }
        let mut tables = [[0; 256]; 3];
        for (table, curve) in tables.iter_mut().zip(curves) {
            for (number, place) in (0..=u8::MAX).zip(table) {
                *place = (srgb_number(curve.light(f64::from(number) / 255.0)) * 255.0 + 0.5) as u8;
            }
            *curve = Curve::srgb();
        }
        Some(Self(tables))
    }

    /// The samples of a component's row with sRGB's curve, in `row`.
    pub fn encode<'a>(&self, component: usize, samples: &[u8], row: &'a mut Vec<u8>) -> &'a [u8] {
        row.clear();
        let table = self.0.get(component);
        let encoded = |sample: &u8| table.and_then(|table| table.get(usize::from(*sample))).copied();
        row.extend(samples.iter().map(|sample| encoded(sample).unwrap_or_default()));
        row
    }
}
