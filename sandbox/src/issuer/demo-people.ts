/** Who may sign in at the sandbox's issuer, and with which rights; the profiles of people live in directory/people.ts. */

/** Every permission scope of the gateway. */
const GATEWAY_SCOPES = [
  'gateway:users.read',
  'gateway:users.write',
  'gateway:verify.read',
  'gateway:verify.write',
  'gateway:verify.approve',
  'gateway:pii.read',
  'gateway:pii.reveal',
  'gateway:mfa.read',
  'gateway:mfa.write',
  'gateway:mitek.read',
  'gateway:mitek.write',
  'gateway:audit.read',
  'gateway:system.read',
  'gateway:privacy.erase',
  'gateway:webhooks.read',
  'gateway:webhooks.write',
] as const;

/** What the backend service may do: everything but erase personal data. */
export const BACKEND_SCOPE = GATEWAY_SCOPES.filter((scope) => scope !== 'gateway:privacy.erase').join(' ');

export const PEOPLE_AUDIENCE = 'identity-gateway';
export const WORKER_AUDIENCE = 'https://api.pingone.com';
export const PEOPLE_CLIENT_ID = 'demo-app';

export const DEMO_NAMES = ['alice', 'bob', 'support', 'admin'] as const;
export type DemoName = (typeof DEMO_NAMES)[number];

export interface DemoPerson {
  readonly displayName: string;
  readonly roles: readonly string[];
}

/** People of the directory sign in without roles; staff have one and are not in the directory. */
export const DEMO_PEOPLE: { readonly [Name in DemoName]: DemoPerson } = {
  alice: { displayName: 'Alice Anderson', roles: [] },
  bob: { displayName: 'Bob Baker', roles: [] },
  support: { displayName: 'Sam Support', roles: ['support'] },
  admin: { displayName: 'Ada Admin', roles: ['admin'] },
};

export function isDemoName(name: string): name is DemoName {
  return Object.hasOwn(DEMO_PEOPLE, name);
}
