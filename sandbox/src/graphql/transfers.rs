//! Scheduled transfers. The sandbox moves no money, so all lists of them are empty. The types exist
//! because a client that asks for an account's cards may also ask for its transfers.

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

/// The description of a transfer on a statement.
#[derive(SimpleObject)]
#[graphql(name = "ACHDescriptor")]
pub struct AchDescriptor {
    company_entry_description: Option<String>,
    individual_name: Option<String>,
}

/// A fixed amount.
#[derive(SimpleObject)]
pub struct ManualTransferAmount {
    amount: Option<Amount>,
}

/// The way to determine the amount of a transfer.
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

/// A transfer that is repeated.
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

/// Any scheduled transfer.
#[derive(Interface)]
#[graphql(field(name = "id", ty = "&ID"))]
pub enum ScheduledTransfer {
    OneTime(OneTimeAchTransfer),
    Recurring(RecurringAchTransfer),
}

connection!(
    /// Scheduled transfers.
    ScheduledTransferConnection,
    ScheduledTransferEdge,
    ScheduledTransfer
);

impl ScheduledTransferConnection {
    /// Returns a page without transfers.
    pub fn empty(paging: Paging<'_>) -> async_graphql::Result<Self> {
        Ok(Page::<ScheduledTransfer>::cut(Vec::new(), |_| "", paging)?.into())
    }
}
