/** Numbers of the marketplace's roles, for its `setRole` and `hasRole`: who lists segments and who reprices them. */
export const roles = { lister: 0, pricer: 1 } as const;
