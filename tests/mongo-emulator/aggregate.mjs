// Projections and aggregation stages over decoded documents. The stages are ours and small; every expression in them is mingo's
// (see expressions.mjs), so that types survive a pipeline and an unknown stage or expression is refused before the first document.
import {
  decode, deep, deleteField, Double, isDocument, isNumeric, keysOf, setField, shallow, show, toNumber, truthy, typeName, Undefined, BSONRegExp,
} from './bson.mjs';
import { fail, lacks } from './errors.mjs';
import { compare, keyOf } from './keys.mjs';
import { compileExpression, arithmetic, average, extreme, mergeObjects, sum } from './expressions.mjs';
import { compile } from './query.mjs';
import { select, sortFields, sortList, sortRecords } from './plan.mjs';

// ---- projections

const isSwitch = v => typeof v === 'boolean' || isNumeric(v);

/** A projection as {apply, want}: `find` allows $slice and $elemMatch, an aggregation does not. */
export function compileProjection(spec, { find = false, variables = null } = {}) {
  const keys = keysOf(spec);
  if (keys.length === 0) { if (!find) fail(51272, 'Invalid $project :: caused by :: projection specification must have at least one field'); return { apply: d => d, want: null }; }
  const root = node();
  let including = null, excluding = null, specials = false;
  const add = (path, leaf) => {
    const parts = path.split('.');
    if (parts.includes('')) fail(40353, path.endsWith('.') ? "FieldPath must not end with a '.'." : 'FieldPath field names may not be empty strings.');
    for (const p of parts) {
      if (p === '$') lacks('the positional projection operator $');
      if (p[0] === '$') fail(16410, `FieldPath field names may not start with '$'. Consider using $getField or $setField.`);
    }
    let n = root;
    parts.forEach((p, i) => {
      if (n.leaf !== undefined) fail(31249, `Path collision at ${path} remaining portion ${parts.slice(i).join('.')}`);
      if (!n.children.has(p)) n.children.set(p, node());
      n = n.children.get(p);
    });
    if (n.leaf !== undefined || n.children.size) fail(31250, `Path collision at ${path}`);
    n.leaf = leaf;
  };
  const walk = (prefix, doc) => {
    for (const k of keysOf(doc)) {
      const path = prefix + k, v = doc[k];
      if (path === '$**' || k === '') fail(40352, 'FieldPath cannot be constructed with empty string');
      if (isSwitch(v)) {
        const on = truthy(v);
        if (path !== '_id') {
          if (on) { if (excluding) fail(31253, `Cannot do inclusion on field ${path} in exclusion projection`); including ??= path; } else {
            if (including) fail(31254, `Cannot do exclusion on field ${path} in inclusion projection`);
            excluding ??= path;
          }
        }
        add(path, { on });
      } else if (isDocument(v) && keysOf(v).length && keysOf(v)[0][0] !== '$') walk(path + '.', v);
      else if (isDocument(v) && keysOf(v).length === 0) fail(51270, 'An empty sub-projection is not a valid value. Found empty object at path');
      else if (find && isDocument(v) && keysOf(v)[0] === '$slice') { specials = true; add(path, { slice: slicer(v.$slice) }); }
      else if (find && isDocument(v) && keysOf(v)[0] === '$elemMatch') {
        const q = compile({ v: { $elemMatch: v.$elemMatch } });
        if (excluding) fail(31253, `Cannot do inclusion on field ${path} in exclusion projection`);
        including ??= path;
        add(path, { elem: x => q.test({ v: [x] }) });
      } else if (isDocument(v) && keysOf(v)[0] === '$meta') lacks('a projection by $meta');
      else {
        if (excluding) fail(31252, `Cannot use an expression for field ${path} in an exclusion projection`);
        including ??= path;
        add(path, { compute: compileExpression(v, variables) });
      }
    }
  };
  walk('', spec);
  const idNode = root.children.get('_id');
  const onlyId = !including && !excluding && idNode?.leaf?.on !== undefined;
  const inclusion = including !== null || (onlyId && idNode.leaf.on && !specials);
  if (inclusion && !idNode) root.children.set('_id', Object.assign(node(), { leaf: { on: true } }));
  const computes = n => n.leaf ? Boolean(n.leaf.compute) : [...n.children.values()].some(computes);
  const want = inclusion && ![...root.children.values()].some(computes) ? new Set(root.children.keys()) : null;
  return { apply: doc => inclusion ? include(doc, root, doc, true) : exclude(doc, root), want };
}

