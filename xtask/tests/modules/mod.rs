//! Reads the files of a crate and resolves the paths in them as the compiler does.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use syn::punctuated::Punctuated;
use syn::visit::{self, Visit};
use syn::{Attribute, Expr, Item, ItemMod, ItemUse, Macro, Token, UseTree, Visibility};

/// The segments of a module's path, from the root of its crate.
type ModulePath = Vec<String>;

#[derive(Default)]
struct Module {
    /// The path of the file, relative to the root of the repository.
    file: String,
    /// Names that the module defines.
    defines: BTreeSet<String>,
    /// Imported names, each with its full path.
    imports: HashMap<String, Vec<String>>,
    /// Paths of `use …::*`.
    globs: Vec<Vec<String>>,
    /// All other paths, and those of `use` without `pub`.
    paths: Vec<Vec<String>>,
}

/// The modules of one crate.
pub struct Crate {
    modules: BTreeMap<ModulePath, Module>,
}

impl Crate {
    /// Reads the crate whose first file is `first`.
    pub fn read(root: &Path, first: &str) -> Self {
        let mut found = Self { modules: BTreeMap::new() };
        let path = root.join(first);
        let folder = path.parent().map(Path::to_path_buf).unwrap_or_default();
        found.read_file(root, &path, &folder, vec![]);
        found
    }

    /// Returns for each file the other files that it needs.
    pub fn needs(&self) -> BTreeMap<String, BTreeSet<String>> {
        let mut needs: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (at, module) in &self.modules {
            let own = needs.entry(module.file.clone()).or_default();
            for path in &module.paths {
                if let Some(file) = self.definer(at, path, 0)
                    && *file != module.file
                {
                    own.insert(file.clone());
                }
            }
        }
        needs
    }

    fn read_file(&mut self, root: &Path, path: &Path, folder: &Path, at: ModulePath) {
        let text = std::fs::read_to_string(path)
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let parsed =
            syn::parse_file(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let file = path.strip_prefix(root).unwrap_or(path).display().to_string();
        self.read_items(root, &file, folder, at, &parsed.items);
    }

    fn read_items(
        &mut self,
        root: &Path,
        file: &str,
        folder: &Path,
        at: ModulePath,
        items: &[Item],
    ) {
        let mut module = Module { file: file.to_owned(), ..Module::default() };
        for item in items {
            if let Item::Mod(inner) = item {
                // `#[path]` includes a file that belongs to another crate.
                let is_elsewhere = inner.attrs.iter().any(|one| one.path().is_ident("path"));
                if is_for_tests(&inner.attrs) || is_elsewhere {
                    continue;
                }
                let name = inner.ident.to_string();
                module.defines.insert(name.clone());
                let mut path = at.clone();
                path.push(name.clone());
                self.read_module(root, file, folder, path, inner);
                continue;
            }
            let mut reader = Reader { module: &mut module };
            reader.visit_item(item);
        }
        self.modules.insert(at, module);
    }

    fn read_module(
        &mut self,
        root: &Path,
        file: &str,
        folder: &Path,
        at: ModulePath,
        inner: &ItemMod,
    ) {
        let name = inner.ident.to_string();
        let below = folder.join(&name);
        if let Some((_, items)) = &inner.content {
            return self.read_items(root, file, &below, at, items);
        }
        let candidates: [PathBuf; 2] =
            [folder.join(format!("{name}.rs")), folder.join(&name).join("mod.rs")];
        let found = candidates.iter().find(|path| path.is_file());
        let found = found.unwrap_or_else(|| panic!("{file}: no file of mod {name}"));
        self.read_file(root, found, &below, at);
    }

    /// Returns the file with the item that `path` leads to, starting at the module `at`.
    fn definer(&self, at: &ModulePath, path: &[String], depth: usize) -> Option<&String> {
        if depth > 16 {
            return None;
        }
        let mut module: ModulePath = at.clone();
        let mut rest = path;
        match rest.first()?.as_str() {
            "crate" => (module, rest) = (vec![], &rest[1..]),
            "self" => rest = &rest[1..],
            "super" => {
                while rest.first().is_some_and(|name| name == "super") {
                    module.pop()?;
                    rest = &rest[1..];
                }
            }
            _ => {}
        }
        loop {
            let here = self.modules.get(&module)?;
            let name = rest.first()?;
            let mut child = module.clone();
            child.push(name.clone());
            if self.modules.contains_key(&child) {
                // The path leads on into the child module.
                (module, rest) = (child, &rest[1..]);
                continue;
            }
            if here.defines.contains(name) {
                return Some(&here.file);
            }
            if let Some(target) = here.imports.get(name) {
                let target: Vec<String> = target.iter().chain(&rest[1..]).cloned().collect();
                return self.definer(&module, &target, depth + 1);
            }
            return here.globs.iter().find_map(|glob| {
                let target: Vec<String> = glob.iter().chain(rest).cloned().collect();
                self.definer(&module, &target, depth + 1)
            });
        }
    }
}

/// Returns whether an item is compiled for tests only.
fn is_for_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let syn::Meta::List(list) = &attribute.meta else { return false };
        list.path.is_ident("cfg") && list.tokens.to_string().starts_with("test")
    })
}

