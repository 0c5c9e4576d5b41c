// BSON as this server holds it. Documents are stored as the bytes that arrived; what a query needs is decoded from them on demand.
// The decoded view keeps every type apart, because a driver tells 1, 1.0 and NumberLong(1) apart:
//   int32 = number, int64 = bigint, double = Double, date = Date, document = plain object, array = Array, the rest = classes of `bson`.
import {
  Binary, BSONRegExp, BSONSymbol, Code, Decimal128, Double, Long, MaxKey, MinKey, ObjectId, Timestamp,
} from 'bson';
import { fail } from './errors.mjs';

export { Binary, BSONRegExp, BSONSymbol, Code, Decimal128, Double, Long, MaxKey, MinKey, ObjectId, Timestamp };

/** The deprecated type 6: not JavaScript's undefined, which stands for a missing field here. */
export class Undefined {}
export const UNDEFINED = new Undefined();
/** A date outside JavaScript's range. */
export class WideDate { constructor(ms) { this.ms = ms; } }
/** A DBPointer, deprecated: carried, never looked into. */
export class DbPointer { constructor(bytes) { this.bytes = bytes; } }
/** A document that stays bytes: written into replies as it is. */
export class Raw { constructor(bytes) { this.bytes = bytes; } }

// JavaScript moves keys that look like integers to the front; where a document has such keys their true order is kept beside it.
export const ORDER = Symbol('order');
const INTEGER_KEY = /^(0|[1-9]\d{0,9})$/;

export const keysOf = o => o[ORDER] ?? Object.keys(o);

export function setField(o, key, value) {
  if (!Object.hasOwn(o, key)) {
    if (o[ORDER]) o[ORDER].push(key);
    else if (INTEGER_KEY.test(key)) hide(o, [...Object.keys(o), key]);
  }
  if (key === '__proto__') Object.defineProperty(o, key, { value, enumerable: true, configurable: true, writable: true });
  else o[key] = value;
}

export function deleteField(o, key) {
  if (o[ORDER]) o[ORDER].splice(o[ORDER].indexOf(key), 1);
  delete o[key];
}

function hide(o, order) { Object.defineProperty(o, ORDER, { value: order, enumerable: false, configurable: true, writable: true }); }

/** A copy one level deep that keeps the order of fields. */
export function shallow(o) {
  const copy = {};
  for (const k of keysOf(o)) setField(copy, k, o[k]);
  return copy;
}

/** A copy of documents and arrays all the way down; other values are never changed in place and are shared. */
export function deep(v) {
  if (Array.isArray(v)) return v.map(deep);
  if (!isDocument(v)) return v;
  const copy = {};
  for (const k of keysOf(v)) setField(copy, k, deep(v[k]));
  return copy;
}

export function isDocument(v) {
  if (v === null || typeof v !== 'object') return false;
  const p = Object.getPrototypeOf(v);
  return p === Object.prototype || p === null;
}

export const isNumeric = v => typeof v === 'number' || typeof v === 'bigint' || v instanceof Double || v instanceof Decimal128;

/** Any number as a JavaScript number (for limits, sizes, positions). */
export function toNumber(v) {
  if (typeof v === 'number') return v;
  if (typeof v === 'bigint') return Number(v);
  if (v instanceof Double) return v.value;
  if (v instanceof Decimal128) return Number(v.toString());
  return NaN;
}

export const truthy = v => !(v === undefined || v === null || v === false || v instanceof Undefined || (isNumeric(v) && toNumber(v) === 0));

/** A regular expression as it arrived: the class's own constructor sorts the options and refuses some, which is not for storage to do. */
export function regexpOf(pattern, options) {
  const r = Object.create(BSONRegExp.prototype);
  r.pattern = pattern;
  r.options = options;
  return r;
}

const MIN_DATE = -8640000000000000n, MAX_DATE = 8640000000000000n;

function badBson(why) { fail(22, `Invalid BSON: ${why}`); }

