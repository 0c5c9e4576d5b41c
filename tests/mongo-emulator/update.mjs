// Updates: update operators, replacement documents and pipelines, on decoded documents with every type kept apart.
// mingo's updater is not used: it knows neither the types of numbers nor the errors of a real server.
import {
  BSONRegExp, decode, Decimal128, deep, Double, encode, isDocument, isNumeric, keysOf, deleteField, ObjectId, Raw, setField, show, Timestamp, toNumber, truthy, typeName, Undefined,
} from './bson.mjs';
import { fail, lacks } from './errors.mjs';
import { compare, equal, keyOf } from './keys.mjs';
import { compile, equalities } from './query.mjs';
import { arithmetic } from './expressions.mjs';
import { checkId } from './collection.mjs';
import { sortList, sortRecords } from './plan.mjs';

const OPERATORS = new Set(['$set', '$unset', '$inc', '$mul', '$min', '$max', '$rename', '$setOnInsert', '$currentDate', '$push', '$pull', '$pullAll', '$addToSet', '$pop', '$bit']);
const POSITION = /^(0|[1-9]\d*)$/;

const subject = doc => `{_id: ${show(doc._id)}}`;

/** The `u` of an update command, compiled: {kind, ...}. `pipeline` turns stages into a function of a document. */
export function compileUpdate(u, pipeline) {
  if (Array.isArray(u)) return { kind: 'pipeline', run: pipeline(u.map(x => x instanceof Raw ? decode(x.bytes) : x)) };
  if (!(u instanceof Raw)) fail(9, 'Update argument must be either an object or an array');
  const first = u.bytes[4] === 0 ? '' : String.fromCharCode(u.bytes[5]);
  if (first !== '$') return { kind: 'replacement', raw: u.bytes };
  return { kind: 'operators', steps: parse(decode(u.bytes)) };
}

function parse(update) {
  const steps = [];
  for (const op of keysOf(update)) {
    if (!OPERATORS.has(op)) fail(9, `Unknown modifier: ${op}. Expected a valid update modifier or pipeline-style update specified as an array`);
    const fields = update[op];
    if (!isDocument(fields)) fail(9, `Modifiers operate on fields but we found type ${typeName(fields)} instead. For example: {$mod: {<field>: ...}} not {${op}: ${show(fields)}}`);
    for (const path of keysOf(fields)) {
      const arg = fields[path];
      const parts = checkPath(path);
      const step = { op, path, parts, arg, prepared: prepare(op, path, arg) };
      steps.push(step);
      if (op === '$rename') {
        const to = checkPath(arg);
        if (arg === path) fail(2, `The source and target field for $rename must differ: ${path}: "${arg}"`);
        step.to = to;
        steps.push({ op: '$renamed', path: arg, parts: to, from: parts });
      }
    }
  }
  // Fields that do not exist yet are added in the order of their names, positions by number, as the real server's update tree does.
  steps.sort((a, b) => comparePaths(a.parts, b.parts));
  for (let i = 1; i < steps.length; i++) {
    const a = steps[i - 1], b = steps[i];
    if (a.parts.every((p, n) => p === b.parts[n])) fail(40, `Updating the path '${b.path}' would create a conflict at '${a.path}'`);
  }
  return steps;
}

function comparePaths(a, b) {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    if (a[i] === b[i]) continue;
    if (POSITION.test(a[i]) && POSITION.test(b[i])) return Number(a[i]) - Number(b[i]);
    return a[i] < b[i] ? -1 : 1;
  }
  return a.length - b.length;
}

