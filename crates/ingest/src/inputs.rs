//! The files of all sources, each read once for every source that uses it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use rayon::prelude::*;
use saylau_tally::finding::{Place, ReadAs, SetAside, Source};

use crate::assemble::Usage;
use crate::ballot_source;
use crate::election_file::Layout;
use crate::error::{Error, ErrorKind};
use crate::folder::{Bytes, Folder};
use crate::load::Options;
use crate::opening::Wanted;
use crate::reading::{Aside, Origin, Reading};
use crate::scope::Scope;
use crate::selection::rows_read;
use crate::sheet::{Sheet, row_text};
use crate::{choice, columns, cvr, dominion, long, marks, wide};

/// A file, and how it is opened: two sheets of one workbook are two files of rows.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct InputFile {
    /// The file, relative to the election's folder.
    pub path: String,
    /// How it is opened.
    pub opening: Wanted,
}

/// Which files there are, and which source uses which.
pub(crate) struct Inputs {
    /// The files in the order of their paths.
    pub files: Vec<InputFile>,
    /// The uses of files, ordered by file and source.
    pub usages: Vec<Usage>,
}

/// How many rows a use of a file has.
#[derive(Clone, Copy)]
pub(crate) struct Rows {
    /// Data rows.
    pub read: u64,
    /// Rows passed over beside them.
    pub skipped: u64,
}

/// A file as it was read.
pub(crate) struct ReadFile {
    /// The SHA-256 digest of its bytes.
    pub sha256: String,
    /// Its length in bytes.
    pub length: u64,
    /// What the text had to be taken out of; absent for plain UTF-8 text.
    pub read_as: Option<ReadAs>,
    /// Its text, where it is kept to show rows of it.
    pub bytes: Option<Bytes>,
}

/// A file read as a whole, with a reading for each use of it.
type ReadWhole = (ReadFile, Vec<Reading>);

impl Inputs {
    /// The files that the sources name.
    pub(crate) fn of(folder: &Folder, scope: &Scope, options: &Options) -> Result<Self, Error> {
        let mut used: BTreeMap<InputFile, BTreeSet<usize>> = BTreeMap::new();
        for (number, source) in scope.settings.sources.iter().enumerate() {
            for pattern in &source.files {
                let paths =
                    folder.matching(pattern.get_ref()).map_err(|error| error.spot_in(scope.file, pattern.span()))?;
                for path in paths {
                    let file = InputFile { path: path.clone(), opening: options.bounded(&source.opening) };
                    if !used.entry(file).or_default().insert(number) {
                        return Err(scope.file.complain(pattern.span(), format!("the source names `{path}` twice")));
                    }
                }
            }
        }
        let usages = used.values().enumerate();
        let usages =
            usages.flat_map(|(file, sources)| sources.iter().map(move |&source| Usage { file, source })).collect();
        Ok(Self { files: used.into_keys().collect(), usages })
    }

    /// The uses of a source, in the order of the files.
    pub(crate) fn of_source(&self, source: usize) -> Vec<usize> {
        (0..self.usages.len()).filter(|&usage| self.usages[usage].source == source).collect()
    }

    /// The path of the file of a use.
    pub(crate) fn path(&self, usage: usize) -> &str {
        &self.files[self.usages[usage].file].path
    }

    /// The file of a use.
    pub(crate) fn file(&self, usage: usize) -> &InputFile {
        &self.files[self.usages[usage].file]
    }

    /// The uses of each file; they stand together.
    fn uses(&self) -> Vec<Range<usize>> {
        let mut uses = vec![0..0; self.files.len()];
        for (number, usage) in self.usages.iter().enumerate() {
            let range = &mut uses[usage.file];
            *range = if range.start == range.end { number..number + 1 } else { range.start..number + 1 };
        }
        uses
    }

