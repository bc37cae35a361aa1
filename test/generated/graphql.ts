/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** Sort of caller. */
export type ActorKind =
  /** End user. */
  | 'END_USER'
  /** The gateway itself. */
  | 'GATEWAY'
  /** Member of staff. */
  | 'OPERATOR'
  /** Server-side application. */
  | 'SERVICE'
  /** PingOne or Mitek. */
  | 'UPSTREAM';

/** A decision by hand. */
export type ApproveVerifyTransactionInput = {
  /** Why, for the audit log; 3 to 500 characters. */
  readonly reason: string;
  /** Which kind of approval to record. */
  readonly status?: ManualApproval;
  /** Transaction id. */
  readonly transactionId: string;
  /** Its user. Needed only if it was not created through this gateway. */
  readonly userId?: string | null | undefined;
};

/** Biographic field. */
export type BiographicField =
  /** Postal address. */
  | 'ADDRESS'
  /** Date of birth. */
  | 'BIRTH_DATE'
  /** Last name. */
  | 'FAMILY_NAME'
  /** First name. */
  | 'GIVEN_NAME'
  /** Whole name. */
  | 'NAME'
  /** A field this schema has no name for. */
  | 'UNKNOWN';

/** Biographic data. Give one value where only that one is right, several where any of them will do. */
export type BiographicRecordInput = {
  /** Postal address in one line. */
  readonly address?: ReadonlyArray<string> | null | undefined;
  /** Date of birth. */
  readonly birthDate?: ReadonlyArray<string> | null | undefined;
  /** Last name. */
  readonly familyName?: ReadonlyArray<string> | null | undefined;
  /** First name. */
  readonly givenName?: ReadonlyArray<string> | null | undefined;
  /** Whole name. */
  readonly name?: ReadonlyArray<string> | null | undefined;
};

/** Whether a check is asked for. */
export type CheckRequirement =
  /** It is not run. */
  | 'DISABLED'
  /** It is run, and failing it does not fail the transaction. */
  | 'OPTIONAL'
  /** It must pass. */
  | 'REQUIRED'
  /** A value this schema has no name for. */
  | 'UNKNOWN';

/** Whether calls are let through. */
export type CircuitState =
  /** Calls go through. */
  | 'CLOSED'
  /** A few calls go through, to see whether it works again. */
  | 'HALF_OPEN'
  /** Calls are refused at once. */
  | 'OPEN';

/** How a piece of evidence stands. */
export type CollectedDocumentStatus =
  /** Handed in. */
  | 'COLLECTED'
  /** May be given. */
  | 'OPTIONAL'
  /** Checked. */
  | 'PROCESSED'
  /** Needed, not there yet. */
  | 'REQUIRED'
  /** Left out. */
  | 'SKIPPED'
  /** A status this schema has no name for. */
  | 'UNKNOWN';

/** Kind of evidence. Which ones a transaction takes depends on its policy. */
export type CollectedDocumentType =
  /** Back of a driving licence. */
  | 'DRIVER_LICENSE_BACK'
  /** Barcode of a driving licence. */
  | 'DRIVER_LICENSE_CODE'
  /** Front of a driving licence. */
  | 'DRIVER_LICENSE_FRONT'
  /** E-mail address. */
  | 'EMAIL'
  /** Back of a passport card. */
  | 'PASSPORT_CARD_BACK'
  /** Front of a passport card. */
  | 'PASSPORT_CARD_FRONT'
  /** Picture page of a passport. */
  | 'PASSPORT_FRONT'
  /** Phone number. */
  | 'PHONE'
  /** Selfie. */
  | 'SELFIE'
  /** A kind this schema has no name for. */
  | 'UNKNOWN'
  /** Voice recording to compare. PingOne is retiring voice. */
  | 'VOICE_INPUT'
  /** One of several voice samples. PingOne is retiring voice. */
  | 'VOICE_SAMPLE';

/** What an app needs to run a verification. */
export type CreateExternalClientResponseInput = {
  /** `challenge` of that transaction, 1 to 100 characters. */
  readonly challenge: string;
  /** Repeats with the same key and input within 24 hours get the first answer. 1 to 255 characters. */
  readonly idempotencyKey?: string | null | undefined;
  /** True: the app has nothing to do afterwards. False: a link to go on is made as well. */
  readonly isLastClientStep?: boolean;
  /** `webVerificationUrl` of a transaction the caller may use. */
  readonly webVerificationUrl: string;
};

/** A Mitek journey to create. */
export type CreateMitekJourneyInput = {
  /** How to send the link. */
  readonly deliveryMethod: MitekDeliveryMethod;
  /** E-mail address. Needed with EMAIL; with SMS it is kept here and not told to Mitek. */
  readonly email?: string | null | undefined;
  /** Last day on which it can be done, at most 365 days ahead. Default: Mitek's. */
  readonly endDate?: string | null | undefined;
  /** Mitek environment; letter case matters. Default: that of the deployment, else `live`. */
  readonly environment?: string | null | undefined;
  /** Repeats with the same key and input within 24 hours get the first answer. 1 to 255 characters. */
  readonly idempotencyKey?: string | null | undefined;
  /** Language of the pages. Default: English. */
  readonly language?: MitekLanguage | null | undefined;
  /** Full legal name as on the document, at least two words with letters; middle names are not needed. At most 200 characters, no pictures and symbols. */
  readonly name: string;
  /** Welcome text of the first page, in place of the one set at Mitek. */
  readonly note?: string | null | undefined;
  /** Phone number, beginning with `+` or `00`. Needed with SMS; with EMAIL it is kept here and not told to Mitek. */
  readonly phone?: string | null | undefined;
  /** Your own unique id, letters, digits and dashes. Default: a random one. */
  readonly reference?: string | null | undefined;
  /** What to ask for. Needed without `useDefaults`. */
  readonly scope?: MitekScopeInput | null | undefined;
  /** Order of the pages, such as `selfie`, `documents`, `attachments`; list all of them, also those not asked for. Default: from the scope. */
  readonly tabsOrder?: ReadonlyArray<string> | null | undefined;
  /** True: what is asked for comes from the environment's defaults, and `scope` must be left out. */
  readonly useDefaults?: boolean;
  /** Directory user to link it to. */
  readonly userId?: string | null | undefined;
};

/** A user to create. */
export type CreateUserInput = {
  /** Postal address. */
  readonly address?: PostalAddressInput | null | undefined;
  /** E-mail address. */
  readonly email?: string | null | undefined;
  /** Id in another system, at most 1024 characters. */
  readonly externalId?: string | null | undefined;
  /** Repeats with the same key and input within 24 hours get the first answer. 1 to 255 characters. */
  readonly idempotencyKey?: string | null | undefined;
  /** Locale, such as `en-US`. */
  readonly locale?: string | null | undefined;
  /** Name. */
  readonly name?: PersonNameInput | null | undefined;
  /** Nickname, at most 256 characters. */
  readonly nickname?: string | null | undefined;
  /** Phone numbers. */
  readonly phones?: UserPhonesInput | null | undefined;
  /** Population. Default: that of the environment. */
  readonly populationId?: string | null | undefined;
  /** Preferred languages, in the form of an Accept-Language header. */
  readonly preferredLanguage?: string | null | undefined;
  /** Time zone, such as `Europe/Madrid`. */
  readonly timezone?: string | null | undefined;
  /** Title, at most 256 characters. */
  readonly title?: string | null | undefined;
  /** Sign-on name, unique, 1 to 128 characters. */
  readonly username: string;
};

/** A PingOne Verify transaction to start. */
export type CreateVerifyTransactionInput = {
  /** Where to be told of changes. */
  readonly callback?: VerifyCallbackInput | null | undefined;
  /** Challenge for apps that wait for the result, 1 to 100 characters. Default: a random one. */
  readonly challenge?: string | null | undefined;
  /** Where the person captures. */
  readonly deviceOsType?: VerifyDeviceOsType;
  /** Repeats with the same key and input within 24 hours get the first answer. 1 to 255 characters. */
  readonly idempotencyKey?: string | null | undefined;
  /** Send the link by SMS, by e-mail or by both. Default: send nothing. */
  readonly notification?: VerifyNotificationInput | null | undefined;
  /** Where the person goes after capture. */
  readonly redirect?: VerifyRedirectInput | null | undefined;
  /** Your own unique id, 1 to 100 letters, digits and dashes. Default: a random one. */
  readonly reference?: string | null | undefined;
  /** What to compare the evidence with. */
  readonly requirements?: VerifyRequirementsInput | null | undefined;
  /** Whom to verify. */
  readonly userId: string;
  /** Policy that says what to check. Default: that of the environment. */
  readonly verifyPolicyId?: string | null | undefined;
};

/** An address to add. */
export type CreateWebhookEndpointInput = {
  /** What it is for, at most 256 characters. */
  readonly description?: string | null | undefined;
  /** Which kinds of event to send. Default, and for an empty list: all. */
  readonly eventTypes?: ReadonlyArray<VerificationEventType> | null | undefined;
  /** Repeats with the same key and input within 24 hours get the first answer, without the secret. 1 to 255 characters. */
  readonly idempotencyKey?: string | null | undefined;
  /** https address. Private and loopback addresses are refused unless the deployment allows them. */
  readonly url: string;
};

/** A period of time. */
export type DateTimeRangeInput = {
  /** Start, included. */
  readonly from: string;
  /** End, not included. Default: now. */
  readonly to?: string | null | undefined;
};

/** A piece of evidence to take back. */
export type DeleteVerifyDocumentInput = {
  /** Document id. */
  readonly documentId: string;
  /** Transaction id. */
  readonly transactionId: string;
  /** Its user. Needed only if it was not created through this gateway. */
  readonly userId?: string | null | undefined;
};

/** An endpoint to remove. */
export type DeleteWebhookEndpointInput = {
  /** Endpoint id. */
  readonly id: string;
};

/** Something the gateway depends on. */
export type DependencyName =
  /** The gateway's database. */
  | 'DATABASE'
  /** Mitek. */
  | 'MITEK'
  /** PingOne MFA. */
  | 'PINGONE_MFA'
  /** PingOne token endpoint. */
  | 'PINGONE_TOKEN'
  /** PingOne directory. */
  | 'PINGONE_USERS'
  /** PingOne Verify. */
  | 'PINGONE_VERIFY'
  /** Keys for checking callers' tokens. */
  | 'TOKEN_KEYS';

/** Result of a test of a document. */
export type DocumentJudgement =
  /** Looks genuine. */
  | 'AUTHENTIC'
  /** Does not look genuine. */
  | 'NOT_AUTHENTIC'
  /** A result this schema has no name for. */
  | 'UNKNOWN';

/** Who handed in a piece of evidence. */
export type DocumentSourceProvider =
  /** A server-side client, such as this gateway. */
  | 'AUTHENTICATED_CLIENT'
  /** A way this schema has no name for. */
  | 'UNKNOWN';

/** Whether the evidence of a transaction can be read. */
export type EvidenceState =
  /** It can be read until `verifiedDataExpiresAt`. */
  | 'AVAILABLE'
  /** PingOne deleted it at the end of its retention, or it was erased on request. */
  | 'DELETED'
  /** Nothing was handed in so far. */
  | 'NONE';

/** Where a native app stands. */
export type ExternalClientState =
  /** No next step. */
  | 'COMPLETED'
  /** There is a next step. */
  | 'PENDING';

/** Stage on the way to an approval. */
export type FunnelStage =
  /** Approved. */
  | 'APPROVED'
  /** Created. */
  | 'CREATED'
  /** Decided. */
  | 'FINISHED'
  /** Confirmed by the source, link out. */
  | 'SENT'
  /** Begun by the person. */
  | 'STARTED';

/** Part of a document that was read. */
export type GovernmentIdType =
  /** Back of a driving licence. */
  | 'DRIVERS_LICENSE_BACK'
  /** Front of a driving licence. */
  | 'DRIVERS_LICENSE_FRONT'
  /** Front of an identity card. */
  | 'IDENTIFICATION_CARD_FRONT'
  /** Picture page of a passport. */
  | 'PASSPORT_PICTURE_PAGE'
  /** Residence permit. */
  | 'RESIDENCE_PERMIT'
  /** A part this schema has no name for. */
  | 'UNKNOWN';

/** How well something works. */
export type HealthState =
  /** Works with restrictions. */
  | 'DEGRADED'
  /** Does not work. */
  | 'DOWN'
  /** Works. */
  | 'OK';

/** An HTTP header. */
export type HttpHeaderInput = {
  /** Its name. */
  readonly name: string;
  /** Its value. It cannot be read back. */
  readonly value: string;
};

/** Picture format. */
export type ImageFormat =
  /** JPEG. */
  | 'JPEG'
  /** PNG. */
  | 'PNG'
  /** A format this schema has no name for. */
  | 'UNKNOWN';

/** How a document is inspected. */
export type InspectionType =
  /** By software. */
  | 'AUTOMATIC'
  /** By people. */
  | 'MANUAL'
  /** By software, then by people if in doubt. */
  | 'STEP_UP'
  /** A way this schema has no name for. */
  | 'UNKNOWN';

/** Kind of manual approval. */
export type ManualApproval =
  /** Approved on what was collected. */
  | 'APPROVED_MANUALLY'
  /** Approved without collecting anything. */
  | 'APPROVED_NO_REQUEST';

/** How sure a match is. */
export type MatchConfidence =
  /** Sure. */
  | 'HIGH'
  /** Hardly a match. */
  | 'LOW'
  /** Fairly sure. */
  | 'MEDIUM'
  /** Could not be compared. */
  | 'NOT_APPLICABLE'
  /** A level this schema has no name for. */
  | 'UNKNOWN';

/** Two records to compare. */
export type MatchIdentityRecordInput = {
  /** Record that is trusted. */
  readonly gallery: BiographicRecordInput;
  /** Record to be checked against it; at least one field. */
  readonly probe: BiographicRecordInput;
  /** User on whose behalf they are compared. */
  readonly userId: string;
};

/** Who ran a check for PingOne. */
export type MetadataProvider =
  /** Amazon: faces. */
  | 'AMAZON'
  /** Babel Street: biographic data. */
  | 'BABEL_STREET'
  /** PingOne's matcher: biographic data. */
  | 'BIOGRAPHIC_MATCHER'
  /** Data Zoo: third-party data. */
  | 'DATAZOO'
  /** ID R&D: liveness. */
  | 'IDRND'
  /** Mitek: documents. */
  | 'MITEK'
  /** TransUnion: third-party data. */
  | 'TRANSUNION'
  /** A provider this schema has no name for. */
  | 'UNKNOWN'
  /** Veriff: documents. */
  | 'VERIFF';

/** How a check came out. */
export type MetadataStatus =
  /** Did not pass. */
  | 'FAIL'
  /** Passed. */
  | 'SUCCESS'
  /** A result this schema has no name for. */
  | 'UNKNOWN';

/** Kind of check that leaves metadata. */
export type MetadataType =
  /** Indian Aadhaar record. */
  | 'AADHAAR'
  /** US driving licence record. */
  | 'AAMVA'
  /** Comparison of biographic data. */
  | 'BIOGRAPHIC_MATCH'
  /** Comparison with data of third parties. */
  | 'DATA_BASED_IDENTITY_VERIFICATION'
  /** Whether the document is genuine. */
  | 'DOCUMENT_AUTHENTICATION'
  /** The same, looked at by people. */
  | 'DOCUMENT_MANUAL_AUTHENTICATION'
  /** Comparison of faces. */
  | 'FACIAL_COMPARISON'
  /** Whether a living person was there. */
  | 'LIVENESS'
  /** A kind this schema has no name for. */
  | 'UNKNOWN'
  /** Recording of a reference voice. PingOne is retiring voice. */
  | 'VOICE_ENROLLMENT'
  /** Comparison of voices. PingOne is retiring voice. */
  | 'VOICE_VERIFICATION';

/** How the link of a journey is sent. */
export type MitekDeliveryMethod =
  /** By e-mail; needs `email`. */
  | 'EMAIL'
  /** By text message; needs `phone`. */
  | 'SMS';

/** Kind of document in a journey. */
export type MitekDocumentType =
  /** Driving licence. */
  | 'DRIVING_LICENCE'
  /** National identity card. */
  | 'NATIONAL_ID'
  /** Passport. */
  | 'PASSPORT'
  /** A kind this schema has no name for. */
  | 'UNKNOWN';

/** Mitek's verdict. */
export type MitekJourneyResult =
  /** Did not pass. */
  | 'FAIL'
  /** Did not pass; fraud suspected. */
  | 'FRAUD'
  /** Passed. */
  | 'PASS'
  /** A verdict this schema has no name for; see `upstream.rawResult`. It never counts as approved. */
  | 'UNKNOWN';

/** Mitek's status of a journey. */
export type MitekJourneyStatus =
  /** The person gave up. */
  | 'ABANDONED'
  /** Passed over; nothing was checked. */
  | 'BYPASSED'
  /** Called off. */
  | 'CANCELLED'
  /** Done; see `result`. */
  | 'COMPLETED'
  /** Waits for confirmation by people. */
  | 'CONFIRMATION'
  /** Time ran out. */
  | 'EXPIRED'
  /** Link sent; may have been started. */
  | 'SENT'
  /** A status this schema has no name for; see `upstream.rawStatus`. */
  | 'UNKNOWN';

/** Language of a journey. */
export type MitekLanguage =
  /** Portuguese as used in Brazil. */
  | 'BRAZILIAN_PORTUGUESE'
  /** Bulgarian. */
  | 'BULGARIAN'
  /** Danish. */
  | 'DANISH'
  /** Dutch. */
  | 'DUTCH'
  /** English. */
  | 'ENGLISH'
  /** Finnish. */
  | 'FINNISH'
  /** French. */
  | 'FRENCH'
  /** German. */
  | 'GERMAN'
  /** Greek. */
  | 'GREEK'
  /** Hungarian. */
  | 'HUNGARIAN'
  /** Italian. */
  | 'ITALIAN'
  /** Japanese. */
  | 'JAPANESE'
  /** Latvian. */
  | 'LATVIAN'
  /** Lithuanian. */
  | 'LITHUANIAN'
  /** Norwegian. */
  | 'NORWEGIAN'
  /** Polish. */
  | 'POLISH'
  /** Portuguese. */
  | 'PORTUGUESE'
  /** Romanian. */
  | 'ROMANIAN'
  /** Russian. */
  | 'RUSSIAN'
  /** Slovak. */
  | 'SLOVAKIAN'
  /** Spanish. */
  | 'SPANISH'
  /** Swedish. */
  | 'SWEDISH'
  /** Turkish. */
  | 'TURKISH'
  /** English as used in the USA. */
  | 'US_ENGLISH';

/** What a journey asks for; at least one of selfie, documents, attachments. */
export type MitekScopeInput = {
  /** Which attachments, by the tenant's own keys. Only with `attachments`. Default: all. */
  readonly attachmentKeys?: ReadonlyArray<string> | null | undefined;
  /** Attachments. */
  readonly attachments?: boolean;
  /** Which documents. Only with `documents`. Default: any. */
  readonly documentTypes?: ReadonlyArray<MitekDocumentType> | null | undefined;
  /** Identity documents. */
  readonly documents?: boolean;
  /** A selfie, to compare faces. */
  readonly selfie?: boolean;
};

/** Way to send a message. */
export type NotificationMethod =
  /** E-mail. */
  | 'EMAIL'
  /** Text message. */
  | 'SMS'
  /** A way this schema has no name for. */
  | 'UNKNOWN';

