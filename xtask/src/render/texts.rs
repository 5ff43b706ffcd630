//! The English texts of the checks as JavaScript.

use anyhow::Result;
use face_preflight::internals::check::ENGLISH;

/// `lib/texts/en-checks.js`: what `preflight` itself says; the other languages are whole files beside it.
pub fn checks() -> Result<String> {
    let mut rows = String::new();
    for (key, text) in ENGLISH {
        rows += &format!("  'check.{key}': {},\n", serde_json::to_string(text)?);
    }
    Ok(format!(
        "/** What to tell the person, in English, by a check's key. */\nexport const CHECK_ADVICE = {{\n{rows}}};\n"
    ))
}
