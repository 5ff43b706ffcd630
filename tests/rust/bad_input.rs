//! Whatever comes in, a clear answer comes out.

use crate::support::{draw::portrait, fixtures, shared_case};
use face_preflight::{Actor, Error, Options, Session, Status, preflight};
use jpeg_encoder::{ColorType, Encoder};

fn code(bytes: &[u8]) -> &'static str {
    preflight(bytes, &Options::default()).map_or_else(|error| error.code(), |_| "ok")
}

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(crate::support::fixture_folder().join(name)).unwrap()
}

fn jpeg_with(segment: &[u8]) -> Vec<u8> {
    let drawing = portrait(480, 640);
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, 70);
    encoder.add_app_segment(1, segment.to_vec()).unwrap();
    encoder.encode(&drawing.rgb, 480, 640, ColorType::Rgb).unwrap();
    file
}

#[test]
fn what_is_no_photo_is_named() {
    let named: [(&[u8], &str); 7] = [
        (b"\0\0\0\x18ftypheic\0\0\0\0", "HEIC"),
        (b"RIFF\x24\0\0\0WEBPVP8 ", "WebP"),
        (b"GIF89a\x01\0\x01\0", "GIF"),
        (b"BM\x36\0\0\0\0\0\0\0", "BMP"),
        (b"II*\0\x08\0\0\0", "TIFF"),
        (b"%PDF-1.7\n", "PDF"),
        (b"Dear Sir,", "text"),
    ];
    for (bytes, name) in named {
        let error = preflight(bytes, &Options::default()).unwrap_err();
        assert_eq!(error.code(), "unsupported_format");
        assert_eq!(error.actor(), Actor::Photo);
        assert!(error.to_string().contains(name), "{error}");
    }
    assert_eq!(code(b""), "empty_input");
}

/// A program that passes text gets an error that says what to do; the person's photo is not blamed.
#[test]
fn text_that_stands_for_a_photo_blames_the_caller() {
    let photo = fixture("baseline-420.jpg");
    let png = fixture("rgb.png");
    let latin: String = photo.iter().copied().map(char::from).collect();
    let told = [
        (b"/9j/4AAQSkZJRgABAQAAAQAB".to_vec(), "Base64"),
        (b"iVBORw0KGgoAAAANSUhEUgAA".to_vec(), "Base64"),
        (b"data:image/jpeg;base64,/9j/4AAQSkZJRgABAQAAAQAB".to_vec(), "data: URL"),
        (b"/home/me/selfie.jpg".to_vec(), "path"),
        (b"https://example.com/selfie".to_vec(), "address"),
        (String::from_utf8_lossy(&photo).into_owned().into_bytes(), "read as text"),
        (String::from_utf8_lossy(&png).into_owned().into_bytes(), "read as text"),
        (latin.into_bytes(), "Latin-1"),
        (format!("{photo:?}").into_bytes(), "list of the bytes"),
    ];
    for (bytes, words) in told {
        let whole = preflight(&bytes, &Options::default()).unwrap_err();
        assert_eq!((whole.code(), whole.actor()), ("invalid_input", Actor::Caller), "{words}");
        assert!(whole.to_string().contains(words), "{words}: {whole}");
        let mut session = Session::new(Options::default()).unwrap();
        let pieces = bytes.chunks(7).try_for_each(|part| session.push(part)).and_then(|()| session.finish());
        assert_eq!(pieces, Err(whole));
    }
    for (name, words) in [
        ("x08-base64-as", "Base64"),
        ("x09-utf8-mangled", "Latin-1"),
        ("x09b-replacement-chars", "read as text"),
    ] {
        let Some(file) = shared_case(&format!("{name}.jpg")) else { return };
        let error = preflight(&file, &Options::default()).unwrap_err();
        assert_eq!(error.actor(), Actor::Caller, "{name}");
        assert!(error.to_string().contains(words), "{name}: {error}");
    }
}