/** A right that a caller's token carries. */
export type Permission =
  /** Read the audit log. */
  | 'AUDIT_READ'
  /** Read devices, device authentications, pairing keys, authentication codes and MFA policies. */
  | 'MFA_READ'
  /** Change devices, run device authentications, make pairing keys and authentication codes. */
  | 'MFA_WRITE'
  /** Read Mitek journeys, without the personal data in them. */
  | 'MITEK_READ'
  /** Create Mitek journeys. */
  | 'MITEK_WRITE'
  /** Read the personal data in verifications, and unmasked contact data of devices, in any query. For services. */
  | 'PII_READ'
  /** Read the personal data of one verification at a time, with a stated reason, through revealVerifiedData. For staff. */
  | 'PII_REVEAL'
  /** Erase the personal data of a verification. */
  | 'PRIVACY_ERASE'
  /** Read the state of the gateway and of the services behind it. */
  | 'SYSTEM_READ'
  /** Read directory users. */
  | 'USERS_READ'
  /** Create directory users. */
  | 'USERS_WRITE'
  /** Decide a transaction by hand. */
  | 'VERIFY_APPROVE'
  /** Read PingOne Verify policies and transactions, without the personal data in them. */
  | 'VERIFY_READ'
  /** Create, feed and delete PingOne Verify transactions. */
  | 'VERIFY_WRITE'
  /** Read webhook endpoints and deliveries. */
  | 'WEBHOOKS_READ'
  /** Create, change, delete webhook endpoints and replay deliveries. */
  | 'WEBHOOKS_WRITE';

/** Parts of a name, each at most 256 characters. */
export type PersonNameInput = {
  /** Last name. */
  readonly family?: string | null | undefined;
  /** Whole name. Default: made from the parts. */
  readonly formatted?: string | null | undefined;
  /** First name. */
  readonly given?: string | null | undefined;
  /** Title before the name. */
  readonly honorificPrefix?: string | null | undefined;
  /** Addition after the name. */
  readonly honorificSuffix?: string | null | undefined;
  /** Middle name. */
  readonly middle?: string | null | undefined;
};

/** Postal address. */
export type PostalAddressInput = {
  /** Country, ISO 3166-1, two capital letters. */
  readonly countryCode?: string | null | undefined;
  /** Town. */
  readonly locality?: string | null | undefined;
  /** Post code, at most 40 characters. */
  readonly postalCode?: string | null | undefined;
  /** State, province or region. */
  readonly region?: string | null | undefined;
  /** Street and number. */
  readonly streetAddress?: string | null | undefined;
};

/** A transaction whose evidence is complete. */
export type ProcessVerifyDocumentsInput = {
  /** Transaction id. */
  readonly transactionId: string;
  /** Its user. Needed only if it was not created through this gateway. */
  readonly userId?: string | null | undefined;
};

/** Form of a QR picture. */
export type QrCodeFormat =
  /** PNG. */
  | 'PNG'
  /** SVG. */
  | 'SVG';

/** A verification whose personal data is to be erased. */
export type RedactVerificationInput = {
  /** Why, for the audit log; 3 to 500 characters. */
  readonly reason: string;
  /** Transaction id or journey id. */
  readonly verificationId: string;
};

/** What came of erasing. */
export type RedactionOutcome =
  /** Erased. */
  | 'ERASED'
  /** It failed; it is tried again. */
  | 'FAILED'
  /** There was nothing. */
  | 'NOTHING_THERE'
  /** The source offers no way, or none is set up. */
  | 'NOT_POSSIBLE';

/** Place that can hold personal data of a verification. */
export type RedactionTarget =
  /** What the gateway stored. */
  | 'GATEWAY_STORE'
  /** The journey at Mitek. */
  | 'MITEK_JOURNEY'
  /** Documents at PingOne. */
  | 'PINGONE_DOCUMENTS'
  /** Metadata at PingOne. */
  | 'PINGONE_METADATA'
  /** Verified data at PingOne. */
  | 'PINGONE_VERIFIED_DATA';

/** A copy of a selfie to make. */
export type ReplaceSelfieBackgroundInput = {
  /** Height of the aspect ratio, 1 to 1000. */
  readonly aspectHeight?: number | null | undefined;
  /** Width of the aspect ratio, 1 to 1000. */
  readonly aspectWidth?: number | null | undefined;
  /** Colour as `#RRGGBB`. */
  readonly backgroundColor?: string;
  /** Verified data id of the selfie. Default: that of the last attempt. */
  readonly selfieId?: string | null | undefined;
  /** Transaction id. */
  readonly transactionId: string;
  /** Its user. Needed only if it was not created through this gateway. */
  readonly userId?: string | null | undefined;
};

/** What to send again. Give either `deliveryIds` or `fromCursor`. */
export type ReplayWebhookDeliveriesInput = {
  /** These deliveries, 1 to 1,000. */
  readonly deliveryIds?: ReadonlyArray<string> | null | undefined;
  /** True: only tell how many it would be. */
  readonly dryRun?: boolean;
  /** Endpoint id. */
  readonly endpointId: string;
  /** Every event after this position of the log. */
  readonly fromCursor?: string | null | undefined;
  /** Up to this position, included. Default: the end. */
  readonly toCursor?: string | null | undefined;
};

/** An endpoint whose secret to replace. */
export type RotateWebhookSecretInput = {
  /** Endpoint id. */
  readonly id: string;
  /** How long the old secret goes on signing too, in hours: 0 to 168. */
  readonly overlapHours?: number;
};

/** New verify status of a user. */
export type SetUserVerifyStatusInput = {
  /** User id. */
  readonly userId: string;
  /** New status. */
  readonly verifyStatus?: UserVerifyStatus;
};

/** A piece of evidence to hand in. */
export type SubmitVerifyDocumentInput = {
  /** Repeats with the same key and input within 24 hours get the first answer. 1 to 255 characters. */
  readonly idempotencyKey?: string | null | undefined;
  /** Transaction id. */
  readonly transactionId: string;
  /** What it is. */
  readonly type: CollectedDocumentType;
  /** Its user. Needed only if it was not created through this gateway. */
  readonly userId?: string | null | undefined;
  /** Content: Base64 JPEG, Base64 sound, or text, according to the type. */
  readonly value: string;
  /** Which of several voice samples, from 1. For VOICE_SAMPLE only. */
  readonly voiceSampleIndex?: number | null | undefined;
};

/** How strict a check is. */
export type Threshold =
  /** Strict. */
  | 'HIGH'
  /** Lenient. */
  | 'LOW'
  /** Middling. */
  | 'MEDIUM'
  /** A level this schema has no name for. */
  | 'UNKNOWN';

/** Unit of time. */
export type TimeUnit =
  /** Days. */
  | 'DAYS'
  /** Hours. */
  | 'HOURS'
  /** Minutes. */
  | 'MINUTES'
  /** Seconds. */
  | 'SECONDS'
  /** A unit this schema has no name for. */
  | 'UNKNOWN';

/** New content for a piece of evidence. */
export type UpdateVerifyDocumentInput = {
  /** Document id. */
  readonly documentId: string;
  /** Transaction id. */
  readonly transactionId: string;
  /** What it is. */
  readonly type: CollectedDocumentType;
  /** Its user. Needed only if it was not created through this gateway. */
  readonly userId?: string | null | undefined;
  /** Content: Base64 JPEG, Base64 sound, or text, according to the type. */
  readonly value: string;
};

/** Changes to an endpoint. */
export type UpdateWebhookEndpointInput = {
  /** New description; null takes it away. */
  readonly description?: string | null | undefined;
  /** Send or do not send. */
  readonly enabled?: boolean | null | undefined;
  /** New kinds of event. Empty: all. */
  readonly eventTypes?: ReadonlyArray<VerificationEventType> | null | undefined;
  /** Endpoint id. */
  readonly id: string;
  /** New address. */
  readonly url?: string | null | undefined;
};

/** State of a sign-on account. */
export type UserAccountStatus =
  /** Locked after failures. */
  | 'LOCKED'
  /** Usable. */
  | 'OK'
  /** A state this schema has no name for. */
  | 'UNKNOWN';

/** What went wrong, in terms of what can be mended. */
export type UserErrorCode =
  /** The user's account is disabled or locked. */
  | 'ACCOUNT_NOT_USABLE'
  /** No such application, or it is not set up for mobile MFA. */
  | 'APPLICATION_NOT_FOUND'
  /** The source did not answer in time, so it may or may not have started. Do not try again before looking at the journey. */
  | 'DELIVERY_UNCERTAIN'
  /** The device authentication has ended or waits for another step. */
  | 'DEVICE_AUTHENTICATION_NOT_ACTIONABLE'
  /** No such device authentication policy. */
  | 'DEVICE_AUTHENTICATION_POLICY_NOT_FOUND'
  /** An operator has blocked the device. */
  | 'DEVICE_BLOCKED'
  /** The user has as many devices, or as many waiting for activation, as allowed. */
  | 'DEVICE_LIMIT_REACHED'
  /** The device is locked after failures; see `retryAt`. */
  | 'DEVICE_LOCKED'
  /** The device is not in the state this needs, for example it is active already. */
  | 'DEVICE_NOT_ACTIONABLE'
  /** The policy does not allow this type of device. */
  | 'DEVICE_TYPE_NOT_ALLOWED'
  /** Evidence that the policy requires is missing. */
  | 'DOCUMENTS_MISSING'
  /** The transaction's policy does not take this kind of evidence. */
  | 'DOCUMENT_TYPE_NOT_ACCEPTED'
  /** The token has drifted; send the next passcode it shows as well. */
  | 'EXTRA_OTP_REQUIRED'
  /** The same idempotency key was used before with other input. */
  | 'IDEMPOTENCY_CONFLICT'
  /** The FIDO or desktop answer does not fit the challenge, the origin or the credential. */
  | 'INVALID_ASSERTION'
  /** The passcode is wrong. */
  | 'INVALID_OTP'
  /** The value is malformed or not among those allowed. */
  | 'INVALID_VALUE'
  /** `useDefaults` and `scope` were both given, or neither, or parts of the scope contradict each other. */
  | 'JOURNEY_SCOPE_CONFLICT'
  /** MFA is turned off for the user. */
  | 'MFA_DISABLED'
  /** There is no message text for this template, variant and locale. */
  | 'NOTIFICATION_CONTENT_MISSING'
  /** Too many messages were sent to this contact; see `retryAt`. */
  | 'NOTIFICATION_LIMIT_EXCEEDED'
  /** No such record, or none that the caller may touch. */
  | 'NOT_FOUND'
  /** The user has no device that can be used here. */
  | 'NO_USABLE_DEVICES'
  /** This deployment has not set up the operation. */
  | 'OPERATION_NOT_CONFIGURED'
  /** Too many wrong passcodes; see `retryAt`. */
  | 'OTP_ATTEMPTS_EXCEEDED'
  /** The number, length or date is outside its limits. */
  | 'OUT_OF_RANGE'
  /** The user has as many valid pairing keys as allowed. */
  | 'PAIRING_KEY_LIMIT_REACHED'
  /** The pairing key was claimed or has failed. */
  | 'PAIRING_KEY_NOT_ACTIONABLE'
  /** The policy compares faces without a document, so it needs a reference selfie. */
  | 'REFERENCE_SELFIE_REQUIRED'
  /** A value is needed here. */
  | 'REQUIRED_VALUE'
  /** The text, picture or sound is too big. */
  | 'SIZE_LIMIT_EXCEEDED'
  /** The state of the verification does not allow this, or its source has no such action; see `allowedActions`. */
  | 'TRANSACTION_NOT_ACTIONABLE'
  /** Another record already has this value. */
  | 'UNIQUENESS_VIOLATION'
  /** The data is past its retention time. */
  | 'VERIFIED_DATA_EXPIRED'
  /** No such verify policy. */
  | 'VERIFY_POLICY_NOT_FOUND';

/** Which users to list. All given conditions must hold. */
export type UserFilter = {
  /** Exact e-mail address. */
  readonly email?: string | null | undefined;
  /** Enabled or disabled users. */
  readonly enabled?: boolean | null | undefined;
  /** Exact id in another system. */
  readonly externalId?: string | null | undefined;
  /** Members of this population. */
  readonly populationId?: string | null | undefined;
  /** Start of the user name, e-mail address, first name or last name. */
  readonly search?: string | null | undefined;
  /** Exact user name. */
  readonly username?: string | null | undefined;
};

/** Stage of an account's life. */
export type UserLifecycleStatus =
  /** In order. */
  | 'ACCOUNT_OK'
  /** A stage this schema has no name for. */
  | 'UNKNOWN'
  /** The user must confirm the account first. */
  | 'VERIFICATION_REQUIRED';

/** Phone numbers of a user. */
export type UserPhonesInput = {
  /** Mobile number. */
  readonly mobile?: string | null | undefined;
  /** Main number. */
  readonly primary?: string | null | undefined;
};

/** Old verify flag of a user. */
export type UserVerifyStatus =
  /** Off. */
  | 'DISABLED'
  /** On. */
  | 'ENABLED'
  /** Never set. */
  | 'NOT_INITIATED'
  /** A value this schema has no name for. */
  | 'UNKNOWN';

/** Something that can be done with a verification. Each member stands for the mutation named in its text. */
export type VerificationAction =
  /** approveVerifyTransaction. */
  | 'APPROVE'
  /** deleteVerifyTransaction. */
  | 'DELETE'
  /** deleteVerifyDocument. */
  | 'DELETE_DOCUMENT'
  /** processVerifyDocuments. */
  | 'PROCESS_DOCUMENTS'
  /** redactVerification. */
  | 'REDACT'
  /** replaceSelfieBackground. */
  | 'REPLACE_SELFIE_BACKGROUND'
  /** revealVerifiedData. */
  | 'REVEAL_VERIFIED_DATA'
  /** submitVerifyDocument. */
  | 'SUBMIT_DOCUMENT'
  /** updateVerifyDocument. */
  | 'UPDATE_DOCUMENT';

/** What came of a verification. In brackets: what it is made from. */
export type VerificationDecision =
  /** Passed. (PingOne SUCCESS; Mitek COMPLETED with PASS.) */
  | 'APPROVED'
  /** A person let it pass. (PingOne APPROVED_MANUALLY, APPROVED_NO_REQUEST; Mitek COMPLETED with PASS and a reviewer on record.) */
  | 'APPROVED_MANUALLY'
  /** Did not pass. (PingOne FAIL other than by time; Mitek COMPLETED with FAIL.) */
  | 'DENIED'
  /** Did not pass, and fraud is suspected. (Mitek COMPLETED with FRAUD.) */
  | 'DENIED_FRAUD'
  /** No decision, or none yet. */
  | 'NONE'
  /** Nothing had to be checked; not an approval. (PingOne NOT_REQUIRED; Mitek BYPASSED.) */
  | 'NOT_REQUIRED';

/** How the gateway came to know of an event. */
export type VerificationEventOrigin =
  /** A call to this API. */
  | 'API_CALL'
  /** A callback of the source. */
  | 'CALLBACK'
  /** A deadline that passed. */
  | 'DEADLINE'
  /** Reading at the source. */
  | 'UPSTREAM_READ';

/** What happened to a verification. */
export type VerificationEventType =
  /** An operator decided it by hand. */
  | 'APPROVED_BY_OPERATOR'
  /** It was recorded. */
  | 'CREATED'
  /** The source deleted the collected data at the end of its retention. */
  | 'DATA_EXPIRED'
  /** Verified data was read with a reason. */
  | 'DATA_REVEALED'
  /** The source sent a second, different final result. The first stays in force until a person looks at it. */
  | 'DECISION_AMENDED'
  /** It was deleted at the source. */
  | 'DELETED'
  /** The source did not answer the create call; whether it started is unsure. */
  | 'DELIVERY_UNCERTAIN'
  /** Collection was closed and the checks started. */
  | 'DOCUMENTS_PROCESSED'
  /** A piece of evidence was taken back. */
  | 'DOCUMENT_DELETED'
  /** A piece of evidence was handed in. */
  | 'DOCUMENT_SUBMITTED'
  /** A piece of evidence was replaced. */
  | 'DOCUMENT_UPDATED'
  /** A message with the link or a passcode was sent. */
  | 'NOTIFICATION_SENT'
  /** Its personal data was erased. */
  | 'REDACTED'
  /** The source confirmed it. */
  | 'SENT'
  /** Lifecycle or decision changed. */
  | 'STATUS_CHANGED';

/** Which verifications to list. All given conditions must hold. */
export type VerificationFilter = {
  /** Created at this time or later. */
  readonly createdAfter?: string | null | undefined;
  /** Created before this time. */
  readonly createdBefore?: string | null | undefined;
  /** Only these decisions. Null or empty: any. */
  readonly decision?: ReadonlyArray<VerificationDecision> | null | undefined;
  /** Finished at this time or later. */
  readonly finishedAfter?: string | null | undefined;
  /** Only these lifecycles. Null or empty: any. */
  readonly lifecycle?: ReadonlyArray<VerificationLifecycle> | null | undefined;
  /** Exact reference. */
  readonly reference?: string | null | undefined;
  /** Only this source. */
  readonly source?: VerificationSource | null | undefined;
  /** Only of this user. */
  readonly userId?: string | null | undefined;
  /** Only under this verify policy. */
  readonly verifyPolicyId?: string | null | undefined;
};

/** How far a verification has come. In brackets: what it is made from. */
export type VerificationLifecycle =
  /** The person gave up. (Mitek ABANDONED.) */
  | 'ABANDONED'
  /** Called off. (PingOne: deleted through the gateway; Mitek CANCELLED.) */
  | 'CANCELLED'
  /** Recorded; the source has not confirmed it yet. */
  | 'CREATED'
  /** Time ran out. (PingOne FAIL because the transaction timed out; Mitek EXPIRED, or past its end date.) */
  | 'EXPIRED'
  /** Decided; see `decision`. */
  | 'FINISHED'
  /** The person is at it, or checks run. (PingOne INITIATED, PARTIAL, IN_PROGRESS; Mitek: any callback that is not final.) */
  | 'IN_PROGRESS'
  /** People at the source look at it. (Mitek CONFIRMATION, or a document marked for manual review.) */
  | 'IN_REVIEW'
  /** The person has not begun. (PingOne REQUESTED; Mitek SENT.) */
  | 'SENT'
  /** The source said something not known here. It never counts as approved. */
  | 'UNKNOWN';

/** Service that runs a verification. */
export type VerificationSource =
  /** Mitek. */
  | 'MITEK'
  /** PingOne Verify. */
  | 'PINGONE_VERIFY';

/** Which attempts to read. */
export type VerifiedDataAttempt =
  /** Every attempt. */
  | 'ALL'
  /** The first. */
  | 'ATTEMPT_1'
  /** The second. */
  | 'ATTEMPT_2'
  /** The third. */
  | 'ATTEMPT_3'
  /** The fourth. */
  | 'ATTEMPT_4'
  /** The last one. */
  | 'LATEST';

/** Kind of verified data. */
export type VerifiedDataType =
  /** Back of the document. */
  | 'BACK_IMAGE'
  /** Barcode of the document. */
  | 'BARCODE'
  /** Document cut out of the picture. */
  | 'CROPPED_DOCUMENT'
  /** Portrait cut out of the document. */
  | 'CROPPED_PORTRAIT'
  /** Signature cut out of the document. */
  | 'CROPPED_SIGNATURE'
  /** Browser and address the person used. */
  | 'END_USER_CLIENT'
  /** Front of the document. */
  | 'FRONT_IMAGE'
  /** Data read off the identity document. */
  | 'GOVERNMENT_ID'
  /** Selfie. */
  | 'SELFIE'
  /** A kind this schema has no name for. Its content cannot be read. */
  | 'UNKNOWN'
  /** Voice recording. PingOne is retiring voice. */
  | 'VOICE_INPUT'
  /** Voice sample. PingOne is retiring voice. */
  | 'VOICE_SAMPLE';

/** Kind of identity document. */
export type VerifiedDocumentType =
  /** Driving licence. */
  | 'DRIVER_LICENSE'
  /** National identity card. */
  | 'IDENTIFICATION_CARD'
  /** Passport. */
  | 'PASSPORT'
  /** Passport card. */
  | 'PASSPORT_CARD'
  /** Residence permit. */
  | 'RESIDENCE_PERMIT'
  /** A kind this schema has no name for. */
  | 'UNKNOWN';

