//! The contract as JavaScript data and its types.

use face_preflight::contract::{CONTRACT, Code, Parameter, Requirement, Values};

/// First line of every rendered file.
pub const DO_NOT_EDIT: &str = "// Rendered by `cargo xtask render` from the tables in src/. Do not edit.\n\n";

/// `contract.js`: frozen plain data, no code to speak of.
pub fn data() -> anyhow::Result<String> {
    let json = serde_json::to_string_pretty(&CONTRACT)?;
    Ok(format!(
        "{DO_NOT_EDIT}\
         /** @import {{ Contract }} from './lib/contract-types.js' */\n\n\
         /**\n * Freezes a value and all that it holds.\n *\n * @template T\n * @param {{T}} value\n * @returns {{T}}\n */\n\
         function freeze(value) {{\n  \
           if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(freeze);\n  \
           return value;\n\
         }}\n\n\
         /** @type {{Contract}} */\n\
         const tables = {json};\n\n\
         /** All facts about the API: parameters, limits, endpoints, codes and advice. */\n\
         export const contract = freeze(tables);\n"
    ))
}

/// `lib/contract-types.d.ts`: the data's types, and those of the request that follow from the parameters.
pub fn types() -> String {
    let mut text = include_str!("contract-types.d.ts").to_owned();
    for (mark, group) in [
        ("/* options of every mode */\n", Group::EveryMode),
        ("/* options of searching */\n", Group::Searching),
        ("/* options of comparing */\n", Group::Comparing),
        ("/* options of registering */\n", Group::Registering),
    ] {
        let of_group = CONTRACT.parameters.iter().filter(|parameter| group_of(parameter) == Some(group));
        text = text.replace(mark, &of_group.filter_map(option).collect::<String>());
    }
    for (mark, rows) in [
        (" /* operation codes */", CONTRACT.codes),
        (" /* sub codes */", CONTRACT.sub_codes),
        (" /* gateway codes */", CONTRACT.gateway_codes),
        (" /* error codes */", CONTRACT.error_codes),
    ] {
        text = text.replace(mark, &union_of(rows));
    }
    let payload: String = CONTRACT.parameters.iter().filter_map(payload_field).collect();
    format!("{DO_NOT_EDIT}{}", text.replace("/* payload */\n", &payload))
}

/// The codes as a union of literals; a family's is whatever begins like it.
fn union_of(rows: &[Code]) -> String {
    let literal = |row: &Code| match row.code.strip_suffix('*') {
        Some(beginning) => format!("\n  | `{beginning}${{string}}`"),
        None => format!("\n  | '{}'", row.code),
    };
    rows.iter().map(literal).collect()
}

/// Where an option belongs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Group {
    EveryMode,
    Searching,
    Comparing,
    Registering,
}

/// The group of the parameter that an option is described by; the others of the same option follow from it. The mode
/// has a type of its own.
fn group_of(parameter: &Parameter) -> Option<Group> {
    let follows = matches!(parameter.values, Values::Url) || parameter.name == "AutoRegistration";
    if follows || parameter.name == "VerifyModel" {
        return None;
    }
    Some(match (parameter.used_when.is_some(), parameter.modes) {
        (true, _) => Group::Registering,
        (false, ["0", "2"]) => Group::Searching,
        (false, ["1", "2"]) => Group::Comparing,
        (false, _) => Group::EveryMode,
    })
}

fn option(parameter: &Parameter) -> Option<String> {
    let name = parameter.option?;
    let is_needed = parameter.required != Requirement::Never && parameter.default.is_none();
    // A group that may be missing makes no registration.
    let (mark, absent) = match (is_needed, parameter.required) {
        (_, Requirement::WhenUsed) => ("", " | null | undefined"),
        (true, _) => ("", ""),
        (false, _) => ("?", " | undefined"),
    };
    let default = parameter.default.map(|value| format!(" Default: {}.", default_of(parameter, value)));
    let names = format!("Sent as `{}`.", parameter.name);
    Some(format!(
        "  /**\n   * {}{} {names}\n   */\n  {name}{mark}: {}{absent};\n",
        parameter.description,
        default.unwrap_or_default(),
        option_type(&parameter.values, parameter.switch.is_some())
    ))
}

/// The default as the option says it.
fn default_of(parameter: &Parameter, value: &str) -> String {
    match &parameter.switch {
        Some(switch) => (switch.on == value).to_string(),
        None => value.to_owned(),
    }
}

fn option_type(values: &Values, is_switch: bool) -> &'static str {
    match values {
        Values::OneOf { .. } if is_switch => "boolean",
        Values::Integer { .. } => "number",
        Values::List { .. } => "readonly string[]",
        Values::Base64 => "RequestPicture",
        Values::OneOf { .. } | Values::Text { .. } | Values::Url => "string",
    }
}

fn payload_field(parameter: &Parameter) -> Option<String> {
    if parameter.option.is_none() && parameter.default.is_none() {
        return None;
    }
    let always = parameter.required == Requirement::Always || parameter.default.is_some();
    let value = match &parameter.values {
        Values::OneOf { values } => {
            values.iter().map(|allowed| format!("'{}'", allowed.value)).collect::<Vec<_>>().join(" | ")
        }
        _ => "string".to_owned(),
    };
    Some(format!("  {}{}: {value};\n", parameter.name, if always { "" } else { "?" }))
}
