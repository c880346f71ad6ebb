"""Writes distributions.json: tails, quantiles and rank tests from scipy, the yardstick of our own.

Run in this folder with scipy 1.17: python distributions.py
"""

import json

import numpy as np
import scipy
from scipy import stats

T_POINTS = [(-40.0, 5.0), (-8.0, 30000.0), (-3.2, 17.64), (-0.5, 1.0), (0.0, 4.0), (2.7, 2.5), (6.0, 120.0)]
PROBABILITIES = [1e-10, 1e-4, 0.01, 0.2, 0.5, 0.95, 0.999]
rng = np.random.default_rng(20240607)
x = np.round(rng.normal(0.9, 0.3, 60), 2)
y = np.round(rng.normal(1.0, 0.4, 35), 2)


def whitney(alternative):
    return stats.mannwhitneyu(x, y, alternative=alternative, method="asymptotic").pvalue


def welch(alternative):
    return stats.ttest_ind(x, y, equal_var=False, alternative=alternative).pvalue


print(scipy.__version__)
json.dump(
    {
        "scipy": scipy.__version__,
        "t": [{"t": t, "df": df, "cdf": stats.t.cdf(t, df), "sf": stats.t.sf(t, df)} for t, df in T_POINTS],
        "tQuantile": [
            {"probability": p, "df": df, "t": stats.t.ppf(p, df)} for p in PROBABILITIES if p > 1e-6 for df in (2.3, 11.0, 400.0)
        ],
        "normal": [{"z": z, "cdf": stats.norm.cdf(z), "sf": stats.norm.sf(z)} for z in (-37.0, -8.0, -1.0, 0.0, 1.5, 9.0)],
        "normalQuantile": [{"probability": p, "z": stats.norm.ppf(p)} for p in PROBABILITIES],
        "betaQuantile": [
            {"probability": p, "a": a, "b": b, "x": stats.beta.ppf(p, a, b)}
            for p in (0.025, 0.5, 0.99)
            for a, b in ((1, 59), (8, 93), (500, 20))
        ],
        "samples": {"x": x.tolist(), "y": y.tolist()},
        "mannWhitney": {a: whitney(a) for a in ("less", "greater", "two-sided")},
        "welch": {a: welch(a) for a in ("less", "greater", "two-sided")},
    },
    open("distributions.json", "w"),
    indent=2,
)
