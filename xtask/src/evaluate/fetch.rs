//! `evaluate --fetch DIR`: public photos to measure on, from the repositories of `photos.txt`. They stay outside of the
//! checkout.

use crate::process;
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::Path;
use std::process::Command;

pub const LIST: &str = include_str!("photos.txt");

/// Where the repositories are; a folder of mirrors does as well.
pub const GITHUB: &str = "https://github.com";

/// Files of less are logos and thumbnails.
const LEAST_BYTES: u64 = 15_000;

/// A repository of the list.
struct Source<'a> {
    repository: &'a str,
    commit: &'a str,
    licence: &'a str,
    folders: Vec<&'a str>,
}

fn sources(list: &str) -> Result<Vec<Source<'_>>> {
    list.lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| {
            let [repository, commit, licence, folders] = line.split('\t').collect::<Vec<_>>()[..] else {
                anyhow::bail!("{line:?} is not of four columns");
            };
            ensure!(commit.len() == 40, "{repository} has no whole commit");
            Ok(Source { repository, commit, licence, folders: folders.split(' ').collect() })
        })
        .collect()
}

/// Brings the photos of each repository of a list into a folder.
pub fn run(folder: &Path, from: &str, list: &str) -> Result<()> {
    for source in sources(list)? {
        eprintln!("{} (licence: {})", source.repository, source.licence);
        let clone = folder.join(source.repository.replace('/', "+"));
        fs::create_dir_all(&clone).with_context(|| format!("cannot make {}", clone.display()))?;
        let git = |words: &[&str]| process::run(Command::new("git").arg("-C").arg(&clone).args(words));
        git(&["init", "--quiet"])?;
        let address = format!("{from}/{}", source.repository);
        git(&["fetch", "--quiet", "--depth=1", "--filter=blob:none", &address, source.commit])?;
        let paths =
            ["checkout", "--quiet", "FETCH_HEAD", "--"].into_iter().chain(source.folders.iter().copied());
        git(&paths.collect::<Vec<_>>())?;
        let name = source.repository.replace('/', "_");
        let count = copied(&clone, &clone, folder, &name)?;
        fs::remove_dir_all(&clone)?;
        eprintln!("{count} photos");
    }
    Ok(())
}

/// Copies what may be a photo out of a tree, named after its path.
fn copied(root: &Path, tree: &Path, folder: &Path, name: &str) -> Result<usize> {
    let mut count = 0;
    for entry in fs::read_dir(tree)? {
        let entry = entry?;
        let path = entry.path();
        if entry.file_type()?.is_dir() {
            count += if entry.file_name() == ".git" { 0 } else { copied(root, &path, folder, name)? };
            continue;
        }
        let extension = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
        if !["jpg", "jpeg", "png"].contains(&extension.as_str()) || entry.metadata()?.len() < LEAST_BYTES {
            continue;
        }
        let inside = path.strip_prefix(root)?.to_string_lossy().replace(['/', '\\'], "_");
        fs::copy(&path, folder.join(format!("{name}__{inside}")))?;
        count += 1;
    }
    Ok(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_source_has_a_commit_a_licence_and_folders() {
        let sources = sources(LIST).unwrap();
        assert!(sources.len() > 10);
        assert!(sources.iter().all(|source| !source.licence.is_empty() && !source.folders.is_empty()));
    }

    #[test]
    fn photos_come_from_the_commit_and_the_folders_of_the_list() {
        let base = std::env::temp_dir().join(format!("face-fetch-mirror-{}", std::process::id()));
        let mirror = base.join("mirrors/owner/name");
        fs::create_dir_all(mirror.join("speakers/2024 one")).unwrap();
        fs::create_dir_all(mirror.join("sponsors")).unwrap();
        let git = |words: &[&str]| {
            let author = ["-c", "user.name=a", "-c", "user.email=a@example.org"];
            let output =
                Command::new("git").arg("-C").arg(&mirror).args(author).args(words).output().unwrap();
            assert!(output.status.success(), "{words:?}: {}", String::from_utf8_lossy(&output.stderr));
            String::from_utf8(output.stdout).unwrap().trim().to_owned()
        };
        git(&["init", "--quiet"]);
        git(&["config", "uploadpack.allowAnySHA1InWant", "true"]);
        git(&["config", "uploadpack.allowFilter", "true"]);
        fs::write(mirror.join("speakers/2024 one/Ada.jpg"), vec![1; 20_000]).unwrap();
        fs::write(mirror.join("sponsors/logo.png"), vec![2; 20_000]).unwrap();
        git(&["add", "."]);
        git(&["commit", "--quiet", "--message=first"]);
        let commit = git(&["rev-parse", "HEAD"]);
        fs::write(mirror.join("speakers/late.jpg"), vec![3; 20_000]).unwrap();
        git(&["add", "."]);
        git(&["commit", "--quiet", "--message=second"]);
        let photos = base.join("photos");
        let from = format!("file://{}", base.join("mirrors").display());
        run(&photos, &from, &format!("# head\nowner/name\t{commit}\tMIT\tspeakers\n")).unwrap();
        let names: Vec<_> =
            fs::read_dir(&photos).unwrap().map(|entry| entry.unwrap().file_name().into_string()).collect();
        assert_eq!(names, [Ok("owner_name__speakers_2024 one_Ada.jpg".to_owned())]);
        assert_eq!(fs::read(photos.join(names[0].as_ref().unwrap())).unwrap(), vec![1; 20_000]);
        assert!(run(&photos, &from, "owner/name\tshort\tMIT\tspeakers\n").is_err());
        fs::remove_dir_all(&base).unwrap();
    }

    #[test]
    fn photos_are_named_after_their_path_and_logos_stay() {
        let base = std::env::temp_dir().join(format!("face-fetch-{}", std::process::id()));
        let tree = base.join("tree");
        fs::create_dir_all(tree.join("a/b")).unwrap();
        fs::write(tree.join("a/b/One.JPG"), vec![0; 20_000]).unwrap();
        fs::write(tree.join("a/logo.png"), [0; 100]).unwrap();
        fs::write(tree.join("a/text.md"), vec![0; 20_000]).unwrap();
        assert_eq!(copied(&tree, &tree, &base, "owner_name").unwrap(), 1);
        assert!(base.join("owner_name__a_b_One.JPG").is_file());
        fs::remove_dir_all(&base).unwrap();
    }
}
