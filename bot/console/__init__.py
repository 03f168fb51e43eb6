"""The staff console under /console: who may do what is decided in access.py."""
