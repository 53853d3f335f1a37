"""RO-Crate 1.1 with the Provenance Run Crate profile 0.5: the package, its files, its people, and what ran."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from presspack.release.standards.common import (
    Descriptor,
    agents,
    creators,
    filled,
    links,
    one_or_many,
    publisher,
    release_date,
)
from presspack.release.standards.ro_crate_run import (
    CAPTURES,
    WORKFLOW,
    CrateFile,
    file_entity,
    input_entities,
    node,
    run_entities,
    workflow_entities,
)

CONTEXT = ["https://w3id.org/ro/crate/1.1/context", "https://w3id.org/ro/terms/workflow-run/context"]
CRATE = "https://w3id.org/ro/crate/1.1"
_WORKFLOW_CRATE = "https://w3id.org/workflowhub/workflow-ro-crate/1.0"
PROFILES = {
    "https://w3id.org/ro/wfrun/process/0.5": "Process Run Crate",
    "https://w3id.org/ro/wfrun/workflow/0.5": "Workflow Run Crate",
    "https://w3id.org/ro/wfrun/provenance/0.5": "Provenance Run Crate",
    _WORKFLOW_CRATE: "Workflow RO-Crate",
}
RULE = re.compile(r"^(?:rule|checkpoint) (\w+):", re.MULTILINE)


def ro_crate(
    package: Descriptor, files: Sequence[CrateFile], *, provenance: Mapping[str, Any], snakefile: str
) -> dict[str, Any]:
    """Return ro-crate-metadata.json of a package that holds `files`, built by the rules of `snakefile`."""
    steps = [name for name in RULE.findall(snakefile) if name != "all"]
    return {
        "@context": CONTEXT,
        "@graph": [
            _descriptor_entity(),
            root(package, files, steps=steps),
            *(profile(url, name) for url, name in PROFILES.items()),
            *(file_entity(file) for file in files if file.path != WORKFLOW),
            *workflow_entities(package, files, steps=steps, provenance=provenance),
            *input_entities(provenance),
            *run_entities(package, files, steps=steps, version=provenance["presspack"]),
            *_licence_entities(package),
            *_agent_entities(package),
        ],
    }


def _descriptor_entity() -> dict[str, Any]:
    """Return the entity that the metadata file is."""
    return {
        "@id": "ro-crate-metadata.json",
        "@type": "CreativeWork",
        "about": {"@id": "./"},
        "conformsTo": links([CRATE, _WORKFLOW_CRATE]),
    }


def root(package: Descriptor, files: Sequence[CrateFile], *, steps: Sequence[str]) -> dict[str, Any]:
    """Return the package as a whole."""
    authors = one_or_many([node(agent) for agent in creators(package)])
    return filled(
        {
            "@id": "./",
            "@type": "Dataset",
            "conformsTo": links(list(PROFILES)),
            "identifier": package["id"],
            "name": package["title"],
            "description": package["description"],
            "version": package["version"],
            "datePublished": release_date(package),
            "keywords": package.get("keywords"),
            "license": {"@id": _licence_node(package["licenses"][0])},
            "author": authors,
            "creator": authors,
            "publisher": {"@id": node(publisher(package))},
            "mainEntity": {"@id": WORKFLOW},
            "mentions": links(["#run", "#engine-run", CAPTURES, *(f"#run-{step}" for step in steps)]),
            "hasPart": links([file.path for file in files]),
        }
    )


def profile(url: str, name: str) -> dict[str, Any]:
    """Return a profile that the crate keeps to."""
    return {"@id": url, "@type": "CreativeWork", "name": name, "version": url.rpartition("/")[2]}


def _licence_node(licence: Descriptor) -> str:
    """Return the id of a licence: its address, or a name within the crate if it has none."""
    return str(licence.get("path") or f"#licence-{licence['name']}")


def _licence_entities(package: Descriptor) -> list[dict[str, Any]]:
    """Return the licences."""
    return [
        {
            "@id": _licence_node(licence),
            "@type": "CreativeWork",
            "name": licence["title"],
            "identifier": licence["name"],
            "description": f"The licence {licence['title']}.",
        }
        for licence in package["licenses"]
    ]


def _agent_entities(package: Descriptor) -> list[dict[str, Any]]:
    """Return everyone with a part in the package."""
    known = {
        node(agent): filled(
            {
                "@id": node(agent),
                "@type": "Person" if agent.is_person else "Organization",
                "name": agent.name,
                "givenName": agent.given,
                "familyName": agent.family,
                "url": agent.path,
            }
        )
        for agent in agents(package)
    }
    return list(known.values())
