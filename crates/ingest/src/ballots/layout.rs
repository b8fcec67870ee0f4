//! A plan made ready for counting: every name numbered, every count with a place in one array.
//!
//! Each station has, in each contest it has a part in, a run of places: one for each option of its ballot paper, then blank,
//! invalid and overvoted. A table says for each ballot paper and each spelling which of these places it means.

use std::collections::BTreeSet;

use super::error::Error;
use super::names::Names;
use super::plan::{Plan, Stations};
use super::scanner::Instructions;

/// The places of a run after those of the options.
pub(super) const BLANK: usize = 0;
pub(super) const INVALID: usize = 1;
pub(super) const OVERVOTED: usize = 2;
pub(super) const MARKS: usize = 3;

/// Marks a spelling that is not on a ballot paper.
pub(super) const ABSENT: u16 = u16::MAX;

/// Marks a station that has no part in a contest.
pub(super) const NOWHERE: u32 = u32::MAX;

/// The largest number of stations of a count without a register.
pub(super) const MAX_STATIONS: usize = 1 << 20;

/// Where a station's counts of a contest stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Spot {
    /// The first place of its run in the array of counts, or [`NOWHERE`].
    pub base: u32,
    /// The first entry of its ballot paper in [`Layout::meanings`].
    pub table: u32,
}

/// A ballot paper.
#[derive(Clone, Debug)]
pub(super) struct Paper {
    pub contest: usize,
    pub ballot: usize,
    pub options: usize,
}

/// The plan made ready.
pub(super) struct Layout<'p> {
    pub plan: &'p Plan,
    pub instructions: Instructions,
    /// The cells a row of the fast path has, where it is fixed.
    pub cells: Option<usize>,
    /// The cells a row needs at least.
    pub needed: usize,
    pub contests: Names,
    pub choices: Names,
    /// Whether there is a quote in a name, so that it may be mistaken for a quoted one.
    pub quoted_names: bool,
    /// For each paper and each choice the place in the run, or [`ABSENT`].
    pub meanings: Vec<u16>,
    pub papers: Vec<Paper>,
    /// The stations known beforehand; none for stations as found.
    pub stations: Names,
    /// For each station and contest its run.
    pub spots: Vec<Spot>,
    /// Places taken by the stations known beforehand.
    pub places: usize,
    pub as_found: bool,
}

impl<'p> Layout<'p> {
    pub(super) fn new(plan: &'p Plan) -> Result<Self, Error> {
        check(plan)?;
        let columns = &plan.columns;
        let used = [columns.ballot, columns.contest, Some(columns.choice)];
        let needed = used.into_iter().flatten().chain(columns.station.iter().copied()).max().unwrap_or(0) + 1;
        if plan.expected_cells.is_some_and(|cells| cells < needed) || needed > usize::from(u16::MAX) {
            return Err(Error::Plan(format!("the columns need {needed} cells; a row has fewer")));
        }
        let contests = Names::of(plan.contests.iter().map(|contest| contest.id.as_bytes()));
        let choices = choices(plan);
        let papers: Vec<Paper> = plan
            .contests
            .iter()
            .enumerate()
            .flat_map(|(contest, planned)| {
                let paper = move |(ballot, paper): (usize, &super::plan::BallotPlan)| Paper {
                    contest,
                    ballot,
                    options: paper.options,
                };
                planned.ballots.iter().enumerate().map(paper)
            })
            .collect();
        let mut layout = Self {
            plan,
            instructions: Instructions::detect(plan.settings.scanner),
            cells: plan.expected_cells,
            needed,
            contests,
            meanings: vec![ABSENT; papers.len() * choices.len()],
            quoted_names: false,
            choices,
            papers,
            stations: Names::new(),
            spots: Vec::new(),
            places: 0,
            as_found: matches!(plan.stations, Stations::AsFound),
        };
        layout.fill_meanings()?;
        layout.place_stations()?;
        layout.quoted_names = [&layout.choices, &layout.contests, &layout.stations].into_iter().any(Names::has_quotes);
        Ok(layout)
    }

    /// The run of a contest for a station of stations as found, whose runs follow each other from `base`.
    pub(super) fn spots_as_found(&self, mut base: usize) -> Result<(Vec<Spot>, usize), Error> {
        let mut spots = Vec::with_capacity(self.plan.contests.len());
        for (index, paper) in self.papers.iter().enumerate() {
            spots.push(self.spot(base, index)?);
            base += paper.options + MARKS;
        }
        Ok((spots, base))
    }

    /// The paper whose table starts at `table`.
    pub(super) fn paper(&self, table: u32) -> &Paper {
        &self.papers[table as usize / self.choices.len().max(1)]
    }

    fn spot(&self, base: usize, paper: usize) -> Result<Spot, Error> {
        let number = |value: usize| u32::try_from(value).ok().filter(|number| *number < NOWHERE);
        let too_many = || Error::Plan("there are more counts than 32 bits can number".to_owned());
        Ok(Spot {
            base: number(base).ok_or_else(too_many)?,
            table: number(paper * self.choices.len()).ok_or_else(too_many)?,
        })
    }

