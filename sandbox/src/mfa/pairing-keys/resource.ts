/** A pairing key as the API shows it. */
import type { Sandbox } from '../../sandbox.js';
import type { PairingKeyRecord } from '../flow-model.js';

export function pairingKeyResource(sandbox: Sandbox, key: PairingKeyRecord): object {
  const environment = sandbox.environmentUrl();
  const user = `${environment}/users/${key.userId}`;
  return {
    _links: {
      self: { href: `${user}/pairingKeys/${key.id}` },
      environment: { href: environment },
      user: { href: user },
    },
    id: key.id,
    environment: { id: sandbox.state.environmentId },
    user: { id: key.userId },
    code: key.code,
    status: key.status,
    applications: key.applicationIds.map((id) => ({ id })),
    ...(key.error === null ? {} : { error: key.error }),
    createdAt: key.createdAt,
    updatedAt: key.updatedAt,
    expiresAt: key.expiresAt,
  };
}
