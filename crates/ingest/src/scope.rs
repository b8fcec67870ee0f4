//! What every reader of rows needs to know of the election: which contests, constituencies and options there are, and where a
//! station belongs.

use std::collections::{BTreeMap, HashMap, HashSet};

use saylau_tally::election::{BallotOption, Contest};
use saylau_tally::outcome::Value;
use saylau_tally::text::Id;
use toml::Spanned;

use crate::election_file::{ColumnName, Constituencies, ContestSettings, ElectionFile, Settings, SourceSettings};
use crate::error::Error;
use crate::register::Register;
use crate::sheet::{Row, Sheet};

/// The election as readers of rows look at it.
pub(crate) struct Scope<'a> {
    /// What `election.toml` says.
    pub settings: &'a Settings,
    /// Its text, to point into.
    pub file: &'a ElectionFile,
    /// The register of stations, where there is one.
    pub register: Option<&'a Register>,
    contests: HashMap<&'a str, usize>,
    /// For each contest, the position of each listed constituency.
    constituencies: Vec<HashMap<&'a str, usize>>,
    /// For each contest, every option on any of its ballot papers.
    options: Vec<HashMap<&'a str, &'a Id>>,
    /// For each contest, the place of each option on the ballot paper that constituencies share.
    shared: Vec<HashMap<&'a str, usize>>,
    /// For each contest and constituency with a ballot paper of its own, the place of each option on it.
    own: Vec<BTreeMap<usize, HashMap<&'a str, usize>>>,
    regions: Option<HashSet<&'a str>>,
}

impl<'a> Scope<'a> {
    /// Indexes the settings.
    pub(crate) fn new(settings: &'a Settings, file: &'a ElectionFile, register: Option<&'a Register>) -> Self {
        let contests = &settings.election.contests;
        let regions = &settings.election.regions;
        Self {
            settings,
            file,
            register,
            contests: contests.iter().enumerate().map(|(at, contest)| (contest.id.as_str(), at)).collect(),
            constituencies: contests
                .iter()
                .map(|contest| {
                    contest.constituencies.iter().enumerate().map(|(at, one)| (one.id.as_str(), at)).collect()
                })
                .collect(),
            options: contests
                .iter()
                .zip(&settings.contests)
                .map(|(contest, more)| {
                    let listed = contest.constituencies.iter().flat_map(|one| &one.options);
                    listed.chain(&more.shared).map(|option| (option.id.as_str(), &option.id)).collect()
                })
                .collect(),
            shared: settings.contests.iter().map(|more| places(&more.shared)).collect(),
            own: contests.iter().zip(&settings.contests).map(|(contest, more)| own_places(contest, more)).collect(),
            regions: (!regions.is_empty()).then(|| regions.iter().map(|region| region.id.as_str()).collect()),
        }
    }

    /// The contest with this identifier.
    pub(crate) fn contest(&self, name: &str) -> Option<usize> {
        self.contests.get(name).copied()
    }

    /// The identifier of a contest.
    pub(crate) fn contest_id(&self, contest: usize) -> &'a Id {
        &self.settings.election.contests[contest].id
    }

    /// The option with this identifier on any ballot paper of a contest.
    pub(crate) fn option(&self, contest: usize, name: &str) -> Option<&'a Id> {
        self.options[contest].get(name).copied()
    }

    /// The place of the option with this identifier on one of the ballot papers of a contest.
    pub(crate) fn place_on_ballot(&self, contest: usize, ballot: usize, name: &str) -> Option<usize> {
        self.own[contest].get(&ballot).unwrap_or(&self.shared[contest]).get(name).copied()
    }

    /// How many different ballot papers a contest has; one for all constituencies where they are as found.
    pub(crate) fn ballots(&self, contest: usize) -> usize {
        match self.settings.contests[contest].constituencies {
            Constituencies::AsFound => 1,
            _ => self.settings.election.contests[contest].constituencies.len(),
        }
    }

    /// The options of one of the ballot papers of a contest.
    pub(crate) fn ballot(&self, contest: usize, ballot: usize) -> &'a [BallotOption] {
        match self.settings.contests[contest].constituencies {
            Constituencies::AsFound => &self.settings.contests[contest].shared,
            _ => &self.settings.election.contests[contest].constituencies[ballot].options,
        }
    }

    /// Whether a region may be named.
    pub(crate) fn knows_region(&self, region: &str) -> bool {
        self.regions.as_ref().is_none_or(|known| known.contains(region))
    }

    /// The constituency of a name and its ballot paper.
    pub(crate) fn constituency(&self, contest: usize, name: &str) -> Option<(Id, usize)> {
        if self.settings.contests[contest].constituencies == Constituencies::AsFound {
            return Id::new(name).ok().map(|id| (id, 0));
        }
        let position = *self.constituencies[contest].get(name)?;
        Some((self.settings.election.contests[contest].constituencies[position].id.clone(), position))
    }
}

