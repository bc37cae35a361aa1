// What every resolver is given: who asks, until when, and the services that answer. Built anew for each operation and each event.
import type { Denials } from '../audit/denials.js';
import type { AuditTrail } from '../audit/trail.js';
import type { AccessContext } from '../auth/enforce.js';
import type { StatusPass, StatusTokens } from '../auth/status-token.js';
import type { MessageGuard } from '../authentications/message-guard.js';
import type { OtpGuard } from '../authentications/otp-guard.js';
import type { Watchers } from '../authentications/watchers.js';
import type { Loaders } from '../datasources/loaders.js';
import type { PingOne } from '../datasources/pingone/pingone.js';
import type { Policy } from '../datasources/pingone/verify-policy.js';
import type { PolicyCache } from '../datasources/policy-cache.js';
import type { PicturePlace } from '../media/picture-address.js';
import type { SystemStatus } from '../schema/system.js';
import type { AuditLog } from '../store/audit-log.js';
import type { IdempotencyKeys } from '../store/idempotency.js';
import type { Statistics } from '../store/statistics.js';
import type { VerificationList } from '../store/verification-list.js';
import type { Journeys } from '../verifications/mitek-journeys.js';
import type { Redaction } from '../verifications/redaction.js';
import type { Verifications } from '../verifications/verifications.js';
import type { Watching } from '../verifications/watching.js';
import type { Webhooks } from '../webhooks/deliveries/webhooks.js';
import type { Cursors } from './cursors.js';

/** What lives as long as the process. */
export interface Services {
  readonly pingOne: PingOne;
  readonly policies: PolicyCache<Policy>;
  readonly otpGuard: OtpGuard;
  readonly messageGuard: MessageGuard;
  readonly watchers: Watchers;
  /** Device authentication policy of the deployment; null: the environment's default. */
  readonly mfaPolicyId: string | null;
  readonly verifications: Verifications;
  readonly watching: Watching;
  readonly verificationList: VerificationList;
  readonly statistics: Statistics;
  readonly journeys: Journeys;
  readonly redaction: Redaction;
  /** Mitek environment of journeys that name none. */
  readonly mitekEnvironment: string;
  readonly webhooks: Webhooks;
  readonly auditLog: AuditLog;
  readonly denials: Denials;
  readonly idempotency: IdempotencyKeys;
  readonly cursors: Cursors;
  readonly systemStatus: () => Promise<SystemStatus>;
  readonly statusTokens: StatusTokens;
  /** Address at which the bearer of a pass can wait for the status. A secret. */
  readonly continueLinkOf: (pass: StatusPass) => string;
  /** Short-lived address at which a picture can be fetched. A secret. */
  readonly pictureUrlOf: (place: PicturePlace, expiresAt: Date) => string;
  /** Origins that addresses given by clients may have; empty: any. */
  readonly redirectOrigins: readonly string[];
}

export interface Context extends AccessContext {
  readonly audit: AuditTrail;
  readonly services: Services;
  /** Fresh for each operation and each event, so that no answer is older than the question. */
  readonly loaders: Loaders;
  /** Aborted at the operation's deadline, or when the client has gone. */
  readonly signal: AbortSignal;
}