function checkPath(path) {
  if (typeof path !== 'string') fail(2, `The 'to' field for $rename must be a string: ${show(path)}`);
  if (path === '') fail(56, 'An empty update path is not valid.');
  const parts = path.split('.');
  if (parts.includes('')) fail(56, `The update path '${path}' contains an empty field name, which is not allowed.`);
  for (const p of parts) {
    if (p === '$' || p.startsWith('$[')) lacks(`the positional operator ${p} in an update path`);
    if (p[0] === '$' && !['$ref', '$id', '$db'].includes(p)) fail(52, `The dollar ($) prefixed field '${p}' in '${path}' is not allowed in the context of an update's replacement document. Consider using an aggregation pipeline with $replaceWith.`);
  }
  return parts;
}

/** Checks an operator's argument once, before any document. */
function prepare(op, path, arg) {
  switch (op) {
    case '$inc': if (!isNumeric(arg)) fail(14, `Cannot increment with non-numeric argument: {${path}: ${show(arg)}}`); return null;
    case '$mul': if (!isNumeric(arg)) fail(14, `Cannot multiply with non-numeric argument: {${path}: ${show(arg)}}`); return null;
    case '$currentDate': {
      if (typeof arg === 'boolean') return 'date';
      if (!isDocument(arg)) fail(2, `${typeName(arg)} is not valid type for $currentDate. Please use a boolean ('true') or a $type expression ({$type: 'timestamp/date'}).`);
      if (keysOf(arg).length !== 1 || !['date', 'timestamp'].includes(arg.$type)) fail(2, "The '$type' string field is required to be 'date' or 'timestamp': {$currentDate: {field : {$type: 'date'}}}");
      return arg.$type;
    }
    case '$pop': {
      if (!isNumeric(arg)) fail(9, `Expected a number in: ${path}: ${show(arg)}`);
      const n = toNumber(arg);
      if (n !== 1 && n !== -1) fail(9, `$pop expects 1 or -1, found: ${show(arg)}`);
      return n;
    }
    case '$push': {
      if (!isDocument(arg) || !keysOf(arg).some(k => k === '$each')) return { each: [arg] };
      const known = ['$each', '$slice', '$sort', '$position'];
      for (const k of keysOf(arg)) if (!known.includes(k)) fail(2, `Unrecognized clause in $push: ${k}`);
      if (!Array.isArray(arg.$each)) fail(2, `The argument to $each in $push must be an array but it was of type: ${typeName(arg.$each)}`);
      const out = { each: arg.$each };
      for (const k of ['$slice', '$position']) {
        if (arg[k] === undefined) continue;
        const n = toNumber(arg[k]);
        if (!isNumeric(arg[k]) || !Number.isInteger(n)) fail(2, `The value for ${k} must be an integer value but was given type: ${typeName(arg[k])}`);
        out[k] = n;
      }
      if (arg.$sort !== undefined) {
        if (isDocument(arg.$sort)) out.sort = sortList(arg.$sort);
        else if (Math.abs(toNumber(arg.$sort)) === 1) out.direction = toNumber(arg.$sort);
        else fail(2, 'The $sort element value must be either 1 or -1');
      }
      return out;
    }
    case '$addToSet': {
      if (!isDocument(arg) || keysOf(arg)[0] !== '$each') return [arg];
      if (!Array.isArray(arg.$each)) fail(14, `The argument to $each in $addToSet must be an array but it was of type ${typeName(arg.$each)}`);
      if (keysOf(arg).length > 1) fail(2, `Found unexpected fields after $each in $addToSet: ${show(arg)}`);
      return arg.$each;
    }
    case '$pullAll': if (!Array.isArray(arg)) fail(2, `$pullAll requires an array argument but was given a ${typeName(arg)}`); return new Set(arg.map(keyOf));
    case '$pull': {
      if (isDocument(arg) && keysOf(arg)[0]?.[0] !== '$') { const q = compile(arg); return v => isDocument(v) && q.test(v); }
      if (isDocument(arg) || arg instanceof BSONRegExp) { const q = compile({ v: arg }); return v => q.test({ v }); }
      const k = keyOf(arg);
      return v => keyOf(v) === k;
    }
    case '$bit': {
      if (!isDocument(arg)) fail(2, `The $bit modifier is not compatible with a ${typeName(arg)}. You must pass in an embedded document: {$bit: {field: {and/or/xor: #}}}`);
      if (keysOf(arg).length === 0) fail(2, 'You must pass in at least one bitwise operation. The format is: {$bit: {field: {and/or/xor: #}}}');
      for (const k of keysOf(arg)) {
        if (!['and', 'or', 'xor'].includes(k)) fail(2, `The $bit modifier only supports 'and', 'or', and 'xor', not '${k}' which is an unknown operator: {${k}: ${show(arg[k])}}`);
        if (typeof arg[k] !== 'number' && typeof arg[k] !== 'bigint') fail(2, `The $bit modifier field must be an Integer(32/64 bit); a '${typeName(arg[k])}' is not supported here: {${k}: ${show(arg[k])}}`);
      }
    }
  }
  return null;
}

