"""A small knowledge base whose answers a chat model writes, and the server that plays the model."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bot.wiring import Services
from knowledge.answering.answer import Answer
from knowledge.answering.answering import Answering
from knowledge.answering.draft import Draft, EarlierTurn
from knowledge.answering.model.breaker import Breaker
from knowledge.answering.model.chat_model import ChatModelOptions, LangchainChatModel
from knowledge.language import Lang
from knowledge.policies.release import ReleaseShelf
from tests.builders import TODAY, services_on, write_pair, write_three
from tests.openai_double import OpenAiDouble

QUESTION = {Lang.ZH: "饭补好多钱", Lang.EN: "how much is the meal allowance"}
TIMEOUT_S = 0.6

TOOLS = """
## 补多少 {#amount kind=amount for=anyone evidence="T1"}

工具补每人每年600元，最多领3年，每家企业最多6万元。

Asked as:
- 工具补好多钱

## 谁能领 {#who kind=eligibility for=anyone evidence="T1"}

登记失业的木工可以领工具补。公职人员不得领取工具补。

Asked as:
- 哪些人能领工具补

## 怎么办 {#how kind=how_to_apply for=anyone evidence="T1"}

工具补在街道办理，电话023-66778899，依据渝人社发〔2023〕77号，表格见https://example.org/form 。

Asked as:
- 工具补怎么办理
"""
TOOLS_EN = """
## How much {#amount kind=amount for=anyone evidence="T1"}

The tool allowance (工具补) is 600 yuan per person per year for at most 3 years, and at most
60,000 yuan per enterprise.

Asked as:
- how much is the tool allowance

## Who {#who kind=eligibility for=anyone evidence="T1"}

Carpenters who are registered unemployed may claim the tool allowance (工具补). Civil servants must
not claim it.

Asked as:
- who may claim the tool allowance

## How {#how kind=how_to_apply for=anyone evidence="T1"}

Apply for the tool allowance (工具补) at the sub-district, telephone 023-66778899, under
渝人社发〔2023〕77号, with the form at https://example.org/form .

Asked as:
- how do I apply for the tool allowance
"""


def made_shelf(home: Path, lexicon: Services) -> ReleaseShelf:
    """The published knowledge base: meals, boats, boots and tools."""
    documents = write_three(home / "documents")
    write_pair(documents, TOOLS, TOOLS_EN, id="tool-allowance", title="工具补办法")
    services = services_on(home / "data", like=lexicon, documents_dir=documents)
    services.refresher.refresh(documents)
    return services.release_shelf


@dataclass
class ModelWorld:
    """Asks questions with the model and without."""

    server: OpenAiDouble
    answering: Answering
    without_model: Answering

    def draft(
        self, question: str = "", lang: Lang = Lang.ZH, earlier: tuple[EarlierTurn, ...] = ()
    ) -> Draft:
        return self.answering.ask(question or QUESTION[lang], lang, TODAY, earlier)

    def quoted(self, question: str = "", lang: Lang = Lang.ZH) -> Answer:
        """The answer that there is without a model."""
        answer = self.without_model.ask(question or QUESTION[lang], lang, TODAY).answer
        assert answer is not None
        return answer


def model_at(server: OpenAiDouble, breaker: Breaker | None = None) -> LangchainChatModel:
    """A model whose failures are never enough to leave it alone, unless a breaker is given."""
    options = ChatModelOptions("openai:double", server.base_url, "sk-test", TIMEOUT_S)
    return LangchainChatModel(options, breaker or Breaker(failures_allowed=10**9))
