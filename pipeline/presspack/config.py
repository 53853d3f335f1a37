"""Settings: config.yaml holds every default; a user's file overrides some. Typed, unknown keys are refused."""

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import PydanticCustomError

from presspack.base.errors import ConfigError, MissingFile

DEFAULTS = Path(__file__).with_name("config.yaml")


@dataclass(frozen=True, slots=True)
class CleanSettings:
    """Every tunable of the cleaning stage, with its default."""

    language: str = "en"  # the one language that is processed (ISO 639-1)
    min_language_score: float = 0.5  # below this the identifier's verdict counts as unknown
    language_sample_chars: int = 4000  # how much of the body the identifier reads
    min_body_chars: int = 140  # a record whose body is shorter is `empty`
    max_chars: int = 20_000_000  # a longer decoded record is `unreadable`
    max_control_share: float = 0.01  # share of control characters from which a record counts as binary
    charset_sample_bytes: int = 65_536  # how much the charset detector reads
    wrapped_line_chars: int = 28  # shortest usual line of a hard-wrapped text


@dataclass(frozen=True, slots=True)
class Limits:
    """What one record may cost. A record over a limit is reported, and those after it are read all the same."""

    max_record_bytes: int = 32_000_000
    max_ratio: float = 400.0  # unpacked bytes for each packed one
    max_problem_bytes: int = 65_536  # how much of an unreadable record is kept, so that it has an identity
    max_header_bytes: int = 65_536
    max_depth: int = 4  # how deep files may lie in files: an archive in an archive
    max_members: int = 20_000  # files in an archive
    max_pages: int = 3_000  # pages of a PDF, chapters of a book


class Section(BaseModel):
    """A group of settings that cannot be changed and knows no others."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


def settings_of(kind: type) -> BeforeValidator:
    """Return a validator that makes a settings dataclass from a mapping, whose keys and types it checks."""

    def made(found: object) -> object:
        given = found if isinstance(found, dict) else {}
        known = {field.name: type(field.default) for field in fields(kind)}
        for key, value in given.items():
            wanted = known.get(key)
            if wanted is None:
                raise PydanticCustomError("unknown_key", "no such key: {key}", {"key": key})
            if type(value) is not wanted and not (wanted is float and type(value) is int):
                raise PydanticCustomError("wrong_type", "{key} of type {kind}", {"key": key, "kind": wanted.__name__})
        return kind(**given)

    return BeforeValidator(made)


class Captures(Section):
    """Which files of the raw folder are captures."""

    ignore: list[str]


class Catalogue(Section):
    """How records are spread over shards."""

    shards: Annotated[int, Field(ge=0, le=10_000)]
    records_per_shard: Annotated[int, Field(ge=1)]
    max_shards: Annotated[int, Field(ge=1, le=10_000)]


class Parse(Section):
    """How English is read."""

    model: str
    batch_size: Annotated[int, Field(ge=1)]
    max_characters: Annotated[int, Field(ge=1)]


class Extract(Section):
    """How rows are extracted."""

    default_dollar: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    authority: str


class Resolve(Section):
    """How rows of all articles meet."""

    previous: str


class Check(Section):
    """How tables are checked."""

    memory_limit: Annotated[str, Field(pattern=r"^[0-9]+(MB|GB)$")]


class Config(Section):
    """All settings."""

    limits: Annotated[Limits, settings_of(Limits)]
    captures: Captures
    catalogue: Catalogue
    clean: Annotated[CleanSettings, settings_of(CleanSettings)]
    parse: Parse
    extract: Extract
    resolve: Resolve
    check: Check


def read_config(path: Path | None = None) -> Config:
    """Return the settings: config.yaml, overridden by the file at `path`.

    Raise ConfigError, naming the key, for an unknown key or a value of the wrong type; MissingFile without the file.
    """
    settings = yaml_object(DEFAULTS)
    if path is not None:
        settings = merged(settings, yaml_object(path))
    try:
        return Config.model_validate(settings)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(map(str, first["loc"]))
        raise ConfigError(key, got=first["input"], expected=expectation(first), where=str(path or DEFAULTS)) from None


def expectation(error: Any) -> str:
    """Return what pydantic wanted in the words of our errors."""
    return (
        "no such key (see pipeline/presspack/config.yaml)" if error["type"] == "extra_forbidden" else str(error["msg"])
    )


def yaml_object(path: Path) -> dict[str, Any]:
    """Return the mapping that a YAML file holds."""
    if not path.is_file():
        raise MissingFile(path, expected="a YAML file of settings")
    try:
        found = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ConfigError("the file", got=str(path), expected=f"YAML: {error}") from None
    if not isinstance(found or {}, dict):
        raise ConfigError("the file", got=str(path), expected="a YAML mapping of sections")
    return dict(found or {})


def merged(base: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    """Return `base` with the values of `over`, section by section."""
    both = {
        key: merged(base[key], over[key])
        for key in base.keys() & over.keys()
        if isinstance(base[key], dict) and isinstance(over[key], dict)
    }
    return {**base, **over, **both}
