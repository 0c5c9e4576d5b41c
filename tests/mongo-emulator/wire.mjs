// MongoDB's wire protocol on one socket: OP_MSG, and OP_QUERY for the first handshake of older drivers. Anything else, and anything
// malformed, closes that connection and no other.
import { decode, encode } from './bson.mjs';

const OP_REPLY = 1, OP_QUERY = 2004, OP_MSG = 2013;
const MAX_MESSAGE = 48000000;
const CHECKSUM = 1, MORE_TO_COME = 2;

class ProtocolError extends Error {}

const CRC = new Uint32Array(256).map((_, n) => { for (let i = 0; i < 8; i++) n = n & 1 ? (n >>> 1) ^ 0x82f63b78 : n >>> 1; return n; });
export function crc32c(bytes) {
  let c = 0xffffffff;
  for (const b of bytes) c = CRC[(c ^ b) & 255] ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
}

let replyId = 0;

/** Serves a socket until it closes. */
export function serve(socket, server) {
  const connection = { id: ++server.created };
  server.connections++;
  let parts = [], have = 0, need = 16;
  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy());
  socket.on('close', () => { server.connections--; parts = []; });
  socket.on('data', chunk => {
    parts.push(chunk);
    have += chunk.length;
    try {
      while (have >= need) {
        let all = parts.length === 1 ? parts[0] : Buffer.concat(parts, have);
        const size = all.length >= 4 ? all.readInt32LE(0) : 16;
        if (size < 16 || size > MAX_MESSAGE) throw new ProtocolError(`a message of ${size} bytes`);
        if (have < size) { parts = [all]; need = size; return; }
        const message = all.subarray(0, size);
        all = all.subarray(size);
        parts = all.length ? [all] : [];
        have = all.length;
        need = 16;
        const reply = answer(message, server, connection);
        if (reply) socket.write(reply);
      }
    } catch (e) {
      if (!(e instanceof ProtocolError)) process.stderr.write(`connection ${connection.id}: ${e.stack}\n`);
      socket.destroy();
    }
  });
}

function answer(message, server, connection) {
  const requestId = message.readInt32LE(4), opcode = message.readInt32LE(12);
  if (opcode === OP_MSG) return message16(message, requestId, server, connection);
  if (opcode === OP_QUERY) return query(message, requestId, server, connection);
  throw new ProtocolError(`opcode ${opcode}`);
}

function document(message, at, end) {
  if (at + 5 > end) throw new ProtocolError('a document is cut');
  const size = message.readInt32LE(at);
  if (size < 5 || at + size > end) throw new ProtocolError('a document has a wrong length');
  return message.subarray(at, at + size);
}

function message16(message, requestId, server, connection) {
  if (message.length < 21) throw new ProtocolError('OP_MSG is too short');
  const flags = message.readUInt32LE(16);
  if (flags & 0xffff & ~(CHECKSUM | MORE_TO_COME)) throw new ProtocolError(`unknown required flags ${flags}`);
  let end = message.length;
  if (flags & CHECKSUM) {
    end -= 4;
    if (crc32c(message.subarray(0, end)) !== message.readUInt32LE(end)) throw new ProtocolError('wrong checksum');
  }
  let at = 20, body = null;
  const sections = new Map();
  while (at < end) {
    const kind = message[at++];
    if (kind === 0) {
      if (body) throw new ProtocolError('two bodies');
      body = document(message, at, end);
      at += body.length;
    } else if (kind === 1) {
      if (at + 4 > end) throw new ProtocolError('a section is cut');
      const stop = at + message.readInt32LE(at);
      const nul = message.indexOf(0, at + 4);
      if (stop > end || nul < 0 || nul >= stop) throw new ProtocolError('a section has a wrong length');
      const name = message.utf8Slice(at + 4, nul), docs = [];
      if (sections.has(name)) throw new ProtocolError('a section comes twice');
      for (at = nul + 1; at < stop;) { const d = document(message, at, stop); docs.push(d); at += d.length; }
      sections.set(name, docs);
    } else throw new ProtocolError(`section of kind ${kind}`);
  }
  if (!body) throw new ProtocolError('no body');
  const reply = server.run({ body, sections, connection });
  if (flags & MORE_TO_COME) return null; // unacknowledged: the client does not read
  const out = encode(reply, 21);
  header(out, requestId, OP_MSG);
  out.writeUInt32LE(0, 16);
  out[20] = 0;
  return out;
}

function query(message, requestId, server, connection) {
  const nul = message.indexOf(0, 20);
  if (nul < 0 || nul + 9 > message.length) throw new ProtocolError('OP_QUERY is cut');
  const ns = message.latin1Slice(20, nul);
  let body = document(message, nul + 9, message.length);
  let name = Object.keys(decode(body))[0];
  if (name === '$query') { body = encode(decode(body).$query); name = Object.keys(decode(body))[0]; }
  if (!/^[^.]+\.\$cmd$/.test(ns) || !['hello', 'isMaster', 'ismaster'].includes(name)) throw new ProtocolError('OP_QUERY is for the handshake only');
  const reply = server.run({ body, sections: new Map(), connection, legacy: true });
  const out = encode(reply, 36);
  header(out, requestId, OP_REPLY);
  out.writeInt32LE(8, 16); // AwaitCapable, as every server since 1.6
  out.writeBigInt64LE(0n, 20);
  out.writeInt32LE(0, 28);
  out.writeInt32LE(1, 32);
  return out;
}

function header(out, requestId, opcode) {
  out.writeInt32LE(out.length, 0);
  out.writeInt32LE(replyId = (replyId + 1) & 0x7fffffff, 4);
  out.writeInt32LE(requestId, 8);
  out.writeInt32LE(opcode, 12);
}
