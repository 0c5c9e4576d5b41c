import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Long, ObjectId } from 'mongodb';
import { fixture, ids, refused } from '../support/fixture.mjs';

const f = fixture();

test('insert: _id added and moved to the front, duplicates with the real message', async () => {
  const c = await f.with();
  const r = await f.command({ insert: c.collectionName, documents: [{ a: 1, _id: 'x' }, { b: 1 }] });
  assert.equal(r.n, 2);
  const list = await c.find().toArray();
  assert.deepEqual(Object.keys(list[0]), ['_id', 'a']);
  assert.ok(list[1]._id instanceof ObjectId);
  const e = await refused(c.insertOne({ _id: 'x' }), 11000);
  assert.equal(e.errmsg ?? e.message, `E11000 duplicate key error collection: test.${c.collectionName} index: _id_ dup key: { _id: "x" }`);
  assert.deepEqual([e.keyPattern, e.keyValue], [{ _id: 1 }, { _id: 'x' }]);
  for (const _id of [[1], /x/]) await refused(c.insertOne({ _id }), 53);
});

test('ordered and unordered batches report each failed statement', async () => {
  const c = await f.with({ _id: 2 });
  const docs = [{ _id: 1 }, { _id: 2 }, { _id: 3 }, { _id: 2 }];
  const o = await f.command({ insert: c.collectionName, documents: docs });
  assert.deepEqual([o.n, o.ok, o.writeErrors.length, o.writeErrors[0].index, o.writeErrors[0].code], [1, 1, 1, 1, 11000]);
  assert.deepEqual(o.writeErrors[0].keyValue, { _id: 2 });
  await c.deleteOne({ _id: 1 });
  const u = await f.command({ insert: c.collectionName, documents: docs, ordered: false });
  assert.deepEqual([u.n, u.writeErrors.map(e => e.index)], [2, [1, 3]]);
  const b = await refused(c.bulkWrite([{ insertOne: { document: { _id: 9 } } }, { insertOne: { document: { _id: 9 } } }, { updateOne: { filter: { _id: 9 }, update: { $set: { a: 1 } } } }], { ordered: false }), 11000);
  assert.deepEqual([b.result.insertedCount, b.result.modifiedCount], [1, 1]);
});

test('documents over 16 MiB', async () => {
  const c = await f.with({ _id: 1 }), over = 'x'.repeat(16777216 - 20);
  const r = await f.command({ insert: c.collectionName, documents: [{ _id: 2, over }] });
  assert.equal(r.writeErrors[0].code, 2);
  assert.match(r.writeErrors[0].errmsg, /object to insert too large/);
  await refused(f.command({ insert: c.collectionName, documents: [{ _id: 2, over: over + 'x'.repeat(20000) }] }), 10334, 'BSONObjectTooLarge');
  const half = 'x'.repeat(9000000);
  await c.updateOne({ _id: 1 }, { $set: { a: half } });
  await refused(c.updateOne({ _id: 1 }, { $set: { b: half } }), 17419);
});

