"""A layer under SQLite that sees every change of a file, in order, and may refuse or stop at one.

It is laid over the very library that Python's `sqlite3` uses, as the default file system of all
connections made while it is in place, so the program runs as it is. What Python itself does to files
(`os.open`, `os.link`, `os.fsync` …) is seen by the same layer.
"""

from __future__ import annotations

import _sqlite3
import ctypes
import errno
import fcntl
import os
import stat
from contextlib import contextmanager
from ctypes import CFUNCTYPE, POINTER, Structure, byref, c_char_p, c_int, c_int64, c_void_p, cast
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

OK, BUSY, FULL, CANTOPEN = 0, 5, 13, 14
IOERR = 10
SKIP_SYNC = -1  # go on, and do not wait for the disk
IOERR_READ, IOERR_WRITE, IOERR_FSYNC, IOERR_TRUNCATE, IOERR_DELETE = (IOERR | n << 8 for n in (1, 3, 4, 6, 10))

# SQLite keeps the address of a file's name, so that it stays an address here too.
OPEN = CFUNCTYPE(c_int, c_void_p, c_void_p, c_void_p, c_int, c_void_p)
DELETE = CFUNCTYPE(c_int, c_void_p, c_char_p, c_int)
GET_CALL = CFUNCTYPE(c_void_p, c_void_p, c_char_p)
SET_CALL = CFUNCTYPE(c_int, c_void_p, c_char_p, c_void_p)
OPEN_FOLDER = CFUNCTYPE(c_int, c_char_p, POINTER(c_int))
CLOSE = CFUNCTYPE(c_int, c_void_p)
READ = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)
WRITE = READ
TRUNCATE = CFUNCTYPE(c_int, c_void_p, c_int64)
SYNC = CFUNCTYPE(c_int, c_void_p, c_int)


class Vfs(Structure):
    """`sqlite3_vfs`, version 3."""

    _fields_ = (
        ("version", c_int),
        ("size_of_file", c_int),
        ("longest_path", c_int),
        ("next", c_void_p),
        ("name", c_char_p),
        ("data", c_void_p),
        ("open", OPEN),
        ("delete", DELETE),
        *((name, c_void_p) for name in ("access", "full", "dl_open", "dl_error", "dl_sym", "dl_close", "random")),
        *((name, c_void_p) for name in ("sleep", "time", "last_error", "time64")),
        ("set_call", SET_CALL),
        ("get_call", GET_CALL),
        ("next_call", c_void_p),
    )


class Methods(Structure):
    """`sqlite3_io_methods`, as far as they are looked at; the rest is carried along."""

    _fields_ = (
        ("version", c_int),
        ("close", CLOSE),
        ("read", READ),
        ("write", WRITE),
        ("truncate", TRUNCATE),
        ("sync", SYNC),
        ("rest", c_void_p * 13),
    )


class File(Structure):
    """`sqlite3_file`: what begins every open file."""

    _fields_ = (("methods", POINTER(Methods)),)


def library() -> Any:
    """SQLite as Python's own module has it; where it cannot be reached, the test is skipped."""
    found = ctypes.CDLL(getattr(_sqlite3, "__file__", None))
    try:
        find = found.sqlite3_vfs_find
        found.sqlite3_vfs_register.argtypes = (c_void_p, c_int)
        found.sqlite3_vfs_unregister.argtypes = (c_void_p,)
    except AttributeError:
        import pytest  # noqa: PLC0415 - a process that is to be killed starts sooner without

        pytest.skip("the library inside Python's sqlite3 cannot be reached")
    find.restype, find.argtypes = POINTER(Vfs), (c_char_p,)
    return found


class Watcher:
    """Told before each change; what it returns, other than 0, is what SQLite hears instead of its being done."""

    def change(self, what: str, path: str, *details: Any) -> int:
        """Before something changes: open, write, truncate, sync, unlink, folder, link, replace."""
        return OK

    def read(self, path: str) -> int:
        """Before something is read."""
        return OK


@contextmanager
def watched(watcher: Watcher) -> Iterator[None]:
    """Everything that happens to files inside is told to the watcher first."""
    layer = _Layer(watcher)
    lib = library()
    lib.sqlite3_vfs_register(byref(layer.vfs), 1)
    try:
        with _of_python(watcher):
            yield
    finally:
        layer.take_off()
        lib.sqlite3_vfs_unregister(byref(layer.vfs))
        lib.sqlite3_vfs_register(byref(layer.real), 1)


_layers: list[_Layer] = []  # kept for good: a connection that outlives its test still calls them


