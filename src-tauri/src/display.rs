//! Whether a window can be shown at all.

/// Whether a display can be reached. Where it cannot, Tauri's own start ends the program with a panic.
///
/// Must be called on the main thread, which GTK then belongs to.
#[cfg(target_os = "linux")]
pub(crate) fn is_reachable() -> bool {
    gtk::init().is_ok()
}

/// Other platforms always have one.
#[cfg(not(target_os = "linux"))]
pub(crate) fn is_reachable() -> bool {
    true
}
