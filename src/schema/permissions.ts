// Permissions and kinds of personal data as the schema names and describes them. Their values are in auth/.
import { GraphQLEnumType } from 'graphql';
import { registerEnumType } from 'type-graphql';
import { Permission, type PiiKind } from '../auth/permissions.js';
import { describe } from './described-enum.js';

registerEnumType(Permission, {
  name: 'Permission',
  description: "A right that a caller's token carries.",
  valuesConfig: describe<Permission>({
    USERS_READ: 'Read directory users.',
    USERS_WRITE: 'Create directory users.',
    VERIFY_READ: 'Read PingOne Verify policies and transactions, without the personal data in them.',
    VERIFY_WRITE: 'Create, feed and delete PingOne Verify transactions.',
    VERIFY_APPROVE: 'Decide a transaction by hand.',
    PII_READ:
      'Read the personal data in verifications, and unmasked contact data of devices, in any query. For services.',
    PII_REVEAL:
      'Read the personal data of one verification at a time, with a stated reason, through revealVerifiedData. For staff.',
    MFA_READ: 'Read devices, device authentications, pairing keys, authentication codes and MFA policies.',
    MFA_WRITE: 'Change devices, run device authentications, make pairing keys and authentication codes.',
    MITEK_READ: 'Read Mitek journeys, without the personal data in them.',
    MITEK_WRITE: 'Create Mitek journeys.',
    AUDIT_READ: 'Read the audit log.',
    SYSTEM_READ: 'Read the state of the gateway and of the services behind it.',
    PRIVACY_ERASE: 'Erase the personal data of a verification.',
    WEBHOOKS_READ: 'Read webhook endpoints and deliveries.',
    WEBHOOKS_WRITE: 'Create, change, delete webhook endpoints and replay deliveries.',
  }),
});

/** Only a directive uses it, which type-graphql knows nothing of; hence not registered but made. */
export const piiKindType = new GraphQLEnumType({
  name: 'PiiKind',
  description: 'Sort of personal data.',
  values: describe<PiiKind>({
    NAME: 'Name of a person.',
    CONTACT: 'E-mail address or phone number.',
    ADDRESS: 'Postal address.',
    BIRTH: 'Date or place of birth.',
    DOCUMENT: 'Number, code, date or issuer of an identity document.',
    DEMOGRAPHIC: 'Gender, nationality or a bodily feature printed on a document.',
    BIOMETRIC: 'Face or voice, and any picture that can show a face.',
    NETWORK: 'IP address or user agent.',
    IDENTIFIER: 'Account name or another id chosen for a person.',
    CREDENTIAL: 'Link, code or key that lets its holder act as the person.',
    FREE_TEXT: 'Text typed by a person, which may hold anything.',
  }),
});
