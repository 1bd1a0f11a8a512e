//! Names for durable steps, so that the fault suite can end the process at each of them.
//!
//! Without the feature `failpoints` a step is nothing at all.

/// Passes a durable step.
macro_rules! step {
    ($name:literal) => {
        #[cfg(feature = "failpoints")]
        fail::fail_point!($name);
    };
}

pub(crate) use step;
