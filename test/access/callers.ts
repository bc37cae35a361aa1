// Everybody who may call, with the rights they are meant to have; what is asked of them stands in the tests beside this.
import { test as base } from '../support/fixtures.js';
import { Person } from '../support/person.js';
import type { Rule } from './published.js';

const SUPPORT = ['USERS_READ', 'VERIFY_READ', 'VERIFY_WRITE', 'MITEK_READ', 'MITEK_WRITE', 'MFA_READ', 'PII_REVEAL'];

export const CALLERS = ['alice', 'bob', 'support', 'admin', 'backend'] as const;
export type Caller = (typeof CALLERS)[number];

/** Whether the rights of a caller are enough. `null`: none of them is asked for, one only has to be signed in. */
export function holds(caller: Caller, { requires }: Pick<Rule, 'requires'>): boolean {
  return requires.every((permission) => {
    if (caller === 'admin') return true;
    if (caller === 'backend') return permission !== 'PRIVACY_ERASE';
    return caller === 'support' && SUPPORT.includes(permission);
  });
}

/** Whether a caller may read a field on one of alice's objects. */
export function mayRead(caller: Caller, rule: Rule): boolean {
  return holds(caller, rule) || (rule.owner && caller === 'alice');
}

/** Every caller by name. `backend` is a service, whose token the issuer gave to its own credentials. */
export const test = base.extend('callers', async ({ alice, bob, support, admin, gateway, sandbox: { ready } }) => {
  const { clientId, clientSecret } = ready.backend;
  const basic = Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`).toString('base64');
  const answer = await fetch(`${ready.issuer}/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${basic}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  });
  const { access_token: token } = (await answer.json()) as { access_token: string };
  const backend = new Person({ gateway, token, userId: null });
  return { alice, bob, support, admin, backend } satisfies Record<Caller, Person>;
});