/**
 * Where to be told of changes. The gateway keeps PingOne's callback for itself, reads the transaction again and then calls this
 * address; the body holds ids, lifecycle and decision and no personal data.
 */
export type VerifyCallbackInput = {
  /** Headers to send with it, such as a secret of yours. */
  readonly headers?: ReadonlyArray<HttpHeaderInput> | null | undefined;
  /** Address, https only; where the deployment lists allowed origins, one of them. */
  readonly url: string;
};

/** How a check stands. */
export type VerifyCheckStatus =
  /** Did not pass. */
  | 'FAIL'
  /** Running. */
  | 'IN_PROGRESS'
  /** Not needed. */
  | 'NOT_REQUIRED'
  /** Not begun. */
  | 'REQUESTED'
  /** Passed. */
  | 'SUCCESS'
  /** Not done before time ran out. */
  | 'TIMED_OUT'
  /** A status this schema has no name for. */
  | 'UNKNOWN';

/** What a transaction can check. */
export type VerifyCheckType =
  /** Control of the e-mail address. */
  | 'EMAIL'
  /** The face against the portrait in the document. */
  | 'FACIAL_COMPARISON_DOCUMENT'
  /** The face against the picture the caller supplied. */
  | 'FACIAL_COMPARISON_REFERENCE_SELFIE'
  /** The identity document. */
  | 'GOVERNMENT_ID'
  /** Whether a living person is in front of the camera. */
  | 'LIVENESS'
  /** Control of the phone number. */
  | 'PHONE'
  /** A check this schema has no name for. */
  | 'UNKNOWN'
  /** The voice. */
  | 'VOICE';

/** Where the person captures. */
export type VerifyDeviceOsType =
  /** Browser page, opened on a phone (or on a desktop, see `webVerificationUrl`). */
  | 'MOBILE_WEB';

/** Whom to send the link to. */
export type VerifyNotificationInput = {
  /** E-mail address. */
  readonly email?: string | null | undefined;
  /** Phone number for an SMS. */
  readonly phone?: string | null | undefined;
};

/** Where the person goes after capture. */
export type VerifyRedirectInput = {
  /** Text shown before going there, at most 256 characters. */
  readonly message?: string | null | undefined;
  /** Address, https only; where the deployment lists allowed origins, one of them. */
  readonly url: string;
};

/**
 * What to compare the evidence with. Give one value where only that one is right, several where any of them will do.
 * Names, address and birth date are compared only if the policy checks an identity document.
 */
export type VerifyRequirementsInput = {
  /** Postal address in one line. */
  readonly address?: ReadonlyArray<string> | null | undefined;
  /** Date of birth. */
  readonly birthDate?: ReadonlyArray<string> | null | undefined;
  /** E-mail addresses: empty list, the person may type any; one, it is used and fixed; several, the person picks among masked ones. */
  readonly emails?: ReadonlyArray<string> | null | undefined;
  /** Last name. */
  readonly familyName?: ReadonlyArray<string> | null | undefined;
  /** First name. */
  readonly givenName?: ReadonlyArray<string> | null | undefined;
  /** Whole name. */
  readonly name?: ReadonlyArray<string> | null | undefined;
  /** Phone numbers to prove, for a policy that requires it. */
  readonly phones?: ReadonlyArray<string> | null | undefined;
  /** Picture of the face as Base64 JPEG, with or without the data URI prefix. Needed if the policy compares faces but takes no document. */
  readonly referenceSelfie?: string | null | undefined;
};

/** PingOne's status of a transaction. */
export type VerifyTransactionStatus =
  /** An operator approved it after collection had begun. */
  | 'APPROVED_MANUALLY'
  /** An operator approved it before anything was collected. */
  | 'APPROVED_NO_REQUEST'
  /** Failed: a check did not pass, the evidence was no good, or time ran out. */
  | 'FAIL'
  /** The person has begun. */
  | 'INITIATED'
  /** Evidence is in and being checked. */
  | 'IN_PROGRESS'
  /** Nothing had to be verified. */
  | 'NOT_REQUIRED'
  /** Some steps are done, others are not. */
  | 'PARTIAL'
  /** Created; the person has not begun. */
  | 'REQUESTED'
  /** All required checks passed. */
  | 'SUCCESS'
  /** A status this schema has no name for; see `upstream.rawStatus`. */
  | 'UNKNOWN';

/** Where a delivery stands. */
export type WebhookDeliveryStatus =
  /** Given up after the last attempt. */
  | 'DEAD'
  /** Accepted. */
  | 'DELIVERED'
  /** Waiting for its next attempt. */
  | 'PENDING';

export type ViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewerQuery = { readonly viewer: { readonly id: string, readonly kind: ActorKind, readonly displayName: string | null, readonly permissions: ReadonlyArray<Permission>, readonly expiresAt: string, readonly user: { readonly id: string, readonly username: string | null, readonly email: string | null, readonly emailVerified: boolean | null, readonly nickname: string | null, readonly title: string | null, readonly externalId: string | null, readonly enabled: boolean | null, readonly locale: string | null, readonly preferredLanguage: string | null, readonly timezone: string | null, readonly lastSignOnAt: string | null, readonly verifyStatus: UserVerifyStatus | null, readonly verifyStatusRaw: string | null, readonly createdAt: string, readonly updatedAt: string, readonly name: { readonly given: string | null, readonly middle: string | null, readonly family: string | null, readonly formatted: string | null, readonly honorificPrefix: string | null, readonly honorificSuffix: string | null } | null, readonly phones: { readonly primary: string | null, readonly mobile: string | null } | null, readonly address: { readonly streetAddress: string | null, readonly locality: string | null, readonly region: string | null, readonly postalCode: string | null, readonly countryCode: string | null } | null, readonly population: { readonly id: string, readonly name: string | null } | null, readonly account: { readonly canAuthenticate: boolean | null, readonly status: UserAccountStatus, readonly statusRaw: string | null, readonly lockedAt: string | null, readonly unlockAt: string | null } | null, readonly lifecycle: { readonly status: UserLifecycleStatus, readonly statusRaw: string | null } | null } | null } };

export type HandOverMutationVariables = Exact<{
  input: CreateExternalClientResponseInput;
}>;


export type HandOverMutation = { readonly createExternalClientResponse: { readonly externalClientResponse: { readonly clientState: ExternalClientState, readonly webVerificationUrl: string | null, readonly continueLink: string | null, readonly challenge: string, readonly statusToken: string | null, readonly statusTokenExpiresAt: string | null } | null, readonly userErrors: ReadonlyArray<{ readonly code: UserErrorCode, readonly message: string, readonly field: ReadonlyArray<string> | null, readonly retryAt: string | null, readonly limit: number | null }> } };

export type TransactionStatusQueryVariables = Exact<{
  id: string;
}>;


export type TransactionStatusQuery = { readonly verifyTransaction: { readonly __typename: 'VerifyTransaction', readonly id: string, readonly status: VerifyTransactionStatus, readonly lifecycle: VerificationLifecycle, readonly decision: VerificationDecision, readonly version: number, readonly expiresAt: string | null } | null };

export type FollowStatusSubscriptionVariables = Exact<{
  id: string;
  after?: string | null | undefined;
}>;


export type FollowStatusSubscription = { readonly verifyTransactionStatusChanged: { readonly cursor: string, readonly version: number, readonly lifecycle: VerificationLifecycle, readonly decision: VerificationDecision, readonly previousLifecycle: VerificationLifecycle | null, readonly previousDecision: VerificationDecision | null, readonly rawStatus: string | null, readonly occurredAt: string, readonly verification:
      | { readonly __typename: 'MitekJourney', readonly id: string, readonly lifecycle: VerificationLifecycle, readonly decision: VerificationDecision, readonly version: number, readonly expiresAt: string | null }
      | { readonly __typename: 'VerifyTransaction', readonly status: VerifyTransactionStatus, readonly id: string, readonly lifecycle: VerificationLifecycle, readonly decision: VerificationDecision, readonly version: number, readonly expiresAt: string | null }
     } };

export type MatchRecordMutationVariables = Exact<{
  input: MatchIdentityRecordInput;
}>;


export type MatchRecordMutation = { readonly matchIdentityRecord: { readonly identityRecordMatch: { readonly overallWeightedScore: number | null, readonly overallConfidence: MatchConfidence | null, readonly overallConfidenceRaw: string | null, readonly detailedResults: ReadonlyArray<{ readonly field: BiographicField, readonly fieldRaw: string | null, readonly confidence: MatchConfidence, readonly confidenceRaw: string | null, readonly rawScore: number | null, readonly probeValue: string | null, readonly galleryValue: string | null }> } | null, readonly userErrors: ReadonlyArray<{ readonly code: UserErrorCode, readonly message: string, readonly field: ReadonlyArray<string> | null, readonly retryAt: string | null, readonly limit: number | null }> } };

export type SetVerifyStatusMutationVariables = Exact<{
  input: SetUserVerifyStatusInput;
}>;


export type SetVerifyStatusMutation = { readonly setUserVerifyStatus: { readonly user: { readonly id: string, readonly verifyStatus: UserVerifyStatus | null, readonly verifyStatusRaw: string | null } | null, readonly userErrors: ReadonlyArray<{ readonly code: UserErrorCode, readonly message: string, readonly field: ReadonlyArray<string> | null, readonly retryAt: string | null, readonly limit: number | null }> } };

export type JourneyPartsFragment = { readonly id: string, readonly source: VerificationSource, readonly reference: string | null, readonly lifecycle: VerificationLifecycle, readonly decision: VerificationDecision, readonly version: number, readonly createdAt: string, readonly updatedAt: string, readonly expiresAt: string | null, readonly finishedAt: string | null, readonly allowedActions: ReadonlyArray<VerificationAction>, readonly status: MitekJourneyStatus, readonly result: MitekJourneyResult | null, readonly requestId: string | null, readonly challenge: string | null, readonly journeyUrl: string | null, readonly name: string | null, readonly deliveryMethod: MitekDeliveryMethod, readonly email: string | null, readonly phone: string | null, readonly environment: string, readonly useDefaults: boolean, readonly endDate: string | null, readonly tabsOrder: ReadonlyArray<string>, readonly note: string | null, readonly language: MitekLanguage | null, readonly redactedAt: string | null, readonly user: { readonly id: string } | null, readonly upstream: { readonly rawStatus: string | null, readonly rawResult: string | null, readonly receivedAt: string | null }, readonly scope: { readonly selfie: boolean, readonly documents: boolean, readonly documentTypes: ReadonlyArray<MitekDocumentType>, readonly attachments: boolean, readonly attachmentKeys: ReadonlyArray<string> } | null, readonly verificationData: { readonly score: number | null, readonly confirmed: boolean | null, readonly name: string | null, readonly picture: string | null, readonly scores: ReadonlyArray<{ readonly name: string, readonly value: number }>, readonly documents: ReadonlyArray<{ readonly type: MitekDocumentType, readonly typeRaw: string | null, readonly score: number | null, readonly manuallyReviewed: boolean | null, readonly errors: ReadonlyArray<string>, readonly firstName: string | null, readonly lastName: string | null, readonly fullName: string | null, readonly documentNumber: string | null, readonly personalNumber: string | null, readonly birthDate: string | null, readonly placeOfBirth: string | null, readonly issueDate: string | null, readonly expirationDate: string | null, readonly issuer: string | null, readonly country: string | null, readonly nationality: string | null, readonly gender: string | null, readonly address: string | null }> } | null };

export type CreateJourneyMutationVariables = Exact<{
  input: CreateMitekJourneyInput;
}>;


export type CreateJourneyMutation = { readonly createMitekJourney: { readonly mitekJourney: { readonly id: string, readonly source: VerificationSource, readonly reference: string | null, readonly lifecycle: VerificationLifecycle, readonly decision: VerificationDecision, readonly version: number, readonly createdAt: string, readonly updatedAt: string, readonly expiresAt: string | null, readonly finishedAt: string | null, readonly allowedActions: ReadonlyArray<VerificationAction>, readonly status: MitekJourneyStatus, readonly result: MitekJourneyResult | null, readonly requestId: string | null, readonly challenge: string | null, readonly journeyUrl: string | null, readonly name: string | null, readonly deliveryMethod: MitekDeliveryMethod, readonly email: string | null, readonly phone: string | null, readonly environment: string, readonly useDefaults: boolean, readonly endDate: string | null, readonly tabsOrder: ReadonlyArray<string>, readonly note: string | null, readonly language: MitekLanguage | null, readonly redactedAt: string | null, readonly user: { readonly id: string } | null, readonly upstream: { readonly rawStatus: string | null, readonly rawResult: string | null, readonly receivedAt: string | null }, readonly scope: { readonly selfie: boolean, readonly documents: boolean, readonly documentTypes: ReadonlyArray<MitekDocumentType>, readonly attachments: boolean, readonly attachmentKeys: ReadonlyArray<string> } | null, readonly verificationData: { readonly score: number | null, readonly confirmed: boolean | null, readonly name: string | null, readonly picture: string | null, readonly scores: ReadonlyArray<{ readonly name: string, readonly value: number }>, readonly documents: ReadonlyArray<{ readonly type: MitekDocumentType, readonly typeRaw: string | null, readonly score: number | null, readonly manuallyReviewed: boolean | null, readonly errors: ReadonlyArray<string>, readonly firstName: string | null, readonly lastName: string | null, readonly fullName: string | null, readonly documentNumber: string | null, readonly personalNumber: string | null, readonly birthDate: string | null, readonly placeOfBirth: string | null, readonly issueDate: string | null, readonly expirationDate: string | null, readonly issuer: string | null, readonly country: string | null, readonly nationality: string | null, readonly gender: string | null, readonly address: string | null }> } | null } | null, readonly userErrors: ReadonlyArray<{ readonly code: UserErrorCode, readonly message: string, readonly field: ReadonlyArray<string> | null, readonly retryAt: string | null, readonly limit: number | null }> } };

export type JourneyQueryVariables = Exact<{
  id?: string | null | undefined;
  reference?: string | null | undefined;
}>;


export type JourneyQuery = { readonly mitekJourney: { readonly id: string, readonly source: VerificationSource, readonly reference: string | null, readonly lifecycle: VerificationLifecycle, readonly decision: VerificationDecision, readonly version: number, readonly createdAt: string, readonly updatedAt: string, readonly expiresAt: string | null, readonly finishedAt: string | null, readonly allowedActions: ReadonlyArray<VerificationAction>, readonly status: MitekJourneyStatus, readonly result: MitekJourneyResult | null, readonly requestId: string | null, readonly challenge: string | null, readonly journeyUrl: string | null, readonly name: string | null, readonly deliveryMethod: MitekDeliveryMethod, readonly email: string | null, readonly phone: string | null, readonly environment: string, readonly useDefaults: boolean, readonly endDate: string | null, readonly tabsOrder: ReadonlyArray<string>, readonly note: string | null, readonly language: MitekLanguage | null, readonly redactedAt: string | null, readonly user: { readonly id: string } | null, readonly upstream: { readonly rawStatus: string | null, readonly rawResult: string | null, readonly receivedAt: string | null }, readonly scope: { readonly selfie: boolean, readonly documents: boolean, readonly documentTypes: ReadonlyArray<MitekDocumentType>, readonly attachments: boolean, readonly attachmentKeys: ReadonlyArray<string> } | null, readonly verificationData: { readonly score: number | null, readonly confirmed: boolean | null, readonly name: string | null, readonly picture: string | null, readonly scores: ReadonlyArray<{ readonly name: string, readonly value: number }>, readonly documents: ReadonlyArray<{ readonly type: MitekDocumentType, readonly typeRaw: string | null, readonly score: number | null, readonly manuallyReviewed: boolean | null, readonly errors: ReadonlyArray<string>, readonly firstName: string | null, readonly lastName: string | null, readonly fullName: string | null, readonly documentNumber: string | null, readonly personalNumber: string | null, readonly birthDate: string | null, readonly placeOfBirth: string | null, readonly issueDate: string | null, readonly expirationDate: string | null, readonly issuer: string | null, readonly country: string | null, readonly nationality: string | null, readonly gender: string | null, readonly address: string | null }> } | null } | null };

export type JourneyTimelineQueryVariables = Exact<{
  id: string;
}>;


export type JourneyTimelineQuery = { readonly mitekJourney: { readonly timeline: { readonly totalCount: number | null, readonly edges: ReadonlyArray<{ readonly node: { readonly type: VerificationEventType, readonly origin: VerificationEventOrigin, readonly version: number, readonly lifecycle: VerificationLifecycle, readonly decision: VerificationDecision, readonly rawStatus: string | null } }> } } | null };

export type JourneysOfUserQueryVariables = Exact<{
  id: string;
  first?: number;
  after?: string | null | undefined;
}>;


export type JourneysOfUserQuery = { readonly user: { readonly mitekJourneys: { readonly totalCount: number | null, readonly pageInfo: { readonly hasNextPage: boolean, readonly hasPreviousPage: boolean, readonly startCursor: string | null, readonly endCursor: string | null }, readonly edges: ReadonlyArray<{ readonly cursor: string, readonly node: { readonly id: string, readonly reference: string | null, readonly lifecycle: VerificationLifecycle } }> } | null } | null };

export type WatchJourneySubscriptionVariables = Exact<{
  id?: string | null | undefined;
  reference?: string | null | undefined;
  after?: string | null | undefined;
}>;


export type WatchJourneySubscription = { readonly mitekJourneyStatusChanged: { readonly cursor: string, readonly version: number, readonly lifecycle: VerificationLifecycle, readonly decision: VerificationDecision, readonly previousLifecycle: VerificationLifecycle | null, readonly previousDecision: VerificationDecision | null, readonly rawStatus: string | null, readonly occurredAt: string, readonly verification:
      | { readonly __typename: 'MitekJourney', readonly id: string, readonly source: VerificationSource, readonly lifecycle: VerificationLifecycle }
      | { readonly __typename: 'VerifyTransaction', readonly id: string, readonly source: VerificationSource, readonly lifecycle: VerificationLifecycle }
     } };

export type RedactVerificationMutationVariables = Exact<{
  input: RedactVerificationInput;
}>;


export type RedactVerificationMutation = { readonly redactVerification: { readonly verification:
      | { readonly __typename: 'MitekJourney', readonly redactedAt: string | null, readonly id: string, readonly lifecycle: VerificationLifecycle, readonly decision: VerificationDecision, readonly allowedActions: ReadonlyArray<VerificationAction> }
      | { readonly __typename: 'VerifyTransaction', readonly evidence: EvidenceState, readonly redactedAt: string | null, readonly id: string, readonly lifecycle: VerificationLifecycle, readonly decision: VerificationDecision, readonly allowedActions: ReadonlyArray<VerificationAction> }
     | null, readonly receipt: { readonly id: string, readonly completedAt: string, readonly items: ReadonlyArray<{ readonly target: RedactionTarget, readonly outcome: RedactionOutcome, readonly detail: string | null }> } | null, readonly userErrors: ReadonlyArray<{ readonly code: UserErrorCode, readonly message: string, readonly field: ReadonlyArray<string> | null }> } };

export type PersonalPartsQueryVariables = Exact<{
  id: string;
}>;


export type PersonalPartsQuery = { readonly verifyTransaction: { readonly id: string, readonly evidence: EvidenceState, readonly verifiedDataExpiresAt: string | null, readonly redactedAt: string | null, readonly allowedActions: ReadonlyArray<VerificationAction>, readonly providerMessages: ReadonlyArray<string> | null, readonly requirements: { readonly name: ReadonlyArray<string> | null } | null, readonly redirect: { readonly url: string, readonly message: string | null } | null, readonly callback: { readonly url: string, readonly headerNames: ReadonlyArray<string> } | null, readonly notifications: { readonly phone: string | null, readonly email: string | null } | null, readonly verifiedUserData: { readonly firstName: string | null } | null, readonly governmentId: { readonly id: string } | null, readonly selfie: { readonly id: string } | null, readonly verifiedData: ReadonlyArray<{ readonly id: string, readonly type: VerifiedDataType }> | null, readonly metadata: ReadonlyArray<{ readonly id: string }> | null, readonly documents: ReadonlyArray<{ readonly id: string }> | null } | null };

