// Cursors are snapshots: the matching documents (bytes that are never changed in place) are fixed when the query runs.
import { Raw } from './bson.mjs';
import { fail } from './errors.mjs';

const IDLE = 10 * 60 * 1000;
const MAX_BATCH = 16 * 1024 * 1024;

export class Cursors {
  constructor(now = Date.now) { this.open = new Map(); this.now = now; this.swept = now(); }

  /** The reply to a query, with a cursor kept open if documents remain. `items` become bytes by `bytesOf` when they are sent. */
  first(ns, items, bytesOf, { batchSize = 101, single = false, lasting = false } = {}) {
    if (this.now() - this.swept > 60000) this.sweep(); // abandoned ones would hold their documents
    const cursor = { ns, items, bytesOf, at: 0, used: this.now(), lasting, dead: false };
    const batch = this.#batch(cursor, batchSize);
    let id = 0n;
    if (cursor.at < items.length && !single) {
      do id = BigInt.asUintN(62, (BigInt(Math.floor(Math.random() * 2 ** 31)) << 32n) | BigInt(Math.floor(Math.random() * 2 ** 32))); while (id === 0n || this.open.has(id));
      this.open.set(id, cursor);
    }
    return { firstBatch: batch, id, ns };
  }

  more(id, ns, batchSize) {
    this.sweep();
    const cursor = this.open.get(id);
    if (!cursor) fail(43, `cursor id ${id} not found`);
    if (cursor.ns !== ns) fail(13, `Requested getMore on namespace '${ns}', but cursor belongs to a different namespace ${cursor.ns}`);
    if (cursor.dead) { this.open.delete(id); fail(175, 'collection dropped'); }
    cursor.used = this.now();
    const nextBatch = this.#batch(cursor, batchSize || Infinity);
    if (cursor.at >= cursor.items.length) { this.open.delete(id); id = 0n; }
    return { nextBatch, id, ns };
  }

  /** Cursors that nobody has asked for ten minutes are gone. */
  sweep() {
    this.swept = this.now();
    const limit = this.swept - IDLE;
    for (const [id, c] of this.open) if (c.used < limit && !c.lasting) this.open.delete(id);
  }

  dropped(ns) { for (const c of this.open.values()) if (c.ns === ns) c.dead = true; }

  #batch(cursor, size) {
    const out = [];
    let bytes = 0;
    while (cursor.at < cursor.items.length && out.length < size) {
      const b = cursor.bytesOf(cursor.items[cursor.at]);
      if (out.length && bytes + b.length > MAX_BATCH) break;
      bytes += b.length;
      out.push(new Raw(b));
      cursor.at++;
    }
    return out;
  }
}
