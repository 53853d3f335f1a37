"""A client of Zenodo's deposit interface: asks again when the server is busy, and never shows the token."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from email.message import Message
from hashlib import file_digest
from http.client import HTTPException
from pathlib import Path
from typing import IO, Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, Request, build_opener

from presspack.base.errors import PipelineError

TRIES = 6
FIRST_WAIT, LONGEST_WAIT = 1.0, 120.0
TIMEOUT = 300
BUSY = 429


class DepositFailed(PipelineError):
    """The server refused, or could not be reached after all tries."""


class NoRedirects(HTTPRedirectHandler):
    """Follows no redirection: the token goes to the server that the user named, and to no other."""

    def redirect_request(  # noqa: PLR0917 - the signature is the standard library's
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> None:
        """Return nothing, which makes the redirection an error."""


@dataclass(frozen=True, slots=True)
class Zenodo:
    """A server and the token to use it with; `wait` is called with the seconds between two tries."""

    server: str
    token: str = field(repr=False)
    wait: Callable[[float], None] = time.sleep

    def new_deposit(self) -> dict[str, Any]:
        """Return a new, empty draft."""
        return self.ask("POST", f"{self.server}/api/deposit/depositions", value={})

    def new_version(self, record: str) -> dict[str, Any]:
        """Return a draft of a new version of a published record, without the files of the version before."""
        made = self.ask("POST", f"{self.server}/api/deposit/depositions/{quote(record)}/actions/newversion")
        draft = self.ask("GET", str(made["links"]["latest_draft"]))
        for file in draft.get("files", []):
            self.ask("DELETE", f"{self.server}/api/deposit/depositions/{draft['id']}/files/{quote(str(file['id']))}")
        return draft

    def upload(self, draft: dict[str, Any], path: Path) -> None:
        """Put a file into a draft. Raise DepositFailed if the server received other bytes."""
        with path.open("rb") as handle:
            digest = f"md5:{file_digest(handle, 'md5').hexdigest()}"
        answer = self.ask("PUT", f"{draft['links']['bucket']}/{quote(path.name)}", file=path)
        if answer.get("checksum") not in (digest, digest.removeprefix("md5:")):
            raise DepositFailed(f"{path}: the server has other bytes ({answer.get('checksum')}, sent {digest})")

    def describe(self, draft: dict[str, Any], metadata: dict[str, Any]) -> dict[str, Any]:
        """Give a draft its metadata; return the draft as the server has it."""
        return self.ask("PUT", f"{self.server}/api/deposit/depositions/{draft['id']}", value=metadata)

    def publish(self, draft: dict[str, Any]) -> dict[str, Any]:
        """Publish a draft, which cannot be undone; return the record.

        A server that says it failed may have done it all the same: then it is asked, not told again.
        """
        try:
            return self.ask("POST", f"{self.server}/api/deposit/depositions/{draft['id']}/actions/publish", tries=1)
        except DepositFailed:
            state = self.ask("GET", f"{self.server}/api/deposit/depositions/{draft['id']}")
            if not state.get("submitted"):
                raise
            return state

    def ask(
        self, method: str, url: str, *, value: Any = None, file: Path | None = None, tries: int = TRIES
    ) -> dict[str, Any]:
        """Return what the server answers, as JSON; ask again, after ever longer waits, while it is busy or broken.

        Raise DepositFailed for any other refusal, and for an address at another server than the one named.
        """
        if urlsplit(url)[:2] != urlsplit(self.server)[:2]:
            raise DepositFailed(f"{self.server} names an address at another server, {url}; the token stays here")
        said = ""
        for turn in range(tries):
            try:
                return self._asked(method, url, value, file)
            except HTTPError as error:
                with error:
                    said = f"{method} {url}: {error.code} {self.safe(error.read(2000).decode('utf-8', 'replace'))}"
                    pause = waiting(error.headers.get("Retry-After"), turn)
                if error.code != BUSY and error.code < 500:
                    raise DepositFailed(said) from None
            except (URLError, HTTPException, TimeoutError, ConnectionError) as error:
                said, pause = f"{method} {url}: {self.safe(str(error))}", waiting(None, turn)
            if turn + 1 < tries:
                self.wait(pause)
        raise DepositFailed(f"{said} (after {tries} tries)")

    def _asked(self, method: str, url: str, value: Any, file: Path | None) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {self.token}", "Accept": "application/json"}
        if file is None:
            data = None if value is None else json.dumps(value).encode()
            headers |= {"Content-Type": "application/json"} if data is not None else {}
            return answered(Request(url, data=data, headers=headers, method=method))
        headers |= {"Content-Type": "application/octet-stream", "Content-Length": str(file.stat().st_size)}
        with file.open("rb") as handle:
            return answered(Request(url, data=handle, headers=headers, method=method))

    def safe(self, text: str) -> str:
        """Return a text of the server's without the token, should it send that back."""
        return text.replace(self.token, "(token)")


def answered(request: Request) -> dict[str, Any]:
    """Return the JSON object that answers a request, {} for an empty answer. Raise DepositFailed if it is none."""
    opener: OpenerDirector = build_opener(NoRedirects)
    with opener.open(request, timeout=TIMEOUT) as response:
        text = response.read()
    try:
        value = json.loads(text or b"{}")
    except ValueError:
        value = None
    if not isinstance(value, dict):
        raise DepositFailed(f"{request.get_method()} {request.full_url}: the answer is no JSON object")
    return value


def waiting(asked: str | None, turn: int) -> float:
    """Return the seconds before the next try: what the server asks for, or 1, 2, 4, ..., at most two minutes."""
    if asked and asked.isdecimal():
        return min(float(asked), LONGEST_WAIT)
    return float(min(FIRST_WAIT * 2**turn, LONGEST_WAIT))
