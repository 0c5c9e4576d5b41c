// A collection: records (bytes of their own, in order of arrival), an exact map by _id and ordered indexes.
import { decode, elements, encode, isDocument, keysOf, own, ObjectId, Raw, show, toNumber, truthy, valueOf, BSONRegExp, isNumeric, Undefined } from './bson.mjs';
import { fail, lacks } from './errors.mjs';
import { equal, invert, keyOf, TAG, tagOf } from './keys.mjs';
import { compile } from './query.mjs';

export const MAX_DOCUMENT = 16777216;
const MAX_INTERNAL = MAX_DOCUMENT + 16384;
const BLOCK = 512;

/** Entries {k, r} in order of k, then of the record: a list of blocks, so that an insertion moves hundreds of pointers and not all. */
export class Ordered {
  constructor() { this.blocks = [[]]; this.size = 0; }

  #block(k, id) { // the first block whose last entry is not before (k, id)
    const b = this.blocks;
    let lo = 0, hi = b.length - 1;
    while (lo < hi) {
      const mid = (lo + hi) >> 1, last = b[mid][b[mid].length - 1];
      if (last.k < k || (last.k === k && last.r.id < id)) lo = mid + 1; else hi = mid;
    }
    return lo;
  }

  static #within(block, k, id) {
    let lo = 0, hi = block.length;
    while (lo < hi) {
      const mid = (lo + hi) >> 1, e = block[mid];
      if (e.k < k || (e.k === k && e.r.id < id)) lo = mid + 1; else hi = mid;
    }
    return lo;
  }

  add(k, r) {
    const n = this.#block(k, r.id), block = this.blocks[n];
    block.splice(Ordered.#within(block, k, r.id), 0, { k, r });
    this.size++;
    if (block.length > BLOCK) {
      // Rising keys fill blocks to the end; anything else splits them in the middle.
      const cut = n === this.blocks.length - 1 && block[block.length - 1].k === k ? BLOCK : BLOCK >> 1;
      this.blocks.splice(n + 1, 0, block.splice(cut));
    }
  }

  remove(k, r) {
    const n = this.#block(k, r.id), block = this.blocks[n], i = Ordered.#within(block, k, r.id);
    if (block[i]?.r !== r || block[i].k !== k) return;
    block.splice(i, 1);
    this.size--;
    if (block.length === 0 && this.blocks.length > 1) this.blocks.splice(n, 1);
  }

  /** The first record under exactly this key. */
  first(k) {
    const block = this.blocks[this.#block(k, -1)], e = block[Ordered.#within(block, k, -1)];
    return e?.k === k ? e.r : undefined;
  }

  /** Entries with lo <= k < hi, upwards or downwards. Not to be changed while it runs. */
  * scan(lo, hi, backwards) {
    const b = this.blocks;
    if (!backwards) {
      let n = this.#block(lo, -1), i = Ordered.#within(b[n], lo, -1);
      for (; n < b.length; n++, i = 0) {
        const block = b[n];
        for (; i < block.length; i++) {
          if (hi !== null && block[i].k >= hi) return;
          yield block[i];
        }
      }
      return;
    }
    let n = hi === null ? b.length - 1 : this.#block(hi, -1);
    let i = hi === null ? b[n].length - 1 : Ordered.#within(b[n], hi, -1) - 1;
    for (; ;) {
      for (; i >= 0; i--) {
        if (b[n][i].k < lo) return;
        yield b[n][i];
      }
      if (--n < 0) return;
      i = b[n].length - 1;
    }
  }
}

/** What an index sees at a path: every value, elements of arrays one by one; null for a missing field, undefined for an empty array. */
export function indexValues(value, parts, i, into) {
  if (i === parts.length) {
    if (!Array.isArray(value)) into.values.push(value === undefined ? null : value);
    else {
      into.multi = true;
      if (value.length === 0) into.values.push(EMPTY);
      for (const x of value) into.values.push(x);
    }
    if (value !== undefined) into.present = true;
    return;
  }
  if (Array.isArray(value)) {
    into.multi = true;
    const position = /^\d+$/.test(parts[i]) ? Number(parts[i]) : -1;
    if (position >= 0 && position < value.length) { indexValues(value[position], parts, i + 1, into); return; }
    if (value.length === 0) into.values.push(null);
    for (const x of value) {
      if (isDocument(x)) indexValues(x, parts, i, into); else into.values.push(null);
    }
    return;
  }
  indexValues(isDocument(value) && Object.hasOwn(value, parts[i]) ? value[parts[i]] : undefined, parts, i + 1, into);
}
const EMPTY = new Undefined();

class Index {
  constructor(spec, filter) {
    this.spec = spec;
    this.name = spec.name;
    this.fields = keysOf(spec.key).map(path => ({ path, parts: path.split('.'), down: toNumber(spec.key[path]) < 0 }));
    this.unique = spec.unique === true;
    this.sparse = spec.sparse === true;
    this.filter = filter; // compiled partialFilterExpression or null
    this.entries = new Ordered();
    this.multikey = false;
    this.tops = new Set(this.fields.map(f => f.parts[0]));
    this.want = filter ? (filter.want === null ? null : new Set([...this.tops, ...filter.want])) : this.tops;
    if (spec.expireAfterSeconds !== undefined) this.expire = toNumber(spec.expireAfterSeconds) * 1000;
  }

  /** The keys of a document in this index; also says whether an array was among the values. */
  keys(view) {
    this.sawArray = false;
    if (this.filter && !this.filter.test(view)) return [];
    let keys = [''], arrays = 0, present = false;
    for (const f of this.fields) {
      const into = { values: [], multi: false, present: false };
      indexValues(view, f.parts, 0, into);
      present ||= into.present;
      if (into.multi) arrays++;
      if (into.values.length === 1) {
        let k = keyOf(into.values[0]);
        if (f.down) k = invert(k);
        for (let i = 0; i < keys.length; i++) keys[i] += k;
      } else {
        const next = new Set();
        for (const v of into.values) {
          let k = keyOf(v);
          if (f.down) k = invert(k);
          for (const head of keys) next.add(head + k);
        }
        keys = [...next];
      }
    }
    if (arrays > 1) {
      const roots = this.fields.filter(f => Array.isArray(view[f.parts[0]]));
      if (roots.length > 1 && new Set(roots.map(f => f.parts[0])).size > 1) fail(171, `cannot index parallel arrays [${roots[1].parts[0]}] [${roots[0].parts[0]}]`);
    }
    if (this.sparse && !present) return [];
    this.sawArray = arrays > 0;
    return keys;
  }

  /** The values under the first key that clashes, as a duplicate key error shows them. */
  clash(view, key, ns) {
    const shown = {};
    for (const f of this.fields) {
      const into = { values: [], multi: false };
      indexValues(view, f.parts, 0, into);
      shown[f.path] = into.values.find(v => key.includes(f.down ? invert(keyOf(v)) : keyOf(v))) ?? null;
      if (shown[f.path] instanceof Undefined && into.multi) shown[f.path] = null;
    }
    return duplicate(ns, this.name, this.spec.key, shown);
  }
}

function duplicate(ns, name, keyPattern, keyValue) {
  const shown = `{ ${Object.keys(keyValue).map(k => `${k}: ${show(keyValue[k])}`).join(', ')} }`;
  fail(11000, `E11000 duplicate key error collection: ${ns} index: ${name} dup key: ${shown}`, { keyPattern, keyValue });
}

let recordId = 0;

export class Collection {
  constructor(ns) {
    this.ns = ns;
    this.byId = new Map(); // key of _id -> record; a Map keeps the order of arrival, which is the natural order
    this.idIndex = new Index({ v: 2, key: { _id: 1 }, name: '_id_' }, null);
    this.indexes = []; // all but _id_
    this.want = new Set();
    this.bytes = 0;
    this.uuid = null;
  }

  get count() { return this.byId.size; }

  #remember() {
    this.want = new Set();
    for (const i of this.indexes) {
      if (i.want === null) { this.want = null; return; }
      for (const w of i.want) this.want.add(w);
    }
  }

  /** The bytes to store for a new document: checked, _id first, added if missing. */
  static prepare(raw) {
    if (raw.length > MAX_INTERNAL) fail(10334, `BSONObj size: ${raw.length} (0x${raw.length.toString(16).toUpperCase()}) is invalid. Size must be between 0 and 16793600(16MB)`);
    if (raw.length > MAX_DOCUMENT) fail(2, `object to insert too large. size in bytes: ${raw.length}, max size: ${MAX_DOCUMENT}`);
    let id = null, first = true, leading = false;
    for (const e of elements(raw)) {
      if (e.key === '_id') { if (id) fail(2, "can't have multiple _id fields in one document"); id = e; leading = first; }
      if (e.type === 0x03 || e.type === 0x04) validateNested(raw, e.valueAt);
      first = false;
    }
    if (id === null) {
      const value = new ObjectId();
      return { bytes: withId(raw, null, Buffer.concat([Buffer.from('\x07_id\0', 'latin1'), value.id])), id: value };
    }
    const value = valueOf(raw, id);
    checkId(value);
    return { bytes: leading ? own(raw) : withId(raw, id, raw.subarray(id.start, id.stop)), id: value };
  }

  insert({ bytes, id }) {
    const k = keyOf(id);
    if (this.byId.has(k)) duplicate(this.ns, '_id_', { _id: 1 }, { _id: id });
    const record = { id: ++recordId, k, bytes };
    if (this.indexes.length) this.#index(record, decode(bytes, 0, this.want), null);
    this.byId.set(k, record);
    this.idIndex.entries.add(k, record);
    this.bytes += bytes.length;
    return record;
  }

  /** Brings a record into the indexes; on a clash nothing has changed. `before`: the keys that it had. */
  #index(record, view, before) {
    const plans = [];
    for (const index of this.indexes) {
      const keys = index.keys(view), multi = index.sawArray;
      if (index.unique) {
        for (const k of keys) {
          const other = index.entries.first(k);
          if (other !== undefined && other !== record) index.clash(view, k, this.ns);
        }
      }
      plans.push({ index, keys, multi });
    }
    for (const { index, keys, multi } of plans) {
      if (multi) index.multikey = true;
      const old = before?.get(index);
      if (old) {
        if (old.length === keys.length && old.every((k, i) => k === keys[i])) continue;
        for (const k of old) index.entries.remove(k, record);
      }
      for (const k of keys) index.entries.add(k, record);
    }
  }

  replace(record, bytes) {
    if (bytes.length > MAX_DOCUMENT) fail(17419, `Resulting document after update is larger than ${MAX_DOCUMENT}`);
    if (this.indexes.length) {
      const before = new Map(), old = decode(record.bytes, 0, this.want);
      for (const i of this.indexes) before.set(i, i.keys(old));
      this.#index(record, decode(bytes, 0, this.want), before);
    }
    this.bytes += bytes.length - record.bytes.length;
    record.bytes = bytes;
  }

  remove(record) {
    if (this.indexes.length) {
      const view = decode(record.bytes, 0, this.want);
      for (const i of this.indexes) for (const k of i.keys(view)) i.entries.remove(k, record);
    }
    this.byId.delete(record.k);
    this.idIndex.entries.remove(record.k, record);
    this.bytes -= record.bytes.length;
  }

  // ---- indexes

  get specs() { return [this.idIndex.spec, ...this.indexes.map(i => i.spec)]; }

  /** Adds an index; false if it is there already. */
  createIndex(spec) {
    const same = this.specs.find(s => s.name === spec.name);
    const shape = s => JSON.stringify([keysOf(s.key).map(k => [k, Math.sign(toNumber(s.key[k]))]), s.partialFilterExpression ? keyOf(s.partialFilterExpression) : null]);
    const options = s => JSON.stringify([!!s.unique, !!s.sparse, s.expireAfterSeconds === undefined ? null : toNumber(s.expireAfterSeconds)]);
    const twin = this.specs.find(s => shape(s) === shape(spec));
    if (twin && keysOf(spec.key).length === 1 && spec.key._id !== undefined) return false;
    if (same && shape(same) !== shape(spec)) {
      fail(86, `An existing index has the same name as the requested index. When index names are not specified, they are auto generated and can cause conflicts. Please refer to our documentation. Requested index: ${show(spec)}, existing index: ${show(same)}`);
    }
    if (twin) {
      if (options(twin) !== options(spec)) fail(85, `An equivalent index already exists with the same name but different options. Requested index: ${show(spec)}, existing index: ${show(twin)}`);
      if (twin.name !== spec.name) fail(85, `Index already exists with a different name: ${twin.name}`);
      return false;
    }
    const index = new Index(spec, spec.partialFilterExpression ? compilePartial(spec.partialFilterExpression) : null);
    const all = [];
    for (const record of this.byId.values()) {
      const view = decode(record.bytes, 0, index.want);
      for (const k of index.keys(view)) all.push({ k, r: record });
      if (index.sawArray) index.multikey = true;
    }
    all.sort((a, b) => a.k < b.k ? -1 : a.k > b.k ? 1 : a.r.id - b.r.id);
    if (index.unique) {
      for (let i = 1; i < all.length; i++) {
        if (all[i].k === all[i - 1].k && all[i].r !== all[i - 1].r) index.clash(decode(all[i].r.bytes, 0, index.want), all[i].k, this.ns);
      }
    }
    index.entries.blocks = [];
    for (let i = 0; i < all.length; i += BLOCK) index.entries.blocks.push(all.slice(i, i + BLOCK));
    if (all.length === 0) index.entries.blocks.push([]);
    index.entries.size = all.length;
    this.indexes.push(index);
    this.#remember();
    return true;
  }

  dropIndex(index) {
    this.indexes.splice(this.indexes.indexOf(index), 1);
    this.#remember();
  }

  /** Deletes what a TTL index says has expired (the real server does it once a minute, this one before the next command). */
  expire(now) {
    for (const index of this.indexes) {
      if (index.expire === undefined) continue;
      const date = String.fromCharCode(TAG.date), limit = keyOf(new Date(Math.max(now - index.expire, -8640000000000000)));
      const [lo, hi] = index.fields[0].down ? [invert(limit), invert(date)] : [date, limit];
      const gone = new Set();
      for (const e of index.entries.scan(lo, hi, false)) gone.add(e.r);
      for (const r of gone) this.remove(r);
    }
  }
}

