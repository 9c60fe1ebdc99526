import { checkedRequests, judgedExchange } from './bench/checked-requests.ts';
import { fhirMemory } from './bench/fhir-memory.ts';
import { fhirSpeed } from './bench/fhir-speed.ts';
import { fhirStart } from './bench/fhir-start.ts';
import { limitsBattery } from './bench/limits-battery.ts';
import { limitsClassify } from './bench/limits-classify.ts';
import type { Figure } from './bench/measure.ts';
import { planLargest } from './bench/plan-largest.ts';
import { smallRun, startUp } from './bench/start-up.ts';

const benches: Readonly<Record<string, () => Promise<Figure>>> = {
  'checked-requests': checkedRequests,
  'judged-exchange': judgedExchange,
  'start-up': startUp,
  'small-run': smallRun,
  'plan-largest': planLargest,
  'limits-classify': limitsClassify,
  'fhir-speed': fhirSpeed,
  'fhir-start': fhirStart,
  'fhir-memory': fhirMemory,
  'limits-battery': limitsBattery,
};

const wanted = process.argv.slice(2);
for (const [name, bench] of Object.entries(benches)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const { name: what, baseline, ratio, aim, detail } = await bench();
  console.log(`${what}: ${ratio.toFixed(2)} of ${baseline} (aim ${aim})\n    ${detail}`);
}
process.exit(0);
