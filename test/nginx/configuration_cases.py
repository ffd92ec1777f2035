"""The configuration: what nginx refuses, and the page about the module, block by block."""

import contextlib
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

import harness
import module
from processes import SECONDS, free_port
from targets import PAGE

ROOT = pathlib.Path(__file__).resolve().parents[2]
DOCUMENT = (ROOT / "docs/embedding-nginx.md").read_text(encoding="utf-8")
SERVER = "stream { server { listen 127.0.0.1:%d; %s } }"


class Configuration(unittest.TestCase):
    def check(self, directives, users=""):
        return module.check(SERVER % (free_port(), directives + "proxy_pass $socks_address;"), {"users": users})

    def test_right(self):
        for directives in ("", "socks off;", "socks on; socks_users none;", "socks on; socks_users users;",
                           "socks on; socks_users none; socks_allow 10.0.0.0/8; socks_deny ::1; socks_allow 0.0.0.0/0;"):
            status, said = self.check(directives, "# nobody\n")
            self.assertEqual(status, 0, said)

    def test_wrong(self):
        for directives, reason in (
                ("socks on;", 'has a server with "socks", but no "socks_users"'),
                ("socks_allow 10.0.0.0/8; socks on;", 'no "socks_users"'),
                ("socks on; socks_users;", 'invalid number of arguments in "socks_users"'),
                ("socks on; socks_users none; socks_users users;", '"socks_users" directive is duplicate'),
                ("socks on; socks_users nowhere;", "No such file"),
                ("socks on; socks_users none; socks_allow 10.0.0.1/8;", "takes a network such as 10.0.0.0/8"),
                ("socks on; socks_users none; socks_deny localhost;", "takes a network such as 10.0.0.0/8"),
                ("socks perhaps;", "it must be")):
            status, said = self.check(directives)
            self.assertNotEqual(status, 0, directives)
            self.assertIn(reason, said)

    def test_wrong_users(self):
        for users, line in (("ann;", 1), ("\nann secret more;", 2), ('ann "";', 1), ('"" x;', 1), ("a" * 256 + " x;", 1),
                            ("ann " + "x" * 256 + ";", 1), ("# c\nann secret", 2), ("ann secret {}", 1), ("ann:secret\n", 2)):
            status, said = self.check("socks on; socks_users users;", users)
            self.assertNotEqual(status, 0, users)
            self.assertRegex(said, rf"/users:{line}\n")
            self.assertNotIn("secret", said.replace("ann:secret", ""))

    def test_nobody_is_let_in_by_a_file_without_users(self):
        dns = harness.UdpEcho(handler=harness.DnsHandler)
        nginx = module.start(dns, "# nobody\n", module.Case.SERVER)
        self.addCleanup(nginx.stop)
        for sent, answer in ((b"\5\1\0", b"\5\xff"), (b"\5\1\2" + harness.credentials(b"", b""), b"\5\2\1\1"),
                             (b"\5\1\2" + harness.credentials(b"\0", b"\0"), b"\5\2\1\1"), (b"\4\1\0\1\1\1\1\1\0", b"")):
            with nginx.connect() as client:
                client.sendall(sent)
                self.assertEqual(harness.take_all(client), answer)
        self.assertEqual(nginx.stop(), 0)
        dns.shutdown()
        dns.server_close()


def blocks(kind):
    return re.findall(rf"^```{kind}\n(.*?)^```$", DOCUMENT, re.M | re.S)


