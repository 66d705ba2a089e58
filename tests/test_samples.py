"""The samples: what their stories tell comes out; a lost answer never accuses; nothing forged earns an all-clear."""

import json
import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import mailpath
from mailpath.cli.exit_codes import of_report
from mailpath.outputs.json import schema
from mailpath.values.answers import Answer, Question
from mailpath.values.vocabulary import Confidence, DnsStatus, Verdict
from samples.letters import RECEIVERS
from samples.make import FOLDER, command, dns_file, table
from samples.readme import PAGES, with_made_parts
from samples.run import report_of, settings_of
from samples.stories import STORIES, Made, Story
from tests.strategies.forgeries import forged_fields

ORDER = (Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH)
BY_NAME = {story.name: story for story in STORIES}


@cache
def made(name: str) -> Made:
    return BY_NAME[name].make()


@cache
def dns_of(name: str) -> mailpath.Dns:
    return mailpath.SnapshotDns(str(FOLDER / dns_file(BY_NAME[name], made(name))))


@cache
def report(name: str) -> mailpath.Report:
    return report_of(BY_NAME[name], made(name), dns_of(name))


def judged(name: str, raw: bytes, dns: mailpath.Dns | None = None) -> mailpath.Report:
    return mailpath.check(raw, dns=dns or dns_of(name), settings=settings_of(made(name)))


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_story_comes_out(story: Story):
    found = report(story.name)
    host = found.sending_host.ip if found.sending_host else None
    assert (found.verdict, found.confidence, found.vouched, found.listed, host, of_report(found)) == (
        story.verdict,
        story.confidence,
        story.vouched,
        story.listed,
        story.host,
        story.exit_code,
    )


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_report_is_the_golden_one(story: Story):
    golden = json.loads((FOLDER / f"{story.name}.report.json").read_bytes())
    assert json.loads(mailpath.to_json(report(story.name))) == golden


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_report_fits_the_schema(story: Story):
    from jsonschema import Draft202012Validator

    validator = Draft202012Validator(json.loads(schema("report")), format_checker=Draft202012Validator.FORMAT_CHECKER)
    validator.validate(json.loads(mailpath.to_json(report(story.name))))


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_what_was_found_about_the_path_stands_among_the_reasons(story: Story):
    found = report(story.name)
    assert found.path is not None
    findings = [one.code for one in found.path.findings]
    codes = [one.code for one in found.reasons]
    assert set(findings) <= set(codes)
    assert sorted(set(findings), key=findings.index) == sorted(set(findings), key=codes.index)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_files_are_as_their_story_makes_them(story: Story):
    assert (FOLDER / f"{story.name}.eml").read_bytes() == made(story.name).letter.sealed() + made(story.name).tail


def test_readme_and_commands_are_made_from_the_stories():
    assert table() in (FOLDER / "README.md").read_text(encoding="utf-8")
    told = [" ".join(command(story, made(story.name))) for story in STORIES]
    assert (FOLDER / "commands.txt").read_text(encoding="utf-8").splitlines() == told


def test_every_verdict_has_two_samples():
    assert all(count >= 2 for count in Counter(story.verdict for story in STORIES).values())
    assert {story.verdict for story in STORIES} == set(Verdict)
    assert len(STORIES) >= 24


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_the_report_is_its_own_dns(story: Story, tmp_path):
    """`--dns report.json` gives the same verdict from the evidence alone."""
    path = tmp_path / "report.json"
    path.write_bytes(mailpath.to_json(report(story.name)))
    again = judged(story.name, made(story.name).letter.sealed(), mailpath.SnapshotDns(str(path)))
    first = report(story.name)
    assert (again.verdict, again.confidence, again.rule) == (first.verdict, first.confidence, first.rule)
    assert again.auth_results == first.auth_results


class Losing:
    """A source that has no answer to some questions."""

    def __init__(self, inner: mailpath.Dns, lost: Sequence[Question]) -> None:
        self._inner = inner
        self._lost = frozenset(lost)

    def ask(self, question: Question) -> Answer:
        if question in self._lost:
            return Answer(
                question=question, status=DnsStatus.FAILED, ttl=None, records=(), source="timeout", asked_at=None
            )
        return self._inner.ask(question)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_a_lost_answer_never_accuses_and_never_makes_surer(story: Story):
    before = report(story.name)
    raw = made(story.name).letter.sealed() + made(story.name).tail
    for answer in before.evidence:
        question = Question(answer.name, answer.type)
        after = judged(story.name, raw, Losing(dns_of(story.name), [question]))
        assert after.source.error is None
        if before.verdict is not Verdict.SPOOFED:
            assert after.verdict is not Verdict.SPOOFED, question
        assert ORDER.index(after.confidence) <= ORDER.index(before.confidence), question
        if of_report(before) != 0:
            assert of_report(after) != 0, question


def with_forged(raw: bytes, fields: Sequence[bytes], depth: int) -> bytes:
    """The message as its sender could have made it: forged fields somewhere below what the receiver wrote.

    What stands above and in the first Received field that a receiver of the samples wrote is the receiver's.
    """
    head, separator, body = raw.partition(b"\r\n\r\n")
    lines = head.split(b"\r\n")
    starts = [at for at, line in enumerate(lines) if line[:1] not in (b" ", b"\t")]
    received = [n for n, at in enumerate(starts) if lines[at].lower().startswith(b"received:")]
    own = max((n for n in received if _by_receiver(lines, starts, n)), default=-1)
    place = min(own + 1 + depth, len(starts))
    at = starts[place] if place < len(starts) else len(lines)
    return b"\r\n".join([*lines[:at], *fields, *lines[at:]]) + separator + body


def _by_receiver(lines: list[bytes], starts: list[int], number: int) -> bool:
    end = starts[number + 1] if number + 1 < len(starts) else len(lines)
    by = re.search(r"\bby\s+(\S+)", b" ".join(lines[starts[number] : end]).decode("latin-1"))
    return by is not None and by[1].endswith(RECEIVERS)


NOT_CLEAR = [story.name for story in STORIES if story.exit_code != 0]


@pytest.mark.parametrize("name", NOT_CLEAR)
@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(data=st.data())
def test_forged_headers_never_earn_an_all_clear(name: str, data: st.DataObject):
    domain = (report(name).identifiers and report(name).identifiers.author_domain) or "bank.example"  # type: ignore[union-attr]
    fields = data.draw(forged_fields(domain))
    depth = data.draw(st.integers(0, 12))
    raw = with_forged(made(name).letter.sealed() + made(name).tail, fields, depth)
    found = judged(name, raw)
    assert found.source.error is None
    assert of_report(found) != 0, (found.verdict, found.rule, [r.code for r in found.reasons])


@pytest.mark.long
@pytest.mark.parametrize("name", NOT_CLEAR)
@settings(max_examples=1500, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(data=st.data())
def test_forged_headers_never_earn_an_all_clear_at_length(name: str, data: st.DataObject):
    domain = (report(name).identifiers and report(name).identifiers.author_domain) or "bank.example"  # type: ignore[union-attr]
    fields = data.draw(forged_fields(domain))
    raw = with_forged(made(name).letter.sealed() + made(name).tail, fields, data.draw(st.integers(0, 12)))
    assert of_report(judged(name, raw)) != 0


@pytest.mark.parametrize("name", PAGES)
def test_a_page_shows_what_comes_out(name: str):
    page = (FOLDER.parent / name).read_text(encoding="utf-8")
    assert with_made_parts(page, table()) == page
