"""Alerts for new posts and the other messages that come unasked: on, off, and when not."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import time

from bot.conversation.context import Rows, TurnContext
from bot.conversation.reply import Button, Reply
from knowledge.answering.answer import Status
from knowledge.answering.wording import Wording
from knowledge.database import SessionFactory
from knowledge.following.wanting import (
    QuietHours,
    Wants,
    ask_for_outcomes,
    keep_quiet,
    remind,
    turn_alerts_off,
    turn_alerts_on,
    wants_of,
)

_QUIET_CHOICES = ((20, 9), (21, 8), (22, 7))
_START = re.compile(
    r"(?:有|来了?|出了?)新(?:的)?(?:岗位|工作|活路|职位|岗)?[^。？！?!]{0,8}(?:告诉|通知|提醒|发给|叫)"
    r"|(?:订阅|开启|打开)[^。？！?!]{0,4}(?:新岗位|岗位)?提醒"
    r"|(?:tell|notify|alert|message|let) me (?:know )?(?:of|about|when|if)[^.?!]{0,24}\bnew\b"
    r"|\bjob alerts? (?:on|please)\b|(?:set up|turn on) (?:job )?alerts?",
    re.IGNORECASE,
)
_STOP = re.compile(
    r"(?:停止|取消|关闭|关掉|退订)[^。？！?!]{0,6}(?:提醒|推送|通知|订阅)|(?:别|不要)(?:再)?(?:给我)?(?:提醒|推送|发岗位)"
    r"|(?:stop|turn off|cancel|no more)[^.?!]{0,12}(?:alerts?|notifications?|messages)|unsubscribe",
    re.IGNORECASE,
)
_LONGEST = 40


class Alerts:
    """Asks nobody to stay in touch who did not ask for it, and stops at one tap."""

    def __init__(self, sessions: SessionFactory, wording: Wording) -> None:
        self._sessions, self._wording = sessions, wording
        self._actions: dict[str, Callable[[TurnContext], Reply]] = {
            "on": self.turn_on,
            "stop": self.stop,
            "stop_all": self.stop_all,
            "deadlines_on": lambda turn: self._remind(turn, wanted=True),
            "deadlines_off": lambda turn: self._remind(turn, wanted=False),
            "outcomes_on": lambda turn: self._ask(turn, wanted=True),
            "outcomes_off": lambda turn: self._ask(turn, wanted=False),
        }

    def takes(self, text: str) -> bool:
        """Whether the words turn alerts on or off: "有新的告诉我", "stop alerts"."""
        return len(text) <= _LONGEST and bool(_STOP.search(text) or _START.search(text))

    def typed(self, turn: TurnContext) -> Reply:
        """Does what `takes` has found to be said."""
        return self.stop(turn) if _STOP.search(turn.masked) else self.turn_on(turn)

    def pressed(self, turn: TurnContext, rest: str) -> Reply | None:
        """A button of the settings, or one under an alert; None where there is no such button."""
        verb, _, hours = rest.partition(":")
        if verb == "quiet":
            return self._keep_quiet(turn, hours)
        action = self._actions.get(verb)
        return None if action is None else action(turn)

    def turn_on(self, turn: TurnContext) -> Reply:
        """From now on, for the last search or the wishes on record."""
        wish = self._wish(turn)
        if not wish:
            return turn.reply(Status.CLARIFY, self._wording.text("alerts_no_wish", turn.lang))
        turn_alerts_on(self._sessions, turn.seeker_id, wish, turn.state.acting_for)
        turn.state.follows = turn.keeps_screen = True
        quiet = self._quiet_words(wants_of(self._sessions, turn.seeker_id).quiet, turn)
        named = "、".join(turn.profile.wishes) or wish
        text = self._wording.text("alerts_set", turn.lang, wish=named, quiet=quiet)
        return turn.reply(Status.NOTICE, text, (self._ways_out(turn),))

    def stop(self, turn: TurnContext) -> Reply:
        """No more alerts for new posts."""
        turn_alerts_off(self._sessions, turn.seeker_id)
        return turn.reply(Status.NOTICE, self._wording.text("alerts_stopped", turn.lang))

    def stop_all(self, turn: TurnContext) -> Reply:
        """Nothing unasked any more: no alerts, no reminders of saved posts, no questions."""
        turn_alerts_off(self._sessions, turn.seeker_id)
        remind(self._sessions, turn.seeker_id, wanted=False)
        ask_for_outcomes(self._sessions, turn.seeker_id, wanted=False)
        return turn.reply(Status.NOTICE, self._wording.text("stopped_all", turn.lang))

    def show(self, turn: TurnContext) -> Reply:
        """What is on and off, with a button for each."""
        wants = wants_of(self._sessions, turn.seeker_id)
        state = "on" if wants.alerts_on else "off"
        lines = [
            self._wording.text(
                f"alerts_state_{state}",
                turn.lang,
                wish="、".join(turn.profile.wishes) or wants.wish,
            ),
            self._wording.text(
                "alerts_quiet", turn.lang, quiet=self._quiet_words(wants.quiet, turn)
            ),
            self._wording.text("deadlines_on" if wants.reminds else "deadlines_off", turn.lang),
            self._wording.text("outcomes_on" if wants.asks else "outcomes_off", turn.lang),
        ]
        return turn.reply(Status.NOTICE, "\n".join(lines), self._settings(turn, wants))

    def offer(self, turn: TurnContext) -> Rows:
        """The button under a search, where alerts are not on yet."""
        if turn.state.follows and wants_of(self._sessions, turn.seeker_id).alerts_on:
            return ()
        return ((self._button("alerts_on", "alerts:on", turn),),)

    def _settings(self, turn: TurnContext, wants: Wants) -> Rows:
        alerts = ("alerts_stop", "alerts:stop") if wants.alerts_on else ("alerts_on", "alerts:on")
        deadlines = "deadlines_off" if wants.reminds else "deadlines_on"
        outcomes = "outcomes_off" if wants.asks else "outcomes_on"
        hours = tuple(
            Button(
                self._wording.text("button_quiet", turn.lang, start=f"{start}:00", end=f"{end}:00"),
                f"alerts:quiet:{start}-{end}",
            )
            for start, end in _QUIET_CHOICES
        )
        return (
            (self._button(*alerts, turn),),
            (
                self._button(deadlines, f"alerts:{deadlines}", turn),
                self._button(outcomes, f"alerts:{outcomes}", turn),
            ),
            hours,
            (self._button("quiet_never", "alerts:quiet:0-0", turn),),
        )

    def _ways_out(self, turn: TurnContext) -> tuple[Button, ...]:
        return (
            self._button("alerts_stop", "alerts:stop", turn),
            self._button("alerts_settings", "command:alerts", turn),
        )

    def _wish(self, turn: TurnContext) -> str:
        return turn.state.wish or " ".join(turn.profile.wishes)

    def _keep_quiet(self, turn: TurnContext, hours: str) -> Reply | None:
        found = re.fullmatch(r"(\d{1,2})-(\d{1,2})", hours)
        if found is None or int(found[1]) > 23 or int(found[2]) > 23:
            return None
        keep_quiet(
            self._sessions, turn.seeker_id, QuietHours(time(int(found[1])), time(int(found[2])))
        )
        return self.show(turn)

    def _remind(self, turn: TurnContext, *, wanted: bool) -> Reply:
        remind(self._sessions, turn.seeker_id, wanted=wanted)
        return self.show(turn)

    def _ask(self, turn: TurnContext, *, wanted: bool) -> Reply:
        ask_for_outcomes(self._sessions, turn.seeker_id, wanted=wanted)
        return self.show(turn)

    def _quiet_words(self, quiet: QuietHours, turn: TurnContext) -> str:
        if quiet.start == quiet.end:
            return self._wording.text("quiet_never", turn.lang)
        start, end = f"{quiet.start:%H:%M}", f"{quiet.end:%H:%M}"
        return self._wording.text("quiet_between", turn.lang, start=start, end=end)

    def _button(self, key: str, action: str, turn: TurnContext) -> Button:
        return Button(self._wording.text(f"button_{key}", turn.lang), action)
