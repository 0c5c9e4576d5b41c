// Queries. The language (which fields and operators a filter consists of, and how $and, $or, $nor, $not and $expr combine) is walked by
// mingo's Query. Its leaves are ours, because mingo works on plain JavaScript values and MongoDB does not:
//   - mingo compares objects without regard to the order of fields, arrays as sets, BSON values by toString(), strings by UTF-16;
//   - 1 and 1.0 and NumberLong(1) are equal, null matches missing and undefined, ranges are bracketed by type;
//   - a path through arrays looks at elements that are documents, and at positions, as the real server's ElementPath does.
import { Query } from 'mingo/query';
import { Context } from 'mingo/core';
import { $and, $nor, $not, $or } from 'mingo/operators/query/logical';
import {
  Binary, BSONRegExp, BSONSymbol, Decimal128, Double, isDocument, isNumeric, keysOf, regexpOf, show, toNumber, typeNumber, TYPE_NAMES, typeName, truthy, Undefined,
} from './bson.mjs';
import { fail, lacks } from './errors.mjs';
import { keyOf, TAG, tagOf } from './keys.mjs';
import { compileExpression } from './expressions.mjs';

/** Keeps mingo from cloning or normalising an operand: it is passed to our leaf as it is. */
class Operand {
  constructor(v) { this.v = v; }
  toJSON() { return '?'; } // mingo words its assertions before they fail: no need to write out a list of a thousand ids, and a bigint cannot be
}

const DIGITS = /^\d+$/;

/**
 * Calls `visit` with what the path leads to: every value, then (for an array at the end, if `expand`) its elements and the array itself.
 * `undefined` stands for a missing field. True as soon as visit says true.
 */
export function visitPath(value, parts, i, expand, visit) {
  if (i === parts.length) {
    if (expand && Array.isArray(value)) for (const x of value) if (visit(x)) return true;
    return visit(value);
  }
  if (Array.isArray(value)) {
    const position = DIGITS.test(parts[i]) ? Number(parts[i]) : -1;
    for (let n = 0; n < value.length; n++) {
      const x = value[n];
      if (isDocument(x) && visitPath(x, parts, i, expand, visit)) return true;
      if (n === position) {
        if (i + 1 === parts.length) {
          // At the end of the path a position yields the element and, of an array there, its elements.
          if (visitPath(x, parts, i + 1, expand, visit)) return true;
        } else if ((isDocument(x) || Array.isArray(x)) && visitPath(x, parts, i + 1, expand, visit)) return true;
      }
    }
    return false;
  }
  if (!isDocument(value)) return visit(undefined);
  return visitPath(Object.hasOwn(value, parts[i]) ? value[parts[i]] : undefined, parts, i + 1, expand, visit);
}

const leaf = test => (selector, operand) => {
  const parts = selector.split('.'), accept = test(operand.v);
  if (parts.length === 1) {
    const name = parts[0];
    return doc => {
      const v = isDocument(doc) && Object.hasOwn(doc, name) ? doc[name] : undefined;
      return Array.isArray(v) ? v.some(accept) || accept(v) : Array.isArray(doc) ? visitPath(doc, parts, 0, true, accept) : accept(v);
    };
  }
  return doc => visitPath(doc, parts, 0, true, accept);
};
/** As leaf, but an array at the end stays whole. */
const whole = test => (selector, operand) => {
  const parts = selector.split('.'), accept = test(operand.v);
  return doc => visitPath(doc, parts, 0, false, accept);
};

const isNull = v => v === undefined || v === null || v instanceof Undefined;

function equals(b) {
  if (b === null || b === undefined) return isNull;
  const tag = tagOf(b), key = keyOf(b);
  if (typeof b === 'string') return v => v === b || (v instanceof BSONSymbol && v.value === b);
  if (typeof b === 'number') return v => typeof v === 'number' ? v === b : v !== undefined && tagOf(v) === tag && keyOf(v) === key;
  return v => v !== undefined && tagOf(v) === tag && keyOf(v) === key;
}

function inList(list) {
  const keys = new Set(), patterns = [];
  let nulls = false;
  for (const v of list) {
    if (v === null || v instanceof Undefined) nulls = true;
    if (v instanceof BSONRegExp) patterns.push(matches(v));
    keys.add(keyOf(v));
  }
  return v => (isNull(v) ? nulls : keys.has(keyOf(v))) || patterns.some(p => p(v));
}

