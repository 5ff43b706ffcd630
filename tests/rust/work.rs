//! `limits.work`: what a file costs follows its bytes, and ends where the limit says.

use crate::support::hostile::end_of_band_runs;
use crate::support::jpeg::{Random, decode_chunked, writer};
use crate::support::png;
use face_preflight::internals::jpeg::{Limits, Scale};
use face_preflight::{Error, Options, preflight};

const SIZE: (usize, usize) = (1_400, 1_784);
const BLOCKS: u64 = 175 * 223;

/// What a file needs at most, as the limit's error tells it; `Ok` where `work` is enough.
fn needed(file: &[u8], work: u64) -> Result<(), u64> {
    let limits = Limits { work, scans: 1_000, ..Limits::default() };
    let decode = |chunk: usize| match decode_chunked(file, &[Scale::at_least(3)], limits, || chunk) {
        Ok(_) => Ok(()),
        Err(Error::LimitExceeded { limit: "limits.work", value, allowed }) => {
            assert!(value > allowed && allowed == work);
            Err(value)
        }
        Err(error) => panic!("{error}"),
    };
    let whole = decode(usize::MAX);
    assert_eq!(decode(97), whole);
    whole
}

/// The blocks of the DC coefficients and of the picture are needed; runs over blocks without coefficients are
/// skipped, 64 blocks at a time.
#[test]
fn end_of_band_runs_cost_what_they_correct() {
    const SCANS: u64 = 400;
    let of_scan = 223 * (175 / 64 + 2);
    let runs = end_of_band_runs(SIZE, SCANS as usize, None);
    assert_eq!(needed(&runs, 2 * BLOCKS + SCANS * of_scan), Ok(()));
    // One block in 64 has a coefficient of the band: each of its groups is walked, as often as the band is refined.
    let few = end_of_band_runs(SIZE, 13, Some(64));
    assert!(needed(&few, 14 * BLOCKS).is_err());
    assert_eq!(needed(&few, 17 * BLOCKS), Ok(()));
}

#[test]
fn more_work_than_allowed_is_told_before_it_is_done() {
    let mut random = Random(89);
    let size = (100, 60);
    let picture = writer::Picture::random(&mut random, size, &[(2, 2), (1, 1), (1, 1)], 60);
    let layout = writer::Layout {
        frame: 0xC0,
        scans: writer::sequential(3, true),
        restart_interval: 0,
        lines_later: false,
        wide_quantization: false,
        fill: false,
        usual_codes: true,
    };
    let file = picture.write(&mut random, &layout);
    // 7 x 4 units of 6 blocks; all of them are certain when the first scan begins.
    assert_eq!(needed(&file, 168), Ok(()));
    assert_eq!(needed(&file, 167), Err(168));
    let kind = png::writer::Kind { colour: png::writer::RGB, depth: 8 };
    let file = png::writer::Picture::random(&mut random, kind, size, false).write(&mut random, false, 1_000);
    let mut options = Options::default();
    options.limits.work = 281;
    match preflight(&file, &options) {
        Err(Error::LimitExceeded { limit: "limits.work", value, allowed }) => {
            assert_eq!((value, allowed), (282, 281));
        }
        other => panic!("{other:?}"),
    }
    options.limits.work = 282;
    assert!(preflight(&file, &options).is_ok());
}

