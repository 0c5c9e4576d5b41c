// The choice of an index, from what every match of a filter must fulfil. The filter is tested on each candidate anyway unless the
// index alone decides ("exact"), so a plan can only be too wide, never wrong.
import { BSONRegExp, decode, isDocument, keysOf, show, toNumber, typeNumber, Undefined } from './bson.mjs';
import { fail } from './errors.mjs';
import { compare, invert, keyOf, TAG, tagOf } from './keys.mjs';
import { indexValues } from './collection.mjs';

const NULL = keyOf(null), MISSING = keyOf(new Undefined());
const END = '\xff'; // above every continuation of a key: no part begins with this byte

/** The index keys that a value to be equal to can stand under; null where an index does not help. */
function points(v) {
  if (v === null || v === undefined) return { keys: [NULL, MISSING], exact: false };
  if (v instanceof BSONRegExp || v instanceof Undefined) return null;
  if (Array.isArray(v)) return { keys: [keyOf(v), v.length ? keyOf(v[0]) : MISSING], exact: false };
  return { keys: [keyOf(v)], exact: true };
}

/** Where a field's conditions lead in an index: {points} or {range}, and how many of the conditions that uses. */
function bounds(conditions, multikey) {
  const eq = conditions.find(c => c.op === '$eq' && points(c.value));
  if (eq) { const p = points(eq.value); return { points: p.keys, exact: p.exact && conditions.length === 1, single: p.keys.length === 1 }; }
  const list = conditions.find(c => c.op === '$in');
  if (list) {
    const keys = new Set();
    let exact = conditions.length === 1, usable = true;
    for (const v of list.value) {
      const p = points(v);
      if (!p) { usable = false; break; }
      if (!p.exact) exact = false;
      for (const k of p.keys) keys.add(k);
    }
    if (usable) return { points: [...keys], exact, single: keys.size === 1 };
  }
  let lo = null, hi = null, used = 0;
  for (const c of conditions) {
    if (!/^\$[gl]te?$/.test(c.op)) continue;
    const tag = tagOf(c.value);
    if (tag === TAG.null || tag === TAG.undefined || tag === TAG.array || tag === TAG.min || tag === TAG.max || tag === TAG.regex) continue;
    if (c.value !== c.value || /nan/i.test(String(c.value?.value ?? ''))) continue;
    const lower = c.op[1] === 'g';
    // In a multikey index the two ends may be met by different elements: only one of them bounds.
    if (multikey && (lo || hi)) continue;
    const bound = { tag, key: keyOf(c.value), open: !c.op.endsWith('e') };
    if (lower) { if (!lo || bound.key > lo.key || (bound.key === lo.key && bound.open)) lo = bound; } else if (!hi || bound.key < hi.key || (bound.key === hi.key && bound.open)) hi = bound;
    used++;
  }
  if (!lo && !hi) return null;
  if (lo && hi && lo.tag !== hi.tag) return { points: [], exact: true, single: false };
  return { range: { lo, hi, tag: (lo ?? hi).tag }, exact: used === conditions.length };
}

function rangeKeys({ lo, hi, tag }, down) {
  const first = String.fromCharCode(tag) + (tag === TAG.number ? '\x01' : ''); // NaN is no match of a range
  const from = lo ? lo.key + (lo.open ? END : '') : first;
  const to = hi ? hi.key + (hi.open ? '' : END) : String.fromCharCode(tag + 1);
  if (!down) return [from, to];
  return [
    hi ? invert(hi.key) + (hi.open ? END : '') : String.fromCharCode(255 - tag),
    lo ? invert(lo.key) + (lo.open ? '' : END) : tag === TAG.number ? String.fromCharCode(255 - tag) + '\xff' : String.fromCharCode(256 - tag),
  ];
}

const PRESENT = c => (c.op === '$exists') || (c.op === '$eq' && c.value !== null) || (c.op === '$in' && !c.value.includes(null)) || c.op === '$regex' || c.op === '$elemMatch' || c.op === '$type'
  || (/^\$[gl]te?$/.test(c.op) && c.value !== null);

const HOLDS = { $gt: c => c > 0, $gte: c => c >= 0, $lt: c => c < 0, $lte: c => c <= 0 };

