""" "Not for me because ...": the post stays away, and the wish changes only after a yes."""

from __future__ import annotations

from dataclasses import dataclass

from bot.conversation.context import TurnContext
from bot.conversation.known_posts import ref_of, titled
from bot.conversation.profile_text import ProfileText
from bot.conversation.reply import Button, Reply
from knowledge.answering.answer import Status
from knowledge.answering.wording import Wording
from knowledge.database import SessionFactory
from knowledge.following.hiding import HideReason, changed_wish, hide_post
from knowledge.glossary import Glossary
from knowledge.posts.post import Post


@dataclass(frozen=True, slots=True)
class PostHiding:
    """Hides posts and learns from why."""

    sessions: SessionFactory
    wording: Wording
    glossary: Glossary
    profile_text: ProfileText

    def hide(self, turn: TurnContext, post: Post) -> Reply:
        """The post does not come back; the reason is asked for."""
        hide_post(self.sessions, turn.seeker_id, post.post_id, today=turn.today)
        buttons = [
            Button(
                self.wording.text(f"reason_{reason}", turn.lang),
                f"post:why:{reason}:{ref_of(post.post_id)}",
            )
            for reason in HideReason
        ]
        text = self.wording.text("hidden", turn.lang, title=titled(post, turn.lang))
        return turn.reply(Status.NOTICE, text, (tuple(buttons[:3]), tuple(buttons[3:])))

    def because(self, turn: TurnContext, post: Post, said: str) -> Reply | None:
        """The reason is kept; where it would change the wish, that is asked."""
        if said not in set(HideReason):
            return None
        reason = HideReason(said)
        hide_post(self.sessions, turn.seeker_id, post.post_id, today=turn.today, reason=reason)
        proposed = changed_wish(reason, post, turn.profile, self.glossary)
        if proposed is None:
            word = self.wording.text(f"reason_{reason}", turn.lang)
            title = titled(post, turn.lang)
            text = self.wording.text("noted_reason", turn.lang, title=title, reason=word)
            return turn.reply(Status.NOTICE, text, (self._again(turn),))
        fact = self.profile_text.fact(proposed.name, proposed.value, turn.lang)
        yes = self.wording.text("button_wish_yes", turn.lang)
        no = self.wording.text("button_wish_no", turn.lang)
        row = (
            Button(yes, f"post:wish:{reason}:{ref_of(post.post_id)}"),
            Button(no, "post:wish_no"),
        )
        text = self.wording.text("ask_wish", turn.lang, fact=fact)
        return turn.reply(Status.CLARIFY, text, (row,))

    def change_wish(self, turn: TurnContext, post: Post, said: str) -> Reply | None:
        """The person said yes: the wish is changed as it was proposed."""
        if said not in set(HideReason):
            return None
        fact = changed_wish(HideReason(said), post, turn.profile, self.glossary)
        if fact is None:
            return self.keep_wish(turn)
        turn.learn([fact])
        shown = self.profile_text.fact(fact.name, fact.value, turn.lang)
        text = self.wording.text("wish_changed", turn.lang, fact=shown)
        return turn.reply(Status.PROFILE, text, (self._again(turn),))

    def keep_wish(self, turn: TurnContext) -> Reply:
        """The person said no."""
        text = self.wording.text("wish_kept", turn.lang)
        return turn.reply(Status.NOTICE, text, (self._again(turn),))

    def _again(self, turn: TurnContext) -> tuple[Button, ...]:
        return (Button(self.wording.text("button_search_again", turn.lang), "menu:work"),)
