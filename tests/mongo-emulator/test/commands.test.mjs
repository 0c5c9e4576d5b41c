import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Long, MongoClient } from 'mongodb';
import { fixture, ids, refused } from '../support/fixture.mjs';

const f = fixture();
const admin = cmd => f.plain.db('admin').command(cmd);

test('what the driver and a health check ask', async () => {
  assert.match((await admin({ buildInfo: 1 })).version, /^7\.0\./);
  assert.equal((await admin({ ping: 1 })).ok, 1);
  assert.deepEqual((await admin({ connectionStatus: 1 })).authInfo.authenticatedUsers, []);
  assert.equal((await admin({ getParameter: 1, featureCompatibilityVersion: 1 })).featureCompatibilityVersion.version, '7.0');
  await refused(admin({ getParameter: 1, other: 1 }), 238);
  await refused(admin({ getParameter: 1 }), 72);
  const s = await admin({ serverStatus: 1 });
  assert.ok(s.connections.current >= 1 && s.storageEngine.persistent === false);
  for (const c of ['endSessions', 'killSessions', 'refreshSessions']) assert.equal((await admin({ [c]: [] })).ok, 1);
  const stable = new MongoClient(f.running.url, { serverApi: { version: '1', strict: true } });
  assert.equal(await stable.db('test').collection('none').countDocuments(), 0);
  await refused(stable.db('test').collection('none').distinct('a'), 323);
  await stable.close();
});

test('unknown commands, fields and names', async () => {
  await refused(f.command({ nonsense: 1 }), 59, 'CommandNotFound', "no such command: 'nonsense'");
  await refused(f.command({ renameCollection: 'a' }), 238, 'NotImplemented');
  await refused(f.command({ find: 'c', x: 1 }), 40415, undefined, "BSON field 'find.x' is an unknown field.");
  await refused(f.command({ find: '' }), 73, 'InvalidNamespace');
  await refused(f.command({ find: 'a$b' }), 73);
  await refused(f.command({ insert: '.a', documents: [{}] }).then(r => { throw r; }), 73);
  await refused(f.plain.db('x').collection('system.users').findOne(), 238);
  await refused(f.command({ listDatabases: 1 }), 13);
});

test('concerns and sessions as on a standalone', async () => {
  const c = await f.with({ _id: 1 }), n = c.collectionName;
  for (const writeConcern of [{ w: 1 }, { w: 'majority', wtimeout: 5 }, { w: 1, j: true }]) assert.equal((await f.command({ insert: n, documents: [{}], writeConcern })).n, 1);
  await refused(f.command({ insert: n, documents: [{}], writeConcern: { w: 2 } }), 2, 'BadValue', "cannot use 'w' > 1 when a host is not replicated");
  await refused(f.command({ insert: n, documents: [{}], writeConcern: { w: 'dc' } }), 2);
  for (const level of ['local', 'available', 'majority']) assert.equal((await f.command({ find: n, readConcern: { level } })).ok, 1);
  for (const level of ['snapshot', 'linearizable']) await refused(f.command({ find: n, readConcern: { level } }), 123, 'NotAReplicaSet');
  await refused(f.command({ insert: n, documents: [{}], txnNumber: Long.fromNumber(1) }), 20, 'IllegalOperation', 'Transaction numbers are only allowed on a replica set member or mongos');
  const session = f.plain.startSession();
  await c.insertOne({ _id: 's' }, { session });
  assert.deepEqual(await c.findOne({ _id: 's' }, { session }), { _id: 's' });
  session.startTransaction();
  await assert.rejects(c.insertOne({ _id: 't' }, { session }));
  await session.endSession();
  await refused(c.watch().next(), 40573, undefined, 'The $changeStream stage is only supported on replica sets');
});

test('find options that are refused', async () => {
  const c = await f.with({ _id: 1 }), find = o => f.command({ find: c.collectionName, ...o });
  for (const o of [{ min: { _id: 1 } }, { max: { _id: 1 } }, { returnKey: true }, { showRecordId: true }, { collation: { locale: 'de' } }, { let: { a: 1 } }]) await refused(find(o), 238);
  await refused(find({ tailable: true }), 2, 'BadValue', /tailable cursor requested on non capped collection/);
  await refused(find({ awaitData: true }), 9);
  await refused(find({ limit: -1 }), 51024);
  await refused(find({ sort: { a: 2 } }), 15975);
  await refused(find({ hint: 'nope' }), 2);
  assert.equal((await find({ noCursorTimeout: true, allowDiskUse: true, maxTimeMS: 5, comment: 'x', collation: { locale: 'simple' } })).ok, 1);
});

