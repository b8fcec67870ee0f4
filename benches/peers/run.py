#!/usr/bin/env python3
"""Compares saylau with other programs on the same files and the same jobs.

    python3 benches/peers/run.py --data /path/to/a/big/disk

It builds saylau and a small baseline, makes a virtual environment with DuckDB, Polars and chDB beside the data (nothing is written into the
repository), generates the files of ballots, reads each once, and runs every program on every job in interleaved rounds. The median time of a
whole process is taken, and its largest resident memory. All answers are compared as maps: a program that counts something else fails the
run. xan and mawk take part where they are installed.

12,000,000 ballots need about 2.5 GB of disk; `--scale 1` makes a tenth of that for a quick look.
"""

import argparse
import csv
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PACKAGES = ["duckdb", "polars", "chdb"]

# What each file is generated with. The first is the one most jobs run on.
FILES = {
    "mostly grouped": ["--strays", "2"],
    "shuffled": ["--ballots", "shuffled"],
    "strictly grouped": [],
    "1 % of rows quoted": ["--strays", "2", "--quoted", "1"],
    "station,choice only": ["--strays", "2", "--columns", "station,choice"],
}
JOBS = {
    "count": "votes by station and choice",
    "duplicates": "votes, and rows that repeat a ballot's number",
    "digest": "votes, and the SHA-256 of the file",
    "checked": "votes, repeated numbers and SHA-256",
}


def programs(data, threads):
    """Every program: name, the jobs it does on a file, its command line, and the form of its answer.

    `{file}`, `{out}` and `{job}` stand for the file, the table to write and the job. Where a command does not name `{out}`, its standard
    output is the table. `ours` marks the one that others are compared with.
    """
    saylau = ROOT / "target/release/saylau"
    baseline = data / "baseline/release/peers-baseline"
    python = data / "venv/bin/python"
    engine = lambda name: [python, HERE / "engines.py", name, "{job}", "{file}", "{out}", threads]
    version = lambda package: package_version(python, package)
    found = [
        # saylau tally always digests the file, and looks for repeated numbers where there is a column of them.
        dict(name=f"saylau {program_version(saylau)}", jobs=lambda file: ["digest"] if "only" in file else ["checked"], form="wide", ours=True,
             command=[saylau, "--threads", threads, "tally", "{file}", "--format", "csv"]),
        dict(name="reading and adding the bytes", jobs=lambda file: ["count"], form=None, command=[baseline, "limit", "{file}", threads]),
        dict(name="csv 1.4 ByteRecord and rayon", jobs=lambda file: ["count"], command=[baseline, "count", "{file}", "{out}", threads]),
    ]
    for package in PACKAGES:
        jobs = lambda file: ["count", "digest"] if "only" in file else list(JOBS)
        found.append(dict(name=f"{package} {version(package)}", jobs=jobs, command=engine(package)))
    if shutil.which("xan"):
        found.append(dict(name=program_version("xan"), jobs=lambda file: ["count"],
                          command=["xan", "groupby", "station,choice", "count() as votes", "{file}"]))
    if shutil.which("mawk"):
        # No quotes: awk splits at every comma.
        script = 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; print "station,choice,votes"; next }' \
                 ' { votes[$at["station"] "," $at["choice"]]++ } END { for (key in votes) print key "," votes[key] }'
        found.append(dict(name="mawk", jobs=lambda file: [] if "quoted" in file else ["count"], command=["mawk", "-F,", script, "{file}"]))
    return found


def prepare(data, scale, stations):
    """Builds the programs and generates the files; what is there already is kept. Gives the path of each file."""
    run(["cargo", "build", "--release", "--locked"], cwd=ROOT)
    run(["cargo", "build", "--release", "--target-dir", data / "baseline"], cwd=HERE / "baseline")
    if not (data / "venv").exists():
        run([sys.executable, "-m", "venv", data / "venv"])
    run([data / "venv/bin/pip", "install", "--quiet", "--disable-pip-version-check", *PACKAGES])
    paths = {}
    for number, (name, options) in enumerate(FILES.items(), 1):
        folder = data / f"ballots-{scale}-{number}"
        if not folder.exists():
            run([ROOT / "target/release/saylau", "generate", HERE / "election", "--out", folder, "--scale", scale,
                 "--stations", stations, *options])
        paths[name] = folder / "ballots.csv"
    return paths


def run(command, **options):
    subprocess.run([str(part) for part in command], check=True, **options)


def program_version(program):
    return subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout.split("\n")[0].removeprefix("saylau ")


def package_version(python, package):
    code = f"import importlib.metadata as m; print(m.version({package!r}))"
    return subprocess.run([python, "-c", code], capture_output=True, text=True, check=True).stdout.strip()


def measure(program, job, file, scratch):
    """Runs a program once: seconds, peak MiB, the path of its table, and what it printed."""
    table, printed = scratch / "table.csv", scratch / "printed.txt"
    table.unlink(missing_ok=True)
    command = [str(part).format(file=file, out=table, job=job) if str(part) in ("{file}", "{out}", "{job}") else str(part)
               for part in program["command"]]
    to_table = "{out}" not in program["command"] and program.get("form", "long")
    with open(table if to_table else printed, "wb") as out, open(scratch / "errors.txt", "wb") as errors:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=out, stderr=errors)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{program['name']} failed on {file}:\n{(scratch / 'errors.txt').read_text()}")
    said = "" if to_table else printed.read_text()
    return seconds, usage.ru_maxrss / 1024, table, said