const isNaNValue = v => (v instanceof Double && Number.isNaN(v.value)) || (v instanceof Decimal128 && v.toString() === 'NaN');

function range(b, holds) {
  if (b === null || b === undefined || b instanceof Undefined) return holds(0) ? isNull : () => false;
  const tag = tagOf(b), key = keyOf(b);
  if (tag === TAG.min || tag === TAG.max) return v => v !== undefined && holds(tagOf(v) - tag);
  if (isNaNValue(b)) return holds(0) ? v => v !== undefined && isNaNValue(v) : () => false;
  return v => {
    if (v === undefined || tagOf(v) !== tag || (tag === TAG.number && isNaNValue(v))) return false;
    if (typeof v === 'number' && typeof b === 'number') return holds(v - b);
    const k = keyOf(v);
    return holds(k < key ? -1 : k > key ? 1 : 0);
  };
}

/** A JavaScript expression for a PCRE one: what JavaScript lacks is refused rather than guessed. */
export function regex(pattern, options, code = 51091) {
  let flags = 'u';
  for (const o of options) {
    if (o === 'i' || o === 'm' || o === 's') flags += flags.includes(o) ? '' : o;
    else if (o === 'x') pattern = pattern.replace(/\\[\s\S]|\[(?:\\[\s\S]|[^\]])*\]|\s+|#.*/g, m => /^[\\[]/.test(m) ? m : '');
    else if (o !== 'u') fail(51108, `invalid flag in regex options: ${o}`);
  }
  // Letters and classes that PCRE knows and JavaScript would silently read as something else.
  const foreign = /\\(?:\\|[aeghijoqyCEGHKLNORTUVX])|\[:\^?[a-z]+:\]|\(\?[>#|&PR]|\(\?[a-z-]+:|\(\*/g;
  const body = pattern.replace(/\\Q[\s\S]*?(?:\\E|$)/g, '').replace(/\\(?:A|z$|Z$)/g, '');
  for (const m of body.matchAll(foreign)) if (m[0] !== '\\\\') lacks(`${m[0]} in a regular expression`);
  let inline;
  while ((inline = /^\(\?([imsx]+)\)/.exec(pattern))) { // PCRE's (?i) at the beginning
    pattern = pattern.slice(inline[0].length);
    for (const o of inline[1]) if (o !== 'x' && !flags.includes(o)) flags += o;
  }
  pattern = pattern.replace(/\\Q([\s\S]*?)(?:\\E|$)/g, (_, t) => t.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')).replace(/\\A/g, '^').replace(/\\[zZ]$/, '$');
  try { return new RegExp(pattern, flags); } catch { /* a pattern that is only valid without the u flag, such as \- */ }
  try { return new RegExp(pattern, flags.replace('u', '')); } catch (e) {
    return fail(code, `Regular expression is invalid: ${e.message}`);
  }
}

function matches(re) {
  const r = regex(re.pattern, re.options);
  return v => typeof v === 'string' ? r.test(v) : v instanceof BSONSymbol ? r.test(v.value)
    : v instanceof BSONRegExp && v.pattern === re.pattern && v.options === re.options;
}

function hasType(wanted) {
  const numbers = new Set();
  for (const t of Array.isArray(wanted) ? wanted : [wanted]) {
    if (typeof t === 'string') {
      if (t === 'number') for (const n of [1, 16, 18, 19]) numbers.add(n);
      else {
        const n = Object.keys(TYPE_NAMES).find(k => TYPE_NAMES[k] === t && k !== '0');
        if (n === undefined) fail(2, `Unknown type name alias: ${t}`);
        numbers.add(Number(n));
      }
    } else if (isNumeric(t)) {
      const n = toNumber(t);
      if (!(n in TYPE_NAMES) || n === 0) fail(2, n === 0 ? '$type: 0 is not a type code' : `Invalid numerical type code: ${n}`);
      numbers.add(n);
    } else fail(14, 'type must be represented as a number or a string');
  }
  if (numbers.size === 0) fail(9, '$type must match at least one type');
  return v => v !== undefined && numbers.has(typeNumber(v));
}

function modulo(args) {
  if (!Array.isArray(args)) fail(2, 'malformed mod, needs to be an array');
  if (args.length < 2) fail(2, 'malformed mod, not enough elements');
  if (args.length > 2) fail(2, 'malformed mod, too many elements');
  if (!isNumeric(args[0])) fail(2, 'malformed mod, divisor not a number');
  if (!isNumeric(args[1])) fail(2, 'malformed mod, remainder not a number');
  const whole = x => typeof x === 'bigint' ? x : BigInt(Math.trunc(toNumber(x)));
  const [d, r] = args.map(whole);
  if (d === 0n) fail(2, 'divisor cannot be 0');
  return v => v !== undefined && isNumeric(v) && Number.isFinite(toNumber(v)) && whole(v) % d === r;
}

const OPERATORS = {
  $eq: leaf(equals),
  $in: leaf(inList),
  $gt: leaf(v => range(v, c => c > 0)),
  $gte: leaf(v => range(v, c => c >= 0)),
  $lt: leaf(v => range(v, c => c < 0)),
  $lte: leaf(v => range(v, c => c <= 0)),
  $exists: whole(() => v => v !== undefined),
  $type: leaf(hasType),
  $regex: leaf(matches),
  $mod: leaf(modulo),
  $size: whole(n => v => Array.isArray(v) && v.length === n),
  $elemMatch: whole(test => v => Array.isArray(v) && v.some(test)),
};
// mingo would rebuild a $regex operand as a JavaScript RegExp on its own; under another name it reaches our leaf.
const { $regex: $pattern, ...LEAVES } = OPERATORS;
const nothing = () => () => false;
const everything = () => () => true;
const matchExpr = (_, operand) => doc => truthy(operand.v(doc));
const CONTEXT = Context.init().addQueryOps({ ...LEAVES, $pattern, $nothing: nothing, $everything: everything, $and, $or, $nor, $not, $expr: matchExpr });
const MINGO = { context: CONTEXT, useStrictMode: true, scriptEnabled: false };

const NOT_HERE = new Set([
  '$where', '$text', '$jsonSchema', '$near', '$nearSphere', '$geoWithin', '$geoIntersects', '$geoNear', '$within', '$bitsAllClear', '$bitsAllSet', '$bitsAnyClear',
  '$bitsAnySet', '$sampleRate', '$alwaysTrue', '$alwaysFalse', '$_internalSchemaObjectMatch', '$function', '$rand', '$uniqueDocs', '$maxDistance', '$minDistance',
]);

const isOperators = v => isDocument(v) && keysOf(v).length > 0 && keysOf(v)[0][0] === '$' && !['$ref', '$id', '$db'].includes(keysOf(v)[0]);

/** One filter in mingo's terms; `facts` collects what every match must fulfil (for indexes), `fields` the top-level fields that are looked at. */
function translate(filter, facts, fields) {
  const out = {};
  const clauses = [];
  for (const key of keysOf(filter)) {
    const value = filter[key];
    if (key[0] === '$') {
      if (key === '$and' || key === '$or' || key === '$nor') {
        if (!Array.isArray(value)) fail(2, `${key} must be an array`);
        if (value.length === 0) fail(2, '$and/$or/$nor must be a nonempty array');
        for (const x of value) if (!isDocument(x)) fail(2, '$or/$and/$nor entries need to be full objects');
        if (key !== '$and') facts.exact = false;
        const only = key === '$and' ? facts : newFacts();
        const branches = value.map(x => {
          const own = key === '$or' ? newFacts() : only;
          const t = translate(x, own, fields);
          if (key === '$or') (facts.branches ??= []).push(own);
          return t;
        });
        if (key === '$or') { facts.ors = [...(facts.ors ?? []), facts.branches]; facts.branches = null; }
        clauses.push({ [key]: branches });
      } else if (key === '$expr') {
        fields.all = true;
        facts.exact = false;
        clauses.push({ $expr: new Operand(compileExpression(value)) });
      } else if (key === '$comment') continue;
      else if (NOT_HERE.has(key)) lacks(`the query operator ${key}`);
      else fail(2, `unknown top level operator: ${key}. If you have a field name that starts with a '$' symbol, consider using $getField or $setField.`);
      continue;
    }
    fields.names.add(key.split('.', 1)[0]);
    for (const c of fieldClauses(key, value, facts, fields)) clauses.push(c);
  }
  // One condition per mingo object: the same field may stand in several.
  if (clauses.length === 1) return clauses[0];
  if (clauses.length === 0) return out;
  return { $and: clauses };
}

export const newFacts = () => ({ exact: true, fields: new Map() });

function note(facts, path, op, value) {
  let f = facts.fields.get(path);
  if (!f) facts.fields.set(path, f = []);
  f.push({ op, value });
}

function fieldClauses(path, value, facts, fields) {
  if (value instanceof BSONRegExp) { note(facts, path, '$regex', value); facts.exact = false; return [{ [path]: { $pattern: new Operand(value) } }]; }
  if (!isOperators(value)) {
    if (value instanceof Undefined) fail(2, 'cannot compare to undefined');
    note(facts, path, '$eq', value);
    return [{ [path]: { $eq: new Operand(value) } }];
  }
  const clauses = [];
  const keys = keysOf(value);
  for (const op of keys) {
    const v = value[op];
    switch (op) {
      case '$eq': case '$gt': case '$gte': case '$lt': case '$lte':
        if (v instanceof BSONRegExp && op !== '$eq') fail(2, `Can't have RegEx as arg to predicate over field '${path}'.`);
        note(facts, path, op, v);
        clauses.push({ [path]: { [op]: new Operand(v) } });
        break;
      case '$ne':
        if (v instanceof BSONRegExp) fail(2, "Can't have regex as arg to $ne.");
        note(facts, path, '$ne', v);
        facts.exact = false;
        clauses.push({ [path]: { $not: { $eq: new Operand(v) } } });
        break;
      case '$in': case '$nin':
        if (!Array.isArray(v)) fail(2, `${op} needs an array`);
        for (const x of v) if (isOperators(x)) fail(2, `cannot nest $ under ${op}`);
        if (op === '$in') { note(facts, path, '$in', v); clauses.push({ [path]: { $in: new Operand(v) } }); } else {
          facts.exact = false;
          clauses.push({ [path]: { $not: { $in: new Operand(v) } } });
        }
        break;
      case '$exists':
        facts.exact = false;
        if (truthy(v)) { note(facts, path, '$exists', true); clauses.push({ [path]: { $exists: new Operand(true) } }); } else clauses.push({ [path]: { $not: { $exists: new Operand(true) } } });
        break;
      case '$type':
        facts.exact = false;
        hasType(v);
        note(facts, path, '$type', v);
        clauses.push({ [path]: { $type: new Operand(v) } });
        break;
      case '$size': {
        facts.exact = false;
        const n = toNumber(v);
        if (!isNumeric(v)) fail(9, `Failed to parse $size. Expected a number in: $size: ${show(v)}`);
        if (!Number.isInteger(n)) fail(9, `Failed to parse $size. Expected an integer: $size: ${show(v)}`);
        if (n < 0) fail(9, `Failed to parse $size. Expected a non-negative number in: $size: ${show(v)}`);
        clauses.push({ [path]: { $size: new Operand(n) } });
        break;
      }
      case '$mod': modulo(v); facts.exact = false; clauses.push({ [path]: { $mod: new Operand(v) } }); break;
      case '$regex': {
        facts.exact = false;
        let pattern, options = '';
        if (v instanceof BSONRegExp) ({ pattern, options } = v);
        else if (typeof v === 'string') pattern = v;
        else fail(2, '$regex has to be a string');
        if (keys.includes('$options')) {
          if (typeof value.$options !== 'string') fail(2, '$options has to be a string');
          if (options) fail(51075, 'options set in both $regex and $options');
          options = value.$options;
        }
        if (pattern.includes('\0')) fail(51109, 'Regular expression cannot contain an embedded null byte');
        const re = regexpOf(pattern, options);
        matches(re);
        note(facts, path, '$regex', re);
        clauses.push({ [path]: { $pattern: new Operand(re) } });
        break;
      }
      case '$options':
        if (!keys.includes('$regex')) fail(2, '$options needs a $regex');
        break;
      case '$not': {
        facts.exact = false;
        if (v instanceof BSONRegExp) { clauses.push({ [path]: { $not: { $pattern: new Operand(v) } } }); break; }
        if (!isDocument(v)) fail(2, '$not needs a regex or a document');
        if (keysOf(v).length === 0) fail(2, '$not cannot be empty');
        if (!isOperators(v)) fail(2, `unknown operator: ${keysOf(v)[0]}`);
        // Several operators in one $not are one condition: not (all of them).
        const inner = fieldClauses(path, v, newFacts(), fields);
        clauses.push({ $nor: [inner.length === 1 ? inner[0] : { $and: inner }] });
        break;
      }
      case '$elemMatch': {
        facts.exact = false;
        if (!isDocument(v)) fail(2, '$elemMatch needs an Object');
        note(facts, path, '$elemMatch', v);
        clauses.push({ [path]: { $elemMatch: new Operand(elementTest(v)) } });
        break;
      }
      case '$all': {
        facts.exact = false;
        if (!Array.isArray(v)) fail(2, '$all needs an array');
        if (v.length === 0) { clauses.push({ [path]: { $nothing: new Operand(null) } }); break; }
        const elem = isDocument(v[0]) && keysOf(v[0])[0] === '$elemMatch';
        for (const x of v) {
          const isElem = isDocument(x) && keysOf(x)[0] === '$elemMatch';
          if (isElem !== elem) fail(2, elem ? '$all/$elemMatch has to be consistent' : 'no $ expressions in $all');
          if (!isElem && isOperators(x)) fail(2, 'no $ expressions in $all');
          if (isElem) { if (!isDocument(x.$elemMatch)) fail(2, '$elemMatch needs an Object'); clauses.push({ [path]: { $elemMatch: new Operand(elementTest(x.$elemMatch)) } }); }
          else if (x instanceof BSONRegExp) clauses.push({ [path]: { $pattern: new Operand(x) } });
          else { note(facts, path, '$eq', x); clauses.push({ [path]: { $eq: new Operand(x) } }); }
        }
        break;
      }
      case '$comment': break;
      default:
        if (NOT_HERE.has(op)) lacks(`the query operator ${op}`);
        fail(2, `unknown operator: ${op}`);
    }
  }
  return clauses.length ? clauses : [{ [path]: { $everything: new Operand(null) } }];
}

/** $elemMatch: over values ({$gt: 1}) or over documents ({a: 1}); a document condition never matches a scalar element. */
function elementTest(condition) {
  const first = keysOf(condition)[0];
  if (first !== undefined && first[0] === '$' && !['$and', '$or', '$nor', '$expr', '$where'].includes(first)) {
    const clauses = fieldClauses('v', condition, newFacts(), { names: new Set() });
    const query = new Query(clauses.length === 1 ? clauses[0] : { $and: clauses }, MINGO);
    // Elements of a nested array are not looked into: the element itself is the value.
    return v => query.test({ v: Array.isArray(v) ? [v] : v });
  }
  if (keysOf(condition).includes('$expr')) fail(2, '$expr can only be applied to the top-level document');
  const query = new Query(translate(condition, newFacts(), { names: new Set() }), MINGO);
  return v => (isDocument(v) || Array.isArray(v)) && query.test(v);
}

const ALL = { test: () => true, want: new Set(), facts: newFacts(), all: true };

/** Compiles a filter: `test(view)`, `want` (top-level fields to decode, null: all) and `facts` for the choice of an index. */
export function compile(filter) {
  if (filter === undefined || filter === null) return ALL;
  if (!isDocument(filter)) fail(14, `BSON field 'filter' is the wrong type '${typeName(filter)}', expected type 'object'`);
  if (keysOf(filter).length === 0) return ALL;
  const facts = newFacts(), fields = { names: new Set(), all: false };
  const condition = translate(filter, facts, fields);
  const query = new Query(condition, MINGO);
  return { test: doc => query.test(doc), want: fields.all ? null : fields.names, facts, all: false };
}

/** What an upsert takes over from its query: the fields that must equal a value. */
export function equalities(filter, into = []) {
  for (const key of keysOf(filter ?? {})) {
    const v = filter[key];
    if (key === '$and') { for (const x of v) equalities(x, into); continue; }
    if (key === '$or' && v.length === 1) { equalities(v[0], into); continue; }
    if (key[0] === '$' || v instanceof BSONRegExp) continue;
    if (!isOperators(v)) { into.push([key, v]); continue; }
    if (Object.hasOwn(v, '$eq')) into.push([key, v.$eq]);
    else if (Array.isArray(v.$all) && v.$all.length === 1 && !isOperators(v.$all[0])) into.push([key, v.$all[0]]);
    else if (Array.isArray(v.$in) && v.$in.length === 1 && !(v.$in[0] instanceof BSONRegExp)) into.push([key, v.$in[0]]);
  }
  return into;
}
