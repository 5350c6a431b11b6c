"""Recomputes the scores and intervals of the reference study with scikit-learn and SciPy, and looks them up in its page.

From experiments.db it takes only what was predicted, the labels and the split; everything else is computed anew.
Run it in an environment with numpy, scipy, scikit-learn and safetensors:

    python3 scripts/reference/check.py experiments.db docs/published-study.md
"""

import json
import sqlite3
import sys
from pathlib import Path

import numpy
from safetensors.numpy import load
from scipy import stats
from sklearn import metrics

CLASSES = [0, 1, 2, 3, 4]
problems = []


def expect(is_so, what):
    if not is_so:
        problems.append(what)


def content(db, sha256):
    return load(db.execute("SELECT content FROM artifacts WHERE sha256 = ?", [sha256]).fetchone()[0])


def read_labels(db):
    """Labels of each part, in the order of the predictions."""
    excerpt, split = db.execute(
        "SELECT excerpt_sha256, splits.sha256 FROM data_sets JOIN splits ON splits.data_set_id = data_sets.id"
        " WHERE excerpt_sha256 IS NOT NULL AND kind = 'published'"
    ).fetchone()
    labels, rows = content(db, excerpt)["labels"], content(db, split)
    return {part: labels[rows[part]] for part in ("validation", "test")}


def score(db, run_id, part, labels):
    """Macro and weighted F1 of a run, after a check of its stored confusion matrix and logits."""
    predicted, confusion, logits = db.execute(
        "SELECT predicted, confusion, logits_sha256 FROM evaluations WHERE run_id = ? AND part = ?", [run_id, part]
    ).fetchone()
    predicted = numpy.frombuffer(predicted, dtype=numpy.uint8)
    matrix = metrics.confusion_matrix(labels, predicted, labels=CLASSES)
    expect(matrix.tolist() == json.loads(confusion), f"run {run_id}, {part}: the stored confusion matrix is another")
    if logits:
        agree = (content(db, logits)["logits"].argmax(axis=1) == predicted).mean()
        expect(agree > 0.999, f"run {run_id}, {part}: float16 logits give other classes for {1 - agree:.2%} of the beats")
    return {
        average: metrics.f1_score(labels, predicted, labels=CLASSES, average=average) for average in ("macro", "weighted")
    }


def plain(value):
    return f"{value:.3f}"


def mean_and_sd(values):
    return plain(values.mean()) + (f" ± {plain(values.std(ddof=1))}" if len(values) > 1 else "")


def interval(values, spread):
    """95 % by Student's t; `spread` is the standard error that it is of."""
    ends = stats.t.interval(0.95, len(values) - 1, loc=values.mean(), scale=spread)
    return "[" + ", ".join(plain(end) for end in ends) + "]"


def expected_cells(values):
    if len(values) < 2:
        return [mean_and_sd(values)]
    sd, n = values.std(ddof=1), len(values)
    return [mean_and_sd(values), interval(values, sd / n**0.5), interval(values, sd * (1 + 1 / n) ** 0.5)]


def rows_of(page, heading):
    """Table rows of one section of the page, by their first cell."""
    section = page.split(f"## {heading}", 1)[1].split("\n## ", 1)[0]
    rows = {}
    for line in section.splitlines():
        if line.startswith("|"):
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            rows.setdefault(cells[0], []).extend(cells[1:])
    return rows


def check_study(db, study_id, rows, labels, averages=("macro", "weighted")):
    variants = db.execute("SELECT id, name FROM variants WHERE study_id = ? ORDER BY position", [study_id]).fetchall()
    macro = {}
    for variant_id, name in variants:
        runs = db.execute(
            "SELECT id, seed FROM runs WHERE variant_id = ? AND state = 'finished' ORDER BY seed", [variant_id]
        ).fetchall()
        printed = " ; ".join(rows.get(name, []))
        for part in ("validation", "test"):
            scores = [score(db, run_id, part, labels[part]) for run_id, _ in runs]
            for average in averages:
                values = numpy.array([one[average] for one in scores])
                expect(mean_and_sd(values) in printed, f"{name}, {part}, {average}: {mean_and_sd(values)} is not printed")
            macro[name, part] = {seed: one["macro"] for (_, seed), one in zip(runs, scores)}
    return macro


def check_intervals(macro, rows):
    for (name, part), scores in macro.items():
        if part != "validation":
            continue
        for cell in expected_cells(numpy.array(list(scores.values()))):
            expect(cell in rows.get(name, []), f"{name}: {cell} is not in the table of published values")


def signed(value):
    text = f"{abs(value):.3f}"
    return text if float(text) == 0 else f"{'−' if value < 0 else '+'}{text}"


def check_effects(macro, page):
    rows = [line for line in page.splitlines() if line.startswith(("| depth", "| filters", "| kernel size"))]
    for row in rows:
        _, pair, _, _, *printed = [cell.strip() for cell in row.strip("|").split("|")]
        start, end = pair.replace("Model ", "").split(", ")
        for part, cell in zip(("validation", "test"), printed):
            before, after = macro[f"Model {start}", part], macro[f"Model {end}", part]
            values = numpy.array([after[seed] - before[seed] for seed in after if seed in before])
            text = signed(values.mean())
            if len(values) > 1:
                ends = stats.t.interval(0.95, len(values) - 1, loc=values.mean(), scale=stats.sem(values))
                text += f" [{', '.join(signed(one) for one in ends)}]"
            expect(cell == text, f"{pair}, {part}: {cell} is printed, {text} is right")
    return len(rows)


def main(database, page_file):
    db = sqlite3.connect(f"file:{database}?mode=ro&immutable=1", uri=True)
    page = Path(page_file).read_text()
    labels = read_labels(db)
    studies = dict(db.execute("SELECT name, id FROM studies"))
    published = rows_of(page, "Ours against published")
    macro = check_study(db, studies["Published study"], published, labels)
    check_intervals(macro, published)
    effects = check_effects(macro, page)
    recurrent = rows_of(page, "What the CNN-LSTM's .98 is")
    check_study(db, studies["Published CNN-LSTM"], recurrent, labels)
    check_study(db, studies["Published augmentation"], rows_of(page, "Augmentation"), labels, averages=("macro",))
    for problem in problems:
        print(problem)
    print(f"{len(macro) // 2} models, {effects} effects: {len(problems)} problems")
    sys.exit(1 if problems else 0)


main(*sys.argv[1:])
