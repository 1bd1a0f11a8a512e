//! The providers crate through its public API: recorded answers judged, properties that always
//! hold, and checks over real HTTP and TLS against the practice provider. Nothing leaves this
//! computer.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on fails where it stands"
)]

mod answers;
mod bench;
mod every;
mod faults;
mod paging;
mod properties;
mod proxy;
mod tls;
mod wire;
