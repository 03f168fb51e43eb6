"""Two who do the same at the same moment, and a button that is pressed twice."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from httpx2 import Response
from sqlmodel import col, func, select

from knowledge.glossary_file import GlossaryChanged, glossary_text, keep_glossary, version_of
from knowledge.staff.tables import StaffRow
from tests.bot.console.office import PASSWORD, Office, token_on

TIMES = 6


def at_once(act: Callable[[int], object]) -> list[object]:
    begin = threading.Barrier(TIMES)

    def one(number: int) -> object:
        begin.wait(10)
        return act(number)

    with ThreadPoolExecutor(TIMES) as threads:
        return list(threads.map(one, range(TIMES)))


def test_one_account_is_made_of_many_presses_and_the_others_get_a_word(office: Office) -> None:
    ada = office.person("ada")
    token = token_on(ada.opens("/staff"))
    form = {"name": "lin", "password": PASSWORD, "again": PASSWORD, "roles": "caseworker"}

    def press(_number: int) -> Response:
        return ada.client.post("/console/staff", data={**form, "csrf_token": token})

    answers = [answer for answer in at_once(press) if isinstance(answer, Response)]
    codes = Counter(answer.status_code for answer in answers)
    assert codes[303] == 1, codes
    assert set(codes) <= {303, 409, 422}, codes
    for answer in answers:
        assert answer.status_code != 409 or "Somebody was faster" in answer.text
    with office.parts.sessions() as session:
        made = select(func.count()).where(col(StaffRow.name) == "lin")
        assert session.exec(made).one() == 1


def test_of_two_who_save_the_glossary_at_once_nobody_loses_a_line_unseen(office: Office) -> None:
    path = office.parts.workshop.staff_glossary
    opened = version_of(glossary_text(path))

    def save(number: int) -> bool:
        text = f"en,zh,aliases_en,aliases_zh,kind\nmeal {number},饭补{number},,,benefit\n"
        try:
            keep_glossary(path, text, opened_version=opened)
        except GlossaryChanged:
            return False
        return True

    assert at_once(save).count(True) == 1
