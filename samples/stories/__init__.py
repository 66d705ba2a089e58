"""The stories behind the samples: each makes a message, its DNS, and says what is to come out.

Names end in `.example`, or are those of services of the catalogue; addresses are documentation addresses. Nothing here
was ever sent. A chapter is a module with one constant `CHAPTER`, and its name stands here in the order of telling.
"""

from samples.stories import (
    authorized_own,
    authorized_third_party,
    fetched,
    forwarded,
    hops_without_client,
    internal,
    internal_server_leak,
    mailing_list,
    own_hosts_in_front,
    spoofed,
    submissions_and_bounces,
    traps,
    unaligned_third_party,
    undetermined,
    unverifiable,
)
from samples.stories.telling import Made, Story, Zone, story

__all__ = ["STORIES", "Made", "Story", "Zone", "story"]

STORIES: tuple[Story, ...] = (
    *authorized_own.CHAPTER,
    *authorized_third_party.CHAPTER,
    *forwarded.CHAPTER,
    *mailing_list.CHAPTER,
    *internal_server_leak.CHAPTER,
    *unaligned_third_party.CHAPTER,
    *spoofed.CHAPTER,
    *unverifiable.CHAPTER,
    *undetermined.CHAPTER,
    *internal.CHAPTER,
    *traps.CHAPTER,
    *fetched.CHAPTER,
    *own_hosts_in_front.CHAPTER,
    *hops_without_client.CHAPTER,
    *submissions_and_bounces.CHAPTER,
)