    /// Reads every file: the files in their order, and one reading for each use in its order.
    pub(crate) fn read(
        &self,
        scope: &Scope,
        folder: &Folder,
        options: &Options,
    ) -> Result<(Vec<ReadFile>, Vec<Reading>), Error> {
        let scanned = ballot_source::plans(scope, folder, self, options)?;
        let by_scanner: BTreeSet<usize> = scanned.iter().flat_map(ballot_source::ScanPlan::usages).collect();
        let mut files = Vec::new();
        let mut readings = Vec::new();
        for read in self.read_whole(scope, folder, &by_scanner, options)? {
            let (file, more) = read.map_or((None, Vec::new()), |(file, readings)| (Some(file), readings));
            files.push(file);
            readings.extend(more);
        }
        for plan in scanned {
            for (usage, file, reading) in plan.count(scope, folder, self, options)? {
                let place = &mut files[self.usages[usage].file];
                if let Some(other) = place.as_ref().filter(|other: &&ReadFile| other.sha256 != file.sha256) {
                    let message =
                        format!("the file changed while it was read: {} became {}", other.sha256, file.sha256);
                    return Err(Error::new(ErrorKind::Unreadable, self.path(usage), message)
                        .help("read it again when nobody writes to it"));
                }
                place.get_or_insert(file);
                readings.push(reading);
            }
        }
        readings.sort_by_key(|reading| reading.usage);
        let files =
            files.into_iter().collect::<Option<Vec<_>>>().ok_or_else(|| Error::internal("a file was not read"))?;
        Ok((files, readings))
    }

    /// Reads the files that are not left to the scanner of ballots alone.
    fn read_whole(
        &self,
        scope: &Scope,
        folder: &Folder,
        by_scanner: &BTreeSet<usize>,
        options: &Options,
    ) -> Result<Vec<Option<ReadWhole>>, Error> {
        let all: Vec<(&InputFile, Range<usize>)> = self.files.iter().zip(self.uses()).collect();
        let files: Vec<Result<_, Error>> = all
            .into_par_iter()
            .map(|(file, uses)| {
                let uses: Vec<usize> = uses.filter(|usage| !by_scanner.contains(usage)).collect();
                if uses.is_empty() {
                    return Ok(None);
                }
                if self.holds_records(scope, uses[0]) {
                    let read = self.read_records(scope, folder, file, &uses)?;
                    if let Some(progress) = options.progress {
                        progress(read.0.length);
                    }
                    return Ok(Some(read));
                }
                let bytes = folder.read_text(&file.path, &file.opening)?;
                let readings =
                    uses.iter().map(|&usage| self.read_use(scope, &bytes, usage)).collect::<Result<_, _>>()?;
                if let Some(progress) = options.progress {
                    progress(bytes.length);
                }
                let (sha256, length, read_as) = (bytes.sha256.clone(), bytes.length, bytes.read_as.clone());
                Ok(Some((ReadFile { sha256, length, read_as, bytes: Some(bytes) }, readings)))
            })
            .collect();
        // Of several errors the one in the first file is told, whichever thread met its own first.
        files.into_iter().collect()
    }

    fn holds_records(&self, scope: &Scope, usage: usize) -> bool {
        matches!(scope.settings.sources[self.usages[usage].source].layout, Layout::Nist { .. })
    }

    /// Reads a file of cast vote records, once for each of its uses.
    fn read_records(
        &self,
        scope: &Scope,
        folder: &Folder,
        file: &InputFile,
        uses: &[usize],
    ) -> Result<ReadWhole, Error> {
        let (mut first, mut readings): (Option<ReadFile>, _) = (None, Vec::new());
        for &usage in uses {
            if !self.holds_records(scope, usage) {
                let message = "one source reads the file as cast vote records and another as rows";
                return Err(Error::new(ErrorKind::Setting, file.path.as_str(), message));
            }
            let source = &scope.settings.sources[self.usages[usage].source];
            let (read, reading) = cvr::read(scope, source, folder, file, usage)?;
            if first.as_ref().is_some_and(|first| first.sha256 != read.sha256) {
                return Err(changed(&file.path));
            }
            first.get_or_insert(read);
            readings.push(reading);
        }
        let first = first.ok_or_else(|| Error::internal("a file is used by nobody"))?;
        Ok((first, readings))
    }