const node = () => ({ children: new Map(), leaf: undefined });

function slicer(arg) {
  const [a, b] = Array.isArray(arg) ? arg : [arg];
  const n = toNumber(a);
  if (!isNumeric(a) || (b !== undefined && !isNumeric(b))) fail(28667, `First argument to $slice must be an array, but is of type: ${typeName(a)}`);
  if (b === undefined) return l => n >= 0 ? l.slice(0, n) : l.slice(n);
  if (toNumber(b) <= 0) fail(28729, `Third argument to $slice must be positive: ${show(b)}`);
  return l => { const from = n >= 0 ? n : Math.max(0, l.length + n); return l.slice(from, from + toNumber(b)); };
}

function include(doc, n, root) {
  const out = {};
  for (const k of keysOf(doc)) {
    const child = n.children.get(k), v = doc[k];
    if (!child || (child.leaf?.compute && k !== '_id')) continue;
    const r = included(v, child, root);
    if (r !== undefined) setField(out, k, r);
  }
  // Computed fields stand after what was there, in the order of the projection, even where they take the name of an old field.
  for (const [k, child] of n.children) {
    if (Object.hasOwn(doc, k) && (!child.leaf?.compute || k === '_id')) continue;
    const r = computed(child, root);
    if (r !== undefined) setField(out, k, r);
  }
  return out;
}

function included(v, child, root) {
  const leaf = child.leaf;
  if (leaf) {
    if (leaf.compute) return leaf.compute(root);
    if (leaf.slice) return Array.isArray(v) ? leaf.slice(v) : v;
    if (leaf.elem) { if (!Array.isArray(v)) return undefined; const hit = v.find(leaf.elem); return hit === undefined ? undefined : [hit]; }
    return leaf.on ? v : undefined;
  }
  if (Array.isArray(v)) return v.map(x => included(x, child, root)).filter(x => x !== undefined);
  if (isDocument(v)) return include(v, child, root);
  return computed(child, root);
}

function computed(child, root) {
  if (child.leaf) return child.leaf.compute ? child.leaf.compute(root) : undefined;
  const out = {};
  for (const [k, c] of child.children) { const r = computed(c, root); if (r !== undefined) setField(out, k, r); }
  return keysOf(out).length ? out : undefined;
}

function exclude(doc, n) {
  if (Array.isArray(doc)) return doc.map(x => isDocument(x) || Array.isArray(x) ? exclude(x, n) : x);
  const out = {};
  for (const k of keysOf(doc)) {
    const child = n.children.get(k), v = doc[k];
    if (!child) setField(out, k, v);
    else if (child.leaf) { if (child.leaf.slice) setField(out, k, Array.isArray(v) ? child.leaf.slice(v) : v); else if (child.leaf.on) setField(out, k, v); } else setField(out, k, isDocument(v) || Array.isArray(v) ? exclude(v, child) : v);
  }
  return out;
}

// ---- $addFields

function fieldSetter(spec, stage, variables) {
  if (!isDocument(spec)) fail(40272, `${stage} specification stage must be an object, got ${typeName(spec)}`);
  if (keysOf(spec).length === 0) fail(40177, `Invalid ${stage} :: caused by :: specification must have at least one field`);
  const setters = [];
  const walk = (prefix, doc) => {
    for (const k of keysOf(doc)) {
      const v = doc[k], path = prefix + k, parts = path.split('.');
      for (const p of parts) if (p === '' || p[0] === '$') fail(p === '' ? 40353 : 16410, p === '' ? "FieldPath must not end with a '.'." : `FieldPath field names may not start with '$'. Consider using $getField or $setField.`);
      if (isDocument(v) && keysOf(v).length && keysOf(v)[0][0] !== '$') walk(path + '.', v);
      else setters.push({ parts, compute: compileExpression(v, variables) });
    }
  };
  walk('', spec);
  const names = setters.map(s => s.parts.join('.')).sort();
  for (let i = 1; i < names.length; i++) if (names[i] === names[i - 1] || names[i].startsWith(names[i - 1] + '.')) fail(31249, `Invalid ${stage} :: caused by :: Path collision at ${names[i]}`);
  return doc => {
    let out = doc;
    for (const { parts, compute } of setters) out = put(out, parts, 0, compute(doc));
    return out;
  };
}

