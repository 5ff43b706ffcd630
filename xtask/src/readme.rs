//! The places of a README that are filled with what was measured.

use crate::checkout::root;
use anyhow::{Context, Result};
use std::fs;

/// Writes anew what stands between `<!-- name:start -->` and `<!-- name:end -->`.
pub fn fill(name: &str, text: &str) -> Result<()> {
    fill_in("README.md", name, text)
}

/// The same in another README.
pub fn fill_in(file: &str, name: &str, text: &str) -> Result<()> {
    let path = root().join(file);
    let filled = filled(&fs::read_to_string(&path)?, name, text)?;
    fs::write(path, filled)?;
    Ok(())
}

fn filled(readme: &str, name: &str, text: &str) -> Result<String> {
    let [begin, end] = ["start", "end"].map(|place| format!("<!-- {name}:{place} -->"));
    let (head, rest) = readme.split_once(&begin).with_context(|| format!("README.md lacks {begin}"))?;
    let (_, tail) = rest.split_once(&end).with_context(|| format!("README.md lacks {end}"))?;
    Ok(format!("{head}{begin}\n{text}{end}{tail}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fills_the_place_and_nothing_else() {
        let readme = "a\n<!-- x:start -->\nold\n<!-- x:end -->\nb\n";
        let new = "a\n<!-- x:start -->\nnew\n<!-- x:end -->\nb\n";
        assert_eq!(filled(readme, "x", "new\n").unwrap(), new);
        assert!(filled(readme, "y", "new\n").unwrap_err().to_string().contains("<!-- y:start -->"));
    }
}
