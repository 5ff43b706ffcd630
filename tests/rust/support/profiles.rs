//! Writes ICC profiles (ICC.1:2022).

/// A tag's bytes, its type signature first.
#[derive(Clone)]
pub struct Tag(pub Vec<u8>);

/// XYZ of red, green and blue under D50.
pub const SRGB: [[f64; 3]; 3] =
    [[0.436_066, 0.222_488, 0.013_916], [0.385_147, 0.716_873, 0.097_076], [0.143_066, 0.060_608, 0.714_096]];
pub const DISPLAY_P3: [[f64; 3]; 3] =
    [[0.515_12, 0.241_2, -0.001_05], [0.291_98, 0.692_25, 0.041_89], [0.157_1, 0.066_57, 0.784_07]];
pub const ADOBE_RGB: [[f64; 3]; 3] =
    [[0.609_74, 0.311_11, 0.019_47], [0.205_28, 0.625_67, 0.060_87], [0.149_19, 0.063_22, 0.744_57]];

/// Display P3's white, red, green and blue, x and y.
pub const P3_CHROMATICITIES: [(f32, f32); 4] = [(0.3127, 0.329), (0.68, 0.32), (0.265, 0.69), (0.15, 0.06)];

/// sRGB's curve as a function of type 3.
pub fn srgb_curve() -> Tag {
    parametric(3, &[2.4, 1.0 / 1.055, 0.055 / 1.055, 1.0 / 12.92, 0.040_45])
}

/// sRGB's curve, IEC 61966-2-1.
pub fn srgb_light(number: f64) -> f64 {
    if number <= 0.04045 { number / 12.92 } else { ((number + 0.055) / 1.055).powf(2.4) }
}

fn fixed(value: f64) -> [u8; 4] {
    ((value * 65536.0).round() as i32).to_be_bytes()
}

/// A curve of one number.
pub fn gamma(exponent: f64) -> Tag {
    let exponent = ((exponent * 256.0).round() as u16).to_be_bytes();
    Tag([&b"curv\0\0\0\0\0\0\0\x01"[..], &exponent].concat())
}

pub fn curve_table(entries: u32, light: impl Fn(f64) -> f64) -> Tag {
    let mut tag = [&b"curv\0\0\0\0"[..], &entries.to_be_bytes()].concat();
    for entry in 0..entries {
        let value = light(f64::from(entry) / f64::from(entries - 1));
        tag.extend(((value * 65535.0).round() as u16).to_be_bytes());
    }
    Tag(tag)
}

pub fn parametric(kind: u16, parameters: &[f64]) -> Tag {
    let mut tag = [&b"para\0\0\0\0"[..], &kind.to_be_bytes(), &[0, 0]].concat();
    tag.extend(parameters.iter().flat_map(|parameter| fixed(*parameter)));
    Tag(tag)
}

fn xyz([x, y, z]: [f64; 3]) -> Tag {
    Tag([&b"XYZ \0\0\0\0"[..], &fixed(x), &fixed(y), &fixed(z)].concat())
}

fn description(version: u8) -> Tag {
    if version == 4 {
        let text: Vec<u8> = "Test profile é".encode_utf16().flat_map(u16::to_be_bytes).collect();
        let head = [
            &b"mluc\0\0\0\0\0\0\0\x01\0\0\0\x0cenUS"[..],
            &(text.len() as u32).to_be_bytes(),
            &[0, 0, 0, 28],
        ];
        Tag([&head.concat()[..], &text].concat())
    } else {
        let text = b"Test profile\0";
        let head = [&b"desc\0\0\0\0"[..], &(text.len() as u32).to_be_bytes(), text].concat();
        // No Unicode and no Macintosh name.
        Tag([&head[..], &[0; 78]].concat())
    }
}

fn profile(version: u8, space: &[u8; 4], tags: &[(&[u8; 4], Tag)]) -> Vec<u8> {
    let mut header = vec![0; 128];
    header[8] = version;
    header[12..16].copy_from_slice(b"mntr");
    header[16..20].copy_from_slice(space);
    header[20..24].copy_from_slice(b"XYZ ");
    header[36..40].copy_from_slice(b"acsp");
    for (place, value) in [(68, 0.9642), (72, 1.0), (76, 0.8249)] {
        header[place..place + 4].copy_from_slice(&fixed(value));
    }
    let mut table = (tags.len() as u32).to_be_bytes().to_vec();
    let mut data = Vec::new();
    let start = 128 + 4 + 12 * tags.len();
    for (name, Tag(bytes)) in tags {
        table.extend(*name);
        table.extend((start as u32 + data.len() as u32).to_be_bytes());
        table.extend((bytes.len() as u32).to_be_bytes());
        data.extend(bytes);
        data.resize(data.len().next_multiple_of(4), 0);
    }
    let size = (start + data.len()) as u32;
    header[..4].copy_from_slice(&size.to_be_bytes());
    [header, table, data].concat()
}

pub fn rgb_profile(version: u8, primaries: [[f64; 3]; 3], curve: &Tag) -> Vec<u8> {
    rgb_profile_of_curves(version, primaries, [curve; 3])
}

pub fn rgb_profile_of_curves(
    version: u8,
    [red, green, blue]: [[f64; 3]; 3],
    [red_curve, green_curve, blue_curve]: [&Tag; 3],
) -> Vec<u8> {
    let white = xyz([0.9642, 1.0, 0.8249]);
    profile(
        version,
        b"RGB ",
        &[
            (b"desc", description(version)),
            (b"wtpt", white),
            (b"rXYZ", xyz(red)),
            (b"gXYZ", xyz(green)),
            (b"bXYZ", xyz(blue)),
            (b"rTRC", red_curve.clone()),
            (b"gTRC", green_curve.clone()),
            (b"bTRC", blue_curve.clone()),
        ],
    )
}

pub fn grey_profile(curve: &Tag) -> Vec<u8> {
    let white = xyz([0.9642, 1.0, 0.8249]);
    profile(4, b"GRAY", &[(b"desc", description(4)), (b"wtpt", white), (b"kTRC", curve.clone())])
}

/// The profile with a tag under another name.
pub fn renamed(profile: &[u8], from: &[u8; 4], to: &[u8; 4]) -> Vec<u8> {
    let mut profile = profile.to_vec();
    let at = profile.windows(4).position(|window| window == from).unwrap();
    profile[at..at + 4].copy_from_slice(to);
    profile
}
