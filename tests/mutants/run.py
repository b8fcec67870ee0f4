"""Tries every mutant that `cargo mutants` finds in a crate, with one build for all of them.

    cargo install cargo-mutants
    tests/mutants/run.py --work /somewhere/with/space

Building and linking the tests anew for each mutant would take days. So all mutants are built at once: in a copy of the project each
function first asks which mutant is under test, and runs the changed body where it is one of its own. What does not compile in that
form is tried by itself, with a build of its own.

A mutant is caught where a test fails, or where it runs ten times as long as it should. First the tests of the crate are asked; what
survives them is held against tests of the documents and of the whole program (`--slow`). The answers are kept in `answers.json` of the work folder, so
that a run goes on where it was interrupted; those of mutants that are no longer there are left out.
"""

import argparse
import collections
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SWITCH = """
/// The number of the mutant under test, 0 for none.
pub fn mutant_under_test() -> u32 {
    static NUMBER: std::sync::OnceLock<u32> = std::sync::OnceLock::new();
    *NUMBER.get_or_init(|| std::env::var("MUTANT").ok().and_then(|number| number.parse().ok()).unwrap_or(0))
}
"""
SLOW = "--package saylau --package saylau-report --lib".split() + [
    word
    for name in "law_cases chambers composition corrections calendar vote_record result".split()
    for word in ("--test", name)
]
HEAD = re.compile(r"^\s*(?:pub(?:\([^)]*\))?\s+)?(?:const\s+)?fn\s", re.MULTILINE)
ORDER = [
    "rules/",
    "share.rs",
    "count.rs",
    "relations.rs",
    *(f"law/{name}.rs" for name in "rounds lists decide president majilis senate maslikhat referendum custom".split()),
]


def command(*words, cwd, env=None, timeout=None, **rest):
    """Runs a command in a group of its own, so that nothing it starts outlives its time."""
    process = subprocess.Popen(
        words, cwd=cwd, env={**os.environ, **(env or {})}, stdout=subprocess.PIPE, start_new_session=True, text=True, **rest
    )
    try:
        out, _ = process.communicate(timeout=timeout)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        return None, ""
    return process.returncode, out


def list_mutants(package):
    status, out = command("cargo", "mutants", "--list", "--json", "--package", package, cwd=ROOT)
    if status:
        sys.exit(status)
    mutants = json.loads(out)

    def rank(mutant):
        inside = mutant["file"].split("/src/")[1]
        return next((place for place, name in enumerate(ORDER) if inside.startswith(name)), len(ORDER))

    mutants.sort(key=rank)
    return mutants


def offset(lines, place):
    """The place in the text of a line and a column, both from 1."""
    return sum(len(line) + 1 for line in lines[: place["line"] - 1]) + place["column"] - 1


def changed(text, mutant, start=0, end=None):
    """The part of the text with this one change made."""
    lines = text.split("\n")
    first, last = (offset(lines, mutant["span"][which]) for which in ("start", "end"))
    return f"{text[start:first]}{mutant['replacement']}{text[last:end]}"


def instrument(text, mutants):
    """The text of a file whose functions hold these mutants too; the lines of each function with its mutants, and those of each mutant."""
    lines = text.split("\n")
    functions = collections.defaultdict(list)
    for mutant in mutants:
        span = mutant["function"]["span"]
        functions[offset(lines, span["start"]), offset(lines, span["end"])].append(mutant)
    out, at, bodies, places = [], 0, [], {}
    written = 0  # Lines so far.

    def write(part):
        nonlocal written
        out.append(part)
        written += part.count("\n")

    for (start, end), held in sorted(functions.items()):
        head = HEAD.search(text, text.rfind("\n", 0, start) + 1)
        body = text.index("{", head.end()) + 1
        write(text[at:body])
        opened = written + 1
        write("\nmatch crate::mutant_under_test() {\n")
        for mutant in held:
            first = written + 1
            write(f"{mutant['number']} => return {{\n{changed(text, mutant, body, end - 1)}\n}},\n")
            places[mutant["number"]] = (first, written)
        write("_ => {} }\n")
        write(text[body:end])
        at = end
        bodies.append((opened, written + 1, [mutant["number"] for mutant in held]))
    write(text[at:])
    return "".join(out), bodies, places