function validateNested(raw, at, depth = 1) {
  if (depth > 180) fail(15, 'Exceeded depth limit: a document is nested too deeply');
  for (const e of elements(raw, at)) if (e.type === 0x03 || e.type === 0x04) validateNested(raw, e.valueAt, depth + 1);
}

export function checkId(id) {
  if (Array.isArray(id)) fail(53, "The '_id' value cannot be of type array");
  if (id instanceof BSONRegExp) fail(53, "The '_id' value cannot be of type regex");
  if (id instanceof Undefined) fail(53, "The '_id' value cannot be of type undefined");
  if (isDocument(id)) for (const k of keysOf(id)) if (k[0] === '$') fail(52, `The dollar ($) prefixed field '${k}' in '_id.${k}' is not valid for storage.`);
}

/** The document with this _id element in front (and without the one where it stood). */
export function withId(raw, at, element) {
  const rest = at === null ? [raw.subarray(4)] : [raw.subarray(4, at.start), raw.subarray(at.stop)];
  const size = 4 + element.length + rest.reduce((n, r) => n + r.length, 0);
  const bytes = Buffer.allocUnsafeSlow(size);
  bytes.writeInt32LE(size, 0);
  let pos = 4;
  for (const part of [element, ...rest]) { part.copy(bytes, pos); pos += part.length; }
  return bytes;
}

