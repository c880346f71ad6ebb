import { readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'

interface Layer {
  readonly name: string
  /** Layers above it in this list; its own files may always import each other. */
  readonly mayImport: readonly string[]
  readonly because: string
}

/** Folders and single files of src, each of which may import only what is named, and only from above. */
const LAYERS: readonly Layer[] = [
  { name: 'errors', mayImport: [], because: 'every layer throws them' },
  { name: 'types', mayImport: [], because: 'the values that flow through all steps belong to none of them' },
  { name: 'audit-family', mayImport: [], because: 'a part of the published form' },
  { name: 'order-record', mayImport: [], because: 'the part of a result that states the order test' },
  { name: 'recall-record', mayImport: [], because: 'the part that states what is known word for word' },
  { name: 'signals', mayImport: ['types'], because: 'token scores of one text in, one number out' },
  {
    name: 'audit-report',
    mayImport: ['audit-family', 'order-record', 'recall-record'],
    because: 'the published form of a result depends on no way of making it',
  },
  { name: 'monitoring-record', mayImport: [], because: 'the part of a gate that states its tests' },
  {
    name: 'gate-baseline-form',
    mayImport: ['monitoring-record'],
    because: 'the published form of what is kept',
  },
  {
    name: 'gate-baseline',
    mayImport: ['gate-baseline-form'],
    because: 'the same, and that its parts belong together',
  },
  {
    name: 'gate-report',
    mayImport: ['audit-report', 'monitoring-record'],
    because: 'the published form of what a gate says',
  },
  { name: 'comparison-report', mayImport: [], because: 'the published form of many results' },
  { name: 'domains-report', mayImport: [], because: 'the same of losses by domain' },
  { name: 'power-report', mayImport: [], because: 'the same of a plan' },
  { name: 'version', mayImport: [], because: 'a constant' },
  {
    name: 'choice-fields',
    mayImport: [],
    because: 'names of fields, alike in what reads a set and what makes one',
  },
  {
    name: 'exclusions',
    mayImport: ['types'],
    because: 'what was left out is listed alike by whoever leaves it out',
  },
  { name: 'json-numbers', mayImport: [], because: 'whole numbers are written alike into sets and prompts' },
  { name: 'nearest-name', mayImport: [], because: 'text in, text out' },
  { name: 'short-names', mayImport: [], because: 'text in, text out' },
  { name: 'format', mayImport: [], because: 'numbers in, text out, alike in verdicts and reports' },
  {
    name: 'statistics',
    mayImport: ['errors', 'types'],
    because: 'a test knows nothing of models, files and verdicts',
  },
  {
    name: 'monitoring',
    mayImport: ['monitoring-record', 'statistics'],
    because: 'losses of a sequence in, tests out; what follows from them is for others',
  },
  {
    name: 'policy',
    mayImport: ['errors', 'nearest-name'],
    because: 'a text in, what is asked out, before anything is read that it names',
  },
  {
    name: 'io',
    mayImport: ['errors', 'nearest-name'],
    because: 'files are bytes; what they mean is for others',
  },
  {
    name: 'sets',
    mayImport: ['errors', 'types', 'choice-fields', 'json-numbers', 'nearest-name', 'io'],
    because: 'a set is read without any model',
  },
  {
    name: 'catalogue',
    mayImport: ['errors', 'nearest-name', 'io'],
    because: 'where a published set is had; what its rows say is for others',
  },
  {
    name: 'endpoint',
    mayImport: ['errors', 'types', 'io'],
    because: 'it brings prompts to a model and keeps the answers, whatever they are for',
  },
  { name: 'text', mayImport: [], because: 'what a text says, whatever set it is of' },
  {
    name: 'multiple-choice',
    mayImport: ['types', 'choice-fields'],
    because: 'question, options and key of a row are the same for whoever makes one and whoever checks it',
  },
  {
    name: 'building',
    mayImport: [
      ...['errors', 'types', 'choice-fields', 'exclusions', 'json-numbers', 'statistics', 'text'],
      'multiple-choice',
    ],
    because: 'rows in, new rows out: no file, no model',
  },
  {
    name: 'paraphrasing',
    mayImport: ['errors', 'types', 'exclusions', 'statistics', 'text'],
    because: 'rows in, reworded rows out; what reaches a model is passed in',
  },
  { name: 'models', mayImport: ['errors', 'io'], because: 'a model scores tokens, whatever set they are of' },
  {
    name: 'scoring',
    mayImport: ['errors', 'types', 'version', 'io', 'models'],
    because: 'it brings texts to models and knows nothing of what the scores are for',
  },
  {
    name: 'gaps',
    mayImport: ['types', 'audit-report', 'recall-record', 'statistics'],
    because: 'losses in, estimates out',
  },
  {
    name: 'checks',
    mayImport: ['types', 'audit-report', 'statistics', 'sets'],
    because: 'they judge sets and losses, never a finding: no verdict can make a check better',
  },
  {
    name: 'set-checks',
    mayImport: [
      ...['errors', 'types', 'choice-fields', 'statistics', 'sets', 'text', 'multiple-choice', 'checks'],
    ],
    because: 'they judge a set by its texts alone, before any model sees it',
  },
  {
    name: 'published-schemas',
    mayImport: [
      ...['audit-report', 'comparison-report', 'domains-report', 'power-report', 'set-checks'],
      ...['gate-baseline', 'gate-report', 'policy'],
    ],
    because: 'the list of forms that files of ours have; tools and tests read it',
  },
  {
    name: 'planning',
    mayImport: ['types', 'audit-report', 'power-report', 'statistics', 'gaps', 'checks'],
    because: 'it foresees what an audit could say, by the formulas of its tests',
  },
  {
    name: 'order',
    mayImport: [
      ...['errors', 'types', 'order-record', 'audit-report', 'statistics', 'io', 'sets'],
      ...['models', 'scoring', 'checks'],
    ],
    because: 'a file and a model in, the estimate of one family out; what follows from it is for others',
  },
  {
    name: 'verdict',
    mayImport: ['order-record', 'recall-record', 'audit-report', 'format', 'statistics', 'gaps'],
    because: 'it sees estimates and checks, never texts or token scores',
  },
  {
    name: 'audit',
    mayImport: [
      ...['errors', 'types', 'order-record', 'recall-record', 'audit-report', 'short-names', 'statistics'],
      ...['signals'],
      ...['models', 'scoring', 'gaps', 'checks', 'set-checks', 'order', 'verdict'],
    ],
    because: 'it hands what one step made to the next',
  },
  {
    name: 'runs',
    mayImport: ['errors', 'types', 'audit-report', 'io', 'models', 'scoring', 'gaps', 'planning'],
    because: 'what an audit leaves behind is written and read back in one place, and held against its report',
  },
  {
    name: 'gate',
    mayImport: [
      ...['errors', 'audit-report', 'monitoring-record', 'gate-baseline', 'gate-report', 'version'],
      ...['short-names', 'format', 'statistics', 'monitoring', 'checks'],
    ],
    because: 'a verdict and tests in, an outcome out; nothing is scored and no file is read here',
  },
  {
    name: 'comparison',
    mayImport: ['errors', 'audit-report', 'comparison-report', 'version', 'statistics'],
    because: 'reports in, a report out',
  },
  {
    name: 'reports',
    mayImport: [
      ...['types', 'order-record', 'audit-report', 'comparison-report', 'domains-report', 'power-report'],
      ...['short-names', 'format', 'signals', 'statistics', 'monitoring-record', 'gate-report'],
      ...['catalogue', 'scoring', 'set-checks', 'building', 'runs'],
    ],
    because: 'they show a result and decide nothing: no verdict, gap or check is made here',
  },
  {
    name: 'pipeline',
    mayImport: [
      ...['types', 'audit-report', 'version', 'short-names', 'statistics', 'io', 'sets'],
      ...['models', 'scoring', 'gaps', 'checks', 'set-checks', 'order', 'verdict', 'audit'],
    ],
    because: 'all steps of an audit, and no way of showing it',
  },
  {
    name: 'domains',
    mayImport: [
      ...['errors', 'types', 'domains-report', 'short-names', 'version', 'statistics', 'io', 'sets'],
      ...['models', 'scoring', 'audit'],
    ],
    because: 'losses by domain: like an audit without a verdict',
  },
  {
    name: 'gate-scoring',
    mayImport: ['types', 'gate-baseline', 'io', 'sets', 'models', 'scoring', 'audit', 'gate', 'pipeline'],
    because: 'what a baseline keeps of a checkpoint',
  },
  {
    name: 'gate-pipeline',
    mayImport: [
      ...['errors', 'audit-report', 'monitoring-record', 'gate-baseline', 'gate-report', 'monitoring'],
      ...['io', 'sets', 'models', 'checks', 'gate', 'pipeline', 'gate-scoring'],
    ],
    because: 'all steps of a gate, and no way of showing it',
  },
  {
    name: 'cli',
    mayImport: [
      ...['gate-baseline', 'gate-report', 'gate-pipeline', 'policy'],
      ...[
        'errors',
        'types',
        'audit-report',
        'domains-report',
        'power-report',
        'version',
        'nearest-name',
        'io',
        'sets',
      ],
      ...['statistics', 'catalogue', 'text', 'building', 'paraphrasing', 'endpoint', 'models', 'scoring'],
      ...['audit', 'checks', 'planning', 'order', 'set-checks', 'runs', 'comparison', 'domains', 'reports'],
      ...['pipeline'],
    ],
    because:
      'a thin shell: of statistics it makes the seeded generator, and verdicts reach it only in a report',
  },
  {
    name: 'library',
    mayImport: [...['audit-report', 'types', 'io', 'sets', 'models', 'scoring', 'audit', 'pipeline']],
    because: 'the way in for programs, as cli is for people',
  },
  {
    name: 'index',
    mayImport: [
      ...['errors', 'types', 'audit-report', 'comparison-report', 'domains-report', 'version', 'statistics'],
      ...['io', 'sets', 'text', 'building', 'paraphrasing', 'models', 'scoring', 'signals', 'order'],
      ...['set-checks', 'audit', 'comparison', 'domains', 'reports', 'pipeline', 'library'],
      ...['gate', 'gate-baseline', 'gate-report', 'gate-pipeline', 'policy'],
    ],
    because: 'the public names; nothing imports it',
  },
]

/** Where each package and Node module may be imported. */
const PACKAGES: readonly (readonly [name: RegExp, where: RegExp, because: string])[] = [
  [
    /^onnxruntime-node$/,
    /^models\/onnx-session\.ts$/,
    'a large native module, loaded only where a model runs',
  ],
  [/^node:fs(\/promises)?$/, /^io\//, 'errors of the file system are explained in one place'],
  [/^commander$/, /^cli\//, 'the command line is one way in, not the only one'],
  [
    /^chalk$/,
    /^(cli\/|reports\/console\/|reports\/(set-checks|comparison|domains|power|gate\/console)\.ts$)/,
    'colour is for terminals',
  ],
  [/^@observablehq\/plot$/, /^reports\/html\//, 'plots are drawn when a page is made'],
  [/^linkedom$/, /^reports\/html\/plot\.ts$/, 'plots need a document to be drawn into'],
  [/^string-width$/, /^reports\//, 'only tables have columns'],
  [
    /^zod$/,
    /^(audit-report|audit-family|order-record|recall-record|monitoring-record|gate-(baseline(-form)?|report)|policy\/schema|comparison-report|domains-report|power-report|published-schemas|sets\/manifest|set-checks\/report|catalogue\/(schema|lock|part)|runs\/run-files)\.ts$/,
    'one definition of a published file, for types and schema alike',
  ],
  [/^yaml$/, /^policy\/read-policy\.ts$/, 'one place knows where in a file a value stands'],
  [/^fast-xml-builder$/, /^reports\/gate\/junit\.ts$/, 'one report is XML'],
  [/^sarif$/, /^reports\/gate\/sarif\.ts$/, 'types of the form only'],
  [/^@huggingface\/jinja$/, /^models\/chat-prompt\.ts$/, 'chat templates are Jinja'],
  [/^@huggingface\/tokenizers$/, /^models\/tokenizer\.ts$/, 'one place knows the library'],
  [/^compromise$/, /^paraphrasing\/rules\/verbs\.ts$/, 'only the past tense of a verb is asked of it'],
  [/^pbf$/, /^models\//, 'ONNX files are protobuf'],
  [/^csv-parse$/, /^sets\/csv(-rows)?\.ts$/, 'one format'],
  [
    /^hyparquet(-compressors)?$/,
    /^(sets\/parquet|scoring\/read-score-file)\.ts$/,
    'rows of a set, and our own score files',
  ],
  [/^hyparquet-writer$/, /^scoring\/score-file\.ts$/, 'score files are Parquet'],
  [/^@stdlib\/stats-base-dists-/, /^statistics\/distributions\.ts$/, 'tails are checked once'],
  [/^pure-rand\//, /^(statistics\/random|sets\/reservoir)\.ts$/, 'all randomness is seeded'],
  [
    /^simple-statistics$/,
    /^(audit\/records|set-checks\/meaning|statistics\/correlation)\.ts$/,
    'only its minimum, maximum, median, quantile, correlations and permutations',
  ],
  [
    /^node:(crypto|path|stream|buffer)$/,
    /^(io|sets|catalogue|models|scoring|runs|endpoint|cli)\//,
    'text and number folders need none',
  ],
  [/^fraction\.js$/, /^(text|set-checks|building|paraphrasing)\//, 'quantities are exact'],
  [/^node:zlib$/, /^io\//, 'bytes in, bytes out'],
  [/^node:(os|url)$/, /^cli\//, 'the machine is the shell’s business'],
  [/^node:timers\/promises$/, /^cli\//, 'only the shell waits'],
  [/^p-limit$/, /^endpoint\/client\.ts$/, 'only requests are many at once'],
  [/^node:module$/, /^version\.ts$/, 'package.json holds the version'],
]

/** Text or numbers in, value out: the same on every machine and at every time. */
const PURE = [
  ...[
    'signals',
    'statistics',
    'text',
    'multiple-choice',
    'building',
    'gaps',
    'monitoring',
    'policy',
    'gate',
    'checks',
    'planning',
    'set-checks',
    'verdict',
    'reports',
    'audit',
    'comparison',
  ],
]

/** What prints, asks the machine or waits; clocks and unseeded draws are found in `outsideOf`. */
const OUTSIDE = new Set(['process', 'console', 'performance', 'fetch', 'setTimeout', 'globalThis', 'crypto'])

const SRC = fileURLToPath(new URL('../src/', import.meta.url))

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter(path => path.endsWith('.ts'))
  .sort()
  .map(path => {
    const text = readFileSync(join(SRC, path), 'utf8')
    const imports = ts.preProcessFile(text).importedFiles.map(({ fileName }) => fileName)
    return {
      path,
      layer: path.split('/')[0]!.replace(/\.ts$/, ''),
      text,
      lines: text.split('\n').length - 1,
      own: imports
        .filter(name => name.startsWith('.'))
        .map(name => join(dirname(path), name).replace(/\.js$/, '.ts')),
      foreign: imports.filter(name => !name.startsWith('.')),
    }
  })

const layerOf = (path: string) => path.split('/')[0]!.replace(/\.ts$/, '')

test('the files are found', () => {
  expect(files.length).toBeGreaterThan(80)
  expect(files.flatMap(({ own }) => own).length).toBeGreaterThan(200)
})

describe('layers', () => {
  test('all of src belongs to one', () => {
    expect([...new Set(files.map(({ layer }) => layer))].sort()).toEqual(
      LAYERS.map(({ name }) => name).sort(),
    )
  })
  test('are in order', () => {
    LAYERS.forEach(({ name, mayImport }, l) => {
      const above = LAYERS.slice(0, l).map(layer => layer.name)
      for (const other of mayImport) expect(above, `${name} → ${other}`).toContain(other)
    })
  })
  test.each(LAYERS)('$name: $because', ({ name, mayImport }) => {
    const wrong = files
      .filter(({ layer }) => layer === name)
      .flatMap(({ path, own }) =>
        own
          .filter(target => layerOf(target) !== name && !mayImport.includes(layerOf(target)))
          .map(target => `${path} → ${target}`),
      )
    expect(wrong).toEqual([])
  })
  test('every import leads to a file', () => {
    const known = new Set(files.map(({ path }) => path))
    expect(files.flatMap(({ own }) => own).filter(target => !known.has(target))).toEqual([])
  })
})

test('no file needs itself, by whatever way, types included', () => {
  const needs = new Map(files.map(({ path, own }) => [path, own]))
  const settled = new Set<string>()
  const cycles: string[] = []
  const visit = (path: string, way: readonly string[]): void => {
    if (way.includes(path)) cycles.push([...way.slice(way.indexOf(path)), path].join(' → '))
    else if (!settled.has(path)) {
      for (const next of needs.get(path) ?? []) visit(next, [...way, path])
      settled.add(path)
    }
  }
  for (const { path } of files) visit(path, [])
  expect(cycles).toEqual([])
})

describe('packages', () => {
  test.each(PACKAGES.map(([name, where, because]) => ({ name, where, because })))(
    '$name only in $where: $because',
    ({ name, where }) => {
      const users = files.filter(({ foreign }) => foreign.some(one => name.test(one))).map(({ path }) => path)
      expect(users.length).toBeGreaterThan(0)
      expect(users.filter(path => !where.test(path))).toEqual([])
    },
  )
  test('each has its place', () => {
    const all = new Set(files.flatMap(({ foreign }) => foreign))
    expect([...all].filter(one => !PACKAGES.some(([name]) => name.test(one)))).toEqual([])
  })
})

/** Names of the outside world that a file uses, comments and texts apart. */
function outsideOf({ path, text }: { path: string; text: string }): string[] {
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && OUTSIDE.has(node.text)) {
      const { parent } = node
      const isMember =
        (ts.isPropertyAccessExpression(parent) && parent.name === node) ||
        (ts.isPropertyAssignment(parent) && parent.name === node) ||
        (ts.isPropertySignature(parent) && parent.name === node)
      if (!isMember) found.push(`${path}: ${node.text}`)
    }
    // A Date that was read from a file is a value; the present one is not.
    const present =
      ts.isNewExpression(node) && node.expression.getText() === 'Date' && !node.arguments?.length
        ? 'new Date'
        : ts.isPropertyAccessExpression(node) && ['Math.random', 'Date.now'].includes(node.getText())
          ? node.getText()
          : undefined
    if (present) found.push(`${path}: ${present}`)
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true))
  return found
}

describe('pure folders', () => {
  const pure = files.filter(({ layer }) => PURE.includes(layer))
  test.each(PURE)('%s imports no part of Node and no runtime', folder => {
    const foreign = pure.filter(({ layer }) => layer === folder).flatMap(({ foreign }) => foreign)
    expect(foreign.filter(name => /^(node:|onnxruntime)/.test(name))).toEqual([])
  })
  test('ask no clock, no dice, no process and no console', () => {
    expect(pure.flatMap(outsideOf)).toEqual([])
  })
  test('nor does anything else outside the command line', () => {
    expect(files.filter(({ layer }) => layer !== 'cli').flatMap(outsideOf)).toEqual([])
  })
  test('what they must not ask is recognised, and only there', () => {
    const text = `Date.now(); Math.random(); process.env.X; console.log(a.process, { console: 1 }) // performance
      new Date(); new Date(0); x instanceof Date; Math.max(1)`
    expect(outsideOf({ path: 'x', text })).toEqual(
      ['Date.now', 'Math.random', 'process', 'console', 'new Date'].map(name => `x: ${name}`),
    )
  })
})

describe('files', () => {
  test('are named after what they hold', () => {
    const vague = /(^|[-/])(utils?|helpers?|common|misc|manager|shared|lib)([-/.]|$)/
    expect(files.map(({ path }) => path).filter(path => vague.test(path))).toEqual([])
    expect(
      files.map(({ path }) => basename(path)).filter(name => !/^[a-z0-9]+(-[a-z0-9]+)*\.ts$/.test(name)),
    ).toEqual([])
  })
  test('are short: at most 200 lines, half of them at most 80', () => {
    expect(files.filter(({ lines }) => lines > 200).map(({ path, lines }) => `${path}: ${lines}`)).toEqual([])
    const sorted = files.map(({ lines }) => lines).sort((a, b) => a - b)
    expect(sorted[sorted.length >> 1]).toBeLessThanOrEqual(80)
  })
})
