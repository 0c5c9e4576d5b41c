// count.mjs FILE: reads a document with the peer for its syntax and prints how many statements it has.
import { createReadStream, readFileSync } from 'node:fs';
import { pipeline } from 'node:stream';

const file = process.argv[2];
const extension = file.slice(file.lastIndexOf('.'));
let count = 0;

if (extension === '.jsonld') {
  const { default: jsonld } = await import('jsonld');
  const quads = await jsonld.toRDF(JSON.parse(readFileSync(file, 'utf8')));
  count = quads.length;
} else {
  const parser = extension === '.rdf'
    ? new (await import('rdfxml-streaming-parser')).RdfXmlParser({ baseIRI: 'http://example.org/' })
    : new (await import('n3')).StreamParser({ format: extension === '.nt' ? 'N-Triples' : 'Turtle' });
  parser.on('data', () => count++);
  await new Promise((resolve, reject) => pipeline(createReadStream(file), parser, (error) => (error ? reject(error) : resolve())));
}
console.log(count);
