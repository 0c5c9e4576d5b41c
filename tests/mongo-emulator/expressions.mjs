// Aggregation expressions. mingo evaluates them; what depends on BSON's types is registered over mingo's own operators, because mingo
// has JavaScript's numbers only: arithmetic and conversions (int, long, double, decimal stay apart), comparisons and sets (MongoDB's
// order across types), truth (0.0 is false), accumulators. Where mingo's operator takes numbers as arguments (positions, lengths), it gets plain ones.
import { Query } from 'mingo/query';
import { Context, evalExpr } from 'mingo/core';
import * as MINGO from 'mingo/operators/expression';
import {
  Binary, BSONRegExp, Decimal128, Double, isDocument, isNumeric, keysOf, ObjectId, setField, shallow, show, toNumber, truthy, typeName, Undefined,
} from './bson.mjs';
import { fail, lacks, MongoError } from './errors.mjs';
import { compare, decimalParts, keyOf } from './keys.mjs';
import { regex } from './query.mjs';

const isNil = v => v === undefined || v === null || v instanceof Undefined;

// ---- numbers

const INT64 = 9223372036854775807n;
const fits = n => n >= -INT64 - 1n && n <= INT64;

/** A Decimal128 of c * 10^e, rounded half to even at 34 digits. */
export function decimalOf(c, e) {
  const negative = c < 0n;
  let digits = negative ? -c : c;
  const excess = digits.toString().length - 34;
  if (excess > 0) {
    const unit = 10n ** BigInt(excess), rest = digits % unit;
    digits /= unit;
    if (rest * 2n > unit || (rest * 2n === unit && digits % 2n === 1n)) digits += 1n;
    e += excess;
  }
  return Decimal128.fromString(`${negative ? '-' : ''}${digits}E${e}`);
}

function toDecimal(v) {
  if (v instanceof Decimal128) return v;
  if (v instanceof Double) return Decimal128.fromString(Number.isFinite(v.value) ? Number(v.value.toPrecision(15)).toString() : Number.isNaN(v.value) ? 'NaN' : v.value > 0 ? 'Infinity' : '-Infinity');
  return Decimal128.fromString(String(v));
}

function decimal(op, a, b) {
  const x = decimalParts(toDecimal(a)), y = decimalParts(toDecimal(b));
  if (typeof x === 'number' || typeof y === 'number') {
    const f = { '+': (p, q) => p + q, '-': (p, q) => p - q, '*': (p, q) => p * q, '/': (p, q) => p / q, '%': (p, q) => p % q }[op];
    const n = f(typeof x === 'number' ? x : toNumber(toDecimal(a)), typeof y === 'number' ? y : toNumber(toDecimal(b)));
    return Decimal128.fromString(Number.isNaN(n) ? 'NaN' : n === Infinity ? 'Infinity' : n === -Infinity ? '-Infinity' : String(n));
  }
  const [c, e] = x, [d, f] = y;
  if (op === '*') return decimalOf(c * d, e + f);
  if (op === '/') {
    const shift = 40 + Math.max(0, d.toString().length - c.toString().length);
    let q = c * 10n ** BigInt(shift) / d, exponent = e - f - shift;
    while (q !== 0n && q % 10n === 0n && exponent < Math.min(0, e - f)) { q /= 10n; exponent++; }
    return decimalOf(q, exponent);
  }
  const low = Math.min(e, f), p = c * 10n ** BigInt(e - low), q = d * 10n ** BigInt(f - low);
  return decimalOf(op === '+' ? p + q : op === '-' ? p - q : p % q, low);
}

/** a op b for + - *: the wider of the two types; integers that overflow become longs, longs (unless `strict`) doubles. */
export function arithmetic(op, a, b, strict = false) {
  if (a instanceof Decimal128 || b instanceof Decimal128) return decimal(op, a, b);
  if (a instanceof Double || b instanceof Double) {
    const x = toNumber(a), y = toNumber(b);
    return new Double(op === '+' ? x + y : op === '-' ? x - y : x * y);
  }
  const x = BigInt(a), y = BigInt(b), n = op === '+' ? x + y : op === '-' ? x - y : x * y;
  if (typeof a === 'number' && typeof b === 'number' && n >= -2147483648n && n <= 2147483647n) return Number(n);
  if (fits(n)) return n;
  return strict ? null : new Double(Number(n));
}

function need(op, v) {
  if (!isNumeric(v)) fail(14, `${op} only supports numeric types, not ${typeName(v)}`);
}

const whole = (f, v) => typeof v === 'number' || typeof v === 'bigint' ? v : v instanceof Double ? new Double(f(v.value)) : Decimal128.fromString(String(f(toNumber(v))));

