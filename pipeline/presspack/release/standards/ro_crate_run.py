"""What ran, as a Provenance Run Crate tells it: the workflow, its steps, the software, what went in and came out.

Times and hosts are left out, so that the same run gives the same bytes wherever and whenever it runs.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from presspack.release.standards.common import Agent, Descriptor, creators, filled, links, one_or_many
from presspack.release.standards.provenance import raw_count

_BIOSCHEMAS = "https://bioschemas.org/profiles"
WORKFLOW = "workflow/Snakefile"
RECORD = "provenance.json"
SNAKEMAKE = "#snakemake"
CAPTURES = "#raw"
# Files that stand for a parameter of the workflow.
ARGUMENTS = {RECORD: "#settings", "datapackage.json": "#package"}
# The files of a corpus of more than this are not entities here; the record lists each of them.
MOST_INPUTS = 1000


@dataclass(frozen=True, slots=True)
class CrateFile:
    """A file of the package: its path, size, SHA-256, media type, and what it holds."""

    path: str
    size: int
    sha256: str
    mediatype: str
    description: str


def file_entity(file: CrateFile) -> dict[str, Any]:
    """Return a file of the package."""
    return filled(
        {
            "@id": file.path,
            "@type": "File",
            "name": file.path,
            "description": file.description,
            "encodingFormat": file.mediatype,
            "contentSize": str(file.size),
            "sha256": file.sha256,
            "about": {"@id": "./"} if file.path == "README.md" else None,
            "exampleOfWork": {"@id": ARGUMENTS[file.path]} if file.path in ARGUMENTS else None,
        }
    )


def node(agent: Agent) -> str:
    """Return what a contributor is called in the graph: their link, or a name within the crate."""
    return agent.path or "#" + "-".join(agent.name.lower().split())


def workflow_entities(
    package: Descriptor, files: Sequence[CrateFile], *, steps: Sequence[str], provenance: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """Return the Snakefile, its steps with the commands they call, and the software it needs."""
    model, packages = provenance["model"], provenance["packages"]
    versions = packages | {model["name"].replace("_", "-"): model["version"]}
    required = [software("python", provenance["python"], "generic")]
    required += [software(name, number) for name, number in versions.items() if name != "snakemake"]
    file = next(file for file in files if file.path == WORKFLOW)
    workflow = file_entity(file) | {
        "@type": ["File", "SoftwareSourceCode", "ComputationalWorkflow", "HowTo"],
        "name": "presspack",
        "description": "Captured news articles in, a data package of events, statistics and actors out.",
        "version": provenance["presspack"],
        "conformsTo": {"@id": f"{_BIOSCHEMAS}/ComputationalWorkflow/1.0-RELEASE"},
        "programmingLanguage": {"@id": SNAKEMAKE},
        "input": links(["#captures", "#settings"]),
        "output": {"@id": "#package"},
        "step": links([f"{WORKFLOW}#{step}" for step in steps]),
        "hasPart": links([command(step, provenance["presspack"]) for step in steps]),
        "softwareRequirements": links([entity["@id"] for entity in required]),
    }
    return [
        workflow,
        parameter("captures", "Captured articles.", kind="Collection"),
        parameter("settings", "Settings that results depend on."),
        parameter("package", "The data package."),
        engine(packages["snakemake"]),
        *required,
        *_step_entities(steps, provenance["presspack"]),
    ]


def parameter(name: str, description: str, *, kind: str = "File") -> dict[str, Any]:
    """Return a formal parameter of the workflow."""
    return {
        "@id": f"#{name}",
        "@type": "FormalParameter",
        "additionalType": kind,
        "name": name,
        "description": description,
        "conformsTo": {"@id": f"{_BIOSCHEMAS}/FormalParameter/1.0-RELEASE"},
    }


def engine(version: str) -> dict[str, Any]:
    """Return Snakemake, as the language of the workflow and the software that ran it."""
    return {
        "@id": SNAKEMAKE,
        "@type": ["ComputerLanguage", "SoftwareApplication"],
        "name": "Snakemake",
        "identifier": {"@id": "https://snakemake.github.io"},
        "url": {"@id": "https://snakemake.github.io"},
        "version": version,
    }


def software(name: str, version: str, kind: str = "pypi") -> dict[str, Any]:
    """Return a piece of software with its version, identified by its package URL."""
    return {
        "@id": f"pkg:{kind}/{name}@{version}",
        "@type": "SoftwareApplication",
        "name": name,
        "softwareVersion": version,
    }


def command(step: str, version: str) -> str:
    """Return the package URL of the command that does a step."""
    return f"pkg:generic/presspack@{version}#{step}"


def _step_entities(steps: Sequence[str], version: str) -> list[dict[str, Any]]:
    """Return each step of the workflow and the command that does it."""
    found: list[dict[str, Any]] = []
    for position, step in enumerate(steps, 1):
        tool = {"@id": command(step, version)}
        found.append(
            {
                "@id": f"{WORKFLOW}#{step}",
                "@type": "HowToStep",
                "name": step,
                "position": str(position),
                "workExample": tool,
            }
        )
        found.append(
            software(step, version)
            | tool
            | {"name": f"presspack {step}", "description": f"The stage `{step}` of presspack."}
        )
    return found


def input_entities(provenance: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the captures, which are not part of the package: a collection, and each of its files with its SHA-256."""
    raw, count = provenance.get("raw") or {}, raw_count(provenance)
    files = [
        {
            "@id": f"#sha256-{digest}-{number}",
            "@type": "CreativeWork",
            "name": file,
            "identifier": f"sha256:{digest}",
            "description": "A file of the raw folder.",
        }
        for number, (file, digest) in enumerate(raw.items() if count <= MOST_INPUTS else (), 1)
    ]
    collection = {
        "@id": CAPTURES,
        "@type": "Collection",
        "name": f"{count} captured files",
        "description": f"Each is listed with its SHA-256 in {RECORD} or a file that it names.",
        "exampleOfWork": {"@id": "#captures"},
        "subjectOf": {"@id": RECORD},
        "hasPart": one_or_many([str(file["@id"]) for file in files]),
    }
    return [filled(collection), *files]


