"""Roles that need the whole article: the party that 'secretary of the party' means, titles of people without a name."""

import re
from dataclasses import replace

from presspack.extract.actors.coreference import References
from presspack.extract.actors.labelled_text import Page
from presspack.extract.model import Entity, Role

BODY_MEANT = re.compile(r" of (?:the|this|our|its) (\w+)\Z")


def with_body_meant(page: Page, role: Role, references: References) -> Role:
    """Return 'secretary of the party' with the party that is meant, where the article leaves no doubt."""
    match = BODY_MEANT.search(role.role)
    if role.organisation is not None or match is None:
        return role
    start = page.text.find(role.role, role.evidence.start, role.evidence.end)
    body = references.meant_by(page.token_at(start + match.start(1))) if start >= 0 else None
    if body is None:
        return role
    return replace(role, role=role.role[: match.start()], organisation=body.key)


def title_roles(page: Page, entities: tuple[Entity, ...]) -> list[Role]:
    """Return the roles of people whom the article knows by their title alone: the title is the role."""
    roles = []
    for entity in entities:
        if entity.type_code == "person" and all(m.kind == "title" for m in entity.mentions):
            span = next(m.span for m in entity.mentions if page.document.words(m.span) == entity.name)
            is_former = entity.name.lower().startswith(("ex-", "former "))
            roles.append(Role(entity.key, entity.name, None, span, is_former))
    return roles
