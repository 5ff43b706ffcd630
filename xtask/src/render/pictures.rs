//! `docs/pictures/`: for each check a drawing of a photo that does not pass it.

use face_preflight::internals::check::CHECKS;
use std::path::{Path, PathBuf};

/// Where the drawings are, from the repository's root.
pub const FOLDER: &str = "docs/pictures";

const SIZE: (u32, u32) = (90, 120);
const WALL: &str = "<rect width=\"120\" height=\"120\" fill=\"#c9d3c4\"/>\
    <path d=\"M0 31.3H120M0 62.6H120M0 93.1H120M21.4 0V120M52.3 0V120M81.7 0V120\" stroke=\"#b4bfb0\"/>";
const SHOULDERS: &str = "<path d=\"M8 122C8 96 28 90 45 90S82 96 82 122V400H8Z\" fill=\"#3f5f9a\"/>\
    <path d=\"M37 74H53V92Q45 99 37 92Z\" fill=\"#c88f6c\"/>";
const HEAD: &str = "<path d=\"M20 52C16 14 74 14 70 52Z\" fill=\"#3a2a22\"/>\
    <ellipse cx=\"45\" cy=\"56\" rx=\"22\" ry=\"29\" fill=\"#e0aa86\"/>\
    <path d=\"M23 46C26 26 64 26 67 46C56 36 34 36 23 46Z\" fill=\"#3a2a22\"/>";
const FEATURES: &str = "<path d=\"M30 49H40M50 49H60\" stroke=\"#3a2a22\" stroke-width=\"2\"/>\
    <g fill=\"#fff\"><ellipse cx=\"35\" cy=\"55\" rx=\"5\" ry=\"2.6\"/><ellipse cx=\"55\" cy=\"55\" rx=\"5\" ry=\"2.6\"/></g>\
    <g fill=\"#2f4a5a\"><circle cx=\"35\" cy=\"55\" r=\"2.2\"/><circle cx=\"55\" cy=\"55\" r=\"2.2\"/></g>\
    <path d=\"M45 56L42 66H47\" fill=\"none\" stroke=\"#b87f5f\" stroke-width=\"1.5\"/>\
    <path d=\"M37 74Q45 79 53 74Q45 71 37 74Z\" fill=\"#a8444c\"/>";

/// Colours of the drawn person, and of others: skin, the neck's shade, hair, clothes, nose, mouth.
const DRAWN: [&str; 6] = ["#e0aa86", "#c88f6c", "#3a2a22", "#3f5f9a", "#b87f5f", "#a8444c"];
const PEOPLE: [[&str; 6]; 4] = [
    ["#8d5a3c", "#744830", "#1d1713", "#c2883a", "#6d432b", "#7d3a3a"],
    ["#f0c8a8", "#d9ab88", "#a8652f", "#3d7a5c", "#cf9f7d", "#c0626a"],
    ["#b87f56", "#9c6843", "#221a16", "#8c3f56", "#93603d", "#8f4742"],
    ["#e8bd94", "#cb9d75", "#17151a", "#5a5f6b", "#c2925f", "#b05a5a"],
];

/// Who is drawn where light and colour are not what is wrong; else it is the usual person, who is lit as the marks want.
const OTHERS: [(&str, usize); 11] = [
    ("portrait", 0),
    ("resolution", 1),
    ("bytes", 2),
    ("intact", 3),
    ("source_quality", 0),
    ("grey", 2),
    ("turned_photo", 1),
    ("tilt", 0),
    ("yaw", 3),
    ("off_centre", 2),
    ("blur", 1),
];

/// The drawing of somebody else.
fn somebody(who: usize, drawing: &str) -> String {
    let colours = DRAWN.iter().zip(PEOPLE.get(who).into_iter().flatten());
    colours.fold(drawing.to_owned(), |drawing, (usual, other)| drawing.replace(usual, other))
}

/// Every drawing with its path: one of a photo that passes, and those of the checks that can be drawn.
pub fn all() -> Vec<(PathBuf, String)> {
    let ids = CHECKS.iter().map(|check| check.id).chain(["fit"]);
    let drawn = ids.filter_map(|id| Some((Path::new(FOLDER).join(format!("{id}.svg")), drawing(id)?)));
    drawn.collect()
}

