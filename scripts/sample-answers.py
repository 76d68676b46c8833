#!/usr/bin/env python3
"""Answers the queries of Packs/ over Samples/ with DuckDB, for the end-to-end test to compare with.

Writes Tests/EndToEndTests/Expected/<id with - for />.csv in the form that Athena gives its results.
Needs the Python package duckdb (1.5.x). Run it when Packs/ or Samples/ change, and read the difference.
"""

import gzip
import json
import pathlib
import re
import tempfile

import duckdb

TOP = pathlib.Path(__file__).resolve().parent.parent
EXPECTED = TOP / "Tests/EndToEndTests/Expected"
TEXT_COLUMNS = ["requestParameters", "responseElements", "additionalEventData", "serviceEventDetails"]
PLAIN_COLUMNS = [
    "eventVersion", "eventTime", "eventSource", "eventName", "awsRegion", "sourceIPAddress", "userAgent",
    "errorCode", "errorMessage", "requestID", "eventID", "eventType", "apiVersion", "readOnly",
    "recipientAccountId", "sharedEventID", "vpcEndpointId", "eventCategory"]
IDENTITY = """STRUCT("type" VARCHAR, principalid VARCHAR, arn VARCHAR, accountid VARCHAR, invokedby VARCHAR,
  accesskeyid VARCHAR, username VARCHAR, onbehalfof STRUCT(userid VARCHAR, identitystorearn VARCHAR),
  sessioncontext STRUCT(attributes STRUCT(mfaauthenticated VARCHAR, creationdate VARCHAR),
    sessionissuer STRUCT("type" VARCHAR, principalid VARCHAR, arn VARCHAR, accountid VARCHAR, username VARCHAR)))"""


def compact(value):
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def lowered(value):
    if isinstance(value, dict):
        return {key.lower(): lowered(item) for key, item in value.items()}
    return value


def as_text(value):
    if value is None or isinstance(value, str):
        return value
    return compact(value)


def rows(folder):
    for path in sorted(folder.rglob("*.json.gz")):
        for record in json.loads(gzip.decompress(path.read_bytes())).get("Records", []):
            row = {name.lower(): as_text(record.get(name)) for name in PLAIN_COLUMNS + TEXT_COLUMNS}
            row["useridentity"] = lowered(record["userIdentity"]) if record.get("userIdentity") else None
            yield row


def connect(folder=TOP / "Samples"):
    """Returns a database with the logs of a folder as `cloudtrail_logs` and `logs`."""
    db = duckdb.connect()
    db.execute("SET default_null_order = 'nulls_last'")
    columns = ", ".join(f'"{name.lower()}" VARCHAR' for name in PLAIN_COLUMNS + TEXT_COLUMNS)
    db.execute(f"CREATE TABLE cloudtrail_logs ({columns}, useridentity {IDENTITY})")
    lines = pathlib.Path(tempfile.mkstemp(suffix=".ndjson")[1])
    lines.write_text("\n".join(compact(row) for row in rows(folder)), encoding="utf-8")
    types = {name.lower(): "VARCHAR" for name in PLAIN_COLUMNS + TEXT_COLUMNS} | {"useridentity": " ".join(IDENTITY.split())}
    db.execute("INSERT INTO cloudtrail_logs BY NAME SELECT * FROM read_json(?, columns = " + repr(types)
               + ", format = 'newline_delimited')", [str(lines)])
    lines.unlink()
    db.execute("CREATE VIEW logs AS SELECT * FROM cloudtrail_logs")
    db.execute("CREATE MACRO json_extract_scalar(j, p) AS json_extract_string(j, p)")
    return db


def csv_field(value):
    if value is None:
        return ""
    return '"' + str(value).replace('"', '""') + '"'


def main():
    db = connect()
    EXPECTED.mkdir(parents=True, exist_ok=True)
    for old in EXPECTED.glob("*.csv"):
        old.unlink()
    for path in sorted((TOP / "Packs").rglob("*.sql")):
        sql = re.sub(r"AS ARRAY\(JSON\)", "AS JSON[]", path.read_text(encoding="utf-8"))
        result = db.execute(sql)
        lines = [",".join(csv_field(column[0]) for column in result.description)]
        lines += [",".join(csv_field(value) for value in row) for row in result.fetchall()]
        name = str(path.relative_to(TOP / "Packs").with_suffix("")).replace("/", "-")
        (EXPECTED / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        print(f"{len(lines) - 1:5d} rows  {name}")


if __name__ == "__main__":
    main()
