"""Runs the SQL of `peer export --sql` on an engine and compares every figure with the reports of `peer`.

    engines.py FOLDER duckdb|spark|pandas|package ...

FOLDER holds a folder for each program, as the test `export::engines` writes it. Ends with 1 where anything differs.
"""

import json
import math
import os
import sys
from pathlib import Path

REPORTS = ["unduplicated", "returns", "reunification", "placements", "services", "matches", "people"]
KEYS = {
    "unduplicated": ["service"],
    "returns": ["definition", "unit"],
    "reunification": ["system"],
    "placements": ["system"],
    "services": ["service"],
    "matches": [],
    "people": ["unit", "by", "value"],
}
PEOPLE = {"by_what": "by", "word": "value", "any_of": "any"}
COUNTED = {"compared": 0}


def is_same(ours, theirs):
    if ours is None or theirs is None:
        return ours is theirs
    return math.isclose(float(ours), float(theirs), rel_tol=1e-9, abs_tol=1e-9)


def said(program, report):
    """What `peer` says: the rows of a report, with k and n of shares as figures of their own."""
    rows = []
    for file in sorted(program.glob(f"{report}*.json")):
        for row in json.loads(file.read_text())["rows"]:
            flat = {}
            for name, value in row.items():
                if isinstance(value, dict) and set(value) == {"k", "n"}:
                    flat[name + "_k"], flat[name + "_n"] = value["k"], value["n"]
                else:
                    flat[name] = value
            rows.append(flat)
    return {tuple(row[key] for key in KEYS[report]): row for row in rows}


def compare(program, report, rows, differences):
    """Compares the rows that an engine gives with those of `peer`."""
    theirs = said(program, report)
    ours = {}
    for row in rows:
        row = {PEOPLE.get(name, name): value for name, value in row.items()} if report == "people" else row
        ours[tuple(row[key] for key in KEYS[report])] = row
    for key, row in ours.items():
        if key not in theirs:
            if any(isinstance(value, (int, float)) and value for value in row.values()):
                differences.append(f"{program.name} {report} {key}: no such row of peer")
            continue
        for name, value in row.items():
            if name in KEYS[report]:
                continue
            other = theirs[key].get(name)
            # Ages are left out if some are not on this computer.
            if report == "people" and theirs[key]["served"] is None:
                continue
            # Without a session of the kind that has it, a share is left out.
            if name.endswith(("_k", "_n")) and other is None and not value:
                continue
            COUNTED["compared"] += 1
            if not is_same(value, other):
                differences.append(f"{program.name} {report} {key} {name}: SQL {value}, peer {other}")
    for key, row in theirs.items():
        # A program's own questions are not in the SQL, nor is the age of children.
        is_asked = report != "people" or key[:2] in OF_PEOPLE
        counts = row.get("cohort") if report == "returns" else row.get("served", 1)
        if is_asked and key not in ours and counts:
            differences.append(f"{program.name} {report} {key}: no such row of the SQL")


OF_PEOPLE = [("parents", by) for by in ("all", "gender", "area", "language", "need", "age")]
OF_PEOPLE += [("children", "all"), ("families", "all")]


def statements(text):
    return [one for one in text.split(";\n") if one.strip()]


def number(value):
    return value if value is None or isinstance(value, (str, int, float)) else float(value)


def duckdb(programs, differences):
    import duckdb

    for program in programs:
        os.chdir(program)
        engine = duckdb.connect()
        engine.execute((program / "sql/load-duckdb.sql").read_text())
        for report in REPORTS:
            answer = engine.execute((program / f"sql/{report}.sql").read_text())
            names = [column[0] for column in answer.description]
            rows = [dict(zip(names, map(number, row))) for row in answer.fetchall()]
            compare(program, report, rows, differences)


