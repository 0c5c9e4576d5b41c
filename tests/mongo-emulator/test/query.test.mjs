import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Query } from 'mingo';
import { Decimal128, Double, Long } from 'mongodb';
import { compile } from '../query.mjs';
import { decode, encode } from '../bson.mjs';
import { fixture, ids, refused } from '../support/fixture.mjs';

const f = fixture();
const view = d => decode(encode(d));

test('operators', async () => {
  const c = await f.with(
    { _id: 1, a: 1, b: 'text', t: ['x', 'y'], n: null }, { _id: 2, a: new Double(2.5), b: 'Text', t: [] }, { _id: 3, a: Long.fromNumber(3), d: { e: 1, f: 2 }, t: [{ k: 1, v: 'p' }, { k: 2, v: 'q' }] },
    { _id: 4, a: '1', b: /x/i, n: [null] }, { _id: 5, a: [1, 5, 9], d: { f: 2, e: 1 } }, { _id: 6, a: Decimal128.fromString('10'), when: new Date(5) });
  const find = async filter => ids(await c.find(filter).sort({ _id: 1 }).toArray());
  const cases = [
    [{ a: 1 }, [1, 5]], [{ a: { $ne: 1 } }, [2, 3, 4, 6]], [{ a: { $gt: 2 } }, [2, 3, 5, 6]], [{ a: { $gte: 2.5, $lt: 10 } }, [2, 3, 5]], [{ a: { $lte: '9' } }, [4]],
    [{ a: { $in: [1, '1'] } }, [1, 4, 5]], [{ a: { $nin: [1, '1'] } }, [2, 3, 6]], [{ b: { $in: [/^te/, null] } }, [1, 3, 5, 6]], [{ n: null }, [1, 2, 3, 4, 5, 6]], [{ n: { $exists: true } }, [1, 4]], [{ n: { $exists: false } }, [2, 3, 5, 6]],
    [{ n: { $type: 'null' } }, [1, 4]], [{ a: { $type: 'int' } }, [1, 5]], [{ a: { $type: 'number' } }, [1, 2, 3, 5, 6]], [{ a: { $type: 'array' } }, [5]], [{ a: { $type: ['string', 18] } }, [3, 4]],
    [{ d: { e: 1, f: 2 } }, [3]], [{ 'd.e': 1 }, [3, 5]], [{ t: 'x' }, [1]], [{ t: ['x', 'y'] }, [1]], [{ t: [] }, [2]], [{ t: { $size: 2 } }, [1, 3]], [{ t: { $all: ['y', 'x'] } }, [1]], [{ t: { $all: [] } }, []], [{ 't.k': 2 }, [3]], [{ 't.1.k': 2 }, [3]], [{ 't.0': 'x' }, [1]],
    [{ t: { $elemMatch: { k: 1, v: 'q' } } }, []], [{ t: { $elemMatch: { k: 1, v: 'p' } } }, [3]], [{ a: { $elemMatch: { $gt: 1, $lt: 9 } } }, [5]], [{ a: { $gt: 5, $lt: 1 } }, []], [{ a: { $gt: 6, $lt: 2 } }, [5]],
    [{ $or: [{ a: 1 }, { b: 'Text' }] }, [1, 2, 5]], [{ $and: [{ a: 1 }, { b: 'text' }] }, [1]], [{ $nor: [{ a: 1 }, { b: 'Text' }] }, [3, 4, 6]], [{ a: { $not: { $gt: 2 } } }, [1, 4]], [{ b: { $not: /^t/i } }, [3, 4, 5, 6]],
    [{ b: /^text$/i }, [1, 2]], [{ b: { $regex: '^T' } }, [2]], [{ b: { $regex: '^T', $options: 'i' } }, [1, 2]], [{ a: { $mod: [2, 1] } }, [1, 3, 5]], [{ $expr: { $gt: ['$a', 2] } }, [2, 3, 4, 5, 6]], [{ $expr: { $eq: ['$d.e', 1] } }, [3, 5]],
    [{ when: { $gte: new Date(5) } }, [6]], [{ when: { $gte: 5 } }, []], [{ a: { $eq: [1, 5, 9] } }, [5]], [{ $comment: 'x', a: '1' }, [4]], [{ a: { $not: { $in: [1], $exists: true } } }, [2, 3, 4, 6]],
  ];
  for (const [filter, expected] of cases) assert.deepEqual(await find(filter), expected, JSON.stringify(filter));
  // The same answers through indexes.
  for (const key of [{ a: 1 }, { a: -1 }, { b: 1 }, { t: 1 }, { n: -1 }, { 'd.e': 1 }, { d: 1 }, { 't.k': -1 }, { when: 1 }]) await c.createIndex(key);
  for (const [filter, expected] of cases) assert.deepEqual(await find(filter), expected, `indexed ${JSON.stringify(filter)}`);
});

