//! A1 to A5 and A7: checks that race with changes, listeners that are late, a hung keyring, odd places.
//!
//! A6 is about `keystow run`, which is not built yet.

mod events;
mod hung;
mod places;
mod races;
mod saves;
