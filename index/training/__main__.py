"""The command line: `python -m index.training --data FOLDER --out FILE`."""

import argparse
import logging
import time
from pathlib import Path

import torch

from index.training.material import read_material
from index.training.packing import write_trained
from index.training.stages import STAGES
from index.training.train import make_tasks, new_student, run_stage

logger = logging.getLogger("index.training")


def main() -> None:
    """Train the encoder and write its file after every stage."""
    parser = argparse.ArgumentParser(prog="python -m index.training", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="holds training, data, domain")
    parser.add_argument("--out", type=Path, required=True, help="the trained file")
    parser.add_argument("--cache", type=Path, help="a folder that keeps the teacher's vectors")
    parser.add_argument("--seed", type=int, default=20261122)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    started = time.monotonic()
    material = read_material(options.data, options.seed)
    logger.info("%d words, %d pairs", len(material.words), len(material.pairs))
    student = new_student(material)
    tasks = make_tasks(student, material, options.seed, options.cache)
    for stage in STAGES:
        run_stage(student, tasks, stage)
        write_trained(
            options.out,
            words=material.words,
            rows=student.rows(),
            body=student.body_weights(),
            simplified=material.simplified,
        )
        logger.info("stage %s done after %.0f s", stage.name, time.monotonic() - started)


if __name__ == "__main__":
    main()
