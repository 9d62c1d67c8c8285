//! The three engines and where their programs are.

use std::ffi::OsString;
use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use crate::error::Error;

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

/// A program of a browser.
pub struct Program {
    /// Names to look for on the PATH, the first found is taken.
    pub names: &'static [&'static str],
    /// Folders outside the PATH where it may be.
    pub folders: &'static [&'static str],
    /// Debian's name of the package that has it.
    pub package: &'static str,
    /// The variable that tells the tests where it is.
    pub variable: &'static str,
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

impl Program {
    /// Where it is: named by its variable, else on the PATH, else in its own folders.
    pub fn find(&self) -> Option<PathBuf> {
        if let Some(named) = std::env::var_os(self.variable) {
            return Some(named.into());
        }
        let path = std::env::var_os("PATH").unwrap_or_default();
        let folders = self.folders.iter().map(|folder| Path::new(folder).to_path_buf());
        find_in(self.names, std::env::split_paths(&path).chain(folders))
    }

    /// Like [`Program::find`], for when setup has made sure of it.
    pub fn path(&self) -> Result<PathBuf, Error> {
        self.find().ok_or_else(|| Error::Missing {
            what: self.names.join(" or "),
            how: format!("install it (Debian: {}) or name it in {}", self.package, self.variable),
        })
    }
}

/// The first of `names` that is a file in one of `folders`.
pub fn find_in(names: &[&str], folders: impl IntoIterator<Item = PathBuf>) -> Option<PathBuf> {
    let folders: Vec<PathBuf> = folders.into_iter().collect();
    names
        .iter()
        .find_map(|name| folders.iter().map(|folder| folder.join(name)).find(|path| path.is_file()))
}

/// `PATH` with more folders before it.
pub fn path_with(first: &[PathBuf]) -> OsString {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = first.iter().cloned().chain(std::env::split_paths(&path));
    // Only a folder with a separator in its name can't be joined: it can't be on a PATH at all.
    std::env::join_paths(folders).unwrap_or(path)
}

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

    #[test]
    fn the_first_name_wins_over_the_first_folder() {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let found = find_in(&["main.rs", "Cargo.toml"], [here.to_path_buf(), here.join("src")]);
        assert_eq!(found, Some(here.join("src/main.rs")));
    }
}