/** A copy with the value at the path; through arrays it goes to every element; undefined removes. */
function put(v, parts, i, value) {
  if (Array.isArray(v) && i > 0) return v.map(x => put(x, parts, i, value));
  const out = isDocument(v) ? shallow(v) : {};
  if (i === parts.length - 1) { if (value === undefined) { if (Object.hasOwn(out, parts[i])) deleteField(out, parts[i]); } else setField(out, parts[i], value); } else if (value !== undefined || Object.hasOwn(out, parts[i])) setField(out, parts[i], put(out[parts[i]], parts, i + 1, value));
  return out;
}

// ---- $group

const ACCUMULATORS = {
  $sum: f => docs => sum(docs.map(f)),
  $avg: f => docs => average(docs.map(f)),
  $min: f => docs => extreme(docs.map(f), -1),
  $max: f => docs => extreme(docs.map(f), 1),
  $first: f => docs => f(docs[0]) ?? null,
  $last: f => docs => f(docs[docs.length - 1]) ?? null,
  $push: f => docs => docs.map(f).filter(v => v !== undefined),
  $addToSet: f => docs => [...new Map(docs.map(f).filter(v => v !== undefined).map(v => [keyOf(v), v])).values()],
  $mergeObjects: f => docs => mergeObjects(docs.map(f)),
  $stdDevPop: f => docs => deviation(docs.map(f), 0),
  $stdDevSamp: f => docs => deviation(docs.map(f), 1),
};
const OTHER_ACCUMULATORS = new Set(['$accumulator', '$bottom', '$bottomN', '$firstN', '$lastN', '$maxN', '$median', '$minN', '$percentile', '$top', '$topN']);

function deviation(list, less) {
  const n = list.filter(isNumeric).map(toNumber);
  if (n.length - less <= 0) return null;
  const mean = n.reduce((a, b) => a + b, 0) / n.length;
  return new Double(Math.sqrt(n.reduce((a, b) => a + (b - mean) ** 2, 0) / (n.length - less)));
}

function group(spec, variables) {
  if (!isDocument(spec)) fail(15947, "a group's fields must be specified in an object");
  if (!Object.hasOwn(spec, '_id')) fail(15955, 'a group specification must include an _id');
  const by = compileExpression(spec._id, variables), fields = [];
  for (const k of keysOf(spec)) {
    if (k === '_id') continue;
    if (k.includes('.')) fail(40235, `The field name '${k}' cannot contain '.'`);
    if (k[0] === '$') fail(40236, `The field name '${k}' cannot be an operator name`);
    const v = spec[k];
    if (!isDocument(v) || keysOf(v).length === 0) fail(40234, `The field '${k}' must be an accumulator object`);
    if (keysOf(v).length !== 1) fail(40238, `The field '${k}' must specify one accumulator`);
    const op = keysOf(v)[0];
    if (op === '$count') {
      if (!isDocument(v.$count) || keysOf(v.$count).length) fail(9, '$count takes no arguments, i.e. $count:{}');
      fields.push([k, docs => docs.length]);
      continue;
    }
    if (!Object.hasOwn(ACCUMULATORS, op)) {
      if (OTHER_ACCUMULATORS.has(op)) lacks(`the accumulator ${op}`);
      fail(15952, `unknown group operator '${op}'`);
    }
    if (Array.isArray(v[op])) fail(40237, `The ${op} accumulator is a unary operator`);
    fields.push([k, ACCUMULATORS[op](compileExpression(v[op], variables))]);
  }
  return docs => {
    const groups = new Map();
    for (const d of docs) {
      const id = by(d), k = id === undefined ? '' : keyOf(id);
      let g = groups.get(k);
      if (!g) groups.set(k, g = { id: id === undefined ? null : id, docs: [] });
      g.docs.push(d);
    }
    // A missing field and null are one group.
    const missing = groups.get(''), nulls = groups.get(keyOf(null));
    if (missing && nulls) { const first = docs.find(d => missing.docs[0] === d || nulls.docs[0] === d); const [a, b] = first === missing.docs[0] ? ['', keyOf(null)] : [keyOf(null), '']; const set = new Set([...groups.get(a).docs, ...groups.get(b).docs]); groups.get(a).docs = docs.filter(d => set.has(d)); groups.delete(b); }
    return [...groups.values()].map(g => {
      const out = { _id: g.id };
      for (const [k, f] of fields) setField(out, k, f(g.docs));
      return out;
    });
  };
}

