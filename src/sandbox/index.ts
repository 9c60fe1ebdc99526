import { type Registry, registry } from '../kernel/registry.ts';
import { clinic } from './clinic/definition.ts';
import { limited } from './limited/definition.ts';
import { npqRegistration } from './npq/emulator.ts';
import { reference } from './reference/definition.ts';
import type { EmulatorDefinition } from './shared/emulator.ts';

export { describe } from './shared/describe.ts';
export { serve } from './shared/serve.ts';

/** Every embedded system. */
export const emulators: Registry<EmulatorDefinition> = registry('emulator', [
  npqRegistration,
  reference,
  clinic,
  limited,
]);