/** Whether the query's conditions on a field imply one condition of a partial filter. */
function implies(conditions, { op, value }) {
  const fixed = conditions.find(c => c.op === '$eq') ?? null;
  const values = fixed ? [fixed.value] : conditions.find(c => c.op === '$in')?.value ?? null;
  if (op === '$exists') return conditions.some(PRESENT);
  const scalar = values && !values.some(v => Array.isArray(v) || v instanceof BSONRegExp) ? values : null;
  if (op === '$eq') return scalar !== null && scalar.every(v => keyOf(v) === keyOf(value));
  if (op === '$in') return scalar !== null && scalar.every(v => value.some(x => keyOf(x) === keyOf(v)));
  if (op === '$type') return scalar !== null && scalar.every(v => v !== null && (Array.isArray(value) ? value : [value]).some(t => toNumber(t) === typeNumber(v) || TYPES[t]?.includes(typeNumber(v))));
  const holds = HOLDS[op];
  if (!holds) return false;
  const tag = tagOf(value);
  if (scalar) return scalar.every(v => tagOf(v) === tag && holds(compare(v, value)));
  return conditions.some(c => c.op.slice(0, 2) === op.slice(0, 2) && HOLDS[c.op] && tagOf(c.value) === tag
    && (holds(compare(c.value, value)) || (keyOf(c.value) === keyOf(value) && !c.op.endsWith('e'))));
}
const TYPES = { string: [2], object: [3], array: [4], binData: [5], objectId: [7], bool: [8], date: [9], int: [16], long: [18], double: [1], decimal: [19], number: [1, 16, 18, 19], timestamp: [17] };

function usable(index, facts) {
  if (index.sparse && !index.fields.some(f => facts.fields.get(f.path)?.some(PRESENT))) return false;
  if (!index.filter) return true;
  const need = index.filter.facts;
  if (need.ors) return false;
  for (const [path, conditions] of need.fields) {
    const have = facts.fields.get(path) ?? [];
    for (const c of conditions) if (!implies(have, c)) return false;
  }
  return true;
}

function consider(index, facts, sort) {
  if (!usable(index, facts)) return null;
  let prefixes = [''], exact = facts.exact && !index.multikey, score = 0, consumed = 0, range = null;
  const constant = new Set();
  let i = 0;
  for (; i < index.fields.length; i++) {
    const f = index.fields[i], conditions = facts.fields.get(f.path);
    const b = conditions && bounds(conditions, index.multikey);
    if (!b) break;
    if (!b.exact) exact = false;
    if (b.range) {
      range = rangeKeys(b.range, f.down);
      if (f.down && b.range.tag === TAG.number && !b.range.lo) exact = false;
      score += 5;
      consumed++;
      break;
    }
    if (b.points.length * prefixes.length > 20000) break;
    const keys = f.down ? b.points.map(invert) : b.points;
    prefixes = keys.length === 1 ? prefixes.map(p => p + keys[0]) : prefixes.flatMap(p => keys.map(k => p + k));
    if (b.single && !index.multikey) constant.add(f.path);
    score += b.points.length <= 1 ? 10 : 9;
    consumed++;
  }
  // What a partial filter promises anyway need not be consumed by the keys.
  const promised = index.filter ? [...facts.fields].filter(([path, cs]) => !index.fields.slice(0, consumed).some(f => f.path === path)
    && cs.length === 1 && cs[0].op === '$eq' && index.filter.facts.fields.get(path)?.some(c => c.op === '$eq' && !Array.isArray(cs[0].value) && cs[0].value !== null)).length : 0;
  if (consumed + promised !== facts.fields.size) exact = false;
  if (promised && index.multikey) exact = false;

  let order = 0, s = 0;
  if (sort && !index.multikey) {
    for (const f of index.fields) {
      if (s === sort.length) break;
      if (constant.has(f.path)) { if (sort[s].path === f.path) s++; continue; }
      if (sort[s].path !== f.path) break;
      const direction = sort[s].down === f.down ? 1 : -1;
      if (order && order !== direction) break;
      order = direction;
      s++;
    }
    while (s < sort.length && constant.has(sort[s].path)) s++;
    if (s === sort.length) { score += 8; order ||= 1; } else order = 0;
  }
  if (score === 0) return null;
  if (index.unique && constant.size === index.fields.length) score += 100;
  if (index.filter) score += 0.5;
  const intervals = prefixes.map(p => range ? [p + range[0], p + range[1]] : [p, p + END]);
  if (intervals.length > 1) intervals.sort((a, b) => a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0);
  return { index, intervals, exact, score, order: sort ? order : 1, sorted: Boolean(sort && order) };
}

