"""Sign-in by OpenID Connect: sends people to the provider and reads who came back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from authlib.integrations.base_client import OAuthError  # type: ignore[import-untyped]
from authlib.integrations.httpx_client import OAuth2Client  # type: ignore[import-untyped]
from authlib.oidc.core import CodeIDToken  # type: ignore[import-untyped]
from httpx2 import HTTPError
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from knowledge.staff.provider_visits import Departure, Identity

_TIMEOUT_S = 5.0
# A clock of the provider that goes half a minute wrong is no attack.
_LEEWAY_S = 30
# Signatures by a key pair only: with HS256 whoever knows the client's secret could sign.
_ALGORITHMS = ["RS256", "PS256", "ES256", "EdDSA"]


class ProviderUnavailable(Exception):
    """The provider does not answer, or not as OpenID Connect Discovery says."""


class IdentityRefused(Exception):
    """What the provider or the browser brought back is not a proof of who it is."""


@dataclass(frozen=True, slots=True)
class ProviderSettings:
    """What the provider's administrator gives out; the secret may be empty for public clients."""

    issuer: str
    client_id: str
    client_secret: str


class Provider:
    """One OpenID provider; what it publishes is read anew each time, so that keys may change."""

    def __init__(self, settings: ProviderSettings) -> None:
        self._settings = settings

    def address(self, departure: Departure, return_to: str) -> str:
        """
        Where the browser is sent.

        :raises ProviderUnavailable: if the provider's description cannot be read.
        """
        with self._client(return_to) as client:
            endpoint = self._described(client)["authorization_endpoint"]
            address, _ = client.create_authorization_url(
                endpoint,
                state=departure.state,
                nonce=departure.nonce,
                code_verifier=departure.verifier,
            )
        return str(address)

    def identity(self, departure: Departure, return_to: str, brought: str) -> Identity:
        """
        Who came back.

        :param brought: the address, with its query, that the browser came back to.
        :raises IdentityRefused: if code, signature, issuer, audience, nonce or time do not hold.
        :raises ProviderUnavailable: if the provider cannot be asked.
        """
        with self._client(return_to) as client:
            described = self._described(client)
            token = self._token(client, described["token_endpoint"], departure, brought)
            keys = self._json(client, described["jwks_uri"])
        if "id_token" not in token:
            raise IdentityRefused("the provider gave no ID token")
        return self._checked(token, keys, departure.nonce)

    def _client(self, return_to: str) -> OAuth2Client:
        return OAuth2Client(
            client_id=self._settings.client_id,
            client_secret=self._settings.client_secret or None,
            token_endpoint_auth_method="client_secret_basic"
            if self._settings.client_secret
            else "none",
            scope="openid email",
            redirect_uri=return_to,
            code_challenge_method="S256",
            timeout=_TIMEOUT_S,
        )

    def _described(self, client: OAuth2Client) -> dict[str, str]:
        address = f"{self._settings.issuer.rstrip('/')}/.well-known/openid-configuration"
        described = self._json(client, address)
        # OpenID Connect Discovery 4.3: the issuer must be exactly the one that was asked.
        if described.get("issuer") != self._settings.issuer:
            raise ProviderUnavailable(
                f"asked {self._settings.issuer}, it calls itself {described.get('issuer')}"
            )
        missing = {"authorization_endpoint", "token_endpoint", "jwks_uri"} - set(described)
        if missing:
            raise ProviderUnavailable(f"{address} lacks {', '.join(sorted(missing))}")
        return described

    def _json(self, client: OAuth2Client, address: str) -> dict[str, Any]:
        try:
            answer = client.request("GET", address, withhold_token=True)
            value = answer.raise_for_status().json()
        except (HTTPError, ValueError) as fault:
            raise ProviderUnavailable(f"{address}: {fault}") from fault
        if not isinstance(value, dict):
            raise ProviderUnavailable(f"{address} holds no object")
        return value

    def _token(
        self, client: OAuth2Client, endpoint: str, departure: Departure, brought: str
    ) -> dict[str, Any]:
        try:
            token = client.fetch_token(
                endpoint,
                authorization_response=brought,
                state=departure.state,
                code_verifier=departure.verifier,
            )
        except OAuthError as fault:
            raise IdentityRefused(f"no token: {fault.error}") from fault
        except (HTTPError, ValueError) as fault:
            raise ProviderUnavailable(f"{endpoint}: {fault}") from fault
        return dict(token)

    def _checked(self, token: dict[str, Any], keys: dict[str, Any], nonce: str) -> Identity:
        settings = self._settings
        options = {"iss": {"value": settings.issuer}, "aud": {"value": settings.client_id}}
        params = {
            "nonce": nonce,
            "client_id": settings.client_id,
            "access_token": token.get("access_token"),
        }
        try:
            key_set = KeySet.import_key_set(keys)  # type: ignore[arg-type]
            read = jwt.decode(str(token["id_token"]), key_set, algorithms=_ALGORITHMS)
            claims = CodeIDToken(read.claims, read.header, options, params)
            claims.validate(leeway=_LEEWAY_S)
        except (JoseError, ValueError) as fault:
            raise IdentityRefused(f"the ID token does not hold: {fault}") from fault
        email = claims.get("email") if claims.get("email_verified") is True else None
        return Identity(settings.issuer, str(claims["sub"]), email)
