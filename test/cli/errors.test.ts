import { cpSync, existsSync, mkdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { LossgapError } from '../../src/errors.js'
import { diskFiles, type Files } from '../../src/io/files.js'
import { fixture, openAt } from '../models/fixtures.js'
import { commandLine, expectError, type Outcome } from './run.js'

const { at, run, set } = commandLine()
const BIGRAM = fixture('bigram')
const SET = set('texts.jsonl', 'bcd', 'cde')
const OUT = at('scores.parquet')

const score = (model: string, path: string, ...options: string[]) =>
  run(['score', model, path, '--out', OUT, ...options])

function copyOf(name: string, as: string): string {
  cpSync(fixture(name), at(as), { recursive: true })
  return at(as)
}

describe('bad data (exit 3)', () => {
  it('a missing file', async () => {
    expectError(
      await score(BIGRAM, at('text.jsonl')),
      3,
      `${at('text.jsonl')} does not exist`,
      `Did you mean ${SET}?`,
    )
  })

  it('a wrong field', async () => {
    const outcome = await score(BIGRAM, SET, '--template', '{txt}')
    expectError(outcome, 3, `${SET}:1 has no field "txt" (fields: text)`, /^Did you mean "text"\? Change /)
  })

  it('an empty set', async () => {
    expectError(
      await score(BIGRAM, set('empty.jsonl')),
      3,
      `${at('empty.jsonl')} is empty`,
      'Put at least one item into it, or name another file',
    )
  })

  it('a cache that cannot be written', async () => {
    writeFileSync(at('file'), '')
    expectError(
      await score(BIGRAM, SET, '--cache', at('file/cache')),
      3,
      /^Nothing can be kept in .*file\/cache\/scores\/[0-9a-f]+ \(E/,
      /--no-cache$/,
    )
  })

  describe('a place for results that takes none, seen before anything is scored', () => {
    const onTheWay = (folder: string) =>
      `--out: the folder "${folder}" cannot be made: something on the way to it is not a folder, or takes none`
    const audit = (out: string, files = diskFiles()) =>
      run(['audit', BIGRAM, '--test', SET, '--ref', SET, '--out', out], { files })

    it('audit: a folder in a file, a file, and no name', async () => {
      writeFileSync(at('taken'), '')
      const fix = 'Name a folder that is there or can be made, for example --out results'
      for (const path of [at('taken/report'), at('taken/a/b'), ''])
        expectUnscored(await audit(path), onTheWay(path), fix)
      expectUnscored(
        await audit(at('taken')),
        `--out: ${at('taken')} cannot be used: something else has that name`,
        'Use another path',
      )
    })

    it('audit: a folder that is there but may not be written to', async () => {
      mkdirSync(at('locked'))
      const files: Files = {
        ...diskFiles(),
        write: async path => {
          throw new LossgapError('FILE_UNREADABLE', `${path} cannot be used: permission denied`, 'chmod')
        },
      }
      expectUnscored(
        await audit(at('locked'), files),
        `--out: ${at('locked')} cannot be used: permission denied`,
        'chmod',
      )
    })

    it('audit: a folder that is there and in which no file can be made', async () => {
      // /proc answers the making of a file with "no such file", whoever asks.
      mkdirSync(at('proc'))
      const files: Files = {
        ...diskFiles(),
        write: async path => {
          throw new LossgapError('FILE_MISSING', `${path} does not exist`, 'Check the path')
        },
      }
      expectUnscored(
        await audit(at('proc'), files),
        `--out: the folder "${at('proc')}" takes no files`,
        'Name a folder that can be written to, for example --out results',
      )
    })

    it('score: a file in a file, and a folder', async () => {
      writeFileSync(at('taken'), '')
      mkdirSync(at('folder.parquet'))
      const scoreTo = (out: string) => run(['score', BIGRAM, SET, '--out', out])
      expectUnscored(
        await scoreTo(at('taken/scores.parquet')),
        `--out: ${at('taken')} cannot be used: something else has that name`,
        'Use another path',
      )
      expectUnscored(await scoreTo(at('taken/a/scores.parquet')), onTheWay(at('taken/a')), /--out results$/)
      expectUnscored(
        await scoreTo(at('folder.parquet')),
        `--out: ${at('folder.parquet')} is a folder`,
        `Name a file in it, for example --out ${at('folder.parquet/scores.parquet')}`,
      )
      expectError(
        await scoreTo(at('scores.csv')),
        2,
        `--out: score files are Parquet, and "${at('scores.csv')}" is named otherwise`,
        /\.parquet$/,
      )
    })

    function expectUnscored(outcome: Outcome, what: string, fix: string | RegExp): void {
      expectError(outcome, 3, what, fix)
      expect(outcome.err).not.toContain('tokens to score')
    }
  })

  it('models of different precision', async () => {
    const outcome = await run([
      'audit', BIGRAM, '--test', SET, '--ref', set('ref.jsonl', 'xyz', 'def'), '--reference-model', fixture('half'),
    ]) // biome-ignore format: one command line
    expectError(
      outcome,
      3,
      `${BIGRAM} and ${fixture('half')} cannot be compared: they differ in precision (float32 against float16)`,
      /same precision/,
    )
  })
})

describe('bad models (exit 4)', () => {
  it('NaN logits', async () => {
    expectError(
      await score(fixture('nan'), set('nan.jsonl', 'bcd', 'mno')),
      4,
      `${fixture('nan')} gives no probability for token 2 of item "1" (${at('nan.jsonl')}:2) (log p = NaN, mean NaN)`,
      /export it in float32/,
    )
  })

  it('no logits', async () => {
    expectError(
      await score(fixture('no-logits'), SET),
      4,
      `${fixture('no-logits')} has no logits output [batch, sequence, vocabulary]; its outputs are last_hidden_state`,
      /^Export it with its language-model head: optimum-cli /,
    )
  })

  it('the tokenizer of another model', async () => {
    expectError(
      await score(fixture('small-vocabulary'), SET),
      4,
      `${fixture('small-vocabulary')}: the tokenizer has 38 entries, the model predicts 32`,
      /tokenizer\.json of this very model/,
    )
  })

  it('an id outside the vocabulary', async () => {
    const path = set('added.jsonl', 'bcd', 'b<|user|>c')
    expectError(
      await score(fixture('added-token'), path),
      4,
      `item "1" (${path}:2) contains the token id 32, but ${fixture('added-token')} knows ids below 32 only`,
      /take the special token out of the text/,
    )
  })

  it('a cut-off .onnx file', async () => {
    const path = copyOf('bigram', 'cut')
    truncateSync(join(path, 'model.onnx'), 3000)
    const outcome = await score(path, SET)
    expect(outcome.err).toContain(`error ${join(path, 'model.onnx')} is not`)
    expectError(
      outcome,
      4,
      /is not a readable ONNX model \(field \d+ at byte \d+ runs past its message\)$/,
      /compare its size and checksum with the source/,
    )
  })

  it('missing external data', async () => {
    const path = copyOf('external', 'bare')
    rmSync(join(path, 'weights.bin'))
    expectError(
      await score(path, SET),
      4,
      `${join(path, 'model.onnx')}: the weights file ${join(path, 'weights.bin')} is missing`,
      /Put the complete weights\.bin of this export beside the \.onnx file/,
    )
  })

  it('a loss that guessing beats', async () => {
    const path = set('noise.jsonl', 'bb', 'iii')
    expectError(
      await score(BIGRAM, path),
      4,
      `${BIGRAM} has a loss of 4.13 nats/token on ${path}; guessing costs 3.47`,
      /try --bos always and --bos never/,
    )
  })

  it('no model', async () => {
    expectError(
      await score(at('nothing'), SET),
      4,
      `No model at ${at('nothing')}`,
      'Check the path: a folder with model.onnx, or an .onnx file',
    )
  })

  it('CUDA asked for where there is none', async ({ skip }) => {
    const works = await openAt(BIGRAM, { device: { kind: 'cuda', index: 0 } }).then(
      ({ backend }) => backend.dispose().then(() => true),
      () => false,
    )
    skip(works, 'this machine has CUDA')
    const outcome = await score(BIGRAM, SET, '--device', 'cuda')
    expect(outcome.err).toContain(`CUDA is not available for ${BIGRAM} (`)
    expect(outcome.err).toContain('ONNXRUNTIME_NODE_INSTALL=cuda12 npm rebuild onnxruntime-node')
    expect(outcome.err).not.toMatch(/^\s+at /m)
    expect(outcome.exit).toBe(4)
  })

  it('write no score file', () => {
    expect(existsSync(OUT)).toBe(false)
  })
})

describe('bad usage (exit 2)', () => {
  it.each([
    ['an unknown option', ['score', BIGRAM, SET, '--windwo', '3'], /unknown option '--windwo'.*\n.*Did you mean --window\?/],
    ['an unknown command', ['scroe', BIGRAM], /unknown command 'scroe'.*\n.*Did you mean score\?/],
    ['a missing argument', ['score'], /missing required argument 'model'/],
    ['a missing option', ['audit', BIGRAM, '--test', SET], /required option '--ref <set>' not specified/],
    ['no command', [], /Usage: lossgap/],
    ['a window without a token to predict', ['score', BIGRAM, SET, '--window', '1'], /--window <tokens>' argument '1' is invalid. It must be a whole number, 2 or above/],
    ['a batch of nothing', ['score', BIGRAM, SET, '--batch-tokens', '0'], /'0' is invalid. It must be a whole number above 0/],
    ['half a thread', ['score', BIGRAM, SET, '--threads', '1.5'], /'1.5' is invalid. It must be a whole number from 1 to 256/],
    ['a negative seed', ['score', BIGRAM, SET, '--seed', '-1'], /'-1' is invalid. It must be a whole number, 0 or above/],
    ['a BOS policy', ['score', BIGRAM, SET, '--bos', 'alwys'], /'alwys' is invalid. Use auto, always, never. Did you mean always\?/],
    ['an impossible alpha', ['audit', BIGRAM, '--test', SET, '--ref', SET, '--alpha', '1'], /'1' is invalid. It must be at least 1e-9 and below 0.5/],
    ['an alpha that accuses by chance', ['audit', BIGRAM, '--test', SET, '--ref', SET, '--alpha', '0.9'], /--alpha <p>' argument '0.9' is invalid. It must be at least 1e-9 and below 0.5/],
    ['an alpha of one half', ['audit', BIGRAM, '--test', SET, '--ref', SET, '--alpha', '0.5'], /'0.5' is invalid. It must be at least 1e-9 and below 0.5/],
    ['an alpha of nothing', ['audit', BIGRAM, '--test', SET, '--ref', SET, '--alpha', '0'], /'0' is invalid. It must be at least 1e-9 and below 0.5/],
    ['an effect floor of nothing', ['audit', BIGRAM, '--test', SET, '--ref', SET, '--effect-floor', '0'], /'0' is invalid. It must be a number above 0/],
    ['a format', ['audit', BIGRAM, '--test', SET, '--ref', SET, '--format', 'jsn'], /'jsn' is invalid. Use .*Did you mean json\?/],
  ] as [string, string[], RegExp][])('%s', async (_, argv, message) => {
    const { exit, out, err } = await run(argv)
    expect(err).toMatch(message)
    expect(err).not.toMatch(/^\s+at /m)
    expect(out).toBe('')
    expect(exit).toBe(2)
  }) // biome-ignore format: a table

  it('a device', async () => {
    expectError(
      await score(BIGRAM, SET, '--device', 'gpu'),
      2,
      'Unknown device "gpu"',
      'Use --device cpu, cuda, cuda:1 or auto',
    )
  })

  it('a set given twice', async () => {
    expectError(
      await run(['score', BIGRAM, SET, SET, '--out', OUT]),
      2,
      `The set ${SET} is given twice`,
      'Name each set once',
    )
  })
})

describe('the stack of an error', () => {
  it.each([
    ['before', ['--debug', 'score', BIGRAM, 'none.jsonl']],
    ['behind', ['score', BIGRAM, 'none.jsonl', '--debug']],
  ])('is shown with --debug %s the command', async (_, argv) => {
    const { exit, err } = await run(argv)
    expect(err).toMatch(/^error none\.jsonl does not exist\nfix .*\nLossgapError: .*\n {4}at /)
    expect(exit).toBe(3)
  })

  const broken = {
    files: {
      ...diskFiles(),
      kind: () => {
        throw new TypeError('x is not a function')
      },
    },
  }
  it('of a fault of our own is asked for (exit 70)', async () => {
    const { exit, out, err } = await run(['score', BIGRAM, SET], broken)
    expect(err).toBe(
      'bug   x is not a function\nfix   This is a fault of lossgap: please report it with the output of the same command and --debug\n',
    )
    expect([exit, out]).toEqual([70, ''])
    expect((await run(['score', BIGRAM, SET, '--debug'], broken)).err).toMatch(
      /\nTypeError: x is not a function\n {4}at /,
    )
  })
})
