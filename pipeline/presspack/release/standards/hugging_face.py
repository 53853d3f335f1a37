"""The head of the data card that the Hugging Face hub reads: licence, language, size, a configuration per table."""

from collections.abc import Iterable

import yaml

from presspack.release.standards.common import LANGUAGE, Descriptor, filled

SIZES = (
    (10**3, "n<1K"),
    (10**4, "1K<n<10K"),
    (10**5, "10K<n<100K"),
    (10**6, "100K<n<1M"),
    (10**7, "1M<n<10M"),
    (10**8, "10M<n<100M"),
    (10**9, "100M<n<1B"),
)
LARGEST = "n>1B"


def hugging_face_header(parquet: Descriptor, tables: Iterable[str]) -> str:
    """Return the YAML front matter of the card, from the Parquet descriptor; `tables` are those to be shown."""
    paths = {resource["name"]: f"parquet/{resource['path']}" for resource in parquet["resources"]}
    rows = sum(resource["rows"] for resource in parquet["resources"])
    about = filled(
        {
            "pretty_name": parquet["title"],
            "license": [licence["name"].lower() for licence in parquet["licenses"]],
            "language": [LANGUAGE],
            "tags": parquet.get("keywords"),
            "size_categories": [next((name for limit, name in SIZES if rows < limit), LARGEST)],
        }
    )
    lines = [line for key, value in about.items() for line in [f"{key}: {flow(value)}"]]
    configs = [f"  - {flow({'config_name': name, 'data_files': paths[name]})}" for name in tables]
    return "\n".join(["---", *lines, "configs:", *configs, "---", ""])


def flow(value: object) -> str:
    """Return a value as YAML on one line: ["a", "b"] -> "[a, b]"."""
    return (
        yaml.safe_dump(value, default_flow_style=True, allow_unicode=True, width=10**9, sort_keys=False)
        .removesuffix("\n...\n")
        .strip()
    )