function places(op, v, n) {
  if (isNil(v)) return null;
  need(op, v);
  const digits = isNil(n) ? 0 : toNumber(n);
  if (!Number.isInteger(digits) || digits < -20 || digits > 100) fail(51083, `cannot apply ${op} with precision value ${show(n)} value must be in [-20, 100]`);
  const round = op === '$round';
  const exact = (c, e) => { // c * 10^e to `digits` places
    const drop = -digits - e;
    if (drop <= 0) return [c, e];
    const unit = 10n ** BigInt(drop);
    let q = c / unit;
    const r = c % unit, twice = (r < 0n ? -r : r) * 2n;
    if (round && (twice > unit || (twice === unit && q % 2n !== 0n))) q += c < 0n ? -1n : 1n;
    return [q, -digits];
  };
  if (typeof v === 'number' || typeof v === 'bigint') {
    if (digits >= 0) return v;
    const [c, e] = exact(BigInt(v), 0), n2 = c * 10n ** BigInt(e);
    return typeof v === 'number' && n2 >= -2147483648n && n2 <= 2147483647n ? Number(n2) : n2;
  }
  const parts = decimalParts(v instanceof Decimal128 ? v : Decimal128.fromString(Number.isFinite(v.value) ? v.value.toPrecision(34) : 'NaN'));
  if (typeof parts === 'number') return v;
  const [c, e] = exact(...parts), d = decimalOf(c, e);
  return v instanceof Decimal128 ? d : new Double(Number(d.toString()));
}

const number1 = (op, f) => (obj, expr, options) => {
  const [v] = args(obj, expr, options, op, 1, 1);
  if (isNil(v)) return null;
  need(op, v);
  return f(v);
};

/** The evaluated arguments of an operator: [a, b] or a single one without brackets. */
function args(obj, expr, options, op, min, max) {
  const list = Array.isArray(expr) ? expr : [expr];
  if (list.length < min || list.length > max) {
    fail(16020, `Expression ${op} takes ${min === max ? `exactly ${min} arguments` : `at least ${min} arguments, and at most ${max}`}. ${list.length} were passed in.`);
  }
  return list.map(x => evalExpr(obj, x, options));
}

const aggCompare = (a, b) => {
  const x = a === undefined, y = b === undefined; // a missing field is below everything but MinKey
  if (x || y) return x && y ? 0 : x ? -1 : 1;
  return compare(a, b);
};

const binary = (op, f) => (obj, expr, options) => { const [a, b] = args(obj, expr, options, op, 2, 2); return f(a, b); };
const comparison = (op, f) => binary(op, (a, b) => f(aggCompare(a, b)));

function arrays(op, list) {
  if (list.some(isNil)) return null;
  for (const a of list) if (!Array.isArray(a)) fail(17041, `All operands of ${op} must be arrays. One argument is of type: ${typeName(a)}`);
  return list;
}
const distinct = list => [...new Map(list.map(v => [keyOf(v), v])).values()].sort(compare);

function convert(v, to, where) {
  const bad = () => fail(241, `Unsupported conversion from ${typeName(v)} to ${to} in $convert with no onError value`);
  const parse = s => { if (!/^[+-]?(\d+\.?\d*([eE][+-]?\d+)?|\.\d+([eE][+-]?\d+)?)$/.test(s)) fail(241, `Failed to parse number '${s}' in $convert with no onError value`); return Number(s); };
  const integer = s => { if (!/^[+-]?\d+$/.test(s)) fail(241, `Failed to parse number '${s}' in $convert with no onError value`); return BigInt(s); };
  const inside = (n, lo, hi) => { if (n < lo || n > hi) fail(241, `Conversion would overflow target type in $convert with no onError value: ${n}`); return n; };
  switch (to) {
    case 'double':
      if (v instanceof Double) return v;
      if (isNumeric(v)) return new Double(toNumber(v));
      if (typeof v === 'boolean') return new Double(v ? 1 : 0);
      if (typeof v === 'string') return new Double(parse(v));
      if (v instanceof Date) return new Double(v.getTime());
      return bad();
    case 'int': case 'long': {
      let n;
      if (typeof v === 'number' || typeof v === 'bigint') n = BigInt(v);
      else if (v instanceof Double || v instanceof Decimal128) { const t = Math.trunc(toNumber(v)); if (!Number.isFinite(t)) fail(241, `Attempt to convert ${show(v)} value to integer type in $convert with no onError value`); n = BigInt(t); }
      else if (typeof v === 'boolean') n = v ? 1n : 0n;
      else if (typeof v === 'string') n = integer(v);
      else if (v instanceof Date && to === 'long') n = BigInt(v.getTime());
      else return bad();
      return to === 'int' ? Number(inside(n, -2147483648n, 2147483647n)) : inside(n, -INT64 - 1n, INT64);
    }
    case 'decimal':
      if (isNumeric(v)) return toDecimal(v);
      if (typeof v === 'boolean') return Decimal128.fromString(v ? '1' : '0');
      if (typeof v === 'string') { parse(v); return Decimal128.fromString(v); }
      if (v instanceof Date) return Decimal128.fromString(String(v.getTime()));
      return bad();
    case 'bool':
      return typeof v === 'boolean' ? v : isNumeric(v) ? truthy(v) : true;
    case 'string':
      if (typeof v === 'string') return v;
      if (typeof v === 'number' || typeof v === 'bigint' || typeof v === 'boolean') return String(v);
      if (v instanceof Double) return String(v.value);
      if (v instanceof Decimal128) return v.toString();
      if (v instanceof ObjectId) return v.toHexString();
      if (v instanceof Date) return v.toISOString();
      return bad();
    case 'objectId':
      if (v instanceof ObjectId) return v;
      if (typeof v === 'string' && /^[0-9a-f]{24}$/i.test(v)) return new ObjectId(v);
      if (typeof v === 'string') fail(241, `Failed to parse objectId '${v}' in $convert with no onError value`);
      return bad();
    case 'date':
      if (v instanceof Date) return v;
      if (typeof v === 'bigint' || v instanceof Double || v instanceof Decimal128) {
        const ms = Math.trunc(toNumber(v));
        if (!(Math.abs(ms) <= 8.64e15)) fail(241, `Cannot convert ${show(v)} to a date in $convert with no onError value`);
        return new Date(ms);
      }
      if (v instanceof ObjectId) return v.getTimestamp();
      if (typeof v === 'string') {
        const d = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/.test(v) ? new Date(/T/.test(v) && !/(Z|[+-]\d\d:?\d\d)$/.test(v) ? v + 'Z' : v) : null;
        if (!d || Number.isNaN(d.getTime())) fail(241, `Error parsing date string '${v}' in $convert with no onError value`);
        return d;
      }
      return bad();
  }
  return fail(2, `Unknown type name: ${show(to)} in ${where}`);
}
const NUMBERED = { 1: 'double', 2: 'string', 7: 'objectId', 8: 'bool', 9: 'date', 16: 'int', 18: 'long', 19: 'decimal' };
const conversion = (op, to) => (obj, expr, options) => { const [v] = args(obj, expr, options, op, 1, 1); return isNil(v) ? null : convert(v, to, op); };

