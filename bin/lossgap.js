#!/usr/bin/env node
import { main } from '../dist/cli/main.js'
import { nodePorts } from '../dist/cli/ports.js'

process.exitCode = await main(nodePorts(process))
