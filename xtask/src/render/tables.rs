//! The contract as Markdown tables.

use super::markdown::{code, table, with_note};
use super::options;
use face_preflight::contract::{
    Alphabet, CONTRACT, Code, JsonType, OTHER_PARAMETERS, Operation, Parameter, Place, Requirement,
    ResponseField, TakenBy, Values,
};

/// The table of a name, as written in a marker `<!-- contract:name -->`; `None` for an unknown name.
pub fn named(name: &str) -> Option<String> {
    let contract = &CONTRACT;
    Some(match name {
        "options" => options::table_of_options(),
        "limits" => options::table_of_limits().ok()?,
        "pictured-checks" => options::table_of_pictured_checks(),
        "operation" => operation(&contract.operation),
        "successor" => operation(&contract.successor),
        "endpoints" => endpoints(),
        "parameters" => parameters(),
        "other-parameters" => other_parameters(),
        "picture" => picture(),
        "result" => fields(contract.result_fields),
        "duplicate-face" => fields(contract.duplicate_face_fields),
        "ext-face-info" => fields(contract.ext_face_info_fields),
        "codes" => codes(contract.codes),
        "sub-codes" => codes(contract.sub_codes),
        "gateway-codes" => codes(contract.gateway_codes),
        "error-codes" => codes(contract.error_codes),
        "parameter-notes" => {
            notes(contract.parameters.iter().map(|row| (row.name, row.source, row.note)), true)
        }
        "code-notes" => {
            let all = [contract.codes, contract.sub_codes, contract.gateway_codes];
            notes(all.into_iter().flatten().map(|row| (row.code, "", row.note)), false)
        }
        "result-notes" => {
            let all = [contract.result_fields, contract.duplicate_face_fields, contract.ext_face_info_fields];
            notes(all.into_iter().flatten().map(|row| (row.name, "", row.note)), false)
        }
        _ => return None,
    })
}

fn operation(call: &Operation) -> String {
    let rows = [
        ("Action", code(call.action)),
        ("Version", code(call.version)),
        ("Product code", code(call.product_code)),
        ("Request", format!("`{} {}`, {}", call.method, call.path, code(call.content_type))),
        ("Time to connect", format!("{} ms", call.connect_timeout_ms)),
        ("Time to answer", format!("{} ms", call.read_timeout_ms)),
        (
            "Pause asked for by",
            format!("{} (ms, at most {})", code(call.retry_after_header), call.retry_after_max_ms),
        ),
    ];
    let rows = rows.map(|(name, value)| vec![name.to_owned(), value]);
    with_note(table(&["", ""], rows), call.source, call.note)
}

fn endpoints() -> String {
    let rows = CONTRACT.endpoints.iter().map(|endpoint| {
        vec![
            format!("{}, {}", endpoint.name, code(endpoint.region)),
            code(endpoint.public),
            code(endpoint.vpc),
            endpoint.queries_per_second.to_string(),
        ]
    });
    let first = CONTRACT.endpoints.first().map(|endpoint| endpoint.source).unwrap_or_default();
    let note = CONTRACT.endpoints.iter().map(|endpoint| endpoint.note).find(|note| !note.is_empty());
    let header = ["Region", "Public endpoint", "Endpoint inside the VPC", "Calls per second"];
    with_note(table(&header, rows), first, note.unwrap_or_default())
}

fn parameters() -> String {
    let rows = CONTRACT.parameters.iter().map(|parameter| {
        vec![
            code(parameter.name),
            parameter.option.map(code).unwrap_or_default(),
            place(parameter.place).to_owned(),
            parameter.successor_place.map(place).unwrap_or("–").to_owned(),
            required(parameter),
            values(&parameter.values),
            parameter.default.map(code).unwrap_or_default(),
            parameter.description.to_owned(),
        ]
    });
    let header = [
        "Parameter",
        "Option",
        "Place",
        "In `FaceVerifyIntl`",
        "Required",
        "Values",
        "Default (always sent)",
        "Meaning",
    ];
    table(&header, rows)
}

fn other_parameters() -> String {
    let rows = OTHER_PARAMETERS.iter().map(|row| {
        let taken_by = match row.taken_by {
            TakenBy::ClientAndEmulator => "client, emulator",
            TakenBy::Emulator => "emulator",
            TakenBy::Nobody => "not supported",
        };
        vec![
            code(row.operation),
            code(row.name),
            place(row.place).to_owned(),
            if row.required { "yes" } else { "no" }.to_owned(),
            taken_by.to_owned(),
            row.meaning.to_owned(),
        ]
    });
    table(&["Operation", "Parameter", "Place", "Required", "Taken by", "Meaning"], rows)
}

fn place(place: Place) -> &'static str {
    match place {
        Place::Query => "query",
        Place::Form => "form",
    }
}

