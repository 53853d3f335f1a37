"""Resolution across articles: what is merged, on which evidence, and what is left to a person."""

import random

import pytest

from presspack.names.authority import Alias, Authority, KnownActor
from presspack.resolve.actors import PreviousName, resolved

AUTHORITY = Authority(
    (
        KnownActor("blue-dawn", "Blue Dawn", "party", "AUT", "A party"),
        KnownActor("ada", "Ada Jakupova", "person", "AUT"),
    ),
    (Alias("BD", "blue-dawn", "acronym"),),
)


def entity(article: str, name: str, type_code: str = "person", **more) -> dict:
    key = name.lower().replace(" ", "-")
    return {"entity_id": f"{article}:{key}", "article_id": article, "name": name, "type_code": type_code, **more}


@pytest.fixture
def resolution(placed):
    def found(*entities, **options):
        return resolved(placed(entities, AUTHORITY)[0], AUTHORITY, **options)

    return found


@pytest.fixture
def links(placed):
    """Which actor each entity is, and by which rule."""

    def found(*entities):
        forms, form_of = placed(entities, AUTHORITY)
        made = resolved(forms, AUTHORITY).links
        return {entity: (made[form].actor_id, made[form].rule) for entity, form in form_of.items()}

    return found


def test_two_romanisations_are_one(links) -> None:
    found = links(entity("a", "Aisulu Zhandosova"), entity("b", "Aysulu Jandosova"))
    assert len({actor for actor, _ in found.values()}) == 1
    assert {rule for _, rule in found.values()} == {"name", "romanisation"}


def test_a_romanisation_of_a_known_name_is_the_known_actor(resolution, links) -> None:
    known = entity("a", "Ada Zhakupova")
    assert links(known) == {"a:ada-zhakupova": ("ada", "authority")}
    assert resolution(known).actors[0].name == "Ada Jakupova"


def test_an_entity_that_extraction_knew_keeps_its_id(resolution) -> None:
    found = resolution(entity("a", "Dawn", "party", authority_id="blue-dawn"))
    assert [(a.actor_id, a.in_authority, a.description) for a in found.actors] == [("blue-dawn", True, "A party")]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (entity("a", "Serik Alimov"), entity("b", "Berik Alimov")),
        (entity("a", "Bolat Nazarov"), entity("b", "Bolat Nazarova")),
        (entity("a", "Supreme Court", "government", country_code="AUT"), entity("b", "Supreme Court", "government", country_code="BEL")),
        (entity("a", "Ann Bell", country_code="AUT"), entity("b", "Anne Bell", country_code="BEL")),
    ],
)  # fmt: skip
def test_others_stay_apart(left: dict, right: dict, resolution) -> None:
    assert len(resolution(left, right).actors) == 2


def test_close_names_need_evidence(resolution) -> None:
    close = entity("a", "Nurbolat Osmanov"), entity("b", "Nurbulat Osmanov")
    assert len(resolution(*close).actors) == 2
    assert [doubt.rule for doubt in resolution(*close).doubts] == ["similar name"]
    assert len(resolution(*(e | {"organisations": ("Blue Dawn",)} for e in close)).actors) == 1


def test_an_article_that_names_both_keeps_close_names_apart(resolution) -> None:
    both = [entity("a", name, organisations=("Blue Dawn",)) for name in ("Nurbolat Osmanov", "Nurbulat Osmanov")]
    assert len(resolution(*both).actors) == 2


def test_a_surname_alone_joins_only_in_the_same_company(links) -> None:
    people = entity("a", "Mira Kovalenko"), entity("b", "Kovalenko"), entity("c", "Kovalenko")
    company = [entity(article, "Blue Dawn", "party") for article in "ab"]
    found = links(*people, *company, entity("c", "Red Dusk", "party"))
    assert found["b:kovalenko"] == ("mira-kovalenko", "surname")
    assert found["c:kovalenko"][0] != "mira-kovalenko"


def test_a_surname_alone_costs_the_same_however_many_articles_have_it(work, placed) -> None:
    """With one person of that name, or none: every article that has the surname alone looks up, none compares all."""

    def cost(articles: int, *named: dict) -> int:
        alone = [entity(str(n), "Sollen") for n in range(articles)]
        company = [entity(e["article_id"], "Harbour Party", "party") for e in (*named, *alone)]
        others = [entity(str(n), f"Companion {n}", "media") for n in range(articles)]
        return work(resolved, placed([*named, *alone, *company, *others], Authority((), ()))[0], Authority((), ()))

    for named in ([], [entity("named", "Pia Sollen")]):
        assert cost(800, *named) < 2.5 * cost(400, *named)


def test_an_acronym_joins_the_only_body_that_bears_it(links) -> None:
    long = entity("a", "Green Front", "organisation", spellings={"Green Front": 2, "GF": 1})
    short = entity("b", "GF", "organisation")
    assert links(long, short)["b:gf"] == ("green-front", "acronym")


