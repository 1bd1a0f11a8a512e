//! The main window: hidden until its page has loaded, in the colour of its theme, found again where it was.

use std::time::Duration;

use tauri::plugin::TauriPlugin;
use tauri::webview::{Color, PageLoadEvent, PageLoadPayload};
use tauri::{AppHandle, Manager, Runtime, Theme, Url, Webview};
use tauri_plugin_window_state::StateFlags;

use crate::MAIN_WINDOW;

/// The ground of the light theme, as in the page's own style.
const LIGHT: Color = Color(0xF7, 0xF7, 0xF5, 0xFF);
/// The ground of the dark theme.
const DARK: Color = Color(0x13, 0x14, 0x16, 0xFF);
/// A page that has not loaded by then is shown as it is: better an empty window than none.
const PATIENCE: Duration = Duration::from_secs(5);

/// What is kept between starts; whether it was visible is decided anew each time.
pub(crate) fn kept() -> StateFlags {
    StateFlags::all() & !StateFlags::VISIBLE
}

/// Gives the window its theme and its ground before anything is drawn.
pub(crate) fn colour<R: Runtime>(app: &AppHandle<R>, chosen: keystow::Theme) {
    let Some(window) = app.get_webview_window(MAIN_WINDOW) else {
        return;
    };
    let theme = match chosen {
        keystow::Theme::Light => Some(Theme::Light),
        keystow::Theme::Dark => Some(Theme::Dark),
        keystow::Theme::System => None,
    };
    let _ = window.set_theme(theme);
    let shown = theme.or_else(|| window.theme().ok());
    let ground = if shown == Some(Theme::Dark) {
        DARK
    } else {
        LIGHT
    };
    let _ = window.set_background_color(Some(ground));
}

/// Shows the window after a few seconds, whatever its page does.
pub(crate) fn show_at_last<R: Runtime>(app: &AppHandle<R>) {
    let handle = app.clone();
    tauri::async_runtime::spawn(async move {
        tokio::time::sleep(PATIENCE).await;
        if let Some(window) = handle.get_webview_window(MAIN_WINDOW)
            && !window.is_visible().unwrap_or(true)
        {
            let _ = window.show();
        }
    });
}

/// Keeps every window on the page that was built in: no link, script or dropped file leads elsewhere.
pub(crate) fn stay<R: Runtime>() -> TauriPlugin<R> {
    tauri::plugin::Builder::new("stay")
        .on_navigation(|_, url| is_own_page(url))
        .build()
}

/// Whether an address is the built-in page, or the development server's in a development build.
fn is_own_page(url: &Url) -> bool {
    match (url.scheme(), url.host_str()) {
        ("tauri", Some("localhost")) | ("http" | "https", Some("tauri.localhost")) => true,
        ("http", Some("127.0.0.1")) => tauri::is_dev(),
        ("about", _) => url.path() == "blank",
        _ => false,
    }
}

/// Shows the window when its page has loaded.
pub(crate) fn page_loaded<R: Runtime>(webview: &Webview<R>, load: &PageLoadPayload<'_>) {
    if webview.label() == MAIN_WINDOW && load.event() == PageLoadEvent::Finished {
        let _ = webview.window().show();
    }
}

/// Brings the window to the front, for a second start of the program.
pub(crate) fn bring_forward<R: Runtime>(app: &AppHandle<R>) {
    if let Some(window) = app.get_webview_window(MAIN_WINDOW) {
        let _ = window.show();
        let _ = window.unminimize();
        let _ = window.set_focus();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_stays_on_its_own_page() {
        let own = |url: &str| url.parse().is_ok_and(|url| is_own_page(&url));
        assert!(own("tauri://localhost/index.html"));
        assert!(own("http://tauri.localhost/"));
        for url in [
            "https://example.com/",
            "file:///etc/passwd",
            "data:text/html,x",
            "http://127.0.0.1:1/",
        ] {
            assert!(!own(url), "{url}");
        }
    }
}