/// Each sample of a PNG beyond 64 for a byte of the file counts alone, from the first row that has it.
#[test]
fn samples_that_no_byte_explains_are_work() {
    for (colour, depth, samples) in [
        (png::writer::GREY, 1, 1),
        (png::writer::GREY, 8, 1),
        (png::writer::GREY, 16, 1),
        (png::writer::RGB, 8, 3),
        (png::writer::RGB, 16, 3),
        (png::writer::RGBA, 8, 4),
    ] {
        let kind = png::writer::Kind { colour, depth };
        let (width, height) = (1_024, 600);
        let picture = png::writer::Picture {
            kind,
            width,
            height,
            samples: vec![0; width * height * kind.channels()],
            palette: Vec::new(),
            transparency: None,
        };
        let file = picture.write(&mut png::Random(113), false, usize::MAX);
        let most = (samples * width * height) as u64;
        let least = most + most / 64 - 64 * file.len() as u64;
        let needed = |work: u64, chunk: usize| {
            let limits = face_preflight::Limits { work, ..face_preflight::Limits::default() };
            match png::decode_with(&file, chunk, limits) {
                Ok(_) => Ok(()),
                Err(Error::LimitExceeded { limit: "limits.work", value, allowed }) => {
                    assert!(value > allowed && allowed == work);
                    Err(value)
                }
                Err(error) => panic!("{error}"),
            }
        };
        assert_eq!(needed(most + most / 64, usize::MAX), Ok(()), "{kind:?}");
        let refused = needed(least - 1, usize::MAX);
        assert!(refused.is_err(), "{kind:?}");
        assert_eq!(needed(least - 1, 97), refused, "{kind:?}");
        // It ends with the row that is too much.
        let early = needed(least / 2, usize::MAX).unwrap_err();
        assert!(early <= least / 2 + 2 * (samples * width) as u64, "{kind:?}: {early}");
    }
}

#[test]
fn limits_are_named_in_json_too() {
    let options = |json: &str| serde_json::from_str::<Options>(json).unwrap();
    assert_eq!(options(r#"{"limits":"device"}"#), Options::default());
    assert_eq!(options(r#"{"limits":"server"}"#).limits, face_preflight::Limits::server());
    assert_eq!(options(r#"{"limits":{"scans":7}}"#).limits.scans, 7);
    assert!(serde_json::from_str::<Options>(r#"{"limits":{"scan":7}}"#).is_err());
}

/// The header of a 4:2:0 photo, up to its first scan.
fn header(frame: u8, (width, height): (u16, u16)) -> Vec<u8> {
    let segment = |code: u8, payload: &[u8]| {
        [&[0xFF, code], &(payload.len() as u16 + 2).to_be_bytes()[..], payload].concat()
    };
    let [[top, bottom], [left, right]] = [height.to_be_bytes(), width.to_be_bytes()];
    let size = [8, top, bottom, left, right, 3, 1, 0x22, 0, 2, 0x11, 0, 3, 0x11, 0];
    let last = if frame == 0xC2 { 0 } else { 63 };
    [
        &[0xFF, 0xD8][..],
        &segment(0xDB, &[&[0][..], &[1; 64]].concat()),
        &segment(frame, &size),
        &segment(0xC4, &[&[0, 1][..], &[0; 15], &[0]].concat()),
        &segment(0xC4, &[&[0x10, 1][..], &[0; 15], &[0]].concat()),
        &segment(0xDA, &[3, 1, 0, 2, 0, 3, 0, 0, last, 0]),
        // Something of the scan.
        &[0; 64],
    ]
    .concat()
}

/// The table of `docs/options.md`.
#[test]
fn named_limits_let_through_what_phones_write() {
    let (baseline, progressive) = (0xC0, 0xC2);
    let refused = |limits: &face_preflight::Limits, frame: u8, size: (u16, u16)| {
        let options = Options { limits: limits.clone(), ..Options::default() };
        let mut session = face_preflight::Session::new(options).unwrap();
        match session.push(&header(frame, size)) {
            Ok(()) => "",
            Err(Error::LimitExceeded { limit, .. }) => limit,
            Err(error) => panic!("{error}"),
        }
    };
    let (device, server) = (face_preflight::Limits::default(), face_preflight::Limits::server());
    let (memory, pixels) = ("limits.memoryBytes", "limits.sourcePixels");
    for (frame, size, on_device, on_server) in [
        (baseline, (3_024, 4_032), "", ""),
        (baseline, (6_048, 8_064), "", ""),
        (baseline, (9_000, 12_000), "", ""),
        (baseline, (12_240, 16_320), "", pixels),
        (progressive, (3_024, 4_032), "", ""),
        (progressive, (6_048, 8_064), "", ""),
        (progressive, (9_000, 12_000), "", memory),
        (progressive, (12_240, 16_320), memory, pixels),
    ] {
        assert_eq!(refused(&device, frame, size), on_device, "{frame:x} {size:?} on a device");
        assert_eq!(refused(&server, frame, size), on_server, "{frame:x} {size:?} on a server");
    }
}