const PARTIAL = new Set(['$eq', '$gt', '$gte', '$lt', '$lte', '$in', '$exists', '$type']);

function compilePartial(filter) {
  if (!isDocument(filter)) fail(67, "The field 'partialFilterExpression' must be an object");
  const check = f => {
    for (const key of keysOf(f)) {
      const v = f[key];
      if (key === '$and' || key === '$or') { for (const x of Array.isArray(v) ? v : []) check(x); continue; }
      if (key[0] === '$') fail(67, `Expression not supported in partial index: ${key}`);
      if (v instanceof BSONRegExp) fail(67, `Expression not supported in partial index: ${key} regex ${show(v)}`);
      if (!isDocument(v)) continue;
      for (const op of keysOf(v)) {
        if (op[0] === '$' && (!PARTIAL.has(op) || (op === '$exists' && !truthy(v[op])))) fail(67, `Expression not supported in partial index: ${key}: ${show(v)}`);
      }
    }
  };
  check(filter);
  return compile(filter);
}

const INDEX_OPTIONS = new Set(['v', 'key', 'name', 'unique', 'sparse', 'partialFilterExpression', 'expireAfterSeconds', 'background', 'ns', 'hidden', 'comment']);
const OTHER_INDEX_OPTIONS = new Set(['collation', 'weights', 'default_language', 'language_override', 'textIndexVersion', '2dsphereIndexVersion', 'bits', 'min', 'max', 'wildcardProjection', 'storageEngine', 'prepareUnique', 'clustered', 'dropDups', 'bucketSize', 'columnstoreProjection']);

