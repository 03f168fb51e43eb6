"""A little OpenID provider on loopback; what it signs can be made wrong."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey, KeySet


class OpenIdDouble:
    """Knows one person, hands out codes, checks PKCE and the client's secret, signs with a key."""

    client_id, client_secret = "chunfeng", "told-by-the-provider"

    def __init__(self, issuer: str) -> None:
        self.issuer = issuer
        self.person: dict[str, object] = {
            "sub": "p-17",
            "email": "ada@example.org",
            "email_verified": True,
        }
        self.wrong: dict[str, object] = {}
        """Claims that are put into the ID token in place of the right ones."""
        self.key = self.published = ECKey.generate_key("P-256", {"kid": "k1", "use": "sig"})
        self.asked: dict[str, dict[str, str]] = {}

    def authorise(self, address: str) -> str:
        """What happens in the browser at the provider: the address that it comes back to."""
        query = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert query["code_challenge_method"] == "S256"
        assert query["response_type"] == "code"
        code = f"code-{len(self.asked)}"
        self.asked[code] = query
        return f"{query['redirect_uri']}?code={code}&state={query['state']}"

    def token(self, form: dict[str, str], authorization: str) -> tuple[int, dict[str, object]]:
        """The answer of the token endpoint."""
        asked = self.asked.pop(form.get("code", ""), None)
        secret = base64.b64encode(f"{self.client_id}:{self.client_secret}".encode()).decode()
        if asked is None or authorization != f"Basic {secret}":
            return 400, {"error": "invalid_grant"}
        proof = hashlib.sha256(form["code_verifier"].encode()).digest()
        challenge = base64.urlsafe_b64encode(proof).rstrip(b"=").decode()
        if challenge != asked["code_challenge"] or form["redirect_uri"] != asked["redirect_uri"]:
            return 400, {"error": "invalid_grant"}
        return 200, {
            "access_token": "opaque",
            "token_type": "Bearer",
            "id_token": self._id_token(asked["nonce"]),
        }

    def _id_token(self, nonce: str) -> str:
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": self.client_id,
            "iat": now,
            "exp": now + 300,
            "nonce": nonce,
            **self.person,
            **self.wrong,
        }
        return jwt.encode({"alg": "ES256", "kid": "k1"}, claims, self.key, algorithms=["ES256"])

    def described(self) -> dict[str, object]:
        """What stands at .well-known/openid-configuration."""
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorise",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
        }

    def keys(self) -> dict[str, object]:
        """The public keys."""
        return KeySet([self.published]).as_dict(private=False)


@contextmanager
def serving() -> Iterator[OpenIdDouble]:
    """The provider on a port of its own."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    server.double = OpenIdDouble(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield server.double
    server.shutdown()
    server.server_close()
    thread.join()


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        double = self.server.double
        pages = {
            "/.well-known/openid-configuration": double.described,
            "/keys": double.keys,
        }
        page = pages.get(self.path)
        self._answer(404, {}) if page is None else self._answer(200, page())

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"])).decode()
        form = {name: values[0] for name, values in parse_qs(body).items()}
        self._answer(*self.server.double.token(form, self.headers.get("authorization", "")))

    def _answer(self, status: int, value: dict[str, object]) -> None:
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Says nothing."""
