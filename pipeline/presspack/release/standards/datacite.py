"""DataCite 4.5 metadata, which DOI registrars take, and the form in which Zenodo's deposit interface wants the same."""

from html import escape
from typing import Any

from presspack.release.standards.common import (
    LANGUAGE,
    MOST_SOURCES,
    Agent,
    Descriptor,
    agents,
    creators,
    doi,
    filled,
    publisher,
    release_date,
)

ROLES = {
    "contactPoint": "ContactPerson",
    "curator": "DataCurator",
    "dataCurator": "DataCurator",
    "editor": "Editor",
    "funder": "Sponsor",
    "maintainer": "DataManager",
    "publisher": "Distributor",
    "rightsHolder": "RightsHolder",
    "wrangler": "DataCollector",
    "contributor": "Other",
    "author": "Researcher",
}


def datacite(package: Descriptor) -> dict[str, Any]:
    """Return the package as DataCite JSON. It has a `doi` if the package's `id` is one."""
    tables = package["resources"]
    return filled(
        {
            "schemaVersion": "http://datacite.org/schema/kernel-4",
            "doi": doi(package),
            "alternateIdentifiers": [
                {"alternateIdentifier": package["name"], "alternateIdentifierType": "Data Package name"}
            ],
            "types": {"resourceTypeGeneral": "Dataset", "resourceType": "Data Package"},
            "titles": [{"title": package["title"], "lang": LANGUAGE}],
            "creators": [_name_of(agent) for agent in creators(package)],
            "contributors": contributors(package),
            "publisher": {"name": publisher(package).name},
            "publicationYear": release_date(package)[:4],
            "dates": [{"date": release_date(package), "dateType": "Issued"}],
            "language": LANGUAGE,
            "version": package["version"],
            "subjects": [{"subject": word} for word in package.get("keywords", [])],
            "rightsList": [
                {
                    "rights": licence["title"],
                    "rightsUri": licence.get("path", ""),
                    "rightsIdentifier": licence["name"].lower(),
                    "rightsIdentifierScheme": "SPDX",
                }
                for licence in package["licenses"]
            ],
            "descriptions": [{"description": package["description"], "descriptionType": "Abstract", "lang": LANGUAGE}],
            "formats": ["text/csv", "application/vnd.apache.parquet"],
            "sizes": [f"{sum(table['rows'] for table in tables)} rows in {len(tables)} tables"],
            "relatedIdentifiers": [
                {"relatedIdentifier": url, "relatedIdentifierType": "URL", "relationType": "IsDerivedFrom"}
                for url in _source_links(package)
            ],
        }
    )


def _name_of(agent: Agent) -> dict[str, Any]:
    """Return a contributor as DataCite names one."""
    identifier = {
        "nameIdentifier": f"https://orcid.org/{agent.orcid}",
        "nameIdentifierScheme": "ORCID",
        "schemeUri": "https://orcid.org",
    }
    return filled(
        {
            "name": agent.sorted_name,
            "nameType": "Personal" if agent.is_person else "Organizational",
            "givenName": agent.given,
            "familyName": agent.family,
            "affiliation": [{"name": agent.organization}] if agent.organization else [],
            "nameIdentifiers": [identifier] if agent.orcid else [],
        }
    )


def contributors(package: Descriptor) -> list[dict[str, Any]]:
    """Return a line for each part other than creator that someone has."""
    return [
        _name_of(agent) | {"contributorType": ROLES.get(role, "Other")}
        for agent in agents(package)
        for role in agent.roles
        if role != "creator"
    ]


def _source_links(package: Descriptor) -> list[str]:
    """Return the addresses of the sources, none if they are too many for a page."""
    found = [source["path"] for source in package.get("sources", []) if source.get("path")]
    return found if len(found) <= MOST_SOURCES else []


def zenodo(package: Descriptor) -> dict[str, Any]:
    """Return the metadata of a deposit at Zenodo; its description is HTML."""
    return {
        "metadata": filled(
            {
                "upload_type": "dataset",
                "title": package["title"],
                "description": f"<p>{escape(package['description'])}</p>",
                "creators": [
                    filled({"name": agent.sorted_name, "affiliation": agent.organization, "orcid": agent.orcid})
                    for agent in creators(package)
                ],
                "publication_date": release_date(package),
                "access_right": "open",
                "license": package["licenses"][0]["name"].lower(),
                "keywords": package.get("keywords"),
                "version": package["version"],
                "language": "eng",
                "related_identifiers": [
                    {"identifier": url, "relation": "isDerivedFrom", "scheme": "url"} for url in _source_links(package)
                ],
            }
        )
    }