// ---- stages

const path = (v, stage, code = 28818) => {
  if (typeof v !== 'string' || v[0] !== '$' || v.length < 2) fail(code, `path option to ${stage} stage should be prefixed with a '$': ${show(v)}`);
  return v.slice(1).split('.');
};

const integer = (v, stage, min, code) => {
  const n = toNumber(v);
  if (!isNumeric(v) || !Number.isInteger(n) || n < min) fail(isNumeric(v) && n === 0 && stage === '$limit' ? 15958 : code, `invalid argument to ${stage} stage: Expected ${min ? 'a positive' : 'a non-negative'} number in: ${stage}: ${show(v)}`);
  return n;
};

const STAGES = {
  $match: (spec, ctx) => {
    if (!isDocument(spec)) fail(15959, 'the match filter must be an expression in an object');
    const f = compile(bind(spec, ctx));
    return docs => f.all ? docs : docs.filter(d => f.test(d));
  },
  $project: (spec, ctx) => {
    if (!isDocument(spec)) fail(15969, '$project specification must be an object');
    const p = compileProjection(spec, { variables: ctx.variables });
    return docs => docs.map(p.apply);
  },
  $addFields: (spec, ctx) => { const f = fieldSetter(spec, '$addFields', ctx.variables); return docs => docs.map(f); },
  $set: (spec, ctx) => { const f = fieldSetter(spec, '$set', ctx.variables); return docs => docs.map(f); },
  $unset: spec => {
    const list = Array.isArray(spec) ? spec : [spec];
    if (list.length === 0 || list.some(x => typeof x !== 'string')) fail(31002, '$unset specification must be a string or an array with at least one field');
    const p = compileProjection(Object.fromEntries(list.map(x => [x, 0])));
    return docs => docs.map(p.apply);
  },
  $group: (spec, ctx) => group(spec, ctx.variables),
  $sort: spec => {
    if (!isDocument(spec)) fail(15973, 'the $sort key specification must be an object');
    const list = sortList(spec);
    if (!list) fail(15976, '$sort stage must have at least one sort key');
    return docs => sortRecords(docs, list, d => d);
  },
  $limit: spec => { const n = integer(spec, '$limit', 1, 2107201); return docs => docs.slice(0, n); },
  $skip: spec => { const n = integer(spec, '$skip', 0, 2107200); return docs => docs.slice(n); },
  $count: spec => {
    if (typeof spec !== 'string' || spec === '') fail(40156, 'the count field must be a non-empty string');
    if (spec[0] === '$') fail(40158, 'the count field cannot be a $-prefixed path');
    if (spec.includes('.')) fail(40160, "the count field cannot contain '.'");
    return docs => docs.length ? [{ [spec]: docs.length }] : [];
  },
  $sortByCount: (spec, ctx) => {
    const g = group({ _id: spec, count: { $sum: 1 } }, ctx.variables);
    return docs => g(docs).sort((a, b) => compare(b.count, a.count));
  },
  $unwind: spec => {
    const o = typeof spec === 'string' ? { path: spec } : spec;
    if (!isDocument(o)) fail(15981, `expected either a string or an object as specification for $unwind stage, got ${typeName(spec)}`);
    for (const k of keysOf(o)) if (!['path', 'includeArrayIndex', 'preserveNullAndEmptyArrays'].includes(k)) fail(28811, `unrecognized option to $unwind stage: ${k}`);
    if (o.path === undefined) fail(28812, 'no path specified to $unwind stage');
    const parts = path(o.path, '$unwind'), index = o.includeArrayIndex, keep = o.preserveNullAndEmptyArrays === true;
    const read = d => parts.reduce((v, p) => isDocument(v) && Object.hasOwn(v, p) ? v[p] : undefined, d);
    return docs => docs.flatMap(d => {
      const v = read(d);
      const withIndex = (doc, i) => index === undefined ? doc : put(doc, index.split('.'), 0, i);
      if (Array.isArray(v)) {
        if (v.length === 0) return keep ? [withIndex(put(d, parts, 0, undefined), null)] : [];
        return v.map((x, i) => withIndex(put(d, parts, 0, x), BigInt(i)));
      }
      if (v === undefined || v === null || v instanceof Undefined) return keep ? [withIndex(d, null)] : [];
      return [withIndex(d, null)];
    });
  },
  $replaceRoot: (spec, ctx) => {
    if (!isDocument(spec) || keysOf(spec).join() !== 'newRoot') fail(40231, 'expected an object with one field newRoot as specification for $replaceRoot stage');
    return replaceRoot(spec.newRoot, ctx);
  },
  $replaceWith: (spec, ctx) => replaceRoot(spec, ctx),
  $facet: (spec, ctx) => {
    if (!isDocument(spec) || keysOf(spec).length === 0) fail(40169, 'the $facet specification must be a non-empty object');
    const parts = keysOf(spec).map(k => {
      if (!Array.isArray(spec[k])) fail(40170, `arguments to $facet must be arrays, ${k} is type ${typeName(spec[k])}`);
      for (const s of spec[k]) if (isDocument(s) && ['$facet', '$out', '$merge', '$collStats', '$indexStats', '$geoNear'].includes(keysOf(s)[0])) fail(40600, `${keysOf(s)[0]} is not allowed to be used within a $facet stage`);
      return [k, compilePipeline(spec[k], ctx)];
    });
    return docs => { const out = {}; for (const [k, run] of parts) setField(out, k, run(docs)); return [out]; };
  },
  $bucket: (spec, ctx) => {
    if (!isDocument(spec)) fail(40201, `Argument to $bucket stage must be an object, but found type: ${typeName(spec)}.`);
    for (const k of keysOf(spec)) if (!['groupBy', 'boundaries', 'default', 'output'].includes(k)) fail(40197, `Unrecognized option to $bucket: ${k}.`);
    const { groupBy, boundaries, output } = spec, other = Object.hasOwn(spec, 'default');
    if (!Array.isArray(boundaries) || boundaries.length < 2) fail(40192, "The $bucket 'boundaries' field must have at least 2 values");
    for (let i = 1; i < boundaries.length; i++) if (compare(boundaries[i - 1], boundaries[i]) >= 0) fail(40194, "The 'boundaries' option to $bucket must be sorted");
    const by = compileExpression(groupBy, ctx.variables), g = group({ _id: '$b', ...wrapPaths(output ?? { count: { $sum: 1 } }) }, ctx.variables);
    return docs => g(docs.map(d => {
      const v = by(d);
      let b = boundaries.findIndex((x, i) => i + 1 < boundaries.length && v !== undefined && compare(v, x) >= 0 && compare(v, boundaries[i + 1]) < 0);
      if (b < 0) { if (!other) fail(40066, '$switch could not find a matching branch for an input, and no default was specified.'); return { b: spec.default, d }; }
      return { b: boundaries[b], d };
    })).sort((a, b) => compare(a._id, b._id));
  },
  $sample: spec => {
    if (!isDocument(spec)) fail(28745, 'the $sample stage specification must be an object');
    for (const k of keysOf(spec)) if (k !== 'size') fail(28748, `unrecognized option to $sample: ${k}`);
    if (spec.size === undefined) fail(28749, '$sample stage must specify a size');
    if (!isNumeric(spec.size)) fail(28746, 'size argument to $sample must be a number');
    const n = Math.trunc(toNumber(spec.size));
    if (n <= 0) fail(28747, 'size argument to $sample must be a positive integer');
    return docs => {
      const all = [...docs];
      for (let i = 0; i < Math.min(n, all.length); i++) { const j = i + Math.floor(Math.random() * (all.length - i)); [all[i], all[j]] = [all[j], all[i]]; }
      return all.slice(0, n);
    };
  },
  $lookup: (spec, ctx) => {
    if (!isDocument(spec)) fail(9, `the $lookup specification must be an object, but found ${typeName(spec)}`);
    for (const k of keysOf(spec)) if (!['from', 'localField', 'foreignField', 'as', 'let', 'pipeline'].includes(k)) fail(9, `unknown argument to $lookup: ${k}`);
    const { from, localField, foreignField, as, pipeline } = spec;
    if (typeof from !== 'string') fail(9, 'missing \'from\' option to $lookup stage specification');
    if (typeof as !== 'string') fail(9, "must specify 'as' field for a $lookup");
    if ((localField === undefined) !== (foreignField === undefined)) fail(9, '$lookup requires both or neither of \'localField\' and \'foreignField\' to be specified');
    if (localField === undefined && pipeline === undefined) fail(9, "$lookup requires either 'pipeline' or both 'localField' and 'foreignField' to be specified");
    const vars = spec.let ? keysOf(spec.let).map(k => [k, compileExpression(spec.let[k], ctx.variables)]) : [];
    // Refuse a wrong inner pipeline even where no document comes by.
    if (pipeline) compilePipeline(pipeline, { ...ctx, variables: { ...ctx.variables, ...Object.fromEntries(vars.map(([k]) => [k, null])) } });
    const local = localField?.split('.');
    return docs => docs.map(d => {
      const target = ctx.collection(from);
      let found;
      if (local) {
        const values = [];
        gather(d, local, 0, values);
        if (values.length === 0) values.push(null);
        const filter = compile({ [foreignField]: { $in: values.filter(v => !(v instanceof BSONRegExp)) } });
        found = target ? select(target, filter).map(r => decode(r.bytes)) : [];
      } else found = target ? [...target.byId.values()].map(r => decode(r.bytes)) : [];
      if (pipeline) found = compilePipeline(pipeline, { ...ctx, variables: { ...ctx.variables, ...Object.fromEntries(vars.map(([k, f]) => [k, f(d)])) } })(found);
      return put(d, as.split('.'), 0, found);
    });
  },
};

