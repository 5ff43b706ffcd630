//! JPEGs that break T.81 in ways that every viewer tolerates: the picture comes out as intended.

use crate::support::fixtures;
use crate::support::jpeg::writer::{Layout, Picture, sequential};
use crate::support::jpeg::{Random, decode, largest_difference, model};
use crate::support::{fixture_folder, shared_case};
use face_preflight::internals::jpeg::Scale;
use face_preflight::{Error, Options, Status, preflight};

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(fixture_folder().join(name)).unwrap()
}

/// The start of image, then each segment up to the first scan's, then the rest.
fn segments(file: &[u8]) -> (Vec<&[u8]>, &[u8]) {
    let (mut at, mut segments) = (2, Vec::new());
    while file[at + 1] != 0xDA {
        let end = at + 2 + usize::from(u16::from_be_bytes([file[at + 2], file[at + 3]]));
        segments.push(&file[at..end]);
        at = end;
    }
    (segments, &file[at..])
}

/// The file without the segments that `drop` names.
fn without(file: &[u8], drop: impl Fn(&[u8]) -> bool) -> Vec<u8> {
    let (segments, rest) = segments(file);
    let kept: Vec<&[u8]> = segments.into_iter().filter(|segment| !drop(segment)).collect();
    [&[0xFF, 0xD8], kept.concat().as_slice(), rest].concat()
}

/// The file with more bytes after its start of image.
fn with(file: &[u8], more: &[u8]) -> Vec<u8> {
    [&file[..2], more, &file[2..]].concat()
}

fn intact(file: &[u8]) -> Status {
    let report = preflight(file, &Options::default()).unwrap().report;
    report.checks.iter().find(|check| check.id == "intact").unwrap().status
}

/// Webcams and Motion JPEG leave out the tables of T.81 K.3.3.
#[test]
fn a_table_that_was_never_defined_is_the_standards() {
    let is_table = |segment: &[u8]| segment[1] == 0xC4;
    for name in ["baseline-420.jpg", "baseline-422.jpg", "restart.jpg", "grey.jpg", "ycck.jpg"] {
        let file = fixture(name);
        let whole = decode(&file, &[Scale::FULL]);
        assert!(whole.is_ok());
        assert_eq!(decode(&without(&file, is_table), &[Scale::FULL]), whole, "{name}");
        // Class and destination of the one that stays: DC and AC, luma and chroma.
        for one in [0x00, 0x01, 0x10, 0x11] {
            let others = without(&file, |segment| is_table(segment) && segment[4] != one);
            assert_eq!(decode(&others, &[Scale::FULL]), whole, "{name} with table {one:02x} alone");
        }
    }
    // Those tables lack the codes that a progressive frame needs, and there are none for further destinations.
    let told = |file: &[u8]| decode(file, &[Scale::FULL]).unwrap_err().to_string();
    assert!(
        told(&without(&fixture("progressive.jpg"), is_table)).contains("Dc Huffman table 0 is not defined")
    );
    let mut far = without(&fixture("grey.jpg"), is_table);
    let scan = far.windows(2).position(|pair| pair == [0xFF, 0xDA]).unwrap();
    far[scan + 6] = 0x02;
    assert!(told(&far).contains("Ac Huffman table 2 is not defined"));
}

/// The coefficients of such a step are 0.
#[test]
fn quantization_steps_of_0_are_read() {
    let mut random = Random(19);
    let layout = Layout {
        frame: 0xC0,
        scans: sequential(3, true),
        restart_interval: 0,
        lines_later: false,
        wide_quantization: false,
        fill: false,
        usual_codes: false,
    };
    let mut picture = Picture::random(&mut random, (37, 29), &[(2, 2), (1, 1), (1, 1)], 60);
    for place in [1, 5, 63] {
        picture.quantization[0][place] = 0;
    }
    picture.quantization[1] = [0; 64];
    let file = picture.write(&mut random, &layout);
    for scale in [Scale::at_least(2), Scale::FULL] {
        let decoded = decode(&file, &[scale]).unwrap();
        for (component, plane) in decoded.planes.iter().enumerate() {
            assert!(largest_difference(plane, &model::plane(&picture, component, scale)) <= 1);
        }
    }
}

