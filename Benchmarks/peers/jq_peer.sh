#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# jq: one question (03, the hundred callers most often denied) by the tools of a shell.
#
#     jq_peer.sh TREE QUESTIONS OUT THREADS
set -eu
export LC_ALL=C
find "$1/AWSLogs" -name '*.json.gz' -print0 |
  xargs -0 -n 32 -P "$4" sh -c 'gzip -dc "$@" | jq -r "
    .Records[] | select(.errorCode == \"AccessDenied\" or .errorCode == \"Client.UnauthorizedOperation\")
    | [.userIdentity.arn, .eventName, .errorCode] | @csv" >"$0.$$"' "$3/denied"
{
  echo caller,eventname,errorcode,times
  sort "$3"/denied.* | uniq -c | awk '{ count = $1; sub(/^ *[0-9]+ /, ""); print $0 "," count }' |
    awk -F, '{ key = $1 == "" ? "~" : $1; print $NF "\t" key "\t" $0 }' |
    sort -t "$(printf '\t')" -k1,1nr -k2,2 -k3,3 | cut -f 3 | head -100
} >"$3/03-denied-callers.csv"
rm "$3"/denied.*
