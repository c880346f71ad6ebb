import { join, resolve } from 'node:path'
import { LossgapError } from '../errors.js'
import { MANIFEST, REPORT, scoresOf, TEXTS } from '../runs/run-files.js'
import { withoutRows } from '../sets/index.js'

/** A file that a command will write. */
export interface Output {
  /** Who asks for it: "--html", "outputs.json". */
  readonly option: string
  readonly path: string
}

/** A file that a command reads, row range and all. */
export interface Input {
  /** What it is: "the set of --test". */
  readonly what: string
  readonly path: string
}

/**
 * Sees before scoring that no output takes the place of an input, or of another output. Paths are compared as they are
 * written, made absolute: links are not followed.
 * @throws LossgapError USAGE that names both.
 */
export function refuseOverwriting(outputs: readonly Output[], inputs: readonly Input[]): void {
  for (const [o, { option, path }] of outputs.entries()) {
    const place = resolve(path)
    const input = inputs.find(one => [one.path, withoutRows(one.path)].some(read => resolve(read) === place))
    if (input !== undefined)
      throw new LossgapError(
        'USAGE',
        `${option}: ${path} is ${input.what}, which would be overwritten`,
        `Name another path for ${option}`,
      )
    const earlier = outputs.slice(0, o).find(one => resolve(one.path) === place)
    if (earlier !== undefined)
      throw new LossgapError(
        'USAGE',
        `${option} and ${earlier.option} are the same file, ${path}`,
        `Give each a file of its own: name another one for ${option}`,
      )
  }
}

/** The inputs of those that are given, under one name. */
export function inputsOf(what: string, paths: string | readonly (string | undefined)[] | undefined): Input[] {
  return [paths].flat().flatMap(path => (path === undefined ? [] : [{ what, path }]))
}

/** What is read of a model: the file that is named, or the files of the folder. */
const MODEL_FILES = [
  ...['model.onnx', 'config.json', 'generation_config.json'],
  ...['tokenizer.json', 'tokenizer_config.json', 'chat_template.jinja'],
]

export function modelInputs(models: readonly string[]): Input[] {
  return models.flatMap(model => [
    { what: `the model ${model}`, path: model },
    ...MODEL_FILES.map(name => ({ what: `a file of the model ${model}`, path: join(model, name) })),
  ])
}

/** The files of a run folder, whether or not all of them are there. */
export function runFiles(folder: string, models: number): string[] {
  const scores = Array.from({ length: models }, (_, m) => scoresOf(m))
  return [REPORT, MANIFEST, TEXTS, ...scores].map(name => join(folder, name))
}
