// MongoDB's order of values across types, as strings of bytes that compare as the values do (the idea of the real server's KeyString).
// One encoding serves equality, sorting, unique checks and the ordered indexes, so these can never disagree with each other.
// Every part is self-delimiting; strings are compared by their UTF-8 bytes, not by JavaScript's UTF-16 units.
import { Binary, BSONRegExp, BSONSymbol, Code, DbPointer, Decimal128, Double, keysOf, MaxKey, MinKey, ObjectId, Timestamp, Undefined, WideDate } from './bson.mjs';

export const TAG = { min: 1, undefined: 2, null: 5, number: 10, string: 15, object: 20, array: 25, binary: 30, id: 35, boolean: 40, date: 45, timestamp: 47, regex: 50, pointer: 55, code: 60, scoped: 65, max: 127 };
const CHAR = Object.fromEntries(Object.entries(TAG).map(([k, v]) => [k, String.fromCharCode(v)]));

/** The bracket a value compares in. A missing field counts as null. */
export function tagOf(v) {
  switch (typeof v) {
    case 'number': case 'bigint': return TAG.number;
    case 'string': return TAG.string;
    case 'boolean': return TAG.boolean;
    case 'undefined': return TAG.null;
  }
  if (v === null) return TAG.null;
  if (Array.isArray(v)) return TAG.array;
  if (v instanceof Double || v instanceof Decimal128) return TAG.number;
  if (v instanceof Date || v instanceof WideDate) return TAG.date;
  if (v instanceof ObjectId) return TAG.id;
  if (v instanceof Binary) return TAG.binary;
  if (v instanceof Timestamp) return TAG.timestamp;
  if (v instanceof BSONRegExp) return TAG.regex;
  if (v instanceof BSONSymbol) return TAG.string;
  if (v instanceof Undefined) return TAG.undefined;
  if (v instanceof MinKey) return TAG.min;
  if (v instanceof MaxKey) return TAG.max;
  if (v instanceof Code) return v.scope ? TAG.scoped : TAG.code;
  if (v instanceof DbPointer) return TAG.pointer;
  return TAG.object;
}

const view = new DataView(new ArrayBuffer(8));

function eight(hi, lo) {
  return String.fromCharCode(hi >>> 24, (hi >>> 16) & 255, (hi >>> 8) & 255, hi & 255, lo >>> 24, (lo >>> 16) & 255, (lo >>> 8) & 255, lo & 255);
}

function orderedDouble(d) {
  view.setFloat64(0, d === 0 ? 0 : d);
  let hi = view.getUint32(0), lo = view.getUint32(4);
  if (hi & 0x80000000) { hi = ~hi; lo = ~lo; } else hi ^= 0x80000000;
  return eight(hi, lo);
}

/** The next double below. */
function below(d) {
  if (d === 0) return -Number.MIN_VALUE;
  view.setFloat64(0, d);
  view.setBigInt64(0, view.getBigInt64(0) + (d > 0 ? -1n : 1n));
  return view.getFloat64(0);
}

/** A finite double as m * 2^x. */
function binaryParts(d) {
  view.setFloat64(0, d);
  const bits = view.getBigUint64(0);
  const exponent = Number((bits >> 52n) & 0x7ffn);
  let m = bits & 0xfffffffffffffn;
  if (exponent) m |= 1n << 52n;
  return [d < 0 ? -m : m, Math.max(exponent, 1) - 1075];
}

/** A Decimal128 as c * 10^e, or a double for NaN and the infinities. */
export function decimalParts(dec) {
  const s = dec.toString();
  if (/nan/i.test(s)) return NaN;
  if (/inf/i.test(s)) return s.startsWith('-') ? -Infinity : Infinity;
  const m = /^([+-]?)(\d*)(?:\.(\d*))?(?:E([+-]?\d+))?$/i.exec(s);
  const c = BigInt((m[2] + (m[3] ?? '')) || '0');
  return [m[1] === '-' ? -c : c, Number(m[4] ?? 0) - (m[3] ?? '').length];
}

const pow = (b, n) => n > 0 ? b ** BigInt(n) : 1n;

/** What an exact number has beyond the double below it; "\0" where the double is exact. */
function exact(c, e, nearest) {
  let d = Number.isFinite(nearest) ? nearest : nearest > 0 ? Number.MAX_VALUE : -Infinity;
  if (d === -Infinity) return orderedDouble(-Infinity) + '\x01' + huge(c, e); // below every finite double, above -Infinity
  let [m, x] = binaryParts(d);
  const scale = pow(2n, -x) * pow(10n, -e);
  const value = c * pow(10n, e) * pow(2n, -x);
  let diff = value - m * pow(2n, x) * pow(10n, -e);
  if (diff === 0n) return orderedDouble(d) + '\0';
  if (diff < 0n) {
    d = below(d);
    return exact(c, e, d);
  }
  const whole = diff / scale, rest = diff % scale;
  let hex = whole.toString(16);
  if (hex.length % 2) hex = '0' + hex;
  const wholeBytes = Buffer.from(hex, 'hex').toString('latin1');
  const digits = Math.max(-x, 0) + Math.max(-e, 0);
  const fraction = rest === 0n ? '' : (rest * pow(10n, digits) / scale).toString().padStart(digits, '0').replace(/0+$/, '');
  return `${orderedDouble(d)}\x01${String.fromCharCode(wholeBytes.length >> 8, wholeBytes.length & 255)}${wholeBytes}${fraction}\0`;
}

