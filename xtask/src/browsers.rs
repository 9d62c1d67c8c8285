//! The three engines and where their programs are.

use std::fmt;
use std::str::FromStr;

use crate::error::Error;
use crate::programs::Program;

/// A browser engine the tests run in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// Chromium by `ChromeDriver`.
    Chromium,
    /// Firefox by geckodriver.
    Firefox,
    /// `WebKitGTK`'s `MiniBrowser` by `WebKitWebDriver`; it has no headless mode.
    WebKit,
}

impl Engine {
    /// In the order they are tested: the fastest to fail first.
    pub const ALL: [Self; 3] = [Self::Chromium, Self::Firefox, Self::WebKit];

    /// Its name on the command line and in results.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::WebKit => "webkit",
        }
    }

    /// The programs needed, each with the names it goes by and the Debian package that has it.
    ///
    /// geckodriver is in no Debian package; [`crate::setup`] builds it.
    pub const fn programs(self) -> &'static [Program] {
        match self {
            Self::Chromium => &[CHROMIUM, CHROMEDRIVER],
            Self::Firefox => &[FIREFOX],
            Self::WebKit => &[WEBKITDRIVER, MINIBROWSER, XVFB],
        }
    }
}

impl fmt::Display for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Engine {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self, Error> {
        let found = Self::ALL.into_iter().find(|engine| engine.name() == name);
        found.ok_or_else(|| {
            Error::usage(format!(
                "no engine is named {name:?}: there are chromium, firefox and webkit"
            ))
        })
    }
}

/// The folders of `WebKitGTK`'s own programs: no distribution has them on the PATH.
const WEBKIT_FOLDERS: &[&str] = &[
    "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1",
    "/usr/lib/aarch64-linux-gnu/webkit2gtk-4.1",
    "/usr/libexec/webkit2gtk-4.1",
    "/usr/lib/webkit2gtk-4.1",
];

const CHROMIUM: Program = Program {
    names: &["chromium", "chromium-browser", "google-chrome"],
    folders: &[],
    package: "chromium",
    variable: "SORDINO_CHROMIUM",
};
/// Drives Chromium.
pub const CHROMEDRIVER: Program = Program {
    names: &["chromedriver"],
    folders: &[],
    package: "chromium-driver",
    variable: "SORDINO_CHROMEDRIVER",
};
const FIREFOX: Program = Program {
    names: &["firefox-esr", "firefox"],
    folders: &[],
    package: "firefox-esr",
    variable: "SORDINO_FIREFOX",
};
/// Drives `WebKitGTK`.
pub const WEBKITDRIVER: Program = Program {
    names: &["WebKitWebDriver"],
    folders: &[],
    package: "webkit2gtk-driver",
    variable: "SORDINO_WEBKITDRIVER",
};
const MINIBROWSER: Program = Program {
    names: &["MiniBrowser"],
    folders: WEBKIT_FOLDERS,
    package: "libwebkit2gtk-4.1-0",
    variable: "SORDINO_MINIBROWSER",
};
/// An X server without a screen.
pub const XVFB: Program =
    Program { names: &["Xvfb"], folders: &[], package: "xvfb", variable: "SORDINO_XVFB" };

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_engine_is_read_by_its_own_name() {
        for engine in Engine::ALL {
            assert_eq!(engine.name().parse::<Engine>().ok(), Some(engine));
        }
        assert!("safari".parse::<Engine>().is_err());
    }
}
