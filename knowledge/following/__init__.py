"""Staying in touch: what people keep, hide and report, and what they are told later."""
