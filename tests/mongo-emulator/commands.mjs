// The commands. Each names the fields that it knows; any other field is refused as the real server refuses it, never ignored.
import { randomUUID } from 'node:crypto';
import { Binary, decode, decodeCommand, Double, encode, isDocument, isNumeric, keysOf, ObjectId, Raw, show, toNumber, truthy, typeName, elements } from './bson.mjs';
import { aggregate, compilePipeline, compileProjection, updatePipeline } from './aggregate.mjs';
import { Collection, indexSpec } from './collection.mjs';
import { Cursors } from './cursors.mjs';
import { fail, lacks, MongoError } from './errors.mjs';
import { keyOf } from './keys.mjs';
import { plan, select, sortList } from './plan.mjs';
import { compile } from './query.mjs';
import { applyTo, compileUpdate, upsertDocument } from './update.mjs';

const VERSION = '7.0.14';
const OK = new Double(1);

const COMMON = new Set(['lsid', '$db', '$readPreference', '$clusterTime', 'comment', 'maxTimeMS', 'apiVersion', 'apiStrict', 'apiDeprecationErrors', 'writeConcern', 'readConcern', 'txnNumber', 'startTransaction', 'autocommit', 'maxTimeMSOpOnly', '$audit', '$client', '$configServerState']);
const API_V1 = new Set(['aggregate', 'count', 'create', 'createIndexes', 'delete', 'drop', 'dropDatabase', 'dropIndexes', 'endSessions', 'explain', 'find', 'findAndModify', 'getMore', 'hello', 'insert', 'killCursors', 'listCollections', 'listDatabases', 'listIndexes', 'ping', 'refreshSessions', 'update']);
// Commands of a real server that are not here: told apart from those that do not exist.
const ELSEWHERE = new Set(('abortTransaction authenticate bulkWrite cloneCollectionAsCapped collMod commitTransaction compact convertToCapped createRole createUser currentOp dataSize dbHash dropAllUsersFromDatabase dropConnections dropRole dropUser '
  + 'features filemd5 fsync fsyncUnlock getCmdLineArgs getDefaultRWConcern getLog getnonce grantRolesToUser hostInfo invalidateUserCache killAllSessions killOp listCommands lockInfo logRotate logout mapReduce planCacheClear profile '
  + 'reIndex renameCollection replSetGetStatus replSetInitiate rolesInfo saslContinue saslStart setFeatureCompatibilityVersion setParameter setUserWriteBlockMode shutdown startSession top updateUser usersInfo validate ').split(' '));
const RAW = { insert: new Set(['documents']), update: new Set(['updates']), delete: new Set(['deletes']), findAndModify: new Set(['update']), findandmodify: new Set(['update']) };

const whole = (v, name, min = 0) => {
  if (v === undefined) return undefined;
  if (!isNumeric(v)) fail(14, `BSON field '${name}' is the wrong type '${typeName(v)}', expected types '[long, int, decimal, double]'`);
  const n = Math.trunc(toNumber(v));
  if (n < min) fail(51024, `BSON field '${name.split('.').pop()}' value must be >= ${min}, actual value '${n}'`);
  return n;
};
const typed = (v, name, type) => { if (v !== undefined && typeName(v) !== type) fail(14, `BSON field '${name}' is the wrong type '${typeName(v)}', expected type '${type}'`); return v; };
const required = (v, name) => { if (v === undefined) fail(40414, `BSON field '${name}' is missing but a required field`); return v; };

const simpleCollation = c => {
  if (c === undefined) return;
  if (!isDocument(c)) fail(14, 'the collation must be an object');
  if (keysOf(c).length === 0 || (c.locale === 'simple' && keysOf(c).length === 1)) return;
  lacks('a collation other than simple');
};
const noLet = v => { if (v !== undefined && !(isDocument(v) && keysOf(v).length === 0)) lacks('let'); };
const unknown = (doc, known, where) => { for (const k of keysOf(doc)) if (!known.has(k)) fail(40415, `BSON field '${where}.${k}' is an unknown field.`); };

const ITEM = { update: new Set(['q', 'u', 'multi', 'upsert', 'hint', 'collation', 'arrayFilters', 'c']), delete: new Set(['q', 'limit', 'hint', 'collation']) };

export class Server {
  constructor() {
    this.databases = new Map(); // name -> Map of collections
    this.cursors = new Cursors();
    this.expiring = new Set(); // collections with a TTL index
    this.started = Date.now();
    this.connections = 0;
    this.created = 0;
    this.counters = { insert: 0, query: 0, update: 0, delete: 0, getmore: 0, command: 0 };
    this.processId = new ObjectId();
  }

  // ---- namespaces

