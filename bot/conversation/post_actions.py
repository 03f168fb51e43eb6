"""What one can do with a post: look at it, save, hide, report it, see how to apply."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from bot.conversation.context import Rows, TurnContext
from bot.conversation.known_posts import KnownPosts, ref_of, titled
from bot.conversation.post_applying import PostApplying
from bot.conversation.post_hiding import PostHiding
from bot.conversation.reply import Button, Reply
from bot.dialogue.focus import Focus
from knowledge.answering.answer import Status
from knowledge.answering.wording import Wording
from knowledge.following.groups import groups_of
from knowledge.following.outcomes import Interest, note_interest
from knowledge.following.reporting import ReportReason, report_post
from knowledge.following.saving import MOST_SAVED, SavedPost, save_post, saved_posts, unsave_post
from knowledge.glossary import Glossary
from knowledge.language.message import ParsedMessage
from knowledge.language.reference import LAST
from knowledge.posts.post import Post

_WORDS = Path(__file__).with_name("post_words.toml")
_LONGEST = 40
"""Characters of a message that is about a post on the screen."""
_MOST_CARDS = 5
_ASKS = re.compile(
    r"[?？吗呢嘛吧]|是不是|会不会|什么|真的"
    r"|\b(?:is|are|does|do|can) (?:it|this|that|they|the|number|\d)",
    re.IGNORECASE,
)
"""Whether the words ask rather than order; "can you hide 2" orders."""


class PostActions:
    """The buttons of a post, and the words that mean the same."""

    def __init__(
        self,
        known: KnownPosts,
        wording: Wording,
        glossary: Glossary,
        *,
        hiding: PostHiding,
        applying: PostApplying,
    ) -> None:
        self._known, self._wording, self._glossary = known, wording, glossary
        self._hiding, self._applying = hiding, applying
        self._verbs: dict[str, Callable[[TurnContext, Post], Reply]] = {
            "open": self._open,
            "save": self._save,
            "unsave": self._unsave,
            "hide": hiding.hide,
            "report": self._ask_report,
            "apply": self._apply,
        }
        self._because: dict[str, Callable[[TurnContext, Post, str], Reply | None]] = {
            "why": hiding.because,
            "wish": hiding.change_wish,
            "reported": self._reported,
        }

    def pressed(self, turn: TurnContext, rest: str) -> Reply | None:
        """`<verb>:<post>` or `<verb>:<reason>:<post>`; None where there is no such button."""
        verb, _, about = rest.partition(":")
        if verb == "wish_no":
            return self._hiding.keep_wish(turn)
        reason = ""
        if verb in self._because:
            reason, _, about = about.partition(":")
        elif verb not in self._verbs:
            return None
        post = self._known.post(about)
        turn.keeps_screen = True
        if post is None:
            return turn.reply(Status.NOTICE, self._wording.text("gone", turn.lang))
        if verb in self._because:
            return self._because[verb](turn, post, reason)
        return self._verbs[verb](turn, post)

    def takes(self, parsed: ParsedMessage, focus: Focus) -> bool:
        """Whether the words say what a button does: "收藏第二个", "report the third"."""
        if len(parsed.masked) > _LONGEST:
            return False
        verb = _first_of(_words()["verbs"], parsed.masked)
        if verb is None or (verb != "apply" and _ASKS.search(parsed.masked)):
            # A question about a post must not do anything with it.
            return False
        return self._meant(parsed, focus) is not None

    def asks_saved(self, text: str) -> bool:
        """Whether the words ask for the saved posts."""
        return len(text) <= _LONGEST and bool(_words()["saved"]["pattern"].search(text))

    def asks(self, text: str) -> bool:
        """Whether the words ask about a post rather than order something."""
        return _ASKS.search(text) is not None

    def names_fraud(self, text: str) -> bool:
        """Whether the words speak of fraud."""
        return _words()["report_reasons"]["scam"].search(text) is not None

    def typed(self, turn: TurnContext, focus: Focus) -> Reply:
        """Does what `takes` has found to be said."""
        verb = _first_of(_words()["verbs"], turn.masked)
        post_id = self._meant(turn.parsed, focus)
        post = None if post_id is None or verb is None else self._known.post(ref_of(post_id))
        if post is None or verb is None:
            return self.saved(turn)
        turn.keeps_screen = True
        reasons = {"hide": "hide_reasons", "report": "report_reasons"}
        reason = _first_of(_words()[reasons[verb]], turn.masked) if verb in reasons else None
        if reason is None:
            return self._verbs[verb](turn, post)
        said = self._hiding.because if verb == "hide" else self._reported
        return said(turn, post, reason) or self._verbs[verb](turn, post)

    def doubts(self, turn: TurnContext, post_id: str | None) -> Reply:
        """Somebody asks whether a post is honest: nothing is reported, it is offered."""
        turn.keeps_screen = True
        text = self._wording.text("scam_doubt", turn.lang)
        post = None if post_id is None else self._known.post(ref_of(post_id))
        if post is not None:
            asked = self._ask_report(turn, post)
            return turn.reply(Status.CLARIFY, f"{text}\n{asked.text}", asked.buttons)
        numbers = tuple(
            Button(str(number), f"post:report:{ref_of(id_)}")
            for number, id_ in enumerate(turn.state.posts_on_screen, 1)
        )
        which = self._wording.text("scam_which", turn.lang)
        return turn.reply(Status.CLARIFY, f"{text}\n{which}", (numbers,) if numbers else ())

    def open(self, turn: TurnContext, post_id: str) -> Reply:
        """The card of one post of the list."""
        post = self._known.post(ref_of(post_id))
        if post is None:
            return turn.reply(Status.NOTICE, self._wording.text("gone", turn.lang))
        return self._open(turn, post)

    def saved(self, turn: TurnContext) -> Reply:
        """What the person keeps: the open ones as cards, the closed ones marked."""
        kept = saved_posts(self._known.sessions, turn.seeker_id, today=turn.today)
        if not kept:
            return turn.reply(Status.NOTICE, self._wording.text("saved_none", turn.lang))
        lines = [self._wording.text("saved_head", turn.lang, count=len(kept))]
        lines += [self._saved_line(turn, one) for one in kept]
        still_open = [one.post.post_id for one in kept if not one.is_closed][:_MOST_CARDS]
        matches = [self._known.match(turn, post_id) for post_id in still_open]
        shown = tuple(match for match in matches if match is not None)
        status = Status.MATCHED if shown else Status.NOTICE
        rows = self.buttons(turn, shown[0].post) if len(shown) == 1 else ()
        return Reply(status, turn.lang, "\n".join(lines), posts=shown, buttons=rows)

    def numbers(self, reply: Reply) -> Rows:
        """A row with a number for each of several posts of a reply."""
        if len(reply.posts) < 2:
            return ()
        row = tuple(
            Button(str(number), f"post:open:{ref_of(match.post.post_id)}")
            for number, match in enumerate(reply.posts, 1)
        )
        return (row,)

    def buttons(self, turn: TurnContext, post: Post) -> Rows:
        """What can be done with one post."""
        kept = saved_posts(self._known.sessions, turn.seeker_id, today=turn.today)
        is_saved = any(one.post.post_id == post.post_id for one in kept)
        save = "unsave" if is_saved else "save"
        return (
            (self._button(save, turn, post), self._button("apply", turn, post)),
            (self._button("hide", turn, post), self._button("report", turn, post)),
        )

    def _open(self, turn: TurnContext, post: Post) -> Reply:
        match = self._known.match(turn, post.post_id)
        title = titled(post, turn.lang)
        if match is None:
            text = self._wording.text("closed_now", turn.lang, title=title)
            return turn.reply(Status.NOTICE, text, (self._saved_button(turn),))
        turn.keeps_screen, turn.state.post_in_focus = True, post.post_id
        text = self._wording.text("card", turn.lang, title=title)
        return Reply(
            Status.MATCHED, turn.lang, text, posts=(match,), buttons=self.buttons(turn, post)
        )

    def _save(self, turn: TurnContext, post: Post) -> Reply:
        if not save_post(self._known.sessions, turn.seeker_id, post.post_id, today=turn.today):
            text = self._wording.text("saved_too_many", turn.lang, most=MOST_SAVED)
            return turn.reply(Status.NOTICE, text, (self._saved_button(turn),))
        self._interested(turn, post, applies=False)
        text = self._wording.text("saved", turn.lang, title=titled(post, turn.lang))
        row = (self._button("apply", turn, post), *self._saved_button(turn))
        return turn.reply(Status.NOTICE, text, (row,))

    def _unsave(self, turn: TurnContext, post: Post) -> Reply:
        unsave_post(self._known.sessions, turn.seeker_id, post.post_id)
        text = self._wording.text("unsaved", turn.lang, title=titled(post, turn.lang))
        return turn.reply(Status.NOTICE, text, (self._saved_button(turn),))

    def _apply(self, turn: TurnContext, post: Post) -> Reply:
        if self._known.match(turn, post.post_id) is None:
            return self._open(turn, post)
        self._interested(turn, post, applies=True)
        reply = self._applying.steps(turn, post)
        row = (self._button("save", turn, post), self._button("report", turn, post))
        return Reply(reply.status, reply.lang, reply.text, reply.citations, buttons=(row,))

    def _ask_report(self, turn: TurnContext, post: Post) -> Reply:
        buttons = [
            Button(
                self._wording.text(f"report_{reason}", turn.lang),
                f"post:reported:{reason}:{ref_of(post.post_id)}",
            )
            for reason in ReportReason
        ]
        text = self._wording.text("report_ask", turn.lang, title=titled(post, turn.lang))
        return turn.reply(Status.CLARIFY, text, (tuple(buttons[:2]), tuple(buttons[2:])))

    def _reported(self, turn: TurnContext, post: Post, said: str) -> Reply | None:
        if said not in set(ReportReason):
            return None
        reason = ReportReason(said)
        report_post(self._known.sessions, turn.seeker_id, post.post_id, reason, today=turn.today)
        word = self._wording.text(f"report_{reason}", turn.lang)
        title = titled(post, turn.lang)
        text = self._wording.text("reported", turn.lang, reason=word, title=title)
        return turn.reply(Status.NOTICE, text)

    def _interested(self, turn: TurnContext, post: Post, *, applies: bool) -> None:
        turn.state.follows = True
        groups, label = groups_of(turn.profile), turn.state.acting_for
        interest = Interest(turn.seeker_id, label, groups, turn.today, applies)
        note_interest(self._known.sessions, interest, post)

    def _meant(self, parsed: ParsedMessage, focus: Focus) -> str | None:
        """The post of the list that the message means by number or as the one in view; or None."""
        reference = parsed.reference
        if reference is not None and reference.number is not None:
            at = len(focus.posts) - 1 if reference.number == LAST else reference.number - 1
            return focus.posts[at] if 0 <= at < len(focus.posts) else None
        one = focus.post or (focus.posts[0] if len(focus.posts) == 1 else "")
        is_this = reference is not None and reference.is_this
        return one if one and (is_this or len(focus.posts) == 1) else None

    def _saved_line(self, turn: TurnContext, kept: SavedPost) -> str:
        post = kept.post
        key = "saved_line_until" if post.closes_on else "saved_line"
        return self._wording.text(
            "saved_line_closed" if kept.is_closed else key,
            turn.lang,
            title=titled(post, turn.lang),
            employer=post.employer,
            district=self._glossary.places.name(post.district, turn.lang),
            day=post.closes_on,
        )

    def _button(self, verb: str, turn: TurnContext, post: Post) -> Button:
        text = self._wording.text(f"button_{verb}", turn.lang)
        return Button(text, f"post:{verb}:{ref_of(post.post_id)}")

    def _saved_button(self, turn: TurnContext) -> tuple[Button, ...]:
        return (Button(self._wording.text("button_saved", turn.lang), "command:saved"),)


def _first_of(patterns: dict[str, re.Pattern[str]], text: str) -> str | None:
    return next((name for name, pattern in patterns.items() if pattern.search(text)), None)


@cache
def _words() -> dict[str, dict[str, re.Pattern[str]]]:
    table: dict[str, dict[str, Any]] = tomllib.loads(_WORDS.read_text(encoding="utf-8"))
    return {
        part: {name: re.compile(pattern, re.IGNORECASE) for name, pattern in entries.items()}
        for part, entries in table.items()
    }
