"""What every standard asks of a descriptor: who made it, when, how it is cited, what it is called for good."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Descriptor = Mapping[str, Any]
LANGUAGE = "en"
# Catalogues show sources on one page; a corpus of thousands of pages has them in its descriptor alone.
MOST_SOURCES = 100
DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:)?(10\.[0-9]{4,9}/\S+)", re.IGNORECASE)
ORCID = re.compile(r"https?://orcid\.org/([0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X])/?")


@dataclass(frozen=True, slots=True)
class Agent:
    """Someone with a part in a package: a person if given and family name are known, a group or organisation if not."""

    name: str
    given: str
    family: str
    path: str
    organization: str
    roles: tuple[str, ...]

    @property
    def is_person(self) -> bool:
        """True if the name has the parts of a person's name."""
        return bool(self.given and self.family)

    @property
    def orcid(self) -> str:
        """The ORCID iD that `path` links to, "" if it links to something else."""
        found = ORCID.fullmatch(self.path)
        return found[1] if found else ""

    @property
    def sorted_name(self) -> str:
        """The name as catalogues file it: "Doe, Jane" for a person."""
        return f"{self.family}, {self.given}" if self.is_person else self.name


NOT_SPECIFIED = "notspecified"  # the Open Definition's id for a licence that nobody stated
# DataCite's code for what is not available, where a document must name somebody.
UNNAMED = Agent(name=":unav", given="", family="", path="", organization="", roles=())


def agents(descriptor: Descriptor) -> list[Agent]:
    """Return the contributors of a package, in its order."""
    return [
        Agent(
            name=str(person.get("title") or f"{person.get('givenName', '')} {person.get('familyName', '')}".strip()),
            given=str(person.get("givenName", "")),
            family=str(person.get("familyName", "")),
            path=str(person.get("path", "")),
            organization=str(person.get("organization", "")),
            roles=tuple(person.get("roles", ())),
        )
        for person in descriptor.get("contributors", [])
    ]


def creators(descriptor: Descriptor) -> list[Agent]:
    """Return the contributors who are to be cited: those with the role `creator`, or all if none has it."""
    everyone = agents(descriptor)
    return [agent for agent in everyone if "creator" in agent.roles] or everyone or [UNNAMED]


def publisher(descriptor: Descriptor) -> Agent:
    """Return who publishes: the contributor with the role `publisher`, or else the first creator."""
    return next((agent for agent in agents(descriptor) if "publisher" in agent.roles), creators(descriptor)[0])


def doi(descriptor: Descriptor) -> str:
    """Return the DOI that the package's `id` is, "" if it is none: "https://doi.org/10.5072/1" -> "10.5072/1"."""
    found = DOI.fullmatch(str(descriptor.get("id", "")))
    return found[1] if found else ""


def release_date(descriptor: Descriptor) -> str:
    """Return the day of release: "2026-11-21"."""
    return str(descriptor["created"])[:10]


def citation(descriptor: Descriptor) -> str:
    """Return the package as a reference list has it: authors, year, title, version, publisher, link."""
    authors = "; ".join(agent.sorted_name for agent in creators(descriptor))
    link = f"https://doi.org/{doi(descriptor)}" if doi(descriptor) else str(descriptor.get("homepage", ""))
    year, title, version = release_date(descriptor)[:4], descriptor["title"], descriptor["version"]
    return f"{authors} ({year}). {title} (version {version}) [Data set]. {link}".strip()


def links(urls: list[str]) -> list[dict[str, str]]:
    """Return JSON-LD references: ["a"] -> [{"@id": "a"}]."""
    return [{"@id": url} for url in urls]


def one_or_many(urls: list[str]) -> dict[str, str] | list[dict[str, str]]:
    """Return JSON-LD references, a single one bare, as RO-Crate wants it: ["a"] -> {"@id": "a"}."""
    return links(urls)[0] if len(urls) == 1 else links(urls)


def filled(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return `values` without those that say nothing: None, "", [] and {}."""
    return {key: value for key, value in values.items() if value not in (None, "", [], {})}


def json_text(value: Any) -> str:
    """Return `value` as JSON text, the same for the same value."""
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def licence_links(descriptor: Descriptor) -> list[str]:
    """Return the addresses of the licences that have one."""
    return [str(licence["path"]) for licence in descriptor["licenses"] if licence.get("path")]
