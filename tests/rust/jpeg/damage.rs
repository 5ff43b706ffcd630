//! Damaged and awkward files: an error that says where, or a picture that is whole; never a panic, never more
//! memory than allowed, and never a result that depends on how the file was cut into chunks.

use crate::support::jpeg::writer::{Layout, Picture, Scan, progressive, sequential};
use crate::support::jpeg::{Random, decode, decode_chunked};
use face_preflight::Error;
use face_preflight::internals::colour::Unusable;
use face_preflight::internals::jpeg::{Limits, Scale};
use face_preflight::internals::rows::Integrity;

const COLOUR: &[(usize, usize)] = &[(2, 2), (1, 1), (1, 1)];

fn layout(frame: u8, scans: Vec<Scan>, restart_interval: usize) -> Layout {
    Layout {
        frame,
        scans,
        restart_interval,
        lines_later: false,
        wide_quantization: false,
        fill: false,
        usual_codes: false,
    }
}

/// Places of the restart markers of a file.
fn restarts(file: &[u8]) -> Vec<usize> {
    let is_restart = |at: &usize| file[*at] == 0xFF && (0xD0..=0xD7).contains(&file[at + 1]);
    let scan = file.windows(2).position(|pair| pair == [0xFF, 0xDA]).unwrap();
    (scan..file.len() - 1).filter(is_restart).collect()
}

/// One small file of each structure.
fn samples(random: &mut Random, size: (usize, usize)) -> Vec<Vec<u8>> {
    let mut files = Vec::new();
    for (frame, restart, kind) in [(0xC0, 0, 0), (0xC0, 2, 0), (0xC1, 3, 1), (0xC2, 0, 2), (0xC2, 2, 2)] {
        let scans = match kind {
            0 => sequential(3, true),
            1 => sequential(3, false),
            _ => progressive(random, 3),
        };
        let picture = Picture::random(random, size, COLOUR, 60);
        files.push(picture.write(random, &layout(frame, scans.clone(), restart)));
        files.push(picture.write(random, &Layout { lines_later: true, ..layout(frame, scans, restart) }));
    }
    files
}

#[test]
fn chunks_do_not_matter() {
    let mut random = Random(7);
    for mut file in samples(&mut random, (37, 29)) {
        file.extend(b"trailing bytes");
        for damaged in [false, true] {
            if damaged {
                let at = file.len() / 2 + random.below(file.len() / 3);
                file[at] ^= 1 << random.below(8);
            }
            for scale in [Scale::at_least(3), Scale::FULL] {
                let whole = decode(&file, &[scale]);
                let single = decode_chunked(&file, &[scale], Limits::default(), || 1);
                let ragged = decode_chunked(&file, &[scale], Limits::default(), || 1 + random.below(90));
                assert_eq!(whole, single);
                assert_eq!(whole, ragged);
            }
        }
    }
}

#[test]
fn every_truncation_is_told() {
    let mut random = Random(11);
    for file in samples(&mut random, (17, 9)) {
        let whole = decode(&file, &[Scale::FULL]).unwrap();
        let mut told = 0;
        for end in 0..file.len() {
            match decode(&file[..end], &[Scale::FULL]) {
                Ok(decoded) => {
                    assert_eq!(decoded.planes, whole.planes, "cut at {end} of {}", file.len());
                    assert!(decoded.outcome.end_missing);
                }
                Err(Error::Truncated { position, .. }) => {
                    assert!(position.byte <= end as u64);
                    told += 1;
                }
                Err(error) => panic!("cut at {end}: {error}"),
            }
        }
        // Only the end-of-image marker and the last unit's padding may be missing.
        assert!(told >= file.len() - 12, "{told} of {}", file.len());
    }
}

#[test]
fn corruption_never_panics() {
    let mut random = Random(13);
    let files = samples(&mut random, (37, 29));
    let limits = Limits { source_pixels: 1_000_000, ..Limits::default() };
    for round in 0..1500 {
        let mut file = files[round % files.len()].clone();
        for _ in 0..=random.below(4) {
            let at = random.below(file.len());
            match random.below(4) {
                0 => file[at] = random.next() as u8,
                1 => file[at] ^= 1 << random.below(8),
                2 => file[at] = 0xFF,
                _ => drop(file.remove(at)),
            }
        }
        let scale = Scale::ALL[random.below(Scale::ALL.len())];
        let _ = decode_chunked(&file, &[scale], limits, || 1 + random.below(500));
    }
}

