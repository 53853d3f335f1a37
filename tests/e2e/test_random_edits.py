"""Random edits of the raw folder and its tables, each followed by a build: the package is that of a build from nothing.

Three edits, or as many as PRESSPACK_EDITS says; PRESSPACK_SEED begins another sequence.
"""

import json
import os
import shutil
import subprocess
import sys
from random import Random

EDITS, SEED = int(os.environ.get("PRESSPACK_EDITS", "3")), os.environ.get("PRESSPACK_SEED", "1")
COMPARED_EVERY = 3
STORIES = [
    "Dockers in {0} went on strike on Tuesday over their pay, and {1} of them marched to the customs house. The port "
    "authority refused to talk to them before the end of the week, its director said in a short statement.",
    "A court in {0} sentenced {1} bakers to three years in prison on Friday because they had sold bread that was mixed "
    "with chalk. Their lawyer said that they would appeal. The shop has been closed since last summer.",
    "The mayor of {0} resigned on Monday after {1} members of the council had voted against her budget. Her deputy is "
    "to lead the town until an election in May, the council said. She had been in office for nine years.",
]
TOWNS = ["Aldermouth", "Penrick", "Quillmarsh", "Sallow Bay", "Tarn"]


def build(folder, raw, name):
    """Build the package of `raw` in a folder; return its tables, byte for byte."""
    command = [sys.executable, "-m", "presspack", "build", "--raw", str(raw), "--cores", "2"]
    paths = ["--build", str(folder / name / "build"), "--output", str(folder / name / "out")]
    (folder / name).mkdir(exist_ok=True)
    done = subprocess.run([*command, *paths], cwd=folder / name, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    out = folder / name / "out"
    return {path.name: path.read_bytes() for path in [*sorted((out / "data").iterdir()), out / "provenance.json"]}


def story(random):
    return random.choice(STORIES).format(random.choice(TOWNS), random.randrange(3, 90)) * 2


def captures(raw):
    return sorted(path for path in raw.glob("*.txt"))


def add(raw, random):
    (raw / f"{random.randrange(10**6):06}.txt").write_text(f"News\n\n{story(random)}\n", encoding="utf-8")


def remove(raw, random):
    random.choice(captures(raw)).unlink()


def rename(raw, random):
    path = random.choice(captures(raw))
    path.rename(raw / f"renamed-{random.randrange(10**6)}.txt")


def double(raw, random):
    shutil.copy2(random.choice(captures(raw)), raw / f"copy-{random.randrange(10**6)}.txt")


def change_unseen(raw, random):
    """Another text of the same size and time."""
    path = random.choice(captures(raw))
    facts, text = path.stat(), path.read_text(encoding="utf-8")
    path.write_text(text.replace("Monday", "Sunday") if "Monday" in text else text[::-1], encoding="utf-8")
    os.utime(path, ns=(facts.st_atime_ns, facts.st_mtime_ns))


def tell_sources(raw, random):
    rows = [f"{path.name},The Log,{random.choice(['2021', '2021-06', '2021-06-09', ''])}" for path in captures(raw)]
    (raw / "sources.csv").write_text("\n".join(["file,outlet,published_on", *rows, ""]), encoding="utf-8")


def put_back(path, text):
    """Write a file as old as a copy of last year that is put back."""
    path.write_text(text, encoding="utf-8")
    os.utime(path, (1_600_000_000, 1_600_000_000))


def set_limit(raw, random):
    settings = {"clean": {"min_body_chars": random.choice([100, 140, 250])}, "extract": {"authority": str(own(raw))}}
    put_back(raw / "settings.yaml", json.dumps(settings))


def own(raw):
    """The file of actors that the settings name."""
    return raw.parent / "actors.csv"


def tell_actors(raw, random):
    rows = [f"ours-{random.randrange(10**6)}-{number},{town},group" for number, town in enumerate(TOWNS)]
    put_back(own(raw), "\n".join(["actor_id,name,actor_type_code", *rows, ""]))


CHANGES = [add, add, remove, rename, double, change_unseen, set_limit, tell_sources, tell_actors]
MOVING = {remove, rename}  # names in sources.csv would be of no file


def test_after_any_edits_the_package_is_that_of_a_build_from_nothing(tmp_path):
    random, raw = Random(f"edits {SEED}"), tmp_path / "raw"
    raw.mkdir()
    for _ in range(5):
        add(raw, random)
    tell_actors(raw, random)
    set_limit(raw, random)
    build(tmp_path, raw, "again")
    done = []
    for number in range(1, EDITS + 1):
        change = random.choice(CHANGES)
        change(raw, random)
        if change in MOVING and (raw / "sources.csv").exists():
            tell_sources(raw, random)
        done.append(change.__name__)
        found = build(tmp_path, raw, "again")
        if number % COMPARED_EVERY == 0 or number == EDITS:
            shutil.rmtree(tmp_path / "new", ignore_errors=True)
            assert found == build(tmp_path, raw, "new"), done
