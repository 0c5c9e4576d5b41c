import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fixture, ids, refused } from '../support/fixture.mjs';

const f = fixture();
const plan = async cursor => { const w = (await cursor.explain('queryPlanner')).queryPlanner.winningPlan; return w.inputStage ? w.stage === 'SORT' ? `SORT ${w.inputStage.inputStage?.indexName ?? w.inputStage.stage}` : `${w.inputStage.stage} ${w.inputStage.indexName}` : w.stage; };

test('createIndexes, listIndexes, dropIndexes', async () => {
  const c = await f.with(), n = c.collectionName, create = (...indexes) => f.command({ createIndexes: n, indexes });
  const r = await create({ key: { a: 1, b: -1 }, name: 'ab', unique: true, partialFilterExpression: { a: { $gt: 5 } } });
  assert.deepEqual([r.numIndexesBefore, r.numIndexesAfter, r.createdCollectionAutomatically], [1, 2, true]);
  assert.equal((await create({ key: { a: 1, b: -1 }, name: 'ab', unique: true, partialFilterExpression: { a: { $gt: 5 } } })).note, 'all indexes already exist');
  assert.deepEqual(await c.listIndexes().toArray(), [{ v: 2, key: { _id: 1 }, name: '_id_' }, { v: 2, key: { a: 1, b: -1 }, name: 'ab', unique: true, partialFilterExpression: { a: { $gt: 5 } } }]);
  await refused(create({ key: { z: 1 }, name: 'ab' }), 86, 'IndexKeySpecsConflict');
  await create({ key: { c: 1 }, name: 'c' });
  await refused(create({ key: { c: 1 }, name: 'other' }), 85, 'IndexOptionsConflict');
  await refused(create({ key: { c: 1 }, name: 'c', unique: true }), 85);
  for (const i of [{ key: { t: 'text' } }, { key: { g: '2dsphere' } }, { key: { h: 'hashed' } }, { key: { '$**': 1 } }, { key: { a: 1 }, collation: { locale: 'de' } }, { key: { a: 1 }, hidden: true }]) await refused(create({ name: 'x', ...i }), 238, 'NotImplemented');
  await refused(create({ key: { q: 1 }, name: 'q', nonsense: 1 }), 197, 'InvalidIndexSpecificationOption');
  await refused(create({ key: { q: 0 }, name: 'q' }), 67, 'CannotCreateIndex');
  for (const p of [{ a: { $ne: 1 } }, { a: { $exists: false } }, { a: /x/ }, { $nor: [{ a: 1 }] }]) await refused(create({ key: { q: 1 }, name: 'q', partialFilterExpression: p }), 67);
  await refused(f.command({ dropIndexes: n, index: 'none' }), 27, 'IndexNotFound');
  await refused(f.command({ dropIndexes: n, index: '_id_' }), 72);
  assert.equal((await f.command({ dropIndexes: n, index: 'c' })).nIndexesWas, 3);
  assert.equal((await f.command({ dropIndexes: n, index: { a: 1, b: -1 } })).nIndexesWas, 2);
  await create({ key: { c: 1 }, name: 'c' });
  await f.command({ dropIndexes: n, index: '*' });
  assert.equal((await c.listIndexes().toArray()).length, 1);
  await refused(f.command({ listIndexes: 'missing' }), 26, 'NamespaceNotFound');
});

