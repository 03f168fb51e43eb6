"""Sums as rule files write them: arithmetic over named values, nothing else of Python."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Collection, Mapping
from fractions import Fraction
from math import ceil, floor
from typing import Any

_OPERATORS: dict[type[ast.AST], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: lambda a, b: Fraction(a) / Fraction(b),
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}
FUNCTIONS: dict[str, Callable[..., Any]] = {"min": min, "max": max, "floor": floor, "ceil": ceil}
FREE_FIGURES = frozenset({0, 1, 12, 100})
"""Figures that need no source: nothing, one, the months of a year, and what percents divide by."""

Resolve = Callable[[str], Any]


class ExpressionInvalid(Exception):
    """What a rule file may not write in a sum."""


class Expression:
    """One sum, parsed and checked; it is worked out over values handed in by name."""

    def __init__(self, source: str) -> None:
        """:raises ExpressionInvalid: if it is no arithmetic over names."""
        self.source = source
        try:
            self._tree = ast.parse(source, mode="eval").body
        except SyntaxError as fault:
            raise ExpressionInvalid(f"{source!r} is no sum") from fault
        self._check(self._tree)

    @property
    def names(self) -> frozenset[str]:
        """The values that it speaks of."""
        called = {id(n.func) for n in ast.walk(self._tree) if isinstance(n, ast.Call)}
        return frozenset(
            node.id
            for node in ast.walk(self._tree)
            if isinstance(node, ast.Name) and id(node) not in called
        )

    @property
    def functions(self) -> frozenset[str]:
        """The functions and tables that it calls."""
        calls = (node.func for node in ast.walk(self._tree) if isinstance(node, ast.Call))
        return frozenset(func.id for func in calls if isinstance(func, ast.Name))

    @property
    def figures(self) -> frozenset[float]:
        """The figures that stand in it without a name."""
        return frozenset(
            node.value
            for node in ast.walk(self._tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, int | float)
        )

    def unsourced(self) -> Collection[float]:
        """The figures in it that ought to be named, with their clause."""
        return sorted(self.figures - FREE_FIGURES)

    def value(self, resolve: Resolve, functions: Mapping[str, Callable[..., Any]]) -> Any:  # noqa: ANN401 - a figure, a date, a choice
        """
        The value; only what decides it is asked of `resolve`, from left to right.

        :param functions: tables and functions of the rule, beside min, max, floor and ceil.
        """
        return self._value(self._tree, resolve, {**FUNCTIONS, **functions})

    def _check(self, node: ast.AST) -> None:
        for part in ast.walk(node):
            if isinstance(part, ast.Call) and (
                not isinstance(part.func, ast.Name) or part.keywords
            ):
                raise ExpressionInvalid(f"{self.source!r} calls what is no function of rules")
            if not isinstance(part, _ALLOWED):
                raise ExpressionInvalid(f"{self.source!r} holds {type(part).__name__}")

    def _value(self, node: ast.AST, resolve: Resolve, functions: Mapping[str, Any]) -> Any:  # noqa: ANN401 - see above
        def of(part: ast.AST) -> Any:  # noqa: ANN401 - see above
            return self._value(part, resolve, functions)

        match node:
            case ast.Constant(value=value):
                return Fraction(str(value)) if type(value) in (int, float) else value
            case ast.Name(id=name):
                return resolve(name)
            case ast.IfExp(test=test, body=body, orelse=other):
                return of(body) if of(test) else of(other)
            case ast.BoolOp(op=op, values=values):
                parts = (of(part) for part in values)
                return all(parts) if isinstance(op, ast.And) else any(parts)
            case ast.UnaryOp(op=op, operand=operand):
                return not of(operand) if isinstance(op, ast.Not) else -of(operand)
            case ast.BinOp(left=left, op=op, right=right):
                return _OPERATORS[type(op)](of(left), of(right))
            case ast.Compare(left=left, ops=[op], comparators=[right]):
                return _OPERATORS[type(op)](of(left), of(right))
            case ast.Call(func=ast.Name(id=name), args=args):
                return functions[name](*(of(part) for part in args))
        raise ExpressionInvalid(f"{self.source!r} cannot be worked out")


_ALLOWED = (
    ast.Expression, ast.BinOp, ast.UnaryOp, ast.BoolOp, ast.Compare, ast.IfExp, ast.Call, ast.Name,
    ast.Load, ast.Constant, ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Mod, ast.USub,
    ast.Not, ast.And, ast.Or, ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE,
)  # fmt: skip
