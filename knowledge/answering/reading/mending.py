"""Step: what was misspelled is searched for as it was meant."""

from __future__ import annotations

import re

from index.chinese import simplified
from knowledge.answering.draft import Draft
from knowledge.glossary import Glossary
from knowledge.policies.release import Release
from knowledge.spelling import Spelling

_ENGLISH_WORD = re.compile(r"[A-Za-z]{2,}")
_CHINESE_RUN = re.compile(r"[一-鿿]{2,}")


class MendSpelling:
    """Knows the words of the release in use; the words of the person stay on record as written."""

    def __init__(self, glossary: Glossary) -> None:
        self._glossary = glossary
        self._known: tuple[str, Spelling] | None = None

    def __call__(self, draft: Draft) -> None:
        """Fills `asked` and, until a follow-up says otherwise, `search_text`."""
        meant = self._spelling(draft.release).meant(draft.masked, draft.asked_in)
        # The words by which a side is asked for stand in the tables in simplified characters.
        draft.asked = simplified(meant)
        draft.search_text = draft.asked
        if draft.asked != draft.masked:
            draft.notes["meant"] = draft.asked

    def _spelling(self, release: Release) -> Spelling:
        if self._known is None or self._known[0] != release.release_id:
            texts = [
                part
                for document in release.documents.values()
                for clause in document.clauses
                for part in (document.title, clause.heading, clause.text)
            ]
            english = [word for text in texts for word in _ENGLISH_WORD.findall(text)]
            chinese = {run for text in texts for run in _CHINESE_RUN.findall(text)}
            self._known = (release.release_id, Spelling(english, self._glossary, chinese))
        return self._known[1]
