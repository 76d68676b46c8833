# SPDX-License-Identifier: Apache-2.0
"""DuckDB: one load into a table, then the questions, each answer as CSV.

    duckdb_peer.py TREE QUESTIONS OUT THREADS

The load names every field the questions use and no other, so that nothing is inferred and nothing
needless is kept; row order is given up, which lets DuckDB load in parallel. Of the ways tried
(read_json with a schema as unstructured and as newline-delimited, read_json_objects with from_json,
a list of JSON with arrows) this takes the least CPU time.
"""

import pathlib
import sys

import duckdb

IDENTITY = """STRUCT("type" VARCHAR, arn VARCHAR, accessKeyId VARCHAR, userName VARCHAR,
  invokedBy VARCHAR, sessionContext STRUCT(sessionIssuer STRUCT(userName VARCHAR)))"""
FIELDS = {
    "userIdentity": IDENTITY, "eventTime": "VARCHAR", "eventSource": "VARCHAR", "eventName": "VARCHAR",
    "awsRegion": "VARCHAR", "sourceIPAddress": "VARCHAR", "userAgent": "VARCHAR", "errorCode": "VARCHAR",
    "requestParameters": "JSON", "responseElements": "JSON", "additionalEventData": "JSON",
    "eventID": "VARCHAR", "recipientAccountId": "VARCHAR",
}


def main(tree, questions, out, threads):
    connection = duckdb.connect()
    connection.execute(f"SET threads = {int(threads)}")
    connection.execute("SET preserve_insertion_order = false")
    connection.execute("SET enable_progress_bar = false")
    record = "STRUCT(" + ", ".join(f'"{name}" {kind}' for name, kind in FIELDS.items()) + ")[]"
    # A file holds one object on one line; the largest takes some ten megabytes.
    connection.execute(
        f"""CREATE TABLE cloudtrail_logs AS
            SELECT unnest(Records, max_depth := 2)
            FROM read_json('{tree}/AWSLogs/**/*.json.gz', columns = {{Records: '{record}'}},
              format = 'newline_delimited', compression = 'gzip', maximum_object_size = 67108864)""")
    connection.execute("CREATE MACRO json_extract_scalar(j, p) AS json_extract_string(j, p)")
    for question in sorted(pathlib.Path(questions).glob("*.sql")):
        answer = pathlib.Path(out) / (question.stem + ".csv")
        connection.execute(f"COPY ({question.read_text()}) TO '{answer}' (HEADER)")


main(*sys.argv[1:])