/// The place of each option on a ballot paper.
fn places(options: &[BallotOption]) -> HashMap<&str, usize> {
    options.iter().enumerate().map(|(place, option)| (option.id.as_str(), place)).collect()
}

/// The places on the ballot papers that one constituency alone has.
fn own_places<'a>(contest: &'a Contest, settings: &ContestSettings) -> BTreeMap<usize, HashMap<&'a str, usize>> {
    if settings.constituencies == Constituencies::AsFound {
        return BTreeMap::new();
    }
    let constituencies = contest.constituencies.iter().enumerate();
    let own = constituencies.filter(|(_, constituency)| constituency.options != settings.shared);
    own.map(|(at, constituency)| (at, places(&constituency.options))).collect()
}

/// Why a row cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Reason {
    /// The code of the finding.
    pub code: &'static str,
    /// The cell it is about.
    pub column: Option<usize>,
    /// What the message speaks of.
    pub values: Vec<(&'static str, Value)>,
}

impl Reason {
    /// A reason about a cell.
    pub(crate) fn at(code: &'static str, column: usize) -> Self {
        Self { code, column: Some(column), values: Vec::new() }
    }

    /// The same reason, about the cell of a column.
    pub(crate) fn in_column(mut self, column: usize) -> Self {
        self.column = Some(column);
        self
    }

    /// The same reason with an option.
    pub(crate) fn option(mut self, name: &'static str, option: Id) -> Self {
        self.values.push((name, Value::Option(option)));
        self
    }

    /// The same reason with one more text.
    pub(crate) fn text(mut self, name: &'static str, text: impl Into<String>) -> Self {
        self.values.push((name, Value::Text(text.into())));
        self
    }
}

/// The station a row is about, and where it belongs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Located {
    /// The contest.
    pub contest: usize,
    /// The station.
    pub station: Id,
    /// Its region, where one is known.
    pub region: Option<Id>,
    /// Its constituency.
    pub constituency: Id,
    /// The ballot paper of the constituency.
    pub ballot: usize,
}

/// The columns that say where a row belongs.
pub(crate) struct Locator {
    contest: ContestIn,
    station: Vec<usize>,
    region: Option<usize>,
    constituency: Option<usize>,
}

enum ContestIn {
    Source(usize),
    Column(usize),
}

impl Locator {
    /// Finds the columns in a sheet.
    pub(crate) fn new(source: &SourceSettings, sheet: &Sheet, file: &ElectionFile) -> Result<Self, Error> {
        use crate::election_file::ContestOf;
        let one =
            |column: &Option<Spanned<ColumnName>>| column.as_ref().map(|name| sheet.column(name, file)).transpose();
        Ok(Self {
            contest: match &source.contest {
                ContestOf::Source(contest) => ContestIn::Source(*contest),
                ContestOf::Column(name) => ContestIn::Column(sheet.column(name, file)?),
            },
            station: source.station.iter().map(|name| sheet.column(name, file)).collect::<Result<_, _>>()?,
            region: one(&source.region)?,
            constituency: one(&source.constituency)?,
        })
    }

    /// The contest of a row.
    pub(crate) fn contest(&self, scope: &Scope, row: &Row) -> Result<usize, Reason> {
        match self.contest {
            ContestIn::Source(contest) => Ok(contest),
            ContestIn::Column(column) => {
                let name = text(row.cell(column));
                scope.contest(name).ok_or_else(|| Reason::at("contest-unknown", column).text("contest", name))
            }
        }
    }

    /// Whether every row belongs to the same contest, and to which.
    pub(crate) fn only_contest(&self) -> Option<usize> {
        match self.contest {
            ContestIn::Source(contest) => Some(contest),
            ContestIn::Column(_) => None,
        }
    }

    /// All of the columns.
    pub(crate) fn columns(&self) -> Vec<usize> {
        let contest = match self.contest {
            ContestIn::Source(_) => None,
            ContestIn::Column(column) => Some(column),
        };
        let others = [contest, self.region, self.constituency].into_iter().flatten();
        self.station.iter().copied().chain(others).collect()
    }

    /// The first column of the station, to point at.
    pub(crate) fn station_column(&self) -> Option<usize> {
        self.station.first().copied()
    }

