"""Writes test/golden/scipy-random.json: what scipy and numpy say of 200 random inputs per statistic.

Run anywhere with scipy 1.17: python tools/goldens/scipy_random.py
Inputs are not written. Both sides draw them from one generator, s -> 48271 s mod (2^31 - 1), started anew per case, and
test/statistics/scipy-random.test.ts draws them again; the draws of a case must keep their order. Outputs are rounded to
13 significant digits.
"""

import json
from pathlib import Path

import numpy as np
import scipy
from scipy import special, stats

CASES = 200
MODULUS = 2**31 - 1


class Draws:
    """Random integers of one case. The first few are thrown away: close seeds begin alike."""

    def __init__(self, test, case):
        self.state = (7919 * (test + 1) + 104729 * (case + 1)) % MODULUS
        for _ in range(5):
            self.next()

    def next(self):
        self.state = 48271 * self.state % MODULUS
        return self.state

    def below(self, count):
        return self.next() % count

    def size(self, least, most):
        return least + self.below(most - least + 1)

    def share(self):
        """In (0, 1)."""
        return self.next() / MODULUS

    def values(self, count, shift=0, step=1):
        """Losses in thousandths: sums of three uniforms, bell-shaped between 0 and 3 plus the shift; step 100 ties them."""
        raw = [self.below(1001) + self.below(1001) + self.below(1001) + shift for _ in range(count)]
        return np.array([(r // step * step) / 1000 for r in raw])

    def p_values(self, count):
        """Half of them cubed, so that some are small."""
        return [u**3 if k % 2 else u for k, u in enumerate(self.share() for _ in range(count))]


SIDES = ("less", "greater", "two-sided")


def welch(d):
    n, m = d.size(5, 80), d.size(5, 80)
    a, b = d.values(n), d.values(m, d.below(400) - 200)
    results = [stats.ttest_ind(a, b, equal_var=False, alternative=side) for side in SIDES]
    interval = results[2].confidence_interval(0.95)
    return [results[2].statistic, results[2].df, *(r.pvalue for r in results), interval.low, interval.high]


def paired(d):
    n = d.size(3, 80)
    a, b = d.values(n), d.values(n, d.below(400) - 200)
    results = [stats.ttest_rel(a, b, alternative=side) for side in SIDES]
    interval = results[2].confidence_interval(0.95)
    return [results[2].statistic, *(r.pvalue for r in results), interval.low, interval.high]


def mann_whitney(d):
    n, m = d.size(9, 80), d.size(9, 80)
    a, b = d.values(n, 0, 100), d.values(m, d.below(400) - 200, 100)
    results = [stats.mannwhitneyu(a, b, alternative=side, method="asymptotic") for side in SIDES]
    return [results[0].statistic, *(r.pvalue for r in results)]


def mann_whitney_exact(d):
    n, m = d.size(2, 8), d.size(2, 8)
    # Distinct by a last digit that no other value has.
    values = (d.values(n + m) * 1000 * 16 + np.arange(n + m)) / 16000
    results = [stats.mannwhitneyu(values[:n], values[n:], alternative=side, method="exact") for side in SIDES]
    return [results[0].statistic, *(r.pvalue for r in results)]


def signed_rank(d):
    n = d.size(12, 80)
    differences = d.values(n, 0, 100) - d.values(n, d.below(400) - 200, 100)
    # Rounded alike on both sides, so that what is tied on paper is tied in bits.
    differences = np.round(differences * 10) / 10
    results = [stats.wilcoxon(differences, alternative=side, method="approx", correction=True) for side in SIDES]
    return [results[1].statistic, *(r.pvalue for r in results)]


def signed_rank_exact(d):
    n = d.size(3, 45)
    signs = [1 if d.below(5) < 2 else -1 for _ in range(n)]
    differences = np.array([s * (k + 1) / 8 for k, s in enumerate(signs)])
    results = [stats.wilcoxon(differences, alternative=side, method="exact") for side in SIDES]
    return [results[1].statistic, *(r.pvalue for r in results)]


def sign_flip(d):
    n = d.size(2, 12)
    differences = d.values(n) - d.values(n, d.below(400) - 200)
    results = [
        stats.permutation_test((differences,), np.mean, permutation_type="samples", n_resamples=np.inf, alternative=side)
        for side in SIDES
    ]
    # scipy doubles the smaller tail; the statistic is symmetric under flips, so that gives the same.
    return [results[0].statistic, *(r.pvalue for r in results)]


def permutation(d):
    n, m = d.size(2, 5), d.size(2, 6)
    a, b = d.values(n), d.values(m, d.below(400) - 200)
    results = [
        stats.permutation_test(
            (a, b), lambda x, y, axis: np.mean(x, axis=axis) - np.mean(y, axis=axis), n_resamples=np.inf, alternative=side, vectorized=True
        )
        for side in SIDES[:2]
    ]
    return [results[0].statistic, *(r.pvalue for r in results)]


def ks_exact(d):
    n, m = d.size(2, 90), d.size(2, 90)
    result = stats.ks_2samp(d.values(n), d.values(m, d.below(600) - 300), method="exact")
    return [result.statistic, result.pvalue]


def ks_limit(d):
    n, m = d.size(1001, 1200), d.size(1000, 1100)
    result = stats.ks_2samp(d.values(n), d.values(m, d.below(100) - 50), method="asymp")
    return [result.statistic, special.kolmogorov(np.sqrt(n * m / (n + m)) * result.statistic)]


def clopper_pearson(d):
    n = d.size(1, 2000)
    k = d.below(n + 1)
    # binomtest searches for the same limits, but stops at 1e-10 of them.
    lower = special.betaincinv(k, n - k + 1, 0.025) if k > 0 else 0
    upper = [special.betaincinv(k + 1, n - k, level) if k < n else 1 for level in (0.975, 0.95)]
    return [lower, *upper]


def equivalence(d):
    n, m = d.size(5, 80), d.size(5, 80)
    a, b = d.values(n), d.values(m, d.below(400) - 200)
    low, high = -(d.below(400) + 50) / 1000, (d.below(400) + 50) / 1000
    above = stats.ttest_ind(a - low, b, equal_var=False, alternative="greater")
    below = stats.ttest_ind(a - high, b, equal_var=False, alternative="less")
    return [above.pvalue, below.pvalue]


def holm(d):
    p = np.array(d.p_values(d.size(1, 12)))
    order = np.argsort(p)
    adjusted = np.empty(len(p))
    adjusted[order] = np.minimum(1, np.maximum.accumulate((len(p) - np.arange(len(p))) * p[order]))
    return adjusted.tolist()


def false_discovery(d):
    p = d.p_values(d.size(1, 12))
    return [*stats.false_discovery_control(p, method="bh"), *stats.false_discovery_control(p, method="by")]


def fisher(d):
    table = [[d.below(40) + 1, d.below(60) + 1], [d.below(40) + 1, d.below(60) + 1]]
    return [stats.fisher_exact(table, alternative="greater").pvalue, stats.fisher_exact(table).pvalue]


def conformal(d):
    n, m = d.size(5, 60), d.size(1, 8)
    clean, scores = d.values(n, 0, 100), d.values(m, 0, 100)
    return [(1 + np.sum(clean >= s)) / (n + 1) for s in scores]


def leaked_share(d):
    n, m = d.size(20, 120), d.size(20, 120)
    test, clean = d.values(n, -d.below(900), 100), d.values(m, 0, 100)
    distance = stats.ks_2samp(test, clean, alternative="greater").statistic
    margin = np.sqrt(np.log(2 / 0.05) / (2 * n)) + np.sqrt(np.log(2 / 0.05) / (2 * m))
    return [distance, max(0, distance - margin)]


def delong(d):
    m, n = d.size(4, 60), d.size(4, 60)
    first, second = (d.values(m, 300, 100), d.values(n, 0, 100)), (d.values(m, 200), d.values(n))

    def placements(positives, negatives):
        wins = (positives[:, None] > negatives) + 0.5 * (positives[:, None] == negatives)
        return wins.mean(axis=1), wins.mean(axis=0)

    (v10, v01), (w10, w01) = placements(*first), placements(*second)
    variance = np.var(v10, ddof=1) / m + np.var(v01, ddof=1) / n
    spread = np.var(v10 - w10, ddof=1) / m + np.var(v01 - w01, ddof=1) / n
    z = (v10.mean() - w10.mean()) / np.sqrt(spread)
    return [v10.mean(), variance, z, stats.norm.sf(z)]


def difference_in_differences(d):
    references, n, m = d.size(0, 6), d.size(10, 60), d.size(10, 60)
    suspect = d.values(n), d.values(m)
    models = [(d.values(n, d.below(100)), d.values(m)) for _ in range(references)]
    gaps = np.array([a.mean() - b.mean() for a, b in models])
    a, b = (s - (np.mean([pair[i] for pair in models], axis=0) if models else 0) for i, s in enumerate(suspect))
    effect = (gaps.mean() if references else 0) - (suspect[0].mean() - suspect[1].mean())
    parts = np.var(a, ddof=1) / n, np.var(b, ddof=1) / m
    items = sum(parts)
    if references == 0:
        spread, df = 0, items**2 / (parts[0] ** 2 / (n - 1) + parts[1] ** 2 / (m - 1))
    elif references < 3:
        spread, df = 0.02**2 * (1 + 1 / references), np.inf
    else:
        spread = max(np.var(gaps, ddof=1), 0.008**2) * (1 + 1 / references)
        df = (items + spread) ** 2 / (spread**2 / (references - 1) + items**2 / (n + m - 2))
    error = np.sqrt(items + spread)
    tail = stats.norm if np.isinf(df) else stats.t(df)
    return [effect, error, tail.sf(effect / error), effect + tail.ppf(0.95) * error, 0 if np.isinf(df) else df]


def t_distribution(d):
    t, df = (d.share() - 0.5) * 20, 1 + d.share() * (d.below(3) * 100 + 10)
    return [stats.t.cdf(t, df), stats.t.sf(t, df), stats.t.ppf(d.share(), df)]


def normal_distribution(d):
    z = (d.share() - 0.5) * 24
    return [stats.norm.cdf(z), stats.norm.sf(z), stats.norm.ppf(d.share() ** 3)]


def beta_quantile(d):
    a, b = d.size(1, 300), d.size(1, 300)
    return [stats.beta.ppf(d.share(), a, b)]


TESTS = [
    welch, paired, mann_whitney, mann_whitney_exact, signed_rank, signed_rank_exact, sign_flip, permutation, ks_exact, ks_limit,
    clopper_pearson, equivalence, holm, false_discovery, fisher, conformal, leaked_share, delong, difference_in_differences,
    t_distribution, normal_distribution, beta_quantile,
]  # fmt: skip

if __name__ == "__main__":
    expected = {
        test.__name__: [[float(f"{value:.13g}") for value in test(Draws(number, case))] for case in range(CASES)]
        for number, test in enumerate(TESTS)
    }
    rows = ",\n".join(
        f"{json.dumps(name)}: [\n" + ",\n".join(json.dumps(case) for case in cases) + "\n]" for name, cases in expected.items()
    )
    versions = json.dumps({"scipy": scipy.__version__, "numpy": np.__version__})
    path = Path(__file__).resolve().parents[2] / "test" / "golden" / "scipy-random.json"
    path.write_text(f'{{"versions": {versions},\n"expected": {{\n{rows}\n}}}}\n')
    print(path.name, path.stat().st_size, "bytes")
