import type { AbiParameter } from 'abitype';
import { Result } from 'ethers';

/**
 * A decoded ABI value as plain data: structs become objects by field name, integers up to 48 bits become numbers and
 * wider ones bigints. It is the mapping that abitype's types promise.
 */
function plainValue(parameter: AbiParameter, value: unknown): unknown {
  const array = /^(.*)\[\d*\]$/.exec(parameter.type);
  if (array !== null) {
    const item = { ...parameter, type: array[1]! };
    return (value as Result).toArray().map((entry) => plainValue(item, entry));
  }
  if ('components' in parameter) return plainFields(parameter.components, value as Result);
  const integer = /^u?int(\d+)$/.exec(parameter.type);
  return integer !== null && Number(integer[1]) <= 48 ? Number(value) : value;
}

/** A function's outputs: nothing, the one value, or all of them in order. */
export function plainOutputs(outputs: readonly AbiParameter[], values: Result): unknown {
  const plain = outputs.map((output, i) => plainValue(output, values[i]));
  return plain.length > 1 ? plain : plain[0];
}

/** An event's or error's arguments as an object by name. */
export function plainFields(parameters: readonly AbiParameter[], values: Result): Record<string, unknown> {
  return Object.fromEntries(
    parameters.map((parameter, i) => [parameter.name ?? String(i), plainValue(parameter, values[i])]),
  );
}
