// What an operator finds in the log of a failure that a caller was told of: under the same id, with the vendor's, and nothing personal.
import { randomUUID } from 'node:crypto';
import { expect, test } from '../support/fixtures.js';
import type { Gateway } from '../support/gateway.js';
import { journeyInput } from '../support/journeys.js';
import { Person } from '../support/person.js';
import { until } from '../support/waiting.js';

interface Line {
  readonly level: string;
  readonly msg: string;
  readonly requestId?: string;
  readonly source?: string;
  readonly code?: string;
  readonly correlationId?: string;
  readonly problems?: readonly string[];
}

/** The lines of a request, once the last of them is there. */
async function linesOf(gateway: Gateway, requestId: unknown, last: string): Promise<readonly Line[]> {
  const read = () =>
    gateway
      .logs()
      .split('\n')
      .flatMap((line): Line[] => (line.startsWith('{') ? [JSON.parse(line)] : []))
      .filter((line) => line.requestId === requestId);
  return until('the log has it', read, (lines) => lines.at(-1)?.msg === last);
}

const CALL_FAILED = 'A call to the identity service failed.';
const OPERATION_FAILED = 'An operation failed upstream.';
const USER = 'query One($id: ID!) { user(id: $id) { id username } }';

test('each call that failed, and the operation that failed with it', async ({ sandbox, gateway, alice }) => {
  await sandbox.fault({ match: { method: 'GET', path: '/users' }, status: 503, times: 5 });
  const { errors } = await alice.query<object, object>(USER, { id: alice.id });
  const [error] = errors ?? [];
  expect(error?.extensions.code).toBe('UPSTREAM_UNAVAILABLE');
  await sandbox.clearFaults();

  const lines = await linesOf(gateway, error?.extensions.requestId, OPERATION_FAILED);
  const calls = lines.filter(({ msg }) => msg === CALL_FAILED);
  expect(calls[0]).toMatchObject({
    level: 'warn',
    source: 'PINGONE_USERS',
    method: 'GET',
    path: '/v1/environments/{environmentId}/users/{userId}',
    status: 503,
    outcome: 'unavailable',
  });
  expect(calls.at(-1)?.correlationId).toBe(error?.extensions.correlationId);
  expect(lines.at(-1)).toMatchObject({
    level: 'warn',
    msg: OPERATION_FAILED,
    code: 'UPSTREAM_UNAVAILABLE',
  });
  expect(JSON.stringify(lines)).not.toContain(alice.id);
});

test('what a vendor refused, by its code and the property, without the value', async ({ sandbox, gateway }) => {
  const admin = new Person({ gateway, token: sandbox.ready.tokens.admin, userId: null });
  const requestId = `refused-${randomUUID()}`;
  const { reference: _reference, ...input } = journeyInput();
  const document =
    'mutation Make($input: CreateMitekJourneyInput!) { createMitekJourney(input: $input) { userErrors { code } } }';
  await fetch(gateway.graphql, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${admin.token}`, 'x-request-id': requestId },
    body: JSON.stringify({ query: document, variables: { input: { ...input, environment: 'Canary7351' } } }),
  });
  const [line] = await linesOf(gateway, requestId, CALL_FAILED);
  expect(line).toMatchObject({ level: 'info', source: 'MITEK', outcome: 'rejected' });
  expect(gateway.logs()).not.toContain('Canary7351');
});
