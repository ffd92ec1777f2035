"""What peers connect to on loopback, and a tap that keeps what passes between a client and its proxy."""

import http.server
import socket
import socketserver
import threading

HOSTS = ("127.0.0.1", "::1")
PAGE = b"<html><body>a page behind the proxy</body></html>"


class Echo(socketserver.BaseRequestHandler):
    """Gives back what comes; says "end" once the other side has ended."""

    def handle(self):
        while data := self.request.recv(65536):
            self.request.sendall(data)
        self.request.sendall(b"end")


class Page(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(PAGE)))
        self.end_headers()
        self.wfile.write(PAGE)

    def log_message(self, *_):
        pass


class TcpServer(socketserver.ThreadingTCPServer):
    daemon_threads = True

    def __init__(self, host, port, handler):
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        super().__init__((host, port), handler)

    def handle_error(self, request, client_address):
        pass  # a peer has reset the connection


def serve_in_thread(server):
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()


class Target:
    """A server at the same port of 127.0.0.1 and ::1."""

    def __init__(self, handler):
        for _ in range(100):
            self.servers = [TcpServer(HOSTS[0], 0, handler)]
            self.port = self.servers[0].server_address[1]
            try:
                self.servers.append(TcpServer(HOSTS[1], self.port, handler))
                break
            except OSError:
                self.servers[0].server_close()
        else:
            raise AssertionError("no port is free on both 127.0.0.1 and ::1: IPv6 is needed on loopback")
        for server in self.servers:
            serve_in_thread(server)

    def close(self):
        for server in self.servers:
            server.shutdown()
            server.server_close()


class UdpEcho:
    def __init__(self, host):
        self.socket = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind((host, 0))
        self.port = self.socket.getsockname()[1]
        threading.Thread(target=self.run, daemon=True).start()

    def run(self):
        while True:
            data, sender = self.socket.recvfrom(65536)
            if data == b"stop":
                self.socket.close()
                return
            self.socket.sendto(data, sender)

    def close(self):
        self.socket.sendto(b"stop", self.socket.getsockname()[:2])


class Tap:
    """Passes connections on to 127.0.0.1:port. `heard`: what each client has sent, in the order of connections."""

    def __init__(self, port):
        tap = self
        self.heard = []

        class Pass(socketserver.BaseRequestHandler):
            def handle(self):
                heard = bytearray()
                tap.heard.append(heard)
                with socket.create_connection(("127.0.0.1", port), 10) as proxy:
                    back = threading.Thread(target=copy, args=(proxy, self.request), daemon=True)
                    back.start()
                    copy(self.request, proxy, heard)
                    back.join()

        self.server = TcpServer("127.0.0.1", 0, Pass)
        self.port = self.server.server_address[1]
        serve_in_thread(self.server)

    def close(self):
        self.server.shutdown()
        self.server.server_close()


def copy(source, sink, heard=None):
    """Until `source` ends, which `sink` is told."""
    try:
        while data := source.recv(65536):
            if heard is not None:
                heard += data
            sink.sendall(data)
        sink.shutdown(socket.SHUT_WR)
    except OSError:
        pass  # one end has reset the connection
