"""The ablation of bench/ablation.ts by Keras 3 on TensorFlow, as somebody would write it who knows it well.

    kerasAblation.py TASK.json jit|graph PROCESSES THREADS

Processes take models from a list, longest first. A model is built and compiled once for all its seeds, which saves
compilations; steps are sent several at a time; all batches have one shape (the rest of the training part is left out),
so that XLA compiles one step only. No checkpoints are written. One line of JSON for each run.
"""

import json
import os
import queue
import sys
import time
from multiprocessing import get_context

BATCH = 64
STEPS_PER_CALL = 16
WEIGHT_DECAY = 1e-5
CLASSES = 5


def read_safetensors(path):
    import numpy as np

    with open(path, "rb") as file:
        size = int.from_bytes(file.read(8), "little")
        header = json.loads(file.read(size))
        body = file.read()
    types = {"F32": np.float32, "U8": np.uint8, "U16": np.uint16, "U32": np.uint32}
    tensors = {}
    for name, entry in header.items():
        if name != "__metadata__":
            first, last = entry["data_offsets"]
            tensors[name] = np.frombuffer(body[first:last], types[entry["dtype"]]).reshape(entry["shape"])
    return tensors


def macro_f1(labels, predicted):
    """As scikit-learn: a class that is neither there nor predicted counts 0."""
    scores = []
    for label in range(CLASSES):
        hits = int(((labels == label) & (predicted == label)).sum())
        both = int((labels == label).sum() + (predicted == label).sum())
        scores.append(2 * hits / both if both else 0.0)
    return sum(scores) / CLASSES


def whole_batch(count):
    """The largest batch up to 512 that divides a part, so that scoring has one shape too."""
    return max(size for size in range(1, 513) if count % size == 0)


def work(task, is_jit, threads, models, results):
    os.environ.update(
        KERAS_BACKEND="tensorflow",
        TF_CPP_MIN_LOG_LEVEL="2",
        TF_ENABLE_ONEDNN_OPTS="1",
        TF_MKL_OPTIMIZE_PRIMITIVE_MEMUSE="false",
        CUDA_VISIBLE_DEVICES="",
    )
    import keras
    import tensorflow as tf
    from keras import layers

    tf.config.threading.set_intra_op_parallelism_threads(threads)
    tf.config.threading.set_inter_op_parallelism_threads(threads)

    class CoupledAdam(keras.optimizers.Adam):
        """Weight decay as L2 in the gradient, which costs less here than a regulariser in each layer."""

        def update_step(self, gradient, variable, learning_rate):
            super().update_step(gradient + WEIGHT_DECAY * keras.ops.convert_to_tensor(variable), variable, learning_rate)

    def build(blocks):
        network = keras.Sequential([keras.Input((187, 1))])
        for filters, kernel_size in blocks:
            network.add(layers.Conv1D(filters, kernel_size, padding="same"))
            network.add(layers.BatchNormalization(momentum=0.9, epsilon=1e-5))
            network.add(layers.ReLU())
            network.add(layers.AveragePooling1D(2))
        network.add(layers.Flatten())
        network.add(layers.Dense(128, activation="relu"))
        network.add(layers.Dense(CLASSES))
        return network

    data = read_safetensors(task["dataPath"])
    rows = read_safetensors(task["splitPath"])
    beats = data["beats"][:, :, None]
    labels = data["labels"].astype("int32")
    train = rows["train"][: len(rows["train"]) // BATCH * BATCH]
    parts = {part: (beats[rows[part]], labels[rows[part]]) for part in ("validation", "test")}
    x, y = beats[train], labels[train]

    while True:
        model = models.get()
        if model is None:
            return
        network = build(model["blocks"])
        network.compile(
            optimizer=CoupledAdam(1e-3, epsilon=1e-8),
            loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
            metrics=["accuracy"],
            jit_compile=is_jit,
            steps_per_execution=STEPS_PER_CALL,
        )
        for seed in task["seeds"]:
            began = time.perf_counter()
            keras.utils.set_random_seed(seed)
            network.set_weights(build(model["blocks"]).get_weights())
            if network.optimizer.built:
                for variable in network.optimizer.variables:
                    if variable is not network.optimizer.learning_rate:
                        variable.assign(keras.ops.zeros_like(variable))
            network.fit(
                x,
                y,
                batch_size=BATCH,
                epochs=task["epochs"],
                validation_data=parts["validation"],
                validation_batch_size=whole_batch(len(rows["validation"])),
                verbose=0,
            )
            scores = {}
            for part, (beats_of, labels_of) in parts.items():
                logits = network.predict(beats_of, batch_size=whole_batch(len(beats_of)), verbose=0)
                scores[part] = macro_f1(labels_of, logits.argmax(axis=1))
            results.put(
                {
                    "model": model["model"],
                    "seed": seed,
                    "testMacroF1": scores["test"],
                    "validationMacroF1": scores["validation"],
                    "seconds": time.perf_counter() - began,
                }
            )


def cost(model):
    """Multiply-accumulates of one beat."""
    length, channels, total = 187, 1, 0
    for filters, kernel_size in model["blocks"]:
        total += length * kernel_size * channels * filters
        length, channels = length // 2, filters
    return total + length * channels * 128


def next_result(results, workers):
    """Waits for a run, but not for one of a worker that has failed."""
    while True:
        try:
            return results.get(timeout=1)
        except queue.Empty:
            if any(worker.exitcode for worker in workers):
                sys.exit("A worker failed.")


def main():
    task_path, way, processes, threads = sys.argv[1:]
    with open(task_path) as file:
        task = json.load(file)
    context = get_context("spawn")
    models, results = context.Queue(), context.Queue()
    for model in sorted(task["models"], key=cost, reverse=True):
        models.put(model)
    workers = []
    for _ in range(int(processes)):
        models.put(None)
        arguments = (task, way == "jit", int(threads), models, results)
        workers.append(context.Process(target=work, args=arguments, daemon=True))
        workers[-1].start()
    for _ in range(len(task["models"]) * len(task["seeds"])):
        print(json.dumps(next_result(results, workers)), flush=True)
    for worker in workers:
        worker.join()
    sys.exit(max(worker.exitcode for worker in workers))


if __name__ == "__main__":
    main()
