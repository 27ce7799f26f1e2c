"""A line of its own to the page of a Chromium that listens for DevTools, beside Playwright or without it.

Playwright waits for each answer, and listens to all that a page does. Here a command can be sent without
waiting, and nothing is listened to that was not asked for.
"""

from __future__ import annotations

import itertools
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import websocket

PATIENCE = 120.0


class Line:
    """DevTools commands to one page."""

    def __init__(self, address: str) -> None:
        # Chromium refuses a line that says which page asks for it.
        self._socket = websocket.create_connection(address, suppress_origin=True)
        self._numbers = itertools.count(1)

    def tell(self, method: str, **parameters: Any) -> int:
        """Send a command and wait for nothing; its number."""
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        return number

    def ask(self, method: str, **parameters: Any) -> dict[str, Any]:
        """What a command returns. Raises RuntimeError."""
        number = self.tell(method, **parameters)
        while (answer := json.loads(self._socket.recv())).get("id") != number:
            continue
        if "error" in answer:
            raise RuntimeError(answer["error"].get("message", ""))
        return answer["result"]

    def evaluate(self, function: str, *arguments: Any) -> Any:
        """What a JavaScript function returns, or its promise becomes. Raises RuntimeError if it throws."""
        called = f"({function})({', '.join(map(json.dumps, arguments))})"
        found = self.ask("Runtime.evaluate", expression=called, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in found:
            raise RuntimeError(found["exceptionDetails"].get("text", ""))
        return found["result"].get("value")

    def wait_for(self, function: str) -> None:
        """Wait until a JavaScript function returns something true. Raises TimeoutError."""
        deadline = time.monotonic() + PATIENCE
        while not self.evaluate(function):
            if time.monotonic() > deadline:
                raise TimeoutError(function)
            time.sleep(0.2)

    def close(self) -> None:
        """Hang up."""
        self._socket.close()


@contextmanager
def line(port: int) -> Iterator[Line]:
    """The line to the browser's one page, when it is there. Raises TimeoutError."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            with urlopen(f"http://127.0.0.1:{port}/json") as answer:
                targets = json.load(answer)
        except (URLError, ConnectionError):
            targets = []
        pages = [t for t in targets if t["type"] == "page" and t["url"].startswith("http")]
        if pages:
            break
        if time.monotonic() > deadline:
            raise TimeoutError("Chromium shows no page")
        time.sleep(0.2)
    (page,) = pages
    made = Line(page["webSocketDebuggerUrl"])
    try:
        yield made
    finally:
        made.close()
