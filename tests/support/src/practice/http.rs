//! As much HTTP/1.1 as a practice provider needs, written out so that it can break every rule.

use std::net::TcpListener;
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::sync::oneshot;
use tokio_rustls::TlsAcceptor;

use super::Shared;
use super::faults::{Faults, Manner};
use super::providers::{answer, canned_answer, seen};

/// A request line and its headers are no longer than this.
const MAX_HEAD: usize = 64 * 1024;

/// A body is no longer than this: agents send whole books of instructions.
const MAX_BODY: usize = 4 * 1024 * 1024;

/// A request.
#[derive(Debug)]
pub(super) struct Request {
    pub(super) method: String,
    pub(super) path: String,
    pub(super) query: String,
    headers: Vec<(String, String)>,
    body: String,
}

impl Request {
    /// The names of all headers.
    pub(super) fn header_names(&self) -> Vec<String> {
        self.headers.iter().map(|(name, _)| name.clone()).collect()
    }

    pub(super) fn body(&self) -> &str {
        &self.body
    }

    /// A field of a form.
    pub(super) fn field(&self, name: &str) -> Option<&str> {
        pair(&self.body, name)
    }

    pub(super) fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    pub(super) fn parameter(&self, name: &str) -> Option<&str> {
        pair(&self.query, name)
    }

    fn parse(head: &str) -> Option<Self> {
        let mut lines = head.split("\r\n");
        let mut first = lines.next()?.split(' ');
        let (method, target) = (first.next()?.to_owned(), first.next()?);
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let headers = lines.filter_map(|line| line.split_once(':'));
        let headers = headers.map(|(name, value)| (name.to_lowercase(), value.trim().to_owned()));
        Some(Self {
            method,
            path: path.to_owned(),
            query: query.to_owned(),
            headers: headers.collect(),
            body: String::new(),
        })
    }
}

/// The value of a name, as it came.
fn pair<'a>(pairs: &'a str, name: &str) -> Option<&'a str> {
    let mut pairs = pairs.split('&').filter_map(|pair| pair.split_once('='));
    pairs
        .find(|(known, _)| *known == name)
        .map(|(_, value)| value)
}

/// An answer before it is written.
#[derive(Debug)]
pub(super) struct Response {
    pub(super) status: u16,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: String,
}

impl Response {
    pub(super) fn json(status: u16, body: &Value) -> Self {
        let headers = vec![("content-type".to_owned(), "application/json".to_owned())];
        Self {
            status,
            headers,
            body: body.to_string(),
        }
    }

    /// A stream of events, each of which goes out by itself.
    pub(super) fn stream(events: &str) -> Self {
        Self {
            status: 200,
            headers: vec![("content-type".to_owned(), "text/event-stream".to_owned())],
            body: events.to_owned(),
        }
    }

    /// JSON, or a page where it begins like one.
    pub(super) fn text(status: u16, body: &str) -> Self {
        let kind = if body.starts_with('<') {
            "text/html"
        } else {
            "application/json"
        };
        Self {
            status,
            headers: vec![("content-type".to_owned(), kind.to_owned())],
            body: body.to_owned(),
        }
    }

    pub(super) fn html(status: u16, body: &str) -> Self {
        let headers = vec![(
            "content-type".to_owned(),
            "text/html; charset=UTF-8".to_owned(),
        )];
        Self {
            status,
            headers,
            body: body.to_owned(),
        }
    }

    fn is_stream(&self) -> bool {
        self.headers
            .iter()
            .any(|(_, value)| value == "text/event-stream")
    }

    fn bytes(&self) -> Vec<u8> {
        let mut lines = vec![format!("HTTP/1.1 {} Practice", self.status)];
        lines.extend(
            self.headers
                .iter()
                .map(|(name, value)| format!("{name}: {value}")),
        );
        if !self.is_stream() {
            lines.push(format!("content-length: {}", self.body.len()));
        }
        lines.push("connection: close\r\n\r\n".to_owned());
        let mut text = lines.join("\r\n");
        text.push_str(&self.body);
        text.into_bytes()
    }
}

