"""A headless Chromium, driven by its DevTools protocol over a pipe."""

import json
import os
import select
import shutil
import subprocess
import tempfile
import time

FLAGS = ["--headless", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update",
         "--disable-dev-shm-usage", "--disable-ipc-flooding-protection",
         "--hide-scrollbars", "--remote-debugging-pipe", "--host-resolver-rules=MAP * ~NOTFOUND"]
SECONDS = 60  # that an answer may take


class Page:
    """One page. `noises`: what it said that a quiet page does not say, since it was last asked. Use it in `with`."""

    def __init__(self):
        self.folder = tempfile.mkdtemp()
        ours, theirs = os.pipe(), os.pipe()  # each to be read, to be written
        # As root Chromium runs in no sandbox of its own. It reads what descriptor 3 has and writes to 4.
        flags = [*FLAGS, *(["--no-sandbox"] if os.getuid() == 0 else []), f"--user-data-dir={self.folder}"]
        self.process = subprocess.Popen(
            ["bash", "-c", f'exec chromium "$@" 3<&{theirs[0]} 4>&{ours[1]}', "chromium", *flags, "about:blank"],
            pass_fds=(theirs[0], ours[1]), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(theirs[0])
        os.close(ours[1])
        self.input, self.output = open(ours[0], "rb"), open(theirs[1], "wb")
        self.number, self.session, self.noises, self.loaded, self.rest = 0, None, [], 0, b""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log", "Accessibility", "DOM"):
            self.call(f"{domain}.enable")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.output.close()
        try:
            self.process.wait(timeout=10)  # it ends with the pipe
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.input.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def receive(self):
        """The next message; those that nobody waits for are events."""
        while b"\0" not in self.rest:
            if not select.select([self.input], [], [], SECONDS)[0]:
                raise TimeoutError("Chromium says nothing")
            chunk = os.read(self.input.fileno(), 1 << 20)
            if not chunk:
                raise EOFError("Chromium has ended")
            self.rest += chunk
        message, _, self.rest = self.rest.partition(b"\0")
        message = json.loads(message)
        self.hear(message.get("method"), message.get("params", {}))
        return message

    def hear(self, method, params):
        if method == "Page.loadEventFired":
            self.loaded += 1
        elif method == "Page.javascriptDialogOpening":
            self.noises.append(f"a dialog: {params['message']}")
            self.send("Page.handleJavaScriptDialog", accept=False)
        elif method == "Network.requestWillBeSent":
            self.noises.append(f"a request for {params['request']['url'][:200]}")
        elif method == "Runtime.exceptionThrown":
            details = params["exceptionDetails"]
            self.noises.append(f"an exception: {details.get('exception', {}).get('description', details['text'])}")
        elif method in ("Log.entryAdded", "Runtime.consoleAPICalled"):
            self.noises.append(f"a message: {json.dumps(params)[:300]}")

    def send(self, method, **params):
        self.number += 1
        message = {"id": self.number, "method": method, "params": params}
        if self.session:
            message["sessionId"] = self.session
        self.output.write(json.dumps(message).encode() + b"\0")
        self.output.flush()
        return self.number

    def call(self, method, **params):
        number, until = self.send(method, **params), time.monotonic() + SECONDS
        while time.monotonic() < until:
            message = self.receive()
            if message.get("id") == number:
                if "error" in message:
                    raise RuntimeError(f"{method}: {message['error']}")
                return message["result"]
        raise TimeoutError(method)

    def navigate(self, url):
        loaded = self.loaded
        self.call("Page.navigate", url=url)
        while self.loaded == loaded:
            self.receive()

    def open(self, url):
        """Opens a page anew and waits until it is complete. Returns what it said but for itself."""
        self.navigate("about:blank")
        self.noises = []
        self.navigate(url)
        return [noise for noise in self.noises if not (noise + "#").startswith(f"a request for {url.split('#')[0]}#")]

    def evaluate(self, expression):
        """The value of an expression, awaited; raises what it throws."""
        done = self.call("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True, userGesture=True)
        if "exceptionDetails" in done:
            raise RuntimeError(done["exceptionDetails"].get("exception", {}).get("description", "an exception"))
        return done["result"].get("value")

    def press(self, key):
        for kind in ("keyDown", "keyUp"):
            self.call("Input.dispatchKeyEvent", type=kind, key=key, code=key,
                      windowsVirtualKeyCode={"Tab": 9, "End": 35, "Home": 36, "ArrowLeft": 37, "ArrowUp": 38,
                                             "ArrowRight": 39, "ArrowDown": 40}[key])
