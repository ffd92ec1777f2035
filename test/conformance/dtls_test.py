#!/usr/bin/env python3
"""The datagrams of dtls.tsv, whole and cut, through inspect.

    dtls_test.py INSPECT
"""

import sys
import unittest

import conformance_test

# Where Hardwire decides otherwise than dtls.tsv: octets framed, the reason of the drop, and the rule.
EXCEPTIONS = {
    "T0305": (0, "cid_not_negotiated", "type 25 is not used with an empty connection id (RFC 9146 section 4)"),
    "T0371": (23, "cid_mismatch", "another connection id discards the rest (RFC 9147 section 4)"),
}


def fields_of(text):
    """"type=20 cid=c1c2" as a dictionary; numbers as numbers but for octets in hexadecimal."""
    pairs = (word.split("=") for word in text.split())
    return {key: value if key in ("cid", "seq_bits", "form") else int(value) for key, value in pairs}


def records_of(text):
    return [] if text == "-" else [fields_of(record) for record in text.split(" | ")]


class Datagrams(unittest.TestCase):
    def setUp(self):
        self.rows = conformance_test.table("dtls.tsv")
        self.assertGreaterEqual(len(self.rows), 49)

    def ask(self, rows, policy):
        return conformance_test.ask(f"{kind} {data or '-'} {policy} {'' if key == '-' else key}"
                                    for kind, data, key in rows)

    def check_records(self, name, expected, answer):
        found = answer["fields"].get("records", [])
        self.assertEqual(len(found), len(expected), name)
        for record, fields in zip(found, expected):
            self.assertEqual({key: record.get(key) for key in fields}, fields, name)

    def test_each_is_framed_as_the_rfcs_say(self):
        answers = self.ask(((kind, data, key) for _, kind, key, data, *_ in self.rows), "strict")
        excepted = set()
        for (name, _, _, data, framed, records, _), answer in zip(self.rows, answers):
            expected = records_of(records)
            octets = int(framed)
            if name in EXCEPTIONS:
                octets, reason, _ = EXCEPTIONS[name]
                self.assertNotEqual(octets, int(framed), f"{name} is no exception")
                dropped = answer["fields"].get("dropped", [{"reason": answer["detail"]}])
                self.assertEqual([drop["reason"] for drop in dropped], [reason], name)
                expected = expected[:1] if octets else []
                excepted.add(name)
            self.assertEqual(answer["code"], "ok" if octets else "deserialization", name)
            self.assertEqual(answer["n"] if octets else 0, octets, name)
            self.check_records(name, expected, answer)
            if octets:
                self.assertEqual(answer["fields"]["dropped"] == [], 2 * octets == len(data), name)
        self.assertEqual(excepted, set(EXCEPTIONS), "each exception is one")

    def test_the_handshake_messages_in_them(self):
        rows = [row for row in self.rows if row[6] != "-"]
        self.assertGreaterEqual(len(rows), 6)
        answers = self.ask((("dtls_handshake_header", row[3][26:], "-") for row in rows), "strict")
        for (name, *_, expected), answer in zip(rows, answers):
            if expected.startswith("reject "):
                self.assertEqual((answer["code"], answer["detail"]), ("deserialization", expected[7:]), name)
            else:
                found = {key: value for key, value in answer["fields"].items() if not key.endswith("_name")}
                self.assertEqual((answer["code"], found), ("ok", fields_of(expected)), name)

    def test_a_cut_datagram_keeps_the_records_before_the_cut(self):
        cuts, expected = [], []
        for name, kind, key, data, framed, records, _ in self.rows:
            if name in EXCEPTIONS or framed == "0":
                continue
            ends, end = [], 0
            for record in records_of(records):
                end += record["length"] + record.get("header_len", 13 + len(record.get("cid", "")) // 2)
                # A record without a length ends where the datagram does.
                ends.append(end if record.get("L", 1) else len(data))
            self.assertIn(end, (int(framed),), name)
            for size in range(len(data) // 2):
                cuts.append((kind, data[:2 * size], key))
                expected.append((name, records_of(records)[:sum(end <= size for end in ends)]))
        self.assertGreater(len(cuts), 1000)
        for (name, kept), cut, answer in zip(expected, cuts, self.ask(cuts, "strict")):
            found = answer["fields"].get("records", [])[:len(kept)]
            self.check_records(name, kept, {"fields": {"records": found}})
            self.assertEqual(answer["code"], "ok" if answer["fields"] else "deserialization", cut)


if __name__ == "__main__":
    conformance_test.INSPECT = sys.argv.pop(1)
    unittest.main()
