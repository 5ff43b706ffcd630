//! The project's own commands: `cargo xtask <verb>`.

fn main() -> anyhow::Result<()> {
    anyhow::bail!("no verb yet")
}
