//! Starting the program: in this one's place where nothing has to be watched, else beside it.

use std::ffi::{OsStr, OsString};
use std::io::{self, ErrorKind, IsTerminal};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use keystow::Variable;
use zeroize::Zeroizing;

use super::redactor;
use crate::exit::{Code, Failure};
use crate::provider::quoted;

/// How long what the program left behind may go on printing through this one.
const AFTERWARDS: Duration = Duration::from_millis(500);

/// Starts the program with these variables, and ends as it does.
///
/// # Errors
/// It cannot be started.
pub(super) async fn start(
    program: &OsStr,
    arguments: &[OsString],
    variables: &[Variable],
    redacts: bool,
) -> Result<Code, Failure> {
    let mut command = Command::new(program);
    command.args(arguments);
    for variable in variables {
        // EXPOSE: to the environment of the program that its owner lends the key to.
        command.env(&variable.name, variable.expose());
    }
    keystow::process::restore_limits();
    let watched = |is_terminal: bool| redacts && !variables.is_empty() && !is_terminal;
    let (out, err) = (
        watched(io::stdout().is_terminal()),
        watched(io::stderr().is_terminal()),
    );
    if !out && !err {
        return become_it(command, program).await;
    }
    if out {
        command.stdout(Stdio::piped());
    }
    if err {
        command.stderr(Stdio::piped());
    }
    let mut child = command
        .spawn()
        .map_err(|error| unstarted(program, &error))?;
    // Its environment holds the keys, and this program has no further use for them.
    drop(command);
    let passing = pass_on(&mut child, variables);
    let status = ended(child).await?;
    let deadline = Instant::now() + AFTERWARDS;
    for passed in passing {
        while !passed.is_finished() && Instant::now() < deadline {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
    Ok(Code::Program(code_of(status)))
}

/// Takes the program's place of this one: nothing stands between it and whoever started it.
#[cfg(unix)]
#[expect(clippy::unused_async, reason = "elsewhere it waits")]
async fn become_it(mut command: Command, program: &OsStr) -> Result<Code, Failure> {
    use std::os::unix::process::CommandExt;
    Err(unstarted(program, &command.exec()))
}

#[cfg(not(unix))]
async fn become_it(mut command: Command, program: &OsStr) -> Result<Code, Failure> {
    let child = command
        .spawn()
        .map_err(|error| unstarted(program, &error))?;
    Ok(Code::Program(code_of(ended(child).await?)))
}

/// Passes on what the program prints, without the keys.
fn pass_on(child: &mut Child, variables: &[Variable]) -> Vec<JoinHandle<()>> {
    let keys: Vec<Zeroizing<String>> = variables
        .iter()
        .filter(|variable| variable.is_key)
        // EXPOSE: to the search for it in what the program prints.
        .map(|variable| Zeroizing::new(variable.expose().to_owned()))
        .collect();
    let mut passing = Vec::new();
    if let Some(mut from) = child.stdout.take() {
        let keys = keys.clone();
        passing.push(std::thread::spawn(move || {
            // Who reads it may be gone; the program hears of that by its own next line.
            let _ = redactor::pass(&mut from, &mut io::stdout().lock(), &keys);
        }));
    }
    if let Some(mut from) = child.stderr.take() {
        passing.push(std::thread::spawn(move || {
            let _ = redactor::pass(&mut from, &mut io::stderr().lock(), &keys);
        }));
    }
    passing
}

/// Waits for the end, and hands on the signals that are meant for the program.
#[cfg(unix)]
async fn ended(mut child: Child) -> Result<ExitStatus, Failure> {
    use rustix::process::{Pid, Signal, kill_process};
    use tokio::signal::unix::{SignalKind, signal};

    let id = i32::try_from(child.id()).ok().and_then(Pid::from_raw);
    let pass_on = |sent: Signal| {
        if let Some(id) = id {
            // It may have ended at this very moment.
            let _ = kill_process(id, sent);
        }
    };
    let listen = |kind| {
        signal(kind).map_err(|_| Failure::unexpected("signals cannot be handed on to the program"))
    };
    let mut terminated = listen(SignalKind::terminate())?;
    let mut hung_up = listen(SignalKind::hangup())?;
    let mut first = listen(SignalKind::user_defined1())?;
    let mut second = listen(SignalKind::user_defined2())?;
    let mut interrupted = listen(SignalKind::interrupt())?;
    let mut quit = listen(SignalKind::quit())?;
    // A terminal sends these to everybody in front of it, the program among them.
    let by_terminal = io::stdin().is_terminal();
    let end = tokio::task::spawn_blocking(move || child.wait());
    tokio::pin!(end);
    loop {
        tokio::select! {
            ended = &mut end => {
                return ended
                    .map_err(|_| Failure::unexpected("the program cannot be waited for"))?
                    .map_err(|_| Failure::unexpected("the program cannot be waited for"));
            }
            _ = terminated.recv() => pass_on(Signal::TERM),
            _ = hung_up.recv() => pass_on(Signal::HUP),
            _ = first.recv() => pass_on(Signal::USR1),
            _ = second.recv() => pass_on(Signal::USR2),
            _ = interrupted.recv() => if !by_terminal { pass_on(Signal::INT) },
            _ = quit.recv() => if !by_terminal { pass_on(Signal::QUIT) },
        }
    }
}

#[cfg(not(unix))]
async fn ended(mut child: Child) -> Result<ExitStatus, Failure> {
    let ended = tokio::task::spawn_blocking(move || child.wait()).await;
    ended
        .map_err(|_| Failure::unexpected("the program cannot be waited for"))?
        .map_err(|_| Failure::unexpected("the program cannot be waited for"))
}

/// The program's code, or 128 and the signal that ended it.
fn code_of(status: ExitStatus) -> u8 {
    #[cfg(unix)]
    if let Some(signal) = std::os::unix::process::ExitStatusExt::signal(&status) {
        return u8::try_from(128 + signal).unwrap_or(u8::MAX);
    }
    status
        .code()
        .and_then(|code| u8::try_from(code).ok())
        .unwrap_or(1)
}

fn unstarted(program: &OsStr, error: &io::Error) -> Failure {
    let name = quoted(&program.to_string_lossy());
    match error.kind() {
        ErrorKind::NotFound => Failure::new(Code::Program(127), format!("{name} was not found")),
        ErrorKind::ArgumentListTooLong => Failure::new(
            Code::Program(126),
            format!("{name} cannot be started: its arguments are too long"),
        ),
        _ => Failure::new(Code::Program(126), format!("{name} cannot be started")),
    }
}
