//! `saylau law`: show the rules.

use std::io::{self, Write as _};

use saylau_report::{render_edition, render_editions_apart, render_law};
use saylau_tally::law::index;
use saylau_tally::text::Language;

use crate::arguments::Lang;
use crate::decided::edition_named;
use crate::exit::{Exit, Failure};

const EXAMPLE: &str = "\
Example:
  saylau law
  saylau law '51(5)'
  saylau law '51(5)' --lang kk
  saylau law --edition 2004
  saylau law --edition 2023-03-19
  saylau law --diff 1998 2026";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLE)]
pub(crate) struct Arguments {
    /// The article whose rules are wanted, such as 51(5) or 97-1; all rules where nothing is asked
    #[arg(conflicts_with_all = ["edition", "diff"])]
    article: Option<String>,
    /// The parameters in force in an edition or on a day, each with its source
    #[arg(long, value_name = "EDITION", conflicts_with = "diff")]
    edition: Option<String>,
    /// What differs between two editions
    #[arg(long, num_args = 2, value_names = ["FROM", "TO"])]
    diff: Option<Vec<String>>,
    /// The language of what is printed
    #[arg(long, value_enum, default_value = "en")]
    lang: Lang,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Exit, Failure> {
    let language = arguments.lang.into();
    let text = if let Some(name) = &arguments.edition {
        render_edition(edition_named(name)?, language)
    } else if let Some([from, to]) = arguments.diff.as_deref() {
        render_editions_apart(edition_named(from)?, edition_named(to)?, language)
    } else {
        rules(arguments.article.as_deref(), language)?
    };
    io::stdout().write_all(text.as_bytes())?;
    Ok(Exit::Done)
}

fn rules(article: Option<&str>, language: Language) -> Result<String, Failure> {
    let Some(article) = article else { return Ok(render_law(&index::rows().collect::<Vec<_>>(), language)) };
    let found = index::find(article);
    if found.is_empty() {
        let asked = format!(
            "no rule here rests on an article `{article}`; `saylau law` lists all, written as in 51(5) or 97-1"
        );
        return Err(asked.into());
    }
    Ok(render_law(&found, language))
}
