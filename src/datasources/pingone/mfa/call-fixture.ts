// What the tests of PingOne MFA's calls share: a table of calls, and how each is judged.
import { expect, test } from 'vitest';
import type { SeenRequest, Step } from '../../http/scripted-server.js';
import type { PingOne } from '../pingone.js';
import { pingOne } from '../pingone-fixture.js';

export interface Call {
  readonly name: string;
  readonly act: (api: PingOne) => Promise<unknown>;
  readonly answer: Step;
  /** Method, path, content type and body. */
  readonly sent: readonly [method: string, url: string, contentType: string | undefined, body: unknown];
  /** Left out: the call gives nothing back. */
  readonly result?: unknown;
}

export const JSON_TYPE = 'application/json';

export const nothing: Step = (response) => {
  response.writeHead(204).end();
};

/** The content type that selects an operation. */
export const vendor = (name: string) => `application/vnd.pingidentity.${name}+json`;

/** A test for each: what was sent, and what came out of the answer. */
export function testCalls(calls: readonly Call[]): void {
  test.each(calls)('$name', async ({ act, answer, sent, result }) => {
    const { api, server } = await pingOne(answer);
    const outcome = await act(api);
    if (typeof result === 'object' && result !== null) expect(outcome).toMatchObject(result);
    else expect(outcome).toBe(result);
    const request = server.seen.at(-1);
    expect(request && asSent(request)).toEqual(sent);
  });
}

function asSent({ method, url, headers, body }: SeenRequest): unknown {
  return [method, url, headers['content-type'], body === '' ? undefined : JSON.parse(body)];
}