/// The drawing for a check, for a page in `docs/`; empty where there is none.
pub fn shown(id: &str, meaning: &str) -> String {
    let alt = meaning.trim_end_matches('.');
    drawing(id).map_or_else(String::new, |_| {
        format!("<img src=\"pictures/{id}.svg\" width=\"72\" alt=\"Not so here: {alt}\">")
    })
}

fn drawing(id: &str) -> Option<String> {
    let (width, height) = if id == "portrait" { (120, 90) } else { SIZE };
    let body = scene(id)?;
    let other = OTHERS.iter().find(|(check, _)| *check == id);
    let body = other.map_or_else(|| body.clone(), |(_, who)| somebody(*who, &body));
    Some(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\">\
         {body}</svg>\n"
    ))
}

/// What the photo shows. `None` for what cannot be seen.
fn scene(id: &str) -> Option<String> {
    of_the_photo(id).or_else(|| of_the_face(id))
}

fn of_the_photo(id: &str) -> Option<String> {
    let usual = format!("{WALL}{}", person());
    Some(match id {
        "fit" => usual,
        "portrait" => format!("{WALL}{}", moved("translate(24 4) scale(.8)")),
        "resolution" => {
            let outline = "<rect x=\"1\" y=\"1\" width=\"88\" height=\"118\" fill=\"none\" stroke=\"#8a949e\" stroke-dasharray=\"4 3\"/>";
            let clip = "<clipPath id=\"c\"><rect width=\"90\" height=\"120\"/></clipPath>";
            format!(
                "{outline}{clip}<g transform=\"translate(30 40) scale(.33)\" clip-path=\"url(#c)\">{usual}</g>"
            )
        }
        "bytes" => format!("{WALL}{}{}", foliage(), person()),
        "intact" => format!("{usual}<rect y=\"84\" width=\"90\" height=\"36\" fill=\"#808080\"/>"),
        "source_quality" => format!("{usual}{}", mosaic(10, 0.55)),
        "blocky" => format!("{usual}{}", mosaic(8, 0.3)),
        "colour_profile" => filtered("<feColorMatrix type=\"hueRotate\" values=\"28\"/>", &usual),
        "blank" => "<rect width=\"90\" height=\"120\" fill=\"#1d1d20\"/>".into(),
        "grey" => filtered("<feColorMatrix type=\"saturate\" values=\"0\"/>", &usual),
        "frame_dark" => format!("{usual}{}", covered("#000", 0.82)),
        "frame_bright" => format!("{usual}{}", covered("#fff", 0.93)),
        _ => return None,
    })
}