class Copy:
    """The copy of the project in which the mutants are built."""

    def __init__(self, work, package, jobs):
        self.root, self.package, self.jobs = work / "copy", package, jobs
        self.env = {"CARGO_TARGET_DIR": str(work / "target"), "INSTA_UPDATE": "no"}
        shutil.rmtree(self.root, ignore_errors=True)
        _, files = command("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", cwd=ROOT)
        for name in filter(None, files.split("\0")):
            if (ROOT / name).is_file():
                (self.root / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(ROOT / name, self.root / name)

    def write(self, name, text):
        """Writes a source file, quiet about what mutants leave unused."""
        if name.endswith("/src/lib.rs"):
            first = next(i for i, line in enumerate(text.split("\n")) if not line.startswith("//!"))
            lines = text.split("\n")
            text = "\n".join([*lines[:first], "#![allow(warnings, missing_docs, arithmetic_overflow, unconditional_panic)]", *lines[first:]]) + SWITCH
        (self.root / name).write_text(text)

    def plain(self, name):
        self.write(name, (ROOT / name).read_text())

    def errors(self):
        """The places of all errors of the library, as file and line."""
        status, out = command(
            "cargo", "check", "--package", self.package, "--lib", "--locked", "--quiet", "--message-format", "json",
            cwd=self.root, env=self.env, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        found = set()
        for line in out.splitlines():
            message = json.loads(line).get("message")
            if message and message["level"] == "error":
                spans = [span for span in message["spans"] if span["is_primary"]] or message["spans"]
                found.update((span["file_name"], span["line_start"]) for span in spans)
        return status == 0, found

    def build(self, *which):
        """The test programs, in the order in which cargo names them."""
        status, out = command(
            "cargo", "test", *which, "--locked", "--quiet", "--no-run", "--message-format", "json", "--jobs", str(self.jobs),
            cwd=self.root, env=self.env, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        programs = []
        for line in out.splitlines():
            artifact = json.loads(line)
            if artifact.get("executable") and artifact.get("profile", {}).get("test"):
                programs.append((artifact["executable"], str(Path(artifact["manifest_path"]).parent)))
        return programs if status == 0 else None

    def run(self, program, number, timeout):
        """`caught`, `timeout` or `missed`."""
        executable, folder = program
        status, _ = command(
            executable, cwd=folder, env={**self.env, "MUTANT": str(number), "RUST_BACKTRACE": "0"}, timeout=timeout,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        return {None: "timeout", 0: "missed"}.get(status, "caught")


def build_all(copy, mutants):
    """Builds all mutants at once; returns the numbers of those that compile in no form, and of those to be built by themselves.

    A change that does not compile where it stands is no mutant. Only a function that is evaluated while compiling, or one whose
    return type is that of whatever it returns first, says nothing about a change by not compiling here.
    """
    files = collections.defaultdict(list)
    for mutant in mutants:
        files[mutant["file"]].append(mutant)
    unviable, apart = set(), set()
    copy.plain(f"crates/{copy.package.removeprefix('saylau-')}/src/lib.rs")
    while True:
        bodies, places = {}, {}
        for name, held in files.items():
            left = [m for m in held if m["number"] not in unviable | apart]
            text, bodies[name], places[name] = instrument((ROOT / name).read_text(), left)
            copy.write(name, text)
        good, errors = copy.errors()
        if good:
            return unviable, apart
        before = len(unviable) + len(apart)
        for file, line in errors:
            inside = {n for n, (first, last) in places.get(file, {}).items() if first <= line <= last}
            around = [numbers for first, last, numbers in bodies.get(file, []) if first <= line <= last]
            for number in inside:
                (apart if is_particular(copy, mutants[number - 1]) else unviable).add(number)
            if not inside:
                apart.update(*around)
        if before == len(unviable) + len(apart):
            sys.exit(f"the mutants do not build together: {sorted(errors)[:5]}")
        print(f"{len(unviable)} changes do not compile, {len(apart)} are to be built by themselves", flush=True)


def is_particular(copy, mutant):
    lines = (ROOT / mutant["file"]).read_text().split("\n")
    span = mutant["function"]["span"]
    head = "\n".join(lines[span["start"]["line"] - 1 : span["end"]["line"]])
    is_const = re.match(r"\s*(?:pub(?:\([^)]*\))?\s+)?const\s", head[HEAD.search(head).start() :])
    return bool(is_const) or "impl " in (mutant["function"]["return_type"] or "")


class Answers:
    """What is known of each mutant, kept in a file."""

    def __init__(self, path):
        self.path = path
        self.known = json.loads(path.read_text()) if path.exists() else {}

    def __setitem__(self, mutant, answer):
        self.known[mutant["name"]] = answer
        self.path.write_text(json.dumps(self.known, indent=1, ensure_ascii=False))

    def __getitem__(self, mutant):
        return self.known.get(mutant["name"])


def baseline(copy, programs):
    """How long each program may take, the shortest put first; ends the run where one fails without a mutant."""
    limits = {}
    for program in programs:
        started = time.monotonic()
        if copy.run(program, 0, None) != "missed":
            sys.exit(f"{program[0]} fails without a mutant")
        limits[program] = 10 + 10 * (time.monotonic() - started)
    programs.sort(key=limits.get)
    return limits


def ask(copy, programs, limits, mutant):
    """The first answer that is not `missed`, and the program that gave it, which is asked first the next time."""
    for program in list(programs):
        answer = copy.run(program, mutant["number"], limits[program])
        if answer != "missed":
            programs.remove(program)
            programs.insert(0, program)
            return answer, Path(program[0]).name.rsplit("-", 1)[0]
    return "missed", None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, default=ROOT / "target/mutants", help="folder for the copy, its build and the answers")
    parser.add_argument("--package", default="saylau-tally")
    parser.add_argument("--only", default="", help="a regular expression of the names of the mutants to try")
    parser.add_argument("--again", action="store_true", help="try those again that were missed before")
    parser.add_argument("--slow", action="store_true", help="ask the tests of the whole program too")
    parser.add_argument("--apart", action="store_true", help="try those too that need a build of their own")
    parser.add_argument("--jobs", type=int, default=1)
    arguments = parser.parse_args()
    arguments.work.mkdir(parents=True, exist_ok=True)
    mutants = [m for m in list_mutants(arguments.package) if re.search(arguments.only, m["name"])]
    answers = Answers(arguments.work / "answers.json")
    for number, mutant in enumerate(mutants, 1):
        mutant["number"] = number
    copy = Copy(arguments.work.resolve(), arguments.package, arguments.jobs)
    unviable, apart = build_all(copy, mutants)
    for number in unviable:
        answers[mutants[number - 1]] = {"answer": "unviable", "by": None}

    def is_open(mutant, slow=False):
        known = answers[mutant]
        if known is None:
            return True
        return known["answer"] == "missed" and (arguments.again or (slow and "slow" not in known))

    steps = [(["--package", arguments.package, "--lib", "--tests"], False)]
    if arguments.slow:
        steps.append((SLOW, True))
    for which, slow in steps:
        todo = [m for m in mutants if is_open(m, slow) and m["number"] not in apart]
        programs = copy.build(*which)
        if programs is None:
            sys.exit("the tests do not build")
        limits = baseline(copy, programs)
        print(f"{len(todo)} mutants against {len(programs)} test programs", flush=True)
        for mutant in todo:
            answer, by = ask(copy, programs, limits, mutant)
            answers[mutant] = {"answer": answer, "by": by} | ({"slow": True} if slow else {})
            if answer != "caught":
                print(f"{answer}: {mutant['name']}", flush=True)

    if arguments.apart:
        for mutant in [m for m in mutants if m["number"] in apart and is_open(m)]:
            answers[mutant] = try_apart(copy, mutants, mutant)
            if answers[mutant]["answer"] != "unviable":
                print(f"{answers[mutant]['answer']}: {mutant['name']}", flush=True)

    names = {m["name"] for m in mutants}
    counts = collections.Counter(a["answer"] for name, a in answers.known.items() if name in names)
    print(f"{len(mutants)} mutants, " + ", ".join(f"{number} {answer}" for answer, number in sorted(counts.items())))


def try_apart(copy, mutants, mutant):
    """Builds and tries one mutant alone."""
    for name in {m["file"] for m in mutants}:
        text = (ROOT / name).read_text()
        copy.write(name, changed(text, mutant) if name == mutant["file"] else text)
    good, _ = copy.errors()
    if not good:
        return {"answer": "unviable", "by": None}
    programs = copy.build("--package", copy.package, "--lib", "--tests")
    if programs is None:
        return {"answer": "unviable", "by": None}
    answer, by = ask(copy, programs, collections.defaultdict(lambda: 120), mutant)
    return {"answer": answer, "by": by}


main()
