"""Keras 3 on TensorFlow, `fit` with several steps in one call of the compiled function: `jit` with XLA, `graph` without."""

import os

os.environ.update(
    KERAS_BACKEND="tensorflow",
    TF_CPP_MIN_LOG_LEVEL="2",
    TF_ENABLE_ONEDNN_OPTS="1",
    # oneDNN then keeps the kernels that it has made for a shape.
    TF_MKL_OPTIMIZE_PRIMITIVE_MEMUSE="false",
)

import keras
import tensorflow as tf
from keras import layers
from protocol import (
    BATCH,
    BEAT_LENGTH,
    CLASSES,
    HIDDEN,
    LEARNING_RATE,
    WEIGHT_DECAY,
    Rounds,
    Task,
    check_stretches,
    tell,
)

STEPS_PER_CALL = 8


class CoupledAdam(keras.optimizers.Adam):
    """Weight decay as L2 in the gradient, which costs less here than a regulariser in each layer."""

    def update_step(self, gradient, variable, learning_rate):
        super().update_step(gradient + WEIGHT_DECAY * keras.ops.convert_to_tensor(variable), variable, learning_rate)


class EndOfCall(keras.callbacks.Callback):
    """Tells the rounds how many steps are done."""

    def __init__(self, rounds):
        super().__init__()
        self.rounds = rounds
        self.done = 0

    def on_epoch_begin(self, epoch, logs=None):
        self.done = 0

    def on_train_batch_end(self, batch, logs=None):
        steps, self.done = batch + 1 - self.done, batch + 1
        self.rounds.finished(steps)


def build(task):
    network = keras.Sequential([keras.Input((BEAT_LENGTH, 1))])
    for filters, kernel_size in task.blocks:
        network.add(layers.Conv1D(filters, kernel_size, padding="same"))
        network.add(layers.BatchNormalization(momentum=0.9, epsilon=1e-5))
        network.add(layers.ReLU())
        network.add(layers.AveragePooling1D(2))
    network.add(layers.Flatten())
    network.add(layers.Dense(HIDDEN, activation="relu"))
    network.add(layers.Dense(CLASSES))
    for variable, weight in zip(network.trainable_variables, task.first_weights(), strict=True):
        variable.assign(weight)
    network.compile(
        optimizer=CoupledAdam(LEARNING_RATE, epsilon=1e-8),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        jit_compile=task.variant == "jit",
        steps_per_execution=STEPS_PER_CALL,
    )
    return network


def main():
    task = Task()
    tf.config.threading.set_intra_op_parallelism_threads(task.threads)
    tf.config.threading.set_inter_op_parallelism_threads(task.threads)
    network = build(task)
    beats = task.beats[:, :, None]
    facts = {
        "parameters": sum(int(tf.size(variable)) for variable in network.trainable_variables),
        "versions": {"keras": keras.__version__, "tensorflow": tf.__version__},
    }
    options = {"batch_size": BATCH, "verbose": 0}
    if task.check:
        losses = []
        for first, last in check_stretches(task.check):
            history = network.fit(beats[first:last], task.labels[first:last], shuffle=False, **options).history
            losses.append(history["loss"][0])
        return tell(losses=losses, **facts)
    network.fit(beats, task.labels, epochs=10**6, callbacks=[EndOfCall(Rounds(**facts))], **options)


if __name__ == "__main__":
    main()
