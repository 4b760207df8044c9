"""Somebody between browser and app: passes bytes on, but changes the head of each connection's first request."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

Change = Callable[[bytes], bytes]


def adds(header: str) -> Change:
    """Adds a header, as a proxy does."""
    return lambda head: head.replace(b"\r\n", f"\r\n{header}\r\n".encode(), 1)


def names_host(host: str) -> Change:
    """Passes on the host under which it was asked itself."""

    def changed(head: bytes) -> bytes:
        lines = head.split(b"\r\n")
        return b"\r\n".join(f"Host: {host}".encode() if line.lower().startswith(b"host:") else line for line in lines)

    return changed


@contextmanager
def between(address: str, change: Change) -> Iterator[str]:
    """The address of one who stands before the app at `address`."""
    port = urlsplit(address).port
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with suppress(OSError):
            while True:
                asking, _ = listening.accept()
                threading.Thread(target=_converse, args=(asking, port, change), daemon=True).start()

    serving = threading.Thread(target=serve, daemon=True)
    serving.start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    listening.shutdown(socket.SHUT_RDWR)
    serving.join()
    listening.close()


def _converse(asking: socket.socket, port: int, change: Change) -> None:
    with asking, socket.create_connection(("127.0.0.1", port)) as answering:
        back = threading.Thread(target=_pass_on, args=(answering, asking, bytes), daemon=True)
        back.start()
        _pass_on(asking, answering, change)
        back.join()


def _pass_on(source: socket.socket, target: socket.socket, change: Change) -> None:
    with suppress(OSError):
        part = change(source.recv(65536))
        while part:
            target.sendall(part)
            part = source.recv(65536)
    with suppress(OSError):
        target.shutdown(socket.SHUT_WR)
