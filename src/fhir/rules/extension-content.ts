import type { JsonObject } from '../../kernel/json.ts';
import type { Session } from '../validate/session.ts';

/** An extension has either a value or extensions, not both and not neither (ext-1). */
export function checkExtensionContent(session: Session, extension: JsonObject): void {
  let hasValue = false;
  for (const name in extension) if (/^_?value[A-Z]/.test(name)) hasValue = true;
  if (hasValue !== (extension['extension'] !== undefined)) return;
  session.report(
    { code: 'invariant', rule: 'ext-1', clause: 'ext-1: extension.exists() != value.exists()' },
    "Constraint failed: ext-1: 'Must have either extensions or value[x], not both'",
  );
}
