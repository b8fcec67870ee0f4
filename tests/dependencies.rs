//! What the program stands on: each library is named with what it is for, and every licence is one of those allowed.

#![allow(clippy::unwrap_used, reason = "a test may fall")]

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;
use std::{env, fs};

use serde_json::Value;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap()
}

fn settings(path: &str) -> toml::Table {
    read(path).parse().unwrap()
}

#[test]
fn every_dependency_is_explained_and_every_explained_one_is_used() {
    let workspace = settings("Cargo.toml");
    let used = workspace["workspace"]["dependencies"].as_table().unwrap().keys();
    let used: BTreeSet<&str> = used.map(String::as_str).filter(|name| !name.starts_with("saylau")).collect();
    let page = read("docs/dependencies.md");
    let cells = page.lines().filter_map(|line| line.strip_prefix("| `")?.split(" | ").next());
    let explained: BTreeSet<&str> =
        cells.flat_map(|cell| cell.split(", ")).map(|name| name.trim_matches('`')).collect();
    assert_eq!(used, explained);
}

#[test]
fn no_crate_takes_a_dependency_past_the_list_of_the_workspace() {
    let members = settings("Cargo.toml")["workspace"]["members"].as_array().unwrap().clone();
    for member in members.iter().map(|member| member.as_str().unwrap()).chain(["."]) {
        let manifest = settings(&format!("{member}/Cargo.toml"));
        let of_platforms = manifest.get("target").and_then(toml::Value::as_table);
        let of_platforms = of_platforms.into_iter().flatten().filter_map(|(_, platform)| platform.as_table());
        for table in [&manifest].into_iter().chain(of_platforms) {
            let kinds = ["dependencies", "dev-dependencies", "build-dependencies"];
            for (name, dependency) in kinds.iter().filter_map(|kind| table.get(*kind)?.as_table()).flatten() {
                let inherited = dependency.get("workspace").and_then(toml::Value::as_bool);
                assert_eq!(inherited, Some(true), "{member}: {name}");
            }
        }
    }
}

/// Whether an SPDX expression can be met by the licences allowed. `AND` binds more tightly than `OR`; a `/` is an old way to write `OR`.
fn is_met(expression: &str, allowed: &BTreeSet<String>) -> bool {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let (met, rest) = any(&words, allowed);
    assert!(rest.is_empty(), "`{expression}` is not an expression of licences");
    met
}

fn any<'a>(words: &'a [&'a str], allowed: &BTreeSet<String>) -> (bool, &'a [&'a str]) {
    let (mut met, mut rest) = all(words, allowed);
    while let Some(("OR", after)) = rest.split_first().map(|(word, after)| (*word, after)) {
        let (other, after) = all(after, allowed);
        (met, rest) = (met || other, after);
    }
    (met, rest)
}

fn all<'a>(words: &'a [&'a str], allowed: &BTreeSet<String>) -> (bool, &'a [&'a str]) {
    let (mut met, mut rest) = one(words, allowed);
    while let Some(("AND", after)) = rest.split_first().map(|(word, after)| (*word, after)) {
        let (other, after) = one(after, allowed);
        (met, rest) = (met && other, after);
    }
    (met, rest)
}

fn one<'a>(words: &'a [&'a str], allowed: &BTreeSet<String>) -> (bool, &'a [&'a str]) {
    match words {
        ["(", inner @ ..] => {
            let (met, rest) = any(inner, allowed);
            (met, rest.strip_prefix(&[")"]).unwrap_or(rest))
        }
        // An exception only gives more freedom than the licence itself.
        [licence, "WITH", _, rest @ ..] | [licence, rest @ ..] => (allowed.contains(*licence), rest),
        [] => (false, words),
    }
}

#[test]
fn an_expression_of_licences_is_met_by_one_side_of_or_and_both_sides_of_and() {
    let allowed: BTreeSet<String> = ["MIT", "Zlib"].map(str::to_owned).into();
    for met in ["MIT", "GPL-3.0 OR MIT", "MIT/GPL-3.0", "MIT AND Zlib", "(GPL-3.0 OR MIT) AND Zlib", "MIT WITH X OR Y"]
    {
        assert!(is_met(met, &allowed), "{met}");
    }
    for unmet in ["GPL-3.0", "GPL-3.0 AND MIT", "MIT AND (GPL-3.0 OR Y)", ""] {
        assert!(!is_met(unmet, &allowed), "{unmet}");
    }
}

#[test]
fn every_package_that_is_built_has_an_allowed_licence_and_comes_from_a_registry() {
    let allowed = settings("deny.toml")["licenses"]["allow"].as_array().unwrap().clone();
    let allowed: BTreeSet<String> = allowed.iter().map(|licence| licence.as_str().unwrap().to_owned()).collect();
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let about = Command::new(&cargo).arg("-vV").output().unwrap();
    let about = String::from_utf8(about.stdout).unwrap();
    let platform = about.lines().find_map(|line| line.strip_prefix("host: ")).unwrap();
    // Packages of other platforms may never have been fetched here, so only those of this one are asked for.
    let mut arguments = vec!["metadata", "--offline", "--locked", "--format-version=1", "--filter-platform", platform];
    // The same holds for those of a feature that nobody asked for.
    if cfg!(feature = "pdf") {
        arguments.extend(["--features", "pdf"]);
    }
    let metadata = Command::new(&cargo).args(arguments).current_dir(root()).output().unwrap();
    assert!(metadata.status.success(), "{}", String::from_utf8_lossy(&metadata.stderr));
    let metadata: Value = serde_json::from_slice(&metadata.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    assert!(packages.len() > 100);
    for package in packages {
        let name = package["name"].as_str().unwrap();
        let licence = package["license"].as_str().unwrap_or_default();
        assert!(is_met(licence, &allowed), "{name}: {licence}");
        let of_this_project = name.starts_with("saylau");
        let from = package["source"].as_str().unwrap_or_default();
        assert!(of_this_project || from.starts_with("registry+"), "{name} comes from `{from}`");
    }
}