/// Takes connections until `stopped` ends.
pub(super) async fn serve(
    listener: TcpListener,
    tls: Option<TlsAcceptor>,
    shared: Arc<Shared>,
    mut stopped: oneshot::Receiver<()>,
) {
    let listener = tokio::net::TcpListener::from_std(listener).expect("a runtime polls it");
    loop {
        let stream = tokio::select! {
            _ = &mut stopped => return,
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => stream,
                Err(_) => continue,
            },
        };
        let (tls, shared) = (tls.clone(), Arc::clone(&shared));
        // What the other side does to a connection is its business: errors end it, no more.
        tokio::spawn(async move {
            let _ = match tls {
                Some(tls) => match tls.accept(stream).await {
                    Ok(stream) => converse(stream, &shared).await,
                    Err(_) => None,
                },
                None => converse(stream, &shared).await,
            };
        });
    }
}

/// Reads one request, answers it, and closes.
async fn converse(mut stream: impl AsyncRead + AsyncWrite + Unpin, shared: &Shared) -> Option<()> {
    let head = read_head(&mut stream).await?;
    let mut request = Request::parse(&head)?;
    let length: usize = request
        .header("content-length")
        .and_then(|length| length.parse().ok())
        .unwrap_or_default();
    let mut body = vec![0; length.min(MAX_BODY)];
    stream.read_exact(&mut body).await.ok()?;
    request.body = String::from_utf8(body).ok()?;
    shared.seen.send_modify(|all| all.push(seen(&request)));
    let _underway = shared.begin();
    let (faults, path) = Faults::read(&request.path);
    tokio::time::sleep(faults.delay).await;
    if let Some(gate) = &faults.gate {
        shared.pass_gate(gate).await;
    }
    if faults.manner == Manner::Garbage {
        stream
            .write_all(b"this is no HTTP at all\r\n\r\n")
            .await
            .ok()?;
        return stream.shutdown().await.ok();
    }
    if faults.manner == Manner::Endless {
        return write_endless(&mut stream).await;
    }
    let count = shared.count(&request.path);
    let mut response = if let Some(always) = shared.always.clone() {
        always.into()
    } else if count <= faults.flaky {
        Response::json(503, &json!({"error": {"message": "Service Unavailable"}}))
    } else if let Some(status) = faults.later.filter(|_| count > 1) {
        Response::json(status, &json!({"error": {"message": "Not any more."}}))
    } else if let Some(canned) = faults
        .canned
        .as_deref()
        .and_then(|name| shared.canned(name))
    {
        canned_answer(&request, canned)
    } else {
        answer(&request, path, &faults, &shared.redirect_to)
    };
    if let Some(value) = &faults.retry_after {
        response
            .headers
            .push(("retry-after".to_owned(), value.clone()));
    }
    let bytes = response.bytes();
    let bytes = &bytes[..faults.cut.unwrap_or(bytes.len()).min(bytes.len())];
    if faults.manner == Manner::Slow {
        for byte in bytes {
            stream.write_all(&[*byte]).await.ok()?;
            stream.flush().await.ok()?;
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
    } else if response.is_stream() {
        for event in bytes.split_inclusive(|&byte| byte == b'\n') {
            stream.write_all(event).await.ok()?;
            stream.flush().await.ok()?;
            tokio::task::yield_now().await;
        }
    } else {
        stream.write_all(bytes).await.ok()?;
    }
    stream.shutdown().await.ok()
}

async fn read_head(stream: &mut (impl AsyncRead + Unpin)) -> Option<String> {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") {
        if head.len() > MAX_HEAD || stream.read(&mut byte).await.ok()? == 0 {
            return None;
        }
        // A TLS greeting at a plain port: hang up, as real servers do.
        if head.is_empty() && !byte[0].is_ascii_uppercase() {
            return None;
        }
        head.push(byte[0]);
    }
    head.truncate(head.len() - 4);
    String::from_utf8(head).ok()
}

/// Rows for as long as the other side reads them.
async fn write_endless(stream: &mut (impl AsyncWrite + Unpin)) -> Option<()> {
    let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\n\r\n";
    stream.write_all(head.as_bytes()).await.ok()?;
    stream
        .write_all(b"{\"object\":\"list\",\"data\":[")
        .await
        .ok()?;
    let rows = "{\"id\":\"again\"},".repeat(4096);
    loop {
        stream.write_all(rows.as_bytes()).await.ok()?;
    }
}