export function sum(list, start = 0) {
  let total = start;
  for (const v of list) if (isNumeric(v)) total = arithmetic('+', total, v);
  return total;
}
export function average(list) {
  const numbers = list.filter(isNumeric);
  if (numbers.length === 0) return null;
  const total = sum(numbers);
  return total instanceof Decimal128 ? decimal('/', total, numbers.length) : new Double(toNumber(total) / numbers.length);
}
export function extreme(list, sign) {
  let best = null;
  for (const v of list) if (!isNil(v) && (best === null || compare(v, best) * sign > 0)) best = v;
  return best;
}
/** $sum, $avg, $min, $max as expressions: over a list of arguments, or over one array. */
const over = f => (obj, expr, options) => {
  if (Array.isArray(expr)) { const list = expr.map(x => evalExpr(obj, x, options)); return f(list.length === 1 && Array.isArray(list[0]) ? list[0] : list); }
  const v = evalExpr(obj, expr, options);
  return f(Array.isArray(v) ? v : [v]);
};

const TYPED = {
  $add: (obj, expr, options) => {
    let total = 0, date = null;
    for (const v of args(obj, expr, options, '$add', 0, 1e6)) {
      if (isNil(v)) return null;
      if (v instanceof Date) { if (date) fail(16612, 'only one date allowed in an $add expression'); date = v; } else if (isNumeric(v)) total = arithmetic('+', total, v);
      else fail(14, `$add only supports numeric or date types, not ${typeName(v)}`);
    }
    return date ? new Date(date.getTime() + Math.round(toNumber(total))) : total;
  },
  $subtract: binary('$subtract', (a, b) => {
    if (isNil(a) || isNil(b)) return null;
    if (a instanceof Date) {
      if (b instanceof Date) return BigInt(a.getTime() - b.getTime());
      if (isNumeric(b)) return new Date(a.getTime() - Math.round(toNumber(b)));
    }
    if (!isNumeric(a) || !isNumeric(b)) fail(14, `can't $subtract ${typeName(b)} from ${typeName(a)}`);
    return arithmetic('-', a, b);
  }),
  $multiply: (obj, expr, options) => {
    let total = 1;
    for (const v of args(obj, expr, options, '$multiply', 0, 1e6)) {
      if (isNil(v)) return null;
      need('$multiply', v);
      total = arithmetic('*', total, v);
    }
    return total;
  },
  $divide: binary('$divide', (a, b) => {
    if (isNil(a) || isNil(b)) return null;
    if (!isNumeric(a) || !isNumeric(b)) fail(14, `$divide only supports numeric types, not ${typeName(a)} and ${typeName(b)}`);
    if (toNumber(b) === 0) fail(2, "can't $divide by zero");
    return a instanceof Decimal128 || b instanceof Decimal128 ? decimal('/', a, b) : new Double(toNumber(a) / toNumber(b));
  }),
  $mod: binary('$mod', (a, b) => {
    if (isNil(a) || isNil(b)) return null;
    if (!isNumeric(a) || !isNumeric(b)) fail(16611, `$mod only supports numeric types, not ${typeName(a)} and ${typeName(b)}`);
    if (toNumber(b) === 0) fail(16610, "can't $mod by zero");
    if (a instanceof Decimal128 || b instanceof Decimal128) return decimal('%', a, b);
    if (a instanceof Double || b instanceof Double) return new Double(toNumber(a) % toNumber(b));
    const r = BigInt(a) % BigInt(b);
    return typeof a === 'number' && typeof b === 'number' ? Number(r) : r;
  }),
  $abs: number1('$abs', v => v instanceof Double ? new Double(Math.abs(v.value)) : v instanceof Decimal128 ? Decimal128.fromString(v.toString().replace('-', '')) : typeof v === 'number' ? (v === -2147483648 ? 2147483648n : Math.abs(v)) : v < 0n ? -v : v),
  $ceil: number1('$ceil', v => whole(Math.ceil, v)),
  $floor: number1('$floor', v => whole(Math.floor, v)),
  $round: (obj, expr, options) => places('$round', ...args(obj, expr, options, '$round', 1, 2)),
  $trunc: (obj, expr, options) => places('$trunc', ...args(obj, expr, options, '$trunc', 1, 2)),
  $sqrt: number1('$sqrt', v => { if (toNumber(v) < 0) fail(28714, "$sqrt's argument must be greater than or equal to 0"); return new Double(Math.sqrt(toNumber(v))); }),
  $exp: number1('$exp', v => new Double(Math.exp(toNumber(v)))),
  $ln: number1('$ln', v => { if (toNumber(v) <= 0) fail(28766, "$ln's argument must be a positive number, but is " + show(v)); return new Double(Math.log(toNumber(v))); }),
  $log10: number1('$log10', v => { if (toNumber(v) <= 0) fail(28761, "$log10's argument must be a positive number, but is " + show(v)); return new Double(Math.log10(toNumber(v))); }),
  $log: binary('$log', (a, b) => isNil(a) || isNil(b) ? null : new Double(Math.log(toNumber(a)) / Math.log(toNumber(b)))),
  $pow: binary('$pow', (a, b) => {
    if (isNil(a) || isNil(b)) return null;
    need('$pow', a); need('$pow', b);
    if (typeof a !== 'object' && typeof b !== 'object' && b >= 0) {
      const n = BigInt(a) ** BigInt(b);
      if (typeof a === 'number' && typeof b === 'number' && n >= -2147483648n && n <= 2147483647n) return Number(n);
      if (fits(n)) return n;
    }
    return new Double(toNumber(a) ** toNumber(b));
  }),
  $eq: comparison('$eq', c => c === 0), $ne: comparison('$ne', c => c !== 0),
  $gt: comparison('$gt', c => c > 0), $gte: comparison('$gte', c => c >= 0), $lt: comparison('$lt', c => c < 0), $lte: comparison('$lte', c => c <= 0),
  $cmp: comparison('$cmp', Math.sign),
  $and: (obj, expr, options) => (Array.isArray(expr) ? expr : [expr]).every(x => truthy(evalExpr(obj, x, options))),
  $or: (obj, expr, options) => (Array.isArray(expr) ? expr : [expr]).some(x => truthy(evalExpr(obj, x, options))),
  $not: (obj, expr, options) => !truthy(args(obj, expr, options, '$not', 1, 1)[0]),
  $cond: (obj, expr, options) => {
    const [i, t, e] = Array.isArray(expr) ? expr : [expr.if, expr.then, expr.else];
    return evalExpr(obj, truthy(evalExpr(obj, i, options)) ? t : e, options);
  },
  $switch: (obj, expr, options) => {
    for (const b of expr.branches) if (truthy(evalExpr(obj, b.case, options))) return evalExpr(obj, b.then, options);
    if (!Object.hasOwn(expr, 'default')) fail(40066, '$switch could not find a matching branch for an input, and no default was specified.');
    return evalExpr(obj, expr.default, options);
  },
  $ifNull: (obj, expr, options) => {
    if (!Array.isArray(expr) || expr.length < 2) fail(1257300, `$ifNull needs at least two arguments, had: ${Array.isArray(expr) ? expr.length : 1}`);
    let v;
    for (const x of expr) { v = evalExpr(obj, x, options); if (!isNil(v)) return v; }
    return v;
  },
  $in: binary('$in', (v, list) => {
    if (!Array.isArray(list)) fail(40081, `$in requires an array as a second argument, found: ${typeName(list)}`);
    return list.some(x => aggCompare(x, v) === 0);
  }),
  $indexOfArray: (obj, expr, options) => {
    const [list, v, from, to] = args(obj, expr, options, '$indexOfArray', 2, 4);
    if (isNil(list)) return null;
    if (!Array.isArray(list)) fail(40090, `$indexOfArray requires an array as a first argument, found: ${typeName(list)}`);
    const end = to === undefined ? list.length : Math.min(toNumber(to), list.length);
    for (let i = from === undefined ? 0 : toNumber(from); i < end; i++) if (aggCompare(list[i], v) === 0) return i;
    return -1;
  },
  $type: (obj, expr, options) => typeName(args(obj, expr, options, '$type', 1, 1)[0]),
  $isNumber: (obj, expr, options) => isNumeric(args(obj, expr, options, '$isNumber', 1, 1)[0]),
  $isArray: (obj, expr, options) => Array.isArray(args(obj, expr, options, '$isArray', 1, 1)[0]),
  $size: (obj, expr, options) => {
    const [v] = args(obj, expr, options, '$size', 1, 1);
    if (!Array.isArray(v)) fail(17124, `The argument to $size must be an array, but was of type: ${typeName(v)}`);
    return v.length;
  },
  $toInt: conversion('$toInt', 'int'), $toLong: conversion('$toLong', 'long'), $toDouble: conversion('$toDouble', 'double'), $toDecimal: conversion('$toDecimal', 'decimal'),
  $toBool: conversion('$toBool', 'bool'), $toString: conversion('$toString', 'string'), $toDate: conversion('$toDate', 'date'), $toObjectId: conversion('$toObjectId', 'objectId'),
  $convert: (obj, expr, options) => {
    const v = evalExpr(obj, expr.input, options);
    if (isNil(v)) return Object.hasOwn(expr, 'onNull') ? evalExpr(obj, expr.onNull, options) : null;
    const to = evalExpr(obj, expr.to, options);
    try { return convert(v, typeof to === 'string' ? to : NUMBERED[toNumber(to)], '$convert'); } catch (e) {
      if (e.code === 241 && Object.hasOwn(expr, 'onError')) return evalExpr(obj, expr.onError, options);
      throw e;
    }
  },
  $sum: over(l => sum(l)), $avg: over(average), $min: over(l => extreme(l, -1)), $max: over(l => extreme(l, 1)),
  $setUnion: (obj, expr, options) => { const l = arrays('$setUnion', args(obj, expr, options, '$setUnion', 0, 1e6)); return l && distinct(l.flat(1)); },
  $setIntersection: (obj, expr, options) => {
    const l = arrays('$setIntersection', args(obj, expr, options, '$setIntersection', 0, 1e6));
    if (!l) return null;
    const sets = l.map(a => new Set(a.map(keyOf)));
    return distinct(l[0] ?? []).filter(v => sets.every(s => s.has(keyOf(v))));
  },
  $setDifference: binary('$setDifference', (a, b) => { const l = arrays('$setDifference', [a, b]); if (!l) return null; const s = new Set(b.map(keyOf)); return [...new Map(a.map(v => [keyOf(v), v])).values()].filter(v => !s.has(keyOf(v))); }),
  $setEquals: (obj, expr, options) => { const l = (arrays('$setEquals', args(obj, expr, options, '$setEquals', 2, 1e6)) ?? fail(17044, 'All operands of $setEquals must be arrays')).map(a => [...new Set(a.map(keyOf))].sort().join('|')); return l.every(x => x === l[0]); },
  $setIsSubset: binary('$setIsSubset', (a, b) => {
    if (!arrays('$setIsSubset', [a, b])) fail(17046, 'both operands of $setIsSubset must be arrays');
    const s = new Set(b.map(keyOf)); return a.every(v => s.has(keyOf(v))); }),
  $allElementsTrue: (obj, expr, options) => (arrays('$allElementsTrue', args(obj, expr, options, '$allElementsTrue', 1, 1)) ?? fail(17040, "$allElementsTrue's argument must be an array"))[0].every(truthy),
  $anyElementTrue: (obj, expr, options) => (arrays('$anyElementTrue', args(obj, expr, options, '$anyElementTrue', 1, 1)) ?? fail(17041, "$anyElementTrue's argument must be an array"))[0].some(truthy),
  $filter: (obj, expr, options) => {
    // mingo maps the elements to the condition's value; what counts as true is decided here.
    const as = expr.as ?? 'this';
    const input = evalExpr(obj, expr.input, options);
    if (isNil(input)) return null;
    if (!Array.isArray(input)) fail(28651, `input to $filter must be an array not ${typeName(input)}`);
    const hits = MINGO.$map(obj, { input: { $literal: input }, as, in: expr.cond }, options);
    const limit = expr.limit === undefined ? Infinity : toNumber(evalExpr(obj, expr.limit, options));
    return input.filter((_, i) => truthy(hits[i])).slice(0, limit === Infinity ? undefined : limit);
  },
  $mergeObjects: (obj, expr, options) => mergeObjects(args(obj, expr, options, '$mergeObjects', 0, 1e6)),
  $sortArray: (obj, expr, options) => {
    const input = evalExpr(obj, expr.input, options);
    if (isNil(input)) return null;
    if (!Array.isArray(input)) fail(2942504, `The input argument to $sortArray must be an array, but was of type: ${typeName(input)}`);
    if (!isDocument(expr.sortBy)) { const d = toNumber(expr.sortBy); return [...input].sort((a, b) => d * compare(a, b)); }
    const by = keysOf(expr.sortBy).map(k => [k.split('.'), toNumber(expr.sortBy[k])]);
    const at = (v, parts) => parts.reduce((x, p) => isDocument(x) ? x[p] : undefined, v);
    return [...input].sort((a, b) => { for (const [p, d] of by) { const c = compare(at(a, p), at(b, p)); if (c) return c * d; } return 0; });
  },
};

