import { defectsOn } from '../shared/defects.ts';
import type { Emulator, EmulatorDefinition, EmulatorOptions } from '../shared/emulator.ts';
import { capabilitiesAnswer } from '../shared/virtual-time.ts';
import { adminHooks } from './admin.ts';
import { toResponse } from './answer.ts';
import { TOKENS } from './authentication.ts';
import { DEFECTS } from './defects.ts';
import { createWorld } from './fixtures/world.ts';
import { answerRequest } from './gateway.ts';
import { throttle } from './throttle.ts';

/** The NPQ registration API: versions 1, 2 and 3 side by side, over the same state. */
export const npqRegistration: EmulatorDefinition = {
  id: 'npq-registration',
  title: 'NPQ registration API',
  rationale:
    'A public service with providers, tokens, paging and a state machine: it shows what the toolkit finds without asking anybody for access.',
  defects: DEFECTS,
  credentials: {
    default: { token: TOKENS.ambition, title: 'a lead provider' },
    'other-provider': { token: TOKENS.bestPractice, title: 'another lead provider' },
    'wrong-scope': { token: TOKENS.otherScope, title: 'a valid token of another service' },
  },
  samplePath: '/api/v3/npq-applications?page[per_page]=2',
  create,
};

const LOCAL = { ip: '127.0.0.1' };

function create(options: EmulatorOptions): Emulator {
  const defects = defectsOn(DEFECTS, options);
  const limits = throttle(defects, options.limit);
  const fresh = () => createWorld(options.seed ?? 1);
  let world = fresh();
  return {
    definition: npqRegistration,
    mode: options.mode,
    defects,
    async fetch(request, peer = LOCAL) {
      const capabilities = capabilitiesAnswer(npqRegistration.id, request);
      if (capabilities) return capabilities;
      const gateway = { world, throttle: limits, defects, clock: options.clock };
      return toResponse(await answerRequest(gateway, request, peer));
    },
    reset() {
      world = fresh();
      limits.reset();
    },
    admin: adminHooks(() => world, options.clock),
  };
}
