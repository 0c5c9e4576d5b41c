// What every test file needs: a server in this process, a client that leaves BSON types as they are, and a look at errors by code.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { MongoClient } from 'mongodb';
import { start } from '../server.mjs';

export function fixture() {
  const f = { n: 0 };
  before(async () => {
    f.running = await start();
    f.client = new MongoClient(f.running.url, { promoteValues: false, promoteLongs: false, bsonRegExp: true });
    f.plain = new MongoClient(f.running.url);
    f.db = f.plain.db('test');
  });
  after(async () => { await f.client.close(); await f.plain.close(); await f.running.stop(); });
  /** A collection of its own with these documents. */
  f.with = async (...docs) => { const c = f.db.collection(`c${++f.n}`); if (docs.length) await c.insertMany(docs); return c; };
  f.command = cmd => f.db.command(cmd);
  return f;
}

/** The promise is refused with this code (and name, and message). */
export async function refused(promise, code, name, message) {
  const e = await promise.then(r => assert.fail(`expected error ${code}, got ${JSON.stringify(r)}`), x => x);
  assert.equal(e.code, code, e.stack);
  if (name) assert.equal(e.codeName, name);
  if (message instanceof RegExp) assert.match(e.errmsg ?? e.message, message);
  else if (message) assert.equal(e.errmsg ?? e.message, message);
  return e;
}

export const ids = list => list.map(d => d._id);
