// Times node's socks on messages of a file, each of which stands behind its length in two octets.
//
//     socks_peer.js FILE OPERATION fields   what it reads of each message, or the octets that it
//                                           writes, a line each
//     socks_peer.js FILE OPERATION time     nanoseconds of the processor a message
//
// The same loop with an empty function is taken out of the time.
'use strict';

const fs = require('fs');
const ip = require('ip');
const {SocksClient} = require('socks');

function messages(path) {
  const octets = fs.readFileSync(path);
  const found = [];
  for (let at = 0; at < octets.length;) {
    const end = at + 2 + octets.readUInt16BE(at);
    found.push(octets.subarray(at + 2, end));
    at = end;
  }
  return found;
}

function frameLine(frame, message) {
  const kind = message[3];
  const {host, port} = frame.remoteHost;
  const address = kind === 3 ? Buffer.from(host) : ip.toBuffer(host);
  return [frame.frameNumber, kind, address.toString('hex'), port, frame.data.toString('hex')].join(' ');
}

// What is made of each message beforehand; what is measured; what is shown of its answer.
const operations = {
  'socks5_udp decode': [(message) => message, SocksClient.parseUDPFrame, frameLine],
  'socks5_udp encode': [
    SocksClient.parseUDPFrame, SocksClient.createUDPFrame, (octets) => octets.toString('hex'),
  ],
};

let sink;
function onePass(call, values) {
  const start = process.cpuUsage();
  for (const value of values) sink = call(value);
  const {user, system} = process.cpuUsage(start);
  return 1000 * (user + system) / values.length;
}

function main() {
  const [path, operation, what] = process.argv.slice(2);
  const [prepare, call, show] = operations[operation];
  const read = messages(path);
  const values = read.map(prepare);
  if (what === 'fields') {
    values.forEach((value, i) => console.log(show(call(value), read[i])));
    return;
  }
  for (let i = 0; i < 100; ++i) onePass(call, values);  // compiled after a while
  const passes = [];
  for (let i = 0; i < 100; ++i) passes.push(onePass(call, values) - onePass(() => undefined, values));
  passes.sort((a, b) => a - b);
  console.log(passes[50]);
}

main();
