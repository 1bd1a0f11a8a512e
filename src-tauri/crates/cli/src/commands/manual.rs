//! `keystow completions` and `keystow man`: what shells and `man` want to know of the command line.

use clap::CommandFactory;
use clap_complete::{Shell, generate};

use crate::args::Cli;
use crate::exit::{Code, Failure};
use crate::printer::write_out;

/// Prints the completions for a shell.
///
/// # Errors
/// The output cannot be written.
pub(super) fn completions(shell: Shell) -> Result<Code, Failure> {
    let mut text = Vec::new();
    generate(shell, &mut Cli::command(), "keystow", &mut text);
    write_out(&text)?;
    Ok(Code::Done)
}

/// Prints the manual: a page for the program, and one for each verb.
///
/// # Errors
/// The output cannot be written.
pub(super) fn man() -> Result<Code, Failure> {
    let mut command = Cli::command();
    command.build();
    let mut text = Vec::new();
    let unwritten = |_| Failure::unexpected("the manual cannot be written");
    let title = "keystow".to_owned();
    page(command.clone(), title, &mut text).map_err(unwritten)?;
    for verb in command.get_subcommands() {
        let title = format!("keystow-{}", verb.get_name());
        page(verb.clone(), title, &mut text).map_err(unwritten)?;
    }
    write_out(&text)?;
    Ok(Code::Done)
}

fn page(command: clap::Command, title: String, text: &mut Vec<u8>) -> std::io::Result<()> {
    clap_mangen::Man::new(command).title(title).render(text)
}