/** The value at a path, without creating anything. */
function lookup(doc, parts) {
  let v = doc;
  for (const p of parts) {
    if (Array.isArray(v)) v = POSITION.test(p) ? v[Number(p)] : undefined;
    else v = isDocument(v) && Object.hasOwn(v, p) ? v[p] : undefined;
    if (v === undefined) return undefined;
  }
  return v;
}

/** Sets the value at a path, with documents on the way where there is nothing. */
function assign(doc, parts, value, path) {
  let v = doc;
  for (let i = 0; ; i++) {
    const p = parts[i], last = i === parts.length - 1;
    if (Array.isArray(v)) {
      if (!POSITION.test(p)) fail(28, `Cannot create field '${p}' in element {${parts[i - 1]}: ${show(v)}}`);
      const n = Number(p);
      if (n > v.length + 1500000) fail(2, `can't backfill more than 1500000 elements`);
      while (v.length < n) v.push(null);
      if (last) { v[n] = value; return; }
      if (v[n] === undefined) v[n] = {};
      v = v[n];
    } else if (isDocument(v)) {
      if (last) { setField(v, p, value); return; }
      if (!Object.hasOwn(v, p)) setField(v, p, {});
      v = v[p];
    } else fail(28, `Cannot create field '${p}' in element {${parts[i - 1]}: ${show(v)}}`);
  }
}

function unset(doc, parts) {
  const holder = parts.length === 1 ? doc : lookup(doc, parts.slice(0, -1)), p = parts[parts.length - 1];
  if (Array.isArray(holder)) { if (POSITION.test(p) && Number(p) < holder.length) holder[Number(p)] = null; } else if (isDocument(holder) && Object.hasOwn(holder, p)) deleteField(holder, p);
}

/** Type and value alike: 1 and 1.0 are equal to a query, but setting one for the other is a change. */
const identical = (a, b) => typeName(a) === typeName(b) && (isDocument(a) || Array.isArray(a) ? encode({ v: a }).equals(encode({ v: b })) : keyOf(a) === keyOf(b) && (!(a instanceof Decimal128) || a.toString() === b.toString()));

