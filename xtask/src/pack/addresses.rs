//! Where the project lives: `repository` of Cargo.toml, in the npm package's manifest and in the links of its documents.

use crate::manifest;
use anyhow::Result;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

/// Documents at the root of the package. The files that they link to stay in the repository.
const DOCUMENTS: [&str; 2] = ["README.md", "CHANGELOG.md"];

/// Names the addresses in `package.json`, and makes the documents' links absolute.
pub fn fill(stage: &Path) -> Result<()> {
    let repository = manifest::value("repository")?;
    let path = stage.join("package.json");
    let mut json: Value = serde_json::from_str(&fs::read_to_string(&path)?)?;
    json["repository"] = json!({ "type": "git", "url": format!("git+{repository}.git") });
    json["homepage"] = manifest::value("homepage")?.into();
    json["bugs"] = json!({ "url": format!("{repository}/issues") });
    fs::write(path, format!("{json:#}\n"))?;
    for document in DOCUMENTS {
        let path = stage.join(document);
        let text = fs::read_to_string(&path)?;
        fs::write(path, with_absolute_links(&text, &repository))?;
    }
    Ok(())
}

/// Markdown whose relative links lead into the repository.
fn with_absolute_links(text: &str, repository: &str) -> String {
    let mut parts = text.split("](");
    let mut absolute = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        absolute += "](";
        let is_whole = ["#", "http:", "https:", "mailto:"].iter().any(|start| part.starts_with(start));
        if !is_whole {
            absolute += &format!("{repository}/blob/main/");
        }
        absolute += part;
    }
    absolute
}

#[cfg(test)]
mod tests {
    use super::with_absolute_links;

    #[test]
    fn relative_links_lead_into_the_repository() {
        let text = "[a](docs/a.md#b) [c](#d) [e](https://rustup.rs) `array[0](1)`";
        let absolute = "[a](https://x.org/y/blob/main/docs/a.md#b) [c](#d) [e](https://rustup.rs)";
        assert!(with_absolute_links(text, "https://x.org/y").starts_with(absolute));
    }
}
