//! Markdown tables, and the marked places in documents where they go.

use anyhow::Context;

/// A word as code.
pub fn code(word: &str) -> String {
    format!("`{word}`")
}

/// A table. Cells lose nothing: a pipe is escaped.
pub fn table<R: IntoIterator<Item = Vec<String>>>(header: &[&str], rows: R) -> String {
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let mut text = line(header.iter().map(|cell| (*cell).to_owned()).collect());
    text += &line(header.iter().map(|_| "---".to_owned()).collect());
    for row in rows {
        text += &line(row.into_iter().map(|cell| cell.replace('|', "\\|")).collect());
    }
    text
}

/// A table with its source and the choice made where sources disagree.
pub fn with_note(table: String, source: &str, note: &str) -> String {
    let note = if note.is_empty() { String::new() } else { format!("{note}\n\n") };
    format!("{table}\n{note}Source: {source}.\n")
}

/// Renders anew what stands between `<!-- contract:name -->` and `<!-- /contract:name -->`.
pub fn fill(document: &str, named: impl Fn(&str) -> Option<String>) -> anyhow::Result<String> {
    const START: &str = "<!-- contract:";
    const END: &str = " -->";
    let mut filled = String::new();
    let mut rest = document;
    while let Some(start) = rest.find(START) {
        let after = &rest[start + START.len()..];
        let name = after.split(END).next().unwrap_or_default();
        let closing = format!("<!-- /contract:{name} -->");
        let body = named(name).with_context(|| format!("no table is named {name:?}"))?;
        let end = rest.find(&closing).with_context(|| format!("{closing} is missing"))?;
        filled += &rest[..start];
        filled += &format!("{START}{name}{END}\n{body}");
        filled += &closing;
        rest = &rest[end + closing.len()..];
    }
    Ok(filled + rest)
}
