//! jpegli, which runs in a process of Python: `jpegli.py`.

use crate::sample::Sample;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

/// A process that has one picture.
pub struct Jpegli {
    child: Child,
    asked: Option<ChildStdin>,
    answered: BufReader<ChildStdout>,
}

impl Jpegli {
    /// Hands the picture to a process of this Python.
    pub fn of(sample: &Sample, python: &Path) -> Self {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/jpegli.py");
        let mut command = Command::new(python);
        command.arg(script).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().expect("Python starts");
        let mut asked = child.stdin.take().expect("it is a pipe");
        let answered = BufReader::new(child.stdout.take().expect("it is a pipe"));
        writeln!(asked, "{} {}", sample.width, sample.height).expect("jpegli.py takes the size");
        asked.write_all(sample.rgb.as_flattened()).expect("jpegli.py takes the picture");
        Self { child, asked: Some(asked), answered }
    }

    pub fn encode(&mut self, quality: u8) -> Vec<u8> {
        let asked = self.asked.as_mut().expect("the process is at work");
        writeln!(asked, "{quality}").and_then(|()| asked.flush()).expect("jpegli.py takes a quality");
        let mut line = String::new();
        self.answered.read_line(&mut line).expect("jpegli.py answers");
        let mut jpeg = vec![0; line.trim().parse().expect("a number of bytes")];
        self.answered.read_exact(&mut jpeg).expect("jpegli.py answers with a file");
        jpeg
    }
}

impl Drop for Jpegli {
    /// Without input the process ends.
    fn drop(&mut self) {
        drop(self.asked.take());
        let _ = self.child.wait();
    }
}