#[test]
fn a_missing_last_row_is_repeated_and_reported() {
    let mut random = Random(17);
    let picture = Picture::random(&mut random, (20, 16 * 70 - 5), COLOUR, 60);
    let file = picture.write(&mut random, &layout(0xC0, sequential(3, true), 0));
    let whole = decode(&file, &[Scale::FULL]).unwrap();
    let mut end = file.len();
    let repeated = loop {
        end -= 1;
        let decoded = decode(&file[..end], &[Scale::FULL]).unwrap();
        if decoded.outcome.repeated_rows > 0 {
            break decoded;
        }
    };
    assert_eq!(repeated.outcome.repeated_rows, 11);
    let [luma, ..] = &repeated.planes[..] else { panic!() };
    let kept = 20 * 16 * 69;
    assert_eq!(luma.samples[..kept], whole.planes[0].samples[..kept]);
    for row in luma.samples[kept..].chunks(20) {
        assert_eq!(*row, luma.samples[kept - 20..kept]);
    }
    // Two rows are too many.
    assert!(matches!(decode(&file[..file.len() * 60 / 70], &[Scale::FULL]), Err(Error::Truncated { .. })));
}

#[test]
fn what_surrounds_the_picture_is_counted() {
    let mut random = Random(19);
    let picture = Picture::random(&mut random, (33, 20), COLOUR, 60);
    let file = picture.write(&mut random, &layout(0xC0, sequential(3, true), 0));
    let plain = decode(&file, &[Scale::FULL]).unwrap();
    let end = file.len() - 2;
    let noisy = [b"\0\xFFjunk", &file[..end], b"extra", &file[end..], b"\xFF\xD8 a second picture"].concat();
    let decoded = decode(&noisy, &[Scale::FULL]).unwrap();
    assert_eq!(decoded.planes, plain.planes);
    assert_eq!(decoded.outcome.leading_bytes, 6);
    assert_eq!(decoded.outcome.extra_bytes, 5);
    assert_eq!(decoded.outcome.trailing_bytes, 19);
    assert!(!decoded.outcome.end_missing);
}

#[test]
fn a_component_of_a_scan_of_its_own_is_repeated_only_behind_the_others() {
    let mut random = Random(17);
    let picture = Picture::random(&mut random, (20, 16 * 70 - 5), COLOUR, 60);
    let file = picture.write(&mut random, &layout(0xC0, sequential(3, false), 0));
    let whole = decode(&file, &[Scale::FULL]).unwrap();
    let scans: Vec<usize> = (0..file.len()).filter(|&at| file[at..].starts_with(&[0xFF, 0xDA])).collect();
    let tables = |scan: usize| (0..scan).rev().find(|&at| file[at..].starts_with(&[0xFF, 0xC4])).unwrap();
    // Each scan is followed by the next one's tables; two tables each, the DC one first.
    let ends = [tables(tables(scans[1])), tables(tables(scans[2])), file.len() - 2];
    for (number, end) in (1..).zip(ends) {
        for cut in [20, 30] {
            for end_marker in [&[0xFF, 0xD9][..], &[]] {
                let result = decode(&[&file[..end - cut], end_marker].concat(), &[Scale::FULL]);
                if number < 3 {
                    assert!(matches!(result, Err(Error::Truncated { .. })), "scan {number}: {result:?}");
                    continue;
                }
                let decoded = result.unwrap();
                assert_eq!(decoded.outcome.repeated_rows, 11);
                assert_eq!(decoded.planes[..2], whole.planes[..2]);
                let (kept, rows) = decoded.planes[2].samples.split_at(10 * 8 * 69);
                assert_eq!(*kept, whole.planes[2].samples[..kept.len()]);
                assert!(rows.chunks(10).all(|row| *row == kept[kept.len() - 10..]));
            }
        }
    }
}

#[test]
fn a_whole_picture_ends_where_another_begins() {
    let mut random = Random(61);
    for scans in [sequential(3, true), sequential(3, false), usual_progression()] {
        let frame = if scans.len() > 3 { 0xC2 } else { 0xC0 };
        let picture = Picture::random(&mut random, (33, 20), COLOUR, 60);
        let file = picture.write(&mut random, &layout(frame, scans, 0));
        let plain = decode(&file, &[Scale::FULL]).unwrap();
        let twice = [&file[..file.len() - 2], &file].concat();
        let decoded = decode(&twice, &[Scale::FULL]).unwrap();
        assert_eq!(decoded.planes, plain.planes);
        assert!(decoded.outcome.end_missing && decoded.outcome.extra_bytes == 0);
        assert_eq!(decoded.outcome.trailing_bytes, file.len() as u64);
    }
}

