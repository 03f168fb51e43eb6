"""Vacancies: their feed, their rules and their match with a person."""
