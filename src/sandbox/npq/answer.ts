/** What is sent back, before it becomes a response. */
export interface Answer {
  readonly status: number;
  /** Serialised as JSON; a string with `mediaType` is sent as it stands. */
  readonly body: unknown;
  readonly mediaType?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One thing wrong with a request. */
export interface Fault {
  /** The attribute at fault. */
  readonly title: string;
  readonly detail: string;
}

/** Thrown to leave a handler with an answer. */
export class Refusal extends Error {
  readonly answer: Answer;

  constructor(answer: Answer) {
    super(`refused with ${answer.status}`);
    this.answer = answer;
  }
}

/** 200 with `data`. */
export function ok(data: unknown): Answer {
  return { status: 200, body: { data } };
}

/** 404: there is no such thing, or it is not this provider's. */
export function notFound(): Refusal {
  return new Refusal({ status: 404, body: { error: 'Resource not found' } });
}

/** 400 with one error. */
export function badRequest(detail: string): Refusal {
  return new Refusal({ status: 400, body: { errors: [{ title: 'Bad request', detail }] } });
}

/** 400 for a body without `data` or `attributes`. */
export function badStructure(): Refusal {
  return badRequest('correct json data structure required. See API docs for reference');
}

/** 422 with one error per fault. */
export function unprocessable(faults: readonly Fault[]): Refusal {
  return new Refusal({ status: 422, body: { errors: faults } });
}

/** 403 for a declaration of another provider. */
export function notYours(): Refusal {
  const detail = 'This declaration was made by another provider.';
  return new Refusal({ status: 403, body: { errors: [{ title: 'Cannot modify declaration', detail }] } });
}

/** 410 for a participant whose id was changed, with the changes. */
export function changedId(changes: readonly unknown[]): Refusal {
  const detail = 'The participant is known under another id now.';
  const error = { title: 'Participant ID has been changed', detail, participant_id_changes: changes };
  return new Refusal({ status: 410, body: { errors: [error] } });
}

/** Throws 422 when there is a fault. */
export function refuseIfAny(faults: readonly Fault[]): void {
  if (faults.length > 0) throw unprocessable(faults);
}

/** The response of an answer: no charset on JSON, never cached. */
export function toResponse(answer: Answer): Response {
  const { body, mediaType = 'application/json', headers = {} } = answer;
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return new Response(text, {
    status: answer.status,
    headers: { 'content-type': mediaType, 'cache-control': 'no-store', ...headers },
  });
}