export type TimelineWithActorsQueryVariables = Exact<{
  id: string;
}>;


export type TimelineWithActorsQuery = { readonly verification:
    | { readonly timeline: { readonly edges: ReadonlyArray<{ readonly node: { readonly type: VerificationEventType, readonly origin: VerificationEventOrigin, readonly version: number, readonly reason: string | null, readonly actor: { readonly id: string, readonly kind: ActorKind } | null } }> } }
    | { readonly timeline: { readonly edges: ReadonlyArray<{ readonly node: { readonly type: VerificationEventType, readonly origin: VerificationEventOrigin, readonly version: number, readonly reason: string | null, readonly actor: { readonly id: string, readonly kind: ActorKind } | null } }> } }
   | null };

export type PagePartsFragment = { readonly hasNextPage: boolean, readonly hasPreviousPage: boolean, readonly startCursor: string | null, readonly endCursor: string | null };

export type UserErrorPartsFragment = { readonly code: UserErrorCode, readonly message: string, readonly field: ReadonlyArray<string> | null, readonly retryAt: string | null, readonly limit: number | null };

export type SystemStatusQueryVariables = Exact<{ [key: string]: never; }>;


export type SystemStatusQuery = { readonly systemStatus: { readonly state: HealthState, readonly version: string, readonly startedAt: string, readonly checkedAt: string, readonly activeSubscriptions: number, readonly pendingCallbacks: number, readonly stuckVerifications: number, readonly dependencies: ReadonlyArray<{ readonly name: DependencyName, readonly state: HealthState, readonly circuit: CircuitState, readonly p90LatencyMs: number | null, readonly errorRate: number | null, readonly lastSuccessAt: string | null, readonly message: string | null }>, readonly operations: ReadonlyArray<{ readonly name: string, readonly configured: boolean, readonly message: string | null }> } | null };

export type UserPartsFragment = { readonly id: string, readonly username: string | null, readonly email: string | null, readonly emailVerified: boolean | null, readonly nickname: string | null, readonly title: string | null, readonly externalId: string | null, readonly enabled: boolean | null, readonly locale: string | null, readonly preferredLanguage: string | null, readonly timezone: string | null, readonly lastSignOnAt: string | null, readonly verifyStatus: UserVerifyStatus | null, readonly verifyStatusRaw: string | null, readonly createdAt: string, readonly updatedAt: string, readonly name: { readonly given: string | null, readonly middle: string | null, readonly family: string | null, readonly formatted: string | null, readonly honorificPrefix: string | null, readonly honorificSuffix: string | null } | null, readonly phones: { readonly primary: string | null, readonly mobile: string | null } | null, readonly address: { readonly streetAddress: string | null, readonly locality: string | null, readonly region: string | null, readonly postalCode: string | null, readonly countryCode: string | null } | null, readonly population: { readonly id: string, readonly name: string | null } | null, readonly account: { readonly canAuthenticate: boolean | null, readonly status: UserAccountStatus, readonly statusRaw: string | null, readonly lockedAt: string | null, readonly unlockAt: string | null } | null, readonly lifecycle: { readonly status: UserLifecycleStatus, readonly statusRaw: string | null } | null };

export type UserQueryVariables = Exact<{
  id: string;
}>;


export type UserQuery = { readonly user: { readonly id: string, readonly username: string | null, readonly email: string | null, readonly emailVerified: boolean | null, readonly nickname: string | null, readonly title: string | null, readonly externalId: string | null, readonly enabled: boolean | null, readonly locale: string | null, readonly preferredLanguage: string | null, readonly timezone: string | null, readonly lastSignOnAt: string | null, readonly verifyStatus: UserVerifyStatus | null, readonly verifyStatusRaw: string | null, readonly createdAt: string, readonly updatedAt: string, readonly name: { readonly given: string | null, readonly middle: string | null, readonly family: string | null, readonly formatted: string | null, readonly honorificPrefix: string | null, readonly honorificSuffix: string | null } | null, readonly phones: { readonly primary: string | null, readonly mobile: string | null } | null, readonly address: { readonly streetAddress: string | null, readonly locality: string | null, readonly region: string | null, readonly postalCode: string | null, readonly countryCode: string | null } | null, readonly population: { readonly id: string, readonly name: string | null } | null, readonly account: { readonly canAuthenticate: boolean | null, readonly status: UserAccountStatus, readonly statusRaw: string | null, readonly lockedAt: string | null, readonly unlockAt: string | null } | null, readonly lifecycle: { readonly status: UserLifecycleStatus, readonly statusRaw: string | null } | null } | null };

export type UsersQueryVariables = Exact<{
  filter?: UserFilter | null | undefined;
  first?: number;
  after?: string | null | undefined;
}>;


export type UsersQuery = { readonly users: { readonly totalCount: number | null, readonly pageInfo: { readonly hasNextPage: boolean, readonly hasPreviousPage: boolean, readonly startCursor: string | null, readonly endCursor: string | null }, readonly edges: ReadonlyArray<{ readonly cursor: string, readonly node: { readonly id: string, readonly username: string | null, readonly email: string | null, readonly emailVerified: boolean | null, readonly nickname: string | null, readonly title: string | null, readonly externalId: string | null, readonly enabled: boolean | null, readonly locale: string | null, readonly preferredLanguage: string | null, readonly timezone: string | null, readonly lastSignOnAt: string | null, readonly verifyStatus: UserVerifyStatus | null, readonly verifyStatusRaw: string | null, readonly createdAt: string, readonly updatedAt: string, readonly name: { readonly given: string | null, readonly middle: string | null, readonly family: string | null, readonly formatted: string | null, readonly honorificPrefix: string | null, readonly honorificSuffix: string | null } | null, readonly phones: { readonly primary: string | null, readonly mobile: string | null } | null, readonly address: { readonly streetAddress: string | null, readonly locality: string | null, readonly region: string | null, readonly postalCode: string | null, readonly countryCode: string | null } | null, readonly population: { readonly id: string, readonly name: string | null } | null, readonly account: { readonly canAuthenticate: boolean | null, readonly status: UserAccountStatus, readonly statusRaw: string | null, readonly lockedAt: string | null, readonly unlockAt: string | null } | null, readonly lifecycle: { readonly status: UserLifecycleStatus, readonly statusRaw: string | null } | null } }> } | null };

export type UserTransactionsQueryVariables = Exact<{
  id: string;
  first?: number;
  after?: string | null | undefined;
}>;


export type UserTransactionsQuery = { readonly user: { readonly id: string, readonly latestVerifyTransaction: { readonly id: string, readonly status: VerifyTransactionStatus, readonly lifecycle: VerificationLifecycle, readonly decision: VerificationDecision, readonly version: number, readonly createdAt: string, readonly updatedAt: string, readonly expiresAt: string | null, readonly finishedAt: string | null, readonly allowedActions: ReadonlyArray<VerificationAction>, readonly upstream: { readonly rawStatus: string | null, readonly rawResult: string | null, readonly receivedAt: string | null } } | null, readonly verifyTransactions: { readonly totalCount: number | null, readonly pageInfo: { readonly hasNextPage: boolean, readonly hasPreviousPage: boolean, readonly startCursor: string | null, readonly endCursor: string | null }, readonly edges: ReadonlyArray<{ readonly cursor: string, readonly node: { readonly id: string, readonly status: VerifyTransactionStatus, readonly lifecycle: VerificationLifecycle, readonly decision: VerificationDecision, readonly version: number, readonly createdAt: string, readonly updatedAt: string, readonly expiresAt: string | null, readonly finishedAt: string | null, readonly allowedActions: ReadonlyArray<VerificationAction>, readonly upstream: { readonly rawStatus: string | null, readonly rawResult: string | null, readonly receivedAt: string | null } } }> } | null } | null };

export type CreateUserMutationVariables = Exact<{
  input: CreateUserInput;
}>;


export type CreateUserMutation = { readonly createUser: { readonly user: { readonly id: string, readonly username: string | null, readonly email: string | null, readonly emailVerified: boolean | null, readonly nickname: string | null, readonly title: string | null, readonly externalId: string | null, readonly enabled: boolean | null, readonly locale: string | null, readonly preferredLanguage: string | null, readonly timezone: string | null, readonly lastSignOnAt: string | null, readonly verifyStatus: UserVerifyStatus | null, readonly verifyStatusRaw: string | null, readonly createdAt: string, readonly updatedAt: string, readonly name: { readonly given: string | null, readonly middle: string | null, readonly family: string | null, readonly formatted: string | null, readonly honorificPrefix: string | null, readonly honorificSuffix: string | null } | null, readonly phones: { readonly primary: string | null, readonly mobile: string | null } | null, readonly address: { readonly streetAddress: string | null, readonly locality: string | null, readonly region: string | null, readonly postalCode: string | null, readonly countryCode: string | null } | null, readonly population: { readonly id: string, readonly name: string | null } | null, readonly account: { readonly canAuthenticate: boolean | null, readonly status: UserAccountStatus, readonly statusRaw: string | null, readonly lockedAt: string | null, readonly unlockAt: string | null } | null, readonly lifecycle: { readonly status: UserLifecycleStatus, readonly statusRaw: string | null } | null } | null, readonly userErrors: ReadonlyArray<{ readonly code: UserErrorCode, readonly message: string, readonly field: ReadonlyArray<string> | null, readonly retryAt: string | null, readonly limit: number | null }> } };

type VerificationParts_MitekJourney_Fragment = { readonly __typename: 'MitekJourney', readonly id: string, readonly source: VerificationSource, readonly reference: string | null, readonly lifecycle: VerificationLifecycle, readonly decision: VerificationDecision, readonly version: number, readonly createdAt: string, readonly updatedAt: string, readonly expiresAt: string | null, readonly finishedAt: string | null, readonly allowedActions: ReadonlyArray<VerificationAction>, readonly upstream: { readonly rawStatus: string | null, readonly rawResult: string | null, readonly receivedAt: string | null }, readonly user: { readonly id: string } | null };

type VerificationParts_VerifyTransaction_Fragment = { readonly __typename: 'VerifyTransaction', readonly id: string, readonly source: VerificationSource, readonly reference: string | null, readonly lifecycle: VerificationLifecycle, readonly decision: VerificationDecision, readonly version: number, readonly createdAt: string, readonly updatedAt: string, readonly expiresAt: string | null, readonly finishedAt: string | null, readonly allowedActions: ReadonlyArray<VerificationAction>, readonly upstream: { readonly rawStatus: string | null, readonly rawResult: string | null, readonly receivedAt: string | null }, readonly user: { readonly id: string } | null };

export type VerificationPartsFragment =
  | VerificationParts_MitekJourney_Fragment
  | VerificationParts_VerifyTransaction_Fragment
;

export type VerificationPagePartsFragment = { readonly feedCursor: string, readonly edges: ReadonlyArray<{ readonly cursor: string, readonly node:
      | { readonly id: string, readonly lifecycle: VerificationLifecycle, readonly decision: VerificationDecision, readonly createdAt: string }
      | { readonly id: string, readonly lifecycle: VerificationLifecycle, readonly decision: VerificationDecision, readonly createdAt: string }
     }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly hasPreviousPage: boolean, readonly startCursor: string | null, readonly endCursor: string | null } };

export type VerificationQueryVariables = Exact<{
  id: string;
}>;


export type VerificationQuery = { readonly verification:
    | { readonly __typename: 'MitekJourney', readonly id: string, readonly source: VerificationSource, readonly reference: string | null, readonly lifecycle: VerificationLifecycle, readonly decision: VerificationDecision, readonly version: number, readonly createdAt: string, readonly updatedAt: string, readonly expiresAt: string | null, readonly finishedAt: string | null, readonly allowedActions: ReadonlyArray<VerificationAction>, readonly timeline: { readonly totalCount: number | null, readonly edges: ReadonlyArray<{ readonly node: { readonly type: VerificationEventType, readonly version: number, readonly lifecycle: VerificationLifecycle } }> }, readonly upstream: { readonly rawStatus: string | null, readonly rawResult: string | null, readonly receivedAt: string | null }, readonly user: { readonly id: string } | null }
    | { readonly __typename: 'VerifyTransaction', readonly id: string, readonly source: VerificationSource, readonly reference: string | null, readonly lifecycle: VerificationLifecycle, readonly decision: VerificationDecision, readonly version: number, readonly createdAt: string, readonly updatedAt: string, readonly expiresAt: string | null, readonly finishedAt: string | null, readonly allowedActions: ReadonlyArray<VerificationAction>, readonly timeline: { readonly totalCount: number | null, readonly edges: ReadonlyArray<{ readonly node: { readonly type: VerificationEventType, readonly version: number, readonly lifecycle: VerificationLifecycle } }> }, readonly upstream: { readonly rawStatus: string | null, readonly rawResult: string | null, readonly receivedAt: string | null }, readonly user: { readonly id: string } | null }
   | null };

export type VerificationDetailsQueryVariables = Exact<{
  id: string;
}>;


export type VerificationDetailsQuery = { readonly verification:
    | { readonly __typename: 'MitekJourney', readonly id: string, readonly source: VerificationSource, readonly reference: string | null, readonly lifecycle: VerificationLifecycle, readonly decision: VerificationDecision, readonly version: number, readonly createdAt: string, readonly updatedAt: string, readonly expiresAt: string | null, readonly finishedAt: string | null, readonly allowedActions: ReadonlyArray<VerificationAction>, readonly upstream: { readonly rawStatus: string | null, readonly rawResult: string | null, readonly receivedAt: string | null }, readonly user: { readonly id: string } | null }
    | { readonly __typename: 'VerifyTransaction', readonly status: VerifyTransactionStatus, readonly id: string, readonly source: VerificationSource, readonly reference: string | null, readonly lifecycle: VerificationLifecycle, readonly decision: VerificationDecision, readonly version: number, readonly createdAt: string, readonly updatedAt: string, readonly expiresAt: string | null, readonly finishedAt: string | null, readonly allowedActions: ReadonlyArray<VerificationAction>, readonly statusDetails: ReadonlyArray<{ readonly check: VerifyCheckType, readonly status: VerifyCheckStatus }>, readonly upstream: { readonly rawStatus: string | null, readonly rawResult: string | null, readonly receivedAt: string | null }, readonly user: { readonly id: string } | null }
   | null };

export type VerificationsQueryVariables = Exact<{
  filter?: VerificationFilter | null | undefined;
  first?: number;
  after?: string | null | undefined;
}>;


export type VerificationsQuery = { readonly verifications: { readonly feedCursor: string, readonly edges: ReadonlyArray<{ readonly cursor: string, readonly node:
        | { readonly id: string, readonly lifecycle: VerificationLifecycle, readonly decision: VerificationDecision, readonly createdAt: string }
        | { readonly id: string, readonly lifecycle: VerificationLifecycle, readonly decision: VerificationDecision, readonly createdAt: string }
       }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly hasPreviousPage: boolean, readonly startCursor: string | null, readonly endCursor: string | null } } | null };

export type CountedVerificationsQueryVariables = Exact<{
  filter?: VerificationFilter | null | undefined;
}>;


export type CountedVerificationsQuery = { readonly verifications: { readonly totalCount: number | null, readonly feedCursor: string, readonly edges: ReadonlyArray<{ readonly cursor: string, readonly node:
        | { readonly id: string, readonly lifecycle: VerificationLifecycle, readonly decision: VerificationDecision, readonly createdAt: string }
        | { readonly id: string, readonly lifecycle: VerificationLifecycle, readonly decision: VerificationDecision, readonly createdAt: string }
       }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly hasPreviousPage: boolean, readonly startCursor: string | null, readonly endCursor: string | null } } | null };

export type UserVerificationsQueryVariables = Exact<{
  id: string;
  first?: number;
  after?: string | null | undefined;
}>;


export type UserVerificationsQuery = { readonly user: { readonly id: string, readonly verifications: { readonly totalCount: number | null, readonly feedCursor: string, readonly edges: ReadonlyArray<{ readonly cursor: string, readonly node:
          | { readonly id: string, readonly lifecycle: VerificationLifecycle, readonly decision: VerificationDecision, readonly createdAt: string }
          | { readonly id: string, readonly lifecycle: VerificationLifecycle, readonly decision: VerificationDecision, readonly createdAt: string }
         }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly hasPreviousPage: boolean, readonly startCursor: string | null, readonly endCursor: string | null } } | null } | null };

export type VerificationStatisticsQueryVariables = Exact<{
  range: DateTimeRangeInput;
}>;


export type VerificationStatisticsQuery = { readonly verificationStatistics: { readonly from: string, readonly to: string, readonly total: number, readonly medianSecondsToDecision: number | null, readonly p90SecondsToDecision: number | null, readonly byLifecycle: ReadonlyArray<{ readonly lifecycle: VerificationLifecycle, readonly count: number }>, readonly byDecision: ReadonlyArray<{ readonly decision: VerificationDecision, readonly count: number }>, readonly bySource: ReadonlyArray<{ readonly source: VerificationSource, readonly count: number }>, readonly byPolicy: ReadonlyArray<{ readonly verifyPolicyId: string, readonly count: number, readonly approved: number }>, readonly failureReasons: ReadonlyArray<{ readonly reason: string, readonly count: number }>, readonly funnel: ReadonlyArray<{ readonly stage: FunnelStage, readonly count: number }>, readonly buckets: ReadonlyArray<{ readonly from: string, readonly created: number, readonly approved: number, readonly denied: number, readonly dropped: number }> } | null };

export type DocumentPartsFragment = { readonly id: string, readonly environmentId: string | null, readonly type: CollectedDocumentType, readonly typeRaw: string | null, readonly voiceSampleIndex: number | null, readonly status: CollectedDocumentStatus, readonly statusRaw: string | null, readonly createdAt: string | null, readonly updatedAt: string | null, readonly source: { readonly provider: DocumentSourceProvider, readonly providerRaw: string | null } | null };

export type DocumentContentFragment = { readonly value: string | null, readonly id: string, readonly environmentId: string | null, readonly type: CollectedDocumentType, readonly typeRaw: string | null, readonly voiceSampleIndex: number | null, readonly status: CollectedDocumentStatus, readonly statusRaw: string | null, readonly createdAt: string | null, readonly updatedAt: string | null, readonly user: { readonly id: string } | null, readonly verifyTransaction: { readonly id: string, readonly status: VerifyTransactionStatus } | null, readonly source: { readonly provider: DocumentSourceProvider, readonly providerRaw: string | null } | null };

export type SubmitDocumentMutationVariables = Exact<{
  input: SubmitVerifyDocumentInput;
}>;


export type SubmitDocumentMutation = { readonly submitVerifyDocument: { readonly document: { readonly value: string | null, readonly id: string, readonly environmentId: string | null, readonly type: CollectedDocumentType, readonly typeRaw: string | null, readonly voiceSampleIndex: number | null, readonly status: CollectedDocumentStatus, readonly statusRaw: string | null, readonly createdAt: string | null, readonly updatedAt: string | null, readonly user: { readonly id: string } | null, readonly verifyTransaction: { readonly id: string, readonly status: VerifyTransactionStatus } | null, readonly source: { readonly provider: DocumentSourceProvider, readonly providerRaw: string | null } | null } | null, readonly userErrors: ReadonlyArray<{ readonly code: UserErrorCode, readonly message: string, readonly field: ReadonlyArray<string> | null, readonly retryAt: string | null, readonly limit: number | null }> } };

export type UpdateDocumentMutationVariables = Exact<{
  input: UpdateVerifyDocumentInput;
}>;


