#!/usr/bin/env python3
"""The byte strings of socks.tsv and tls.tsv, their prefixes, and sequences of messages, through inspect.

    conformance_test.py INSPECT
"""

import json
import pathlib
import subprocess
import sys
import unittest

FOLDER = pathlib.Path(__file__).resolve().parent
INSPECT = ""
# Messages of which a datagram is a whole.
DATAGRAMS = ("socks5_udp",)


def table(name):
    lines = (FOLDER / name).read_text().splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def ask(requests):
    requests = list(requests)
    done = subprocess.run([INSPECT, "--batch"], input="".join(r + "\n" for r in requests), capture_output=True,
                          text=True, check=False)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0 and len(answers) == len(requests), done
    return answers


def short(answer):
    detail = "" if answer["code"] == "ok" else f" {answer['detail']}"
    return f"{answer['code']}{detail} {answer['n']}"


class Vectors(unittest.TestCase):
    def setUp(self):
        self.rows = table("socks.tsv")
        self.exceptions = {name: outcome for name, outcome, rule in table("exceptions.tsv") if rule}

    def test_each_has_the_outcome_that_the_rfcs_give(self):
        self.assertGreaterEqual(len(self.rows), 279)
        answers = ask(f"{kind} {data} {policy}" for _, kind, data, _, _ in self.rows for policy in ("strict", "lenient"))
        excepted = set()
        for (name, kind, data, outcome, violations), strict, lenient in zip(self.rows, answers[::2], answers[1::2]):
            broken = [] if violations == "-" else violations.split()
            if outcome.startswith("ok"):
                agrees = (short(lenient) == outcome and sorted(lenient["violations"]) == broken
                          and (strict["code"] == "ok") == (not broken))
                if agrees and broken:
                    agrees = strict["code"] == "deserialization" and strict["detail"] in broken
                if agrees and not broken:
                    self.assertEqual(strict["encoded"], data[:2 * strict["n"]], name)
            elif outcome == "need_more":
                agrees = strict["code"] == lenient["code"] == "need_more"
            else:
                agrees = strict["code"] in ("deserialization", "bad_address")
            if not agrees:
                self.assertEqual(short(strict), self.exceptions.get(name), f"{name} {kind} {data[:80]}")
                excepted.add(name)
        self.assertEqual(excepted, set(self.exceptions), "each exception is one, and each is listed")

    def test_every_proper_prefix_of_a_message_needs_more(self):
        requests, expected = [], []
        for name, kind, data, outcome, _ in self.rows:
            if not outcome.startswith("ok") or name in self.exceptions:
                continue
            for size in range(int(outcome.split()[1])):
                requests.append(f"{kind} {data[:2 * size] or '-'} lenient")
                expected.append("deserialization" if kind in DATAGRAMS else "need_more")
        answers = ask(requests)
        self.assertGreater(len(answers), 3000)
        for request, code, answer in zip(requests, expected, answers):
            self.assertEqual(answer["code"], code, request)

    def test_sequences_leave_nothing_over(self):
        for name, kinds, data in table("sequences.tsv"):
            rest = data
            for kind in kinds.split():
                answer, = ask([f"{kind} {rest}"])
                self.assertEqual(answer["code"], "ok", f"{name} {kind} {rest}")
                rest = rest[2 * answer["n"]:]
            self.assertEqual(rest, "", name)


class TlsVectors(unittest.TestCase):
    def setUp(self):
        self.rows = table("tls.tsv")
        self.exceptions = {name: outcome for name, outcome, _ in table("tls-exceptions.tsv")}

    @staticmethod
    def request(kind, data, policy):
        kind, *keys = kind.split()
        return " ".join([kind, data, policy, *keys])

    def test_each_has_the_strict_outcome_that_the_rfcs_give(self):
        self.assertGreaterEqual(len(self.rows), 98)
        answers = ask(self.request(kind, data, "strict") for _, kind, data, *_ in self.rows)
        excepted = set()
        for (name, kind, data, outcome, other, _), answer in zip(self.rows, answers):
            given = answer["code"] if answer["code"] not in ("deserialization", "bad_address") else "reject"
            agrees = given == outcome or f"{given} {answer['n']}" == outcome or given in other.split()
            if not agrees:
                self.assertEqual(short(answer), self.exceptions.get(name), f"{name} {kind} {data[:80]}")
                excepted.add(name)
            elif answer["code"] == "ok" and not kind.startswith("alert"):
                expected = data[:2 * answer["n"]]
                # RFC 8446 section 5.1: the version is ignored, and 0303 is sent.
                if "ctx=tls13-plain" in kind:
                    expected = expected[:2] + "0303" + expected[6:]
                self.assertEqual(answer["encoded"], expected, name)
        self.assertEqual(excepted, set(self.exceptions), "each exception is one, and each is listed")

    def test_every_proper_prefix_of_a_message_needs_more(self):
        requests = []
        for name, kind, data, outcome, *_ in self.rows:
            if name in self.exceptions:
                continue
            if outcome.startswith("ok") and kind.split()[0] not in ("alert", "tls_inner"):
                size = int(outcome.split()[1])
                requests += [self.request(kind, data[:2 * n] or "-", "strict") for n in range(size)]
        answers = ask(requests)
        self.assertGreater(len(answers), 1300)
        for request, answer in zip(requests, answers):
            self.assertEqual(answer["code"], "need_more", request)


if __name__ == "__main__":
    INSPECT = sys.argv.pop(1)
    unittest.main()