/** Where the element's value ends. */
function valueEnd(buf, type, at) {
  switch (type) {
    case 0x01: case 0x09: case 0x11: case 0x12: return at + 8;
    case 0x02: case 0x0d: case 0x0e: return at + 4 + buf.readInt32LE(at);
    case 0x03: case 0x04: case 0x0f: return at + buf.readInt32LE(at);
    case 0x05: return at + 5 + buf.readInt32LE(at);
    case 0x06: case 0x0a: case 0xff: case 0x7f: return at;
    case 0x07: return at + 12;
    case 0x08: return at + 1;
    case 0x0b: { const a = buf.indexOf(0, at); return buf.indexOf(0, a + 1) + 1; }
    case 0x0c: return at + 4 + buf.readInt32LE(at) + 12;
    case 0x10: return at + 4;
    case 0x13: return at + 16;
    default: return badBson(`unknown element type ${type}`);
  }
}

function keyAt(buf, at) {
  let end = at, ascii = true, c;
  while ((c = buf[end]) !== 0) {
    if (c === undefined) badBson('a field name does not end');
    if (c > 127) ascii = false;
    end++;
  }
  keyEnd = end + 1;
  return ascii ? buf.latin1Slice(at, end) : buf.utf8Slice(at, end);
}
let keyEnd = 0;

/** Decodes the document at `offset`; with `want` (a Set) only those top-level fields. */
export function decode(buf, offset = 0, want = null) {
  const size = buf.readInt32LE(offset);
  const end = offset + size;
  if (size < 5 || end > buf.length || buf[end - 1] !== 0) badBson('a document has a wrong length');
  const doc = {};
  let at = offset + 4, ordered = null;
  for (;;) {
    const type = buf[at++];
    if (type === 0) break;
    if (at >= end) badBson('a document ends in the middle');
    const key = keyAt(buf, at);
    at = keyEnd;
    const stop = valueEnd(buf, type, at);
    if (stop >= end || stop < at) badBson('a value reaches beyond its document');
    if (want === null || want.has(key)) {
      const value = decodeValue(buf, type, at, stop);
      const first = key.charCodeAt(0);
      if (ordered === null && first >= 48 && first <= 57 && INTEGER_KEY.test(key)) { ordered = Object.keys(doc); hide(doc, ordered); }
      if (ordered !== null && !Object.hasOwn(doc, key)) ordered.push(key);
      if (key === '__proto__') Object.defineProperty(doc, key, { value, enumerable: true, configurable: true, writable: true });
      else doc[key] = value;
    }
    at = stop;
  }
  return doc;
}

function decodeArray(buf, offset) {
  const end = offset + buf.readInt32LE(offset);
  const out = [];
  let at = offset + 4;
  for (;;) {
    const type = buf[at++];
    if (type === 0) return out;
    if (at >= end) badBson('an array ends in the middle');
    while (buf[at] !== 0) at++;
    at++;
    const stop = valueEnd(buf, type, at);
    if (stop >= end || stop < at) badBson('a value reaches beyond its array');
    out.push(decodeValue(buf, type, at, stop));
    at = stop;
  }
}