export function mergeObjects(list) {
  const out = {};
  for (const v of list) {
    if (isNil(v)) continue;
    if (!isDocument(v)) fail(40400, `$mergeObjects requires object inputs, but input ${show(v)} is of type ${typeName(v)}`);
    for (const k of keysOf(v)) setField(out, k, v[k]);
  }
  return out;
}

// mingo's $regexFindAll never ends on an empty match or without a pattern, so the three are here.
function regexOperator(name, result) {
  TYPED[name] = (obj, expr, options) => {
    if (!isDocument(expr)) fail(51103, `${name} expects an object of named arguments but found: ${typeName(expr)}`);
    for (const k of keysOf(expr)) if (!['input', 'regex', 'options'].includes(k)) fail(31024, `${name} found an unknown argument: ${k}`);
    for (const k of ['input', 'regex']) if (!Object.hasOwn(expr, k)) fail(k === 'input' ? 31022 : 31023, `${name} requires '${k}' parameter`);
    const input = evalExpr(obj, expr.input, options), given = evalExpr(obj, expr.regex, options), flags = expr.options === undefined ? null : evalExpr(obj, expr.options, options);
    if (isNil(input) || isNil(given)) return result(null);
    if (typeof input !== 'string') fail(51104, `${name} needs 'input' to be of type string`);
    if (typeof given !== 'string' && !(given instanceof BSONRegExp)) fail(51105, `${name} needs 'regex' to be of type string or regex`);
    const re = typeof given === 'string' ? regex(given, flags ?? '') : regex(given.pattern, given.options || (flags ?? ''));
    return result(input, re);
  };
}
const found = (m, input) => ({ match: m[0], idx: [...input.slice(0, m.index)].length, captures: m.slice(1).map(c => c ?? null) });
regexOperator('$regexMatch', (input, re) => input !== null && re.test(input));
regexOperator('$regexFind', (input, re) => { const m = input === null ? null : re.exec(input); return m && found(m, input); });
regexOperator('$regexFindAll', (input, re) => input === null ? [] : [...input.matchAll(new RegExp(re.source, re.flags + 'g'))].map(m => found(m, input)));
TYPED.$range = (obj, expr, options) => {
  const list = args(obj, expr, options, '$range', 2, 3).map((v, i) => {
    if (!isNumeric(v) || !Number.isInteger(toNumber(v)) || Math.abs(toNumber(v)) > 2147483648) fail(34443 + 2 * i, `$range requires numbers that a 32-bit integer can hold, found value of type: ${typeName(v)}`);
    return toNumber(v);
  });
  const [from, to, step = 1] = list, out = [];
  if (step === 0) fail(34449, '$range requires a non-zero step value');
  if ((to - from) / step > 5e6) fail(146, '$range would use too much memory');
  for (let i = from; step > 0 ? i < to : i > to; i += step) out.push(i);
  return out;
};