/** Decimals below -Number.MAX_VALUE: larger magnitude first. */
function huge(c, e) {
  const hex = (-c * pow(10n, e)).toString(16);
  const body = String.fromCharCode(hex.length >> 8, hex.length & 255) + hex;
  return invert(body);
}

function numberKey(v) {
  if (typeof v === 'number') return '\x01' + orderedDouble(v) + '\0';
  if (v instanceof Double) return Number.isNaN(v.value) ? '\0' : '\x01' + orderedDouble(v.value) + '\0';
  if (typeof v === 'bigint') {
    const d = Number(v);
    return '\x01' + (Number.isSafeInteger(d) ? orderedDouble(d) + '\0' : exact(v, 0, d));
  }
  const parts = decimalParts(v);
  if (typeof parts === 'number') return Number.isNaN(parts) ? '\0' : '\x01' + orderedDouble(parts) + '\0';
  return '\x01' + (parts[0] === 0n ? orderedDouble(0) + '\0' : exact(parts[0], parts[1], Number(v.toString())));
}

const PLAIN = /^[\x01-\x7f]*$/;
const utf8 = s => PLAIN.test(s) ? s : Buffer.from(s, 'utf8').toString('latin1').replaceAll('\0', '\0\xff');

function int64Key(ms) {
  view.setBigInt64(0, ms);
  return eight(view.getUint32(0) ^ 0x80000000, view.getUint32(4));
}

const latin1 = b => Buffer.from(b.buffer, b.byteOffset, b.length).toString('latin1');

/** The ordered bytes of a value, as a string of one byte per character. */
export function keyOf(v) {
  switch (typeof v) {
    case 'string': return CHAR.string + utf8(v) + '\0';
    case 'number': case 'bigint': return CHAR.number + numberKey(v);
    case 'boolean': return CHAR.boolean + (v ? '\x01' : '\0');
    case 'undefined': return CHAR.null;
  }
  if (v === null) return CHAR.null;
  if (Array.isArray(v)) {
    let s = CHAR.array;
    for (const x of v) s += x === undefined ? CHAR.null : keyOf(x);
    return s + '\0';
  }
  switch (tagOf(v)) {
    case TAG.number: return CHAR.number + numberKey(v);
    case TAG.date: return CHAR.date + int64Key(v instanceof WideDate ? v.ms : BigInt(v.getTime()));
    case TAG.id: return CHAR.id + latin1(v.id);
    case TAG.binary: {
      const n = v.position;
      return CHAR.binary + String.fromCharCode(n >>> 24, (n >>> 16) & 255, (n >>> 8) & 255, n & 255, v.sub_type) + latin1(v.buffer.subarray(0, n));
    }
    case TAG.timestamp: return CHAR.timestamp + eight(v.t, v.i);
    case TAG.regex: return CHAR.regex + utf8(v.pattern) + '\0' + v.options + '\0';
    case TAG.string: return CHAR.string + utf8(v.value) + '\0';
    case TAG.undefined: return CHAR.undefined;
    case TAG.min: return CHAR.min;
    case TAG.max: return CHAR.max;
    case TAG.code: return CHAR.code + utf8(v.code) + '\0';
    case TAG.scoped: return CHAR.scoped + utf8(v.code) + '\0' + keyOf(v.scope);
    case TAG.pointer: return CHAR.pointer + latin1(v.bytes).replaceAll('\0', '\0\xff') + '\0';
  }
  let s = CHAR.object;
  for (const k of keysOf(v)) {
    const x = v[k];
    if (x !== undefined) s += String.fromCharCode(tagOf(x)) + utf8(k) + '\0' + keyOf(x);
  }
  return s + '\0';
}

/** The same bytes in the opposite order, for descending parts. */
export function invert(s) {
  let r = '';
  for (let i = 0; i < s.length; i++) r += String.fromCharCode(255 - s.charCodeAt(i));
  return r;
}

/** Compares as MongoDB does: negative, zero or positive. */
export function compare(a, b) {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const x = tagOf(a), y = tagOf(b);
  if (x !== y) return x - y;
  const k = keyOf(a), l = keyOf(b);
  return k < l ? -1 : k > l ? 1 : 0;
}

export const equal = (a, b) => a === b || (tagOf(a) === tagOf(b) && keyOf(a) === keyOf(b));