    /// The name of the station of a row, into a buffer that is used again for every row.
    pub(crate) fn station_name(&self, row: &Row, name: &mut String) -> Result<(), Reason> {
        name.clear();
        for (at, &column) in self.station.iter().enumerate() {
            if at > 0 {
                name.push('/');
            }
            let part = text(row.cell(column));
            if part.is_empty() {
                return Err(Reason::at("cell-empty", column));
            }
            name.push_str(part);
        }
        if self.station.is_empty() {
            name.push_str(crate::choice::ONE_STATION);
        }
        Ok(())
    }

    /// Where the row with this contest and station belongs.
    pub(crate) fn locate(&self, scope: &Scope, contest: usize, name: &str, row: &Row) -> Result<Located, Reason> {
        let unknown = || {
            if let Some(column) = self.unusable(row) {
                return Reason::at("name-unusable", column);
            }
            let reason = Reason { code: "station-unknown", column: self.station_column(), values: Vec::new() };
            reason.text("station", name)
        };
        let registered = match scope.register {
            Some(register) => Some(register.station(name).ok_or_else(unknown)?),
            None => None,
        };
        let station = match registered {
            Some(registered) => registered.station.clone(),
            None => Id::new(name).map_err(|_| unknown())?,
        };
        let from_register = registered.and_then(|registered| registered.constituencies[contest].as_ref());
        let (constituency, ballot) = self.constituency(scope, contest, from_register, row)?;
        let from_register = registered.and_then(|registered| registered.region.as_ref());
        let region = self.region(scope, from_register, row)?;
        let region = region.or_else(|| {
            let constituencies = &scope.settings.election.contests[contest].constituencies;
            constituencies.get(ballot).and_then(|constituency| constituency.region.clone())
        });
        Ok(Located { contest, station, region, constituency, ballot })
    }

    /// The column of the station's name that holds a control character, such as a line break.
    fn unusable(&self, row: &Row) -> Option<usize> {
        self.station.iter().copied().find(|&column| text(row.cell(column)).chars().any(char::is_control))
    }

    fn constituency(
        &self,
        scope: &Scope,
        contest: usize,
        registered: Option<&Id>,
        row: &Row,
    ) -> Result<(Id, usize), Reason> {
        let kind = scope.settings.contests[contest].constituencies;
        if kind == Constituencies::Nation {
            return Ok((Id::nation(), 0));
        }
        let known = |id: &str| scope.constituency(contest, id);
        match (self.constituency, registered) {
            (Some(column), registered) => {
                let name = text(row.cell(column));
                if name.is_empty() {
                    return Err(Reason::at("cell-empty", column));
                }
                if let Some(registered) = registered.filter(|registered| registered.as_str() != name) {
                    let reason = Reason::at("constituency-differs", column).text("constituency", name);
                    return Err(reason.text("register", registered.as_str()));
                }
                known(name).ok_or_else(|| unknown("constituency-unknown", column, "constituency", name))
            }
            (None, Some(registered)) => known(registered.as_str())
                .ok_or_else(|| self.no_constituency().text("constituency", registered.as_str())),
            (None, None) => match scope.settings.election.contests[contest].constituencies.as_slice() {
                [only] => Ok((only.id.clone(), 0)),
                _ => Err(self.no_constituency().text("constituency", "")),
            },
        }
    }

    fn no_constituency(&self) -> Reason {
        Reason { code: "constituency-unknown", column: self.station_column(), values: Vec::new() }
    }

    fn region(&self, scope: &Scope, registered: Option<&Id>, row: &Row) -> Result<Option<Id>, Reason> {
        let Some(column) = self.region else { return Ok(registered.cloned()) };
        let name = text(row.cell(column));
        match registered {
            Some(registered) if name.is_empty() || registered.as_str() == name => Ok(Some(registered.clone())),
            Some(registered) => {
                Err(Reason::at("region-differs", column).text("region", name).text("register", registered.as_str()))
            }
            None if name.is_empty() => Ok(None),
            None => match Id::new(name) {
                Ok(region) if scope.knows_region(name) => Ok(Some(region)),
                _ => Err(unknown("region-unknown", column, "region", name)),
            },
        }
    }
}

/// The reason a name cannot be taken: it can be no name at all, or is none of those there are.
fn unknown(code: &'static str, column: usize, what: &'static str, name: &str) -> Reason {
    if name.chars().any(char::is_control) {
        return Reason::at("name-unusable", column);
    }
    Reason::at(code, column).text(what, name)
}

/// A cell of a row that is known to be UTF-8 text.
pub(crate) fn text(cell: &[u8]) -> &str {
    // Rows that are not UTF-8 are set aside before any of their cells is looked at.
    std::str::from_utf8(cell).unwrap_or_default()
}