def run_entities(
    package: Descriptor, files: Sequence[CrateFile], *, steps: Sequence[str], version: str
) -> list[dict[str, Any]]:
    """Return what ran: the workflow, the engine, and each step once however many shards it worked on."""
    agent = {"@id": node(creators(package)[0])}
    results = [file.path for file in files if file.path not in (WORKFLOW, RECORD)]
    run = action("#run", agent, instrument=WORKFLOW, inputs=[CAPTURES, RECORD], results=results) | {
        "name": f"Build of {package['name']} {package['version']}",
        "description": "The workflow made the package. Times are left out: a build gives the same bytes at any time.",
        "actionStatus": "http://schema.org/CompletedActionStatus",
    }
    organised = {
        "@id": "#engine-run",
        "@type": "OrganizeAction",
        "name": "Run of Snakemake",
        "agent": agent,
        "instrument": {"@id": SNAKEMAKE},
        "object": links([f"#control-{step}" for step in steps]),
        "result": {"@id": "#run"},
    }
    ran: list[dict[str, Any]] = [run, organised]
    for step in steps:
        ends = {"inputs": [CAPTURES] if step == steps[0] else (), "results": results if step == steps[-1] else ()}
        ran.append(control(step))
        ran.append(
            action(f"#run-{step}", agent, instrument=command(step, version), **ends)
            | {"name": f"Run of {step}", "description": f"The stage {step}, in as many parts as there were shards."}
        )
    return ran


def action(
    name: str, agent: Mapping[str, str], *, instrument: str, inputs: Sequence[str], results: Sequence[str]
) -> dict[str, Any]:
    """Return that something ran, what it read and what it made."""
    return filled(
        {
            "@id": name,
            "@type": "CreateAction",
            "agent": agent,
            "instrument": {"@id": instrument},
            "object": one_or_many(list(inputs)),
            "result": one_or_many(list(results)),
        }
    )


def control(step: str) -> dict[str, Any]:
    """Return that the engine ran a step of the workflow."""
    return {
        "@id": f"#control-{step}",
        "@type": "ControlAction",
        "name": f"Orchestration of {step}",
        "instrument": {"@id": f"{WORKFLOW}#{step}"},
        "object": {"@id": f"#run-{step}"},
    }
