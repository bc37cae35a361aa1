/** Verify policies: what a new sandbox has, what a partial one becomes, and what a transaction takes from one. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { defined } from '../http/problems.js';
import type { CheckRequirement, ContactRule, PolicyRecord, StepName, TimeSpan } from '../state/state.js';

const MAX_TIMEOUT_SECONDS = 1_800;

const requirement = z.enum(['REQUIRED', 'OPTIONAL', 'DISABLED']);
const threshold = z.enum(['LOW', 'MEDIUM', 'HIGH']);
const timeSpan = z
  .strictObject({ duration: z.int().min(0).max(MAX_TIMEOUT_SECONDS), timeUnit: z.enum(['SECONDS', 'MINUTES']) })
  .refine((span) => secondsOf(span) <= MAX_TIMEOUT_SECONDS, 'must be at most 30 minutes');
const retry = z.strictObject({ attempts: z.int().min(0).max(3) });
const contact = z.strictObject({
  verify: requirement,
  createMfaDevice: z.boolean().default(false),
  /** Variant of the template for passcodes. */
  variantName: z.string().min(1).max(256).optional(),
});
const matchRule = z.strictObject({ threshold: threshold.default('MEDIUM'), fieldRequired: z.boolean().default(false) });

/** What `POST /sandbox/policies` takes: a name, and whatever shall differ from the default policy. */
export const policyInput = z.strictObject({
  name: z.string().min(1).max(256),
  description: z.string().min(1).max(1_024).optional(),
  default: z.boolean().default(false),
  governmentId: z
    .strictObject({
      verify: requirement,
      inspectionType: z.enum(['AUTOMATIC', 'MANUAL', 'STEP_UP']).default('AUTOMATIC'),
      failExpiredId: z.boolean().default(false),
      retry: retry.default({ attempts: 0 }),
      provider: z
        .strictObject({
          auto: z.enum(['MITEK', 'VERIFF']).default('MITEK'),
          manual: z.literal('MITEK').default('MITEK'),
        })
        .default({ auto: 'MITEK', manual: 'MITEK' }),
      verifyAamva: z.boolean().optional(),
    })
    .optional(),
  facialComparison: z.strictObject({ verify: requirement, threshold: threshold.default('MEDIUM') }).optional(),
  liveness: z
    .strictObject({
      verify: requirement,
      threshold: threshold.default('MEDIUM'),
      retry: retry.default({ attempts: 0 }),
    })
    .optional(),
  email: contact.optional(),
  phone: contact.optional(),
  voice: z.strictObject({ verify: requirement }).optional(),
  identityRecordMatching: z
    .strictObject({
      given_name: matchRule.optional(),
      family_name: matchRule.optional(),
      name: matchRule.optional(),
      address: matchRule.optional(),
      birth_date: matchRule.optional(),
    })
    .optional(),
  transaction: z
    .strictObject({
      timeout: timeSpan.default({ duration: 30, timeUnit: 'MINUTES' }),
      dataCollection: z.strictObject({ timeout: timeSpan }).optional(),
      dataCollectionOnly: z.boolean().default(false),
    })
    .optional(),
});

export type PolicyInput = z.infer<typeof policyInput>;

const DISABLED_CONTACT = { verify: 'DISABLED', createMfaDevice: false } as const;
const REQUIRED_CONTACT = { verify: 'REQUIRED', createMfaDevice: false } as const;
const off = { verify: 'DISABLED', threshold: 'MEDIUM' } as const;
const on = { verify: 'REQUIRED', threshold: 'MEDIUM' } as const;
const noRetry = { attempts: 0 } as const;
const twoRetries = { attempts: 2 } as const;
const mitek = { auto: 'MITEK', manual: 'MITEK' } as const;
const document = { inspectionType: 'AUTOMATIC', failExpiredId: false, retry: noRetry, provider: mitek } as const;
const halfAnHour = { duration: 30, timeUnit: 'MINUTES' } as const;
const strictMatch = { threshold: 'HIGH', fieldRequired: false } as const;

/** The policies of a new sandbox by key. */
export const SEED_POLICIES: { readonly [key: string]: PolicyInput } = {
  default: {
    name: 'Default',
    description: 'Identity document, comparison of faces and liveness.',
    default: true,
  },
  selfieOnly: {
    name: 'Selfie only',
    description: 'Compares a selfie with the reference selfie of the request.',
    default: false,
    governmentId: { ...document, verify: 'DISABLED' },
    facialComparison: on,
  },
  documentOnly: {
    name: 'Document only',
    description: 'Identity document alone.',
    default: false,
    facialComparison: off,
    liveness: { ...off, retry: noRetry },
  },
  contactCheck: {
    name: 'Contact check',
    description: 'Proof of an e-mail address and a phone number by one-time passcode.',
    default: false,
    governmentId: { ...document, verify: 'DISABLED' },
    facialComparison: off,
    liveness: { ...off, retry: noRetry },
    email: REQUIRED_CONTACT,
    phone: REQUIRED_CONTACT,
  },
  short: {
    name: 'Short',
    description: 'As the default, but ends after 20 seconds.',
    default: false,
    transaction: {
      timeout: { duration: 20, timeUnit: 'SECONDS' },
      dataCollection: { timeout: { duration: 20, timeUnit: 'SECONDS' } },
      dataCollectionOnly: false,
    },
  },
  retries: {
    name: 'Retries',
    description: 'As the default, with two more attempts at the document and at the selfie.',
    default: false,
    governmentId: { ...document, verify: 'REQUIRED', retry: twoRetries },
    liveness: { ...on, retry: twoRetries },
  },
  optional: {
    name: 'Optional checks',
    description: 'The document decides; comparison of faces and liveness are run, but may fail.',
    default: false,
    facialComparison: { ...on, verify: 'OPTIONAL' },
    liveness: { ...on, verify: 'OPTIONAL', retry: noRetry },
  },
  strict: {
    name: 'Strict',
    description: 'No expired documents, and given names and family name must match well where they were asked for.',
    default: false,
    governmentId: { ...document, verify: 'REQUIRED', failExpiredId: true },
    identityRecordMatching: { given_name: strictMatch, family_name: strictMatch },
  },
  dataOnly: {
    name: 'Data collection only',
    description: 'Collects document and selfie and checks nothing.',
    default: false,
    transaction: { timeout: halfAnHour, dataCollectionOnly: true },
  },
  voice: {
    name: 'Voice',
    description: 'Voice samples, which the vendor is retiring.',
    default: false,
    governmentId: { ...document, verify: 'DISABLED' },
    facialComparison: off,
    liveness: { ...off, retry: noRetry },
    voice: { verify: 'REQUIRED' },
  },
};

