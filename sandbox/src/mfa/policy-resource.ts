/** How the API shows device authentication policies; what they hold is policies.ts. */
import type { Sandbox } from '../sandbox.js';
import type { MfaPolicyRecord } from './model.js';

/** A policy as the API shows it. */
export function mfaPolicyResource(sandbox: Sandbox, record: MfaPolicyRecord): object {
  const environment = sandbox.environmentUrl();
  const self = `${environment}/deviceAuthenticationPolicies/${record.id}`;
  const { id, name, notificationsPolicyId, blockUsersWithDisabledMfa, createdAt, updatedAt, ...rest } = record;
  const shown = sandbox.knobs.get('mfaBypassField');
  return {
    _links: {
      self: { href: self },
      environment: { href: environment },
      applications: { href: `${environment}/applications` },
      fido2: { href: `${environment}/fido2Policies` },
    },
    id,
    environment: { id: sandbox.state.environmentId },
    name,
    ...rest,
    ...(shown === 'response' ? {} : { blockUsersWithDisabledMfa }),
    ...(shown === 'request' ? {} : { bypassBlockedWhenMfaDisabled: blockUsersWithDisabledMfa }),
    notificationsPolicy: notificationsPolicyId === null ? {} : { id: notificationsPolicyId },
    rememberMe: { web: { enabled: false, lifeTime: { duration: 30, timeUnit: 'DAYS' } } },
    createdAt,
    updatedAt,
  };
}
