// replaceSelfieBackground: a copy of the verified selfie on a plain colour, in another shape if asked.
import type { NewBackground } from '../datasources/pingone/verify.js';
import type { ReplaceSelfieBackgroundInput, ReplaceSelfieBackgroundPayload } from '../schema/verified-data-input.js';
import { requireAction } from '../verifications/actions.js';
import { passedBound } from '../verifications/bounds.js';
import { requireKept } from '../verifications/evidence.js';
import { type Fault, Refusal, refuseIfAny } from '../verifications/refusal.js';
import { actOnTransaction, STATUS_RULES } from './act-on-transaction.js';
import type { Context } from './context.js';
import { requireFound } from './evidence-state.js';
import { answer, type RefusalRules } from './failures.js';
import { findReadable, type OwnedRecord } from './find-transaction.js';
import { evidence } from './read-evidence.js';

const SELFIE_NOT_FOUND = {
  code: 'NOT_FOUND',
  message: 'There is no such selfie.',
  field: ['input', 'selfieId'],
} as const;

const RULES: RefusalRules = {
  ...STATUS_RULES,
  paths: {
    ...STATUS_RULES.paths,
    backgroundColor: ['input', 'backgroundColor'],
    'aspectRatio.aspectWidth': ['input', 'aspectWidth'],
    'aspectRatio.aspectHeight': ['input', 'aspectHeight'],
    aspectRatio: ['input', 'aspectWidth'],
  },
  notFound: SELFIE_NOT_FOUND,
};

const COLOUR = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i;
const MAX_ASPECT = 1000;

export function replaceBackground(
  context: Context,
  input: ReplaceSelfieBackgroundInput,
): Promise<ReplaceSelfieBackgroundPayload> {
  return answer({ verifiedData: null }, RULES, async () => {
    const background = toBackground(input);
    const record = await findReadable(context, input);
    requireKept(record);
    requireAction(record, 'REPLACE_SELFIE_BACKGROUND');
    const selfieId = input.selfieId ?? (await latestSelfieId(context, record));
    const picture = await actOnTransaction(context, record, {
      action: 'REPLACE_SELFIE_BACKGROUND',
      event: null,
      send: (key) => context.services.pingOne.verify.replaceBackground(key, selfieId, background, context.signal),
    });
    return { verifiedData: evidence(record, picture) };
  });
}

/** @throws Refusal with every fault at once */
function toBackground({ backgroundColor, aspectWidth, aspectHeight }: ReplaceSelfieBackgroundInput): NewBackground {
  const [, red = '', green = '', blue = ''] = COLOUR.exec(backgroundColor) ?? [];
  const width = aspectWidth ?? null;
  const height = aspectHeight ?? null;
  refuseIfAny([
    ...(COLOUR.test(backgroundColor) ? [] : [WRONG_COLOUR]),
    ...aspectFaults('aspectWidth', width, height),
    ...aspectFaults('aspectHeight', height, width),
  ]);
  return {
    color: { red: Number.parseInt(red, 16), green: Number.parseInt(green, 16), blue: Number.parseInt(blue, 16) },
    aspect: width === null || height === null ? null : { width, height },
  };
}

const WRONG_COLOUR: Fault = {
  code: 'INVALID_VALUE',
  message: 'A colour is written as #RRGGBB.',
  field: ['input', 'backgroundColor'],
};

function aspectFaults(name: string, side: number | null, otherSide: number | null): readonly Fault[] {
  const field = ['input', name];
  if (side === null) {
    const message = 'Give both sides of the aspect ratio, or none.';
    return otherSide === null ? [] : [{ code: 'REQUIRED_VALUE', message, field }];
  }
  const message = `A side of the aspect ratio is 1 to ${MAX_ASPECT}.`;
  const limit = passedBound(side, { min: 1, max: MAX_ASPECT });
  return limit === null ? [] : [{ code: 'OUT_OF_RANGE', message, field, limit }];
}

/** Found in the list without content, which has no pictures in it. @throws Refusal */
async function latestSelfieId(context: Context, record: OwnedRecord): Promise<string> {
  const key = { userId: record.userId, transactionId: record.id };
  const listed = await context.loaders.verifiedData.load({ key, types: null, attempt: 'LATEST' });
  await requireFound(context, record, listed);
  const selfie = listed.find(({ type }) => type === 'SELFIE');
  if (!selfie) throw new Refusal([SELFIE_NOT_FOUND]);
  return selfie.id;
}
