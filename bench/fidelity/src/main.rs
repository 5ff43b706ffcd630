//! Fidelity of the encoder against C mozjpeg and libjpeg at equal bytes, as a Markdown table.
//!
//! `cargo run --release -- [table | progressive | thorough | scale | subsampling] [folder of photos]...`: `table`
//! compares at sizes of the file, `progressive` does with progressive files of ours, `thorough` with those of the
//! thorough search, `scale` finds which coarseness is as faithful as a quality of libjpeg, `subsampling` compares our
//! 4:4:4 with our 4:2:0 where bytes are to spare. `photos`, `photos-progressive` and `photos-thorough PYTHON DRAWN
//! FOLDER` measure a folder of photos at the default options and at fixed bytes, with jpegli among the others.
//! `cargo xtask fidelity` fetches the photos.

mod curve;
mod jpegli;
mod metric;
mod photos;
mod rival;
mod sample;
mod unseen;
mod workers;

use curve::Curve;
use face_preflight::internals::encode::{Encoded, Settings, encode, quality_scale};
use face_preflight::{Coding, Effort, Prefer};
use face_preflight::{Subsampling, internals::picture::Picture};
use metric::Fidelity;
use rival::Rival;
use sample::Sample;
use std::path::PathBuf;

const LIMITS_BYTES: [usize; 3] = [50_000, 75_000, 100_000];

/// What the row begins with that `cargo xtask fidelity --thorough` looks for; how many faces there are follows.
const LEAST_OF_FACES: &str = "**least lead of faces**";

fn main() {
    let mut arguments = std::env::args().skip(1);
    let command = arguments.next().unwrap_or_else(|| "table".into());
    let photos: Vec<PathBuf> = arguments.map(PathBuf::from).collect();
    if let Some((coding, effort)) = of_photos(&command) {
        let [python, drawn, folder] = &photos[..] else { panic!("{command} PYTHON DRAWN FOLDER") };
        return unseen::tables(coding, effort, python, drawn, folder);
    }
    match command.as_str() {
        "table" => table(&photos, Coding::Baseline, Effort::Usual),
        "progressive" => table(&photos, Coding::Progressive, Effort::Usual),
        "thorough" => table(&photos, Coding::Baseline, Effort::Thorough),
        "scale" => scale(&photos),
        "subsampling" => subsampling(&photos),
        "planes" => planes(&photos),
        other => panic!("there is no command {other}"),
    }
}

/// How the commands on photos of a folder encode.
fn of_photos(command: &str) -> Option<(Coding, Effort)> {
    match command {
        "photos" => Some((Coding::Baseline, Effort::Usual)),
        "photos-progressive" => Some((Coding::Progressive, Effort::Usual)),
        "photos-thorough" => Some((Coding::Baseline, Effort::Thorough)),
        _ => None,
    }
}

/// Writes the samples of every picture into the first folder, for `wasm/time.js`.
fn planes(folders: &[PathBuf]) {
    let [to, photos @ ..] = folders else { panic!("where to?") };
    for sample in sample::all(photos) {
        let Picture { y, cb, cr, .. } = sample::picture(&sample, Subsampling::Quarter);
        let file = to.join(sample.name).with_extension("yuv");
        std::fs::write(file, [y.samples, cb.samples, cr.samples].concat()).expect("the folder is there");
    }
}

/// SSIMULACRA2 of each picture at each limit, and by how much that is over C mozjpeg's.
fn table(photos: &[PathBuf], coding: Coding, effort: Effort) {
    println!("| picture | 50,000 bytes | lead | 75,000 bytes | lead | 100,000 bytes | lead |");
    println!("|---|--:|--:|--:|--:|--:|--:|");
    let rows = workers::map(sample::all(photos), |sample| {
        let fidelity = Fidelity::to(&sample);
        let leads = LIMITS_BYTES.map(|limit| compared(&sample, &fidelity, limit, coding, effort));
        (sample.name.clone(), leads)
    });
    for (name, at_limits) in &rows {
        print!("| {name} |");
        for Compared { own, lead, .. } in at_limits {
            print!(" {own:.1} | {lead:+.2} |");
        }
        println!();
    }
    let all = |which: fn(&Compared) -> f64| -> [Vec<f64>; LIMITS_BYTES.len()] {
        std::array::from_fn(|at| rows.iter().map(|(_, at_limits)| which(&at_limits[at])).collect())
    };
    let mean = |leads: &Vec<f64>| leads.iter().sum::<f64>() / leads.len() as f64;
    let least = |leads: &Vec<f64>| leads.iter().copied().fold(f64::MAX, f64::min);
    let leads = all(|compared| compared.lead);
    row("**mean lead**", leads.each_ref().map(mean));
    row("**least lead**", leads.each_ref().map(least));
    let faces = rows.iter().filter(|(name, _)| sample::is_face(name)).count();
    if faces > 0 {
        let of_faces = leads.each_ref().map(|leads| {
            let of_face = rows.iter().zip(leads).filter(|((name, _), _)| sample::is_face(name));
            least(&of_face.map(|(_, &lead)| lead).collect())
        });
        row(&format!("{LEAST_OF_FACES} ({faces})"), of_faces);
    }
    row("**mean lead over libjpeg**", all(|compared| compared.lead_over_libjpeg).each_ref().map(mean));
}

