"""Settings: config.yaml holds every default; a user's file overrides some. Typed, unknown keys are refused."""

from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from presspack.base.errors import ConfigError, ConfigErrors
from presspack.base.yaml_files import place_of, yaml_object

DEFAULTS = Path(__file__).with_name("config.yaml")


class Section(BaseModel):
    """A group of settings that cannot be changed and knows no others."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False)


class FromYaml(Section):
    """A section that can also be made by itself: what is not given is as config.yaml has it."""

    section: ClassVar[str]

    @model_validator(mode="before")
    @classmethod
    def _filled(cls, given: Any) -> Any:
        """Return what is given with the defaults of the section."""
        return {**_defaults()[cls.section], **given} if isinstance(given, dict) else given


# The default of a setting that config.yaml states; `_filled` puts that in its place.
IN_YAML: Any = None
AtLeastOne = Annotated[int, Field(ge=1)]
Share = Annotated[float, Field(ge=0, le=1)]


class CleanSettings(FromYaml):
    """Every tunable of the cleaning stage."""

    section = "clean"
    language: Annotated[str, Field(pattern=r"^[a-z]{2}$")] = IN_YAML
    min_language_score: Share = IN_YAML
    language_sample_chars: AtLeastOne = IN_YAML
    min_body_chars: Annotated[int, Field(ge=0)] = IN_YAML
    max_chars: AtLeastOne = IN_YAML
    max_lines: AtLeastOne = IN_YAML
    max_control_share: Share = IN_YAML
    charset_sample_bytes: AtLeastOne = IN_YAML
    wrapped_line_chars: AtLeastOne = IN_YAML


class Limits(FromYaml):
    """What one record may cost. A record over a limit is reported, and those after it are read all the same."""

    section = "limits"
    max_record_bytes: AtLeastOne = IN_YAML
    max_ratio: Annotated[float, Field(ge=1)] = IN_YAML
    max_problem_bytes: AtLeastOne = IN_YAML
    max_header_bytes: AtLeastOne = IN_YAML
    max_depth: AtLeastOne = IN_YAML
    max_members: AtLeastOne = IN_YAML
    max_pages: AtLeastOne = IN_YAML


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


class Confidence(Section):
    """How far an event is trusted by who found it, fitted to gold by `presspack evaluate --calibrate`.

    `model` is a share; the others are added to the log-odds of what the rules state.
    """

    model: Share
    rules_shift: Annotated[float, Field(ge=-10, le=10)]
    both_shift: Annotated[float, Field(ge=-10, le=10)]


class Reader(Section):
    """The second reader: a language model, which is asked only where a server or recorded answers are named."""

    url: Annotated[str, Field(pattern=r"^(?:https?://[^\s@?#]+)?$")]
    answers: str
    model: str
    tables: Annotated[list[str], Field(min_length=1)]
    rows: Literal["rules", "model", "union", "both"]
    confidence: Confidence
    max_characters: AtLeastOne
    max_tokens: AtLeastOne
    concurrency: Annotated[int, Field(ge=1, le=256)]
    timeout: Annotated[float, Field(gt=0)]
    retries: Annotated[int, Field(ge=0, le=20)]
    budget: Annotated[int, Field(ge=0)]

    @property
    def is_on(self) -> bool:
        """True where a model is asked, or was."""
        return bool(self.url or self.answers)

    @model_validator(mode="after")
    def _has_model(self) -> "Reader":
        """Refuse a server without the name of a model."""
        if self.is_on and not self.model:
            raise ValueError("a name in `model`, where `url` or `answers` is given")
        return self


class Resolve(Section):
    """How rows of all articles meet."""

    previous: str


class Check(Section):
    """How tables are checked."""

    memory_limit: Annotated[str, Field(pattern=r"^[0-9]+(MB|GB)$")]


class Config(Section):
    """All settings."""

    limits: Limits
    captures: Captures
    catalogue: Catalogue
    clean: CleanSettings
    parse: Parse
    extract: Extract
    reader: Reader
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
        raise faults_of(error, path or DEFAULTS) from None


def faults_of(error: ValidationError, path: Path) -> ConfigError:
    """Return the error that tells every fault of a YAML file: where, which key, its value, and what is expected."""
    faults = []
    for one in error.errors():
        key, where = ".".join(map(str, one["loc"])), place_of(path, one["loc"])
        faults.append(ConfigError(key, got=one["input"], expected=expectation(one), where=where))
    return faults[0] if len(faults) == 1 else ConfigErrors(faults)


def expectation(error: Any) -> str:
    """Return what pydantic wanted in the words of our errors."""
    if error["type"] != "extra_forbidden":
        return str(error["msg"])
    *sections, key = map(str, error["loc"])
    known: Any = _defaults()
    for section in sections:
        known = known.get(section, {}) if isinstance(known, dict) else {}
    near = get_close_matches(key, known, n=1)
    return f"no such key; did you mean {near[0]!r}?" if near else "no such key (see pipeline/presspack/config.yaml)"


def merged(base: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    """Return `base` with the values of `over`, section by section."""
    both = {
        key: merged(base[key], over[key])
        for key in base.keys() & over.keys()
        if isinstance(base[key], dict) and isinstance(over[key], dict)
    }
    return {**base, **over, **both}


@cache
def _defaults() -> dict[str, dict[str, Any]]:
    """Return every setting of config.yaml, by section."""
    return yaml_object(DEFAULTS)
