"""Programmes as data, and what their rules say about a person."""