// mingo's own, called as they are because they evaluate their parts themselves (variables, field names).
const AS_IS = ['$literal', '$let', '$map', '$reduce', '$getField', '$setField', '$unsetField'];
// mingo's own over evaluated arguments.
const LEAVES = [
  '$arrayElemAt', '$arrayToObject', '$concatArrays', '$first', '$firstN', '$last', '$lastN', '$objectToArray', '$reverseArray', '$slice', '$zip',
  '$concat', '$indexOfBytes', '$ltrim', '$replaceAll', '$replaceOne', '$rtrim', '$split', '$strcasecmp', '$strLenBytes', '$strLenCP',
  '$substr', '$substrBytes', '$substrCP', '$toLower', '$toUpper', '$trim',
  '$dateAdd', '$dateDiff', '$dateFromParts', '$dateFromString', '$dateSubtract', '$dateToParts', '$dateToString', '$dateTrunc', '$dayOfMonth', '$dayOfWeek', '$dayOfYear', '$hour',
  '$isoDayOfWeek', '$isoWeek', '$isoWeekYear', '$millisecond', '$minute', '$month', '$second', '$week', '$year',
  '$acos', '$acosh', '$asin', '$asinh', '$atan', '$atan2', '$atanh', '$cos', '$cosh', '$degreesToRadians', '$radiansToDegrees', '$sin', '$sinh', '$tan', '$tanh', '$rand',
];
const DOUBLES = new Set(LEAVES.slice(LEAVES.indexOf('$acos')));

