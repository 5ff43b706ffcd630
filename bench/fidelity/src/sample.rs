//! Pictures of 720 × 960 to measure on: crops of photos, and drawn ones.

use face_preflight::picture::{Picture, Plane, Subsampling};
use std::{path::Path, process::Command};

pub const WIDTH: usize = 720;
pub const HEIGHT: usize = 960;

/// Name, file and the part of it that is scaled to 720 × 960, in ImageMagick's geometry.
const PHOTOS: [(&str, &str, &str); 13] = [
    ("astronaut, sensor noise", "p12.jpg", "3024x4032+0+0"),
    ("astronaut, phone", "p2.jpg", "1080x1440+0+240"),
    ("astronaut, clean", "faces/sk_astronaut.png", "384x512+64+0"),
    ("man in suit", "faces/fr_biden.jpg", "970x1293+0+60"),
    ("man in suit, face", "faces/fr_biden.jpg", "480x640+300+60"),
    ("man with flags", "faces/fr_obama.jpg", "852x1136+29+0"),
    ("man with flags, face", "faces/fr_obama.jpg", "540x720+190+40"),
    ("half a face", "faces/fr_obama_partial_face.jpg", "491x654+0+100"),
    ("two men", "faces/fr_obama_and_biden.jpg", "750x1000+800+300"),
    ("cats", "real8-o6.jpg", "2448x3264+0+0"),
    ("fur", "real8-o6.jpg", "1200x1600+800+1200"),
    ("waterfall", "exif-landscape-6.jpg", "900x1200+450+0"),
    ("geyser", "exif-portrait-1.jpg", "1200x1600+0+100"),
];

pub struct Sample {
    pub name: &'static str,
    pub rgb: Vec<[u8; 3]>,
}

/// Every sample, made when its turn comes.
pub fn all(photos: &Path) -> impl Iterator<Item = Sample> + '_ {
    let read = |(name, file, crop)| Sample { name, rgb: read_photo(&photos.join(file), crop) };
    PHOTOS.into_iter().map(read).chain([
        Sample { name: "drawn strands", rgb: draw(strands) },
        Sample { name: "drawn poster", rgb: draw(poster) },
    ])
}

/// ImageMagick reads, crops and scales; its errors end the measurement.
fn read_photo(file: &Path, crop: &str) -> Vec<[u8; 3]> {
    let out = Command::new("convert")
        .arg(file)
        .args(["-auto-orient", "-strip", "-crop", crop, "+repage", "-filter", "Lanczos"])
        .args(["-resize", "720x960!", "-depth", "8", "rgb:-"])
        .output()
        .expect("ImageMagick's convert is installed");
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    assert_eq!(out.stdout.len(), WIDTH * HEIGHT * 3);
    out.stdout.chunks_exact(3).map(|p| [p[0], p[1], p[2]]).collect()
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

/// The samples as the encoder takes them: ITU-T T.871 6.2, chroma averaged over 2 × 2 pixels.
pub fn picture(rgb: &[[u8; 3]]) -> Picture {
    let sample = |value: f64| value.round().clamp(0.0, 255.0) as u8;
    let (mut y, mut cb, mut cr) = (vec![], vec![], vec![]);
    for [r, g, b] in rgb.iter().map(|pixel| pixel.map(f64::from)) {
        let luma = 0.299 * r + 0.587 * g + 0.114 * b;
        y.push(sample(luma));
        cb.push((b - luma) / 1.772 + 128.0);
        cr.push((r - luma) / 1.402 + 128.0);
    }
    let averaged = |full: &[f64]| {
        let mut plane = Plane::filled(WIDTH / 2, HEIGHT / 2, 0);
        for (place, value) in plane.samples.iter_mut().enumerate() {
            let at = place / (WIDTH / 2) * 2 * WIDTH + place % (WIDTH / 2) * 2;
            *value = sample((full[at] + full[at + 1] + full[at + WIDTH] + full[at + WIDTH + 1]) / 4.0);
        }
        plane
    };
    Picture {
        subsampling: Subsampling::Quarter,
        cb: averaged(&cb),
        cr: averaged(&cr),
        y: Plane { width: WIDTH, height: HEIGHT, samples: y },
    }
}
