#!/usr/bin/env python3
"""The inspect program as its users meet it: the batch contract, the seeds' outcomes, bad input.

    inspect_test.py INSPECT
"""

import json
import os
import pathlib
import random
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))
import seeds  # noqa: E402  (tools/seeds.py)

WHOLE_UNITS = ("socks5_udp", "tls_inner", "alert", "dtls_record", "dtls13_record", "dtls_handshake_header", "dtls_ack")
LATER = ("quic_initial", "nonsense", "SOCKS5_REQUEST", "")
KEYS = ["code", "detail", "n", "octet", "violations", "fields", "encoded", "cfnetwork", "openharmony",
        "secure_transport", "socks_reply", "tls_alert", "parts"]
INSPECT = ""


def run(*arguments, stdin=b""):
    return subprocess.run([INSPECT, *arguments], input=stdin, capture_output=True, timeout=60, check=False)


def batch(*lines):
    """The answers to `lines`, and the exit status."""
    done = run("--batch", stdin="".join(line + "\n" for line in lines).encode())
    assert done.stderr == b"", done.stderr
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(answers) == len(lines), (len(answers), len(lines))
    return answers, done.returncode


def kinds():
    (line,) = [line for line in run("--help").stdout.decode().splitlines() if line.startswith("Kinds: ")]
    return line.removeprefix("Kinds: ").split()


def numbers(fields):
    """Fields without the names beside the numbers."""
    if isinstance(fields, list):
        return [numbers(field) for field in fields]
    if not isinstance(fields, dict):
        return fields
    return {key: numbers(value) for key, value in fields.items() if not key.endswith("_name")}


def names(fields):
    return {key: value for key, value in fields.items() if key.endswith("_name")}


