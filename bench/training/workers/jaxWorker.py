"""JAX: one compiled function a step, its buffers donated, batches gathered inside from all beats."""

import json
import os
import sys

if json.loads(sys.argv[1])["threads"] == 1:  # Read once, when JAX starts.
    os.environ["NPROC"] = "1"
    os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false"

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax
from protocol import BATCH, LEARNING_RATE, WEIGHT_DECAY, Rounds, Task, check_stretches, tell

BETA1, BETA2, EPSILON = 0.9, 0.999, 1e-8
MOMENTUM, NORM_EPSILON = 0.1, 1e-5
# Calls wait in a queue; the clock is looked at when so many are done.
STEPS_BETWEEN_LOOKS = 4


def split_parameters(weights):
    """Blocks of (kernel, bias, scale, shift), and the two dense layers."""
    blocks = [tuple(weights[at : at + 4]) for at in range(0, len(weights) - 4, 4)]
    return blocks, tuple(weights[-4:])


def forward(parameters, averages, x, labels):
    blocks, (kernel1, bias1, kernel2, bias2) = parameters
    updated = []
    for (kernel, bias, scale, shift), (mean, variance) in zip(blocks, averages):
        x, batch_mean, batch_variance = block(x, kernel, bias, scale, shift)
        updated.append((mean + MOMENTUM * (batch_mean - mean), variance + MOMENTUM * (batch_variance - variance)))
    hidden = jax.nn.relu(x.reshape(x.shape[0], -1) @ kernel1 + bias1)
    log_probabilities = jax.nn.log_softmax(hidden @ kernel2 + bias2)
    return -jnp.take_along_axis(log_probabilities, labels[:, None], 1).mean(), updated


def block(x, kernel, bias, scale, shift):
    z = lax.conv_general_dilated(x, kernel, (1,), "SAME", dimension_numbers=("NWC", "WIO", "NWC")) + bias
    mean = z.mean((0, 1))
    variance = (z * z).mean((0, 1)) - mean * mean
    y = jax.nn.relu((z - mean) * (scale * lax.rsqrt(variance + NORM_EPSILON)) + shift)
    length, count = z.shape[1] // 2, z.shape[0] * z.shape[1]
    pooled = y[:, : 2 * length].reshape(y.shape[0], length, 2, -1).mean(2)
    return pooled, mean, variance * (count / (count - 1))


def step(state, beats, labels, rows):
    parameters, first, second, averages, count, loss_sum = state
    gradient = jax.value_and_grad(forward, has_aux=True)
    (loss, averages), gradients = gradient(parameters, averages, beats[rows][..., None], labels[rows])
    count += 1
    gradients = jax.tree.map(lambda g, p: g + WEIGHT_DECAY * p, gradients, parameters)
    first = jax.tree.map(lambda m, g: BETA1 * m + (1 - BETA1) * g, first, gradients)
    second = jax.tree.map(lambda v, g: BETA2 * v + (1 - BETA2) * g * g, second, gradients)
    rate, root = LEARNING_RATE / (1 - BETA1**count), 1 / jnp.sqrt(1 - BETA2**count)
    parameters = jax.tree.map(lambda p, m, v: p - rate * m / (jnp.sqrt(v) * root + EPSILON), parameters, first, second)
    return parameters, first, second, averages, count, loss_sum + loss


def main():
    task = Task()
    beats, labels = jnp.asarray(task.beats), jnp.asarray(task.labels)
    weights = [jnp.asarray(weight) for weight in task.first_weights()]
    parameters = split_parameters(weights)
    zeros = [jax.tree.map(jnp.zeros_like, parameters) for _ in range(2)]
    averages = [(jnp.zeros(filters), jnp.ones(filters)) for filters, _ in task.blocks]
    state = (parameters, *zeros, averages, jnp.zeros(()), jnp.zeros(()))
    train = jax.jit(step, donate_argnums=0)
    facts = {"parameters": sum(weight.size for weight in weights), "versions": {"jax": jax.__version__}}

    def reset_loss(state):
        return (*state[:5], jnp.zeros(()))

    if task.check:
        losses = []
        for first, last in check_stretches(task.check):
            state = reset_loss(state)
            for row in range(first, last, BATCH):
                state = train(state, beats, labels, np.arange(row, row + BATCH, dtype="int32"))
            losses.append(float(state[5]) / task.check["steps"])
        return tell(losses=losses, **facts)

    random = np.random.default_rng(1)
    rounds = Rounds(**facts)
    while True:
        state = reset_loss(state)
        order = random.permutation(len(beats)).astype("int32")
        for index, row in enumerate(range(0, len(order), BATCH), 1):
            state = train(state, beats, labels, order[row : row + BATCH])
            if index % STEPS_BETWEEN_LOOKS == 0:
                state[5].block_until_ready()
                rounds.finished(STEPS_BETWEEN_LOOKS)


if __name__ == "__main__":
    main()
