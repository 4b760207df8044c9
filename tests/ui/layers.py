"""A layer around Streamlit's server, asked as a server asks it."""

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any


def sent_by(layer: Callable[..., Coroutine[Any, Any, None]], scope: dict[str, Any]) -> list[Any]:
    """What the layer sends for a request without a body."""
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        return {"type": "http.request"}

    # In a thread of its own: once Playwright has driven a browser, this one has a running loop.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, layer(scope, receive, send)).result()
    return sent
