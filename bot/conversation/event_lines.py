"""Events and courses in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.answering.wording import Wording
from knowledge.events.finding import Found, Wanted
from knowledge.events.offering import Offering, OfferingKind
from knowledge.glossary import Glossary
from knowledge.language import Lang


@dataclass(frozen=True, slots=True)
class EventLines:
    """Says what an event or a course is, in either language."""

    wording: Wording
    glossary: Glossary

    def listed(
        self,
        shown: Sequence[Offering],
        kind: OfferingKind,
        found: Found,
        wanted: Wanted,
        *,
        lang: Lang,
    ) -> str:
        """Several, numbered, under what is to be said of all of them."""
        lines = [self._head(kind, found, wanted, lang)]
        if any(one.is_sample for one in shown):
            lines.append(self.wording.text("samples_offered", lang))
        lines += [self._line(one, number, lang) for number, one in enumerate(shown, 1)]
        lines.append(self.wording.text("press_for_more", lang))
        return "\n".join(lines)

    def _head(self, kind: OfferingKind, found: Found, wanted: Wanted, lang: Lang) -> str:
        said = [self.wording.text("none_then", lang)] if found.is_later else []
        if found.is_other_trade:
            names = _joined(self._trades(wanted.trades, lang), lang)
            said.append(self.wording.text("other_trade", lang, trades=names))
        elif found.is_elsewhere:
            names = _joined([self.glossary.places.name(d, lang) for d in wanted.districts], lang)
            said.append(self.wording.text("elsewhere", lang, districts=names))
        return "\n".join(said or [self.wording.text(f"{kind}s_head", lang)])

    def card(self, one: Offering, lang: Lang) -> str:
        """All that the feed says of one."""
        description = one.description_en or one.description
        lines = [
            one.name(lang),
            f"{self.days(one, lang)} · {self._place(one, lang)} · {one.organiser}",
            self._about(one, lang),
            one.description if lang is Lang.ZH else description,
            self.wording.text("offering_contact", lang, contact=one.contact) if one.contact else "",
            one.source_url,
            self.wording.text("samples_offered", lang) if one.is_sample else "",
        ]
        return "\n".join(line for line in lines if line)

    def beside(self, key: str, one: Offering, lang: Lang) -> str:
        """One line under posts."""
        return self.wording.text(
            key,
            lang,
            days=self.days(one, lang),
            title=one.name(lang),
            certificate=self._certificate(one, lang),
        )

    def reminder(self, one: Offering, lang: Lang) -> str:
        """What somebody is reminded with."""
        days, place = self.days(one, lang), self._place(one, lang)
        title = one.name(lang)
        return self.wording.text("told_event", lang, days=days, title=title, place=place)

    def days(self, one: Offering, lang: Lang) -> str:
        """From when to when."""
        if one.starts == one.ends:
            return str(one.starts)
        return self.wording.text("days_to", lang, first=one.starts, last=one.ends)

    def _line(self, one: Offering, number: int, lang: Lang) -> str:
        return self.wording.text(
            f"{one.kind}_line",
            lang,
            number=number,
            title=one.name(lang),
            days=self.days(one, lang),
            place=self._place(one, lang),
            organiser=one.organiser,
            about=self._about(one, lang),
        )

    def _place(self, one: Offering, lang: Lang) -> str:
        if not one.district:
            return one.venue or self.wording.text("place_whole_city", lang)
        return f"{self.glossary.places.name(one.district, lang)} {one.venue}".strip()

    def _about(self, one: Offering, lang: Lang) -> str:
        said = []
        if one.hours:
            said.append(self.wording.text("hours", lang, hours=one.hours))
        if one.certificate:
            name = self._certificate(one, lang)
            said.append(self.wording.text("certificate", lang, certificate=name))
        if one.cost is not None:
            key = "cost" if one.cost else "cost_free"
            said.append(self.wording.text(key, lang, cost=f"{one.cost:,.0f}"))
        return _joined(said, lang, "，")

    def _certificate(self, one: Offering, lang: Lang) -> str:
        named = [entry for entry in self.glossary.entries if entry.zh == one.certificate]
        if lang is Lang.ZH or not named:
            return one.certificate
        return f"{named[0].en} ({one.certificate})"

    def _trades(self, trades: Sequence[str], lang: Lang) -> list[str]:
        english = {entry.zh: entry.en for entry in self.glossary.entries}
        return [trade if lang is Lang.ZH else english.get(trade, trade) for trade in trades]


def _joined(parts: Sequence[str], lang: Lang, chinese: str = "、") -> str:
    return (chinese if lang is Lang.ZH else ", ").join(parts)
