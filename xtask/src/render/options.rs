//! Options and checks: their types and their tables.

use super::markdown::{code, table};
use super::pictures;
use anyhow::{Context, Result};
use face_preflight::internals::check::CHECKS;
use face_preflight::{Limits, OptionRow, Options};

/// What the groups of options are for.
const GROUPS: &[(&str, &str)] = &[
    ("target", "Size and bytes of the picture that comes out."),
    (
        "limits",
        "What a photo may ask of the machine; checked from its header, before memory is taken. By name: `'device'`, the \
         default, or `'server'`.",
    ),
    ("checks", "Marks of the measured checks, by the check's id."),
];

/// `lib/option-types.d.ts`: what `preflight` takes, and the checks that it makes.
pub fn types() -> Result<String> {
    let rows = Options::reference();
    let ids: Vec<String> = CHECKS.iter().map(|check| format!("'{}'", check.id)).collect();
    Ok(format!(
        "/** The marks of one check: past `warn` it warns, past `fail` it fails; `null` switches a mark off. */\n\
         export interface Threshold {{\n  warn?: number | null | undefined;\n  fail?: number | null | undefined;\n}}\n\n\
         /** Names of the checks, in the order of the report. */\n\
         export type CheckId = {};\n\n\
         /** What a caller may choose; whatever is left out keeps its default, which suits the API. */\n\
         export interface PreflightOptions {{\n{}}}\n",
        ids.join(" | "),
        fields(&rows)?
    ))
}

/// `lib/cli/option-table.js`: the options as data, from which the command line makes its flags and its help.
pub fn data() -> Result<String> {
    let rows = serde_json::to_string_pretty(&Options::reference())?;
    Ok(format!(
        "/** @typedef {{{{ name: string, unit: string, range: string, default: string, meaning: string }}}} OptionRow */\n\n\
         /** @type {{readonly OptionRow[]}} */\nexport const OPTION_TABLE = {rows};\n"
    ))
}

/// `lib/limit-sets.js`: the limits that JavaScript needs before the wasm sees a photo.
pub fn limit_sets() -> Result<String> {
    let mut sets = String::new();
    for (name, limits) in limits_by_name()? {
        let members: String = limits.iter().map(|(name, value)| format!("    {name}: {value},\n")).collect();
        sets += &format!("  {name}: Object.freeze({{\n{members}  }}),\n");
    }
    Ok(format!(
        "/** The sets of values of the options' group `limits`, by their names. */\n\
         export const LIMIT_SETS = Object.freeze({{\n{sets}}});\n"
    ))
}

/// The named sets of limits, the default first.
fn limits_by_name() -> Result<[(&'static str, serde_json::Map<String, serde_json::Value>); 2]> {
    let members = |limits: &Limits| match serde_json::to_value(limits)? {
        serde_json::Value::Object(members) => Ok(members),
        other => anyhow::bail!("limits are {other}"),
    };
    Ok([("device", members(&Limits::default())?), ("server", members(&Limits::server())?)])
}

/// The named sets of limits as a table.
pub fn table_of_limits() -> Result<String> {
    let [(_, device), (_, server)] = limits_by_name()?;
    let rows = device.iter().zip(&server).map(|((name, device), (_, server))| {
        vec![code(&format!("limits.{name}")), device.to_string(), server.to_string()]
    });
    Ok(table(&["Option", "`'device'`", "`'server'`"], rows))
}

fn fields(rows: &[OptionRow]) -> Result<String> {
    let mut text = String::new();
    let mut rest = rows;
    while let Some(first) = rest.first() {
        let Some((group, _)) = first.name.split_once('.') else {
            text += &field(first, first.name, "  ");
            rest = rest.get(1..).unwrap_or_default();
            continue;
        };
        let prefix = format!("{group}.");
        let end = rest.iter().position(|row| !row.name.starts_with(&prefix)).unwrap_or(rest.len());
        let (inside, after) = rest.split_at(end);
        let described = GROUPS.iter().find(|(name, _)| *name == group);
        let (_, meaning) = described.with_context(|| format!("the group {group} has no description"))?;
        let named = if group == "limits" { "'device' | 'server' | " } else { "" };
        let inside = members(inside, &prefix)?;
        text += &format!("  /** {meaning} */\n  {group}?: {named}{{\n{inside}  }} | undefined;\n");
        rest = after;
    }
    Ok(text)
}

fn members(rows: &[OptionRow], prefix: &str) -> Result<String> {
    let mut text = String::new();
    let mut rows = rows.iter();
    while let Some(row) = rows.next() {
        let name = row.name.strip_prefix(prefix).unwrap_or(row.name);
        let Some((check, "warn")) = name.split_once('.') else {
            text += &field(row, name, "    ");
            continue;
        };
        let fail = rows.next().with_context(|| format!("{check} has no mark for failing"))?;
        text += &format!(
            "    /** {} Unit: {}. Range: {}. Default: warn {}, fail {}. */\n    {check}?: Threshold | undefined;\n",
            row.meaning, row.unit, row.range, row.default, fail.default
        );
    }
    Ok(text)
}

fn field(row: &OptionRow, name: &str, indent: &str) -> String {
    let (type_, range) = if row.unit.is_empty() {
        let words: Vec<String> = row.range.split(", ").map(|word| format!("'{word}'")).collect();
        (words.join(" | "), String::new())
    } else {
        ("number".to_owned(), format!(" Unit: {}. Range: {}.", row.unit, row.range))
    };
    format!(
        "{indent}/** {}{range} Default: {}. */\n{indent}{name}?: {type_} | undefined;\n",
        row.meaning, row.default
    )
}

/// The options as a table.
pub fn table_of_options() -> String {
    let rows = Options::reference();
    let rows = rows.iter().map(|row| {
        vec![code(row.name), code(&row.default), row.range.clone(), row.unit.to_owned(), row.meaning.clone()]
    });
    table(&["Option", "Default", "Range", "Unit", "Meaning"], rows)
}

/// The checks with a drawing each and the marks at which they warn and fail.
pub fn table_of_pictured_checks() -> String {
    let options = Options::reference();
    // A check may have marks of a second kind, whose options name it.
    let mark = |id: &str, which: &str| {
        let (name, named) = (format!("checks.{id}.{which}"), format!("The check is `{id}`."));
        let of_check = |row: &&OptionRow| row.name == name || row.meaning.contains(&named);
        let rows = options.iter().filter(of_check).filter(|row| row.name.ends_with(which));
        let mut marks: Vec<_> = rows.map(|row| row.default.as_str()).collect();
        marks.dedup();
        marks.join(", ")
    };
    let rows = CHECKS.iter().map(|check| {
        vec![
            pictures::shown(check.id, check.meaning),
            format!("{}<br>{}", code(check.id), check.meaning),
            mark(check.id, "warn"),
            mark(check.id, "fail"),
            check.unit.to_owned(),
            check.api_code.map(code).unwrap_or_default(),
        ]
    });
    table(&["Does not pass", "Check", "Warns at", "Fails at", "Unit", "Prevents"], rows)
}
