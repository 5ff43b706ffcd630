//! What the codes of a scan mean.

use super::super::huffman::Table;
use super::band::Band;
use super::new_coefficients::NewCoefficients;

/// The tables of a scan and the coefficients that they code.
#[derive(Clone, Copy)]
pub struct Codes<'a> {
    pub table: &'a Table,
    pub new_coefficients: &'a NewCoefficients,
    pub band: Band,
}
