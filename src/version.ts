import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

/** Version of this package, as its package.json states it. */
export const VERSION = (require('../package.json') as { version: string }).version
