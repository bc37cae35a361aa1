// PingOne's objects as they travel, in PingOne's spelling. Turning them into the gateway's own model is done elsewhere.
import { z } from 'zod';
import { anything, embedded, flag, number, optional, reference, text, timeSpan } from './wire-values.js';

export const WireUser = z.object({
  id: z.string().min(1),
  username: text,
  email: text,
  emailVerified: flag,
  enabled: flag,
  name: optional(
    z.object({
      given: text,
      middle: text,
      family: text,
      formatted: text,
      honorificPrefix: text,
      honorificSuffix: text,
    }),
  ),
  primaryPhone: text,
  mobilePhone: text,
  address: optional(
    z.object({ streetAddress: text, locality: text, region: text, postalCode: text, countryCode: text }),
  ),
  nickname: text,
  title: text,
  externalId: text,
  population: reference,
  locale: text,
  preferredLanguage: text,
  timezone: text,
  account: optional(z.object({ canAuthenticate: flag, status: text, lockedAt: text, unlockAt: text })),
  lifecycle: optional(z.object({ status: text })),
  lastSignOn: optional(z.object({ at: text })),
  verifyStatus: text,
  mfaEnabled: flag,
  createdAt: text,
  updatedAt: text,
  _embedded: optional(z.object({ population: optional(z.object({ id: z.string(), name: text })) })),
});
export type WireUser = z.output<typeof WireUser>;

export const WireUserList = z.object({
  _embedded: z.object({ users: z.array(WireUser).default([]) }).nullish(),
  _links: optional(z.object({ next: optional(z.object({ href: z.string() })) })),
  count: number,
  size: number,
});
export type WireUserList = z.output<typeof WireUserList>;

/** Properties a user is created with. */
export interface WireNewUser {
  readonly username: string;
  readonly email?: string | undefined;
  readonly name?:
    | Readonly<
        Partial<
          Record<
            'given' | 'middle' | 'family' | 'formatted' | 'honorificPrefix' | 'honorificSuffix',
            string | undefined
          >
        >
      >
    | undefined;
  readonly primaryPhone?: string | undefined;
  readonly mobilePhone?: string | undefined;
  readonly address?:
    | Readonly<
        Partial<Record<'streetAddress' | 'locality' | 'region' | 'postalCode' | 'countryCode', string | undefined>>
      >
    | undefined;
  readonly nickname?: string | undefined;
  readonly title?: string | undefined;
  readonly externalId?: string | undefined;
  readonly population?: { readonly id: string } | undefined;
  readonly locale?: string | undefined;
  readonly preferredLanguage?: string | undefined;
  readonly timezone?: string | undefined;
}

const attempts = optional(z.object({ attempts: number }));
const thresholdCheck = optional(z.object({ verify: text, threshold: text, retry: attempts }));
const contactCheck = optional(
  z.object({
    verify: text,
    createMfaDevice: flag,
    otp: optional(
      z.object({
        attempts: optional(z.object({ count: number })),
        lifeTime: timeSpan,
        // Documented as `coolDown`, seen as `cooldown`.
        deliveries: optional(z.object({ count: number, cooldown: timeSpan, coolDown: timeSpan })),
        notification: optional(z.object({ templateName: text, variantName: text })),
      }),
    ),
  }),
);

export const WireVerifyPolicy = z.object({
  id: z.string().min(1),
  environment: reference,
  name: text,
  description: text,
  default: flag,
  governmentId: optional(z.object({ verify: text, inspectionType: text, failExpiredId: flag, retry: attempts })),
  facialComparison: thresholdCheck,
  liveness: thresholdCheck,
  email: contactCheck,
  phone: contactCheck,
  transaction: optional(
    z.object({
      timeout: timeSpan,
      dataCollection: optional(z.object({ timeout: timeSpan })),
      dataCollectionOnly: flag,
    }),
  ),
  createdAt: text,
  updatedAt: text,
});
export type WireVerifyPolicy = z.output<typeof WireVerifyPolicy>;
export const WireVerifyPolicyList = embedded('verifyPolicies', WireVerifyPolicy);

/** Six digits; a number has lost its leading zeros. */
const sixDigitCode = optional(z.union([z.string(), z.number().transform((code) => String(code).padStart(6, '0'))]));

/** `{ value }` or `{ options }`, whichever it was asked for with, as a list. */
const requirement = optional(
  z
    .object({ value: z.string().optional(), options: z.array(z.string()).optional() })
    .transform(({ value, options }) => options ?? (value === undefined ? null : [value])),
);

/** The reference selfie and the values of `callback.headers` come back in answers; they are dropped here, as nothing may see the copy. */
export const WireTransaction = z.object({
  id: z.string().min(1),
  verifyPolicy: reference,
  transactionStatus: z.object({
    status: z.string(),
    /** Status by check, such as `LIVENESS`. */
    verificationStatus: anything,
    /** `[{ messages }]` as documented; read it with care. */
    providerMessagesList: z.unknown().optional(),
  }),
  qrUrl: text,
  webVerificationUrl: text,
  webVerificationCode: sixDigitCode,
  /** An array, or one text in older answers. */
  verifiedDocuments: optional(z.union([z.array(z.string()), z.string().transform((one) => [one])])),
  redirect: optional(z.object({ url: text, message: text })),
  callback: optional(
    z.object({ url: text, headers: optional(z.record(z.string(), z.unknown()).transform(Object.keys)) }),
  ),
  requirements: optional(
    z.object({
      given_name: requirement,
      family_name: requirement,
      name: requirement,
      address: requirement,
      birth_date: requirement,
      email: requirement,
      phone: requirement,
      /** Whether there is one. */
      referenceSelfie: z
        .unknown()
        .optional()
        .transform((selfie) => selfie !== undefined && selfie !== null),
    }),
  ),
  sendNotification: optional(
    z.object({
      phone: text,
      email: text,
      results: optional(z.array(z.object({ method: text, sent: flag, notification: reference }))),
    }),
  ),
  createdAt: text,
  updatedAt: text,
  expiresAt: text,
});
export type WireTransaction = z.output<typeof WireTransaction>;
export const WireTransactionList = embedded('verifyTransactions', WireTransaction);

