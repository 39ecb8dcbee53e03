/** A word of a formula: a number, a name, or an operator or bracket. */
export interface Token {
  readonly kind: 'number' | 'name' | 'sign' | 'end';
  readonly text: string;
}

const WORD =
  /[ \t]*(?:(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)|([A-Za-z_]\w*)|(<=|>=|[-+*/^()<>?:,]))/y;

/** The words of a text, the last one an `end`; or the part of it that is no word of a formula. */
export function tokens(text: string): readonly Token[] | { readonly unknown: string } {
  const found: Token[] = [];
  WORD.lastIndex = 0;
  let read = 0;
  while (text.slice(read).trim() !== '') {
    const match = WORD.exec(text);
    if (match === null) return { unknown: text.slice(read, read + 20).replace(/^[ \t]+/, '') };
    const [, number, name, sign] = match;
    if (number !== undefined) found.push({ kind: 'number', text: number });
    else if (name !== undefined) found.push({ kind: 'name', text: name });
    else found.push({ kind: 'sign', text: sign! });
    read = WORD.lastIndex;
  }
  return [...found, { kind: 'end', text: 'the end' }];
}