function applyOperators(doc, steps, inserting) {
  for (const s of steps) {
    const current = lookup(doc, s.parts);
    if (s.parts[0] === '_id' && !inserting && s.op !== '$setOnInsert' && s.op !== '$renamed') {
      const same = (s.op === '$set' || s.op === '$min' || s.op === '$max') && current !== undefined && equal(current, s.arg);
      if (same) continue;
      fail(66, `Performing an update on the path '${s.path}' would modify the immutable field '_id'`);
    }
    const set = v => assign(doc, s.parts, v, s.path);
    const list = () => {
      if (current === undefined) return [];
      if (!Array.isArray(current)) fail(s.op === '$push' || s.op === '$addToSet' ? 2 : s.op === '$pop' ? 14 : 2, s.op === '$push' ? `The field '${s.path}' must be an array but is of type ${typeName(current)} in document ${subject(doc)}`
        : s.op === '$addToSet' ? `Cannot apply $addToSet to non-array field. Field named '${s.parts[s.parts.length - 1]}' has non-array type ${typeName(current)}`
          : s.op === '$pop' ? `Path '${s.path}' contains an element of non-array type '${typeName(current)}'` : `Cannot apply ${s.op} to a non-array value`);
      return current;
    };
    switch (s.op) {
      case '$set': set(deep(s.arg)); break;
      case '$setOnInsert': if (inserting) set(deep(s.arg)); break;
      case '$unset': unset(doc, s.parts); break;
      case '$inc': case '$mul': {
        const op = s.op === '$inc' ? '+' : '*';
        if (current === undefined) { set(op === '+' ? s.arg : arithmetic('*', s.arg, 0)); break; }
        if (!isNumeric(current)) fail(14, `Cannot apply ${s.op} to a value of non-numeric type. ${subject(doc)} has the field '${s.parts[s.parts.length - 1]}' of non-numeric type ${typeName(current)}`);
        const result = arithmetic(op, current, s.arg, true);
        if (result === null) fail(2, `Failed to apply ${s.op} operations to current value ((NumberLong)${current}) for document ${subject(doc)}`);
        set(result);
        break;
      }
      case '$min': if (current === undefined || compare(s.arg, current) < 0) set(deep(s.arg)); break;
      case '$max': if (current === undefined || compare(s.arg, current) > 0) set(deep(s.arg)); break;
      case '$currentDate': set(s.prepared === 'date' ? new Date() : new Timestamp({ t: Math.floor(Date.now() / 1000), i: 1 })); break;
      case '$rename': case '$renamed': {
        if (s.op === '$rename') break; // done once, by its target
        const from = lookup(doc, s.from);
        if (from === undefined) break;
        for (let n = 1; n < s.from.length; n++) if (Array.isArray(lookup(doc, s.from.slice(0, n)))) fail(2, `The source field cannot be an array element, '${s.from.join('.')}' in doc with ${subject(doc)}`);
        for (let n = 1; n < s.parts.length; n++) if (Array.isArray(lookup(doc, s.parts.slice(0, n)))) fail(2, `The destination field cannot be an array element, '${s.path}' in doc with ${subject(doc)}`);
        if (s.parts[0] === '_id' || s.from[0] === '_id') fail(66, `Performing an update on the path '_id' would modify the immutable field '_id'`);
        // MongoDB removes a field that is in the way of the new name, then appends it.
        if (lookup(doc, s.parts) !== undefined) unset(doc, s.parts);
        unset(doc, s.from);
        set(from);
        break;
      }
      case '$push': {
        const { each, sort, direction, $slice, $position } = s.prepared;
        let next = [...list()];
        const at = $position === undefined ? next.length : $position < 0 ? Math.max(0, next.length + $position) : Math.min($position, next.length);
        next.splice(at, 0, ...deep(each));
        if (sort) next = sortRecords(next, sort, v => isDocument(v) ? v : {});
        else if (direction) next.sort((a, b) => direction * compare(a, b));
        if ($slice !== undefined) next = $slice >= 0 ? next.slice(0, $slice) : next.slice($slice);
        set(next);
        break;
      }
      case '$addToSet': {
        const next = [...list()], seen = new Set(next.map(keyOf));
        for (const v of s.prepared) { const k = keyOf(v); if (!seen.has(k)) { seen.add(k); next.push(deep(v)); } }
        set(next);
        break;
      }
      case '$pull': case '$pullAll': {
        if (current === undefined) break;
        const gone = s.op === '$pull' ? s.prepared : v => s.prepared.has(keyOf(v));
        set(list().filter(v => !gone(v)));
        break;
      }
      case '$pop': if (current !== undefined) { const l = [...list()]; if (s.prepared === 1) l.pop(); else l.shift(); set(l); } break;
      case '$bit': {
        let v = current ?? 0;
        if (typeof v !== 'number' && typeof v !== 'bigint') fail(2, `Cannot apply $bit to a value of non-integral type.${subject(doc)} has the field ${s.parts[s.parts.length - 1]} of non-integer type ${typeName(v)}`);
        let wide = typeof v === 'bigint';
        for (const k of keysOf(s.arg)) {
          const a = s.arg[k];
          wide ||= typeof a === 'bigint';
          const x = BigInt(v), y = BigInt(a);
          v = k === 'and' ? x & y : k === 'or' ? x | y : x ^ y;
        }
        set(wide ? BigInt.asIntN(64, BigInt(v)) : Number(v));
        break;
      }
    }
  }
}

