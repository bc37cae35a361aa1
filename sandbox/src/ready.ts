/** What the sandbox says about itself when it is ready, for the program that started it. */
import type { Tokens } from './issuer/tokens.js';
import { seededMfaPolicies } from './mfa/seed.js';
import type { Mitek } from './mitek/mitek.js';
import type { Sandbox } from './sandbox.js';

export interface ReadyInfo {
  readonly pingone: string;
  readonly control: string;
  readonly inbox: string;
  readonly issuer: string;
  readonly jwks: string;
  readonly environmentId: string;
  /** The worker application. */
  readonly clientId: string;
  readonly clientSecret: string;
  /** A service that signs in at the issuer with client credentials. */
  readonly backend: { readonly clientId: string; readonly clientSecret: string };
  /** Ready-made tokens of the demo people, good for 12 hours. */
  readonly tokens: { readonly alice: string; readonly bob: string; readonly support: string; readonly admin: string };
  readonly users: { readonly alice: string; readonly bob: string };
  /** Ids of the seeded policies: default, selfieOnly, documentOnly, contactCheck, short, retries, optional, strict, dataOnly, voice. */
  readonly policies: { readonly [key: string]: string };
  /** Ids of the seeded device authentication policies: default, promptToSelect, alwaysDisplayDevices, short, longCodes, numberMatching, waits, onlyEmail, noNewDevices. */
  readonly mfaPolicies: { readonly [key: string]: string };
  /** Id of the native application that the phone page plays. */
  readonly applicationId: string;
  /** Origin of Mitek. */
  readonly mitek: string;
  readonly mitekApiVersion: string;
  readonly mitekClientId: string;
  readonly mitekClientSecret: string;
}

export async function readyInfo(sandbox: Sandbox, tokens: Tokens, mitek: Mitek): Promise<ReadyInfo> {
  const { origin, state } = sandbox;
  const [alice, bob, support, admin] = await Promise.all([
    tokens.mint({ user: 'alice' }),
    tokens.mint({ user: 'bob' }),
    tokens.mint({ user: 'support' }),
    tokens.mint({ user: 'admin' }),
  ]);
  return {
    pingone: origin,
    control: origin,
    inbox: `${origin}/inbox`,
    issuer: tokens.issuer,
    jwks: `${tokens.issuer}/jwks`,
    environmentId: state.environmentId,
    clientId: state.worker.clientId,
    clientSecret: state.worker.clientSecret,
    backend: state.backend,
    tokens: { alice, bob, support, admin },
    users: { alice: state.people.alice ?? '', bob: state.people.bob ?? '' },
    policies: state.policyIds,
    mfaPolicies: seededMfaPolicies(state.mfa),
    applicationId: state.mfa.seedIds.application ?? '',
    mitek: mitek.origin,
    mitekApiVersion: mitek.profile.version,
    mitekClientId: state.mitek.clientId,
    mitekClientSecret: state.mitek.clientSecret,
  };
}