/// Collects the names and paths of one module.
struct Reader<'a> {
    module: &'a mut Module,
}

impl Reader<'_> {
    fn read_use(&mut self, tree: &UseTree, before: &[String], is_reexport: bool) {
        let with = |name: &syn::Ident| {
            let mut path = before.to_vec();
            path.push(name.to_string());
            path
        };
        let (name, path) = match tree {
            UseTree::Path(path) => {
                return self.read_use(&path.tree, &with(&path.ident), is_reexport);
            }
            UseTree::Group(group) => {
                for tree in &group.items {
                    self.read_use(tree, before, is_reexport);
                }
                return;
            }
            UseTree::Glob(_) => {
                self.module.globs.push(before.to_vec());
                return;
            }
            // `use a::{self}` is `a`.
            UseTree::Name(name) if name.ident == "self" => {
                (before.last().cloned().unwrap_or_default(), before.to_vec())
            }
            UseTree::Name(name) => (name.ident.to_string(), with(&name.ident)),
            UseTree::Rename(rename) => (rename.rename.to_string(), with(&rename.ident)),
        };
        if !is_reexport {
            self.module.paths.push(path.clone());
        }
        // `use name` imports another crate; as an alias of itself it would never resolve.
        if path != [name.clone()] {
            self.module.imports.insert(name, path);
        }
    }
}

impl<'ast> Visit<'ast> for Reader<'_> {
    fn visit_item(&mut self, item: &'ast Item) {
        let (attributes, name) = match item {
            Item::Const(item) => (&item.attrs, Some(&item.ident)),
            Item::Enum(item) => (&item.attrs, Some(&item.ident)),
            Item::Fn(item) => (&item.attrs, Some(&item.sig.ident)),
            Item::Static(item) => (&item.attrs, Some(&item.ident)),
            Item::Struct(item) => (&item.attrs, Some(&item.ident)),
            Item::Trait(item) => (&item.attrs, Some(&item.ident)),
            Item::Type(item) => (&item.attrs, Some(&item.ident)),
            Item::Union(item) => (&item.attrs, Some(&item.ident)),
            Item::Macro(item) => (&item.attrs, item.ident.as_ref()),
            Item::Impl(item) => (&item.attrs, None),
            Item::Use(item) => (&item.attrs, None),
            _ => return visit::visit_item(self, item),
        };
        if is_for_tests(attributes) {
            return;
        }
        self.module.defines.extend(name.map(ToString::to_string));
        visit::visit_item(self, item);
    }

    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        let is_reexport = !matches!(item.vis, Visibility::Inherited);
        self.read_use(&item.tree, &[], is_reexport);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        self.module.paths.push(path.segments.iter().map(|part| part.ident.to_string()).collect());
        visit::visit_path(self, path);
    }

    /// Reads the arguments of a macro, which are mostly expressions separated by commas.
    fn visit_macro(&mut self, call: &'ast Macro) {
        self.visit_path(&call.path);
        let parser = Punctuated::<Expr, Token![,]>::parse_terminated;
        if let Ok(expressions) = call.parse_body_with(parser) {
            for expression in &expressions {
                Reader { module: self.module }.visit_expr(expression);
            }
        }
    }
}