/// 4:2:0 and 4:4:4 with the default settings, where 4:2:0 leaves bytes to spare: at the ceiling of quality, under the
/// window.
fn subsampling(photos: &[PathBuf]) {
    const SIZES: [(usize, usize); 3] = [(720, 960), (600, 800), (480, 640)];
    println!(
        "| picture | size | 4:2:0 bytes | quality | SSIMULACRA2 | 4:4:4 bytes | quality | SSIMULACRA2 | gain |"
    );
    println!("|---|---|--:|--:|--:|--:|--:|--:|--:|");
    let settings = Settings::default();
    let rows = workers::map(sample::all(photos), |sample| {
        SIZES.map(|(width, height)| {
            let sample = sample.scaled(width, height);
            let fidelity = Fidelity::to(&sample);
            let [quarter, full] = [Subsampling::Quarter, Subsampling::Full].map(|subsampling| {
                let found = encode(&sample::picture(&sample, subsampling), &settings).expect("fits");
                let score = fidelity.of(&found.jpeg);
                (found, score)
            });
            (sample.name.clone(), width, height, quarter, full)
        })
    });
    for (name, width, height, (quarter, before), (full, after)) in rows.into_iter().flatten() {
        if quarter.equivalent_quality < settings.ceiling || quarter.floor_won {
            continue;
        }
        let columns = |found: &Encoded, score: f64| {
            format!("{} | {} | {score:.2}", found.jpeg.len(), found.equivalent_quality)
        };
        let (quarter, full) = (columns(&quarter, before), columns(&full, after));
        println!("| {name} | {width} × {height} | {quarter} | {full} | {:+.2} |", after - before);
    }
}

/// SSIMULACRA2 of our file, and by how much that is over the rivals'.
struct Compared {
    own: f64,
    lead: f64,
    lead_over_libjpeg: f64,
}

fn compared(sample: &Sample, fidelity: &Fidelity, limit: usize, coding: Coding, effort: Effort) -> Compared {
    let settings = Settings {
        ceiling: 100,
        window_max_bytes: limit,
        prefer: Prefer::Size,
        coding,
        effort,
        ..Settings::default()
    };
    let own = encode(&sample::picture(sample, Subsampling::Quarter), &settings).expect("fits");
    assert!(own.jpeg.len() <= limit && own.jpeg.len() * 100 >= limit * 99, "{}", own.jpeg.len());
    let own = fidelity.of(&own.jpeg);
    let lead_over =
        |rival: Rival| own - Curve::new(fidelity, |quality| rival.encode(sample, quality)).at_size(limit);
    Compared { own, lead: lead_over(Rival::Mozjpeg), lead_over_libjpeg: lead_over(Rival::Libjpeg) }
}

fn row(name: &str, leads: [f64; LIMITS_BYTES.len()]) {
    print!("| {name} |");
    for lead in leads {
        print!(" | **{lead:+.2}** |");
    }
    println!();
}

/// For each quality of libjpeg, which of ours has the same SSIMULACRA2: the table of `src/encode/quality_scale.rs`.
fn scale(photos: &[PathBuf]) {
    const USUAL: [u8; 15] = [5, 10, 20, 30, 40, 50, 60, 70, 75, 80, 85, 90, 93, 95, 98];
    const OWN: [u8; 26] = [
        1, 2, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 75, 80, 83, 86, 89, 92, 94, 96, 98, 100,
    ];
    let rows = workers::map(sample::all(photos), |sample| {
        let picture = sample::picture(&sample, Subsampling::Quarter);
        let fidelity = Fidelity::to(&sample);
        let score = |jpeg: &[u8]| fidelity.of(jpeg);
        let own = OWN.map(|quality| {
            let settings = Settings {
                ceiling: quality,
                floor: quality,
                window_max_bytes: usize::MAX,
                hard_limit_bytes: usize::MAX,
                ..Settings::default()
            };
            score(&encode(&picture, &settings).expect("fits").jpeg)
        });
        USUAL.map(|quality| {
            let score = score(&Rival::Libjpeg.encode(&sample, quality));
            let above = own.iter().position(|&own| own >= score).unwrap_or(own.len()).clamp(1, own.len() - 1);
            let part = ((score - own[above - 1]) / (own[above] - own[above - 1])).clamp(0.0, 1.0);
            let [from, to] = [OWN[above - 1], OWN[above]].map(f64::from);
            from + (to - from) * part
        })
    });
    let equal: [Vec<f64>; USUAL.len()] = std::array::from_fn(|at| rows.iter().map(|row| row[at]).collect());
    println!("| libjpeg | ours of equal SSIMULACRA2 | on the scale of our tables | least | most |");
    println!("|--:|--:|--:|--:|--:|");
    for (quality, equal) in USUAL.iter().zip(&equal) {
        let mean = equal.iter().sum::<f64>() / equal.len() as f64;
        let own = f64::from(quality_scale::own_of_usual((mean * 100.0).round() as u32)) / 100.0;
        let [least, most] =
            [equal.iter().copied().fold(f64::MAX, f64::min), equal.iter().copied().fold(f64::MIN, f64::max)];
        println!("| {quality} | {mean:.2} | {own:.2} | {least:.2} | {most:.2} |");
    }
}
