/** The fields of mathjs' nodes that are looked at. */
export interface MathjsNode {
  readonly type: string;
  readonly name?: string;
  readonly value?: unknown;
  readonly op?: string;
  /** Whether a product has no sign, as `2x`. */
  readonly implicit?: boolean;
  /** Whether a quotient is written `5%`. */
  readonly isPercentage?: boolean;
  readonly fn?: unknown;
  readonly args?: readonly MathjsNode[];
  readonly content?: MathjsNode;
  readonly condition?: MathjsNode;
  readonly trueExpr?: MathjsNode;
  readonly falseExpr?: MathjsNode;
}

/** mathjs' parser: the tree of a text, or an error. */
export type MathjsParse = (text: string) => MathjsNode;

/** What is taken of the module `mathjs/number`. */
interface MathjsNumber {
  readonly create: (factories: never, config: never) => { readonly parse: unknown };
  readonly parseDependencies: unknown;
}

/** A parser of an instance of its own: the shared one carries imports and settings of others. */
export function mathjsParser({ create, parseDependencies }: MathjsNumber): MathjsParse {
  const { parse } = create({ parseDependencies } as never, { predictable: true } as never);
  return parse as MathjsParse;
}