function decodeValue(buf, type, at, stop) {
  switch (type) {
    case 0x10: return buf.readInt32LE(at);
    case 0x02: return buf.utf8Slice(at + 4, stop - 1);
    case 0x03: return decode(buf, at);
    case 0x04: return decodeArray(buf, at);
    case 0x07: return new ObjectId(Buffer.from(buf.subarray(at, at + 12)));
    case 0x08: return buf[at] !== 0;
    case 0x0a: return null;
    case 0x09: {
      const ms = buf.readBigInt64LE(at);
      return ms < MIN_DATE || ms > MAX_DATE ? new WideDate(ms) : new Date(Number(ms));
    }
    case 0x12: return buf.readBigInt64LE(at);
    case 0x01: return new Double(buf.readDoubleLE(at));
    case 0x05: return new Binary(Buffer.from(buf.subarray(at + 5, stop)), buf[at + 4]);
    case 0x06: return UNDEFINED;
    case 0x0b: {
      const mid = buf.indexOf(0, at);
      return regexpOf(buf.utf8Slice(at, mid), buf.latin1Slice(mid + 1, stop - 1));
    }
    case 0x0c: return new DbPointer(Buffer.from(buf.subarray(at, stop)));
    case 0x0d: return new Code(buf.utf8Slice(at + 4, stop - 1));
    case 0x0e: return new BSONSymbol(buf.utf8Slice(at + 4, stop - 1));
    case 0x0f: {
      const size = buf.readInt32LE(at + 4);
      return new Code(buf.utf8Slice(at + 8, at + 7 + size), decode(buf, at + 8 + size));
    }
    case 0x11: return new Timestamp({ i: buf.readUInt32LE(at), t: buf.readUInt32LE(at + 4) });
    case 0x13: return new Decimal128(Buffer.from(buf.subarray(at, stop)));
    case 0xff: return new MinKey();
    case 0x7f: return new MaxKey();
  }
}

/** The elements of a document without their values: for finding _id and the like in the bytes. */
export function* elements(buf, offset = 0) {
  const size = buf.readInt32LE(offset);
  const end = offset + size;
  if (size < 5 || end > buf.length || buf[end - 1] !== 0) badBson('a document has a wrong length');
  let at = offset + 4;
  for (;;) {
    const start = at, type = buf[at++];
    if (type === 0) { if (at !== end) badBson('a document ends early'); return; }
    if (at >= end) badBson('a document ends in the middle');
    const key = keyAt(buf, at);
    const valueAt = keyEnd;
    const stop = valueEnd(buf, type, valueAt);
    if (stop >= end || stop < valueAt) badBson('a value reaches beyond its document');
    yield { start, type, key, valueAt, stop };
    at = stop;
  }
}

/** Decodes one level; embedded documents stay bytes (Raw), elements of arrays likewise. For commands that carry documents to store. */
export function decodeCommand(buf, rawFields) {
  const doc = {};
  for (const e of elements(buf)) {
    if (!rawFields.has(e.key)) doc[e.key] = decodeValue(buf, e.type, e.valueAt, e.stop);
    else if (e.type === 0x04) {
      doc[e.key] = [...elements(buf, e.valueAt)].map(x => x.type === 0x03 ? new Raw(buf.subarray(x.valueAt, x.stop)) : decodeValue(buf, x.type, x.valueAt, x.stop));
    } else if (e.type === 0x03) doc[e.key] = new Raw(buf.subarray(e.valueAt, e.stop));
    else doc[e.key] = decodeValue(buf, e.type, e.valueAt, e.stop);
  }
  return doc;
}

/** Walks nested documents once, so that nothing broken is ever stored. */
export function validate(buf, offset = 0, depth = 0) {
  if (depth > 200) fail(15, 'Exceeded depth limit: a document is nested more than 200 levels');
  for (const e of elements(buf, offset)) if (e.type === 0x03 || e.type === 0x04) validate(buf, e.valueAt, depth + 1);
}

export const valueOf = (buf, e) => decodeValue(buf, e.type, e.valueAt, e.stop);

// ---- writing

let out = Buffer.allocUnsafe(1 << 16), pos = 0;

function room(n) {
  if (pos + n <= out.length) return;
  const bigger = Buffer.allocUnsafe(Math.max(out.length * 2, pos + n));
  out.copy(bigger, 0, 0, pos);
  out = bigger;
}

function writeString(s) {
  const n = Buffer.byteLength(s);
  room(n + 5);
  out.writeInt32LE(n + 1, pos);
  pos += 4;
  out.utf8Write(s, pos);
  pos += n;
  out[pos++] = 0;
}

function writeKey(type, key) {
  const n = key.length * 3;
  room(n + 2);
  out[pos++] = type;
  pos += out.utf8Write(key, pos);
  out[pos++] = 0;
}

function bytes(b) { room(b.length); out.set(b, pos); pos += b.length; }

