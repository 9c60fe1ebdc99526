import {
  compareVerdicts,
  createSample,
  type FhirVerdict,
  type FhirVersion,
  formatDisagreement,
  type OfficialValidator,
  officialByJar,
  officialOverHttp,
} from '../fhir/index.ts';
import type { postText } from '../target/index.ts';

/** Who judges: this tool alone, the official validator alone, or both with their disagreements. */
export type SecondOpinion =
  | { readonly engine: 'native' }
  | {
      readonly engine: 'hl7' | 'both';
      /** URL, or path of the jar. */
      readonly place: string;
      /** With both: of the resources that the native validator accepts, every so many are asked for. */
      readonly every: number;
    };

/** A text with what the native validator said of it. */
interface Judged {
  readonly name: string;
  readonly text: string;
  readonly native: FhirVerdict;
}

/** Takes native verdicts and asks the official validator in batches. */
export interface Opinions {
  /** Note a verdict; true when it is passed on as it is, false when the official one will be told instead. */
  take(judged: Judged): Promise<boolean>;
  /** Ask for what is left; gives the number of disagreements. */
  finish(): Promise<number>;
}

/** What the opinions need of the command. */
export interface OpinionSettings {
  readonly version: FhirVersion;
  readonly profiles: readonly string[];
  readonly packages: readonly string[];
  /** Told the official verdict of every resource (engine hl7). */
  readonly verdict: (name: string, verdict: FhirVerdict) => void;
  /** Told every disagreement (engine both). */
  readonly say: (text: string) => void;
}

const BATCH = 50;

/** The HTTP client is loaded when it is needed: most validations ask nobody. */
const post: typeof postText = async (...asked) => (await import('../target/index.ts')).postText(...asked);

/** The opinions of the official validator as a command asks for them. */
export function createOpinions(opinion: SecondOpinion, settings: OpinionSettings): Opinions {
  if (opinion.engine === 'native') return { take: async () => true, finish: async () => 0 };
  const official = officialAt(opinion.place, settings);
  const wanted = opinion.engine === 'hl7' ? () => true : createSample(opinion.every);
  const waiting: Judged[] = [];
  let asked = 0;
  let disagreements = 0;
  const ask = async () => {
    const batch = waiting.splice(0);
    asked += batch.length;
    const verdicts = await official.judge(batch, settings.profiles);
    for (const [index, { name, native }] of batch.entries()) {
      const theirs = verdicts[index];
      if (!theirs) continue;
      if (opinion.engine === 'hl7') settings.verdict(name, { ...theirs, resourceType: native.resourceType });
      else {
        const disagreement = compareVerdicts(name, native, theirs);
        if (!disagreement) continue;
        disagreements++;
        settings.say(formatDisagreement(disagreement));
      }
    }
  };
  return {
    async take(judged) {
      if (wanted(judged.native)) waiting.push(judged);
      if (waiting.length >= BATCH) await ask();
      return opinion.engine === 'both';
    },
    async finish() {
      if (waiting.length > 0) await ask();
      if (opinion.engine === 'both')
        settings.say(
          `second opinion on ${asked} resources: ${disagreements} disagreements with the official validator`,
        );
      return disagreements;
    },
  };
}

function officialAt(place: string, { version, packages }: OpinionSettings): OfficialValidator {
  return /^https?:\/\//i.test(place) ? officialOverHttp(place, post) : officialByJar(place, { version, packages });
}
