"""The recognisers on hundreds of invented texts of all kinds: what they find, what they leave."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import pytest

from knowledge.people.personal_data import PersonalKind, find_personal_data, masked

DATA = Path(__file__).parents[3] / "data"
MARK = re.compile(r"<(\w+):([^<>]*)>")
NOT_PERSONAL = (DATA / "not_personal_data.txt").read_text("utf-8").splitlines()


def marked_texts() -> list[tuple[str, list[tuple[PersonalKind, int, int]]]]:
    """Each text without its marks, and what they marked: kind, start, end."""
    lines = (DATA / "personal_data.txt").read_text("utf-8").splitlines()
    texts = []
    for line in lines:
        text, marks, at = "", [], 0
        line = line.replace("\\n", "\n")
        for mark in MARK.finditer(line):
            text += line[at : mark.start()]
            marks.append((PersonalKind(mark[1]), len(text), len(text) + len(mark[2])))
            text, at = text + mark[2], mark.end()
        texts.append((text + line[at:], marks))
    return texts


def test_99_of_100_are_found_and_no_kind_stays_behind() -> None:
    found, all_of = defaultdict(int), defaultdict(int)
    missed = []
    for text, marks in marked_texts():
        covered = {at for one in find_personal_data(text) for at in range(one.start, one.end)}
        for kind, start, end in marks:
            all_of[kind] += 1
            is_found = all(at in covered for at in range(start, end) if text[at].isalnum())
            found[kind] += is_found
            if not is_found:
                missed.append((kind, text))
    assert sum(found.values()) >= 0.99 * sum(all_of.values()), missed
    assert not [kind for kind in PersonalKind if found[kind] < 0.95 * all_of[kind]], missed


def test_at_most_1_of_100_other_texts_is_touched() -> None:
    touched = [text for text in NOT_PERSONAL if masked(text) != text]
    assert len(touched) <= 0.01 * len(NOT_PERSONAL), touched


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        # A right check digit needs no word beside it.
        ("11010519491231002X", PersonalKind.IDENTITY),
        ("A123456(3)", PersonalKind.IDENTITY),
        ("A123456789", PersonalKind.IDENTITY),
        ("4111 1111 1111 1111", PersonalKind.CARD),
        ("815000199307210235", PersonalKind.IDENTITY),
        # A wrong one needs it.
        ("香港身份证 A123456(7)", PersonalKind.IDENTITY),
        ("银行卡4111 1111 1111 1112", PersonalKind.CARD),
        ("身份证500112\n199003078971", PersonalKind.IDENTITY),
    ],
)
def test_a_number_is_known_by_its_check_digit_or_by_the_words_beside_it(
    text: str, kind: PersonalKind
) -> None:
    assert [one.kind for one in find_personal_data(text)] == [kind]


@pytest.mark.parametrize(
    "text",
    ["A123456(7)", "A123456788", "4111 1111 1111 1112", "H12-345678", "订单号4111111111111111"],
)
def test_without_either_it_is_a_number_of_a_thing(text: str) -> None:
    assert masked(text) == text


@pytest.mark.timeout(5)
@pytest.mark.parametrize(
    "text",
    ["我叫" * 3_000, "联系人：" * 2_500, "叫王小明" * 2_500, "1 " * 5_000, "a at " * 2_000],
)
def test_a_text_made_to_take_long_does_not(text: str) -> None:
    find_personal_data(text)
