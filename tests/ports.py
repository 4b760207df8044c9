"""Ports of this machine for servers of the tests' own."""

import socket


def free_port() -> int:
    """A port at the loopback address at which nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port
