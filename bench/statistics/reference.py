"""Computes with SciPy and scikit-learn what `ours.ts` computes: cases as JSON on standard input, numbers on standard output."""

import json
import math
import sys

import numpy
import scipy
import sklearn
from scipy import optimize, stats
from sklearn import metrics

cases = json.load(sys.stdin)
samples = [numpy.asarray(values) for values in cases["samples"]]


def flat(groups):
    return [float(value) for group in groups for value in group]


def all_resample_means(values):
    sums = numpy.zeros(1)
    for _ in values:
        sums = numpy.add.outer(sums, values).ravel()
    return sums / len(values)


def sign_flip_p(values):
    mean = lambda sample, axis: numpy.mean(sample, axis=axis)
    return stats.permutation_test((values,), mean, permutation_type="samples", n_resamples=math.inf).pvalue


def corrected_scale(values, ratio):
    return math.sqrt(numpy.var(values, ddof=1) * (1 / len(values) + ratio))


def corrected_p(values, ratio):
    return 2 * stats.t.sf(abs(numpy.mean(values)) / corrected_scale(values, ratio), len(values) - 1)


def equivalence(values, ratio):
    posterior = stats.t(len(values) - 1, loc=numpy.mean(values), scale=corrected_scale(values, ratio))
    return posterior.cdf(-0.01), posterior.cdf(0.01) - posterior.cdf(-0.01), posterior.sf(0.01)


def mcnemar_p(first, second):
    if first + second < 25:
        return stats.binomtest(first, first + second).pvalue if first + second else 1.0
    return stats.chi2.sf((abs(first - second) - 1) ** 2 / (first + second), 1)


def holm(family):
    order = numpy.argsort(family)
    steps = numpy.asarray(family)[order] * numpy.arange(len(family), 0, -1)
    adjusted = numpy.empty(len(family))
    adjusted[order] = numpy.minimum(1, numpy.maximum.accumulate(steps))
    return adjusted


persons = {name: numpy.asarray(values) for name, values in cases["persons"].items()}
labels, predicted, classes = persons["labels"], persons["predicted"], cases["persons"]["classes"]
count = persons["persons"].max() + 1
beats_of = [numpy.flatnonzero(persons["persons"] == person) for person in range(count)]


def macro_f1(run, drawn):
    beats = numpy.concatenate([beats_of[person] for person in drawn])
    truth, guess = labels[beats], predicted[run][beats]
    return metrics.f1_score(truth, guess, labels=classes, average="macro", zero_division=0)


matrices = numpy.asarray(
    [
        [metrics.confusion_matrix(labels[beats], run[beats], labels=range(5)) for beats in beats_of]
        for run in predicted
    ]
)


def quick_f1(run, drawn):
    """The same of the counts, for tens of thousands of resamples."""
    matrix = matrices[run][drawn].sum(axis=0)
    totals = matrix.sum(0) + matrix.sum(1)
    f1 = numpy.divide(2.0 * numpy.diag(matrix), totals, out=numpy.zeros(5), where=totals > 0)
    return f1[classes].mean()


def interval_and_error(statistic):
    """Ends of SciPy's percentile interval, and the standard deviation of the resampled statistic."""
    people = (numpy.arange(count),)
    found = stats.bootstrap(people, statistic, method="percentile", n_resamples=20_000, vectorized=False, rng=1)
    return found.confidence_interval, float(found.bootstrap_distribution.std())


resampled = numpy.random.default_rng(2).integers(0, count, (20_000, count))
of_variant = [lambda seed, drawn: quick_f1(seed, drawn), lambda seed, drawn: quick_f1(2 + seed, drawn)]
of_variant.append(lambda seed, drawn: of_variant[1](seed, drawn) - of_variant[0](seed, drawn))


def over_patients(score):
    return lambda drawn: (score(0, drawn) + score(1, drawn)) / 2


def over_both(score):
    """Ends of the mixture, over resamples of persons, of Student's t over two seeds; t itself is not drawn.

    Beside them, the standard deviation of a normal distribution that is as dense at its ends as the mixture at these.
    """
    means = numpy.asarray([(score(0, drawn) + score(1, drawn)) / 2 for drawn in resampled])
    on_all = [score(seed, numpy.arange(count)) for seed in range(2)]
    posteriors = stats.t(1, loc=means, scale=stats.sem(on_all))
    ends = [optimize.brentq(lambda x: posteriors.cdf(x).mean() - q, -99, 99, xtol=1e-9) for q in (0.025, 0.975)]
    return ends, [stats.norm.pdf(stats.norm.ppf(0.025)) / posteriors.pdf(end).mean() for end in ends]


over_patients_found = [interval_and_error(over_patients(score)) for score in of_variant]
over_both_found = [over_both(score) for score in of_variant]
drawn = {
    "bootstrap over patients": {
        "values": flat(ends for ends, _ in over_patients_found),
        "spreads": [sd for _, sd in over_patients_found for _ in range(2)],
    },
    "Student's t over seeds, bootstrap over patients": {
        "values": flat(ends for ends, _ in over_both_found),
        "spreads": flat(spreads for _, spreads in over_both_found),
    },
}

exact = {
    "Student's t interval": flat(
        stats.t.interval(0.95, len(v) - 1, loc=v.mean(), scale=stats.sem(v)) for v in samples
    ),
    "bootstrap of a mean, all resamples": flat(
        numpy.percentile(all_resample_means(values), [2.5, 97.5]) for values in samples
    ),
    "sign-flip permutation test": [float(sign_flip_p(values)) for values in samples],
    "corrected resampled t-test": [float(corrected_p(case["values"], case["ratio"])) for case in cases["folds"]],
    "correlated Bayesian t-test": flat(equivalence(case["values"], case["ratio"]) for case in cases["folds"]),
    "McNemar's test": [float(mcnemar_p(case["firstOnly"], case["secondOnly"])) for case in cases["discordant"]],
    "Holm's adjustment": flat(holm(family) for family in cases["families"]),
    "macro F1 of resampled persons": [
        float(macro_f1(run, numpy.repeat(numpy.arange(count), times)))
        for times in cases["times"]
        for run in range(len(predicted))
    ],
}
versions = {"SciPy": scipy.__version__, "scikit-learn": sklearn.__version__, "NumPy": numpy.__version__}
json.dump({"versions": versions, "exact": exact, "drawn": drawn}, sys.stdout)
