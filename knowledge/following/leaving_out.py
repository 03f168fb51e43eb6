"""Posts that one seeker is not to be shown."""

from __future__ import annotations

from knowledge.database import SessionFactory
from knowledge.following.hiding import hidden_posts
from knowledge.following.reporting import reported_posts, suspended_posts


def left_out(sessions: SessionFactory, seeker_id: int) -> frozenset[str]:
    """Ids of posts that are suspended, that the seeker hid, or that the seeker reported."""
    return (
        suspended_posts(sessions)
        | hidden_posts(sessions, seeker_id)
        | reported_posts(sessions, seeker_id)
    )