/** A field path within the wrapped documents of $bucket. */
function wrapPaths(v) {
  if (typeof v === 'string' && v[0] === '$') return v[1] === '$' ? v.replace(/^\$\$(ROOT|CURRENT)/, '$$$$$1.d') : '$d.' + v.slice(1);
  if (Array.isArray(v)) return v.map(wrapPaths);
  if (!isDocument(v)) return v;
  const out = {};
  for (const k of keysOf(v)) out[k] = k === '$literal' ? v[k] : wrapPaths(v[k]);
  return out;
}

function gather(v, parts, i, into) {
  if (i === parts.length) { if (Array.isArray(v)) into.push(...v); else into.push(v === undefined ? null : v); return; }
  if (Array.isArray(v)) { for (const x of v) if (isDocument(x)) gather(x, parts, i, into); return; }
  gather(isDocument(v) ? v[parts[i]] : undefined, parts, i + 1, into);
}

/** $match inside a $lookup pipeline may use the variables of `let` in $expr. */
function bind(spec, ctx) {
  if (!ctx.variables || Object.keys(ctx.variables).length === 0 || !Object.hasOwn(spec, '$expr')) return spec;
  const out = shallow(spec);
  out.$expr = { $let: { vars: Object.fromEntries(Object.entries(ctx.variables).map(([k, v]) => [k, { $literal: v }])), in: spec.$expr } };
  return out;
}

