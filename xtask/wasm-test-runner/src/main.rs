//! Runs tests compiled for wasm, as `cargo test` hands them over. A package of its own, so that the
//! other commands need not build it.

fn main() -> anyhow::Result<()> {
    wasm_bindgen_cli::wasm_bindgen_test_runner::run_cli_with_args(std::env::args_os())?;
    Ok(())
}
