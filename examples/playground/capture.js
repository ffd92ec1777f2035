'use strict';
// The packets of a capture, out of a pcap or pcapng file. What they carry is the library's business: here stands what it
// takes libpcap for elsewhere. All numbers come from the file, so that each is compared with what is there.

const MOST_CAPTURE = 32 << 20;  // octets of a file
const MOST_PACKET = 262144;     // octets of a packet, as in libpcap
// Link types of files, as hardwire::inspect::Link numbers them: Ethernet, SLL, SLL2, raw IP, loopback.
const LINKS = new Map([[1, 0], [113, 1], [276, 2], [12, 3], [14, 3], [101, 3], [228, 3], [229, 3], [0, 4], [108, 4]]);
const PCAP = new Map([[0xa1b2c3d4, 1], [0xa1b23c4d, 1000]]);  // parts of a microsecond
const PCAPNG = 0x0a0d0d0a;
const SECTION = 0x1a2b3c4d;

class CaptureError extends Error {}

// Whether octets begin like a capture.
function isCapture(bytes) {
  if (bytes.length < 4) return false;
  const view = new DataView(bytes.buffer, bytes.byteOffset, 4);
  return view.getUint32(0) === PCAPNG || PCAP.has(view.getUint32(0)) || PCAP.has(view.getUint32(0, true));
}

function linkOf(type) {
  if (LINKS.has(type)) return LINKS.get(type);
  throw new CaptureError(`the link type ${type} is not read; expected Ethernet, LINUX_SLL, LINUX_SLL2, RAW or NULL`);
}

// Calls take(link, octets, microseconds) for each packet, and returns why reading ended early, or ''. Throws a
// CaptureError for a file of which nothing can be read.
function readCapture(bytes, take) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let count = 0;
  const next = (link, octets, microseconds) => { take(link, octets, microseconds); ++count; };
  const why = view.getUint32(0) === PCAPNG ? readPcapng(view, bytes, next) : readPcap(view, bytes, next);
  return why ? `behind packet ${count}, at byte ${why.at}: ${why.text}` : '';
}

function readPcap(view, bytes, take) {
  if (bytes.length < 24) throw new CaptureError('the header of the file is cut');
  const little = PCAP.has(view.getUint32(0, true));
  const parts = PCAP.get(view.getUint32(0, little));
  const minor = view.getUint16(6, little);
  if (view.getUint16(4, little) !== 2 || minor > 4) throw new CaptureError('this version of pcap is not read');
  const limit = view.getUint32(16, little);
  const most = limit === 0 || limit > MOST_PACKET ? MOST_PACKET : limit;
  const link = linkOf(view.getUint32(20, little) & 0x03ffffff);
  let at = 24;
  while (at < bytes.length) {
    if (bytes.length - at < 16) return {at, text: 'the file is cut'};
    // Before version 2.4 some wrote the two sizes of a packet the other way round.
    const sizes = [view.getUint32(at + 8, little), view.getUint32(at + 12, little)];
    const size = minor < 3 || (minor === 3 && sizes[0] > sizes[1]) ? sizes[1] : sizes[0];
    if (size > MOST_PACKET) return {at, text: `a packet of ${size} bytes`};
    if (bytes.length - at - 16 < size) return {at, text: 'the file is cut'};
    const seconds = view.getInt32(at, little), parted = view.getInt32(at + 4, little);
    const time = seconds < 0 || parted < 0 ? 0 : seconds * 1000000 + Math.floor(parted / parts) % 1000000;
    take(link, bytes.subarray(at + 16, at + 16 + Math.min(size, most)), time);
    at += 16 + size;
  }
  return null;
}

// The octets of an option of an interface, or null.
function optionOf(view, at, end, wanted, size, little) {
  while (end - at >= 4) {
    const code = view.getUint16(at, little);
    const length = view.getUint16(at + 2, little);
    if (code === 0 || end - at - 4 < length) return null;
    if (code === wanted && length === size) return at + 4;
    at += 4 + length + (-length & 3);
  }
  return null;
}

