import type { ReadThrough } from '../catalogue/install.js'
import { LossgapError } from '../errors.js'
import type { Files } from '../io/files.js'
import { fieldMissing, lookUp } from '../sets/fields.js'
import { checkFirstBytes, FIRST_BYTES } from '../sets/first-bytes.js'
import { formatOf } from '../sets/formats.js'
import { ALL_ROWS } from '../sets/set-spec.js'
import { parseTemplate, renderText, type Template } from '../sets/template.js'

/** Rows that are made into texts: fields and template fit a file as a whole or not at all. */
const FIRST_ROWS = 100

/**
 * Reads all rows of a file in the format that the catalogue names, so that one that is cut off is found, and makes texts
 * of the first, with all fields that the catalogue knows of.
 */
export function readThrough(files: Files): ReadThrough {
  return async (path, { format, template, fields, evaluated }, { split }) => {
    const isWithheld = split === 'test' && evaluated !== 'test'
    const { answer, ...others } = fields
    const names = Object.values(isWithheld || answer === undefined ? others : { ...others, answer })
    const parsed = isWithheld ? withoutAnswer(parseTemplate(template), answer) : parseTemplate(template)
    await checkStart(path, files)
    const { rows } = await formatOf(`set.${format}`).readRows(path, files, ALL_ROWS, row => {
      if (row.index >= FIRST_ROWS) return
      const missing = names.find(name => lookUp(row.fields, name) === undefined)
      if (missing !== undefined) throw fieldMissing(missing, row, path, 'the catalogue')
      renderText(parsed, row, path)
    })
    if (rows === 0) throw new LossgapError('SET_EMPTY', `${path} has no rows`, 'Name another file')
  }
}

/** Where models are compared on another split than test, the answers of test are not published. */
function withoutAnswer(template: Template, answer: string | undefined): Template {
  const parts = template.parts.filter(part => part.kind === 'literal' || part.name !== answer)
  return { ...template, parts }
}

async function checkStart(path: string, files: Files): Promise<void> {
  const reader = await files.open(path)
  try {
    checkFirstBytes(path, await reader.read(0, FIRST_BYTES))
  } finally {
    await reader.close()
  }
}