    fn fill_meanings(&mut self) -> Result<(), Error> {
        let plan = self.plan;
        let marks = &plan.marks;
        for (index, paper) in self.papers.iter().enumerate() {
            let planned = &plan.contests[paper.contest].ballots[paper.ballot];
            let options = planned.spellings.iter().map(|(spelling, option)| (spelling, *option));
            let marked = [(&marks.blank, BLANK), (&marks.invalid, INVALID), (&marks.overvoted, OVERVOTED)];
            let marked = marked
                .into_iter()
                .flat_map(|(spellings, mark)| spellings.iter().map(move |spelling| (spelling, paper.options + mark)));
            for (spelling, place) in options.chain(marked) {
                let place = u16::try_from(place).ok().filter(|place| *place < ABSENT);
                let place = place.ok_or_else(|| Error::Plan("a ballot paper has too many options".to_owned()))?;
                let choice = self.choices.find(spelling.as_bytes()).map_or(0, |choice| choice as usize);
                let meaning = &mut self.meanings[index * self.choices.len() + choice];
                if *meaning != ABSENT && *meaning != place {
                    return Err(Error::Plan(format!("the choice `{spelling}` has two meanings on one ballot paper")));
                }
                *meaning = place;
            }
        }
        Ok(())
    }

    fn place_stations(&mut self) -> Result<(), Error> {
        let plan = self.plan;
        match &plan.stations {
            Stations::AsFound => {}
            Stations::One(name) => {
                self.stations = Names::of([name.as_bytes()]);
                (self.spots, self.places) = self.spots_as_found(0)?;
            }
            Stations::Known(stations) => {
                self.stations = Names::of(stations.iter().map(|station| station.name.as_bytes()));
                let mut first = Vec::with_capacity(plan.contests.len());
                let mut papers = 0;
                for contest in &plan.contests {
                    first.push(papers);
                    papers += contest.ballots.len();
                }
                for station in stations {
                    for (first, ballot) in first.iter().zip(&station.ballots) {
                        let mut spot = Spot { base: NOWHERE, table: 0 };
                        if let Some(ballot) = ballot {
                            spot = self.spot(self.places, first + ballot)?;
                            self.places += self.papers[first + ballot].options + MARKS;
                        }
                        self.spots.push(spot);
                    }
                }
            }
        }
        Ok(())
    }
}

/// Every spelling of the plan, each once.
fn choices(plan: &Plan) -> Names {
    let marks = [&plan.marks.blank, &plan.marks.invalid, &plan.marks.overvoted];
    let marks = marks.into_iter().flatten().map(String::as_bytes);
    let papers = plan.contests.iter().flat_map(|contest| &contest.ballots);
    let options = papers.flat_map(|paper| paper.spellings.iter().map(|(spelling, _)| spelling.as_bytes()));
    let all: BTreeSet<&[u8]> = marks.chain(options).collect();
    Names::of(all)
}

/// What makes a plan contradict itself.
pub(super) fn check(plan: &Plan) -> Result<(), Error> {
    let fail = |message: String| Err(Error::Plan(message));
    if !plan.delimiter.is_ascii() || matches!(plan.delimiter, b'"' | b'\n' | b'\r') {
        return fail("the delimiter must be an ASCII character other than the quote and the line ends".to_owned());
    }
    if plan.default_contest >= plan.contests.len() {
        return fail("the plan names no contest".to_owned());
    }
    let ids: BTreeSet<&str> = plan.contests.iter().map(|contest| contest.id.as_str()).collect();
    if ids.len() < plan.contests.len() {
        return fail("two contests have the same name".to_owned());
    }
    let mut papers = plan.contests.iter().flat_map(|contest| &contest.ballots);
    if let Some(paper) = papers.find(|paper| paper.spellings.iter().any(|(_, option)| *option >= paper.options)) {
        return fail(format!("the ballot paper of `{}` has fewer options than its spellings name", paper.constituency));
    }
    match &plan.stations {
        Stations::One(_) | Stations::AsFound => {
            if plan.contests.iter().any(|contest| contest.ballots.len() != 1) {
                return fail("without a register of stations every contest has exactly one ballot paper".to_owned());
            }
            if matches!(plan.stations, Stations::AsFound) == plan.columns.station.is_empty() {
                return fail("the stations are found in a column, or everything is one station".to_owned());
            }
        }
        Stations::Known(stations) => {
            let names: BTreeSet<&str> = stations.iter().map(|station| station.name.as_str()).collect();
            if names.len() < stations.len() {
                return fail("two stations have the same name".to_owned());
            }
            if plan.columns.station.is_empty() {
                return fail("a register of stations needs a station column".to_owned());
            }
            for station in stations {
                let fits = |(contest, ballot): (&super::plan::ContestPlan, &Option<usize>)| {
                    ballot.is_none_or(|ballot| ballot < contest.ballots.len())
                };
                if station.ballots.len() != plan.contests.len() || !plan.contests.iter().zip(&station.ballots).all(fits)
                {
                    return fail(format!("station `{}` names a ballot paper that is not in the plan", station.name));
                }
            }
        }
    }
    Ok(())
}
