/** A verify transaction as the API shows it. */
import type { Sandbox } from '../sandbox.js';
import { isFinal, type TransactionRecord } from '../state/state.js';
import { policyResource } from './policy-routes.js';

export interface Showing {
  /** The echo of what was sent; default: as the knob says. */
  readonly echo?: object;
  readonly expandPolicy?: boolean;
}

/** The resource. Links for the person are there only while something can be done with them. */
export function transactionResource(sandbox: Sandbox, transaction: TransactionRecord, showing: Showing = {}): object {
  const environment = sandbox.environmentUrl();
  const user = `${environment}/users/${transaction.userId}`;
  const policy = sandbox.state.policies.get(transaction.policyId);
  const echo = showing.echo ?? (sandbox.knobs.get('echoRequest') === 'always' ? transaction.request : {});
  return {
    _links: {
      self: { href: `${user}/verifyTransactions/${transaction.id}` },
      environment: { href: environment },
      user: { href: user },
    },
    ...(showing.expandPolicy === true && policy !== undefined
      ? { _embedded: { verifyPolicy: policyResource(sandbox, policy) } }
      : {}),
    id: transaction.id,
    verifyPolicy: { id: transaction.policyId },
    transactionStatus: {
      status: shownStatus(transaction),
      verificationStatus: transaction.checks,
      ...(transaction.providerMessages.length === 0
        ? {}
        : { providerMessagesList: transaction.providerMessages.map((messages) => ({ messages })) }),
    },
    ...(isActionable(sandbox, transaction) ? links(sandbox, transaction) : {}),
    ...echo,
    ...verifiedDocuments(sandbox, transaction),
    createdAt: transaction.createdAt,
    updatedAt: transaction.updatedAt,
    expiresAt: transaction.expiresAt,
  };
}

/** The status as the API tells it. */
export function shownStatus({ status, rawStatus }: TransactionRecord): string {
  return rawStatus ?? status;
}

/** Whether the person can still do something. */
export function isActionable(sandbox: Sandbox, transaction: TransactionRecord): boolean {
  return !isFinal(transaction.status) && sandbox.clock.now() < Date.parse(transaction.expiresAt);
}

/** The address of the page for the person. */
export function webVerificationUrl(
  sandbox: Sandbox,
  { id, code }: { readonly id: string; readonly code: string },
): string {
  const { environmentId } = sandbox.state;
  const query = new URLSearchParams({
    txnid: id,
    url: `${sandbox.origin}/v1/idValidations/webVerifications`,
    code,
    envId: environmentId,
  });
  return `${sandbox.origin}/${environmentId}/verify/verify-webapp/v2/index.html?${query.toString()}`;
}

function links(sandbox: Sandbox, transaction: TransactionRecord): object {
  return {
    qrUrl: `${sandbox.origin}/v1/idValidations/webVerifications/${transaction.id}/qr`,
    webVerificationUrl: webVerificationUrl(sandbox, transaction),
    webVerificationCode: transaction.code,
  };
}

function verifiedDocuments(sandbox: Sandbox, transaction: TransactionRecord): object {
  if (transaction.status !== 'SUCCESS' || transaction.documentKind === null) return {};
  const asText = sandbox.knobs.get('verifiedDocumentsShape') === 'string';
  return { verifiedDocuments: asText ? transaction.documentKind : [transaction.documentKind] };
}
