"""The plots: one dark ink on light paper, values written beside the marks, legible in greyscale."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import altair as alt
import pandas as pd

from analyzer.core.reports import TierId
from analyzer.dashboard.wording import TIER_TITLE
from analyzer.store import StoredReport

Chart = alt.Chart | alt.LayerChart | alt.FacetChart
INK = "#1f5f8b"
# From dark to light, so that the order is seen without colour.
_TIER_INK: dict[TierId, str] = {
    TierId.DO_NOT_APPROVE: "#3b1220",
    TierId.HIGH_CONCERN: "#7a3b4e",
    TierId.NEEDS_ANSWERS: "#b5844b",
    TierId.WITH_DPA: "#7fb3d5",
    TierId.READY: "#d3e8f5",
    TierId.NOT_REVIEWABLE: "#b9bec5",
}
_DARK = "#3b424c"  # of words; Streamlit's own grey is too pale beside bars
_BAR_HEIGHT = 30  # pixels a row
_AXIS_HEIGHT = 60  # pixels that ticks and title below the bars take of the chart's height
_TENTHS = list(range(0, 101, 10))
_BIN = 5  # points a bar of the distribution


def dimension_bars(scores: Sequence[tuple[str, float | None]]) -> Chart:
    """Return one bar a dimension, 0–100, its value beside it; one that was not scored has none."""
    rows = [
        {"Dimension": title, "Score": score, "Told": "not scored" if score is None else f"{int(score)}"}
        for title, score in scores
    ]
    base = alt.Chart(pd.DataFrame(rows)).encode(
        y=alt.Y("Dimension:N", sort=None, title=None, axis=_names()),
    )
    bars = base.mark_bar(color=INK).encode(
        x=alt.X(
            "Score:Q",
            scale=alt.Scale(domain=[0, 100]),
            title="Score of 100",
            axis=alt.Axis(labelColor=_DARK, titleColor=_DARK, values=_TENTHS),
        ),
        tooltip=["Dimension:N", "Told:N"],
    )
    told = base.mark_text(align="left", dx=4, color="#1a1a1a").encode(
        x=alt.X("At:Q"), text=alt.Text("Told:N")
    )
    return alt.layer(bars, told.transform_calculate(At="datum.Score || 0")).properties(
        height=_BAR_HEIGHT * max(1, len(rows)) + _AXIS_HEIGHT
    )


def score_distribution(scores: Sequence[float]) -> Chart:
    """Return how many vendors lie in each band of five points."""
    chart: Chart = (
        alt.Chart(pd.DataFrame({"Score": list(scores)}))
        .mark_bar(color=INK)
        .encode(
            x=alt.X(
                "Score:Q",
                bin=alt.Bin(step=_BIN, extent=[0, 100]),
                title="Score of 100",
                axis=alt.Axis(labelColor=_DARK, titleColor=_DARK),
            ),
            y=alt.Y(
                "count():Q", title="Vendors", axis=alt.Axis(labelColor=_DARK, titleColor=_DARK, tickMinStep=1)
            ),
            tooltip=[alt.Tooltip("count():Q", title="Vendors")],
        )
        .properties(height=220)
    )
    return chart


def retention_periods(days: Sequence[tuple[str, int]]) -> Chart:
    """Return the stated retention periods, one mark a vendor, in days."""
    rows = pd.DataFrame([{"Vendor": name, "Days": count} for name, count in days])
    base = alt.Chart(rows).encode(
        x=alt.X(
            "Days:Q",
            title="Days that data are kept, as stated",
            axis=alt.Axis(labelColor=_DARK, titleColor=_DARK),
        ),
        y=alt.Y("Vendor:N", sort="-x", title=None, axis=_names()),
        tooltip=["Vendor:N", "Days:Q"],
    )
    told = base.mark_text(align="left", dx=4, color="#1a1a1a").encode(text="Days:Q")
    height = _BAR_HEIGHT * max(1, len(rows)) + _AXIS_HEIGHT
    return alt.layer(base.mark_bar(color=INK), told).properties(height=height)


def list_health(counts: pd.DataFrame) -> Chart:
    """Return how many vendors stood in each tier at each time; columns `At`, `Tier`, `Vendors`, `Order`."""
    titles = [TIER_TITLE[tier] for tier in _TIER_INK]
    chart: Chart = (
        alt.Chart(counts)
        .mark_bar(stroke="#1a1a1a", strokeWidth=0.6)
        .encode(
            x=alt.X("At:O", title=None, axis=alt.Axis(labelColor=_DARK, titleColor=_DARK, labelAngle=0)),
            y=alt.Y(
                "Vendors:Q", title="Vendors", axis=alt.Axis(labelColor=_DARK, titleColor=_DARK, tickMinStep=1)
            ),
            color=alt.Color(
                "Tier:N",
                scale=alt.Scale(domain=titles, range=list(_TIER_INK.values())),
                legend=alt.Legend(
                    orient="bottom",
                    columns=2,
                    symbolStrokeWidth=0.6,
                    symbolSize=120,
                    title=None,
                    labelLimit=180,
                    labelColor=_DARK,
                ),
            ),
            order="Order:Q",
            tooltip=["At:O", "Tier:N", "Vendors:Q"],
        )
        .properties(height=360)
    )
    return chart


def _names() -> alt.Axis:
    """Return the axis of names: every one of them is written, however many there are."""
    return alt.Axis(labelColor=_DARK, labelLimit=260, labelOverlap=False)


def health_over_time(
    histories: Mapping[str, Sequence[StoredReport]], moments: Sequence[datetime]
) -> pd.DataFrame:
    """Return the data of `list_health`: at each moment every vendor's tier by its newest report till then."""
    order = list(_TIER_INK)
    rows = []
    for moment in moments:
        counts = dict.fromkeys(order, 0)
        for heads in histories.values():
            till_then = [head for head in heads if head.made_at <= moment]
            if till_then:
                counts[till_then[-1].tier] += 1
        rows += [
            {
                "At": f"{moment:%Y-%m-%d}",
                "Tier": TIER_TITLE[tier],
                "Vendors": count,
                "Order": order.index(tier),
            }
            for tier, count in counts.items()
            if count
        ]
    return pd.DataFrame(rows, columns=["At", "Tier", "Vendors", "Order"])


def moments_of(histories: Mapping[str, Sequence[StoredReport]], most: int = 12) -> tuple[datetime, ...]:
    """Return the last moment of each day on which something was scored, the newest `most` of them."""
    by_day: dict[str, datetime] = {}
    for heads in histories.values():
        for head in heads:
            day = f"{head.made_at:%Y-%m-%d}"
            by_day[day] = max(by_day.get(day, head.made_at), head.made_at)
    return tuple(by_day[day] for day in sorted(by_day)[-most:])
