/** Items with a q up to this are marked: a tenth of them is then expected to be marked by chance, as `lossgap compare` has it. */
export const Q_LISTED = 0.1
