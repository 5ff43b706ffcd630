//! PNG of every colour type, depth, interlacing and transparency against the Recommendation's own words, and what
//! becomes of damaged ones.

use crate::support::fixtures;
use crate::support::png::writer::{GREY, KINDS, Kind, PALETTE, Picture, RGB, RGBA, chunk, zlib};
use crate::support::png::{Random, decode, decode_with};
use face_preflight::{Error, Limits};

/// Where a chunk's length field stands.
fn find(file: &[u8], kind: &[u8; 4]) -> usize {
    file.windows(4).position(|bytes| bytes == kind).unwrap() - 4
}

/// The file with one chunk replaced by another.
fn replaced(file: &[u8], kind: &[u8; 4], by: &[u8]) -> Vec<u8> {
    let start = find(file, kind);
    let length = u32::from_be_bytes(file[start..start + 4].try_into().unwrap()) as usize;
    [&file[..start], by, &file[start + 12 + length..]].concat()
}

fn sample(random: &mut Random, colour: u8, depth: u8) -> Picture {
    Picture::random(random, Kind { colour, depth }, (33, 21), false)
}

#[test]
fn every_kind_gives_its_samples() {
    let mut random = Random(41);
    for kind in KINDS {
        for (transparent, interlaced) in [(false, false), (true, false), (false, true), (true, true)] {
            for size in [(1, 1), (2, 9), (5, 3), (16, 16), (39, 26)] {
                let picture = Picture::random(&mut random, kind, size, transparent);
                let chunk_bytes = 1 + random.below(400);
                let file = picture.write(&mut random, interlaced, chunk_bytes);
                let place = format!("{kind:?} {size:?} {transparent} {interlaced}");
                let whole = decode(&file).unwrap_or_else(|error| panic!("{place}: {error}"));
                assert_eq!(whole.components, picture.expected(), "{place}");
                assert_eq!(whole.rows, vec![size.1; whole.components.len()], "{place}");
                assert!(!whole.outcome.end_missing, "{place}");
                for bytes in [1, 7, 300] {
                    assert_eq!(decode_with(&file, bytes, Limits::default()).unwrap(), whole, "{place}");
                }
            }
        }
    }
}

/// Rows beyond the window that deflate looks back into, and rows that are longer than it.
#[test]
fn large_pictures_give_their_samples() {
    let mut random = Random(47);
    for colour in [RGB, RGBA] {
        for size in [(301, 260), (60_001, 3)] {
            let picture = Picture::random(&mut random, Kind { colour, depth: 8 }, size, false);
            let file = picture.write(&mut random, false, 30_000);
            let whole = decode(&file).unwrap();
            assert_eq!(whole.components, picture.expected(), "{colour} {size:?}");
            assert_eq!(decode_with(&file, 4999, Limits::default()).unwrap(), whole, "{colour} {size:?}");
        }
    }
}

#[test]
fn alpha_lies_over_white() {
    let mut picture = sample(&mut Random(43), RGBA, 8);
    (picture.width, picture.height) = (4, 1);
    picture.samples = vec![10, 20, 30, 255, 10, 20, 30, 0, 0, 0, 0, 128, 255, 255, 255, 3];
    let file = picture.write(&mut Random(1), false, 100);
    assert_eq!(
        decode(&file).unwrap().components,
        [[10, 255, 127, 255], [20, 255, 127, 255], [30, 255, 127, 255]]
    );
}

#[test]
fn every_truncation_is_told() {
    let mut random = Random(47);
    for (interlaced, chunk_bytes) in [(false, 200), (true, 61)] {
        let file = sample(&mut random, RGB, 8).write(&mut random, interlaced, chunk_bytes);
        let whole = decode(&file).unwrap();
        for end in 0..file.len() {
            match decode(&file[..end]) {
                Err(Error::Truncated { position, .. }) => assert!(position.byte <= end as u64, "{end}"),
                Err(error) => panic!("cut at {end}: {error}"),
                Ok(cut) => {
                    assert!(cut.outcome.end_missing, "cut at {end}");
                    assert_eq!(cut.components, whole.components, "cut at {end}");
                }
            }
        }
    }
}

