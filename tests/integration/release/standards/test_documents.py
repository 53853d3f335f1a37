"""What a release says of itself in other standards' words is derived from its descriptors, whole, and always the same."""

import json
import tomllib
from copy import deepcopy
from hashlib import sha256
from pathlib import Path

import pytest
import yaml
from rocrate.rocrate import ROCrate

from presspack.release.standards.catalogue_jsonld import catalogue_jsonld
from presspack.release.standards.citation import citation_cff
from presspack.release.standards.common import citation, doi
from presspack.release.standards.croissant import croissant
from presspack.release.standards.datacite import datacite, zenodo
from presspack.release.standards.documents import CRATE, documents, write_documents
from presspack.release.standards.hugging_face import hugging_face_header
from presspack.release.standards.ro_crate_run import MOST_INPUTS, input_entities
from presspack.tables.package_metadata import read_metadata

ROOT = Path(__file__).parents[4]
SCHEMA = "https://datapackage.org/profiles/2.0/tableschema.json"
KEY = {"fields": ["port"], "reference": {"resource": "ports", "fields": ["port_id"]}}


def field(name, kind="string"):
    return {"name": name, "type": kind, "description": f"The {name}."}


def table(name, fields, *, is_csv, **schema):
    path, size = (f"data/{name}.csv", "bytes") if is_csv else (f"data/{name}.parquet", "byteSize")
    return {
        "name": name, "title": name.title(), "description": f"All {name}.", "path": path, size: 12, "rows": 3,
        "mediatype": "text/csv" if is_csv else "application/vnd.apache.parquet", "hash": f"sha256:{'ab' * 32}",
        "schema": {"$schema": SCHEMA, "fields": fields, **schema},
    }  # fmt: skip


