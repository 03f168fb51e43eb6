"""What each stage of training learns, how long and how fast."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Stage:
    """How long, how fast and at what a stage learns."""

    name: str
    steps: int
    row_rate: float
    body_rate: float  # 0 leaves everything but the Chinese rows as it is
    weights: dict[str, float]  # a task's share of the loss; tasks not named are left out
    every: dict[str, int] = field(default_factory=dict)  # a task's turn comes every so many steps
    warm_up: int = 50  # steps over which the rates rise
    falling: float = 1.0  # the share of the steps, the last ones, over which they fall
    runs: int = 1  # from the same start, then averaged


STAGES = (
    Stage("rows", 1000, 2e-3, 0.0, {"sentences": 1.0, "dictionary": 0.5}),
    Stage(
        "all",
        610,
        1e-3,
        1.5e-4,
        {"sentences": 1.0, "dictionary": 0.7, "english": 4.0, "esco": 0.4, "onet": 0.4, "own": 0.4},
        {"dictionary": 3, "english": 4, "esco": 5, "onet": 5, "own": 5},
        falling=0.25,
        runs=2,
    ),
    # Job titles pull English away from the base model; this brings back what they do not need.
    Stage(
        "settle",
        150,
        3e-4,
        6e-5,
        {"sentences": 1.0, "english": 8.0, "esco": 0.3, "onet": 0.3},
        {"english": 2, "esco": 6, "onet": 6},
        warm_up=15,
        runs=2,
    ),
)
