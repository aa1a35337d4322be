"""`ecorridor`, from its first moment: what is typed while it still loads ends it without a word."""

from __future__ import annotations

import os
import signal


def main() -> None:
    """Load the command line and run it. Ctrl-C before that ends with 130, as it does afterwards."""
    is_ours = signal.getsignal(signal.SIGINT) is signal.default_int_handler  # nohup and its like have it ignored
    if is_ours:
        signal.signal(signal.SIGINT, lambda *_: os._exit(130))  # nothing has begun that would have to be ended
    from .cli import main as run

    if is_ours:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    run()


if __name__ == "__main__":
    main()