export type UpdateDocumentMutation = { readonly updateVerifyDocument: { readonly document: { readonly value: string | null, readonly id: string, readonly environmentId: string | null, readonly type: CollectedDocumentType, readonly typeRaw: string | null, readonly voiceSampleIndex: number | null, readonly status: CollectedDocumentStatus, readonly statusRaw: string | null, readonly createdAt: string | null, readonly updatedAt: string | null, readonly user: { readonly id: string } | null, readonly verifyTransaction: { readonly id: string, readonly status: VerifyTransactionStatus } | null, readonly source: { readonly provider: DocumentSourceProvider, readonly providerRaw: string | null } | null } | null, readonly userErrors: ReadonlyArray<{ readonly code: UserErrorCode, readonly message: string, readonly field: ReadonlyArray<string> | null, readonly retryAt: string | null, readonly limit: number | null }> } };

export type DeleteDocumentMutationVariables = Exact<{
  input: DeleteVerifyDocumentInput;
}>;


export type DeleteDocumentMutation = { readonly deleteVerifyDocument: { readonly deletedDocumentId: string | null, readonly userErrors: ReadonlyArray<{ readonly code: UserErrorCode, readonly message: string, readonly field: ReadonlyArray<string> | null, readonly retryAt: string | null, readonly limit: number | null }> } };

export type ProcessDocumentsMutationVariables = Exact<{
  input: ProcessVerifyDocumentsInput;
}>;


export type ProcessDocumentsMutation = { readonly processVerifyDocuments: { readonly documents: ReadonlyArray<{ readonly id: string, readonly environmentId: string | null, readonly type: CollectedDocumentType, readonly typeRaw: string | null, readonly voiceSampleIndex: number | null, readonly status: CollectedDocumentStatus, readonly statusRaw: string | null, readonly createdAt: string | null, readonly updatedAt: string | null, readonly source: { readonly provider: DocumentSourceProvider, readonly providerRaw: string | null } | null }> | null, readonly verifyTransaction: { readonly id: string, readonly status: VerifyTransactionStatus, readonly lifecycle: VerificationLifecycle, readonly decision: VerificationDecision, readonly version: number, readonly createdAt: string, readonly updatedAt: string, readonly expiresAt: string | null, readonly finishedAt: string | null, readonly allowedActions: ReadonlyArray<VerificationAction>, readonly upstream: { readonly rawStatus: string | null, readonly rawResult: string | null, readonly receivedAt: string | null } } | null, readonly userErrors: ReadonlyArray<{ readonly code: UserErrorCode, readonly message: string, readonly field: ReadonlyArray<string> | null, readonly retryAt: string | null, readonly limit: number | null }> } };

export type CollectedDocumentsQueryVariables = Exact<{
  id: string;
  types?: ReadonlyArray<CollectedDocumentType> | CollectedDocumentType | null | undefined;
}>;


export type CollectedDocumentsQuery = { readonly verifyTransaction: { readonly id: string, readonly documents: ReadonlyArray<{ readonly value: string | null, readonly id: string, readonly environmentId: string | null, readonly type: CollectedDocumentType, readonly typeRaw: string | null, readonly voiceSampleIndex: number | null, readonly status: CollectedDocumentStatus, readonly statusRaw: string | null, readonly createdAt: string | null, readonly updatedAt: string | null, readonly user: { readonly id: string } | null, readonly verifyTransaction: { readonly id: string, readonly status: VerifyTransactionStatus } | null, readonly source: { readonly provider: DocumentSourceProvider, readonly providerRaw: string | null } | null }> | null } | null };

export type CollectedDocumentQueryVariables = Exact<{
  id: string;
  documentId: string;
}>;


export type CollectedDocumentQuery = { readonly verifyTransaction: { readonly document: { readonly value: string | null, readonly id: string, readonly environmentId: string | null, readonly type: CollectedDocumentType, readonly typeRaw: string | null, readonly voiceSampleIndex: number | null, readonly status: CollectedDocumentStatus, readonly statusRaw: string | null, readonly createdAt: string | null, readonly updatedAt: string | null, readonly user: { readonly id: string } | null, readonly verifyTransaction: { readonly id: string, readonly status: VerifyTransactionStatus } | null, readonly source: { readonly provider: DocumentSourceProvider, readonly providerRaw: string | null } | null } | null } | null };

export type ReplaceBackgroundMutationVariables = Exact<{
  input: ReplaceSelfieBackgroundInput;
}>;


export type ReplaceBackgroundMutation = { readonly replaceSelfieBackground: { readonly verifiedData: { readonly id: string, readonly type: VerifiedDataType, readonly typeRaw: string | null, readonly createdAt: string | null, readonly image: { readonly format: ImageFormat | null, readonly dataUri: string | null, readonly bytes: number | null, readonly sha256: string | null } | null } | null, readonly userErrors: ReadonlyArray<{ readonly code: UserErrorCode, readonly message: string, readonly field: ReadonlyArray<string> | null, readonly retryAt: string | null, readonly limit: number | null }> } };

export type VerifiedDataQueryVariables = Exact<{
  id: string;
  types?: ReadonlyArray<VerifiedDataType> | VerifiedDataType | null | undefined;
  attempt?: VerifiedDataAttempt;
}>;


export type VerifiedDataQuery = { readonly verifyTransaction: { readonly evidence: EvidenceState, readonly verifiedDataExpiresAt: string | null, readonly verifiedData: ReadonlyArray<{ readonly id: string, readonly type: VerifiedDataType, readonly typeRaw: string | null, readonly attempt: number | null, readonly createdAt: string | null, readonly image: { readonly format: ImageFormat | null, readonly formatRaw: string | null, readonly dataUri: string | null, readonly url: string | null, readonly urlExpiresAt: string | null, readonly sha256: string | null, readonly bytes: number | null } | null, readonly governmentId: { readonly firstName: string | null, readonly middleName: string | null, readonly lastName: string | null, readonly fullName: string | null, readonly gender: string | null, readonly birthDate: string | null, readonly country: string | null, readonly issuingCountry: string | null, readonly nationality: string | null, readonly addressStreet: string | null, readonly addressCity: string | null, readonly addressState: string | null, readonly addressZip: string | null, readonly idNumber: string | null, readonly documentNumber: string | null, readonly personalNumber: string | null, readonly idTypes: ReadonlyArray<GovernmentIdType>, readonly idTypesRaw: string | null, readonly issueDate: string | null, readonly expirationDate: string | null, readonly weight: string | null, readonly height: string | null, readonly hairColor: string | null, readonly eyeColor: string | null } | null, readonly barcode: { readonly text: string | null } | null, readonly voice: { readonly dataUri: string | null, readonly bytes: number | null } | null, readonly endUserClient: { readonly sources: ReadonlyArray<{ readonly ipAddress: string | null, readonly userAgent: string | null }> } | null }> | null } | null };

export type MetadataQueryVariables = Exact<{
  id: string;
  types?: ReadonlyArray<MetadataType> | MetadataType | null | undefined;
  includePreviousAttempts?: boolean;
}>;


export type MetadataQuery = { readonly verifyTransaction: { readonly metadata: ReadonlyArray<{ readonly id: string, readonly type: MetadataType, readonly typeRaw: string | null, readonly provider: MetadataProvider, readonly providerRaw: string | null, readonly status: MetadataStatus, readonly statusRaw: string | null, readonly attempt: number | null, readonly createdAt: string | null, readonly similarity: number | null, readonly probability: number | null, readonly documentTests: ReadonlyArray<{ readonly name: string, readonly judgement: DocumentJudgement, readonly judgementRaw: string | null }>, readonly biographicMatches: ReadonlyArray<{ readonly field: BiographicField, readonly fieldRaw: string | null, readonly confidence: MatchConfidence, readonly confidenceRaw: string | null, readonly rawScore: number | null, readonly probeValue: string | null, readonly galleryValue: string | null }>, readonly measurements: ReadonlyArray<{ readonly name: string, readonly value: number }> }> | null } | null };

export type SpanPartsFragment = { readonly duration: number, readonly timeUnit: TimeUnit, readonly timeUnitRaw: string | null };

export type ThresholdCheckPartsFragment = { readonly verify: CheckRequirement, readonly verifyRaw: string | null, readonly threshold: Threshold | null, readonly thresholdRaw: string | null, readonly retryAttempts: number | null };

export type ContactCheckPartsFragment = { readonly verify: CheckRequirement, readonly verifyRaw: string | null, readonly createMfaDevice: boolean | null, readonly otp: { readonly attempts: number | null, readonly deliveries: number | null, readonly templateName: string | null, readonly variantName: string | null, readonly lifeTime: { readonly duration: number, readonly timeUnit: TimeUnit, readonly timeUnitRaw: string | null } | null, readonly cooldown: { readonly duration: number, readonly timeUnit: TimeUnit, readonly timeUnitRaw: string | null } | null } | null };

export type PolicyPartsFragment = { readonly id: string, readonly environmentId: string | null, readonly name: string, readonly description: string | null, readonly default: boolean, readonly createdAt: string | null, readonly updatedAt: string | null, readonly governmentId: { readonly verify: CheckRequirement, readonly verifyRaw: string | null, readonly inspectionType: InspectionType | null, readonly inspectionTypeRaw: string | null, readonly failExpiredId: boolean | null, readonly retryAttempts: number | null } | null, readonly facialComparison: { readonly verify: CheckRequirement, readonly verifyRaw: string | null, readonly threshold: Threshold | null, readonly thresholdRaw: string | null, readonly retryAttempts: number | null } | null, readonly liveness: { readonly verify: CheckRequirement, readonly verifyRaw: string | null, readonly threshold: Threshold | null, readonly thresholdRaw: string | null, readonly retryAttempts: number | null } | null, readonly email: { readonly verify: CheckRequirement, readonly verifyRaw: string | null, readonly createMfaDevice: boolean | null, readonly otp: { readonly attempts: number | null, readonly deliveries: number | null, readonly templateName: string | null, readonly variantName: string | null, readonly lifeTime: { readonly duration: number, readonly timeUnit: TimeUnit, readonly timeUnitRaw: string | null } | null, readonly cooldown: { readonly duration: number, readonly timeUnit: TimeUnit, readonly timeUnitRaw: string | null } | null } | null } | null, readonly phone: { readonly verify: CheckRequirement, readonly verifyRaw: string | null, readonly createMfaDevice: boolean | null, readonly otp: { readonly attempts: number | null, readonly deliveries: number | null, readonly templateName: string | null, readonly variantName: string | null, readonly lifeTime: { readonly duration: number, readonly timeUnit: TimeUnit, readonly timeUnitRaw: string | null } | null, readonly cooldown: { readonly duration: number, readonly timeUnit: TimeUnit, readonly timeUnitRaw: string | null } | null } | null } | null, readonly transaction: { readonly dataCollectionOnly: boolean | null, readonly timeout: { readonly duration: number, readonly timeUnit: TimeUnit, readonly timeUnitRaw: string | null } | null, readonly dataCollectionTimeout: { readonly duration: number, readonly timeUnit: TimeUnit, readonly timeUnitRaw: string | null } | null } | null };

export type PolicyQueryVariables = Exact<{
  id: string;
}>;


export type PolicyQuery = { readonly verifyPolicy: { readonly id: string, readonly environmentId: string | null, readonly name: string, readonly description: string | null, readonly default: boolean, readonly createdAt: string | null, readonly updatedAt: string | null, readonly governmentId: { readonly verify: CheckRequirement, readonly verifyRaw: string | null, readonly inspectionType: InspectionType | null, readonly inspectionTypeRaw: string | null, readonly failExpiredId: boolean | null, readonly retryAttempts: number | null } | null, readonly facialComparison: { readonly verify: CheckRequirement, readonly verifyRaw: string | null, readonly threshold: Threshold | null, readonly thresholdRaw: string | null, readonly retryAttempts: number | null } | null, readonly liveness: { readonly verify: CheckRequirement, readonly verifyRaw: string | null, readonly threshold: Threshold | null, readonly thresholdRaw: string | null, readonly retryAttempts: number | null } | null, readonly email: { readonly verify: CheckRequirement, readonly verifyRaw: string | null, readonly createMfaDevice: boolean | null, readonly otp: { readonly attempts: number | null, readonly deliveries: number | null, readonly templateName: string | null, readonly variantName: string | null, readonly lifeTime: { readonly duration: number, readonly timeUnit: TimeUnit, readonly timeUnitRaw: string | null } | null, readonly cooldown: { readonly duration: number, readonly timeUnit: TimeUnit, readonly timeUnitRaw: string | null } | null } | null } | null, readonly phone: { readonly verify: CheckRequirement, readonly verifyRaw: string | null, readonly createMfaDevice: boolean | null, readonly otp: { readonly attempts: number | null, readonly deliveries: number | null, readonly templateName: string | null, readonly variantName: string | null, readonly lifeTime: { readonly duration: number, readonly timeUnit: TimeUnit, readonly timeUnitRaw: string | null } | null, readonly cooldown: { readonly duration: number, readonly timeUnit: TimeUnit, readonly timeUnitRaw: string | null } | null } | null } | null, readonly transaction: { readonly dataCollectionOnly: boolean | null, readonly timeout: { readonly duration: number, readonly timeUnit: TimeUnit, readonly timeUnitRaw: string | null } | null, readonly dataCollectionTimeout: { readonly duration: number, readonly timeUnit: TimeUnit, readonly timeUnitRaw: string | null } | null } | null } | null };

export type PoliciesQueryVariables = Exact<{
  name?: string | null | undefined;
}>;


export type PoliciesQuery = { readonly verifyPolicies: ReadonlyArray<{ readonly id: string, readonly environmentId: string | null, readonly name: string, readonly description: string | null, readonly default: boolean, readonly createdAt: string | null, readonly updatedAt: string | null, readonly governmentId: { readonly verify: CheckRequirement, readonly verifyRaw: string | null, readonly inspectionType: InspectionType | null, readonly inspectionTypeRaw: string | null, readonly failExpiredId: boolean | null, readonly retryAttempts: number | null } | null, readonly facialComparison: { readonly verify: CheckRequirement, readonly verifyRaw: string | null, readonly threshold: Threshold | null, readonly thresholdRaw: string | null, readonly retryAttempts: number | null } | null, readonly liveness: { readonly verify: CheckRequirement, readonly verifyRaw: string | null, readonly threshold: Threshold | null, readonly thresholdRaw: string | null, readonly retryAttempts: number | null } | null, readonly email: { readonly verify: CheckRequirement, readonly verifyRaw: string | null, readonly createMfaDevice: boolean | null, readonly otp: { readonly attempts: number | null, readonly deliveries: number | null, readonly templateName: string | null, readonly variantName: string | null, readonly lifeTime: { readonly duration: number, readonly timeUnit: TimeUnit, readonly timeUnitRaw: string | null } | null, readonly cooldown: { readonly duration: number, readonly timeUnit: TimeUnit, readonly timeUnitRaw: string | null } | null } | null } | null, readonly phone: { readonly verify: CheckRequirement, readonly verifyRaw: string | null, readonly createMfaDevice: boolean | null, readonly otp: { readonly attempts: number | null, readonly deliveries: number | null, readonly templateName: string | null, readonly variantName: string | null, readonly lifeTime: { readonly duration: number, readonly timeUnit: TimeUnit, readonly timeUnitRaw: string | null } | null, readonly cooldown: { readonly duration: number, readonly timeUnit: TimeUnit, readonly timeUnitRaw: string | null } | null } | null } | null, readonly transaction: { readonly dataCollectionOnly: boolean | null, readonly timeout: { readonly duration: number, readonly timeUnit: TimeUnit, readonly timeUnitRaw: string | null } | null, readonly dataCollectionTimeout: { readonly duration: number, readonly timeUnit: TimeUnit, readonly timeUnitRaw: string | null } | null } | null }> | null };

export type StatusPartsFragment = { readonly id: string, readonly status: VerifyTransactionStatus, readonly lifecycle: VerificationLifecycle, readonly decision: VerificationDecision, readonly version: number, readonly createdAt: string, readonly updatedAt: string, readonly expiresAt: string | null, readonly finishedAt: string | null, readonly allowedActions: ReadonlyArray<VerificationAction>, readonly upstream: { readonly rawStatus: string | null, readonly rawResult: string | null, readonly receivedAt: string | null } };

export type TransactionPartsFragment = { readonly source: VerificationSource, readonly reference: string | null, readonly challenge: string | null, readonly providerMessages: ReadonlyArray<string> | null, readonly qrUrl: string | null, readonly qrCode: string | null, readonly webVerificationUrl: string | null, readonly webVerificationCode: string | null, readonly evidence: EvidenceState, readonly verifiedDataExpiresAt: string | null, readonly redactedAt: string | null, readonly id: string, readonly status: VerifyTransactionStatus, readonly lifecycle: VerificationLifecycle, readonly decision: VerificationDecision, readonly version: number, readonly createdAt: string, readonly updatedAt: string, readonly expiresAt: string | null, readonly finishedAt: string | null, readonly allowedActions: ReadonlyArray<VerificationAction>, readonly user: { readonly id: string } | null, readonly verifyPolicy: { readonly id: string, readonly name: string } | null, readonly statusDetails: ReadonlyArray<{ readonly check: VerifyCheckType, readonly checkRaw: string | null, readonly status: VerifyCheckStatus, readonly statusRaw: string | null }>, readonly verifiedDocuments: ReadonlyArray<{ readonly type: VerifiedDocumentType, readonly typeRaw: string | null }>, readonly requirements: { readonly givenName: ReadonlyArray<string> | null, readonly familyName: ReadonlyArray<string> | null, readonly name: ReadonlyArray<string> | null, readonly address: ReadonlyArray<string> | null, readonly birthDate: ReadonlyArray<string> | null, readonly emails: ReadonlyArray<string> | null, readonly phones: ReadonlyArray<string> | null, readonly hasReferenceSelfie: boolean } | null, readonly redirect: { readonly url: string, readonly message: string | null } | null, readonly callback: { readonly url: string, readonly headerNames: ReadonlyArray<string> } | null, readonly notifications: { readonly phone: string | null, readonly email: string | null, readonly results: ReadonlyArray<{ readonly method: NotificationMethod, readonly methodRaw: string | null, readonly sent: boolean, readonly notificationId: string | null }> } | null, readonly upstream: { readonly rawStatus: string | null, readonly rawResult: string | null, readonly receivedAt: string | null } };

export type StartVerificationMutationVariables = Exact<{
  input: CreateVerifyTransactionInput;
}>;


export type StartVerificationMutation = { readonly createVerifyTransaction: { readonly verifyTransaction: { readonly source: VerificationSource, readonly reference: string | null, readonly challenge: string | null, readonly providerMessages: ReadonlyArray<string> | null, readonly qrUrl: string | null, readonly qrCode: string | null, readonly webVerificationUrl: string | null, readonly webVerificationCode: string | null, readonly evidence: EvidenceState, readonly verifiedDataExpiresAt: string | null, readonly redactedAt: string | null, readonly id: string, readonly status: VerifyTransactionStatus, readonly lifecycle: VerificationLifecycle, readonly decision: VerificationDecision, readonly version: number, readonly createdAt: string, readonly updatedAt: string, readonly expiresAt: string | null, readonly finishedAt: string | null, readonly allowedActions: ReadonlyArray<VerificationAction>, readonly user: { readonly id: string } | null, readonly verifyPolicy: { readonly id: string, readonly name: string } | null, readonly statusDetails: ReadonlyArray<{ readonly check: VerifyCheckType, readonly checkRaw: string | null, readonly status: VerifyCheckStatus, readonly statusRaw: string | null }>, readonly verifiedDocuments: ReadonlyArray<{ readonly type: VerifiedDocumentType, readonly typeRaw: string | null }>, readonly requirements: { readonly givenName: ReadonlyArray<string> | null, readonly familyName: ReadonlyArray<string> | null, readonly name: ReadonlyArray<string> | null, readonly address: ReadonlyArray<string> | null, readonly birthDate: ReadonlyArray<string> | null, readonly emails: ReadonlyArray<string> | null, readonly phones: ReadonlyArray<string> | null, readonly hasReferenceSelfie: boolean } | null, readonly redirect: { readonly url: string, readonly message: string | null } | null, readonly callback: { readonly url: string, readonly headerNames: ReadonlyArray<string> } | null, readonly notifications: { readonly phone: string | null, readonly email: string | null, readonly results: ReadonlyArray<{ readonly method: NotificationMethod, readonly methodRaw: string | null, readonly sent: boolean, readonly notificationId: string | null }> } | null, readonly upstream: { readonly rawStatus: string | null, readonly rawResult: string | null, readonly receivedAt: string | null } } | null, readonly userErrors: ReadonlyArray<{ readonly code: UserErrorCode, readonly message: string, readonly field: ReadonlyArray<string> | null, readonly retryAt: string | null, readonly limit: number | null }> } };

