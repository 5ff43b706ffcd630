//! Pictures of 720 × 960 to measure on: crops of photos, and drawn ones.

use face_preflight::{
    Subsampling,
    internals::picture::{Picture, Plane},
};
use image::imageops::{FilterType, resize};
use image::{DynamicImage, ImageDecoder, ImageReader, RgbImage};
use std::path::{Path, PathBuf};

const WIDTH: usize = 720;
const HEIGHT: usize = 960;

/// A crop of a photo: left, top, width and height, upright.
type Crop = [u32; 4];

/// Name, file and the part of it that is scaled to 720 × 960.
///
/// The first ones come from the packages in `requirements.txt`, the others are phone photos of our
/// own, where a checkout has them beside it.
const PHOTOS: [(&str, &str, Crop); 18] = [
    ("astronaut", "astronaut.png", [64, 0, 384, 512]),
    ("man in suit", "biden.jpg", [0, 60, 970, 1293]),
    ("man in suit, face", "biden.jpg", [300, 60, 480, 640]),
    ("man with flags", "obama.jpg", [29, 0, 852, 1136]),
    ("man with flags, face", "obama.jpg", [190, 40, 540, 720]),
    ("speaker", "obama2.jpg", [0, 150, 626, 835]),
    ("man under chandelier", "obama3.jpg", [0, 150, 1434, 1912]),
    ("half a face", "obama_partial_face.jpg", [0, 100, 491, 654]),
    ("retina", "retina.jpg", [170, 0, 1058, 1411]),
    ("stained tissue", "ihc.png", [64, 0, 384, 512]),
    ("galaxies", "hubble_deep_field.jpg", [150, 0, 654, 872]),
    ("coffee", "coffee.png", [150, 0, 300, 400]),
    ("astronaut, sensor noise", "p12.jpg", [0, 0, 3024, 4032]),
    ("astronaut, phone", "p2.jpg", [0, 240, 1080, 1440]),
    ("cats", "real8-o6.jpg", [0, 0, 2448, 3264]),
    ("fur", "real8-o6.jpg", [800, 1200, 1200, 1600]),
    ("waterfall", "exif-landscape-6.jpg", [450, 0, 900, 1200]),
    ("geyser", "exif-portrait-1.jpg", [0, 100, 1200, 1600]),
];

/// The samples whose subject is a face.
const FACES: [&str; 10] = [
    "astronaut",
    "man in suit",
    "man in suit, face",
    "man with flags",
    "man with flags, face",
    "speaker",
    "man under chandelier",
    "half a face",
    "astronaut, sensor noise",
    "astronaut, phone",
];

pub struct Sample {
    pub name: String,
    pub width: usize,
    pub height: usize,
    pub rgb: Vec<[u8; 3]>,
}

impl Sample {
    fn new(name: &str, rgb: Vec<[u8; 3]>) -> Self {
        Self { name: name.into(), width: WIDTH, height: HEIGHT, rgb }
    }

    /// The same in another size.
    pub fn scaled(&self, width: usize, height: usize) -> Self {
        let samples = self.rgb.as_flattened().to_vec();
        let picture =
            RgbImage::from_raw(self.width as u32, self.height as u32, samples).expect("as many samples");
        let scaled = resize(&picture, width as u32, height as u32, FilterType::Lanczos3);
        Self { name: self.name.clone(), width, height, rgb: scaled.as_raw().as_chunks().0.to_vec() }
    }
}

/// Whether the subject of the sample of that name is a face.
pub fn is_face(name: &str) -> bool {
    FACES.contains(&name)
}

/// Every sample, made when its turn comes. Photos that no folder contains are named and left out.
pub fn all(folders: &[PathBuf]) -> impl Iterator<Item = Sample> + '_ {
    let photos = PHOTOS.into_iter().filter_map(|(name, file, crop)| {
        let Some(path) = folders.iter().map(|folder| folder.join(file)).find(|path| path.is_file()) else {
            eprintln!("{name}: left out, {file} is not there");
            return None;
        };
        eprintln!("{name}");
        Some(Sample::new(name, read_photo(&path, crop)))
    });
    photos.chain([Sample::new("drawn strands", draw(strands)), Sample::new("drawn poster", draw(poster))])
}

