// redactVerification: personal data of a verification erased here and at its source, with a receipt of what was erased where.
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { Access } from '../auth/access.js';
import { Permission } from '../auth/permissions.js';
import { RedactVerificationInput, RedactVerificationPayload } from '../schema/redaction.js';
import type { VerificationRecord } from '../store/records.js';
import { requireAction } from '../verifications/actions.js';
import { Refusal } from '../verifications/refusal.js';
import { isFinal } from '../verifications/transitions.js';
import { actorOf, checkReason } from './acting.js';
import type { Context } from './context.js';
import { answer } from './failures.js';
import { toVerificationNode } from './verification-nodes.js';

/** Erasing personal data on request. */
@Resolver()
export class RedactionResolver {
  @Mutation(() => RedactVerificationPayload, {
    description:
      'Erases the personal data of a verification, at the source as far as it can be done there and in the gateway always.',
  })
  @Access({ requires: [Permission.PRIVACY_ERASE] })
  async redactVerification(
    @Arg('input', () => RedactVerificationInput, { description: 'Which verification, and why.' })
    input: RedactVerificationInput,
    @Ctx() context: Context,
  ): Promise<RedactVerificationPayload> {
    return redactVerification(context, input);
  }
}

const NOT_FOUND = {
  code: 'NOT_FOUND',
  message: 'There is no such verification.',
  field: ['input', 'verificationId'],
} as const;

function redactVerification(context: Context, input: RedactVerificationInput): Promise<RedactVerificationPayload> {
  return answer({ verification: null, receipt: null }, { paths: {}, notFound: NOT_FOUND }, async () => {
    checkReason(input.reason);
    const record = await find(context, input.verificationId);
    const act = context.audit.current;
    if (!act) throw new Error('Personal data would be erased without an entry in the audit log.');
    const type = record.source === 'MITEK' ? 'MitekJourney' : 'VerifyTransaction';
    act.target = { type, id: record.id, userId: record.userId };
    requireAction(record, 'REDACT', 'verificationId');
    const by = { actor: actorOf(context.viewer), receiptId: act.id };
    const redacted = await context.services.redaction.redact(record, by);
    forget(context, record);
    const receipt = { id: act.id, completedAt: new Date(), items: redacted.places };
    return { verification: toVerificationNode(redacted.record), receipt };
  });
}

/** An unfinished transaction may have ended since the gateway last read it. */
async function find({ services, loaders }: Context, id: string): Promise<VerificationRecord> {
  const { verifications } = services;
  const known = await verifications.find(id);
  if (!known) throw new Refusal([NOT_FOUND]);
  const { source, userId, lifecycle, deletedAt } = known;
  if (source !== 'PINGONE_VERIFY' || userId === null || deletedAt !== null || isFinal(lifecycle)) return known;
  const transaction = await loaders.transaction.load({ userId, transactionId: id });
  if (transaction) return verifications.observe(transaction, 'UPSTREAM_READ');
  await verifications.observeGone(known);
  return verifications.mustFind(id);
}

/** What was read in this operation shows what there was before. */
function forget({ loaders }: Context, { id, userId }: VerificationRecord): void {
  loaders.journey.clear(id);
  loaders.findings.clear(id);
  if (userId === null) return;
  const key = { userId, transactionId: id };
  loaders.transaction.clear(key);
  loaders.documents.clear(key);
  loaders.document.clearAll();
}