export type TransactionQueryVariables = Exact<{
  id: string;
  userId?: string | null | undefined;
}>;


export type TransactionQuery = { readonly verifyTransaction: { readonly source: VerificationSource, readonly reference: string | null, readonly challenge: string | null, readonly providerMessages: ReadonlyArray<string> | null, readonly qrUrl: string | null, readonly qrCode: string | null, readonly webVerificationUrl: string | null, readonly webVerificationCode: string | null, readonly evidence: EvidenceState, readonly verifiedDataExpiresAt: string | null, readonly redactedAt: string | null, readonly id: string, readonly status: VerifyTransactionStatus, readonly lifecycle: VerificationLifecycle, readonly decision: VerificationDecision, readonly version: number, readonly createdAt: string, readonly updatedAt: string, readonly expiresAt: string | null, readonly finishedAt: string | null, readonly allowedActions: ReadonlyArray<VerificationAction>, readonly user: { readonly id: string } | null, readonly verifyPolicy: { readonly id: string, readonly name: string } | null, readonly statusDetails: ReadonlyArray<{ readonly check: VerifyCheckType, readonly checkRaw: string | null, readonly status: VerifyCheckStatus, readonly statusRaw: string | null }>, readonly verifiedDocuments: ReadonlyArray<{ readonly type: VerifiedDocumentType, readonly typeRaw: string | null }>, readonly requirements: { readonly givenName: ReadonlyArray<string> | null, readonly familyName: ReadonlyArray<string> | null, readonly name: ReadonlyArray<string> | null, readonly address: ReadonlyArray<string> | null, readonly birthDate: ReadonlyArray<string> | null, readonly emails: ReadonlyArray<string> | null, readonly phones: ReadonlyArray<string> | null, readonly hasReferenceSelfie: boolean } | null, readonly redirect: { readonly url: string, readonly message: string | null } | null, readonly callback: { readonly url: string, readonly headerNames: ReadonlyArray<string> } | null, readonly notifications: { readonly phone: string | null, readonly email: string | null, readonly results: ReadonlyArray<{ readonly method: NotificationMethod, readonly methodRaw: string | null, readonly sent: boolean, readonly notificationId: string | null }> } | null, readonly upstream: { readonly rawStatus: string | null, readonly rawResult: string | null, readonly receivedAt: string | null } } | null };

export type TimelineQueryVariables = Exact<{
  id: string;
  first?: number;
  after?: string | null | undefined;
}>;


export type TimelineQuery = { readonly verifyTransaction: { readonly timeline: { readonly totalCount: number | null, readonly pageInfo: { readonly hasNextPage: boolean, readonly hasPreviousPage: boolean, readonly startCursor: string | null, readonly endCursor: string | null }, readonly edges: ReadonlyArray<{ readonly cursor: string, readonly node: { readonly id: string, readonly type: VerificationEventType, readonly origin: VerificationEventOrigin, readonly version: number, readonly lifecycle: VerificationLifecycle, readonly decision: VerificationDecision, readonly previousLifecycle: VerificationLifecycle | null, readonly previousDecision: VerificationDecision | null, readonly rawStatus: string | null, readonly occurredAt: string, readonly reason: string | null, readonly actor: { readonly id: string, readonly kind: ActorKind, readonly displayName: string | null } | null } }> } } | null };

export type CaptureLinksQueryVariables = Exact<{
  id: string;
  format?: QrCodeFormat;
  desktop?: boolean;
}>;


export type CaptureLinksQuery = { readonly verifyTransaction: { readonly qrUrl: string | null, readonly qrCode: string | null, readonly webVerificationUrl: string | null, readonly webVerificationCode: string | null } | null };

export type ApproveTransactionMutationVariables = Exact<{
  input: ApproveVerifyTransactionInput;
}>;


export type ApproveTransactionMutation = { readonly approveVerifyTransaction: { readonly verifyTransaction: { readonly id: string, readonly status: VerifyTransactionStatus, readonly lifecycle: VerificationLifecycle, readonly decision: VerificationDecision, readonly version: number, readonly createdAt: string, readonly updatedAt: string, readonly expiresAt: string | null, readonly finishedAt: string | null, readonly allowedActions: ReadonlyArray<VerificationAction>, readonly upstream: { readonly rawStatus: string | null, readonly rawResult: string | null, readonly receivedAt: string | null } } | null, readonly userErrors: ReadonlyArray<{ readonly code: UserErrorCode, readonly message: string, readonly field: ReadonlyArray<string> | null, readonly retryAt: string | null, readonly limit: number | null }> } };

export type StatusEventPartsFragment = { readonly cursor: string, readonly version: number, readonly lifecycle: VerificationLifecycle, readonly decision: VerificationDecision, readonly previousLifecycle: VerificationLifecycle | null, readonly previousDecision: VerificationDecision | null, readonly rawStatus: string | null, readonly occurredAt: string, readonly verification:
    | { readonly __typename: 'MitekJourney', readonly id: string, readonly source: VerificationSource, readonly lifecycle: VerificationLifecycle, readonly decision: VerificationDecision, readonly version: number }
    | { readonly __typename: 'VerifyTransaction', readonly id: string, readonly source: VerificationSource, readonly lifecycle: VerificationLifecycle, readonly decision: VerificationDecision, readonly version: number }
   };

export type WatchTransactionSubscriptionVariables = Exact<{
  id: string;
  after?: string | null | undefined;
}>;


export type WatchTransactionSubscription = { readonly verifyTransactionStatusChanged: { readonly cursor: string, readonly version: number, readonly lifecycle: VerificationLifecycle, readonly decision: VerificationDecision, readonly previousLifecycle: VerificationLifecycle | null, readonly previousDecision: VerificationDecision | null, readonly rawStatus: string | null, readonly occurredAt: string, readonly verification:
      | { readonly __typename: 'MitekJourney', readonly id: string, readonly source: VerificationSource, readonly lifecycle: VerificationLifecycle, readonly decision: VerificationDecision, readonly version: number }
      | { readonly __typename: 'VerifyTransaction', readonly id: string, readonly source: VerificationSource, readonly lifecycle: VerificationLifecycle, readonly decision: VerificationDecision, readonly version: number }
     } };

export type WatchVerificationsSubscriptionVariables = Exact<{
  userId?: string | null | undefined;
  after?: string | null | undefined;
}>;


export type WatchVerificationsSubscription = { readonly verificationStatusChanged: { readonly cursor: string, readonly version: number, readonly lifecycle: VerificationLifecycle, readonly decision: VerificationDecision, readonly previousLifecycle: VerificationLifecycle | null, readonly previousDecision: VerificationDecision | null, readonly rawStatus: string | null, readonly occurredAt: string, readonly verification:
      | { readonly __typename: 'MitekJourney', readonly id: string, readonly source: VerificationSource, readonly lifecycle: VerificationLifecycle, readonly decision: VerificationDecision, readonly version: number }
      | { readonly __typename: 'VerifyTransaction', readonly id: string, readonly source: VerificationSource, readonly lifecycle: VerificationLifecycle, readonly decision: VerificationDecision, readonly version: number }
     } };

export type EndpointPartsFragment = { readonly id: string, readonly url: string, readonly description: string | null, readonly eventTypes: ReadonlyArray<VerificationEventType>, readonly enabled: boolean, readonly createdAt: string, readonly lastSuccessAt: string | null, readonly failingSince: string | null, readonly liveSecrets: number };

export type WebhookEndpointsQueryVariables = Exact<{ [key: string]: never; }>;


export type WebhookEndpointsQuery = { readonly webhookEndpoints: ReadonlyArray<{ readonly id: string, readonly url: string, readonly description: string | null, readonly eventTypes: ReadonlyArray<VerificationEventType>, readonly enabled: boolean, readonly createdAt: string, readonly lastSuccessAt: string | null, readonly failingSince: string | null, readonly liveSecrets: number }> | null };

