"""`netlog encrypt` and `decrypt`, and every command on a journal that only a passphrase opens."""

from __future__ import annotations

import shlex
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from netlog.folder import Folder
from netlog.store.store import Store
from test_cli import VERBS

if TYPE_CHECKING:
    from collections.abc import Callable

    from running import Result

    Run = Callable[..., Result]

KEY = "six words and a comma, say"
COMMANDS = Folder("netlog.commands")
# One line of every reading command; what a backup or a setting says of the file itself is another matter.
READING = [
    COMMANDS[name].EXAMPLES[0]
    for name in COMMANDS
    if name not in VERBS | {"backup", "config", "completion", "demo", "export"}
]


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    path = tmp_path / "key"
    path.write_text(f"{KEY}\n")
    path.chmod(0o600)
    return path


@pytest.fixture(scope="module")
def sealed_file(demo_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = Path(shutil.copy(demo_file, tmp_path_factory.mktemp("sealed") / "journal.db"))
    store = Store(str(path))
    store.encrypt(KEY)
    store.close()
    return path


@pytest.fixture
def sealed(sealed_file: Path, journal: Path) -> Path:
    return Path(shutil.copy(sealed_file, journal))


def is_plain(path: Path) -> bool:
    return path.read_bytes().startswith(b"SQLite format 3")


# There and back


def test_it_is_encrypted_with_what_is_typed_twice_and_opens_with_it(netlog: Run, demo: Path) -> None:
    result = netlog("encrypt", tty=True, stdin=f"y\n{KEY}\n{KEY}\n")
    assert result.code == 0
    for told in ("lost passphrase is a lost journal", "swap", "free space", "is encrypted"):
        assert told in " ".join(result.err.split())
    assert KEY not in result.out + result.err
    assert not is_plain(demo)
    assert "Ana Ruiz" in netlog("who", "ana", tty=True, stdin=f"{KEY}\n").out
    assert netlog("decrypt", tty=True, stdin=f"n\n{KEY}\n").code == 2
    assert not is_plain(demo)
    assert netlog("decrypt", tty=True, stdin=f"y\n{KEY}\n").code == 0
    assert is_plain(demo)


@pytest.mark.parametrize(
    ("typed", "code", "told"),
    [
        (f"n\n{KEY}\n{KEY}\n", 2, "Nothing was encrypted"),
        (f"y\n{KEY}\nanother\n", 2, "The two differ"),
        ("y\n", 130, ""),
        (f"y\n{KEY}\n", 130, ""),
    ],
)
def test_whoever_thinks_better_of_it_has_the_journal_as_it_was(
    netlog: Run, demo: Path, typed: str, code: int, told: str
) -> None:
    before = demo.read_bytes()
    result = netlog("encrypt", tty=True, stdin=typed)
    assert result.code == code
    assert told in result.err
    assert demo.read_bytes() == before


def test_without_a_terminal_it_wants_to_be_told_twice_over(netlog: Run, demo: Path, key_file: Path) -> None:
    before = demo.read_bytes()
    assert (refused := netlog("encrypt", "--key-file", str(key_file))).code == 2
    assert "--yes" in refused.err
    assert (refused := netlog("encrypt", "--yes")).code == 2
    assert "NETLOG_KEY_FILE" in refused.err
    assert demo.read_bytes() == before
    done = netlog("encrypt", "--yes", "--json", "--key-file", str(key_file))
    assert done.json == {"path": str(demo), "encrypted": True, "in_the_clear": []}
    again = netlog("encrypt", "--yes", "--key-file", str(key_file))
    assert (again.code, is_plain(demo)) == (4, False)
    opened = netlog("decrypt", "--yes", "--json", env={"NETLOG_KEY_FILE": str(key_file)})
    assert opened.json == {"path": str(demo), "encrypted": False}
    assert is_plain(demo)
    assert netlog("decrypt", "--yes").code == 4


def test_there_is_nothing_to_decrypt_where_there_is_no_journal(netlog: Run, journal: Path) -> None:
    assert netlog("decrypt", "--yes").code == 3
    assert not journal.exists()


def test_copies_that_stay_in_the_clear_are_named(netlog: Run, demo: Path, key_file: Path) -> None:
    (folder := demo.parent / "backups").mkdir()
    shutil.copy(demo, folder / "journal-1.db")
    (folder / "other.db").write_bytes(b"SQLite format 3\0 of somebody else")
    result = netlog("encrypt", "--yes", "--json", "--key-file", str(key_file))
    assert result.json["in_the_clear"] == [str(folder / "journal-1.db")]
    assert is_plain(folder / "journal-1.db")


# The key


def test_it_is_asked_for_three_times(netlog: Run, sealed: Path) -> None:
    third = netlog("people", tty=True, stdin=f"one\ntwo\n{KEY}\n")
    assert third.code == 0
    assert third.err.count("does not fit") == 2
    fourth = netlog("people", tty=True, stdin=f"one\ntwo\nthree\n{KEY}\n")
    assert fourth.code == 5
    assert "key does not fit" in fourth.err
    assert "damaged" in fourth.err


@pytest.mark.parametrize("how", [{}, {"tty": True, "words": ("--no-input",)}, {"tty": True, "words": ("--json",)}])
def test_with_no_key_and_nobody_to_ask_both_reasons_are_named(netlog: Run, sealed: Path, how: dict[str, Any]) -> None:
    before = sealed.read_bytes()
    words, how = how.get("words", ()), {"tty": "tty" in how}
    for command in (("due",), ("add", "met @Ana Ruiz"), ("undo",), ("check",)):
        result = netlog(*command, *words, **how)
        assert (result.code, result.out) == (5, "")
        for told in ("encrypted", "damaged", "NETLOG_KEY_FILE", "NETLOG_KEY_COMMAND", "key_file"):
            assert told in result.err
    assert sealed.read_bytes() == before


def test_a_damaged_journal_may_be_an_encrypted_one_and_is_left_alone(netlog: Run, demo: Path) -> None:
    demo.write_bytes(b"\x93" * 4096 * 4)
    before = demo.read_bytes()
    for env in ({}, {"NETLOG_KEY_COMMAND": f"echo {KEY}"}):
        result = netlog("due", env=env)
        assert result.code == 5
        assert "damaged" in result.err
    assert demo.read_bytes() == before


@pytest.mark.parametrize(
    ("command", "code", "told"),
    [
        (f"printf '%s\\nmore\\n' '{KEY}'", 0, ""),
        (f"echo '{KEY}'; touch PWNED", 5, "does not fit"),
        ("echo wrong", 5, "does not fit"),
        ("false", 1, "failed (exit code 1)"),
        ("true", 1, "no passphrase"),
        ("printf '\\377'", 1, "no text"),
        ("no-such-program-anywhere", 1, "cannot be run"),
        ("echo 'open", 2, "cannot be read"),
    ],
)
def test_a_program_tells_it_on_its_first_line(
    netlog: Run, sealed: Path, command: str, code: int, told: str, tmp_path: Path
) -> None:
    for env in ({"NETLOG_KEY_COMMAND": command}, None):
        if env is None:
            (tmp_path / "config").mkdir()
            (tmp_path / "config" / "config.toml").write_text(f"key_command = '''{command}'''\n")
        result = netlog("people", env=env)
        assert (result.code, told in result.err) == (code, True)
    assert not Path("PWNED").exists()


@pytest.mark.parametrize(
    ("content", "mode", "code", "told"),
    [
        (KEY, 0o600, 0, ""),
        (f"{KEY}\r\n", 0o400, 0, ""),
        (f"{KEY}\n", 0o640, 2, "open to others"),
        (f"{KEY}\n", 0o604, 2, "chmod 600"),
        (f"{KEY}\nmore\n", 0o600, 2, "one line"),
        ("\n", 0o600, 1, "no passphrase"),
        ("x" * 5000, 0o600, 2, "one line"),
    ],
)
def test_a_file_tells_it_that_nobody_else_can_read(
    netlog: Run, sealed: Path, key_file: Path, content: str, mode: int, code: int, told: str
) -> None:
    key_file.write_bytes(content.encode())
    key_file.chmod(mode)
    result = netlog("people", env={"NETLOG_KEY_FILE": str(key_file)})
    assert (result.code, told in result.err) == (code, True)


def test_a_key_file_that_is_not_there_is_told(netlog: Run, sealed: Path, tmp_path: Path) -> None:
    result = netlog("people", env={"NETLOG_KEY_FILE": str(tmp_path / "nowhere")})
    assert (result.code, "No such file" in result.err) == (2, True)


def test_the_settings_say_where_it_is_once_for_all(netlog: Run, sealed: Path, key_file: Path) -> None:
    assert netlog("config", "set", "key_file", str(key_file)).code == 0
    assert netlog("people").code == 0


# Every command


@pytest.mark.parametrize("line", READING)
def test_a_reading_command_says_the_same_byte_for_byte(
    netlog: Run, sealed_file: Path, demo_file: Path, journal: Path, key_file: Path, line: str
) -> None:
    words = shlex.split(line)[1:]
    shutil.copy(demo_file, journal)
    plain = netlog(*words)
    shutil.copy(sealed_file, journal)
    assert netlog(*words, env={"NETLOG_KEY_FILE": str(key_file)}) == plain
    assert journal.read_bytes() == sealed_file.read_bytes()


def test_what_is_written_is_written_encrypted(
    netlog: Run, sealed: Path, key_file: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("NETLOG_KEY_FILE", str(key_file))
    card = tmp_path / "card.vcf"
    card.write_text("BEGIN:VCARD\nVERSION:3.0\nFN:Wanda Nowak\nEMAIL:wanda@nowak.example\nEND:VCARD\n")
    lines = (
        ("add", "met @Zoe Quill about the harbour"),
        ("undo",),
        ("redo",),
        ("import", str(card)),
        ("merge", "zoe", "wanda"),
        ("check",),
    )
    for words in lines:
        assert netlog(*words).code == 0, words
    assert "harbour" in netlog("search", "harbour").out
    assert netlog("forget", "zoe", "--yes").code == 0
    assert "Zoe" not in netlog("search", "harbour").out
    copy = tmp_path / "copy.db"
    assert netlog("backup", str(copy)).code == 0
    assert netlog("add", "met @Yara Holm").code == 0
    assert netlog("restore", str(copy), "--yes").code == 0
    assert netlog("who", "Yara Holm").code == 3
    assert netlog("check").code == 0
    for path in (sealed, copy, *(sealed.parent / "backups").iterdir()):
        assert not is_plain(path), path
        assert b"Ruiz" not in path.read_bytes(), path


def test_a_tab_completes_with_a_key_that_is_kept_and_never_asks(netlog: Run, sealed: Path, key_file: Path) -> None:
    assert netlog("__complete", "who", "an", tty=True, stdin=f"{KEY}\n") == (0, "", "")
    for env in ({"NETLOG_KEY_FILE": str(key_file)}, {"NETLOG_KEY_COMMAND": f"echo '{KEY}'"}):
        assert "ana-ruiz\n" in netlog("__complete", "who", "an", env=env).out
    for command in ("false", "sleep 60", "echo wrong"):
        assert netlog("__complete", "who", "an", env={"NETLOG_KEY_COMMAND": command}) == (0, "", "")
