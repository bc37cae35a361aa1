// GraphQL over HTTP as its specification has it: the audits of graphql-http, each a test. What is only advised is reported, not asked for.
import { serverAudits } from 'graphql-http';
import { expect, test } from '../support/fixtures.js';

let [url, token] = ['', ''];

const audits = serverAudits({
  url: () => url,
  fetchFn: (address: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${token}`);
    return fetch(address, { ...init, headers });
  },
});

test('the audits are there', () => {
  expect(audits.filter(({ name }) => name.startsWith('MUST')).length).toBeGreaterThan(10);
});

test.for(audits.map((audit) => [audit.id, audit.name, audit] as const))(
  '%s %s',
  async ([, , audit], { gateway, alice, annotate }) => {
    url = gateway.graphql;
    token = alice.token;
    const result = await audit.fn();
    if (result.status === 'ok') return;
    await result.response.body?.cancel();
    if (result.status === 'error') expect.fail(result.reason);
    await annotate(`Not followed: ${result.reason}`, result.status);
  },
);
