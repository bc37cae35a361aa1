// revealVerifiedData: personal data of one transaction, for staff, with a reason. Leave to read ends with the operation.
import type { GraphQLResolveInfo } from 'graphql';
import type { RevealVerifiedDataInput, RevealVerifiedDataPayload } from '../schema/verified-data-input.js';
import { requireAction } from '../verifications/actions.js';
import { requireKept } from '../verifications/evidence.js';
import { refuseIfAny } from '../verifications/refusal.js';
import { actorOf, checkReason } from './acting.js';
import type { Context } from './context.js';
import { requireFound } from './evidence-state.js';
import { answer, type RefusalRules } from './failures.js';
import { findReadable, TRANSACTION_NOT_FOUND } from './find-transaction.js';
import { evidence, readVerifiedData } from './read-evidence.js';
import { personalFieldsBelow } from './selection.js';

const RULES: RefusalRules = { paths: {}, notFound: TRANSACTION_NOT_FOUND };

export function revealVerifiedData(
  context: Context,
  input: RevealVerifiedDataInput,
  info: GraphQLResolveInfo,
): Promise<RevealVerifiedDataPayload> {
  return answer({ verifiedData: null, auditEventId: null }, RULES, async () => {
    checkReason(input.reason);
    checkTypes(input.types);
    const record = await findReadable(context, input);
    requireKept(record);
    requireAction(record, 'REVEAL_VERIFIED_DATA');
    const found = await readVerifiedData(context, record, { types: input.types, attempt: 'LATEST' }, null);
    await requireFound(context, record, found ?? []);
    const by = { actor: actorOf(context.viewer), reason: input.reason.trim() };
    await context.services.verifications.note(record.id, 'DATA_REVEALED', by);
    const act = context.audit.current;
    if (!act) throw new Error('Personal data would be revealed without an entry in the audit log.');
    act.target = { type: 'VerifyTransaction', id: record.id, userId: record.userId };
    act.fields = personalFieldsBelow(info, 'verifiedData');
    // A copy, for the loaders hand the same objects to other fields of the operation, which are not granted.
    const copies = evidence(record, structuredClone(found ?? []));
    return { verifiedData: context.grants.give(copies), auditEventId: act.id };
  });
}

function checkTypes(types: readonly string[]): void {
  const message = 'Name at least one type of data.';
  refuseIfAny(types.length === 0 ? [{ code: 'REQUIRED_VALUE', message, field: ['input', 'types'] }] : []);
}
