//! Loads an election's folder and prints what came out: for looking at real files by hand.
use std::path::Path;
fn main() {
    let dir = std::env::args().nth(1).unwrap_or_default();
    let start = std::time::Instant::now();
    match saylau_ingest::load(Path::new(&dir), &saylau_ingest::Options::default()) {
        Err(error) => println!("{}", error.render(false)),
        Ok(loaded) => {
            println!("{:?}", start.elapsed());
            for count in &loaded.counts {
                let sums = count.sums().ok();
                println!("{} {} stations", count.contest, count.stations.len());
                for (id, sum) in sums.iter().flat_map(|sums| &sums.constituencies) {
                    println!("  {id}: {:?} {:?}", sum.votes, sum.accounts);
                }
            }
            println!("{} findings, {} aside", loaded.findings.len(), loaded.set_aside.len());
            for finding in loaded.findings.iter().take(30) {
                println!(
                    "{} {:?} {:?} {:?} {:?}",
                    finding.code, finding.severity, finding.place, finding.station, finding.values
                );
            }
            for source in &loaded.sources {
                println!("{source:?}");
            }
        }
    }
}
