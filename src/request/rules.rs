//! What holds between parameters: which must be there, which exclude each other, which have no effect.

use super::values;
use crate::contract::{PARAMETERS, PICTURE, Parameter, Requirement, Values};
use crate::error::Error;
use std::collections::BTreeMap;

/// What is wrong with a set of parameters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The API's name of the parameter.
    pub parameter: String,
    /// The code with which the API would answer.
    pub api_code: &'static str,
    /// What is allowed.
    pub reason: String,
}

impl From<Violation> for Error {
    fn from(violation: Violation) -> Self {
        Self::InvalidParameter { name: violation.parameter, reason: violation.reason }
    }
}

type Given<'a> = BTreeMap<&'a str, &'a str>;

/// Checks parameters by the API's names, as it would itself. Parameters that the contract does not know are ignored,
/// an empty value is an absent one.
///
/// # Errors
///
/// The first violation in the contract's order.
pub fn check_parameters(parameters: &[(&str, &str)]) -> Result<(), Violation> {
    let given = collect(parameters)?;
    for parameter in PARAMETERS {
        match given.get(parameter.name) {
            Some(value) => {
                check_given(parameter, value, &given)?;
            }
            None => check_absent(parameter, &given)?,
        }
    }
    check_transfer_size(&given)
}

/// Finds the parameter that the API would ignore although its value asks for something, or that is blank.
///
/// # Errors
///
/// The first such parameter in the contract's order.
pub fn check_effects(parameters: &[(&str, &str)]) -> Result<(), Violation> {
    if let Some((name, _)) = parameters.iter().find(|(_, value)| value.trim().is_empty()) {
        return Err(invalid(name, "is empty; leave it out".to_owned()));
    }
    let given = collect(parameters)?;
    for parameter in PARAMETERS {
        let Some(value) = given.get(parameter.name) else { continue };
        if parameter.default == Some(*value) {
            continue;
        }
        let mode = given.get("VerifyModel").copied().unwrap_or_default();
        if !parameter.modes.contains(&mode) {
            return Err(invalid(
                parameter.name,
                format!("has no effect when VerifyModel is {mode}; leave it out"),
            ));
        }
        if let Some(condition) = &parameter.used_when
            && !condition_holds(parameter, &given)
        {
            return Err(invalid(
                parameter.name,
                format!("has no effect unless {} is {}", condition.parameter, condition.value),
            ));
        }
    }
    Ok(())
}

fn collect<'a>(parameters: &[(&'a str, &'a str)]) -> Result<Given<'a>, Violation> {
    let mut given = Given::new();
    for (name, value) in parameters.iter().filter(|(_, value)| !value.trim().is_empty()) {
        if given.insert(name, value).is_some() {
            return Err(Violation {
                parameter: (*name).to_owned(),
                api_code: "InvalidParameter",
                reason: "is given twice".to_owned(),
            });
        }
    }
    Ok(given)
}

fn check_given(parameter: &Parameter, value: &str, given: &Given) -> Result<(), Violation> {
    if let Some(other) = parameter.alternative.filter(|other| given.contains_key(other)) {
        return Err(Violation {
            parameter: parameter.name.to_owned(),
            api_code: "DataDuplication",
            reason: format!("is given together with {other}; give the picture in one way only"),
        });
    }
    values::check(&parameter.values, value).map_err(|(api_code, reason)| Violation {
        parameter: parameter.name.to_owned(),
        api_code,
        reason,
    })
}

fn check_absent(parameter: &Parameter, given: &Given) -> Result<(), Violation> {
    let needed = match parameter.required {
        Requirement::Always => true,
        Requirement::InItsModes => mode_uses(parameter, given),
        Requirement::WhenUsed => mode_uses(parameter, given) && condition_holds(parameter, given),
        Requirement::Never => false,
    };
    if !needed || parameter.alternative.is_some_and(|other| given.contains_key(other)) {
        return Ok(());
    }
    Err(Violation {
        parameter: parameter.name.to_owned(),
        api_code: "MissingParameter",
        reason: match (parameter.required, &parameter.used_when, given.get("VerifyModel")) {
            (Requirement::WhenUsed, Some(condition), _) => {
                format!("is missing; it is needed when {} is {}", condition.parameter, condition.value)
            }
            (Requirement::InItsModes, _, Some(mode)) => {
                format!("is missing; it is needed when VerifyModel is {mode}")
            }
            _ => "is missing".to_owned(),
        },
    })
}

fn mode_uses(parameter: &Parameter, given: &Given) -> bool {
    given.get("VerifyModel").is_some_and(|mode| parameter.modes.contains(mode))
}

fn condition_holds(parameter: &Parameter, given: &Given) -> bool {
    parameter
        .used_when
        .as_ref()
        .is_none_or(|condition| given.get(condition.parameter) == Some(&condition.value))
}

fn invalid(parameter: &str, reason: String) -> Violation {
    Violation { parameter: parameter.to_owned(), api_code: "InvalidParameter", reason }
}

/// Both pictures together, as they travel in the form.
fn check_transfer_size(given: &Given) -> Result<(), Violation> {
    let pictures = PARAMETERS.iter().filter(|parameter| matches!(parameter.values, Values::Base64));
    let mut last = "";
    let mut size = 0;
    for parameter in pictures {
        if let Some(value) = given.get(parameter.name) {
            size += values::form_length(value);
            last = parameter.name;
        }
    }
    let allowed = PICTURE.max_request_bytes as usize;
    if size <= allowed {
        return Ok(());
    }
    Err(Violation {
        parameter: last.to_owned(),
        api_code: "ToolargeImage",
        reason: format!(
            "the request's pictures take {size} bytes as form fields; {allowed} are allowed together"
        ),
    })
}