function replaceRoot(expr, ctx) {
  const f = compileExpression(expr, ctx.variables);
  return docs => docs.map(d => {
    const r = f(d);
    if (!isDocument(r)) fail(40228, `'newRoot' expression must evaluate to an object, but resulting value was: ${r === undefined ? 'MISSING' : show(r)}. Type of resulting value: '${typeName(r)}'. Input document: ${show(d).slice(0, 200)}`);
    return r;
  });
}

const OTHER_STAGES = new Set(['$bucketAuto', '$collStats', '$currentOp', '$densify', '$documents', '$fill', '$geoNear', '$graphLookup', '$indexStats', '$listLocalSessions', '$listSessions', '$listSampledQueries',
  '$merge', '$out', '$planCacheStats', '$redact', '$search', '$searchMeta', '$setWindowFields', '$shardedDataDistribution', '$unionWith', '$vectorSearch', '$querySettings', '$changeStreamSplitLargeEvent']);

/** Compiles stages to documents -> documents. ctx: {variables, collection(name)}. */
export function compilePipeline(stages, ctx) {
  const run = stages.map(s => {
    if (!isDocument(s)) fail(14, 'Each element of the \'pipeline\' array must be an object');
    const keys = keysOf(s);
    if (keys.length !== 1) fail(40323, 'A pipeline stage specification object must contain exactly one field.');
    const name = keys[0];
    if (name === '$changeStream') fail(40573, 'The $changeStream stage is only supported on replica sets');
    if (OTHER_STAGES.has(name)) lacks(`the aggregation stage ${name}`);
    if (!Object.hasOwn(STAGES, name)) fail(40324, `Unrecognized pipeline stage name: '${name}'`);
    return STAGES[name](s[name], ctx);
  });
  return docs => run.reduce((d, f) => f(d), docs);
}

