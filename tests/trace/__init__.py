"""Received fields to hops."""
