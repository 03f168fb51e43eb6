"""How to apply for a post: the steps of its kind, with the clauses that say so."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bot.conversation.context import TurnContext
from bot.conversation.known_posts import titled
from bot.conversation.reply import Reply
from knowledge.answering.answer import Status
from knowledge.answering.wording import Wording
from knowledge.glossary import Glossary
from knowledge.language import Lang
from knowledge.policies.citation import Citation
from knowledge.policies.release import ReleaseShelf
from knowledge.posts.post import ANY_OF_CITY_LIST, Channel, Post
from knowledge.posts.wording import STATUS
from knowledge.vocabulary import PersonStatus, PostKind

FOLLOWING_TEXTS = Path(__file__).with_name("following.toml")

_WELFARE_CLAUSES = (
    "public-welfare-posts-rule-2016.where",
    "employment-difficulty-recognition.documents",
    "unemployment-registration.documents",
)
_CHANNEL_CLAUSES = {
    Channel.ENLISTMENT: ("college-student-enlistment-2021.how-to-apply",),
    Channel.RESEARCH_ASSISTANT: ("research-assistant-posts.how-to-apply",),
    Channel.GRASSROOTS_PROJECT: (
        "three-supports-one-assistance-2025.how-to-apply",
        "west-plan-volunteers.how-to-apply",
    ),
}


@dataclass(frozen=True, slots=True)
class PostApplying:
    """Tells the steps; it says nothing of papers or offices that no clause says."""

    wording: Wording
    releases: ReleaseShelf
    glossary: Glossary

    def steps(self, turn: TurnContext, post: Post) -> Reply:
        """The steps for this post."""
        lines = [self._text("applying", turn.lang, title=titled(post, turn.lang))]
        lines += self._lines_of_kind(post, turn.lang)
        lines += self._lines_of_notice(post, turn.lang)
        citations = self._citations(turn, post)
        text = "\n".join(lines)
        if citations:
            quotes = "\n\n".join(citation.quote for citation in citations)
            text = f"{text}\n\n{self._text('apply_clauses', turn.lang)}\n\n{quotes}"
        return Reply(Status.ANSWERED, turn.lang, text, citations=citations)

    def _lines_of_kind(self, post: Post, lang: Lang) -> list[str]:
        if post.kind is PostKind.ENTERPRISE:
            return [self._text("apply_enterprise", lang, employer=post.employer)]
        if post.kind is PostKind.POLICY:
            channel = self._text(f"channel_{post.channel or 'none'}", lang)
            return [self._text("apply_policy", lang, channel=channel)]
        lines = [self._text("apply_public_welfare", lang)]
        if ANY_OF_CITY_LIST in post.statuses_required:
            lines.append(self._text("apply_city_list", lang))
        elif post.statuses_required:
            known = [s for s in PersonStatus if s in post.statuses_required]
            names = ("、" if lang is Lang.ZH else ", ").join(
                STATUS[status].in_lang(lang) for status in known
            )
            lines.append(self._text("apply_statuses", lang, statuses=names))
        return lines

    def _lines_of_notice(self, post: Post, lang: Lang) -> list[str]:
        district = self.glossary.places.name(post.district, lang)
        lines = [self._text("apply_place", lang, place=f"{district} {post.address}".strip())]
        if post.contact:
            lines.append(self._text("apply_contact", lang, contact=post.contact))
        if post.source_url:
            lines.append(self._text("apply_url", lang, url=post.source_url))
        if not post.contact and not post.source_url:
            lines.append(self._text("apply_no_contact", lang))
        if post.closes_on:
            lines.append(self._text("apply_closes", lang, day=post.closes_on))
        return lines

    def _citations(self, turn: TurnContext, post: Post) -> tuple[Citation, ...]:
        wanted: tuple[str, ...] = ()
        if post.kind is PostKind.PUBLIC_WELFARE:
            wanted = _WELFARE_CLAUSES
        elif post.channel is not None:
            wanted = _CHANNEL_CLAUSES.get(post.channel, ())
        if not wanted:
            return ()
        release = self.releases.current()
        turn.release_id = release.release_id
        found = (release.clause(clause_id, turn.lang) for clause_id in wanted)
        return tuple(release.cite(clause) for clause in found if clause is not None)

    def _text(self, key: str, lang: Lang, **values: object) -> str:
        return self.wording.text(key, lang, **values)
