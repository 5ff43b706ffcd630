//! The fuzz targets' properties over the seeds in `fuzz/seeds`, over mutations of them, and over every finding that
//! was ever made (`fuzz/regressions`). The seeds are made here: `BLESS=1` writes them.
#![allow(missing_docs)]
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

#[path = "../../fuzz/src/lib.rs"]
mod properties;
mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use support::jpeg::Random;
use support::jpeg::writer::{Layout, Picture, progressive, sequential};
use support::png::writer::{GREY, KINDS, Picture as PngPicture, RGB, RGBA};

/// Bytes after a file from which a target takes its choices.
const TAIL_BYTES: usize = 24;

/// Each target's property and the kinds of seeds that it takes.
type Target = (&'static str, fn(&[u8]), &'static [&'static str]);
const TARGETS: [Target; 7] = [
    ("jpeg", properties::jpeg::holds, &["jpeg"]),
    ("png", properties::png::holds, &["png"]),
    ("truncation", properties::truncation::holds, &["jpeg", "png"]),
    ("preflight", properties::preflight::holds, &["jpeg", "png"]),
    ("round_trip", properties::round_trip::holds, &["png"]),
    ("request", properties::request::holds, &["text"]),
    ("metadata", properties::metadata::holds, &["metadata"]),
];

fn folder(name: &str) -> PathBuf {
    support::root().join("fuzz").join(name)
}

/// All seeds, by kind and name.
fn seeds() -> BTreeMap<PathBuf, Vec<u8>> {
    let mut random = Random(0xF0CC);
    let mut seeds = BTreeMap::new();
    let mut with_tail = |random: &mut Random, kind: &str, name: String, mut file: Vec<u8>| {
        file.extend((0..TAIL_BYTES).map(|_| random.below(256) as u8));
        seeds.insert(Path::new(kind).join(name), file);
    };
    let jpegs = jpegs(&mut random);
    for (name, file) in jpegs.clone() {
        with_tail(&mut random, "jpeg", name, file);
    }
    for (name, file) in pngs() {
        with_tail(&mut random, "png", name, file);
    }
    for (name, text) in texts() {
        with_tail(&mut random, "text", name.to_owned(), text.into());
    }
    let baseline = jpegs.into_iter().find(|(name, _)| name == "baseline").unwrap().1;
    let metadata = [&baseline[..2], &application_segments(), &baseline[2..]].concat();
    with_tail(&mut random, "jpeg", "metadata".to_owned(), metadata);
    // Options are JSON from the first byte to the last: nothing follows them.
    seeds.insert("text/options".into(), OPTIONS.as_bytes().to_vec());
    for orientation in [1, 6] {
        let exif = support::fixtures::exif(orientation, true);
        seeds.insert(format!("metadata/exif-{orientation}").into(), exif[6..].to_vec());
    }
    seeds.insert("metadata/head".into(), b"\0\0\0\x18ftypheic\0\0\0\0heicmif1".to_vec());
    seeds
}

/// Name, marker of the frame, sampling, restart interval, and whether DNL and fill bytes are used.
type JpegKind = (&'static str, u8, &'static [(usize, usize)], usize, bool);

fn jpegs(random: &mut Random) -> Vec<(String, Vec<u8>)> {
    const COLOUR: &[(usize, usize)] = &[(2, 2), (1, 1), (1, 1)];
    const INKS: &[(usize, usize)] = &[(1, 1), (1, 1), (1, 1), (1, 1)];
    let kinds: [JpegKind; 7] = [
        ("grey", 0xC0, &[(1, 1)], 0, false),
        ("baseline", 0xC0, COLOUR, 0, false),
        ("restart", 0xC1, COLOUR, 2, true),
        ("non-interleaved", 0xC0, &[(1, 2), (2, 1), (1, 1)], 0, false),
        ("inks", 0xC0, INKS, 0, false),
        ("progressive", 0xC2, COLOUR, 0, false),
        ("progressive-restart", 0xC2, COLOUR, 3, true),
    ];
    let file = |(name, frame, sampling, restart_interval, lines_later): JpegKind| {
        let picture = Picture::random(random, (19, 27), sampling, 60);
        let scans = match frame {
            0xC2 => progressive(random, sampling.len()),
            _ => sequential(sampling.len(), name != "non-interleaved"),
        };
        let layout = Layout {
            frame,
            scans,
            restart_interval,
            lines_later,
            wide_quantization: false,
            fill: lines_later,
            usual_codes: false,
        };
        (name.to_owned(), picture.write(random, &layout))
    };
    kinds.into_iter().map(file).collect()
}

/// JFIF, EXIF, a colour profile in two chunks of which the second comes first, a multi-picture index, Adobe.
fn application_segments() -> Vec<u8> {
    let profile: Vec<u8> = (0..132).map(|at| if at == 3 { 132 } else { 0 }).collect();
    let (first, second) = profile.split_at(60);
    let segments: [(u8, Vec<u8>); 6] = [
        (0xE0, b"JFIF\0\x01\x02\0\0\x01\0\x01\0\0".to_vec()),
        (0xE1, support::fixtures::exif(6, false)),
        (0xE2, [&b"ICC_PROFILE\0\x02\x02"[..], second].concat()),
        (0xE2, [&b"ICC_PROFILE\0\x01\x02"[..], first].concat()),
        (0xE2, b"MPF\0II*\0\x08\0\0\0\0\0".to_vec()),
        (0xEE, b"Adobe\0\x64\0\0\0\0\x01".to_vec()),
    ];
    let segment = |(code, parameters): (u8, Vec<u8>)| {
        [&[0xFF, code][..], &(parameters.len() as u16 + 2).to_be_bytes(), &parameters].concat()
    };
    segments.into_iter().flat_map(segment).collect()
}

/// The seed is read as meant: a mutation of it then reaches what the segments tell.
#[test]
fn the_seed_of_metadata_tells_all() {
    let seeds = seeds();
    let file = &seeds[Path::new("jpeg/metadata")];
    let header = support::jpeg::decode(file, &[face_preflight::internals::jpeg::Scale::FULL]).unwrap().header;
    assert!(header.jfif && header.multi_picture && header.exif.is_some());
    assert_eq!(header.adobe.map(|adobe| adobe.transform), Some(1));
    assert_eq!(header.icc.map(|icc| icc.map(|profile| profile.len())), Some(Ok(132)));
}

fn pngs() -> Vec<(String, Vec<u8>)> {
    let mut random = support::png::Random(0xF0CC);
    let mut files = Vec::new();
    for kind in KINDS.into_iter().filter(|kind| kind.depth != 2 && kind.depth != 4) {
        for interlaced in [false, true] {
            let transparent = matches!(kind.colour, GREY | RGB) || interlaced;
            let picture = PngPicture::random(&mut random, kind, (13, 9), transparent);
            let name =
                format!("{}-{}{}", kind.colour, kind.depth, if interlaced { "-interlaced" } else { "" });
            files.push((name, picture.write(&mut random, interlaced, 70)));
        }
    }
    let kind = KINDS.into_iter().find(|kind| kind.colour == RGBA).unwrap();
    let large = PngPicture::random(&mut random, kind, (40, 52), false);
    files.push(("larger".to_owned(), large.write(&mut random, false, 1000)));
    files
}

fn texts() -> [(&'static str, &'static str); 2] {
    [
        ("search", "c0ffee0001\nuser\nAAAA\nscene\ngroup\ng1\ng2"),
        ("compare", "c0ffee0002\nuser\nAAAA\nhttps://example.com/a.jpg\n"),
    ]
}

/// A value of each kind. Written out, so that a new option does not change the seed.
const OPTIONS: &str = r#"{"landscape":"crop","prefer":"size","subsampling":"4:4:4","target":{"shorterSidePx":480},
"limits":{"memoryBytes":1048576},"checks":{"blank":{"warn":null,"fail":3.5}}}"#;

fn files_below(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(files_below(&path));
        } else {
            files.push((path.clone(), fs::read(&path).unwrap()));
        }
    }
    files.sort();
    files
}

