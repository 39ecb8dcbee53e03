/** Gas of one operation under the conditions its name says. */
export type Measurement = Readonly<Record<string, number>>;
