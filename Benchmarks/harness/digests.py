# SPDX-License-Identifier: Apache-2.0
"""A tree with the digests that CloudTrail would have delivered with it, signed by an invented key."""

import base64
import gzip
import hashlib
import json
import os
import pathlib
import random
import re
import shutil
from datetime import datetime, timedelta, timezone

from measure import note

BUCKET = "example-trail-bucket"
TRAIL = "audit"
EXPONENT = 65537
# DigestInfo of SHA-256, RFC 8017, 9.2.
SHA256_INFO = bytes.fromhex("3031300d060960864801650304020105000420")


class Key:
    """An RSA key for tests: its primes are drawn with a seed."""

    def __init__(self, seed):
        draw = random.Random(seed)
        first, second = self._prime(draw), self._prime(draw)
        self.modulus = first * second
        self.primes = first, second
        self.private = pow(EXPONENT, -1, (first - 1) * (second - 1))
        self.inverse = pow(second, -1, first)
        self.public = self._sequence(self._integer(self.modulus) + self._integer(EXPONENT))
        self.fingerprint = hashlib.md5(self.public).hexdigest()

    @staticmethod
    def _prime(draw):
        while True:
            number = draw.getrandbits(1024) | 3 << 1022 | 1
            if number % EXPONENT != 1 and all(pow(base, number - 1, number) == 1 for base in (2, 3, 5, 7)):
                return number

    @staticmethod
    def _tagged(tag, body):
        size = len(body).to_bytes(2, "big") if len(body) > 255 else bytes([len(body)])
        return bytes([tag]) + (bytes([0x80 | len(size)]) + size if len(body) > 127 else size) + body

    @classmethod
    def _integer(cls, number):
        return cls._tagged(2, number.to_bytes(number.bit_length() // 8 + 1, "big"))

    @classmethod
    def _sequence(cls, body):
        return cls._tagged(0x30, body)

    def sign(self, text):
        info = SHA256_INFO + hashlib.sha256(text.encode()).digest()
        padded = b"\0\1" + b"\xff" * (256 - 3 - len(info)) + b"\0" + info
        # By the Chinese remainder theorem, which is three times faster.
        parts = [pow(int.from_bytes(padded, "big"), self.private % (prime - 1), prime) for prime in self.primes]
        signature = parts[1] + (parts[0] - parts[1]) * self.inverse % self.primes[0] * self.primes[1]
        return signature.to_bytes(256, "big").hex()


def stamp(time):
    return time.strftime("%Y-%m-%dT%H:%M:%SZ")


def chain(folder, place, logs, key, begin, end):
    """Writes the digests of one account and region, hour by hour, and the signature of the last."""
    account, region = place
    before = None
    hour = begin
    while hour < end:
        until = hour + timedelta(hours=1)
        name = (f"AWSLogs/{account}/CloudTrail-Digest/{region}/{until:%Y/%m/%d}/{account}_CloudTrail-Digest_"
                f"{region}_{TRAIL}_us-east-1_{until:%Y%m%dT%H%M%SZ}.json.gz")
        text = json.dumps({
            "awsAccountId": account, "digestStartTime": stamp(hour), "digestEndTime": stamp(until),
            "digestS3Bucket": BUCKET, "digestS3Object": name, "digestPublicKeyFingerprint": key.fingerprint,
            "digestSignatureAlgorithm": "SHA256withRSA", "newestEventTime": None, "oldestEventTime": None,
            "previousDigestS3Bucket": before and BUCKET, "previousDigestS3Object": before and before["name"],
            "previousDigestHashValue": before and before["hash"],
            "previousDigestHashAlgorithm": before and "SHA-256",
            "previousDigestSignature": before and before["signature"],
            "logFiles": [
                {"s3Bucket": BUCKET, "s3Object": log, "hashValue": value, "hashAlgorithm": "SHA-256",
                 "newestEventTime": stamp(hour), "oldestEventTime": stamp(hour)}
                for log, value in logs.get(hour, [])],
        })
        digest = hashlib.sha256(text.encode()).hexdigest()
        signed = f"{stamp(until)}\n{BUCKET}/{name}\n{digest}\n{before['signature'] if before else 'null'}"
        before = {"name": name, "hash": digest, "signature": key.sign(signed)}
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(gzip.compress(text.encode(), mtime=0))
        hour = until
    head = {"Metadata": {"signature": before["signature"], "signature-algorithm": "SHA256withRSA"}}
    (folder / (before["name"] + ".head.json")).write_text(json.dumps(head, indent=4))


def write(tree):
    """Makes a tree of the same logs with digests beside them; returns it and the file with the key."""
    folder = pathlib.Path(f"{tree.folder}-signed")
    keys = folder / "keys.json"
    if keys.exists():
        return folder, keys
    shutil.rmtree(folder, ignore_errors=True)
    logs, hours = {}, set()
    for path in sorted((tree.folder / "AWSLogs").glob("**/*.json.gz")):
        name = str(path.relative_to(tree.folder))
        place = re.fullmatch(r"AWSLogs/(\d+)/CloudTrail/([^/]+)/.*_(\d{8}T\d{2})\d{2}Z_[^/]*", name)
        hour = datetime.strptime(place[3], "%Y%m%dT%H").replace(tzinfo=timezone.utc)
        value = hashlib.sha256(gzip.decompress(path.read_bytes())).hexdigest()
        logs.setdefault(place.group(1, 2), {}).setdefault(hour, []).append((name, value))
        hours.add(hour)
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        os.link(path, folder / name)
    key = Key(1)
    for place in sorted(logs):
        chain(folder, place, logs[place], key, min(hours), max(hours) + timedelta(hours=1))
    note(f"signed the digests of {len(logs)} chains in {folder}")
    entry = {"Value": base64.b64encode(key.public).decode(), "ValidityStartTime": "2025-12-01T00:00:00+00:00",
             "ValidityEndTime": "2027-01-01T00:00:00+00:00", "Fingerprint": key.fingerprint}
    keys.write_text(json.dumps({"PublicKeyList": [entry]}, indent=4))
    return folder, keys
