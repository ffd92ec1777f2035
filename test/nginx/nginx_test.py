#!/usr/bin/env python3
"""nginx with the module of examples/nginx, as its clients meet it.

    nginx_test.py MODULE

Where that is allowed it runs in a network namespace of its own, which the test of the page needs: else that says that it
is skipped.
"""

import os
import resource
import sys
import unittest

import module
from configuration_cases import *  # noqa: F401,F403
from connect_cases import *  # noqa: F401,F403
from hostile_cases import *  # noqa: F401,F403
from processes import enter_namespace

if __name__ == "__main__":
    enter_namespace(map_root=os.geteuid() != 0)
    module.MODULE = os.path.abspath(sys.argv.pop(1))
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    unittest.main(verbosity=2)
