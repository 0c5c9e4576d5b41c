import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Binary, BSONRegExp, BSONSymbol, Code, Decimal128, Double, Int32, Long, MaxKey, MinKey, ObjectId, serialize, Timestamp, UUID } from 'bson';
import { decode, encode, UNDEFINED } from '../bson.mjs';
import { compare, keyOf } from '../keys.mjs';
import { fixture } from '../support/fixture.mjs';

const f = fixture();

const all = () => ({
  _id: new ObjectId(), int: new Int32(1), long: Long.fromString('9007199254740993'), small: Long.fromNumber(1), double: new Double(1), half: new Double(0.5), negativeZero: new Double(-0), nan: new Double(NaN), inf: new Double(-Infinity),
  decimal: Decimal128.fromString('1.10'), date: new Date(-62135596800000), timestamp: new Timestamp({ t: 5, i: 6 }), binary: new Binary(Buffer.from([1, 2]), 128), uuid: new UUID('00112233-4455-6677-8899-aabbccddeeff').toBinary(),
  oid: new ObjectId(), regex: new BSONRegExp('^a', 'i'), nothing: null, min: new MinKey(), max: new MaxKey(), symbol: new BSONSymbol('s'), code: new Code('f()'), scoped: new Code('f()', { a: new Int32(1) }),
  string: 'ü𠮷\0x', yes: true, list: [new Int32(1), [new Double(2)], { a: null }], 2: 'two', 1: 'one', nested: { b: new Int32(1), 10: 'ten', a: new Int32(2), 9: 'nine' }, empty: {}, none: [],
});

test('decode and encode give back the same bytes, with fields in order', () => {
  // A driver cannot write keys that look like numbers out of order: their bytes are made here.
  const pairs = Object.entries(all()).filter(([k]) => !/^\d/.test(k));
  const body = Buffer.concat([...pairs, ['2', 'two'], ['1', 'one'], ['x', 'y']].map(([k, v]) => { const b = Buffer.from(serialize({ [k]: v })); return b.subarray(4, b.length - 1); }));
  const undef = Buffer.from('\x06u\0', 'latin1'), pointer = Buffer.concat([Buffer.from('\x0cp\0\x02\0\0\0c\0', 'latin1'), Buffer.alloc(12, 7)]);
  const bytes = Buffer.concat([Buffer.alloc(4), body, undef, pointer, Buffer.alloc(1)]);
  bytes.writeInt32LE(bytes.length, 0);
  assert.ok(encode(decode(bytes)).equals(bytes));
  assert.equal(decode(bytes).u, UNDEFINED);
});

test('every type survives storing, and updating beside it', async () => {
  const c = f.client.db('test').collection('types'), doc = all();
  await c.insertOne(doc);
  const rawOf = async () => Buffer.from((await c.find({}, { raw: true }).toArray())[0]);
  const bytes = serialize(doc);
  const firstId = Buffer.from(bytes);
  const same = b => decode(b);
  assert.deepEqual(same(await rawOf()), same(firstId));
  await c.updateOne({ _id: doc._id }, { $set: { added: new Int32(1) } });
  await c.updateOne({ _id: doc._id }, { $unset: { added: 1 } });
  assert.deepEqual(same(await rawOf()), same(firstId));
  await c.updateOne({ _id: doc._id }, [{ $set: { added: { $add: [1, 1] } } }, { $unset: 'added' }]);
  assert.deepEqual(same(await rawOf()), same(firstId));
  const [projected] = await c.aggregate([{ $project: { long: 1, double: 1, decimal: 1, int: 1 } }]).toArray();
  assert.deepEqual([projected.int._bsontype, projected.long._bsontype, projected.double._bsontype, projected.decimal.toString()], ['Int32', 'Long', 'Double', '1.10']);
});

test('numbers keep their types and are exact', async () => {
  const c = f.client.db('test').collection('numbers');
  await c.insertOne({ _id: 1, i: new Int32(2147483647), l: Long.fromString('9007199254740993'), d: new Double(1), m: Decimal128.fromString('0.1') });
  await c.updateOne({ _id: 1 }, { $inc: { i: new Int32(1), l: Long.fromNumber(2), d: new Int32(1), m: Decimal128.fromString('0.2'), fresh: Long.fromNumber(3) } });
  const d = await c.findOne({ _id: 1 });
  assert.equal(d.i._bsontype + d.i, 'Long2147483648');
  assert.equal(String(d.l), '9007199254740995');
  assert.equal(d.d._bsontype + d.d.value, 'Double2');
  assert.equal(d.m.toString(), '0.3');
  assert.equal(d.fresh._bsontype, 'Long');
  await c.updateOne({ _id: 1 }, { $mul: { i: new Int32(2), d: Long.fromNumber(2), absent: Long.fromNumber(5) } });
  const e = await c.findOne({ _id: 1 });
  assert.equal(String(e.i), '4294967296');
  assert.equal(e.d._bsontype, 'Double');
  assert.equal(e.absent._bsontype + e.absent, 'Long0');
  assert.equal(Number(await c.countDocuments({ l: Long.fromString('9007199254740994') })), 0);
  assert.equal(Number(await c.countDocuments({ l: Long.fromString('9007199254740995') })), 1);
  const none = await c.updateOne({ _id: 1 }, { $set: { i: Long.fromString('4294967296') } });
  assert.equal(Number(none.modifiedCount), 0);
});

test('the order across types is MongoDB\'s', () => {
  const rising = [
    new MinKey(), null, new Double(NaN), new Double(-Infinity), Decimal128.fromString('-1E400'), new Double(-1.5), -1, 0, Decimal128.fromString('0.1'), new Double(0.1), 1, Decimal128.fromString('1.5'), 9007199254740992n, 9007199254740993n,
    new Double(9007199254740994), new Double(1e300), Decimal128.fromString('1E400'), new Double(Infinity), '', 'A', 'a', 'a\0', 'aa', 'ü', '\uffff', '𠮷', {}, { a: 1 }, { b: 1 }, { a: 'x' }, [], [1], [1, 2], [2],
    new Binary(Buffer.from([9]), 0), new Binary(Buffer.from([1, 1]), 0), new ObjectId('000000000000000000000001'), false, true, new Date(-1), new Date(0), new Timestamp({ t: 1, i: 0 }), new BSONRegExp('a', ''), new MaxKey(),
  ];
  const known = rising.map(v => [v, keyOf(v)]);
  for (let i = 1; i < rising.length; i++) {
    assert.equal(Math.sign(compare(rising[i - 1], rising[i])), -1, `${i}: ${JSON.stringify(String(known[i - 1][0]))} < ${JSON.stringify(String(known[i][0]))}`);
  }
  assert.equal(compare(1, new Double(1)), 0);
  assert.equal(compare(1n, Decimal128.fromString('1.0')), 0);
  assert.equal(compare(new Double(-0), 0), 0);
});

test('strings sort by code points, with and without an index', async () => {
  const c = await f.with({ _id: 1, s: '𠮷' }, { _id: 2, s: '\uffff' }, { _id: 3, s: 'z' }, { _id: 4, s: 'Z' }, { _id: 5, s: 'é' });
  const order = async () => (await c.find().sort({ s: 1 }).toArray()).map(d => d._id);
  assert.deepEqual(await order(), [4, 3, 5, 2, 1]);
  await c.createIndex({ s: 1 });
  assert.deepEqual(await order(), [4, 3, 5, 2, 1]);
  assert.deepEqual((await c.find({ s: { $gt: '\uffff' } }).toArray()).map(d => d._id), [1]);
});
