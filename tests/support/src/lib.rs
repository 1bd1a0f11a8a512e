//! What the suites share: a practice provider to ask, and private keyring sessions to keep keys in.
//!
//! Nothing here is part of the product, and nothing here touches the real desktop session, the real
//! keyring or the network beyond this computer. What cannot be set up panics with a sentence that
//! says what is missing: a test cannot go on without it.

pub mod practice;
pub mod session;
