//! The three browser engines and their programs.

use std::fmt;

use clap::ValueEnum;

use crate::programs::Program;

/// A browser engine that the tests run in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Engine {
    /// Chromium, driven by chromedriver
    Chromium,
    /// Firefox, driven by geckodriver
    Firefox,
    /// `WebKitGTK`'s `MiniBrowser`, driven by `WebKitWebDriver`; it has no headless mode
    #[value(name = "webkit", help = "WebKitGTK's MiniBrowser, driven by WebKitWebDriver")]
    WebKit,
}

impl Engine {
    /// All engines in the order of the tests: the fastest first.
    pub const ALL: [Self; 3] = [Self::Chromium, Self::Firefox, Self::WebKit];

    /// Returns its name on the command line and in results.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::WebKit => "webkit",
        }
    }

    /// Returns its programs. geckodriver is missing, because no Debian package has it;
    /// [`crate::setup`] builds it.
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

/// The folders of `WebKitGTK`'s own programs, which no distribution puts on the `PATH`.
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
/// An X server without a monitor.
pub const XVFB: Program =
    Program { names: &["Xvfb"], folders: &[], package: "xvfb", variable: "SORDINO_XVFB" };

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_engine_is_parsed_from_its_own_name() {
        for engine in Engine::ALL {
            assert_eq!(Engine::from_str(engine.name(), false), Ok(engine));
        }
        assert!(Engine::from_str("safari", false).is_err());
    }
}
