//! `[source.versions]`: which of several protocols of one station is counted.

use toml::Spanned;

use super::ElectionFile;
use super::format::{Purpose, VersionsFormat};
use super::sources::{ContestOf, SourceSettings};
use super::values::ColumnName;
use crate::error::Error;
use crate::versions::{Rank, Version};

/// Which of several protocols of one station is counted.
#[derive(Clone, Debug)]
pub(crate) struct VersionSettings {
    /// Where the version is said.
    pub of: VersionOf,
    /// What versions are compared by.
    pub order: VersionOrder,
    /// Which one is counted.
    pub choose: Choose,
}

/// Where the version of a protocol is said.
#[derive(Clone, Debug)]
pub(crate) enum VersionOf {
    /// In a column.
    Column(Spanned<ColumnName>),
    /// All protocols of the source have the same.
    Source(Version),
}

/// What versions are compared by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum VersionOrder {
    /// These values, the earliest first.
    Listed(Vec<String>),
    /// Their number.
    Number,
    /// Their day and time.
    Date,
}

/// Which version is counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Choose {
    /// The latest one.
    Latest,
    /// This one and no other.
    Only(Rank),
}

const LATEST: &str = "latest";

/// Reads the table.
pub(super) fn read(file: &ElectionFile, format: Spanned<VersionsFormat>) -> Result<VersionSettings, Error> {
    let span = format.span();
    let format = format.into_inner();
    let order = match format.order.0.as_slice() {
        [one] if one.get_ref() == "number" => VersionOrder::Number,
        [one] if one.get_ref() == "date" => VersionOrder::Date,
        values => VersionOrder::Listed(listed(file, values)?),
    };
    let choose = match (format.choose.get_ref().as_str(), &order) {
        (LATEST, _) => Choose::Latest,
        (value, VersionOrder::Listed(_)) => {
            let version = order.version(value).ok_or_else(|| {
                file.complain(format.choose.span(), format!("`{value}` is none of the listed versions"))
                    .help("write `latest`, or one of the values of `order`")
            })?;
            Choose::Only(version.rank)
        }
        (value, _) => {
            let message = format!("of versions that are numbers or dates only the latest can be chosen, not `{value}`");
            return Err(file.complain(format.choose.span(), message).help("write `choose = \"latest\"`"));
        }
    };
    let of = match (format.column, format.value) {
        (Some(column), None) => VersionOf::Column(column),
        (None, Some(value)) => {
            let unknown = || file.complain(value.span(), format!("`{}` is no version of this order", value.get_ref()));
            VersionOf::Source(order.version(value.get_ref()).ok_or_else(unknown)?)
        }
        _ => {
            return Err(file
                .complain(span, "the version is either in a column or the same for the whole source")
                .help("write either `column = \"…\"` or `value = \"…\"`"));
        }
    };
    Ok(VersionSettings { of, order, choose })
}

fn listed(file: &ElectionFile, values: &[Spanned<String>]) -> Result<Vec<String>, Error> {
    let mut listed: Vec<String> = Vec::new();
    for value in values {
        let text = value.get_ref();
        if listed.contains(text) || text == LATEST || text.is_empty() {
            return Err(file.complain(value.span(), format!("`{text}` cannot stand here, or stands here twice"))
                .help("list the versions as they stand in the column, the earliest first; or write `order = \"number\"` or `\"date\"`"));
        }
        listed.push(text.clone());
    }
    if listed.len() < 2 {
        let span = values.first().map_or(0..0, Spanned::span);
        return Err(file
            .complain(span, "one version has no order")
            .help("list the versions, the earliest first; or write `order = \"number\"` or `\"date\"`"));
    }
    Ok(listed)
}

/// Versions of one contest's protocols are compared with each other, so the sources must agree about them.
pub(super) fn refuse_two_orders(file: &ElectionFile, sources: &[SourceSettings]) -> Result<(), Error> {
    let counted: Vec<_> = sources.iter().filter(|source| source.purpose == Purpose::Count).collect();
    for (at, source) in counted.iter().enumerate() {
        let Some(versions) = &source.versions else { continue };
        let other = counted[..at].iter().filter(|other| may_share(&other.contest, &source.contest));
        let differs = |other: &VersionSettings| (&other.order, &other.choose) != (&versions.order, &versions.choose);
        if other.filter_map(|other| other.versions.as_ref()).any(differs) {
            return Err(file
                .complain(source.columns_at.clone(), "another source of this contest has versions of another order")
                .help("give all sources of a contest the same `order` and `choose`"));
        }
    }
    Ok(())
}

fn may_share(one: &ContestOf, other: &ContestOf) -> bool {
    match (one, other) {
        (ContestOf::Source(one), ContestOf::Source(other)) => one == other,
        _ => true,
    }
}
