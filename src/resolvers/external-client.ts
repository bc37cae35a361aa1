// createExternalClientResponse: what a native app needs to run a verification by itself. Passes are made in auth/.
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { Access } from '../auth/access.js';
import { sameBytes, sha256 } from '../auth/keys.js';
import { ownedBy } from '../auth/ownership.js';
import { Permission } from '../auth/permissions.js';
import { passEndOf, type StatusPass } from '../auth/status-token.js';
import { maySee } from '../auth/viewer.js';
import {
  CreateExternalClientResponseInput,
  CreateExternalClientResponsePayload,
  ExternalClientResponse,
} from '../schema/external-client.js';
import { passedBound } from '../verifications/bounds.js';
import { isSameLink } from '../verifications/capture-link.js';
import { type Fault, Refusal, refuseIfAny } from '../verifications/refusal.js';
import type { Context } from './context.js';
import { answer, type RefusalRules } from './failures.js';
import type { OwnedRecord } from './find-transaction.js';
import { once } from './once.js';

const WRITE = [Permission.VERIFY_WRITE];
const MAX_CHALLENGE = 100;
const TRANSACTION_ID = /^[\w-]{1,64}$/;
const LINK = ['input', 'webVerificationUrl'];
const CHALLENGE = ['input', 'challenge'];
const NO_UPSTREAM: RefusalRules = { paths: {} };

/** What native apps are given. */
@Resolver(() => ExternalClientResponse)
export class ExternalClientResolver {
  @Mutation(() => CreateExternalClientResponsePayload, {
    description: 'Builds the answer a native mobile app needs to run the verification itself. Makes no upstream call.',
  })
  @Access({ requires: [Permission.VERIFY_WRITE], owner: 'record' })
  async createExternalClientResponse(
    @Arg('input', () => CreateExternalClientResponseInput, { description: 'Link and challenge of the transaction.' })
    input: CreateExternalClientResponseInput,
    @Ctx() context: Context,
  ): Promise<CreateExternalClientResponsePayload> {
    return answer({ externalClientResponse: null }, NO_UPSTREAM, async () => ({
      externalClientResponse: await once(context.services.idempotency, {
        viewer: context.viewer,
        operation: 'createExternalClientResponse',
        key: input.idempotencyKey,
        input,
        signal: context.signal,
        create: () => create(context, input),
        reread: async () => toResponse(context, input, await findTransaction(context, input), 'known'),
      }),
    }));
  }
}

async function create(context: Context, input: CreateExternalClientResponseInput) {
  const record = await findTransaction(context, input);
  return { id: record.id, value: toResponse(context, input, record, 'new') };
}

/** A status token is shown once: who asks again has it already, or is someone else. */
function toResponse(
  { services }: Context,
  { webVerificationUrl, challenge, isLastClientStep }: CreateExternalClientResponseInput,
  record: OwnedRecord,
  token: 'new' | 'known',
): ExternalClientResponse {
  const pass = passFor(record);
  return ownedBy(record.userId, {
    clientState: isLastClientStep ? 'COMPLETED' : 'PENDING',
    webVerificationUrl,
    continueLink: isLastClientStep ? null : services.continueLinkOf(pass),
    challenge,
    statusToken: token === 'new' ? services.statusTokens.tokenOf(pass) : null,
    statusTokenExpiresAt: pass.expiresAt,
  } as const);
}

/** @throws Refusal when the transaction is over for so long that a pass would be too */
function passFor(record: OwnedRecord): StatusPass {
  const pass = { verificationId: record.id, userId: record.userId, expiresAt: passEndOf(record) };
  const message = 'The transaction ended too long ago to be followed.';
  refuseIfAny(pass.expiresAt <= new Date() ? [{ code: 'TRANSACTION_NOT_ACTIONABLE', message, field: LINK }] : []);
  return pass;
}

/** @throws Refusal when link and challenge are not those of a transaction the caller may use */
async function findTransaction(
  context: Context,
  { webVerificationUrl, challenge }: CreateExternalClientResponseInput,
): Promise<OwnedRecord> {
  const id = transactionIdIn(webVerificationUrl);
  refuseIfAny([...(id === null ? [NO_LINK] : []), ...challengeFaults(challenge)]);
  const record = id === null || !TRANSACTION_ID.test(id) ? null : await context.services.verifications.find(id);
  const userId = record?.userId ?? null;
  if (record?.source !== 'PINGONE_VERIFY' || userId === null || record.deletedAt !== null) throw notFound();
  if (!maySee(context.viewer, WRITE, userId)) throw notFound();
  // Hashed, so that the comparison takes the same time whatever was sent.
  if (record.challenge === null || !sameBytes(sha256(challenge), sha256(record.challenge))) {
    throw new Refusal([WRONG_CHALLENGE]);
  }
  const owned = { ...record, userId };
  if (!(await isItsLink(context, owned, webVerificationUrl))) throw notFound();
  const act = context.audit.current;
  if (act) act.target = { type: 'VerifyTransaction', id: record.id, userId };
  return owned;
}

/**
 * Whether a link is the transaction's own, to the letter: whoever gets the answer goes where it leads. PingOne is asked only about one
 * that the gateway does not know, because it began to track the transaction before it took note of links, or because PingOne changed it.
 */
async function isItsLink(context: Context, record: OwnedRecord, link: string): Promise<boolean> {
  if (context.services.verifications.isKnownLink(record, link)) return true;
  const { id: transactionId, userId } = record;
  const own = (await context.loaders.transaction.load({ userId, transactionId }))?.webVerificationUrl ?? null;
  return own !== null && isSameLink(own, link);
}

/** The transaction id in a link that may be one to a capture page. Host and path vary by region, age and custom domain. */
function transactionIdIn(link: string): string | null {
  const { protocol, searchParams } = new URL(link);
  const [id, ...others] = searchParams.getAll('txnid');
  return protocol.startsWith('http') && others.length === 0 ? id || null : null;
}

function notFound(): Refusal {
  return new Refusal([{ code: 'NOT_FOUND', message: 'There is no such transaction.', field: LINK }]);
}

const NO_LINK: Fault = {
  code: 'INVALID_VALUE',
  message: 'This is no link to a capture page of PingOne Verify.',
  field: LINK,
};

function challengeFaults({ length }: string): readonly Fault[] {
  const limit = passedBound(length, { min: 1, max: MAX_CHALLENGE });
  const message = `A challenge has 1 to ${MAX_CHALLENGE} characters.`;
  return limit === null ? [] : [{ code: 'OUT_OF_RANGE', message, field: CHALLENGE, limit }];
}

const WRONG_CHALLENGE: Fault = {
  code: 'INVALID_VALUE',
  message: 'This is not the challenge of the transaction.',
  field: CHALLENGE,
};
