"""Finding posts: what the person said becomes a profile, the profile finds posts."""

from __future__ import annotations

from pathlib import Path

from bot.conversation.context import Rows, TurnContext
from bot.conversation.job_words import JobWords
from bot.conversation.menus import Menus
from bot.conversation.more_choices import MoreChoices
from bot.conversation.post_questions import PostQuestions
from bot.conversation.profile_text import ProfileText
from bot.conversation.reply import Button, Reply
from bot.conversation.why_not import WhyNot
from knowledge.answering.answer import Status
from knowledge.answering.wording import Wording
from knowledge.glossary import Glossary
from knowledge.people.profile import Fact
from knowledge.people.spoken_trades import official_trades
from knowledge.people.understanding import wish_text
from knowledge.people.wishes import search_words
from knowledge.posts.match import Match
from knowledge.posts.nearest import nearest
from knowledge.posts.opening import Search
from knowledge.posts.report import MatchReport
from knowledge.posts.searching import SHOWN_AT_ONCE, Viewer, search_posts
from knowledge.posts.shelf import PostShelf
from knowledge.vocabulary import PersonStatus

JOB_TEXTS = Path(__file__).with_name("job_search.toml")
_INTRODUCTIONS = 3
_NEAREST = 3
_SPARE = 10


class JobSearch:
    """Posts for a wish; the rules bar, the similarity orders, every post says why."""

    def __init__(
        self, menus: Menus, wording: Wording, shelf: PostShelf, glossary: Glossary
    ) -> None:
        self._menus, self._wording, self._shelf = menus, wording, shelf
        self._glossary = glossary
        self._profile_text = ProfileText(glossary.places)
        self._own = Wording.load(JOB_TEXTS)
        self._words = JobWords()
        self._questions = PostQuestions(self._own, glossary)
        self._why_not = WhyNot(menus, self._own, shelf, glossary)
        self._choices = MoreChoices(menus, self._own, shelf, glossary)

    def start(self, turn: TurnContext) -> Reply:
        """From the button: with a wish on record it searches, else it asks for one."""
        if turn.profile.wishes or turn.state.wish:
            return self.search(turn, turn.state.wish)
        return turn.reply(Status.CLARIFY, self._wording.text("ask_work", turn.lang))

    def from_message(self, turn: TurnContext) -> Reply:
        """What the message wishes, after it was understood."""
        turn.state.wish = wish_text(
            turn.masked, turn.lang, today=turn.today, glossary=self._glossary
        )
        if not turn.state.wish and turn.parsed.names_trade:
            # The readers of facts heard a question; the intent says that the trade is wished for.
            trades = official_trades(turn.masked, self._glossary)
            turn.state.wish = search_words(trades, self._glossary)
        if not turn.state.wish and not turn.profile.wishes and not turn.learned:
            return turn.reply(Status.CLARIFY, self._wording.text("ask_work", turn.lang))
        turn.state.shown_posts = []
        turn.state.nothing_pending()
        return self.search(turn, turn.state.wish)

    def again(self, turn: TurnContext) -> Reply:
        """The last search after a fact was put right; other work is searched by its own words."""
        if any(fact.name == "wishes" for fact in turn.learned):
            turn.state.wish = ""
        turn.state.shown_posts = []
        return self.search(turn, turn.state.wish)

    def more(self, turn: TurnContext) -> Reply:
        """The next posts of the last search."""
        return self.search(turn, turn.state.wish, first=False)

    def takes_answer(self, turn: TurnContext) -> bool:
        """Learns from a message that is nothing but the answer to the question under posts."""
        return self._questions.is_typed_answer(turn)

    def explains(self, turn: TurnContext) -> Reply | None:
        """A "why not?" or "what opens more?"; None where the message asks neither."""
        if self._words.asks_for_more(turn.masked):
            return self._choices.reply(turn)
        return self._why_not.reply(turn)

    def pool(self, turn: TurnContext) -> tuple[Match, ...]:
        """All that the last search found and the person did not refuse, best first."""
        report = self._search(turn, turn.state.wish)
        return tuple(match for match in report.matches if not self._is_refused(match, turn))

    def show(self, turn: TurnContext, chosen: tuple[Match, ...], head: str) -> Reply:
        """These posts under that line, as the list on the table."""
        fresh = chosen[:SHOWN_AT_ONCE]
        shown = [*turn.state.shown_posts, *(m.post.post_id for m in fresh)]
        turn.state.shown_posts = list(dict.fromkeys(shown))
        lines = [head]
        if any(match.post.is_sample for match in fresh):
            lines.append(self._wording.text("sample_posts", turn.lang))
        return Reply(
            status=Status.MATCHED,
            lang=turn.lang,
            text="\n".join(lines),
            posts=fresh,
            buttons=self._ways_on(turn),
        )

    def was_told(self, turn: TurnContext) -> bool:
        """Whether the message, once understood, told what was asked under the posts."""
        return self._questions.is_told(turn)

    def pressed(self, turn: TurnContext, action: str) -> Reply:
        """The buttons `jobs:...`: fact, cert, relax, why with what they stand for; opens."""
        kind, _, rest = action.partition(":")
        if kind in {"fact", "cert"} and self._questions.answered(turn, action):
            return self.again(turn)
        if kind == "relax" and self._choices.relaxed(turn, rest):
            return self.again(turn)
        if kind == "opens":
            return self._choices.reply(turn)
        reply = self._why_not.of(turn, rest) if kind == "why" else None
        return reply or self._menus.say(turn, "unknown_action")

    def search(self, turn: TurnContext, wish: str, *, first: bool = True) -> Reply:
        """Matches, leaving out what was shown before."""
        report = self._search(turn, wish)
        turn.trace["considered"] = report.considered
        turn.trace["barred"] = dict(report.barred)
        seen = set(turn.state.shown_posts)
        unseen = (match for match in report.matches if match.post.post_id not in seen)
        fresh = tuple(m for m in unseen if not self._is_refused(m, turn))[:SHOWN_AT_ONCE]
        if not fresh:
            return self._none(turn, report, first=first)
        beside = self._beside(turn, fresh) if first else ()
        asked = self._questions.ask(turn, report.matches)
        turn.state.shown_posts = [*turn.state.shown_posts, *(m.post.post_id for m in fresh)]
        turn.trace["posts"] = [
            {"post_id": match.post.post_id, "score": round(match.score, 4)} for match in fresh
        ]
        lines = [self._text(turn, fresh_is_sample=any(m.post.is_sample for m in fresh))]
        lines += [self._own.text("fisherman_more", turn.lang)] if beside else []
        lines += [asked.text] if asked else []
        return Reply(
            status=Status.MATCHED,
            lang=turn.lang,
            text="\n".join(lines),
            posts=(*fresh, *beside),
            buttons=(*(asked.rows if asked else ()), *self._ways_on(turn)),
        )

    def _search(self, turn: TurnContext, wish: str) -> MatchReport:
        return search_posts(
            self._shelf.matcher(),
            turn.profile,
            wish,
            today=turn.today,
            lang=turn.lang,
            viewer=Viewer(str(turn.seeker_id), turn.left_out()),
        )

    def _ways_on(self, turn: TurnContext) -> Rows:
        more = self._menus.button("more", "jobs:more", turn.lang)
        may = self._menus.button("may", "menu:may", turn.lang)
        opens = Button(self._own.text("button_opens", turn.lang), "jobs:opens")
        return ((more, may), (opens,))

    def _beside(self, turn: TurnContext, fresh: tuple[Match, ...]) -> tuple[Match, ...]:
        """Further posts for a withdrawn fisherman who is shown fewer than three."""
        # Source: the city's plan for withdrawn fishermen (2021): three introductions at least.
        is_fisherman = PersonStatus.WITHDRAWN_FISHERMAN in turn.profile.statuses
        lacking = _INTRODUCTIONS - len(fresh) if is_fisherman else 0
        return self._nearest(turn, lacking) if lacking > 0 else ()

    def _nearest(self, turn: TurnContext, most: int) -> tuple[Match, ...]:
        search = Search(turn.profile, turn.state.wish, turn.today)
        found = nearest(self._shelf.matcher(), search, lang=turn.lang, most=most + _SPARE)
        out = turn.left_out()
        kept = (match for match in found if match.post.post_id not in out)
        return tuple(match for match in kept if not self._is_refused(match, turn))[:most]

    def _is_refused(self, match: Match, turn: TurnContext) -> bool:
        """Whether the post is of a trade that the person said not to do."""
        trades = set(official_trades(match.post.title, self._glossary))
        return not trades.isdisjoint(turn.profile.refused_work)

    def _text(self, turn: TurnContext, *, fresh_is_sample: bool) -> str:
        lines = []
        shown = [fact for fact in turn.learned if _is_told(fact)]
        if shown:
            facts = self._profile_text.facts(shown, turn.lang)
            lines.append(self._wording.text("profile_understood", turn.lang, facts=facts))
        lines.append(self._wording.text("matched_head", turn.lang))
        if fresh_is_sample:
            lines.append(self._wording.text("sample_posts", turn.lang))
        return "\n".join(lines)

    def _none(self, turn: TurnContext, report: MatchReport, *, first: bool) -> Reply:
        """The nearest posts, one-tap buttons for the wishes in the way, training and a person."""
        if not first and report.matches:
            return self._menus.say(turn, "no_more_posts", Status.MATCHED_NONE)
        turn.state.nothing_pending()
        near = self._nearest(turn, _NEAREST)
        relaxing = self._choices.buttons(turn, self._choices.best(turn))
        lines = [self._wording.text("matched_none", turn.lang)]
        lines += [self._own.text("none_nearest", turn.lang)] if near else []
        lines += [self._own.text("none_relax", turn.lang)] if relaxing else []
        lines.append(self._own.text("none_training", turn.lang))
        person = self._menus.button("person", "menu:person", turn.lang)
        return Reply(
            status=Status.MATCHED_NONE,
            lang=turn.lang,
            text="\n".join(lines),
            posts=near,
            buttons=(*relaxing, *self._menus.main_buttons(turn.lang)[:1], (person,)),
        )


def _is_told(fact: Fact) -> bool:
    """Whether the fact says something: a wish given up or a question declined leaves nothing."""
    return fact.name != "declined" and fact.value not in (None, (), "")