def package(*, is_csv=True, **changes):
    """A package of two tables, as its CSV or its Parquet descriptor has it."""
    ports = table("ports", [field("port_id"), field("founded", "date")], is_csv=is_csv, primaryKey=["port_id"])
    kinds = [
        field("ship_id"),
        field("port"),
        field("length", "number"),
        field("crew", "integer"),
        field("sails", "boolean"),
    ]
    ships = table("ships", kinds, is_csv=is_csv, primaryKey=["ship_id"], foreignKeys=[KEY])
    return {
        "name": "harbours", "id": "harbours", "title": "Harbours: ships & ports", "description": "Ships, counted.",
        "version": "1.2.0", "created": "2026-03-01T00:00:00Z", "keywords": ["ships", "yes", "2026"],
        "licenses": [{"name": "CC-BY-4.0", "title": "CC BY 4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}],
        "contributors": [
            {"title": "Jane Doe", "givenName": "Jane", "familyName": "Doe", "path": "https://orcid.org/0000-0002-1825-0097",
             "organization": "Harbour Office", "roles": ["creator", "contactPoint"]},
            {"title": "The Quay Press", "roles": ["publisher"]},
        ],
        "sources": [{"title": "Log", "path": "https://harbour.example/log"}, {"title": "Hearsay"}],
        "resources": [ports, ships],
        **changes,
    }  # fmt: skip


PARQUET = package(is_csv=False)
RECORD = {
    "presspack": "0.1.0", "python": "3.11", "packages": {"duckdb": "2.0.0", "snakemake": "9.27.1"},
    "model": {"name": "en_core_web_sm", "version": "3.8.0"}, "raw": {"a.txt": "cd" * 32, "b/c.txt": "ef" * 32},
}  # fmt: skip
SNAKEFILE = "rule all:\n    input: []\n\n\ncheckpoint catalogue:\n    output: []\n\n\nrule publish:\n    output: []\n"


@pytest.fixture
def folder(tmp_path):
    """A package folder as publish leaves it before the standards."""
    for name, text in {
        "datapackage.json": json.dumps(package()), "parquet/datapackage.json": json.dumps(PARQUET),
        "provenance.json": json.dumps(RECORD), "workflow/Snakefile": SNAKEFILE, "README.md": "# Harbours\n",
        "data/ports.csv": "port_id,founded\n", "data/ships.csv": "ship_id\n", "dictionary/ships.md": "# ships\n",
    }.items():  # fmt: skip
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def test_croissant_has_a_record_set_per_table_read_from_parquet():
    found = croissant(package(), PARQUET)
    files = {file["@id"]: file for file in found["distribution"]}
    assert files["data/ships.csv"]["encodingFormat"] == "text/csv"
    assert files["parquet/data/ships.parquet"]["encodingFormat"] == "application/x-parquet"
    assert files["data/ships.csv"]["sha256"] == "ab" * 32
    ships = next(records for records in found["recordSet"] if records["name"] == "ships")
    assert ships["key"] == [{"@id": "ships/ship_id"}]
    types = {entry["@id"]: entry["dataType"] for entry in ships["field"]}
    assert list(types.values()) == ["sc:Text", "sc:Text", "sc:Float", "sc:Integer", "sc:Boolean"]
    assert {entry["source"]["fileObject"]["@id"] for entry in ships["field"]} == {"parquet/data/ships.parquet"}


def test_croissant_references_lead_to_columns_that_exist():
    found = croissant(package(), PARQUET)
    columns = [entry["source"] for records in found["recordSet"] for entry in records["field"]]
    references = [
        entry["references"] for records in found["recordSet"] for entry in records["field"] if "references" in entry
    ]
    assert [reference["extract"]["column"] for reference in references] == ["port_id"]
    assert all(reference in columns for reference in references)


def test_croissant_describes_every_column_of_the_published_schemas():
    resources = [
        table(name, list(found.fields), is_csv=False, primaryKey=found.primary_key)
        for name, found in read_metadata().schemas.items()
    ]
    described = croissant(package(), package(is_csv=False, resources=resources))
    assert sum(len(records["field"]) for records in described["recordSet"]) == sum(
        len(r["schema"]["fields"]) for r in resources
    )


def test_catalogue_entry_is_both_schema_org_and_dcat_and_every_node_exists():
    found = catalogue_jsonld(package(), PARQUET)
    assert found["@type"] == ["Dataset", "dcat:Dataset"]
    ids = {file["@id"] for file in found["distribution"]}
    assert {link["@id"] for link in found["dcat:distribution"]} == ids == {
        f"{folder}data/{name}" for folder, end in (("", "csv"), ("parquet/", "parquet")) for name in (f"ports.{end}", f"ships.{end}")
    }  # fmt: skip
    assert found["dct:creator"][0]["@id"] == found["creator"][0]["@id"] == "https://orcid.org/0000-0002-1825-0097"
    assert found["isBasedOn"][0] == {"@type": "CreativeWork", "name": "Log", "url": "https://harbour.example/log"}
    assert "url" not in found["isBasedOn"][1]


def test_nothing_is_fetched_to_read_the_catalogue_entry():
    """Its context is an object, not an address."""
    assert isinstance(catalogue_jsonld(package(), PARQUET)["@context"], dict)


def test_datacite_has_all_that_is_mandatory():
    found = datacite(package())
    assert found["creators"][0]["name"] == "Doe, Jane"
    assert found["creators"][0]["nameIdentifiers"][0]["nameIdentifier"] == "https://orcid.org/0000-0002-1825-0097"
    assert found["publisher"] == {"name": "The Quay Press"}
    assert (found["publicationYear"], found["types"]["resourceTypeGeneral"]) == ("2026", "Dataset")
    assert [(one["name"], one["contributorType"]) for one in found["contributors"]] == [
        ("Doe, Jane", "ContactPerson"), ("The Quay Press", "Distributor"),
    ]  # fmt: skip
    assert found["sizes"] == ["6 rows in 2 tables"]
    assert [one["relatedIdentifier"] for one in found["relatedIdentifiers"]] == ["https://harbour.example/log"]


def test_sources_beyond_a_page_are_left_to_the_descriptor():
    many = package(sources=[{"title": str(n), "path": f"https://harbour.example/{n}"} for n in range(101)])
    assert "relatedIdentifiers" not in datacite(many)
    assert "related_identifiers" not in zenodo(many)["metadata"]


def test_zenodo_wants_html_and_names_sorted():
    found = zenodo(package(description="a < b & c"))["metadata"]
    assert found["description"] == "<p>a &lt; b &amp; c</p>"
    assert found["creators"] == [{"name": "Doe, Jane", "affiliation": "Harbour Office", "orcid": "0000-0002-1825-0097"}]


@pytest.mark.parametrize(
    ("identifier", "expected"),
    [
        ("https://doi.org/10.5281/zenodo.1", "10.5281/zenodo.1"), ("10.5281/zenodo.1", "10.5281/zenodo.1"),
        ("doi:10.1234/a-b", "10.1234/a-b"), ("harbours", ""), ("https://harbour.example/10.5281", ""),
    ],
)  # fmt: skip
def test_an_id_that_is_a_doi_is_used_as_one(identifier, expected):
    described = package(id=identifier)
    assert doi(described) == expected
    assert datacite(described).get("doi", "") == expected
    assert yaml.safe_load(citation_cff(described)).get("doi", "") == expected
    assert (f"https://doi.org/{expected}" in citation(described)) == bool(expected)


def test_citation_file_is_yaml_of_version_1_2():
    found = yaml.safe_load(citation_cff(package()))
    assert (found["cff-version"], found["type"], found["version"]) == ("1.2.0", "dataset", "1.2.0")
    assert found["date-released"] == "2026-03-01"
    assert found["authors"] == [{
        "family-names": "Doe", "given-names": "Jane", "affiliation": "Harbour Office",
        "orcid": "https://orcid.org/0000-0002-1825-0097",
    }]  # fmt: skip
    assert found["keywords"] == ["ships", "yes", "2026"]


def test_citation_names_a_group_as_an_entity():
    group = package(contributors=[{"title": "The Quay Press", "path": "https://quay.example"}])
    assert yaml.safe_load(citation_cff(group))["authors"] == [
        {"name": "The Quay Press", "website": "https://quay.example"}
    ]
    assert citation(group) == "The Quay Press (2026). Harbours: ships & ports (version 1.2.0) [Data set]."


@pytest.mark.parametrize(("rows", "size"), [(0, "n<1K"), (999, "1K<n<10K"), (10**6, "1M<n<10M"), (10**10, "n>1B")])
def test_hugging_face_header_is_front_matter_with_a_configuration_per_table(rows, size):
    described = deepcopy(PARQUET)
    for resource in described["resources"]:
        resource["rows"] = rows
    text = hugging_face_header(described, ["ships"])
    assert text.startswith("---\n")
    assert text.endswith("\n---\n")
    found = yaml.safe_load(text.strip("-\n"))
    assert found["license"] == ["cc-by-4.0"]
    assert found["tags"] == ["ships", "yes", "2026"]
    assert found["size_categories"] == [size]
    assert found["configs"] == [{"config_name": "ships", "data_files": "parquet/data/ships.parquet"}]


def test_ro_crate_lists_every_file_with_its_digest(folder):
    write_documents(folder)
    graph = {entity["@id"]: entity for entity in json.loads((folder / CRATE).read_text(encoding="utf-8"))["@graph"]}
    files = {
        path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file() and path.name != CRATE
    }
    assert {link["@id"] for link in graph["./"]["hasPart"]} == set(files)
    assert all(graph[name]["sha256"] == sha256(path.read_bytes()).hexdigest() for name, path in files.items())
    assert graph["data/ships.csv"]["description"] == "All ships."


def test_ro_crate_has_no_loose_ends(folder):
    """Every reference leads to an entity of the graph or to an address, and every entity is told once."""
    write_documents(folder)
    graph = json.loads((folder / CRATE).read_text(encoding="utf-8"))["@graph"]
    names = [entity["@id"] for entity in graph]
    assert len(names) == len(set(names))

    def targets(value):
        if isinstance(value, dict):
            yield from [value["@id"]] if set(value) == {"@id"} else (t for v in value.values() for t in targets(v))
        elif isinstance(value, list):
            yield from (target for item in value for target in targets(item))

    loose = {target for entity in graph for target in targets(entity) if target not in names}
    assert all(target.startswith("https://") for target in loose), loose


def test_ro_crate_tells_the_run_step_by_step(folder):
    write_documents(folder)
    crate = ROCrate(str(folder))
    assert crate.mainEntity.id == "workflow/Snakefile"
    assert [step["name"] for step in crate.mainEntity["step"]] == ["catalogue", "publish"]
    run = crate.get("#run")
    assert {thing.id for thing in run["object"]} == {"#raw", "provenance.json"}
    assert [thing["name"] for thing in crate.get("#raw")["hasPart"]] == ["a.txt", "b/c.txt"]
    assert len(crate.get("#engine-run")["object"]) == 2
    assert all(
        action["instrument"] is not None for action in (run, crate.get("#run-publish"), crate.get("#control-publish"))
    )
    assert crate.get("pkg:pypi/duckdb@2.0.0")["softwareVersion"] == "2.0.0"


def test_a_corpus_of_many_files_is_one_entity():
    many = {f"{n}.txt": "ab" * 32 for n in range(MOST_INPUTS + 1)}
    assert [entity["name"] for entity in input_entities({"raw": many})] == [f"{MOST_INPUTS + 1} captured files"]
    assert len(input_entities({"raw": dict(list(many.items())[1:])})) == 1 + MOST_INPUTS


def test_two_captures_of_the_same_bytes_are_two_inputs():
    assert len({entity["@id"] for entity in input_entities({"raw": {"a": "ab" * 32, "b": "ab" * 32}})}) == 1 + 2


def test_documents_are_the_same_at_any_time_and_follow_the_descriptor(folder, monkeypatch):
    write_documents(folder)
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    write_documents(folder)
    assert {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()} == before
    for name, described in (("datapackage.json", package(version="2.0.0")), ("parquet/datapackage.json", PARQUET)):
        (folder / name).write_text(json.dumps(described), encoding="utf-8")
    write_documents(folder)
    changed = {name for name, content in before.items() if (folder / name).read_bytes() != content}
    assert changed == {"datapackage.json", CRATE, *documents(package(), PARQUET)}


def test_least_descriptor_is_enough():
    """Without keywords, sources, home page and roles."""
    least = package(contributors=[{"title": "Someone"}], sources=[])
    del least["keywords"]
    texts = documents(least, package(is_csv=False))
    assert not any("null" in text or '""' in text for text in texts.values())


def test_the_citation_of_the_software_agrees_with_the_project():
    """CITATION.cff, pyproject.toml and package.yaml say the same where they say the same thing."""
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert (cited["type"], cited["version"], cited["license"]) == ("software", project["version"], project["license"])
    assert [author["name"] for author in cited["authors"]] == [
        person.title for person in read_metadata(raw=ROOT / "raw").contributors
    ]
    assert cited["title"].startswith(project["name"])