export type WebhookDeliveriesQueryVariables = Exact<{
  endpointId?: string | null | undefined;
  status?: WebhookDeliveryStatus | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type WebhookDeliveriesQuery = { readonly webhookDeliveries: { readonly totalCount: number | null, readonly edges: ReadonlyArray<{ readonly cursor: string, readonly node: { readonly id: string, readonly eventType: VerificationEventType, readonly cursor: string, readonly verificationId: string, readonly status: WebhookDeliveryStatus, readonly nextAttemptAt: string | null, readonly createdAt: string, readonly endpoint: { readonly id: string, readonly url: string }, readonly attempts: ReadonlyArray<{ readonly at: string, readonly httpStatus: number | null, readonly durationMs: number, readonly failure: string | null }> } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly hasPreviousPage: boolean, readonly startCursor: string | null, readonly endCursor: string | null } } | null };

export type CreateWebhookEndpointMutationVariables = Exact<{
  input: CreateWebhookEndpointInput;
}>;


export type CreateWebhookEndpointMutation = { readonly createWebhookEndpoint: { readonly secret: string | null, readonly webhookEndpoint: { readonly id: string, readonly url: string, readonly description: string | null, readonly eventTypes: ReadonlyArray<VerificationEventType>, readonly enabled: boolean, readonly createdAt: string, readonly lastSuccessAt: string | null, readonly failingSince: string | null, readonly liveSecrets: number } | null, readonly userErrors: ReadonlyArray<{ readonly code: UserErrorCode, readonly message: string, readonly field: ReadonlyArray<string> | null, readonly retryAt: string | null, readonly limit: number | null }> } };

export type UpdateWebhookEndpointMutationVariables = Exact<{
  input: UpdateWebhookEndpointInput;
}>;


export type UpdateWebhookEndpointMutation = { readonly updateWebhookEndpoint: { readonly webhookEndpoint: { readonly id: string, readonly url: string, readonly description: string | null, readonly eventTypes: ReadonlyArray<VerificationEventType>, readonly enabled: boolean, readonly createdAt: string, readonly lastSuccessAt: string | null, readonly failingSince: string | null, readonly liveSecrets: number } | null, readonly userErrors: ReadonlyArray<{ readonly code: UserErrorCode, readonly message: string, readonly field: ReadonlyArray<string> | null, readonly retryAt: string | null, readonly limit: number | null }> } };

export type DeleteWebhookEndpointMutationVariables = Exact<{
  input: DeleteWebhookEndpointInput;
}>;


export type DeleteWebhookEndpointMutation = { readonly deleteWebhookEndpoint: { readonly deletedId: string | null, readonly userErrors: ReadonlyArray<{ readonly code: UserErrorCode, readonly message: string, readonly field: ReadonlyArray<string> | null, readonly retryAt: string | null, readonly limit: number | null }> } };

export type RotateWebhookSecretMutationVariables = Exact<{
  input: RotateWebhookSecretInput;
}>;


export type RotateWebhookSecretMutation = { readonly rotateWebhookSecret: { readonly secret: string | null, readonly webhookEndpoint: { readonly id: string, readonly url: string, readonly description: string | null, readonly eventTypes: ReadonlyArray<VerificationEventType>, readonly enabled: boolean, readonly createdAt: string, readonly lastSuccessAt: string | null, readonly failingSince: string | null, readonly liveSecrets: number } | null, readonly userErrors: ReadonlyArray<{ readonly code: UserErrorCode, readonly message: string, readonly field: ReadonlyArray<string> | null, readonly retryAt: string | null, readonly limit: number | null }> } };

export type ReplayWebhookDeliveriesMutationVariables = Exact<{
  input: ReplayWebhookDeliveriesInput;
}>;


export type ReplayWebhookDeliveriesMutation = { readonly replayWebhookDeliveries: { readonly count: number | null, readonly userErrors: ReadonlyArray<{ readonly code: UserErrorCode, readonly message: string, readonly field: ReadonlyArray<string> | null, readonly retryAt: string | null, readonly limit: number | null }> } };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const JourneyPartsFragmentDoc = new TypedDocumentString(`
    fragment JourneyParts on MitekJourney {
  id
  source
  reference
  user {
    id
  }
  lifecycle
  decision
  version
  createdAt
  updatedAt
  expiresAt
  finishedAt
  upstream {
    rawStatus
    rawResult
    receivedAt
  }
  allowedActions
  status
  result
  requestId
  challenge
  journeyUrl
  name
  deliveryMethod
  email
  phone
  environment
  useDefaults
  scope {
    selfie
    documents
    documentTypes
    attachments
    attachmentKeys
  }
  endDate
  tabsOrder
  note
  language
  verificationData {
    score
    confirmed
    scores {
      name
      value
    }
    name
    picture
    documents {
      type
      typeRaw
      score
      manuallyReviewed
      errors
      firstName
      lastName
      fullName
      documentNumber
      personalNumber
      birthDate
      placeOfBirth
      issueDate
      expirationDate
      issuer
      country
      nationality
      gender
      address
    }
  }
  redactedAt
}
    `, {"fragmentName":"JourneyParts"}) as unknown as TypedDocumentString<JourneyPartsFragment, unknown>;
export const UserErrorPartsFragmentDoc = new TypedDocumentString(`
    fragment UserErrorParts on UserError {
  code
  message
  field
  retryAt
  limit
}
    `, {"fragmentName":"UserErrorParts"}) as unknown as TypedDocumentString<UserErrorPartsFragment, unknown>;
export const UserPartsFragmentDoc = new TypedDocumentString(`
    fragment UserParts on User {
  id
  username
  email
  emailVerified
  name {
    given
    middle
    family
    formatted
    honorificPrefix
    honorificSuffix
  }
  phones {
    primary
    mobile
  }
  address {
    streetAddress
    locality
    region
    postalCode
    countryCode
  }
  nickname
  title
  externalId
  enabled
  population {
    id
    name
  }
  locale
  preferredLanguage
  timezone
  account {
    canAuthenticate
    status
    statusRaw
    lockedAt
    unlockAt
  }
  lifecycle {
    status
    statusRaw
  }
  lastSignOnAt
  verifyStatus
  verifyStatusRaw
  createdAt
  updatedAt
}
    `, {"fragmentName":"UserParts"}) as unknown as TypedDocumentString<UserPartsFragment, unknown>;
export const VerificationPartsFragmentDoc = new TypedDocumentString(`
    fragment VerificationParts on Verification {
  __typename
  id
  source
  reference
  lifecycle
  decision
  version
  createdAt
  updatedAt
  expiresAt
  finishedAt
  allowedActions
  upstream {
    rawStatus
    rawResult
    receivedAt
  }
  user {
    id
  }
}
    `, {"fragmentName":"VerificationParts"}) as unknown as TypedDocumentString<VerificationPartsFragment, unknown>;
export const PagePartsFragmentDoc = new TypedDocumentString(`
    fragment PageParts on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}
    `, {"fragmentName":"PageParts"}) as unknown as TypedDocumentString<PagePartsFragment, unknown>;
export const VerificationPagePartsFragmentDoc = new TypedDocumentString(`
    fragment VerificationPageParts on VerificationConnection {
  edges {
    cursor
    node {
      id
      lifecycle
      decision
      createdAt
    }
  }
  pageInfo {
    ...PageParts
  }
  feedCursor
}
    fragment PageParts on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}`, {"fragmentName":"VerificationPageParts"}) as unknown as TypedDocumentString<VerificationPagePartsFragment, unknown>;
export const DocumentPartsFragmentDoc = new TypedDocumentString(`
    fragment DocumentParts on CollectedDocument {
  id
  environmentId
  type
  typeRaw
  voiceSampleIndex
  status
  statusRaw
  source {
    provider
    providerRaw
  }
  createdAt
  updatedAt
}
    `, {"fragmentName":"DocumentParts"}) as unknown as TypedDocumentString<DocumentPartsFragment, unknown>;
export const DocumentContentFragmentDoc = new TypedDocumentString(`
    fragment DocumentContent on CollectedDocument {
  ...DocumentParts
  value
  user {
    id
  }
  verifyTransaction {
    id
    status
  }
}
    fragment DocumentParts on CollectedDocument {
  id
  environmentId
  type
  typeRaw
  voiceSampleIndex
  status
  statusRaw
  source {
    provider
    providerRaw
  }
  createdAt
  updatedAt
}`, {"fragmentName":"DocumentContent"}) as unknown as TypedDocumentString<DocumentContentFragment, unknown>;
export const ThresholdCheckPartsFragmentDoc = new TypedDocumentString(`
    fragment ThresholdCheckParts on ThresholdCheckPolicy {
  verify
  verifyRaw
  threshold
  thresholdRaw
  retryAttempts
}
    `, {"fragmentName":"ThresholdCheckParts"}) as unknown as TypedDocumentString<ThresholdCheckPartsFragment, unknown>;
export const SpanPartsFragmentDoc = new TypedDocumentString(`
    fragment SpanParts on TimeSpan {
  duration
  timeUnit
  timeUnitRaw
}
    `, {"fragmentName":"SpanParts"}) as unknown as TypedDocumentString<SpanPartsFragment, unknown>;
export const ContactCheckPartsFragmentDoc = new TypedDocumentString(`
    fragment ContactCheckParts on ContactCheckPolicy {
  verify
  verifyRaw
  createMfaDevice
  otp {
    attempts
    deliveries
    templateName
    variantName
    lifeTime {
      ...SpanParts
    }
    cooldown {
      ...SpanParts
    }
  }
}
    fragment SpanParts on TimeSpan {
  duration
  timeUnit
  timeUnitRaw
}`, {"fragmentName":"ContactCheckParts"}) as unknown as TypedDocumentString<ContactCheckPartsFragment, unknown>;
export const PolicyPartsFragmentDoc = new TypedDocumentString(`
    fragment PolicyParts on VerifyPolicy {
  id
  environmentId
  name
  description
  default
  createdAt
  updatedAt
  governmentId {
    verify
    verifyRaw
    inspectionType
    inspectionTypeRaw
    failExpiredId
    retryAttempts
  }
  facialComparison {
    ...ThresholdCheckParts
  }
  liveness {
    ...ThresholdCheckParts
  }
  email {
    ...ContactCheckParts
  }
  phone {
    ...ContactCheckParts
  }
  transaction {
    dataCollectionOnly
    timeout {
      ...SpanParts
    }
    dataCollectionTimeout {
      ...SpanParts
    }
  }
}
    fragment SpanParts on TimeSpan {
  duration
  timeUnit
  timeUnitRaw
}
fragment ThresholdCheckParts on ThresholdCheckPolicy {
  verify
  verifyRaw
  threshold
  thresholdRaw
  retryAttempts
}
fragment ContactCheckParts on ContactCheckPolicy {
  verify
  verifyRaw
  createMfaDevice
  otp {
    attempts
    deliveries
    templateName
    variantName
    lifeTime {
      ...SpanParts
    }
    cooldown {
      ...SpanParts
    }
  }
}`, {"fragmentName":"PolicyParts"}) as unknown as TypedDocumentString<PolicyPartsFragment, unknown>;
export const StatusPartsFragmentDoc = new TypedDocumentString(`
    fragment StatusParts on VerifyTransaction {
  id
  status
  lifecycle
  decision
  version
  createdAt
  updatedAt
  expiresAt
  finishedAt
  allowedActions
  upstream {
    rawStatus
    rawResult
    receivedAt
  }
}
    `, {"fragmentName":"StatusParts"}) as unknown as TypedDocumentString<StatusPartsFragment, unknown>;
export const TransactionPartsFragmentDoc = new TypedDocumentString(`
    fragment TransactionParts on VerifyTransaction {
  ...StatusParts
  source
  reference
  challenge
  providerMessages
  qrUrl
  qrCode
  webVerificationUrl
  webVerificationCode
  evidence
  verifiedDataExpiresAt
  redactedAt
  user {
    id
  }
  verifyPolicy {
    id
    name
  }
  statusDetails {
    check
    checkRaw
    status
    statusRaw
  }
  verifiedDocuments {
    type
    typeRaw
  }
  requirements {
    givenName
    familyName
    name
    address
    birthDate
    emails
    phones
    hasReferenceSelfie
  }
  redirect {
    url
    message
  }
  callback {
    url
    headerNames
  }
  notifications {
    phone
    email
    results {
      method
      methodRaw
      sent
      notificationId
    }
  }
}
    fragment StatusParts on VerifyTransaction {
  id
  status
  lifecycle
  decision
  version
  createdAt
  updatedAt
  expiresAt
  finishedAt
  allowedActions
  upstream {
    rawStatus
    rawResult
    receivedAt
  }
}`, {"fragmentName":"TransactionParts"}) as unknown as TypedDocumentString<TransactionPartsFragment, unknown>;
export const StatusEventPartsFragmentDoc = new TypedDocumentString(`
    fragment StatusEventParts on VerificationStatusEvent {
  cursor
  version
  lifecycle
  decision
  previousLifecycle
  previousDecision
  rawStatus
  occurredAt
  verification {
    __typename
    id
    source
    lifecycle
    decision
    version
  }
}
    `, {"fragmentName":"StatusEventParts"}) as unknown as TypedDocumentString<StatusEventPartsFragment, unknown>;
export const EndpointPartsFragmentDoc = new TypedDocumentString(`
    fragment EndpointParts on WebhookEndpoint {
  id
  url
  description
  eventTypes
  enabled
  createdAt
  lastSuccessAt
  failingSince
  liveSecrets
}
    `, {"fragmentName":"EndpointParts"}) as unknown as TypedDocumentString<EndpointPartsFragment, unknown>;
export const ViewerDocument = new TypedDocumentString(`
    query Viewer {
  viewer {
    id
    kind
    displayName
    permissions
    expiresAt
    user {
      ...UserParts
    }
  }
}
    fragment UserParts on User {
  id
  username
  email
  emailVerified
  name {
    given
    middle
    family
    formatted
    honorificPrefix
    honorificSuffix
  }
  phones {
    primary
    mobile
  }
  address {
    streetAddress
    locality
    region
    postalCode
    countryCode
  }
  nickname
  title
  externalId
  enabled
  population {
    id
    name
  }
  locale
  preferredLanguage
  timezone
  account {
    canAuthenticate
    status
    statusRaw
    lockedAt
    unlockAt
  }
  lifecycle {
    status
    statusRaw
  }
  lastSignOnAt
  verifyStatus
  verifyStatusRaw
  createdAt
  updatedAt
}`) as unknown as TypedDocumentString<ViewerQuery, ViewerQueryVariables>;
export const HandOverDocument = new TypedDocumentString(`
    mutation HandOver($input: CreateExternalClientResponseInput!) {
  createExternalClientResponse(input: $input) {
    externalClientResponse {
      clientState
      webVerificationUrl
      continueLink
      challenge
      statusToken
      statusTokenExpiresAt
    }
    userErrors {
      ...UserErrorParts
    }
  }
}
    fragment UserErrorParts on UserError {
  code
  message
  field
  retryAt
  limit
}`) as unknown as TypedDocumentString<HandOverMutation, HandOverMutationVariables>;
export const TransactionStatusDocument = new TypedDocumentString(`
    query TransactionStatus($id: ID!) {
  verifyTransaction(id: $id) {
    __typename
    id
    status
    lifecycle
    decision
    version
    expiresAt
  }
}
    `) as unknown as TypedDocumentString<TransactionStatusQuery, TransactionStatusQueryVariables>;
export const FollowStatusDocument = new TypedDocumentString(`
    subscription FollowStatus($id: ID!, $after: String) {
  verifyTransactionStatusChanged(id: $id, after: $after) {
    cursor
    version
    lifecycle
    decision
    previousLifecycle
    previousDecision
    rawStatus
    occurredAt
    verification {
      __typename
      id
      lifecycle
      decision
      version
      expiresAt
      ... on VerifyTransaction {
        status
      }
    }
  }
}
    `) as unknown as TypedDocumentString<FollowStatusSubscription, FollowStatusSubscriptionVariables>;
export const MatchRecordDocument = new TypedDocumentString(`
    mutation MatchRecord($input: MatchIdentityRecordInput!) {
  matchIdentityRecord(input: $input) {
    identityRecordMatch {
      detailedResults {
        field
        fieldRaw
        confidence
        confidenceRaw
        rawScore
        probeValue
        galleryValue
      }
      overallWeightedScore
      overallConfidence
      overallConfidenceRaw
    }
    userErrors {
      ...UserErrorParts
    }
  }
}
    fragment UserErrorParts on UserError {
  code
  message
  field
  retryAt
  limit
}`) as unknown as TypedDocumentString<MatchRecordMutation, MatchRecordMutationVariables>;
export const SetVerifyStatusDocument = new TypedDocumentString(`
    mutation SetVerifyStatus($input: SetUserVerifyStatusInput!) {
  setUserVerifyStatus(input: $input) {
    user {
      id
      verifyStatus
      verifyStatusRaw
    }
    userErrors {
      ...UserErrorParts
    }
  }
}
    fragment UserErrorParts on UserError {
  code
  message
  field
  retryAt
  limit
}`) as unknown as TypedDocumentString<SetVerifyStatusMutation, SetVerifyStatusMutationVariables>;
export const CreateJourneyDocument = new TypedDocumentString(`
    mutation CreateJourney($input: CreateMitekJourneyInput!) {
  createMitekJourney(input: $input) {
    mitekJourney {
      ...JourneyParts
    }
    userErrors {
      ...UserErrorParts
    }
  }
}
    fragment JourneyParts on MitekJourney {
  id
  source
  reference
  user {
    id
  }
  lifecycle
  decision
  version
  createdAt
  updatedAt
  expiresAt
  finishedAt
  upstream {
    rawStatus
    rawResult
    receivedAt
  }
  allowedActions
  status
  result
  requestId
  challenge
  journeyUrl
  name
  deliveryMethod
  email
  phone
  environment
  useDefaults
  scope {
    selfie
    documents
    documentTypes
    attachments
    attachmentKeys
  }
  endDate
  tabsOrder
  note
  language
  verificationData {
    score
    confirmed
    scores {
      name
      value
    }
    name
    picture
    documents {
      type
      typeRaw
      score
      manuallyReviewed
      errors
      firstName
      lastName
      fullName
      documentNumber
      personalNumber
      birthDate
      placeOfBirth
      issueDate
      expirationDate
      issuer
      country
      nationality
      gender
      address
    }
  }
  redactedAt
}
fragment UserErrorParts on UserError {
  code
  message
  field
  retryAt
  limit
}`) as unknown as TypedDocumentString<CreateJourneyMutation, CreateJourneyMutationVariables>;
export const JourneyDocument = new TypedDocumentString(`
    query Journey($id: ID, $reference: String) {
  mitekJourney(id: $id, reference: $reference) {
    ...JourneyParts
  }
}
    fragment JourneyParts on MitekJourney {
  id
  source
  reference
  user {
    id
  }
  lifecycle
  decision
  version
  createdAt
  updatedAt
  expiresAt
  finishedAt
  upstream {
    rawStatus
    rawResult
    receivedAt
  }
  allowedActions
  status
  result
  requestId
  challenge
  journeyUrl
  name
  deliveryMethod
  email
  phone
  environment
  useDefaults
  scope {
    selfie
    documents
    documentTypes
    attachments
    attachmentKeys
  }
  endDate
  tabsOrder
  note
  language
  verificationData {
    score
    confirmed
    scores {
      name
      value
    }
    name
    picture
    documents {
      type
      typeRaw
      score
      manuallyReviewed
      errors
      firstName
      lastName
      fullName
      documentNumber
      personalNumber
      birthDate
      placeOfBirth
      issueDate
      expirationDate
      issuer
      country
      nationality
      gender
      address
    }
  }
  redactedAt
}`) as unknown as TypedDocumentString<JourneyQuery, JourneyQueryVariables>;
export const JourneyTimelineDocument = new TypedDocumentString(`
    query JourneyTimeline($id: ID!) {
  mitekJourney(id: $id) {
    timeline(first: 100) {
      totalCount
      edges {
        node {
          type
          origin
          version
          lifecycle
          decision
          rawStatus
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<JourneyTimelineQuery, JourneyTimelineQueryVariables>;
export const JourneysOfUserDocument = new TypedDocumentString(`
    query JourneysOfUser($id: ID!, $first: Int! = 20, $after: String) {
  user(id: $id) {
    mitekJourneys(first: $first, after: $after) {
      totalCount
      pageInfo {
        ...PageParts
      }
      edges {
        cursor
        node {
          id
          reference
          lifecycle
        }
      }
    }
  }
}
    fragment PageParts on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}`) as unknown as TypedDocumentString<JourneysOfUserQuery, JourneysOfUserQueryVariables>;
export const WatchJourneyDocument = new TypedDocumentString(`
    subscription WatchJourney($id: ID, $reference: String, $after: String) {
  mitekJourneyStatusChanged(id: $id, reference: $reference, after: $after) {
    cursor
    version
    lifecycle
    decision
    previousLifecycle
    previousDecision
    rawStatus
    occurredAt
    verification {
      __typename
      id
      source
      lifecycle
    }
  }
}
    `) as unknown as TypedDocumentString<WatchJourneySubscription, WatchJourneySubscriptionVariables>;
export const RedactVerificationDocument = new TypedDocumentString(`
    mutation RedactVerification($input: RedactVerificationInput!) {
  redactVerification(input: $input) {
    verification {
      __typename
      id
      lifecycle
      decision
      allowedActions
      ... on VerifyTransaction {
        evidence
        redactedAt
      }
      ... on MitekJourney {
        redactedAt
      }
    }
    receipt {
      id
      completedAt
      items {
        target
        outcome
        detail
      }
    }
    userErrors {
      code
      message
      field
    }
  }
}
    `) as unknown as TypedDocumentString<RedactVerificationMutation, RedactVerificationMutationVariables>;
export const PersonalPartsDocument = new TypedDocumentString(`
    query PersonalParts($id: ID!) {
  verifyTransaction(id: $id) {
    id
    evidence
    verifiedDataExpiresAt
    redactedAt
    allowedActions
    requirements {
      name
    }
    redirect {
      url
      message
    }
    callback {
      url
      headerNames
    }
    notifications {
      phone
      email
    }
    providerMessages
    verifiedUserData {
      firstName
    }
    governmentId {
      id
    }
    selfie {
      id
    }
    verifiedData {
      id
      type
    }
    metadata(includePreviousAttempts: true) {
      id
    }
    documents {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<PersonalPartsQuery, PersonalPartsQueryVariables>;
export const TimelineWithActorsDocument = new TypedDocumentString(`
    query TimelineWithActors($id: ID!) {
  verification(id: $id) {
    timeline(first: 100) {
      edges {
        node {
          type
          origin
          version
          reason
          actor {
            id
            kind
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<TimelineWithActorsQuery, TimelineWithActorsQueryVariables>;
export const SystemStatusDocument = new TypedDocumentString(`
    query SystemStatus {
  systemStatus {
    state
    version
    startedAt
    checkedAt
    activeSubscriptions
    pendingCallbacks
    stuckVerifications
    dependencies {
      name
      state
      circuit
      p90LatencyMs
      errorRate
      lastSuccessAt
      message
    }
    operations {
      name
      configured
      message
    }
  }
}
    `) as unknown as TypedDocumentString<SystemStatusQuery, SystemStatusQueryVariables>;
export const UserDocument = new TypedDocumentString(`
    query User($id: ID!) {
  user(id: $id) {
    ...UserParts
  }
}
    fragment UserParts on User {
  id
  username
  email
  emailVerified
  name {
    given
    middle
    family
    formatted
    honorificPrefix
    honorificSuffix
  }
  phones {
    primary
    mobile
  }
  address {
    streetAddress
    locality
    region
    postalCode
    countryCode
  }
  nickname
  title
  externalId
  enabled
  population {
    id
    name
  }
  locale
  preferredLanguage
  timezone
  account {
    canAuthenticate
    status
    statusRaw
    lockedAt
    unlockAt
  }
  lifecycle {
    status
    statusRaw
  }
  lastSignOnAt
  verifyStatus
  verifyStatusRaw
  createdAt
  updatedAt
}`) as unknown as TypedDocumentString<UserQuery, UserQueryVariables>;
export const UsersDocument = new TypedDocumentString(`
    query Users($filter: UserFilter, $first: Int! = 20, $after: String) {
  users(filter: $filter, first: $first, after: $after) {
    totalCount
    pageInfo {
      ...PageParts
    }
    edges {
      cursor
      node {
        ...UserParts
      }
    }
  }
}
    fragment PageParts on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}
fragment UserParts on User {
  id
  username
  email
  emailVerified
  name {
    given
    middle
    family
    formatted
    honorificPrefix
    honorificSuffix
  }
  phones {
    primary
    mobile
  }
  address {
    streetAddress
    locality
    region
    postalCode
    countryCode
  }
  nickname
  title
  externalId
  enabled
  population {
    id
    name
  }
  locale
  preferredLanguage
  timezone
  account {
    canAuthenticate
    status
    statusRaw
    lockedAt
    unlockAt
  }
  lifecycle {
    status
    statusRaw
  }
  lastSignOnAt
  verifyStatus
  verifyStatusRaw
  createdAt
  updatedAt
}`) as unknown as TypedDocumentString<UsersQuery, UsersQueryVariables>;
export const UserTransactionsDocument = new TypedDocumentString(`
    query UserTransactions($id: ID!, $first: Int! = 20, $after: String) {
  user(id: $id) {
    id
    latestVerifyTransaction {
      ...StatusParts
    }
    verifyTransactions(first: $first, after: $after) {
      totalCount
      pageInfo {
        ...PageParts
      }
      edges {
        cursor
        node {
          ...StatusParts
        }
      }
    }
  }
}
    fragment PageParts on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}
fragment StatusParts on VerifyTransaction {
  id
  status
  lifecycle
  decision
  version
  createdAt
  updatedAt
  expiresAt
  finishedAt
  allowedActions
  upstream {
    rawStatus
    rawResult
    receivedAt
  }
}`) as unknown as TypedDocumentString<UserTransactionsQuery, UserTransactionsQueryVariables>;
export const CreateUserDocument = new TypedDocumentString(`
    mutation CreateUser($input: CreateUserInput!) {
  createUser(input: $input) {
    user {
      ...UserParts
    }
    userErrors {
      ...UserErrorParts
    }
  }
}
    fragment UserErrorParts on UserError {
  code
  message
  field
  retryAt
  limit
}
fragment UserParts on User {
  id
  username
  email
  emailVerified
  name {
    given
    middle
    family
    formatted
    honorificPrefix
    honorificSuffix
  }
  phones {
    primary
    mobile
  }
  address {
    streetAddress
    locality
    region
    postalCode
    countryCode
  }
  nickname
  title
  externalId
  enabled
  population {
    id
    name
  }
  locale
  preferredLanguage
  timezone
  account {
    canAuthenticate
    status
    statusRaw
    lockedAt
    unlockAt
  }
  lifecycle {
    status
    statusRaw
  }
  lastSignOnAt
  verifyStatus
  verifyStatusRaw
  createdAt
  updatedAt
}`) as unknown as TypedDocumentString<CreateUserMutation, CreateUserMutationVariables>;
export const VerificationDocument = new TypedDocumentString(`
    query Verification($id: ID!) {
  verification(id: $id) {
    ...VerificationParts
    timeline(first: 100) {
      totalCount
      edges {
        node {
          type
          version
          lifecycle
        }
      }
    }
  }
}
    fragment VerificationParts on Verification {
  __typename
  id
  source
  reference
  lifecycle
  decision
  version
  createdAt
  updatedAt
  expiresAt
  finishedAt
  allowedActions
  upstream {
    rawStatus
    rawResult
    receivedAt
  }
  user {
    id
  }
}`) as unknown as TypedDocumentString<VerificationQuery, VerificationQueryVariables>;
export const VerificationDetailsDocument = new TypedDocumentString(`
    query VerificationDetails($id: ID!) {
  verification(id: $id) {
    ...VerificationParts
    ... on VerifyTransaction {
      status
      statusDetails {
        check
        status
      }
    }
  }
}
    fragment VerificationParts on Verification {
  __typename
  id
  source
  reference
  lifecycle
  decision
  version
  createdAt
  updatedAt
  expiresAt
  finishedAt
  allowedActions
  upstream {
    rawStatus
    rawResult
    receivedAt
  }
  user {
    id
  }
}`) as unknown as TypedDocumentString<VerificationDetailsQuery, VerificationDetailsQueryVariables>;
export const VerificationsDocument = new TypedDocumentString(`
    query Verifications($filter: VerificationFilter, $first: Int! = 20, $after: String) {
  verifications(filter: $filter, first: $first, after: $after) {
    ...VerificationPageParts
  }
}
    fragment PageParts on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}
fragment VerificationPageParts on VerificationConnection {
  edges {
    cursor
    node {
      id
      lifecycle
      decision
      createdAt
    }
  }
  pageInfo {
    ...PageParts
  }
  feedCursor
}`) as unknown as TypedDocumentString<VerificationsQuery, VerificationsQueryVariables>;
export const CountedVerificationsDocument = new TypedDocumentString(`
    query CountedVerifications($filter: VerificationFilter) {
  verifications(filter: $filter, first: 1) {
    ...VerificationPageParts
    totalCount
  }
}
    fragment PageParts on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}
fragment VerificationPageParts on VerificationConnection {
  edges {
    cursor
    node {
      id
      lifecycle
      decision
      createdAt
    }
  }
  pageInfo {
    ...PageParts
  }
  feedCursor
}`) as unknown as TypedDocumentString<CountedVerificationsQuery, CountedVerificationsQueryVariables>;
export const UserVerificationsDocument = new TypedDocumentString(`
    query UserVerifications($id: ID!, $first: Int! = 20, $after: String) {
  user(id: $id) {
    id
    verifications(first: $first, after: $after) {
      ...VerificationPageParts
      totalCount
    }
  }
}
    fragment PageParts on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}