const plain = v => v instanceof Double ? v.value : typeof v === 'bigint' && Number.isSafeInteger(Number(v)) ? Number(v) : v instanceof BSONRegExp ? regex(v.pattern, v.options) : v instanceof Undefined ? null : v;
const literal = v => ({ $literal: plain(v) });

function leafOperator(name) {
  const fn = MINGO[name];
  return (obj, expr, options) => {
    let ready;
    if (Array.isArray(expr)) ready = expr.map(x => literal(evalExpr(obj, x, options)));
    else if (isDocument(expr) && keysOf(expr)[0]?.[0] !== '$') { ready = {}; for (const k of keysOf(expr)) ready[k] = literal(evalExpr(obj, expr[k], options)); } else ready = literal(evalExpr(obj, expr, options));
    // $first: "$list" and $first: ["$list"] are the same to MongoDB.
    if (Array.isArray(ready) && ready.length === 1 && !['$concat', '$concatArrays'].includes(name)) ready = ready[0];
    const r = fn(obj, ready, options);
    return typeof r === 'number' ? DOUBLES.has(name) ? new Double(r) : name === '$dateDiff' ? BigInt(r) : r : r;
  };
}

const OPERATORS = { ...TYPED };
for (const n of AS_IS) OPERATORS[n] = MINGO[n];
for (const n of LEAVES) if (MINGO[n]) OPERATORS[n] = leafOperator(n);
OPERATORS.$const = MINGO.$literal;