#[test]
fn markers_without_a_place_are_counted() {
    let mut random = Random(67);
    let picture = Picture::random(&mut random, (33, 20), COLOUR, 60);
    let file = picture.write(&mut random, &layout(0xC0, sequential(3, true), 0));
    let plain = decode(&file, &[Scale::FULL]).unwrap();
    let scan = file.windows(2).position(|pair| pair == [0xFF, 0xDA]).unwrap();
    // Between segments, and a restart marker after the last unit.
    for (at, code) in [(scan, 0xD3), (scan, 0xD8), (scan, 0x01), (file.len() - 2, 0xD0)] {
        let decoded = decode(&[&file[..at], &[0xFF, code], &file[at..]].concat(), &[Scale::FULL]).unwrap();
        assert_eq!(decoded.planes, plain.planes);
        assert_eq!(decoded.outcome, Integrity { extra_bytes: 2, ..plain.outcome }, "{code:X}");
    }
}

#[test]
fn the_picture_begins_with_its_first_marker_among_64_kib() {
    let mut random = Random(71);
    let picture = Picture::random(&mut random, (8, 8), &[(1, 1)], 60);
    let file = picture.write(&mut random, &layout(0xC0, sequential(1, true), 0));
    // A start of image without a marker after it is junk, as it is to the format sniffer.
    let after = |junk: usize| {
        let junk = [b"\xFF\xD8\0\xFF\xFF\xD8", vec![7; junk - 6].as_slice()].concat();
        decode(&[junk, file.clone()].concat(), &[Scale::FULL])
    };
    let most = after(64 << 10).unwrap();
    assert_eq!((most.outcome.leading_bytes, most.outcome.extra_bytes), (64 << 10, 0));
    let Err(Error::Corrupt { detail, .. }) = after((64 << 10) + 1) else { panic!() };
    assert_eq!(detail, "no start of image among the first 64 KiB");
}

#[test]
fn tables_and_parameters_that_cannot_be_are_told() {
    let mut random = Random(73);
    let picture = Picture::random(&mut random, (33, 20), COLOUR, 60);
    let file = picture.write(&mut random, &layout(0xC0, sequential(3, true), 0));
    let told = |code: u8, change: &dyn Fn(&mut Vec<u8>)| {
        let damaged = with_parameters(&file, code, change);
        let Err(Error::Corrupt { detail, .. }) = decode(&damaged, &[Scale::FULL]) else { panic!() };
        detail
    };
    let dc_size = told(0xC4, &|bytes| {
        assert_eq!(bytes[0] >> 4, 0, "the first table is of DC differences");
        *bytes.last_mut().unwrap() = 16;
    });
    assert!(dc_size.ends_with(" has a DC size over 15"), "{dc_size}");
    let dc = |high, low| Scan { components: vec![0, 1, 2], first: 0, last: 0, high, low };
    let Err(Error::Corrupt { detail, .. }) = decode_scans(vec![dc(0, 3), dc(3, 1)], Scale::FULL) else {
        panic!()
    };
    assert_eq!(detail, "a progressive scan of coefficients 0 to 0, bits 3 to 1");
}

#[test]
fn a_colour_profile_has_256_kib_at_most() {
    let mut random = Random(79);
    let picture = Picture::random(&mut random, (8, 8), &[(1, 1)], 60);
    let file = picture.write(&mut random, &layout(0xC0, sequential(1, true), 0));
    let profile = |lengths: &[usize]| {
        let count = lengths.len() as u8;
        let chunk = |(number, &length): (u8, &usize)| {
            segment(0xE2, &[&b"ICC_PROFILE\0"[..], &[number, count], &vec![7; length]].concat())
        };
        let chunks: Vec<u8> = (1..).zip(lengths).flat_map(chunk).collect();
        decode(&[&file[..2], &chunks, &file[2..]].concat(), &[Scale::FULL]).unwrap().header.icc
    };
    let quarter = 1 << 16;
    let most = [quarter / 2; 8];
    assert_eq!(profile(&most), Some(Ok(vec![7; 4 * quarter])));
    let more = [&most[..], &[1]].concat();
    assert_eq!(profile(&more), Some(Err(Unusable::Unsupported("more than 256 KiB".into()))));
}