test('update operators', async () => {
  const c = await f.with();
  const cases = [
    [{ a: 1 }, { $set: { 'b.c.d': 2, a: 3 } }, { a: 3, b: { c: { d: 2 } } }],
    [{ a: 1, b: { x: 1, y: 2 } }, { $unset: { a: '', 'b.x': '', zz: '' } }, { b: { y: 2 } }],
    [{ l: [1, 2, 3] }, { $unset: { 'l.1': '' } }, { l: [1, null, 3] }],
    [{ l: [1] }, { $set: { 'l.3': 9 } }, { l: [1, null, null, 9] }],
    [{ a: 5, b: 5 }, { $min: { a: 3, b: 7, c: 1 }, $max: { d: 4 } }, { a: 3, b: 5, c: 1, d: 4 }],
    [{ a: 1, b: 2 }, { $rename: { a: 'z.y', nothing: 'q' } }, { b: 2, z: { y: 1 } }],
    [{ l: [3, 1] }, { $push: { l: { $each: [2, 5], $sort: -1, $slice: 3 }, m: 1 } }, { l: [5, 3, 2], m: [1] }],
    [{ l: [1, 4] }, { $push: { l: { $each: [2, 3], $position: 1 } } }, { l: [1, 2, 3, 4] }],
    [{ l: [{ s: 2 }, { s: 1 }] }, { $push: { l: { $each: [], $sort: { s: 1 } } } }, { l: [{ s: 1 }, { s: 2 }] }],
    [{ l: [1, 2] }, { $addToSet: { l: { $each: [2, 3, 3] } } }, { l: [1, 2, 3] }],
    [{ l: [1, 2, 3, 4] }, { $pull: { l: { $gte: 3 } } }, { l: [1, 2] }],
    [{ l: [{ k: 1, v: 1 }, { k: 2 }] }, { $pull: { l: { k: 1 } } }, { l: [{ k: 2 }] }],
    [{ l: [1, 2, 1] }, { $pull: { l: 1 } }, { l: [2] }],
    [{ l: [1, 2, 3] }, { $pullAll: { l: [1, 3] } }, { l: [2] }],
    [{ l: [1, 2, 3], m: [1, 2] }, { $pop: { l: 1, m: -1 } }, { l: [1, 2], m: [2] }],
    [{ a: 12 }, { $bit: { a: { and: 10, or: 1 } } }, { a: 9 }],
    [{ a: 2 }, { $mul: { a: 2.5 }, $setOnInsert: { never: 1 } }, { a: 5 }],
    [{ z: 1 }, { $set: { c: 1, a: 1, b: 1 } }, { z: 1, a: 1, b: 1, c: 1 }],
    [{ a: 1 }, [{ $set: { b: { $add: ['$a', 1] } } }, { $unset: 'a' }], { b: 2 }],
    [{ a: 1 }, [{ $replaceWith: { n: '$a' } }], { n: 1 }],
  ];
  for (const [doc, update, expected] of cases) {
    await c.insertOne({ _id: 1, ...doc });
    const r = await c.updateOne({ _id: 1 }, update);
    assert.equal(r.modifiedCount, 1, JSON.stringify(update));
    const got = await c.findOne();
    assert.deepEqual(got, { _id: 1, ...expected }, JSON.stringify(update));
    assert.deepEqual(Object.keys(got), ['_id', ...Object.keys(expected)]);
    await c.deleteMany({});
  }
  await c.insertOne({ _id: 1, a: 1, l: [1] });
  for (const u of [{ $set: { a: 1 } }, { $unset: { zz: '' } }, { $addToSet: { l: 1 } }, { $max: { a: 0 } }, { $pull: { l: 7 } }, [{ $set: { a: 1 } }]]) {
    const r = await c.updateOne({ _id: 1 }, u);
    assert.deepEqual([r.matchedCount, r.modifiedCount], [1, 0], JSON.stringify(u));
  }
  await c.updateOne({ _id: 1 }, { $currentDate: { at: true, ts: { $type: 'timestamp' } } });
  const d = await c.findOne();
  assert.ok(d.at instanceof Date && Math.abs(Date.now() - d.at) < 5000);
  assert.equal(d.ts._bsontype, 'Timestamp');
  assert.equal((await c.replaceOne({ _id: 1 }, { only: 1 })).modifiedCount, 1);
  assert.deepEqual(await c.findOne(), { _id: 1, only: 1 });
});

test('updates that are refused', async () => {
  const c = await f.with({ _id: 1, a: 'x', n: 1, l: [1], big: Long.MAX_VALUE });
  const u = (update, filter = { _id: 1 }, more = {}) => f.command({ update: c.collectionName, updates: [{ q: filter, u: update, ...more }] }).then(r => { if (r.writeErrors) throw Object.assign(new Error(r.writeErrors[0].errmsg), r.writeErrors[0]); return r; });
  await refused(u({ $foo: { a: 1 } }), 9, undefined, /Unknown modifier: \$foo/);
  await refused(u({ $inc: { a: 1 } }), 14);
  await refused(u({ $inc: { n: 'x' } }), 14, undefined, 'Cannot increment with non-numeric argument: {n: "x"}');
  await refused(u({ $inc: { big: 1 } }), 2);
  await refused(u({ $set: { n: 1 }, $inc: { n: 1 } }), 40, undefined, "Updating the path 'n' would create a conflict at 'n'");
  await refused(u({ $set: { 'n.a': 1, n: 1 } }), 40);
  await refused(u({ $set: { _id: 2 } }), 66);
  await refused(u({ _id: 2, a: 1 }), 66);
  await refused(u({ $set: { 'n.a': 1 } }), 28, undefined, "Cannot create field 'a' in element {n: 1}");
  await refused(u({ $push: { n: 1 } }), 2);
  await refused(u({ $push: { l: { $each: [1], $foo: 1 } } }), 2);
  await refused(u({ $set: { '': 1 } }), 56);
  await refused(u({ $set: { 'l.$': 1 } }), 238);
  await refused(u({ $set: { 'l.$[]': 1 } }), 238);
  await refused(u({ $set: { a: 1 } }, {}, { arrayFilters: [{ x: 1 }] }), 238);
  await refused(u({ $set: { a: 1 } }, {}, { collation: { locale: 'de' } }), 238);
  await refused(u({ $set: { a: 1 } }, {}, { nonsense: 1 }), 40415, undefined, "BSON field 'update.updates.nonsense' is an unknown field.");
  await refused(u({ $set: { a: 1 } }, { a: 'x' }, { hint: 'nope' }), 2);
  await refused(u({ x: 1 }, {}, { multi: true }), 9);
  await refused(u([{ $foo: 1 }]), 40324);
  await refused(u([{ $group: { _id: 1 } }]), 72);
  await refused(u({ $set: { a: 1 } }, { $foo: 1 }), 2);
  assert.deepEqual(await c.countDocuments({ a: 'x', n: 1 }), 1);
  assert.equal((await u({ $set: { a: 1 } }, {}, { collation: { locale: 'simple' } })).n, 1);
});

