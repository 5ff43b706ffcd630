//! Starting other programs: either plainly, or watched with a time limit.

use crate::checkout::root;
use anyhow::{Context, Result, bail};
use nix::sys::signal::{Signal, killpg};
use nix::unistd::Pid;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

/// Runs a step of a build. All its output goes to stderr, because the stdout of `demo --json` is one line.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command.stdout(std::io::stderr()).status().with_context(|| cannot_start(command))?;
    if !status.success() {
        bail!("{} ended with {status}", describe(command));
    }
    Ok(())
}

/// The stdout of a command that has to succeed; its stderr is shown.
pub fn output_of(command: &mut Command) -> Result<String> {
    let output = command.stderr(Stdio::inherit()).output().with_context(|| cannot_start(command))?;
    if !output.status.success() {
        bail!("{} ended with {}", describe(command), output.status);
    }
    Ok(String::from_utf8(output.stdout)?)
}

/// The command line as one would type it at the repository's root.
pub fn describe(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_name().unwrap_or(command.get_program());
    let words = std::iter::once(program).chain(command.get_args());
    let root = format!("{}/", root().display());
    words.map(|word| word.to_string_lossy().replace(&root, "")).collect::<Vec<_>>().join(" ")
}

fn cannot_start(command: &Command) -> String {
    format!("cannot start {}", describe(command))
}

/// How a watched command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    Succeeded,
    Failed,
    TimedOut,
}

/// How long a group of processes has to end after it was asked to.
const GRACE: Duration = Duration::from_secs(3);

/// The process group that runs now, 0 when none does: ending this program has to end it too.
static GROUP: AtomicU32 = AtomicU32::new(0);

/// Runs a command in a process group of its own, shows its output immediately, hands each line to
/// `on_line` and ends the whole group after `limit`.
pub fn watch(command: &mut Command, limit: Duration, mut on_line: impl FnMut(&str)) -> Result<End> {
    use std::os::unix::process::CommandExt;
    command.process_group(0).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().with_context(|| cannot_start(command))?;
    GROUP.store(child.id(), Ordering::SeqCst);
    let started = Instant::now();

    let (sender, lines) = channel();
    read_lines(child.stdout.take(), sender.clone(), Output::Stdout);
    read_lines(child.stderr.take(), sender, Output::Stderr);

    let mut ended: Option<(End, Instant)> = None;
    loop {
        match lines.recv_timeout(Duration::from_millis(50)) {
            Ok((output, line)) => {
                output.show(&line);
                on_line(&String::from_utf8_lossy(&line));
                continue;
            }
            Err(RecvTimeoutError::Timeout) => {}
            // Both pipes are closed: only the end of the process itself is waited for.
            Err(RecvTimeoutError::Disconnected) => thread::sleep(Duration::from_millis(20)),
        }
        if let Some((_, since)) = ended {
            // Processes that outlive the command may hold the pipes open for ever.
            if since.elapsed() > Duration::from_millis(300) {
                break;
            }
        } else if let Some(status) = child.try_wait()? {
            let end = if status.success() { End::Succeeded } else { End::Failed };
            ended = Some((end, Instant::now()));
        } else if started.elapsed() > limit {
            end_group(child.id(), || drop(child.try_wait()));
            ended = Some((End::TimedOut, Instant::now()));
        }
    }
    end_group(child.id(), || ());
    GROUP.store(0, Ordering::SeqCst);
    Ok(ended.map_or(End::Failed, |(end, _)| end))
}

/// When this program is interrupted, what it watches ends with it.
pub fn end_with_us() -> Result<()> {
    ctrlc::set_handler(|| {
        let group = GROUP.load(Ordering::SeqCst);
        if group != 0 {
            end_group(group, || ());
        }
        std::process::exit(130);
    })?;
    Ok(())
}

/// Asks the group to end, waits a little and then ends what is left of it.
fn end_group(group: u32, mut reap: impl FnMut()) {
    let group = Pid::from_raw(group.cast_signed());
    let asked = Instant::now();
    let mut signal = Some(Signal::SIGTERM);
    // Without a signal, the call only tells whether anybody is left.
    while killpg(group, signal).is_ok() && asked.elapsed() < GRACE * 2 {
        reap();
        signal = (asked.elapsed() > GRACE).then_some(Signal::SIGKILL);
        thread::sleep(Duration::from_millis(20));
    }
}

#[derive(Clone, Copy)]
enum Output {
    Stdout,
    Stderr,
}

impl Output {
    /// A reader that went away is no reason to stop testing.
    fn show(self, line: &[u8]) {
        let _ = match self {
            Self::Stdout => std::io::stdout().write_all(line).and_then(|()| std::io::stdout().flush()),
            Self::Stderr => std::io::stderr().write_all(line),
        };
    }
}

fn read_lines(pipe: Option<impl Read + Send + 'static>, sender: Sender<(Output, Vec<u8>)>, output: Output) {
    let Some(pipe) = pipe else { return };
    thread::spawn(move || {
        let mut pipe = BufReader::new(pipe);
        loop {
            let mut line = Vec::new();
            match pipe.read_until(b'\n', &mut line) {
                Ok(1..) if sender.send((output, line)).is_ok() => {}
                _ => return,
            }
        }
    });
}

/// The date of today in UTC, as in 2026-12-31.
pub fn today() -> Result<String> {
    Ok(output_of(Command::new("date").args(["-u", "+%F"]))?.trim().to_owned())
}
