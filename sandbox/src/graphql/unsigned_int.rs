//! The scalar `UnsignedInt`.

use async_graphql::{InputValueError, InputValueResult, Scalar, ScalarType, Value};
use serde::Serialize;

/// A non-negative integer
#[derive(Serialize)]
pub struct UnsignedInt(u64);

impl UnsignedInt {
    /// Wraps a number.
    pub fn new(value: u64) -> Self {
        Self(value)
    }
}

#[Scalar]
impl ScalarType for UnsignedInt {
    fn parse(value: Value) -> InputValueResult<Self> {
        match &value {
            Value::Number(number) => match number.as_u64() {
                Some(number) => Ok(Self(number)),
                None => Err(InputValueError::custom("must be a non-negative integer")),
            },
            _ => Err(InputValueError::expected_type(value)),
        }
    }

    fn to_value(&self) -> Value {
        self.0.into()
    }
}
