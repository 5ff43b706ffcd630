//! The committed fixtures are what the code in `common` makes. `BLESS=1` writes them.

use std::{collections::BTreeSet, fs};

#[test]
fn fixtures_are_as_made() {
    let folder = crate::support::fixture_folder();
    let made = crate::support::fixtures::all();
    if crate::support::blessing() {
        fs::create_dir_all(&folder).unwrap();
        for (name, bytes) in &made {
            fs::write(folder.join(name), bytes).unwrap();
        }
    }
    for (name, bytes) in &made {
        let committed = fs::read(folder.join(name)).unwrap_or_default();
        assert!(committed == *bytes, "{name} differs from what is made; BLESS=1 writes it");
    }
    let names: BTreeSet<String> = made.into_iter().map(|(name, _)| name).collect();
    let files: BTreeSet<String> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| !name.ends_with(".md"))
        .collect();
    assert_eq!(files, names);
}
