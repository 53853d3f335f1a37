"""JSON exports of services that keep apart what belongs to one article: authors, or the pieces of a text."""

from collections.abc import Iterator, Mapping
from typing import Any

MAX_DEPTH = 4


def service_rows(value: Mapping[str, Any]) -> list[Any] | None:
    """Return the articles of an export as rows with all that it says of them; None if it is none that is known."""
    for inner in objects(value):
        if is_telegram(inner):
            chats = [one for one in objects(value) if is_telegram(one)]
            return [telegram_row(message, chat) for chat in chats for message in chat["messages"]]
        if is_ghost(inner):
            return list(ghost_rows(inner))
    return None


def objects(value: Any, depth: int = 0) -> Iterator[Mapping[str, Any]]:
    """Yield an object and those below it, in lists too, none of the rows of long lists."""
    if isinstance(value, Mapping):
        yield value
    below = value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ()
    if depth < MAX_DEPTH and len(below) <= 100:
        for one in below:
            yield from objects(one, depth + 1)


def is_telegram(value: Mapping[str, Any]) -> bool:
    """True for a chat or channel with its messages."""
    messages = value.get("messages")
    return isinstance(messages, list) and "id" in value and all(
        isinstance(message, Mapping) and "date" in message and "text" in message for message in messages[:20]
    )  # fmt: skip


def telegram_row(message: Mapping[str, Any], chat: Mapping[str, Any]) -> dict[str, Any]:
    """Return a message as a row: its pieces are one text, and the channel is who publishes it."""
    pieces = message.get("text")
    listed = pieces if isinstance(pieces, list) else [pieces]
    words = [one.get("text") if isinstance(one, Mapping) else one for one in listed]
    row = {
        "text": "".join(one for one in words if isinstance(one, str)),
        "date": message.get("date"),
        "outlet": chat.get("name"),
        "author": message.get("author"),
    }
    sender = message.get("from")
    return {**row, "author": row["author"] or (sender if sender != chat.get("name") else None)}


def is_ghost(value: Mapping[str, Any]) -> bool:
    """True for tables of a blog: posts, and the people who wrote them."""
    return all(isinstance(value.get(name), list) for name in ("posts", "users"))


def ghost_rows(tables: Mapping[str, Any]) -> Iterator[Any]:
    """Yield posts with the names of their authors."""
    names = {str(one.get("id")): one.get("name") for one in tables["users"] if isinstance(one, Mapping)}
    written: dict[str, list[Any]] = {}
    pairs = tables.get("posts_authors")
    for pair in pairs if isinstance(pairs, list) else ():
        if isinstance(pair, Mapping):
            written.setdefault(str(pair.get("post_id")), []).append(names.get(str(pair.get("author_id"))))
    for post in tables["posts"]:
        if isinstance(post, Mapping):
            people = written.get(str(post.get("id"))) or [names.get(str(post.get("author_id")))]
            yield {**post, "authors": [name for name in people if name]}
        else:
            yield post
