"""Loads exported networks in PyTorch, Keras and ONNX Runtime, and prints their logits as JSON: by file name, a list for each beat.

    python load.py FOLDER

FOLDER has beats.safetensors ([beats, 187]) and the networks: NAME.safetensors, NAME.keras, NAME.onnx. See main.ts.
"""

import json
import os
import sys
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import onnx
import onnxruntime
import torch
from safetensors.numpy import load_file

from pytorchNetwork import load as load_pytorch


def run_pytorch(path, beats):
    return load_pytorch(path)(torch.from_numpy(beats)).numpy()


def run_keras(path, beats):
    return keras.saving.load_model(path).predict(beats[:, :, None], verbose=0)


def run_onnx(path, beats):
    onnx.checker.check_model(onnx.load(path), full_check=True)
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    [logits] = session.run(["logits"], {"beats": beats[:, None, :]})
    return logits


PROGRAMS = {".safetensors": run_pytorch, ".keras": run_keras, ".onnx": run_onnx}


def main():
    folder = Path(sys.argv[1])
    beats = load_file(folder / "beats.safetensors")["beats"]
    logits = {}
    for path in sorted(folder.iterdir()):
        run = PROGRAMS.get(path.suffix)
        if run and path.name != "beats.safetensors":
            logits[path.name] = run(str(path), beats).tolist()
    versions = {
        ".safetensors": f"PyTorch {torch.__version__}",
        ".keras": f"Keras {keras.__version__} on {keras.backend.backend()}",
        ".onnx": f"ONNX Runtime {onnxruntime.__version__}",
    }
    print(json.dumps({"versions": versions, "logits": logits}))


if __name__ == "__main__":
    main()
