"""SOCKS servers on loopback: each a context that gives a Peer once it listens at its port.

    with dante(folder) as peer: ...
"""

import contextlib
import getpass
import os
import pathlib
import subprocess

from processes import SECONDS, Peer, free_port

DANTE = """
logoutput: {folder}/danted.log
internal: 127.0.0.1 port = {port}
external: 127.0.0.1
external: ::1
clientmethod: none
socksmethod: none
{privileges}
client pass {{ from: 0/0 to: 0/0 }}
socks pass {{ from: 0/0 to: 0/0 }}
"""

# Authorities that nobody is: Tor knows no relay and never leaves this machine.
TOR = """
SocksPort 127.0.0.1:{port} ExtendedErrors
DataDirectory {folder}/tor-data
DirAuthority nobody orport=9 no-v2 v3ident=0000000000000000000000000000000000000001 127.0.0.1:9 {fingerprint}
UseDefaultFallbackDirs 0
SocksTimeout 2
Log notice stdout
"""

SSHD = """
ListenAddress 127.0.0.1:{port}
HostKey {folder}/host_key
AuthorizedKeysFile {folder}/user_key.pub
PidFile none
StrictModes no
UsePAM no
PermitRootLogin yes
PasswordAuthentication no
"""


@contextlib.contextmanager
def listening(folder, name, port, command):
    with Peer(folder, name, command) as peer:
        peer.wait_for_port(port)
        yield peer


def microsocks(folder, user=None):
    port = free_port()
    flags = ["-u", user[0], "-P", user[1]] if user else []
    return listening(folder, f"microsocks-{port}", port, ["microsocks", "-i", "127.0.0.1", "-p", str(port), *flags])


def configured(folder, name, text, command, **values):
    """Starts `command` behind which the file goes that holds `text`."""
    port = free_port()
    file = pathlib.Path(folder, f"{name}.conf")
    file.write_text(text.format(folder=folder, port=port, **values))
    return listening(folder, name, port, [*command, str(file)])


def dante(folder):
    privileges = "user.unprivileged: nobody" if os.getuid() == 0 else ""
    return configured(folder, "danted", DANTE, ["danted", "-f"], privileges=privileges)


def tor(folder):
    pathlib.Path(folder, "tor-data").mkdir(mode=0o700)
    return configured(folder, "tor", TOR, ["tor", "--defaults-torrc", "/dev/null", "-f"], fingerprint="0" * 39 + "1")


def sshd(folder):
    if os.getuid() == 0:
        os.makedirs("/run/sshd", exist_ok=True)  # sshd asks for it, even where it uses no other user
    for key in ("host_key", "user_key"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key], cwd=folder, check=True,
                       timeout=SECONDS)
    return configured(folder, "sshd", SSHD, ["/usr/sbin/sshd", "-D", "-e", "-f"])


def ssh_command(folder, port, *flags):
    """ssh to the sshd at `port`; what it is to run goes behind."""
    return ["ssh", "-F", "none", "-i", f"{folder}/user_key", "-o", "BatchMode=yes", "-o", "StrictHostKeyChecking=no",
            "-o", f"UserKnownHostsFile={folder}/known_hosts", "-o", "LogLevel=ERROR", "-p", str(port), *flags,
            f"{getpass.getuser()}@127.0.0.1"]


@contextlib.contextmanager
def ssh(folder):
    port = free_port()
    with sshd(folder) as at, \
            listening(folder, "ssh", port, ssh_command(folder, at.port, "-N", "-D", f"127.0.0.1:{port}")) as peer:
        yield peer


@contextlib.contextmanager
def proxy(folder, program, user=None):
    """examples/proxy."""
    flags = []
    if user:
        pathlib.Path(folder, "users").write_text(":".join(user) + "\n")
        flags = ["--users", f"{folder}/users"]
    with Peer(folder, "proxy", [program, "--listen", "127.0.0.1:0", *flags]) as peer:
        peer.port = int(peer.wait_for_text(rb"listening on 127\.0\.0\.1:(\d+)")[1])
        yield peer
