// What values may be whatever they are for: texts that are whole and without U+0000, which PostgreSQL has no room for, and lists that are not
// endless.
// The same for every transport.
import { type ASTVisitor, GraphQLError, type StringValueNode, type ValidationContext } from 'graphql';

/** U+0000, and halves of characters, which no UTF-8 can hold. */
const UNWRITABLE = /[\0\p{Cs}]/u;
/** Of a list anywhere in the variables. In a document the number of tokens is the bound. */
export const MAX_LIST = 1_000;

/** Validation rule: no text in the document holds U+0000 or half a character. */
export function withoutUnwritable(context: ValidationContext): ASTVisitor {
  return {
    StringValue(node: StringValueNode) {
      if (UNWRITABLE.test(node.value)) context.reportError(new GraphQLError(MESSAGE, { nodes: node }));
    },
  };
}

/** The error BAD_USER_INPUT when a text or a key anywhere in the variables holds U+0000 or half a character, or a list is too long; else null. */
export function faultOfVariables(variables: unknown): GraphQLError | null {
  // A list of what is still to be looked at, since JSON may be nested deeper than calls may be.
  const left: unknown[] = [variables];
  while (left.length > 0) {
    const value = left.pop();
    if (typeof value === 'string' && UNWRITABLE.test(value)) return badInput(MESSAGE);
    if (typeof value !== 'object' || value === null) continue;
    if (Array.isArray(value) && value.length > MAX_LIST) return badInput(`A list has at most ${MAX_LIST} entries.`);
    for (const part of Array.isArray(value) ? value : Object.entries(value).flat()) left.push(part);
  }
  return null;
}

function badInput(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } } });
}

const MESSAGE = 'A text must not hold the character U+0000, nor half a character.';
