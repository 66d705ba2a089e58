"""What the tests of triage share."""

import pytest

from mailpath.inputs.mailboxes import messages_below
from mailpath.triage.queue import triage
from samples.complaints.make import FOLDER
from tests.triage.queues import DNS, SETTINGS


@pytest.fixture(scope="session")
def inbox():
    return triage(messages_below(str(FOLDER / "inbox")), dns=DNS, settings=SETTINGS)
