// A journey to create, in the words of the profile: field names, scope grammar, codes.
import type { DocumentType, JourneyLanguage, MitekProfile } from './profile.js';

export type JourneyStep = 'selfie' | 'documents' | 'attachments';

export interface JourneyScope {
  readonly selfie: boolean;
  readonly documents: boolean;
  /** Empty: any. */
  readonly documentTypes: readonly DocumentType[];
  readonly attachments: boolean;
  /** Empty: all. */
  readonly attachmentKeys: readonly string[];
}

export interface NewJourney {
  readonly reference: string;
  readonly name: string;
  /** The contact that is given is the way the link goes. */
  readonly email: string | null;
  readonly phone: string | null;
  readonly environment: string;
  /** Null: the defaults of the environment. */
  readonly scope: JourneyScope | null;
  /** `YYYY-MM-DD`. */
  readonly endDate: string | null;
  readonly tabsOrder: readonly JourneyStep[] | null;
  readonly note: string | null;
  readonly language: JourneyLanguage | null;
  readonly callbackUrl: string;
}

/** The body of the create call. What is not given, and what the profile has no name for, is left out. */
export function toWire(profile: MitekProfile, journey: NewJourney): Readonly<Record<string, unknown>> {
  const { fields, languages } = profile;
  const { scope, tabsOrder, language } = journey;
  const values: Record<keyof MitekProfile['fields'], unknown> = {
    reference: journey.reference,
    name: journey.name,
    email: journey.email,
    phone: journey.phone,
    environment: journey.environment,
    useDefaults: scope === null ? true : null,
    scope: scope && scopeText(profile, scope),
    endDate: journey.endDate,
    tabsOrder: tabsOrder?.map((step) => profile.scope[step]).join(',') ?? null,
    note: journey.note,
    language: language && languages[language],
    callbackUrl: journey.callbackUrl,
  };
  const names: Readonly<Record<string, string | null>> = fields;
  return Object.fromEntries(
    Object.entries(values).flatMap(([field, value]) => {
      const name = names[field] ?? null;
      return name === null || value === null ? [] : [[name, value]];
    }),
  );
}

/** Such as `selfie,documents(passport,driving),attachments(bill)`. */
function scopeText({ scope: words, documentTypes }: MitekProfile, scope: JourneyScope): string {
  const withOptions = (step: string, options: readonly string[]) =>
    options.length === 0 ? step : `${step}${words.optionsOpen}${options.join(words.separator)}${words.optionsClose}`;
  return [
    ...(scope.selfie ? [words.selfie] : []),
    ...(scope.documents
      ? [
          withOptions(
            words.documents,
            scope.documentTypes.map((type) => documentTypes[type]),
          ),
        ]
      : []),
    ...(scope.attachments ? [withOptions(words.attachments, scope.attachmentKeys)] : []),
  ].join(words.separator);
}
