# SPDX-License-Identifier: Apache-2.0
"""ClickHouse inside Python (chDB): one load into a table in memory, then the questions.

    chdb_peer.py TREE QUESTIONS OUT THREADS
"""

import pathlib
import sys

from chdb import session

FIELDS = ["eventTime", "eventSource", "eventName", "awsRegion", "sourceIPAddress", "userAgent", "errorCode",
          "eventID", "recipientAccountId"]
PATHS = {
    "type": "type", "arn": "arn", "accesskeyid": "accessKeyId", "username": "userName", "invokedby": "invokedBy",
}
DOCUMENTS = ["requestParameters", "responseElements", "additionalEventData"]
NULLABLE = "Nullable(String)"


def main(tree, questions, out, threads):
    database = session.Session()
    database.query(f"SET max_threads = {int(threads)}")
    database.query("SET output_format_csv_crlf_end_of_line = 0")
    database.query("CREATE DATABASE bench")
    database.query("USE bench")
    record = ", ".join([f"{name} {NULLABLE}" for name in FIELDS + DOCUMENTS] + [
        f"userIdentity Tuple({', '.join(f'{name} {NULLABLE}' for name in PATHS.values())},"
        f" sessionContext Tuple(sessionIssuer Tuple(userName {NULLABLE})))"])
    identity = ", ".join(f"r.userIdentity.{name}" for name in PATHS.values())
    names = ", ".join(f"{lower} {NULLABLE}" for lower in PATHS)
    columns = ", ".join(f"r.{name} AS {name.lower()}" for name in FIELDS + DOCUMENTS)
    # A NULL in a Tuple of Nullable stays one; names become lower case, as the questions write them.
    database.query(f"""
        CREATE TABLE cloudtrail_logs ENGINE = Memory AS
        SELECT {columns},
          CAST((({identity}, tuple(tuple(r.userIdentity.sessionContext.sessionIssuer.userName)))),
            'Tuple({names}, sessioncontext Tuple(sessionissuer Tuple(username {NULLABLE})))') AS useridentity
        FROM (SELECT arrayJoin(Records) AS r
          FROM file('{tree}/AWSLogs/**/*.json.gz', 'JSONEachRow', 'Records Array(Tuple({record}))', 'gzip'))
        SETTINGS input_format_json_read_objects_as_strings = 1, max_threads = {int(threads)},
          input_format_json_ignore_unnecessary_fields = 1""")
    # JSON_VALUE gives the empty text for what is not there; no question looks for an empty one.
    database.query("CREATE FUNCTION json_extract_scalar AS (j, p) -> nullIf(JSON_VALUE(j, p), '')")
    for question in sorted(pathlib.Path(questions).glob("*.sql")):
        answer = database.query(question.read_text(), "CSVWithNames")
        (pathlib.Path(out) / (question.stem + ".csv")).write_bytes(answer.bytes())


main(*sys.argv[1:])
