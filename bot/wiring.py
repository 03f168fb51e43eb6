"""The one place where objects meet: from settings to what the surfaces talk to."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date, datetime
from functools import cached_property
from pathlib import Path

from bot.conversation.alerts import Alerts
from bot.conversation.asking import Asking
from bot.conversation.calculations import Calculations
from bot.conversation.clarifying import Clarifying
from bot.conversation.eligibility import Eligibility
from bot.conversation.eligibility_words import EligibilityWords
from bot.conversation.events import Events
from bot.conversation.following import Following, FollowingParts
from bot.conversation.handoff import Handoffs
from bot.conversation.hearing import Hearing
from bot.conversation.job_search import JobSearch
from bot.conversation.known_posts import KnownPosts
from bot.conversation.menus import Menus
from bot.conversation.my_data import MyData
from bot.conversation.news import News
from bot.conversation.noted import Noted
from bot.conversation.outcomes import Outcomes
from bot.conversation.post_actions import PostActions
from bot.conversation.post_applying import FOLLOWING_TEXTS, PostApplying
from bot.conversation.post_hiding import PostHiding
from bot.conversation.profile_card import ProfileCard
from bot.conversation.profile_talk import ProfileTalk
from bot.conversation.profile_text import ProfileText
from bot.conversation.programmes import Programmes
from bot.conversation.rating import Ratings
from bot.conversation.turn import Turns
from bot.dialogue.flow import Flow
from bot.dialogue.parts import Parts
from bot.dialogue.post_details import PostDetails
from bot.dialogue.refining import Refining
from bot.dialogue.safety import Safety
from bot.settings import Settings
from index.adapter import AdaptedEncoder, LinearAdapter
from index.bundled import BUNDLED, open_bundled
from index.encoder import Encoder, SentenceTransformerEncoder
from index.joint_encoder import JointEncoder, open_e5
from index.manifest import SnapshotError
from index.remembering import RememberingEncoder
from index.tokens import Tokenizer
from knowledge.answering.answering import Answering
from knowledge.answering.model.protocol import ChatModel
from knowledge.answering.wording import Wording
from knowledge.database import SessionFactory, open_database, session_factory
from knowledge.database_file import make_folder_private
from knowledge.eligibility.programme import programme_faults
from knowledge.events.store import load_sample_offerings
from knowledge.glossary import DEFAULT_GLOSSARY, Glossary
from knowledge.installation_key import installation_key
from knowledge.language.intent import IntentClassifier
from knowledge.language.message import MessageParser
from knowledge.policies.refresh import Refresher, RefreshReport
from knowledge.policies.release import ReleaseShelf
from knowledge.posts.shelf import PostShelf
from knowledge.posts.store import load_samples_if_never_imported
from knowledge.reviews.golden import golden_path
from knowledge.rules.calculators.calculator import calculator_faults
from knowledge.rules.files import RuleFileInvalid
from knowledge.rules.retirement import load_table
from knowledge.safety.detecting import AlarmDetector
from knowledge.sealing import Seal


def rule_faults(clause_ids: frozenset[str]) -> tuple[list[str], list[str]]:
    """What the rule files have against these clauses: what stops a release, what to warn of."""
    found = (programme_faults(PROGRAMMES, clause_ids), calculator_faults(clause_ids))
    refusals = [one for stops, _ in found for one in stops]
    warnings = [one for _, warns in found for one in warns]
    try:
        load_table(clause_ids=clause_ids)
    except RuleFileInvalid as fault:
        warnings.append(f"retirement table: {fault}")
    return refusals, warnings


logger = logging.getLogger(__name__)

_ROOT = Path(__file__).parent.parent
PROGRAMMES = _ROOT / "knowledge" / "eligibility" / "programmes"
CONVERSATION_TEXTS = _ROOT / "bot" / "conversation" / "wording.toml"

Progress = Callable[[int, int], None]


class Services:
    """Everything that a command may need, each part made when it is first asked for."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    @cached_property
    def sessions(self) -> SessionFactory:
        """Sessions on a database whose schema is current."""
        folder = self.settings.data_dir
        make_folder_private(folder)
        seal = Seal(installation_key(folder))
        return session_factory(open_database(self.settings.database, seal))

    @cached_property
    def glossary(self) -> Glossary:
        """The project's terms and the files that staff added."""
        own = self.settings.staff_glossary
        added = self.settings.glossary or ((own,) if own.is_file() else ())
        return Glossary.load(DEFAULT_GLOSSARY, *added)

    @cached_property
    def encoder(self) -> Encoder:
        """The encoder that the settings name, or the bundled one."""
        if self.settings.encoder:
            return RememberingEncoder(SentenceTransformerEncoder(self.settings.encoder))
        return RememberingEncoder(open_bundled(self.settings.data_dir))

    @cached_property
    def clause_encoder(self) -> Encoder:
        """What clauses are found by: both encoders, turned towards the clauses, or another one."""
        if not self.encoder.fingerprint.startswith(BUNDLED):
            return self.encoder
        return RememberingEncoder(AdaptedEncoder(self.joint_encoder, LinearAdapter.load()))

    @cached_property
    def joint_encoder(self) -> Encoder:
        """The bundled encoder and the second one side by side, whatever the settings name."""
        return RememberingEncoder(JointEncoder(self.intent_encoder, open_e5()))

    @cached_property
    def intent_encoder(self) -> Encoder:
        """What intents are read with: their weights were fitted on the bundled encoder."""
        if self.encoder.fingerprint.startswith(BUNDLED):
            return self.encoder
        return RememberingEncoder(open_bundled(self.settings.data_dir))

    @cached_property
    def parser(self) -> MessageParser:
        """Parses every message once."""
        detector = AlarmDetector.load(self.intent_encoder, self.joint_encoder)
        return MessageParser(self.glossary, self.intent_encoder, IntentClassifier(), detector)

    @cached_property
    def tokenizer(self) -> Tokenizer:
        """Words for the lexical side; the glossary's terms are kept whole."""
        return Tokenizer(self.glossary.extra_words)

    @cached_property
    def refresher(self) -> Refresher:
        """Publishes releases of the knowledge base."""
        return Refresher(
            self._releases,
            self.clause_encoder,
            self.tokenizer,
            sessions=self.sessions,
            gate=rule_faults,
            translations=self.glossary.pairs,
        )

    @cached_property
    def release_shelf(self) -> ReleaseShelf:
        """The release that is served; `prepare` sees to it that there is one."""
        return ReleaseShelf(self._releases, self.clause_encoder, self.tokenizer)

    @cached_property
    def post_shelf(self) -> PostShelf:
        """The posts that are matched; `prepare` sees to it that they are indexed."""
        return PostShelf(
            self.settings.data_dir / "posts",
            self.encoder,
            self.tokenizer,
            sessions=self.sessions,
            glossary=self.glossary,
        )

    @cached_property
    def answering(self) -> Answering:
        """Questions in, answers out."""
        return Answering(self.release_shelf, self.glossary, self.tokenizer, self._chat_model())

    @cached_property
    def conversation(self) -> Turns:
        """What every surface talks to."""
        wording = Wording.load(CONVERSATION_TEXTS)
        menus, profile_text = Menus(wording), ProfileText(self.glossary.places)
        job_search = JobSearch(menus, wording, self.post_shelf, self.glossary)
        asking = Asking(menus, wording, self.release_shelf)
        handoffs = Handoffs(menus, self.sessions, self.now)
        card = ProfileCard(profile_text, self.sessions, self.glossary)
        talk = ProfileTalk(menus, wording, card, self.sessions, glossary=self.glossary)
        parts = Parts(
            menus=menus,
            wording=wording,
            glossary=self.glossary,
            profile_talk=talk,
            answering=self.answering,
            asking=asking,
            job_search=job_search,
            post_details=PostDetails(menus, self.post_shelf, self.glossary),
            refining=Refining(menus, job_search, self.glossary),
            clarifying=Clarifying(menus, self.answering, asking, self.glossary),
            parser=self.parser,
            following=self._following(profile_text),
            eligibility=Eligibility(
                menus,
                wording,
                self._programmes(wording),
                noted=Noted(wording, profile_text),
            ),
            calculations=Calculations(self.release_shelf.current, talk),
            my_data=MyData(
                menus,
                wording,
                self.sessions,
                card=card,
                golden=golden_path(self.settings.data_dir),
            ),
            handoffs=handoffs,
            safety=Safety(menus, handoffs, self.answering, asking, releases=self.release_shelf),
            ratings=Ratings(self.sessions),
        )
        return Turns(self.sessions, Flow(parts), self.today)

    @cached_property
    def news(self) -> News:
        """What people are told unasked."""
        wording = Wording.load(FOLLOWING_TEXTS)
        return News(self._known_posts, wording, self.glossary, clock=self.now)

    @property
    def _known_posts(self) -> KnownPosts:
        return KnownPosts(self.sessions, self.post_shelf)

    def _following(self, profile_text: ProfileText) -> Following:
        wording = Wording.load(FOLLOWING_TEXTS)
        posts = PostActions(
            self._known_posts,
            wording,
            self.glossary,
            hiding=PostHiding(self.sessions, wording, self.glossary, profile_text),
            applying=PostApplying(wording, self.release_shelf, self.glossary),
        )
        parts = FollowingParts(
            posts=posts,
            events=Events(self.sessions, wording, self.glossary, self.release_shelf),
            alerts=Alerts(self.sessions, wording),
            outcomes=Outcomes(self.sessions, wording),
            news=self.news,
        )
        return Following(parts, wording)

    def _programmes(self, wording: Wording) -> Programmes:
        return Programmes(
            PROGRAMMES,
            self.release_shelf,
            wording,
            hearing=Hearing(self.glossary),
            words=EligibilityWords(),
        )

    def today(self) -> date:
        """The date in the bureau's time zone."""
        return self.now().date()

    def now(self) -> datetime:
        """The moment by the bureau's clock."""
        return datetime.now(self.settings.zone)

    def prepare(self, progress: Progress | None = None) -> RefreshReport | None:
        """
        Makes what a start needs and does not find: the release, the sample posts, their index.

        :return: the report of the refresh, if one was needed.
        """
        report = None
        # What staff wrote is read before anything that takes minutes to make.
        _ = self.glossary
        try:
            _ = self.release_shelf
        except SnapshotError as fault:
            logger.warning("building the knowledge base: %s", fault)
            report = self.refresher.refresh(self.settings.documents_dir, progress)
        load_samples_if_never_imported(self.sessions, today=self.today())
        load_sample_offerings(self.sessions, today=self.today(), glossary=self.glossary)
        if not self.post_shelf.is_current():
            logger.warning("indexing the posts")
            self.post_shelf.rebuild(self.today(), progress)
        return report

    @property
    def _releases(self) -> Path:
        return self.settings.data_dir / "releases"

    def _chat_model(self) -> ChatModel | None:
        if self.settings.chat_model is None:
            return None
        # LangChain takes over a second to import, and most installations never use it.
        from knowledge.answering.model.chat_model import ChatModelOptions, LangchainChatModel

        key = self.settings.chat_model_api_key
        return LangchainChatModel(
            ChatModelOptions(
                name=self.settings.chat_model,
                base_url=self.settings.chat_model_base_url,
                api_key=key.get_secret_value() if key else None,
                timeout_s=self.settings.chat_model_timeout_s,
            )
        )