class ThePage(unittest.TestCase):
    def test_its_lists_are_those_of_the_code(self):
        code = "".join(path.read_text() for path in (ROOT / "examples/nginx").glob("*.[ch]"))
        directives = set(re.findall(r'\{ngx_string\("(\w+)"\), [A-Z]', code))
        self.assertEqual(set(re.findall(r"^\| `(socks\w*) [A-Zon]", DOCUMENT, re.M)), directives)
        variables = set(re.findall(r'ngx_string\("(socks_\w+)"\)', code)) - directives
        self.assertEqual(set(re.findall(r"^\| `\$(\w+)`", DOCUMENT, re.M)), variables)
        networks = re.findall(r'"([0-9a-f.:]+/\d+)"', code[code.index("socks_local[]"):code.index("};", code.index("socks_local[]"))])
        self.assertEqual(re.findall(r"[0-9a-f:.]+/\d+", re.search(r"^Denied are.*?\. These", DOCUMENT, re.M | re.S)[0]), networks)
        self.assertEqual(len(blocks("nginx")[0].splitlines()), 10)

    def test_the_module_is_small(self):
        lines = sum(len(path.read_text().splitlines()) for path in (ROOT / "examples/nginx").glob("*.[ch]"))
        self.assertLessEqual(lines, 600)

    def outside(self, stack):
        """A host of its own, 192.0.2.1, with a page on port 80."""
        host = stack.enter_context(subprocess.Popen(
            ["unshare", "--net", sys.executable, pathlib.Path(__file__).with_name("outside.py")], text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE))
        stack.callback(host.kill)
        self.assertEqual(host.stdout.readline(), "here\n")
        for command in (f"link add outer type veth peer name inner netns {host.pid}", "addr add 192.0.2.254/24 dev outer",
                        "link set outer up"):
            subprocess.run(["ip", *command.split()], check=True, timeout=SECONDS)
        host.stdin.write("\n")
        host.stdin.flush()
        self.assertEqual(host.stdout.readline(), "listening\n")

    @unittest.skipUnless(os.environ.get("HARDWIRE_NAMESPACE") == "yes" and os.geteuid() == 0, "in no namespace of our own")
    def test_it_works_as_it_stands(self):
        """Debian's nginx with Debian's configuration and the lines of the page, in folders of our own."""
        harness.DnsHandler.NAMES.update({"example.com": ["192.0.2.1"], "inside.example": ["127.0.0.1"]})
        build, install, run = blocks("sh")
        self.assertEqual(build.splitlines()[-1], "examples/nginx/build.sh")
        with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
            os.chmod(folder, 0o755)
            self.outside(stack)
            dns = harness.UdpEcho(handler=harness.DnsHandler, port=53)
            stack.callback(dns.server_close)
            stack.callback(dns.shutdown)
            pathlib.Path(folder, "page").write_text(blocks("nginx")[0])
            done = subprocess.run(["unshare", "--mount", "sh", "-euc", MOUNTS + install.replace("build/nginx/", "$MODULE/") + LINES + run + MORE],
                                  cwd=ROOT, env={**os.environ, "FOLDER": folder, "MODULE": os.path.dirname(module.MODULE)},
                                  capture_output=True, text=True, timeout=120, check=False)
            self.assertEqual((done.returncode, done.stdout), (0, PAGE.decode() + "97 97 97 97\n"), done.stderr)
            for said in ("(2)", "User was rejected", "No authentication method"):
                self.assertIn(said, done.stderr)


# Copies of what nginx reads and writes, which nobody else sees.
MOUNTS = """
for name in /etc/nginx /usr/lib/nginx/modules /var/log/nginx /var/lib/nginx /run; do
  mkdir -p "$FOLDER/copy$name"
  [ "$name" = /run ] || cp -a "$name/." "$FOLDER/copy$name"
  mount --bind "$FOLDER/copy$name" "$name"
done
"""
LINES = 'cat "$FOLDER/page" >>/etc/nginx/nginx.conf\n'
MORE = """
fetch() {
  status=0
  curl --silent --show-error --max-time 20 "$@" || status=$?
}
fetch --socks5-hostname 127.0.0.1:1080 --proxy-user ann:wrong http://example.com/; said=$status
fetch --socks5-hostname 127.0.0.1:1080 http://example.com/; said="$said $status"
fetch --socks5-hostname 127.0.0.1:1080 --proxy-user ann:secret http://inside.example/; said="$said $status"
fetch --socks5 127.0.0.1:1080 --proxy-user ann:secret http://192.0.2.254/; said="$said $status"
kill "$(cat /run/nginx.pid)"
echo "$said"
"""
