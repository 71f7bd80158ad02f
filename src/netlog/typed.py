"""What a module needs of `typing` while it runs, without loading it: that costs a run more than its database does."""

from __future__ import annotations

TYPE_CHECKING = False  # as type checkers read it

if TYPE_CHECKING:
    from typing import NamedTuple
else:
    from collections import namedtuple

    _OWN = {"__module__", "__qualname__", "__annotations__"}  # of a class statement, set by `namedtuple` itself

    class _Naming(type):
        """Makes a class statement with annotated fields a named tuple, as `typing.NamedTuple` does."""

        def __new__(cls, name, bases, body):
            """The tuple's class: fields as annotated, defaults as assigned, all else as written."""
            fields = body["__annotations__"]
            defaults = [body.pop(field) for field in fields if field in body]
            made = namedtuple(name, fields, defaults=defaults, module=body["__module__"])
            made.__annotations__ = fields
            for key, value in body.items():
                if key not in _OWN:
                    setattr(made, key, value)
            return made

    NamedTuple = type.__new__(_Naming, "NamedTuple", (), {})

__all__ = ["TYPE_CHECKING", "NamedTuple"]