test('upserts are built from the query\'s equalities', async () => {
  const c = await f.with();
  const r = await f.command({ update: c.collectionName, updates: [{ q: { _id: 5, 'a.b': 1, c: { $gt: 3 }, $and: [{ d: 4 }], e: { $in: [7] } }, u: { $set: { f: 1 }, $setOnInsert: { g: 2 } }, upsert: true }, { q: { _id: 5 }, u: { $set: { f: 1 } }, upsert: true }] });
  assert.deepEqual([r.n, r.nModified, r.upserted], [2, 0, [{ index: 0, _id: 5 }]]);
  assert.deepEqual(await c.findOne(), { _id: 5, a: { b: 1 }, d: 4, e: 7, f: 1, g: 2 });
  const p = await c.replaceOne({ _id: 'k' }, { v: 1 }, { upsert: true });
  assert.equal(p.upsertedId, 'k');
  assert.deepEqual(await c.findOne({ _id: 'k' }), { _id: 'k', v: 1 });
  assert.ok((await c.updateOne({ x: 1 }, { $set: { y: 1 } }, { upsert: true })).upsertedId instanceof ObjectId);
  await refused(c.updateOne({ _id: 'z' }, { $set: { _id: 'other' } }, { upsert: true }), 66);
  await c.createIndex({ u: 1 }, { unique: true, partialFilterExpression: { u: { $exists: true } } });
  // The second of two upserts that race for one key finds the first one's document.
  const both = await Promise.all([1, 2].map(() => c.updateOne({ u: 1 }, { $inc: { n: 1 } }, { upsert: true })));
  assert.deepEqual(both.map(b => b.upsertedCount).sort(), [0, 1]);
  assert.equal((await c.findOne({ u: 1 })).n, 2);
  await refused(c.updateOne({ u: 1, other: 1 }, { $set: { z: 1 } }, { upsert: true }), 11000);
});

test('delete and multi', async () => {
  const c = await f.with({ _id: 1, a: 1 }, { _id: 2, a: 1 }, { _id: 3, a: 1 });
  assert.equal((await c.updateMany({ a: 1 }, { $inc: { a: 1 } })).modifiedCount, 3);
  assert.equal((await c.deleteOne({ a: 2 })).deletedCount, 1);
  assert.equal((await c.deleteMany({ a: 2 })).deletedCount, 2);
  await refused(f.command({ delete: c.collectionName, deletes: [{ q: {} }] }).then(r => { throw r.writeErrors?.[0] ?? r; }), 40414);
});

test('findAndModify', async () => {
  const c = await f.with({ _id: 1, p: 3, s: 'open' }, { _id: 2, p: 1, s: 'open' }, { _id: 3, p: 2, s: 'done' });
  const fam = cmd => f.command({ findAndModify: c.collectionName, ...cmd });
  let r = await fam({ query: { s: 'open' }, sort: { p: 1 }, update: { $set: { s: 'taken' } } });
  assert.deepEqual([r.value, r.lastErrorObject], [{ _id: 2, p: 1, s: 'open' }, { n: 1, updatedExisting: true }]);
  r = await fam({ query: { s: 'open' }, sort: { p: 1 }, update: [{ $set: { s: 'taken', q: { $multiply: ['$p', 2] } } }], new: true, fields: { q: 1 } });
  assert.deepEqual(r.value, { _id: 1, q: 6 });
  r = await fam({ query: { s: 'open' }, update: { $set: { a: 1 } } });
  assert.deepEqual([r.value, r.lastErrorObject], [null, { n: 0, updatedExisting: false }]);
  r = await fam({ query: { _id: 9 }, update: { $set: { a: 1 } }, upsert: true, new: true });
  assert.deepEqual([r.value, r.lastErrorObject], [{ _id: 9, a: 1 }, { n: 1, updatedExisting: false, upserted: 9 }]);
  r = await fam({ query: {}, sort: { _id: -1 }, remove: true });
  assert.deepEqual([r.value, r.lastErrorObject], [{ _id: 9, a: 1 }, { n: 1 }]);
  assert.deepEqual(ids(await c.find().sort({ _id: 1 }).toArray()), [1, 2, 3]);
  await refused(fam({ query: {}, remove: true, update: {} }), 9);
  await refused(fam({ query: {} }), 9, 'FailedToParse', 'Either an update or remove=true must be specified');
  await refused(fam({ query: {}, update: { $inc: { s: 1 } } }), 14, 'TypeMismatch');
  await refused(fam({ query: {}, update: {}, nonsense: 1 }), 40415);
});
