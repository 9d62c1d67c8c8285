//! The table of mutations. Each is implemented in the module of its subject.

use async_graphql::{Context, Object};

use super::account_holders::{
    self, CreateUSBusinessAccountHolderFromTokenInput,
    CreateUSBusinessAccountHolderFromTokenPayload, CreateUSBusinessAccountHolderInput,
    CreateUSBusinessAccountHolderPayload, CreateUSPersonAccountHolderFromTokenInput,
    CreateUSPersonAccountHolderFromTokenPayload, CreateUSPersonAccountHolderInput,
    CreateUSPersonAccountHolderPayload, CreateUSPersonAuthorizedUserFromTokenInput,
    CreateUSPersonAuthorizedUserFromTokenPayload, CreateUSPersonAuthorizedUserInput,
    CreateUSPersonAuthorizedUserPayload, TokenizeUSBusinessAccountHolderPayload,
    TokenizeUSPersonAccountHolderPayload, TokenizeUSPersonAuthorizedUserPayload,
    USBusinessAccountHolder, USPersonAccountHolder, USPersonAuthorizedUser,
};
use super::client_tokens::{
    self, GenerateDirectDepositDetailClientTokenInput,
    GenerateDirectDepositDetailClientTokenPayload, GenerateDocumentUploadClientTokenInput,
    GenerateDocumentUploadClientTokenPayload, GenerateExternalBankAccountDetailClientTokenInput,
    GenerateExternalBankAccountDetailClientTokenPayload, GeneratePaymentCardClientTokenInput,
    GeneratePaymentCardClientTokenPayload, GenerateTokenizeAccountHolderClientTokenPayload,
    GenerateTokenizeAuthorizedUserClientTokenPayload,
};
use super::documents::{
    self, CreateDocumentUploadLinkInput, CreateDocumentUploadLinkPayload,
    EndDocumentUploadSessionInput, EndDocumentUploadSessionPayload,
    StartDocumentUploadSessionInput, StartDocumentUploadSessionPayload,
};
use super::set_pin::{self, SetPinForPaymentCardInput, SetPinForPaymentCardPayload};
use crate::errors::Internal;
use crate::store::account_holders::Kind;
use crate::token::scope::Permission;

/// All mutations that can be performed.
pub struct Mutation;

#[Object]
impl Mutation {
    /// Generate a token for use in a client-side integration for a specific Payment Card.
    async fn generate_payment_card_client_token(
        &self,
        ctx: &Context<'_>,
        input: GeneratePaymentCardClientTokenInput,
    ) -> Result<Option<GeneratePaymentCardClientTokenPayload>, Internal> {
        client_tokens::for_payment_card(ctx, input).await.map(|outcome| Some(outcome.into()))
    }

    /// Generate a token for use in a client-side integration for specific Direct Deposit Details.
    async fn generate_direct_deposit_detail_client_token(
        &self,
        ctx: &Context<'_>,
        input: GenerateDirectDepositDetailClientTokenInput,
    ) -> Result<Option<GenerateDirectDepositDetailClientTokenPayload>, Internal> {
        client_tokens::for_direct_deposit_detail(ctx, input)
            .await
            .map(|outcome| Some(outcome.into()))
    }

    /// Generate a token for use in a client-side integration for specific External Bank Account
    /// Details.
    async fn generate_external_bank_account_detail_client_token(
        &self,
        ctx: &Context<'_>,
        input: GenerateExternalBankAccountDetailClientTokenInput,
    ) -> Result<Option<GenerateExternalBankAccountDetailClientTokenPayload>, Internal> {
        client_tokens::for_external_bank_account_detail(ctx, input)
            .await
            .map(|outcome| Some(outcome.into()))
    }

    /// Generate a token for use in a client-side integration to orchestrate document uploads.
    async fn generate_document_upload_client_token(
        &self,
        ctx: &Context<'_>,
        input: GenerateDocumentUploadClientTokenInput,
    ) -> Result<Option<GenerateDocumentUploadClientTokenPayload>, Internal> {
        client_tokens::for_document_upload(ctx, input).await.map(|outcome| Some(outcome.into()))
    }

    /// Generate a token to tokenize input for a new account holder.
    async fn generate_tokenize_account_holder_client_token(
        &self,
        ctx: &Context<'_>,
    ) -> Result<Option<GenerateTokenizeAccountHolderClientTokenPayload>, Internal> {
        client_tokens::for_organization(ctx, Permission::TokenizeAccountHolder)
            .await
            .map(|outcome| Some(outcome.into()))
    }

    /// Generate a token to tokenize input for a new authorized user.
    async fn generate_tokenize_authorized_user_client_token(
        &self,
        ctx: &Context<'_>,
    ) -> Result<Option<GenerateTokenizeAuthorizedUserClientTokenPayload>, Internal> {
        client_tokens::for_organization(ctx, Permission::TokenizeAuthorizedUser)
            .await
            .map(|outcome| Some(outcome.into()))
    }

    /// Set a pin on a payment card.
    async fn set_pin_for_payment_card(
        &self,
        ctx: &Context<'_>,
        input: SetPinForPaymentCardInput,
    ) -> Result<Option<SetPinForPaymentCardPayload>, Internal> {
        set_pin::set_pin(ctx, input).await.map(|outcome| Some(outcome.into()))
    }

    /// Tokenizes data for a new `USPersonAccountHolder`.
    #[graphql(name = "tokenizeUSPersonAccountHolder")]
    async fn tokenize_us_person_account_holder(
        &self,
        ctx: &Context<'_>,
        input: CreateUSPersonAccountHolderInput,
    ) -> Result<Option<TokenizeUSPersonAccountHolderPayload>, Internal> {
        account_holders::tokenize_person(ctx, input).await.map(|outcome| Some(outcome.into()))
    }

