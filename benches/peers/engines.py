"""One job done by one engine, as a process of its own: engines.py ENGINE JOB FILE OUT THREADS.

Jobs: count (votes by station and choice into OUT), duplicates (and how many rows repeat a ballot's number), digest (count, and the SHA-256
of the file), checked (all of it). What a job finds beside the counts is printed as one line of JSON.
"""

import csv
import hashlib
import json
import os
import sys
import threading


def duckdb(file, out, threads, duplicates):
    import duckdb

    con = duckdb.connect(config={"threads": threads})
    rows = f"read_csv('{file}', header = true, all_varchar = true)"
    con.execute(f"COPY (SELECT station, choice, count(*) AS votes FROM {rows} GROUP BY ALL) TO '{out}' (HEADER)")
    if duplicates:
        return con.execute(f"SELECT count(*) - count(DISTINCT ballot) FROM {rows}").fetchone()[0]


def polars(file, out, threads, duplicates):
    os.environ["POLARS_MAX_THREADS"] = str(threads)
    import polars as pl

    rows = pl.scan_csv(file, infer_schema=False)
    frames = [rows.group_by("station", "choice").agg(pl.len().alias("votes"))]
    if duplicates:
        frames.append(rows.select(pl.len() - pl.col("ballot").n_unique()))
    counts, *repeated = pl.collect_all(frames, engine="streaming")
    counts.write_csv(out)
    if duplicates:
        return repeated[0].item()


def chdb(file, out, threads, duplicates):
    import chdb

    with open(file, newline="") as source:
        columns = next(csv.reader(source))
    rows = f"file('{file}', 'CSVWithNames', '{', '.join(f'{column} String' for column in columns)}')"
    settings = f"SETTINGS max_threads = {threads}"
    counts = chdb.query(f"SELECT station, choice, count() AS votes FROM {rows} GROUP BY station, choice {settings}", "CSVWithNames")
    with open(out, "wb") as table:
        table.write(counts.bytes())
    if duplicates:
        return int(chdb.query(f"SELECT count() - uniqExact(ballot) FROM {rows} {settings}", "CSV").bytes())


def digest(file, found):
    with open(file, "rb") as source:
        found["sha256"] = hashlib.file_digest(source, "sha256").hexdigest()


def main(engine, job, file, out, threads):
    found = {}
    # hashlib lets go of Python's lock, so the digest runs beside the engine.
    hashing = threading.Thread(target=digest, args=(file, found))
    if job in ("digest", "checked"):
        hashing.start()
    repeated = {"duckdb": duckdb, "polars": polars, "chdb": chdb}[engine](file, out, int(threads), job in ("duplicates", "checked"))
    if repeated is not None:
        found["repeated"] = repeated
    if hashing.ident:
        hashing.join()
    print(json.dumps(found))


if __name__ == "__main__":
    main(*sys.argv[1:])
