"""Croissant 1.0: files, record sets and fields with their types, keys and references, for machine learning tools.

Record sets read the Parquet files, which hold values as they are; the CSV files are listed beside them.
"""

from collections.abc import Mapping
from typing import Any

from presspack.release.standards.common import (
    Descriptor,
    citation,
    creators,
    filled,
    licence_links,
    publisher,
    release_date,
)

CONTEXT = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileProperty": "cr:fileProperty",
    "fileObject": "cr:fileObject",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}
TYPES = {"string": "sc:Text", "integer": "sc:Integer", "number": "sc:Float", "boolean": "sc:Boolean", "date": "sc:Date"}


def croissant(package: Descriptor, parquet: Descriptor) -> dict[str, Any]:
    """Return the Croissant description of a package whose tables stand in both descriptors, as JSON-LD."""
    tables = {resource["name"]: resource for resource in parquet["resources"]}
    return filled(
        {
            "@context": CONTEXT,
            "@type": "sc:Dataset",
            "conformsTo": "http://mlcommons.org/croissant/1.0",
            "name": package["name"],
            "alternateName": package["title"],
            "description": package["description"],
            "url": package.get("homepage"),
            "version": package["version"],
            "datePublished": release_date(package),
            "license": licence_links(package),
            "keywords": package.get("keywords"),
            "creator": [agent_of(agent) for agent in creators(package)],
            "publisher": agent_of(publisher(package)),
            "citeAs": citation(package),
            "isLiveDataset": False,
            "distribution": [
                *(_file_object(resource, folder="", mediatype="text/csv") for resource in package["resources"]),
                # Not the registered application/vnd.apache.parquet: readers of Croissant know this older name only.
                *(
                    _file_object(resource, folder="parquet/", mediatype="application/x-parquet")
                    for resource in parquet["resources"]
                ),
            ],
            "recordSet": [_record_set(resource, tables) for resource in parquet["resources"]],
        }
    )


def agent_of(agent: Any) -> dict[str, str]:
    """Return a contributor as schema.org has one."""
    kind = "sc:Person" if agent.is_person else "sc:Organization"
    return filled({"@type": kind, "name": agent.name, "url": agent.path})


def _file_object(resource: Mapping[str, Any], *, folder: str, mediatype: str) -> dict[str, Any]:
    """Return a file of the package: where it is, how large, its SHA-256."""
    path = folder + resource["path"]
    return {
        "@type": "cr:FileObject",
        "@id": path,
        "name": path,
        "description": resource["description"],
        "contentUrl": path,
        "contentSize": f"{resource.get('bytes', resource.get('byteSize'))} B",
        "encodingFormat": mediatype,
        "sha256": resource["hash"].removeprefix("sha256:"),
    }


def _column_of(resource: Mapping[str, Any], name: str) -> dict[str, Any]:
    """Return the source of a field: a column of a Parquet file."""
    return {"fileObject": {"@id": f"parquet/{resource['path']}"}, "extract": {"column": name}}


def _record_set(resource: Mapping[str, Any], tables: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Return a table: its key and its fields, each read from a column of the Parquet file.

    A reference names the column that it leads to and not, as would read better, the field of the other record set:
    mlcroissant 1.1 cannot join with the latter.
    """
    schema, table = resource["schema"], resource["name"]
    targets = {
        key["fields"][0]: _column_of(tables[key["reference"].get("resource") or table], key["reference"]["fields"][0])
        for key in schema.get("foreignKeys", [])
        if len(key["fields"]) == 1
    }
    return {
        "@type": "cr:RecordSet",
        "@id": table,
        "name": table,
        "description": resource["description"],
        "key": [{"@id": f"{table}/{column}"} for column in schema["primaryKey"]],
        "field": [
            filled(
                {
                    "@type": "cr:Field",
                    "@id": f"{table}/{field['name']}",
                    "name": f"{table}/{field['name']}",
                    "description": field["description"],
                    "dataType": TYPES[field["type"]],
                    "source": _column_of(resource, field["name"]),
                    "references": targets.get(field["name"]),
                }
            )
            for field in schema["fields"]
        ],
    }
