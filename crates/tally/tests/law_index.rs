//! The index of the law against the code, the tests and the document made of it.

use std::fs;
use std::path::Path;

use saylau_tally::law::Edition;
use saylau_tally::law::calendar::Matter;
use saylau_tally::law::index::{find, render, rows, to_markdown};

fn crate_folder() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: impl AsRef<Path>) -> String {
    let path = path.as_ref();
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn every_rule_is_cited_where_its_code_is() {
    assert!(rows().len() > 100);
    for row in rows() {
        let code = read(crate_folder().join("src/law").join(&row.file));
        let article = row.citation().article;
        let cites = code.contains(&format!("\"{article}\"")) || code.contains(&format!("Art. {article}"));
        assert!(cites, "{} does not cite {article}", row.file);
        let item = code.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == row.item);
        assert!(item, "{} has no `{}`", row.file, row.item);
    }
}

#[test]
fn every_rule_has_tests_that_exist() {
    for row in rows() {
        assert!(!row.tests.is_empty(), "{} has no test", row.path());
        for test in &row.tests {
            let (file, name) = test.split_once("::").expect("file::test");
            let tests = read(crate_folder().join("tests").join(format!("{file}.rs")));
            // Between the mark of a test and its name stands nothing but other attributes.
            let at = tests.find(&format!("\nfn {name}(")).unwrap_or_else(|| panic!("there is no test `{test}`"));
            assert!(tests[..at].ends_with("#[test]"), "`{test}` is no test");
        }
    }
}

#[test]
fn every_parameter_of_a_rule_is_one_of_the_editions() {
    for row in rows() {
        for key in &row.parameters {
            let known = Edition::all().iter().any(|edition| edition.parameters().iter().any(|one| &one.key == key));
            assert!(known, "{}: no edition has a parameter `{key}`", row.path());
        }
    }
}

#[test]
fn every_matter_of_the_calendar_has_a_row() {
    for matter in Matter::ALL {
        let found = find(&matter.citation().article);
        assert!(
            found.iter().any(|row| row.citation() == matter.citation() && row.item == format!("{matter:?}")),
            "{matter}"
        );
    }
}

#[test]
fn an_article_is_found_with_all_its_paragraphs_and_a_paragraph_alone() {
    let articles = |wanted: &str| {
        let mut articles: Vec<_> = find(wanted).into_iter().map(|row| row.citation().to_string()).collect();
        articles.sort();
        articles.dedup();
        articles
    };
    assert_eq!(articles("51(5)"), ["Constitution, Art. 51(5)"]);
    assert_eq!(articles(" Art. 51 (5) "), ["Constitution, Art. 51(5)"]);
    assert_eq!(articles("51"), [1, 2, 3, 4, 5].map(|paragraph| format!("Constitution, Art. 51({paragraph})")));
    assert_eq!(articles("97-1"), ["Law on Elections, Art. 97-1", "Law on Elections, Art. 97-1(5)"]);
    assert_eq!(articles("97"), ["Law on Elections, Art. 97"]);
    assert!(articles("5").is_empty() && articles("").is_empty() && articles("200").is_empty());
}

#[test]
fn a_rule_is_shown_with_its_code_and_tests() {
    let text = render(&find("48(1)"));
    assert!(text.starts_with("Constitution, Art. 48(1)\n  The Chairperson of the Senate"), "{text}");
    assert!(text.contains("  code: law::succession::in_order\n"), "{text}");
}

/// Regenerate with `SAYLAU_BLESS=1 cargo test -p saylau-tally --test law_index`.
#[test]
fn the_document_is_made_from_the_index() {
    let path = crate_folder().join("../../docs/law.md");
    let made = to_markdown();
    if std::env::var_os("SAYLAU_BLESS").is_some() {
        fs::write(&path, &made).expect("the document can be written");
    }
    assert!(read(path) == made, "docs/law.md is not up to date; make it again with SAYLAU_BLESS=1");
}
