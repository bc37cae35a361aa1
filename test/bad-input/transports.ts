// One question over either transport, so that a row of a table can be asked of both.
import type { Gateway } from '../support/gateway.js';
import { json, RawSocket, send } from './raw.js';

export const TRANSPORTS = ['HTTP', 'WebSocket'] as const;
export type Transport = (typeof TRANSPORTS)[number];

/** What is asked of a transaction: a selection, and the variables in it. */
export interface Question {
  readonly selection: string;
  /** Definitions of variables, such as `$n: Int!`. */
  readonly variables?: Readonly<Record<string, readonly [type: string, value: unknown]>>;
}

export interface Reply {
  readonly errors: readonly { readonly message: string; readonly extensions: { readonly code: string } }[];
  /** All that came back, as text. */
  readonly text: string;
}

export interface Asker {
  readonly gateway: Gateway;
  readonly token: string;
}

/** The document that puts a selection on a transaction: a query, or a subscription. */
export function documentOf(transport: Transport, { selection, variables = {} }: Question, id: string): string {
  const definitions = Object.entries(variables).map(([name, [type]]) => `$${name}: ${type}`);
  const header = definitions.length > 0 ? `(${definitions.join(', ')})` : '';
  return transport === 'HTTP'
    ? `query${header} { verifyTransaction(id: "${id}") { ${selection} } }`
    : `subscription${header} { verifyTransactionStatusChanged(id: "${id}") { verification { ... on VerifyTransaction { ${selection} } } } }`;
}

/** Asks and takes the first answer: that of the query, or the first message of the subscription. */
export async function ask(
  transport: Transport,
  { gateway, token }: Asker,
  query: string,
  variables: object = {},
): Promise<Reply> {
  if (transport === 'HTTP') {
    const { text } = await send(gateway, { headers: json(token), body: JSON.stringify({ query, variables }) });
    const { errors = [] } = JSON.parse(text) as Partial<Reply>;
    return { errors, text };
  }
  const socket = await RawSocket.signedIn(gateway, token);
  socket.subscribe('1', query, variables);
  const { type, payload } = await socket.next();
  socket.close();
  const text = JSON.stringify(payload);
  if (type === 'error') return { errors: payload as Reply['errors'], text };
  const { errors = [] } = payload as Partial<Reply>;
  return { errors, text };
}

export function valuesOf({ variables = {} }: Question): Record<string, unknown> {
  return Object.fromEntries(Object.entries(variables).map(([name, [, value]]) => [name, value]));
}
