"""The rules for files as such: size and digest of each resource, in the same pass that looks at its line ends."""

import hashlib
from collections.abc import Sequence

from presspack.package.descriptor import TEXT_FORMATS, Resource
from presspack.package.file_scan import Scan, scan
from presspack.package.findings import Collector, Place


def check_files(resource: Resource, found: Collector) -> list[Scan | None]:
    """Return the facts of each file; a size or digest that differs from the descriptor's is added to `found`."""
    algorithm, digest = stated_hash(resource.hash)
    if resource.hash and algorithm not in hashlib.algorithms_guaranteed:
        found.add("hash", f"there is no digest of the name {algorithm!r}", resource=resource.name)
        algorithm = ""
    text = resource.format in TEXT_FORMATS and not resource.dialect.unreadable
    if not (text or algorithm):
        _check_bytes(resource, [path.stat().st_size for path in resource.files], found)
        return [None] * len(resource.files)
    delimiter, quote = (resource.dialect.delimiter, resource.dialect.quote) if text else (",", '"')
    wanted = [algorithm] if algorithm else []
    facts = [scan(path, algorithms=wanted, delimiter=delimiter, quote=quote) for path in resource.files]
    _check_bytes(resource, [fact.size for fact in facts], found)
    if algorithm and len(facts) == 1 and facts[0].digests[algorithm] != digest.lower():
        message = f"the file's {algorithm} is {facts[0].digests[algorithm]}, the descriptor states {digest}"
        found.add("hash", message, resource=resource.name, place=Place(file=resource.paths[0]))
    return list(facts)


def stated_hash(value: str) -> tuple[str, str]:
    """Return (algorithm, digest) of a `hash`: "sha256:ab" -> ("sha256", "ab"), a bare digest is MD5."""
    algorithm, colon, digest = value.partition(":")
    if not value:
        return "", ""
    return (algorithm.lower().replace("-", ""), digest) if colon else ("md5", value)


def _check_bytes(resource: Resource, sizes: Sequence[int], found: Collector) -> None:
    total = sum(sizes)
    if resource.bytes is not None and sizes and total != resource.bytes:
        place = Place(file=resource.paths[0])
        found.add(
            "bytes", f"{total} bytes, the descriptor states {resource.bytes}", resource=resource.name, place=place
        )
