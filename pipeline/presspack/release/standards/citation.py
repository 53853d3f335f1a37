"""CITATION.cff, the Citation File Format 1.2: how to cite the package, for people and reference managers."""

from typing import Any

import yaml

from presspack.release.standards.common import NOT_SPECIFIED, Agent, Descriptor, creators, doi, filled, release_date


def citation_cff(package: Descriptor) -> str:
    """Return the text of CITATION.cff."""
    known = filled(
        {
            "cff-version": "1.2.0",
            "message": "If you use this data package, please cite it as below.",
            "type": "dataset",
            "title": package["title"],
            "abstract": package["description"],
            "version": package["version"],
            "date-released": release_date(package),
            "license": [licence["name"] for licence in package["licenses"] if licence["name"] != NOT_SPECIFIED],
            "doi": doi(package),
            "url": package.get("homepage"),
            "authors": [author(agent) for agent in creators(package)],
            "keywords": package.get("keywords"),
        }
    )
    return yaml.safe_dump(known, sort_keys=False, allow_unicode=True, width=120)


def author(agent: Agent) -> dict[str, Any]:
    """Return a creator: a person with the parts of the name, or an entity."""
    orcid = f"https://orcid.org/{agent.orcid}" if agent.orcid else ""
    page = "" if agent.orcid else agent.path
    if agent.is_person:
        return filled(
            {
                "family-names": agent.family,
                "given-names": agent.given,
                "affiliation": agent.organization,
                "orcid": orcid,
                "website": page,
            }
        )
    return filled({"name": agent.name, "website": page})
