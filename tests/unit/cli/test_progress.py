"""The progress bar: on a terminal, for long work, and never anywhere else."""

import io

from diwan.cli.progress import EVERY_S, FIRST_S, Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class Watch:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_on_a_terminal_it_shows_how_far_the_work_has_come_and_how_fast() -> None:
    terminal, watch = Terminal(), Watch()
    progress = Progress(terminal, size=1000, clock=watch)
    watch.now += FIRST_S + 1
    progress.show(30, 500)
    assert terminal.getvalue() == "\r\x1b[K[###############...............]  50 %  30 done, 15 a second"
    progress.clear()
    assert terminal.getvalue().endswith("\r\x1b[K")


def test_of_unknown_size_it_shows_the_count_alone() -> None:
    terminal, watch = Terminal(), Watch()
    progress = Progress(terminal, clock=watch)
    watch.now += FIRST_S
    progress.show(30)
    assert terminal.getvalue() == "\r\x1b[K30 done, 30 a second"


def test_short_work_and_what_follows_at_once_is_not_drawn() -> None:
    terminal, watch = Terminal(), Watch()
    progress = Progress(terminal, size=10, clock=watch)
    progress.show(1, 1)
    progress.clear()
    assert terminal.getvalue() == ""
    watch.now += FIRST_S
    progress.show(2, 2)
    drawn = terminal.getvalue()
    progress.show(3, 3)
    assert terminal.getvalue() == drawn
    watch.now += EVERY_S * 1.5
    progress.show(4, 4)
    assert len(terminal.getvalue()) > len(drawn)


def test_where_there_is_no_terminal_nothing_is_written() -> None:
    stream, watch = io.StringIO(), Watch()
    progress = Progress(stream, size=10, clock=watch)
    watch.now += 1000
    progress.show(5, 5)
    progress.clear()
    assert stream.getvalue() == ""
