//! What one value may be.

use crate::contract::{Alphabet, PICTURE, Values};

/// The code with which the API would answer, and what is allowed.
type Problem = (&'static str, String);

const INVALID: &str = "InvalidParameter";
const TOO_LARGE: &str = "ToolargeImage";

/// Checks a value that is not empty.
pub(super) fn check(values: &Values, value: &str) -> Result<(), Problem> {
    match values {
        Values::OneOf { values } => {
            let allowed: Vec<&str> = values.iter().map(|allowed| allowed.value).collect();
            require(allowed.contains(&value), || format!("{value:?} is not one of {}", allowed.join(", ")))
        }
        Values::Integer { min, max } => {
            let plain = value.bytes().all(|byte| byte.is_ascii_digit()) && !value.starts_with('0');
            let number = value.parse::<u32>().ok().filter(|_| plain);
            require(number.is_some_and(|number| (*min..=*max).contains(&number)), || {
                format!("{value:?} is not a whole number from {min} to {max}")
            })
        }
        Values::Text { alphabet, max_characters } => {
            check_alphabet(*alphabet, value)?;
            let count = value.chars().count();
            require(max_characters.is_none_or(|max| count <= max as usize), || {
                format!("has {count} characters; {} are allowed", max_characters.unwrap_or_default())
            })
        }
        Values::List { alphabet, max_items } => check_list(*alphabet, *max_items as usize, value),
        Values::Base64 => check_base64(value),
        Values::Url => check_url(value),
    }
}

/// Checks the size of a picture that is going to be sent as Base64.
pub(super) fn check_picture_bytes(bytes: usize) -> Result<(), Problem> {
    let allowed = PICTURE.max_bytes as usize;
    if bytes == 0 {
        return Err(("MissingParameter", "the picture is empty".to_owned()));
    }
    if bytes > allowed {
        return Err((
            TOO_LARGE,
            format!("the picture has {bytes} bytes; {allowed} are allowed before Base64"),
        ));
    }
    Ok(())
}

/// Length of a Base64 value as a form field (WHATWG URL, application/x-www-form-urlencoded serialising).
pub(super) fn form_length(base64: &str) -> usize {
    let escaped = base64.bytes().filter(|byte| matches!(byte, b'+' | b'/' | b'=')).count();
    base64.len() + 2 * escaped
}

fn require(holds: bool, reason: impl FnOnce() -> String) -> Result<(), Problem> {
    if holds { Ok(()) } else { Err((INVALID, reason())) }
}

fn check_alphabet(alphabet: Alphabet, value: &str) -> Result<(), Problem> {
    match alphabet {
        Alphabet::LettersAndDigits => require(value.bytes().all(|byte| byte.is_ascii_alphanumeric()), || {
            format!("{value:?} holds more than letters and digits")
        }),
        Alphabet::GroupCode => {
            let stranger = |character: char| character.is_whitespace() || matches!(character, ',' | '，');
            require(!value.contains(stranger), || format!("{value:?} holds white space or a comma"))
        }
        Alphabet::Any => Ok(()),
    }
}

fn check_list(alphabet: Alphabet, max_items: usize, value: &str) -> Result<(), Problem> {
    let items: Vec<&str> = value.split(',').collect();
    require(items.len() <= max_items, || format!("has {} entries; {max_items} are allowed", items.len()))?;
    for (index, item) in items.iter().enumerate() {
        require(!item.is_empty(), || "has an empty entry".to_owned())?;
        check_alphabet(alphabet, item)?;
        require(!items.iter().take(index).any(|earlier| earlier == item), || {
            format!("names {item:?} twice")
        })?;
    }
    Ok(())
}

fn check_base64(value: &str) -> Result<(), Problem> {
    require(!value.starts_with("data:"), || "is a data: URL; give only what follows its comma".to_owned())?;
    let digits = value.trim_end_matches('=');
    let padding = value.len() - digits.len();
    let plain = digits.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/'));
    require(plain && padding <= 2 && value.len().is_multiple_of(4), || {
        "is not padded Base64 in one line (RFC 4648 section 4)".to_owned()
    })?;
    check_picture_bytes(value.len() / 4 * 3 - padding)
}

fn check_url(value: &str) -> Result<(), Problem> {
    let after = |scheme: &str| {
        let (start, rest) = value.split_at_checked(scheme.len())?;
        start.eq_ignore_ascii_case(scheme).then_some(rest)
    };
    let Some(rest) = after("https://").or_else(|| after("http://")) else {
        return Err((INVALID, "is not an http or https URL".to_owned()));
    };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    require(!authority.is_empty() && !authority.starts_with(':'), || "is a URL without a host".to_owned())?;
    require(!authority.contains('@'), || "is a URL that holds a user name".to_owned())?;
    // RFC 3986 appendix A: everything else must be percent-encoded.
    let allowed = |byte: u8| byte.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&byte);
    require(value.bytes().all(allowed), || "is a URL with characters that must be percent-encoded".to_owned())
}
