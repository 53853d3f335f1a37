"""Makers of the small packages that the tests of `presspack validate` judge."""

import json
from pathlib import Path

from presspack.package.validation.validation import Settings, validated

PROFILE = "https://datapackage.org/profiles/2.0/"
TEXT = [{"name": "x", "type": "string"}]


def package(folder: Path, *resources, **more):
    """Write the descriptor of a package of version 2.0 into a folder; return the folder."""
    stamped = [{"$schema": PROFILE + "dataresource.json", **resource} for resource in resources]
    for resource in stamped:
        if "schema" in resource and isinstance(resource["schema"], dict):
            resource["schema"] = {"$schema": PROFILE + "tableschema.json", **resource["schema"]}
    descriptor = {"$schema": PROFILE + "datapackage.json", "name": "p", "resources": stamped, **more}
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    return folder


def table(fields=TEXT, path="t.csv", **more):
    """Return a resource that is a table."""
    schema = {"fields": fields, **more.pop("schema", {})}
    return {"name": "t", "type": "table", "path": path, "schema": schema, **more}


def csv(folder: Path, text: str, name: str = "t.csv"):
    """Write a file into a folder; return the folder."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="")
    return folder


def broken(path: Path, **settings):
    """Return how often each rule is broken in a package: {"type": 1}."""
    return {finding.rule: finding.count for finding in validated(path, Settings(**settings)).findings}
