//! What a reader is shown of a record, in one language: worded, ordered and gathered into tables, but in no format.
//!
//! The page and the documents on paper are made from these views alone. No format knows the law, and no view knows a format.

pub(crate) mod commission;
pub(crate) mod contest;
pub(crate) mod corrections;
pub(crate) mod hemicycle;
pub(crate) mod inputs;
pub(crate) mod map;
pub(crate) mod regions;
pub(crate) mod status;
pub(crate) mod steps;
pub(crate) mod tiles;
