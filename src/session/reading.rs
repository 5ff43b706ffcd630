//! From the first row to the small upright picture.

use crate::{
    check::blockiness::Blockiness,
    colour::{ColourHandling, Encoding, icc::Unusable},
    decode::{
        heading::{self, Heading},
        photo_decoder::PhotoDecoder,
        source::Source,
    },
    error::Error,
    options::{Fidelity, Options},
    picture::Picture,
    rows::{Integrity, RowSink},
    scale::{Plan, PlanesScaler},
};

/// The rows of a photo on their way.
pub struct Rows {
    decoder: PhotoDecoder,
    heading: Heading,
    plan: Plan,
    sinks: Sinks,
}

/// What takes the rows as the decoder delivers them.
struct Sinks {
    /// For components that are light itself.
    encoding: Option<Encoding>,
    row: Vec<u8>,
    scaler: PlanesScaler,
    blockiness: Blockiness,
}

impl RowSink for Sinks {
    fn row(&mut self, component: usize, samples: &[u8]) {
        let samples = match &self.encoding {
            Some(encoding) => encoding.encode(component, samples, &mut self.row),
            None => samples,
        };
        self.scaler.row(component, samples);
        self.blockiness.row(component, samples);
    }
}

/// A photo that was read: the small upright picture and what is known of its file.
pub struct Decoded {
    pub source: Source,
    pub plan: Plan,
    pub picture: Picture,
    pub integrity: Integrity,
    pub blockiness: Option<f64>,
    pub colour: ColourHandling,
}

impl Rows {
    /// Takes the profile's curves where the components are light itself.
    pub fn new(
        mut decoder: PhotoDecoder,
        mut heading: Heading,
        plan: Plan,
        fidelity: Fidelity,
    ) -> Result<Self, Error> {
        let grids = decoder.start(&plan, fidelity)?;
        let model = heading.model;
        let profile = heading.profile.as_mut().and_then(|profile| profile.as_mut().ok());
        let sinks = Sinks {
            encoding: profile.and_then(|profile| Encoding::of(profile, model)),
            row: Vec::new(),
            scaler: PlanesScaler::new(&plan, &grids),
            blockiness: Blockiness::new(model, &grids),
        };
        Ok(Self { decoder, heading, plan, sinks })
    }

    /// What the header says.
    pub fn source(&self) -> &Source {
        &self.heading.source
    }

    pub fn push(&mut self, chunk: &[u8]) -> Result<(), Error> {
        self.decoder.push(chunk, &mut self.sinks).map(|_| ())
    }

    pub fn finish(mut self, options: &Options, bytes: u64) -> Result<Decoded, Error> {
        let integrity = self.decoder.finish(&mut self.sinks)?;
        // The decoder's memory goes before the encoder's comes.
        let Self { decoder, heading, plan, sinks: Sinks { scaler, blockiness, encoding, .. } } = self;
        drop(decoder);
        let planes = scaler.finish().into_iter().map(|plane| plane.upright(plan.orientation)).collect();
        let mut picture = heading.model.picture(planes, options.subsampling);
        let mut source = Source { bytes: Some(bytes), ..heading.source };
        let mut profile = heading.profile;
        if integrity.profile_ignored {
            profile = Some(Err(Unusable::Broken("it comes after the picture")));
            source.profile = heading::description(profile.as_ref());
        }
        let mut colour = ColourHandling::of(&mut picture, profile.as_ref());
        // Its primaries may be sRGB's; its curve was not.
        if encoding.is_some() && colour == ColourHandling::Srgb {
            colour = ColourHandling::Converted;
        }
        Ok(Decoded { source, plan, picture, integrity, blockiness: blockiness.ratio(), colour })
    }
}
