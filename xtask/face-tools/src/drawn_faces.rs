//! Faces drawn from a few soft ellipses: enough of a face for the detector, and nobody's.

use face_preflight::{
    Subsampling,
    internals::picture::{Picture, Plane},
};

/// The eyes' places, in radii from the face's centre.
pub const EYES: [(f64, f64); 2] = [(-0.34, -0.15), (0.34, -0.15)];

/// A face to draw.
#[derive(Clone, Copy)]
pub struct Drawn {
    /// Its middle, in pixels.
    pub centre: (f64, f64),
    /// About half of its height, in pixels.
    pub radius: f64,
    /// Its tilt, clockwise.
    pub degrees: f64,
}

/// A selfie, in a picture of 720 × 960: a face that is large and straight enough for every check.
pub const SELFIE: Drawn = Drawn { centre: (360.0, 500.0), radius: 280.0, degrees: 0.0 };

impl Drawn {
    /// A place of the face in pixels.
    pub fn place(&self, (x, y): (f64, f64)) -> (f64, f64) {
        let (sin, cos) = self.degrees.to_radians().sin_cos();
        (self.centre.0 + self.radius * (x * cos - y * sin), self.centre.1 + self.radius * (x * sin + y * cos))
    }

    /// A pixel's place in radii from the face's centre.
    fn seen(&self, x: f64, y: f64) -> (f64, f64) {
        let (sin, cos) = self.degrees.to_radians().sin_cos();
        let (x, y) = ((x - self.centre.0) / self.radius, (y - self.centre.1) / self.radius);
        (x * cos + y * sin, y * cos - x * sin)
    }
}

type Colour = [f64; 3];

struct Ellipse {
    centre: (f64, f64),
    axes: (f64, f64),
    /// Width of its soft edge.
    edge: f64,
    opacity: f64,
    colour: Colour,
}

/// The largest distance from its centre at which anything of a face is drawn, in radii.
const REACH: f64 = 3.0;

const SKIN: Colour = [205.0, 160.0, 130.0];

fn ellipses() -> Vec<Ellipse> {
    let skin = |share: f64| SKIN.map(|value| (value * share).min(255.0));
    let ellipse = |centre, axes, edge, colour| Ellipse { centre, axes, edge, opacity: 1.0, colour };
    let mut all = vec![
        ellipse((0.0, -0.25), (1.0, 1.25), 0.05, [50.0, 35.0, 30.0]),
        ellipse((0.0, 1.9), (1.5, 0.8), 0.05, [60.0, 70.0, 110.0]),
        ellipse((0.0, 1.1), (0.4, 0.5), 0.05, skin(0.8)),
        ellipse((0.0, 0.0), (0.78, 1.08), 0.06, SKIN),
    ];
    for (eye_x, eye_y) in EYES {
        let side = eye_x.signum();
        let cheek = ellipse((side * 0.5, 0.1), (0.25, 0.8), 0.25, skin(0.87));
        all.push(Ellipse { opacity: 0.6, ..cheek });
        all.push(ellipse((eye_x, eye_y), (0.2, 0.12), 0.09, skin(0.75)));
        all.push(ellipse((eye_x, eye_y), (0.15, 0.075), 0.03, [235.0; 3]));
        all.push(ellipse((eye_x, eye_y), (0.075, 0.075), 0.03, [40.0, 30.0, 25.0]));
        all.push(ellipse((eye_x, eye_y - 0.21), (0.2, 0.045), 0.05, [60.0, 40.0, 30.0]));
        all.push(ellipse((side * 0.1, 0.28), (0.05, 0.035), 0.04, [110.0, 70.0, 60.0]));
    }
    all.extend([
        ellipse((0.05, 0.08), (0.07, 0.22), 0.09, skin(0.88)),
        ellipse((0.0, 0.24), (0.14, 0.08), 0.09, skin(1.06)),
        ellipse((0.0, 0.58), (0.27, 0.08), 0.05, [165.0, 80.0, 80.0]),
        ellipse((0.0, 0.57), (0.24, 0.018), 0.03, [90.0, 40.0, 40.0]),
    ]);
    all
}

impl Ellipse {
    /// How much of a place it covers, 0 to 1.
    fn cover(&self, (x, y): (f64, f64)) -> f64 {
        let far = ((x - self.centre.0) / self.axes.0).hypot((y - self.centre.1) / self.axes.1);
        let outside = (far - 1.0) * self.axes.0.min(self.axes.1);
        (0.5 - outside / self.edge).clamp(0.0, 1.0) * self.opacity
    }
}

/// A grey room with the faces in it.
pub fn picture(width: usize, height: usize, faces: &[Drawn]) -> Picture {
    let ellipses = ellipses();
    let mut planes = [(); 3].map(|()| Plane { width, height, samples: Vec::with_capacity(width * height) });
    for y in 0..height {
        for x in 0..width {
            let mut colour = [120.0, 130.0, 140.0];
            for face in faces {
                let place = face.seen(x as f64, y as f64);
                if place.0.abs().max(place.1.abs()) > REACH {
                    continue;
                }
                for ellipse in &ellipses {
                    let cover = ellipse.cover(place);
                    for (value, over) in colour.iter_mut().zip(ellipse.colour) {
                        *value += (over - *value) * cover;
                    }
                }
            }
            for (plane, value) in planes.iter_mut().zip(ycbcr(colour)) {
                plane.samples.push(value.round() as u8);
            }
        }
    }
    let [y, cb, cr] = planes;
    Picture { subsampling: Subsampling::Full, y, cb, cr }
}

/// The picture as a camera's frame: red, green, blue, opaque.
pub fn rgba(picture: &Picture) -> Vec<u8> {
    let planes = picture.y.samples.iter().zip(&picture.cb.samples).zip(&picture.cr.samples);
    planes
        .flat_map(|((&y, &cb), &cr)| {
            let [y, cb, cr] = [f64::from(y), f64::from(cb) - 128.0, f64::from(cr) - 128.0];
            let rgb = [y + 1.402 * cr, y - 0.344_136 * cb - 0.714_136 * cr, y + 1.772 * cb];
            let [red, green, blue] = rgb.map(|value| value.round() as u8);
            [red, green, blue, 255]
        })
        .collect()
}

/// JFIF 1.02.
fn ycbcr([red, green, blue]: Colour) -> Colour {
    [
        0.299 * red + 0.587 * green + 0.114 * blue,
        128.0 - 0.168_736 * red - 0.331_264 * green + 0.5 * blue,
        128.0 + 0.5 * red - 0.418_688 * green - 0.081_312 * blue,
    ]
}
