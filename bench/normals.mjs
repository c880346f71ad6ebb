/** Standard normal draws, two from each pair of uniforms (Box–Muller). */
export function normalsFrom(random) {
  let spare
  return () => {
    if (spare !== undefined) {
      const value = spare
      spare = undefined
      return value
    }
    const radius = Math.sqrt(-2 * Math.log(1 - random.uniform()))
    const angle = 2 * Math.PI * random.uniform()
    spare = radius * Math.sin(angle)
    return radius * Math.cos(angle)
  }
}