test('null, missing and paths through arrays', () => {
  const matches = (doc, filter) => compile(view(filter)).test(view(doc));
  assert.equal(matches({ a: [{ b: 1 }, {}] }, { 'a.b': null }), true);
  assert.equal(matches({ a: [{ b: 1 }] }, { 'a.b': null }), false);
  assert.equal(matches({ a: [] }, { 'a.b': null }), false);
  assert.equal(matches({ a: [] }, { 'a.b': { $exists: false } }), true);
  assert.equal(matches({ a: [1, 2] }, { 'a.b': null }), false);
  assert.equal(matches({ a: 5 }, { 'a.b': null }), true);
  assert.equal(matches({ a: [[{ b: 1 }]] }, { 'a.b': 1 }), false);
  assert.equal(matches({ a: [[{ b: 1 }]] }, { 'a.0.b': 1 }), true);
  assert.equal(matches({ a: { 0: { b: 1 } } }, { 'a.0.b': 1 }), true);
  assert.equal(matches({ a: [{ 0: 'x' }] }, { 'a.0': 'x' }), true);
  assert.equal(matches({ a: [[1, 2], 3] }, { a: [1, 2] }), true);
  assert.equal(matches({ a: [{ b: [1, 2] }, { b: 3 }] }, { 'a.b': 2 }), true);
  assert.equal(matches({ a: { $exists: 1 } }, { a: { $exists: true } }), true);
  assert.equal(matches({ a: [1, 'x'] }, { a: { $elemMatch: { x: null } } }), false);
  assert.equal(matches({ a: true }, { a: { $gt: 0 } }), false);
  assert.equal(matches({ constructor: 1, toString: 2 }, { constructor: 1, toString: 2, valueOf: null }), true);
});

test('where mingo speaks of plain values it agrees', () => {
  // A check against a second opinion: documents of numbers, strings, flat documents and flat arrays of scalars.
  let seed = 42;
  const rnd = n => { seed = (seed * 1103515245 + 12345) % 2147483648; return seed % n; };
  const scalar = () => [0, 1, 2, 3, 'a', 'b', 'ab', true, false, null][rnd(10)];
  const value = () => [scalar, scalar, () => Array.from({ length: rnd(3) + 1 }, scalar), () => ({ x: rnd(3), y: 'z' })][rnd(4)]();
  const doc = () => { const d = {}; for (const k of ['a', 'b', 'c']) if (rnd(5)) d[k] = value(); return d; };
  const number = () => rnd(4);
  const condition = () => [
    () => ({ $eq: scalar() }), () => ({ $ne: scalar() }), () => ({ $gt: number() }), () => ({ $gte: number() }), () => ({ $lt: number() }), () => ({ $lte: number() }), () => ({ $in: [scalar(), scalar()] }), () => ({ $nin: [scalar(), scalar()] }),
    () => ({ $size: rnd(3) }), () => ({ $not: { $gt: number() } }), () => ({ $elemMatch: { $gte: number(), $lt: 3 } }), () => ({ $regex: 'a' }),
  ][rnd(12)]();
  const field = () => ['a', 'b', 'c', 'a.x', 'b.y'][rnd(5)];
  const filter = depth => depth && rnd(3) === 0 ? { [['$and', '$or', '$nor'][rnd(3)]]: [filter(depth - 1), filter(depth - 1)] } : { [field()]: condition() };
  let compared = 0;
  for (let i = 0; i < 4000; i++) {
    const q = filter(2), d = doc(), text = JSON.stringify(q);
    // Known to differ in mingo (and left out): $all on a value that is no array, null, and paths into arrays of scalars.
    if (/null|\.[xy]/.test(text)) continue;
    compared++;
    assert.equal(compile(view(q)).test(view(d)), new Query(q).test(d), `${text} on ${JSON.stringify(d)}`);
  }
  assert.ok(compared > 1500);
});

