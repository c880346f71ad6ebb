import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll } from 'vitest'
import { diskFiles } from '../../src/io/files.js'
import { type AuditRequest, audit } from '../../src/pipeline.js'
import { RULE } from '../generators/models.js'

const demo = (name: string) => fileURLToPath(new URL(`../../datasets/demo/${name}`, import.meta.url))

export type DemoSet = 'test' | 'reference' | 'train'

/** The questions of an embedded set: short texts, so that an audit of them takes a second. */
export function rowsOf(name: DemoSet, count: number): { id: string; text: string }[] {
  return readFileSync(demo(`${name}.jsonl`), 'utf8')
    .split('\n')
    .slice(0, count)
    .map(line => JSON.parse(line))
    .map(({ id, question }) => ({ id, text: question }))
}

/** A folder for sets, and audits of the embedded checkpoints on them. */
export function demoAudits() {
  const folder = mkdtempSync(join(tmpdir(), 'lossgap-audit-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  return {
    write(name: string, rows: readonly object[]): string {
      const path = join(folder, name)
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, rows.map(row => `${JSON.stringify(row)}\n`).join(''))
      return path
    },
    /** Without `train` there is no train family; scores are kept only where told. */
    run(
      model: 'clean' | 'leaked',
      sets: { test: string; ref: string; train?: string },
      { keepScores = false, ...rest }: Partial<AuditRequest> & { keepScores?: boolean } = {},
    ) {
      const { train } = sets
      return audit(
        {
          model: demo(model),
          referenceModels: [],
          ownBase: false,
          sets: {
            test: { path: sets.test },
            ref: { path: sets.ref },
            ...(train === undefined ? {} : { train: { path: train } }),
          },
          scoring: {
            device: { kind: 'cpu' },
            bos: 'auto',
            ...(keepScores ? { cacheFolder: join(folder, 'cache') } : {}),
          },
          parameters: { ...RULE, seed: 1, bos: 'auto' },
          ...rest,
        },
        diskFiles(),
      )
    },
    /** The embedded sets as they are. */
    whole: { test: demo('test.jsonl'), ref: demo('reference.jsonl') },
    checkpoint: demo,
  }
}
