import type { Clock } from '../../kernel/clock.ts';
import { AssayError } from '../../kernel/error.ts';
import type { AdminHook } from '../shared/emulator.ts';
import type { Declaration, World } from './state.ts';
import type { DeclarationState } from './vocabulary.ts';

/** What the finance side does to declarations and statements. */
export function adminHooks(world: () => World, clock: Clock): Readonly<Record<string, AdminHook>> {
  const move = (title: string, from: DeclarationState, to: DeclarationState): AdminHook => ({
    title,
    run(id) {
      const declaration = declarationIn(world(), id, from);
      declaration.state = to;
      declaration.updatedAt = clock.now();
    },
  });
  return {
    'make-eligible': move('Make a submitted declaration eligible', 'submitted', 'eligible'),
    'make-payable': move('Make an eligible declaration payable', 'eligible', 'payable'),
    'revert-to-eligible': move('Take a payable declaration back to eligible', 'payable', 'eligible'),
    'make-ineligible': move('Make a submitted declaration ineligible', 'submitted', 'ineligible'),
    pay: move('Pay a payable declaration', 'payable', 'paid'),
    'claw-back': move('Claw a declaration back', 'awaiting_clawback', 'clawed_back'),
    'pay-statement': {
      title: 'Pay a statement and the payable declarations on it',
      run(id) {
        const statement = world().byId.statement.get(id);
        if (!statement || statement.paid) throw unfit(`There is no unpaid statement ${id}.`);
        statement.paid = true;
        statement.updatedAt = clock.now();
        for (const declaration of world().declarations) {
          if (declaration.statement !== statement || declaration.state !== 'payable') continue;
          declaration.state = 'paid';
          declaration.updatedAt = clock.now();
        }
      },
    },
  };
}

function declarationIn(world: World, id: string, state: DeclarationState): Declaration {
  const found = world.byId.declaration.get(id);
  if (found?.state !== state) throw unfit(`There is no declaration ${id} in state ${state}.`);
  return found;
}

function unfit(message: string): AssayError {
  return new AssayError('usage', 'admin-hook-unfit', message);
}
