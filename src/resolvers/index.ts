// Every resolver class of the schema. A class that is not listed here is not part of the API.
import { AuditLogResolver } from './audit-log.js';
import { CollectedDocumentResolver, TransactionDocumentsResolver } from './collected-documents.js';
import { ExternalClientResolver } from './external-client.js';
import { AuthenticationCodeResolver } from './mfa/authentication-codes.js';
import { DeviceAuthenticationResolver } from './mfa/device-authentications.js';
import { DeviceChangesResolver } from './mfa/device-changes.js';
import { DevicePolicyResolver } from './mfa/device-policies.js';
import { DeviceResolver } from './mfa/devices.js';
import { PairingKeyResolver } from './mfa/pairing-keys.js';
import { UserDevicesResolver } from './mfa/user-devices.js';
import { MitekJourneyResolver } from './mitek/journeys.js';
import { UserJourneysResolver } from './mitek/user-journeys.js';
import { RedactionResolver } from './redact-verification.js';
import { SystemResolver } from './system.js';
import { UserResolver } from './users.js';
import { VerificationListResolver } from './verification-list.js';
import { VerificationStatisticsResolver } from './verification-statistics.js';
import { VerificationResolver, VerificationStatusEventResolver } from './verifications.js';
import { VerifiedDataResolver, VerifiedImageResolver } from './verified-pictures.js';
import { VerifyPolicyResolver } from './verify-policies.js';
import { VerifyTransactionResolver } from './verify-transactions.js';
import { ViewerResolver } from './viewer.js';
import { WebhookResolver } from './webhooks.js';

export const resolvers = [
  ViewerResolver,
  UserResolver,
  VerificationResolver,
  VerificationStatusEventResolver,
  VerificationListResolver,
  VerificationStatisticsResolver,
  VerifyTransactionResolver,
  MitekJourneyResolver,
  RedactionResolver,
  UserJourneysResolver,
  ExternalClientResolver,
  TransactionDocumentsResolver,
  CollectedDocumentResolver,
  VerifiedDataResolver,
  VerifiedImageResolver,
  VerifyPolicyResolver,
  UserDevicesResolver,
  DeviceResolver,
  DeviceChangesResolver,
  DevicePolicyResolver,
  DeviceAuthenticationResolver,
  PairingKeyResolver,
  AuthenticationCodeResolver,
  WebhookResolver,
  SystemResolver,
  AuditLogResolver,
] as const;
