"""Step: a chat model, where one is set, says what a message is for that the rules left open."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import BaseModel

from knowledge.answering.draft import Draft, Route
from knowledge.answering.model.protocol import ChatModel, ModelUnavailable, Prompt
from knowledge.answering.model.unplaced import is_open
from knowledge.answering.wording import Wording

# A question stays one, and so stays declined; what somebody told of themselves the rules hear.
_LEAVES_AS_IT_IS = frozenset({Route.QUESTION, Route.PROFILE})


class _Routed(BaseModel):
    """What the message is for."""

    route: Route


@dataclass(frozen=True, slots=True)
class RouteByModel:
    """
    Moves a question that no clause answers to where it may be settled.

    What the conversation took for something else never comes here. So the model can bring in a
    person or help in distress, and can take neither away; nor can it make an answer of what was
    refused, for only clauses make answers.
    """

    model: ChatModel | None
    prompts: Wording

    def __call__(self, draft: Draft) -> None:
        """Fills `route` if the message is no question; the trace says what the model said."""
        if self.model is None or draft.use.is_over or not is_open(draft):
            return
        prompt = Prompt(
            self.prompts.text("route", draft.asked_in),
            f"<message>\n{draft.masked}\n</message>",
        )
        try:
            routed = self.model.fill(prompt, _Routed, draft.use)
        except ModelUnavailable as fault:
            draft.notes["route_unavailable"] = str(fault)
            return
        draft.notes["route_by_model"] = routed.route.value
        if routed.route not in _LEAVES_AS_IT_IS:
            draft.route = routed.route
