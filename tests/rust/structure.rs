//! The modules of `src`, and those of `xtask`, form no circle: each can be read, and changed, before those that use it.
//!
//! A module uses another when a path in it (`crate::…`, `super::…`, or a part of its own) leads there. A path ends at
//! the module that it names, so what `x/mod.rs` re-exports from its parts is for those outside: a part of `x` that
//! imports from `super` closes a circle where `x/mod.rs` names that part in a path. Comments, strings and
//! `#[cfg(test)]` modules do not count. Calls of methods and paths that begin with an imported module are not seen.

use crate::support::root;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::{Path, PathBuf};

/// Which modules each module uses; a module is written as its path, `decode::jpeg`.
type Uses = BTreeMap<String, BTreeSet<String>>;

#[test]
fn no_files_depend_on_each_other_in_a_circle() {
    for folder in ["src", "xtask/src", "xtask/face-tools/src"] {
        let circles = circles(&uses_of_sources(folder));
        assert!(circles.is_empty(), "circles between the files of {folder}:\n{}", circles.join("\n"));
    }
}

#[test]
fn no_top_level_modules_depend_on_each_other_in_a_circle() {
    let mut folded = Uses::new();
    for (module, used) in uses_of_sources("src") {
        let top = |path: &str| path.split("::").next().unwrap_or_default().to_owned();
        let others = used.iter().map(|path| top(path)).filter(|other| *other != top(&module));
        folded.entry(top(&module)).or_default().extend(others);
    }
    let arrows: usize = folded.values().map(BTreeSet::len).sum();
    println!("{} modules, {arrows} arrows", folded.len());
    let circles = circles(&folded);
    assert!(circles.is_empty(), "circles between the modules of src:\n{}", circles.join("\n"));
}

#[test]
fn the_reader_sees_every_kind_of_path_and_nothing_else() {
    let modules = ["", "a", "a::part", "b", "c", "d", "e"].map(str::to_owned);
    let text = r##"
        use crate::{b::Thing, c::{self, Other}};
        mod part; // crate::e
        fn f<'a>(text: &'a str) -> char { part::g("crate::e /* crate::e */"); super::d::h(); '"' }
        /* use crate::e; /* nested */ use crate::e; */
        const RAW: &str = r#"crate::e "quoted" crate::e"#;
        #[cfg(test)]
        mod tests { use crate::e; fn brace() -> char { '}' } }
        fn last() { crate::unknown() }
    "##;
    let found = used_by("a", text, &modules.into());
    assert_eq!(found, ["", "a::part", "b", "c", "d"].map(str::to_owned).into());
}

#[test]
fn a_circle_is_found_and_named() {
    let arrows = [("a", "b"), ("b", "c"), ("c", "a"), ("c", "d"), ("d", "e")];
    let mut uses = Uses::new();
    for (from, to) in arrows {
        uses.entry(from.into()).or_default().insert(to.into());
    }
    assert_eq!(circles(&uses), ["a -> b -> c -> a"]);
    uses.remove("c");
    assert!(circles(&uses).is_empty());
}

fn uses_of_sources(folder: &str) -> Uses {
    let folder = root().join(folder);
    let mut files = Vec::new();
    list(&folder, &mut files);
    let named = |file: PathBuf| (module_of(file.strip_prefix(&folder).unwrap()), file);
    let sources: BTreeMap<String, PathBuf> = files.into_iter().map(named).collect();
    let modules: BTreeSet<String> = sources.keys().cloned().collect();
    assert!(modules.len() > 3, "{} has {} modules", folder.display(), modules.len());
    let uses = |(module, file): (&String, &PathBuf)| {
        let text = std::fs::read_to_string(file).unwrap();
        (module.clone(), used_by(module, &text, &modules))
    };
    sources.iter().map(uses).collect()
}

