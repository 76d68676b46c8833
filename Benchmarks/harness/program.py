# SPDX-License-Identifier: Apache-2.0
"""The programs that are measured, the trees they read, and the configurations they are given."""

import json
import subprocess

from measure import TOP, Failed, note

FOLDER = TOP / ".build/release"
PACKS = [TOP / "Packs", TOP / "Benchmarks/pack"]
QUESTIONS = TOP / "Benchmarks/questions"


def build():
    """Builds both programs as they are shipped."""
    for product in ("Benchmarks", "trailbinder"):
        note(f"building {product}")
        subprocess.run(["swift", "build", "-c", "release", "--product", product, "--static-swift-stdlib"],
                       cwd=TOP, check=True, stdin=subprocess.DEVNULL)


def use(folder):
    """Takes the programs of another folder: those of an earlier commit, for instance."""
    global FOLDER
    FOLDER = folder


def binary():
    return FOLDER / "trailbinder"


def tool():
    return FOLDER / "Benchmarks"


class Tree:
    """A tree of invented logs, made where it is not there."""

    def __init__(self, data, size, records_per_file=None, seed=1):
        name = f"bench-{size.lower()}" + (f"-{records_per_file}" if records_per_file else "")
        self.folder, self.size = data / name, size
        command = [tool(), "data", "--size", size, "--seed", seed, self.folder]
        if records_per_file:
            command[2:2] = ["--records-per-file", records_per_file]
        self.folder.mkdir(parents=True, exist_ok=True)
        done = subprocess.run([str(part) for part in command], capture_output=True, text=True)
        if done.returncode != 0:
            raise Failed(f"the tree of {size} cannot be made: {done.stderr}")
        note(done.stdout.strip())
        self.summary = json.loads((self.folder / "tree.summary").read_text())
        # What is measured is not the disk: a large tree may have left the file cache.
        subprocess.run(["find", str(self.folder), "-name", "*.gz", "-exec", "cat", "{}", "+"],
                       stdout=subprocess.DEVNULL, check=True)

    @property
    def facts(self):
        summary = self.summary
        return {"bytes": summary["textByteCount"], "stored": summary["storedByteCount"],
                "records": summary["recordCount"], "files": summary["fileCount"]}


def configuration(work, name, tree, packs=PACKS, workers=2, **more):
    """Writes a configuration; returns the command that answers its queries without a report."""
    folder = work / name
    folder.mkdir(parents=True, exist_ok=True)
    settings = {"title": "Benchmark", "logs": str(tree.folder / "AWSLogs"), "packs": [str(pack) for pack in packs],
                "templates": str(TOP / "Templates"), "output": "out", "workers": workers, **more}
    (folder / "config.json").write_text(json.dumps(settings, indent=2))
    return [binary(), "build", folder / "config.json", "--quiet", "--no-render"]


def inflate(tree, threads):
    return [tool(), "inflate", "--threads", threads, tree.folder / "AWSLogs"]


def pack_files():
    """The queries of the pack, in the order of the run."""
    return [path for pack in PACKS for path in sorted(pack.glob("**/*.sql"))]
