// What is personal in a journey, on its way into the store and out of it: sealed there, open here. Who may read it is decided in auth/.
import type { Keys } from '../auth/keys.js';
import type { Findings } from '../datasources/mitek/findings.js';
import type { StoredFindings, StoredJourney } from '../store/journeys.js';

/** Whom a journey was created for, and the link that leads through it. */
export interface JourneyPerson {
  readonly name: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly note: string | null;
  readonly journeyUrl: string | null;
}

/** Reads and seals the personal parts of journeys. Opening throws where the key is not configured any more. */
export class JourneyData {
  constructor(private readonly keys: Keys) {}

  sealPerson(person: JourneyPerson): Buffer {
    return this.keys.seal(JSON.stringify(person));
  }

  /** Null once its time is over. */
  personOf({ personalSealed }: StoredJourney): JourneyPerson | null {
    // Written by `sealPerson` alone, and it cannot be changed without the key.
    return personalSealed && (JSON.parse(this.keys.unseal(personalSealed)) as JourneyPerson);
  }

  sealFindings(findings: Findings): Buffer {
    return this.keys.seal(JSON.stringify(findings));
  }

  /** Null while there are none, and once their time is over. */
  findingsOf({ findingsSealed }: StoredFindings): Findings | null {
    // Written by `sealFindings` alone, and it cannot be changed without the key.
    return findingsSealed && (JSON.parse(this.keys.unseal(findingsSealed)) as Findings);
  }
}