/** An update pipeline: one document to one. */
export function updatePipeline(stages) {
  for (const s of stages) {
    const name = isDocument(s) ? keysOf(s)[0] : undefined;
    if (name !== undefined && !['$set', '$addFields', '$unset', '$project', '$replaceRoot', '$replaceWith'].includes(name)) {
      if (Object.hasOwn(STAGES, name) || OTHER_STAGES.has(name)) fail(72, `${name} is not allowed to be used within an update`);
      fail(40324, `Unrecognized pipeline stage name: '${name}'`);
    }
  }
  const run = compilePipeline(stages, { variables: null, collection: () => null });
  return doc => run([doc])[0];
}

/** An aggregation over a collection: leading $match, $sort and $limit go through the indexes. */
export function aggregate(collection, stages, ctx, hint) {
  compilePipeline(stages, ctx); // everything is refused before anything runs
  let i = 0, filter = compile(null), sort = null, skip = 0, limit = 0;
  if (isDocument(stages[i]) && stages[i].$match) filter = compile(stages[i++].$match);
  if (stages[i]?.$sort) sort = sortList(stages[i++].$sort);
  if (stages[i]?.$skip !== undefined) skip = toNumber(stages[i++].$skip);
  if (stages[i]?.$limit !== undefined) limit = toNumber(stages[i++].$limit);
  const rest = stages.slice(i);
  const records = collection ? select(collection, filter, { sort, skip, limit, hint }) : [];
  if (rest.length === 0) return { bytes: records.map(r => r.bytes) };
  if (rest.length === 1 && rest[0].$count !== undefined) return { docs: records.length ? [{ [rest[0].$count]: records.length }] : [] };
  const want = fieldsOf(rest);
  return { docs: compilePipeline(rest, ctx)(records.map(want?.size === 0 ? () => ({}) : r => decode(r.bytes, 0, want))) };
}

/** The top-level fields that a pipeline can see, as far as that is plain: up to a first $group or an inclusion. */
function fieldsOf(stages) {
  const names = new Set();
  const scan = v => {
    if (typeof v === 'string') {
      if (v.startsWith('$$')) { if (/^\$\$(ROOT|CURRENT)/.test(v)) return false; return true; }
      if (v[0] === '$') names.add(v.slice(1).split('.', 1)[0]);
      return true;
    }
    if (Array.isArray(v)) return v.every(scan);
    if (isDocument(v)) return keysOf(v).every(k => k !== '$getField' && k !== '$setField' && k !== '$unsetField' && scan(v[k]));
    return true;
  };
  for (const s of stages) {
    if (s.$group) return scan(s.$group) ? names : null;
    if (s.$sortByCount) return scan(s.$sortByCount) ? names : null;
    if (s.$count) return names;
    if (s.$unwind) { if (!scan(typeof s.$unwind === 'string' ? s.$unwind : s.$unwind.path)) return null; continue; }
    return null;
  }
  return null;
}

export { arithmetic, deep, sortFields };
