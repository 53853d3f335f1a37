"""Romanisation: one key for the spellings of a name, and a score that keeps namesakes apart."""

import pytest

from presspack.names.romanisation import same_person, spelling_key, word_key, word_score


@pytest.mark.parametrize(
    ("spellings"),
    [
        ("Baibek", "Baybek", "Байбек", "Bajbek"),
        ("Zhomart", "Jomart", "Жомарт", "Žomart"),
        ("Yerlan", "Erlan", "Ерлан"),
        ("Akhmetov", "Ahmetov", "Axmetov", "Ахметов"),
        ("Tokayev", "Tokaev", "Toqaev", "Тоқаев"),
        ("Kassym", "Kasym", "Qasym"),
        ("Shcherbakov", "Scherbakov", "Щербаков"),
        ("Tsygankov", "Cygankov", "Цыганков"),
        ("Mazhilis", "Majilis", "Mäjilis"),
        ("Bakhytzhan", "Bahytjan"),
        ("Rakhmonov", "Rahmonov", "Rakhmonoff"),
        ("Nūrsūltan", "Nursultan"),
    ],
)
def test_romanisations_of_one_word_share_a_key(spellings: tuple[str, ...]) -> None:
    assert len({word_key(word) for word in spellings}) == 1


@pytest.mark.parametrize(
    ("left", "right"),
    [("Marat", "Murat"), ("Serik", "Berik"), ("Nazarov", "Nazarova"), ("Alimov", "Aliyev"), ("Esenov", "Isenov")],
)
def test_other_names_score_low(left: str, right: str) -> None:
    assert word_score(left, right) < 0.9


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Ainur Sadykova", "Aynur Sadyqova"),
        ("Ainur-Gul Sadykova", "Ainurgul Sadykova"),
        ("Sadykova Ainur", "Ainur Sadykova"),
        ("Pavel Ivanovich Drozd", "Pavel Drozd"),
    ],
)
def test_one_person_in_two_spellings(left: str, right: str) -> None:
    assert same_person(left, right) >= 0.9
    assert same_person(right, left) == same_person(left, right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Ann Bell", "Ann Ball"),
        ("Ann Bell", "Anton Bell"),
        ("Bolat Nazarov", "Bolat Nazarova"),
        ("Ann Bell", "Bell"),
        ("A. Bell", "Ann Bell"),
        ("", "Ann Bell"),
    ],
)
def test_two_people_or_too_little_known(left: str, right: str) -> None:
    assert same_person(left, right) < 0.9


def test_a_hyphen_joins_a_word() -> None:
    assert spelling_key("Kassym-Jomart Tokayev") == spelling_key("Kasymzhomart Tokaev")
