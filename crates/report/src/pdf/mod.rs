//! Documents on paper, as PDF. Compiled in with the feature `pdf` only: what sets the pages takes minutes to build.

mod fonts;
mod typeset;

pub(crate) use typeset::Sheet;