def test_a_type_far_outvoted_gives_way(resolution) -> None:
    often = [entity(article, "Green Front", "organisation") for article in "abcd"]
    found = resolution(*often, entity("e", "Green Front", "party"))
    assert [(a.actor_id, a.type_code) for a in found.actors] == [("green-front", "organisation")]


def test_titles_without_a_name_are_not_one_across_articles(resolution) -> None:
    titles = (entity(article, "Hungarian prime minister") for article in "ab")
    assert len(resolution(*titles).actors) == 2


def test_ids_of_the_release_before_stay(resolution) -> None:
    before = [PreviousName("front-of-old", "Green Front", "organisation"), PreviousName("gf", "GF", "organisation")]
    entities = [
        entity("a", "Green Front", "organisation", spellings={"Green Front": 2, "GF": 1}),
        entity("b", "GF", "organisation"),
    ]
    found = resolution(*entities, previous=before)
    assert [actor.actor_id for actor in found.actors] == ["front-of-old"]
    assert found.same_as == {"gf": "front-of-old"}


def test_an_id_that_nobody_bears_is_reported_gone(resolution) -> None:
    before = [PreviousName("old-front", "Old Front", "organisation"), PreviousName("blue-dawn", "Blue Dawn", "party")]
    found = resolution(entity("a", "Blue Dawn", "party"), previous=before)
    assert (found.gone, found.same_as) == (("old-front",), {})


def test_a_taken_id_is_not_given_twice(resolution) -> None:
    found = resolution(entity("a", "Blue-Dawn", "organisation", country_code="BEL"))
    assert [actor.actor_id for actor in found.actors] == ["blue-dawn-bel"]


def test_order_does_not_matter(resolution) -> None:
    entities = [
        made
        for n, (given, surname) in enumerate(
            (g, s) for g in ("Nurlan", "Nourlan", "Bela") for s in ("Osmanov", "Osmanoff", "Usmanov", "Keller")
        )
        for made in (entity(str(n), f"{given} {surname}"), entity(str(n), surname, "media"))
    ]
    expected = resolution(*entities)
    for seed in range(5):
        random.Random(seed).shuffle(entities)
        assert resolution(*entities) == expected


BELL = {"name": "Ann Bell", "type_code": "person"}


@pytest.mark.parametrize(
    ("left", "right", "actors"),
    [
        ({"seat_code": "NZL"}, {"seat_code": "NZL"}, 1),
        ({"seat_code": "NZL"}, {"seat_code": "IRL"}, 2),
        ({"seat_code": "NZL"}, {"seat_code": None}, 1),
        ({"seat_code": "NZL", "sphere": "public"}, {"seat_code": "NZL", "sphere": "sport"}, 2),
        ({"seat_code": "NZL", "sphere": "public"}, {"seat_code": "NZL"}, 1),
    ],
)
def test_namesakes_of_two_countries_or_walks_of_life_are_two(left, right, actors, resolution) -> None:
    """Without other evidence a name is one person within a country and walk of life."""
    found = resolution(entity("a", **BELL, **left), entity("b", **BELL, **right))
    assert len(found.actors) == actors


def test_company_joins_namesakes_of_two_countries(resolution) -> None:
    people = entity("a", **BELL, seat_code="NZL"), entity("b", **BELL, seat_code="IRL")
    company = [entity(article, "Tidewater Society", "organisation") for article in "ab"]
    assert len(resolution(*people, *company).actors) == 2


def test_countries_are_no_company(resolution) -> None:
    people = entity("a", **BELL, seat_code="NZL"), entity("b", **BELL, seat_code="IRL")
    company = [entity(article, "Norway", "country", country_code="NOR") for article in "ab"]
    assert len(resolution(*people, *company).actors) == 3


def test_a_state_is_one_actor_by_all_its_names(resolution) -> None:
    names = ("U.S.", "United States", "America")
    found = resolution(*(entity(str(n), name, "country", country_code="USA") for n, name in enumerate(names)))
    assert [(actor.actor_id, actor.name) for actor in found.actors] == [("united-states", "United States")]


def test_a_body_of_a_state_is_one_within_its_country_and_its_id_says_which(resolution) -> None:
    names = ("Supreme Court", "Supreme Court of Kenya", "Kenyan Supreme Court")
    kenya = [entity(str(n), name, "government", seat_code="KEN") for n, name in enumerate(names)]
    found = resolution(*kenya, entity("z", "Supreme Court", "government", seat_code="ZMB"))
    assert {actor.country_code for actor in found.actors} == {"KEN", "ZMB"}
    assert "supreme-court-zmb" in {actor.actor_id for actor in found.actors}
    assert len(found.actors) == 2


def test_descriptive_groups_are_never_merged(resolution) -> None:
    women = (entity(article, "women", "group", seat_code="KEN") for article in "abc")
    assert len(resolution(*women).actors) == 3