// Real operators that are not here: refused as such, so that nobody takes a typing error for a gap.
const REAL = new Set('$accumulator $binarySize $bitAnd $bitNot $bitOr $bitXor $bsonSize $bottom $bottomN $covariancePop $covarianceSamp $denseRank $derivative $documentNumber $expMovingAvg $function $indexOfCP $integral $linearFill $locf $maxN $median $meta $minN $percentile $rank $sampleRate $sigmoid $stdDevPop $stdDevSamp $toHashedIndexKey $top $topN $tsIncrement $tsSecond $count $push $addToSet $shift'.split(' '));

// mingo copies its whole context for every evaluation unless it is given its own options object; a query operator is handed one.
let OPTIONS;
new Query({ $expr: 1 }, {
  context: Context.init().addExpressionOps(OPERATORS).addQueryOps({ $expr: (_, __, o) => { OPTIONS = o; return () => true; } }),
  useStrictMode: true, scriptEnabled: false, failOnError: true,
});

// The named arguments of mingo's operators: [required, optional]. mingo ignores others and trips over missing ones.
const NAMED = {
  $dateAdd: ['startDate unit amount', 'timezone'], $dateSubtract: ['startDate unit amount', 'timezone'], $dateDiff: ['startDate endDate unit', 'timezone startOfWeek'],
  $dateFromParts: ['', 'year month day hour minute second millisecond isoWeekYear isoWeek isoDayOfWeek timezone'], $dateFromString: ['dateString', 'format timezone onError onNull'],
  $dateToParts: ['date', 'timezone iso8601'], $dateToString: ['date', 'format timezone onNull'], $dateTrunc: ['date unit', 'binSize timezone startOfWeek'],
  $ltrim: ['input', 'chars'], $rtrim: ['input', 'chars'], $trim: ['input', 'chars'], $replaceAll: ['input find replacement', ''], $replaceOne: ['input find replacement', ''],
  $zip: ['inputs', 'useLongestLength defaults'], $firstN: ['n input', ''], $lastN: ['n input', ''], $setField: ['field input value', ''], $unsetField: ['field input', ''],
};
for (const k of Object.keys(NAMED)) NAMED[k] = NAMED[k].map(x => x.split(' ').filter(Boolean));

const SYSTEM = new Set(['ROOT', 'CURRENT', 'REMOVE', 'NOW']);
const KNOWN_SYSTEM = new Set(['CLUSTER_TIME', 'JS_SCOPE', 'IS_MR', 'SEARCH_META', 'USER_ROLES', 'KEEP', 'PRUNE', 'DESCEND']);

