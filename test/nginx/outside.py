"""A host of its own, in a network namespace of its own, for configuration_cases.py: a page at 192.0.2.1:80.

Says "here", waits for a line, by which there is an interface `inner`, and says "listening".
"""

import pathlib
import subprocess
import sys
import threading

sys.path.append(str(pathlib.Path(__file__).parents[1] / "interop"))
from targets import Page, TcpServer  # noqa: E402

print("here", flush=True)
sys.stdin.readline()
for command in ("addr add 192.0.2.1/24 dev inner", "link set inner up"):
    subprocess.run(["ip", *command.split()], check=True)
server = TcpServer("192.0.2.1", 80, Page)
threading.Thread(target=server.serve_forever, daemon=True).start()
print("listening", flush=True)
sys.stdin.read()
