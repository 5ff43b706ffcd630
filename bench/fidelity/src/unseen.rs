//! Photos at the bytes that the default options give them, and at fixed ones, against three other encoders.

use crate::curve::Curve;
use crate::jpegli::Jpegli;
use crate::metric::Fidelity;
use crate::rival::Rival;
use crate::sample::{self, Sample};
use crate::{LIMITS_BYTES, photos, workers};
use face_preflight::internals::encode::{Encoded, Settings, encode};
use face_preflight::{Coding, Effort, Prefer, Subsampling};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

const RIVALS: [&str; 3] = ["libjpeg", "mozjpeg", "jpegli"];

/// How many of the photos with the least leads are listed.
const WORST: usize = 10;

/// One file against the rivals' of as many bytes.
struct Against {
    bytes: usize,
    score: f64,
    leads: [f64; RIVALS.len()],
}

impl Against {
    fn least(&self) -> f64 {
        self.leads.into_iter().fold(f64::MAX, f64::min)
    }
}

/// A photo's files.
struct Row {
    name: String,
    default: Against,
    /// What the file of the default run says of itself, and libjpeg's quality of the same score.
    said: f64,
    equal: f64,
    /// At the fixed numbers of bytes.
    fixed: Vec<Against>,
}

/// Measures the photos of `folder` and the drawn pictures of `drawn`; prints tables in Markdown.
pub fn tables(coding: Coding, effort: Effort, python: &Path, drawn: &Path, folder: &Path) {
    let settings = Settings { coding, effort, ..Settings::default() };
    let photos = rows(photos::files(folder), python, &settings);
    let drawn = rows(photos::files(drawn), python, &settings);
    assert!(!photos.is_empty(), "no photo in {}", folder.display());
    print_leads(&photos);
    print_quality(&photos);
    print_worst(&photos);
    println!("\nDrawn pictures, with the default options:\n");
    print_rows(&drawn);
}

fn rows(files: Vec<PathBuf>, python: &Path, settings: &Settings) -> Vec<Row> {
    let (done, all) = (AtomicUsize::new(0), files.len());
    workers::map(files.into_iter(), |file| {
        let row = row(&photos::read(&file), python, settings);
        let done = done.fetch_add(1, Ordering::Relaxed) + 1;
        eprintln!("{done}/{all} {}: least lead {:+.2}", row.name, row.default.least());
        row
    })
}

fn row(sample: &Sample, python: &Path, settings: &Settings) -> Row {
    let picture = sample::picture(sample, Subsampling::Quarter);
    // Other files than the usual ones are compared at the default options alone.
    let usual = settings.coding == Coding::Baseline && settings.effort == Effort::Usual;
    let fidelity = Fidelity::to(sample);
    let mut jpegli = Jpegli::of(sample, python);
    let mut curves = [
        Curve::new(&fidelity, |quality| Rival::Libjpeg.encode(sample, quality)),
        Curve::new(&fidelity, |quality| Rival::Mozjpeg.encode(sample, quality)),
        Curve::new(&fidelity, |quality| jpegli.encode(quality)),
    ];
    let mut against = |file: &Encoded| {
        let (bytes, score) = (file.jpeg.len(), fidelity.of(&file.jpeg));
        Against { bytes, score, leads: curves.each_mut().map(|curve| score - curve.at_size(bytes)) }
    };
    let file = encode(&picture, settings).expect("fits");
    let default = against(&file);
    let limits = if usual { &LIMITS_BYTES[..] } else { &[] };
    let fixed = limits.iter().map(|&window_max_bytes| {
        let sized = Settings { ceiling: 100, window_max_bytes, prefer: Prefer::Size, ..settings.clone() };
        against(&encode(&picture, &sized).expect("fits"))
    });
    let fixed = fixed.collect();
    let [libjpeg, ..] = &mut curves;
    let equal = libjpeg.quality_of(default.score);
    Row { name: sample.name.clone(), default, said: file.equivalent_quality.into(), equal, fixed }
}

/// Mean and least lead over each rival.
fn print_leads(rows: &[Row]) {
    println!("| bytes | against | mean lead | least lead | photos under -0.3 |");
    println!("|---|---|--:|--:|--:|");
    let print = |bytes: &str, which: &dyn Fn(&Row) -> &Against| {
        for (place, rival) in RIVALS.iter().enumerate() {
            let leads = || rows.iter().filter_map(|row| which(row).leads.get(place).copied());
            let (least, under) =
                (leads().fold(f64::MAX, f64::min), leads().filter(|&lead| lead < -0.3).count());
            let mean = leads().sum::<f64>() / rows.len() as f64;
            println!("| {bytes} | {rival} | {mean:+.2} | {least:+.2} | {under} of {} |", rows.len());
        }
    };
    print("of the default options", &|row| &row.default);
    for (place, limit) in LIMITS_BYTES.iter().enumerate() {
        if rows.iter().all(|row| place < row.fixed.len()) {
            print(&format!("{limit}"), &|row| &row.fixed[place]);
        }
    }
}

/// How the reported quality compares with libjpeg's quality of equal SSIMULACRA2.
fn print_quality(rows: &[Row]) {
    let mut errors: Vec<f64> = rows.iter().map(|row| row.equal - row.said).collect();
    errors.sort_by(f64::total_cmp);
    let mean = errors.iter().sum::<f64>() / errors.len() as f64;
    let beyond = errors.iter().filter(|error| error.abs() > 2.0).count();
    let (Some(least), Some(most)) = (errors.first(), errors.last()) else { return };
    println!(
        "\nlibjpeg's quality of the same score less the `equivalentQuality` that the default run reports: mean \
         {mean:+.2}, from {least:+.2} to {most:+.2}; {beyond} of {} photos are more than 2 away.",
        rows.len()
    );
}

fn print_worst(rows: &[Row]) {
    let mut worst: Vec<&Row> = rows.iter().collect();
    worst.sort_by(|a, b| a.default.least().total_cmp(&b.default.least()));
    worst.truncate(WORST);
    println!("\nThe {} photos with the least leads at the bytes of the default options:\n", worst.len());
    print_rows(worst);
}

fn print_rows<'a>(rows: impl IntoIterator<Item = &'a Row>) {
    println!(
        "| picture | bytes | SSIMULACRA2 | over libjpeg | over mozjpeg | over jpegli | says | as libjpeg's |"
    );
    println!("|---|--:|--:|--:|--:|--:|--:|--:|");
    for Row {
        name, default: Against { bytes, score, leads: [libjpeg, mozjpeg, jpegli] }, said, equal, ..
    } in rows
    {
        println!(
            "| {name} | {bytes} | {score:.1} | {libjpeg:+.2} | {mozjpeg:+.2} | {jpegli:+.2} | {said:.0} | {equal:.1} |"
        );
    }
}
