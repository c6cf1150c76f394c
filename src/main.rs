//! The `peer` command: arguments in, exit status out.

use std::process::ExitCode;

fn main() -> ExitCode {
    peer::cli::main()
}