/// A photo as its EXIF orientation says.
pub fn upright(file: &Path) -> DynamicImage {
    let reader = ImageReader::open(file).expect("the file is there").with_guessed_format();
    let mut decoder = reader.expect("the file is read").into_decoder().expect("a JPEG or PNG");
    let orientation = decoder.orientation().expect("EXIF is read");
    let mut photo = DynamicImage::from_decoder(decoder).expect("a whole picture");
    photo.apply_orientation(orientation);
    photo
}

/// A photo upright, cropped and scaled.
fn read_photo(file: &Path, [left, top, width, height]: Crop) -> Vec<[u8; 3]> {
    let photo = upright(file);
    assert!(left + width <= photo.width() && top + height <= photo.height(), "{}", file.display());
    let scaled = photo.crop_imm(left, top, width, height).resize_exact(
        WIDTH as u32,
        HEIGHT as u32,
        FilterType::Lanczos3,
    );
    scaled.to_rgb8().as_raw().as_chunks().0.to_vec()
}

fn draw(colour: impl Fn(f64, f64, f64) -> [f64; 3]) -> Vec<[u8; 3]> {
    let mut state = 1u32;
    let mut pixels = Vec::with_capacity(WIDTH * HEIGHT);
    for y in 0..HEIGHT {
        for x in 0..WIDTH {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let noise = f64::from(state >> 16) / 32768.0 - 1.0;
            let colour = colour(x as f64, y as f64, noise);
            pixels.push(colour.map(|c| c.round().clamp(0.0, 255.0) as u8));
        }
    }
    pixels
}

/// Hair-like strands whose fineness changes over the picture, on a skin-coloured gradient.
fn strands(x: f64, y: f64, noise: f64) -> [f64; 3] {
    let bend = x + 40.0 * (y / 90.0).sin();
    let strand = (bend * (0.2 + y / 1200.0)).sin() * 30.0 * (x / 720.0);
    [
        190.0 + strand - y / 12.0 + noise * 4.0,
        150.0 + strand - y / 14.0 + noise * 4.0,
        120.0 + strand * 0.7 + noise * 4.0,
    ]
}

/// Flat shapes with hard edges in strong colours.
fn poster(x: f64, y: f64, _: f64) -> [f64; 3] {
    let ring = ((x - 360.0).hypot(y - 400.0) / 60.0) as usize % 3;
    let letters = y > 720.0
        && (y as usize / 14).is_multiple_of(2)
        && ((x * 0.37) as usize * 2_654_435_761 >> 7) % 3 == 0;
    if letters {
        [20.0, 20.0, 30.0]
    } else {
        [[235.0, 230.0, 220.0], [200.0, 40.0, 50.0], [40.0, 90.0, 160.0]][ring]
    }
}

/// The samples as the encoder takes them: ITU-T T.871 6.2, chroma averaged over 2 × 2 pixels for 4:2:0. Both sides are
/// even.
pub fn picture(sample: &Sample, subsampling: Subsampling) -> Picture {
    let Sample { width, height, .. } = *sample;
    let whole = |value: f64| value.round().clamp(0.0, 255.0) as u8;
    let (mut y, mut cb, mut cr) = (vec![], vec![], vec![]);
    for [r, g, b] in sample.rgb.iter().map(|pixel| pixel.map(f64::from)) {
        let luma = 0.299 * r + 0.587 * g + 0.114 * b;
        y.push(whole(luma));
        cb.push((b - luma) / 1.772 + 128.0);
        cr.push((r - luma) / 1.402 + 128.0);
    }
    let chroma_plane = |full: &[f64]| {
        if subsampling == Subsampling::Full {
            return Plane { width, height, samples: full.iter().map(|&value| whole(value)).collect() };
        }
        let mut plane = Plane::filled(width / 2, height / 2, 0);
        for (place, value) in plane.samples.iter_mut().enumerate() {
            let at = place / (width / 2) * 2 * width + place % (width / 2) * 2;
            *value = whole((full[at] + full[at + 1] + full[at + width] + full[at + width + 1]) / 4.0);
        }
        plane
    };
    Picture {
        subsampling,
        cb: chroma_plane(&cb),
        cr: chroma_plane(&cr),
        y: Plane { width, height, samples: y },
    }
}
