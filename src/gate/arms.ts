import type { Family } from '../audit-report.js'

/** Families that speak for or against the test set: what a model knows of the train split closes no gate. */
export const armsOf = (families: readonly Family[]) => families.filter(({ name }) => name !== 'train-split')
