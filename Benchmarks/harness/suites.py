# SPDX-License-Identifier: Apache-2.0
"""What is measured. Each suite gets a Setting and adds its results to the log."""

import json
import subprocess

import digests
import peers
from measure import Failed, Rounds, note, run
from program import PACKS, TOP, Tree, binary, configuration, inflate, pack_files, tool

CHEAPEST = "SELECT count(*) AS events FROM cloudtrail_logs"


class Setting:
    """Where trees and configurations lie, and how much of everything is wanted."""

    def __init__(self, data, work, log, size, large, rounds):
        self.data, self.work, self.log = data, work, log
        self.size, self.large, self.rounds = size, large, rounds

    def tree(self, size=None, **how):
        return Tree(self.data, size or self.size, **how)


def one_query(setting, name, sql):
    """A pack of one query."""
    folder = setting.work / "packs" / name
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.sql").write_text(f"-- title: {name}\n{sql}\n")
    return [folder]


def pack(setting):
    """The whole pack against a bare inflate of the same files, by one thread and by two."""
    tree = setting.tree()
    count = len(pack_files())
    for threads in (1, 2):
        rounds = Rounds(setting.rounds, 60)
        base = f"inflate, {threads} thread{'s' * (threads > 1)}"
        rounds.add(base, inflate(tree, threads), threads=threads, queries=0, **tree.facts)
        rounds.add(f"pack of {count}, {threads} worker{'s' * (threads > 1)}",
                   configuration(setting.work, f"pack-{threads}", tree, workers=threads),
                   threads=threads, queries=count, **tree.facts)
        rounds.measure("pack", setting.log, base)


def hashing(setting):
    """The pack over logs that are held against signed digests: the text of every file is hashed."""
    tree = setting.tree()
    folder, keys = digests.write(tree)
    rounds = Rounds(setting.rounds, 60)
    base = "inflate, 2 threads"
    rounds.add(base, inflate(tree, 2), threads=2, queries=0, **tree.facts)
    rounds.add("pack with digests checked, 2 workers",
               configuration(setting.work, "hashing", tree, logs=str(folder / "AWSLogs"),
                             integrity={"publicKeys": str(keys)}),
               threads=2, queries=len(pack_files()), **tree.facts)
    rounds.measure("hashing", setting.log, base)


def queries(setting):
    """How cost grows with the number of queries; the cheapest single query is the measure."""
    tree = setting.tree()
    rounds = Rounds(min(setting.rounds, 3), 60)
    cheapest = "cheapest query"
    rounds.add(cheapest, configuration(setting.work, "cheapest", tree, one_query(setting, "cheapest", CHEAPEST)),
               queries=1, threads=2, **tree.facts)
    files = pack_files()
    for count in sorted({1, 5, 10, 20, len(files)}):
        # Spread over the pack, so that five are no five of one kind.
        chosen = [files[index * len(files) // count] for index in range(count)]
        rounds.add(f"{count} queries" if count > 1 else "1 query of the pack",
                   configuration(setting.work, f"queries-{count}", tree, chosen), queries=count, threads=2,
                   **tree.facts)
    rounds.measure("queries", setting.log, cheapest)


def sizes(setting):
    """How cost and memory grow with bytes."""
    for size in ["10M", "100M", setting.size] + setting.large:
        tree = setting.tree(size)
        rounds = Rounds(setting.rounds, 60)
        base = f"{size}: inflate"
        rounds.add(base, inflate(tree, 2), threads=2, queries=0, **tree.facts)
        rounds.add(f"{size}: pack", configuration(setting.work, f"size-{size}", tree), threads=2,
                   queries=len(pack_files()), **tree.facts)
        rounds.measure("bytes", setting.log, base)


def files(setting):
    """A hundred thousand small files: listing them, inflating them, asking one query and the pack."""
    tree = setting.tree("165M", records_per_file=2)
    rounds = Rounds(3, 60)
    base = "inflate"
    rounds.add(base, inflate(tree, 2), threads=2, **tree.facts)
    rounds.add("list", [tool(), "inflate", "--list-only", tree.folder / "AWSLogs"], **tree.facts)
    rounds.add("cheapest query",
               configuration(setting.work, "files-1", tree, one_query(setting, "cheapest", CHEAPEST)),
               threads=2, queries=1, **tree.facts)
    rounds.add("pack", configuration(setting.work, "files-pack", tree), threads=2,
               queries=len(pack_files()), **tree.facts)
    rounds.measure("files", setting.log, base)


def start(setting):
    """One query over one small file, from the start of the process to its end."""
    tree = setting.tree("10M")
    smallest = min((tree.folder / "AWSLogs").glob("**/*.json.gz"), key=lambda path: path.stat().st_size)
    rounds = Rounds(40, 20)
    rounds.add("query over one small file",
               [binary(), "query", "--logs", smallest, "SELECT eventname, count(*) FROM logs GROUP BY 1"],
               bytes=smallest.stat().st_size)
    rounds.add("true(1)", ["/bin/true"])
    rounds.measure("start", setting.log)


def report(setting):
    """A whole report: pages of entities rendered, validated, hashed and published."""
    tree = setting.tree("100M")
    answers = configuration(setting.work, "report", tree, entities={
        kind: {"pages": 5000} for kind in ("user", "event", "key")})
    whole = [part for part in answers if part != "--no-render"]
    out = setting.work / "report/out"
    samples = []
    for _ in range(2):
        subprocess.run(["rm", "-rf", str(out)], check=True)
        samples.append((run(answers), run(whole)))
    plain, full = min(samples, key=lambda pair: pair[1]["cpu"])
    pages = list(out.glob("**/*.html"))
    size = sum(page.stat().st_size for page in pages)
    setting.log.add({
        "suite": "report", "name": "pages rendered, validated, published", "rounds": len(samples),
        "cpu": {"best": round(full["cpu"] - plain["cpu"], 3), "median": round(full["cpu"] - plain["cpu"], 3)},
        "wall": {"best": round(full["wall"] - plain["wall"], 3), "median": round(full["wall"] - plain["wall"], 3)},
        "rss": round(full["rss"], 1), "pages": len(pages), "bytes": size,
        "note": f"{len(pages)} pages of {size // max(1, len(pages)):,} bytes", **{"records": tree.facts["records"]},
    })


def kernels(setting, name=""):
    """The steps of a run inside one process, and compiling."""
    tree = setting.tree()
    command = [tool(), "kernels", "--rounds", max(3, setting.rounds), "--files", 60, tree.folder / "AWSLogs"] + [name] * bool(name)
    for place in PACKS:
        command[2:2] = ["--pack", place]
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, cwd=TOP)
    if done.returncode != 0:
        raise Failed(f"the kernels ended with {done.returncode}: {done.stderr[-800:]}")
    for line in done.stdout.splitlines():
        setting.log.add(json.loads(line))


def against(setting):
    """The same questions asked of other engines, and the answers compared."""
    if not peers.available(setting.data):
        return note("the other engines cannot be installed here; they are left out")
    peers.compare(setting, setting.tree(), ["duckdb"], setting.rounds, seconds=90)
    peers.compare(setting, setting.tree("100M"), ["duckdb", "chdb", "polars", "jq"], setting.rounds, seconds=60)
    for size in setting.large[:1]:
        peers.compare(setting, setting.tree(size), ["duckdb"], setting.rounds, seconds=120)
    return None


SUITES = {"pack": pack, "hashing": hashing, "queries": queries, "start": start, "kernels": kernels, "bytes": sizes, "files": files,
          "report": report, "peers": against}
