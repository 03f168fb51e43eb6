"""What a message is for: a fitted classifier over the encoder's vector; see INTENTS.md."""

from __future__ import annotations

from knowledge.language.intent.classifier import IntentClassifier, Intents
from knowledge.language.intent.names import FocusKind, Intent

__all__ = ["FocusKind", "Intent", "IntentClassifier", "Intents"]