    /// Tokenizes data for a new `USBusinessAccountHolder`.
    #[graphql(name = "tokenizeUSBusinessAccountHolder")]
    async fn tokenize_us_business_account_holder(
        &self,
        ctx: &Context<'_>,
        input: Option<CreateUSBusinessAccountHolderInput>,
    ) -> Result<Option<TokenizeUSBusinessAccountHolderPayload>, Internal> {
        account_holders::tokenize_business(ctx, input).await.map(|outcome| Some(outcome.into()))
    }

    /// Tokenizes data for a new `USPersonAuthorizedUser`.
    #[graphql(name = "tokenizeUSPersonAuthorizedUser")]
    async fn tokenize_us_person_authorized_user(
        &self,
        ctx: &Context<'_>,
        input: CreateUSPersonAuthorizedUserInput,
    ) -> async_graphql::Result<Option<TokenizeUSPersonAuthorizedUserPayload>> {
        account_holders::tokenize_authorized_user(ctx, input).await.map(Some)
    }

    /// Create a new `USPersonAccountHolder`.
    #[graphql(name = "createUSPersonAccountHolder")]
    async fn create_us_person_account_holder(
        &self,
        ctx: &Context<'_>,
        input: CreateUSPersonAccountHolderInput,
    ) -> Result<Option<CreateUSPersonAccountHolderPayload>, Internal> {
        account_holders::create::<_, USPersonAccountHolder>(ctx, input)
            .await
            .map(|outcome| Some(outcome.into()))
    }

    /// Create a new `USPersonAccountHolder` from tokenized data.
    #[graphql(name = "createUSPersonAccountHolderFromToken")]
    async fn create_us_person_account_holder_from_token(
        &self,
        ctx: &Context<'_>,
        input: CreateUSPersonAccountHolderFromTokenInput,
    ) -> Result<Option<CreateUSPersonAccountHolderFromTokenPayload>, Internal> {
        account_holders::redeem::<USPersonAccountHolder>(ctx, Kind::Person, &input.token)
            .await
            .map(|outcome| Some(outcome.into()))
    }

    /// Create a new `USBusinessAccountHolder`.
    #[graphql(name = "createUSBusinessAccountHolder")]
    async fn create_us_business_account_holder(
        &self,
        ctx: &Context<'_>,
        input: CreateUSBusinessAccountHolderInput,
    ) -> Result<Option<CreateUSBusinessAccountHolderPayload>, Internal> {
        account_holders::create::<_, USBusinessAccountHolder>(ctx, input)
            .await
            .map(|outcome| Some(outcome.into()))
    }

    /// Create a new `USBusinessAccountHolder` from tokenized data.
    #[graphql(name = "createUSBusinessAccountHolderFromToken")]
    async fn create_us_business_account_holder_from_token(
        &self,
        ctx: &Context<'_>,
        input: CreateUSBusinessAccountHolderFromTokenInput,
    ) -> Result<Option<CreateUSBusinessAccountHolderFromTokenPayload>, Internal> {
        account_holders::redeem::<USBusinessAccountHolder>(ctx, Kind::Business, &input.token)
            .await
            .map(|outcome| Some(outcome.into()))
    }

    /// Create a new `USPersonAuthorizedUser`.
    #[graphql(name = "createUSPersonAuthorizedUser")]
    async fn create_us_person_authorized_user(
        &self,
        ctx: &Context<'_>,
        input: CreateUSPersonAuthorizedUserInput,
    ) -> Result<Option<CreateUSPersonAuthorizedUserPayload>, Internal> {
        account_holders::create::<_, USPersonAuthorizedUser>(ctx, input)
            .await
            .map(|outcome| Some(outcome.into()))
    }

    /// Create a new `USPersonAuthorizedUser` from tokenized data.
    #[graphql(name = "createUSPersonAuthorizedUserFromToken")]
    async fn create_us_person_authorized_user_from_token(
        &self,
        ctx: &Context<'_>,
        input: CreateUSPersonAuthorizedUserFromTokenInput,
    ) -> Result<Option<CreateUSPersonAuthorizedUserFromTokenPayload>, Internal> {
        account_holders::redeem::<USPersonAuthorizedUser>(ctx, Kind::AuthorizedUser, &input.token)
            .await
            .map(|outcome| Some(outcome.into()))
    }

    /// Initiates a session to allow multiple files to be uploaded.
    async fn start_document_upload_session(
        &self,
        ctx: &Context<'_>,
        input: StartDocumentUploadSessionInput,
    ) -> Result<Option<StartDocumentUploadSessionPayload>, Internal> {
        documents::start(ctx, input).await.map(|outcome| Some(outcome.into()))
    }

    /// Create a link to upload a document to Highnote.
    async fn create_document_upload_link(
        &self,
        ctx: &Context<'_>,
        input: CreateDocumentUploadLinkInput,
    ) -> Result<Option<CreateDocumentUploadLinkPayload>, Internal> {
        documents::create_link(ctx, input).await.map(|outcome| Some(outcome.into()))
    }

    /// Ends the session. The session no longer accepts additional files to be uploaded.
    async fn end_document_upload_session(
        &self,
        ctx: &Context<'_>,
        input: EndDocumentUploadSessionInput,
    ) -> Result<Option<EndDocumentUploadSessionPayload>, Internal> {
        documents::end(ctx, input).await.map(|outcome| Some(outcome.into()))
    }
}
