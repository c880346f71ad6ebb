import type { Command } from 'commander'
import { readCatalogue } from '../../../catalogue/read-catalogue.js'
import { setList } from '../../../reports/set-list.js'
import { oneOf } from '../../arguments.js'
import { DATASETS } from '../../datasets.js'
import type { Ports } from '../../ports.js'

/** `lossgap sets list`: the published sets that `sets pull` knows. */
export function addListCommand(sets: Command, ports: Ports): void {
  sets
    .command('list')
    .description(
      'Show the published sets that can be pulled, with licence, date and what is known of their files',
    )
    .option('--format <name>', 'table or json', oneOf(['table', 'json']), 'table')
    .action(async ({ format }: { format: 'table' | 'json' }) => {
      const catalogue = await readCatalogue(DATASETS, ports.files)
      ports.print(format === 'json' ? `${JSON.stringify(catalogue, null, 2)}\n` : setList(catalogue))
    })
}
