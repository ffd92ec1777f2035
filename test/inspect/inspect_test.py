#!/usr/bin/env python3
"""The inspect program as its users meet it: the batch contract, the seeds' outcomes, bad input.

    inspect_test.py INSPECT
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))
import seeds  # noqa: E402  (tools/seeds.py)

KINDS = ("socks4_request socks4_reply sniff socks5_gssapi socks5_udp socks5_greeting socks5_method_selection socks5_userpass_request socks5_userpass_reply "
         "socks5_request socks5_reply tls_record_header tls_record tls_inner sslv2_hello alert tls_handshake_header "
         "dtls_record dtls13_record dtls_handshake_header").split()
WHOLE_UNITS = ("socks5_udp", "tls_inner", "alert", "dtls_record", "dtls13_record", "dtls_handshake_header")
LATER = ("client_hello", "nonsense", "SOCKS5_REQUEST", "")
KEYS = ["code", "detail", "n", "octet", "violations", "fields", "encoded", "cfnetwork", "openharmony",
        "secure_transport", "socks_reply", "tls_alert"]
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


class Batch(unittest.TestCase):
    def test_one_object_a_line_with_every_key(self):
        answers, status = batch(*(f"{kind} -" for kind in KINDS))
        self.assertEqual(status, 0)
        for kind, answer in zip(KINDS, answers):
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
        self.assertEqual([a["fields"] for a in answers], [
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

    def test_handshake_headers(self):
        answers, _ = batch("tls_handshake_header 010002ff", "dtls_handshake_header 01000064000500000a000002feff99")
        self.assertEqual([(a["fields"], a["encoded"], a["n"]) for a in answers], [
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
        self.assertEqual(answers[0]["fields"], {
            "records": [{"form": "plaintext", "type": 20, "version": 0xFEFD, "epoch": 0, "sequence": 18, "length": 1, "header_len": 13},
                        {"form": "cid", "type": 25, "version": 0xFEFD, "epoch": 1, "sequence": 1, "cid": "c1c2", "length": 1,
                         "header_len": 15}],
            "dropped": [{"offset": 14, "scope": "record", "reason": "record_version"},
                        {"offset": 44, "scope": "rest", "reason": "truncated"}]})
        self.assertEqual(answers[1]["fields"], {
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
            "tls_record_header 6303030004 lenient")
        self.assertEqual(status, 0)
        self.assertEqual([(a["code"], a["detail"], a["n"]) for a in answers], [
            ("deserialization", "reserved_nonzero", 2), ("bad_address", "unknown_address_type", 3),
            ("bad_address", "unknown_address_type", 3), ("deserialization", "record_overflow", 3),
            ("ok", "none", 5), ("deserialization", "record_overflow", 3), ("ok", "none", 5), ("ok", "none", 5)])

    def test_what_is_no_request_is_an_error_and_the_rest_is_answered(self):
        bad = [f"{kind} 00" for kind in LATER] + [
            "socks5_request", "socks5_request 0", "socks5_request 0g", "socks5_request 05 sloppy",
            "socks5_request 05 strict strict", "socks5_request 05 x=1", "socks5_request 05 ctx=initial",
            "tls_record_header 16 ctx=quic", "tls_record_header 16 limit=65536", "tls_record_header 16 limit=-1",
            "tls_record_header 16 limit=", "tls_record_header 16 version=tls", "tls_record_header 16 =", "",
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
        for bad in ("", "x", "0x", "0x-5", "1.5", "99999999999999999999", "4294967296", "-2147483649", "5 "):
            done = run("--explain", bad)
            self.assertEqual((done.returncode, done.stdout), (2, b""), bad)
            self.assertIn(b"expected 32 bits", done.stderr)
        self.assertEqual(run("--explain", "5", "6").returncode, 2)
        self.assertEqual(run("--codes", "--batch").returncode, 2)


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
        for kind in KINDS:
            self.assertIn(kind.encode(), done.stdout)


if __name__ == "__main__":
    INSPECT = sys.argv.pop(1)
    unittest.main()
