//! The line between Keystow and a server: it passes every byte on and keeps what Keystow sent.
//!
//! It is how a try knows, and does not guess, whether a key went out.

use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

/// What one connection sent, from its first byte on.
type Sent = Arc<Mutex<Vec<u8>>>;

/// A port that leads to a server's. Its threads end with the program.
pub(crate) struct Line {
    port: u16,
    sent: Arc<Mutex<Vec<Sent>>>,
}

impl Line {
    /// # Errors
    /// No port is free.
    pub(crate) fn to(server: u16) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let port = listener.local_addr()?.port();
        let sent = Arc::default();
        let line = Self {
            port,
            sent: Arc::clone(&sent),
        };
        thread::spawn(move || {
            for caller in listener.incoming().flatten() {
                let of_this = Sent::default();
                lock(&sent).push(Arc::clone(&of_this));
                // A server that takes no connection is one that hangs up at once.
                let _ = join(&caller, server, of_this);
            }
        });
        Ok(line)
    }

    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    /// How many requests passed until now.
    pub(crate) fn requests(&self) -> usize {
        self.count(" HTTP/1.1\r\n")
    }

    /// How often a text passed to the server until now.
    pub(crate) fn count(&self, text: &str) -> usize {
        let connections = lock(&self.sent);
        let counts = connections.iter().map(|sent| {
            let sent = lock(sent);
            let windows = sent.windows(text.len());
            windows.filter(|part| *part == text.as_bytes()).count()
        });
        counts.sum()
    }
}

fn join(caller: &TcpStream, server: u16, sent: Sent) -> io::Result<()> {
    let server = TcpStream::connect((Ipv4Addr::LOCALHOST, server))?;
    let (from, to) = (caller.try_clone()?, server.try_clone()?);
    thread::spawn(move || pass(from, to, |bytes| lock(&sent).extend_from_slice(bytes)));
    let (from, to) = (server, caller.try_clone()?);
    thread::spawn(move || pass(from, to, |_| {}));
    Ok(())
}

/// Passes on until one side is done; what is kept is kept before the other side can answer it.
fn pass(mut from: TcpStream, mut to: TcpStream, mut keep: impl FnMut(&[u8])) {
    let mut bytes = [0; 16 * 1024];
    while let Ok(length @ 1..) = from.read(&mut bytes) {
        keep(&bytes[..length]);
        if to.write_all(&bytes[..length]).is_err() {
            break;
        }
    }
    // The other side may have closed already.
    let _ = to.shutdown(Shutdown::Write);
}

fn lock<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}
