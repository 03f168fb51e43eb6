"""Cells of a feed read once into typed values, one small grammar for each kind of cell."""
