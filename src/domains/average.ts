import { mean } from '../statistics/moments.js'

/**
 * A model's average perplexity: exp of the mean loss, never the mean of perplexities, which the hardest domain would
 * decide. Over domains, each counts the same, as in the table of the Skywork report; over documents, each document does.
 * Source: Wei et al. (2023), README of the repository.
 * @throws LossgapError SET_EMPTY without a domain.
 */
export function averagePerplexity(
  domains: readonly { readonly loss: number; readonly documentLosses: readonly number[] }[],
): { readonly ofDomains: number; readonly ofDocuments: number } {
  return {
    ofDomains: Math.exp(mean(domains.map(({ loss }) => loss))),
    ofDocuments: Math.exp(mean(domains.flatMap(({ documentLosses }) => documentLosses))),
  }
}
