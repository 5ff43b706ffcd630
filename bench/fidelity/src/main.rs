//! Fidelity of the encoder against C mozjpeg and libjpeg at equal bytes, as a Markdown table.
//!
//! `cargo run --release -- [table | scale] [folder of photos]`: `table` compares at sizes of the
//! file, `scale` finds which coarseness is as faithful as a quality of libjpeg.

mod metric;
mod rival;
mod sample;

use face_preflight::encode::{Request, encode};
use face_preflight::options::Prefer;
use metric::Fidelity;
use rival::{Rival, decode};
use sample::Sample;
use std::path::PathBuf;

const LIMITS_BYTES: [usize; 3] = [50_000, 75_000, 100_000];

fn main() {
    let mut arguments = std::env::args().skip(1);
    let command = arguments.next().unwrap_or_else(|| "table".into());
    let photos = arguments.next().map_or_else(|| PathBuf::from("../../../shared/photos"), PathBuf::from);
    match command.as_str() {
        "table" => table(&photos),
        "scale" => scale(&photos),
        other => panic!("there is no command {other}"),
    }
}

fn table(photos: &std::path::Path) {
    println!(
        "| picture | limit | own: bytes, quality (usual scale) | SSIMULACRA2 | PSNR | mozjpeg | libjpeg | own - mozjpeg |"
    );
    println!("|---|---|---|---|---|---|---|---|");
    let mut leads = [const { Vec::new() }; 3];
    for sample in sample::all(photos) {
        let picture = sample::picture(&sample.rgb);
        for (limit, leads) in LIMITS_BYTES.into_iter().zip(&mut leads) {
            let request =
                Request { ceiling: 100, window_max_bytes: limit, prefer: Prefer::Size, ..Request::default() };
            let own = encode(&picture, &request).expect("fits");
            let fidelity = Fidelity::of(&sample.rgb, &decode(&own.jpeg));
            let mozjpeg = at_size(Rival::Mozjpeg, &sample, limit);
            let libjpeg = at_size(Rival::Libjpeg, &sample, limit);
            let lead = fidelity.ssimulacra2 - mozjpeg.ssimulacra2;
            leads.push(lead);
            println!(
                "| {} | {limit} | {}, {} ({}) | {:.2} | {:.2} | {:.2} / {:.2} | {:.2} / {:.2} | {lead:+.2} |",
                sample.name,
                own.jpeg.len(),
                own.quality,
                own.equivalent_quality,
                fidelity.ssimulacra2,
                fidelity.psnr_db,
                mozjpeg.ssimulacra2,
                mozjpeg.psnr_db,
                libjpeg.ssimulacra2,
                libjpeg.psnr_db,
            );
        }
    }
    for (limit, leads) in LIMITS_BYTES.iter().zip(&leads) {
        let mean = leads.iter().sum::<f64>() / leads.len() as f64;
        let least = leads.iter().copied().fold(f64::MAX, f64::min);
        println!("| **mean of {}** | {limit} | | | | | | **{mean:+.2}** (least {least:+.2}) |", leads.len());
    }
}

/// A rival's fidelity at exactly so many bytes: between its two qualities around them.
fn at_size(rival: Rival, sample: &Sample, limit: usize) -> Fidelity {
    let (mut low, mut high) = (1, 100);
    while high - low > 1 {
        let middle = (low + high) / 2;
        if rival.encode(sample, middle).len() <= limit { low = middle } else { high = middle }
    }
    let [below, above] = [low, high].map(|quality| rival.encode(sample, quality));
    let part = (limit as f64 - below.len() as f64) / (above.len() as f64 - below.len() as f64);
    let [below, above] = [below, above].map(|jpeg| Fidelity::of(&sample.rgb, &decode(&jpeg)));
    below.between(above, part.clamp(0.0, 1.0))
}

/// For each quality of libjpeg, which of ours has the same SSIMULACRA2, and how far apart the two
/// are where both have the same number.
fn scale(photos: &std::path::Path) {
    const QUALITIES: [u8; 13] = [2, 10, 20, 30, 40, 50, 60, 70, 80, 85, 90, 95, 98];
    let mut sums = [(0.0, 0.0, 0.0); QUALITIES.len()];
    let mut samples = 0.0;
    for sample in sample::all(photos) {
        let picture = sample::picture(&sample.rgb);
        let score = |jpeg: &[u8]| Fidelity::of(&sample.rgb, &decode(jpeg)).ssimulacra2;
        let own = QUALITIES.map(|quality| {
            let request = Request {
                ceiling: quality,
                floor: quality,
                window_max_bytes: usize::MAX,
                hard_limit_bytes: usize::MAX,
                ..Request::default()
            };
            score(&encode(&picture, &request).expect("fits").jpeg)
        });
        let libjpeg = QUALITIES.map(|quality| score(&Rival::Libjpeg.encode(&sample, quality)));
        for ((sum, own_score), score) in sums.iter_mut().zip(own).zip(libjpeg) {
            let above = own.iter().position(|&own| own >= score).unwrap_or(own.len()).clamp(1, own.len() - 1);
            let part = (score - own[above - 1]) / (own[above] - own[above - 1]);
            let [from, to] = [QUALITIES[above - 1], QUALITIES[above]].map(f64::from);
            sum.0 += from + (to - from) * part;
            sum.1 += own_score - score;
            sum.2 += (own_score - score).abs();
        }
        samples += 1.0;
        eprintln!("{}", sample.name);
    }
    println!(
        "| usual quality | our number of equal SSIMULACRA2 | ours minus libjpeg's at the same number | mean distance |"
    );
    println!("|---|---|---|---|");
    for (quality, (equal, difference, distance)) in QUALITIES.iter().zip(sums) {
        println!(
            "| {quality} | {:.2} | {:+.2} | {:.2} |",
            equal / samples,
            difference / samples,
            distance / samples
        );
    }
}
