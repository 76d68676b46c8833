# SPDX-License-Identifier: Apache-2.0
"""Tables of the newest results: for the terminal, and between the marks in docs/performance.md."""

import json
import re

import goals
from measure import RESULTS, TOP

PAGE = TOP / "docs/performance.md"
TITLES = {
    "pack": "The whole pack against a bare inflate",
    "hashing": "The pack with digests checked",
    "queries": "More queries",
    "bytes": "More bytes",
    "files": "Many small files",
    "start": "One small file",
    "kernels": "Where the time goes",
    "report": "Pages",
    "peers": "Other engines",
    "answers": "The same answers",
}


def newest():
    """The results of each suite from the newest file that has it."""
    suites = {}
    for path in sorted(RESULTS.glob("*.jsonl")):
        lines = [json.loads(line) for line in path.read_text().splitlines() if line.strip()]
        for suite in {line["suite"] for line in lines}:
            suites[suite] = [line for line in lines if line["suite"] == suite]
    return suites


def amount(count):
    for unit, size in (("GB", 1e9), ("MB", 1e6), ("KB", 1e3)):
        if count >= size:
            return f"{count / size:.3g} {unit}"
    return f"{count} B"


def seconds(value):
    return f"{value:.2f} s" if value >= 1 else f"{value * 1000:.1f} ms"


def share(value):
    return "" if value is None else f"{value:.2f}"


def table(heads, rows):
    lines = ["| " + " | ".join(heads) + " |", "|" + "|".join("---:" if i else "---" for i in range(len(heads))) + "|"]
    return "\n".join(lines + ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows])


def runs(lines, ratio="CPU by the first"):
    return table(
        ["", "CPU, median", "best", "wall", "peak memory", "text per CPU second", ratio, "wall ratio"],
        [[line["name"], seconds(line["cpu"]["median"]), seconds(line["cpu"]["best"]), seconds(line["wall"]["median"]),
          f"{line['rss']:.0f} MB", speed(line), share(line.get("ratio")), share(line.get("wallRatio"))]
         for line in lines])


def speed(line):
    cpu = line["cpu"]["median"]
    return amount(line["bytes"] / cpu) if line.get("bytes") and cpu > 0 else ""


def kernels(lines):
    return table(
        ["step, with all before it", "CPU, median", "best", "per row", "bytes per CPU second", "CPU by inflate"],
        [[line["name"], seconds(line["cpu"]["median"]), seconds(line["cpu"]["best"]),
          f"{line['cpu']['median'] / max(1, line['rows']) * 1e9:,.0f} ns", speed(line),
          share(line["ratio"]) if line["rows"] == lines[0]["rows"] else ""]
         for line in lines])


def start(lines):
    return table(["", "wall, median", "best", "CPU", "peak memory", "runs"],
                 [[line["name"], seconds(line["wall"]["median"]), seconds(line["wall"]["best"]),
                   seconds(line["cpu"]["median"]), f"{line['rss']:.0f} MB", line["rounds"]] for line in lines])


def pages(lines):
    return table(["", "pages", "mean size", "CPU", "wall", "peak memory", "pages per CPU second"],
                 [[line["name"], f"{line['pages']:,}", amount(line["bytes"] // max(1, line["pages"])),
                   seconds(line["cpu"]["median"]), seconds(line["wall"]["median"]), f"{line['rss']:.0f} MB",
                   f"{line['pages'] / max(1e-9, line['cpu']['median']):,.0f}"] for line in lines])


def peers(lines):
    """Each engine by ours over the same tree."""
    rows = []
    ours = None
    for line in lines:
        if line["name"].endswith(": trailbinder"):
            ours = line
        rows.append([line["name"], line.get("queries", ""), seconds(line["cpu"]["median"]),
                     seconds(line["wall"]["median"]), f"{line['rss']:,.0f} MB", share(line.get("ratio")),
                     share(line.get("wallRatio")), share(line["rss"] / ours["rss"] if ours else None)])
    return table(["tree: engine", "questions", "CPU", "wall", "peak memory", "CPU by ours", "wall by ours",
                  "memory by ours"], rows)


def answers(lines):
    return table(["tree: engine", "rows", "answers"],
                 [[line["name"], f"{line['rows']:,}", line["note"]] for line in lines])


SHAPES = {"kernels": kernels, "start": start, "report": pages, "peers": peers, "answers": answers}


def source(lines):
    """When and on what these were measured, in one line."""
    first = lines[0]
    loads = [line["load"] for line in lines]
    size = f", tree of {amount(first['bytes'])} in {first['files']:,} files" if "files" in first else ""
    return (f"{first['date']}, commit {first['commit']}, {first['machine']}, load {min(loads)} to {max(loads)}"
            f" while it ran{size}.")


def block(suite, lines):
    return SHAPES.get(suite, runs)(lines) + "\n\n" + source(lines)


def summary(suites):
    """The figures that matter most, beside their aims."""
    rows = goals.rows(suites)
    return table(["", "aim", "measured", "holds"], rows) if rows else "Not measured yet."


def text():
    """All tables, for a terminal."""
    suites = newest()
    parts = [f"## {title}\n\n{block(suite, suites[suite])}" for suite, title in TITLES.items() if suite in suites]
    return "\n\n".join(parts + ["## In short\n\n" + summary(suites)])


def write():
    """Puts the tables between their marks in the documentation."""
    suites = newest()

    def filled(match):
        suite = match[1]
        if suite == "summary":
            return f"<!-- results: summary -->\n\n{summary(suites)}\n\n<!-- end -->"
        body = block(suite, suites[suite]) if suite in suites else "Not measured yet."
        return f"<!-- results: {suite} -->\n\n{body}\n\n<!-- end -->"

    page = PAGE.read_text()
    page = re.sub(r"<!-- results: (\w+) -->.*?<!-- end -->", filled, page, flags=re.DOTALL)
    PAGE.write_text(page)
