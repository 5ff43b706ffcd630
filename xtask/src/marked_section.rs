//! The marked sections of documents, filled with what was measured.

use crate::checkout::root;
use anyhow::{Context, Result};
use std::fs;

/// Replaces what stands between `<!-- name:start -->` and `<!-- name:end -->` in a document.
pub fn fill(document: &str, name: &str, text: &str) -> Result<()> {
    let path = root().join(document);
    let filled = filled(&fs::read_to_string(&path)?, name, text).with_context(|| document.to_owned())?;
    fs::write(path, filled)?;
    Ok(())
}

fn filled(document: &str, name: &str, text: &str) -> Result<String> {
    let [begin, end] = ["start", "end"].map(|place| format!("<!-- {name}:{place} -->"));
    let (head, rest) = document.split_once(&begin).with_context(|| format!("{begin} is missing"))?;
    let (_, tail) = rest.split_once(&end).with_context(|| format!("{end} is missing"))?;
    Ok(format!("{head}{begin}\n{text}{end}{tail}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fills_the_place_and_nothing_else() {
        let document = "a\n<!-- x:start -->\nold\n<!-- x:end -->\nb\n";
        let new = "a\n<!-- x:start -->\nnew\n<!-- x:end -->\nb\n";
        assert_eq!(filled(document, "x", "new\n").unwrap(), new);
        assert!(filled(document, "y", "new\n").unwrap_err().to_string().contains("<!-- y:start -->"));
    }
}
