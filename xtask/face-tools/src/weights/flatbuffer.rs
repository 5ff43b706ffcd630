//! As much of the FlatBuffers format as reading a model needs (flatbuffers.dev, "FlatBuffer Internals").

use anyhow::{Context, Result};

/// A table: its fields are found through a table of offsets.
#[derive(Clone, Copy)]
pub struct Table<'a> {
    file: &'a [u8],
    at: usize,
}

/// A list of things of four bytes: offsets or numbers.
#[derive(Clone, Copy)]
pub struct List<'a> {
    file: &'a [u8],
    at: usize,
    pub len: usize,
}

impl<'a> Table<'a> {
    /// The file's outermost table.
    pub fn root(file: &'a [u8]) -> Result<Self> {
        Ok(Self { file, at: read_u32(file, 0)? as usize })
    }

    /// Where a field's value is; `None` where the table leaves it out.
    fn field(&self, number: usize) -> Result<Option<usize>> {
        let back = read_u32(self.file, self.at)?.cast_signed();
        let offsets = self.at.checked_add_signed(-(back as isize)).context("an offset leaves the file")?;
        let entry = 4 + 2 * number;
        if entry + 2 > usize::from(read_u16(self.file, offsets)?) {
            return Ok(None);
        }
        let offset = usize::from(read_u16(self.file, offsets + entry)?);
        Ok((offset != 0).then_some(self.at + offset))
    }

    /// A number of four bytes; 0 where it is left out.
    pub fn number(&self, field: usize) -> Result<u32> {
        self.field(field)?.map_or(Ok(0), |at| read_u32(self.file, at))
    }

    /// A number of one byte; 0 where it is left out.
    pub fn byte(&self, field: usize) -> Result<u8> {
        let Some(at) = self.field(field)? else { return Ok(0) };
        self.file.get(at).copied().context("the file ends too early")
    }

    /// A list; empty where it is left out.
    pub fn list(&self, field: usize) -> Result<List<'a>> {
        let Some(at) = self.field(field)? else { return Ok(List { file: self.file, at: 0, len: 0 }) };
        let start = at + read_u32(self.file, at)? as usize;
        Ok(List { file: self.file, at: start + 4, len: read_u32(self.file, start)? as usize })
    }

    /// A list of bytes, or a text.
    pub fn bytes(&self, field: usize) -> Result<&'a [u8]> {
        let list = self.list(field)?;
        self.file.get(list.at..list.at + list.len).context("a list leaves the file")
    }
}

impl<'a> List<'a> {
    /// The tables that the list points to.
    pub fn tables(self) -> impl Iterator<Item = Result<Table<'a>>> {
        (0..self.len).map(move |index| {
            let at = self.at + 4 * index;
            Ok(Table { file: self.file, at: at + read_u32(self.file, at)? as usize })
        })
    }
}

fn read_u32(file: &[u8], at: usize) -> Result<u32> {
    let bytes = file.get(at..).and_then(|rest| rest.first_chunk()).context("the file ends too early")?;
    Ok(u32::from_le_bytes(*bytes))
}

fn read_u16(file: &[u8], at: usize) -> Result<u16> {
    let bytes = file.get(at..).and_then(|rest| rest.first_chunk()).context("the file ends too early")?;
    Ok(u16::from_le_bytes(*bytes))
}
