"""A sign-in provider for the tests: OpenID Connect, code flow with PKCE, on a loopback port.

`running()` starts one. Its sign-in page offers a link for each address in `addresses`; `secrets(folder)` writes the
file that `streamlit run --secrets.files` takes. Whoever is chosen there is vouched for; what he may do in the app is
the matter of the store.
"""

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "so-tong-ket", "a-secret-of-the-tests"
Query = dict[str, str]


class Provider:
    """The running provider. `addresses` may change at any time; an address in `unverified` is not vouched for."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.addresses: list[str] = []
        self.unverified: set[str] = set()
        self.key = RSAKey.generate_key(2048, {"kid": "one", "use": "sig", "alg": "RS256"})
        self.codes: dict[str, Query] = {}

    def secrets(self, folder: Path, **access: float) -> Path:
        """The secrets of an app whose people sign in here; `access` is its table of that name."""
        path = folder / "secrets.toml"
        lines = [
            "[auth]",
            'redirect_uri = "http://127.0.0.1:{port}/oauth2callback"',
            f'cookie_secret = "{secrets.token_urlsafe(32)}"',
            f'client_id = "{CLIENT}"',
            f'client_secret = "{SECRET}"',
            f'server_metadata_url = "{self.address}/.well-known/openid-configuration"',
            'client_kwargs = { scope = "openid email", code_challenge_method = "S256" }',
            "[access]",
            *(f"{name} = {value}" for name, value in access.items()),
        ]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    def metadata(self) -> dict[str, object]:
        return {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "jwks_uri": f"{self.address}/keys",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
        }

    def page(self, asked: Query) -> str:
        """The sign-in page: a link for each address, which goes back to the app with a code."""
        assert asked["client_id"] == CLIENT
        assert asked["code_challenge_method"] == "S256"
        links = []
        for address in self.addresses:
            code = secrets.token_urlsafe(16)
            self.codes[code] = {**asked, "email": address}
            back = f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"
            links.append(f'<li><a href="{escape(back)}">{escape(address)}</a></li>')
        return f"<!doctype html><meta charset=utf-8><title>Provider</title><ul>{''.join(links)}</ul>"

    def token(self, form: Query, authorization: str) -> dict[str, object]:
        """The signed word of who came back with a code; each code counts once."""
        assert base64.b64decode(authorization.removeprefix("Basic ")).decode() == f"{CLIENT}:{SECRET}"
        asked = self.codes.pop(form["code"])
        challenge = base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest())
        assert challenge.decode().rstrip("=") == asked["code_challenge"]
        now, address = int(time.time()), asked["email"]
        claims = {"iss": self.address, "aud": CLIENT, "sub": address, "iat": now, "exp": now + 600, "email": address}
        claims |= {"nonce": asked["nonce"], "email_verified": address not in self.unverified}
        word = jwt.encode({"alg": "RS256", "kid": "one"}, claims, self.key)
        return {"access_token": "none", "token_type": "Bearer", "expires_in": 600, "id_token": word}


@contextmanager
def running() -> Iterator[Provider]:
    """A provider that answers until the block is left."""

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            match parts.path:
                case "/authorize":
                    self._send(provider.page(_first(parts.query)), "text/html")
                case "/keys":
                    self._send(json.dumps({"keys": [provider.key.as_dict(private=False)]}))
                case "/.well-known/openid-configuration":
                    self._send(json.dumps(provider.metadata()))
                case _:
                    self._send("")

        def do_POST(self) -> None:
            form = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._send(json.dumps(provider.token(_first(form), self.headers["Authorization"])))

        def _send(self, text: str, kind: str = "application/json") -> None:
            body = text.encode()
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nothing is printed."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    provider = Provider(f"http://127.0.0.1:{server.server_port}")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield provider
    server.shutdown()
    server.server_close()


def _first(query: str) -> Query:
    return {name: values[0] for name, values in parse_qs(query).items()}
