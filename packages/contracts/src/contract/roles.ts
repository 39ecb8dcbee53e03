/**
 * Numbers of the marketplace's roles, for its `setRole` and `hasRole`: who lists segments, who reprices them, and which contracts
 * hand over access rights that their own deals have paid for.
 */
export const roles = { lister: 0, pricer: 1, deliverer: 2 } as const;
