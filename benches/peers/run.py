"""Runs the same counts with saylau and with other programs, and prints a table; see README.md."""

import argparse
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import venv

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PACKAGES = ["duckdb", "polars", "chdb"]
JOBS = ["count", "numbers", "digest"]


def jobs(binary, python, file, threads):
    """Every program: its name and, for each job it can do, its command."""
    here = str(HERE / "job.py")
    found = {"read": {"count": [str(binary), "read", file, str(threads)]}}
    for name in ["saylau", "saylau-1", "saylau-portable", "csv"]:
        found[name] = {job: [str(binary), name, file, str(threads), job] for job in JOBS}
    del found["csv"]["numbers"], found["csv"]["digest"]
    del found["saylau-1"]["digest"]
    for name in PACKAGES:
        found[name] = {job: [str(python), here, name, file, str(threads), job] for job in JOBS}
    for awk in ["mawk", "gawk"]:
        if shutil.which(awk):
            program = 'NR>1{n[$2","$4]++}END{for(k in n)print k","n[k]}'
            found[awk] = {"count": [awk, "-F,", program, file]}
    if shutil.which("xan"):
        found["xan"] = {"count": ["xan", "groupby", "station_id,choice", "count() as n", file]}
    return found


def answer(text):
    """The sums as a map, and what else the program says."""
    sums, more = {}, {}
    for line in text.splitlines():
        parts = line.replace('"', "").split(",")
        if len(parts) == 3 and parts[2].isdigit():
            sums[(parts[0], parts[1])] = int(parts[2])
        elif len(parts) == 2 and parts[0] in ("distinct", "sha256"):
            more[parts[0]] = parts[1]
    return sums, more


def run(command, environment, output):
    """Seconds, seconds of the processors, and megabytes at most of a command that writes to `output`."""
    with open(output, "wb") as out:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=out, env=environment)
        _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    if status != 0:
        sys.exit(f"{command[0]} failed")
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def agree(job, outputs):
    """Ends the run if two answers differ. It is done in a process of its own, whose memory would else count as a program's."""
    child = os.fork()
    if child:
        if os.waitpid(child, 0)[1] != 0:
            sys.exit(f"the answers to {job} differ")
        return
    answers = {name: answer(path.read_text()) for name, path in outputs.items()}
    first = next(iter(answers.values()))
    for name, (sums, more) in answers.items():
        if sums != first[0] or any(first[1].get(key, value) != value for key, value in more.items()):
            print(f"{name} gives another answer", file=sys.stderr)
            os._exit(1)
    os._exit(0)


def versions(python):
    script = "import importlib.metadata as m, json; print(json.dumps({p: m.version(p) for p in %r}))" % PACKAGES
    return json.loads(subprocess.check_output([str(python), "-c", script], text=True))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ballots", type=int, default=12_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--work", type=pathlib.Path, help="keep environment and file here")
    parser.add_argument("--shuffled", action="store_true")
    parser.add_argument("--only", help="programs, separated by commas")
    parser.add_argument("--jobs", default=",".join(JOBS))
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        work = arguments.work or pathlib.Path(temporary)
        work.mkdir(parents=True, exist_ok=True)
        environment = work / "venv"
        python = environment / "bin" / "python"
        if not python.exists():
            venv.create(environment, with_pip=True)
            subprocess.check_call([str(python), "-m", "pip", "install", "-q", *PACKAGES])
        subprocess.check_call(["cargo", "build", "--release", "-p", "saylau-ingest", "--example", "peers"], cwd=ROOT)
        binary = ROOT / "target" / "release" / "examples" / "peers"
        file = str(work / f"ballots-{arguments.ballots}{'-shuffled' if arguments.shuffled else ''}.csv")
        if not os.path.exists(file):
            shuffled = ["shuffled"] if arguments.shuffled else []
            subprocess.check_call([str(binary), "write", file, str(arguments.ballots), *shuffled])
        compare(arguments, jobs(binary, python, file, arguments.threads), versions(python), work)


def compare(arguments, programs, found, work):
    if arguments.only:
        programs = {name: jobs for name, jobs in programs.items() if name in arguments.only.split(",")}
    environment = {**os.environ, "POLARS_MAX_THREADS": str(arguments.threads)}
    print(f"{arguments.ballots} ballots, {arguments.threads} threads, median of {arguments.rounds} rounds, {found}")
    for job in arguments.jobs.split(","):
        taking = {name: jobs[job] for name, jobs in programs.items() if job in jobs}
        if "read" in programs:
            taking["read"] = programs["read"]["count"]
        times, busy, memory = {name: [] for name in taking}, {name: [] for name in taking}, {name: 0 for name in taking}
        outputs = {name: work / f"{job}-{name}.txt" for name in taking}
        for round in range(arguments.rounds + 1):
            for name, command in taking.items():
                seconds, processors, megabytes = run(command, environment, outputs[name])
                memory[name] = max(memory[name], megabytes)
                if round > 0:
                    times[name].append(seconds)
                    busy[name].append(processors)
        agree(job, {name: path for name, path in outputs.items() if name != "read"})
        show(job, times, busy, memory)


def show(job, times, busy, memory):
    medians = {name: statistics.median(seconds) for name, seconds in times.items()}
    base = medians.get("saylau", min(medians.values()))
    print(f"\n{job}\n{'program':<18}{'seconds':>9}{'least':>9}{'cpu':>8}{'x saylau':>10}{'x read':>8}{'MiB':>7}")
    for name, seconds in sorted(medians.items(), key=lambda entry: entry[1]):
        reading = f"{seconds / medians['read']:.2f}" if "read" in medians else "-"
        cpu = statistics.median(busy[name])
        times_saylau = f"{seconds / base:.2f}"
        print(f"{name:<18}{seconds:>9.3f}{min(times[name]):>9.3f}{cpu:>8.2f}{times_saylau:>10}{reading:>8}{memory[name]:>7.0f}")


if __name__ == "__main__":
    main()
