"""A CardDAV and CalDAV server on loopback, for tests that ask a real one what it thinks of our files."""

from __future__ import annotations

from contextlib import closing, contextmanager
from http.client import HTTPConnection
from threading import Thread
from typing import TYPE_CHECKING, Any, NamedTuple
from wsgiref.simple_server import WSGIRequestHandler, make_server

from radicale import Application, config

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LONGEST = 20.0  # seconds that an answer may take
KINDS = {  # of a collection, by the ending of what is in it
    "ics": ("C:calendar", "urn:ietf:params:xml:ns:caldav", "text/calendar"),
    "vcf": ("C:addressbook", "urn:ietf:params:xml:ns:carddav", "text/vcard"),
}


class Server(NamedTuple):
    """A server with a collection for each kind of file."""

    port: int

    def put(self, name: str, text: str, **headers: str) -> int:
        """The status of a file sent under a name such as 1.ics."""
        told = {"Content-Type": f"{KINDS[name.rpartition('.')[2]][2]}; charset=utf-8", **headers}
        return self._ask("PUT", self._path(name), text, told)[0]

    def get(self, name: str) -> tuple[int, str]:
        """The status and the text of a file; of a whole collection where the name is its ending."""
        return self._ask("GET", self._path(name))

    def make(self, ending: str) -> None:
        """Make the collection of a kind."""
        what, space, _ = KINDS[ending]
        body = (
            f'<?xml version="1.0"?><mkcol xmlns="DAV:" xmlns:C="{space}"><set><prop>'
            f"<resourcetype><collection/><{what}/></resourcetype></prop></set></mkcol>"
        )
        status, told = self._ask("MKCOL", self._path(ending), body, {"Content-Type": "application/xml"})
        assert status == 201, told

    def _path(self, name: str) -> str:
        _, dot, ending = name.rpartition(".")
        return f"/tester/{ending}/{name if dot else ''}"

    def _ask(self, method: str, path: str, body: str = "", headers: dict[str, str] | None = None) -> tuple[int, str]:
        sign = {"Authorization": "Basic dGVzdGVyOng="}  # tester:x, which nobody checks
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=LONGEST)) as way:
            way.request(method, path, body.encode(), {**sign, **(headers or {})})
            answer = way.getresponse()
            return answer.status, answer.read().decode()


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing of each request."""


@contextmanager
def radicale(folder: Path) -> Iterator[Server]:
    """A server that keeps its files in a folder, until the block ends; it listens before the block begins."""
    settings = config.load()
    settings.update(
        {
            "auth": {"type": "none"},
            "storage": {"filesystem_folder": str(folder), "_filesystem_fsync": "False"},
            "logging": {"level": "critical"},
        },
        "the test",
        privileged=True,
    )
    with make_server("127.0.0.1", 0, Application(settings), handler_class=_Quiet) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            answering = Server(server.server_port)
            for ending in KINDS:
                answering.make(ending)
            yield answering
        finally:
            server.shutdown()
            thread.join()