test('unique: compound, multikey, null, partial, sparse; nothing changes on a clash', async () => {
  const c = await f.with({ _id: 1, a: 1, b: 'x' });
  await c.createIndex({ a: 1, b: 1 }, { unique: true, name: 'u' });
  const e = await refused(c.insertOne({ _id: 2, a: 1, b: 'x' }), 11000);
  assert.equal(e.errmsg ?? e.message, `E11000 duplicate key error collection: test.${c.collectionName} index: u dup key: { a: 1, b: "x" }`);
  assert.deepEqual([e.keyPattern, e.keyValue], [{ a: 1, b: 1 }, { a: 1, b: 'x' }]);
  await c.insertOne({ _id: 3, a: 1, b: 'y' });
  await refused(c.updateOne({ _id: 3 }, { $set: { b: 'x' } }), 11000);
  assert.equal((await c.findOne({ a: 1, b: 'y' }))._id, 3);
  await c.deleteOne({ _id: 1 });
  await c.updateOne({ _id: 3 }, { $set: { b: 'x' } });
  const m = await f.with();
  await m.createIndex({ t: 1 }, { unique: true });
  await m.insertMany([{ t: ['a', 'b'] }, { t: ['c', 'c'] }, {}]);
  await refused(m.insertOne({ t: 'b' }), 11000);
  await refused(m.insertOne({ t: null }), 11000);
  const p = await f.with();
  await p.createIndex({ k: 1 }, { unique: true, partialFilterExpression: { state: { $in: ['queued', 'running'] } } });
  await p.insertMany([{ _id: 1, k: 1, state: 'done' }, { _id: 2, k: 1, state: 'done' }, { _id: 3, k: 1, state: 'queued' }]);
  await refused(p.insertOne({ k: 1, state: 'running' }), 11000);
  await refused(p.updateOne({ _id: 1 }, { $set: { state: 'queued' } }), 11000);
  await p.updateOne({ _id: 3 }, { $set: { state: 'done' } });
  await p.updateOne({ _id: 1 }, { $set: { state: 'queued' } });
  const s = await f.with({ _id: 1 }, { _id: 2 }, { _id: 3, s: 1 });
  await s.createIndex({ s: 1 }, { unique: true, sparse: true });
  await refused(s.insertOne({ s: 1 }), 11000);
  assert.deepEqual(ids(await s.find({ s: null }).toArray()), [1, 2], 'a sparse index is not used where it does not hold all');
  const d = await f.with({ a: 1 }, { a: 1 });
  await refused(d.createIndex({ a: 1 }, { unique: true }), 11000, 'DuplicateKey');
  assert.equal((await d.listIndexes().toArray()).length, 1);
  await refused((await f.with({ a: [1], b: [2] })).createIndex({ a: 1, b: 1 }), 171);
});

test('the index that a query takes', async () => {
  const c = await f.with(...Array.from({ length: 50 }, (_, i) => ({ _id: i, a: i % 5, b: i, s: i % 2 ? 'open' : 'done', p: -i, t: [i, i + 1] })));
  await c.createIndex({ a: 1, b: 1 }, { name: 'ab' });
  await c.createIndex({ p: 1 }, { name: 'open', partialFilterExpression: { s: 'open' } });
  await c.createIndex({ t: 1 }, { name: 't' });
  assert.equal(await plan(c.find({ _id: 3 })), 'IDHACK');
  assert.equal(await plan(c.find({ zz: 1 })), 'COLLSCAN');
  assert.equal(await plan(c.find({ a: 2 })), 'IXSCAN ab');
  assert.equal(await plan(c.find({ a: 2, b: { $gt: 10 } }).sort({ b: -1 })), 'IXSCAN ab');
  assert.equal(await plan(c.find({ b: 3 }).sort({ a: 1, b: 1 })), 'IXSCAN ab');
  assert.equal(await plan(c.find({ a: { $in: [1, 2] } }).sort({ b: 1 })), 'SORT ab');
  assert.equal(await plan(c.find({ s: 'open' }).sort({ p: 1 })), 'IXSCAN open');
  assert.equal(await plan(c.find({ s: 'done' }).sort({ p: 1 })), 'SORT COLLSCAN');
  assert.equal(await plan(c.find({ p: { $lt: 0 } })), 'COLLSCAN');
  assert.equal(await plan(c.find({ t: 7 })), 'IXSCAN t');
  assert.equal(await plan(c.find({ _id: { $in: [1, 2] } })), 'IXSCAN _id_');
  assert.equal(await plan(c.find({ $or: [{ a: 1 }, { t: 7 }] })), 'OR');
  assert.equal(await plan(c.find({ a: 1 }).hint({ $natural: 1 })), 'COLLSCAN');
  assert.deepEqual(ids(await c.find({ a: 2, b: { $gt: 10, $lte: 32 } }).sort({ b: -1 }).toArray()), [32, 27, 22, 17, 12]);
  assert.deepEqual(ids(await c.find({ s: 'open' }).sort({ p: 1 }).limit(2).toArray()), [49, 47]);
  assert.deepEqual(ids(await c.find({ t: { $gte: 10, $lte: 11 } }).sort({ _id: 1 }).toArray()), [9, 10, 11]);
  assert.deepEqual(ids(await c.find({ a: { $in: [4, 0] }, b: { $lt: 6 } }).sort({ b: 1 }).toArray()), [0, 4, 5]);
  assert.deepEqual(ids(await c.find({ $or: [{ b: 3, a: 3 }, { t: 3 }] }).sort({ _id: 1 }).toArray()), [2, 3]);
  const r = await c.find({ a: 2 }).explain('executionStats');
  assert.deepEqual([r.executionStats.nReturned, r.executionStats.totalDocsExamined], [10, 10]);
});

