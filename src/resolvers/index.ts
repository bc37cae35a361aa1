// Every resolver class of the schema. A class that is not listed here is not part of the API.
import { AuditLogResolver } from './audit-log.js';
import { CollectedDocumentResolver, TransactionDocumentsResolver } from './collected-documents.js';
import { ExternalClientResolver } from './external-client.js';
import { SystemResolver } from './system.js';
import { UserResolver } from './users.js';
import { VerificationResolver, VerificationStatusEventResolver } from './verifications.js';
import { VerifiedDataResolver, VerifiedImageResolver } from './verified-pictures.js';
import { VerifyPolicyResolver } from './verify-policies.js';
import { VerifyTransactionResolver } from './verify-transactions.js';
import { ViewerResolver } from './viewer.js';

export const resolvers = [
  ViewerResolver,
  UserResolver,
  VerificationResolver,
  VerificationStatusEventResolver,
  VerifyTransactionResolver,
  ExternalClientResolver,
  TransactionDocumentsResolver,
  CollectedDocumentResolver,
  VerifiedDataResolver,
  VerifiedImageResolver,
  VerifyPolicyResolver,
  SystemResolver,
  AuditLogResolver,
] as const;
