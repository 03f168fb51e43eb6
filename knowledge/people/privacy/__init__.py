"""Recognisers of personal data, one a kind; knowledge.people.personal_data asks them all."""
