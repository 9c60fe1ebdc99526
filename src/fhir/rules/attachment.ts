import type { JsonObject } from '../../kernel/json.ts';
import type { Session } from '../validate/session.ts';

/** The stated size of an attachment is that of its data before base64 encoding. */
export function checkAttachment(session: Session, value: JsonObject): void {
  const { data, size } = value;
  if (typeof data !== 'string' || typeof size !== 'number') return;
  const found = decodedLength(data);
  if (found !== size)
    session.report(
      { code: 'structure', rule: 'attachment-size', clause: 'FHIR, datatypes.html#Attachment (size)' },
      `The stated size ${size} is not the size of the data (${found} bytes)`,
    );
}

/** How many bytes a base64 text stands for. */
export function decodedLength(base64: string): number {
  const plain = base64.replace(/\s/g, '');
  const padding = plain.endsWith('==') ? 2 : plain.endsWith('=') ? 1 : 0;
  return Math.floor((plain.length * 3) / 4) - padding;
}
