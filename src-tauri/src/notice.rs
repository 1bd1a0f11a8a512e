//! The desktop's notice that a key stopped working. It names the provider, and holds nothing of the key.

use keystow::{Keystow, Language, Settings, StoppedWorking};
use notify_rust::Notification;
use tauri::{AppHandle, Manager, Runtime};

use crate::{MAIN_WINDOW, window};

/// Tells of every key that stopped working while nobody looks at the window, unless its owner wants none.
pub(crate) fn tell_losses<R: Runtime>(app: &AppHandle<R>, keystow: &Keystow) {
    let keystow = keystow.clone();
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        let mut losses = keystow.losses();
        while let Some(loss) = losses.recv().await {
            let settings = keystow.settings().await.unwrap_or_default();
            if is_wanted(&settings, is_looked_at(&app)) {
                show(&app, &words(settings.language, &loss));
            }
        }
    });
}

/// Whoever looks at the window sees it there.
fn is_wanted(settings: &Settings, is_looked_at: bool) -> bool {
    settings.notify && !is_looked_at
}

fn is_looked_at<R: Runtime>(app: &AppHandle<R>) -> bool {
    let window = app.get_webview_window(MAIN_WINDOW);
    window.is_some_and(|window| window.is_focused().unwrap_or_default())
}

struct Words {
    summary: &'static str,
    body: String,
    open: &'static str,
}

fn words(language: Language, loss: &StoppedWorking) -> Words {
    let name = if loss.profile == keystow::DEFAULT_PROFILE {
        loss.name.clone()
    } else {
        format!("{} ({})", loss.name, loss.profile)
    };
    if is_german(language) {
        Words {
            summary: "Ein Schlüssel funktioniert nicht mehr",
            body: format!("{name} hat ihn abgelehnt. Keystow zeigt, was der Anbieter dazu sagt."),
            open: "Keystow öffnen",
        }
    } else {
        Words {
            summary: "A key stopped working",
            body: format!("{name} rejected it. Keystow shows what the provider says about it."),
            open: "Open Keystow",
        }
    }
}

fn is_german(language: Language) -> bool {
    match language {
        Language::De => true,
        Language::En => false,
        Language::System => sys_locale::get_locale().is_some_and(|locale| locale.starts_with("de")),
    }
}

/// A click brings the window to the front. A thread of its own waits for it: the desktop may take its time.
fn show<R: Runtime>(app: &AppHandle<R>, words: &Words) {
    let mut notice = Notification::new();
    notice
        .appname("Keystow")
        .summary(words.summary)
        .body(&words.body)
        .icon("keystow-desktop");
    #[cfg(target_os = "linux")]
    notice
        .hint(notify_rust::Hint::DesktopEntry(
            "keystow-desktop".to_owned(),
        ))
        .action("default", words.open);
    let app = app.clone();
    std::thread::spawn(move || match notice.show() {
        #[cfg(target_os = "linux")]
        Ok(shown) => shown.wait_for_action(|action| {
            if action == "default" {
                window::bring_forward(&app);
            }
        }),
        #[cfg(not(target_os = "linux"))]
        Ok(_) => drop(app),
        Err(_) => tracing::debug!("the desktop shows no notices"),
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_notice_comes_unless_it_is_turned_off_or_the_window_is_looked_at() {
        let on = Settings::default();
        let off = Settings {
            notify: false,
            ..Settings::default()
        };
        assert!(is_wanted(&on, false));
        assert!(!is_wanted(&on, true));
        assert!(!is_wanted(&off, false));
    }

    #[test]
    fn both_languages_name_the_provider_and_a_profile_that_is_not_the_usual_one() {
        let loss = |profile: &str| StoppedWorking {
            profile: profile.to_owned(),
            provider: "groq".to_owned(),
            name: "Groq".to_owned(),
        };
        let english = words(Language::En, &loss("default"));
        assert!(english.body.starts_with("Groq rejected it."));
        let german = words(Language::De, &loss("work"));
        assert!(german.body.starts_with("Groq (work) hat ihn abgelehnt."));
    }
}