/// A scan that waits for its number of lines is held while the buffers are taken.
#[test]
fn a_scan_that_was_held_counts() {
    let mut random = Random(83);
    let picture = Picture::random(&mut random, (64, 64), COLOUR, 60);
    let mut needed = |lines_later: bool, memory_bytes: u64| {
        let layout = Layout { lines_later, ..layout(0xC0, sequential(3, true), 0) };
        let file = picture.write(&mut random, &layout);
        let limits = Limits { memory_bytes, ..Limits::default() };
        match decode_chunked(&file, &[Scale::FULL], limits, || 1000) {
            Err(Error::LimitExceeded { limit: "limits.memoryBytes", value, .. }) => value,
            other => panic!("{other:?}"),
        }
    };
    let without = needed(false, 1);
    assert!(needed(true, without) >= without + 1024);
}

#[test]
fn limits_hold_before_memory_is_taken() {
    let mut random = Random(23);
    let picture = Picture::random(&mut random, (64, 64), COLOUR, 60);
    let scans = progressive(&mut random, 3);
    let count = scans.len() as u32;
    let file = picture.write(&mut random, &layout(0xC2, scans, 0));
    let limited = |limits| decode_chunked(&file, &[Scale::FULL], limits, || 1000).map(|_| ());
    let exceeded = |limit, value, allowed| Err(Error::LimitExceeded { limit, value, allowed });
    assert_eq!(
        limited(Limits { source_pixels: 4095, ..Limits::default() }),
        exceeded("limits.sourcePixels", 4096, 4095)
    );
    assert_eq!(
        limited(Limits { scans: count - 1, ..Limits::default() }),
        exceeded("limits.scans", count.into(), u64::from(count) - 1)
    );
    assert!(matches!(
        limited(Limits { memory_bytes: 20_000, ..Limits::default() }),
        Err(Error::LimitExceeded { limit: "limits.memoryBytes", allowed: 20_000, .. })
    ));
    assert_eq!(limited(Limits { scans: count, ..Limits::default() }), Ok(()));
}

#[test]
fn codings_that_are_not_read_are_named() {
    let mut random = Random(29);
    let picture = Picture::random(&mut random, (8, 8), COLOUR, 60);
    let file = picture.write(&mut random, &layout(0xC0, sequential(3, true), 0));
    let frame = file.windows(2).position(|pair| pair == [0xFF, 0xC0]).unwrap();
    let with = |at: usize, byte: u8| {
        let mut file = file.clone();
        file[frame + at] = byte;
        decode(&file, &[Scale::FULL]).unwrap_err().to_string()
    };
    assert_eq!(with(1, 0xC9), "arithmetic coding (SOF9) is not read");
    assert_eq!(with(1, 0xC3), "lossless coding (SOF3) is not read");
    assert_eq!(with(1, 0xC5), "hierarchical sequential coding (SOF5) is not read");
    assert_eq!(with(4, 12), "12-bit JPEG is not read");
    assert_eq!(with(9, 2), "a JPEG of 2 components is not read");
}

#[test]
fn an_error_says_where() {
    let mut random = Random(31);
    let picture = Picture::random(&mut random, (80, 80), &[(1, 1)], 60);
    let mut file = picture.write(&mut random, &layout(0xC0, sequential(1, true), 10));
    // The third restart marker ends the third row of units; another number in its place is met there.
    let at = file.windows(2).position(|pair| pair == [0xFF, 0xD2]).unwrap();
    file[at + 1] = 0xD5;
    let Err(Error::Corrupt { position, detail }) = decode(&file, &[Scale::FULL]) else { panic!() };
    assert_eq!((position.byte, position.scan, position.mcu_row), (at as u64 + 2, Some(1), Some(3)));
    assert_eq!(detail, "restart marker 5 where 2 is due");
}

