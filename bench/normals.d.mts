/** Types of normals.mjs. */
export function normalsFrom(random: { uniform(): number }): () => number
