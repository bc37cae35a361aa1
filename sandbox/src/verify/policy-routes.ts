/** Reading Verify policies: one, and the list with its filter on names. */
import { invalidRequest, notFound } from '../http/errors.js';
import type { VendorCall, VendorRoutes } from '../http/vendor-routes.js';
import type { Sandbox } from '../sandbox.js';
import type { PolicyRecord } from '../state/state.js';

/** Adds the routes; `routes` stands below one environment. */
export function addPolicyRoutes(routes: VendorRoutes, sandbox: Sandbox): void {
  routes.get('/verifyPolicies', (call) => listPolicies(call, sandbox));
  routes.get('/verifyPolicies/:policyId', (call) => {
    const policy = sandbox.state.policies.get(call.param('policyId'));
    if (policy === undefined) throw notFound('The requested verify policy');
    return policyResource(sandbox, policy);
  });
}

/** A policy as the API shows it. */
export function policyResource(sandbox: Sandbox, policy: PolicyRecord): object {
  const environment = sandbox.environmentUrl();
  return {
    _links: {
      self: { href: `${environment}/verifyPolicies/${policy.id}` },
      environment: { href: environment },
      notificationTemplates: { href: `${environment}/templates/email_phone_verification` },
    },
    environment: { id: sandbox.state.environmentId },
    ...policy,
    systemProvided: false,
  };
}

function listPolicies(call: VendorCall, sandbox: Sandbox): object {
  const filter = call.query.get('filter');
  const matches = filter === null ? () => true : parseNameFilter(filter);
  const policies = [...sandbox.state.policies.values()].filter(({ name }) => matches(name.toLowerCase()));
  return {
    _links: { self: { href: `${sandbox.environmentUrl()}/verifyPolicies` } },
    _embedded: { verifyPolicies: policies.map((policy) => policyResource(sandbox, policy)) },
    size: policies.length,
  };
}

type NameTest = (name: string) => boolean;

/** Only `name`, without regard to case, without and/or: the documented filter. @throws ApiError 400 INVALID_FILTER */
function parseNameFilter(text: string): NameTest {
  const [, attribute, operator, quoted] = /^\s*(\S+)\s+(\S+)(?:\s+"((?:[^"\\]|\\.)*)")?\s*$/.exec(text) ?? [];
  const value = quoted?.replace(/\\(.)/g, '$1').toLowerCase();
  const test = attribute?.toLowerCase() === 'name' ? nameTest(operator?.toLowerCase(), value) : undefined;
  if (test !== undefined) return test;
  throw invalidRequest('The request could not be completed. The filter is not valid.', {
    code: 'INVALID_FILTER',
    target: 'filter',
    message: 'must compare name with one text',
    innerError: { supportedAttributes: ['name'], supportedOperators: ['eq', 'ne', 'co', 'sw', 'ew', 'pr'] },
  });
}

function nameTest(operator: string | undefined, value: string | undefined): NameTest | undefined {
  if (operator === 'pr') return value === undefined ? (name) => name !== '' : undefined;
  if (value === undefined) return undefined;
  if (operator === 'eq') return (name) => name === value;
  if (operator === 'ne') return (name) => name !== value;
  if (operator === 'co') return (name) => name.includes(value);
  if (operator === 'sw') return (name) => name.startsWith(value);
  if (operator === 'ew') return (name) => name.endsWith(value);
  return undefined;
}
