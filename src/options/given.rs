//! Options as a program without types gives them: a name and a value.

use super::Options;
use super::choices::Choice;
use super::numbers::{Limits, LimitsName, Target};
use super::thresholds::Thresholds;
use crate::error::Error;

/// The value that was given for an option.
#[derive(Clone, Debug, PartialEq)]
pub enum Given {
    /// A number, whole or not.
    Number(f64),
    /// A word.
    Text(String),
    /// Nothing, on purpose.
    Null,
    /// A value of a type that no option takes.
    Other,
}

impl Options {
    /// The defaults with the given options in their place, an option of a group by its `group.name`.
    ///
    /// ```
    /// use face_preflight::{Given, Options};
    ///
    /// let given = [
    ///     ("landscape".to_owned(), Given::Text("crop".to_owned())),
    ///     ("target.windowMaxBytes".to_owned(), Given::Number(80_000.0)),
    /// ];
    /// let options = Options::with(&given)?;
    /// assert_eq!(options.target.window_max_bytes, 80_000);
    /// # Ok::<(), face_preflight::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::InvalidOption`] names the option that does not exist or does not take such a value; ranges are left
    /// to [`validate`](Self::validate).
    pub fn with(given: &[(String, Given)]) -> Result<Self, Error> {
        let mut options = Self::default();
        // The marks are changed from those of the preset.
        if let Some((name, word)) = given.iter().find(|(name, _)| name == "preset") {
            options = Self::of(choose(name, word)?);
        }
        for (name, value) in given.iter().filter(|(name, _)| name != "preset") {
            options.set(name, value)?;
        }
        Ok(options)
    }

    /// Whether `name` is no option itself but holds some.
    pub fn is_group(name: &str) -> bool {
        let mut marks = Thresholds::default();
        matches!(name, "target" | "limits" | "checks")
            || name.strip_prefix("checks.").is_some_and(|check| marks.of_check(check).is_some())
    }

    fn set(&mut self, name: &str, given: &Given) -> Result<(), Error> {
        match name {
            "landscape" => self.landscape = choose(name, given)?,
            "crop" => self.crop = choose(name, given)?,
            "prefer" => self.prefer = choose(name, given)?,
            "fidelity" => self.fidelity = choose(name, given)?,
            "subsampling" => self.subsampling = choose(name, given)?,
            "coding" => self.coding = choose(name, given)?,
            "effort" => self.effort = choose(name, given)?,
            "limits" if matches!(given, Given::Text(_)) => {
                self.limits = choose::<LimitsName>(name, given)?.into()
            }
            _ if Self::is_group(name) => return Err(Error::option(name, "takes an object with options")),
            _ => self.set_in_group(name, given)?,
        }
        Ok(())
    }

    fn set_in_group(&mut self, name: &str, given: &Given) -> Result<(), Error> {
        let mark = name.strip_prefix("checks.").and_then(|rest| rest.split_once('.'));
        if let Some(place) = mark.and_then(|(check, mark)| self.checks.of_check(check)?.mark(mark)) {
            *place = match given {
                Given::Number(number) => Some(*number),
                Given::Null => None,
                Given::Text(_) | Given::Other => return Err(Error::option(name, "takes a number or null")),
            };
            return Ok(());
        }
        let number =
            Target::number(&mut self.target, name).or_else(|| Limits::number(&mut self.limits, name));
        let Some((number, range)) = number else {
            return Err(Error::option(name, "there is no such option"));
        };
        match given {
            Given::Number(given) if number.set(*given) => Ok(()),
            _ => Err(Error::option(name, format!("takes a number, {}", range.replace('_', "")))),
        }
    }
}

/// The value that a word stands for.
fn choose<T: Choice>(name: &str, given: &Given) -> Result<T, Error> {
    let found = T::WORDS.iter().find(|(word, _)| matches!(given, Given::Text(text) if text == word));
    found.map(|&(_, value)| value).ok_or_else(|| {
        let words: Vec<&str> = T::WORDS.iter().map(|&(word, _)| word).collect();
        let got = match given {
            Given::Text(text) => format!("; got {text}"),
            _ => String::new(),
        };
        Error::option(name, format!("must be one of {}{got}", words.join(", ")))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::options::{Landscape, Preset};

    fn with(name: &str, given: Given) -> Result<Options, Error> {
        let options = Options::with(&[(name.to_string(), given)])?;
        options.validate()?;
        Ok(options)
    }

    #[test]
    fn every_option_of_the_reference_takes_its_default() {
        for row in Options::reference() {
            let given = match row.default.parse::<f64>() {
                Ok(number) => Given::Number(number),
                Err(_) if row.default == "off" => Given::Null,
                Err(_) => Given::Text(row.default.clone()),
            };
            assert_eq!(with(row.name, given), Ok(Options::default()), "{}", row.name);
            assert!(with(row.name, Given::Other).is_err(), "{}", row.name);
        }
    }

    #[test]
    fn values_are_put_where_they_belong() {
        assert_eq!(with("target.shorterSidePx", Given::Number(500.0)).unwrap().target.shorter_side_px, 500);
        assert_eq!(with("limits.memoryBytes", Given::Number(2e6)).unwrap().limits.memory_bytes, 2_000_000);
        assert_eq!(with("checks.blank.warn", Given::Null).unwrap().checks.blank.warn, None);
        assert_eq!(with("landscape", Given::Text("crop".into())).unwrap().landscape, Landscape::Crop);
        let server = with("limits", Given::Text("server".into())).unwrap();
        assert_eq!(server.limits, Limits::server());
        assert_eq!(with("limits", Given::Text("device".into())), Ok(Options::default()));
        assert!(with("limits", Given::Text("phone".into())).is_err());
        let given = [("checks.blank.fail", Given::Number(7.0)), ("preset", Given::Text("strict".into()))];
        let options = Options::with(&given.map(|(name, given)| (name.to_string(), given))).unwrap();
        let mut strict = Thresholds::of(Preset::Strict);
        strict.blank.fail = Some(7.0);
        assert_eq!(options.checks, strict);
    }

    #[test]
    fn errors_say_what_is_wrong() {
        for (name, given, reason) in [
            ("target.shorterSidePx", Given::Number(-1.0), "takes a number, 480 to 1080 px"),
            ("target.windowMinBytes", Given::Number(0.5), "takes a number, 0 to 10000000 bytes"),
            ("target.shorterSidePx", Given::Number(f64::NAN), "takes a number, 480 to 1080 px"),
            ("target.faceShare", Given::Number(0.6125), "0.613 is not between 0.1 and 0.6 share"),
            ("checks.frame_dark.warn", Given::Number(-0.5), "-0.5 is not between 0 and 255 luma"),
            ("checks.frame_dark.warn", Given::Number(f64::INFINITY), "over 10^16 is not between"),
            ("checks.frame_dark.error", Given::Number(1.0), "there is no such option"),
            ("checks.frame_dark", Given::Null, "takes an object with options"),
            ("prefer", Given::Text("speed".into()), "must be one of quality, size; got speed"),
        ] {
            let error = with(name, given).unwrap_err().to_string();
            assert!(error.starts_with(&format!("option {name}: ")) && error.contains(reason), "{error}");
        }
    }
}
