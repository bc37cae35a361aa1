// What tests of MFA ask for: everything that the connector's page lists of a device, an authentication, a policy, a key and a code.

const MOBILE = `mobile { os { type typeRaw version } model { name marketingName } application { id nativeName version } pushEnabled otpEnabled }`;

export const DEVICE = `id type typeRaw status statusRaw nickname phone extension email maskedContact secret keyUri oathToken serialNumber
  rp { id name } platform publicKeyCredentialCreationOptions publicKeyCredentialCreationOptionsRaw
  attributes { previousDeviceType isCrossPlatform } displayName test { otp } createdAt updatedAt ${MOBILE}`;

export const DEVICE_SETTINGS = `environmentId allowedTypes allowedTypesRaw applications { id name } order maxAllowedDevices
  deviceSelection deviceSelectionRaw`;

export const AUTHENTICATION = `id environmentId status statusRaw allowedActions authenticators user { id } policy { id }
  selectedDevice { id } oneTimeDevice { type maskedContact } application { id } test { otp } devices { ${DEVICE} }
  publicKeyCredentialRequestOptions publicKeyCredentialRequestOptionsRaw`;

/** Goes with the fragment below. */
export const SPAN = 'fragment s on TimeSpan { duration timeUnit }';

const METHOD = 'enabled otp { failureCount length failureCoolDown { ...s } lifeTime { ...s } windowStepSize { ...s } }';
const METHODS = ['sms', 'email', 'voice', 'mobile', 'totp', 'platform', 'securityKey'];
export const POLICY = `id name default forSignOnPolicy createdAt updatedAt ${METHODS.map((name) => `${name} { ${METHOD} }`).join(' ')}`;

export const KEY =
  'id code status statusRaw error { code message } user { id } applications { id } createdAt updatedAt expiresAt';

export const CODE = `id code uri qrCode status statusRaw userApproval userApprovalRaw user { id } lifeTime { duration timeUnit }
  clientContext device { id ${MOBILE} } error { code message } createdAt updatedAt expiresAt`;

/** A mutation by its name. @param selection of its payload, beside the user errors */
export function mutation(field: string, selection: string): string {
  const inputType = `${field.charAt(0).toUpperCase()}${field.slice(1)}Input!`;
  return `mutation ($input: ${inputType}) { ${field}(input: $input) { ${selection} userErrors { code message field } } }`;
}

/** Wording of a message; the policy need not exist. */
export const NOTIFICATION = {
  policyId: '5c1c9a70-2f6e-4c36-9d3b-0c4f8d1e2a3b',
  templateVariant: 'short',
  templateLocale: 'es-ES',
  templateVariables: { greeting: 'Hola' },
} as const;
