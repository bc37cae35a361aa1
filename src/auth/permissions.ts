// The words of permission: what a caller may be allowed, and which sorts of personal data there are. Who holds what is decided elsewhere.

/** A right that a caller's token carries. */
export enum Permission {
  USERS_READ = 'USERS_READ',
  USERS_WRITE = 'USERS_WRITE',
  VERIFY_READ = 'VERIFY_READ',
  VERIFY_WRITE = 'VERIFY_WRITE',
  VERIFY_APPROVE = 'VERIFY_APPROVE',
  PII_READ = 'PII_READ',
  PII_REVEAL = 'PII_REVEAL',
  MFA_READ = 'MFA_READ',
  MFA_WRITE = 'MFA_WRITE',
  MITEK_READ = 'MITEK_READ',
  MITEK_WRITE = 'MITEK_WRITE',
  AUDIT_READ = 'AUDIT_READ',
  SYSTEM_READ = 'SYSTEM_READ',
  PRIVACY_ERASE = 'PRIVACY_ERASE',
  WEBHOOKS_READ = 'WEBHOOKS_READ',
  WEBHOOKS_WRITE = 'WEBHOOKS_WRITE',
}

/** Sort of personal data. */
export enum PiiKind {
  NAME = 'NAME',
  CONTACT = 'CONTACT',
  ADDRESS = 'ADDRESS',
  BIRTH = 'BIRTH',
  DOCUMENT = 'DOCUMENT',
  DEMOGRAPHIC = 'DEMOGRAPHIC',
  BIOMETRIC = 'BIOMETRIC',
  NETWORK = 'NETWORK',
  IDENTIFIER = 'IDENTIFIER',
  CREDENTIAL = 'CREDENTIAL',
  FREE_TEXT = 'FREE_TEXT',
}
