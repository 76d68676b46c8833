# SPDX-License-Identifier: Apache-2.0
"""Random CloudTrail-like logs and random typed queries, for scripts/differential.

A query is a tree of `Node`s, so that a failing one can be made smaller. Only what Athena, DuckDB
and (for most queries) SQLite mean the same by is generated; text differences are DIALECTS there.
"""

import gzip
import json
import random

TEXT, WHOLE, TRUTH, DAY, FLOAT = "text", "whole", "truth", "day", "float"
NULLS = {TEXT: "CAST(NULL AS varchar)", WHOLE: "CAST(NULL AS bigint)", TRUTH: "CAST(NULL AS boolean)",
         DAY: "CAST(NULL AS date)", FLOAT: "CAST(NULL AS double)"}
SIMPLEST = {TEXT: "'a'", WHOLE: "1", TRUTH: "true", DAY: "DATE '2026-10-02'", FLOAT: "CAST(1 AS double)"}
NAMES = ["ConsoleLogin", "AssumeRole", "GetObject", "PutObject", "get", ""]
REGIONS = ["us-east-1", "eu-central-1", "eu-west-1"]
USERS = ["alice", "bob", "Zoë", "日本", "a_b", "a%b", "ЖЖ", "😀x", "", " x "]
ERRORS = ["AccessDenied", "Throttled", "", "it's"]


class Node:
    """Text with parts that a reduction may replace: by a descendant of its kind, or by `bare`."""

    def __init__(self, kind, *parts, bare=None):
        self.kind, self.parts, self.bare = kind, list(parts), bare

    def __str__(self):
        return "".join(map(str, self.parts))

    def nodes(self):
        yield self
        for part in self.parts:
            if isinstance(part, Node):
                yield from part.nodes()


def optional(*parts):
    return Node("optional", *parts, bare="")


def joined(items, separator=", "):
    parts = []
    for number, item in enumerate(items):
        parts += [separator, item] if number else [item]
    return Node("list", *parts)


# Logs

def record(rng, number):
    value = {"eventVersion": "1.08", "eventID": f"e{number:03d}", "eventSource": "s3.amazonaws.com",
             "eventTime": f"2026-10-{rng.randint(1, 9):02d}T{rng.randint(0, 23):02d}:00:00Z",
             "eventName": rng.choice(NAMES), "awsRegion": rng.choice(REGIONS)}
    identity = {"type": "IAMUser"}
    put(rng, identity, "userName", USERS)
    put(rng, identity, "accountId", ["111122223333", "444455556666"])
    if rng.random() < 0.9:
        value["userIdentity"] = identity
    put(rng, value, "errorCode", ERRORS)
    put(rng, value, "readOnly", [True, False])
    put(rng, value, "sourceIPAddress", ["10.0.0.1", "198.51.100.7", "aws"])
    parameters = {}
    put(rng, parameters, "n", [0, 1, 2, 3, 5, -1, -7, 10, "4", "x", ""])
    put(rng, parameters, "m", [0, 1, 2, 100, True])
    put(rng, parameters, "k", ["v", "w", "ü", "a\"b", "x\\y", ""])
    if rng.random() < 0.85:
        value["requestParameters"] = parameters
    return value


def put(rng, target, key, values):
    """Sets a key to one of the values or null, or leaves it out."""
    chance = rng.random()
    if chance < 0.7:
        target[key] = rng.choice(values)
    elif chance < 0.85:
        target[key] = None


def write_logs(folder, rng):
    """Writes one to three files of a small random log."""
    records = [record(rng, number) for number in range(rng.randint(8, 36))]
    records += [one | {"eventID": f"d{number:03d}"} for number, one in
                enumerate(rng.choices(records, k=rng.randint(0, 5)))]
    rng.shuffle(records)
    day = folder / "AWSLogs/111122223333/CloudTrail/us-east-1/2026/10/01"
    day.mkdir(parents=True, exist_ok=True)
    count = rng.randint(1, 3)
    for number in range(count):
        text = json.dumps({"Records": records[number::count]}, ensure_ascii=number == 0)
        name = f"111122223333_CloudTrail_us-east-1_20261001T0{number}00Z_abc{number}.json.gz"
        (day / name).write_bytes(gzip.compress(text.encode()))


# Queries