def answer(form, table):
    """The table a program wrote, as a map of (station, choice) to votes without the zeros."""
    counts = {}
    with open(table, newline="", encoding="utf-8") as source:
        rows = csv.reader(source)
        header = next(rows)
        for row in rows:
            if form == "wide":
                pairs = ((choice, int(votes)) for choice, votes in zip(header[1:], row[1:]))
            else:
                pairs = [(row[1], int(row[2]))]
            for choice, votes in pairs:
                if votes:
                    counts[row[0], choice] = counts.get((row[0], choice), 0) + votes
    return counts


def check(program, job, table, said, expected):
    """Compares an answer with the first one for the file; a difference ends the run."""
    form = program.get("form", "long")
    if form is None:
        return
    counts = answer(form, table)
    if expected.setdefault("counts", counts) != counts:
        differing = {key for key in counts.keys() | expected["counts"].keys() if counts.get(key) != expected["counts"].get(key)}
        sys.exit(f"{program['name']} counts otherwise than {expected['by']} in {len(differing)} places, such as {min(differing)}")
    expected.setdefault("by", program["name"])
    if said:
        for key, value in json.loads(said).items():
            if expected.setdefault(key, value) != value:
                sys.exit(f"{program['name']}: {key} is {value}, and was {expected[key]}")


def compare(file, path, found, rounds, scratch):
    """Runs every program on every job over one file, and gives the measurements by job and name."""
    turns = [(job, program) for job in JOBS for program in found if job in program["jobs"](file)]
    expected, taken = {}, {}
    size, rows = 0, -1
    # Reading the file once puts it into the page cache.
    with open(path, "rb") as source:
        while block := source.read(1 << 20):
            size, rows = size + len(block), rows + block.count(b"\n")
    for number in range(rounds + 1):
        for job, program in turns:
            seconds, memory, table, said = measure(program, job, path, scratch)
            if number == 0:
                # The first round warms up, and its answers are compared.
                check(program, job, table, said, expected)
                continue
            taken.setdefault((job, program["name"]), []).append((seconds, memory))
        print(f"{file}: round {number} of {rounds}", file=sys.stderr)
    if "counts" in expected and sum(expected["counts"].values()) != rows:
        sys.exit(f"{sum(expected['counts'].values())} ballots were counted in {rows} rows")
    return taken, size, rows


def table_of(file, taken, size, rows, ours):
    """The measurements of one file as a Markdown table, the fastest first within each job."""
    lines = [f"## {file}: {rows:,} ballots, {size / 1e6:,.0f} MB", "",
             "| job | program | s | GB/s | million rows/s | MiB | x saylau |", "|---|---|---|---|---|---|---|"]
    medians = {key: (statistics.median(s for s, _ in values), max(m for _, m in values)) for key, values in taken.items()}
    # Ours does more than some jobs ask for; it is compared with what it took all the same.
    mark = next((seconds for (_, name), (seconds, _) in medians.items() if name == ours), None)
    order = sorted(medians.items(), key=lambda entry: (list(JOBS).index(entry[0][0]), entry[1][0]))
    for (job, name), (seconds, memory) in order:
        ratio = f"{seconds / mark:.1f}" if mark else ""
        lines.append(f"| {JOBS[job]} | {name} | {seconds:.3f} | {size / seconds / 1e9:.2f} | {rows / seconds / 1e6:.1f} | {memory:.0f} | {ratio} |")
    return "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="a folder outside the repository for everything that is made")
    parser.add_argument("--rounds", type=int, default=5, help="rounds that are timed (default 5)")
    parser.add_argument("--threads", type=int, default=os.cpu_count(), help="threads each program may use (default: all)")
    parser.add_argument("--scale", type=int, default=10, help="times 1,200,000 ballots (default 10)")
    parser.add_argument("--stations", type=int, default=10_000, help="stations (default 10,000)")
    parser.add_argument("--files", nargs="*", choices=list(FILES), default=list(FILES), metavar="FILE", help=f"which of: {', '.join(FILES)}")
    parser.add_argument("--out", type=Path, help="also write the tables to this file")
    arguments = parser.parse_args()
    data = arguments.data.resolve()
    if data.is_relative_to(ROOT):
        sys.exit("--data must lie outside the repository")
    scratch = data / "scratch"
    scratch.mkdir(parents=True, exist_ok=True)
    paths = prepare(data, arguments.scale, arguments.stations)
    found = programs(data, arguments.threads)
    ours = next(program["name"] for program in found if program.get("ours"))
    tables = [f"{platform.system()} {platform.machine()}, Python {platform.python_version()}, {arguments.threads} threads, "
              f"files in the page cache, whole processes, median of {arguments.rounds} interleaved rounds; every answer is the same.\n"]
    for file in arguments.files:
        tables.append(table_of(file, *compare(file, paths[file], found, arguments.rounds, scratch), ours))
    text = "\n".join(tables)
    print(text)
    if arguments.out:
        arguments.out.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
