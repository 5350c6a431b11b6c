"""Milliseconds of one training step of published models in PyTorch, for comparison with bench/steps.ts.

    python -m venv venv && venv/bin/pip install torch numpy
    venv/bin/python bench/pytorchSteps.py [models, such as 1,6,8,11] [rounds]

Batch 64, the published recipe, one thread, as a researcher writes it (Conv1d) and as an expert does (Conv2d of height 1
in channels_last). By the clock (median of a second of steps) and in processor time; medians over interleaved rounds.
"""

import sys
import time
from statistics import median

import torch
from torch import nn

FILTERS = {
    1: [32],
    4: [64],
    5: [128],
    6: [32, 64],
    7: [32, 64, 128],
    8: [32, 64, 128, 256],
    9: [64, 128, 256, 512, 1024],
    11: [32] * 5,
}
BATCH = 64
BEATS = 4096


def build(filters, is_flat):
    """Flat: Conv1d over [batch, channels, length]; otherwise Conv2d of height 1 in channels_last."""
    layers, channels, length = [], 1, 187
    for count in filters:
        if is_flat:
            layers += [nn.Conv1d(channels, count, 3, padding="same"), nn.BatchNorm1d(count), nn.ReLU(), nn.AvgPool1d(2)]
        else:
            layers += [nn.Conv2d(channels, count, (1, 3), padding="same"), nn.BatchNorm2d(count), nn.ReLU(), nn.AvgPool2d((1, 2))]
        channels, length = count, length // 2
    layers += [nn.Flatten(), nn.Linear(channels * length, 128), nn.ReLU(), nn.Linear(128, 5)]
    network = nn.Sequential(*layers)
    return network if is_flat else network.to(memory_format=torch.channels_last)


def prepare(filters, is_flat):
    network = build(filters, is_flat)
    optimiser = torch.optim.Adam(network.parameters(), lr=1e-3, weight_decay=1e-5)
    criterion = nn.CrossEntropyLoss()
    beats = torch.rand(BEATS, 1, 187) if is_flat else torch.rand(BEATS, 1, 1, 187)
    labels = torch.randint(0, 5, (BEATS,))

    def step():
        rows = torch.randint(0, BEATS, (BATCH,))
        optimiser.zero_grad()
        loss = criterion(network(beats[rows]), labels[rows])
        loss.backward()
        optimiser.step()
        return loss.item()

    return step


def time_steps(step):
    times, cpu, until = [], time.process_time(), time.perf_counter() + 1
    while time.perf_counter() < until or len(times) < 5:
        start = time.perf_counter()
        step()
        times.append(time.perf_counter() - start)
    return median(times) * 1000, (time.process_time() - cpu) / len(times) * 1000


def main():
    torch.set_num_threads(1)
    models = [int(model) for model in (sys.argv[1] if len(sys.argv) > 1 else "1,6,8,11").split(",")]
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    entries = [(model, kind, prepare(FILTERS[model], kind == "Conv1d"), []) for model in models for kind in ("Conv1d", "channels_last")]
    for _, _, step, _ in entries:
        time_steps(step)
    for _ in range(rounds):
        for _, _, step, times in entries:
            times.append(time_steps(step))
    print(f"PyTorch {torch.__version__}, batch {BATCH}, 1 thread")
    for model, kind, _, times in entries:
        wall, cpu = (median(column) for column in zip(*times))
        print(f"Model {model}, {kind}: {wall:.2f} ms, CPU {cpu:.2f} ms")


if __name__ == "__main__":
    main()
