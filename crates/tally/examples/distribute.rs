//! Answers elections given as lines on standard input, a line each, so that other programs can be asked the same.
//!
//! `METHOD SEATS BAR VOTES...`, where METHOD is `largest-remainders`, `d-hondt`, `sainte-lague` or `plurality`, and BAR the least
//! share of the votes that admits a list (`7/100`), or `-`. The answer has the certain seats of each list, and of a tie those among
//! whom to choose and how many: `2 1 0 tie 1,2 choose 1`; or `none` where nothing can be distributed.

use std::error::Error;
use std::io::{self, BufRead as _, BufWriter, Write as _};

use saylau_tally::rules::party_list::{self, Divisors, SeatTie, against_bar, highest_averages, largest_remainders};
use saylau_tally::rules::plurality::plurality;
use saylau_tally::share::{Bar, Ratio};

fn main() -> Result<(), Box<dyn Error>> {
    let mut out = BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        let line = line?;
        let answer = answer(&line).map_err(|error| format!("{line}: {error}"))?;
        writeln!(out, "{answer}")?;
    }
    Ok(out.flush()?)
}

fn answer(line: &str) -> Result<String, Box<dyn Error>> {
    let mut words = line.split(' ');
    let mut word = || words.next().ok_or("a word is missing");
    let (method, seats, bar) = (word()?, word()?.parse()?, word()?);
    let votes = words.map(str::parse).collect::<Result<Vec<u64>, _>>()?;
    let all: Vec<usize> = (0..votes.len()).collect();
    let lists = match bar.split_once('/') {
        None => all,
        Some((above, below)) => {
            let bar = Bar::NotLessThan(Ratio::new(above.parse()?, below.parse()?)?);
            let held = against_bar(&votes, &all, votes.iter().sum(), bar);
            held.into_iter().filter(|(_, comparison)| comparison.met).map(|(list, _)| list).collect()
        }
    };
    let mut certain = vec![0; votes.len()];
    let tie = match distribute(method, seats, &votes, &lists, &mut certain) {
        Err(party_list::Error::NoVotes) => return Ok("none".to_owned()),
        tie => tie?,
    };
    let among = |tie: &SeatTie| tie.among.iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
    let certain: Vec<String> = certain.iter().map(ToString::to_string).collect();
    let tie = tie.map_or(String::new(), |tie| format!(" tie {} choose {}", among(&tie), tie.choose));
    Ok(certain.join(" ") + &tie)
}

fn distribute(
    method: &str,
    seats: u64,
    votes: &[u64],
    lists: &[usize],
    certain: &mut [u64],
) -> Result<Option<SeatTie>, party_list::Error> {
    let divisors = match method {
        "plurality" => {
            let result = plurality(votes, lists, seats);
            result.elected.iter().for_each(|&option| certain[option] = 1);
            return Ok(result.tie.map(|tie| SeatTie { among: tie.among, choose: tie.choose }));
        }
        "largest-remainders" => {
            let result = largest_remainders(votes, lists, seats, &[])?;
            result.lists.iter().for_each(|list| certain[list.list] = list.seats());
            return Ok(result.tie.and_then(|tie| tie.open));
        }
        "d-hondt" => Divisors::Natural,
        _ => Divisors::Odd,
    };
    let result = highest_averages(votes, lists, seats, divisors)?;
    result.lists.iter().for_each(|list| certain[list.list] = list.seats);
    Ok(result.tie)
}