function writeDocument(doc) {
  if (doc instanceof Raw) { bytes(doc.bytes); return; }
  room(5);
  const start = pos;
  pos += 4;
  for (const key of keysOf(doc)) {
    const v = doc[key];
    if (v !== undefined) writeElement(key, v);
  }
  room(1);
  out[pos++] = 0;
  out.writeInt32LE(pos - start, start);
}

function writeArray(list) {
  room(5);
  const start = pos;
  pos += 4;
  for (let i = 0; i < list.length; i++) writeElement(String(i), list[i] === undefined ? null : list[i]);
  room(1);
  out[pos++] = 0;
  out.writeInt32LE(pos - start, start);
}

function writeElement(key, v) {
  switch (typeof v) {
    case 'string': writeKey(0x02, key); writeString(v); return;
    case 'boolean': writeKey(0x08, key); room(1); out[pos++] = v ? 1 : 0; return;
    case 'bigint': writeKey(0x12, key); room(8); out.writeBigInt64LE(v, pos); pos += 8; return;
    case 'number':
      if (Number.isInteger(v) && v >= -2147483648 && v <= 2147483647 && !Object.is(v, -0)) {
        writeKey(0x10, key); room(4); out.writeInt32LE(v, pos); pos += 4;
      } else { writeKey(0x01, key); room(8); out.writeDoubleLE(v, pos); pos += 8; }
      return;
  }
  if (v === null) { writeKey(0x0a, key); return; }
  if (Array.isArray(v)) { writeKey(0x04, key); writeArray(v); return; }
  if (v instanceof Double) { writeKey(0x01, key); room(8); out.writeDoubleLE(v.value, pos); pos += 8; return; }
  if (v instanceof Date) { writeKey(0x09, key); room(8); out.writeBigInt64LE(BigInt(v.getTime()), pos); pos += 8; return; }
  if (v instanceof ObjectId) { writeKey(0x07, key); bytes(v.id); return; }
  if (v instanceof Raw || isDocument(v)) { writeKey(0x03, key); writeDocument(v); return; }
  if (v instanceof Binary) { writeKey(0x05, key); room(5); out.writeInt32LE(v.position, pos); out[pos + 4] = v.sub_type; pos += 5; bytes(v.buffer.subarray(0, v.position)); return; }
  if (v instanceof Decimal128) { writeKey(0x13, key); bytes(v.bytes); return; }
  if (v instanceof Timestamp) { writeKey(0x11, key); room(8); out.writeUInt32LE(v.i, pos); out.writeUInt32LE(v.t, pos + 4); pos += 8; return; }
  if (v instanceof BSONRegExp) {
    writeKey(0x0b, key); bytes(Buffer.from(v.pattern + '\0' + v.options + '\0')); return;
  }
  if (v instanceof Undefined) { writeKey(0x06, key); return; }
  if (v instanceof WideDate) { writeKey(0x09, key); room(8); out.writeBigInt64LE(v.ms, pos); pos += 8; return; }
  if (v instanceof BSONSymbol) { writeKey(0x0e, key); writeString(v.value); return; }
  if (v instanceof Code) {
    if (!v.scope) { writeKey(0x0d, key); writeString(v.code); return; }
    writeKey(0x0f, key);
    room(4);
    const start = pos;
    pos += 4;
    writeString(v.code);
    writeDocument(v.scope);
    out.writeInt32LE(pos - start, start);
    return;
  }
  if (v instanceof MinKey) { writeKey(0xff, key); return; }
  if (v instanceof MaxKey) { writeKey(0x7f, key); return; }
  if (v instanceof DbPointer) { writeKey(0x0c, key); bytes(v.bytes); return; }
  if (v instanceof Long) { writeElement(key, v.toBigInt()); return; }
  if (Buffer.isBuffer(v)) { writeElement(key, new Binary(v, 0)); return; }
  throw new TypeError(`no BSON type for ${v?.constructor?.name}`);
}

