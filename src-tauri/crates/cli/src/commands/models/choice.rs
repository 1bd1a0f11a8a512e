//! Which models `keystow models` shows, and in which order.

use std::cmp::Reverse;

use keystow::{AvailableApiModel, Price};

use crate::args::{Models, Sort};

/// The models that were asked for, in the order that was.
pub(super) fn chosen<'a>(
    models: &'a [AvailableApiModel],
    args: &Models,
) -> Vec<&'a AvailableApiModel> {
    let mut shown: Vec<_> = models.iter().filter(|model| fits(model, args)).collect();
    match args.sort {
        Sort::Id => {}
        Sort::Newest => shown.sort_by_key(|model| {
            let since = model.new_since.or(model.created);
            Reverse(since.unwrap_or(keystow::Timestamp::MIN))
        }),
        Sort::Context => shown.sort_by_key(|model| Reverse(context(model))),
        Sort::Price => shown.sort_by(|a, b| {
            let price = |model| price(model).unwrap_or(f64::INFINITY);
            price(a).total_cmp(&price(b))
        }),
    }
    shown
}

fn fits(model: &AvailableApiModel, args: &Models) -> bool {
    let has = |words: &[String], wanted: &String| {
        words.iter().any(|word| word.eq_ignore_ascii_case(wanted))
    };
    let moves =
        |wanted| has(&model.input_modalities, wanted) || has(&model.output_modalities, wanted);
    let least = args.min_context;
    (args.gone || model.gone_since.is_none())
        && (!args.new || model.new_since.is_some())
        && args
            .search
            .as_deref()
            .is_none_or(|text| matches(model, text))
        && args
            .capability
            .iter()
            .all(|wanted| has(&model.capabilities, wanted))
        && args.modality.iter().all(moves)
        && least.is_none_or(|least| context(model).is_some_and(|window| window >= least))
}

/// Whether id, name or owner contains the text; capitals do not matter.
fn matches(model: &AvailableApiModel, text: &str) -> bool {
    let wanted = text.to_lowercase();
    [
        Some(&model.id),
        model.display_name.as_ref(),
        model.owner.as_ref(),
    ]
    .into_iter()
    .flatten()
    .any(|field| field.to_lowercase().contains(&wanted))
}

fn context(model: &AvailableApiModel) -> Option<u32> {
    let known = model.catalogue.as_ref();
    model
        .context_window
        .or_else(|| known.and_then(|known| known.context_window))
}

fn price(model: &AvailableApiModel) -> Option<f64> {
    let known = model.catalogue.as_ref();
    let price: Option<&Price> = model
        .price
        .as_ref()
        .or_else(|| known.and_then(|known| known.price.as_ref()));
    price?.input.as_deref()?.parse().ok()
}
