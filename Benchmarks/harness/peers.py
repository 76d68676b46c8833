# SPDX-License-Identifier: Apache-2.0
"""Other engines over the same logs with the same questions."""

import csv
import shutil
import subprocess
import sys

from measure import TOP, Rounds, note, run
from program import QUESTIONS, configuration

PINS = ["duckdb==1.5.6", "chdb==4.4.0", "polars==2.1.0"]
SCRIPTS = TOP / "Benchmarks/peers"


def available(data):
    """Makes a virtual environment with the pinned engines where there is none."""
    folder = data / "peers-venv"
    stamp = folder / "pins.txt"
    if stamp.exists() and stamp.read_text() == "\n".join(PINS):
        return True
    note("installing " + ", ".join(PINS))
    try:
        subprocess.run([sys.executable, "-m", "venv", folder], check=True, stdout=subprocess.DEVNULL)
        subprocess.run([folder / "bin/python3", "-m", "pip", "install", "--quiet", "--retries", "1", "--timeout",
                        "20", *PINS], check=True, stdout=subprocess.DEVNULL)
    except (subprocess.CalledProcessError, OSError):
        return False
    stamp.write_text("\n".join(PINS))
    return True


def command(engine, data, tree, out, threads=2):
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    arguments = [tree.folder, QUESTIONS, out, threads]
    if engine == "jq":
        return [SCRIPTS / "jq_peer.sh", *arguments]
    return [data / "peers-venv/bin/python3", SCRIPTS / f"{engine}_peer.py", *arguments]


def compare(setting, tree, engines, rounds, seconds):
    """Measures ours and theirs in turn over one tree, and holds the answers against each other.

    Ours is timed as it comes, duplicates removed; for the comparison it keeps them, as the others do.
    """
    if "jq" in engines and not shutil.which("jq"):
        engines = [engine for engine in engines if engine != "jq"]
        note("there is no jq here; it is left out")
    base = f"{tree.size}: trailbinder"
    turns = Rounds(rounds, seconds)
    turns.add(base, configuration(setting.work, f"questions-{tree.size}", tree, [QUESTIONS]), queries=12, threads=2,
              **tree.facts)
    outs = {engine: setting.work / f"{engine}-{tree.size}" for engine in engines}
    for engine, out in outs.items():
        turns.add(f"{tree.size}: {engine}", command(engine, setting.data, tree, out),
                  queries=1 if engine == "jq" else 12, threads=2, **tree.facts)
    turns.measure("peers", setting.log, base)
    ours = kept_answers(setting, tree)
    for engine, out in outs.items():
        differences = [name for name, rows in theirs(out).items() if rows != ours.get(name)]
        count = len(theirs(out))
        setting.log.add({
            "suite": "answers", "name": f"{tree.size}: {engine}", "questions": count,
            "rows": sum(len(rows) for rows in theirs(out).values()), "different": sorted(differences),
            "note": f"{count - len(differences)} of {count} answers equal, row by row"
            + (f"; not {', '.join(sorted(differences))}" if differences else ""),
        })


def kept_answers(setting, tree):
    """Our answers over all records, the repeated ones too."""
    name = f"kept-{tree.size}"
    run(configuration(setting.work, name, tree, [QUESTIONS], duplicates="keep"))
    return {path.name.removesuffix(".raw.csv"): rows(path)
            for path in (setting.work / name / "out/answers").glob("*.raw.csv")}


def theirs(out):
    return {path.stem: rows(path) for path in sorted(out.glob("*.csv"))}


def rows(path):
    """The rows of an answer, sorted: engines order what is equal, or NULL, in their own ways."""
    with path.open(newline="") as file:
        lines = list(csv.reader(file))[1:]
    return sorted(tuple("" if cell == "\\N" else cell for cell in line) for line in lines)
