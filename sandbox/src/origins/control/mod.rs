//! The controls for tests: read the state, move the clock, inject faults, mint custom tokens. They
//! are served only with `--controls`, and are not part of what is tested.
//!
//! * [`cards`] payment cards and bank accounts, [`account_holders`], [`documents`], [`tokens`]: the
//!   state of the store
//! * [`environment`] the clock, faults, connectivity, the journal and the access log
//! * [`controls`] the state that they work on

mod account_holders;
mod cards;
mod controls;
mod documents;
mod environment;
mod tokens;

use std::sync::Arc;

use axum::Router;
use axum::routing::{get, post};
use tower_http::cors::CorsLayer;

pub use controls::Controls;

/// The controls' router.
pub fn router(controls: Controls) -> Router {
    Router::new()
        .route("/state/payment-cards/{id}", get(cards::payment_card))
        .route("/state/payment-cards/{id}/restricted-details", get(cards::card_details))
        .route("/state/payment-cards/{id}/verify-pin", post(cards::verify_pin))
        .route("/state/payment-cards/{id}/status", post(cards::set_card_status))
        .route("/state/direct-deposit-details/{id}", get(cards::direct_deposit_detail))
        .route(
            "/state/external-bank-account-details/{id}",
            get(cards::external_bank_account_detail),
        )
        .route("/state/account-holders", get(account_holders::account_holders))
        .route("/state/account-holders/{id}", get(account_holders::account_holder))
        .route("/state/account-holders/{id}/verify-tax-id", post(account_holders::verify_tax_id))
        .route("/state/account-holder-tokens", get(account_holders::drafts))
        .route("/state/document-upload-sessions/{id}", get(documents::upload_session))
        .route("/state/document-upload-sessions/{id}/another", post(documents::copy_upload_session))
        .route("/state/journal", get(environment::journal))
        .route("/state/tokens", get(tokens::all))
        .route("/tax-numbers", post(account_holders::set_tax_numbers))
        .route("/clock", post(environment::set_clock))
        .route("/faults", post(environment::add_fault).delete(environment::clear_faults))
        .route("/line", post(environment::set_connectivity))
        .route("/requests", get(environment::requests).delete(environment::clear_requests))
        .route("/client-tokens", post(tokens::mint))
        .route("/reset", post(environment::reset))
        .layer(CorsLayer::permissive())
        .with_state(Arc::new(controls))
}
