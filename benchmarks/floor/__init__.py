"""Bare Django: what the like of our pages costs at the least. Session, CSRF, the same database, as many bytes."""