/** The bytes of a document, in memory of their own (a slice of a shared block would keep the whole block alive). */
export function encode(doc, headroom = 0) {
  pos = headroom;
  writeDocument(doc);
  const result = Buffer.allocUnsafeSlow(pos);
  out.copy(result, headroom, headroom, pos);
  if (out.length > 1 << 22) out = Buffer.allocUnsafe(1 << 16);
  return result;
}

/** Bytes of their own for a slice of a message. */
export function own(slice) {
  const b = Buffer.allocUnsafeSlow(slice.length);
  slice.copy(b);
  return b;
}

// ---- names of types, as $type and error messages use them

export function typeNumber(v) {
  switch (typeof v) {
    case 'number': return 16;
    case 'bigint': return 18;
    case 'string': return 2;
    case 'boolean': return 8;
    case 'undefined': return 0;
  }
  if (v === null) return 10;
  if (Array.isArray(v)) return 4;
  if (v instanceof Double) return 1;
  if (v instanceof Date || v instanceof WideDate) return 9;
  if (v instanceof ObjectId) return 7;
  if (v instanceof Binary) return 5;
  if (v instanceof Decimal128) return 19;
  if (v instanceof Timestamp) return 17;
  if (v instanceof BSONRegExp) return 11;
  if (v instanceof Undefined) return 6;
  if (v instanceof BSONSymbol) return 14;
  if (v instanceof Code) return v.scope ? 15 : 13;
  if (v instanceof MinKey) return -1;
  if (v instanceof MaxKey) return 127;
  if (v instanceof DbPointer) return 12;
  return 3;
}

export const TYPE_NAMES = {
  0: 'missing', 1: 'double', 2: 'string', 3: 'object', 4: 'array', 5: 'binData', 6: 'undefined', 7: 'objectId', 8: 'bool', 9: 'date', 10: 'null',
  11: 'regex', 12: 'dbPointer', 13: 'javascript', 14: 'symbol', 15: 'javascriptWithScope', 16: 'int', 17: 'timestamp', 18: 'long', 19: 'decimal',
  [-1]: 'minKey', 127: 'maxKey',
};
export const typeName = v => TYPE_NAMES[typeNumber(v)];

/** A value as the server's messages print it. */
export function show(v) {
  if (typeof v === 'string') return JSON.stringify(v);
  if (v === null) return 'null';
  if (v === undefined) return 'missing';
  if (Array.isArray(v)) return v.length ? `[ ${v.map(show).join(', ')} ]` : '[]';
  if (v instanceof Double) return Number.isInteger(v.value) && Math.abs(v.value) < 1e15 ? v.value.toFixed(1) : v.value === Infinity ? 'inf' : v.value === -Infinity ? '-inf' : Number.isNaN(v.value) ? 'nan' : String(v.value);
  if (v instanceof ObjectId) return `ObjectId('${v.toHexString()}')`;
  if (v instanceof Date) return `new Date(${v.getTime()})`;
  if (v instanceof WideDate) return `new Date(${v.ms})`;
  if (v instanceof Binary) {
    const hex = Buffer.from(v.buffer.subarray(0, v.position)).toString('hex');
    return v.sub_type === 4 && hex.length === 32
      ? `UUID("${hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')}")` : `BinData(${v.sub_type}, ${hex.toUpperCase()})`;
  }
  if (v instanceof Decimal128) return `NumberDecimal('${v.toString()}')`;
  if (v instanceof Timestamp) return `Timestamp(${v.t}, ${v.i})`;
  if (v instanceof BSONRegExp) return `/${v.pattern}/${v.options}`;
  if (v instanceof Undefined) return 'undefined';
  if (v instanceof MinKey) return 'MinKey';
  if (v instanceof MaxKey) return 'MaxKey';
  if (v instanceof BSONSymbol) return JSON.stringify(v.value);
  if (isDocument(v)) {
    const keys = keysOf(v);
    return keys.length ? `{ ${keys.map(k => `${k}: ${show(v[k])}`).join(', ')} }` : '{}';
  }
  return String(v);
}
