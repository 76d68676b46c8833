# SPDX-License-Identifier: Apache-2.0
"""The figures that matter most, each beside what it should be."""


def find(suites, suite, test):
    """The first result of a suite that a test picks."""
    return next((line for line in suites.get(suite, []) if test(line)), None)


def pick(suites, suite, start="", end=""):
    return find(suites, suite, lambda line: line["name"].startswith(start) and line["name"].endswith(end))


def rows(suites):
    """What, the aim, the figure, and whether it holds; what was not measured is left out."""
    found = []

    def add(what, aim, value, form, holds):
        found.append((what, aim, form.format(value), "yes" if holds else "no"))

    pack = pick(suites, "pack", "pack of", "2 workers")
    if pack:
        add("CPU of the pack by a bare inflate, two threads", "at most 2.5", pack["ratio"], "{:.2f}", pack["ratio"] <= 2.5)
    hashed = pick(suites, "hashing", "pack")
    if hashed:
        add("the same with digests checked", "at most 3.6", hashed["ratio"], "{:.2f}", hashed["ratio"] <= 3.6)
    one, two = pick(suites, "pack", "pack of", "1 worker"), pack
    if one and two:
        gain = one["wall"]["median"] / two["wall"]["median"]
        add("wall time of one worker by two", "at least 1.8", gain, "{:.2f}", gain >= 1.8)
    most = max((line for line in suites.get("queries", [])), key=lambda line: line["queries"], default=None)
    if most:
        add(f"CPU of {most['queries']} queries by the cheapest query", "at most 1.4", most["ratio"], "{:.2f}",
            most["ratio"] <= 1.4)
    for size, limit in (("5G", 256), ("10G", 320)):
        line = pick(suites, "bytes", f"{size}: pack")
        if line:
            add(f"peak memory of the pack over {size}", f"at most {limit} MB", line["rss"], "{:.0f} MB", line["rss"] <= limit)
    for line in suites.get("peers", []):
        if not line["name"].endswith(": duckdb"):
            continue
        size = line["name"].split(":")[0]
        ours = pick(suites, "peers", f"{size}: trailbinder")
        for what, value, aim in (("CPU", line["ratio"], 6), ("wall", line["wallRatio"], 5),
                                 ("peak memory", line["rss"] / ours["rss"], 4)):
            add(f"{what} of DuckDB by ours, {size}", f"at least {aim}", value, "{:.1f}", value >= aim)
    listing = pick(suites, "files", "list")
    if listing:
        add(f"listing {listing['files']:,} files", "under 2 s", listing["wall"]["median"], "{:.2f} s",
            listing["wall"]["median"] < 2)
    start = pick(suites, "start", "query")
    if start:
        value = start["wall"]["median"] * 1000
        add("a query over one small file, start to finish", "under 60 ms", value, "{:.0f} ms", value < 60)
    compiling = pick(suites, "kernels", "compile")
    if compiling:
        value = compiling["cpu"]["median"] * 1000
        add(f"compiling {compiling['rows']} queries", "under 50 ms", value, "{:.0f} ms", value < 50)
    csv = pick(suites, "kernels", "csv")
    if csv:
        value = csv["bytes"] / csv["cpu"]["median"] / 1e6
        add("writing CSV, by CPU second", "at least 300 MB", value, "{:.0f} MB", value >= 300)
    pages = pick(suites, "report")
    if pages:
        value = 10_000 / pages["pages"] * pages["cpu"]["median"]
        add("CPU of ten thousand pages", "at most 60 s", value, "{:.0f} s", value <= 60)
    return found
