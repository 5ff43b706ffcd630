//! Where the bytes of a module are, by the names of its functions.

use super::kilobytes::kilobytes;
use crate::pack::gzipped;
use crate::render::markdown;
use anyhow::{Context, Result};
use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;
use std::ops::Range;
use wasmparser::{KnownCustom, Name, Parser, Payload, TypeRef};

/// Functions that are named one by one.
const LARGEST: usize = 40;

/// Smallest part of the table, gzipped.
const LEAST_OF_TABLE: usize = 1_000;

/// The part that is no function.
const DATA: &str = "(data)";

/// Bytes of the module that belong together.
#[derive(Default)]
struct Part {
    functions: usize,
    content: Vec<u8>,
}

/// A table of the module's parts and one of its largest functions.
pub fn listing(module: &[u8]) -> Result<String> {
    let (mut functions, data) = read(module)?;
    let mut text = format!("{:>9} {:>9} {:>9}  part, gzipped alone\n", "bytes", "gzip", "functions");
    for (name, part) in parts(&functions, data) {
        let gzip = gzipped(&part.content)?;
        writeln!(text, "{:>9} {gzip:>9} {:>9}  {name}", part.content.len(), part.functions)?;
    }
    functions.sort_by_key(|function| std::cmp::Reverse(function.code.len()));
    writeln!(text, "\n{:>9} {:>9} {:>9}  largest functions", "bytes", "gzip", "")?;
    for Function { name, code } in functions.iter().take(LARGEST) {
        writeln!(text, "{:>9} {:>9} {:>9}  {name}", code.len(), gzipped(code)?, "")?;
    }
    Ok(text)
}

/// The parts of some size, for the document.
pub fn table(module: &[u8]) -> Result<String> {
    let (functions, data) = read(module)?;
    let mut rows = Vec::new();
    for (name, part) in parts(&functions, data) {
        let gzip = gzipped(&part.content)?;
        if gzip >= LEAST_OF_TABLE {
            let name = if name == DATA { "tables and texts".to_owned() } else { markdown::code(name) };
            rows.push(vec![name, kilobytes(gzip)]);
        }
    }
    Ok(markdown::table(&["part", "gzip"], rows))
}

/// The largest first.
fn parts<'a>(functions: &'a [Function<'_>], data: &[u8]) -> Vec<(&'a str, Part)> {
    let mut parts: BTreeMap<&str, Part> = BTreeMap::new();
    parts.entry(DATA).or_default().content.extend(data);
    for Function { name, code } in functions {
        let part = parts.entry(owner(name)).or_default();
        part.functions += 1;
        part.content.extend(*code);
    }
    let mut parts: Vec<_> = parts.into_iter().collect();
    parts.sort_by_key(|(_, part)| std::cmp::Reverse(part.content.len()));
    parts
}

struct Function<'a> {
    name: String,
    code: &'a [u8],
}

/// The functions with their names, and the data.
fn read(module: &[u8]) -> Result<(Vec<Function<'_>>, &[u8])> {
    let mut imported = 0;
    let mut codes: Vec<Range<usize>> = Vec::new();
    let mut data = 0..0;
    let mut names = HashMap::new();
    for payload in Parser::new(0).parse_all(module) {
        match payload? {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionEntry(body) => codes.push(body.range()),
            Payload::DataSection(section) => data = section.range(),
            Payload::CustomSection(section) => {
                if let KnownCustom::Name(section) = section.as_known() {
                    for subsection in section {
                        if let Name::Function(map) = subsection? {
                            for naming in map {
                                let naming = naming?;
                                names.insert(naming.index, naming.name);
                            }
                        }
                    }
                }
            }
            _ => {}
        }
    }
    let mut functions = Vec::new();
    for (index, code) in (imported..).zip(codes) {
        let name = names.get(&index).with_context(|| format!("function {index} has no name"))?;
        let name = without_hashes(name);
        functions.push(Function { name, code: &module[code] });
    }
    Ok((functions, &module[data]))
}

/// A name without the hashes of crates, `core[9a8b7c0d1e2f]::fmt::write`, and of instances, `png::read::h9a8b7c0d1e2f3a4b`.
fn without_hashes(name: &str) -> String {
    let is_hash = |text: &str| text.len() > 8 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let mut plain = String::new();
    for (index, part) in name.split('[').enumerate() {
        match part.split_once(']') {
            Some((hash, tail)) if index > 0 && is_hash(hash) => plain += tail,
            _ if index > 0 => plain = plain + "[" + part,
            _ => plain += part,
        }
    }
    match plain.rsplit_once("::h") {
        Some((path, hash)) if is_hash(hash) => path.to_owned(),
        _ => plain,
    }
}

/// The crate that a function belongs to, by the path that its name begins with; of the package itself the module too, of its decoders
/// which.
fn owner(name: &str) -> &str {
    let path = name.trim_start_matches(|letter: char| !letter.is_alphanumeric() && letter != '_');
    let path = path.strip_prefix("mut ").unwrap_or(path);
    let segments = match path {
        _ if path.starts_with("face_preflight::decode::") => 3,
        _ if path.starts_with("face_preflight::") => 2,
        _ => 1,
    };
    let end = path.match_indices("::").nth(segments - 1).map_or(path.len(), |(at, _)| at);
    let owner = &path[..end];
    let length =
        owner.find(|letter: char| !letter.is_alphanumeric() && !"_:".contains(letter)).unwrap_or(owner.len());
    &owner[..length]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_belong_to_crates_and_modules() {
        assert_eq!(
            owner("face_preflight::decode::jpeg::decoder::Decoder::step"),
            "face_preflight::decode::jpeg"
        );
        assert_eq!(
            owner("<face_preflight::error::Error as core::fmt::Display>::fmt"),
            "face_preflight::error"
        );
        assert_eq!(owner("<&mut png::decoder::Reader<R> as core::fmt::Debug>::fmt"), "png");
        assert_eq!(owner("memcpy"), "memcpy");
        assert_eq!(
            without_hashes("<core[0123456789abcdef]::fmt::X as a>::b::[u8]"),
            "<core::fmt::X as a>::b::[u8]"
        );
    }
}
