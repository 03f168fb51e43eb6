"""Which programmes a message names."""

from __future__ import annotations

import pytest

from knowledge.eligibility.naming import named_in

LOANS = ["startup-guaranteed-loan-enterprise", "startup-guaranteed-loan-individual"]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("企业留岗红包（2021年）还有没有", ["retention-red-envelope-enterprise"]),
        ("Can we get the Stable-Post refund?", ["stable-post-refund-2025"]),
        ("失业保险稳岗返还怎么办", ["stable-post-refund-2025"]),
        ("灵活就业社保补贴", ["flexible-employment-social-insurance-subsidy"]),
        ("失业保险", ["unemployment-benefit"]),
        ("创业担保贷款", LOANS),
        ("今天天气好", []),
    ],
)  # fmt: skip
def test_a_name_inside_a_longer_one_is_not_meant(programmes, text, ids):
    assert [one.programme_id for one in named_in(text, programmes.values())] == ids
