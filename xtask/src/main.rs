//! The project's own commands: `cargo xtask <verb>`. [`VERBS`] lists them.

mod api;
mod arguments;
mod attack;
mod bench;
mod bindings;
mod checkout;
mod crate_package;
mod demo;
mod doc;
mod evaluate;
mod fidelity;
mod fuzz;
mod inline;
mod load;
mod manifest;
mod marked_section;
mod matrix;
mod npm;
mod pack;
mod parity;
mod process;
mod profile;
mod python;
mod recogniser;
mod render;
mod simulate;
mod sizes;
mod test;
mod third_party;
mod tools;
mod wasm;

use arguments::Arguments;
use std::process::ExitCode;

/// What a verb needs to know: its name, its flags and what it does, for `help`.
struct Verb {
    name: &'static str,
    flags: &'static str,
    does: &'static str,
    run: fn(Arguments) -> anyhow::Result<()>,
}

const VERBS: &[Verb] = &[
    Verb {
        name: "demo",
        flags: "[--port N] [--emulator-port N] [--options JSON] [--json]",
        does: "packs, then starts the page, the signing backend and the emulator, and prints where they are",
        run: demo::run,
    },
    Verb {
        name: "test",
        flags: "[--all] [--only SUITE]...",
        does: "installs what the tests need and runs the suites; --all the heavy ones too, --only the named ones; `packaging` and `packaging-all` together write the tables of docs/support.md",
        run: test::run,
    },
    Verb {
        name: "pack",
        flags: "",
        does: "writes the npm package to pkg/ and its tarball beside it, and bundles the page into www/.page/",
        run: pack::run,
    },
    Verb {
        name: "api",
        flags: "[--check]",
        does: "writes the public API of the crate and of the npm package to docs/api/, or checks that it is what stands there",
        run: api::run,
    },
    Verb {
        name: "crate",
        flags: "",
        does: "packages the crate and builds it from its package; a warning is an error",
        run: crate_package::run,
    },
    Verb {
        name: "doc",
        flags: "",
        does: "makes the reference of the JavaScript and of the Rust API, without a warning, and says where it is",
        run: doc::run,
    },
    Verb {
        name: "evaluate",
        flags: "DIR [--csv FILE] [--html FILE] [--groups FILE [--write]] [--tones] [--ofiq] [--series] [--thorough] | --faceless [DIR] | \
                --fetch DIR [--from ADDRESS]",
        does: "runs every photo of a folder through preflight and the face detector; all values as CSV, how often each \
               check warns in each group of photos, public photos to measure on, how far blur, noise, \
               light, tilt, JPEG and enlarging are told apart, or what passes for a face in pictures that show none",
        run: evaluate::run,
    },
    Verb {
        name: "parity",
        flags: "",
        does: "compares every number of the face net with those of TensorFlow Lite's own runtime, which pip installs",
        run: parity::run,
    },
    Verb {
        name: "recogniser",
        flags: "DIR",
        does: "measures how well and how fast the emulator recognises people, on public photos that docs/emulator.md says how to fetch, and writes the table there",
        run: recogniser::run,
    },
    Verb {
        name: "render",
        flags: "[--check]",
        does: "writes what follows from the tables in src/, or checks that nothing of it is stale",
        run: render::run,
    },
    Verb {
        name: "bench",
        flags: "[--rounds N] [--only PHOTO|checks|first-load|cold-start]... [--against FOLDER]",
        does: "measures the package against its peers, then its checks and the page's first load on a slow phone, and \
               writes the tables of docs/performance.md, the peers' only when all photos were measured; six minutes. \
               Against the pkg of another checkout it prints the ratios to that build",
        run: bench::run,
    },
    Verb {
        name: "profile",
        flags: "[--rounds N]",
        does: "says in which stage the time of a preflight goes, and writes the table in src/decode/jpeg/README.md",
        run: profile::run,
    },
    Verb {
        name: "sizes",
        flags: "",
        does: "says where the bytes of the module go and writes the table of sizes in docs/performance.md",
        run: sizes::run,
    },
    Verb {
        name: "fidelity",
        flags: "[--scale | --progressive | --thorough | --subsampling | --photos DIR [--progressive | --thorough] | --fetch DIR [--from URL]]",
        does: "compares the encoder with mozjpeg at equal bytes and writes the table in docs/fidelity.md; --progressive shows that of progressive files, --thorough that of the thorough search, whose worst face and time it writes there too, --scale the two scales, --subsampling 4:4:4 against 4:2:0; --photos compares with libjpeg, mozjpeg and jpegli on the photos of a folder, at the default options and at fixed sizes, and writes that there; --fetch brings photos that nothing was tuned on",
        run: fidelity::run,
    },
    Verb {
        name: "fuzz",
        flags: "[--minutes N] [--only TARGET]...",
        does: "runs each fuzz target for N minutes, 5 unless said otherwise, and writes how often into fuzz/README.md; a finding ends it",
        run: fuzz::run,
    },
    Verb {
        name: "attack",
        flags: "[--runtime node|workerd]",
        does: "attacks the backend with slow, tiny, huge and costly bodies, and writes what held into www/server/README.md, unless --runtime names one; some five minutes",
        run: attack::run,
    },
    Verb {
        name: "simulate",
        flags: "[--seed N] [--seeds N] [--calls N] [--minutes N] [--write]",
        does: "runs client, backend and emulator in one process on virtual time, with faults at every await, and checks what must be true after every step; --seeds runs that many seeds from --seed on, --calls is the least for each, --minutes begins no seed after that, --write writes the table of www/server/README.md; a seed replays its run exactly",
        run: simulate::run,
    },
    Verb {
        name: "load",
        flags: "[--runtime node|workerd|all] [--calls N] [--at-once N] [--qps N] [--write]",
        does: "finds out which rate this machine holds, makes 2,000 calls of the backend at that rate through random faults, and checks every answer; --write writes the table of www/server/README.md; some ten minutes",
        run: load::run,
    },
];

