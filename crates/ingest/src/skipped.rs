//! Rows that `election.toml` tells to pass over: how many there were is told, so that none is lost unseen.

use saylau_tally::finding::{Finding, Place, Severity};
use saylau_tally::outcome::Value;

use crate::inputs::Inputs;
use crate::reading::Reading;
use crate::sheet::Skipped;

/// One finding for each use of a file in which rows were passed over.
pub(crate) fn findings(inputs: &Inputs, readings: &[Reading]) -> Vec<Finding> {
    readings.iter().filter_map(|reading| finding(inputs.path(reading.usage), &reading.skipped)).collect()
}

/// The finding about the rows passed over in a file; nothing where there were none.
pub(crate) fn finding(path: &str, skipped: &Skipped) -> Option<Finding> {
    let first = *skipped.first.first()?;
    let mut lines = skipped.first.iter().map(u64::to_string).collect::<Vec<_>>().join(", ");
    if u64::try_from(skipped.first.len()).unwrap_or(u64::MAX) < skipped.rows {
        lines.push_str(", …");
    }
    let place = Place { file: path.to_owned(), line: first, column: None };
    let finding = Finding::new("rows-skipped", Severity::Note).at(place);
    Some(finding.with("rows", Value::Number(skipped.rows)).with("lines", Value::Text(lines)))
}
