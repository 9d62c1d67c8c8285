//! The two ways in which the API says no inside a result.

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

/// The caller may not do this.
#[derive(Debug, Clone, SimpleObject)]
pub struct AccessDeniedError {
    /// A human-readable message detailing the error.
    pub message: String,
}

impl AccessDeniedError {
    /// What the credentials do not allow.
    pub fn new() -> Self {
        Self { message: "Access denied".to_owned() }
    }
}

/// A user error's code. The real API publishes no list: these are the sandbox's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Code {
    /// The value breaks a rule.
    Invalid,
    /// No object has this id.
    NotFound,
    /// A value must be given.
    Required,
    /// The object is in no state for this.
    InvalidState,
}

impl Code {
    fn name(self) -> &'static str {
        match self {
            Self::Invalid => "INVALID",
            Self::NotFound => "NOT_FOUND",
            Self::Required => "REQUIRED",
            Self::InvalidState => "INVALID_STATE",
        }
    }
}

/// All that is wrong with an input, gathered before the answer so that a person can mend it at once.
#[derive(Debug, Default)]
pub struct Problems {
    found: Vec<FieldUserError>,
}

impl Problems {
    /// Adds one. `path` is written with dots and starts below the argument: `newPin`, `owners.0.name`.
    pub fn add(&mut self, path: &str, code: Code, description: &str) {
        let parts = || std::iter::once("input").chain(path.split('.').filter(|part| !part.is_empty()));
        let is_name = |part: &&str| !part.bytes().all(|byte| byte.is_ascii_digit());
        self.found.push(FieldUserError {
            path: Some(parts().filter(is_name).map(str::to_owned).collect()),
            code: Some(code.name().to_owned()),
            description: Some(description.to_owned()),
            error_path: Some(parts().map(str::to_owned).collect()),
        });
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// The user error of one problem.
    pub fn only(path: &str, code: Code, description: &str) -> UserError {
        let mut problems = Self::default();
        problems.add(path, code, description);
        problems.into()
    }
}

impl From<Problems> for UserError {
    fn from(problems: Problems) -> Self {
        Self { errors: Some(problems.found) }
    }
}
