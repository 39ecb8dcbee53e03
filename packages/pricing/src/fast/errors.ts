import { PhasegateError } from '../units/errors.ts';

/** An element of a kernel's input is NaN, infinite or out of its range. Outputs before that element are written. */
export class KernelInputError extends PhasegateError {
  readonly index: number;

  constructor(kernel: string, index: number, allowed: string) {
    super(`${kernel}: element ${index} is out of range; every element must have ${allowed}`);
    this.index = index;
  }
}
