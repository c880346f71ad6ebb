import { fileURLToPath } from 'node:url'

/** The catalogue of published sets and the sets that come with the package; datasets/index.json says what they are. */
export const DATASETS = fileURLToPath(new URL('../../datasets', import.meta.url))
