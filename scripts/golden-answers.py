#!/usr/bin/env python3
"""Holds the golden SQL files against DuckDB, a second engine.

    golden-answers.py           compares, and prints every difference; exit 1 if there is one
    golden-answers.py --write   fills in the results of records that have none

A record is left out when its comment begins with "# Athena:" (Athena and DuckDB differ there, and
the comment names the source of what Athena does) or when it is an error or plan record.
Needs the Python package duckdb (1.5.x).
"""

import datetime
import decimal
import importlib.util
import pathlib
import re
import sys

TOP = pathlib.Path(__file__).resolve().parent.parent
GOLDEN = TOP / "Tests/QueriesTests/Golden"
spec = importlib.util.spec_from_file_location("sample_answers", TOP / "scripts/sample-answers.py")
sample_answers = importlib.util.module_from_spec(spec)
spec.loader.exec_module(sample_answers)


def records(text):
    """Yields (comment, header, sql, expected or None, start, end) for each record of a file."""
    for match in re.finditer(r"((?:^#.*\n)*)^(query|error|plan)(.*)\n((?:(?!----$).*\n)+?)^----\n((?:.+\n)*)",
                             text, re.M):
        yield match


def show(value):
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        text = repr(value)
        return "NaN" if text == "nan" else text.replace("inf", "Infinity")
    if isinstance(value, datetime.datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S.") + f"{value.microsecond // 1000:03d}"
    if isinstance(value, list):
        return "[" + ", ".join("null" if item is None else show(item) for item in value) + "]"
    text = str(value)
    return text if text else "(empty)"


def main():
    write = "--write" in sys.argv[1:]
    db = sample_answers.connect()
    differences = checked = 0
    for path in sorted(GOLDEN.rglob("*.slt")):
        text = path.read_text(encoding="utf-8")
        out, last = [], 0
        for match in records(text):
            comment, kind, options, sql, expected = match.groups()
            if kind != "query" or "# Athena:" in comment:
                continue
            duck = re.sub(r"ARRAY\(JSON\)", "JSON[]", sql, flags=re.I).rstrip().rstrip(";")
            try:
                rows = ["\t".join(show(value) for value in row) for row in db.execute(duck).fetchall()]
            except Exception as error:  # a record DuckDB cannot run needs a source of its own
                print(f"{path.relative_to(TOP)}: {error}\n  {sql}")
                differences += 1
                continue
            checked += 1
            have = expected.splitlines()
            if write and not have:
                out.append(text[last:match.end()] + "".join(row + "\n" for row in rows))
                last = match.end()
                continue
            if "rowsort" in options:
                rows, have = sorted(rows), sorted(have)
            if rows != have:
                differences += 1
                print(f"{path.relative_to(TOP)}: differs from DuckDB\n{sql}  golden: {have}\n  duckdb: {rows}")
        if out:
            path.write_text("".join(out) + text[last:], encoding="utf-8")
    print(f"{checked} records compared, {differences} differences")
    sys.exit(1 if differences else 0)


main()
