"""Owns the money of generated units: three years of it in yuan, and how it is printed."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from tests import naive_scoring

if TYPE_CHECKING:
    from random import Random

MATTERS = (
    *("农贸市场", "农村公路", "校园食堂", "社区养老", "中小企业", "冷链物流", "公共停车场"),
    *("县域商业网点改造提升和城乡一体化快递物流配送体系", "老旧小区配套基础设施和公共服务设施"),
)
_FUND_ENDINGS = ("专项资金", "改造专项", "补助资金", "建设和长效管护补助专项资金")


def cents(yuan: int) -> int:
    """Hundredths of 万元, half up: what is printed of an amount."""
    return (yuan + 50) // 100


def wan(yuan: int) -> str:
    """An amount in 万元 for a text: ``716.83``, ``27``."""
    return decimal(Fraction(cents(yuan), 100))


def decimal(value: Fraction, places: int = 2) -> str:
    """The exact digits without idle zeros."""
    units = naive_scoring.half_up(value, places) * 10**places
    text = f"{abs(int(units)):0{places + 1}d}"
    whole, part = (text[:-places], text[-places:].rstrip("0")) if places else (text, "")
    return ("-" if units < 0 else "") + whole + (f".{part}" if part else "")


def percent(part: int, whole: int) -> Fraction:
    return naive_scoring.half_up(Fraction(part, whole) * 100, 2)


def about(rng: Random, amount: int, low: float, high: float) -> int:
    return round(amount * rng.uniform(low, high))


class Line(NamedTuple):
    """Budget and spending of one matter in one year, in yuan."""

    budget: int
    final: int

    def __add__(self, other: object) -> Line:
        assert isinstance(other, Line)
        return Line(self.budget + other.budget, self.final + other.final)


class Money(NamedTuple):
    """A year of one unit: ``lines`` by their word on the form, special funds by their name."""

    lines: dict[str, Line]
    funds: dict[str, Line]
    adjusted: int
    fund: str
    government: int

    def of(self, *words: str) -> Line:
        return sum((self.lines[word] for word in words), Line(0, 0))

    @property
    def special(self) -> Line:
        return sum(self.funds.values(), Line(0, 0))

    @property
    def vehicles(self) -> Line:
        return self.of("公车购置", "公车运行维护")

    @property
    def three_public(self) -> Line:
        return self.vehicles + self.of("出国经费", "公务接待")

    @property
    def project(self) -> Line:
        return self.of("业务工作经费", "运行维护经费") + self.special

    @property
    def public(self) -> Line:
        return self.of(*PUBLIC, "其他公用")

    @property
    def basic(self) -> Line:
        return self.public + self.of("人员经费")

    @property
    def total(self) -> Line:
        return self.basic + self.project


NEVER_MORE = ("三公经费", "政府采购金额")
PUBLIC = ("办公经费", "水费、电费、差旅费", "会议费、培训费")


class Plan:
    """The sizes of a unit, from which each of its years is drawn."""

    def __init__(self, rng: Random, form: str) -> None:
        self.rng = rng
        self.form = form
        self.scale = round(10 ** rng.uniform(5.3, 9.3))
        self.steady = rng.random() < 0.5
        self.sizes = self._sizes()
        self.funds = self._funds()
        self.with_government = bool(self.funds) and rng.random() < 0.4

    def _sizes(self) -> dict[str, int]:
        rng, scale = self.rng, self.scale
        basic = about(rng, scale, 0.2, 0.7)
        public = about(rng, basic, 0.1, 0.35)
        three = about(rng, public, 0.0, 0.08) if rng.random() < 0.85 else 0
        sizes = {
            "人员经费": basic - public,
            "业务工作经费": about(rng, scale - basic, 0.1, 0.4),
            "运行维护经费": about(rng, scale - basic, 0.05, 0.3),
            "政府采购金额": about(rng, scale, 0.02, 0.3),
            "其他公用": about(rng, public, 0.1, 0.3),
        }
        sizes |= {word: about(rng, public, 0.1, 0.3) for word in PUBLIC}
        shares = {"公车购置": 0.5, "公车运行维护": 0.3, "出国经费": 0.1, "公务接待": 0.2}
        sizes |= {word: round(three * share) for word, share in shares.items()}
        for word in ("公车购置", "出国经费", "公车运行维护", "运行维护经费", "政府采购金额"):
            if rng.random() < 0.25:
                sizes[word] = 0
        return sizes

    def _funds(self) -> dict[str, int]:
        rng = self.rng
        names = [m + rng.choice(_FUND_ENDINGS) for m in rng.sample(MATTERS, rng.randint(0, 4))]
        return {f"示例{name}": about(rng, self.scale, 0.02, 0.3) for name in names}

    def year(self) -> Money:
        rng = self.rng
        exact = rng.random() < 0.15
        rate = 1.0 if exact else self._rate()
        lines = {word: self._line(size, rate) for word, size in self.sizes.items()}
        funds = {
            name: self._line(size, rate if rng.random() < 0.7 else self._fund_rate())
            for name, size in self.funds.items()
        }
        bare = Money(lines, funds, 0, "", 0)
        total = bare.total
        adjusted = max(total.final, about(rng, total.budget, 0.97, 1.1))
        fund = rng.choice(list(funds)) if self.with_government else ""
        share = Fraction(1) if rng.random() < 0.3 else Fraction(rng.randint(20, 90), 100)
        government = int(funds[fund].final * share) if fund else 0
        return bare._replace(
            adjusted=total.final if exact else adjusted, fund=fund, government=government
        )

    def _rate(self) -> float:
        rng = self.rng
        kinds = ((0.96, 1.0), (0.96, 1.0), (0.96, 1.0), (0.5, 0.95), (0.03, 0.5))
        return rng.uniform(*rng.choice(kinds))

    def _fund_rate(self) -> float:
        return self.rng.choice((0.0, 0.3, 0.8, 1.0, 1.0))

    def _line(self, size: int, rate: float) -> Line:
        """Budgets tend to be round, spending hardly ever is."""
        rng = self.rng
        wide = (0.92, 1.08) if self.steady else (0.4, 1.9)
        step = rng.choice((1, 100, 1000, 10_000) if size > 100_000 else (1, 100))
        budget = about(rng, size, *wide) // step * step
        late = size and rng.random() < 0.05  # money that came during the year only
        if rate == 1.0:
            return Line(budget, budget)
        spent = about(rng, budget, 0.93 * rate, min(1.05 * rate, 1.08))
        return Line(0 if late else budget, spent if rng.random() < 0.7 else spent // 100 * 100)
