//! What stops a run. A photo that is merely unfit is no error: it is a failed check in the report.

use serde::Serialize;
use std::fmt;

/// Who has to act so that the next try succeeds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Actor {
    /// The program that called: an option or a parameter is wrong.
    Caller,
    /// The person: another photo is needed.
    Photo,
    /// The operator who set the limits: the photo is sound but larger than they allow.
    Policy,
    /// The operator of the machine: loading, memory or the network failed.
    Environment,
}

/// Where in the photo's file reading stopped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Position {
    /// Offset from the first byte of the file.
    pub byte: u64,
    /// Number of the JPEG scan (ITU-T T.81 B.2.3), counted from 1; `None` outside of a scan.
    pub scan: Option<u32>,
    /// Row of minimum coded units inside that scan, counted from 0.
    pub mcu_row: Option<u32>,
}

impl Position {
    /// A place outside of any scan.
    pub fn at(byte: usize) -> Self {
        Self { byte: byte as u64, ..Self::default() }
    }
}

impl fmt::Display for Position {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "byte {}", self.byte)?;
        if let Some(scan) = self.scan {
            write!(out, ", scan {scan}")?;
        }
        if let Some(row) = self.mcu_row {
            write!(out, ", MCU row {row}")?;
        }
        Ok(())
    }
}

/// Why a run could not give a report. Each variant has a stable [`code`](Error::code).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// No bytes came. Hand over the photo's file.
    EmptyInput,
    /// The bytes are text that stands for a photo: its address, or its bytes in some form of text. Hand over the photo's
    /// file itself.
    InvalidInput {
        /// What the text is, and what to do with it.
        found: String,
    },
    /// The file is neither JPEG nor PNG. Ask for a JPEG or PNG, or let the browser decode it.
    UnsupportedFormat {
        /// What the first bytes say it is, for example `HEIC`.
        found: String,
    },
    /// The file is a JPEG or PNG of a coding that is not read here.
    UnsupportedCoding {
        /// The standard's name of the coding, for example `arithmetic coding (SOF9)`.
        found: String,
    },
    /// The file ends before the picture does. Upload it again.
    Truncated {
        /// Where the file ends.
        position: Position,
        /// What was expected there.
        detail: String,
    },
    /// The file contradicts its format. Take or export the photo again.
    Corrupt {
        /// Where the contradiction was met.
        position: Position,
        /// What was found and what is allowed.
        detail: String,
    },
    /// The photo is larger than a limit of the options. Raise the limit or refuse the photo.
    LimitExceeded {
        /// The option's name, for example `limits.sourcePixels`.
        limit: &'static str,
        /// What the photo asks for, in the option's unit.
        value: u64,
        /// What the option allows.
        allowed: u64,
    },
    /// An option is misspelt, of the wrong type or out of range.
    InvalidOption {
        /// The option's name.
        name: String,
        /// What is allowed.
        reason: String,
    },
    /// A request parameter is missing, malformed or contradicts another.
    InvalidParameter {
        /// The API's name of the parameter, for example `MerchantBizId`.
        name: String,
        /// What is allowed.
        reason: String,
    },
}

impl Error {
    /// The stable, machine-readable name of the failure.
    pub fn code(&self) -> &'static str {
        match self {
            Self::EmptyInput => "empty_input",
            Self::InvalidInput { .. } => "invalid_input",
            Self::UnsupportedFormat { .. } => "unsupported_format",
            Self::UnsupportedCoding { .. } => "unsupported_coding",
            Self::Truncated { .. } => "truncated",
            Self::Corrupt { .. } => "corrupt",
            Self::LimitExceeded { .. } => "limit_exceeded",
            Self::InvalidOption { .. } => "invalid_option",
            Self::InvalidParameter { .. } => "invalid_parameter",
        }
    }

    /// Who has to act.
    pub fn actor(&self) -> Actor {
        match self {
            Self::EmptyInput
            | Self::InvalidInput { .. }
            | Self::InvalidOption { .. }
            | Self::InvalidParameter { .. } => Actor::Caller,
            Self::UnsupportedFormat { .. }
            | Self::UnsupportedCoding { .. }
            | Self::Truncated { .. }
            | Self::Corrupt { .. } => Actor::Photo,
            Self::LimitExceeded { .. } => Actor::Policy,
        }
    }

    pub(crate) fn truncated(byte: usize, detail: impl Into<String>) -> Self {
        Self::Truncated { position: Position::at(byte), detail: detail.into() }
    }

    pub(crate) fn corrupt(byte: usize, detail: impl Into<String>) -> Self {
        Self::Corrupt { position: Position::at(byte), detail: detail.into() }
    }

    pub(crate) fn option(name: impl Into<String>, reason: impl Into<String>) -> Self {
        Self::InvalidOption { name: name.into(), reason: reason.into() }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::EmptyInput => write!(out, "the input is empty"),
            Self::InvalidInput { found } => write!(out, "the input is {found}"),
            Self::UnsupportedFormat { found } => {
                write!(out, "the file is {found}; only JPEG and PNG are read")
            }
            Self::UnsupportedCoding { found } => write!(out, "{found} is not read"),
            Self::Truncated { position, detail } => {
                write!(out, "the file ends too early at {position}: {detail}")
            }
            Self::Corrupt { position, detail } => write!(out, "the file is damaged at {position}: {detail}"),
            Self::LimitExceeded { limit, value, allowed } => {
                write!(out, "the photo needs {value}, {limit} allows {allowed}")
            }
            Self::InvalidOption { name, reason } => write!(out, "option {name}: {reason}"),
            Self::InvalidParameter { name, reason } => write!(out, "parameter {name}: {reason}"),
        }
    }
}

impl std::error::Error for Error {}