test('cursors: batches, getMore, killCursors, expiry, drop', async () => {
  const c = await f.with(...Array.from({ length: 250 }, (_, i) => ({ _id: i }))), n = c.collectionName;
  let r = await f.command({ find: n });
  assert.equal(r.cursor.firstBatch.length, 101);
  const more = (id, o = {}) => f.command({ getMore: Long.fromBigInt(BigInt(id)), collection: n, ...o });
  const id = r.cursor.id;
  await c.deleteMany({ _id: { $gte: 200 } });
  await c.updateMany({}, { $set: { changed: 1 } });
  r = await more(id, { batchSize: 10 });
  assert.deepEqual(r.cursor.nextBatch[0], { _id: 101 }, 'a snapshot');
  r = await more(id);
  assert.deepEqual([r.cursor.nextBatch.length, String(r.cursor.id)], [139, '0']);
  await refused(more(id), 43, 'CursorNotFound');
  const open = async () => (await f.command({ find: n, batchSize: 0 })).cursor.id;
  const a = await open();
  await refused(f.command({ getMore: Long.fromBigInt(BigInt(a)), collection: 'other' }), 13);
  const k = await f.command({ killCursors: n, cursors: [a, Long.fromNumber(7)] });
  assert.deepEqual([k.cursorsKilled.length, k.cursorsNotFound.length], [1, 1]);
  await refused(more(a), 43);
  const b = await open(), cursors = f.running.server.cursors, now = cursors.now;
  cursors.now = () => Date.now() + 11 * 60000;
  await refused(more(b), 43);
  cursors.now = now;
  assert.equal(String((await f.command({ find: n, singleBatch: true, batchSize: 2 })).cursor.id), '0');
  const d = await open();
  await c.drop();
  await refused(more(d), 175);
  assert.equal(cursors.open.size, 0);
  const big = await f.with(...Array.from({ length: 5 }, (_, i) => ({ _id: i, x: 'y'.repeat(6000000) })));
  assert.equal((await f.command({ find: big.collectionName })).cursor.firstBatch.length, 2, 'no batch over 16 MiB');
  assert.equal((await big.find().toArray()).length, 5);
});

test('collections and databases', async () => {
  const db = f.plain.db('shelf');
  await db.createCollection('a');
  await refused(db.createCollection('a'), 48, 'NamespaceExists');
  for (const o of [{ capped: true, size: 100 }, { validator: { a: 1 } }, { timeseries: { timeField: 't' } }]) await refused(db.createCollection('b', o), 238, 'NotImplemented');
  await db.collection('c').insertOne({ _id: 1 });
  assert.deepEqual((await db.listCollections().toArray()).map(x => x.name), ['a', 'c']);
  assert.deepEqual((await db.listCollections({ name: 'c' }, { nameOnly: true }).toArray()), [{ name: 'c', type: 'collection' }]);
  const list = await admin({ listDatabases: 1, filter: { name: 'shelf' } });
  assert.equal(list.databases[0].name, 'shelf');
  assert.equal((await db.command({ dbStats: 1 })).collections, 2);
  assert.equal((await db.command({ collStats: 'c' })).count, 1);
  assert.equal((await db.command({ drop: 'missing' })).ok, 1);
  assert.equal((await db.command({ drop: 'a' })).ns, 'shelf.a');
  assert.equal((await db.command({ dropDatabase: 1 })).dropped, 'shelf');
  assert.deepEqual((await admin({ listDatabases: 1, nameOnly: true, filter: { name: 'shelf' } })).databases, []);
});

test('count and distinct', async () => {
  const c = await f.with({ _id: 1, a: [1, 2], b: { c: 'x' } }, { _id: 2, a: 2, b: [{ c: 'y' }, { c: 'x' }] }, { _id: 3 }), n = c.collectionName;
  assert.equal((await f.command({ count: n })).n, 3);
  assert.equal((await f.command({ count: n, query: { a: 2 } })).n, 2);
  assert.equal((await f.command({ count: n, query: { a: 2 }, skip: 1 })).n, 1);
  assert.equal((await f.command({ count: n, limit: 2 })).n, 2);
  assert.equal((await f.command({ count: 'missing' })).n, 0);
  assert.deepEqual(await c.distinct('a'), [1, 2]);
  assert.deepEqual(await c.distinct('b.c', { a: 2 }), ['x', 'y']);
});