/** A value to compare with: the one right value, or several of which any will do. */
export type WireRequirement = { readonly value: string } | { readonly options: readonly string[] };

/** Body of a new transaction; `{}` uses the default policy. */
export interface WireNewTransaction {
  readonly verifyPolicy?: { readonly id: string } | undefined;
  readonly sendNotification?: { readonly phone?: string | undefined; readonly email?: string | undefined } | undefined;
  readonly callback?:
    | { readonly url: string; readonly headers?: Readonly<Record<string, string>> | undefined }
    | undefined;
  readonly redirect?: { readonly url: string; readonly message?: string | undefined } | undefined;
  readonly requirements?:
    | {
        readonly given_name?: WireRequirement | undefined;
        readonly family_name?: WireRequirement | undefined;
        readonly name?: WireRequirement | undefined;
        readonly address?: WireRequirement | undefined;
        /** `YYYY-MM-DD`. */
        readonly birth_date?: WireRequirement | undefined;
        readonly email?: { readonly options: readonly string[] } | undefined;
        readonly phone?: WireRequirement | undefined;
        /** Base64 JPEG. */
        readonly referenceSelfie?: { readonly value: string } | undefined;
      }
    | undefined;
}

export const WireVerifiedData = z.object({
  id: z.string().min(1),
  type: text,
  /** By type: `IMAGE` and `FORMAT`, the fields of the document, `sources`. Absent in a list that was asked for without types. */
  data: optional(z.union([z.record(z.string(), z.unknown()), z.string()])),
  retry: optional(z.object({ attempt: number, previousAttempts: optional(z.array(z.unknown())) })),
  createdAt: text,
});
export type WireVerifiedData = z.output<typeof WireVerifiedData>;
export const WireVerifiedDataList = embedded('verifiedData', WireVerifiedData);

export const WireMetadata = z.object({
  id: z.string().min(1),
  type: text,
  provider: text,
  status: text,
  data: anything,
  retry: optional(z.object({ attempt: number })),
  createdAt: text,
});
export type WireMetadata = z.output<typeof WireMetadata>;

/** Latest attempt of each check, and the attempts before it. */
export const WireMetadataList = z
  .object({
    _embedded: z
      .object({ metaData: z.array(WireMetadata).default([]), previousAttempts: z.array(WireMetadata).default([]) })
      .nullish(),
  })
  .transform(({ _embedded }) => ({
    latest: _embedded?.metaData ?? [],
    previousAttempts: _embedded?.previousAttempts ?? [],
  }));
export type WireMetadataList = z.output<typeof WireMetadataList>;

export const WireVerifyStatus = z.object({ verifyStatus: text });

export const WireDocument = z.object({
  id: z.string().min(1),
  environment: reference,
  /** With blanks, such as `Driver License Front`. */
  type: text,
  value: text,
  status: text,
  source: optional(z.object({ provider: text })),
  createdAt: text,
  updatedAt: text,
});
export type WireDocument = z.output<typeof WireDocument>;
export const WireDocumentList = embedded('documents', WireDocument);

/** Ending the collection answers with the documents or with one of them; the pages disagree, and some show nothing. */
export const WireCompletedDocuments = z.union([
  WireDocument.extend({ status: z.string() }).transform((document) => [document]),
  WireDocumentList,
  z.undefined().transform(() => []),
]);

/** Body of a document. */
export interface WireNewDocument {
  readonly type: string;
  /** Base64 or text. */
  readonly value: string;
}

/** Body that gives a picture another background; whole numbers. */
export interface WireNewBackground {
  /** 0 to 255 each. */
  readonly backgroundColor: { readonly red: number; readonly green: number; readonly blue: number };
  /** 1 to 1000 each. */
  readonly aspectRatio?: { readonly aspectHeight: number; readonly aspectWidth: number } | undefined;
}

type WireRecord<Value> = Readonly<
  Partial<Record<'given_name' | 'family_name' | 'name' | 'address' | 'birth_date', Value | undefined>>
>;

/** Body that asks how alike two records are: a text for each field of the probe, and for the same fields what they are compared with. */
export interface WireIdentityRecords {
  readonly probe: WireRecord<string>;
  readonly gallery: WireRecord<WireRequirement>;
}

export const WireIdentityRecordMatch = z.object({
  /** By field: `{ probeValue, galleryValue, rawScore, confidence }`. */
  detailedResults: anything,
  overallWeightedScore: number,
  overallConfidenceScore: text,
});
export type WireIdentityRecordMatch = z.output<typeof WireIdentityRecordMatch>;