/// All rows are there, and the end of the file is not, from the checksum of the compressed data on.
#[test]
fn rows_without_an_end_are_a_picture() {
    let mut random = Random(59);
    for kind in KINDS {
        for interlaced in [false, true] {
            let picture = Picture::random(&mut random, kind, (33, 21), false);
            let file = picture.write(&mut random, interlaced, usize::MAX);
            let whole = decode(&file).unwrap();
            let end = find(&file, b"IEND");
            // Adler-32, CRC, IEND with its own length and CRC.
            for cut in end - 8..file.len() {
                let place = format!("{kind:?}, interlaced {interlaced}, cut at {cut}, IEND at {end}");
                let decoded = decode(&file[..cut]).unwrap_or_else(|error| panic!("{place}: {error}"));
                assert_eq!(decoded.components, whole.components, "{place}");
                assert!(decoded.outcome.end_missing, "{place}");
                for bytes in [1, 7, 300] {
                    assert_eq!(
                        decode_with(&file[..cut], bytes, Limits::default()),
                        Ok(decoded.clone()),
                        "{place}"
                    );
                }
            }
        }
    }
}

/// Text chunks tell an orientation that nobody follows, wherever they stand.
#[test]
fn an_orientation_in_a_text_is_told() {
    let mut random = Random(101);
    for kind in [Kind { colour: RGB, depth: 8 }, Kind { colour: GREY, depth: 1 }] {
        let file = sample(&mut random, kind.colour, kind.depth).write(&mut random, false, 100);
        let exif = &fixtures::exif(1, true)[6..];
        for (name, is_told, kind, text) in [
            ("XMP", true, b"iTXt", &b"XML:com.adobe.xmp\0\0\0\0\0<x tiff:Orientation='6'/>"[..]),
            ("upright XMP", false, b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0<x tiff:Orientation='1'/>"),
            ("ImageMagick's name", true, b"tEXt", b"exif:Orientation\x008"),
            ("of the thumbnail", false, b"tEXt", b"exif:thumbnail:Orientation\x008"),
            ("EXIF, compressed", true, b"zTXt", b"Raw profile type exif\0\0x\x9c"),
            ("APP1, compressed", true, b"zTXt", b"Raw profile type APP1\0\0x\x9c"),
            ("another profile", false, b"zTXt", b"Raw profile type iptc\0\0x\x9c"),
            ("no text", false, b"prVt", b"exif:Orientation\x008"),
        ] {
            for place in [b"IDAT", b"IEND"] {
                let with_text = with_chunks(&file, place, &chunk(kind, text));
                let with_exif = with_chunks(&with_text, b"IDAT", &chunk(b"eXIf", exif));
                for bytes in [1, 7, usize::MAX] {
                    let told = |file: &[u8]| {
                        decode_with(file, bytes, Limits::default()).unwrap().outcome.orientation_ignored
                    };
                    assert_eq!(told(&with_text), is_told, "{name} before {place:?}");
                    assert!(!told(&with_exif), "{name} with EXIF");
                }
            }
        }
    }
}

/// EXIF may follow the pixels; its orientation is not followed then.
#[test]
fn an_orientation_behind_the_pixels_is_told() {
    let mut random = Random(61);
    let exif = |value: u8| {
        chunk(b"eXIf", &[b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0", &[value, 0, 0, 0][..]].concat())
    };
    for colour in [GREY, RGB] {
        let file = sample(&mut random, colour, 8).write(&mut random, false, 90);
        let with = |before: &[u8], chunks: &[u8]| {
            let at = find(&file, before.try_into().unwrap());
            let file = [&file[..at], chunks, &file[at..]].concat();
            decode(&file).unwrap().outcome.orientation_ignored
        };
        assert!(!with(b"IDAT", &exif(6)));
        assert!(with(b"IDAT", &exif(9)));
        assert!(with(b"IEND", &exif(6)));
        assert!(!with(b"IEND", &exif(1)));
    }
}

/// A profile after the pixels is not followed, and what follows the end is no part of the picture.
#[test]
fn a_profile_after_the_pixels_is_told() {
    let mut random = Random(107);
    for colour in [GREY, RGB] {
        let file = sample(&mut random, colour, 8).write(&mut random, false, 90);
        let p3 = chunk(b"cICP", &[12, 13, 0, 1]);
        let icc = chunk(b"iCCP", &[&b"P3\0\0"[..], &zlib(b"a profile")].concat());
        let told = |file: &[u8]| {
            let told = |bytes| decode_with(file, bytes, Limits::default()).unwrap().outcome.profile_ignored;
            assert_eq!(told(1), told(usize::MAX));
            told(1)
        };
        for profile in [&p3, &icc] {
            let late = with_chunks(&file, b"IEND", profile);
            assert!(told(&late));
            assert!(!told(&with_chunks(&late, b"IDAT", &p3)));
            assert!(!told(&[&file[..], profile].concat()));
        }
        assert!(!told(&with_chunks(&file, b"IEND", &chunk(b"gAMA", &45_455_u32.to_be_bytes()))));
    }
}

/// A wrong bit anywhere is found by a CRC; only the end of the file and the ancillary chunks can do without, and the
/// length of the last chunk of data, which then seems to go on where the file ends.
#[test]
fn every_flipped_bit_is_told() {
    let mut random = Random(53);
    let file = sample(&mut random, PALETTE, 4).write(&mut random, false, 100);
    let whole = decode(&file).unwrap();
    let last_data = file.windows(4).rposition(|bytes| bytes == b"IDAT").unwrap();
    for at in 0..file.len() {
        let mut damaged = file.clone();
        damaged[at] ^= 1 << random.below(8);
        let decoded = decode(&damaged);
        for bytes in [1, 5, 64] {
            assert_eq!(
                decode_with(&damaged, bytes, Limits::default()),
                decoded,
                "byte {at} in chunks of {bytes}"
            );
        }
        if let Ok(decoded) = decoded {
            assert_eq!(decoded.components, whole.components, "byte {at}");
            let is_length = (last_data - 4..last_data).contains(&at);
            assert!(decoded.outcome.end_missing && (is_length || at >= find(&file, b"IEND")), "byte {at}");
        }
    }
}

#[test]
fn damage_is_named() {
    let mut random = Random(59);
    let picture = sample(&mut random, RGB, 8);
    let file = picture.write(&mut random, false, usize::MAX);
    let lines = picture.scanlines(&mut random, false);
    let told = |file: &[u8]| {
        let result = decode(file);
        assert_eq!(decode_with(file, 1, Limits::default()), result);
        result.map(|_| ()).unwrap_err().code()
    };
    let with_data = |data: &[u8]| replaced(&file, b"IDAT", &chunk(b"IDAT", data));

    let mut crc = file.clone();
    let end_of_data = find(&file, b"IEND") - 1;
    crc[end_of_data] ^= 1;
    assert_eq!(told(&crc), "corrupt", "the CRC of the pixels");

    let mut adler = zlib(&lines);
    *adler.last_mut().unwrap() ^= 1;
    assert_eq!(told(&with_data(&adler)), "corrupt", "the checksum of zlib");

    let mut window = zlib(&lines);
    window[0] = 0x88;
    assert_eq!(told(&with_data(&window)), "corrupt", "a window of more than 32 KiB");

    let mut block = zlib(&lines);
    block[2] |= 0b110;
    assert_eq!(told(&with_data(&block)), "corrupt", "a block of a type that deflate lacks");

    let mut filter = lines.clone();
    filter[0] = 5;
    assert_eq!(told(&with_data(&zlib(&filter))), "corrupt", "a filter that does not exist");

    assert_eq!(told(&with_data(&zlib(&lines[..lines.len() - 50]))), "corrupt", "too few rows");
    assert_eq!(told(&replaced(&file, b"IDAT", &[])), "corrupt", "no pixels");

    let header = |change: &dyn Fn(&mut Vec<u8>)| {
        let start = find(&file, b"IHDR") + 8;
        let mut header = file[start..start + 13].to_vec();
        change(&mut header);
        replaced(&file, b"IHDR", &chunk(b"IHDR", &header))
    };
    for (at, value) in [(8, 3), (9, 1), (10, 1), (11, 1), (12, 2)] {
        assert_eq!(told(&header(&|bytes| bytes[at] = value)), "corrupt", "byte {at} of the header");
    }
    assert_eq!(told(&header(&|bytes| bytes[..4].fill(0))), "corrupt", "no width");

    let indexed = sample(&mut random, PALETTE, 8).write(&mut random, false, usize::MAX);
    assert_eq!(told(&replaced(&indexed, b"PLTE", &[])), "corrupt", "no palette");
}

#[test]
fn an_index_beyond_the_palette_is_no_invented_colour() {
    let mut random = Random(61);
    let mut picture = sample(&mut random, PALETTE, 8);
    picture.palette.truncate(1);
    picture.samples.fill(0);
    picture.samples[40] = 200;
    let file = picture.write(&mut random, false, usize::MAX);
    // The third edition (11.2.2) calls it an error that decoders may show as black.
    let decoded = decode(&file);
    assert!(
        matches!(&decoded, Err(Error::Corrupt { .. })) || decoded.as_ref().unwrap().components[0][40] == 0,
        "{decoded:?}"
    );
}

#[test]
fn what_may_be_missing_or_more() {
    let mut random = Random(67);
    let picture = sample(&mut random, GREY, 8);
    let file = picture.write(&mut random, false, 90);
    let whole = decode(&file).unwrap();
    let end_cut = decode(&file[..file.len() - 2]).unwrap();
    assert!(end_cut.outcome.end_missing && end_cut.components == whole.components);
    // The decoder does not wait for a chunk of gigabytes after the pixels.
    let rgb = sample(&mut random, RGB, 8).write(&mut random, false, 90);
    let mut claim = chunk(b"eXIf", b"");
    claim[..4].copy_from_slice(&0x7FFF_FFFF_u32.to_be_bytes());
    let claims = [&rgb[..find(&rgb, b"IEND")], &claim, &rgb[find(&rgb, b"IEND")..]].concat();
    let decoded = decode(&claims).unwrap();
    assert!(decoded.outcome.end_missing && decoded.components == decode(&rgb).unwrap().components);
    let trailing = decode(&[file.as_slice(), b"and more"].concat()).unwrap();
    assert_eq!(trailing.components, whole.components);
    // An ancillary chunk that is damaged or unknown does not matter.
    let mut text = chunk(b"tEXt", b"Comment\0of no interest");
    *text.last_mut().unwrap() ^= 1;
    let unknown = chunk(b"abCd", b"?");
    let start = find(&file, b"IDAT");
    let more = [&file[..start], &text, &unknown, &file[start..]].concat();
    assert_eq!(decode(&more).unwrap(), whole);
    // A critical one that is unknown does.
    let critical = [&file[..start], &chunk(b"ABCD", b"?"), &file[start..]].concat();
    assert!(matches!(decode(&critical), Err(Error::Corrupt { .. })));
}

#[test]
fn limits_hold_before_memory_is_taken() {
    let mut random = Random(71);
    let file = sample(&mut random, RGB, 8).write(&mut random, true, 1000);
    let limited = |limits| decode_with(&file, 1000, limits).map(|_| ());
    assert_eq!(
        limited(Limits { source_pixels: 692, ..Limits::default() }),
        Err(Error::LimitExceeded { limit: "limits.sourcePixels", value: 693, allowed: 692 })
    );
    // An interlaced picture is held whole.
    assert!(matches!(
        limited(Limits { memory_bytes: 2000, ..Limits::default() }),
        Err(Error::LimitExceeded { limit: "limits.memoryBytes", allowed: 2000, .. })
    ));
    let claims = |width: u32, height: u32| {
        let mut header = Vec::new();
        header.extend(width.to_be_bytes());
        header.extend(height.to_be_bytes());
        header.extend([8, RGB, 0, 0, 1]);
        decode(&replaced(&file, b"IHDR", &chunk(b"IHDR", &header))).unwrap_err().code()
    };
    assert_eq!(claims(0x7FFF_FFFF, 0x7FFF_FFFF), "limit_exceeded");
    assert_eq!(claims(15_000, 15_000), "limit_exceeded");
}

/// The file with chunks put before one.
fn with_chunks(file: &[u8], before: &[u8; 4], chunks: &[u8]) -> Vec<u8> {
    let at = find(file, before);
    [&file[..at], chunks, &file[at..]].concat()
}

#[test]
fn what_nobody_reads_is_not_held() {
    let mut random = Random(73);
    let limits = Limits { memory_bytes: 1 << 20, ..Limits::default() };
    let file = sample(&mut random, RGB, 8).write(&mut random, false, 500);
    let whole = decode(&file).unwrap();
    let private = chunk(b"prVt", &vec![1; 3 << 20]);
    let texts = chunk(b"tEXt", &vec![b'a'; 1 << 18]).repeat(12);
    for chunks in [private, texts] {
        let more = with_chunks(&file, b"IDAT", &chunks);
        for bytes in [4096, usize::MAX] {
            assert_eq!(decode_with(&more, bytes, limits.clone()).unwrap(), whole);
        }
        // Errors after it are reported at their place in the file.
        let mut damaged = more.clone();
        let at = damaged.len() - (file.len() - find(&file, b"IDAT")) + 12;
        damaged[at] ^= 1;
        let mut plain = file.clone();
        plain[find(&file, b"IDAT") + 12] ^= 1;
        let place = |result| match result {
            Err(Error::Corrupt { position, .. } | Error::Truncated { position, .. }) => {
                position.byte as usize
            }
            other => panic!("{other:?}"),
        };
        let moved = place(decode(&damaged).map(|_| ())) - place(decode(&plain).map(|_| ()));
        assert_eq!(moved, chunks.len());
    }
    for kind in [b"eXIf", b"iCCP"] {
        let more = with_chunks(&file, b"IDAT", &chunk(kind, &vec![0; 3 << 20]));
        for bytes in [4096, 70_000, usize::MAX] {
            let refused = decode_with(&more, bytes, limits.clone()).map(|_| ());
            let Err(Error::LimitExceeded { limit, value, allowed }) = refused else { panic!("{refused:?}") };
            let held = find(&file, b"IDAT") as u64 + 12 + (3 << 20);
            assert_eq!((limit, value, allowed), ("limits.memoryBytes", held, 1 << 20));
        }
    }
}

#[test]
fn damage_behind_the_rows_is_counted() {
    let mut random = Random(79);
    for size in [(33, 21), (301, 260)] {
        let picture = Picture::random(&mut random, Kind { colour: RGB, depth: 8 }, size, false);
        let file = picture.write(&mut random, false, usize::MAX);
        let lines = picture.scanlines(&mut random, false);
        let whole = decode(&file).unwrap();
        assert_eq!(whole.outcome, Default::default());
        let outcome = |file: &[u8]| {
            let decoded = decode(file).unwrap();
            assert_eq!(decoded.components, whole.components);
            assert_eq!(decode_with(file, 100, Limits::default()).unwrap(), decoded);
            (decoded.outcome.extra_bytes, decoded.outcome.trailing_bytes, decoded.outcome.end_missing)
        };
        let with_data = |data: &[u8]| outcome(&replaced(&file, b"IDAT", &chunk(b"IDAT", data)));
        let stream = zlib(&lines);
        assert_eq!(with_data(&stream), (0, 0, false));
        assert_eq!(outcome(&[&file[..], &[7; 1000]].concat()), (0, 1000, false), "after IEND");
        assert_eq!(with_data(&stream[..stream.len() - 4]), (0, 0, true), "no Adler-32");
        let (extra, ..) = with_data(&[&stream[..], &[3; 5000]].concat());
        assert!((4997..=5000).contains(&extra), "{extra} bytes after the zlib stream");
        let rows = [&lines[..], &lines[..20 * (size.0 * 3 + 1)]];
        let (extra, _, end_missing) = with_data(&zlib(&rows.concat()));
        assert!(extra > 0 && !end_missing, "more rows");
        let apart = [chunk(b"IDAT", &stream), chunk(b"IDAT", &[3; 500])].concat();
        let (extra, ..) = outcome(&replaced(&file, b"IDAT", &apart));
        assert!((497..=500).contains(&extra), "{extra} bytes in a chunk of their own");
    }
}

/// What follows the last row is reported for rows that are stored as they are delivered; of other kinds, whose rows the
/// `png` crate expands, only what is wrong outside of the image data.
#[test]
fn what_is_told_of_damage_behind_the_rows_depends_on_the_kind() {
    let mut random = Random(89);
    for kind in KINDS {
        for interlaced in [false, true] {
            let is_plain = matches!(kind.colour, RGB | RGBA) && kind.depth == 8 && !interlaced;
            let picture = Picture::random(&mut random, kind, (33, 21), false);
            let file = picture.write(&mut random, interlaced, usize::MAX);
            let lines = picture.scanlines(&mut random, interlaced);
            let (stream, longer) = (zlib(&lines), zlib(&[&lines[..], &lines].concat()));
            let whole = decode(&file).unwrap();
            let with_data = |data: &[u8]| decode(&replaced(&file, b"IDAT", &chunk(b"IDAT", data)));
            for (data, is_told) in [
                (stream[..stream.len() - 4].to_vec(), is_plain),
                ([&stream[..], &[3; 500]].concat(), is_plain),
                (longer, is_plain),
            ] {
                let decoded = with_data(&data).unwrap();
                assert_eq!(decoded.components, whole.components);
                let outcome = decoded.outcome;
                assert_eq!(outcome.extra_bytes > 0 || outcome.end_missing, is_told, "{kind:?}, {interlaced}");
            }
            let trailing = decode(&[file.as_slice(), &[7; 9]].concat()).unwrap();
            assert_eq!((trailing.outcome.trailing_bytes, trailing.outcome.end_missing), (9, false));
            assert!(decode(&file[..file.len() - 2]).unwrap().outcome.end_missing);
        }
    }
}

/// After the rows, where the `png` crate's own limit does not apply.
#[test]
fn a_chunk_behind_the_rows_is_held_within_the_limit_or_not_at_all() {
    let mut random = Random(97);
    let file = sample(&mut random, RGB, 8).write(&mut random, false, usize::MAX);
    let long = with_chunks(&file, b"IEND", &chunk(b"eXIf", &vec![0; 2 << 20]));
    let end_missing = |memory_bytes: u64| {
        let limits = Limits { memory_bytes, ..Limits::default() };
        decode_with(&long, usize::MAX, limits).unwrap().outcome.end_missing
    };
    assert!(end_missing(1 << 20) && !end_missing(4 << 20));
}

#[test]
fn messages_name_chunks_by_their_letters() {
    let mut random = Random(83);
    let file = sample(&mut random, RGB, 8).write(&mut random, false, usize::MAX);
    let mut damaged = file.clone();
    damaged[find(&file, b"IEND") - 1] ^= 1;
    let message = decode(&damaged).unwrap_err().to_string();
    assert!(message.contains("while decoding IDAT chunk"), "{message}");
    let apple = with_chunks(&file, b"IHDR", &chunk(b"CgBI", &[0x50, 0, 0x20, 2]));
    for bytes in [1, 40, usize::MAX] {
        let error = decode_with(&apple, bytes, Limits::default()).unwrap_err();
        assert_eq!(error.code(), "unsupported_coding");
        assert!(error.to_string().contains("CgBI"), "{error}");
    }
}
