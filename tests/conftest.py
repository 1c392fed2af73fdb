"""What holds for every test."""

import os

from hypothesis import settings

# How long an example takes says something of the machine, nothing of us. In CI the examples are always the same: a
# red run can be made again.
settings.register_profile("askmany", deadline=None, derandomize="CI" in os.environ, print_blob=True)
settings.load_profile("askmany")
