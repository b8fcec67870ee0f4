//! The index of the law against the code, the tests and the document made of it.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use saylau_tally::law::Edition;
use saylau_tally::law::calendar::Matter;
use saylau_tally::law::index::{Cases, Row, Wording, find, rows, to_markdown};
use saylau_tally::law::motion::Motion;

fn crate_folder() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: impl AsRef<Path>) -> String {
    let path = path.as_ref();
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn every_rule_is_cited_where_its_code_is() {
    assert!(rows().count() > 100);
    for row in rows() {
        let code = read(crate_folder().join("src/law").join(&row.file));
        let article = row.citation().article;
        let cites = code.contains(&format!("\"{article}\"")) || code.contains(&format!("Art. {article}"));
        assert!(cites, "{} does not cite {article}", row.file);
        let item = code.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == row.item);
        assert!(item, "{} has no `{}`", row.file, row.item);
    }
}

/// Whether a test or a fixture of this name exists; see [`saylau_tally::law::index::Cases`].
fn exists(name: &str) -> bool {
    let fixtures = crate_folder().join("../../fixtures");
    if let Some((file, test)) = name.split_once("::") {
        let tests = read(crate_folder().join("tests").join(format!("{file}.rs")));
        // Between the mark of a test and its name stands nothing but other attributes.
        return tests.find(&format!("\nfn {test}(")).is_some_and(|at| tests[..at].ends_with("#[test]"));
    }
    match name.split_once('#') {
        Some((table, case)) => {
            read(fixtures.join(table)).lines().skip(1).any(|row| row.split(',').next() == Some(case))
        }
        None => fixtures.join(name).is_dir(),
    }
}

#[test]
fn every_rule_was_tried_clearly_met_exactly_at_its_bar_one_below_and_where_it_does_not_apply() {
    for row in rows() {
        let Cases { met, exact, below, not_applicable } = &row.cases;
        let of = row.path();
        assert!(!met.is_empty(), "{of} is nowhere clearly met");
        assert_eq!(exact.is_empty(), !row.bar, "{of}: a rule with a bar is tried exactly on it, one without is not");
        assert!(!below.is_empty(), "{of} is nowhere missed");
        assert!(!not_applicable.is_empty(), "{of} applies everywhere");
        for name in met.iter().chain(exact).chain(below).chain(not_applicable).chain(&row.tests) {
            assert!(exists(name), "{of}: there is no test or fixture `{name}`");
        }
    }
}

#[test]
fn a_test_or_fixture_that_is_not_there_is_noticed() {
    for name in ["rounds::no_such_test", "oddities/no-such-folder", "law/votes.csv#no-such-row", "law/votes.csv#case"] {
        assert!(!exists(name), "{name}");
    }
}

#[test]
fn every_row_of_the_tables_of_the_law_belongs_to_a_rule_or_is_an_extra() {
    let named: BTreeSet<&String> = rows()
        .flat_map(|row| [&row.cases.met, &row.cases.exact, &row.cases.below, &row.cases.not_applicable])
        .flatten()
        .collect();
    for table in ["votes.csv", "dates.csv", "persons.csv"] {
        let text = read(crate_folder().join("../../fixtures/law").join(table));
        let cases: Vec<_> = text.lines().skip(1).filter_map(|row| row.split(',').next()).collect();
        let missing = cases.iter().filter(|case| !named.contains(&format!("law/{table}#{case}"))).count();
        assert!(missing * 20 < cases.len(), "{table}: {missing} of {} rows belong to no rule", cases.len());
    }
}

#[test]
fn every_rule_and_edge_case_is_said_in_three_languages() {
    // Kazakh has letters that Russian has not, and English shares none with either.
    let kazakh = |text: &str| text.chars().any(|letter| "әғқңөұүһіӘҒҚҢӨҰҮҺІ".contains(letter));
    let cyrillic = |text: &str| text.chars().any(|letter| ('а'..='я').contains(&letter));
    let mut seen = BTreeSet::new();
    for row in rows() {
        for wording in std::iter::once(&row.rule).chain(&row.edge_case) {
            let Wording { kk, ru, en } = wording;
            assert!(!kk.trim().is_empty() && !ru.trim().is_empty() && !en.trim().is_empty(), "{wording:?}");
            assert!(kazakh(kk), "not Kazakh: {kk}");
            assert!(cyrillic(ru) && !kazakh(ru), "not Russian: {ru}");
            assert!(en.is_ascii(), "not English: {en}");
            seen.insert(en);
        }
        for text in [&row.rule.kk, &row.rule.ru, &row.rule.en] {
            assert!(text.ends_with('.'), "no sentence: {text}");
        }
    }
    assert!(seen.len() > 150, "each rule has words of its own");
}

#[test]
fn a_rule_of_a_broken_row_does_not_go_unnoticed() {
    let whole = "act = \"constitution\"\narticle = \"1\"\nfile = \"f\"\nitem = \"i\"\nrule = { kk = \"a\", ru = \"b\", en = \"c\" }\n\
                 cases = { met = [], below = [], not-applicable = [] }\n";
    assert!(toml::from_str::<Row>(whole).is_ok());
    for (part, without) in [("ru = \"b\", ", ""), ("met = [], ", ""), ("item", "item-of-another-name")] {
        assert!(toml::from_str::<Row>(&whole.replace(part, without)).is_err(), "{part}");
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
fn every_motion_is_tried_in_all_four_ways() {
    for motion in Motion::ALL {
        for case in ["met", "exact", "not-applicable"] {
            let name = format!("law/votes.csv#{motion}-{case}");
            assert!(exists(&name), "{name}");
        }
        let below = ["", "-senate", "-majilis"].map(|body| exists(&format!("law/votes.csv#{motion}-below{body}")));
        assert!(below[0] || (below[1] && below[2]), "{motion}");
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
fn an_article_that_a_rule_rests_on_beside_its_own_finds_it_too() {
    let articles: Vec<_> = find("62(3)").into_iter().map(|row| row.citation().article).collect();
    assert_eq!(articles, ["53(1)"]);
    for row in rows() {
        for article in &row.also {
            assert!(find(article).contains(&row), "{article}");
        }
    }
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