fn list(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            list(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// `decode/jpeg/mod.rs` is `decode::jpeg`, `lib.rs` the empty path, as is `main.rs`.
fn module_of(file: &Path) -> String {
    let inside = file.with_extension("");
    let parts: Vec<&str> = inside.iter().map(|part| part.to_str().unwrap()).collect();
    match parts.as_slice() {
        [.., "mod"] => parts[..parts.len() - 1].join("::"),
        ["lib" | "main"] => String::new(),
        _ => parts.join("::"),
    }
}

/// The modules that the text of a module uses, itself left out.
fn used_by(module: &str, text: &str, modules: &BTreeSet<String>) -> BTreeSet<String> {
    let tokens = without_tests(tokens(text));
    let mut used = BTreeSet::new();
    let mut at = 0;
    while at < tokens.len() {
        let follows = at > 0 && tokens[at - 1] == "::";
        let goes_on = tokens.get(at + 1).is_some_and(|token| token == "::");
        if !follows && goes_on && begins_path(module, &tokens[at], modules) {
            expand(&tokens, &mut at, &mut Vec::new(), &mut |path| {
                used.insert(resolved(module, path, modules));
            });
        }
        at += 1;
    }
    used.remove(module);
    used
}

/// Whether a path of this crate can begin with the token, in a module.
fn begins_path(module: &str, token: &str, modules: &BTreeSet<String>) -> bool {
    ["crate", "super", "self"].contains(&token) || modules.contains(&joined(module, token))
}

/// Reads a path, or a tree of them as `use` has it, from `at` on; leaves `at` on its last token.
fn expand(tokens: &[String], at: &mut usize, prefix: &mut Vec<String>, found: &mut impl FnMut(&[String])) {
    let depth = prefix.len();
    loop {
        match tokens.get(*at).map(String::as_str) {
            Some("{") => {
                while tokens.get(*at).is_some_and(|token| token != "}") {
                    *at += 1;
                    if tokens.get(*at).is_some_and(|token| token != "}" && token != ",") {
                        expand(tokens, at, prefix, found);
                        *at += 1;
                    }
                }
                break;
            }
            Some(part) => prefix.push(part.to_owned()),
            None => break,
        }
        if tokens.get(*at + 1).is_none_or(|token| token != "::") {
            found(prefix);
            break;
        }
        *at += 2;
    }
    prefix.truncate(depth);
    // A new name for what was imported.
    if tokens.get(*at + 1).is_some_and(|token| token == "as") {
        *at += 2;
    }
}

/// The innermost module on a path.
fn resolved(module: &str, path: &[String], modules: &BTreeSet<String>) -> String {
    let mut place = module.to_owned();
    for part in path {
        match part.as_str() {
            "crate" => place.clear(),
            "super" => place.truncate(place.rfind("::").unwrap_or(0)),
            "self" => {}
            _ if modules.contains(&joined(&place, part)) => place = joined(&place, part),
            _ => break,
        }
    }
    place
}

fn joined(module: &str, part: &str) -> String {
    if module.is_empty() { part.to_owned() } else { format!("{module}::{part}") }
}

/// Words, `::` and single signs of a text; comments, strings, characters and lifetimes are left out.
fn tokens(text: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let word = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            block_comment(rest)
        } else if let Some(length) = raw_string(rest) {
            length
        } else if first == '"' {
            quoted(rest, '"')
        } else if first == '\'' {
            character_or_lifetime(rest)
        } else if word > 0 {
            tokens.push(rest[..word].to_owned());
            word
        } else if rest.starts_with("::") {
            tokens.push("::".to_owned());
            2
        } else {
            if !first.is_whitespace() {
                tokens.push(first.to_string());
            }
            first.len_utf8()
        };
        rest = &rest[length..];
    }
    tokens
}

/// The length of a comment, which may hold others.
fn block_comment(text: &str) -> usize {
    let mut depth = 0;
    for (at, pair) in text.as_bytes().windows(2).enumerate() {
        match pair {
            b"/*" => depth += 1,
            b"*/" if depth == 1 => return at + 2,
            b"*/" => depth -= 1,
            _ => {}
        }
    }
    text.len()
}

/// The length of a raw string, if one begins here.
fn raw_string(text: &str) -> Option<usize> {
    let inside = text.strip_prefix("br").or_else(|| text.strip_prefix('r'))?;
    let hashes = inside.len() - inside.trim_start_matches('#').len();
    let start = text.len() - inside.len() + hashes + 1;
    inside[hashes..].starts_with('"').then(|| {
        let end = format!("\"{}", "#".repeat(hashes));
        text[start..].find(&end).map_or(text.len(), |at| start + at + end.len())
    })
}

/// The length of what stands between two quotes, the quotes included.
fn quoted(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, sign) in text.char_indices().skip(1) {
        if sign == quote && !escaped {
            return at + 1;
        }
        escaped = sign == '\\' && !escaped;
    }
    text.len()
}

fn character_or_lifetime(text: &str) -> usize {
    let inside: Vec<char> = text.chars().skip(1).take(2).collect();
    match inside.as_slice() {
        ['\\', _] | [_, '\''] => quoted(text, '\''),
        _ => 1 + text[1..].find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len() - 1),
    }
}

/// The tokens without `#[cfg(test)]` modules that stand in the same file.
fn without_tests(tokens: Vec<String>) -> Vec<String> {
    let start = ["#", "[", "cfg", "(", "test", ")", "]", "mod"];
    let mut kept = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let inline = tokens.get(at + start.len() + 1).is_some_and(|token| token == "{");
        if inline && tokens[at..].iter().zip(start).all(|(token, expected)| token == expected) {
            let mut depth = 0;
            at += start.len() + 1;
            loop {
                depth += match tokens.get(at).map(String::as_str) {
                    Some("{") => 1,
                    Some("}") => -1,
                    Some(_) => 0,
                    None => break,
                };
                at += 1;
                if depth == 0 {
                    break;
                }
            }
        } else {
            kept.push(tokens[at].clone());
            at += 1;
        }
    }
    kept
}

/// The shortest circle through each module that is in one, each circle once.
fn circles(uses: &Uses) -> Vec<String> {
    let mut named = BTreeSet::new();
    let mut circles = Vec::new();
    for start in uses.keys() {
        let Some(circle) = shortest_circle(uses, start) else { continue };
        if named.insert(circle.iter().cloned().collect::<BTreeSet<String>>()) {
            let display = |module: &String| if module.is_empty() { "lib" } else { module }.to_owned();
            circles.push(circle.iter().chain([start]).map(display).collect::<Vec<_>>().join(" -> "));
        }
    }
    circles
}

/// The modules from `start` on the shortest way back to it, breadth first.
fn shortest_circle(uses: &Uses, start: &String) -> Option<Vec<String>> {
    let mut before: BTreeMap<&String, &String> = BTreeMap::new();
    let mut queue = VecDeque::from([start]);
    while let Some(module) = queue.pop_front() {
        for next in uses.get(module).into_iter().flatten() {
            if next == start {
                let mut circle = vec![module.clone()];
                while let Some(&earlier) = before.get(circle.last()?) {
                    circle.push(earlier.clone());
                }
                circle.reverse();
                return Some(circle);
            }
            if next != start && !before.contains_key(next) {
                before.insert(next, module);
                queue.push_back(next);
            }
        }
    }
    None
}
