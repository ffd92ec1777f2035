"""What lies between two peers on loopback: forwarders that capture, and the capture as a pcap file."""

import select
import socket
import struct
import threading

SERVER_PORT = 4433
CLIENT_PORT = 40000
TCP, UDP = 6, 17


class Forwarder(threading.Thread):
    """Passes bytes between one client and the server at `port`, in one thread, so in order.

    `capture` is a list of (from_client, bytes), one entry a datagram or what one recv() gave.
    """

    def __init__(self, protocol, port):
        super().__init__(daemon=True)
        self.protocol, self.target = protocol, ("127.0.0.1", port)
        self.capture = []
        self.stopped = threading.Event()
        self.front = socket.socket(type=socket.SOCK_STREAM if protocol == TCP else socket.SOCK_DGRAM)
        self.front.bind(("127.0.0.1", 0))
        if protocol == TCP:
            self.front.listen(1)
        self.port = self.front.getsockname()[1]
        self.start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        """Returns once all that has arrived is passed on."""
        self.stopped.set()
        self.join(10)
        self.front.close()
        assert not self.is_alive(), "the forwarder hangs"

    def run(self):
        while not self.stopped.is_set() and not select.select([self.front], [], [], 0.1)[0]:
            pass
        if not self.stopped.is_set():
            (self.stream if self.protocol == TCP else self.datagrams)()

    def stream(self):
        client = self.front.accept()[0]
        server = socket.create_connection(self.target, 10)
        other, reading = {client: server, server: client}, {client, server}
        with client, server:
            while reading:
                ready = select.select(reading, [], [], 0.1)[0]
                if not ready and self.stopped.is_set():
                    return
                for end in ready:
                    if not self.pass_on(end, other[end], end is client):
                        reading.discard(end)

    def pass_on(self, source, target, from_client):
        """False: nothing more comes from `source`. A peer that has closed early may reset."""
        try:
            data = source.recv(65536)
        except ConnectionResetError:
            data = b""
        try:
            if data:
                self.capture.append((from_client, data))
                target.sendall(data)
            else:
                target.shutdown(socket.SHUT_WR)
        except OSError:
            pass
        return bool(data)

    def datagrams(self):
        with socket.socket(type=socket.SOCK_DGRAM) as back:
            back.connect(self.target)
            client = None
            while True:
                ready = select.select([self.front, back], [], [], 0.1)[0]
                if not ready and self.stopped.is_set():
                    return
                for end in ready:
                    try:
                        if end is self.front:
                            data, client = self.front.recvfrom(65536)
                            self.capture.append((True, data))
                            back.send(data)
                        else:
                            data = back.recv(65536)
                            self.capture.append((False, data))
                            self.front.sendto(data, client)
                    except ConnectionRefusedError:
                        pass  # the peer has closed its socket


def pcap(protocol, capture):
    """The bytes of a pcap file of raw IPv4 packets; TCP in segments of an Ethernet's size."""
    packets = [struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, 101)]
    sent = {True: 1, False: 1}
    for from_client, data in capture:
        step = 1460 if protocol == TCP else max(len(data), 1)
        for at in range(0, len(data), step):
            piece = data[at:at + step]
            ports = (CLIENT_PORT, SERVER_PORT) if from_client else (SERVER_PORT, CLIENT_PORT)
            if protocol == TCP:
                header = struct.pack(">HHIIBBHHH", *ports, sent[from_client], sent[not from_client], 5 << 4, 0x18,
                                     65535, 0, 0)
                sent[from_client] += len(piece)
            else:
                header = struct.pack(">HHHH", *ports, 8 + len(piece), 0)
            hosts = b"\x7f\0\0\1\x7f\0\0\2" if from_client else b"\x7f\0\0\2\x7f\0\0\1"
            size = 20 + len(header) + len(piece)
            ip = struct.pack(">BBHHHBBH", 0x45, 0, size, len(packets), 0x4000, 64, protocol, 0) + hosts
            packets.append(struct.pack("<IIII", len(packets), 0, size, size) + ip + header + piece)
    return b"".join(packets)
