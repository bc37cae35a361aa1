/** An authentication code as the API shows it, and what time does to one. */
import type { Sandbox } from '../../sandbox.js';
import type { AuthenticationCodeRecord } from '../flow-model.js';

/** Lets a code run out that was not used in time. Looked at whenever somebody reads it, so no alarm is needed. */
export function settleCode(sandbox: Sandbox, code: AuthenticationCodeRecord): AuthenticationCodeRecord {
  const isOpen = code.status === 'UNCLAIMED' || code.status === 'CLAIMED';
  if (isOpen && sandbox.clock.now() >= Date.parse(code.expiresAt)) {
    code.status = 'EXPIRED';
    code.updatedAt = code.expiresAt;
    sandbox.store.changed();
  }
  return code;
}

export function codeResource(sandbox: Sandbox, code: AuthenticationCodeRecord): object {
  const { environmentId, mfa } = sandbox.state;
  const device = mfa.devices.get(code.claim?.deviceId ?? '');
  const application = { id: code.applicationId };
  const isList = sandbox.knobs.get('mfaCodeApplication') === 'applications';
  return {
    _links: { self: { href: `${sandbox.origin}/${environmentId}/authenticationCodes/${code.id}` } },
    ...(device?.mobile === undefined
      ? {}
      : {
          _embedded: {
            device: { id: device.id, os: device.mobile.os, model: device.mobile.model, application },
          },
        }),
    id: code.id,
    environment: { id: environmentId },
    code: code.code,
    uri: `pingonesdk?authentication_code=${code.code}`,
    ...(isList ? { applications: [application] } : { application }),
    ...(code.clientContext === null ? {} : { clientContext: code.clientContext }),
    ...(code.claim === null ? {} : { user: { id: code.claim.userId } }),
    lifeTime: code.lifeTime,
    userApproval: code.userApproval,
    status: code.status,
    expiresAt: code.expiresAt,
    updatedAt: code.updatedAt,
    createdAt: code.createdAt,
  };
}
