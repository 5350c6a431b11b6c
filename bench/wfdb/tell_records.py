"""
Answers, for each line of standard input (a JSON list of folder, record and annotator or null), what wfdb-python reads: a
line of JSON, then for each signal its samples as int32 (where there are digital ones) and float64.
"""

import json
import os
import sys

here = os.path.dirname(os.path.abspath(__file__))
sys.path.append(os.path.join(here, "..", "..", "test", "fixtures", "wfdb"))
from wfdb_reading import has_signals, read_annotations, read_signals  # noqa: E402


def tell(path, annotator):
    answer = {"error": None, "signals": [], "annotations": []}
    arrays = []
    if has_signals(path):
        for signal in read_signals(path)[1]:
            digital, physical = signal["digital"], signal["physical"]
            answer["signals"].append({"samples": len(physical), "isDigital": digital is not None})
            arrays += [physical] if digital is None else [digital, physical]
    if annotator is not None:
        answer["annotations"] = read_annotations(path, annotator)
    return answer, arrays


for line in sys.stdin:
    folder, name, annotator = json.loads(line)
    try:
        answer, arrays = tell(os.path.join(folder, name), annotator)
    except Exception as error:
        answer, arrays = {"error": f"{type(error).__name__}: {error}", "signals": [], "annotations": []}, []
    sys.stdout.buffer.write(json.dumps(answer).encode("utf-8") + b"\n")
    for array in arrays:
        sys.stdout.buffer.write(array.tobytes())
    sys.stdout.buffer.flush()
