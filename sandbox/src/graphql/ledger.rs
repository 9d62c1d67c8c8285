//! `Ledger`, which counts the money of a financial account. The sandbox moves no money, so each
//! account has one ledger, and its balances are zero.

use async_graphql::{Enum, ID, SimpleObject};

use super::unsigned_int::UnsignedInt;

/// The kind of a ledger.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[rustfmt::skip]
pub enum LedgerName {
    AccountHolderCreditLimit, AccountHolderPaymentPayable, AccountHolderPaymentReceivable,
    AccountHolderPseudoLimit, AccountHolderSecuredDeposit, AchDebitPayable, AchPendingSettlement,
    AchPendingSettlementOut, Activity, AllocatedCreditLimit, AllocatedPseudoLimit, Authorization,
    AvailableCash, AvailableCredit, CardPayable, CardReceivable, CardTransactionCreditHold, Cash,
    CashExpense, CheckPayable, CheckProcessing, CheckSettlementDeposit, Cleared,
    CreditAuthorization, CreditHold, CreditOutstanding, DepositAuthorization, DepositHold,
    DepositReceivable, DisputeCredit, DisputeExpense, FeeAuthorization, FeeCleared, FundInHold,
    InterchangeRevenue, NetworkCreditReceivable, NetworkExpense, NetworkPayable, NetworkReceivable,
    OutstandingBalancePayable, OutstandingBalanceReceivable, PaymentInterchangeFeePayable,
    PaymentNetworkFeePayable, PaymentPayoutPayable, PaymentPlatformFeePayable,
    PayrollAdvancePayable, PayrollAdvanceReceivable, PayrollAdvanceWriteOff,
    PayrollAdvanceWriteOffExpense, PendingPaymentReceivable, ProvisionalCreditPayable,
    ProvisionalCreditReceivable, PullPaymentCreditHold, PullPaymentFeePayable,
    PullPaymentReceivable, PseudoAvailableCash, PseudoCash, RedeemableRewardsPoints,
    RefundAuthorization, RefundHold, Reserve, RewardsPoints, RiskHold, SecuredDepositCollateral,
    SecuredDepositPayable, SecuredDepositReceivable, SettlementPayable, TransferPayable,
    TransferPendingSettlement, TransferReceivable, UncollectedFunds, PushPaymentPayable,
    PushPaymentFeePayable, CustomerFeePayable, InterchangeFeePrecisionAdjustment,
    DisbursementCarryOverReceivable, DisbursementCarryOverPayable, AccountChargeOff,
    ChargeOffExpense, ExternalTransferPayable, SelfPayoutShortage, SelfPayoutShortageExpense,
    StatementDuePayable, StatementDueReceivable, CryptoAvailableCash, CryptoCash,
    PseudoAvailableCredit, PseudoCreditOutstanding, RtpDebitPayable, RtpPendingSettlement,
    PaymentChargebackFeePayable, CryptoFundingPayable, CryptoPlatformFeePayable,
    PrefundedAdvancePayable, PrefundedAdvanceReceivable, AccountReceivableHold,
    CashAdvanceOutstanding, CashAdvancePayable, CashAdvancePrincipal, CashAdvanceReceivable,
    CashAdvanceRepaid, ContraExternalFunding, FeePayable, FeeReceivable,
    PseudoOutstandingBalancePayable, PseudoOutstandingBalanceReceivable, DisbursementCash,
    DisbursementAvailableCash,
}

/// The side on which a ledger's balance normally is.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum NormalBalance {
    Credit,
    Debit,
}

/// An amount in minor units.
#[derive(SimpleObject)]
pub struct Amount {
    value: Option<UnsignedInt>,
    currency_code: Option<String>,
    decimal_places: Option<UnsignedInt>,
}

impl Amount {
    fn zero() -> Self {
        Self {
            value: Some(UnsignedInt::new(0)),
            currency_code: Some("USD".to_owned()),
            decimal_places: Some(UnsignedInt::new(2)),
        }
    }
}

/// A ledger of a financial account.
#[derive(SimpleObject)]
pub struct Ledger {
    id: ID,
    pub name: Option<LedgerName>,
    normal_balance: Option<NormalBalance>,
    credit_balance: Option<Amount>,
    debit_balance: Option<Amount>,
    as_of: Option<String>,
}

impl Ledger {
    /// The ledger of the account with this id, at this time.
    pub fn of_account(account_id: &str, as_of: String) -> Self {
        let opaque = account_id.split_once('_').map_or(account_id, |(_, opaque)| opaque);
        Self {
            id: ID(format!("ld_{opaque}")),
            name: Some(LedgerName::AvailableCash),
            normal_balance: Some(NormalBalance::Credit),
            credit_balance: Some(Amount::zero()),
            debit_balance: Some(Amount::zero()),
            as_of: Some(as_of),
        }
    }
}
