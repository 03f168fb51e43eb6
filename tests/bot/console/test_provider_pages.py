"""Sign-in by OpenID Connect, against a provider on loopback that can be made to lie."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from httpx2 import Response
from joserfc.jwk import ECKey

from tests.bot.console.office import Office, Person
from tests.bot.console.openid_double import OpenIdDouble, serving


@pytest.fixture
def provider() -> Iterator[OpenIdDouble]:
    with serving() as double:
        yield double


@pytest.fixture
def office(staffed_database: Path, tmp_path: Path, provider: OpenIdDouble) -> Iterator[Office]:
    made = Office.opened(
        staffed_database,
        tmp_path,
        oidc_issuer=provider.issuer,
        oidc_client_id=provider.client_id,
        oidc_client_secret=provider.client_secret,
    )
    yield made
    made.close()


def goes(person: Person) -> str:
    """The address at the provider that the browser is sent to."""
    sent = person.opens("/sign-in/provider")
    assert sent.status_code == 303
    return sent.headers["location"]


def comes_back(person: Person, address: str) -> Response:
    return person.client.get(address)


def signs_in(person: Person, provider: OpenIdDouble) -> Response:
    return comes_back(person, provider.authorise(goes(person)))


def test_the_form_offers_it_only_where_it_is_set_up(office: Office, built) -> None:
    assert "/console/sign-in/provider" in office.somebody().opens("/sign-in").text
    other = Person(built)
    assert "/console/sign-in/provider" not in other.opens("/sign-in").text
    assert other.opens("/sign-in/provider").status_code == 404


def test_who_has_an_account_of_that_address_is_admitted(
    office: Office, provider: OpenIdDouble
) -> None:
    person = office.somebody()
    assert signs_in(person, provider).status_code == 200
    assert "ada" in person.opens("/account").text


def test_the_subject_decides_from_the_second_time_on(
    office: Office, provider: OpenIdDouble
) -> None:
    signs_in(office.somebody(), provider)
    provider.person = {"sub": "p-17", "email": "new@example.org", "email_verified": True}
    again = office.somebody()
    signs_in(again, provider)
    assert "ada" in again.opens("/account").text
    provider.person = {"sub": "p-99", "email": "ada@example.org", "email_verified": True}
    heir = office.somebody()
    assert signs_in(heir, provider).status_code == 401
    assert heir.opens("/account").status_code == 303


@pytest.mark.parametrize(
    "person",
    [
        {"sub": "p-1", "email": "stranger@example.org", "email_verified": True},
        {"sub": "p-1", "email": "ada@example.org", "email_verified": False},
        {"sub": "p-1", "email": "ada@example.org"},
        {"sub": "p-1"},
    ],
    ids=["stranger", "unconfirmed", "unsaid", "no address"],
)
def test_nobody_gets_an_account_by_signing_in(
    office: Office, provider: OpenIdDouble, person: dict[str, object]
) -> None:
    provider.person = person
    answer = signs_in(office.somebody(), provider)
    assert answer.status_code == 401
    assert "no account here" in answer.text


def test_a_disabled_account_stays_closed(office: Office, provider: OpenIdDouble) -> None:
    office.person("ada").sends("/staff/chen/disable")
    provider.person = {"sub": "p-2", "email": "chen@example.org", "email_verified": True}
    assert signs_in(office.somebody(), provider).status_code == 401


@pytest.mark.parametrize(
    "wrong",
    [
        {"nonce": "another"},
        {"aud": "another-client"},
        {"aud": ["chunfeng", "another-client"], "azp": "another-client"},
        {"iss": "https://another.example"},
        {"exp": int(time.time()) - 600},
        {"iat": int(time.time()) + 6000},
        {"exp": "soon"},
    ],
    ids=["nonce", "audience", "party", "issuer", "over", "not yet", "no time"],
)
def test_a_token_that_was_not_made_for_this_sign_in_is_refused(
    office: Office, provider: OpenIdDouble, wrong: dict[str, object]
) -> None:
    provider.wrong = wrong
    person = office.somebody()
    assert signs_in(person, provider).status_code == 401
    assert person.opens("/account").status_code == 303


def test_a_token_signed_by_another_key_is_refused(office: Office, provider: OpenIdDouble) -> None:
    provider.key = ECKey.generate_key("P-256", {"kid": "k1", "use": "sig"})
    assert signs_in(office.somebody(), provider).status_code == 401


def test_only_the_browser_that_went_comes_back_and_only_once(
    office: Office, provider: OpenIdDouble
) -> None:
    went, other = office.somebody(), office.somebody()
    back = provider.authorise(goes(went))
    goes(other)
    assert comes_back(other, back).status_code == 401
    assert comes_back(went, back).status_code == 200
    went.client.cookies.set("chunfeng_departure", back.rsplit("=", 1)[1], path="/console")
    assert comes_back(went, back).status_code == 401


def test_who_comes_back_too_late_is_refused(office: Office, provider: OpenIdDouble) -> None:
    person = office.somebody()
    back = provider.authorise(goes(person))
    office.clock.passes(minutes=11)
    assert comes_back(person, back).status_code == 401


def test_a_refusal_at_the_provider_leads_back_to_the_form(
    office: Office, provider: OpenIdDouble
) -> None:
    person = office.somebody()
    back = provider.authorise(goes(person)).replace("code=code-0", "error=access_denied")
    answer = comes_back(person, back)
    assert answer.status_code == 401
    assert 'name="password"' in answer.text


def test_a_provider_that_calls_itself_otherwise_is_not_believed(
    office: Office, provider: OpenIdDouble
) -> None:
    provider.issuer = "https://another.example"
    answer = office.somebody().opens("/sign-in/provider")
    assert answer.status_code == 503
    assert "cannot be reached" in answer.text


def test_the_second_factor_is_asked_for_here_too(office: Office, provider: OpenIdDouble) -> None:
    office.person("ada").sends(
        "/staff/chen/standing", {"roles": "caseworker", "second_factor_required": "true"}
    )
    provider.person = {"sub": "p-2", "email": "chen@example.org", "email_verified": True}
    chen = office.somebody()
    assert signs_in(chen, provider).status_code == 200
    assert chen.opens("/").headers["location"] == "/console/account/second-factor"