#[test]
fn seeds_are_as_made() {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let made = seeds();
    if support::blessing() {
        let _ = fs::remove_dir_all(folder("seeds"));
        for (name, bytes) in &made {
            let path = folder("seeds").join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
    }
    let committed = files_below(&folder("seeds")).into_iter();
    let committed: BTreeMap<PathBuf, Vec<u8>> = committed
        .map(|(path, bytes)| (path.strip_prefix(folder("seeds")).unwrap().to_owned(), bytes))
        .collect();
    assert!(committed == made, "fuzz/seeds differs from what is made; BLESS=1 writes it");
}

/// One to four small changes: what a fuzzer does without looking.
fn mutate(random: &mut Random, file: &mut Vec<u8>) {
    for _ in 0..=random.below(4) {
        let at = random.below(file.len().max(1));
        match random.below(6) {
            0 => file.iter_mut().skip(at).take(1).for_each(|byte| *byte ^= 1 << random.below(8)),
            1 => file.iter_mut().skip(at).take(1).for_each(|byte| *byte = random.below(256) as u8),
            2 => file.iter_mut().skip(at).take(2).for_each(|byte| *byte = 0xFF),
            3 => drop(file.drain(at..(at + 1 + random.below(8)).min(file.len()))),
            4 => file.insert(at, random.below(256) as u8),
            _ => {
                let end = (at + random.below(40)).min(file.len());
                let copied = file[at..end].to_vec();
                file.splice(at..at, copied);
            }
        }
    }
}

/// The fuzzer's mutation of parts changes files of which something can still be read.
#[test]
fn mutations_of_parts_keep_files_readable() {
    use properties::decoding;
    use properties::pieces::{mutated, with_checksums};
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let reads = |file: &[u8]| {
        let limits = decoding::limits(1 << 22);
        if file.starts_with(b"\x89PNG") {
            decoding::png(std::iter::once(file), &limits).is_ok()
        } else {
            decoding::jpeg(std::iter::once(file), &[face_preflight::internals::jpeg::Scale::FULL], &limits)
                .is_ok()
        }
    };
    let (mut changed, mut read) = (0, 0);
    let mut random = Random(0xF1EC);
    for (_, file) in files_below(&folder("seeds/jpeg")).into_iter().chain(files_below(&folder("seeds/png"))) {
        assert!(reads(&file));
        assert_eq!(with_checksums(&file), file);
        if file.starts_with(b"\x89PNG") {
            let mut damaged = file.clone();
            damaged[29] ^= 1;
            assert!(!reads(&damaged) && reads(&with_checksums(&damaged)));
        }
        for _ in 0..40 {
            let choices = std::array::from_fn(|_| random.below(256) as u8);
            let Some(other) = mutated(&file, choices) else { continue };
            changed += usize::from(other != file);
            read += usize::from(other != file && reads(&other));
        }
    }
    // Half of them are left to the fuzzer's own mutation.
    assert!(changed > 250 && read > changed / 10 && read < changed, "{read} of {changed}");
}

/// Memory is counted for the whole process: one target at a time.
static ALONE: Mutex<()> = Mutex::new(());

fn replay(name: &str, mutations: usize) {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let (_, holds, kinds) = TARGETS.into_iter().find(|(target, ..)| *target == name).unwrap();
    let mut files: Vec<_> = kinds.iter().flat_map(|kind| files_below(&folder("seeds").join(kind))).collect();
    assert!(!files.is_empty(), "no seeds for {name}");
    files.extend(files_below(&folder("regressions").join(name)));
    let mut random = Random(0x5EED);
    for (_, file) in &files {
        holds(file);
        for _ in 0..mutations {
            let mut mutated = file.clone();
            mutate(&mut random, &mut mutated);
            holds(&mutated);
        }
    }
}

#[test]
fn jpeg() {
    replay("jpeg", 300);
}

#[test]
fn png() {
    replay("png", 100);
}

#[test]
fn truncation() {
    replay("truncation", 300);
}

#[test]
fn preflight() {
    replay("preflight", 20);
}

#[test]
fn round_trip() {
    replay("round_trip", 100);
}

#[test]
fn request() {
    replay("request", 1000);
}

#[test]
fn metadata() {
    replay("metadata", 1000);
}
