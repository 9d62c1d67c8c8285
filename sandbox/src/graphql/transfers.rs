//! Transfers that are yet to come. The sandbox moves no money, so every list of them is empty; the
//! types are here because a client that asks for an account's cards may ask for its transfers too.

use async_graphql::{Enum, ID, Interface, SimpleObject, Union};

use super::connection::{Page, Paging, connection};
use super::ledger::Amount;

/// The status of a transfer.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScheduledTransferStatusCode {
    Scheduled,
    Active,
    Canceled,
    Closed,
}

/// How often a transfer is made.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecurringAchTransferFrequencyCode {
    Monthly,
}

/// What a statement says of a transfer.
#[derive(SimpleObject)]
#[graphql(name = "ACHDescriptor")]
pub struct AchDescriptor {
    company_entry_description: Option<String>,
    individual_name: Option<String>,
}

/// A transfer of an amount that is given.
#[derive(SimpleObject)]
pub struct ManualTransferAmount {
    amount: Option<Amount>,
}

/// How the amount of a transfer is found.
#[derive(Union)]
pub enum TransferAmountStrategy {
    Manual(ManualTransferAmount),
}

/// A transfer that is made once.
#[derive(SimpleObject)]
#[graphql(name = "OneTimeACHTransfer")]
pub struct OneTimeAchTransfer {
    id: ID,
    descriptor: Option<AchDescriptor>,
    transfer_amount: Option<TransferAmountStrategy>,
    status: Option<ScheduledTransferStatusCode>,
    scheduled_transfer_date: Option<String>,
    created_at: Option<String>,
    updated_at: Option<String>,
}

/// A transfer that is made again and again.
#[derive(SimpleObject)]
#[graphql(name = "RecurringACHTransfer")]
pub struct RecurringAchTransfer {
    id: ID,
    descriptor: Option<AchDescriptor>,
    transfer_amount: Option<TransferAmountStrategy>,
    frequency: Option<RecurringAchTransferFrequencyCode>,
    status: Option<ScheduledTransferStatusCode>,
    next_scheduled_transfer_date: Option<String>,
    created_at: Option<String>,
    updated_at: Option<String>,
}

/// Any transfer that is yet to come.
#[derive(Interface)]
#[graphql(field(name = "id", ty = "&ID"))]
pub enum ScheduledTransfer {
    OneTime(OneTimeAchTransfer),
    Recurring(RecurringAchTransfer),
}

connection!(
    /// Transfers that are yet to come.
    ScheduledTransferConnection,
    ScheduledTransferEdge,
    ScheduledTransfer
);

impl ScheduledTransferConnection {
    /// A page of no transfers.
    pub fn empty(paging: Paging<'_>) -> async_graphql::Result<Self> {
        Ok(Page::<ScheduledTransfer>::cut(Vec::new(), |_| "", paging)?.into())
    }
}
