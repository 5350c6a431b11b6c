"""PyTorch: `conv1d` as a researcher writes it, `channels-last` as an expert does, both eager; `compiled` is that by TorchInductor."""

import copy
import os
import time

os.environ.setdefault("TORCHINDUCTOR_COMPILE_THREADS", "1")

import torch
from protocol import BATCH, CLASSES, HIDDEN, LEARNING_RATE, WEIGHT_DECAY, Rounds, Task, check_stretches, tell
from torch import nn


def build_conv1d(blocks, length):
    layers, channels = [], 1
    for filters, kernel_size in blocks:
        layers += [nn.Conv1d(channels, filters, kernel_size, padding="same"), nn.BatchNorm1d(filters), nn.ReLU(), nn.AvgPool1d(2)]
        channels, length = filters, length // 2
    return nn.Sequential(*layers, nn.Flatten(), *dense(channels * length))


class FlattenByTime(nn.Module):
    """[batch, channels, 1, length] in channels_last to [batch, length * channels]: as it lies in memory, without a copy."""

    def forward(self, x):
        return x.permute(0, 2, 3, 1).flatten(1)


def build_channels_last(blocks, length):
    """Conv1d as Conv2d of height 1: oneDNN then takes [batch, length, channels] as it is."""
    layers, channels = [], 1
    for filters, kernel_size in blocks:
        convolution = nn.Conv2d(channels, filters, (1, kernel_size), padding="same")
        layers += [convolution, nn.BatchNorm2d(filters), nn.ReLU(), nn.AvgPool2d((1, 2))]
        channels, length = filters, length // 2
    network = nn.Sequential(*layers, FlattenByTime(), *dense(channels * length))
    return network.to(memory_format=torch.channels_last)


def dense(inputs):
    return [nn.Linear(inputs, HIDDEN), nn.ReLU(), nn.Linear(HIDDEN, CLASSES)]


def put_weights(network, weights, is_flat):
    """From the layouts of `Task.first_weights` to PyTorch's."""
    weights = iter(torch.from_numpy(weight.copy()) for weight in weights)
    channels = 1
    for layer in network:
        if isinstance(layer, (nn.Conv1d, nn.Conv2d)):
            channels = layer.out_channels
            kernel = next(weights).permute(2, 1, 0)
            put(layer, kernel if is_flat else kernel.unsqueeze(2), next(weights))
        elif isinstance(layer, (nn.BatchNorm1d, nn.BatchNorm2d)):
            put(layer, next(weights), next(weights))
        elif isinstance(layer, nn.Linear):
            kernel = next(weights)
            if is_flat and layer.out_features == HIDDEN:  # Rows by time, then channel; nn.Flatten goes by channel first.
                kernel = kernel.unflatten(0, (-1, channels)).transpose(0, 1).flatten(0, 1)
            put(layer, kernel.T, next(weights))


def put(layer, weight, bias):
    with torch.no_grad():
        layer.weight.copy_(weight)
        layer.bias.copy_(bias)


class Trainer:
    def __init__(self, network, optimiser, beats, labels):
        self.network, self.optimiser, self.beats, self.labels = network, optimiser, beats, labels
        self.criterion = nn.CrossEntropyLoss()
        self.loss_sum = torch.zeros(())
        self.loss, self.update = self.mean_loss, self.optimiser.step

    def compile(self):
        self.loss, self.update = torch.compile(self.mean_loss), torch.compile(lambda: self.optimiser.step())

    def mean_loss(self, x, labels):
        return self.criterion(self.network(x), labels)

    def step(self, rows):
        self.optimiser.zero_grad()
        loss = self.loss(self.beats[rows], self.labels[rows])
        loss.backward()
        self.update()
        self.loss_sum += loss.detach()


def adam(network, **kind):
    return torch.optim.Adam(network.parameters(), lr=LEARNING_RATE, weight_decay=WEIGHT_DECAY, **kind)


def fastest_adam(network, beats, labels):
    """`fused` or `foreach`, whichever takes less processor time for this network."""

    def processor_time(kind):
        tried = copy.deepcopy(network)
        trainer = Trainer(tried, adam(tried, **{kind: True}), beats, labels)
        rows = torch.arange(BATCH)
        for _ in range(3):
            trainer.step(rows)
        since = time.process_time()
        for _ in range(8):
            trainer.step(rows)
        return time.process_time() - since

    return min(("fused", "foreach"), key=processor_time)


def main():
    task = Task()
    torch.set_num_threads(task.threads)
    torch.set_num_interop_threads(1)
    is_flat = task.variant == "conv1d"
    beats, labels = torch.from_numpy(task.beats), torch.from_numpy(task.labels).long()
    if is_flat:
        beats = beats.unsqueeze(1)
        network = build_conv1d(task.blocks, beats.shape[-1])
    else:
        torch.set_flush_denormal(True)
        beats = beats.reshape(len(beats), 1, 1, -1).contiguous(memory_format=torch.channels_last)
        network = build_channels_last(task.blocks, beats.shape[-1])
    put_weights(network, task.first_weights(), is_flat)
    kind = None if is_flat else fastest_adam(network, beats, labels)
    trainer = Trainer(network, adam(network, **({kind: True} if kind else {})), beats, labels)
    if task.variant == "compiled":
        trainer.compile()
    facts = {
        "parameters": sum(parameter.numel() for parameter in network.parameters()),
        "versions": {"torch": torch.__version__},
        **({"note": f"Adam: {kind}"} if kind else {}),
    }
    if task.check:
        return tell(losses=[train_in_order(trainer, *rows) for rows in check_stretches(task.check)], **facts)
    rounds = Rounds(**facts)
    while True:
        trainer.loss_sum.zero_()
        for rows in torch.randperm(len(beats)).split(BATCH):
            trainer.step(rows)
            rounds.finished()


def train_in_order(trainer, first, last):
    trainer.loss_sum.zero_()
    batches = torch.arange(first, last).split(BATCH)
    for rows in batches:
        trainer.step(rows)
    return trainer.loss_sum.item() / len(batches)


if __name__ == "__main__":
    main()