/** A specification as it is stored and listed, or the error that a real server answers. */
export function indexSpec(given) {
  if (!isDocument(given.key)) fail(9, "The 'key' field is a required property of an index specification");
  const paths = keysOf(given.key);
  if (paths.length === 0) fail(67, 'Index keys cannot be an empty object');
  for (const p of paths) {
    const d = given.key[p];
    if (p === '$**' || p.endsWith('.$**')) lacks('a wildcard index');
    if (typeof d === 'string') {
      if (['text', 'hashed', '2d', '2dsphere', 'columnstore'].includes(d)) lacks(`an index of type '${d}'`);
      fail(67, `Unknown index plugin '${d}'`);
    }
    if (!isNumeric(d)) fail(67, 'Values in v:2 index key pattern cannot be of type ' + (d === null ? 'null' : typeof d) + '. Only numbers > 0, numbers < 0, and strings are allowed.');
    if (!(toNumber(d) !== 0 && !Number.isNaN(toNumber(d)))) fail(67, 'Values in the index key pattern cannot be 0.');
    if (p === '' || p.startsWith('.') || p.endsWith('.') || p.includes('..')) fail(67, 'Index keys cannot contain an empty field.');
    if (p.split('.').some(x => x[0] === '$')) fail(67, `Index key contains an illegal field name: field name starts with '$'.`);
  }
  if (typeof given.name !== 'string') fail(9, "The 'name' field is a required property of an index specification");
  if (given.name === '') fail(67, 'index name cannot be empty');
  if (given.name === '*') fail(2, "The index name '*' is not valid.");
  for (const o of keysOf(given)) {
    if (OTHER_INDEX_OPTIONS.has(o)) {
      if (o === 'collation' && given.collation?.locale === 'simple') continue;
      lacks(`the index option '${o}'`);
    }
    if (!INDEX_OPTIONS.has(o)) fail(197, `The field '${o}' is not valid for an index specification. Specification: ${show(given)}`);
  }
  const onlyId = paths.length === 1 && paths[0] === '_id';
  if (given.v !== undefined && toNumber(given.v) !== 2 && toNumber(given.v) !== 1) fail(67, `Invalid index version: ${show(given.v)}`);
  const spec = { v: 2, key: given.key, name: onlyId ? '_id_' : given.name };
  if (onlyId) {
    for (const o of ['unique', 'sparse', 'partialFilterExpression', 'expireAfterSeconds', 'hidden']) {
      if (o in given && !(o === 'unique' && truthy(given.unique))) fail(197, `The field '${o}' is not valid for an _id index specification. Specification: ${show(given)}`);
    }
    if (toNumber(given.key._id) !== 1 && toNumber(given.key._id) !== -1) fail(67, 'The _id index is always ascending');
    return spec;
  }
  for (const o of ['unique', 'sparse']) if (truthy(given[o])) spec[o] = true;
  if (truthy(given.hidden)) lacks('a hidden index');
  if (given.partialFilterExpression !== undefined) {
    if (truthy(given.sparse)) fail(67, "cannot mix 'partialFilterExpression' and 'sparse' options");
    spec.partialFilterExpression = given.partialFilterExpression;
    compilePartial(spec.partialFilterExpression);
  }
  if (given.expireAfterSeconds !== undefined) {
    if (paths.length > 1) fail(67, 'TTL indexes are single-field indexes, compound indexes do not support TTL. Index spec: ' + show(given));
    const s = toNumber(given.expireAfterSeconds);
    if (!Number.isFinite(s) || s < 0 || s > 2147483647) fail(67, `TTL index 'expireAfterSeconds' option must be within an acceptable range, try a different number than ${s}`);
    spec.expireAfterSeconds = given.expireAfterSeconds;
  }
  return spec;
}

export { equal, Raw, tagOf, encode };
