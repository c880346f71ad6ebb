/**
 * Slack per checkpoint, in standard errors: half the drift that is looked for most closely, here a leak of one standard
 * error at each checkpoint. Less would gather the noise of clean training, more would let slow leaks pass.
 */
export const SLACK = 0.5

/**
 * One step of a one-sided cumulative sum: S_N = max(0, S_{N−1} + z_N − k). It rests at 0 while nothing drifts and climbs by
 * δ − k at each checkpoint where z is δ on average.
 *
 * Units: standard errors. Orientation: z > 0 is leak-like. Source: Page (1954), Biometrika 41.
 */
export function nextCusum(previous: number, score: number, slack = SLACK): number {
  return Math.max(0, previous + score - slack)
}

/**
 * How many checkpoints pass on average before a clean sequence sounds a false alarm: (e^{2kb} − 2kb − 1)/(2k²) with b = h + 1.166.
 *
 * Validity: independent standard normal scores. Source: Siegmund (1985), Sequential Analysis, ch. 2.
 */
export function siegmundRunLength(border: number, slack = SLACK): number {
  const reach = 2 * slack * (border + 1.166)
  return (Math.exp(reach) - reach - 1) / (2 * slack ** 2)
}