fn required(parameter: &Parameter) -> String {
    let modes = parameter.modes.join(", ");
    let or = parameter.alternative.map(|other| format!(", or {}", code(other))).unwrap_or_default();
    let everywhere = parameter.modes.len() == CONTRACT.modes.len();
    match (parameter.required, &parameter.used_when) {
        (Requirement::Always, _) => "always".to_owned(),
        (Requirement::InItsModes, _) if everywhere => format!("always{or}"),
        (Requirement::InItsModes, _) => format!("modes {modes}{or}"),
        (Requirement::WhenUsed, Some(condition)) => {
            format!("when `{}={}`", condition.parameter, condition.value)
        }
        (Requirement::Never, Some(condition)) => {
            format!("no; only when `{}={}`", condition.parameter, condition.value)
        }
        _ if everywhere => "no".to_owned(),
        _ => format!("no; modes {modes}"),
    }
}

fn values(values: &Values) -> String {
    let of = |alphabet: &Alphabet| match alphabet {
        Alphabet::LettersAndDigits => "letters and digits",
        Alphabet::GroupCode => "no white space, no comma",
        Alphabet::Any => "text",
    };
    match values {
        Values::OneOf { values } => {
            let word = |word| format!(" (`{word}`)");
            let all = values.iter().map(|allowed| {
                format!(
                    "`{}`{} {}",
                    allowed.value,
                    allowed.word.map(word).unwrap_or_default(),
                    allowed.meaning
                )
            });
            all.collect::<Vec<_>>().join("; ")
        }
        Values::Integer { min, max } => format!("{min} to {max}"),
        Values::Text { alphabet, max_characters: Some(max) } => {
            format!("{}, up to {max} characters", of(alphabet))
        }
        Values::Text { alphabet, max_characters: None } => of(alphabet).to_owned(),
        Values::List { alphabet, max_items } => {
            format!("1 to {max_items}, joined with `,`; {}", of(alphabet))
        }
        Values::Base64 => "Base64, padded, in one line".to_owned(),
        Values::Url => "`http` or `https` URL".to_owned(),
    }
}

fn picture() -> String {
    let limits = &CONTRACT.picture;
    let rows = [
        ("Formats", limits.formats.join(", ")),
        ("Width", format!("{} to {} px", limits.min_width_px, limits.max_width_px)),
        ("Height", format!("{} to {} px", limits.min_height_px, limits.max_height_px)),
        ("Recommended shorter side", format!("{} px", limits.recommended_shorter_side_px)),
        (
            "Recommended size",
            format!("{} to {} bytes", limits.recommended_min_bytes, limits.recommended_max_bytes),
        ),
        ("Largest picture sent as Base64", format!("{} bytes before Base64", limits.max_bytes)),
        ("Largest picture that a URL may point to", format!("{} bytes", limits.max_url_bytes)),
        ("All pictures of a request", format!("{} bytes as form fields", limits.max_request_bytes)),
        ("Recommended share of the face", format!("{} %", limits.recommended_face_share_percent)),
    ];
    let rows = rows.map(|(name, value)| vec![name.to_owned(), value]);
    with_note(table(&["Limit", "Value"], rows), limits.source, limits.note)
}

fn fields(fields: &[ResponseField]) -> String {
    let rows = fields.iter().map(|field| {
        let own = json_type(field.json_type);
        let both = if field.successor_type == field.json_type {
            own.to_owned()
        } else {
            format!("{own}; in `FaceVerifyIntl` {}", json_type(field.successor_type))
        };
        vec![code(field.name), both, field.present.to_owned(), field.meaning.to_owned()]
    });
    table(&["Field", "Type", "Present", "Meaning"], rows)
}

fn json_type(json_type: JsonType) -> &'static str {
    match json_type {
        JsonType::String => "string",
        JsonType::JsonString => "string that holds JSON",
        JsonType::Integer => "integer",
        JsonType::Number => "number",
        JsonType::Object => "object",
    }
}

fn codes(codes: &[Code]) -> String {
    let with_status = codes.iter().any(|row| row.http_status.is_some());
    let rows = codes.iter().map(|row| {
        let mut cells = vec![code(row.code)];
        if with_status {
            cells.push(row.http_status.map(|status| status.to_string()).unwrap_or_default());
        }
        cells.extend([
            row.meaning.to_owned(),
            row.advice.to_owned(),
            row.actor.map(|actor| format!("{actor:?}").to_lowercase()).unwrap_or_default(),
            if row.retryable { "yes" } else { "no" }.to_owned(),
            match row.billed {
                Some(true) => "yes",
                Some(false) => "no",
                None => "not documented",
            }
            .to_owned(),
        ]);
        cells
    });
    let mut header = vec!["Code", "Meaning", "What to do", "Who", "Retry", "Billed"];
    if with_status {
        header.insert(1, "HTTP");
    }
    table(&header, rows)
}

fn notes<'a>(rows: impl Iterator<Item = (&'a str, &'a str, &'a str)>, with_source: bool) -> String {
    let rows = rows.filter(|(_, _, note)| !note.is_empty()).map(|(name, source, note)| {
        let mut cells = vec![code(name), note.to_owned()];
        if with_source {
            cells.push(source.to_owned());
        }
        cells
    });
    let header: &[&str] = if with_source { &["Name", "Choice", "Source"] } else { &["Name", "Choice"] };
    table(header, rows)
}
