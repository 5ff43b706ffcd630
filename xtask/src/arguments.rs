//! The flags behind a verb. A flag that nobody asked for is an error, never ignored.

use std::{fmt, str::FromStr};

/// The command line was wrong; the process ends with status 2.
#[derive(Debug)]
pub struct Misuse(String);

impl fmt::Display for Misuse {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl std::error::Error for Misuse {}

/// The words behind the verb; each `take` removes what it understood.
pub struct Arguments(Vec<String>);

impl Arguments {
    /// `--name=value` and `--name value` mean the same.
    pub fn new(words: impl Iterator<Item = String>) -> Self {
        Self(
            words
                .flat_map(|word| match word.split_once('=') {
                    Some((name, value)) if name.starts_with("--") => vec![name.into(), value.into()],
                    _ => vec![word],
                })
                .collect(),
        )
    }

    /// Whether the flag was given.
    pub fn take_flag(&mut self, name: &str) -> bool {
        let before = self.0.len();
        self.0.retain(|word| word != name);
        self.0.len() < before
    }

    /// The flag's value, if the flag was given; the first one if it was given repeatedly.
    pub fn take_value<T: FromStr>(&mut self, name: &str) -> Result<Option<T>, Misuse>
    where
        T::Err: fmt::Display,
    {
        let Some(at) = self.0.iter().position(|word| word == name) else { return Ok(None) };
        if at + 1 >= self.0.len() {
            return Err(Misuse(format!("{name} needs a value")));
        }
        let value = self.0.remove(at + 1);
        self.0.remove(at);
        value.parse().map(Some).map_err(|error| Misuse(format!("{name} {value}: {error}")))
    }

    /// The first word that is no flag; to be asked for after the flags' values.
    pub fn take_word(&mut self) -> Option<String> {
        let at = self.0.iter().position(|word| !word.starts_with("--"))?;
        Some(self.0.remove(at))
    }

    /// Refuses whatever was not taken.
    pub fn finish(self) -> Result<(), Misuse> {
        match self.0.first() {
            Some(word) => Err(Misuse(format!("unknown argument {word:?}"))),
            None => Ok(()),
        }
    }
}

impl Misuse {
    /// A value that is of the right type but means nothing.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arguments(line: &str) -> Arguments {
        Arguments::new(line.split_whitespace().map(String::from))
    }

    #[test]
    fn takes_what_is_known_in_any_order() {
        let mut words = arguments("--json --port 80 --emulator-port=81");
        assert_eq!(words.take_value::<u16>("--emulator-port").unwrap(), Some(81));
        assert_eq!(words.take_value::<u16>("--port").unwrap(), Some(80));
        assert!(words.take_flag("--json") && !words.take_flag("--json"));
        assert_eq!(words.take_value::<u16>("--port").unwrap(), None);
        words.finish().unwrap();
    }

    #[test]
    fn refuses_the_rest() {
        assert!(arguments("--prot 80").finish().unwrap_err().to_string().contains("--prot"));
        assert!(arguments("--port").take_value::<u16>("--port").is_err());
        assert!(arguments("--port 65536").take_value::<u16>("--port").is_err());
    }
}
