//! The API's two kinds of refusal inside a result.

use async_graphql::SimpleObject;

/// Result type when user errors are present on the request.
#[derive(Debug, Clone, SimpleObject)]
pub struct UserError {
    /// The user errors present on the request.
    pub errors: Option<Vec<FieldUserError>>,
}

/// A validation error for a specific field or input path.
#[derive(Debug, Clone, SimpleObject)]
pub struct FieldUserError {
    /// The path to the input field which has an error.
    #[graphql(
        deprecation = "`path` does not provide index information for list input errors. Use `errorPath` instead."
    )]
    pub path: Option<Vec<String>>,
    /// A machine-readable code for the specific error.
    pub code: Option<String>,
    /// A human-friendly description for the specific error.
    pub description: Option<String>,
    /// The path to the input field which has an error, including indices.
    pub error_path: Option<Vec<String>>,
}

/// The caller lacks a permission.
#[derive(Debug, Clone, SimpleObject)]
pub struct AccessDeniedError {
    /// A human-readable message detailing the error.
    pub message: String,
}

impl AccessDeniedError {
    /// The refusal, which has the same message each time.
    pub fn new() -> Self {
        Self { message: "Access denied".to_owned() }
    }
}

/// A user error's code. The real API publishes no list, so these codes are the sandbox's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Code {
    /// The value breaks a rule.
    Invalid,
    /// No object has this id.
    NotFound,
    /// A value must be given.
    Required,
    /// The object's state does not allow this.
    InvalidState,
    /// Another object has the value.
    Duplicate,
}

impl Code {
    fn name(self) -> &'static str {
        match self {
            Self::Invalid => "INVALID",
            Self::NotFound => "NOT_FOUND",
            Self::Required => "REQUIRED",
            Self::InvalidState => "INVALID_STATE",
            Self::Duplicate => "DUPLICATE",
        }
    }
}

/// Everything that is wrong with an input. All problems are collected before the answer, so that a
/// person can correct them at once.
#[derive(Debug, Default)]
pub struct Problems {
    found: Vec<FieldUserError>,
}

impl Problems {
    /// Adds a problem. `path` is written with dots and starts below the argument, for example
    /// `newPin` or `owners.0.name`.
    pub fn add(&mut self, path: &str, code: Code, description: &str) {
        let parts =
            || std::iter::once("input").chain(path.split('.').filter(|part| !part.is_empty()));
        let is_name = |part: &&str| !part.bytes().all(|byte| byte.is_ascii_digit());
        self.found.push(FieldUserError {
            path: Some(parts().filter(is_name).map(str::to_owned).collect()),
            code: Some(code.name().to_owned()),
            description: Some(description.to_owned()),
            error_path: Some(parts().map(str::to_owned).collect()),
        });
    }

    /// Creates the list of one problem.
    pub fn only(path: &str, code: Code, description: &str) -> Self {
        let mut problems = Self::default();
        problems.add(path, code, description);
        problems
    }

    /// Whether there is no problem.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Returns the paths, for a result without user errors.
    pub fn paths(&self) -> String {
        let paths = self
            .found
            .iter()
            .filter_map(|error| error.error_path.as_ref())
            .map(|path| path.join("."));
        paths.collect::<Vec<_>>().join(", ")
    }
}

/// The outcome of a mutation.
pub enum Outcome<T> {
    /// The mutation was carried out.
    Done(T),
    /// The input has problems.
    UserError(Problems),
    /// The caller lacks a permission.
    AccessDenied,
}

impl<T> Outcome<T> {
    /// Converts the result of a mutation that was carried out.
    pub fn map<U>(self, make: impl FnOnce(T) -> U) -> Outcome<U> {
        match self {
            Self::Done(done) => Outcome::Done(make(done)),
            Self::UserError(problems) => Outcome::UserError(problems),
            Self::AccessDenied => Outcome::AccessDenied,
        }
    }
}

/// Makes the result union of a mutation, `Done | UserError | AccessDeniedError`, from its
/// [`Outcome`].
macro_rules! result_union {
    ($(#[$doc:meta])* $name:ident = $done:ident) => {
        $(#[$doc])*
        #[derive(async_graphql::Union)]
        pub enum $name {
            $done($done),
            UserError($crate::graphql::problems::UserError),
            AccessDeniedError($crate::graphql::problems::AccessDeniedError),
        }

        impl From<$crate::graphql::problems::Outcome<$done>> for $name {
            fn from(outcome: $crate::graphql::problems::Outcome<$done>) -> Self {
                use $crate::graphql::problems::{AccessDeniedError, Outcome};
                match outcome {
                    Outcome::Done(done) => Self::$done(done),
                    Outcome::UserError(problems) => Self::UserError(problems.into()),
                    Outcome::AccessDenied => Self::AccessDeniedError(AccessDeniedError::new()),
                }
            }
        }
    };
}
pub(super) use result_union;

impl From<Problems> for UserError {
    fn from(problems: Problems) -> Self {
        Self { errors: Some(problems.found) }
    }
}
