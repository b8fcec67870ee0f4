//! Provisions of the law in words: `Constitution, Art. 51(5)`, `Конституция, ст. 51, п. 5`, `Конституция, 51-бап 5-тармақ`.

use saylau_tally::law::{Act, Citation};
use saylau_tally::text::Language;

use crate::words::Words;

/// The citation in the language of `words`.
pub(crate) fn say(citation: &Citation, words: &Words) -> String {
    let act = match citation.act {
        Act::Constitution => words.plain("act-constitution"),
        Act::Elections => words.plain("act-elections"),
        Act::Referendum => words.plain("act-referendum"),
        Act::Custom => return words.plain("act-custom"),
    };
    let text = &citation.article;
    let language = words.language();
    if citation.act == Act::Constitution && without_paragraphs(text) {
        return format!("{act}, {}", subparagraph_of_article(text, language));
    }
    format!("{act}, {}", article(text, language))
}

/// Whether the article of the Constitution has no paragraphs, so that its subparagraphs stand right under it.
fn without_paragraphs(text: &str) -> bool {
    let number = text.split('(').next().unwrap_or_default();
    matches!(number, "44" | "53" | "54" | "55" | "56" | "57" | "67")
}

/// The subparagraph of an article without paragraphs, `53(3)`.
fn subparagraph_of_article(text: &str, language: Language) -> String {
    let mut parts = text.split(['(', ')']).filter(|part| !part.is_empty());
    let (Some(number), Some(subparagraph), None) = (parts.next(), parts.next(), parts.next()) else {
        return article(text, language);
    };
    match language {
        Language::English => format!("Art. {text}"),
        Language::Russian => format!("ст. {number}, подп. {subparagraph}"),
        Language::Kazakh => format!("{number}-бап {subparagraph}-тармақша"),
    }
}

/// An article with its paragraph and subparagraph, `51(5)` or `77(3)(1)`.
fn article(text: &str, language: Language) -> String {
    let mut parts = text.split(['(', ')']).filter(|part| !part.is_empty());
    let well_formed = text.chars().all(|character| character.is_ascii_digit() || "()-".contains(character));
    let (Some(article), true) = (parts.next(), well_formed) else { return format!("{} {text}", short(language)) };
    let (paragraph, subparagraph) = (parts.next(), parts.next());
    match language {
        Language::English => format!("Art. {text}"),
        Language::Russian => {
            let paragraph = paragraph.map(|number| format!(", п. {number}")).unwrap_or_default();
            let subparagraph = subparagraph.map(|number| format!(", подп. {number}")).unwrap_or_default();
            format!("ст. {article}{paragraph}{subparagraph}")
        }
        Language::Kazakh => {
            let paragraph = paragraph.map(|number| format!(" {number}-тармақ")).unwrap_or_default();
            let subparagraph = subparagraph.map(|number| format!(" {number}-тармақша")).unwrap_or_default();
            format!("{article}-бап{paragraph}{subparagraph}")
        }
    }
}

/// The abbreviation before an article whose numbering is not the usual one.
fn short(language: Language) -> &'static str {
    match language {
        Language::English => "Art.",
        Language::Russian => "ст.",
        Language::Kazakh => "бап",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paragraph_is_cited_as_each_language_does_it() {
        let citation = Citation::constitution("51(5)");
        let say = |language| say(&citation, &Words::of(language));
        assert_eq!(say(Language::Kazakh), "Конституция, 51-бап 5-тармақ");
        assert_eq!(say(Language::Russian), "Конституция, ст. 51, п. 5");
        assert_eq!(say(Language::English), "Constitution, Art. 51(5)");
    }

    #[test]
    fn a_subparagraph_of_an_article_without_paragraphs_is_cited_as_one() {
        let citation = Citation::constitution("53(3)");
        let say = |language| say(&citation, &Words::of(language));
        assert_eq!(say(Language::Kazakh), "Конституция, 53-бап 3-тармақша");
        assert_eq!(say(Language::Russian), "Конституция, ст. 53, подп. 3");
        assert_eq!(say(Language::English), "Constitution, Art. 53(3)");
    }

    #[test]
    fn articles_with_dashes_and_subparagraphs_keep_their_numbers() {
        assert_eq!(article("97-1", Language::Russian), "ст. 97-1");
        assert_eq!(article("43(3-1)", Language::Kazakh), "43-бап 3-1-тармақ");
        assert_eq!(article("77(3)(1)", Language::Russian), "ст. 77, п. 3, подп. 1");
        assert_eq!(article("63, 79", Language::Russian), "ст. 63, 79");
    }
}