#[test]
fn codings_that_are_not_read_are_named() {
    for (name, word) in
        [("x_arithmetic.jpg", "arithmetic"), ("x_lossless.jpg", "lossless"), ("x_12-bit.jpg", "12")]
    {
        let error = preflight(&fixture(name), &Options::default()).unwrap_err();
        assert_eq!(error.code(), "unsupported_coding", "{name}: {error}");
        assert!(error.to_string().contains(word), "{name}: {error}");
    }
}

#[test]
fn damage_says_where() {
    assert_eq!(code(&fixture("x_truncated.jpg")), "truncated");
    assert_eq!(code(&fixture("x_truncated.png")), "truncated");
    assert_eq!(code(&fixture("x_huffman.jpg")), "corrupt");
    assert_eq!(code(&fixture("x_zero-size.jpg")), "corrupt");
    let error = preflight(&fixture("x_truncated.jpg"), &Options::default()).unwrap_err();
    assert!(error.to_string().contains("byte "), "{error}");
}

#[test]
fn a_claim_of_65500_pixels_is_refused_before_memory_is_taken() {
    match preflight(&fixture("x_claims-65500.jpg"), &Options::default()) {
        Err(Error::LimitExceeded { limit, value, .. }) => {
            assert_eq!((limit, value), ("limits.sourcePixels", 65_500 * 65_500));
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn names_are_not_believed() {
    // The core never sees a name: a PNG called .jpg is a PNG.
    assert_eq!(code(&fixture("rgb.png")), "ok");
    assert_eq!(code(&fixture("baseline-420.jpg")), "ok");
}

#[test]
fn exif_that_lies_is_passed_over() {
    let honest = fixtures::exif(6, false);
    let turned = preflight(&jpeg_with(&honest), &Options::default()).unwrap();
    assert_eq!(turned.report.source.orientation, 6);
    let mut far_directory = honest.clone();
    far_directory[10..14].copy_from_slice(&[0xff, 0xff, 0xff, 0xf0]);
    let mut many_entries = honest.clone();
    many_entries[14..16].copy_from_slice(&[0xff, 0xff]);
    many_entries[17] = 0x13;
    let cut = honest[..20].to_vec();
    let tag_off = many_entries;
    for false_exif in [far_directory, tag_off, cut, b"Exif\0\0".to_vec()] {
        let photo = preflight(&jpeg_with(&false_exif), &Options::default()).unwrap();
        assert_eq!(photo.report.source.orientation, 1);
    }
}

#[test]
fn options_out_of_range_are_named() {
    let mut options = Options::default();
    options.target.shorter_side_px = 5;
    let error = Session::new(options).err().unwrap();
    assert_eq!(error.code(), "invalid_option");
    assert!(error.to_string().contains("target.shorterSidePx"), "{error}");
    let mut options = Options::default();
    options.target.quality_floor = 96;
    assert!(Session::new(options).err().unwrap().to_string().contains("target.qualityFloor"));
    let mut options = Options::default();
    options.checks.blank.warn = Some(f64::NAN);
    assert!(Session::new(options).err().unwrap().to_string().contains("checks.blank.warn"));
}

#[test]
fn truncation_anywhere_never_gives_a_good_picture() {
    for name in ["baseline-420.jpg", "progressive.jpg", "non-interleaved.jpg", "grey.png"] {
        let whole = fixture(name);
        for end in (0..whole.len()).step_by(whole.len() / 40) {
            match preflight(&whole[..end], &Options::default()) {
                Err(error) => assert_ne!(error.code(), "ok"),
                Ok(photo) => {
                    let intact = photo.report.checks.iter().find(|check| check.id == "intact").unwrap();
                    assert_ne!(intact.status, Status::Pass, "{name} cut at {end}");
                }
            }
        }
    }
}

fn intact(file: &[u8]) -> (Status, &'static str) {
    let photo = preflight(file, &Options::default()).unwrap();
    let intact = photo.report.checks.into_iter().find(|check| check.id == "intact").unwrap();
    (intact.status, intact.key.unwrap_or_default())
}

/// Left-over data tell of codes that were read wrong: nobody knows then whether the picture is whole.
#[test]
fn left_over_data_promise_no_whole_picture() {
    let whole = fixture("restart.jpg");
    let end = whole.len() - 2;
    assert_eq!(intact(&whole), (Status::Pass, ""));
    let (status, key) = intact(&[&whole[..end], b"left over", &whole[end..]].concat());
    assert!(status == Status::Warn && key == "intact.doubtful", "{key}");
    let (status, key) = intact(&whole[..end]);
    assert!(status == Status::Note && key == "intact.end", "{key}");
}

/// What a known kind of file holds is not the photo (`src/decode/sniff.rs`); of an unknown kind it is said.
#[test]
fn a_photo_inside_of_another_file_is_told() {
    let photo = fixture("baseline-420.jpg");
    let (status, key) = intact(&[b"\0\x01\x02", photo.as_slice()].concat());
    assert!(status == Status::Warn && key == "intact.inside", "{key}");
    let avi = [b"RIFF\0\0\x10\0AVI LIST", photo.as_slice()].concat();
    let error = preflight(&avi, &Options::default()).unwrap_err();
    assert_eq!(error.to_string(), "the file is an AVI video; only JPEG and PNG are read");
}

#[test]
fn chunks_of_any_size_give_the_same() {
    for name in [
        "orientation-6.jpg",
        "progressive.jpg",
        "non-interleaved.jpg",
        "alpha.png",
        "x_truncated.jpg",
        "x_heic.jpg",
    ] {
        let bytes = fixture(name);
        let whole = preflight(&bytes, &Options::default());
        for size in [1, 7, 4095, 4097, 30_000] {
            let mut session = Session::new(Options::default()).unwrap();
            let pushed: Result<(), Error> = bytes.chunks(size).try_for_each(|chunk| session.push(chunk));
            let pieces = pushed.and_then(|()| session.finish());
            assert_eq!(pieces, whole, "{name} in chunks of {size}");
        }
    }
}

#[test]
fn random_damage_never_panics() {
    let mut seed = 88_172_645_463_325_252_u64;
    let mut random = |below: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        (seed % below as u64) as usize
    };
    for name in ["quality-15.jpg", "progressive-restart.jpg", "palette.png", "cmyk.jpg"] {
        let whole = fixture(name);
        for _ in 0..30 {
            let mut damaged = whole.clone();
            for _ in 0..1 + random(6) {
                let at = random(damaged.len());
                damaged[at] = random(256) as u8;
            }
            let _ = preflight(&damaged, &Options::default());
        }
    }
}

/// The first 64 KiB tell what a file is, however it is cut.
#[test]
fn junk_before_a_photo_is_the_same_in_any_chunks() {
    let options = Options::default();
    let photo = jpeg_with(b"of no interest");
    let png = fixture("rgb.png");
    let named = |file: &[u8], chunk: usize| {
        let mut session = Session::new(options.clone()).unwrap();
        let pushed = file.chunks(chunk).try_for_each(|part| session.push(part));
        let ended = pushed.and_then(|()| session.finish().map(|photo| photo.report.source.format));
        ended.map_or_else(|error| error.to_string(), |format| format!("{format:?}"))
    };
    let unknown = "the file is of an unknown format; only JPEG and PNG are read";
    for (junk, jpeg) in [(0, "Jpeg"), (5000, "Jpeg"), (65_536, "Jpeg"), (65_537, unknown), (70_000, unknown)]
    {
        let file = [vec![1; junk], photo.clone()].concat();
        let expected = if junk == 0 { "Png" } else { unknown };
        let other = [vec![1; junk], png.clone()].concat();
        for chunk in [1, 512, 4096, 65_536, usize::MAX] {
            assert_eq!(named(&file, chunk), jpeg, "{junk} bytes in chunks of {chunk}");
            assert_eq!(named(&other, chunk), expected, "{junk} bytes in chunks of {chunk}");
        }
    }
    for chunk in [1, 512, 4096, 65_536, usize::MAX] {
        assert_eq!(named(&[2; 100_000], chunk), unknown);
        assert_eq!(named(b"RIFF\xff\xd8\xff.WEBP", chunk), "the file is WebP; only JPEG and PNG are read");
    }
}
