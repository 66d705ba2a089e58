"""What is asked for stays, what is not goes, and there is never more than the bound."""

from mailpath.dns.recent import Recent


def test_what_is_asked_for_stays():
    recent: Recent[int, str] = Recent(10)
    for number in range(1000):
        recent.keep(number, str(number))
        assert recent.get(0) == "0"
        assert recent.get(number) == str(number)
        assert len(recent) <= 20
    assert recent.get(500) is None


def test_a_newer_value_counts():
    recent: Recent[str, int] = Recent(2)
    for value in range(5):
        recent.keep("a", value)
        assert recent.get("a") == value
    assert len(recent) == 1
