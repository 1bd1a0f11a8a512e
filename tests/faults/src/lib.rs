//! What the fault suite is built from: doubles that misbehave on purpose, and the oracle that judges
//! what is left afterwards.

pub mod chance;
pub mod hand;
pub mod home;
pub mod images;
pub mod inject;
pub mod keychain;
pub mod memory;
pub mod oracle;
pub mod program;
pub mod race;
pub mod scale;
pub mod secrets;
pub mod states;
pub mod steps;
pub mod storm;
pub mod suite;
pub mod table;
pub mod transplant;
pub mod trials;
pub mod victim;
