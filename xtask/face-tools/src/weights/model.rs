//! As much of a TensorFlow Lite model as its weights need (schema.fbs of TensorFlow Lite, version 3).

use super::flatbuffer::Table;
use anyhow::{Context, Result, ensure};
use std::collections::HashMap;

/// Numbers of the schema's fields.
mod field {
    pub const MODEL_SUBGRAPHS: usize = 2;
    pub const MODEL_BUFFERS: usize = 4;
    pub const SUBGRAPH_TENSORS: usize = 0;
    pub const TENSOR_TYPE: usize = 1;
    pub const TENSOR_BUFFER: usize = 2;
    pub const TENSOR_NAME: usize = 3;
    pub const BUFFER_DATA: usize = 0;
}

/// `TensorType.FLOAT16`.
const FLOAT16: u8 = 1;

/// The model's stored tensors of binary16 numbers, by name.
pub struct Model<'a>(HashMap<String, &'a [u8]>);

impl<'a> Model<'a> {
    pub fn parse(file: &'a [u8]) -> Result<Self> {
        ensure!(file.get(4..8) == Some(b"TFL3"), "this is no TensorFlow Lite model of version 3");
        let model = Table::root(file)?;
        let buffers = model.list(field::MODEL_BUFFERS)?.tables().collect::<Result<Vec<Table>>>()?;
        let graph =
            model.list(field::MODEL_SUBGRAPHS)?.tables().next().context("the model has no graph")??;
        let mut tensors = HashMap::new();
        for tensor in graph.list(field::SUBGRAPH_TENSORS)?.tables() {
            let tensor = tensor?;
            let buffer = buffers.get(tensor.number(field::TENSOR_BUFFER)? as usize);
            let data = buffer.context("a tensor's buffer is missing")?.bytes(field::BUFFER_DATA)?;
            if tensor.byte(field::TENSOR_TYPE)? == FLOAT16 && !data.is_empty() {
                let name = String::from_utf8_lossy(tensor.bytes(field::TENSOR_NAME)?).into_owned();
                tensors.insert(name, data);
            }
        }
        Ok(Self(tensors))
    }

    /// The bits of a tensor's numbers.
    pub fn halves(&self, name: &str) -> Result<Vec<u16>> {
        let data = self.0.get(name).with_context(|| format!("the model has no tensor {name}"))?;
        Ok(data.as_chunks::<2>().0.iter().map(|pair| u16::from_le_bytes(*pair)).collect())
    }
}