/** {stage, index, candidates(), exact, sorted}: `sorted` when the candidates come in the order asked for. */
export function plan(collection, filter, sort, hint) {
  const facts = filter.facts;
  const collscan = backwards => ({ stage: 'COLLSCAN', exact: filter.all, sorted: !sort, * candidates() {
    if (!backwards) yield* collection.byId.values(); else yield* [...collection.byId.values()].reverse();
  } });
  if (sort && sort.length === 1 && sort[0].path === '$natural') {
    return { ...collscan(sort[0].down), sorted: true };
  }
  let indexes = [collection.idIndex, ...collection.indexes];
  if (hint !== undefined) {
    if (isDocument(hint) && keysOf(hint)[0] === '$natural') return collscan(toNumber(hint.$natural) < 0);
    const wanted = typeof hint === 'string' ? i => i.name === hint : i => show(i.spec.key) === show(hint);
    const found = indexes.find(wanted);
    if (!found) fail(2, 'error processing query: planner returned error :: caused by :: hint provided does not correspond to an existing index');
    indexes = [found];
  } else {
    const id = facts.fields.get('_id');
    const eq = id?.find(c => c.op === '$eq' && c.value !== null && !Array.isArray(c.value) && !(c.value instanceof BSONRegExp));
    if (eq) {
      const record = collection.byId.get(keyOf(eq.value));
      return { stage: 'IDHACK', index: collection.idIndex, exact: facts.exact && facts.fields.size === 1 && id.length === 1, sorted: true, candidates: () => record ? [record] : [] };
    }
  }
  let best = null;
  for (const index of indexes) {
    const p = consider(index, facts, sort);
    if (p && (!best || p.score > best.score || (p.score === best.score && p.index.entries.size < best.index.entries.size))) best = p;
  }
  if (!best && hint !== undefined) {
    const index = indexes[0];
    if (!usable(index, facts)) {
      // A real server would answer from a sparse or partial index only what is in it.
      best = { index, intervals: [['', null]], exact: false, order: 1, sorted: false };
    } else best = { index, intervals: [['', null]], exact: false, order: 1, sorted: false };
  }
  // $or: each branch through an index of its own, if all have one.
  if ((!best || best.score < 5) && facts.ors && hint === undefined) {
    for (const branches of facts.ors) {
      const plans = branches.map(b => plan(collection, { facts: { ...b, exact: false } }, null));
      if (plans.some(p => p.stage === 'COLLSCAN')) continue;
      return { stage: 'OR', exact: false, sorted: !sort, * candidates() {
        const seen = new Set();
        for (const p of plans) for (const r of p.candidates()) if (!seen.has(r)) { seen.add(r); yield r; }
      } };
    }
  }
  if (!best) return collscan(false);
  const { index, intervals, order } = best;
  const backwards = order < 0;
  const run = backwards ? [...intervals].reverse() : intervals;
  return {
    stage: 'IXSCAN', index, exact: best.exact, sorted: sort ? best.sorted : true, backwards,
    * candidates() {
      const seen = index.multikey ? new Set() : null;
      for (const [lo, hi] of run) {
        for (const e of index.entries.scan(lo, hi, backwards)) {
          if (seen) { if (seen.has(e.r)) continue; seen.add(e.r); }
          yield e.r;
        }
      }
    },
  };
}

/** A sort specification as a list, or null. */
export function sortList(spec) {
  if (spec === undefined || spec === null) return null;
  if (!isDocument(spec)) fail(14, "Expected field 'sort' to be of type object");
  const list = keysOf(spec).map(path => {
    const d = spec[path];
    if (isDocument(d)) fail(238, 'a sort by $meta is not implemented by the test server');
    if (typeof d === 'boolean' || typeof d === 'string' || d === null || !Number.isFinite(toNumber(d))) fail(15974, `Illegal key in $sort specification: ${path}: ${show(d)}`);
    if (Math.abs(toNumber(d)) !== 1) fail(15975, '$sort key ordering must be 1 (for ascending) or -1 (for descending)');
    if (path === '' || path.startsWith('.') || path.endsWith('.')) fail(40352, 'FieldPath cannot be constructed with empty string');
    if (path[0] === '$' && path !== '$natural') fail(16410, `FieldPath field names may not start with '$'. Consider using $getField or $setField.`);
    return { path, parts: path.split('.'), down: toNumber(d) < 0 };
  });
  if (list.length > 32) fail(2, 'too many sort keys');
  return list.length ? list : null;
}

/** The key a document sorts under: of an array its smallest element upwards, its largest downwards. */
export function sortKey(view, sort) {
  let key = '';
  for (const f of sort) {
    const into = { values: [], multi: false };
    indexValues(view, f.parts, 0, into);
    let best = null;
    for (const v of into.values) {
      const k = keyOf(v);
      if (best === null || (f.down ? k > best : k < best)) best = k;
    }
    best ??= NULL;
    key += f.down ? invert(best) : best;
  }
  return key;
}

export const sortFields = sort => new Set(sort.map(f => f.parts[0]));

/** All matching records in the order asked for, at most skip + limit of them looked at where the order allows. */
export function select(collection, filter, { sort = null, skip = 0, limit = 0, hint, min = undefined } = {}) {
  const p = plan(collection, filter, sort, hint);
  const out = [], enough = limit ? skip + limit : Infinity;
  const must = !p.exact && !filter.all;
  const inMemory = sort && !p.sorted;
  for (const record of p.candidates()) {
    if (must && !filter.test(decode(record.bytes, 0, filter.want))) continue;
    out.push(record);
    if (!inMemory && out.length >= enough) break;
  }
  if (!inMemory) return skip ? out.slice(skip) : out;
  return sortRecords(out, sort, r => decode(r.bytes, 0, sortFields(sort))).slice(skip, limit ? skip + limit : undefined);
}

/** A stable sort by the sort key of each item's view. */
export function sortRecords(items, sort, view) {
  const keyed = items.map(item => ({ k: sortKey(view(item), sort), item }));
  keyed.sort((a, b) => a.k < b.k ? -1 : a.k > b.k ? 1 : 0);
  return keyed.map(x => x.item);
}