test('aggregation', async () => {
  const c = await f.with({ _id: 1, g: 'a', n: 1, l: [1, 2] }, { _id: 2, g: 'b', n: 2, l: [] }, { _id: 3, g: 'a', n: 3.5 });
  const other = await f.with({ _id: 'a', label: 'A' }, { _id: 'b', label: 'B' });
  const agg = (...stages) => c.aggregate(stages).toArray();
  assert.deepEqual(await agg({ $match: { g: 'a' } }, { $sort: { n: -1 } }, { $limit: 1 }), [{ _id: 3, g: 'a', n: 3.5 }]);
  assert.deepEqual(await agg({ $group: { _id: '$g', n: { $sum: 1 }, t: { $sum: '$n' }, avg: { $avg: '$n' }, max: { $max: '$n' }, all: { $push: '$_id' }, first: { $first: '$n' } } }, { $sort: { _id: 1 } }),
    [{ _id: 'a', n: 2, t: 4.5, avg: 2.25, max: 3.5, all: [1, 3], first: 1 }, { _id: 'b', n: 1, t: 2, avg: 2, max: 2, all: [2], first: 2 }]);
  assert.deepEqual(await agg({ $project: { _id: 0, d: { $multiply: ['$n', 2] }, s: { $concat: ['$g', '!'] } } }, { $skip: 2 }), [{ d: 7, s: 'a!' }]);
  assert.deepEqual(await agg({ $unwind: '$l' }, { $project: { l: 1 } }), [{ _id: 1, l: 1 }, { _id: 1, l: 2 }]);
  assert.deepEqual(await agg({ $unwind: { path: '$l', preserveNullAndEmptyArrays: true, includeArrayIndex: 'i' } }, { $match: { i: null } }, { $count: 'n' }), [{ n: 2 }]);
  assert.deepEqual(await agg({ $addFields: { 'x.y': '$n', size: { $size: { $ifNull: ['$l', []] } } } }, { $unset: ['l', 'g'] }, { $match: { size: { $gt: 0 } } }), [{ _id: 1, n: 1, x: { y: 1 }, size: 2 }]);
  assert.deepEqual(await agg({ $sortByCount: '$g' }), [{ _id: 'a', count: 2 }, { _id: 'b', count: 1 }]);
  assert.deepEqual(await agg({ $facet: { n: [{ $count: 'n' }], first: [{ $limit: 1 }, { $project: { n: 1 } }] } }), [{ n: [{ n: 3 }], first: [{ _id: 1, n: 1 }] }]);
  assert.deepEqual(await agg({ $bucket: { groupBy: '$n', boundaries: [0, 2, 10], output: { ids: { $push: '$_id' } } } }), [{ _id: 0, ids: [1] }, { _id: 2, ids: [2, 3] }]);
  assert.deepEqual(await agg({ $lookup: { from: other.collectionName, localField: 'g', foreignField: '_id', as: 'o' } }, { $match: { _id: 1 } }, { $replaceRoot: { newRoot: { $arrayElemAt: ['$o', 0] } } }), [{ _id: 'a', label: 'A' }]);
  assert.deepEqual(await agg({ $match: { _id: 2 } }, { $lookup: { from: other.collectionName, let: { g: '$g' }, pipeline: [{ $match: { $expr: { $eq: ['$_id', '$$g'] } } }, { $project: { _id: 0 } }], as: 'o' } }, { $project: { o: 1 } }), [{ _id: 2, o: [{ label: 'B' }] }]);
  assert.equal((await agg({ $sample: { size: 2 } })).length, 2);
  assert.deepEqual(ids(await agg({ $match: { $expr: { $in: ['$g', ['b']] } } })), [2]);
  const e = async expr => (await c.aggregate([{ $limit: 1 }, { $replaceWith: { v: expr } }]).toArray())[0].v;
  const cases = [
    [{ $add: [1, 2.5] }, 3.5], [{ $subtract: [5, 7] }, -2], [{ $divide: [7, 2] }, 3.5], [{ $mod: [7, 3] }, 1], [{ $round: [2.5] }, 2], [{ $round: [2.345, 2] }, 2.35], [{ $abs: -3 }, 3], [{ $cond: [{ $gt: ['$n', 0] }, 'y', 'n'] }, 'y'],
    [{ $switch: { branches: [{ case: { $eq: ['$n', 2] }, then: 1 }], default: 9 } }, 9], [{ $ifNull: ['$zz', 'd'] }, 'd'], [{ $map: { input: '$l', as: 'x', in: { $add: ['$$x', 1] } } }, [2, 3]], [{ $filter: { input: '$l', cond: { $gt: ['$$this', 1] } } }, [2]],
    [{ $reduce: { input: '$l', initialValue: 0, in: { $add: ['$$value', '$$this'] } } }, 3], [{ $let: { vars: { q: 2 }, in: { $multiply: ['$$q', '$n'] } } }, 2], [{ $toString: 12 }, '12'], [{ $toInt: '12' }, 12], [{ $type: '$n' }, 'int'], [{ $type: '$zz' }, 'missing'],
    [{ $dateToString: { date: new Date(0), format: '%Y-%m-%d' } }, '1970-01-01'], [{ $toUpper: 'abc' }, 'ABC'], [{ $substrCP: ['abc', 1, 1] }, 'b'], [{ $split: ['a-b', '-'] }, ['a', 'b']], [{ $concatArrays: [[1], [2]] }, [1, 2]], [{ $slice: [[1, 2, 3], 2] }, [1, 2]],
    [{ $setUnion: [[1, 2], [2, 3]] }, [1, 2, 3]], [{ $mergeObjects: [{ a: 1 }, { b: 2 }] }, { a: 1, b: 2 }], [{ $objectToArray: { a: 1 } }, [{ k: 'a', v: 1 }]], [{ $arrayToObject: [[{ k: 'a', v: 1 }]] }, { a: 1 }], [{ $eq: ['$zz', null] }, false], [{ $literal: '$x' }, '$x'],
    [{ $regexFindAll: { input: 'abab', regex: 'a*' } }, [{ match: 'a', idx: 0, captures: [] }, { match: '', idx: 1, captures: [] }, { match: 'a', idx: 2, captures: [] }, { match: '', idx: 3, captures: [] }, { match: '', idx: 4, captures: [] }]],
    [{ $regexMatch: { input: 'abc', regex: '^A', options: 'i' } }, true], [{ $size: '$l' }, 2], [{ $first: '$l' }, 1], [{ $range: [0, 3] }, [0, 1, 2]], [{ $strLenCP: 'ab' }, 2], [{ $year: new Date(0) }, 1970], [{ $sum: '$l' }, 3], [{ $max: [1, 5, 2] }, 5],
  ];
  for (const [expr, expected] of cases) assert.deepEqual(await e(expr), expected, JSON.stringify(expr));
});

