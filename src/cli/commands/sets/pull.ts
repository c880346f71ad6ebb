import type { Command } from 'commander'
import { pullSet } from '../../../catalogue/pull.js'
import { entryOf, readCatalogue } from '../../../catalogue/read-catalogue.js'
import { pulledSet } from '../../../reports/pulled-set.js'
import { DATASETS } from '../../datasets.js'
import { FetchProgress } from '../../fetch-progress.js'
import type { Ports } from '../../ports.js'
import { readThrough } from '../../read-through.js'

/** `lossgap sets pull`: brings a published benchmark here, checked, and says how to read it. */
export function addPullCommand(sets: Command, ports: Ports): void {
  sets
    .command('pull')
    .description('Fetch a published benchmark, check its hash and say how to read it')
    .argument('<name>', 'name of the set; lossgap sets list shows them')
    .option('--split <names>', 'splits to take, separated by commas (default: all)', text => text.split(','))
    .option('--to <folder>', 'folder in which the set gets a folder of its own', 'sets')
    .option('--from <path>', 'file or folder that was fetched by other means: check and install it')
    .action(async (name: string, options: { split?: string[]; to: string; from?: string }) => {
      const entry = entryOf(await readCatalogue(DATASETS, ports.files), name)
      const { split: splits, to, from } = options
      const progress = new FetchProgress(ports)
      const request = { entry, splits, to, from, datasets: DATASETS }
      const pulled = await pullSet(request, {
        ...ports,
        onBytes: progress.note,
        readThrough: readThrough(ports.files),
      }).finally(() => progress.close())
      ports.print(pulledSet(entry, pulled, ports.width))
    })
}
