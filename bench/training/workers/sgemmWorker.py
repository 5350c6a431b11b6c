"""Products of two float32 matrices of 1024 x 1024: what the machine's best library reaches. A step is one product."""

import torch
from protocol import Rounds, Task

SIDE = 1024


def main():
    task = Task()
    torch.set_num_threads(task.threads)
    a, b, product = (torch.rand(SIDE, SIDE) for _ in range(3))
    rounds = Rounds(parameters=0, versions={"torch": torch.__version__})
    while True:
        torch.mm(a, b, out=product)
        rounds.finished()


if __name__ == "__main__":
    main()