/** Refuses what does not exist before any document is looked at. */
function check(expr, vars) {
  if (typeof expr === 'string') {
    if (expr.startsWith('$$')) {
      const name = expr.slice(2).split('.', 1)[0];
      if (KNOWN_SYSTEM.has(name)) lacks(`the variable $$${name}`);
      if (!SYSTEM.has(name) && !vars.has(name)) fail(17276, `Use of undefined variable: ${name}`);
    } else if (expr === '$') fail(16872, "'$' by itself is not a valid FieldPath");
    else if (expr[0] === '$' && (expr.endsWith('.') || expr.includes('..'))) fail(expr.endsWith('.') ? 40353 : 15998, expr.endsWith('.') ? "FieldPath must not end with a '.'." : 'FieldPath field names may not be empty strings.');
    return;
  }
  if (Array.isArray(expr)) { for (const x of expr) check(x, vars); return; }
  if (!isDocument(expr)) return;
  const keys = keysOf(expr);
  const op = keys[0];
  if (op?.[0] !== '$') {
    for (const k of keys) {
      if (k[0] === '$') fail(16410, `FieldPath field names may not start with '$'. Consider using $getField or $setField.`);
      if (k.includes('.')) fail(16412, `FieldPath field names may not contain '.'. Consider using $getField or $setField.`);
      check(expr[k], vars);
    }
    return;
  }
  if (keys.length > 1) fail(15983, `an object representing an expression must have exactly one field: ${show(expr)}`);
  if (!Object.hasOwn(OPERATORS, op)) {
    if (REAL.has(op)) lacks(`the expression ${op}`);
    fail(168, `Unrecognized expression '${op}'`);
  }
  const body = expr[op];
  const parts = (required, optional) => {
    if (!isDocument(body)) fail(9, `${op} only supports an object as its argument`);
    for (const k of keysOf(body)) if (!required.includes(k) && !optional.includes(k)) fail(9, `Unrecognized parameter to ${op}: ${k}`);
    for (const k of required) if (!Object.hasOwn(body, k)) fail(9, `Missing '${k}' parameter to ${op}`);
  };
  if (NAMED[op]) parts(...NAMED[op]);
  switch (op) {
    case '$literal': case '$const': return;
    case '$let': {
      parts(['vars', 'in'], []);
      for (const k of keysOf(body.vars)) check(body.vars[k], vars);
      check(body.in, new Set([...vars, ...keysOf(body.vars)]));
      return;
    }
    case '$map': parts(['input', 'in'], ['as']); check(body.input, vars); check(body.in, new Set([...vars, body.as ?? 'this'])); return;
    case '$filter': parts(['input', 'cond'], ['as', 'limit']); check(body.input, vars); check(body.cond, new Set([...vars, body.as ?? 'this'])); check(body.limit, vars); return;
    case '$reduce': parts(['input', 'initialValue', 'in'], []); check(body.input, vars); check(body.initialValue, vars); check(body.in, new Set([...vars, 'this', 'value'])); return;
    case '$cond':
      if (Array.isArray(body)) { if (body.length !== 3) fail(16020, `Expression $cond takes exactly 3 arguments. ${body.length} were passed in.`); } else parts(['if', 'then', 'else'], []);
      break;
    case '$switch':
      parts(['branches'], ['default']);
      if (!Array.isArray(body.branches) || body.branches.length === 0) fail(40068, '$switch requires at least one branch.');
      for (const b of body.branches) { check(b.case, vars); check(b.then, vars); }
      check(body.default, vars);
      return;
    case '$convert': parts(['input', 'to'], ['onError', 'onNull']); break;
    case '$sortArray': parts(['input', 'sortBy'], []); check(body.input, vars); return;
    case '$getField':
      if (typeof body !== 'string' || body[0] === '$') parts(['field', 'input'], []);
      if (isDocument(body) && keysOf(body)[0]?.[0] !== '$') { check(body.input, vars); return; } return;
    case '$setField': case '$unsetField': check(body.input, vars); check(body.value, vars); return;
  }
  if (isDocument(body) && keysOf(body)[0]?.[0] !== '$') { for (const k of keysOf(body)) check(body[k], vars); return; }
  check(body, vars);
}

/** Compiles an expression to document -> value; undefined where the value is missing. `variables`: names and values from let. */
export function compileExpression(expr, variables = null) {
  check(expr, new Set(variables ? Object.keys(variables) : []));
  if (typeof expr !== 'string' && !Array.isArray(expr) && !isDocument(expr)) return () => expr;
  if (typeof expr === 'string') {
    if (expr[0] !== '$') return () => expr;
    if (expr[1] !== '$') { const parts = expr.slice(1).split('.'); return doc => fieldPath(doc, parts, 0); }
    if (expr === '$$REMOVE') return () => undefined;
    if (expr === '$$ROOT' || expr === '$$CURRENT') return doc => doc;
  }
  const wrapped = variables ? { $let: { vars: Object.fromEntries(Object.entries(variables).map(([k, v]) => [k, { $literal: v }])), in: expr } } : expr;
  return doc => {
    try { return evalExpr(doc, wrapped, OPTIONS); } catch (e) {
      if (e instanceof MongoError) throw e;
      return fail(2, e.message);
    }
  };
}

/** A field path as expressions see it: through arrays it collects what the elements have; positions are not looked at. */
function fieldPath(v, parts, i) {
  if (i === parts.length) return v;
  if (Array.isArray(v)) {
    const out = [];
    for (const x of v) {
      if (!isDocument(x) && !Array.isArray(x)) continue;
      const r = fieldPath(x, parts, i);
      if (r !== undefined) out.push(r);
    }
    return out;
  }
  return isDocument(v) && Object.hasOwn(v, parts[i]) ? fieldPath(v[parts[i]], parts, i + 1) : undefined;
}

export { Binary, shallow };