class Batch(unittest.TestCase):
    def test_one_object_a_line_with_every_key(self):
        answers, status = batch(*(f"{kind} -" for kind in kinds()))
        self.assertEqual(status, 0)
        for kind, answer in zip(kinds(), answers):
            self.assertEqual(list(answer), KEYS)
            self.assertEqual(answer["code"], "deserialization" if kind in WHOLE_UNITS else "need_more")
            self.assertEqual((answer["fields"], answer["violations"], answer["encoded"]), ({}, [], None))

    def test_fields(self):
        answers, _ = batch(
            "socks4_request 0401005000000007 lenient", "socks4_request 04010050000000076d6500782e7900",
            "socks4_request 04020050c000020100", "socks4_reply 005b0050c0000201",
            "socks5_gssapi 01010002beef", "socks5_gssapi 01ff", "socks5_udp 0000050103020100004e6162", "sniff 16030100",
            "socks5_greeting 05020002", "socks5_method_selection 05FF",
            "socks5_userpass_request 01017502002e", "socks5_userpass_reply 0105",
            "socks5_request 05010003026c00abcd lenient", "socks5_reply 0500000400000000000000000000000000000001ffff",
            "tls_record_header 1603010200", "socks5_request 05010001c00002010050",
            "tls_record 15030100020228", "tls_record 1603010001aa", "tls_inner 01001500", "tls_inner 686917", "alert 0270",
            "sslv2_hello 801c01030100030000001000002f" + "00" * 16)
        self.assertEqual([numbers(a["fields"]) for a in answers], [
            {},
            {"cmd": 1, "port": 80, "ip": "0.0.0.7", "userid_len": 2, "userid": "me", "v4a": True, "host_len": 3,
             "host": "x.y"},
            {"cmd": 2, "port": 80, "ip": "192.0.2.1", "userid_len": 0, "userid": "", "v4a": False},
            {"code": 91, "port": 80, "ip": "192.0.2.1"},
            {"version": 1, "type": 1, "length": 2, "token": "beef"}, {"version": 1, "type": 255, "length": 0, "token": ""},
            {"frag": 5, "atyp": 1, "addr": "3.2.1.0", "port": 78, "payload_len": 2},
            {"protocol": "tls"},
            {"methods": "0002"}, {"method": 255},
            {"ulen": 1, "user": "u", "plen": 2, "pass": "hex:002e"}, {"status": 5},
            {"cmd": 1, "atyp": 3, "addr_len": 2, "addr": "hex:6c00", "port": 0xABCD},
            {"rep": 0, "atyp": 4, "addr": "::1", "port": 65535},
            {"type": 22, "version": 769, "length": 512},
            {"cmd": 1, "atyp": 1, "addr": "192.0.2.1", "port": 80},
            {"type": 21, "version": 769, "length": 2, "level": 2, "description": 40},
            {"type": 22, "version": 769, "length": 1},
            {"level": 1, "description": 0, "type": 21, "content_len": 2, "padding": 1},
            {"type": 23, "content_len": 2, "padding": 0},
            {"level": 2, "description": 112},
            {"msg_length": 28, "version": 769, "cipher_spec_length": 3, "session_id_length": 0, "challenge_length": 16}])

    def test_numbers_have_their_names_beside_them(self):
        answers, _ = batch(
            "socks4_request 04020050c000020100", "socks4_reply 005b0050c0000201", "socks5_gssapi 01ff",
            "socks5_method_selection 05FF", "socks5_userpass_reply 0105", "socks5_request 05010003026c00abcd lenient",
            "socks5_reply 05630001000000000000", "socks5_reply 0500000400000000000000000000000000000001ffff",
            "tls_record 15030100020228", "tls_inner 01001500", "alert 0270", "tls_handshake_header 010002ff",
            "dtls_handshake_header 01000064000500000a000002feff99")
        self.assertEqual([names(a["fields"]) for a in answers], [
            {"cmd_name": "bind"}, {"code_name": "rejected"}, {"type_name": "abort"},
            {"method_name": "no_acceptable_methods"}, {"status_name": "failure"},
            {"cmd_name": "connect", "atyp_name": "domain_name"}, {"rep_name": "unassigned", "atyp_name": "ipv4"},
            {"rep_name": "succeeded", "atyp_name": "ipv6"},
            {"type_name": "alert", "level_name": "fatal", "description_name": "handshake_failure"},
            {"level_name": "warning", "description_name": "close_notify", "type_name": "alert"},
            {"level_name": "fatal", "description_name": "unrecognized_name"}, {"msg_type_name": "client_hello"},
            {"msg_type_name": "client_hello"}])
        answers, _ = batch("dtls_record 14fefd0000000000000012000101")
        self.assertEqual(names(answers[0]["fields"]["records"][0]), {"type_name": "change_cipher_spec"})

    def test_an_ack(self):
        answers, _ = batch("dtls_ack 0020" + "00" * 7 + "02" + "00" * 7 + "03" + "ff" * 16, "dtls_ack 0000", "dtls_ack 0011")
        self.assertEqual([(a["fields"], a["detail"], a["n"]) for a in answers], [
            ({"length": 32, "entries": [{"epoch": 2, "sequence": 3}, {"epoch": 2**64 - 1, "sequence": 2**64 - 1}]}, "none", 34),
            ({"length": 0, "entries": []}, "none", 2), ({}, "ack_length", 0)])

    HELLO = ("010000790303" + "52" * 32 + "02" + "aabb" + "0004" + "13010a0a" + "0100" + "004a" +
             "0a0a0000" + "0000000e000c0000096" + "12e6578616d706c65" + "002b00050403040303" + "000a0006000411ec001d" +
             "0010000500030268" + "32" + "000d000400020403" + "00330007000500" + "1d0001" + "07" + "fe0d000101")

    def test_a_client_hello_in_its_records(self):
        hello = bytes.fromhex(self.HELLO)

        def records(size):
            parts = [hello[i:i + size] for i in range(0, len(hello), size)]
            return "".join("160301%04x" % len(part) + part.hex() for part in parts)
        fields = {"legacy_version": 771, "session_id_len": 2, "cipher_suites": [0x1301, 0x0A0A],
                  "extensions": [0x0A0A, 0, 43, 10, 16, 13, 51, 0xFE0D], "sni": "a.example", "alpn": ["h2"],
                  "versions": [772, 771], "groups": [0x11EC, 29], "key_shares": [29], "signature_algorithms": [0x0403],
                  "ech": "inner", "psk_identities": None, "malformed": []}
        for size in (1, 7, 60, len(hello)):
            stream = records(size)
            answers, _ = batch(f"client_hello {stream}", f"client_hello {stream}1403", f"client_hello {stream[:-2]}")
            whole = fields | {"records": -(-len(hello) // size)}
            self.assertEqual([(a["code"], a["n"], a["fields"]) for a in answers],
                             [("ok", len(stream) // 2, whole)] * 2 + [("need_more", len(stream) // 2, {})])
            for cut in range(0, len(stream) - 2, 14):
                answers, _ = batch(f"client_hello {stream[:cut] or '-'}")
                self.assertEqual((answers[0]["code"], sum(p["size"] for p in answers[0]["parts"])), ("need_more", cut // 2))
        answers, _ = batch(f"client_hello {self.HELLO} ctx=message")
        self.assertEqual((answers[0]["code"], answers[0]["fields"], answers[0]["encoded"]), ("ok", fields, self.HELLO))

    def test_a_client_hello_without_extensions(self):
        answers, _ = batch("client_hello 160301002d" "010000290301" + "52" * 32 + "000002002f0100")
        self.assertEqual(answers[0]["fields"], {
            "legacy_version": 769, "session_id_len": 0, "cipher_suites": [47], "extensions": [], "sni": None, "alpn": None,
            "versions": None, "groups": None, "key_shares": None, "signature_algorithms": None, "ech": None,
            "psk_identities": None, "malformed": [], "records": 1})

    def test_what_is_no_client_hello(self):
        hello = self.HELLO
        record = "160301%04x" % (len(hello) // 2)
        answers, _ = batch(
            "client_hello 474554202f", "client_hello 15030300020228", "client_hello 802e010301", f"client_hello {record}02{hello[2:]}",
            f"client_hello 1603010004{hello[:8]}14030300010116", f"client_hello 160301ff{hello}", f"client_hello {record}01ff{hello[4:]}",
            f"client_hello {record[:-2]}ff{hello}" + "00" * 200, f"client_hello {record}{hello[:76]}21{hello[78:]}")
        self.assertEqual([(a["detail"], a["n"]) for a in answers], [
            ("not_tls_text", 0), ("unexpected_content_type", 0), ("not_tls_sslv2", 0), ("not_client_hello", 5),
            ("unexpected_content_type", 9), ("record_overflow", 3), ("handshake_too_long", 6), ("message_behind_hello", 0),
            ("session_id_too_long", 43)])
        for answer in answers:
            at_fault = [p for p in answer["parts"] if p["offset"] <= answer["n"] < p["offset"] + p["size"]]
            self.assertEqual(len(at_fault), 1, answer)

    def test_handshake_headers(self):
        answers, _ = batch("tls_handshake_header 010002ff", "dtls_handshake_header 01000064000500000a000002feff99")
        self.assertEqual([(numbers(a["fields"]), a["encoded"], a["n"]) for a in answers], [
            ({"msg_type": 1, "length": 767}, "010002ff", 4),
            ({"msg_type": 1, "length": 100, "message_seq": 5, "fragment_offset": 10, "fragment_length": 2, "present": 2},
             "01000064000500000a000002", 12)])

    def test_a_datagram_is_a_list_of_records_and_of_what_was_dropped(self):
        sixteen = "a0a1a2a3a4a5a6a7a8a9aaabacadaeaf"
        answers, _ = batch(
            "dtls_record 14fefd00000000000000120001" "01" "16fefe00000000000000000001" "01" "19fefd0001000000000001c1c2000102" "16fe strict cid_len=2",
            f"dtls13_record 36c1c2340010{sixteen}290001{sixteen} cid_len=2", "dtls_record 16fefe00000000000000000000",
            "dtls_record 16fefd0000", f"dtls_record 29000100{sixteen}", f"dtls_record 290001{sixteen} ctx=dtls13",
            "dtls_record 17fefd000100000000000000021234 limit=1")
        self.assertEqual([(a["code"], a["detail"], a["n"], a["encoded"]) for a in answers], [
            ("ok", "none", 30, None), ("ok", "none", 41, None), ("ok", "none", 13, None),
            ("deserialization", "truncated", 5, None), ("deserialization", "not_dtls", 0, None), ("ok", "none", 19, None),
            ("deserialization", "record_overflow", 11, None)])
        self.assertEqual(numbers(answers[0]["fields"]), {
            "records": [{"form": "plaintext", "type": 20, "version": 0xFEFD, "epoch": 0, "sequence": 18, "length": 1, "header_len": 13},
                        {"form": "cid", "type": 25, "version": 0xFEFD, "epoch": 1, "sequence": 1, "cid": "c1c2", "length": 1,
                         "header_len": 15}],
            "dropped": [{"offset": 14, "scope": "record", "reason": "record_version"},
                        {"offset": 44, "scope": "rest", "reason": "truncated"}]})
        self.assertEqual(numbers(answers[1]["fields"]), {
            "records": [{"form": "unified", "C": 1, "S": 0, "L": 1, "epoch_bits": 2, "cid": "c1c2", "seq_bits": "34", "length": 16,
                         "header_len": 6},
                        {"form": "unified", "C": 0, "S": 1, "L": 0, "epoch_bits": 1, "seq_bits": "0001", "length": 16,
                         "header_len": 3}],
            "dropped": []})
        self.assertEqual(answers[2]["violations"], ["record_version", "empty_fragment"])
        self.assertEqual([a["fields"] for a in answers[3:5]], [{}, {}])

    def test_a_refusal_decodes_ok_and_carries_the_platforms_numbers(self):
        answers, _ = batch("socks5_reply 05050001000000000000", "socks5_method_selection 05ff", "alert 0228", "alert 0100",
                           "alert 0170 version=0x0304", "alert 0170")
        self.assertEqual([a["code"] for a in answers], ["ok"] * 6)
        self.assertEqual([(a["secure_transport"], a["openharmony"], a["tls_alert"]) for a in answers[2:]],
                         [(-9824, 2303501, None), (-9805, 2303506, 0), (-9802, 2303501, None), (0, 0, None)])
        self.assertEqual(answers[0]["cfnetwork"],
                         {"domain": 5, "subdomain": 5, "code": 5, "packed": 0x50005})
        self.assertEqual(answers[0]["openharmony"], 2301208)
        self.assertEqual(answers[1]["cfnetwork"]["packed"], 0x400FF)

    def test_encoded_under_the_lenient_policy(self):
        answers, _ = batch("socks5_request 05017f0300abcd lenient", "socks5_userpass_reply 0500")
        self.assertEqual([a["encoded"] for a in answers], ["0501000300abcd", "0100"])
        self.assertEqual(answers[0]["violations"], ["reserved_nonzero", "empty_domain"])

    def test_policies_and_contexts(self):
        answers, status = batch(
            "socks5_request 05010100 strict", "socks5_request 05010100 interop", "socks5_request 05010100",
            "tls_record_header 1703034801 ctx=tls12-protected", "tls_record_header 1703034800 ctx=tls12-protected",
            "tls_record_header 1703030041 ctx=tls13-protected limit=64",
            "tls_record_header 1603020004 strict version=0x0302 ctx=tls12-plain",
            "tls_record_header 6303030004 lenient",
            "tls_inner 0114 ctx=tls13-protected", "tls_inner 0114 ctx=dtls12-cid", "tls_inner 00001a ctx=dtls13",
            "tls_inner 00001a ctx=dtls12-cid", "tls_inner 00001a", "tls_inner 00001a ctx=initial",
            "alert 0128 version=0xfefc")
        self.assertEqual(status, 0)
        self.assertEqual([(a["code"], a["detail"], a["n"]) for a in answers], [
            ("deserialization", "reserved_nonzero", 2), ("bad_address", "unknown_address_type", 3),
            ("bad_address", "unknown_address_type", 3), ("deserialization", "record_overflow", 3),
            ("ok", "none", 5), ("deserialization", "record_overflow", 3), ("ok", "none", 5), ("ok", "none", 5),
            ("deserialization", "unexpected_content_type", 1), ("ok", "none", 2), ("ok", "none", 3),
            ("deserialization", "unexpected_content_type", 2), ("deserialization", "unknown_content_type", 2),
            ("deserialization", "unknown_content_type", 2), ("ok", "none", 2)])

    def test_what_is_no_request_is_an_error_and_the_rest_is_answered(self):
        bad = [f"{kind} 00" for kind in LATER] + [
            "socks5_request", "socks5_request 0", "socks5_request 0g", "socks5_request 05 sloppy",
            "socks5_request 05 strict strict", "socks5_request 05 x=1", "socks5_request 05 ctx=initial",
            "tls_record_header 16 ctx=quic", "tls_record_header 16 limit=65536", "tls_record_header 16 limit=-1",
            "tls_record_header 16 limit=", "tls_inner 17 ctx=dtls12-plain", "tls_record_header 16 version=tls", "tls_record_header 16 =", "",
            "   ", "\t", "=", "\x00", "\u00e9 \u00e9"]
        answers, status = batch(*bad, "socks5_greeting 050100")
        self.assertEqual(status, 1)
        for line, answer in zip(bad, answers):
            self.assertEqual(list(answer), ["error"], line)
            self.assertGreater(len(answer["error"]), 10)
            self.assertLess(len(answer["error"]), 400)
        self.assertEqual(answers[-1]["code"], "ok")

    def test_bytes_that_are_no_text(self):
        done = run("--batch", stdin=b"\xff\xfe\x80 00\nsocks5_request \xff\n\nsocks5_greeting 050100")
        self.assertEqual(done.returncode, 1)
        self.assertEqual(len([json.loads(line) for line in done.stdout.splitlines()]), 4)

    def test_ten_megabytes_of_garbage(self):
        garbage = bytes(range(256)) * (10 * 4096)
        self.assertEqual(run("--batch", stdin=garbage).returncode, 1)
        answers, status = batch("socks5_request " + "00" * (10 << 20), "socks5_request 050100" + "01" * (10 << 20))
        self.assertEqual(status, 0)
        self.assertEqual([a["code"] for a in answers], ["deserialization", "ok"])

    def test_no_lines(self):
        answers, status = batch()
        self.assertEqual((answers, status), ([], 0))

    def test_answers_are_flushed_line_by_line(self):
        with subprocess.Popen([INSPECT, "--batch"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
            for _ in range(3):
                child.stdin.write(b"socks5_greeting 050100\n")
                child.stdin.flush()
                self.assertEqual(json.loads(child.stdout.readline())["n"], 3)
            child.stdin.close()
            self.assertEqual(child.wait(timeout=10), 0)


class Numbers(unittest.TestCase):
    def test_answers_to_a_peer(self):
        answers, _ = batch("socks5_request 05090001c00002010050 strict", "socks5_request 05010002c00002010050",
                           "socks4_request 0409005000000001 strict", "socks5_greeting 0500",
                           "socks5_reply 05050001000000000000", "socks4_reply 005c0050c0000201",
                           "tls_record_header 1603014001", "tls_record_header 47", "tls_record_header 16", "sniff 00")
        self.assertEqual([(a["socks_reply"], a["tls_alert"]) for a in answers],
                         [(7, None), (8, None), (91, None), (255, None), (5, None), (92, None),
                          (None, 22), (None, 10), (None, None), (None, None)])

    def test_codes_are_those_of_the_tables_of_facts(self):
        done = run("--codes")
        self.assertEqual((done.returncode, done.stderr), (0, b""))
        rows = [line.split("\t") for line in done.stdout.decode().splitlines()]
        self.assertEqual({len(row) for row in rows}, {4})
        facts = ROOT / "test" / "platform" / "facts"
        for system, symbol, value, message in (("cfnetwork", 0, 1, 3), ("openharmony", 3, 0, 4),
                                               ("secure_transport", 1, 0, 2)):
            known = [line.split("\t") for line in (facts / f"{system}.tsv").read_text().splitlines()[2:]]
            self.assertEqual(sorted([system, row[symbol], row[value], row[message]] for row in known),
                             sorted(row for row in rows if row[0] == system))
        self.assertEqual({row[0] for row in rows}, {"cfnetwork", "openharmony", "secure_transport"})

    def test_explain(self):
        for number, expected in (("-9847", "secure_transport: errSSLRecordOverflow"), ("262399", "kSOCKS5NoAcceptableMethod"),
                                 ("0x400ff", "kSOCKS5NoAcceptableMethod"), ("4604501", "2303501 with 2301000 added"),
                                 ("40", "TLS alert 40: handshake_failure"), ("4294957449", "errSSLRecordOverflow"),
                                 ("2301105", "an errno of a socket, or a SOCKS5 status, 105")):
            done = run("--explain", number)
            self.assertEqual((done.returncode, done.stderr), (0, b""), number)
            self.assertIn(expected, done.stdout.decode(), number)
        unknown = run("--explain", "12345")
        self.assertEqual((unknown.returncode, unknown.stdout), (1, b"no system knows 12345\n"))
        for bad in ("", "0x", "0x-5", "1.5", "99999999999999999999", "4294967296", "-2147483649", "5 "):
            done = run("--explain", bad)
            self.assertEqual((done.returncode, done.stdout), (2, b""), bad)
            self.assertIn(b"expected 32 bits", done.stderr)
        self.assertEqual(run("--explain", "5", "6").returncode, 2)
        self.assertEqual(run("--codes", "--batch").returncode, 2)
        self.assertEqual(run("--explain", "5", "--policies").returncode, 2)

    def test_explain_names(self):
        for name, expected in (
                ("reserved_nonzero", ("RFC 1928 sections 4, 6 and 7", "strict rejects, interop accepts, lenient accepts",
                                      "OpenHarmony 2301213", "SOCKS4 91, SOCKS5 1", "Policy::Strict().Accepting(Violation::kReservedNonzero)")),
                ("empty_domain", ("interop rejects", "Policy::Interop().Accepting(Violation::kEmptyDomain)")),
                ("errSSLClosedAbort", ("(-9806)", "SecureTransport.h", "closed_inside_record", "cut off")),
                ("host_unreachable", ("SOCKS5 reply 4:", "RFC 1928 section 6", "Check the name")),
                ("rejected", ("SOCKS4 reply 91:",)), ("handshake_failure", ("TLS alert 40:", "RFC 8446 section 6.2", "-9824")),
                ("no_application_protocol", ("TLS alert 120:", "RFC 7301 section 3.2")), ("need_more", ("code need_more:",)),
                ("socks5_refused", ("SOCKS5 the octet", "subdomain 5, code the octet")),
                ("kCFSOCKS5ErrorNoAcceptableMethod", ("CFNetworkErrors.h",)), ("username_password", ("SOCKS5 method 2:",))):
            done = run("--explain", name)
            self.assertEqual((done.returncode, done.stderr), (0, b""), name)
            for part in expected:
                self.assertIn(part, done.stdout.decode(), name)
        # A detail and an alert have one name: both are said.
        both = run("--explain", "close_notify").stdout.decode()
        self.assertIn("detail close_notify:", both)
        self.assertIn("TLS alert 0:", both)

    def test_explain_has_every_name(self):
        result = (ROOT / "codec/hardwire/outcomes.h").read_text()
        details = re.findall(r'^     "(\w+)",', result, re.M)
        self.assertGreater(len(details), 90)
        for name in details[1:-7]:
            text = run("--explain", name).stdout.decode()
            self.assertRegex(text, rf"(?m)^detail {name}: .", name)
            self.assertRegex(text, r"(?m)^  section     .", name)
            self.assertRegex(text, r"(?m)^  what to do  .", name)
        policy = (ROOT / "codec/hardwire/policy.h").read_text()
        said = re.findall(r"^  k(\w+) = \d+, .*: RFC (\d+) sections? ([\d., ]+)", policy, re.M)
        self.assertGreater(len(said), 10)
        for enumerator, rfc, sections in said:
            name = re.sub(r"(?<!^)(?=[A-Z])", "_", enumerator).lower()
            section = re.search(r"section     (.*)", run("--explain", name).stdout.decode())[1]
            self.assertIn(f"RFC {rfc} ", section, name)
            for number in sections.strip(", ").split(", "):
                self.assertIn(number, section, name)
        for row in run("--codes").stdout.decode().splitlines()[::5]:
            system, symbol, value, message = row.split("\t")
            self.assertIn(f"{system}: {symbol} ({value}): {message}", run("--explain", symbol).stdout.decode())

    def test_a_wrong_name_gets_the_nearest(self):
        for wrong, right in (("errsslclosedabort", "errSSLClosedAbort"), ("reserved-nonzero", "reserved_nonzero"),
                             ("handshake_failur", "handshake_failure"), ("unreachable", "host_unreachable")):
            done = run("--explain", wrong)
            self.assertEqual((done.returncode, done.stderr), (1, b""), wrong)
            self.assertIn(right, done.stdout.decode().partition("the nearest:")[2].split(), wrong)
        hostile = run("--explain", "\033[31m" + "x" * 100000)
        self.assertEqual(hostile.returncode, 1)
        self.assertNotIn(b"\033", hostile.stdout)


class Policies(unittest.TestCase):
    def test_each_seed_under_each_policy(self):
        rows = [row for row in seeds.read(ROOT / "corpus/seeds.tsv") if row["kind"] != "-"]
        lines = []
        for row in rows:
            kind, *keys = row["kind"].split()
            lines.append((f"{kind} {row['bytes'].hex() or '-'}", " ".join(keys)))
        done = run("--batch", "--policies", stdin="".join(f"{line} {keys}\n" for line, keys in lines).encode())
        together = [json.loads(line) for line in done.stdout.splitlines()]
        self.assertEqual((done.returncode, len(together)), (0, len(lines)))
        differ = 0
        for policy in ("strict", "interop", "lenient"):
            alone, _ = batch(*(f"{line} {policy} {keys}" for line, keys in lines))
            self.assertEqual([answer[policy] for answer in together], alone)
        for answer in together:
            self.assertEqual(list(answer), ["strict", "interop", "lenient"])
            differ += answer["strict"]["code"] != answer["lenient"]["code"]
        self.assertGreater(differ, 20)

    def test_side_by_side(self):
        done = run("socks5_request", "05017f03036f6e6501bb", "--policies")
        lines = [line.split() for line in done.stdout.decode().splitlines()]
        self.assertEqual(done.returncode, 1)
        self.assertIn(["strict", "interop", "lenient"], lines)
        self.assertIn(["code", "deserialization", "ok", "ok"], lines)
        self.assertIn(["violations", "-", "reserved_nonzero", "reserved_nonzero"], lines)
        self.assertIn("<-- at fault", done.stdout.decode())
        self.assertEqual(run("--policies", "socks5_greeting", "050100").returncode, 0)

    def test_every_kind(self):
        for kind in kinds():
            done = run("--policies", kind, "16")
            self.assertEqual((done.returncode == 2, done.stderr), (False, b""), kind)
            self.assertIn(b"strict", done.stdout)

    def test_no_policy_besides(self):
        done = run("socks5_greeting", "050100", "strict", "--policies")
        self.assertEqual((done.returncode, done.stdout), (2, b""))
        self.assertIn(b"leave out 'strict'", done.stderr)
        self.assertEqual(run("--policies", "alert", "0228", "version=0x0304").returncode, 0)


class Seeds(unittest.TestCase):
    def test_each_seed_has_the_outcome_that_the_manifest_says(self):
        rows = [row for row in seeds.read(ROOT / "corpus/seeds.tsv") if row["kind"] != "-"]
        lines = []
        for row in rows:
            kind, *keys = row["kind"].split()
            lines.append(" ".join([kind, row["bytes"].hex() or "-", "interop", *keys]))
        answers, status = batch(*lines)
        self.assertEqual(status, 0)
        for row, answer in zip(rows, answers):
            detail = "" if answer["code"] == "ok" else f" {answer['detail']}"
            self.assertEqual(f"{answer['code']}{detail} {answer['n']}", row["outcome"],
                             f"{row['target']}/{row['name']}")


def mutations(data):
    """Every prefix of `data`, and `data` with each octet changed in turn."""
    yield from (data[:cut] for cut in range(len(data) + 1))
    for i, octet in enumerate(data):
        for other in {0, 0xFF, octet ^ 1, octet ^ 0x80, (octet + 1) & 0xFF} - {octet}:
            yield data[:i] + bytes([other]) + data[i + 1:]


class Parts(unittest.TestCase):
    """The parts that are shown cover exactly what they must, and those in front of a fault are those of a good message."""

    @staticmethod
    def end_of(kind, data, answer):
        """Where the parts of an answer end: at the message's end, which is behind n octets where a header has a payload."""
        if answer["code"] != "ok" or kind in ("socks5_udp", "dtls_record", "dtls13_record"):
            return len(data)
        return answer["n"] + (answer["fields"]["present"] if kind == "dtls_handshake_header" else 0)

    def check(self, kind, data, answer):
        parts = answer["parts"]
        end = 0
        for part in parts:
            self.assertEqual(part["offset"], end, (kind, data.hex(), parts))
            end += part["size"]
        self.assertEqual(end, self.end_of(kind, data, answer), (kind, data.hex(), parts))
        if answer["code"] == "ok":
            return
        if answer["code"] == "need_more" or answer["detail"] == "truncated":
            self.assertTrue(all(part["field"] for part in parts) and (parts or not data), (kind, data.hex(), parts))
            return
        at_fault = [part for part in parts if 0 <= answer["n"] - part["offset"] < part["size"]]
        self.assertEqual(len(at_fault), 1, (kind, data.hex(), answer))
        # The octet at fault begins its field, but in the two octets of a version and in an extension.
        self.assertTrue(at_fault[0]["offset"] == answer["n"] or at_fault[0]["field"] in ("version", "extension"),
                        (kind, data.hex(), answer))
        for part in parts[:parts.index(at_fault[0])]:
            self.assertNotEqual(part["field"], "", (kind, data.hex(), answer))

    def test_every_prefix_and_mutation_of_each_seed_is_covered_without_gap_or_overlap(self):
        rows = [row for row in seeds.read(ROOT / "corpus/seeds.tsv") if row["kind"] != "-"]
        checked = 0
        for row in rows:
            kind, *keys = row["kind"].split()
            for policy in ("strict", "interop", "lenient"):
                inputs = list(mutations(row["bytes"])) if policy == "interop" or len(row["bytes"]) < 64 else [row["bytes"]]
                answers, _ = batch(*(" ".join([kind, data.hex() or "-", policy, *keys]) for data in inputs))
                for data, answer in zip(inputs, answers):
                    self.check(kind, data, answer)
                checked += len(inputs)
        self.assertGreater(checked, 20000)

    def test_a_prefix_shows_the_fields_of_the_whole(self):
        for row in seeds.read(ROOT / "corpus/seeds.tsv"):
            kind, *keys = row["kind"].split()
            if kind in (*WHOLE_UNITS, "-", "sniff") or not row["outcome"].startswith("ok"):
                continue
            whole, *cuts = batch(*(" ".join([kind, row["bytes"][:cut].hex() or "-", "interop", *keys])
                                   for cut in (len(row["bytes"]), *range(int(row["outcome"].split()[1])))))[0]
            for cut, answer in enumerate(cuts):
                self.assertEqual(answer["code"], "need_more")
                shown = [part for part in answer["parts"] if part["meaning"] != "the input ends here"]
                due = [part for part in whole["parts"] if part["offset"] + part["size"] <= cut]
                # A text of SOCKS4 is complete when its NUL is there or must follow; what is empty may be longer.
                while due and due[-1]["offset"] + due[-1]["size"] == cut and (
                        due[-1]["size"] == 0 or due[-1]["size"] < 255 and due[-1]["field"] in ("USERID", "host")):
                    due.pop()
                self.assertEqual(shown, due, (kind, row["bytes"].hex(), cut))
                self.assertEqual(len(answer["parts"]), len(shown) + 1, "the next field is named")

    def test_fields_in_front_of_a_fault(self):
        for line, expected in (
                ("socks5_request 05017f0200", ["VER", "CMD", "RSV", "ATYP<", ""]),
                ("socks5_request 05017f0200 strict", ["VER", "CMD", "RSV<", "ATYP", ""]),
                ("socks4_request 0401005000000001616200" + "62" * 256, ["VER", "CD", "DSTPORT", "DSTIP", "USERID", "NUL", "host<", ""]),
                ("socks5_gssapi 0105", ["VER", "MTYP<"]), ("socks5_userpass_request 020161", ["VER<", ""]),
                ("tls_record 1603034801aabb", ["type", "version", "length<", ""]),
                ("tls_inner 61620014", ["content", "type<"]), ("tls_inner 0000", ["<"]),
                ("sslv2_hello 801c01030100030000001100aa",
                 ["length", "msg_type", "version", "cs length", "id length", "challenge<", ""]),
                ("alert 0328", ["level<", "descr."]), ("alert 02", ["level", "descr."]),
                ("tls_record 150303000202", ["type", "version", "length", "level", "descr."]),
                ("dtls_handshake_header 0100006400000000005a000033", ["msg_type", "length", "msg_seq", "offset", "frag_len<", ""]),
                ("dtls_record 16fefd0000000000000000000504",
                 ["type", "version", "epoch", "sequence", "length", "fragment"]),
                ("dtls_record 17fefd000100000000000000021234 limit=1", ["type", "version", "epoch", "sequence", "length<", ""]),
                ("dtls_record 19fefd0001000000000001c1c2000102 cid_len=2",
                 ["type", "version", "epoch", "sequence", "cid", "length", "fragment"]),
                ("dtls_handshake_header 040200000000000000020000" "35",  # 131,072 octets are announced, one is there
                 ["msg_type", "length", "msg_seq", "offset", "frag_len", "fragment"]),
                ("tls_record 16030348", ["type", "version", "length"]),
                ("socks5_gssapi 0101ffff", ["VER", "MTYP", "LEN", "TOKEN"]),
                ("dtls13_record 2334a0a1", ["001CSLEE<", ""]), ("dtls13_record 2c00010000 cid_len=2", ["001CSLEE<", ""]),
                ("dtls13_record 40", ["type<"]),
                ("dtls13_record 36c1c2340010 cid_len=2", ["001CSLEE", "cid", "sequence", "length", "fragment"])):
            answer = batch(line)[0][0]
            error = answer["code"] not in ("ok", "need_more") and answer["detail"] != "truncated"
            self.assertEqual([part["field"] + "<" * (error and part["offset"] == answer["n"]) for part in answer["parts"]],
                             expected, line)

    def test_the_field_at_fault_is_marked_behind_the_fields_in_front(self):
        done = run("socks5_request", "05017f02c0")
        self.assertEqual(done.returncode, 1)
        self.assertEqual(done.stdout.decode().splitlines()[:5], [
            "000000  05                       VER        5: SOCKS5",
            "000001  01                       CMD        1: connect",
            "000002  7f                       RSV        reserved, not zero",
            "000003  02                       ATYP       the address type is not IPv4 (1), domain name (3) or IPv6 (4)"
            "  <-- at fault",
            "000004  c0                                  not read"])


def tool(*command, stdin):
    return subprocess.run(command, input=stdin, capture_output=True, check=True, env={**os.environ, "LC_ALL": "C"}).stdout


DUMPS = [["xxd"], ["xxd", "-u"], ["xxd", "-p"], ["xxd", "-p", "-c", "7"], ["xxd", "-a"], ["xxd", "-d"], ["xxd", "-i"],
         ["xxd", "-o", "4096"], ["hexdump", "-C"], ["hexdump", "-v", "-C"], ["hexdump"], ["od", "-tx1"], ["od", "-v", "-tx1"],
         ["od", "-Ax", "-tx1"], ["od", "-Ad", "-tx1"], ["od", "-tx1z"], ["od", "-An", "-v", "-tx1"], ["od", "-x"],
         ["base64"], ["base64", "-w0"]]
DUMPS += [["xxd", "-c", str(c), "-g", str(g)] for c in (1, 5, 8, 16, 30) for g in (0, 1, 2, 3, 4, 8)]

# What the real programs print for these bytes: the characters look like bytes, offsets and marks.
SAMPLE = b"05 01 00: 0a0b0c0d0e0f|*| 00000010  ff" + bytes(64) + b"\x05\x01\x7f\xff"
SAMPLE_DUMPS = {
    "xxd -a": """\
00000000: 3035 2030 3120 3030 3a20 3061 3062 3063  05 01 00: 0a0b0c
00000010: 3064 3065 3066 7c2a 7c20 3030 3030 3030  0d0e0f|*| 000000
00000020: 3130 2020 6666 0000 0000 0000 0000 0000  10  ff..........
00000030: 0000 0000 0000 0000 0000 0000 0000 0000  ................
*
00000060: 0000 0000 0000 0501 7fff                 ..........
""",
    "hexdump -C": """\
00000000  30 35 20 30 31 20 30 30  3a 20 30 61 30 62 30 63  |05 01 00: 0a0b0c|
00000010  30 64 30 65 30 66 7c 2a  7c 20 30 30 30 30 30 30  |0d0e0f|*| 000000|
00000020  31 30 20 20 66 66 00 00  00 00 00 00 00 00 00 00  |10  ff..........|
00000030  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  |................|
*
00000060  00 00 00 00 00 00 05 01  7f ff                    |..........|
0000006a
""",
    "od -Ax -tx1": """\
000000 30 35 20 30 31 20 30 30 3a 20 30 61 30 62 30 63
000010 30 64 30 65 30 66 7c 2a 7c 20 30 30 30 30 30 30
000020 31 30 20 20 66 66 00 00 00 00 00 00 00 00 00 00
000030 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00
*
000060 00 00 00 00 00 00 05 01 7f ff
00006a
""",
    "base64": """\
MDUgMDEgMDA6IDBhMGIwYzBkMGUwZnwqfCAwMDAwMDAxMCAgZmYAAAAAAAAAAAAAAAAAAAAAAAAA
AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAABQF//w==
"""}


class Forms(unittest.TestCase):
    """Bytes written down as text are read for the bytes they show, or refused."""

    def read(self, content, *options):
        return run("tls_inner", "--file", "-", *options, "lenient", stdin=content)

    def same(self, data, content, what):
        """`content` is read as `data` is; what was said on standard error."""
        done = self.read(content)
        self.assertEqual(done.stdout, self.read(data, "--raw").stdout, (what, data.hex(), content, done.stderr))
        return done.stderr.decode()

    def refused(self, content, *expected):
        done = self.read(content)
        self.assertEqual((done.returncode, done.stdout), (2, b""), content)
        for words in expected:
            self.assertIn(words, done.stderr.decode(), content)

    def test_samples(self):
        for name, content in SAMPLE_DUMPS.items():
            said = self.same(SAMPLE, content.encode(), name)
            self.assertEqual(said != "", name == "base64", said)
            self.same(SAMPLE, content.replace("\n", "\r\n").encode(), name)

    def test_round_trips_through_the_real_programs(self):
        chosen = random.Random(5)
        alphabets = (bytes(range(256)), b"0123456789abcdef", b"0123456789abcdef :|*\n", b" 0f", b"\0", b" ", b"\0\xff")
        done = 0
        for command in DUMPS:
            if shutil.which(command[0]) is None:
                continue
            for size in (1, 2, 3, 6, 15, 16, 17, 32, 33, 100, 400):
                data = bytes(chosen.choices(chosen.choice(alphabets), k=size))
                shown = tool(*command, stdin=data)
                if command[0] == "base64" and (len(shown.strip()) < 8 or b"".join(shown.split()).isalnum() and
                                               not set(b"".join(shown.split())) - set(b"0123456789abcdefABCDEFxX")):
                    continue
                said = self.read(shown).stderr.decode()
                if "base" in said and command[0] != "base64":  # two readings of '*', which is told
                    self.assertIn(b"*", shown)
                    shown = tool(*command[:1], "-v", *command[1:], stdin=data)
                self.same(data, shown, command)
                done += 1
        if done == 0:
            self.skipTest("none of the programs is installed")

    def test_hexadecimal_as_people_write_it(self):
        good = run("socks5_greeting", "050100")
        for text in ("05:01:00", "05 01 00", "05,01,00", "0x05,0x01,0x00", "0x050100", "0x05, 0X01, 0x00,", "05 0100", " 0501\n00\n"):
            self.assertEqual(run("socks5_greeting", text).stdout, good.stdout, text)
            self.assertEqual(run("socks5_greeting", "--file", "-", stdin=text.encode()).stdout, good.stdout, text)
            self.assertEqual(run("socks5_greeting", "--hex", "--file", "-", stdin=text.encode()).stdout, good.stdout, text)
        for text in ("0x", "5 1 0", "05::01", ":05", "05:", "05: 01", "05,,01", ",05", "0x0x05", "050x01", "x05", "05-01", "0x5", "0x0000:  4500"):
            done = run("socks5_greeting", text)
            self.assertEqual((done.returncode, done.stdout), (2, b""), text)
            self.assertIn(b"of the bytes", done.stderr, text)
            self.assertEqual(run("socks5_greeting", "--hex", "--file", "-", stdin=text.encode()).returncode, 2, text)
        answers, status = batch("socks5_greeting 05:01:00", "socks5_greeting 0x05,0x01,0x00")
        self.assertEqual((status, [a["n"] for a in answers]), (0, [3, 3]))

    def test_dumps_of_old_xxd(self):
        # The offsets of xxd had seven digits before vim 8.
        self.same(SAMPLE, re.sub("^0", "", SAMPLE_DUMPS["xxd -a"], flags=re.M).encode(), "seven digits")

    def test_byte_order_marks(self):
        mark = b"\xef\xbb\xbf"
        for content in (b"05 01 00\r\n", b"BQEABQEA", SAMPLE_DUMPS["xxd -a"].encode()):
            self.assertEqual(self.read(mark + content).stdout, self.read(content).stdout, content)
        self.assertEqual(self.read(mark + b"05 01 00", "--hex").stdout, self.read(b"050100").stdout)
        for content in (mark + b"\x05\x01\x00", mark, mark + b"0501 \x17"):
            self.assertEqual(self.read(content).stdout, self.read(content, "--raw").stdout, content)
        for form in ("utf-16-le", "utf-16-be"):
            content = "\ufeff05 01 00\r\n".encode(form)
            self.assertIn(b"UTF-16", self.read(content).stderr)
            self.assertEqual(self.read(content).stdout, self.read(content, "--raw").stdout)
            self.assertEqual(self.read(content, "--raw").stderr, b"")

    def test_damaged_dumps_name_the_line(self):
        canonical, od = SAMPLE_DUMPS["hexdump -C"], SAMPLE_DUMPS["od -Ax -tx1"]
        xxd = SAMPLE_DUMPS["xxd -a"]
        for content, *expected in (
                (xxd.replace("00000020:", "00000030:"), "line 3", "its offset is 00000030, expected 00000020"),
                (xxd.replace("00000020:", "00000010:"), "line 3", "expected 00000020"),
                (xxd.replace("00000060:", "00000068:"), "line 6", "whole copies"),
                (xxd.replace("00000060:", "00000040:"), "line 6", "whole copies"),
                (xxd.replace("00000060:", "fffffffffffffff0:"), "line 6", "64 MiB"),
                (xxd.replace("3064", "306g"), "line 2"), (xxd.replace("3064", "3164"), "line 2", "'1d0e0f|*| 000000'"),
                (xxd.replace("3064", "306"), "line 2", "whole bytes"), (xxd.replace("00000010: ", "hello "), "line 2", "an offset"),
                (xxd.replace("  0d0e0f|*| 000000", ""), "line 2", "their characters"),
                (xxd.replace("\n*\n", "\n*\n*\n"), "line 6", "'*'"), (xxd[:xxd.rindex("*") + 2], "line 5", "'*'"),
                ("00000000: 0201 0403 0605 0807  ....\n", "line 1"), ("00000000: 00000101 00000001  ..\n", "line 1"),
                (canonical.replace("0000006a\n", ""), "line 6", "the size alone"),
                (canonical.replace("0000006a", "0000006b"), "line 7", "expected 0000006a"),
                (canonical.replace("|*| 000000|", "|*| 000000"), "line 2"), (canonical.replace(" 7c 2a ", " 7c 2 "), "line 2", "one byte"),
                (canonical + "00000070  00                       |.|\n", "line 8", "behind the line that is the size"),
                (od.replace("00006a\n", ""), "line 6", "the size alone"), (od.replace("000020", "000021"), "line 3"),
                ("0000000 05010003\n0000004\n", "line 1"), ("0000000 0105 03\n0000003\n", "line 1")):
            self.refused(content.encode(), *expected)
        # xxd has no last line: a dump cut between two lines is a shorter dump, one cut inside a line is none.
        starts = [i + 1 for i, c in enumerate(xxd) if c == "\n"]
        for cut in range(len("00000000:"), len(xxd), 3):
            done = self.read(xxd[:cut].encode())
            whole = cut in starts or cut + 1 in starts
            if done.returncode != 2 and not whole:
                self.fail((xxd[:cut], done.stdout))

    def test_what_is_ambiguous_is_told(self):
        for content, words in ((b"BQEAAwtleGFtcGxlLmNvbQG7", "read as base64; --raw"), (b"0000000 0105 0300\n0000004\n", "16 bits"),
                               (b"GET / HTTP/1.1\r\n", "read as it is"), (b"00000000: 05010003  ....\n", "xxd -e"),
                               (b"0000000 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00\n*\n0000400\n", "base 10")):
            self.assertIn(words, self.read(content).stderr.decode(), content)
            self.assertEqual(self.read(content, "--raw").stderr, b"")
        for content in (b"\x05\x01\x00\x80", b"0501", b"0x05,0x01", b""):
            self.assertEqual(self.read(content).stderr, b"", content)

    def test_base64_only_where_it_can_be_nothing_else(self):
        for content in (b"BQEA", b"BQEAAw=", b"BQEAAx==", b"BQEAAw==BQEA", b"BQEA AwAA", b"BQEAAw===", b"BQEA_w=="):
            self.assertIn(b"read as it is", self.read(content).stderr, content)
        self.same(bytes.fromhex("05010003"), b"05010003", "hexadecimal comes first")
        self.same(bytes.fromhex("05010003"), b"BQEAAw==\n", "padded")

    def test_captures_name_the_command_that_reads_them(self):
        for magic in ("d4c3b2a1", "a1b2c3d4", "a1b23c4d", "4d3cb2a1", "0a0d0d0a"):
            for kind, payload in (("socks5_request", "tcp.payload"), ("tls_record", "tcp.payload"), ("dtls_record", "udp.payload"),
                                  ("socks5_udp", "udp.payload")):
                capture = bytes.fromhex(magic) + bytes(20)
                done = run(kind, "--file", "-", stdin=capture)
                self.assertEqual((done.returncode, done.stdout), (2, b""))
                self.assertIn(f"tshark -r FILE -Y {payload} -T fields -e {payload} | sed 's/^/{kind} /' | tools/dev inspect --batch",
                              done.stderr.decode())
                self.assertNotEqual(run(kind, "--raw", "--file", "-", stdin=capture).returncode, 2)

    @unittest.skipIf(shutil.which("tshark") is None, "tshark is not installed")
    def test_the_command_for_captures_works(self):
        messages = [bytes.fromhex("050100"), b"", bytes.fromhex("050100030b6578616d706c652e636f6d01bb")]
        capture = struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, 1)
        for i, message in enumerate(messages):
            tcp = struct.pack(">HHIIBBHHH", 40000, 1080, 1 + i * 3, 1, 0x50, 0x18, 8192, 0, 0) + message
            packet = bytes(12) + struct.pack(">HBBHHHBBHII", 0x800, 0x45, 0, 20 + len(tcp), 0, 0, 64, 6, 0, 1, 2) + tcp
            capture += struct.pack("<IIII", 0, 0, len(packet), len(packet)) + packet
        said = run("socks5_request", "--file", "-", stdin=capture).stderr.decode()
        command = said[said.index("tshark -r"):said.index(";", said.index("--batch"))]
        with tempfile.NamedTemporaryFile(suffix=".pcap") as file:
            file.write(capture)
            file.flush()
            command = command.replace("FILE", file.name).replace("tools/dev inspect", INSPECT)
            done = subprocess.run(["bash", "-c", command], capture_output=True, check=True)
        self.assertEqual([json.loads(line)["code"] for line in done.stdout.splitlines()], ["need_more", "ok"])

    def test_options_that_contradict(self):
        for arguments in (("socks5_greeting", "--file", "-", "--raw", "--hex"), ("socks5_greeting", "050100", "--hex"),
                          ("socks5_greeting", "050100", "--raw"), ("--batch", "--hex"), ("--codes", "--hex")):
            done = run(*arguments)
            self.assertEqual((done.returncode, done.stdout, done.stderr.count(b"\n")), (2, b"", 1), arguments)


class People(unittest.TestCase):
    def wrong(self, status, *arguments, stdin=b""):
        done = run(*arguments, stdin=stdin)
        self.assertEqual(done.returncode, status, (arguments, done))
        text = (done.stderr if status == 2 else done.stdout).decode()
        self.assertGreater(len(text.strip()), 20, arguments)
        return text

    def test_wrong_calls_say_what_was_wrong(self):
        self.wrong(2)
        self.wrong(2, "--nonsense")
        self.wrong(2, "socks5_request")
        self.assertIn("unknown kind", self.wrong(2, "nonsense", "00"))
        self.assertIn("odd number", self.wrong(2, "socks5_request", "0"))
        self.assertIn("character 3", self.wrong(2, "socks5_request", "05x"))
        self.assertIn("sloppy", self.wrong(2, "socks5_request", "05", "sloppy"))
        self.wrong(2, "socks5_request", "05", "--color", "blue")
        self.wrong(2, "--batch", "socks5_request")

    def test_wrong_files(self):
        with tempfile.TemporaryDirectory() as folder:
            self.assertIn("directory", self.wrong(2, "socks5_request", "--file", folder).lower())
            self.assertIn("No such file", self.wrong(2, "socks5_request", "--file", folder + "/none"))
            garbage = pathlib.Path(folder, "garbage")
            garbage.write_bytes(os.urandom(10 << 20).replace(b"\x05", b"\x06"))
            self.assertIn("more bytes", self.wrong(1, "socks5_request", "--file", str(garbage)))
            huge = pathlib.Path(folder, "huge")
            huge.write_bytes(b"")
            os.truncate(huge, (64 << 20) + 1)
            self.assertIn("64 MiB", self.wrong(2, "socks5_request", "--file", str(huge)))
            empty = pathlib.Path(folder, "empty")
            empty.touch()
            self.assertIn("need_more", self.wrong(1, "socks5_request", "--file", str(empty)))

    def test_truncated_and_damaged_messages(self):
        self.assertIn("at least 18", self.wrong(1, "socks5_request", "050100030b65"))
        self.assertIn("offset 3", self.wrong(1, "socks5_request", "0501000200000000000000"))
        self.assertIn("<-- at fault", self.wrong(1, "socks5_request", "05017f01c00002010050", "strict"))

    def test_reads_hexadecimal_raw_files_and_standard_input(self):
        request = bytes.fromhex("050100030b6578616d706c652e636f6d01bb")
        outputs = [run("socks5_request", request.hex()), run("socks5_request", "05 01 00 03 0B" + request[5:].hex()),
                   run("socks5_request", "--file", "-", stdin=request),
                   run("socks5_request", "--file", "-", stdin=request.hex(" ").encode() + b"\n")]
        for done in outputs:
            self.assertEqual(done.returncode, 0, done)
            self.assertEqual(done.stdout, outputs[0].stdout)
            self.assertIn(b'"example.com"', done.stdout)
        raw = run("socks5_greeting", "--raw", "--file", "-", stdin=b"05")
        self.assertIn(b"socks_version", raw.stdout)

    def test_every_byte_is_shown_once(self):
        done = run("socks5_request", "050100030b6578616d706c652e636f6d01bb")
        shown = [line[8:31].split() for line in done.stdout.decode().splitlines() if line[:6].strip("0123456789abcdef") == ""]
        self.assertEqual("".join("".join(row) for row in shown), "050100030b6578616d706c652e636f6d01bb")

    def test_colour_only_when_asked(self):
        self.assertNotIn(b"\033", run("socks5_greeting", "050100").stdout)
        self.assertIn(b"\033", run("socks5_greeting", "050100", "--color=always").stdout)

    def test_a_closed_output_is_no_success(self):
        with open("/dev/full", "w", encoding="ascii") as full:
            done = subprocess.run([INSPECT, "socks5_greeting", "050100"], stdout=full, stderr=subprocess.PIPE, check=False)
        self.assertEqual(done.returncode, 2)

    def test_help(self):
        done = run("--help")
        self.assertEqual(done.returncode, 0)
        for word in ("--file", "--hex", "--raw", "--batch", "--codes", "--explain", "--policies", "--color", "xxd", "hexdump -C", "od -tx1",
                     "base64", "0x05", "05:01:00", "capture"):
            self.assertIn(word.encode(), done.stdout)
        for kind in ["socks5_request", "sniff", "dtls13_record"]:
            self.assertIn(kind.encode(), done.stdout)


if __name__ == "__main__":
    INSPECT = sys.argv.pop(1)
    unittest.main()
