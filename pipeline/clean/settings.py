"""The settings of cleaning, apart from its code: every stage reads them, and only one of them cleans."""

from dataclasses import dataclass


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
    wrapped_line_chars: int = 60  # shortest usual line of a hard-wrapped text


@dataclass(frozen=True, slots=True)
class Limits:
    """What one record may cost. A record over a limit is reported, and those after it are read all the same."""

    max_record_bytes: int = 32_000_000
    max_ratio: float = 400.0  # unpacked bytes for each packed one
    max_problem_bytes: int = 65_536  # how much of an unreadable record is kept, so that it has an identity
    max_header_bytes: int = 65_536
