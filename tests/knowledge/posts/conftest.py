"""The sample posts, read and indexed once."""

from __future__ import annotations

import pytest

from knowledge.glossary import Glossary
from knowledge.posts.matching import Matcher
from knowledge.posts.post import Post
from knowledge.posts.screening import screen
from knowledge.posts.store import SAMPLES
from tests.knowledge.posts.builders import TODAY, a_matcher


@pytest.fixture(scope="session")
def samples(glossary: Glossary) -> list[Post]:
    screened = screen(SAMPLES, glossary, today=TODAY, is_sample=True)
    assert screened.held == ()
    return [post for _, post in screened.posts]


@pytest.fixture(scope="session")
def sample_matcher(samples: list[Post], glossary: Glossary) -> Matcher:
    return a_matcher(samples, glossary)
