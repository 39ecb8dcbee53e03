import type { AbiParameter, AbiParameterToPrimitiveType } from 'abitype';
import type { abis } from './abis.ts';

type ErrorEntry = Extract<(typeof abis)[keyof typeof abis][number], { readonly type: 'error' }>;

/** The name of a custom error of one of the contracts, or of the libraries they are made of. */
export type CustomErrorName = ErrorEntry['name'];

/**
 * Why a contract refused: its custom error's name, `Error` for a text, `Panic` for the compiler's own checks, `UnknownRevert`
 * for what no ABI knows.
 */
export type RefusalReason = CustomErrorName | 'Error' | 'Panic' | 'UnknownRevert';

/** The arguments of a custom error, by name: integers up to 48 bits are numbers, wider ones bigints. */
export type FactsOf<Name> = {
  readonly [Input in Extract<ErrorEntry, { readonly name: Name }>['inputs'][number] as Input extends {
    readonly name: infer Key extends string;
  }
    ? Key
    : never]: Input extends AbiParameter ? AbiParameterToPrimitiveType<Input> : never;
};

/** Something for each of some custom errors. */
export type ByReason<T, Name extends CustomErrorName = CustomErrorName> = {
  readonly [N in Name]?: (facts: FactsOf<N>) => T;
};
