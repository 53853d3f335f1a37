"""schema.org and DCAT in one JSON-LD object: what data catalogues and dataset search engines harvest."""

from collections.abc import Mapping
from typing import Any

from presspack.release.standards.common import (
    LANGUAGE,
    MOST_SOURCES,
    Descriptor,
    citation,
    creators,
    doi,
    filled,
    licence_links,
    publisher,
    release_date,
)

# No context is fetched: the words without prefix are schema.org's, the others are spelled out.
CONTEXT = {
    "@vocab": "https://schema.org/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "dct:issued": {"@type": "xsd:date"},
    "dcat:byteSize": {"@type": "xsd:nonNegativeInteger"},
}
MEDIA = "https://www.iana.org/assignments/media-types/"


def catalogue_jsonld(package: Descriptor, parquet: Descriptor) -> dict[str, Any]:
    """Return the package as sc:Dataset and dcat:Dataset with one distribution per file."""
    licences = licence_links(package)
    sources = package.get("sources", [])
    files = [
        *(distribution(resource, folder="", licences=licences) for resource in package["resources"]),
        *(distribution(resource, folder="parquet/", licences=licences) for resource in parquet["resources"]),
    ]
    return filled(
        {
            "@context": CONTEXT,
            "@id": f"https://doi.org/{doi(package)}" if doi(package) else package.get("homepage") or "./",
            "@type": ["Dataset", "dcat:Dataset"],
            "name": package["title"],
            "dct:title": package["title"],
            "alternateName": package["name"],
            "identifier": package["id"],
            "dct:identifier": package["id"],
            "description": package["description"],
            "dct:description": package["description"],
            "url": package.get("homepage"),
            "dcat:landingPage": {"@id": package["homepage"]} if package.get("homepage") else None,
            "version": package["version"],
            "dcat:version": package["version"],
            "datePublished": release_date(package),
            "dct:issued": release_date(package),
            "license": licences,
            "dct:license": [{"@id": licence} for licence in licences],
            "keywords": package.get("keywords"),
            "dcat:keyword": package.get("keywords"),
            "inLanguage": LANGUAGE,
            "dct:language": LANGUAGE,
            "creator": [agent_of(agent) for agent in creators(package)],
            "dct:creator": [{"@id": node(agent)} for agent in creators(package)],
            "publisher": agent_of(publisher(package)),
            "dct:publisher": {"@id": node(publisher(package))},
            "citation": citation(package),
            "isAccessibleForFree": True,
            "isBasedOn": [source(item) for item in sources] if len(sources) <= MOST_SOURCES else None,
            "distribution": files,
            "dcat:distribution": [{"@id": file["@id"]} for file in files],
        }
    )


def node(agent: Any) -> str:
    """Return what a contributor is called in the graph: their link, or a name within the file."""
    return agent.path or "#" + "-".join(agent.name.lower().split())


def agent_of(agent: Any) -> dict[str, Any]:
    """Return a contributor as schema.org has one."""
    return filled(
        {
            "@id": node(agent),
            "@type": "Person" if agent.is_person else "Organization",
            "name": agent.name,
            "givenName": agent.given,
            "familyName": agent.family,
            "affiliation": {"@type": "Organization", "name": agent.organization} if agent.organization else None,
        }
    )


def source(item: Mapping[str, str]) -> dict[str, str]:
    """Return a publication that facts were taken from."""
    return filled({"@type": "CreativeWork", "name": item["title"], "url": item.get("path")})


def distribution(resource: Mapping[str, Any], *, folder: str, licences: list[str]) -> dict[str, Any]:
    """Return one file as schema.org and DCAT describe a download."""
    path, size = folder + resource["path"], resource.get("bytes", resource.get("byteSize"))
    return {
        "@id": path,
        "@type": ["DataDownload", "dcat:Distribution"],
        "name": resource["title"],
        "description": resource["description"],
        "contentUrl": path,
        "dcat:downloadURL": {"@id": path},
        "encodingFormat": resource["mediatype"],
        "dcat:mediaType": {"@id": MEDIA + resource["mediatype"]},
        "contentSize": f"{size} B",
        "dcat:byteSize": str(size),
        "sha256": resource["hash"].removeprefix("sha256:"),
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": resource["hash"].removeprefix("sha256:"),
        },
        "dct:license": [{"@id": licence} for licence in licences],
        "dct:conformsTo": {"@id": resource["schema"]["$schema"]},
    }
