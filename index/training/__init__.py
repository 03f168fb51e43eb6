"""Trains the bilingual encoder: `python -m index.training --data FOLDER --out FILE`."""