/// Stuffed bytes and fill bytes stand in the file, not in the data: errors after them count them.
#[test]
fn fill_bytes_move_no_position() {
    let mut random = Random(37);
    let picture = Picture::random(&mut random, (80, 80), &[(1, 1)], 60);
    let mut file = picture.write(&mut random, &layout(0xC0, sequential(1, true), 0));
    let data = file.windows(2).position(|pair| pair == [0xFF, 0xDA]).unwrap() + 10;
    // Bits that are ones only are no code: what is met in the data depends on nothing that stands before it.
    let at = (data + file.len()) / 2;
    file.splice(at.., [[0xFF, 0].repeat(40), vec![0xFF, 0xD9]].concat());
    let met = |file: &[u8]| match decode(file, &[Scale::FULL]) {
        Err(Error::Corrupt { position, .. }) => position.byte as usize,
        other => panic!("{other:?}"),
    };
    let place = met(&file);
    assert!((at - 1..file.len()).contains(&place), "{place}, {at}");
    for fill in [1, 2, 1000, 70_000] {
        let stuffed = data + file[data..].windows(2).position(|pair| pair == [0xFF, 0]).unwrap();
        assert!(stuffed < at);
        let mut filled = file.clone();
        filled.splice(stuffed..stuffed, vec![0xFF; fill]);
        assert_eq!(met(&filled), place + fill, "{fill} fill bytes");
    }
}

#[test]
fn a_restart_interval_that_is_short_is_told() {
    let mut random = Random(37);
    let mut told = 0;
    for file in samples(&mut random, (37, 29)) {
        for pair in restarts(&file).windows(2) {
            let (start, end) = (pair[0] + 2, pair[1]);
            // Not the last interval of a scan, with the next scan's header; fill bytes do not stand here.
            if file[start..end].windows(2).any(|pair| pair[0] == 0xFF && pair[1] != 0) {
                continue;
            }
            for cut in 1..=(end - start).min(12) {
                let short = [&file[..end - cut], &file[end..]].concat();
                let Err(Error::Corrupt { position, detail }) = decode(&short, &[Scale::FULL]) else {
                    panic!("{cut} bytes before {end} cut")
                };
                assert!((start..=end - cut + 2).contains(&(position.byte as usize)), "{detail}");
                assert!(position.scan.is_some() && position.mcu_row.is_some());
                told += 1;
            }
        }
    }
    assert!(told > 500, "{told}");
}

#[test]
fn a_restart_marker_that_is_not_due_is_told() {
    let mut random = Random(41);
    let picture = Picture::random(&mut random, (64, 64), COLOUR, 60);
    for (frame, scans) in [(0xC0, sequential(3, true)), (0xC2, progressive(&mut random, 3))] {
        for interval in [0, 8] {
            let file = picture.write(&mut random, &layout(frame, scans.clone(), interval));
            let scan = file.windows(2).position(|pair| pair == [0xFF, 0xDA]).unwrap();
            // After the scan's header, and before the first marker that is due.
            let data = scan + 2 + usize::from(file[scan + 3]);
            let marker = (data..).find(|&at| file[at] == 0xFF && file[at + 1] != 0).unwrap();
            for at in data + 1..marker - 2 {
                let mut damaged = file.clone();
                damaged[at..at + 2].copy_from_slice(&[0xFF, 0xD0]);
                let Err(Error::Corrupt { position, .. }) = decode(&damaged, &[Scale::FULL]) else {
                    panic!("at {at} of {data} to {marker}, interval {interval}")
                };
                assert!((data as u64..=at as u64 + 2).contains(&position.byte));
                assert_eq!(position.scan, Some(1));
            }
        }
    }
}

/// The progression that libjpeg writes for photos.
fn usual_progression() -> Vec<Scan> {
    let scan = |components: &[usize], first, last, high, low| {
        let components = components.to_vec();
        Scan { components, first, last, high, low }
    };
    vec![
        scan(&[0, 1, 2], 0, 0, 0, 1),
        scan(&[0], 1, 5, 0, 2),
        scan(&[2], 1, 63, 0, 1),
        scan(&[1], 1, 63, 0, 1),
        scan(&[0], 6, 63, 0, 2),
        scan(&[0], 1, 63, 2, 1),
        scan(&[0, 1, 2], 0, 0, 1, 0),
        scan(&[2], 1, 63, 1, 0),
        scan(&[1], 1, 63, 1, 0),
        scan(&[0], 1, 63, 1, 0),
    ]
}