#[test]
fn segments_shorter_than_their_length_are_passed_over() {
    let file = fixture("baseline-420.jpg");
    let whole = decode(&file, &[Scale::FULL]).unwrap();
    let (comment, application): (&[u8], &[u8]) = (b"\xFF\xFE\0\0", b"\xFF\xE5\0\x01 left over");
    for odd in [comment, application, b"\xFF\xE1\0\0", b"\xFF\xE2\0\x01", b"\xFF\xEE\0\0"] {
        let file = with(&file, odd);
        let decoded = decode(&file, &[Scale::FULL]).unwrap();
        assert_eq!(decoded.planes, whole.planes);
        // All but the marker.
        assert_eq!(decoded.outcome.extra_bytes, odd.len() as u64 - 2);
        assert_eq!(intact(&file), Status::Warn);
    }
    for needed in [0xC0, 0xC4, 0xDA, 0xDB, 0xDD] {
        for length in [0, 1] {
            let error = decode(&with(&file, &[0xFF, needed, 0, length]), &[Scale::FULL]).unwrap_err();
            assert!(matches!(error, Error::Corrupt { .. }), "{needed:02x}: {error}");
        }
    }
}

/// Whatever type and count the orientation has, and whatever byte fills up the name.
#[test]
fn orientations_of_any_integer_type_are_followed() {
    let turned = |exif: &[u8]| {
        let length = (exif.len() as u16 + 2).to_be_bytes();
        let file = with(&fixture("landscape.jpg"), &[&[0xFF, 0xE1], &length[..], exif].concat());
        let output = preflight(&file, &Options::default()).unwrap().report.output.unwrap();
        output.height > output.width
    };
    let honest = fixtures::exif(6, false);
    assert!(turned(&honest));
    assert!(!turned(&fixtures::exif(1, false)));
    let at = honest.windows(2).position(|tag| tag == [0x01, 0x12]).unwrap();
    // BYTE, SHORT, LONG, SBYTE, SSHORT, SLONG.
    for (kind, value) in
        [(1, 0x0600_0000), (3, 0x0006_0000), (4, 6), (6, 0x0600_0000), (8, 0x0006_0000), (9, 6)]
    {
        let mut exif = honest.clone();
        exif[at + 3] = kind;
        exif[at + 8..at + 12].copy_from_slice(&u32::to_be_bytes(value));
        assert!(turned(&exif), "type {kind}");
    }
    let mut two = honest.clone();
    two[at + 7] = 2;
    assert!(turned(&two));
    let mut filled = honest;
    filled[5] = 0xFF;
    assert!(turned(&filled));
}

/// Pictures of 3:4 that viewers show, as they were reported; the tests above make the same kinds.
#[test]
fn reported_files_give_their_pictures() {
    let names = [
        ("k1-cmyk-no-app14-base", Status::Pass),
        ("k1-cmyk-no-app14-prog", Status::Pass),
        ("k1-cmyk-no-app14-jfif", Status::Pass),
        ("k1-cmyk-app14-other", Status::Pass),
        ("j07-no-dht", Status::Pass),
        ("j07b-no-dht-avi1", Status::Pass),
        ("j07c-no-dht-422", Status::Pass),
        ("k2-no-dht-dri", Status::Pass),
        ("k2-only-luma-dht", Status::Pass),
        ("e04-orientation-long-le", Status::Pass),
        ("e04-orientation-long-be", Status::Pass),
        ("e05-orientation-byte-le", Status::Pass),
        ("e06-orientation-sshort-be", Status::Pass),
        ("e07-orientation-short-count2-le", Status::Pass),
        ("e18-exif-fill-ff", Status::Pass),
        ("j24c-dqt-contains-0", Status::Pass),
        ("k6-app-length-0", Status::Warn),
        ("k6-com-length-0", Status::Warn),
    ];
    for (name, expected) in names {
        let Some(file) = shared_case(&format!("{name}.jpg")) else { return };
        let photo = preflight(&file, &Options::default()).unwrap();
        let output = photo.report.output.clone().unwrap();
        assert_eq!(output.width * 4, output.height * 3, "{name}");
        assert!(photo.ok(), "{name}: {:?}", photo.report.checks);
        assert_eq!(intact(&file), expected, "{name}");
    }
    let frame = shared_case("real-mjpeg-jpeg-decoder.jpg").unwrap();
    assert!(preflight(&frame, &Options::default()).unwrap().jpeg.is_some());
}