    fn read_use(&self, scope: &Scope, bytes: &Bytes, usage: usize) -> Result<Reading, Error> {
        let source = &scope.settings.sources[self.usages[usage].source];
        let mut sheet = Sheet::open_by(bytes, source.shape(), &source.rules, scope.file)?;
        let mut reading = Reading { usage, ..Reading::default() };
        match &source.layout {
            Layout::Wide(_) => wide::read(scope, source, &mut sheet, &mut reading)?,
            Layout::Columns { .. } => columns::read(scope, source, bytes, &mut sheet, &mut reading)?,
            Layout::Long { .. } => long::read(scope, source, &mut sheet, &mut reading)?,
            Layout::Choice { .. } => choice::read(scope, source, &mut sheet, &mut reading)?,
            Layout::Marks { .. } => marks::read(scope, source, &mut sheet, &mut reading)?,
            Layout::Dominion { .. } => dominion::read(scope, source, bytes, &mut sheet, &mut reading)?,
            Layout::Nist { .. } => return Err(Error::internal("records are not read as rows")),
        }
        reading.skipped = sheet.skipped();
        Ok(reading)
    }

    /// One entry a file. A row that one of several sources sets aside is a row set aside.
    pub(crate) fn sources(
        &self,
        files: &[ReadFile],
        (rows, selected): (&[Rows], &[Option<Vec<bool>>]),
        taken: &[u64],
        aside: &[Aside],
    ) -> Vec<Source> {
        let mut refused: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        for row in aside {
            refused.entry(self.usages[row.origin.usage].file).or_default().insert(row.origin.place.start);
        }
        let mut sources = Vec::new();
        for ((file, read), uses) in files.iter().enumerate().zip(self.uses()) {
            let read_by: Vec<_> = uses.clone().map(|usage| (rows[usage].read, selected[usage].as_ref())).collect();
            let rows_read = rows_read(&read_by);
            let rows_set_aside = match uses.len() {
                1 => rows_read - taken[uses.start],
                _ => u64::try_from(refused.get(&file).map_or(0, BTreeSet::len)).unwrap_or(u64::MAX),
            };
            sources.push(Source {
                path: self.files[file].path.clone(),
                sha256: read.sha256.clone(),
                read_as: read.read_as.clone(),
                rows_skipped: uses.map(|usage| rows[usage].skipped).max().unwrap_or(0),
                bytes: read.length,
                rows_read,
                rows_counted: rows_read - rows_set_aside,
                rows_set_aside,
            });
        }
        sources
    }

    /// The rows that were not counted, as they stand in their files. A row that several sources set aside for the same reason
    /// is listed once.
    pub(crate) fn set_aside(&self, scope: &Scope, files: &[ReadFile], aside: &[Aside]) -> Vec<SetAside> {
        let mut listed = BTreeMap::new();
        let mut rows = Vec::new();
        for aside in aside {
            let Origin { usage, place } = aside.origin;
            let file = self.usages[usage].file;
            if *listed.entry((file, place, aside.code, &aside.row)).or_insert(usage) == usage {
                let secret = scope.settings.sources[self.usages[usage].source].layout.is_of_ballots();
                rows.push(self.row(secret, &files[file], file, aside));
            }
        }
        rows.sort();
        rows
    }

    fn row(&self, secret: bool, read: &ReadFile, file: usize, aside: &Aside) -> SetAside {
        let row = aside.origin.place;
        let text = match (&aside.row, &read.bytes) {
            // The ballot is secret, and one that stands with its station and number is not.
            _ if secret => String::new(),
            (Some(text), _) => text.clone(),
            (None, Some(bytes)) => row_text(bytes, row),
            (None, None) => String::new(),
        };
        let place = Place { file: self.files[file].path.clone(), line: row.line, column: None };
        SetAside { place, code: aside.code.to_owned(), row: text }
    }
}

fn changed(path: &str) -> Error {
    Error::new(ErrorKind::Unreadable, path, "the file changed while it was read")
        .help("read it again when nobody writes to it")
}