/// What a progressive file of `scans` gives.
fn decode_scans(scans: Vec<Scan>, scale: Scale) -> Result<crate::support::jpeg::Decoded, Error> {
    let mut random = Random(43);
    let picture = Picture::random(&mut random, (37, 29), COLOUR, 60);
    decode(&picture.write(&mut random, &layout(0xC2, scans, 0)), &[scale])
}

#[test]
fn a_progressive_file_that_ends_between_scans_is_incomplete_or_coarse() {
    let scans = usual_progression();
    let whole = decode_scans(scans.clone(), Scale::FULL).unwrap();
    assert!(!whole.outcome.is_coarse);
    for count in 1..scans.len() {
        let ended = decode_scans(scans[..count].to_vec(), Scale::FULL);
        // With the fifth scan each coefficient has begun.
        if count < 5 {
            assert!(matches!(ended, Err(Error::Truncated { .. })), "{count} scans: {ended:?}");
        } else {
            let ended = ended.unwrap();
            assert!(ended.outcome.is_coarse && ended.planes != whole.planes, "{count} scans");
        }
    }
    // An eighth of the size needs the DC coefficients alone.
    let eighth = |count: usize| decode_scans(scans[..count].to_vec(), Scale::ALL[0]).unwrap();
    assert!(eighth(6).outcome.is_coarse && !eighth(7).outcome.is_coarse);
    assert_eq!(eighth(7).planes, eighth(10).planes);
}

#[test]
fn a_progression_with_a_scan_too_few_or_too_many_is_told() {
    let scans = usual_progression();
    for index in 0..scans.len() {
        let mut dropped = scans.clone();
        dropped.remove(index);
        match (index, decode_scans(dropped, Scale::FULL)) {
            // Nothing refines further what these refine: the picture is a bit coarser.
            (6..=9, Ok(decoded)) => assert!(decoded.outcome.is_coarse),
            (0..=5, Err(Error::Corrupt { position, .. })) => assert!(position.scan.is_some()),
            (_, result) => panic!("without scan {index}: {result:?}"),
        }
        let mut doubled = scans.clone();
        doubled.insert(index, scans[index].clone());
        let Err(Error::Corrupt { position, detail }) = decode_scans(doubled, Scale::FULL) else {
            panic!("scan {index} twice")
        };
        assert!(detail.starts_with("inconsistent progression: bits "), "{detail}");
        assert_eq!(position.scan, Some(index as u32 + 2));
    }
}

/// A marker segment with its length.
fn segment(code: u8, parameters: &[u8]) -> Vec<u8> {
    let length = (parameters.len() as u16 + 2).to_be_bytes();
    [&[0xFF, code], &length[..], parameters].concat()
}

/// A grey progressive picture of four blocks without AC coefficients: each scan is the bytes after its header.
/// Its AC scans know one code, 0: an end-of-band run of two blocks, or of three when a 1 follows.
fn end_of_band_runs(restart_interval: u8, first: &[u8], refinement: &[u8]) -> Vec<u8> {
    let one_code = |class: u8, value: u8| {
        let mut table = vec![class, 1];
        table.extend([0; 15]);
        table.push(value);
        segment(0xC4, &table)
    };
    let scan = |first: u8, last: u8, bits: u8| segment(0xDA, &[1, 1, 0, first, last, bits]);
    [
        &[0xFF, 0xD8][..],
        &segment(0xDB, &[&[0][..], &[1; 64]].concat()),
        &segment(0xC2, &[8, 0, 8, 0, 32, 1, 1, 0x11, 0]),
        &one_code(0, 0),
        &scan(0, 0, 0),
        &[0b0000_1111],
        &one_code(0x10, 0x10),
        &segment(0xDD, &[0, restart_interval]),
        &scan(1, 63, 1),
        first,
        &scan(1, 63, 0x10),
        refinement,
        &[0xFF, 0xD9],
    ]
    .concat()
}

