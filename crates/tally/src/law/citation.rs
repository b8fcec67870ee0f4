//! Which provision a step obeys.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};

/// An act of law.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Act {
    /// The Constitution of the Republic of Kazakhstan.
    Constitution,
    /// The Constitutional Law on Elections.
    Elections,
    /// The Constitutional Law on the Republican Referendum.
    Referendum,
    /// Not the law of Kazakhstan: the rule written out in the election's own file.
    Custom,
}

/// A provision: an act and, inside it, an article in the law's own numbering, such as `51(5)`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Citation {
    /// The act.
    pub act: Act,
    /// The article with its paragraph in brackets; empty for [`Act::Custom`].
    pub article: Cow<'static, str>,
}

impl Citation {
    /// A provision of the Constitution.
    pub const fn constitution(article: &'static str) -> Self {
        Self { act: Act::Constitution, article: Cow::Borrowed(article) }
    }

    /// A provision of the Constitutional Law on Elections.
    pub const fn elections(article: &'static str) -> Self {
        Self { act: Act::Elections, article: Cow::Borrowed(article) }
    }

    /// A provision of the Constitutional Law on the Republican Referendum.
    pub const fn referendum(article: &'static str) -> Self {
        Self { act: Act::Referendum, article: Cow::Borrowed(article) }
    }

    /// The rule written out in the election's own file.
    pub const fn custom() -> Self {
        Self { act: Act::Custom, article: Cow::Borrowed("") }
    }
}

impl fmt::Display for Citation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.act {
            Act::Constitution => write!(f, "Constitution, Art. {}", self.article),
            Act::Elections => write!(f, "Law on Elections, Art. {}", self.article),
            Act::Referendum => write!(f, "Law on the Referendum, Art. {}", self.article),
            Act::Custom => f.write_str("the rule of the election's file"),
        }
    }
}