def spark(programs, differences):
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    builder = builder.config("spark.ui.showConsoleProgress", "false").config("spark.driver.memory", "4g")
    # The tables are small and the queries long: one task for each step, no second thought, and no table sent around.
    builder = builder.config("spark.sql.autoBroadcastJoinThreshold", "-1")
    builder = builder.config("spark.sql.shuffle.partitions", "1").config("spark.sql.adaptive.enabled", "false")
    engine = builder.getOrCreate()
    engine.sparkContext.setLogLevel("ERROR")
    for program in programs:
        load = (program / "sql/load-spark.sql").read_text()
        load = load.replace("path 'site=", f"path '{program}/site=").replace("basePath '.'", f"basePath '{program}'")
        for one in statements(load):
            engine.sql(one)
        for report in REPORTS:
            for one in statements((program / f"sql/{report}.sql").read_text()):
                answer = engine.sql(one)
            rows = [{name: number(value) for name, value in row.asDict().items()} for row in answer.collect()]
            compare(program, report, rows, differences)
        print(f"spark: {program.name} done", flush=True)
    engine.stop()


def pandas(programs, differences):
    """One figure of each report, by the shipped lines and a few of our own."""
    read = (Path(__file__).parents[2] / "src/export/readers/read.py").read_text()
    import pandas as pd

    for program in programs:
        (folder,) = program.glob("site=*")
        os.chdir(folder)
        here = {}
        exec(read, here)
        tables = here["tables"]
        first_row = next(iter(said(program, "matches").values()))
        first, last = pd.Timestamp(first_row["start"]), pd.Timestamp(first_row["end"])
        within = lambda days: (days >= first) & (days <= last)
        sessions, outcomes = tables["sessions"], tables["outcomes"]
        held = sessions[within(sessions["on"]) & (sessions["status"] == "held")]
        serving = ["support group", "mentoring", "team meeting", "casework", "court"]
        served = tables["attendance"].merge(held[held["kind"].isin(serving)], on="session")["participant"].nunique()
        anchored = outcomes[within(outcomes["anchor"]) & (outcomes["status"] != "excluded")]
        usual = anchored[(anchored["definition"] == "return to court") & (anchored["unit"] == "participant")]
        home = anchored[anchored["definition"] == "reunification"]
        stays = tables["episodes"]
        figures = {
            ("unduplicated", ("all",), "served"): served,
            ("people", ("parents", "all", "all"), "served"): served,
            ("services", ("mentoring",), "sessions"): int((held["kind"] == "mentoring").sum()),
            ("reunification", ("all",), "cohort"): home["id"].nunique(),
            ("placements", ("all",), "episodes"): int((within(stays["start"]) & stays["long"]).sum()),
            ("matches", (), "new"): int(within(tables["matches"]["began"]).sum()),
        }
        turns = outcomes[within(outcomes["anchor"])].sort_values("anchor").drop_duplicates(["definition", "unit", "id"])
        turns = turns[(turns["definition"] == "return to court") & (turns["unit"] == "participant")]
        cohort = int((turns["status"] != "excluded").sum())
        assert cohort <= len(usual)
        figures[("returns", ("return-to-court", "participant"), "cohort")] = cohort
        for (report, key, name), value in figures.items():
            COUNTED["compared"] += 1
            other = said(program, report)[key][name]
            if not is_same(value, other):
                differences.append(f"{program.name} {report} {key} {name}: pandas {value}, peer {other}")


def package(programs, differences):
    from frictionless import validate

    for program in programs:
        (folder,) = program.glob("site=*")
        os.chdir(folder)
        report = validate("datapackage.json")
        COUNTED["compared"] += len(report.tasks)
        for task in report.tasks:
            differences.extend(f"{program.name} {task.name}: {error.message}" for error in task.errors)
        differences.extend(f"{program.name}: {error.message}" for error in report.errors)


def main():
    folder, engines = Path(sys.argv[1]).resolve(), sys.argv[2:]
    programs = sorted(one for one in folder.iterdir() if one.is_dir())
    failed = False
    for engine in engines:
        COUNTED["compared"] = 0
        differences = []
        {"duckdb": duckdb, "spark": spark, "pandas": pandas, "package": package}[engine](programs, differences)
        for line in differences[:40]:
            print(line)
        print(f"{engine}: {len(programs)} programs, {COUNTED['compared']} compared, {len(differences)} differ")
        failed |= bool(differences)
    sys.exit(1 if failed else 0)


main()
