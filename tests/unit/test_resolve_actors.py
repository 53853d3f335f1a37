"""Resolution across articles: what is merged, on which evidence, and what is left to a person."""

import random

import pytest

from pipeline.extract.authority import Alias, Authority, KnownActor
from pipeline.resolve.actors import ArticleEntity, PreviousName, Resolution, resolved

AUTHORITY = Authority(
    (
        KnownActor("blue-dawn", "Blue Dawn", "party", "AUT", "A party"),
        KnownActor("ada", "Ada Jakupova", "person", "AUT"),
    ),
    (Alias("BD", "blue-dawn", "acronym"),),
)


def entity(article: str, name: str, type_code: str = "person", **more) -> ArticleEntity:
    spellings = more.pop("spellings", ((name, 1),))
    country = more.pop("country", None)
    return ArticleEntity(article, name.lower().replace(" ", "-"), name, type_code, country, spellings=spellings, **more)


def links(found: Resolution) -> dict[tuple[str, str], tuple[str, str]]:
    return {(link.article_id, link.key): (link.actor_id, link.rule) for link in found.links}


def actors_of(*entities: ArticleEntity) -> set[str]:
    return {actor.actor_id for actor in resolved(entities, AUTHORITY).actors}


def test_two_romanisations_are_one() -> None:
    found = resolved([entity("a", "Aisulu Zhandosova"), entity("b", "Aysulu Jandosova")], AUTHORITY)
    assert len(found.actors) == 1
    assert {rule for _, rule in links(found).values()} == {"name", "romanisation"}


def test_a_romanisation_of_a_known_name_is_the_known_actor() -> None:
    found = resolved([entity("a", "Ada Zhakupova")], AUTHORITY)
    assert links(found) == {("a", "ada-zhakupova"): ("ada", "authority")}
    assert found.actors[0].name == "Ada Jakupova"


def test_an_entity_that_extraction_knew_keeps_its_id() -> None:
    found = resolved([entity("a", "Dawn", "party", authority_id="blue-dawn")], AUTHORITY)
    assert [(a.actor_id, a.in_authority, a.description) for a in found.actors] == [("blue-dawn", True, "A party")]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (entity("a", "Serik Alimov"), entity("b", "Berik Alimov")),
        (entity("a", "Bolat Nazarov"), entity("b", "Bolat Nazarova")),
        (entity("a", "Supreme Court", "government", country="AUT"), entity("b", "Supreme Court", "government", country="BEL")),
        (entity("a", "Ann Bell", country="AUT"), entity("b", "Anne Bell", country="BEL")),
    ],
)  # fmt: skip
def test_others_stay_apart(left: ArticleEntity, right: ArticleEntity) -> None:
    assert len(actors_of(left, right)) == 2


def test_close_names_need_evidence() -> None:
    close = entity("a", "Nurbolat Osmanov"), entity("b", "Nurbulat Osmanov")
    assert len(resolved(close, AUTHORITY).actors) == 2
    assert [doubt.rule for doubt in resolved(close, AUTHORITY).doubts] == ["similar name"]
    backed = [entity(e.article_id, e.name, organisations=("Blue Dawn",)) for e in close]
    assert len(resolved(backed, AUTHORITY).actors) == 1


def test_an_article_that_names_both_keeps_close_names_apart() -> None:
    both = [entity("a", name, organisations=("Blue Dawn",)) for name in ("Nurbolat Osmanov", "Nurbulat Osmanov")]
    assert len(resolved(both, AUTHORITY).actors) == 2


def test_a_surname_alone_joins_only_in_the_same_company() -> None:
    full = entity("a", "Mira Kovalenko", companions=("Blue Dawn",))
    alone = entity("b", "Kovalenko", companions=("Blue Dawn",))
    stranger = entity("c", "Kovalenko", companions=("Red Dusk",))
    found = links(resolved([full, alone, stranger], AUTHORITY))
    assert found["b", "kovalenko"] == ("mira-kovalenko", "surname")
    assert found["c", "kovalenko"][0] != "mira-kovalenko"


def test_a_surname_alone_costs_the_same_however_many_articles_have_it(work) -> None:
    """With one person of that name, or none: every article that has the surname alone looks up, none compares all."""

    def cost(articles: int, *named: ArticleEntity) -> int:
        alone = [entity(str(n), "Sollen", companions=("Harbour Party", f"Companion {n}")) for n in range(articles)]
        return work(resolved, [*named, *alone], Authority((), ()))

    for named in ([], [entity("named", "Pia Sollen", companions=("Harbour Party",))]):
        assert cost(800, *named) < 2.5 * cost(400, *named)


def test_an_acronym_joins_the_only_body_that_bears_it() -> None:
    long = entity("a", "Green Front", "organisation", spellings=(("Green Front", 2), ("GF", 1)))
    short = entity("b", "GF", "organisation")
    assert links(resolved([long, short], AUTHORITY))["b", "gf"] == ("green-front", "acronym")


def test_a_type_far_outvoted_gives_way() -> None:
    often = [entity(article, "Green Front", "organisation") for article in "abcd"]
    found = resolved([*often, entity("e", "Green Front", "party")], AUTHORITY)
    assert [(a.actor_id, a.type_code) for a in found.actors] == [("green-front", "organisation")]


def test_titles_without_a_name_are_not_one_across_articles() -> None:
    assert len(actors_of(entity("a", "Hungarian prime minister"), entity("b", "Hungarian prime minister"))) == 2


def test_ids_of_the_release_before_stay() -> None:
    before = [PreviousName("front-of-old", "Green Front", "organisation"), PreviousName("gf", "GF", "organisation")]
    entities = [
        entity("a", "Green Front", "organisation", spellings=(("Green Front", 2), ("GF", 1))),
        entity("b", "GF", "organisation"),
    ]
    found = resolved(entities, AUTHORITY, previous=before)
    assert [actor.actor_id for actor in found.actors] == ["front-of-old"]
    assert found.same_as == {"gf": "front-of-old"}


def test_an_id_that_nobody_bears_is_reported_gone() -> None:
    before = [PreviousName("old-front", "Old Front", "organisation"), PreviousName("blue-dawn", "Blue Dawn", "party")]
    found = resolved([entity("a", "Blue Dawn", "party")], AUTHORITY, previous=before)
    assert (found.gone, found.same_as) == (("old-front",), {})


def test_a_taken_id_is_not_given_twice() -> None:
    found = resolved([entity("a", "Blue-Dawn", "organisation", country="BEL")], AUTHORITY)
    assert [actor.actor_id for actor in found.actors] == ["blue-dawn-bel"]


def test_order_does_not_matter() -> None:
    entities = [
        entity(str(n), f"{given} {surname}", companions=(surname,))
        for n, (given, surname) in enumerate(
            (g, s) for g in ("Nurlan", "Nourlan", "Bela") for s in ("Osmanov", "Osmanoff", "Usmanov", "Keller")
        )
    ]
    expected = resolved(entities, AUTHORITY)
    for seed in range(5):
        random.Random(seed).shuffle(entities)
        assert resolved(entities, AUTHORITY) == expected
