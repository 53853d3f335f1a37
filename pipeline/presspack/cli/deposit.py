"""`presspack deposit`: a release at Zenodo, described by its own descriptor. Without --yes it says what it would do."""

import argparse
import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from presspack.base.errors import ConfigError, MissingFile, RawInputError
from presspack.cli import options
from presspack.package.opening import Refused, opened
from presspack.package.zenodo import Zenodo
from presspack.release.standards.common import NOT_SPECIFIED
from presspack.release.standards.datacite import zenodo

_SERVERS = {"sandbox": "https://sandbox.zenodo.org", "zenodo": "https://zenodo.org"}
TOKEN = "ZENODO_TOKEN"
_LOOPBACK = ("127.0.0.1", "::1", "localhost")


def files_of(package: Path) -> list[Path]:
    """Return what is uploaded: an archive that `presspack release` wrote, and the digests beside it.

    Raise ConfigError for a folder, which Zenodo cannot hold, MissingFile if there is nothing, or nothing in it.
    """
    if package.is_dir():
        expected = "an archive; make one with `presspack release`, since a deposit holds no folders"
        raise ConfigError("PACKAGE", got=str(package), expected=expected, where="command line")
    if package.suffix.lower() != ".zip":
        raise MissingFile(package, expected="an archive that `presspack release` wrote, NAME-VERSION.zip")
    sums = package.with_name("SHA256SUMS")
    files = [package, *([sums] if sums.is_file() else [])]
    for file in files:
        if not file.is_file():
            raise MissingFile(file, expected="an archive that `presspack release` wrote")
        if not file.stat().st_size:
            raise MissingFile(file, expected="a file that is not empty")
    return files


def _metadata_of(package: Path) -> dict[str, Any]:
    """Return the metadata of the deposit, from the descriptor in the archive.

    Raise RawInputError if the archive cannot be trusted, holds an empty file, or its descriptor lacks something.
    """
    try:
        with opened(package) as source:
            empty = [path for path in sorted(source.folder.rglob("*")) if path.is_file() and not path.stat().st_size]
            if empty:
                names = ", ".join(path.relative_to(source.folder).as_posix() for path in empty)
                raise RawInputError(f"{package}: empty files: {names}")
            if not source.descriptor.get("contributors"):
                raise RawInputError(f"{package}: the descriptor has no contributors, which a deposit needs")
            if NOT_SPECIFIED in [licence.get("name") for licence in source.descriptor.get("licenses") or []]:
                raise RawInputError(f"{package}: the descriptor has no licenses but {NOT_SPECIFIED!r}; name one")
            return zenodo(source.descriptor)
    except Refused as error:
        raise RawInputError(f"{package}: {error}") from None
    except (KeyError, IndexError) as error:
        lacking = error.args[0] if isinstance(error, KeyError) else "licenses"
        raise RawInputError(f"{package}: the descriptor has no {lacking}, which a deposit needs") from None


def _server_of(args: argparse.Namespace) -> str:
    """Return the address of the server. Raise ConfigError for one that would get the token unencrypted."""
    address = str(args.server or _SERVERS["sandbox" if args.sandbox else "zenodo"]).rstrip("/")
    parts = urlsplit(address)
    if parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK):
        return address
    raise ConfigError("--server", got=address, expected="an https address", where="command line")


def _token_of(environment: Mapping[str, str]) -> str:
    """Return the token from the environment. Raise ConfigError, which never shows it, if it is missing or no token."""
    token = environment.get(TOKEN, "").strip()
    if not token or not token.isascii() or not token.isprintable() or " " in token:
        raise ConfigError(TOKEN, got="not set or not one word", expected="a personal access token", where="environment")
    return token


def _deposited(client: Zenodo, files: list[Path], metadata: dict[str, Any], args: argparse.Namespace) -> dict[str, Any]:
    """Make the deposit and return what the server says of it: a draft, or with --publish a record."""
    draft = client.new_version(args.new_version_of) if args.new_version_of else client.new_deposit()
    print(f"draft {draft['id']}", file=sys.stderr)
    for file in files:
        client.upload(draft, file)
        print(f"uploaded {file.name}, {file.stat().st_size} bytes", file=sys.stderr)
    described = client.describe(draft, metadata)
    return client.publish(draft) if args.publish else described


EPILOG = """\
examples:
  presspack deposit releases/corpus-1.2.0.zip --sandbox
  ZENODO_TOKEN=... presspack deposit releases/corpus-1.2.0.zip --sandbox --yes
  ZENODO_TOKEN=... presspack deposit releases/corpus-1.3.0.zip --new-version-of 1234567 --yes --publish

Without --publish the deposit stays a draft that you look at and publish in the browser. The token needs the scopes
deposit:write and, with --publish, deposit:actions. exit status: 0 done, 1 refused by the server, 2 wrong usage
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `presspack deposit`."""
    parser.description = (
        "Lay an archive down at Zenodo, with metadata from its descriptor; without --yes, say what for."
    )
    parser.epilog, parser.formatter_class = EPILOG, argparse.RawDescriptionHelpFormatter
    parser.add_argument("package", type=Path, metavar="PACKAGE", help="archive that `presspack release` wrote")
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--sandbox", action="store_true", help="use Zenodo's sandbox, where nothing is for good")
    where.add_argument("--server", metavar="URL", help="use another server with the same interface")
    parser.add_argument("--new-version-of", default="", metavar="RECORD", help="number of the record that it continues")
    parser.add_argument("--yes", action="store_true", help="do it; without this it is a dry run")
    parser.add_argument("--publish", action="store_true", help="publish the draft, which cannot be undone")


def run(args: argparse.Namespace) -> int:
    """Run `presspack deposit`."""
    server, files, metadata = _server_of(args), files_of(args.package), _metadata_of(args.package)
    if not args.yes:
        plan = {"server": server, "files": {file.name: file.stat().st_size for file in files}, **metadata}
        print(json.dumps(plan, ensure_ascii=False, indent=1))
        print("dry run: nothing was sent; add --yes to make the deposit", file=sys.stderr)
        return options.FINE
    done = _deposited(Zenodo(server, _token_of(os.environ)), files, metadata, args)
    links = done.get("links", {})
    print(
        json.dumps({"id": done.get("id"), "doi": done.get("doi"), "link": links.get("record_html", links.get("html"))})
    )
    return options.FINE