test('indexes answer as a scan does, after any history', async () => {
  let seed = 7;
  const rnd = n => { seed = (seed * 1103515245 + 12345) % 2147483648; return seed % n; };
  const value = () => [rnd(6), rnd(6) + 0.5, 'abc'[rnd(3)], null, [rnd(4), rnd(4)], new Date(rnd(3)), true, { x: rnd(2) }, []][rnd(9)];
  const indexed = await f.with(), plain = await f.with();
  for (const k of [{ a: 1 }, { a: -1, b: 1 }, { b: -1 }]) await indexed.createIndex(k);
  await indexed.createIndex({ b: 1 }, { name: 'p', partialFilterExpression: { a: { $gte: 2 } } });
  for (let i = 0; i < 1500; i++) {
    const id = rnd(300), doc = { a: value() };
    if (rnd(4)) doc.b = rnd(5);
    const op = rnd(5);
    for (const c of [indexed, plain]) {
      if (op === 0) await c.deleteOne({ _id: id });
      else await c.replaceOne({ _id: id }, doc, { upsert: true });
    }
  }
  const conditions = () => [rnd(6), { $gt: rnd(6) }, { $gte: 1, $lt: rnd(6) }, { $in: [rnd(6), 'a', null] }, null, { $lte: 'b' }, [1, 2], { $gte: new Date(1) }, { $exists: true }, { $ne: 2 }, { x: 1 }][rnd(11)];
  for (let i = 0; i < 300; i++) {
    const filter = { a: conditions() };
    if (rnd(2)) filter.b = [rnd(5), { $gt: rnd(5) }, { $in: [rnd(5), rnd(5)] }][rnd(3)];
    const sort = [{ _id: 1 }, { b: 1, _id: 1 }, { a: -1, _id: 1 }, { b: -1, a: 1, _id: 1 }][rnd(4)];
    const [x, y] = await Promise.all([indexed, plain].map(c => c.find(filter).sort(sort).toArray()));
    assert.deepEqual(ids(x), ids(y), `${JSON.stringify(filter)} ${JSON.stringify(sort)}`);
    assert.equal(await indexed.countDocuments(filter), y.length);
  }
});

test('TTL: expired documents vanish', async () => {
  const c = await f.with({ _id: 1, at: new Date(Date.now() - 10000) }, { _id: 2, at: new Date(Date.now() + 60000) }, { _id: 3, at: 'no date' }, { _id: 4 });
  await c.createIndex({ at: 1 }, { expireAfterSeconds: 5 });
  assert.deepEqual(ids(await c.find().toArray()), [2, 3, 4]);
  assert.equal((await c.listIndexes().toArray())[1].expireAfterSeconds, 5);
  await refused(c.createIndex({ x: 1, y: 1 }, { expireAfterSeconds: 5 }), 67);
});

test('100,000 documents: indexed queries take milliseconds', async () => {
  const c = await f.with();
  await c.createIndex({ a: 1, b: 1 });
  for (let i = 0; i < 100000; i += 20000) await c.insertMany(Array.from({ length: 20000 }, (_, j) => ({ _id: i + j, a: (i + j) % 10, b: (i + j) * 31 % 100003 })));
  const ms = async run => { await run(); const t = performance.now(); const r = await run(); return [performance.now() - t, r]; };
  const [range, rows] = await ms(() => c.find({ a: 3, b: { $gt: 50000 } }).sort({ b: 1 }).limit(500).toArray());
  assert.equal(rows.length, 500);
  const [byId] = await ms(() => c.find({ _id: { $gt: 50000 } }).sort({ _id: 1 }).limit(500).toArray());
  const [list] = await ms(() => c.find({ _id: { $in: Array.from({ length: 1000 }, (_, i) => i * 7) } }).toArray());
  for (const t of [range, byId, list]) assert.ok(t < 500, `${t} ms`);
});
