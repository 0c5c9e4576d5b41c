import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import net from 'node:net';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { deserialize, serialize } from 'bson';
import { crc32c } from '../wire.mjs';
import { fixture } from '../support/fixture.mjs';

const f = fixture();

function msg(doc, { flags = 0, id = 7, sections = [], opcode = 2013 } = {}) {
  const parts = [Buffer.from([0]), serialize(doc)];
  for (const [name, docs] of sections) {
    const body = Buffer.concat([Buffer.from(name + '\0'), ...docs.map(d => serialize(d))]), size = Buffer.alloc(5);
    size[0] = 1;
    size.writeInt32LE(body.length + 4, 1);
    parts.push(size, body);
  }
  const payload = Buffer.concat(parts), out = Buffer.alloc(20 + payload.length + (flags & 1 ? 4 : 0));
  out.writeInt32LE(out.length, 0);
  out.writeInt32LE(id, 4);
  out.writeInt32LE(opcode, 12);
  out.writeUInt32LE(flags, 16);
  payload.copy(out, 20);
  if (flags & 1) out.writeUInt32LE(crc32c(out.subarray(0, out.length - 4)), out.length - 4);
  return out;
}

/** A raw connection: send bytes, read whole messages. */
async function raw() {
  const socket = net.connect(f.running.port, '127.0.0.1');
  await new Promise(r => socket.once('connect', r));
  let have = Buffer.alloc(0), closed = false;
  const waiting = [];
  const settle = () => {
    while (waiting.length && have.length >= 16 && have.length >= have.readInt32LE(0)) {
      const m = have.subarray(0, have.readInt32LE(0));
      have = have.subarray(m.length);
      waiting.shift()(m);
    }
    if (closed) while (waiting.length) waiting.shift()(null);
  };
  socket.on('data', d => { have = Buffer.concat([have, d]); settle(); });
  socket.on('close', () => { closed = true; settle(); });
  socket.on('error', () => {});
  return { socket, send: b => socket.write(b), next: () => new Promise(r => { waiting.push(r); settle(); }), end: () => socket.destroy() };
}
const bodyOf = m => deserialize(m.subarray(21));

test('hello by OP_MSG is that of a standalone 7.0', async () => {
  const c = await raw();
  c.send(msg({ hello: 1, $db: 'admin' }));
  const m = await c.next(), h = bodyOf(m);
  assert.equal(m.readInt32LE(8), 7);
  assert.deepEqual([h.ok, h.isWritablePrimary, h.maxWireVersion, h.minWireVersion, h.maxBsonObjectSize, h.maxMessageSizeBytes, h.maxWriteBatchSize, h.logicalSessionTimeoutMinutes], [1, true, 21, 0, 16777216, 48000000, 100000, 30]);
  for (const k of ['setName', 'msg', 'topologyVersion', 'hosts']) assert.equal(k in h, false);
  c.end();
});

test('isMaster by OP_QUERY, as older drivers begin', async () => {
  const c = await raw(), body = serialize({ isMaster: 1, helloOk: true }), head = Buffer.alloc(20), ns = Buffer.from('admin.$cmd\0'), tail = Buffer.alloc(8);
  tail.writeInt32LE(-1, 4);
  const m = Buffer.concat([head, ns, tail, body]);
  m.writeInt32LE(m.length, 0); m.writeInt32LE(9, 4); m.writeInt32LE(2004, 12);
  c.send(m);
  const r = await c.next();
  assert.equal(r.readInt32LE(12), 1);
  assert.equal(r.readInt32LE(32), 1);
  const h = deserialize(r.subarray(36));
  assert.deepEqual([h.ismaster, h.helloOk, h.maxWireVersion], [true, true, 21]);
  // Any other command by OP_QUERY closes the connection.
  const other = Buffer.concat([head, ns, tail, serialize({ ping: 1 })]);
  other.writeInt32LE(other.length, 0); other.writeInt32LE(2004, 12);
  c.send(other);
  assert.equal(await c.next(), null);
});

test('garbage closes only its own connection', async () => {
  const good = await raw();
  for (const bytes of [Buffer.from('GET / HTTP/1.1\r\nHost: x\r\n\r\n'), Buffer.alloc(64), Buffer.alloc(64, 255), msg({ ping: 1, $db: 'a' }, { opcode: 2010 }), msg({ ping: 1, $db: 'a' }, { flags: 4 })]) {
    const bad = await raw();
    bad.send(bytes);
    assert.equal(await bad.next(), null);
  }
  const huge = await raw(), head = Buffer.alloc(16);
  head.writeInt32LE(48000001, 0); head.writeInt32LE(2013, 12);
  huge.send(head);
  assert.equal(await huge.next(), null);
  good.send(msg({ ping: 1, $db: 'admin' }));
  assert.equal(bodyOf(await good.next()).ok, 1);
  good.end();
});