  #name(cmd, field) {
    const name = cmd[field];
    if (typeof name !== 'string') fail(73, `collection name has invalid type ${typeName(name)}`);
    return this.#checked(cmd.$db, name);
  }

  #checked(db, name) {
    if (name === '' || name.includes('$') || name.includes('\0') || name.startsWith('.') || name.endsWith('.') || name.includes('..') || Buffer.byteLength(`${db}.${name}`) > 255) fail(73, `Invalid namespace specified '${db}.${name}'`);
    if (name.startsWith('system.')) lacks(`the collection ${name}`);
    return name;
  }

  #find(db, name) { return this.databases.get(db)?.get(name) ?? null; }

  #ensure(db, name) {
    let d = this.databases.get(db);
    if (!d) {
      for (const other of this.databases.keys()) if (other.toLowerCase() === db.toLowerCase()) fail(13297, `db already exists with different case already have: [${other}] trying to create [${db}]`);
      this.databases.set(db, d = new Map());
    }
    let c = d.get(name);
    if (!c) {
      d.set(name, c = new Collection(`${db}.${name}`));
      c.uuid = new Binary(Buffer.from(randomUUID().replaceAll('-', ''), 'hex'), 4);
    }
    return c;
  }

  #forget(db, name) {
    const d = this.databases.get(db), c = d.get(name);
    d.delete(name);
    if (d.size === 0) this.databases.delete(db);
    this.expiring.delete(c);
    this.cursors.dropped(c.ns);
  }

  // ---- running

  /** Answers one message: {body: bytes, sections: Map of name -> [bytes], legacy}. */
  run({ body, sections, connection, legacy = false }) {
    let name = '';
    try {
      for (const e of elements(body)) { name = e.key; break; }
      const cmd = decodeCommand(body, RAW[name] ?? NOTHING);
      for (const [id, docs] of sections) {
        if (Object.hasOwn(cmd, id)) fail(40413, `BSON field '${id}' is specified in the body and in a document sequence`);
        cmd[id] = docs.map(d => new Raw(d));
      }
      if (legacy) cmd.$db ??= 'admin';
      return this.#dispatch(name, cmd, connection);
    } catch (e) {
      if (e instanceof MongoError) return { ok: new Double(0), errmsg: e.message, code: e.code, codeName: e.codeName, ...e.extra };
      if (e instanceof RangeError) return { ok: new Double(0), errmsg: `Invalid BSON: ${e.message}`, code: 22, codeName: 'InvalidBSON' };
      process.stderr.write(`${name}: ${e.stack}\n`);
      return { ok: new Double(0), errmsg: `${e.name}: ${e.message}`, code: 1, codeName: 'InternalError' };
    }
  }

  #dispatch(given, cmd, connection) {
    const name = ALIASES[given] ?? given;
    const definition = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : null;
    if (!definition) {
      if (ELSEWHERE.has(given)) lacks(`the command ${given}`);
      fail(59, `no such command: '${given}'`);
    }
    if (typeof cmd.$db !== 'string') fail(40571, 'OP_MSG requests require a $db argument');
    if (!/^[^/\\. "$*<>:|?\0]{1,63}$/.test(cmd.$db)) fail(73, `Invalid database name: '${cmd.$db}'`);
    if (!definition.lax) for (const k of keysOf(cmd)) if (k !== given && !COMMON.has(k) && !definition.fields.has(k)) fail(40415, `BSON field '${name}.${k}' is an unknown field.`);
    if (cmd.apiVersion !== undefined) {
      if (cmd.apiVersion !== '1') fail(322, 'API version must be "1"');
      if (truthy(cmd.apiStrict) && !API_V1.has(name)) fail(323, `Provided apiStrict:true, but the command ${name} is not in API Version 1`);
    } else if (cmd.apiStrict !== undefined || cmd.apiDeprecationErrors !== undefined) fail(322, 'Provided apiStrict or apiDeprecationErrors without passing apiVersion');
    if (cmd.txnNumber !== undefined || cmd.startTransaction !== undefined || cmd.autocommit !== undefined) fail(20, 'Transaction numbers are only allowed on a replica set member or mongos');
    if (cmd.maxTimeMS !== undefined) whole(cmd.maxTimeMS, 'maxTimeMS');
    this.#concerns(cmd);
    if (definition.admin && cmd.$db !== 'admin') fail(13, `${name} may only be run against the admin database.`);
    if (this.expiring.size) for (const c of this.expiring) c.expire(Date.now());
    const counter = { find: 'query', getMore: 'getmore', insert: 'insert', update: 'update', delete: 'delete' }[name] ?? 'command';
    this.counters[counter]++;
    return { ...definition.run.call(this, cmd, connection, given), ok: OK };
  }

  #concerns(cmd) {
    const w = cmd.writeConcern;
    if (w !== undefined) {
      typed(w, 'writeConcern', 'object');
      for (const k of keysOf(w)) if (!['w', 'j', 'wtimeout', 'fsync', 'provenance'].includes(k)) fail(9, `unrecognized write concern field: ${k}`);
      if (isNumeric(w.w) && toNumber(w.w) > 1) fail(2, "cannot use 'w' > 1 when a host is not replicated");
      if (isNumeric(w.w) && toNumber(w.w) < 0) fail(9, 'w has to be a non-negative number and not greater than 50');
      if (typeof w.w === 'string' && w.w !== 'majority') fail(2, `cannot use non-majority 'w' mode '${w.w}' when a host is not a member of a replica set`);
    }
    const r = cmd.readConcern;
    if (r !== undefined) {
      typed(r, 'readConcern', 'object');
      for (const k of keysOf(r)) if (!['level', 'provenance', 'afterClusterTime', 'atClusterTime', 'afterOpTime'].includes(k)) fail(40415, `BSON field 'readConcern.${k}' is an unknown field.`);
      if (['snapshot', 'linearizable'].includes(r.level) || r.afterClusterTime || r.atClusterTime || r.afterOpTime) fail(123, 'node needs to be a replica set member to use read concern');
      if (r.level !== undefined && !['local', 'available', 'majority'].includes(r.level)) fail(2, `Enumeration value '${r.level}' for field 'readConcern.level' is not a valid value.`);
    }
  }

  // ---- writes

  /** Runs the statements of a write command and reports what failed, in order; an ordered one ends at the first error. */
  #statements(list, ordered, one) {
    const errors = [];
    for (let i = 0; i < list.length; i++) {
      try { one(list[i], i); } catch (e) {
        if (!(e instanceof MongoError) || e.code === 10334 || e.code === 22) throw e;
        errors.push({ index: i, code: e.code, ...e.extra, errmsg: e.message });
        if (ordered) break;
      }
    }
    return errors.length ? { writeErrors: errors } : {};
  }

  #batch(cmd, field, name) {
    const list = required(cmd[field], `${name}.${field}`);
    if (!Array.isArray(list)) fail(14, `BSON field '${name}.${field}' is the wrong type '${typeName(list)}', expected type 'array'`);
    if (list.length < 1 || list.length > 100000) fail(16, `Write batch sizes must be between 1 and 100000. Got ${list.length} operations.`);
    for (const x of list) if (!(x instanceof Raw)) fail(14, `BSON field '${name}.${field}' has an element of the wrong type '${typeName(x)}', expected type 'object'`);
    typed(cmd.ordered, `${name}.ordered`, 'bool');
    noLet(cmd.let);
    return list;
  }

  #insert(cmd) {
    const name = this.#name(cmd, 'insert'), docs = this.#batch(cmd, 'documents', 'insert');
    let n = 0;
    const out = this.#statements(docs, cmd.ordered !== false, d => { const p = Collection.prepare(d.bytes); this.#ensure(cmd.$db, name).insert(p); n++; });
    return { n, ...out };
  }

  #update(cmd) {
    const name = this.#name(cmd, 'update'), list = this.#batch(cmd, 'updates', 'update');
    let n = 0, nModified = 0;
    const upserted = [];
    const out = this.#statements(list, cmd.ordered !== false, (raw, index) => {
      const s = decodeCommand(raw.bytes, U);
      unknown(s, ITEM.update, 'update.updates');
      required(s.q, 'update.updates.q');
      required(s.u, 'update.updates.u');
      simpleCollation(s.collation);
      if (s.arrayFilters?.length) lacks('arrayFilters');
      if (s.c !== undefined) lacks('c (constants of a pipeline update)');
      const update = compileUpdate(s.u, updatePipeline), filter = compile(s.q);
      if (s.multi === true && update.kind === 'replacement') fail(9, 'multi update is not supported for replacement-style update');
      const c = this.#find(cmd.$db, name);
      const found = c ? select(c, filter, { limit: s.multi === true ? 0 : 1, hint: s.hint }) : [];
      if (found.length === 0 && s.upsert === true) {
        const doc = upsertDocument(s.q, update);
        this.#ensure(cmd.$db, name).insert(Collection.prepare(encode(doc)));
        n++;
        upserted.push({ index, _id: doc._id });
        return;
      }
      for (const r of found) {
        const next = applyTo(r.bytes, update);
        if (next) { c.replace(r, next); nModified++; }
        n++;
      }
    });
    return { n, ...(upserted.length ? { upserted } : {}), nModified, ...out };
  }

  #delete(cmd) {
    const name = this.#name(cmd, 'delete'), list = this.#batch(cmd, 'deletes', 'delete');
    let n = 0;
    const out = this.#statements(list, cmd.ordered !== false, raw => {
      const s = decode(raw.bytes);
      unknown(s, ITEM.delete, 'delete.deletes');
      required(s.q, 'delete.deletes.q');
      const limit = toNumber(required(s.limit, 'delete.deletes.limit'));
      if (limit !== 0 && limit !== 1) fail(9, `The limit field in delete objects must be 0 or 1. Got ${limit}`);
      simpleCollation(s.collation);
      const filter = compile(s.q), c = this.#find(cmd.$db, name);
      if (!c) return;
      for (const r of select(c, filter, { limit, hint: s.hint })) { c.remove(r); n++; }
    });
    return { n, ...out };
  }

  #findAndModify(cmd, given) {
    const name = this.#name(cmd, given);
    const { remove, upsert, update } = cmd, wantNew = truthy(cmd.new);
    if (truthy(remove)) {
      if (update !== undefined) fail(9, 'Cannot specify both an update and remove=true');
      if (truthy(upsert)) fail(9, 'Cannot specify both upsert=true and remove=true');
      if (wantNew) fail(9, "Cannot specify both new=true and remove=true; 'remove' always returns the deleted document");
    } else if (update === undefined) fail(9, 'Either an update or remove=true must be specified');
    simpleCollation(cmd.collation);
    noLet(cmd.let);
    if (cmd.arrayFilters?.length) lacks('arrayFilters');
    const query = cmd.query ?? {}, filter = compile(query), sort = sortList(cmd.sort);
    const fields = cmd.fields && keysOf(cmd.fields).length ? compileProjection(cmd.fields, { find: true }) : null;
    const value = bytes => fields ? fields.apply(decode(bytes)) : new Raw(bytes);
    const change = truthy(remove) ? null : compileUpdate(update, updatePipeline);
    let c = this.#find(cmd.$db, name);
    const record = c ? select(c, filter, { sort, limit: 1, hint: cmd.hint })[0] : undefined;
    if (!change) {
      if (record) c.remove(record);
      return { lastErrorObject: { n: record ? 1 : 0 }, value: record ? value(record.bytes) : null };
    }
    if (record) {
      const before = record.bytes, next = applyTo(before, change);
      if (next) c.replace(record, next);
      return { lastErrorObject: { n: 1, updatedExisting: true }, value: value(wantNew ? record.bytes : before) };
    }
    if (!truthy(upsert)) return { lastErrorObject: { n: 0, updatedExisting: false }, value: null };
    const doc = upsertDocument(query, change), prepared = Collection.prepare(encode(doc));
    c = this.#ensure(cmd.$db, name);
    c.insert(prepared);
    return { lastErrorObject: { n: 1, updatedExisting: false, upserted: doc._id }, value: wantNew ? value(prepared.bytes) : null };
  }

  // ---- reads

  #findArguments(cmd) {
    const name = this.#name(cmd, 'find');
    for (const o of ['returnKey', 'showRecordId']) if (truthy(cmd[o])) lacks(`the option ${o} of find`);
    for (const o of ['min', 'max']) if (isDocument(cmd[o]) && keysOf(cmd[o]).length) lacks(`the option ${o} of find`);
    if (truthy(cmd.awaitData) && !truthy(cmd.tailable)) fail(9, 'Cannot set awaitData without tailable');
    noLet(cmd.let);
    simpleCollation(cmd.collation);
    const filter = compile(typed(cmd.filter, 'find.filter', 'object')), sort = sortList(cmd.sort);
    if (truthy(cmd.tailable)) fail(2, 'error processing query: tailable cursor requested on non capped collection');
    const options = { sort, skip: whole(cmd.skip, 'find.skip') ?? 0, limit: whole(cmd.limit, 'find.limit') ?? 0, hint: hintOf(cmd.hint) };
    const fields = cmd.projection && keysOf(cmd.projection).length ? compileProjection(cmd.projection, { find: true }) : null;
    return { name, filter, options, fields };
  }

  #query(cmd) {
    const { name, filter, options, fields } = this.#findArguments(cmd);
    const c = this.#find(cmd.$db, name);
    const items = c ? select(c, filter, options).map(r => r.bytes) : [];
    const bytesOf = fields ? b => encode(fields.apply(decode(b, 0, fields.want))) : b => b;
    return { cursor: this.cursors.first(`${cmd.$db}.${name}`, items, bytesOf, { batchSize: whole(cmd.batchSize, 'find.batchSize') ?? 101, single: truthy(cmd.singleBatch), lasting: truthy(cmd.noCursorTimeout) }) };
  }

  #aggregate(cmd) {
    if (!Array.isArray(cmd.pipeline)) fail(14, "'pipeline' option must be specified as an array");
    if (truthy(cmd.explain)) lacks('explain of an aggregation');
    if (!isDocument(cmd.cursor)) fail(9, "The 'cursor' option is required, except for aggregate with the explain argument");
    unknown(cmd.cursor, new Set(['batchSize']), 'aggregate.cursor');
    noLet(cmd.let);
    simpleCollation(cmd.collation);
    const ctx = { variables: null, collection: n => this.#find(cmd.$db, this.#checked(cmd.$db, n)) };
    const size = whole(cmd.cursor.batchSize, 'aggregate.cursor.batchSize') ?? 101;
    if (isNumeric(cmd.aggregate)) {
      compilePipeline(cmd.pipeline, ctx);
      fail(73, cmd.pipeline.length ? `{aggregate: 1} is not valid for '${keysOf(cmd.pipeline[0])[0]}'; a collection is required.` : '{aggregate: 1} is not valid for an empty pipeline.');
    }
    const name = this.#name(cmd, 'aggregate');
    const { bytes, docs } = aggregate(this.#find(cmd.$db, name), cmd.pipeline, ctx, hintOf(cmd.hint));
    return { cursor: this.cursors.first(`${cmd.$db}.${name}`, bytes ?? docs, bytes ? b => b : checkedBytes, { batchSize: size }) };
  }

  #explain(cmd) {
    const inner = cmd.explain;
    typed(inner, 'explain', 'object');
    const name = keysOf(inner)[0];
    if (name !== 'find') lacks(`explain of ${name}`);
    unknown(inner, new Set([...COMMANDS.find.fields, ...COMMON, 'find']), 'find');
    const verbosity = cmd.verbosity ?? 'allPlansExecution';
    if (!['queryPlanner', 'executionStats', 'allPlansExecution'].includes(verbosity)) fail(2, `Enumeration value '${verbosity}' for field 'explain.verbosity' is not a valid value.`);
    const { name: coll, filter, options } = this.#findArguments({ ...inner, $db: cmd.$db });
    const c = this.#find(cmd.$db, coll);
    const p = c ? plan(c, filter, options.sort, options.hint) : { stage: 'EOF', sorted: true };
    let stage = p.stage === 'IXSCAN'
      ? { stage: 'FETCH', inputStage: { stage: 'IXSCAN', keyPattern: p.index.spec.key, indexName: p.index.name, isMultiKey: p.index.multikey, isUnique: p.index.unique, isPartial: Boolean(p.index.filter), direction: p.backwards ? 'backward' : 'forward' } }
      : { stage: p.stage };
    if (options.sort && !p.sorted) stage = { stage: 'SORT', sortPattern: inner.sort, inputStage: stage };
    const out = { explainVersion: '1', queryPlanner: { namespace: `${cmd.$db}.${coll}`, parsedQuery: inner.filter ?? {}, winningPlan: stage, rejectedPlans: [] } };
    if (verbosity !== 'queryPlanner') {
      const started = performance.now(), found = c ? select(c, filter, options).length : 0;
      let examined = 0;
      if (p.candidates) for (const _ of p.candidates()) examined++;
      out.executionStats = { executionSuccess: true, nReturned: found, executionTimeMillis: Math.round(performance.now() - started), totalKeysExamined: p.stage === 'COLLSCAN' ? 0 : examined, totalDocsExamined: examined };
    }
    return out;
  }

  // ---- collections and indexes

  #createIndexes(cmd) {
    const name = this.#name(cmd, 'createIndexes');
    const given = required(cmd.indexes, 'createIndexes.indexes');
    if (!Array.isArray(given) || given.length === 0) fail(2, 'Must specify at least one index to create');
    const specs = given.map(g => { typed(g, 'createIndexes.indexes', 'object'); return indexSpec(g); });
    const existed = this.#find(cmd.$db, name) !== null, c = this.#ensure(cmd.$db, name), before = c.specs.length, indexes = [...c.indexes];
    try { for (const s of specs) c.createIndex(s); } catch (e) {
      for (const i of [...c.indexes]) if (!indexes.includes(i)) c.dropIndex(i); // all or none
      if (!existed && c.count === 0) this.#forget(cmd.$db, name);
      throw e;
    }
    this.#watch(c);
    const after = c.specs.length;
    return { numIndexesBefore: before, numIndexesAfter: after, ...(existed ? {} : { createdCollectionAutomatically: true }), ...(before === after ? { note: 'all indexes already exist' } : {}) };
  }

  #watch(c) { if (c.indexes.some(i => i.expire !== undefined)) this.expiring.add(c); else this.expiring.delete(c); }

  #dropIndexes(cmd) {
    const name = this.#name(cmd, 'dropIndexes'), c = this.#find(cmd.$db, name);
    if (!c) fail(26, `ns not found ${cmd.$db}.${name}`);
    const was = c.specs.length, index = required(cmd.index, 'dropIndexes.index');
    const pick = x => {
      if (typeof x === 'string') {
        if (x === '_id_') fail(72, 'cannot drop _id index');
        return c.indexes.find(i => i.name === x) ?? fail(27, `index not found with name [${x}]`);
      }
      if (!isDocument(x)) fail(14, `BSON field 'dropIndexes.index' is the wrong type '${typeName(x)}', expected types '[string, object]'`);
      if (keysOf(x).join() === '_id') fail(72, 'cannot drop _id index');
      return c.indexes.find(i => show(i.spec.key) === show(x)) ?? fail(27, `can't find index with key: ${show(x)}`);
    };
    const gone = index === '*' ? [...c.indexes] : Array.isArray(index) ? index.map(pick) : [pick(index)];
    for (const i of gone) c.dropIndex(i);
    this.#watch(c);
    return { nIndexesWas: was, ...(index === '*' ? { msg: 'non-_id indexes dropped for collection' } : {}) };
  }

  #create(cmd) {
    const name = this.#name(cmd, 'create');
    for (const o of ['capped', 'size', 'max', 'validator', 'validationLevel', 'validationAction', 'timeseries', 'viewOn', 'pipeline', 'expireAfterSeconds', 'clusteredIndex', 'changeStreamPreAndPostImages', 'encryptedFields', 'storageEngine', 'indexOptionDefaults', 'autoIndexId', 'temp']) {
      if (cmd[o] !== undefined && cmd[o] !== false && !(isDocument(cmd[o]) && keysOf(cmd[o]).length === 0)) lacks(`the option ${o} of create`);
    }
    simpleCollation(cmd.collation);
    if (this.#find(cmd.$db, name)) fail(48, `Collection ${cmd.$db}.${name} already exists.`);
    this.#ensure(cmd.$db, name);
    return {};
  }

  static commands = {
    // The handshake alone takes fields that it does not know, as in the real server: newer drivers ask for newer things there.
    hello: { lax: true, fields: [], run(_, connection, given) { return this.#hello(connection, given); } },
    ping: { fields: [], run: () => ({}) },
    buildInfo: { fields: [], run: () => ({ version: VERSION, gitVersion: 'test-server', modules: [], versionArray: [7, 0, 14, 0], bits: 64, debug: false, maxBsonObjectSize: 16777216, storageEngines: ['inMemoryTestServer'], javascriptEngine: 'none', openssl: {}, buildEnvironment: {}, allocator: 'v8' }) },
    connectionStatus: { fields: ['showPrivileges'], run: () => ({ authInfo: { authenticatedUsers: [], authenticatedUserRoles: [] } }) },
    getParameter: {
      admin: true, lax: true, fields: ['featureCompatibilityVersion'], // its fields are the parameters asked for
      run: cmd => {
        for (const k of keysOf(cmd)) if (!COMMON.has(k) && k !== 'getParameter' && k !== 'featureCompatibilityVersion') lacks(`the parameter ${k}`);
        if (!truthy(cmd.featureCompatibilityVersion)) fail(72, 'no option found to get'); return { featureCompatibilityVersion: { version: '7.0' } };
      },
    },
    serverStatus: {
      fields: [],
      run() {
        const m = process.memoryUsage();
        return {
          host: '127.0.0.1', version: VERSION, process: 'mongo-emulator', pid: BigInt(process.pid), uptime: new Double((Date.now() - this.started) / 1000), localTime: new Date(),
          connections: { current: this.connections, totalCreated: this.created }, opcounters: { ...this.counters }, mem: { bits: 64, resident: Math.round(m.rss / 1048576) }, metrics: { cursor: { open: { total: BigInt(this.cursors.open.size) } } },
          storageEngine: { name: 'inMemoryTestServer', persistent: false },
        };
      },
    },
    endSessions: { fields: [], run: () => ({}) }, killSessions: { fields: [], run: () => ({}) }, refreshSessions: { fields: [], run: () => ({}) },
    insert: { fields: ['documents', 'ordered', 'bypassDocumentValidation'], run(cmd) { return this.#insert(cmd); } },
    update: { fields: ['updates', 'ordered', 'bypassDocumentValidation', 'let'], run(cmd) { return this.#update(cmd); } },
    delete: { fields: ['deletes', 'ordered', 'let'], run(cmd) { return this.#delete(cmd); } },
    findAndModify: { fields: ['query', 'sort', 'remove', 'update', 'new', 'fields', 'upsert', 'bypassDocumentValidation', 'collation', 'arrayFilters', 'hint', 'let'], run(cmd, _, given) { return this.#findAndModify(cmd, given); } },
    find: {
      fields: ['filter', 'sort', 'projection', 'hint', 'skip', 'limit', 'batchSize', 'singleBatch', 'max', 'min', 'returnKey', 'showRecordId', 'tailable', 'awaitData', 'noCursorTimeout', 'allowPartialResults', 'collation', 'allowDiskUse', 'let', 'oplogReplay'],
      run(cmd) { return this.#query(cmd); },
    },
    getMore: {
      fields: ['collection', 'batchSize'],
      run(cmd) {
        if (typeof cmd.getMore !== 'bigint') fail(14, `BSON field 'getMore.getMore' is the wrong type '${typeName(cmd.getMore)}', expected type 'long'`);
        if (typeof cmd.collection !== 'string') fail(typeof cmd.collection === 'undefined' ? 40414 : 14, "BSON field 'getMore.collection' is missing but a required field");
        if (cmd.maxTimeMS !== undefined && this.cursors.open.has(cmd.getMore)) fail(2, 'cannot set maxTimeMS on getMore command for a non-awaitData cursor');
        return { cursor: this.cursors.more(cmd.getMore, `${cmd.$db}.${cmd.collection}`, whole(cmd.batchSize, 'getMore.batchSize')) };
      },
    },
    killCursors: {
      fields: ['cursors'],
      run(cmd) {
        const killed = [], notFound = [];
        if (!Array.isArray(cmd.cursors)) fail(40414, "BSON field 'killCursors.cursors' is missing but a required field");
        for (const id of cmd.cursors) if (typeof id !== 'bigint') fail(14, `BSON field 'killCursors.cursors.0' is the wrong type '${typeName(id)}', expected type 'long'`);
        for (const id of cmd.cursors) (this.cursors.open.delete(id) ? killed : notFound).push(id);
        return { cursorsKilled: killed, cursorsNotFound: notFound, cursorsAlive: [], cursorsUnknown: [] };
      },
    },
    aggregate: { fields: ['pipeline', 'cursor', 'explain', 'allowDiskUse', 'bypassDocumentValidation', 'collation', 'hint', 'let'], run(cmd) { return this.#aggregate(cmd); } },
    count: {
      fields: ['query', 'limit', 'skip', 'hint', 'collation', 'fields'],
      run(cmd) {
        const name = this.#name(cmd, 'count'), c = this.#find(cmd.$db, name), filter = compile(cmd.query ?? {});
        simpleCollation(cmd.collation);
        const limit = Math.abs(toNumber(cmd.limit ?? 0)), skip = whole(cmd.skip, 'count.skip') ?? 0;
        if (!c) return { n: 0 };
        const hint = hintOf(cmd.hint);
        if (filter.all && hint === undefined) return { n: Math.max(0, Math.min(c.count - skip, limit || Infinity)) };
        return { n: select(c, filter, { skip, limit, hint }).length };
      },
    },
    distinct: {
      fields: ['key', 'query', 'collation', 'hint'],
      run(cmd) {
        const name = this.#name(cmd, 'distinct'), c = this.#find(cmd.$db, name), key = required(cmd.key, 'distinct.key');
        typed(key, 'distinct.key', 'string');
        simpleCollation(cmd.collation);
        const filter = compile(cmd.query ?? {}), parts = key.split('.'), values = new Map(), want = new Set([parts[0]]);
        for (const r of c ? select(c, filter, { hint: hintOf(cmd.hint) }) : []) distinctValues(decode(r.bytes, 0, want), parts, 0, values);
        return { values: [...values].sort((a, b) => a[0] < b[0] ? -1 : 1).map(([, v]) => v) };
      },
    },
    createIndexes: { fields: ['indexes', 'commitQuorum'], run(cmd) { return this.#createIndexes(cmd); } },
    dropIndexes: { fields: ['index'], run(cmd) { return this.#dropIndexes(cmd); } },
    listIndexes: {
      fields: ['cursor'],
      run(cmd) {
        const name = this.#name(cmd, 'listIndexes'), c = this.#find(cmd.$db, name);
        if (!c) fail(26, `ns does not exist: ${cmd.$db}.${name}`);
        return { cursor: this.cursors.first(`${cmd.$db}.${name}`, c.specs, s => encode(s), { batchSize: whole(cmd.cursor?.batchSize, 'listIndexes.cursor.batchSize') ?? 101 }) };
      },
    },
    create: {
      fields: ['capped', 'size', 'max', 'validator', 'validationLevel', 'validationAction', 'timeseries', 'viewOn', 'pipeline', 'expireAfterSeconds', 'clusteredIndex', 'changeStreamPreAndPostImages', 'encryptedFields', 'storageEngine', 'indexOptionDefaults', 'autoIndexId', 'temp', 'collation', 'idIndex'],
      run(cmd) { return this.#create(cmd); },
    },
    drop: {
      fields: [],
      run(cmd) {
        const name = this.#name(cmd, 'drop'), c = this.#find(cmd.$db, name);
        if (!c) return {};
        this.#forget(cmd.$db, name);
        return { nIndexesWas: c.specs.length, ns: c.ns };
      },
    },
    dropDatabase: {
      fields: [],
      run(cmd) {
        const d = this.databases.get(cmd.$db);
        if (!d) return {};
        for (const name of [...d.keys()]) this.#forget(cmd.$db, name);
        return { dropped: cmd.$db };
      },
    },
    listCollections: {
      fields: ['filter', 'nameOnly', 'authorizedCollections', 'cursor'],
      run(cmd) {
        const filter = compile(cmd.filter ?? {});
        const all = [...this.databases.get(cmd.$db) ?? []].map(([name, c]) => ({ name, type: 'collection', options: {}, info: { readOnly: false, uuid: c.uuid }, idIndex: { v: 2, key: { _id: 1 }, name: '_id_' } })).filter(d => filter.test(d));
        const items = truthy(cmd.nameOnly) ? all.map(({ name, type }) => ({ name, type })) : all;
        return { cursor: this.cursors.first(`${cmd.$db}.$cmd.listCollections`, items, d => encode(d), { batchSize: whole(cmd.cursor?.batchSize, 'listCollections.cursor.batchSize') ?? Infinity }) };
      },
    },
    listDatabases: {
      admin: true, fields: ['filter', 'nameOnly', 'authorizedDatabases'],
      run(cmd) {
        const filter = compile(cmd.filter ?? {});
        const all = [...this.databases].map(([name, d]) => ({ name, sizeOnDisk: BigInt([...d.values()].reduce((n, c) => n + c.bytes, 0)), empty: false })).filter(d => filter.test(d));
        if (truthy(cmd.nameOnly)) return { databases: all.map(({ name }) => ({ name })) };
        const total = all.reduce((n, d) => n + d.sizeOnDisk, 0n);
        return { databases: all, totalSize: total, totalSizeMb: total / 1048576n };
      },
    },
    dbStats: {
      fields: ['scale', 'freeStorage'],
      run(cmd) {
        const scale = whole(cmd.scale, 'dbStats.scale', 1) ?? 1, list = [...this.databases.get(cmd.$db)?.values() ?? []];
        const objects = list.reduce((n, c) => n + c.count, 0), size = list.reduce((n, c) => n + c.bytes, 0);
        return { db: cmd.$db, collections: BigInt(list.length), views: 0n, objects: BigInt(objects), avgObjSize: new Double(objects ? size / objects : 0), dataSize: new Double(size / scale), storageSize: new Double(size / scale), indexes: BigInt(list.reduce((n, c) => n + c.specs.length, 0)), scaleFactor: BigInt(scale) };
      },
    },
    collStats: {
      fields: ['scale'],
      run(cmd) {
        const name = this.#name(cmd, 'collStats'), c = this.#find(cmd.$db, name), scale = whole(cmd.scale, 'collStats.scale', 1) ?? 1;
        return { ns: `${cmd.$db}.${name}`, size: Math.floor((c?.bytes ?? 0) / scale), count: c?.count ?? 0, ...(c?.count ? { avgObjSize: Math.floor(c.bytes / c.count) } : {}), storageSize: Math.floor((c?.bytes ?? 0) / scale), nindexes: c ? c.specs.length : 0, scaleFactor: scale };
      },
    },
    explain: { fields: ['verbosity'], run(cmd) { return this.#explain(cmd); } },
  };

  #hello(connection, given) {
    const legacy = given !== 'hello';
    return {
      ...(legacy ? { helloOk: true, ismaster: true } : { isWritablePrimary: true, helloOk: true }),
      maxBsonObjectSize: 16777216, maxMessageSizeBytes: 48000000, maxWriteBatchSize: 100000, localTime: new Date(), logicalSessionTimeoutMinutes: 30,
      connectionId: connection?.id ?? 0, minWireVersion: 0, maxWireVersion: 21, readOnly: false,
    };
  }
}

const NOTHING = new Set(), U = new Set(['u']);
const ALIASES = { isMaster: 'hello', ismaster: 'hello', findandmodify: 'findAndModify', buildinfo: 'buildInfo', deleteIndexes: 'dropIndexes', dbstats: 'dbStats', collstats: 'collStats' };
const COMMANDS = Server.commands;
for (const c of Object.values(COMMANDS)) c.fields = new Set(c.fields);

function hintOf(h) {
  if (h === undefined || (isDocument(h) && keysOf(h).length === 0)) return undefined;
  if (typeof h !== 'string' && !isDocument(h)) fail(9, 'Hint must be a string or an object');
  return h;
}

function checkedBytes(doc) {
  const b = encode(doc);
  if (b.length > 16777216 + 16384) fail(10334, `BSONObj size: ${b.length} (0x${b.length.toString(16).toUpperCase()}) is invalid. Size must be between 0 and 16793600(16MB)`);
  return b;
}

function distinctValues(v, parts, i, into) {
  if (i === parts.length) {
    if (v === undefined) return;
    for (const x of Array.isArray(v) ? v : [v]) { const k = keyOf(x); if (!into.has(k)) into.set(k, x); }
    return;
  }
  if (Array.isArray(v)) {
    if (/^\d+$/.test(parts[i])) distinctValues(v[Number(parts[i])], parts, i + 1, into);
    for (const x of v) if (isDocument(x)) distinctValues(x, parts, i, into);
    return;
  }
  if (isDocument(v) && Object.hasOwn(v, parts[i])) distinctValues(v[parts[i]], parts, i + 1, into);
}
