/** The people that a new sandbox knows: directory profiles, and what stands on the identity documents of the demo people. */
import type { UserProfile } from '../state/state.js';

export interface SeedPerson {
  readonly profile: UserProfile;
  /** What the person's document says beyond the profile. */
  readonly document: { readonly [field: string]: string };
}

function person(
  given: string,
  family: string,
  phone: string,
  address: UserProfile['address'],
  document: SeedPerson['document'],
  more: Partial<UserProfile> = {},
): SeedPerson {
  const username = given.toLowerCase();
  return {
    profile: {
      username,
      email: `${username}@example.test`,
      name: { given, family, formatted: `${given} ${family}` },
      mobilePhone: phone,
      ...(address === undefined ? {} : { address }),
      locale: 'en-US',
      preferredLanguage: 'en',
      timezone: 'America/Los_Angeles',
      type: 'Customer',
      ...more,
    },
    document,
  };
}

export const SEED_PEOPLE: readonly SeedPerson[] = [
  person(
    'Alice',
    'Anderson',
    '+14155552671',
    {
      streetAddress: '4321 Main Street #407',
      locality: 'Hollywood',
      region: 'CA',
      postalCode: '90027',
      countryCode: 'US',
    },
    {
      middleName: 'Marie',
      gender: 'F',
      birthDate: '1990-04-12',
      idNumber: 'D4207711',
      issueDate: '2022-05-03',
      expirationDate: '2032-04-12',
      height: '5\'-06"',
      weight: '132 lb',
      hairColor: 'BRO',
      eyeColor: 'GRN',
    },
    {
      primaryPhone: '+14155550134',
      nickname: 'Ali',
      title: 'Ms',
      externalId: 'crm-100001',
      accountId: 'A-100001',
      photo: { href: 'https://photos.example.test/alice.jpg' },
    },
  ),
  person(
    'Bob',
    'Baker',
    '+15125551234',
    {
      streetAddress: '18 Congress Avenue',
      locality: 'Austin',
      region: 'TX',
      postalCode: '78701',
      countryCode: 'US',
    },
    {
      middleName: 'James',
      gender: 'M',
      birthDate: '1984-08-02',
      idNumber: '31448820',
      issueDate: '2021-09-17',
      expirationDate: '2029-08-02',
      height: '6\'-01"',
      weight: '185 lb',
      hairColor: 'BLK',
      eyeColor: 'BRO',
    },
    {
      primaryPhone: '+15125550187',
      title: 'Mr',
      externalId: 'crm-100002',
      accountId: 'A-100002',
      timezone: 'America/Chicago',
    },
  ),
  person(
    'Carmen',
    'Castillo',
    '+34612345678',
    { streetAddress: 'Calle de Alcalá 45', locality: 'Madrid', postalCode: '28014', countryCode: 'ES' },
    { birthDate: '1978-11-30', gender: 'F' },
    { locale: 'es-ES', preferredLanguage: 'es', timezone: 'Europe/Madrid', externalId: 'crm-100003' },
  ),
  person(
    'Daniel',
    'Dubois',
    '+33612345678',
    { streetAddress: '12 Rue de Rivoli', locality: 'Paris', postalCode: '75004', countryCode: 'FR' },
    { birthDate: '1995-02-19', gender: 'M' },
    { locale: 'fr-FR', preferredLanguage: 'fr', timezone: 'Europe/Paris', externalId: 'crm-100004' },
  ),
  person(
    'Emma',
    'Eriksson',
    '+46701234567',
    { streetAddress: 'Drottninggatan 9', locality: 'Stockholm', postalCode: '111 51', countryCode: 'SE' },
    { birthDate: '2001-07-07', gender: 'F' },
    { locale: 'sv-SE', preferredLanguage: 'sv', timezone: 'Europe/Stockholm', externalId: 'crm-100005' },
  ),
  person(
    'Farid',
    'Farouk',
    '+201001234567',
    { streetAddress: '7 Talaat Harb', locality: 'Cairo', postalCode: '11511', countryCode: 'EG' },
    { birthDate: '1969-01-05', gender: 'M' },
    { locale: 'ar-EG', preferredLanguage: 'ar', timezone: 'Africa/Cairo', externalId: 'crm-100006' },
  ),
  person(
    'Grace',
    'Gallagher',
    '+353851234567',
    { streetAddress: '3 Dawson Street', locality: 'Dublin', postalCode: 'D02 X285', countryCode: 'IE' },
    { birthDate: '1988-12-24', gender: 'F' },
    { locale: 'en-IE', timezone: 'Europe/Dublin', externalId: 'crm-100007' },
  ),
  person(
    'Hiroshi',
    'Hayashi',
    '+819012345678',
    { streetAddress: '2-11-3 Meguro', locality: 'Tokyo', postalCode: '153-0063', countryCode: 'JP' },
    { birthDate: '1992-06-15', gender: 'M' },
    { locale: 'ja-JP', preferredLanguage: 'ja', timezone: 'Asia/Tokyo', externalId: 'crm-100008' },
  ),
];

/** What the document of a seeded person says, by username. */
export function seedDocument(username: string): SeedPerson['document'] {
  return SEED_PEOPLE.find(({ profile }) => profile.username === username)?.document ?? {};
}
