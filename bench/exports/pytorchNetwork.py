"""A network of Beatbench in PyTorch, from a safetensors file that `beatbench run export` wrote.

    from pytorchNetwork import load
    network = load("model-11-seed-1.safetensors")
    logits = network(beats)        # [batch, 187] to [batch, 5]
"""

import json

import torch
from safetensors import safe_open
from torch import nn
from torch.nn import functional


def load(path):
    """The network in inference mode."""
    with safe_open(path, framework="pt") as file:
        architecture = json.loads(file.metadata()["architecture"])
        tensors = {name: file.get_tensor(name) for name in file.keys()}
    return Network(architecture, tensors).eval()


class Network(nn.Module):
    def __init__(self, architecture, tensors):
        super().__init__()
        self.architecture = architecture
        self.tensors = tensors
        self.cells = nn.ModuleList()
        for index, layer in enumerate(architecture["recurrent"]):
            self.cells.append(recurrent_cell(layer, f"recurrent{index + 1}.cell", tensors))

    def forward(self, beats):
        """Maps are [batch, channels, length]."""
        with torch.no_grad():
            map = beats[:, None, :]
            entries = []
            for index, block in enumerate(self.architecture["blocks"]):
                entries.append(map)
                map = self.block(block, f"block{index + 1}", map, entries)
            entries = []
            for index, layer in enumerate(self.architecture["recurrent"]):
                entries.append(map)
                states, _ = self.cells[index](map.transpose(1, 2))
                map = states.transpose(1, 2)
                if layer["join"]:
                    map = self.join(layer["join"], f"recurrent{index + 1}", map, entries)
            return self.head(map)

    def block(self, block, name, map, entries):
        map = self.convolve(block, name, map)
        if block["normalisation"] == "batch":
            parts = [self.tensors[f"{name}.norm.{part}"] for part in ("running_mean", "running_var", "weight", "bias")]
            map = functional.batch_norm(map, *parts, training=False, eps=1e-5)
        elif block["normalisation"] == "layer":
            map = self.layer_norm(f"{name}.norm", map)
        if block["join"]:
            map = self.join(block["join"], name, map, entries)
        map = activate(block["activation"], map)
        pooling = block["pooling"]
        if pooling["type"] == "average":
            return functional.avg_pool1d(map, pooling["size"], pooling["stride"])
        return functional.max_pool1d(map, pooling["size"], pooling["stride"]) if pooling["type"] == "max" else map

    def convolve(self, block, name, map):
        weight = self.tensors[f"{name}.conv.weight"].permute(2, 1, 0)
        bias = self.tensors[f"{name}.conv.bias"] if block["bias"] else None
        if block["padding"] == "same":
            length = map.shape[2]
            windows = -(-length // block["stride"])
            span = (block["kernelSize"] - 1) * block["dilation"] + 1
            zeros = max(0, (windows - 1) * block["stride"] + span - length)
            map = functional.pad(map, (zeros // 2, zeros - zeros // 2))
        return functional.conv1d(map, weight, bias, stride=block["stride"], dilation=block["dilation"])

    def layer_norm(self, name, map):
        weight, bias = self.tensors[f"{name}.weight"], self.tensors[f"{name}.bias"]
        return functional.layer_norm(map.transpose(1, 2), weight.shape, weight, bias, eps=1e-5).transpose(1, 2)

    def join(self, join, name, map, entries):
        around = entries[-join["span"]]
        weight = self.tensors.get(f"{name}.join.weight")
        if weight is not None:
            stride = round(around.shape[2] / map.shape[2])
            around = functional.conv1d(around, weight.permute(2, 1, 0), self.tensors[f"{name}.join.bias"], stride=stride)
        map = map + around
        return self.layer_norm(f"{name}.joinNorm", map) if join["type"] == "add-norm" else map

    def head(self, map):
        head = self.architecture["head"]
        values = self.reduce(head["reduce"], map)
        for index in range(len(head["dense"])):
            values = activate(head["activation"], self.dense(f"head.dense{index + 1}", values))
        return self.dense("head.output", values)

    def reduce(self, reduce, map):
        if reduce == "global-average":
            return map.mean(2)
        if reduce == "global-max":
            return map.amax(2)
        if reduce == "flatten":
            return map.transpose(1, 2).flatten(1)
        if not self.architecture["recurrent"][-1]["bidirectional"]:
            return map[:, :, -1]
        forward, backward = map.chunk(2, dim=1)
        return torch.cat([forward[:, :, -1], backward[:, :, 0]], dim=1)

    def dense(self, name, values):
        return values @ self.tensors[f"{name}.weight"] + self.tensors[f"{name}.bias"]


def activate(name, values):
    functions = {
        "relu": functional.relu,
        "leaky-relu": lambda some: functional.leaky_relu(some, 0.01),
        "gelu": functional.gelu,
        "tanh": torch.tanh,
        "none": lambda some: some,
    }
    return functions[name](values)


def recurrent_cell(layer, name, tensors):
    """PyTorch's own layer with the file's weights, whose axes are the other way round."""
    modules = {"rnn": nn.RNN, "gru": nn.GRU, "lstm": nn.LSTM}
    size = tensors[f"{name}.weight_ih"].shape[0]
    module = modules[layer["cell"]](size, layer["units"], batch_first=True, bidirectional=layer["bidirectional"])
    state = {}
    for ending in ("", "_reverse") if layer["bidirectional"] else ("",):
        for part in ("weight_ih", "weight_hh", "bias_ih", "bias_hh"):
            tensor = tensors[f"{name}.{part}{ending}"]
            state[f"{part}_l0{ending}"] = tensor.T.contiguous() if part.startswith("weight") else tensor
    module.load_state_dict(state)
    return module
