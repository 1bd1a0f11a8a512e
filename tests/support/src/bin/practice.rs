//! The practice provider by hand: `practice [--port N] [--tls]`.
//!
//! One line of JSON on standard output says where it answers and which keys are right; words for
//! people go to standard error. It runs until its standard input closes, or until it is told to end.

use std::io::{self, Write};
use std::process::ExitCode;

use keystow_test_support::practice::{
    Certificate, GOOD_ANTHROPIC_KEY, GOOD_GEMINI_KEY, GOOD_GROQ_KEY, GOOD_OPENAI_KEY, Practice,
    PracticeOptions,
};
use serde_json::json;
use tokio::signal::unix::{SignalKind, signal};

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let Some(options) = read_options() else {
        let _ = writeln!(io::stderr(), "usage: practice [--port N] [--tls]");
        return ExitCode::from(2);
    };
    let practice = Practice::start(options);
    match run(&practice).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr(), "practice: {error}");
            ExitCode::FAILURE
        }
    }
}

fn read_options() -> Option<PracticeOptions> {
    let mut options = PracticeOptions::default();
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--port" => options.port = arguments.next()?.parse().ok()?,
            "--tls" => options.tls = Some(Certificate::Good),
            _ => return None,
        }
    }
    Some(options)
}

async fn run(practice: &Practice) -> io::Result<()> {
    let url = practice.url();
    let line = json!({
        "url": url,
        "groq_key": GOOD_GROQ_KEY,
        "openai_key": GOOD_OPENAI_KEY,
        "anthropic_key": GOOD_ANTHROPIC_KEY,
        "gemini_key": GOOD_GEMINI_KEY,
        "ca_file": practice.ca_file(),
    });
    writeln!(io::stdout(), "{line}")?;
    io::stdout().flush()?;
    write!(
        io::stderr(),
        "The practice provider answers at {url}; nothing leaves this computer.\n\n\
         groq            {url}/openai/v1\n  {GOOD_GROQ_KEY}\n\
         openai          {url}/v1\n  {GOOD_OPENAI_KEY}\n\
         anthropic       {url}\n  {GOOD_ANTHROPIC_KEY}\n\
         google_gemini   {url}\n  {GOOD_GEMINI_KEY}\n\n\
         Each line has the base URL to give, and below it the key that works; any other key is\n\
         refused. Faults go in front of the path: {url}/delay/3000/openai/v1 answers late;\n\
         likewise /status/503, /html/200, /redirect/302, /ratelimit, /nocredit, /scope, /public.\n\
         It ends with Ctrl-D or Ctrl-C.\n"
    )?;
    let mut terminated = signal(SignalKind::terminate())?;
    let mut interrupted = signal(SignalKind::interrupt())?;
    let (closed, mut input) = tokio::sync::oneshot::channel::<()>();
    // A read of standard input cannot be taken back; a thread of its own holds up nothing.
    std::thread::spawn(move || {
        let _ = io::copy(&mut io::stdin().lock(), &mut io::sink());
        drop(closed);
    });
    tokio::select! {
        _ = terminated.recv() => {}
        _ = interrupted.recv() => {}
        _ = &mut input => {}
    }
    Ok(())
}
