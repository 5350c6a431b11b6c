"""The worker's side of the bench: its task as an argument, then lines of JSON on standard input and output.

    worker: {"ready": true, "parameters": 34117, "versions": {"torch": "2.15.0"}, "note": "..."}
    driver: {"round": 1.0}                 train for so many seconds
    worker: {"steps": 130, "seconds": 1.003, "cpuSeconds": 1.01}

With "check" in the task a worker trains the first batches in order instead, and answers with the mean loss of each stretch.
"""

import json
import os
import sys
import time

import numpy as np

_answers = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)  # What libraries print must not look like an answer.

BEAT_LENGTH = 187
CLASSES = 5
HIDDEN = 128
BATCH = 64
LEARNING_RATE = 1e-3
WEIGHT_DECAY = 1e-5
# Before a worker calls itself ready: compilers have run, memory is there.
WARM_UP_STEPS = 8
# Of each round, not timed: the caches are full of what ran before.
WARM_UP_SHARE = 0.1


def tell(**message):
    _answers.write(json.dumps(message) + "\n")
    _answers.flush()


class Task:
    """What to train: `blocks` of filters and kernel size, how, and on what."""

    def __init__(self):
        task = json.loads(sys.argv[1])
        self.variant = task["variant"]
        self.threads = task["threads"]
        self.check = task.get("check")
        self.blocks = [(block["filters"], block["kernelSize"]) for block in task["blocks"]]
        self.beats = np.fromfile(task["beatsPath"], "<f4").reshape(-1, BEAT_LENGTH)
        self.labels = np.fromfile(task["labelsPath"], "u1").astype("int32")
        self._start = np.fromfile(task["startPath"], "<f4")

    def first_weights(self):
        """Block by block kernel [k, in, out], bias, scale, shift; then kernel [in, out] and bias of the two dense layers."""
        shapes, channels, length = [], 1, BEAT_LENGTH
        for filters, kernel_size in self.blocks:
            shapes += [(kernel_size, channels, filters), (filters,), (filters,), (filters,)]
            channels, length = filters, length // 2
        shapes += [(channels * length, HIDDEN), (HIDDEN,), (HIDDEN, CLASSES), (CLASSES,)]
        ends = np.cumsum([np.prod(shape) for shape in shapes])
        return [part.reshape(shape) for part, shape in zip(np.split(self._start, ends[:-1]), shapes)]


def check_stretches(check):
    """First and last row of each stretch of a check."""
    rows = check["steps"] * BATCH
    return [(index * rows, (index + 1) * rows) for index in range(check["stretches"])]


class Rounds:
    """Counts steps and answers when a round is over. `sync` waits until all that was asked for is computed."""

    def __init__(self, sync=lambda: None, **facts):
        self._sync = sync
        self._facts = facts
        self._seconds = None
        self._begin(0, is_warming=True)

    def finished(self, steps=1):
        """To be called after each step, or after a few."""
        self._steps += steps
        if self._seconds is None:
            if self._steps >= WARM_UP_STEPS:
                self._sync()
                tell(ready=True, **self._facts)
                self._wait()
        elif time.perf_counter() >= self._until:
            self._sync()
            if self._is_warming:
                self._begin(self._seconds, is_warming=False)
            else:
                seconds = time.perf_counter() - self._since
                tell(steps=self._steps, seconds=seconds, cpuSeconds=time.process_time() - self._cpu_since)
                self._wait()

    def _wait(self):
        line = sys.stdin.readline()
        if not line:
            os._exit(0)
        self._seconds = json.loads(line)["round"]
        self._begin(self._seconds * WARM_UP_SHARE, is_warming=True)

    def _begin(self, seconds, is_warming):
        self._is_warming = is_warming
        self._steps = 0
        self._cpu_since = time.process_time()
        self._since = time.perf_counter()
        self._until = self._since + seconds