test('a message in pieces, two in one piece, and one that is cut', async () => {
  const c = await raw(), m = msg({ ping: 1, $db: 'admin' });
  for (const b of m) { c.send(Buffer.from([b])); }
  assert.equal(bodyOf(await c.next()).ok, 1);
  c.send(Buffer.concat([msg({ ping: 1, $db: 'admin' }, { id: 1 }), msg({ nothing: 1, $db: 'admin' }, { id: 2 }), msg({ ping: 1, $db: 'admin' }, { id: 3 })]));
  const replies = [await c.next(), await c.next(), await c.next()];
  assert.deepEqual(replies.map(r => r.readInt32LE(8)), [1, 2, 3]);
  assert.equal(bodyOf(replies[1]).code, 59);
  c.send(m.subarray(0, 30));
  c.socket.end();
  assert.equal(await c.next(), null);
  assert.equal((await f.command({ ping: 1 })).ok, 1);
});

test('checksums are verified', async () => {
  assert.equal(crc32c(Buffer.from('123456789')), 0xe3069283);
  const c = await raw(), m = msg({ ping: 1, $db: 'admin' }, { flags: 1 });
  c.send(m);
  assert.equal(bodyOf(await c.next()).ok, 1);
  m[m.length - 1] ^= 1;
  c.send(m);
  assert.equal(await c.next(), null);
});

test('sections of kind 1, and unacknowledged writes get no reply', async () => {
  const c = await raw();
  c.send(msg({ insert: 'w', $db: 'wire' }, { sections: [['documents', [{ _id: 1 }, { _id: 2 }]]] }));
  assert.equal(bodyOf(await c.next()).n, 2);
  c.send(msg({ insert: 'w', $db: 'wire', writeConcern: { w: 0 } }, { flags: 2, sections: [['documents', [{ _id: 3 }]]] }));
  c.send(msg({ count: 'w', $db: 'wire' }, { id: 99 }));
  const r = await c.next();
  assert.equal(r.readInt32LE(8), 99);
  assert.equal(bodyOf(r).n, 3);
  c.end();
  await f.plain.db('wire').collection('w').insertOne({ _id: 4 }, { writeConcern: { w: 0 } });
  for (let i = 0; i < 50 && await f.plain.db('wire').collection('w').countDocuments() < 4; i++) await new Promise(r2 => setTimeout(r2, 10));
  assert.equal(await f.plain.db('wire').collection('w').countDocuments(), 4);
});

test('malformed BSON inside a message is an error or closes, and is never stored', async () => {
  const c = await raw();
  const bytes = serialize({ _id: 1, d: { x: 'abc' } });
  bytes[bytes.indexOf(0x61) - 4] = 200; // a string longer than its document
  const body = Buffer.concat([Buffer.from('documents\0'), bytes]), size = Buffer.alloc(5);
  size[0] = 1; size.writeInt32LE(body.length + 4, 1);
  const m = Buffer.concat([msg({ insert: 'bad', $db: 'wire' }), size, body]);
  m.writeInt32LE(m.length, 0);
  c.send(m);
  assert.equal(bodyOf(await c.next()).ok, 0);
  assert.equal(await f.plain.db('wire').collection('bad').countDocuments(), 0);
  c.end();
});

test('thousands of damaged messages leave the server standing', async () => {
  let seed = 3;
  const rnd = n => { seed = (seed * 1103515245 + 12345) % 2147483648; return seed % n; };
  const originals = [
    msg({ find: 'w', filter: { a: { $gt: 1, $in: [1, 'x'] } }, sort: { a: 1 }, $db: 'wire' }), msg({ update: 'w', $db: 'wire' }, { sections: [['updates', [{ q: { _id: 1 }, u: { $set: { a: [1, { b: 2 }] } }, upsert: true }]]] }),
    msg({ aggregate: 'w', pipeline: [{ $group: { _id: '$a', n: { $sum: 1 } } }], cursor: {}, $db: 'wire' }), msg({ insert: 'w', $db: 'wire' }, { sections: [['documents', [{ s: 'text', d: new Date(), n: null }]]] }),
  ];
  const write = process.stderr.write;
  process.stderr.write = () => true; // internal errors are logged there; here they are provoked
  try {
    for (let i = 0; i < 40; i++) {
      const c = await raw();
      for (let j = 0; j < 50; j++) {
        const m = Buffer.from(originals[rnd(originals.length)]);
        for (let k = rnd(3); k >= 0; k--) m[16 + rnd(m.length - 16)] = rnd(256);
        c.send(m);
      }
      c.send(msg({ ping: 1, $db: 'admin' }));
      await c.next();
      c.end();
    }
  } finally { process.stderr.write = write; }
  assert.equal((await f.command({ ping: 1 })).ok, 1);
});

test('the process announces its port and ends with its stdin', async () => {
  const p = spawn(process.execPath, [fileURLToPath(new URL('../server.mjs', import.meta.url)), '--port', '0'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const line = await new Promise(r => p.stdout.once('data', d => r(String(d))));
  assert.match(line, /^listening 127\.0\.0\.1:\d+\n$/);
  p.stdin.end();
  assert.equal(await new Promise(r => p.once('exit', r)), 0);
  const q = spawn(process.execPath, [fileURLToPath(new URL('../server.mjs', import.meta.url)), '--nonsense'], { stdio: 'ignore' });
  assert.equal(await new Promise(r => q.once('exit', r)), 2);
});
