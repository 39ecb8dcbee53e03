/** Numbers of the phase gate's offices, for its `office`, which says who holds one, in which term and since when. */
export const seats = { registrar: 0, guardian: 1, auditor: 2, governance: 3 } as const;

/** An office of the phase gate besides its owner's. */
export type Seat = keyof typeof seats;