#[test]
fn an_end_of_band_run_beyond_its_interval_is_told() {
    const TWICE_TWO: &[u8] = &[0b0000_1111];
    const THREE_AND_TWO: &[u8] = &[0b0100_1111];
    const TWO_AND_TWO: &[u8] = &[0b0011_1111, 0xFF, 0xD0, 0b0011_1111];
    const THREE_OF_TWO: &[u8] = &[0b0111_1111, 0xFF, 0xD0, 0b0011_1111];
    const TWO_AND_THREE_OF_TWO: &[u8] = &[0b0011_1111, 0xFF, 0xD0, 0b0111_1111];
    for (interval, good, bad) in
        [(0, TWICE_TWO, [THREE_AND_TWO; 2]), (2, TWO_AND_TWO, [THREE_OF_TWO, TWO_AND_THREE_OF_TWO])]
    {
        let whole = decode(&end_of_band_runs(interval, good, good), &[Scale::FULL]).unwrap();
        assert_eq!((whole.outcome.extra_bytes, whole.outcome.is_coarse), (0, false));
        for bad in bad {
            for (first, refinement, scan) in [(bad, good, 2), (good, bad, 3)] {
                let file = end_of_band_runs(interval, first, refinement);
                let result = decode(&file, &[Scale::FULL]);
                let Err(Error::Corrupt { position, detail }) = &result else { panic!("{result:?}") };
                assert_eq!(detail, "an end-of-band run reaches beyond its restart interval");
                assert_eq!((position.scan, position.mcu_row), (Some(scan), Some(0)));
                assert_eq!(decode_chunked(&file, &[Scale::FULL], Limits::default(), || 1), result);
            }
        }
    }
}

/// The file with other parameters in its first segment of a marker.
fn with_parameters(file: &[u8], code: u8, change: impl Fn(&mut Vec<u8>)) -> Vec<u8> {
    let at = file.windows(2).position(|pair| pair == [0xFF, code]).unwrap();
    let end = at + 2 + usize::from(u16::from_be_bytes([file[at + 2], file[at + 3]]));
    let mut parameters = file[at + 4..end].to_vec();
    change(&mut parameters);
    [&file[..at], &segment(code, &parameters), &file[end..]].concat()
}

#[test]
fn a_segment_longer_or_shorter_than_its_parameters_is_told() {
    let mut random = Random(47);
    let picture = Picture::random(&mut random, (33, 20), COLOUR, 60);
    let file = picture.write(&mut random, &layout(0xC0, sequential(3, true), 2));
    for (code, name) in [(0xC0, "FFC0"), (0xDD, "FFDD"), (0xDA, "FFDA")] {
        let told = |change: &dyn Fn(&mut Vec<u8>)| {
            let damaged = with_parameters(&file, code, change);
            let Err(Error::Corrupt { detail, .. }) = decode(&damaged, &[Scale::FULL]) else {
                panic!("{name}")
            };
            detail
        };
        assert_eq!(told(&|bytes| bytes.push(0)), format!("the segment of marker {name} is 1 bytes too long"));
        assert_eq!(
            told(&|bytes| bytes.truncate(bytes.len() - 1)),
            format!("the segment of marker {name} is 1 bytes short")
        );
        let emptied = told(&Vec::clear);
        assert!(emptied.starts_with(&format!("the segment of marker {name} is ")), "{emptied}");
    }
}

/// JPEG has no checksum. What flipped bits of photos do, for `docs/checks.md`: `-- --nocapture` prints it.
#[test]
fn flipped_bits_are_told_where_codes_do_not_come_out() {
    let mut random = Random(53);
    println!("| file | errors | left-over data | another picture unseen | the same picture |");
    for name in ["baseline-420.jpg", "restart.jpg", "progressive.jpg", "progressive-restart.jpg"] {
        let file = std::fs::read(crate::support::fixture_folder().join(name)).unwrap();
        let scale = [Scale::at_least(2)];
        let whole = decode(&file, &scale).unwrap();
        let data = file.windows(2).position(|pair| pair == [0xFF, 0xDA]).unwrap() + 14;
        let [mut errors, mut left_over, mut unseen, mut same] = [0; 4];
        for _ in 0..200 {
            let mut flipped = file.clone();
            let at = data + random.below(file.len() - data - 2);
            flipped[at] ^= 1 << random.below(8);
            match decode(&flipped, &scale) {
                Err(_) => errors += 1,
                Ok(decoded) if decoded.outcome.extra_bytes > 0 => left_over += 1,
                Ok(decoded) if decoded.planes != whole.planes => unseen += 1,
                Ok(_) => same += 1,
            }
        }
        println!("| {name} | {errors} | {left_over} | {unseen} | {same} |");
        // Few enough to tell nobody that a photo without a warning is as it was taken.
        assert!((20..180).contains(&(errors + left_over)) && left_over > 0 && unseen > 0, "{name}");
    }
}
