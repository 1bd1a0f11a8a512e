//! When to come back, as the answer says it.

use std::time::{Duration, SystemTime};

use reqwest::header::{DATE, HeaderMap, RETRY_AFTER};
use serde_json::Value;

/// Longer than a week is no hint but a mistake.
const LONGEST: Duration = Duration::from_hours(7 * 24);

/// `retry-after-ms`, then `retry-after` (seconds, with or without fraction, or an HTTP date), then
/// Google's `RetryInfo` in the body.
///
/// A date counts from the answer's own `Date` header, so that no clock is needed; without one it
/// says nothing.
pub(crate) fn retry_after(headers: &HeaderMap, body: &[u8]) -> Option<Duration> {
    let text = |name| {
        headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .map(str::trim)
    };
    let millis = text("retry-after-ms")
        .and_then(seconds)
        .map(|pause| pause / 1000);
    let header = || {
        let value = text(RETRY_AFTER.as_str())?;
        seconds(value).or_else(|| {
            let now: SystemTime = httpdate::parse_http_date(text(DATE.as_str())?).ok()?;
            let then = httpdate::parse_http_date(value).ok()?;
            Some(then.duration_since(now).unwrap_or_default())
        })
    };
    let pause = millis.or_else(header).or_else(|| retry_info(body));
    pause.filter(|pause| *pause <= LONGEST)
}

fn seconds(text: &str) -> Option<Duration> {
    Duration::try_from_secs_f64(text.parse().ok()?).ok()
}

/// `{"error": {"details": [{"@type": "…RetryInfo", "retryDelay": "26s"}]}}`
fn retry_info(body: &[u8]) -> Option<Duration> {
    // Error bodies are small; a large one has no hint worth its memory.
    if body.len() > 64 * 1024 {
        return None;
    }
    let value: Value = serde_json::from_slice(body).ok()?;
    let value = value.get(0).unwrap_or(&value);
    let details = value.get("error")?.get("details")?.as_array()?;
    let delay = details
        .iter()
        .find_map(|detail| detail.get("retryDelay")?.as_str())?;
    seconds(delay.strip_suffix('s')?)
}

#[cfg(test)]
mod tests {
    use reqwest::header::{HeaderName, HeaderValue};

    use super::*;

    fn from(headers: &[(&'static str, &'static str)], body: &str) -> Option<Duration> {
        let pairs = headers.iter().map(|&(name, value)| {
            (
                HeaderName::from_static(name),
                HeaderValue::from_static(value),
            )
        });
        retry_after(&pairs.collect(), body.as_bytes())
    }

    #[test]
    fn every_form_in_use_is_read() {
        let six = Some(Duration::from_secs(6));
        assert_eq!(from(&[("retry-after", "6")], ""), six);
        assert_eq!(
            from(&[("retry-after", "5.5")], ""),
            Some(Duration::from_millis(5500))
        );
        assert_eq!(
            from(&[("retry-after-ms", "6000"), ("retry-after", "9")], ""),
            six
        );
        let date = [
            ("date", "Sun, 06 Nov 1994 08:49:37 GMT"),
            ("retry-after", "Sun, 06 Nov 1994 08:49:43 GMT"),
        ];
        assert_eq!(from(&date, ""), six);
        assert_eq!(from(&date[1..], ""), None, "a date alone needs a clock");
        let past = [date[0], ("retry-after", "Sun, 06 Nov 1994 08:49:36 GMT")];
        assert_eq!(from(&past, ""), Some(Duration::ZERO));
        let body = r#"{"error":{"details":[{"x":1},{"retryDelay":"6s"}]}}"#;
        assert_eq!(from(&[], body), six);
        assert_eq!(from(&[], &format!("[{body}]")), six);
    }

    #[test]
    fn nonsense_is_no_hint() {
        for value in ["", "soon", "-1", "NaN", "inf", "1e300", "99999999"] {
            assert_eq!(from(&[("retry-after", value)], ""), None, "{value}");
        }
        for body in [
            "",
            "{}",
            "[]",
            r#"{"error":{"details":[{"retryDelay":"6"}]}}"#,
        ] {
            assert_eq!(from(&[], body), None, "{body}");
        }
    }
}
