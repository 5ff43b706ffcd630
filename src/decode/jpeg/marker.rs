//! Marker codes (T.81 table B.1): the byte after 0xFF.

pub const SOF0: u8 = 0xC0;
pub const SOF1: u8 = 0xC1;
pub const SOF2: u8 = 0xC2;
pub const DHT: u8 = 0xC4;
pub const JPG: u8 = 0xC8;
pub const DAC: u8 = 0xCC;
pub const SOF15: u8 = 0xCF;
pub const RST0: u8 = 0xD0;
pub const RST7: u8 = 0xD7;
pub const SOI: u8 = 0xD8;
pub const EOI: u8 = 0xD9;
pub const SOS: u8 = 0xDA;
pub const DQT: u8 = 0xDB;
pub const DNL: u8 = 0xDC;
pub const DRI: u8 = 0xDD;
pub const DHP: u8 = 0xDE;
pub const EXP: u8 = 0xDF;
pub const APP0: u8 = 0xE0;
pub const APP1: u8 = 0xE1;
pub const APP2: u8 = 0xE2;
pub const APP14: u8 = 0xEE;
pub const TEM: u8 = 0x01;

/// Markers that stand alone, without a segment (T.81 B.1.1.3).
pub fn stands_alone(code: u8) -> bool {
    matches!(code, RST0..=RST7 | SOI | EOI | TEM)
}

/// The coding that a start-of-frame marker announces when it is one that is not read here.
pub fn unsupported_coding(code: u8) -> Option<&'static str> {
    Some(match code {
        0xC3 => "lossless coding (SOF3)",
        0xC5 => "hierarchical sequential coding (SOF5)",
        0xC6 => "hierarchical progressive coding (SOF6)",
        0xC7 => "hierarchical lossless coding (SOF7)",
        JPG => "a JPEG extension (JPG)",
        0xC9 => "arithmetic coding (SOF9)",
        0xCA => "progressive arithmetic coding (SOF10)",
        0xCB => "lossless arithmetic coding (SOF11)",
        DAC => "arithmetic coding (DAC)",
        0xCD => "hierarchical arithmetic coding (SOF13)",
        0xCE => "hierarchical progressive arithmetic coding (SOF14)",
        SOF15 => "hierarchical lossless arithmetic coding (SOF15)",
        0xF7 => "JPEG-LS coding (SOF55)",
        DHP | EXP => "hierarchical coding",
        _ => return None,
    })
}
