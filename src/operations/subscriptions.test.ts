// Events of very many subscriptions of one caller: resolved by and by, without anybody else waiting for them.
import { setImmediate as settled } from 'node:timers/promises';
import { type ExecutionResult, GraphQLInt, GraphQLObjectType, GraphQLSchema } from 'graphql';
import { expect, test } from 'vitest';
import type { Viewer, ViewerKind } from '../auth/viewer.js';
import type { Services } from '../resolvers/context.js';
import { type Prepared, SubscriptionOperations } from './subscriptions.js';

function viewer(id: string, kind: ViewerKind = 'END_USER', followsOnly?: string): Viewer {
  const expiresAt = new Date(Date.now() + 60_000);
  return { id, kind, displayName: null, permissions: new Set(), expiresAt, ...(followsOnly ? { followsOnly } : {}) };
}

/** A change that everybody hears of, and whose events take until they are let through. */
function oneChange() {
  const resolving: string[] = [];
  const letThrough: (() => void)[] = [];
  const schema = new GraphQLSchema({
    query: new GraphQLObjectType({ name: 'Query', fields: { number: { type: GraphQLInt } } }),
    subscription: new GraphQLObjectType({
      name: 'Subscription',
      fields: {
        number: {
          type: GraphQLInt,
          subscribe: async function* () {
            yield {};
          },
          resolve: async (_event, _args, context: { readonly viewer: Viewer }) => {
            resolving.push(context.viewer.followsOnly ?? context.viewer.id);
            await new Promise<void>((resolve) => letThrough.push(resolve));
            return 1;
          },
        },
      },
    }),
  });
  const auditLog = { append: async () => undefined };
  // No field of this schema asks for more.
  const services = { pingOne: {}, policies: {}, journeys: {}, auditLog } as object as Services;
  const formatError = () => ({ message: 'It failed.' });
  const operations = new SubscriptionOperations({ schema, services, formatError, production: false });
  const hear = async (of: Viewer): Promise<IteratorResult<ExecutionResult>> => {
    const caller = { viewer: of, ipAddress: null, userAgent: null };
    const prepared = operations.prepare({ query: 'subscription { number }' }, caller, new AbortController().signal);
    const events = await operations.subscribe(prepared as Prepared);
    if (!('next' in events)) throw new Error('There are events.');
    return events.next();
  };
  return { resolving, letThrough, hear };
}

test('one person’s are resolved eight at a time, and all of them in the end', async () => {
  const { resolving, letThrough, hear } = oneChange();
  const heard = Promise.all(Array.from({ length: 100 }, () => hear(viewer('ana'))));
  await settled();
  expect(resolving).toHaveLength(8);
  for (let count = 0; count < 100; count += 1) {
    letThrough.shift()?.();
    await settled();
    expect(resolving.length).toBe(Math.min(100, 9 + count));
  }
  expect(await heard).toHaveLength(100);
});

test('they keep neither other people waiting, nor whoever has a status token of that person', async () => {
  const { resolving, hear } = oneChange();
  for (let count = 0; count < 100; count += 1) void hear(viewer('ana'));
  await settled();
  void hear(viewer('ben'));
  void hear(viewer('ana', 'SERVICE'));
  for (let count = 0; count < 10; count += 1) void hear(viewer('ana', 'END_USER', 'transaction'));
  await settled();
  expect(resolving.slice(8)).toEqual(['ben', 'ana', 'transaction', 'transaction']);
});
