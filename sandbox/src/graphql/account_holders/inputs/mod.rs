//! The inputs that describe a person or a business to be tokenized or created.
//!
//! * [`persons`] and [`businesses`], of [`parts`] and [`choices`]
//! * [`tokens`] creating from a token

mod businesses;
mod choices;
mod parts;
mod persons;
mod tokens;

pub use businesses::{CreateUSBusinessAccountHolderInput, USBusinessProfileInput};
pub use choices::{BusinessStructure, BusinessTitle, PhoneLabel, TaxIdentificationNumberType};
pub use parts::{
    AddressInput, NameParts, PhoneInput, TaxIdentificationDocumentInput,
    USIdentificationDocumentInput,
};
pub use persons::{
    CreateUSPersonAccountHolderInput, CreateUSPersonAuthorizedUserInput, USAuthorizedPersonInput,
    USPersonAccountHolderInput, USPersonAuthorizedUserInput, USUltimateBeneficialOwnerInput,
};
pub use tokens::{
    CreateUSBusinessAccountHolderFromTokenInput, CreateUSPersonAccountHolderFromTokenInput,
    CreateUSPersonAuthorizedUserFromTokenInput,
};