// What an interface says: its packets' link type, and how its times count.
function readInterface(view, at, end, little) {
  const resolution = optionOf(view, at + 8, end, 9, 1, little);
  const offset = optionOf(view, at + 8, end, 14, 8, little);
  const exponent = resolution === null ? 6 : view.getUint8(resolution);
  const most = view.getUint32(at + 4, little);
  return {
    type: view.getUint16(at, little),
    most: most === 0 || most > MOST_PACKET ? MOST_PACKET : most,
    unit: exponent & 0x80 ? 2n ** BigInt(exponent & 0x7f) : 10n ** BigInt(exponent),
    offset: offset === null ? 0n : view.getBigInt64(offset, little),
  };
}

// Microseconds since 1970, of 32 bits of seconds. A time before that is 0, as it is to inspect.
function timeOf(ticks, from) {
  const seconds = BigInt.asIntN(64, ticks / from.unit + from.offset);
  if (seconds < 0n) return 0;
  return Number(BigInt.asUintN(32, seconds)) * 1000000 + Number(ticks % from.unit * 1000000n / from.unit);
}

// Where the packet of a block is: of an enhanced, an obsolete or a simple one. Null for what has none.
function packetOf(view, type, at, end, little, interfaces) {
  const head = {6: 20, 2: 20, 3: 4}[type];
  if (head === undefined) return null;
  if (end - at < head) return {error: 'a block is too short'};
  const number = type === 6 ? view.getUint32(at, little) : type === 2 ? view.getUint16(at, little) : 0;
  if (number >= interfaces.length) return {error: `a packet of the interface ${number}, which is not there`};
  const from = interfaces[number];
  const size = type === 3 ? Math.min(view.getUint32(at, little), from.most, end - at - 4) : view.getUint32(at + 12, little);
  if (size > MOST_PACKET || size > end - at - head) return {error: `a packet of ${size} bytes`};
  const ticks = type === 3 ? 0n : BigInt(view.getUint32(at + 4, little)) << 32n | BigInt(view.getUint32(at + 8, little));
  return {at: at + head, size: Math.min(size, from.most), time: timeOf(ticks, from)};
}

function readPcapng(view, bytes, take) {
  let little = true, interfaces = [], first = null, at = 0;
  const stop = (text) => {
    if (first === null) throw new CaptureError(text);
    return {at, text};
  };
  while (at < bytes.length) {
    if (bytes.length - at < 12) return stop('the file is cut');
    const starts = view.getUint32(at) === PCAPNG;
    if (starts) {
      little = view.getUint32(at + 8, true) === SECTION;
      if (!little && view.getUint32(at + 8) !== SECTION) return stop('a section has no byte order');
      interfaces = [];
    }
    const size = view.getUint32(at + 4, little);
    if (size > bytes.length - at) return stop('the file is cut');
    if (starts && size >= 28 && (view.getUint16(at + 12, little) !== 1 || ![0, 2].includes(view.getUint16(at + 14, little)))) {
      return stop('this version of pcapng is not read');
    }
    // The end of the first block says its size once more; libpcap does not look there.
    if (size < (starts ? 28 : 12) || size % 4 !== 0 || (at > 0 && view.getUint32(at + size - 4, little) !== size)) {
      return stop(`a block of ${size} bytes is damaged`);
    }
    const type = view.getUint32(at, little);
    const body = at + 8, end = at + size - 4;
    if (type === 1) {
      if (end - body < 8) return stop('an interface is too short');
      interfaces.push(readInterface(view, body, end, little));
      const own = interfaces[interfaces.length - 1];
      if (first === null) first = {...own, link: linkOf(own.type)};
      if (own.type !== first.type) return stop('the interfaces have different link types');
    }
    const packet = packetOf(view, type, body, end, little, interfaces);
    if (packet !== null && packet.error !== undefined) return stop(packet.error);
    if (packet !== null) take(first.link, bytes.subarray(packet.at, packet.at + packet.size), packet.time);
    at += size;
  }
  return first === null ? stop('there is no interface') : null;
}
