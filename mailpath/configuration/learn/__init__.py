"""Settings learned from mail of one's own: `seen_in` reads a message, `learn` proposes; pure, nothing is written."""

from mailpath.configuration.learn.learning import FEWEST, PLENTY, learn
from mailpath.configuration.learn.proposal import Kind, Learned, Place, Proposal
from mailpath.configuration.learn.seen import Seen, seen_in

__all__ = ["FEWEST", "PLENTY", "Kind", "Learned", "Place", "Proposal", "Seen", "learn", "seen_in"]
