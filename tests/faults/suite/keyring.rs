//! K1 to K14: keyrings that are closed, gone, dying, damaged or somebody else's.
//!
//! Each test is in a session of its own, with the real gnome-keyring where that can be made to do what
//! is wanted, else with a fake.

mod closed;
mod damaged;
mod dying;
mod foreign;
mod gone;
mod race;
