# SPDX-License-Identifier: Apache-2.0
"""Runs processes and tells what they took; keeps results as lines of JSON."""

import datetime
import json
import os
import pathlib
import platform
import statistics
import subprocess
import sys
import time

TOP = pathlib.Path(__file__).resolve().parent.parent.parent
RESULTS = TOP / "Benchmarks/results"


class Failed(Exception):
    """A process that did not do what it was to do."""


def run(command, cwd=None, allowed=(0, 3)):
    """Runs a process to its end; CPU and peak memory are those the system counted for it.

    The peak is never told lower than this script's own (some 20 MB), from which the process starts.
    """
    start = time.perf_counter()
    process = subprocess.Popen([str(part) for part in command], cwd=cwd, stdin=subprocess.DEVNULL,
                               stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    complaints = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in allowed:
        raise Failed(f"{command[0]} ended with {process.returncode}: {complaints.decode(errors='replace')[-800:]}")
    return {
        "wall": time.perf_counter() - start,
        "cpu": usage.ru_utime + usage.ru_stime,
        "rss": usage.ru_maxrss / 1024,
    }


class Rounds:
    """Several subjects in turn, round by round, so that what disturbs the machine disturbs all alike."""

    def __init__(self, rounds, seconds):
        self.rounds, self.seconds, self.subjects = rounds, seconds, []

    def add(self, name, command, **facts):
        self.subjects.append((name, command, facts))

    def measure(self, suite, log, base=None):
        """Measures all; ratios are to the subject `base`, taken round by round, and then the median.

        Stops before a round that would end beyond the seconds, but measures one.
        """
        samples = {name: [] for name, _, _ in self.subjects}
        begin = time.monotonic()
        for number in range(self.rounds):
            spent = time.monotonic() - begin
            if number > 0 and spent + spent / number > self.seconds:
                break
            for name, command, _ in self.subjects:
                samples[name].append(run(command))
        for name, _, facts in self.subjects:
            taken = samples[name]
            line = {"suite": suite, "name": name, "rounds": len(taken), **facts}
            for key in ("cpu", "wall"):
                values = [sample[key] for sample in taken]
                line[key] = {"best": round(min(values), 4), "median": round(statistics.median(values), 4)}
            line["rss"] = round(max(sample["rss"] for sample in taken), 1)
            if base is not None:
                for key, field in (("cpu", "ratio"), ("wall", "wallRatio")):
                    ratios = [a[key] / b[key] for a, b in zip(taken, samples[base])]
                    line[field] = round(statistics.median(ratios), 3)
            log.add(line)
        return samples


class Log:
    """The results of one run of this script: one file, one line of JSON a result."""

    def __init__(self, name=None):
        now = datetime.datetime.now(datetime.timezone.utc)
        self.stamp = now.strftime("%Y-%m-%dT%H:%MZ")
        self.path = RESULTS / (name or now.strftime("%Y-%m-%d-%H%M.jsonl"))
        self.machine = machine()
        self.commit = commit()

    def add(self, line):
        line = {**line, "date": self.stamp, "commit": self.commit, "machine": self.machine,
                "load": round(os.getloadavg()[0], 1)}
        RESULTS.mkdir(parents=True, exist_ok=True)
        with self.path.open("a") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
        show(line)


def show(line):
    cpu, ratio = line.get("cpu"), line.get("ratio")
    print(f"{line['suite']:9} {line['name']:44.44}"
          + (f" cpu {cpu['median']:8.3f} s  wall {line['wall']['median']:8.3f} s" if cpu else "")
          + (f"  rss {line['rss']:7.1f} MB" if "rss" in line else "")
          + (f"  ratio {ratio:6.2f}" if ratio is not None else "")
          + (f"  {line['note']}" if "note" in line else ""), flush=True)


def machine():
    """The processor, its cores, the memory and the system, in one line."""
    model = platform.machine()
    for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            model = line.split(":", 1)[1].strip()
            break
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return f"{model}, {os.cpu_count()} cores, {memory:.0f} GB, {platform.system()} {platform.release()}"


def commit():
    """The commit that is measured; `+` says that files were changed since."""
    def git(*arguments):
        return subprocess.run(["git", "-C", TOP, *arguments], capture_output=True, text=True).stdout.strip()
    changed = git("status", "--porcelain", "--untracked-files=no", "--", "Sources", "Packs", "Benchmarks/pack")
    return (git("rev-parse", "--short=10", "HEAD") or "unknown") + ("+" if changed else "")


def note(text):
    print(f"bench: {text}", file=sys.stderr, flush=True)