test('aggregations that are refused', async () => {
  const c = await f.with({ _id: 1 }), agg = (...stages) => c.aggregate(stages).toArray();
  await refused(agg({ $foo: 1 }), 40324, undefined, "Unrecognized pipeline stage name: '$foo'");
  for (const s of [{ $out: 'x' }, { $merge: { into: 'x' } }, { $graphLookup: {} }]) await refused(agg(s), 238);
  await refused(agg({ $changeStream: {} }), 40573);
  await refused(agg({ $project: { a: { $foo: 1 } } }), 168, 'InvalidPipelineOperator');
  await refused(agg({ $match: { none: 1 } }, { $addFields: { a: { $add: [{ $nope: 1 }] } } }), 168);
  await refused(agg({ $project: { a: '$$who' } }), 17276);
  await refused(agg({ $group: { n: { $sum: 1 } } }), 15955);
  await refused(agg({ $group: { _id: 1, n: { $nope: 1 } } }), 15952);
  await refused(agg({ $project: { a: { $dateToString: { date: '$d', formatt: '%Y' } } } }), 9);
  await refused(agg({ $project: { a: { $regexFindAll: { input: 'a' } } } }), 31023);
  await refused(agg({ $project: { a: { $range: [0, 5, 0] } } }), 34449);
  await refused(agg({ $limit: 0 }), 15958);
  await refused(agg({ $project: { a: { $divide: [1, 0] } } }), 2);
  await refused(f.command({ aggregate: c.collectionName, pipeline: [] }), 9);
  await refused(f.command({ aggregate: 1, pipeline: [{ $changeStream: {} }], cursor: {} }), 40573);
});