LOG_COLUMNS = [
    ("id", TEXT, "{0}.eventid"), ("name", TEXT, "{0}.eventname"), ("region", TEXT, "{0}.awsregion"),
    ("err", TEXT, "{0}.errorcode"), ("usr", TEXT, "{0}.useridentity.username"),
    ("k", TEXT, "json_extract_scalar({0}.requestparameters, '$.k')"),
    ("n", WHOLE, "TRY_CAST(json_extract_scalar({0}.requestparameters, '$.n') AS bigint)"),
    ("m", WHOLE, "TRY_CAST(json_extract_scalar({0}.requestparameters, '$.m') AS bigint)"),
    ("ro", TRUTH, "({0}.readonly = 'true')"), ("d", DAY, "CAST(substr({0}.eventtime, 1, 10) AS date)")]


def table(name, where=""):
    """Returns a table of a prelude: the logs with short names and more types."""
    items = [Node("column", f"{text.format('l')} AS {name}_{column}") for column, _, text in LOG_COLUMNS]
    return Node("table", f"{name} AS (SELECT ", joined(items), " FROM logs AS l", optional(where), ")")


class Relation:
    """A FROM item: its text, the columns one can name, and those that tell rows apart.

    Where it is not `unique`, rows that the keys do not tell apart are equal in all columns.
    """

    def __init__(self, node, columns, keys, unique=False):
        self.node, self.columns, self.keys, self.unique = node, columns, keys, unique