/// The output has no metadata, so nobody can turn it later.
#[test]
fn an_orientation_that_is_not_followed_is_told() {
    let file = fixture("progressive.jpg");
    let app1 =
        |payload: &[u8]| [&[0xFF, 0xE1], &(payload.len() as u16 + 2).to_be_bytes()[..], payload].concat();
    let turned = app1(&fixtures::exif(6, false));
    let xmp = app1(b"http://ns.adobe.com/xap/1.0/\0<x tiff:Orientation=\"6\"/>");
    let spaced = app1(b"http://ns.adobe.com/xap/1.0/\0<tiff:Orientation>\n 8\n</tiff:Orientation>");
    let other_xmp = app1(b"http://ns.adobe.com/xap/1.0/\0<x/>");
    let end = [0xFF, 0xD9];
    let (mut fraction, mut none) = (fixtures::exif(6, false), fixtures::exif(6, false));
    let entry = fraction.windows(2).position(|tag| tag == [0x01, 0x12]).unwrap();
    // RATIONAL; no values.
    fraction[entry + 3] = 5;
    none[entry + 7] = 0;
    let many = app1(&exif_of_entries(3_000));
    let last_scan = file.windows(2).rposition(|pair| pair == [0xFF, 0xDA]).unwrap();
    let late = |exif: &[u8]| [&file[..last_scan], exif, &file[last_scan..]].concat();
    for (name, odd, expected) in [
        ("in its place", with(&file, &turned), Status::Pass),
        ("twice", with(&file, &[turned.clone(), turned.clone()].concat()), Status::Pass),
        ("with XMP", with(&file, &[xmp.clone(), turned.clone()].concat()), Status::Pass),
        (
            "upright, with XMP",
            with(&file, &[xmp.clone(), app1(&fixtures::exif(1, false))].concat()),
            Status::Pass,
        ),
        ("unknown", with(&file, &app1(&fixtures::exif(0, false))), Status::Pass),
        ("without meaning", with(&file, &app1(&fixtures::exif(9, false))), Status::Warn),
        ("two", with(&file, &[app1(&fixtures::exif(8, false)), turned.clone()].concat()), Status::Warn),
        ("in XMP alone", with(&file, &xmp), Status::Warn),
        ("in XMP alone, with spaces", with(&file, &spaced), Status::Warn),
        ("in XMP alone, too late", late(&xmp), Status::Warn),
        ("in one XMP of two", with(&file, &[xmp.clone(), other_xmp].concat()), Status::Warn),
        (
            "with XMP that comes late",
            [&with(&file, &turned)[..file.len() + turned.len() - 2], &xmp, &end].concat(),
            Status::Pass,
        ),
        ("as the last of many entries", with(&file, &many), Status::Pass),
        ("as a fraction", with(&file, &app1(&fraction)), Status::Warn),
        ("of no value", with(&file, &app1(&none)), Status::Warn),
        ("too late", late(&turned), Status::Warn),
        ("upright, too late", late(&app1(&fixtures::exif(1, false))), Status::Pass),
    ] {
        assert_eq!(intact(&odd), expected, "{name}");
    }
}

/// EXIF whose last entry is the orientation 6.
fn exif_of_entries(count: u16) -> Vec<u8> {
    let entry = |tag: u16| [&tag.to_be_bytes()[..], b"\0\x03\0\0\0\x01\0\x06\0\0"].concat();
    let others = (1..count).flat_map(|_| entry(0x0100));
    [b"Exif\0\0MM\0*\0\0\0\x08", &count.to_be_bytes()[..]]
        .concat()
        .into_iter()
        .chain(others)
        .chain(entry(0x0112))
        .collect()
}
