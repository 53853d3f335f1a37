"""The authority file: read, extended by a user, asked who a name stands for."""

from pathlib import Path

import pytest

from presspack.base.errors import MissingFile, RawInputError, UnknownCode
from presspack.names.authority import Alias, Authority, KnownActor, read_authority
from presspack.names.phrase_matcher import words_of

ACTORS = "actor_id,name,actor_type_code,country_code,description,valid_from,valid_to,wikidata_id\n"
ALIASES = "alias,actor_id,alias_kind,valid_from,valid_to\n"


def written(folder: Path, actors: str, aliases: str, extra: str | None = None) -> Authority:
    (folder / "actors.csv").write_text(ACTORS + actors, encoding="utf-8")
    (folder / "aliases.csv").write_text(ALIASES + aliases, encoding="utf-8")
    own = None
    if extra is not None:
        own = folder / "own.csv"
        own.write_text(extra, encoding="utf-8")
    return read_authority(folder / "actors.csv", folder / "aliases.csv", own)


def test_reads_names_and_aliases(tmp_path: Path) -> None:
    authority = written(tmp_path, "accord,Accord,party,DEU,,,,\n", "Accord Party,accord,name,,\n")
    text = "The Accord Party met."
    assert [m.values for m in authority.matches(words_of(text), text)] == [("accord",)]
    assert authority.by_id["accord"] == KnownActor("accord", "Accord", "party", "DEU")


def test_a_users_row_wins_and_brings_aliases(tmp_path: Path) -> None:
    extra = "actor_id,name,actor_type_code,country_code,aliases\naccord,New Accord,organisation,,Akkord|NA\n"
    authority = written(tmp_path, "accord,Accord,party,DEU,,,,\n", "", extra)
    assert authority.by_id["accord"].type_code == "organisation"
    assert {alias.actor_id for alias in authority.alternatives("akkord")} == {"accord"}


def test_a_users_names_mean_no_other_actor(tmp_path: Path) -> None:
    actors = "accord,Accord,party,DEU,,,,\nnorth-alliance,North Alliance,party,NOR,,,,\n"
    extra = "actor_id,name,actor_type_code,country_code,aliases\nmy-accord,Accord,party,DEU,NA\n"
    authority = written(tmp_path, actors, "NA,north-alliance,acronym,,\nAP,accord,acronym,,\n", extra)
    assert {alias.actor_id for alias in authority.alternatives("NA")} == {"my-accord"}
    assert {alias.actor_id for alias in authority.alternatives("Accord")} == {"my-accord"}
    assert authority.alternatives("AP") == ()


def test_a_local_name_says_so(tmp_path: Path) -> None:
    authority = written(tmp_path, "greens-deu,Leaf,party,DEU,,,,\n", "The Leaf,greens-deu,local,,\n")
    assert authority.is_local("The Leaf")
    assert authority.is_local("Supreme Court")  # common words, whoever bears them
    assert not authority.is_local("Leaf")


def test_an_alias_of_nobody_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UnknownCode, match=r"'ghost'.*alias 'Ghost Party'"):
        written(tmp_path, "", "Ghost Party,ghost,name,,\n")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(MissingFile, match=r"nowhere\.csv"):
        read_authority(tmp_path / "nowhere.csv", tmp_path / "nowhere.csv")


OFFICE = Authority(
    (
        KnownActor("first", "Ada First", "person", "AUT"),
        KnownActor("second", "Bo Second", "person", "AUT"),
        KnownActor("other", "Cy Other", "person", "BEL"),
    ),
    (
        Alias("Chancellor", "first", "title", "2000-01-01", "2009-12-31"),
        Alias("Chancellor", "second", "title", "2010-01-01"),
        Alias("Chancellor", "other", "title"),
    ),
)


@pytest.mark.parametrize(
    ("country", "day", "holder"),
    [
        ("AUT", "2005-05-05", "first"),
        ("AUT", "2005", "first"),
        ("AUT", "2010", "second"),
        ("AUT", "2020-02", "second"),
        ("AUT", None, "second"),
        ("BEL", "1990", "other"),
        ("FRA", "2005", None),
    ],
)
def test_a_title_stands_for_who_held_the_office(country: str, day: str | None, holder: str | None) -> None:
    chosen = OFFICE.chosen("chancellor", country, day)
    assert (chosen.actor_id if chosen else None) == holder


@pytest.mark.parametrize(
    ("extra", "said"),
    [
        ("actor_id,name\nx,X\n", "line 1: column 'actor_type_code' is missing"),
        (
            "actor_id,name,actor_type_code,colour\nx,X,party,red\n",
            "line 1, column 4: column 'colour' is not one of actor_id",
        ),
        ("actor_id,name,actor_type_code\nThe X,X,party\n", "line 2, column 1: actor_id is 'The X', expected pattern"),
        (
            "actor_id,name,actor_type_code,valid_to\nx,X,party,2021-02-30\n",
            "line 2, column 4: valid_to is '2021-02-30', expected a day, month or year that there is",
        ),
        ("actor_id,name,actor_type_code\nx,,party\n", "line 2, column 2: name is '', expected a value"),
        ("actor_id,name,actor_type_code\nx,X,choir\n", "line 2, column 3: actor_type_code is 'choir', expected one of"),
        (
            "actor_id,name,actor_type_code\nx,X,party\nx,Y,party\n",
            "line 3, column 1: actor_id is 'x', expected another id",
        ),
        ("actor_id,name,actor_type_code,country_code\nx,X,party,de\n", "line 2, column 4: country_code is 'de'"),
        ("actor_id,name,actor_type_code\nx,X\n", "line 2: 2 cells, expected 3"),
    ],
)
def test_every_fault_of_a_users_own_file_has_its_place(tmp_path: Path, extra: str, said: str) -> None:
    with pytest.raises(RawInputError) as caught:
        written(tmp_path, "", "", extra)
    assert said in str(caught.value)


def test_a_users_own_file_may_begin_with_a_mark_and_hold_blanks(tmp_path: Path) -> None:
    extra = "\ufeffactor_id,name,actor_type_code,country_code\nx , X,party, \n"
    assert written(tmp_path, "", "", extra).by_id["x"] == KnownActor("x", "X", "party")


def test_another_romanisation_of_a_full_name_is_known() -> None:
    authority = Authority((KnownActor("x", "Aisulu Zhandosova", "person", "KAZ"),))
    assert authority.by_spelling("Aysulu Jandosova", "person") == "x"
    assert authority.by_spelling("Jandosova", "person") is None
    assert authority.by_spelling("Aysulu Jandosova", "party") is None
