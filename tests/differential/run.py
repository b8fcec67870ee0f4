"""Asks well-known implementations the same elections as Saylau, and shows every difference.

    python3 -m venv peers && peers/bin/pip install votelib apportionment quicktions
    cargo build --release -p saylau-tally --example distribute
    peers/bin/python tests/differential/run.py --elections 5000000 --jobs 4

Made-up elections: few votes and many ties, exact bars, lists without votes, many seats, numbers of a nation and beyond. Compared are
the seats that are certain and those among whom equal claims leave the last ones, for the quota of Hare with largest remainders,
D'Hondt, Sainte-Laguë and plurality, each with and without a bar.

Six million elections of seed 1, 704,803 of them with a tie, were the same in every answer; 4.5 million were asked of both peers. Where
nobody voted no share clears a bar here, and votelib is asked only for lists that clear it, since 0 >= 0 would admit all of them.

Most of the time goes into the fractions of the peers. Where `quicktions` is installed, which computes the same fractions in C, they
are given it. Every ten thousand elections come from a seed of their own, so `--jobs` changes nothing but the time.
"""

import argparse
import collections
import multiprocessing
import random
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import apportionment.methods
import votelib.evaluate.core
import votelib.evaluate.proportional

try:
    import quicktions
except ImportError:
    FRACTIONS = "Python's own fractions"
else:
    FRACTIONS = "the fractions of quicktions"
    apportionment.methods.Fraction = votelib.evaluate.proportional.Fraction = quicktions.Fraction

ROOT = Path(__file__).resolve().parents[2]
METHODS = ["largest-remainders", "d-hondt", "sainte-lague", "plurality"]
VOTELIB = {
    "largest-remainders": votelib.evaluate.proportional.LargestRemainder("hare"),
    "d-hondt": votelib.evaluate.proportional.HighestAverages("d_hondt"),
    "sainte-lague": votelib.evaluate.proportional.HighestAverages("sainte_lague"),
    "plurality": votelib.evaluate.core.Plurality(),
}
APPORTIONMENT = {"largest-remainders": "hamilton", "d-hondt": "dhondt", "sainte-lague": "saintelague"}


def election(chance):
    """Votes, seats and bar of one election."""
    lists = chance.randint(1, 8)
    most = chance.choice([3, 10, 100, 10_000, 5_000_000, 2**40])
    votes = [chance.randint(0, most) for _ in range(lists)]
    if chance.random() < 0.3:  # Equal votes.
        votes[chance.randrange(lists)] = votes[0]
    seats = chance.choices([1, 2, 3, 7, 10, 30, 98, 450], weights=[10, 10, 10, 10, 10, 5, 3, 1])[0]
    bar = None
    if chance.random() < 0.5:
        bar = Fraction(chance.choice([1, 3, 5, 7, 10, 20]), 100)
        if chance.random() < 0.3 and sum(votes):  # Exactly the bar of one list.
            bar = Fraction(votes[0], sum(votes)) or None
    return votes, seats, bar


def of_votelib(method, votes, seats, bar):
    """The certain seats, and the ties as a list of (among, choose)."""
    total = sum(votes)
    # Where nobody voted no share clears a bar; votelib would admit everybody, since 0 >= 0.
    admitted = {i: v for i, v in enumerate(votes) if not bar or (total and v >= bar * total)}
    if method == "plurality":
        got = collections.Counter(VOTELIB[method].evaluate(admitted, seats)) if admitted else collections.Counter()
    elif not sum(admitted.values()):
        return None
    else:
        got = VOTELIB[method].evaluate({i: v for i, v in admitted.items() if v}, seats)
    certain, ties = [0] * len(votes), collections.Counter()
    for who, number in got.items():
        if isinstance(who, votelib.evaluate.core.Tie):
            ties[tuple(sorted(who))] += number
        else:
            certain[who] += number
    return certain, sorted(ties.items())


def of_apportionment(method, votes, seats, bar):
    """The seats, or `tie`."""
    votes = [v if not bar or v >= bar * sum(votes) else 0 for v in votes]
    if not sum(votes):
        return None
    try:
        return apportionment.methods.compute(APPORTIONMENT[method], votes, seats, fractions=True, tiesallowed=False)
    except apportionment.methods.TiesException:
        return "tie"


def of_saylau(line):
    if line == "none":
        return None
    certain, _, tie = line.partition(" tie ")
    ties = []
    if tie:
        among, _, choose = tie.partition(" choose ")
        ties = [(tuple(map(int, among.split(","))), int(choose))]
    return list(map(int, certain.split())), ties


def differences(method, votes, seats, bar, ours):
    """What a peer answers otherwise than we do, as its name and its answer."""
    theirs = of_votelib(method, votes, seats, bar)
    if theirs != ours:
        yield "votelib", theirs
    if method in APPORTIONMENT:
        theirs = of_apportionment(method, votes, seats, bar)
        expected = ours if ours is None else "tie" if ours[1] else ours[0]
        if theirs != expected:
            yield "apportionment", theirs


def compare(job):
    """Asks one batch of elections; returns the numbers, and the differences in words."""
    program, seed, size = job
    chance, counts, shown = random.Random(seed), collections.Counter(), []
    batch = [(chance.choice(METHODS), *election(chance)) for _ in range(size)]
    lines = "".join(
        f"{method} {seats} {f'{bar.numerator}/{bar.denominator}' if bar else '-'} {' '.join(map(str, votes))}\n"
        for method, votes, seats, bar in batch
    )
    answers = subprocess.run([program], input=lines, capture_output=True, text=True, check=True)
    for (method, votes, seats, bar), line in zip(batch, answers.stdout.splitlines(), strict=True):
        ours = of_saylau(line)
        counts["elections"] += 1
        counts[f"by {method}"] += 1
        counts["with a tie"] += bool(ours and ours[1])
        counts["where nothing can be distributed"] += ours is None
        counts["asked of apportionment too"] += method in APPORTIONMENT
        for peer, theirs in differences(method, votes, seats, bar, ours):
            counts[f"different from {peer}"] += 1
            shown.append(f"{method} votes {votes} seats {seats} bar {bar}: saylau {ours}, {peer} {theirs}")
    return counts, shown


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--elections", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--program", default=ROOT / "target/release/examples/distribute")
    arguments = parser.parse_args()
    print(f"with {FRACTIONS}", flush=True)
    size = 10_000
    batches = [min(size, arguments.elections - start) for start in range(0, arguments.elections, size)]
    jobs = [(arguments.program, f"{arguments.seed}/{number}", size) for number, size in enumerate(batches)]
    counts, shown = collections.Counter(), 0
    with multiprocessing.Pool(arguments.jobs) as pool:
        for number, (more, differing) in enumerate(pool.imap(compare, jobs), 1):
            counts.update(more)
            for difference in differing[: max(0, 20 - shown)]:
                print(difference, flush=True)
            shown += len(differing)
            if number % 10 == 0:
                print(f"{counts['elections']:,} elections so far", flush=True)
    for name, number in counts.items():
        print(f"{number:>10,} {name}")
    sys.exit(shown > 0)


if __name__ == "__main__":
    main()
