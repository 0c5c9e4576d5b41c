// Reads a JSON array of Turtle documents from standard input, validates each by the shapes of the file named first, and prints a JSON array: for each
// document its violations as [focus node, path].
import { readFileSync } from 'node:fs'
import { Parser } from 'n3'
import DataFactory from '@rdfjs/data-model/Factory.js'
import DatasetFactory from '@rdfjs/dataset/Factory.js'
import Environment from '@rdfjs/environment'
import NamespaceFactory from '@rdfjs/namespace/Factory.js'
import TermMapFactory from '@rdfjs/term-map/Factory.js'
import TermSetFactory from '@rdfjs/term-set/Factory.js'
import { Validator } from 'shacl-engine'

const rdf = new Environment([DataFactory, DatasetFactory, NamespaceFactory, TermMapFactory, TermSetFactory])
const read = text => rdf.dataset(new Parser({ factory: rdf }).parse(text))
const validator = new Validator(read(readFileSync(process.argv[2], 'utf8')), { factory: rdf })
const found = []
for (const document of JSON.parse(readFileSync(0, 'utf8'))) {
  const report = await validator.validate({ dataset: read(document) })
  found.push(report.results
    .filter(result => result.severity.value.endsWith('#Violation'))
    .map(result => [result.focusNode.term.value, result.path?.[0]?.predicates?.[0]?.value ?? '']))
}
console.log(JSON.stringify(found))
