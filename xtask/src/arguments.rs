//! What `pico_args` leaves to its callers: arguments that nobody took, and values that mean nothing.

pub use pico_args::Arguments;
use std::fmt;

/// The command line was wrong; the process ends with status 2.
#[derive(Debug)]
pub struct Misuse(String);

impl Misuse {
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }
}

impl fmt::Display for Misuse {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl std::error::Error for Misuse {}

/// Refuses the arguments that were not taken.
pub fn finish(arguments: Arguments) -> Result<(), Misuse> {
    match arguments.finish().first() {
        Some(word) => Err(Misuse(format!("unknown argument {}", word.display()))),
        None => Ok(()),
    }
}

/// Whether an error says that the command line was wrong.
pub fn is_misuse(error: &anyhow::Error) -> bool {
    error.is::<Misuse>() || error.is::<pico_args::Error>()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arguments(line: &str) -> Arguments {
        Arguments::from_vec(line.split_whitespace().map(Into::into).collect())
    }

    #[test]
    fn a_flag_that_no_verb_knows_is_refused() {
        assert!(finish(arguments("--prot 80")).unwrap_err().to_string().contains("--prot"));
        let mut words = arguments("--port=80 --json");
        assert_eq!(words.opt_value_from_str("--port").unwrap(), Some(80));
        assert!(words.contains("--json"));
        finish(words).unwrap();
    }

    #[test]
    fn a_value_of_the_wrong_type_is_misuse() {
        let error = arguments("--port 65536").opt_value_from_str::<_, u16>("--port").unwrap_err();
        assert!(is_misuse(&error.into()));
        assert!(!is_misuse(&anyhow::anyhow!("no network")));
    }
}