class Generator:
    def __init__(self, seed):
        self.rng = random.Random(seed)
        self.count = 0
        self.tables = {}
        self.raw = False
        # Whether expressions may fail on some rows.
        self.risky = False

    def chance(self, share):
        return self.rng.random() < share

    def fresh(self, prefix):
        self.count += 1
        return f"{prefix}{self.count}"

    def statement(self):
        """Returns (prelude, query, portable): the prelude makes tables that the query reads.

        A portable query reads nothing else.
        """
        prelude = []
        for name in ("t", "u"):
            where = self.rng.choice(["", " WHERE l.eventid < 'e012'", " WHERE l.errorcode IS NOT NULL",
                                     " WHERE l.eventname = 'none'" if self.chance(0.3) else ""])
            prelude.append(table(name, where))
            self.tables[name] = [(f"{name}_{column}", kind) for column, kind, _ in LOG_COLUMNS]
        ordered = self.chance(0.35)
        with_raw = self.chance(0.3)
        self.raw = with_raw
        query = self.query(3, ordered=ordered)
        return joined(prelude), query, not with_raw

    def partition(self):
        """Returns the text before WHERE, and a predicate."""
        for name in ("t", "u"):
            self.tables[name] = [(f"{name}_{column}", kind) for column, kind, _ in LOG_COLUMNS]
        self.raw = True
        relation = self.relation(2)
        items = [self.expression(self.kind(), relation.columns, [], 1) for _ in range(self.rng.randint(1, 3))]
        head = Node("head", "SELECT ", joined([self.named(item) for item in items]), " FROM ", relation.node)
        return head, self.truth(relation.columns, [], 3)

    def kind(self):
        return self.rng.choice([TEXT, TEXT, WHOLE, WHOLE, WHOLE, TRUTH, DAY])

    def named(self, item):
        return Node("item", item, " AS " + self.fresh("o"))

    # Queries and relations

    def query(self, depth, kinds=None, ordered=False, outer=()):
        kinds = kinds or [self.kind() for _ in range(self.rng.randint(1, 4))]
        forms = [self.select, self.select, self.grouped, self.grouped, self.windowed]
        if depth > 1:
            forms += [self.combined]
        if depth > 1 and not outer:
            forms += [self.with_query]
        form = self.rng.choice(forms)
        body = form(depth, kinds, outer)
        if not ordered:
            return body
        if form in (self.combined, self.with_query) or self.chance(0.1):
            body = Node("query", "SELECT * FROM (", body, ") AS " + self.fresh("q"))
        return Node("query", body, self.order(len(kinds)))

    def order(self, count):
        keys = [f"{number}" + self.rng.choice(["", " ASC", " DESC", " NULLS FIRST", " DESC NULLS LAST",
                                               " ASC NULLS LAST", " DESC NULLS FIRST"])
                for number in self.rng.sample(range(1, count + 1), count)]
        limit = ""
        if self.chance(0.5):
            limit = (f" OFFSET {self.rng.randint(0, 4)}" if self.chance(0.3) else "") + f" LIMIT {self.rng.randint(1 if self.risky else 0, 12)}"
        return Node("order", " ORDER BY " + ", ".join(keys), optional(limit))

    def where(self, columns, outer, depth, share=0.6):
        if not self.chance(share):
            return ""
        return optional(" WHERE ", self.truth(columns, outer, depth))

    def select(self, depth, kinds, outer):
        relation = self.relation(depth - 1)
        items = [self.named(self.expression(kind, relation.columns, outer, 2, depth)) for kind in kinds]
        return Node("query", "SELECT ", optional("DISTINCT ") if self.chance(0.2) else "", joined(items),
                    " FROM ", relation.node, self.where(relation.columns, outer, 3, 0.7))

    def with_query(self, depth, kinds, outer):
        name = self.fresh("c")
        inner_kinds = [self.kind() for _ in range(3)]
        inner = self.query(depth - 1, inner_kinds)
        columns = [(self.fresh("x"), kind) for kind in inner_kinds]
        before = dict(self.tables)
        self.tables[name] = columns
        body = self.query(depth - 1, kinds)
        if str(body).startswith("WITH "):
            body = Node("query", "SELECT * FROM (", body, ") AS " + self.fresh("q"))
        self.tables = before
        return Node("query", f"WITH {name} ({', '.join(c for c, _ in columns)}) AS (", inner, ") ", body)

    def combined(self, depth, kinds, outer):
        operator = self.rng.choice(["UNION", "UNION ALL", "INTERSECT", "EXCEPT", "INTERSECT ALL", "EXCEPT ALL"])
        left, right = [self.rng.choice([self.select, self.grouped])(depth - 1, kinds, ()) for _ in range(2)]
        if self.chance(0.3):
            second = self.rng.choice(["UNION", "UNION ALL", "INTERSECT", "EXCEPT"])
            third = self.select(depth - 1, kinds, ())
            if self.chance(0.5):
                return Node("query", left, f" {operator} (", right, f" {second} ", third, ")")
            return Node("query", left, f" {operator} ", right, f" {second} ", third)
        return Node("query", left, f" {operator} ", right)

    def grouped(self, depth, kinds, outer):
        relation = self.relation(depth - 1)
        columns = relation.columns
        items, groups = [], []
        for kind in kinds:
            choices = [column for column in columns if column[1] == kind]
            if choices and self.chance(0.45):
                text = Node(kind, self.rng.choice(choices)[0])
                if kind == TEXT and self.chance(0.2):
                    text = Node(kind, "lower(", text, ")")
                elif kind == WHOLE and self.chance(0.2):
                    text = Node(kind, "(", text, " % 3)")
                items.append(Node("group", text))
                groups.append(str(text))
            else:
                items.append(self.over_aggregate(kind, columns))
        texts = list(dict.fromkeys(groups))
        by = ""
        if texts:
            by = " GROUP BY " + self.grouping(texts)
            if WHOLE in kinds and "(" in by and self.chance(0.3):
                place = kinds.index(WHOLE)
                items[place] = Node("grouping", f"CAST(grouping({self.rng.choice(texts)}) AS bigint)")
        elif self.chance(0.2):
            by = " GROUP BY ()" if self.chance(0.5) else ""
        if not texts and all("(" not in str(item) for item in items):
            items[0] = self.over_aggregate(kinds[0], columns)
        having = ""
        if self.chance(0.25):
            right = self.scalar(WHOLE, [], 2) if self.chance(0.25) else Node(WHOLE, self.number())
            having = optional(" HAVING ", self.compare(WHOLE, self.aggregate(WHOLE, columns), right))
        return Node("query", "SELECT ", joined([self.named(item) for item in items]), " FROM ", relation.node,
                    self.where(columns, outer, 2), by, having)

    def grouping(self, texts):
        if self.chance(0.75):
            return ", ".join(texts)
        form = self.rng.choice(["ROLLUP", "CUBE", "GROUPING SETS"])
        if form == "GROUPING SETS":
            sets = [self.rng.sample(texts, self.rng.randint(0, len(texts))) for _ in range(2)] + [texts]
            self.rng.shuffle(sets)
            return "GROUPING SETS (" + ", ".join("(" + ", ".join(one) + ")" for one in sets) + ")"
        return f"{form} ({', '.join(texts)})"

    def over_aggregate(self, kind, columns):
        if self.chance(0.1):
            call = self.rng.choice(["min(", "max("]) if kind != WHOLE else self.rng.choice(["sum(", "max("])
            return Node(kind, call, self.aggregate(kind, columns), ") OVER (",
                        optional("ORDER BY ", self.aggregate(WHOLE, columns), optional(" DESC")), ")")
        if self.chance(0.7):
            return self.aggregate(kind, columns)
        if kind == WHOLE:
            return Node(WHOLE, "(", self.aggregate(WHOLE, columns), self.rng.choice([" + ", " - ", " * "]),
                        self.aggregate(WHOLE, columns), ")")
        if kind == TRUTH:
            return self.compare(WHOLE, self.aggregate(WHOLE, columns), Node(WHOLE, self.number()))
        return Node(kind, "coalesce(", self.aggregate(kind, columns), ", ", SIMPLEST[kind], ")")

    def aggregate(self, kind, columns):
        rng = self.rng
        value = lambda of: self.expression(of, columns, (), 1)
        filtered = optional(" FILTER (WHERE ", self.truth(columns, (), 1), ")") if self.chance(0.2) else ""
        form = rng.random()
        if kind == WHOLE and form < 0.75:
            if form < 0.2:
                return Node(kind, "count(*)", filtered)
            if form < 0.5:
                distinct = "DISTINCT " if self.chance(0.4) else ""
                return Node(kind, f"count({distinct}", value(self.kind()), ")", filtered)
            if form < 0.55:
                return Node(kind, "count_if(", value(TRUTH), ")", filtered)
            distinct = "DISTINCT " if self.chance(0.3) else ""
            return Node(kind, f"sum({distinct}", value(WHOLE), ")", filtered)
        if kind == TRUTH and form < 0.7:
            return Node(kind, rng.choice(["bool_and(", "bool_or(", "every("]), value(TRUTH), ")", filtered)
        if kind == FLOAT:
            return Node(kind, "avg(", value(WHOLE), ")", filtered)
        if form > 0.85:
            keys = [name for name, of in columns if of in (WHOLE, TEXT, DAY)]
            if keys and kind != FLOAT:
                # The value is a function of the key, so that ties do not matter.
                key = rng.choice([name for name in keys])
                same_kind = [name for name in keys if (name, kind) in columns]
                if same_kind:
                    key = rng.choice(same_kind)
                    return Node(kind, rng.choice(["max_by(", "min_by("]), f"{key}, {key})", filtered)
        if kind == TEXT and form < 0.12:
            text = value(TEXT)
            return Node(kind, "coalesce(array_join(array_agg(", text, " ORDER BY ", text, "), ','), '')")
        if kind == TEXT and form < 0.2:
            return Node(kind, "listagg(", text := value(TEXT), ", ';') WITHIN GROUP (ORDER BY ", text, ")")
        return Node(kind, rng.choice(["min(", "max("]), value(kind), ")", filtered)

    def windowed(self, depth, kinds, outer):
        relation = self.relation(depth - 1)
        items = []
        for kind in kinds:
            # Among equal rows, two windows may choose different ones to come first.
            if self.chance(0.6) and (relation.unique or not any(item.kind == "window" for item in items)):
                items.append(Node("window", self.window(kind, relation)))
            else:
                items.append(self.expression(kind, relation.columns, (), 1))
        return Node("query", "SELECT ", joined([self.named(item) for item in items]), " FROM ", relation.node,
                    self.where(relation.columns, outer, 2))

    def window(self, kind, relation):
        rng, columns = self.rng, relation.columns
        by = rng.choice(columns)[0]
        partition = optional(f"PARTITION BY {rng.choice(columns)[0]} ") if self.chance(0.6) else ""
        direction = rng.choice(["", " DESC", " NULLS FIRST", " DESC NULLS LAST", " DESC NULLS FIRST"])
        total = f"ORDER BY {by}{direction}, {', '.join(relation.keys)}"
        form = rng.random()
        if kind == WHOLE and form < 0.3:
            name = rng.choice(["row_number()", "rank()", "dense_rank()", "ntile(3)"])
            order = total if name[0] in "rn" and name != "rank()" or self.chance(0.5) else f"ORDER BY {by}{direction}"
            return Node(kind, f"{name} OVER (", partition, order, ")")
        argument = self.expression(kind, columns, (), 1)
        if form < 0.55:
            name = rng.choice(["lag", "lead", "first_value", "last_value", "nth_value"])
            extra = f", {rng.randint(1, 3)}" if name == "nth_value" or name[1] in "ae" and name[0] == "l" and name != "last_value" and self.chance(0.4) else ""
            ignore = " IGNORE NULLS" if self.chance(0.2) else ""
            frame = optional(" ", self.rows_frame()) if name.endswith("value") and self.chance(0.6) else ""
            return Node(kind, f"{name}(", argument, f"{extra}){ignore} OVER (", partition, total, frame, ")")
        if kind == WHOLE:
            call = Node("call", rng.choice(["sum(", "count(", "min(", "max("]), argument, ")")
        else:
            call = Node("call", rng.choice(["min(", "max("]), argument, ")")
        if self.chance(0.15):
            call = Node("call", call, " FILTER (WHERE ", self.truth(columns, (), 1), ")")
        numbers = [column for column, of in columns if of == WHOLE]
        form = rng.random()
        if form < 0.2:
            over = (partition,)
        elif form < 0.4:
            over = (partition, f"ORDER BY {by}{direction}", optional(rng.choice(
                [" RANGE UNBOUNDED PRECEDING", " RANGE BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING", " RANGE CURRENT ROW"])))
        elif form < 0.55 and numbers:
            over = (partition, f"ORDER BY {rng.choice(numbers)}{direction} ", self.frame("RANGE"))
        elif form < 0.7:
            over = (partition, f"ORDER BY {by}{direction} ", self.frame("GROUPS"))
        else:
            over = (partition, total, optional(" ", self.rows_frame()))
        return Node(kind, call, " OVER (", *over, ")")

    def rows_frame(self):
        return self.frame("ROWS")

    def frame(self, unit):
        starts = ["UNBOUNDED PRECEDING", f"{self.rng.randint(0, 3)} PRECEDING", "CURRENT ROW", "1 FOLLOWING"]
        ends = ["1 PRECEDING", "CURRENT ROW", f"{self.rng.randint(1, 3)} FOLLOWING", "UNBOUNDED FOLLOWING"]
        start, end = self.rng.choice(starts), self.rng.choice(ends)
        if start in starts[2:] and end == ends[0] or start == starts[3] and end == "CURRENT ROW":
            end = "UNBOUNDED FOLLOWING"
        return f"{unit} BETWEEN {start} AND {end}"

    def relation(self, depth):
        form = self.rng.random()
        if depth > 0 and form < 0.3:
            return self.join(depth)
        if depth > 0 and form < 0.45:
            kinds = [self.kind() for _ in range(self.rng.randint(1, 3))]
            alias = self.fresh("r")
            query = self.query(depth, kinds, ordered=self.chance(0.3))
            columns = [(self.fresh("y"), kind) for kind in kinds]
            node = Node("relation", "(", query, f") AS {alias} ({', '.join(c for c, _ in columns)})")
            columns = [(f"{alias}.{column}", kind) for column, kind in columns]
            return Relation(node, columns, [column for column, _ in columns])
        if form < 0.52:
            return self.values()
        if self.raw and form < 0.75:
            alias = self.fresh("l")
            columns = [(text.format(alias), kind) for _, kind, text in LOG_COLUMNS]
            return Relation(Node("relation", f"logs AS {alias}"), columns, [f"{alias}.eventid"], True)
        name = self.rng.choice(sorted(self.tables))
        alias = self.fresh("a")
        columns = [(f"{alias}.{column}", kind) for column, kind in self.tables[name]]
        keys = columns[:1] if name in "tu" else columns
        return Relation(Node("relation", f"{name} AS {alias}"), columns, [column for column, _ in keys], name in "tu")

    def values(self):
        kinds = [self.kind() for _ in range(self.rng.randint(1, 3))]
        rows = [Node("row", "(", joined([Node(kind, NULLS[kind] if self.chance(0.15) else self.literal(kind))
                                        for kind in kinds]), ")") for _ in range(self.rng.randint(1, 4))]
        alias = self.fresh("v")
        columns = [(self.fresh("z"), kind) for kind in kinds]
        node = Node("relation", "(VALUES ", joined(rows), f") AS {alias} ({', '.join(c for c, _ in columns)})")
        columns = [(f"{alias}.{column}", kind) for column, kind in columns]
        return Relation(node, columns, [column for column, _ in columns])

    def join(self, depth):
        left, right = self.relation(depth - 1), self.relation(depth - 1)
        columns, keys = left.columns + right.columns, left.keys + right.keys
        form = self.rng.random()
        if form < 0.1:
            return Relation(Node("relation", left.node, " CROSS JOIN ", right.node), columns, keys,
                            left.unique and right.unique)
        if form < 0.2:
            return self.unnested(left)
        if form < 0.28:
            return self.using()
        if form < 0.38:
            return self.safely(lambda: self.lateral(left))
        name = self.rng.choice(["JOIN", "LEFT JOIN", "RIGHT JOIN", "FULL JOIN", "LEFT JOIN"])
        return Relation(Node("relation", left.node, f" {name} ", right.node, " ON ", self.on(left, right, name)), columns, keys,
                        left.unique and right.unique)

    def unnested(self, left):
        kind = self.rng.choice([TEXT, WHOLE])
        items = [Node(kind, self.leaf(kind, left.columns, ())) for _ in range(self.rng.randint(1, 3))]
        alias, column = self.fresh("w"), self.fresh("z")
        node = Node("relation", left.node, " CROSS JOIN UNNEST(ARRAY[", joined(items), f"]) AS {alias} ({column})")
        return Relation(node, left.columns + [(f"{alias}.{column}", kind)], left.keys + [f"{alias}.{column}"])

    def lateral(self, left):
        inner = self.relation(0)
        kind, alias, column = self.kind(), self.fresh("w"), self.fresh("z")
        query = Node("lateral", "SELECT ", self.aggregate(kind, inner.columns), " FROM ", inner.node, " WHERE ",
                     self.correlation(inner, left.columns))
        node = Node("relation", left.node, " CROSS JOIN LATERAL (", query, f") AS {alias} ({column})")
        return Relation(node, left.columns + [(f"{alias}.{column}", kind)], left.keys + [f"{alias}.{column}"],
                        left.unique)

    def using(self):
        """Joins two derived tables by a column of one name, which belongs to neither afterwards."""
        shared, kind = self.fresh("s"), self.kind()
        sides, columns = [], [(shared, kind)]
        for _ in range(2):
            source, own, alias, of = self.relation(0), self.fresh("z"), self.fresh("g"), self.kind()
            sides.append(Node("side", "(SELECT ", self.expression(kind, source.columns, (), 1), f" AS {shared}, ",
                              self.expression(of, source.columns, (), 1), f" AS {own} FROM ", source.node, f") AS {alias}"))
            columns.append((f"{alias}.{own}", of))
        name = self.rng.choice(["JOIN", "LEFT JOIN", "RIGHT JOIN", "FULL JOIN"])
        node = Node("relation", sides[0], f" {name} ", sides[1], f" USING ({shared})")
        return Relation(node, columns, [column for column, _ in columns])

    def on(self, left, right, name):
        pairs = [(a, b, kind) for a, kind in left.columns for b, other in right.columns if kind == other]
        terms = []
        for a, b, kind in self.rng.sample(pairs, min(len(pairs), self.rng.choice([1, 1, 1, 2]))):
            operator = self.rng.choice(["="] * 8 + ["<", "IS NOT DISTINCT FROM"])
            if name == "FULL JOIN":
                operator = "="
            terms.append(Node(TRUTH, "(", Node(kind, a), f" {operator} ", Node(kind, b), ")"))
        if not terms or self.chance(0.3) and name != "FULL JOIN":
            columns = self.rng.choice([left.columns, right.columns, left.columns + right.columns])
            terms.append(self.truth(columns, (), 1, 0) if name != "FULL JOIN" else Node(TRUTH, "true"))
        return joined(terms, " AND ")

    # Expressions: `columns` of the row, `outer` columns of an enclosing query

    def number(self):
        return self.rng.choice(["0", "1", "2", "3", "5", "10", "-1", "-7"])

    def literal(self, kind):
        rng = self.rng
        if kind == TEXT:
            return "'" + rng.choice(NAMES + REGIONS + USERS + ERRORS + ["a", "x"]).replace("'", "''") + "'"
        if kind == WHOLE:
            return self.number()
        if kind == TRUTH:
            return rng.choice(["true", "false"])
        return f"DATE '2026-10-{rng.randint(1, 9):02d}'"

    def leaf(self, kind, columns, outer):
        choices = [column for column, of in columns if of == kind]
        outside = [column for column, of in outer if of == kind]
        if outside and self.chance(0.4):
            return Node(kind, self.rng.choice(outside))
        if choices and self.chance(0.85):
            return Node(kind, self.rng.choice(choices))
        return Node(kind, NULLS[kind] if self.chance(0.1) else self.literal(kind))

    def expression(self, kind, columns, outer, size, depth=0):
        rng = self.rng
        if size <= 0 or self.chance(0.35):
            return self.leaf(kind, columns, outer)
        again = lambda of: self.expression(of, columns, outer, size - 1)
        if kind == TRUTH:
            return self.truth(columns, outer, size - 1, depth)
        form = rng.random()
        if form < 0.15:
            branches = [Node("branch", " WHEN ", again(TRUTH), " THEN ", again(kind)) for _ in range(rng.randint(1, 2))]
            other = optional(" ELSE ", again(kind)) if self.chance(0.6) else ""
            return Node(kind, "(CASE", *branches, other, " END)")
        if form < 0.2:
            of = self.kind()
            return Node(kind, "(CASE ", again(of), " WHEN ", again(of), " THEN ", again(kind), " ELSE ",
                        "NULL" if self.chance(0.3) else again(kind), " END)")
        if form < 0.32:
            return Node(kind, "coalesce(", again(kind), ", ", again(kind), ")")
        if form < 0.4:
            return Node(kind, "nullif(", again(kind), ", ", again(kind), ")")
        if form < 0.45:
            return Node(kind, "if(", again(TRUTH), ", ", again(kind), ", ", again(kind), ")")
        if depth > 1 and form < 0.55:
            return self.safely(lambda: self.scalar(kind, columns, depth))
        if kind == WHOLE:
            return self.whole(again, form)
        if kind == TEXT:
            return self.text(again, form)
        if kind == DAY and form < 0.8:
            return Node(DAY, "date_trunc(", rng.choice(["'month'", "'week'", "'day'"]), ", ", again(DAY), ")")
        return self.leaf(kind, columns, outer)

    def whole(self, again, form):
        rng = self.rng
        if self.risky and self.chance(0.5):
            if self.chance(0.5):
                return Node(WHOLE, "(", again(WHOLE), rng.choice([" / ", " % "]), again(WHOLE), ")")
            return Node(WHOLE, "CAST(", again(TEXT), " AS bigint)")
        if form < 0.75:
            return Node(WHOLE, "(", again(WHOLE), rng.choice([" + ", " - ", " * "]), again(WHOLE), ")")
        if form < 0.82:
            return Node(WHOLE, "(", again(WHOLE), rng.choice([" / ", " % "]), rng.choice(["2", "3", "7"]), ")")
        if form < 0.86:
            return Node(WHOLE, "(", again(WHOLE), rng.choice([" / ", " % "]), "nullif(", again(WHOLE), ", 0))")
        if form < 0.9:
            return Node(WHOLE, rng.choice(["abs(", "-("]), again(WHOLE), ")")
        if form < 0.92:
            return Node(WHOLE, rng.choice(["day(", "month(", "date_diff('day', DATE '2026-10-03', "]), again(DAY), ")")
        if form < 0.94:
            return Node(WHOLE, "strpos(", again(TEXT), ", ", rng.choice(["'a'", "'e'", "'日'", "'1'"]), ")")
        return Node(WHOLE, "length(", again(TEXT), ")")

    def text(self, again, form):
        rng = self.rng
        if form < 0.65:
            return Node(TEXT, "(", again(TEXT), " || ", again(TEXT), ")")
        if form < 0.75:
            return Node(TEXT, rng.choice(["lower(", "upper(", "trim(", "ltrim(", "rtrim(", "reverse("]), again(TEXT), ")")
        if form < 0.85:
            start = rng.randint(1, 4)
            length = f", {rng.randint(0, 5)}" if self.chance(0.6) else ""
            return Node(TEXT, "substr(", again(TEXT), f", {start}{length})")
        if form < 0.9:
            return Node(TEXT, "replace(", again(TEXT), ", ", rng.choice(["'a', 'b'", "'e', ''", "'-', '日'"]), ")")
        if form < 0.94:
            return Node(TEXT, rng.choice(["lpad(", "rpad("]), again(TEXT), f", {rng.randint(0, 8)}, '*é')")
        return Node(TEXT, "CAST(", again(WHOLE), " AS varchar)")

    def compare(self, kind, left, right):
        operator = self.rng.choice(["=", "<>", "<", "<=", ">", ">=", "=", "IS DISTINCT FROM", "IS NOT DISTINCT FROM"])
        return Node(TRUTH, "(", left, f" {operator} ", right, ")")

    def truth(self, columns, outer, size, depth=2):
        rng = self.rng
        if size <= 0 and self.chance(0.2):
            return self.leaf(TRUTH, columns, outer)
        form = rng.random()
        value = lambda of: self.expression(of, columns, outer, max(0, min(size - 1, 2)))
        if self.risky and form < 0.2:
            divisor = self.leaf(WHOLE, columns, outer)
            guard = Node(TRUTH, "(", divisor, " <> 0)")
            risk = Node(WHOLE, "(", value(WHOLE), " / ", divisor, ")")
            return Node(TRUTH, "(", guard, " AND ", self.compare(WHOLE, risk, value(WHOLE)), ")")
        if size > 0 and form < 0.3:
            left, right = (self.truth(columns, outer, size - 1, depth) for _ in range(2))
            return Node(TRUTH, "(", left, rng.choice([" AND ", " OR "]), right, ")")
        if size > 0 and form < 0.38:
            return Node(TRUTH, "(NOT ", self.truth(columns, outer, size - 1, depth), ")")
        if depth > 1 and form < 0.5:
            return self.safely(lambda: self.subquery(columns, depth))
        kind = self.kind()
        negation = "NOT " if self.chance(0.3) else ""
        if form < 0.58:
            return Node(TRUTH, "(", value(kind), f" IS {negation}NULL)")
        if form < 0.66:
            pattern = rng.choice(["'%a%'", "'a_b'", "'_%'", "''", "'Get%'", "'%o_e%'", "'%日%'", "'%\\_%' ESCAPE '\\'", "'a\\%b' ESCAPE '\\'", "'%'"])
            return Node(TRUTH, "(", value(TEXT), f" {negation}LIKE {pattern})")
        if form < 0.76:
            items = [value(kind) if self.chance(0.2) else Node(kind, NULLS[kind] if self.chance(0.08) else self.literal(kind))
                     for _ in range(rng.randint(1, 4))]
            return Node(TRUTH, "(", value(kind), f" {negation}IN (", joined(items), "))")
        if form < 0.82:
            return Node(TRUTH, "(", value(kind), f" {negation}BETWEEN ", value(kind), " AND ", value(kind), ")")
        return self.compare(kind, value(kind), value(kind))

    def safely(self, make):
        """A correlated subquery becomes a join, as in Trino, and then sees rows without a partner too."""
        risky, self.risky = self.risky, False
        node = make()
        self.risky = risky
        return node

    def subquery(self, columns, depth):
        rng = self.rng
        negation = "NOT " if self.chance(0.4) else ""
        form = rng.random()
        kind = self.kind()
        if form < 0.4:
            return Node(TRUTH, "(", self.leaf(kind, columns, ()), f" {negation}IN (", self.query(depth - 1, [kind]), "))")
        if form < 0.75:
            relation = self.relation(0)
            return Node(TRUTH, f"({negation}EXISTS (SELECT 1 FROM ", relation.node, " WHERE ",
                        self.correlation(relation, columns), "))")
        if form < 0.85:
            quantifier = rng.choice(["= ANY", "<> ALL", "< ALL", ">= ANY", "> SOME"])
            return Node(TRUTH, "(", self.leaf(kind, columns, ()), f" {quantifier} (", self.query(depth - 1, [kind]), "))")
        return self.compare(kind, self.leaf(kind, columns, ()), self.scalar(kind, columns, depth))

    def correlation(self, relation, columns):
        """Returns an equality with the enclosing row, mostly, and perhaps more."""
        pairs = [(a, b, kind) for a, kind in relation.columns for b, other in columns if kind == other]
        terms = []
        if pairs and self.chance(0.85):
            a, b, kind = self.rng.choice(pairs)
            terms.append(Node(TRUTH, "(", Node(kind, a), " = ", Node(kind, b), ")"))
        if not terms or self.chance(0.4):
            outer = columns if self.chance(0.3) else ()
            terms.append(self.truth(relation.columns, outer, 1, 0))
        if self.chance(0.1):
            terms.append(self.subquery(relation.columns, 2))
        return joined(terms, " AND ")

    def scalar(self, kind, columns, depth):
        relation = self.relation(depth - 2 if self.chance(0.5) else 0)
        if self.chance(0.12):
            value = self.leaf(kind, relation.columns, ())
            return Node(kind, "(SELECT ", value, " FROM ", relation.node, self.where(relation.columns, (), 1),
                        " ORDER BY 1 ", self.rng.choice(["", "DESC ", "NULLS FIRST "]), "LIMIT 1)")
        where = optional(" WHERE ", self.correlation(relation, columns)) if self.chance(0.8) else ""
        return Node(kind, "(SELECT ", self.aggregate(kind, relation.columns), " FROM ", relation.node, where, ")")