fn of_the_face(id: &str) -> Option<String> {
    let usual = format!("{WALL}{}", person());
    Some(match id {
        "no_face" => format!(
            "{WALL}<path d=\"M38 120L34 92H58L54 120Z\" fill=\"#9a6a4a\"/><path d=\"M46 92Q22 78 20 50Q42 60 46 92Q48 56 72 44Q70 76 46 92Z\" fill=\"#4d7d4d\"/>"
        ),
        "many_faces" => {
            let other = somebody(0, &moved("translate(36 20) scale(.72)"));
            format!("{WALL}{}{other}", moved("translate(-12 26) scale(.72)"))
        }
        "turned_photo" => format!("<g transform=\"translate(105 15) rotate(90)\">{usual}</g>"),
        "tilt" => format!("{WALL}{}", moved("rotate(28 45 78)")),
        "yaw" => {
            let aside = format!("<g transform=\"translate(19 0) scale(.86 1)\">{FEATURES}</g>");
            format!("{WALL}{}", near(&aside))
        }
        "pitch" => {
            // Chin up: eyes, nose and mouth are higher on the face and closer together.
            let raised = format!("<g transform=\"translate(0 -8) scale(1 .9)\">{FEATURES}</g>");
            format!("{WALL}{}", near(&raised))
        }
        "covered" => {
            let mask = "<path d=\"M24 60Q45 52 66 60L64 74Q56 86 45 86T26 74Z\" fill=\"#8fc3dd\"/>";
            format!("{WALL}{}", near(&format!("{FEATURES}{mask}")))
        }
        "mouth_open" => {
            let mouth = "<ellipse cx=\"45\" cy=\"76\" rx=\"6.5\" ry=\"6\" fill=\"#5a1e24\"/>";
            format!("{WALL}{}", near(&format!("{FEATURES}{mouth}")))
        }
        "face_share" => format!("{WALL}{}", moved("translate(29 66) scale(.36)")),
        "face_small" => format!("{WALL}{}", moved("translate(34 84) scale(.25)")),
        "face_cut" => format!("{WALL}{}", moved("translate(0 -42)")),
        "off_centre" => format!("{WALL}{}", moved("translate(29 6)")),
        "blur" => filtered("<feGaussianBlur stdDeviation=\"2.6\"/>", &usual),
        // A room at night: all of it is dark, clothes, hair and the white of the eyes too, but for a far lamp.
        "dark" => format!(
            "{}<circle cx=\"80\" cy=\"12\" r=\"4\" fill=\"#ffe9a8\"/>",
            filtered("<feColorMatrix values=\".3 0 0 0 0 0 .3 0 0 0 0 0 .34 0 0 0 0 0 1 0\"/>", &usual)
        ),
        "bright" => {
            let glare = "<ellipse cx=\"45\" cy=\"56\" rx=\"22\" ry=\"29\" fill=\"#fff\" opacity=\".93\"/>";
            format!("{WALL}{}", near(&format!("{FEATURES}{glare}")))
        }
        "contrast" => format!("{usual}{}", covered("#a0a0a0", 0.72)),
        "uneven_light" => {
            let shade = "<path d=\"M45 24C58 24 72 30 69 52A22 31 0 0 1 45 85ZM45 90Q82 92 82 120H45Z\" opacity=\".62\"/>";
            format!("{WALL}{}", near(&format!("{FEATURES}{shade}")))
        }
        "colour_cast" => format!("{usual}{}", covered("#10c020", 0.42)),
        _ => return None,
    })
}

fn person() -> String {
    near(FEATURES)
}

/// The person with what is on the face, near enough for the face to take a third of the photo.
fn near(on_face: &str) -> String {
    format!("<g transform=\"translate(-9.9 -13) scale(1.22)\">{SHOULDERS}{HEAD}{on_face}</g>")
}

fn moved(transform: &str) -> String {
    format!("<g transform=\"{transform}\">{}</g>", person())
}

fn covered(colour: &str, opacity: f32) -> String {
    format!("<rect width=\"90\" height=\"120\" fill=\"{colour}\" opacity=\"{opacity}\"/>")
}

fn filtered(filter: &str, body: &str) -> String {
    format!(
        "<filter id=\"f\" color-interpolation-filters=\"sRGB\">{filter}</filter><g filter=\"url(#f)\">{body}</g>"
    )
}

/// Squares that hide what is below them, as hard compression leaves them.
fn mosaic(side: usize, opacity: f32) -> String {
    const TONES: [&str; 5] = ["#d8b294", "#8f9aa8", "#6a4a3c", "#b9c4b4", "#445c86"];
    let squares = (0..120).step_by(side).flat_map(|y| (0..90).step_by(side).map(move |x| (x, y)));
    let squares = squares.map(|(x, y)| {
        let tone = TONES[(x * 7 + y * 3) / side % TONES.len()];
        format!("<path d=\"M{x} {y}h{side}v{side}h-{side}z\" fill=\"{tone}\"/>")
    });
    format!("<g opacity=\"{opacity}\">{}</g>", squares.collect::<String>())
}

/// Leaves: detail that costs bytes.
fn foliage() -> String {
    let leaves = (0..110_u32).map(|number| {
        let (x, y) = (number * 37 % 30, number * 53 % 31);
        let green = 60 + number * 29 % 170;
        format!(
            "<path d=\"M{x} {y}q2 -3 4 1q-3 2 -4 -1z\" fill=\"rgb({},{green},{})\"/>",
            green / 2,
            green / 3
        )
    });
    let leaves: String = leaves.collect();
    format!(
        "<pattern id=\"p\" width=\"31\" height=\"31\" patternUnits=\"userSpaceOnUse\">{leaves}</pattern>\
         <rect width=\"90\" height=\"120\" fill=\"url(#p)\"/>"
    )
}
