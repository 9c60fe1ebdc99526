import type { JsonObject } from '../../kernel/json.ts';
import type { Session } from '../validate/session.ts';

/** The unit code of a Quantity exists in its system. */
export function checkQuantity(session: Session, value: JsonObject): void {
  const { system, code } = value;
  if (typeof system !== 'string' || typeof code !== 'string') return;
  if (!/^[a-z][a-z0-9+.-]*:/i.test(system)) return;
  const { terminology } = session.engine;
  if (terminology.exists(system, code) === false)
    session.report(
      { code: 'code-invalid', rule: 'quantity-code', clause: 'FHIR, datatypes.html#Quantity' },
      `Unknown code '${code}' in the code system '${system}'`,
      '.code',
      ['code'],
    );
}