test('sort, skip, limit, projection', async () => {
  const c = await f.with({ _id: 1, a: [3, 1], x: { p: 1, q: 2 } }, { _id: 2, a: 2, l: [{ p: 1, q: 1 }, 5, { p: 2 }] }, { _id: 3 }, { _id: 4, a: [] }, { _id: 5, a: null });
  assert.deepEqual(ids(await c.find().sort({ a: 1, _id: -1 }).toArray()), [4, 5, 3, 1, 2]);
  assert.deepEqual(ids(await c.find().sort({ a: -1, _id: 1 }).toArray()), [1, 2, 3, 5, 4]);
  await c.createIndex({ a: 1 });
  assert.deepEqual(ids(await c.find().sort({ a: 1, _id: -1 }).toArray()), [4, 5, 3, 1, 2]);
  assert.deepEqual(ids(await c.find().sort({ _id: -1 }).skip(1).limit(2).toArray()), [4, 3]);
  assert.deepEqual(ids(await c.find().sort({ $natural: -1 }).limit(1).toArray()), [5]);
  const p = async (projection, id = 1) => c.findOne({ _id: id }, { projection });
  assert.deepEqual(await p({ 'x.p': 1 }), { _id: 1, x: { p: 1 } });
  assert.deepEqual(await p({ x: { q: 1 }, _id: 0 }), { x: { q: 2 } });
  assert.deepEqual(await p({ x: 0, _id: 0 }), { a: [3, 1] });
  assert.deepEqual(await p({ 'l.p': 1 }, 2), { _id: 2, l: [{ p: 1 }, { p: 2 }] });
  assert.deepEqual(await p({ 'l.p': 0, a: 0 }, 2), { _id: 2, l: [{ q: 1 }, 5, {}] });
  assert.deepEqual(await p({ a: { $slice: 1 }, x: 1 }), { _id: 1, a: [3], x: { p: 1, q: 2 } }.a ? { _id: 1, a: [3], x: { p: 1, q: 2 } } : null);
  assert.deepEqual(await p({ l: { $elemMatch: { p: 2 } } }, 2), { _id: 2, l: [{ p: 2 }] });
  assert.deepEqual(await p({ y: { $add: ['$x.p', 1] } }), { _id: 1, y: 2 });
  assert.deepEqual(Object.keys(await p({ z: 'new', a: { $size: '$a' }, x: 1 })), ['_id', 'x', 'z', 'a']);
  await refused(p({ a: 1, x: 0 }), 31254);
  await refused(p({ a: 0, x: 1 }), 31253);
  await refused(p({ x: 1, 'x.p': 1 }), 31249);
});

test('regular expressions: what JavaScript does not know as PCRE does is refused', async () => {
  const c = await f.with({ _id: 1, s: 'Line one\nline two' }, { _id: 2, s: 'a.b' }, { _id: 3, s: 'ü-x' });
  const find = async (p, o) => ids(await c.find({ s: { $regex: p, ...(o ? { $options: o } : {}) } }).sort({ _id: 1 }).toArray());
  assert.deepEqual(await find('^line', 'm'), [1]);
  assert.deepEqual(await find('one.line', 's'), [1]);
  assert.deepEqual(await find('(?i)^LINE'), [1]);
  assert.deepEqual(await find('\\Qa.b\\E'), [2]);
  assert.deepEqual(await find('\\Aa\\.b\\z'), [2]);
  assert.deepEqual(await find('^ü\\-x$'), [3]);
  assert.deepEqual(await find('a \\. b # comment', 'x'), [2]);
  assert.deepEqual(await find('^[\\w.]+$'), [2]);
  for (const p of ['[[:alpha:]]', 'a\\h', '(?>a)', 'x\\K', '(?i:a)']) await refused(find(p), 238);
  await refused(find('a', 'q'), 51108);
});

test('what is unknown is refused', async () => {
  const c = await f.with({ _id: 1 });
  await refused(c.findOne({ a: { $foo: 1 } }), 2, 'BadValue', 'unknown operator: $foo');
  await refused(c.findOne({ a: { $gt: 1, $foo: 1 } }), 2, 'BadValue');
  await refused(c.findOne({ $foo: 1 }), 2, 'BadValue', /unknown top level operator: \$foo/);
  await refused(c.findOne({ $and: [] }), 2);
  await refused(c.findOne({ a: { $in: 1 } }), 2, 'BadValue', '$in needs an array');
  await refused(c.findOne({ a: { $regex: '(' } }), 51091);
  await refused(c.findOne({ a: { $type: 'nope' } }), 2);
  await refused(c.findOne({ $expr: { $foo: 1 } }), 168, 'InvalidPipelineOperator', "Unrecognized expression '$foo'");
  await refused(c.findOne({ $where: '1' }), 238, 'NotImplemented');
  await refused(c.findOne({ $text: { $search: 'x' } }), 238);
});
