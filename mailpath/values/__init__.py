"""Frozen values that every other floor shares; this package imports nothing of ours."""
