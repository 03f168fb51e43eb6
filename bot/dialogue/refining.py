"""Other posts than those on the table: nearer, better paid, day shift, another batch."""

from __future__ import annotations

from pathlib import Path

from bot.conversation.context import Rows, TurnContext
from bot.conversation.job_search import JobSearch
from bot.conversation.menus import Menus
from bot.conversation.reply import Button, Reply
from bot.dialogue.focus import Focus
from bot.dialogue.post_filters import FILTERS, monthly_pay
from knowledge.answering.answer import Status
from knowledge.answering.wording import Wording
from knowledge.glossary import Glossary
from knowledge.language.intent import Intent
from knowledge.language.message import ParsedMessage
from knowledge.language.refinements import Refinement
from knowledge.people.profile import Fact
from knowledge.posts.match import Match

DIALOGUE_TEXTS = Path(__file__).with_name("dialogue.toml")
CONDITIONS = frozenset(
    {
        "wage_min_month", "no_night_shift", "board_lodging", "part_time", "refused_work",
        "weekends_off", "hours_a_day", "times_of_day", "commute_minutes", "districts",
        "only_these_districts", "kinds",
    }
)  # fmt: skip
"""Facts that a search holds posts to."""
_SURE = 0.3
_OFFERED = (
    Refinement.NEARER, Refinement.BETTER_PAID, Refinement.DAY_SHIFT, Refinement.NEXT,
)  # fmt: skip


class Refining:
    """The last search in another order or with less in it; never a search for something else."""

    def __init__(self, menus: Menus, search: JobSearch, glossary: Glossary) -> None:
        self._menus, self._search, self._glossary = menus, search, glossary
        self._wording = Wording.load(DIALOGUE_TEXTS)

    def takes(self, parsed: ParsedMessage, focus: Focus) -> bool:
        """Whether the message asks something of the list on the table as a whole."""
        if not focus.posts:
            return False
        about = parsed.intents.share(Intent.REFINE)
        if parsed.refinements:
            # A new trade starts a search of its own; a rule asked about is for the clauses.
            other = parsed.intents.share(Intent.QUESTION, Intent.COMPLAINT, Intent.JOB_WISH)
            # 换一批 is said of nothing but a list, though it may have had a question after it.
            least = _SURE / 3 if Refinement.NEXT in parsed.refinements else _SURE
            sure = about >= least or (focus.is_fresh and other < 0.5)
            return sure and not _names_work(parsed)
        return focus.is_fresh and about >= 2 * _SURE and not _names_work(parsed)

    def reply(self, turn: TurnContext, focus: Focus) -> Reply:
        """The posts that are left, under a line that says what was done."""
        turn.route = turn.state.last_route = "job_search"
        asked = [one for one in turn.parsed.refinements if one is not Refinement.NEXT]
        if any(fact.name in CONDITIONS for fact in turn.learned):
            return self._search.again(turn)
        if Refinement.NEXT in turn.parsed.refinements and not asked:
            return self._search.more(turn)
        return self._one(turn, focus, asked[0]) if asked else self._which(turn, "refine_which")

    def pressed(self, turn: TurnContext, name: str, focus: Focus) -> Reply | None:
        """The button of one refinement; None for any other name."""
        if name not in set(Refinement):
            return None
        turn.state.last_route = "job_search"
        one = Refinement(name)
        return self._search.more(turn) if one is Refinement.NEXT else self._one(turn, focus, one)

    def _one(self, turn: TurnContext, focus: Focus, asked: Refinement) -> Reply:
        if asked in (Refinement.EASIER, Refinement.CHEAPER):
            return self._which(turn, f"refine_{asked}")
        pool = self._search.pool(turn)
        if asked is Refinement.NEARER:
            return self._nearer(turn, pool)
        if asked is Refinement.BETTER_PAID:
            chosen = self._better_paid(pool, focus)
        elif asked is Refinement.CENTRAL:
            central = self._glossary.places.central_districts
            chosen = tuple(match for match in pool if match.post.district in central)
        else:
            chosen = tuple(match for match in pool if FILTERS[asked](match.post))
        return self._shown(turn, chosen, asked)

    def _nearer(self, turn: TurnContext, pool: tuple[Match, ...]) -> Reply:
        places = self._glossary.places
        home = places.district_of(turn.masked) or turn.profile.home_district
        if home is None and len(turn.profile.districts) == 1:
            home = turn.profile.districts[0]
        turn.learn([Fact("stays_near", value=True, said=turn.masked)])
        if home is None:
            turn.keeps_screen = True
            turn.state.ask_for("home_district", "job_search")
            return turn.reply(Status.CLARIFY, self._wording.text("refine_where", turn.lang))
        here = [match for match in pool if match.post.district == home]
        beside = [m for m in pool if places.are_neighbours(home, m.post.district)]
        name = places.name(home, turn.lang)
        return self._shown(turn, (*here, *beside), Refinement.NEARER, district=name)

    def _better_paid(self, pool: tuple[Match, ...], focus: Focus) -> tuple[Match, ...]:
        """What pays more than the least of the list, the best paid first."""
        paid = {m.post.post_id: pay for m in pool if (pay := monthly_pay(m.post)) is not None}
        shown = [paid[id_] for id_ in focus.posts if id_ in paid]
        least = min(shown, default=0)
        better = [m for m in pool if paid.get(m.post.post_id, 0) > least]
        return tuple(sorted(better, key=lambda match: -paid[match.post.post_id]))

    def _shown(
        self, turn: TurnContext, chosen: tuple[Match, ...], asked: Refinement, **values: object
    ) -> Reply:
        what = self._wording.text(f"refined_{asked}", turn.lang, **values)
        if not chosen:
            turn.keeps_screen = True
            text = self._wording.text("refined_none", turn.lang, what=what)
            return turn.reply(Status.MATCHED_NONE, text, self._buttons(turn, asked))
        head = self._wording.text("refined_head", turn.lang, what=what)
        return self._search.show(turn, chosen, head)

    def _which(self, turn: TurnContext, key: str) -> Reply:
        turn.keeps_screen = True
        text = self._wording.text(key, turn.lang)
        return turn.reply(Status.CLARIFY, text, self._buttons(turn, None))

    def _buttons(self, turn: TurnContext, tried: Refinement | None) -> Rows:
        buttons = [
            Button(self._wording.text(f"button_{one}", turn.lang), f"refine:{one}")
            for one in _OFFERED
            if one is not tried
        ]
        return tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2))


_WELFARE = (Refinement.NO_WELFARE, Refinement.ONLY_WELFARE)


def _names_work(parsed: ParsedMessage) -> bool:
    """Whether a trade is named, so that other work is searched; 公益性岗位 is none."""
    return parsed.names_trade and not any(one in parsed.refinements for one in _WELFARE)