fragment VerificationPageParts on VerificationConnection {
  edges {
    cursor
    node {
      id
      lifecycle
      decision
      createdAt
    }
  }
  pageInfo {
    ...PageParts
  }
  feedCursor
}`) as unknown as TypedDocumentString<UserVerificationsQuery, UserVerificationsQueryVariables>;
export const VerificationStatisticsDocument = new TypedDocumentString(`
    query VerificationStatistics($range: DateTimeRangeInput!) {
  verificationStatistics(range: $range) {
    from
    to
    total
    byLifecycle {
      lifecycle
      count
    }
    byDecision {
      decision
      count
    }
    bySource {
      source
      count
    }
    byPolicy {
      verifyPolicyId
      count
      approved
    }
    failureReasons {
      reason
      count
    }
    funnel {
      stage
      count
    }
    medianSecondsToDecision
    p90SecondsToDecision
    buckets {
      from
      created
      approved
      denied
      dropped
    }
  }
}
    `) as unknown as TypedDocumentString<VerificationStatisticsQuery, VerificationStatisticsQueryVariables>;
export const SubmitDocumentDocument = new TypedDocumentString(`
    mutation SubmitDocument($input: SubmitVerifyDocumentInput!) {
  submitVerifyDocument(input: $input) {
    document {
      ...DocumentContent
    }
    userErrors {
      ...UserErrorParts
    }
  }
}
    fragment UserErrorParts on UserError {
  code
  message
  field
  retryAt
  limit
}
fragment DocumentParts on CollectedDocument {
  id
  environmentId
  type
  typeRaw
  voiceSampleIndex
  status
  statusRaw
  source {
    provider
    providerRaw
  }
  createdAt
  updatedAt
}
fragment DocumentContent on CollectedDocument {
  ...DocumentParts
  value
  user {
    id
  }
  verifyTransaction {
    id
    status
  }
}`) as unknown as TypedDocumentString<SubmitDocumentMutation, SubmitDocumentMutationVariables>;
export const UpdateDocumentDocument = new TypedDocumentString(`
    mutation UpdateDocument($input: UpdateVerifyDocumentInput!) {
  updateVerifyDocument(input: $input) {
    document {
      ...DocumentContent
    }
    userErrors {
      ...UserErrorParts
    }
  }
}
    fragment UserErrorParts on UserError {
  code
  message
  field
  retryAt
  limit
}
fragment DocumentParts on CollectedDocument {
  id
  environmentId
  type
  typeRaw
  voiceSampleIndex
  status
  statusRaw
  source {
    provider
    providerRaw
  }
  createdAt
  updatedAt
}
fragment DocumentContent on CollectedDocument {
  ...DocumentParts
  value
  user {
    id
  }
  verifyTransaction {
    id
    status
  }
}`) as unknown as TypedDocumentString<UpdateDocumentMutation, UpdateDocumentMutationVariables>;
export const DeleteDocumentDocument = new TypedDocumentString(`
    mutation DeleteDocument($input: DeleteVerifyDocumentInput!) {
  deleteVerifyDocument(input: $input) {
    deletedDocumentId
    userErrors {
      ...UserErrorParts
    }
  }
}
    fragment UserErrorParts on UserError {
  code
  message
  field
  retryAt
  limit
}`) as unknown as TypedDocumentString<DeleteDocumentMutation, DeleteDocumentMutationVariables>;
export const ProcessDocumentsDocument = new TypedDocumentString(`
    mutation ProcessDocuments($input: ProcessVerifyDocumentsInput!) {
  processVerifyDocuments(input: $input) {
    documents {
      ...DocumentParts
    }
    verifyTransaction {
      ...StatusParts
    }
    userErrors {
      ...UserErrorParts
    }
  }
}
    fragment UserErrorParts on UserError {
  code
  message
  field
  retryAt
  limit
}
fragment DocumentParts on CollectedDocument {
  id
  environmentId
  type
  typeRaw
  voiceSampleIndex
  status
  statusRaw
  source {
    provider
    providerRaw
  }
  createdAt
  updatedAt
}
fragment StatusParts on VerifyTransaction {
  id
  status
  lifecycle
  decision
  version
  createdAt
  updatedAt
  expiresAt
  finishedAt
  allowedActions
  upstream {
    rawStatus
    rawResult
    receivedAt
  }
}`) as unknown as TypedDocumentString<ProcessDocumentsMutation, ProcessDocumentsMutationVariables>;
export const CollectedDocumentsDocument = new TypedDocumentString(`
    query CollectedDocuments($id: ID!, $types: [CollectedDocumentType!]) {
  verifyTransaction(id: $id) {
    id
    documents(types: $types) {
      ...DocumentContent
    }
  }
}
    fragment DocumentParts on CollectedDocument {
  id
  environmentId
  type
  typeRaw
  voiceSampleIndex
  status
  statusRaw
  source {
    provider
    providerRaw
  }
  createdAt
  updatedAt
}
fragment DocumentContent on CollectedDocument {
  ...DocumentParts
  value
  user {
    id
  }
  verifyTransaction {
    id
    status
  }
}`) as unknown as TypedDocumentString<CollectedDocumentsQuery, CollectedDocumentsQueryVariables>;
export const CollectedDocumentDocument = new TypedDocumentString(`
    query CollectedDocument($id: ID!, $documentId: ID!) {
  verifyTransaction(id: $id) {
    document(id: $documentId) {
      ...DocumentContent
    }
  }
}
    fragment DocumentParts on CollectedDocument {
  id
  environmentId
  type
  typeRaw
  voiceSampleIndex
  status
  statusRaw
  source {
    provider
    providerRaw
  }
  createdAt
  updatedAt
}
fragment DocumentContent on CollectedDocument {
  ...DocumentParts
  value
  user {
    id
  }
  verifyTransaction {
    id
    status
  }
}`) as unknown as TypedDocumentString<CollectedDocumentQuery, CollectedDocumentQueryVariables>;
export const ReplaceBackgroundDocument = new TypedDocumentString(`
    mutation ReplaceBackground($input: ReplaceSelfieBackgroundInput!) {
  replaceSelfieBackground(input: $input) {
    verifiedData {
      id
      type
      typeRaw
      createdAt
      image {
        format
        dataUri
        bytes
        sha256
      }
    }
    userErrors {
      ...UserErrorParts
    }
  }
}
    fragment UserErrorParts on UserError {
  code
  message
  field
  retryAt
  limit
}`) as unknown as TypedDocumentString<ReplaceBackgroundMutation, ReplaceBackgroundMutationVariables>;
export const VerifiedDataDocument = new TypedDocumentString(`
    query VerifiedData($id: ID!, $types: [VerifiedDataType!], $attempt: VerifiedDataAttempt! = LATEST) {
  verifyTransaction(id: $id) {
    evidence
    verifiedDataExpiresAt
    verifiedData(types: $types, attempt: $attempt) {
      id
      type
      typeRaw
      attempt
      createdAt
      image {
        format
        formatRaw
        dataUri
        url
        urlExpiresAt
        sha256
        bytes
      }
      governmentId {
        firstName
        middleName
        lastName
        fullName
        gender
        birthDate
        country
        issuingCountry
        nationality
        addressStreet
        addressCity
        addressState
        addressZip
        idNumber
        documentNumber
        personalNumber
        idTypes
        idTypesRaw
        issueDate
        expirationDate
        weight
        height
        hairColor
        eyeColor
      }
      barcode {
        text
      }
      voice {
        dataUri
        bytes
      }
      endUserClient {
        sources {
          ipAddress
          userAgent
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<VerifiedDataQuery, VerifiedDataQueryVariables>;
export const MetadataDocument = new TypedDocumentString(`
    query Metadata($id: ID!, $types: [MetadataType!], $includePreviousAttempts: Boolean! = false) {
  verifyTransaction(id: $id) {
    metadata(types: $types, includePreviousAttempts: $includePreviousAttempts) {
      id
      type
      typeRaw
      provider
      providerRaw
      status
      statusRaw
      attempt
      createdAt
      similarity
      probability
      documentTests {
        name
        judgement
        judgementRaw
      }
      biographicMatches {
        field
        fieldRaw
        confidence
        confidenceRaw
        rawScore
        probeValue
        galleryValue
      }
      measurements {
        name
        value
      }
    }
  }
}
    `) as unknown as TypedDocumentString<MetadataQuery, MetadataQueryVariables>;
export const PolicyDocument = new TypedDocumentString(`
    query Policy($id: ID!) {
  verifyPolicy(id: $id) {
    ...PolicyParts
  }
}
    fragment SpanParts on TimeSpan {
  duration
  timeUnit
  timeUnitRaw
}
fragment ThresholdCheckParts on ThresholdCheckPolicy {
  verify
  verifyRaw
  threshold
  thresholdRaw
  retryAttempts
}
fragment ContactCheckParts on ContactCheckPolicy {
  verify
  verifyRaw
  createMfaDevice
  otp {
    attempts
    deliveries
    templateName
    variantName
    lifeTime {
      ...SpanParts
    }
    cooldown {
      ...SpanParts
    }
  }
}
fragment PolicyParts on VerifyPolicy {
  id
  environmentId
  name
  description
  default
  createdAt
  updatedAt
  governmentId {
    verify
    verifyRaw
    inspectionType
    inspectionTypeRaw
    failExpiredId
    retryAttempts
  }
  facialComparison {
    ...ThresholdCheckParts
  }
  liveness {
    ...ThresholdCheckParts
  }
  email {
    ...ContactCheckParts
  }
  phone {
    ...ContactCheckParts
  }
  transaction {
    dataCollectionOnly
    timeout {
      ...SpanParts
    }
    dataCollectionTimeout {
      ...SpanParts
    }
  }
}`) as unknown as TypedDocumentString<PolicyQuery, PolicyQueryVariables>;
export const PoliciesDocument = new TypedDocumentString(`
    query Policies($name: String) {
  verifyPolicies(name: $name) {
    ...PolicyParts
  }
}
    fragment SpanParts on TimeSpan {
  duration
  timeUnit
  timeUnitRaw
}
fragment ThresholdCheckParts on ThresholdCheckPolicy {
  verify
  verifyRaw
  threshold
  thresholdRaw
  retryAttempts
}
fragment ContactCheckParts on ContactCheckPolicy {
  verify
  verifyRaw
  createMfaDevice
  otp {
    attempts
    deliveries
    templateName
    variantName
    lifeTime {
      ...SpanParts
    }
    cooldown {
      ...SpanParts
    }
  }
}
fragment PolicyParts on VerifyPolicy {
  id
  environmentId
  name
  description
  default
  createdAt
  updatedAt
  governmentId {
    verify
    verifyRaw
    inspectionType
    inspectionTypeRaw
    failExpiredId
    retryAttempts
  }
  facialComparison {
    ...ThresholdCheckParts
  }
  liveness {
    ...ThresholdCheckParts
  }
  email {
    ...ContactCheckParts
  }
  phone {
    ...ContactCheckParts
  }
  transaction {
    dataCollectionOnly
    timeout {
      ...SpanParts
    }
    dataCollectionTimeout {
      ...SpanParts
    }
  }
}`) as unknown as TypedDocumentString<PoliciesQuery, PoliciesQueryVariables>;
export const StartVerificationDocument = new TypedDocumentString(`
    mutation StartVerification($input: CreateVerifyTransactionInput!) {
  createVerifyTransaction(input: $input) {
    verifyTransaction {
      ...TransactionParts
    }
    userErrors {
      ...UserErrorParts
    }
  }
}
    fragment UserErrorParts on UserError {
  code
  message
  field
  retryAt
  limit
}
fragment StatusParts on VerifyTransaction {
  id
  status
  lifecycle
  decision
  version
  createdAt
  updatedAt
  expiresAt
  finishedAt
  allowedActions
  upstream {
    rawStatus
    rawResult
    receivedAt
  }
}
fragment TransactionParts on VerifyTransaction {
  ...StatusParts
  source
  reference
  challenge
  providerMessages
  qrUrl
  qrCode
  webVerificationUrl
  webVerificationCode
  evidence
  verifiedDataExpiresAt
  redactedAt
  user {
    id
  }
  verifyPolicy {
    id
    name
  }
  statusDetails {
    check
    checkRaw
    status
    statusRaw
  }
  verifiedDocuments {
    type
    typeRaw
  }
  requirements {
    givenName
    familyName
    name
    address
    birthDate
    emails
    phones
    hasReferenceSelfie
  }
  redirect {
    url
    message
  }
  callback {
    url
    headerNames
  }
  notifications {
    phone
    email
    results {
      method
      methodRaw
      sent
      notificationId
    }
  }
}`) as unknown as TypedDocumentString<StartVerificationMutation, StartVerificationMutationVariables>;
export const TransactionDocument = new TypedDocumentString(`
    query Transaction($id: ID!, $userId: ID) {
  verifyTransaction(id: $id, userId: $userId) {
    ...TransactionParts
  }
}
    fragment StatusParts on VerifyTransaction {
  id
  status
  lifecycle
  decision
  version
  createdAt
  updatedAt
  expiresAt
  finishedAt
  allowedActions
  upstream {
    rawStatus
    rawResult
    receivedAt
  }
}
fragment TransactionParts on VerifyTransaction {
  ...StatusParts
  source
  reference
  challenge
  providerMessages
  qrUrl
  qrCode
  webVerificationUrl
  webVerificationCode
  evidence
  verifiedDataExpiresAt
  redactedAt
  user {
    id
  }
  verifyPolicy {
    id
    name
  }
  statusDetails {
    check
    checkRaw
    status
    statusRaw
  }
  verifiedDocuments {
    type
    typeRaw
  }
  requirements {
    givenName
    familyName
    name
    address
    birthDate
    emails
    phones
    hasReferenceSelfie
  }
  redirect {
    url
    message
  }
  callback {
    url
    headerNames
  }
  notifications {
    phone
    email
    results {
      method
      methodRaw
      sent
      notificationId
    }
  }
}`) as unknown as TypedDocumentString<TransactionQuery, TransactionQueryVariables>;
export const TimelineDocument = new TypedDocumentString(`
    query Timeline($id: ID!, $first: Int! = 20, $after: String) {
  verifyTransaction(id: $id) {
    timeline(first: $first, after: $after) {
      totalCount
      pageInfo {
        ...PageParts
      }
      edges {
        cursor
        node {
          id
          type
          origin
          version
          lifecycle
          decision
          previousLifecycle
          previousDecision
          rawStatus
          occurredAt
          actor {
            id
            kind
            displayName
          }
          reason
        }
      }
    }
  }
}
    fragment PageParts on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}`) as unknown as TypedDocumentString<TimelineQuery, TimelineQueryVariables>;
export const CaptureLinksDocument = new TypedDocumentString(`
    query CaptureLinks($id: ID!, $format: QrCodeFormat! = PNG, $desktop: Boolean! = false) {
  verifyTransaction(id: $id) {
    qrUrl
    qrCode(format: $format)
    webVerificationUrl(desktop: $desktop)
    webVerificationCode
  }
}
    `) as unknown as TypedDocumentString<CaptureLinksQuery, CaptureLinksQueryVariables>;
export const ApproveTransactionDocument = new TypedDocumentString(`
    mutation ApproveTransaction($input: ApproveVerifyTransactionInput!) {
  approveVerifyTransaction(input: $input) {
    verifyTransaction {
      ...StatusParts
    }
    userErrors {
      ...UserErrorParts
    }
  }
}
    fragment UserErrorParts on UserError {
  code
  message
  field
  retryAt
  limit
}
fragment StatusParts on VerifyTransaction {
  id
  status
  lifecycle
  decision
  version
  createdAt
  updatedAt
  expiresAt
  finishedAt
  allowedActions
  upstream {
    rawStatus
    rawResult
    receivedAt
  }
}`) as unknown as TypedDocumentString<ApproveTransactionMutation, ApproveTransactionMutationVariables>;
export const WatchTransactionDocument = new TypedDocumentString(`
    subscription WatchTransaction($id: ID!, $after: String) {
  verifyTransactionStatusChanged(id: $id, after: $after) {
    ...StatusEventParts
  }
}
    fragment StatusEventParts on VerificationStatusEvent {
  cursor
  version
  lifecycle
  decision
  previousLifecycle
  previousDecision
  rawStatus
  occurredAt
  verification {
    __typename
    id
    source
    lifecycle
    decision
    version
  }
}`) as unknown as TypedDocumentString<WatchTransactionSubscription, WatchTransactionSubscriptionVariables>;
export const WatchVerificationsDocument = new TypedDocumentString(`
    subscription WatchVerifications($userId: ID, $after: String) {
  verificationStatusChanged(userId: $userId, after: $after) {
    ...StatusEventParts
  }
}
    fragment StatusEventParts on VerificationStatusEvent {
  cursor
  version
  lifecycle
  decision
  previousLifecycle
  previousDecision
  rawStatus
  occurredAt
  verification {
    __typename
    id
    source
    lifecycle
    decision
    version
  }
}`) as unknown as TypedDocumentString<WatchVerificationsSubscription, WatchVerificationsSubscriptionVariables>;
export const WebhookEndpointsDocument = new TypedDocumentString(`
    query WebhookEndpoints {
  webhookEndpoints {
    ...EndpointParts
  }
}
    fragment EndpointParts on WebhookEndpoint {
  id
  url
  description
  eventTypes
  enabled
  createdAt
  lastSuccessAt
  failingSince
  liveSecrets
}`) as unknown as TypedDocumentString<WebhookEndpointsQuery, WebhookEndpointsQueryVariables>;
export const WebhookDeliveriesDocument = new TypedDocumentString(`
    query WebhookDeliveries($endpointId: ID, $status: WebhookDeliveryStatus, $first: Int, $after: String) {
  webhookDeliveries(
    endpointId: $endpointId
    status: $status
    first: $first
    after: $after
  ) {
    edges {
      cursor
      node {
        id
        endpoint {
          id
          url
        }
        eventType
        cursor
        verificationId
        status
        attempts {
          at
          httpStatus
          durationMs
          failure
        }
        nextAttemptAt
        createdAt
      }
    }
    pageInfo {
      ...PageParts
    }
    totalCount
  }
}
    fragment PageParts on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}`) as unknown as TypedDocumentString<WebhookDeliveriesQuery, WebhookDeliveriesQueryVariables>;
export const CreateWebhookEndpointDocument = new TypedDocumentString(`
    mutation CreateWebhookEndpoint($input: CreateWebhookEndpointInput!) {
  createWebhookEndpoint(input: $input) {
    webhookEndpoint {
      ...EndpointParts
    }
    secret
    userErrors {
      ...UserErrorParts
    }
  }
}
    fragment UserErrorParts on UserError {
  code
  message
  field
  retryAt
  limit
}
fragment EndpointParts on WebhookEndpoint {
  id
  url
  description
  eventTypes
  enabled
  createdAt
  lastSuccessAt
  failingSince
  liveSecrets
}`) as unknown as TypedDocumentString<CreateWebhookEndpointMutation, CreateWebhookEndpointMutationVariables>;
export const UpdateWebhookEndpointDocument = new TypedDocumentString(`
    mutation UpdateWebhookEndpoint($input: UpdateWebhookEndpointInput!) {
  updateWebhookEndpoint(input: $input) {
    webhookEndpoint {
      ...EndpointParts
    }
    userErrors {
      ...UserErrorParts
    }
  }
}
    fragment UserErrorParts on UserError {
  code
  message
  field
  retryAt
  limit
}
fragment EndpointParts on WebhookEndpoint {
  id
  url
  description
  eventTypes
  enabled
  createdAt
  lastSuccessAt
  failingSince
  liveSecrets
}`) as unknown as TypedDocumentString<UpdateWebhookEndpointMutation, UpdateWebhookEndpointMutationVariables>;
export const DeleteWebhookEndpointDocument = new TypedDocumentString(`
    mutation DeleteWebhookEndpoint($input: DeleteWebhookEndpointInput!) {
  deleteWebhookEndpoint(input: $input) {
    deletedId
    userErrors {
      ...UserErrorParts
    }
  }
}
    fragment UserErrorParts on UserError {
  code
  message
  field
  retryAt
  limit
}`) as unknown as TypedDocumentString<DeleteWebhookEndpointMutation, DeleteWebhookEndpointMutationVariables>;
export const RotateWebhookSecretDocument = new TypedDocumentString(`
    mutation RotateWebhookSecret($input: RotateWebhookSecretInput!) {
  rotateWebhookSecret(input: $input) {
    webhookEndpoint {
      ...EndpointParts
    }
    secret
    userErrors {
      ...UserErrorParts
    }
  }
}
    fragment UserErrorParts on UserError {
  code
  message
  field
  retryAt
  limit
}
fragment EndpointParts on WebhookEndpoint {
  id
  url
  description
  eventTypes
  enabled
  createdAt
  lastSuccessAt
  failingSince
  liveSecrets
}`) as unknown as TypedDocumentString<RotateWebhookSecretMutation, RotateWebhookSecretMutationVariables>;
export const ReplayWebhookDeliveriesDocument = new TypedDocumentString(`
    mutation ReplayWebhookDeliveries($input: ReplayWebhookDeliveriesInput!) {
  replayWebhookDeliveries(input: $input) {
    count
    userErrors {
      ...UserErrorParts
    }
  }
}
    fragment UserErrorParts on UserError {
  code
  message
  field
  retryAt
  limit
}`) as unknown as TypedDocumentString<ReplayWebhookDeliveriesMutation, ReplayWebhookDeliveriesMutationVariables>;