/** Completes a partial policy with the vendor's defaults. */
export function createPolicy(input: PolicyInput, now: string, id: string = randomUUID()): PolicyRecord {
  const timeout = input.transaction?.timeout ?? halfAnHour;
  return {
    id,
    name: input.name,
    ...(input.description === undefined ? {} : { description: input.description }),
    default: input.default,
    governmentId: defined(input.governmentId ?? { ...document, verify: 'REQUIRED' as const, verifyAamva: undefined }),
    facialComparison: input.facialComparison ?? on,
    liveness: input.liveness ?? { ...on, retry: noRetry },
    email: contactRule(input.email ?? DISABLED_CONTACT, 10),
    phone: contactRule(input.phone ?? DISABLED_CONTACT, 5),
    ...(input.voice === undefined ? {} : { voice: input.voice }),
    ...(input.identityRecordMatching === undefined
      ? {}
      : { identityRecordMatching: defined(input.identityRecordMatching) }),
    transaction: {
      timeout,
      dataCollection: { timeout: input.transaction?.dataCollection?.timeout ?? shorter(timeout, 15) },
      dataCollectionOnly: input.transaction?.dataCollectionOnly ?? false,
    },
    createdAt: now,
    updatedAt: now,
  };
}

/** Whether a check is run at all. */
export function isRun(rule: { readonly verify: CheckRequirement }): boolean {
  return rule.verify !== 'DISABLED';
}

/** The steps a person walks through under a policy. */
export function stepsOf(policy: PolicyRecord): StepName[] {
  const steps: StepName[] = ['consent'];
  if (isRun(policy.email)) steps.push('email');
  if (isRun(policy.phone)) steps.push('phone');
  if (isRun(policy.governmentId)) steps.push('document');
  if (isRun(policy.facialComparison) || isRun(policy.liveness)) steps.push('selfie');
  return steps;
}

/** The checks of a transaction, in the order of the published example. */
export function checksOf(policy: PolicyRecord, hasReferenceSelfie: boolean): string[] {
  const checks: string[] = [];
  if (isRun(policy.email)) checks.push('EMAIL');
  if (isRun(policy.facialComparison) && isRun(policy.governmentId)) checks.push('FACIAL_COMPARISON_DOCUMENT');
  if (isRun(policy.facialComparison) && hasReferenceSelfie) checks.push('FACIAL_COMPARISON_REFERENCE_SELFIE');
  if (isRun(policy.governmentId)) checks.push('GOVERNMENT_ID');
  if (isRun(policy.liveness)) checks.push('LIVENESS');
  if (isRun(policy.phone)) checks.push('PHONE');
  if (policy.voice !== undefined && isRun(policy.voice)) checks.push('VOICE');
  return checks;
}

/** Whether a check that fails does not fail the transaction. */
export function isOptional(check: string, policy: PolicyRecord | undefined): boolean {
  if (policy === undefined) return false;
  const rules: { readonly [check: string]: { readonly verify: CheckRequirement } | undefined } = {
    EMAIL: policy.email,
    FACIAL_COMPARISON_DOCUMENT: policy.facialComparison,
    FACIAL_COMPARISON_REFERENCE_SELFIE: policy.facialComparison,
    GOVERNMENT_ID: policy.governmentId,
    LIVENESS: policy.liveness,
    PHONE: policy.phone,
    VOICE: policy.voice,
  };
  return rules[check]?.verify === 'OPTIONAL';
}

/** How often a person may try a step again. */
export function retriesOf(step: StepName, policy: PolicyRecord | undefined): number {
  if (step === 'document') return policy?.governmentId.retry.attempts ?? 0;
  return step === 'selfie' ? (policy?.liveness.retry.attempts ?? 0) : 0;
}

export function secondsOf(span: TimeSpan): number {
  return span.duration * (span.timeUnit === 'MINUTES' ? 60 : 1);
}

function contactRule(
  { variantName, ...rule }: { verify: CheckRequirement; createMfaDevice: boolean; variantName?: string | undefined },
  lifeTimeMinutes: number,
): ContactRule {
  const notification = { templateName: 'email_phone_verification' };
  return {
    ...rule,
    otp: {
      attempts: { count: 5 },
      deliveries: { count: 3, cooldown: { duration: 30, timeUnit: 'SECONDS' } },
      lifeTime: { duration: lifeTimeMinutes, timeUnit: 'MINUTES' },
      notification: variantName === undefined ? notification : { ...notification, variantName },
    },
  };
}

function shorter(timeout: TimeSpan, minutes: number): TimeSpan {
  return secondsOf(timeout) < minutes * 60 ? timeout : { duration: minutes, timeUnit: 'MINUTES' };
}
