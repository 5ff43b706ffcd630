//! The contract as JavaScript data and its types.

use face_preflight::contract::{CONTRACT, Parameter, Requirement, Values};

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
    let template = include_str!("contract-types.d.ts");
    let options: String = CONTRACT.parameters.iter().filter_map(option).collect();
    let payload: String = CONTRACT.parameters.iter().filter_map(payload_field).collect();
    let errors: Vec<String> =
        CONTRACT.error_codes.iter().map(|row| format!("\n  | '{}'", row.code)).collect();
    let text = template
        .replace("/* options */\n", &options)
        .replace("/* payload */\n", &payload)
        .replace(" /* error codes */", &errors.concat());
    format!("{DO_NOT_EDIT}{text}")
}

fn option(parameter: &Parameter) -> Option<String> {
    let name = parameter.option?;
    // A picture and its URL stand for each other, so the types demand neither.
    let optional =
        if parameter.required == Requirement::Always && parameter.default.is_none() { "" } else { "?" };
    let default = parameter.default.map(|value| format!(" Default: `'{value}'`.")).unwrap_or_default();
    let names = format!("Sent as `{}`.", parameter.name);
    Some(format!(
        "  /**\n   * {}{default} {names}\n{}   */\n  {name}{optional}: {};\n",
        parameter.description,
        meanings(parameter),
        option_type(parameter)
    ))
}

fn meanings(parameter: &Parameter) -> String {
    let Values::OneOf { values } = &parameter.values else { return String::new() };
    values.iter().map(|allowed| format!("   * - `{}`: {}\n", allowed.value, allowed.meaning)).collect()
}

fn option_type(parameter: &Parameter) -> String {
    match &parameter.values {
        Values::OneOf { values } => {
            let mut types: Vec<String> = parameter.switch.iter().map(|_| "boolean".to_owned()).collect();
            types.extend(values.iter().map(|allowed| format!("'{}'", allowed.value)));
            let digits = values.iter().filter(|allowed| allowed.value.parse::<u32>().is_ok());
            types.extend(digits.map(|allowed| allowed.value.to_owned()));
            types.join(" | ")
        }
        Values::Integer { .. } => "number | string".to_owned(),
        Values::List { .. } => "readonly string[] | string".to_owned(),
        Values::Base64 => "RequestPicture".to_owned(),
        Values::Text { .. } | Values::Url => "string".to_owned(),
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