class _Layer:
    """A copy of the default file system, in which what matters goes through Python."""

    def __init__(self, watcher: Watcher) -> None:
        self.real = library().sqlite3_vfs_find(None).contents
        self._watcher = watcher
        self._paths: dict[int, str] = {}  # of the open files
        self._real: dict[int, Methods] = {}  # of the open files
        self._ours: dict[int, Methods] = {}  # in place of the real ones at an address
        self.vfs = Vfs.from_buffer_copy(self.real)
        self.vfs.name = b"watched"
        self.vfs.open = OPEN(self._open)
        self.vfs.delete = DELETE(self._delete)
        self._own = (
            *(CLOSE(self._close), READ(self._read), WRITE(self._write)),
            *(TRUNCATE(self._truncate), SYNC(self._sync)),
        )
        # A folder that SQLite opens, it syncs at once: that is how an unlinked journal stays away.
        self._real_folder = OPEN_FOLDER(self.real.get_call(byref(self.real), b"openDirectory"))
        self._own_folder = OPEN_FOLDER(self._folder)
        self.real.set_call(byref(self.real), b"openDirectory", cast(self._own_folder, c_void_p))
        _layers.append(self)

    def take_off(self) -> None:
        self.real.set_call(byref(self.real), b"openDirectory", cast(self._real_folder, c_void_p))

    def _open(self, vfs: Any, name: int | None, file: int, flags: int, out: Any) -> int:
        path = os.fsdecode(ctypes.string_at(name)) if name else ""
        if path and not os.path.exists(path) and flags & 4:  # SQLITE_OPEN_CREATE
            code = self._watcher.change("open", path)
            if code > OK:
                File.from_address(file).methods = POINTER(Methods)()
                return code
        code = self.real.open(byref(self.real), name, file, flags, out)
        opened = File.from_address(file)
        if code == OK and path:
            self._paths[file] = path
            self._real[file] = opened.methods.contents
            opened.methods = ctypes.pointer(self._instead_of(opened.methods))
        return code

    def _instead_of(self, real: Any) -> Methods:
        address = ctypes.addressof(real.contents)
        if address not in self._ours:
            own = Methods.from_buffer_copy(real.contents)
            own.close, own.read, own.write, own.truncate, own.sync = self._own
            self._ours[address] = own
        return self._ours[address]

    def _close(self, file: int) -> int:
        del self._paths[file]
        return self._real.pop(file).close(file)

    def _read(self, file: int, into: int, count: int, at: int) -> int:
        return self._watcher.read(self._paths[file]) or self._real[file].read(file, into, count, at)

    def _write(self, file: int, data: int, count: int, at: int) -> int:
        code = self._watcher.change("write", self._paths[file], at, ctypes.string_at(data, count))
        return code if code > OK else self._real[file].write(file, data, count, at)

    def _truncate(self, file: int, size: int) -> int:
        code = self._watcher.change("truncate", self._paths[file], size)
        return code if code > OK else self._real[file].truncate(file, size)

    def _sync(self, file: int, flags: int) -> int:
        code = self._watcher.change("sync", self._paths[file])
        return self._real[file].sync(file, flags) if code == OK else max(code, OK)

    def _delete(self, vfs: Any, name: bytes, sync: int) -> int:
        path = os.fsdecode(name)
        if os.path.exists(path):
            code = self._watcher.change("unlink", path)
            if code > OK:
                return code
        return self.real.delete(byref(self.real), name, sync)

    def _folder(self, path: bytes, out: Any) -> int:
        if self._watcher.change("folder", os.path.dirname(os.fsdecode(path))) != OK:
            return CANTOPEN  # which SQLite takes for a folder that cannot be synced, and goes on
        return self._real_folder(path, out)


@contextmanager
def _of_python(watcher: Watcher) -> Iterator[None]:
    """What Python does to files is told too; a refusal is an OSError."""
    opened: dict[int, str] = {}
    names = ("open", "fsync", "unlink", "link", "replace")
    real: dict[str, Callable[..., Any]] = {name: getattr(os, name) for name in names}

    def tell(what: str, path: Any, *details: Any) -> int:
        code = watcher.change(what, os.path.abspath(path), *details)
        if code > OK:
            number = errno.ENOSPC if code == FULL else errno.EIO
            raise OSError(number, os.strerror(number), path)
        return code

    def open_(path: Any, flags: int, *more: Any, **named: Any) -> int:
        if flags & os.O_CREAT and not os.path.lexists(path):
            tell("open", path)
        handle: int = real["open"](path, flags, *more, **named)
        opened[handle] = os.path.abspath(path)
        return handle

    def fsync(handle: int) -> None:
        is_folder = stat.S_ISDIR(os.fstat(handle).st_mode)
        if not is_folder and fcntl.fcntl(handle, fcntl.F_GETFL) & os.O_ACCMODE:
            # Python's own writes are not seen one by one; what is synced is told whole.
            with open(opened[handle], "rb") as file:
                tell("write", opened[handle], 0, file.read())
        if tell("folder" if is_folder else "sync", opened[handle]) == OK:
            real["fsync"](handle)

    def unlink(path: Any, **named: Any) -> None:
        tell("unlink", path)
        real["unlink"](path, **named)

    def link(source: Any, target: Any) -> None:
        if not os.path.lexists(target):
            tell("link", source, os.path.abspath(target))
        real["link"](source, target)

    def replace(source: Any, target: Any) -> None:
        tell("replace", source, os.path.abspath(target))
        real["replace"](source, target)

    try:
        for own in (open_, fsync, unlink, link, replace):
            setattr(os, own.__name__.rstrip("_"), own)
        yield
    finally:
        for name, call in real.items():
            setattr(os, name, call)
