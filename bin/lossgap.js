#!/usr/bin/env node
const built = name => import(`../dist/cli/${name}.js`)
try {
  const [{ main }, { nodePorts }] = await Promise.all([built('main'), built('ports')])
  process.exitCode = await main(nodePorts(process))
} catch (error) {
  if (error.code !== 'ERR_MODULE_NOT_FOUND' || !error.message.includes('dist')) throw error
  process.stderr.write('error lossgap is not built in this folder\nfix   Run npm ci && npm run build\n')
  process.exitCode = 4
}