/** The bytes of a replacement, with the _id of the document it replaces. */
function replacement(raw, old) {
  const doc = decode(raw);
  for (const k of keysOf(doc)) {
    if (k[0] === '$') fail(52, `The dollar ($) prefixed field '${k}' in '${k}' is not allowed in the context of an update's replacement document. Consider using an aggregation pipeline with $replaceWith.`);
  }
  if (old !== undefined) {
    if (Object.hasOwn(doc, '_id')) {
      if (!equal(doc._id, old)) fail(66, `After applying the update, the (immutable) field '_id' was found to have been altered to _id: ${show(doc._id)}`);
      return front(doc, old);
    }
    return front(doc, old);
  }
  return doc;
}

function front(doc, id) {
  const out = { _id: id };
  for (const k of keysOf(doc)) if (k !== '_id') setField(out, k, doc[k]);
  return out;
}

/** The bytes of a record after an update; null when nothing changes. */
export function applyTo(bytes, update) {
  let next;
  if (update.kind === 'replacement') next = encode(replacement(update.raw, decode(bytes, 0, ONLY_ID)._id));
  else if (update.kind === 'operators') {
    const doc = decode(bytes);
    applyOperators(doc, update.steps, false);
    next = encode(doc);
  } else {
    const before = decode(bytes), after = update.run(before);
    if (after._id === undefined) next = encode(front(after, before._id));
    else if (!equal(after._id, before._id)) fail(66, `Performing an update on the path '_id' would modify the immutable field '_id'`);
    else next = encode(front(after, before._id));
  }
  return next.equals(bytes) ? null : next;
}
const ONLY_ID = new Set(['_id']);

/** The document that an upsert inserts, with _id in front. */
export function upsertDocument(query, update) {
  const found = equalities(query);
  let doc = {};
  if (update.kind === 'replacement') {
    doc = replacement(update.raw);
    const id = found.find(([p]) => p === '_id');
    if (id) {
      if (doc._id !== undefined && !equal(doc._id, id[1])) fail(66, `Performing an update on the path '_id' would modify the immutable field '_id'`);
      doc._id = id[1];
    }
  } else {
    const seen = [];
    for (const [path, v] of found) {
      const parts = path.split('.');
      const other = seen.find(s => s.join('.') === path || (s.length < parts.length ? s.every((p, i) => p === parts[i]) : parts.every((p, i) => p === s[i])));
      if (other) fail(54, `cannot infer query fields to set, path '${path}' is matched twice`);
      seen.push(parts);
      assign(doc, parts, deep(v), path);
    }
    const id = doc._id;
    if (update.kind === 'operators') {
      applyOperators(doc, update.steps, true);
      if (id !== undefined && (doc._id === undefined || !equal(doc._id, id))) fail(66, `Performing an update on the path '_id' would modify the immutable field '_id'`);
    } else {
      doc = update.run(doc);
      if (id !== undefined && doc._id !== undefined && !equal(doc._id, id)) fail(66, `Performing an update on the path '_id' would modify the immutable field '_id'`);
    }
  }
  if (doc._id === undefined) doc._id = new ObjectId();
  checkId(doc._id);
  return front(doc, doc._id);
}

export { identical, truthy, Double, Undefined };
