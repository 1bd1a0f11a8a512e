//! What a check found, as the vault stores it.

use jiff::Timestamp;
use keystow_providers::{Account, CheckOutcome, ListedModel, Status};
use keystow_vault::{CheckRecord, ModelRecord};

/// The record of an outcome. `invalid` leaves the stored models alone.
pub(crate) fn record(outcome: &CheckOutcome, now: Timestamp) -> CheckRecord {
    let status = outcome.verdict.status();
    let models = outcome
        .models
        .as_ref()
        .filter(|_| status != Status::Invalid);
    CheckRecord {
        status: status.as_str().to_owned(),
        verdict: outcome.verdict.as_str().to_owned(),
        message: outcome.message.clone(),
        http_status: outcome.http_status,
        request: outcome.request.clone(),
        account: outcome
            .account
            .as_ref()
            .and_then(|account| serde_json::to_string(account).ok()),
        renew_by: outcome.account.as_ref().map(ends_on),
        latency_ms: u32::try_from(outcome.latency.as_millis()).unwrap_or(u32::MAX),
        retry_at: outcome
            .retry_after
            .and_then(|pause| now.checked_add(pause).ok()),
        definite: status.is_definite(),
        models: models.map(|models| models.iter().map(model).collect()),
    }
}

/// The day on which a key ends, where the provider told.
fn ends_on(account: &Account) -> Option<String> {
    let ends: Timestamp = account.expires_at.as_deref()?.parse().ok()?;
    Some(ends.strftime("%Y-%m-%d").to_string())
}

fn model(listed: &ListedModel) -> ModelRecord {
    ModelRecord {
        id: listed.id.clone(),
        display_name: listed.display_name.clone(),
        owner: listed.owner.clone(),
        context_window: listed.context_window,
        output_limit: listed.output_limit,
        input_modalities: listed.input_modalities.clone(),
        output_modalities: listed.output_modalities.clone(),
        capabilities: listed.capabilities.clone(),
        price: listed
            .price
            .as_ref()
            .and_then(|price| serde_json::to_string(price).ok()),
        created: listed
            .created
            .and_then(|seconds| Timestamp::from_second(seconds).ok()),
    }
}