fn main() -> ExitCode {
    let mut words = std::env::args_os().skip(1);
    let name = words.next().unwrap_or_default().to_string_lossy().into_owned();
    if ["help", "--help", "-h"].contains(&name.as_str()) {
        print!("{}", help());
        return ExitCode::SUCCESS;
    }
    let Some(verb) = VERBS.iter().find(|verb| verb.name == name) else {
        let complaint =
            if name.is_empty() { "a verb is missing".into() } else { format!("unknown verb {name:?}") };
        eprint!("{complaint}\n\n{}", help());
        return ExitCode::from(2);
    };
    let arguments = Arguments::from_vec(words.collect());
    match checkout::find().and_then(|_| (verb.run)(arguments)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if arguments::is_misuse(&error) => {
            eprint!("cargo xtask {name}: {error}\n\n{}", help());
            ExitCode::from(2)
        }
        Err(error) => {
            eprintln!("cargo xtask {name}: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn help() -> String {
    let mut text = String::from("Usage: cargo xtask <verb> [flags]\n\n");
    for Verb { name, flags, does, .. } in VERBS {
        text += &format!("  {}\n      {does}\n", [*name, *flags].join(" ").trim_end());
    }
    text + "  help\n      prints this\n"
}

#[cfg(test)]
mod tests {
    use super::VERBS;
    use crate::checkout::root;
    use std::fs;

    /// What the documents tell people to type has to exist.
    #[test]
    fn documents_name_verbs_and_flags_that_exist() {
        let beside =
            ["README.md", "CONTRIBUTING.md", "SECURITY.md", "fuzz/README.md", "www/server/README.md"];
        let mut documents = beside.map(|document| root().join(document)).to_vec();
        let folder = fs::read_dir(root().join("docs")).unwrap();
        documents.extend(folder.map(|entry| entry.unwrap().path()).filter(|path| path.is_file()));
        let mut found = 0;
        for document in documents {
            let text = fs::read_to_string(&document).unwrap();
            for (at, _) in text.match_indices("cargo xtask ") {
                let command = text[at + "cargo xtask ".len()..].split(['`', '\n', '#']).next().unwrap();
                let mut words =
                    command.split_whitespace().map(|word| word.trim_matches(['.', ',', ';', ':', '[', ']']));
                let name = words.next().unwrap();
                let verb = VERBS.iter().find(|verb| verb.name == name);
                let verb = verb.unwrap_or_else(|| panic!("{}: cargo xtask {name}", document.display()));
                for flag in words.filter(|word| word.starts_with("--")) {
                    assert!(verb.flags.contains(flag), "{}: {name} {flag}", document.display());
                }
                found += 1;
            }
        }
        assert!(found > 10, "only {found} commands");
    }
}
