# SPDX-License-Identifier: Apache-2.0
"""Polars: each file by its JSON reader with a schema, one frame, then the questions as expressions.

    polars_peer.py TREE QUESTIONS OUT THREADS

Polars' SQL has no way into nested JSON text, so the questions stand here as expressions; each is
named after the file whose SQL it answers.
"""

import gzip
import os
import pathlib
import sys

os.environ.setdefault("POLARS_MAX_THREADS", sys.argv[4])
import polars as pl  # noqa: E402

TEXT = pl.String
FIELDS = ["eventTime", "eventSource", "eventName", "awsRegion", "sourceIPAddress", "userAgent", "errorCode",
          "eventID", "recipientAccountId"]
IDENTITY = pl.Struct({
    "type": TEXT, "arn": TEXT, "accessKeyId": TEXT, "userName": TEXT, "invokedBy": TEXT,
    "sessionContext": pl.Struct({"sessionIssuer": pl.Struct({"userName": TEXT})}),
})
# What the questions look up inside the parameters and the answer.
PARAMETERS = pl.Struct({
    "userName": TEXT, "roleName": TEXT, "roleArn": TEXT, "policyArn": TEXT,
    "instancesSet": pl.Struct({"items": pl.List(pl.Struct({"instanceId": TEXT}))}),
})
SCHEMA = {"Records": pl.List(pl.Struct({
    **{name: TEXT for name in FIELDS}, "userIdentity": IDENTITY, "requestParameters": PARAMETERS,
    "responseElements": pl.Struct({"ConsoleLogin": TEXT}), "additionalEventData": pl.Struct({"MFAUsed": TEXT}),
}))}


def load(tree):
    frames = []
    for path in sorted(pathlib.Path(tree).glob("AWSLogs/**/*.json.gz")):
        with gzip.open(path) as file:
            frame = pl.read_json(file.read(), schema=SCHEMA)
        frames.append(frame.explode("Records").unnest("Records"))
    frame = pl.concat(frames)
    identity = frame["userIdentity"].struct
    issuer = identity.field("sessionContext").struct.field("sessionIssuer").struct.field("userName")
    return frame.drop("userIdentity").with_columns(
        *(identity.field(name).alias(name.lower()) for name in ("type", "arn", "accessKeyId", "userName", "invokedBy")),
        issuer.alias("issuer")).lazy()


def parameter(name):
    return pl.col("requestParameters").struct.field(name)


def questions(logs):
    events = pl.len().alias("events")
    times = pl.len().alias("times")
    first, last = pl.col("eventTime").min().alias("first_event"), pl.col("eventTime").max().alias("last_event")
    name = pl.col("eventName")

    def distinct(column, alias):
        return pl.col(column).drop_nulls().n_unique().alias(alias)

    yield "01-services-and-regions", logs.group_by("eventSource", "awsRegion").agg(
        events, distinct("recipientAccountId", "accounts"))
    yield "02-daily-activity", logs.group_by(pl.col("eventTime").str.slice(0, 10).alias("day")).agg(
        events, distinct("arn", "callers"))
    yield "03-denied-callers", logs.filter(
        pl.col("errorCode").is_in(["AccessDenied", "Client.UnauthorizedOperation"])
    ).group_by("arn", "eventName", "errorCode").agg(times).sort(
        ["times", "arn", "eventName", "errorCode"], descending=[True, False, False, False], nulls_last=True).head(100)
    yield "04-terminated-instances", logs.filter(
        (name == "TerminateInstances") & pl.col("errorCode").is_null()
    ).select("eventTime", "arn", parameter("instancesSet").struct.field("items").list.first().struct.field(
        "instanceId"), "awsRegion", "eventID")
    yield "05-one-user", logs.filter(pl.col("username").str.contains("john.smith", literal=True)).select(
        "eventTime", "eventName", "eventSource", "sourceIPAddress", "userAgent", "errorCode", "eventID")
    yield "06-access-keys", logs.filter(pl.col("accesskeyid").is_not_null()).group_by("accesskeyid").agg(
        first, last, events, distinct("sourceIPAddress", "addresses"))
    yield "07-root", logs.filter((pl.col("type") == "Root") & pl.col("invokedby").is_null()).group_by(
        "recipientAccountId", "eventName", "sourceIPAddress").agg(times, last)
    yield "08-access-granted", logs.filter(name.is_in(
        ["AttachUserPolicy", "AttachRolePolicy", "PutRolePolicy", "AddUserToGroup", "CreateAccessKey"])).select(
        "eventTime", "arn", "eventName", pl.coalesce(parameter("userName"), parameter("roleName")).alias("target"),
        parameter("policyArn"), "eventID")
    yield "09-console-sign-ins", logs.filter(name == "ConsoleLogin").group_by(
        pl.col("responseElements").struct.field("ConsoleLogin"),
        pl.col("additionalEventData").struct.field("MFAUsed")).agg(times)
    yield "10-roles-assumed", logs.filter(
        (pl.col("eventSource") == "sts.amazonaws.com") & name.str.starts_with("AssumeRole")).group_by(
        parameter("roleArn"), pl.coalesce("arn", "invokedby").alias("caller")).agg(times)
    yield "11-addresses", logs.group_by("sourceIPAddress").agg(events, distinct("issuer", "roles")).filter(
        pl.col("roles") > 2)
    yield "12-deletions-by-key", logs.filter(
        (name.str.starts_with("Delete") | name.str.starts_with("Terminate")) & pl.col("accesskeyid").is_not_null()
    ).group_by("accesskeyid", "eventName", "awsRegion").agg(times, first, last)


def main(tree, out):
    for name, frame in questions(load(tree)):
        frame.collect().write_csv(pathlib.Path(out) / f"{name}.csv")


main(sys.argv[1], sys.argv[3])
