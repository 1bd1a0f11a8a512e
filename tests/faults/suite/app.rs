//! A1 to A5 and A7: checks that race with changes, listeners that are late, a hung keyring, odd places.
//!
//! A6, a child of `keystow run` that is missing, killed or signalled, is in the command line's own suite.

mod events;
mod hung;
mod places;
mod races;
mod saves;
