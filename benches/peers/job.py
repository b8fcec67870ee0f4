"""One count by DuckDB, Polars or chdb: sums by station and choice, distinct numbers, digest."""

import hashlib
import sys
import threading


def digest(file, into):
    with open(file, "rb") as source:
        into.append(hashlib.file_digest(source, "sha256").hexdigest())


def duckdb(file, threads, numbers):
    import duckdb

    connection = duckdb.connect(config={"threads": threads})
    table = (
        f"read_csv('{file}', header=true, delim=',', columns={{'ballot_id':'VARCHAR','station_id':'VARCHAR',"
        "'contest':'VARCHAR','choice':'VARCHAR'})"
    )
    sums = connection.execute(f"select station_id, choice, count(*) from {table} group by all").fetchall()
    distinct = connection.execute(f"select count(distinct ballot_id) from {table}").fetchone()[0] if numbers else None
    return sums, distinct


def polars(file, threads, numbers):
    import polars as pl

    rows = pl.scan_csv(file, schema={name: pl.String for name in ["ballot_id", "station_id", "contest", "choice"]})
    sums = rows.group_by("station_id", "choice").len()
    queries = [sums, rows.select(pl.col("ballot_id").n_unique())] if numbers else [sums]
    results = pl.collect_all(queries, engine="streaming")
    return results[0].rows(), results[1].item() if numbers else None


def chdb(file, threads, numbers):
    import chdb

    table = f"file('{file}', CSVWithNames, 'ballot_id String, station_id String, contest String, choice String')"
    settings = f"settings max_threads={threads}"
    text = str(chdb.query(f"select station_id, choice, count() from {table} group by station_id, choice {settings}", "CSV"))
    sums = [line.replace('"', "").split(",") for line in text.splitlines()]
    distinct = None
    if numbers:
        distinct = int(str(chdb.query(f"select uniqExact(ballot_id) from {table} {settings}", "CSV")))
    return sums, distinct


def main():
    name, file, threads, job = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4]
    digests = []
    taking = threading.Thread(target=digest, args=(file, digests))
    if job == "digest":
        taking.start()
    sums, distinct = {"duckdb": duckdb, "polars": polars, "chdb": chdb}[name](file, threads, job != "count")
    lines = [f"{station},{choice},{votes}" for station, choice, votes in sums]
    if distinct is not None:
        lines.append(f"distinct,{distinct}")
    if job == "digest":
        taking.join()
        lines.append(f"sha256,{digests[0]}")
    print("\n".join(lines))


main()
